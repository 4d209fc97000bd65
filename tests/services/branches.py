"""Two sides of a ledger in real git: what each recorded since the base, and what merging them must come to."""

import datetime as dt
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.builders import HEAD, LEADER, LIAISON, OFFICE, OWNER
from tests.services.ledgers import Desk, entropy, new_desk
from yiananlib.model.occurrences import Every
from yiananlib.model.vocabulary import Answer
from yiananlib.services.recording import begin, close_out, examine, rectify
from yiananlib.services.recording.context import Context
from yiananlib.services.recording.handover import Choice, hand_over
from yiananlib.services.recording.transfer import Target, transfer

ENVIRON: Final = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
    "GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "a@x.invalid",
    "GIT_COMMITTER_NAME": "甲", "GIT_COMMITTER_EMAIL": "a@x.invalid",
}  # fmt: skip


class Side(Desk):
    """A desk in a clone of its own: ids are chosen there as nowhere else."""

    name = "base"

    def context(self, by: str | None = LIAISON, on: dt.date | None = None) -> Context:
        return Context(self.clock, by, on, lambda salt: entropy(f"{self.name}/{salt}"), self._waiting)

    def later(self, **more: float) -> "Side":
        self.now += dt.timedelta(**more)
        return self

    def git(self, *arguments: str, status: int = 0) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=ENVIRON, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == status, (arguments, done.stdout.decode(), done.stderr.decode())
        return done.stdout.decode()

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)


Deed = Callable[[Side, str], object]


@dataclass(frozen=True)
class Case:
    """What the base is, what both sides do, and the outcome.

    `collides`: words of the sentence that says so, none where it merges. `found`: codes that verify finds.
    """

    name: str
    base: Callable[[Side], str]
    ours: Deed
    theirs: Deed
    collides: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


def prepared(folder: Path, case: Case) -> tuple[Side, str]:
    """Return the ledger with `case` on its branches `main` and `theirs`, `main` checked out; and the problem."""
    side = Side(new_desk(folder).root)
    side.git("init", "--quiet", "--initial-branch=main")
    ref = case.base(side)
    side.commit("base")
    side.git("branch", "theirs")
    start = side.now
    for name, deed, minutes in (("main", case.ours, 20), ("theirs", case.theirs, 30)):
        side.git("switch", "--quiet", name)
        side.name, side.now = name, start
        side.later(minutes=minutes)
        deed(side, ref)
        side.commit(name)
    side.git("switch", "--quiet", "main")
    return side, ref


def registered(side: Side) -> str:
    ref = side.problem()
    side.measure(ref)
    return ref


def opened(side: Side) -> str:
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    examine.answer(side.ledger, side.context(), "zjj", "2026-1", [reply], subjects=("team", "head"))
    return registered(side)


def progress(note: str) -> Deed:
    return lambda side, ref: rectify.progress(side.ledger, side.context(), ref, note)


def amend(**fields: object) -> Deed:
    return lambda side, ref: rectify.amend(side.ledger, side.context(), ref, fields, "更正")


def void(side: Side, ref: str) -> object:
    return close_out.void(side.ledger, side.context(OFFICE), ref, "重复登记")


def close(side: Side, ref: str) -> object:
    done = side.close(ref)
    assert not isinstance(done, close_out.GateUnmet)
    return done


def evidence(side: Side, ref: str) -> object:
    return rectify.add_evidence(side.ledger, side.context(), ref, [side.paper("补充.pdf", "补充")])


def review_and_close(side: Side, ref: str) -> None:
    side.review(ref)
    close(side, ref)


def answer(prompt: str, subject: str = "team") -> Deed:
    def deed(side: Side, _ref: str) -> object:
        reply = examine.Reply(prompt, Answer.CLEAR, f"{side.name}已对照")
        return examine.answer(side.ledger, side.context(), "zjj", "2026-1", [reply], subject=subject)

    return deed


def officer(name: str, post: str = "股长") -> Deed:
    return lambda side, _ref: begin.add_officer(side.ledger, side.context(OFFICE), "zjj", name, post=post)


def prompt(name: str, text: str) -> Deed:
    return lambda side, _ref: begin.add_prompt(side.ledger, side.context(OFFICE), text, aspect="politics", name=name)


def edit(path: str, old: str, new: str) -> Deed:
    return lambda side, ref: side.edit(path or side.file_of(ref), old, new)


def setting(old: str, new: str) -> Deed:
    return edit("yian.toml", old, new)


def planned(text: str) -> Deed:
    return lambda side, ref: side.measure(ref, text)


def delete(side: Side, ref: str) -> None:
    (side.root / side.file_of(ref)).unlink()


def move(side: Side, ref: str) -> None:
    new = side.root / "orgs/czj/problems" / f"{ref.partition('/')[2]}.toml"
    new.parent.mkdir(exist_ok=True)
    (side.root / side.file_of(ref)).rename(new)


def take_out(side: Side, ref: str) -> None:
    path = side.root / side.file_of(ref)
    head, _entry, _last = path.read_text(encoding="utf-8").rpartition("\n[[entries]]")
    path.write_text(head, encoding="utf-8")


def nothing(_side: Side, _ref: str) -> None:
    return None


def ask(side: Side, ref: str) -> object:
    return side.append(ref, "extension-requested", LIAISON, id="asked0", until=dt.date(2026, 7, 1), reason="评审")


def grant(side: Side, ref: str) -> object:
    return side.append(ref, "extension-granted", OFFICE, request="asked0", until=dt.date(2026, 7, 1))


def asked(side: Side) -> str:
    ref = side.passed()
    ask(side, ref)
    return ref


def commented(text: str) -> Deed:
    def deed(side: Side, ref: str) -> None:
        side.edit(side.file_of(ref), "schema = 1", f"# {text}\nschema = 1")
        progress(text)(side, ref)

    return deed


def finished(side: Side) -> str:
    """Return a problem whose only measure is done."""
    ref = registered(side)
    side.done(ref)
    return ref


def monthly(side: Side) -> str:
    """Return a problem with a measure that comes back each month."""
    ref = registered(side)
    rectify.add_measure(
        side.ledger, side.context(), ref, "每月抽查", owner="jianguan", due=dt.date(2026, 6, 15), every=Every.MONTH,
        first=dt.date(2026, 3, 31),
    )  # fmt: skip
    return ref


def answered(note: str) -> Deed:
    def deed(side: Side, ref: str) -> object:
        number = side.state(ref).measures[-1].planned.number
        return rectify.done(side.ledger, side.context(), ref, number, note=note, occurrence="2026-03")

    return deed


def send(org: str) -> Deed:
    target = Target(org, "liaison", "liaison", "职责划转")
    return lambda side, ref: transfer(side.ledger, side.context(OFFICE), ref, target)


def hand(new: str) -> Deed:
    choice = Choice(apply=True)
    return lambda side, _ref: hand_over(side.ledger, side.context(HEAD), OWNER, new, "岗位调整", choice)


CASES: Final = [
    Case("transfer/transfer", registered, send("czj"), send("gov"), ("“transfer”",)),
    Case("close/transfer", lambda s: s.passed(), close, send("czj"), ("“close”", "“transfer”")),
    Case("transfer/progress", registered, send("czj"), progress("乙"), ("“transfer”", "“report progress”")),
    Case("hands/hands", registered, hand(LIAISON), hand(LEADER), ("“hand over”",)),
    Case("hands/done", registered, hand(LIAISON), lambda s, r: s.done(r)),
    Case("hands/close", lambda s: s.passed(), hand(LIAISON), close),
    Case("hands/amend", registered, hand(LIAISON), amend(owner=LEADER)),
    Case("add/add", registered, lambda s, _r: s.problem(title="甲"), lambda s, _r: s.problem(title="乙")),
    Case("progress/progress", registered, progress("甲"), progress("乙")),
    Case("comments", registered, commented("县长过问"), commented("书记批示")),
    Case("measure/measure", registered, planned("甲"), planned("乙"), ("measure 2",)),
    Case("occurrence/occurrence", monthly, answered("甲"), answered("乙"), ("2026-03 was answered",)),
    Case(
        "submit/submit",
        lambda s: finished(s),
        lambda s, r: s.submit(r),
        lambda s, r: s.submit(r),
        ("submit for close-out",),
    ),
    Case(
        "review/withdraw",
        lambda s: s.submitted(),
        lambda s, r: s.review(r),
        lambda s, r: close_out.withdraw(s.ledger, s.context(), r, "补充"),
        ("pass the review", "withdraw the submission", "jiwei/liaison", "zjj/liaison", "2026-03-12 09:50"),
    ),
    Case("close/evidence", lambda s: s.passed(), close, evidence, ("“close”", "“add evidence”")),
    Case("evidence/close", lambda s: s.passed(), evidence, close, ("“close”", "“add evidence”")),
    Case("a pass lapses", lambda s: s.submitted(), evidence, lambda s, r: s.review(r)),
    Case("closed unseen", lambda s: s.submitted(), evidence, review_and_close, found=("unseen",)),
    Case("amend/amend", registered, amend(goal="零补办"), amend(root_cause="纪律松弛")),
    Case("grant/close", asked, grant, close, ("“grant more time”", "“close”")),
    Case("ask/close", lambda s: s.passed(), ask, close),
    Case("void/progress", registered, void, progress("乙"), ("“void”", "“report progress”")),
    Case("void/note", registered, void, lambda s, r: s.append(r, "noted", id="n0ted0", note="已告知")),
    Case("delete/progress", registered, delete, progress("乙"), ("deleted",)),
    Case("take out/progress", lambda s: s.submitted(), take_out, progress("乙"), ("removed", "submit for close-out")),
    Case("edit/progress", registered, edit("", "5个变更", "3个变更"), progress("乙"), ("symptom",)),
    Case("rewrite/progress", registered, edit("", "修订变更", "变更"), progress("乙"), ("changed", "add a measure")),
    Case("answer/answer", opened, answer("p02"), answer("p03")),
    Case("same answer", opened, answer("p02"), answer("p02")),
    Case("open/open", registered, answer("p01"), answer("p02")),
    Case("officer/officer", registered, officer("xmb"), officer("zcg")),
    Case("same officer", registered, officer("xmb", "甲"), officer("xmb", "乙"), ("officers.xmb.post",)),
    Case("prompt/prompt", registered, prompt("q1", "是否甲"), prompt("q2", "是否乙")),
    Case("same prompt", registered, prompt("q1", "是否甲"), prompt("q1", "是否乙"), ("prompts.q1.text",)),
    Case("field/field", registered, setting("yellow = 7", "yellow = 5"), setting("blue = 15", "blue = 9")),
    Case(
        "same field",
        registered,
        edit("yian.toml", "yellow = 7", "yellow = 5"),
        edit("yian.toml", "yellow = 7", "yellow = 6"),
        ("deadlines.yellow", "“5”", "“6”"),
    ),
    Case("word/word", registered, edit("yian.toml", "[vocabulary.level]", 'slack = "懒政"\n\n[vocabulary.level]'),
         edit("yian.toml", "[vocabulary.level]", 'waste = "浪费"\n\n[vocabulary.level]')),
]  # fmt: skip
