"""What became of the findings of the cases and of the tasks that follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import matter_queries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from yiananlib.index.matter_values import CaseRow, FindingRow, Repeated, TaskRow
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting


class OrgCount(NamedTuple):
    """The problems of one organization that repeat a finding."""

    org: str
    name: str
    problems: int
    closed: int
    overdue: int


class Progress(NamedTuple):
    """What became of a finding or a task: problems not voided, rules that are done, organizations in their order."""

    problems: int
    closed: int
    overdue: int
    rules: int
    orgs: tuple[OrgCount, ...]


class OfFinding(NamedTuple):
    """A finding and what became of it. Where it has no problems, nobody has found it in themselves."""

    finding: FindingRow
    progress: Progress


class Answers(NamedTuple):
    """The notices by which a task was handed on (交办): how many, of them answered, and of these settled."""

    sent: int
    answered: int
    settled: int


class OfTask(NamedTuple):
    """A task and what became of it.

    Its problems are those that name it, and of those that name no task the ones that repeat a finding it answers, in
    the organizations to which it is assigned.
    ``progress.orgs`` names those it is assigned to by name, with those that have no problem.
    """

    task: TaskRow
    progress: Progress
    notices: Answers


class OfCase(NamedTuple):
    """A case with what became of it."""

    case: CaseRow
    findings: tuple[OfFinding, ...]
    tasks: tuple[OfTask, ...]


class Tasks(NamedTuple):
    """All cases as of a day; of ``org`` and all below it, or of the county where that is None."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    cases: tuple[OfCase, ...]


def tasks(index: Index, day: dt.date, org: str | None = None) -> Tasks:
    """Return what became of each finding and task at the end of ``day``, of ``org`` and all below it, or of all.

    Raises:
        NoSuchRecord: the organization is unknown.
    """
    scope = index.scope(org)
    repeated = matter_queries.repeated(index, day, scope)
    done = matter_queries.rules_done(index, day, scope)
    sent = matter_queries.sent(index, day, scope)
    names = matter_queries.org_names(index)
    below = {name: set(index.below(name)) for name in names}

    def of_finding(case: CaseRow, finding: FindingRow) -> OfFinding:
        rows = [row for row in repeated if row.finding == finding.name]
        return OfFinding(finding, _progress(rows, {rule for rule, _org in done.get(finding.name, ())}, names))

    def of_task(case: CaseRow, task: TaskRow) -> OfTask:
        answers = {f"{case.name}/{number}" for number in task.findings}
        assigned = [one for one in task.orgs if one in below]
        within = set().union(*(below[one] for one in assigned)) if task.orgs else set(scope)
        name = f"{case.name}/{task.number}"
        rows = [
            row
            for row in repeated
            if row.task == name or (row.task is None and row.finding in answers and row.org in within)
        ]
        rules = {rule for finding in answers for rule, of in done.get(finding, ()) if of in within}
        rules |= {rule for rule, _of in done.get(f"{matter_queries.OF_TASK}{name}", ())}
        counts = [row[2:] for row in sent if row.task == name]
        answered = Answers(*map(sum, zip(*counts, strict=True))) if counts else Answers(0, 0, 0)
        return OfTask(task, _progress(rows, rules, names, [one for one in assigned if one in scope]), answered)

    return Tasks(
        day,
        index.commit,
        index.setting,
        org,
        names[org] if org is not None else None,
        tuple(
            OfCase(case, tuple(of_finding(case, f) for f in case.findings), tuple(of_task(case, t) for t in case.tasks))
            for case in matter_queries.cases(index)
        ),
    )


def _progress(
    rows: Iterable[Repeated], rules: set[int], names: dict[str, str], assigned: Iterable[str] = ()
) -> Progress:
    counts = {org: OrgCount(org, names[org], 0, 0, 0) for org in assigned}
    for row in rows:
        had = counts.get(row.org, OrgCount(row.org, names[row.org], 0, 0, 0))
        counts[row.org] = had._replace(
            problems=had.problems + row.problems, closed=had.closed + row.closed, overdue=had.overdue + row.overdue
        )
    ordered = tuple(counts[org] for org in names if org in counts)
    return Progress(
        sum(c.problems for c in ordered), sum(c.closed for c in ordered), sum(c.overdue for c in ordered),
        len(rules), ordered,
    )  # fmt: skip
