"""Nobody judges their own work (design.md section 3): which acts judge, who may not, and who closes alone.

Officers are compared as persons: those of different organizations with one e-mail address are one. An address that
several officers of one organization have is a shared mailbox, and makes nobody one.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from yiananlib.messages import N_, _
from yiananlib.model.calling import whole
from yiananlib.model.vocabulary import Function

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from yiananlib.model.campaign import Gate
    from yiananlib.model.entries import Closed, Entry
    from yiananlib.model.org import Org
    from yiananlib.model.problem import Head, Problem
    from yiananlib.model.state import State

_NAMED: Final = 3
"""So many officers a refusal names at most."""


class Part(Enum):
    """What somebody has to do with a problem that keeps them from judging it; the value says so."""

    OWNER = N_("{by} owns or leads this problem, or did so earlier; somebody else must judge it")
    MEASURE = N_("{by} owns a measure of this problem; somebody else must judge it")
    TOOK_OVER = N_("{by} took over work on this problem; somebody else must judge it")
    ELSEWHERE = N_("{by} had a part in this problem before it was transferred here; somebody else must judge it")
    COMPLETED = N_("{by} completed a measure of this problem; somebody else must judge it")
    SUBMITTED = N_("{by} submitted this problem; somebody else must judge it")
    ENDORSED = N_("{by} endorsed this problem; somebody else must judge it")
    CONTESTED = N_("{by} objected to this problem; somebody else must judge it")
    ASKED = N_("{by} asked for more time for this problem; somebody else must judge it")


def involved(state: State) -> dict[str, Part]:
    """Return the officers who may not judge the problem, each with what they have, or had, to do with it.

    What was ever so counts, in every round: handing a problem over makes nobody its judge. What the fold refuses or
    leaves out does not.
    """
    found: dict[str, Part] = {}
    for ref, part in _parts(state):
        found.setdefault(ref, part)
    return found


def barred(who: str, state: State, orgs: Mapping[str, Org]) -> str | None:
    """Return why ``who``, an officer, may not judge the problem, in the reader's language; None if they may.

    ``orgs`` must hold the organizations of ``who`` and of those that :func:`named` returns.
    """
    home = state.problem.org
    if reason := _of_the_same(who, home, orgs):
        return reason
    parts = involved(state)
    for ref, part in parts.items():
        if ref == who:
            return _(part.value).format(by=whole(who, orgs))
    for ref, part in parts.items():
        if same_person(who, ref, orgs):
            return _as_another(who, ref, _(part.value).format(by=whole(ref, orgs)), orgs)
    return None


def barred_from_matter(who: str, org: str, others: Mapping[str, str], orgs: Mapping[str, Org]) -> str | None:
    """Return why ``who`` may not settle what lies with ``org``; ``others`` are who may not, each with the sentence."""
    if reason := _of_the_same(who, org, orgs):
        return reason
    if who in others:
        return others[who]
    return next(
        (_as_another(who, ref, said, orgs) for ref, said in others.items() if same_person(who, ref, orgs)), None
    )


def named(problem: Problem) -> tuple[str, ...]:
    """Return the organizations of all officers that a problem names: what judging it must know of."""
    head = problem.head
    refs = [problem.org + "/", head.owner, head.leader]
    for entry in problem.entries:
        refs.append(entry.principal)
        if entry.kind == "planned":
            refs.append(entry.owner)
        elif entry.kind == "amended":
            refs += [ref for ref in (entry.changes.owner, entry.changes.leader) if ref is not None]
        elif entry.kind == "reassigned":
            refs.append(entry.to)
        elif entry.kind == "registered" and entry.from_ is not None:
            refs += entry.from_.parts
    return tuple(dict.fromkeys(_org(ref) for ref in refs))


def same_person(one: str, other: str, orgs: Mapping[str, Org]) -> bool:
    """Tell whether two officers are one: the same post, or of different organizations with one e-mail address."""
    if one == other:
        return True
    if _org(one) == _org(other):
        return False
    address = _address(one, orgs)
    return address is not None and address == _address(other, orgs)


# -- in a key field or from “serious” up two must have looked


def needs_two(head: Head, gate: Gate) -> bool:
    """Tell whether who closes must be another than who passed, and an inspector answers the standards."""
    return head.field in gate.key_fields or head.severity.rank >= gate.standards_from.rank


def closes_alone(who: str, state: State, gate: Gate, orgs: Mapping[str, Org]) -> bool:
    """Tell whether ``who`` passed the problem and would close it, too, where two are needed."""
    review = state.review
    return review is not None and needs_two(state.head, gate) and same_person(who, review.principal, orgs)


def second(entry: Closed, state: State, gate: Gate, orgs: Mapping[str, Org]) -> str | None:
    """Return why who passed a problem may not close it as well, in the reader's language; None if they may.

    They may where nobody else is in office who may close it, and the entry says so (``sole``): every report counts it.
    A close that waives a check is for those who answer the standards alone. ``state`` is before the entry, ``orgs`` are
    all there are.
    """
    who = entry.principal
    if not closes_alone(who, state, gate, orgs):
        if entry.sole:
            return _(
                "the entry says that only the officer who passed it could close it, but {by} did not pass it"
            ).format(by=whole(who, orgs))
        return None
    others = list(_other_judges(who, state, orgs, entry.at.date(), waiving=bool(entry.waived)))
    if others:
        return _(
            "{by} passed it; in a key field, or for severity “serious” and above, somebody else must close"
            " it, such as {others}"
        ).format(by=whole(who, orgs), others=_(", ").join(whole(one, orgs) for one in others[:_NAMED]))
    if not entry.sole:
        return _("{by} passed it and closes it alone, but the entry does not say so").format(by=whole(who, orgs))
    return None


def examiner(home: Org | None) -> Function:
    """Return whose officers answer the standards of a problem of ``home``: inspectors, for their own the office."""
    return Function.OFFICE if home is not None and home.function is Function.INSPECTOR else Function.INSPECTOR


# -- one officer who typed all of it


def one_hand(state: State, close: int) -> bool:
    """Tell whether one officer typed the completion and the submission, and the pass or the close, at that index.

    On whose behalf does not matter: it is whose hands the paper went through (代录).
    """
    entries = state.problem.entries
    completed: set[str] = set()
    submitted = reviewed = ""
    for entry in entries[:close]:
        match entry.kind if entry.id not in state.left_out else "":
            case "completed":
                completed.add(entry.by)
            case "submitted":
                submitted = entry.by
            case "reviewed":
                reviewed = entry.by
            case "closed":
                completed.clear()
            case _:
                pass
    return submitted in completed and submitted in (reviewed, entries[close].by)


def _parts(state: State) -> Iterator[tuple[str, Part]]:
    head = state.problem.head
    yield head.owner, Part.OWNER
    yield head.leader, Part.OWNER
    for entry in _standing(state):
        match entry.kind:
            case "amended":
                yield from ((ref, Part.OWNER) for ref in (entry.changes.owner, entry.changes.leader) if ref is not None)
            case "registered" if entry.from_ is not None:
                yield from ((ref, Part.ELSEWHERE) for ref in entry.from_.parts)
            case "reassigned":
                yield entry.to, Part.TOOK_OVER
            case "planned":
                yield entry.owner, Part.MEASURE
            case "completed":
                yield entry.principal, Part.COMPLETED
            case "submitted":
                yield entry.principal, Part.SUBMITTED
            case "endorsed":
                yield entry.principal, Part.ENDORSED
            case "contested":
                yield entry.principal, Part.CONTESTED
            case "extension-requested":
                yield entry.principal, Part.ASKED
            case _:
                pass


def _standing(state: State) -> Iterator[Entry]:
    """Yield the entries that count: neither refused nor retracted."""
    entries = state.problem.entries
    refused = {fault.entry for fault in state.faults}
    yield from (e for i, e in enumerate(entries) if i not in refused and e.id not in state.left_out)


def _of_the_same(who: str, home: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why the office may not judge the office, nor inspectors inspectors."""
    own, theirs = orgs.get(_org(who)), orgs.get(home)
    if own is None or theirs is None or theirs.function is Function.UNIT or own.function is not theirs.function:
        return None
    if theirs.function is Function.OFFICE:
        return _("{by} may not judge the office's own records; the inspectors do").format(by=whole(who, orgs))
    return _("{by} may not judge the inspectors' own records; the office does").format(by=whole(who, orgs))


def _as_another(who: str, other: str, reason: str, orgs: Mapping[str, Org]) -> str:
    return _("{by} and {other} are the same person, by e-mail address: {reason}").format(
        by=whole(who, orgs), other=whole(other, orgs), reason=reason
    )


def _other_judges(who: str, state: State, orgs: Mapping[str, Org], day: dt.date, *, waiving: bool) -> Iterator[str]:
    """Yield the officers in office, other persons than ``who``, who may judge the problem, and waive checks of it."""
    home = orgs.get(state.problem.org)
    for name, org in orgs.items():
        if org.function is not Function.UNIT and not (waiving and org.function is not examiner(home)):
            for officer in org.officers:
                ref = f"{name}/{officer.id}"
                if officer.in_office(day) and not same_person(ref, who, orgs) and barred(ref, state, orgs) is None:
                    yield ref


def _address(ref: str, orgs: Mapping[str, Org]) -> str | None:
    org = orgs.get(_org(ref))
    officer = org.officer(ref.partition("/")[2]) if org is not None else None
    return officer.email.casefold() if officer is not None and officer.email is not None else None


def _org(ref: str) -> str:
    return ref.partition("/")[0]
