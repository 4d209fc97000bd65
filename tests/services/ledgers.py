"""A small county's ledger on disk, and a desk at which officers record in it, as commands do.

The county is that of `tests.builders`, the campaign and the checklist are those of `yian init`.
Nothing reads a clock: the desk says what day it is.
"""

import datetime as dt
import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, START, make_orgs
from yiananlib.errors import YianError
from yiananlib.index.cache import answer
from yiananlib.index.sync import Index
from yiananlib.model.lifecycle import fold
from yiananlib.model.state import State
from yiananlib.model.vocabulary import LookBackResult, Status, Verdict
from yiananlib.services.reading.calendar import Clock
from yiananlib.services.recording import begin, close_out, rectify, register
from yiananlib.services.recording.context import Context
from yiananlib.services.recording.problems import Recorded
from yiananlib.store import codec, kinds
from yiananlib.store.ledger import Ledger

T = TypeVar("T")

FIELDS: Final[dict[str, Any]] = {
    "title": "招标文件抽查整改三次催办未报",
    "symptom": "抽查12个项目,5个变更先干后批",
    "kind": "undelivered",
    "field": "tender",
    "severity": "serious",
    "root_cause": "政令意识不强",
    "level": ["work", "political"],
    "goal": "变更审批零补办",
    "leader": "deputy-1",
    "owner": "jianguan",
    "due": dt.date(2026, 6, 15),
}
NOTED: Final = """\
id = "zzzzzz"
at = 2026-03-12T09:30:00+08:00
by = "zjj/liaison"
kind = "noted"
note = "另一支"
"""
"""An entry that a merge brings in from another branch."""
STANDARDS: Final = dict.fromkeys((1, 2, 3, 4), True)


class Desk:
    """A ledger, the time it is, and the ways to bring a problem along.

    `now` is when the next entry is recorded. `by` is left to each call; the defaults are those who may.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ledger = Ledger(root)
        self.now = START
        self.waited = 0

    def on(self, day: str) -> "Desk":
        """Let it be half past nine on `day`."""
        self.now = dt.datetime.combine(dt.date.fromisoformat(day), START.timetz())
        return self

    @property
    def clock(self) -> Clock:
        return lambda zone: self.now.astimezone(zone)

    def context(self, by: str | None = LIAISON, on: dt.date | None = None) -> Context:
        return Context(self.clock, by, on, entropy, self._waiting)

    def _waiting(self) -> None:
        self.waited += 1

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the ledger by hand."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a passage of a file by hand; it must be there."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path}"
        (self.root / path).write_text(text.replace(old, new), encoding="utf-8")

    def file_of(self, ref: str) -> str:
        """Return the path of a problem within the ledger."""
        org, _slash, name = ref.partition("/")
        return f"orgs/{org}/problems/{name}.toml"

    def append(self, ref: str, kind: str, by: str = OFFICE, **fields: Any) -> str:
        """Append an entry by hand, as no command of today does, and return its id."""
        problem = self.ledger.find_problem(ref)
        values = {"id": f"h{len(problem.entries):05}", "at": self.now, "by": by, "kind": kind, **fields}
        from yiananlib.model.entries import entry

        path = self.file_of(problem.ref)
        data = codec.appended((self.root / path).read_bytes(), codec.block("entries", entry(values)))
        self.write(path, data)
        return str(values["id"])

    def state(self, ref: str) -> State:
        return fold(self.ledger.find_problem(ref))

    # bringing a problem along

    def problem(self, org: str = "zjj", by: str = LIAISON, **fields: Any) -> str:
        """Register a problem and return `<org>/<id>`."""
        given = {k: v for k, v in (FIELDS | fields).items() if v is not None}
        proposal = register.Proposal(org, given)
        return register.add_problems(self.ledger, self.context(by), [proposal])[0].state.problem.ref

    def measure(self, ref: str, text: str = "修订变更审批办法", due: str = "2026-05-20") -> Recorded:
        """Add a measure."""
        return rectify.add_measure(
            self.ledger, self.context(), ref, text, owner="jianguan", due=dt.date.fromisoformat(due)
        )

    def paper(self, name: str = "核验表.pdf", content: str = "12个项目") -> Path:
        """Return a supporting file that lies outside the ledger."""
        path = self.root.parent / "papers" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def done(self, ref: str, number: int = 1, content: str = "12个项目") -> Recorded:
        """Carry out a measure, with evidence."""
        return rectify.done(self.ledger, self.context(), ref, number, evidence=[self.paper(content=content)])

    def endorse(self, ref: str) -> Recorded:
        return close_out.endorse(self.ledger, self.context(HEAD), ref)

    def submit(self, ref: str, effect: str = "二季度12个项目零补办", **said: Any) -> Recorded:
        """Submit; whatever measure and evidence the gate still asks the unit for, it provides first."""
        state = self.state(ref)
        if "incomplete" not in said and state.status in (Status.REGISTERED, Status.RECTIFYING, Status.RETURNED):
            if not state.current_measures:
                self.measure(ref)
            covered = {e.measure for e in state.evidence}
            for measure in self.state(ref).current_measures:
                number = measure.planned.number
                if measure.completed is None:
                    self.done(ref, number, content=f"{ref} {number}")
                elif number not in covered:
                    rectify.add_evidence(self.ledger, self.context(), ref, [self.paper()], measure=number)
        given: dict[str, Any] = {"rule": "办法修订", "wider": "全县同查"} | said
        done = close_out.submit(self.ledger, self.context(), ref, effect=effect, **given)
        assert isinstance(done, Recorded), done
        return done

    def review(self, ref: str, verdict: Verdict = Verdict.PASS, by: str = INSPECTOR, **waive: str) -> Recorded:
        standards = STANDARDS if verdict is Verdict.PASS else None
        waived = {code.replace("_", "-"): why for code, why in waive.items()}
        return close_out.review(
            self.ledger, self.context(by), ref, verdict, opinion="现场核查", standards=standards, waive=waived
        )

    def close(self, ref: str, by: str = OFFICE, **waive: str) -> Recorded | close_out.GateUnmet:
        waived = {code.replace("_", "-"): why for code, why in waive.items()}
        return close_out.close(self.ledger, self.context(by), ref, waived)

    def look_back(self, ref: str, result: LookBackResult, by: str = OFFICE) -> Recorded:
        return close_out.look_back(self.ledger, self.context(by), ref, result, "抽查5个项目")

    def submitted(self, **fields: Any) -> str:
        """Return a problem that was rectified, endorsed and submitted, and meets the rest of the gate."""
        effect = fields.pop("effect", "二季度12个项目零补办")
        ref = self.problem(**fields)
        self.measure(ref)
        self.done(ref, content=ref)
        self.endorse(ref)
        self.submit(ref, effect)
        return ref

    def passed(self, **fields: Any) -> str:
        """Return a problem that an inspector passed."""
        ref = self.submitted(**fields)
        self.review(ref)
        return ref

    def closed(self, **fields: Any) -> str:
        """Return a problem that was struck off."""
        ref = self.passed(**fields)
        assert isinstance(self.close(ref), Recorded)
        return ref

    # what must not happen

    @contextmanager
    def refuses(self, exception: type[YianError], match: str | None = None) -> Iterator[None]:
        """Expect the block to be refused, with ``match`` or what it fits, and not a byte of the ledger to change."""
        before = tree(self.root)
        with pytest.raises(exception) as refused:
            yield
        said = str(refused.value)
        assert match is None or match in said or re.search(match, said), said
        assert tree(self.root) == before


def new_desk(folder: Path) -> Desk:
    """Make the county's ledger in `folder`, without git."""
    for path, data in _contents().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return Desk(folder)


def asked(ledger: Ledger, question: Callable[[Index], T]) -> T:
    """Return what a question makes of an index that is made for it, in memory."""
    return answer(ledger, None, question)


def tree(root: Path) -> dict[str, bytes]:
    """Return the content of every file of a ledger; what yian keeps for itself is left out."""
    found = (p for p in sorted(root.rglob("*")) if p.is_file())
    paths = {p.relative_to(root).as_posix(): p for p in found}
    return {name: p.read_bytes() for name, p in paths.items() if not name.startswith((".git/", ".yian/"))}


def entropy(salt: str) -> bytes:
    """Return the same bytes for the same purpose, always."""
    return hashlib.sha256(f"test\0{salt}".encode()).digest()


@cache
def _contents() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "ledger"
        begin.init_ledger(root, "云岭县以案促改", Desk(root).context(None), with_git=False)
        contents = tree(root)
    return contents | {f"orgs/{name}/org.toml": kinds.ORG.encode(org) for name, org in make_orgs().items()}
