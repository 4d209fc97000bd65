"""What ``verify`` holds against cases and matters; each check yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import matter_refusals, matters, redating, refusals, samples
from yiananlib.services.verifying import times
from yiananlib.services.verifying.ground import Source
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yiananlib.model.cases import Case
    from yiananlib.model.finding import Finding
    from yiananlib.model.matters import Matter
    from yiananlib.services.verifying.checks import Gleaned
    from yiananlib.services.verifying.ground import Ground


def of_cases(ground: Ground, cases: Mapping[str, tuple[Case, Source]]) -> Iterator[Finding]:
    """Yield the organizations that cases ask and tasks are assigned to and that are not there."""
    for case, source in cases.values():
        named: list[tuple[tuple[str | int, ...], str]] = [(("orgs",), org) for org in case.orgs]
        named += [(("tasks", index), org) for index, task in enumerate(case.tasks) for org in task.orgs]
        for at, org in named:
            if not ground.has_org(org):
                yield source.finding(
                    "reference",
                    _("“{org}” is not an organization").format(org=org),
                    _("correct it, or add that organization"),
                    at=at,
                )


def of_matters(
    ground: Ground,
    found: Sequence[tuple[Matter, Source]],
    problems: Mapping[str, str],
    cases: Mapping[str, tuple[Case, Source]],
) -> Iterator[Finding]:
    """Yield what is wrong in matters: entries that may not follow, or not by whom they are; names of what is not there.

    ``problems`` are the organizations of the problems by id.
    """
    basis = refusals.Basis(ground.orgs, ground.campaign)
    seen: dict[str, str] = {}
    frozen: dict[tuple[str, ...], str] = {}
    for matter, source in found:
        if matter.kind == "sample" and (twin := frozen.setdefault(matter.head.population, matter.ref)) != matter.ref:
            said = _("the same population was frozen in {ref}").format(ref=twin)
            yield source.finding("sample", said, _("draw from the first"))
        if (other := seen.setdefault(matter.head.id, matter.ref)) != matter.ref:
            yield source.finding("duplicate", _("{other} has the same id").format(other=other))
        if not matter.entries:
            yield source.finding("lifecycle", _("it has no entries"), _("restore the file from git"))
        faulty = set()
        standing = matters.fold(matter)
        yield from times.of_entries(ground, matter.entries, standing.redated, matter.ref, source)
        for fault in standing.faults:
            faulty.add(fault.entry)
            yield source.finding(
                "lifecycle",
                fault.reason,
                _("check in git who recorded it; for an entry from a merge, `yian resolve` merges again"),
                at=("entries", fault.entry),
            )
        for index, entry in enumerate(redating.dated(matter.entries, standing.redated)):
            if index not in faulty:
                for refusal in matter_refusals.of_matter(entry, matter.until(index), basis, placed=True):
                    yield from ground.told(source, entry, refusal, index)
        yield from _references(ground, matter, source, problems, cases)


def of_problems(
    ground: Ground,
    problems: Sequence[Gleaned],
    found: Sequence[tuple[Matter, Source]],
    cases: Mapping[str, tuple[Case, Source]],
) -> Iterator[Finding]:
    """Yield the problems that name an earlier problem, a finding, a task or a meeting that is not there.

    Without cases any finding goes.
    """
    ids = {problem.id for problem in problems}
    known = {name: case for name, (case, _source) in cases.items()}
    meetings = {matter.head.id for matter, _source in found if matter.kind == "meeting"}
    drawn = (
        {matter.ref: samples.ever(matters.fold(matter)) for matter, _source in found if matter.kind == "sample"}
        if any(problem.samples for problem in problems)
        else {}
    )
    for problem in problems:
        missing = [
            _("there is no finding {finding}").format(finding=name)
            for name in problem.findings
            if known and not is_finding(name, known) and not _is_hidden(ground, "case", name)
        ]
        missing += [
            _("there is no task {task}").format(task=name)
            for name in problem.tasks
            if not is_task(name, known) and not _is_hidden(ground, "case", name)
        ]
        hidden = problem.meeting is not None and _is_hidden(ground, "meeting", problem.meeting)
        if problem.meeting is not None and problem.meeting not in meetings and not hidden:
            missing.append(_("there is no meeting {id}").format(id=problem.meeting))
        if problem.recurs == problem.id:
            missing.append(_("it names itself as the earlier problem"))
        elif problem.recurs is not None and not (
            problem.recurs in ids or _is_hidden(ground, "problem", problem.recurs)
        ):
            missing.append(_("there is no problem {id}").format(id=problem.recurs))
        missing += [
            _("it is not in the sample {sample}").format(sample=name)
            for name in problem.samples
            if f"{problem.org}/{problem.id}" not in drawn.get(name, ())
            and not _is_hidden(ground, "sample", name.partition("/")[2])
        ]
        missing += [
            _("there is no problem {id}").format(id=name)
            for name in problem.stands_for
            if name not in ids and not _is_hidden(ground, "problem", name)
        ]
        for said in missing:
            yield Source(problem.path).finding("reference", said, _("correct it, or restore it from git"))


def _references(
    ground: Ground,
    matter: Matter,
    source: Source,
    problems: Mapping[str, str],
    cases: Mapping[str, tuple[Case, Source]],
) -> Iterator[Finding]:
    named = matters.kind(matter.kind).references(matter)
    missing = [
        _("there is no problem {id}").format(id=name)
        for name in named.problems
        if name not in problems and not _is_hidden(ground, "problem", name)
    ]
    missing += [_("“{org}” is not an organization").format(org=name) for name in named.orgs if not ground.has_org(name)]
    missing += [_("{ref} is not an officer").format(ref=ref) for ref in named.officers if not ground.has_officer(ref)]
    missing += [
        _("there is no finding {finding}").format(finding=name)
        for name in named.findings
        if not (is_finding(name, {key: case for key, (case, _s) in cases.items()}) or _is_hidden(ground, "case", name))
    ]
    missing += [
        _("there is no task {task}").format(task=name)
        for name in named.tasks
        if not (is_task(name, {key: case for key, (case, _s) in cases.items()}) or _is_hidden(ground, "case", name))
    ]
    missing += [
        _("there is no case “{name}”").format(name=name)
        for name in named.cases
        if name not in cases and not _is_hidden(ground, "case", name)
    ]
    if not ground.has_org(matter.org):
        missing.append(_("“{org}” has no org.toml, or it cannot be read").format(org=matter.org))
    for said in missing:
        yield source.finding("reference", said, _("correct it, or restore it from git"))


def is_task(name: str, cases: Mapping[str, Case]) -> bool:
    """Tell whether ``<case>/<number>`` is a task of a case."""
    case, _slash, number = name.rpartition("/")
    return case in cases and number.isascii() and number.isdecimal() and cases[case].task(int(number)) is not None


def is_finding(name: str, cases: Mapping[str, Case]) -> bool:
    """Tell whether ``<case>/<number>`` is a finding of a case."""
    case, _slash, number = name.rpartition("/")
    return case in cases and number.isascii() and number.isdecimal() and cases[case].finding(int(number)) is not None


def _is_hidden(ground: Ground, kind: str, name: str) -> bool:
    """Tell whether a record of that id, or the case of a finding, is among the files that could not be read."""
    if kind == "case":
        return ground.is_unread(kinds.CASE.path("", name.partition("/")[0]))
    return any(
        (place := layout.place(path)) is not None and (place.kind, place.name) == (kind, name) for path in ground.unread
    )
