"""What was just recorded of a problem, as whoever recorded it is told: on the line of the record, and beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.model.closing import needed
from yiananlib.model.entries import waived_before
from yiananlib.model.lifecycle import fold
from yiananlib.model.vocabulary import Status
from yiananlib.render import changes, words
from yiananlib.render.entries import publicity, reassigned, taken_from

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from yiananlib.model.entries import Entry
    from yiananlib.model.state import State
    from yiananlib.services.recording.problems import Recorded


def told(value: Recorded) -> str:
    """Return what the entries that were made come to, on one line; empty where the status says it all."""
    parts = [said for entry in value.entries if (said := _told(entry, value))]
    if files := sum(entry.kind == "evidenced" for entry in value.entries):
        parts.append(_("supporting files: {n}").format(n=files))
    return _("; ").join(parts)


def _told(entry: Entry, value: Recorded) -> str:
    state, names, org = value.state, value.names, value.state.problem.org
    match entry.kind:
        case "registered" if entry.from_ is not None:
            said = _("transferred from {ref}; deadline {day}")
            return said.format(ref=taken_from(entry.from_.plain()), day=words.day(state.due))
        case "registered":
            return _("deadline {day}").format(day=words.day(state.head.due))
        case "planned":
            return _("measure {n}: {owner}, by {day}").format(
                n=entry.number, owner=post(entry.owner, names, org), day=words.day(entry.due)
            )
        case "progressed" if entry.measure is not None:
            return _("measure {n}").format(n=entry.measure)
        case "completed":
            return _("measure {n} done").format(n=entry.measure)
        case "amended":
            head = _before(value).head.plain()
            return changes.told(entry.changes.plain(), value.campaign.word, names, org, head)
        case "reassigned":
            return reassigned(entry.plain(), names, org)
        case "extension-requested":
            said = _("asked for more time until {until}; until a decision, the deadline stays {day}")
            return said.format(until=words.day(entry.until), day=words.day(state.due))
        case "extension-granted":
            return _("deadline {old} → {new}").format(old=words.day(_before(value).due), new=words.day(state.due))
        case "extension-denied":
            return _("the deadline stays {day}").format(day=words.day(state.due))
        case "publicised":
            return publicity(entry.plain())
        case "numbered":
            return entry.number
        case "redated":
            return _("entry {id} counts as of {day}").format(id=entry.entry, day=words.day(entry.day))
        case "retracted":
            return _("entry {id} is taken back").format(id=entry.entry)
        case _:
            return ""


def aside(value: Recorded) -> Iterator[str]:
    """Yield what judging was held against, a line each."""
    for entry in value.entries:
        if entry.kind == "closed":
            waived = {**waived_before(value.state.problem.entries), **(entry.waived or {})}
            codes = [code for code in needed(_before(value), value.campaign) if code not in waived]
            yield _("Checks of the gate met: {codes}.").format(codes=_(", ").join(codes))
            if waived:
                yield _("Waived: {codes}.").format(codes=_(", ").join(waived))
        elif entry.kind == "looked-back":
            yield from _claimed(_before(value))


def _claimed(state: State) -> Iterator[str]:
    """Yield what was said of a problem when it was struck off, which a look-back is about."""
    claims = ((_("Goal"), state.head.goal), (_("Effect"), state.submission.effect if state.submission else None))
    said = _("; ").join(_("{name}: {text}").format(name=name, text=text) for name, text in claims if text)
    if said:
        yield _("Examined against the claim: {said}").format(said=" ".join(said.split()))


def following(state: State, look_back_days: int) -> Iterator[str]:
    """Yield what can be done next of a problem, with the command and whose turn it is; nothing of one that is voided.

    Args:
        state: the problem's.
        look_back_days: days after a close from which it is looked back at.
    """
    ref = state.problem.ref
    if state.requests:
        yield _("Next, the office or the inspectors: `yian extend {ref} --grant`, or --deny").format(ref=ref)
    match state.status:
        case Status.REGISTERED | Status.RECTIFYING | Status.RETURNED:
            yield _work(state, ref)
        case Status.SUBMITTED if state.submission is not None and state.submission.incomplete:
            yield _("Next, the unit: complete what is missing, then `yian submit {ref}` again").format(ref=ref)
        case Status.SUBMITTED:
            yield _("Next, the office or the inspectors: `yian review {ref} --pass`, or --return").format(ref=ref)
        case Status.PASSED:
            yield _("Next, the office or the inspectors: `yian close {ref}`").format(ref=ref)
        case Status.CLOSED if state.carried is None:
            day = words.day(_later(state.moves[-1].on, look_back_days))
            if not state.look_backs or state.look_backs[-1].on < state.moves[-1].on:
                yield _("Next, from {day}: `yian look-back {ref}`").format(day=day, ref=ref)


def _work(state: State, ref: str) -> str:
    own = state.current_measures
    left = next((measure.planned.number for measure in own if measure.completed is None), None)
    if not own:
        return _("Next, the unit: `yian add-measure {ref} TEXT --owner OFFICER --due DAY`").format(ref=ref)
    if left is not None:
        return _("Next, the unit: `yian done {ref} {n} --evidence FILE`").format(ref=ref, n=left)
    return _("Next, the unit: `yian submit {ref} --effect TEXT --rule TEXT --wider TEXT`").format(ref=ref)


def _later(day: dt.date, days: int) -> dt.date:
    return type(day).fromordinal(min(day.toordinal() + days, type(day).max.toordinal()))


def _before(value: Recorded) -> State:
    """Return what the problem amounted to before what was just recorded."""
    problem = value.state.problem
    made = len(problem.entries) - len(value.entries)
    return fold(problem.until(made))
