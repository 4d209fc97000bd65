"""A record of every kind in a git repository, and what each of two sides records in it."""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services import noticing, registers
from tests.services.ledgers import entropy, new_desk
from tests.services.repositories import Repository
from yiananlib.model.drawing import Rule
from yiananlib.model.vocabulary import Answer
from yiananlib.services.recording import begin, close_out, examine, meetings, rectify, rules, samples, supervise
from yiananlib.services.recording import registers as filing
from yiananlib.services.recording.context import Context
from yiananlib.store import kinds

SIDES: Final = ("main", "theirs")
KEPT_BY: Final = {"sample": "office"}
"""Whose record a kind is, where it is not a unit's."""


class Clerk(Repository):
    """A desk in a repository, whose ids are chosen as nowhere else: by `name`."""

    name = "base"

    def context(self, by: str | None = LIAISON, on: dt.date | None = None) -> Context:
        return Context(self.clock, by, on, lambda salt: entropy(f"{self.name}/{salt}"), self._waiting)

    def copied(self, folder: Path) -> "Clerk":
        shutil.copytree(self.root, folder, symlinks=True)
        made = Clerk(folder)
        made.name, made.now = self.name, self.now
        return made

    @staticmethod
    def home(kind: str) -> str:
        """Return whose record the specimen of a kind is."""
        return KEPT_BY.get(kind, "zjj")

    def path(self, kind: str) -> str:
        """Return where the specimen of a kind lies."""
        row = kinds.BY_NAME[kind]
        org = self.home(kind)
        if row.is_single:
            return row.path(org)
        return next(self.root.glob(row.path(org, "*"))).relative_to(self.root).as_posix()

    def ref(self, path: str) -> str:
        """Return what the record at a path is called on the command line."""
        name = Path(path).stem
        home = next((org for org in KEPT_BY.values() if path.startswith(f"orgs/{org}/")), "zjj")
        return name if path.startswith(("cases/", "imports/")) else f"{home}/{name}"


@dataclass(frozen=True)
class Specimen:
    """How a record of a kind is made, and what a side does to it; both return the officer who did.

    `says` is what the file holds of each side's work, and nothing else does; `mistake` a passage and what a forger
    makes of it.
    """

    make: Callable[[Clerk], str]
    add: Callable[[Clerk, str], str]
    says: tuple[str, str]
    mistake: tuple[str, str]


def _made(make: Callable[[Clerk], object], by: str) -> Callable[[Clerk], str]:
    def deed(clerk: Clerk) -> str:
        make(clerk)
        return by

    return deed


def _added(add: Callable[[Clerk, str], object], by: str) -> Callable[[Clerk, str], str]:
    def deed(clerk: Clerk, ref: str) -> str:
        add(clerk, ref)
        return by

    return deed


def _round(clerk: Clerk, prompt: str) -> None:
    reply = examine.Reply(prompt, Answer.CLEAR, f"{clerk.name}已对照")
    examine.answer(clerk.ledger, clerk.context(), "zjj", "2026-1", [reply], subjects=("team",))


def _setting(clerk: Clerk) -> None:
    old, new = ("yellow = 7", "yellow = 5") if clerk.name == "main" else ("blue = 15", "blue = 9")
    clerk.edit("yian.toml", old, new)


YEAR: Final = "schema = 1\n\n[[years]]\nyear = 2026\nholidays = [2026-10-01]\n"


def _year(clerk: Clerk) -> None:
    year = 2025 if clerk.name == "main" else 2027
    path = clerk.path("calendar")
    clerk.write(path, clerk.text(path) + f"\n[[years]]\nyear = {year}\nworking = [{year}-01-02]\n")


def _finding(clerk: Clerk) -> None:
    number = 4 if clerk.name == "main" else 5
    path = clerk.path("case")
    clerk.write(path, clerk.text(path) + f'\n[[findings]]\nnumber = {number}\ntext = "{clerk.name}说的"\n')


def _said_org(clerk: Clerk) -> None:
    path = clerk.path("mapping")
    clerk.write(path, clerk.text(path) + f'"{clerk.name}说的" = "zjj"\n')


def _prompt(clerk: Clerk) -> None:
    begin.add_prompt(
        clerk.ledger, clerk.context(OFFICE), f"{clerk.name}说的", aspect="politics", name=f"q-{clerk.name}"
    )


def _officer(clerk: Clerk) -> None:
    begin.add_officer(clerk.ledger, clerk.context(OFFICE), "zjj", clerk.name, post=f"{clerk.name}说的")


def _rung(clerk: Clerk, ref: str) -> str:
    if clerk.name == "main":
        supervise.receive(clerk.ledger, clerk.context(), ref)
        return LIAISON
    supervise.escalate(clerk.ledger, clerk.context(OFFICE), ref, "caution", "theirs说的")
    return OFFICE


def _assigned(clerk: Clerk, ref: str) -> str:
    due = dt.date(2026, 7, 1 if clerk.name == "main" else 2)
    filing.act(clerk.ledger, clerk.context(OFFICE), "opinion", ref, "assigned", {"org": "zjj", "due": due})
    return OFFICE


def _sample(clerk: Clerk) -> str:
    """Have a problem of another unit closed, and freeze it."""
    head = {"severity": "minor", "class": "immediate", "field": "none", "leader": "head", "owner": "liaison"}
    ref = clerk.problem("czj", "czj/liaison", **head)
    context = clerk.context("czj/liaison")
    rectify.add_measure(clerk.ledger, context, ref, "逐笔核对", owner="liaison", due=dt.date(2026, 5, 20))
    rectify.done(clerk.ledger, context, ref, 1, evidence=[clerk.paper()])
    close_out.submit(clerk.ledger, context, ref, effect="账实相符", rule="办法修订", wider="全县同查")
    clerk.commit("czj/liaison")
    clerk.review(ref)
    clerk.commit(INSPECTOR)
    clerk.close(ref)
    clerk.commit(OFFICE)
    samples.freeze(clerk.ledger, clerk.context(OFFICE), Rule(10), dt.date(2026, 3, 1), title="销号抽查")
    return OFFICE


def _filed(name: str, step: str, field: str, mistake: tuple[str, str], by: str = LIAISON) -> Specimen:
    """Return the specimen of a register, in which each side takes the same step."""

    def add(clerk: Clerk, ref: str) -> None:
        filing.act(clerk.ledger, clerk.context(by), name, ref, step, {field: f"{clerk.name}说的"})

    made = _made(lambda c: registers.filed(c, name), by)
    return Specimen(made, _added(add, by), ("main说的", "theirs说的"), mistake)


SPECIMENS: Final = {
    "campaign": Specimen(
        _made(lambda _c: None, OFFICE), _added(lambda c, _r: _setting(c), OFFICE), ("yellow = 5", "blue = 9"),
        ("publicity_days = 5", "publicity_days = 1"),
    ),
    "checklist": Specimen(
        _made(lambda _c: None, OFFICE), _added(lambda c, _r: _prompt(c), OFFICE), ("main说的", "theirs说的"),
        ('id = "p02"', 'id = "p99"'),
    ),
    "calendar": Specimen(
        _made(lambda c: c.write("calendar.toml", YEAR), OFFICE),
        _added(lambda c, _r: _year(c), OFFICE), ("year = 2025", "year = 2027"), ("2026-10-01", "2026-10-02"),
    ),
    "case": Specimen(
        _made(lambda c: registers.case(c), OFFICE), _added(lambda c, _r: _finding(c), OFFICE),
        ("main说的", "theirs说的"), ("先干后批", "先批后干"),
    ),
    "mapping": Specimen(
        _made(lambda c: c.write("imports/审计.toml", 'schema = 1\n\n[orgs]\n"住建局" = "zjj"\n'), OFFICE),
        _added(lambda c, _r: _said_org(c), OFFICE), ("main说的", "theirs说的"), ('"住建局"', '"建设局"'),
    ),
    "org": Specimen(
        _made(lambda _c: None, OFFICE), _added(lambda c, _r: _officer(c), OFFICE), ("main说的", "theirs说的"),
        ('role = "head"', 'role = "deputy"'),
    ),
    "problem": Specimen(
        _made(lambda c: c.problem(), LIAISON),
        _added(lambda c, r: rectify.progress(c.ledger, c.context(), r, f"{c.name}说的"), LIAISON),
        ("main说的", "theirs说的"), ("due = 2026-06-15", "due = 2026-12-15"),
    ),
    "round": Specimen(
        _made(lambda c: _round(c, "p01"), LIAISON),
        _added(lambda c, _r: _round(c, "p02" if c.name == "main" else "p03"), LIAISON),
        ("main已对照", "theirs已对照"), ('"team"', '"head"'),
    ),
    "notice": Specimen(
        _made(lambda c: noticing.issue(c), OFFICE),
        _rung,
        ('kind = "received"', "theirs说的"), ("报核验结果", "不必报"),
    ),
    "rule": Specimen(
        _made(lambda c: registers.rule(c), LIAISON),
        _added(lambda c, r: rules.decide(c.ledger, c.context(), r, "revise", f"{c.name}说的"), LIAISON),
        ("main说的", "theirs说的"), ("变更审批办法", "另一个办法"),
    ),
    "meeting": Specimen(
        _made(lambda c: registers.meeting(c), LIAISON),
        _added(lambda c, r: meetings.find(c.ledger, c.context(), r, f"{c.name}说的"), LIAISON),
        ("main说的", "theirs说的"), ("专题民主生活会", "另一个会"),
    ),
    "sample": Specimen(
        _sample, _added(lambda c, r: samples.announce(c.ledger, c.context(OFFICE), r, f"{c.name}说的"), OFFICE),
        ("main说的", "theirs说的"), ("share = 10", "share = 20"),
    ),
    "opinion": Specimen(
        _made(lambda c: registers.filed(c, "opinion"), LIAISON), _assigned, ("due = 2026-07-01", "due = 2026-07-02"),
        ("变更审批环节多", "变更审批很快"),
    ),
    "group": _filed("group", "changed", "reason", ("以案促改领导小组", "另一个小组")),
    "mark": _filed("mark", "kept", "reason", ("两年内三起案件", "没有案件"), OFFICE),
    "commendation": _filed("commendation", "followed", "note", ("主动压减审批环节", "没有压减")),
    "press": _filed("press", "followed", "note", ("先批后干见实效", "没有见实效")),
    "accountability": _filed("accountability", "followed", "note", ("对分管负责人诫勉谈话", "没有谈话"), INSPECTOR),
    "dispatch": _filed("dispatch", "answered", "text", ("市委办", "省委办")),
    "urge": _filed("urge", "followed", "note", ("两项逾期", "没有逾期"), OFFICE),
}  # fmt: skip
"""One for each kind that there is."""


def divided(folder: Path) -> Clerk:
    """Return a ledger with every kind, to which `main` and `theirs` have added since: a commit for each deed."""
    return _template().copied(folder)


@cache
def _template() -> Clerk:
    clerk = Clerk(new_desk(Path(mkdtemp(prefix="yian-tests-")) / "ledger").root)
    clerk.git("init", "--quiet", "--initial-branch=main")
    clerk.git("config", "user.name", "n")
    clerk.git("config", "user.email", "n@n.invalid")
    clerk.commit(OFFICE)
    for specimen in SPECIMENS.values():
        by = specimen.make(clerk)
        clerk.commit(by)
    clerk.git("branch", "theirs")
    start = clerk.now
    for side, minutes in zip(SIDES, (20, 45), strict=True):
        clerk.git("switch", "--quiet", side)
        clerk.name, clerk.now = side, start + dt.timedelta(minutes=minutes)
        for kind, specimen in SPECIMENS.items():
            by = specimen.add(clerk, clerk.ref(clerk.path(kind)))
            clerk.commit(by)
    clerk.git("switch", "--quiet", "main")
    clerk.now = start + dt.timedelta(minutes=50)
    return clerk
