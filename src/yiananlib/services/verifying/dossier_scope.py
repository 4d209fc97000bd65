"""What belongs into a dossier: the problems that are asked for, and whatever of the ledger concerns them.

Of problems that are named, and of those that repeat findings of a case: their evidence; the notices, rules and meetings
that name them or that they name; the rounds in which they were found; the cases whose findings they repeat. Of an
organization: all records of it and of all below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.index.names import find
from yiananlib.messages import _
from yiananlib.model import matters
from yiananlib.model.ids import is_id
from yiananlib.model.org import ancestors
from yiananlib.model.problem import Problem, files
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yiananlib.model.base import Sheet
    from yiananlib.model.entries import Evidenced
    from yiananlib.model.org import Org
    from yiananlib.store.ledger import Ledger


class Asked(NamedTuple):
    """What is asked for: problems by name, or an organization, or a case; one of the three."""

    problems: Sequence[str] = ()
    org: str | None = None
    case: str | None = None


class Scope(NamedTuple):
    """What belongs into a dossier, by paths in the ledger.

    ``problems`` are the problems, ``<org>/<id>``; ``records`` all records, theirs among them; ``evidence`` the
    supporting files, each with what was recorded of it first; ``cases`` the names of the cases.
    """

    problems: tuple[str, ...]
    records: tuple[str, ...]
    evidence: Mapping[str, Evidenced | Sheet]
    cases: tuple[str, ...]


def scope(ledger: Ledger, asked: Asked) -> Scope:
    """Return what belongs into the dossier that is asked for.

    Raises:
        UsageProblem: nothing is asked for, or several things; or what is asked for has no problem.
        NoSuchRecord, Ambiguous: what is asked for is not there.
        LedgerInvalid: a record cannot be read; none is left out.
    """
    if sum(map(bool, (asked.problems, asked.org, asked.case))) != 1:
        raise UsageProblem(_("Name either problems, an organization with --org, or a case with --case."))
    if asked.org is not None:
        found = _of_org(ledger, asked.org)
    elif asked.case is not None:
        found = _Gathering(ledger, _repeating(ledger, asked.case), [asked.case])
    else:
        found = _Gathering(ledger, [ledger.problem(*_problem(ledger, ref)) for ref in asked.problems], [])
    if not found.problems:
        raise UsageProblem(_("It has no problems, so there is nothing to make a dossier of."))
    return found.scope()


def _problem(ledger: Ledger, ref: str) -> tuple[str, str]:
    named = find(ledger, ref)
    if named.kind != kinds.PROBLEM.name:
        raise NoSuchRecord(_("problem"), ref, _("A dossier is made of problems; for a case, use --case."))
    return named.org, named.name


def _repeating(ledger: Ledger, case: str) -> list[Problem]:
    """Return the problems that repeat, or repeated before an amendment, a finding of a case."""
    ledger.case(case)
    needle = f"{case}/".encode()
    found = (ledger.problem(org, name) for org, name in ledger.mentioning(needle))
    return [problem for problem in found if case in _cases(problem)]


def _cases(problem: Problem) -> list[str]:
    """Return the cases of whose findings a problem says or said that it repeats one."""
    said = [problem.head.finding, *(e.changes.finding for e in problem.entries if e.kind == "amended")]
    return list(dict.fromkeys(finding.rpartition("/")[0] for finding in said if finding is not None))


class _Gathering:
    """The problems of a dossier, and what concerns them; ``whole`` are organizations of which every record does."""

    def __init__(
        self, ledger: Ledger, problems: Sequence[Problem], cases: Sequence[str], whole: Sequence[str] = ()
    ) -> None:
        self.ledger = ledger
        self.problems = list({problem.ref: problem for problem in problems}.values())
        self.cases = list(dict.fromkeys([*cases, *(case for problem in self.problems for case in _cases(problem))]))
        self.asked = frozenset(cases)
        self.whole = frozenset(whole)

    def scope(self) -> Scope:
        """Return all of it."""
        evidence: dict[str, Evidenced | Sheet] = {}
        for problem in self.problems:
            for _index, entry in files(problem):
                evidence.setdefault(layout.evidence_file(problem.org, entry.file), entry)
        records = {kinds.PROBLEM.path(problem.org, problem.head.id) for problem in self.problems}
        return Scope(
            tuple(sorted(problem.ref for problem in self.problems)),
            tuple(sorted(records.union(self._besides()))),
            evidence,
            tuple(sorted(case for case in self.cases if case in self.ledger.case_names())),
        )

    def _besides(self) -> Iterator[str]:
        named = self._named()
        needles = [*(p.head.id.encode() for p in self.problems), *(case.encode() for case in self.asked)]
        for org in self.ledger.org_names():
            for kind in kinds.RECORDS:
                if kind is kinds.PROBLEM:
                    continue
                for name in self.ledger.names(kind, org):
                    path = kind.path(org, name)
                    if org in self.whole or path in named or self._concerns(kind, org, name, path, needles):
                        yield path

    def _concerns(self, kind: kinds.RecordKind, org: str, name: str, path: str, needles: Sequence[bytes]) -> bool:
        data = self.ledger.bytes_of(path)
        if not any(needle in data for needle in needles):
            return False
        ids = {problem.head.id for problem in self.problems}
        record = self.ledger.record(kind, org, name)
        if kind is kinds.ROUND:
            return any(answer.problem in ids for answer in record.answers)
        said = matters.kind(kind.name).references(record)
        cases = {getattr(record.head, "case", None), *(finding.partition("/")[0] for finding in said.findings)}
        return bool(ids.intersection(said.problems) or self.asked.intersection(cases))

    def _named(self) -> set[str]:
        """Return the paths of the meetings and rules that problems name."""
        orgs = self.ledger.orgs()
        return {path for problem in self.problems for path in (*self._meeting(problem, orgs), *_rules(problem, orgs))}

    def _meeting(self, problem: Problem, orgs: Mapping[str, Org]) -> Iterator[str]:
        if problem.head.meeting is not None:
            yield from (kinds.MATTERS["meeting"].path(org, problem.head.meeting) for org in orgs)


def _rules(problem: Problem, orgs: Mapping[str, Org]) -> Iterator[str]:
    """Yield where the rules may lie that submissions name, in the problem's unit and above it."""
    for entry in problem.entries:
        org, slash, name = (entry.rule or "").strip().rpartition("/") if entry.kind == "submitted" else ("", "", "")
        if is_id(name):
            yield from (
                kinds.MATTERS["rule"].path(one, name)
                for one in (problem.org, *ancestors(problem.org, orgs))
                if not slash or one == org
            )


def _of_org(ledger: Ledger, org: str) -> _Gathering:
    ledger.org(org)
    orgs = ledger.orgs()
    whole = [name for name in orgs if org in (name, *ancestors(name, orgs))]
    return _Gathering(ledger, [problem for name in whole for problem in ledger.problems(name)], [], whole)
