"""What is printed after something was recorded in a problem: on the record's line, and on stderr beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.messages import N_, _
from yiananlib.model import recurring
from yiananlib.model.calling import post
from yiananlib.model.closing import needed
from yiananlib.model.entries import waived_before
from yiananlib.model.lifecycle import fold
from yiananlib.model.occurrences import EVERY_WORDS
from yiananlib.model.vocabulary import Follow, Status
from yiananlib.model.words import FOLLOW_WORDS
from yiananlib.render import changes, words
from yiananlib.render.entries import faults, generalised, looked, publicity, reassigned, taken_from

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from yiananlib.model.campaign import Deadlines
    from yiananlib.model.entries import Entry, Evidenced
    from yiananlib.model.state import State
    from yiananlib.services.recording.problems import Recorded


_FOLLOWING: Final = {
    Follow.VOID: N_("Next, the office: `yian void {ref} --reason TEXT`"),
    Follow.AMEND: N_("Next, the office: `yian amend {ref} --reason TEXT`, with what is to be changed"),
    Follow.TRANSFER: N_("Next, the office: `yian transfer {ref} ORG --leader OFFICER --owner OFFICER --reason TEXT`"),
}
"""What follows an objection that was upheld."""


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
        case "planned" if entry.series is not None:
            return _("measure {n}: {owner}, {every} from {first} to {day}").format(
                n=entry.number, owner=post(entry.owner, names, org), every=_(EVERY_WORDS[entry.series.every]),
                first=words.day(entry.series.start), day=words.day(entry.due),
            )  # fmt: skip
        case "planned":
            return _("measure {n}: {owner}, by {day}").format(
                n=entry.number, owner=post(entry.owner, names, org), day=words.day(entry.due)
            )
        case "progressed" if entry.measure is not None:
            return _("measure {n}").format(n=entry.measure)
        case "completed" if entry.occurrence is not None:
            return _("measure {n}: {name} answered").format(n=entry.measure, name=entry.occurrence)
        case "excused":
            return _("measure {n}: {name} excused").format(n=entry.measure, name=entry.occurrence)
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
        case "contested":
            said = _("objection raised; until a decision, the deadline stays {day}")
            return said.format(day=words.day(state.due))
        case "contest-upheld":
            return _("objection upheld; the office is to {what}").format(what=_(FOLLOW_WORDS[entry.then]))
        case "contest-dismissed":
            return _("objection dismissed")
        case "blocked":
            said = _("waits for {org}; the deadline stays {day}")
            return said.format(org=names.get(entry.org, entry.org), day=words.day(state.due))
        case "block-cleared":
            org_ = next(b.blocked.org for b in state.blocks if b.blocked.id == entry.block)
            return _("waits for {org} no more").format(org=names.get(org_, org_))
        case "generalised":
            return generalised(entry.plain(), names)
        case "looked-wider":
            unit = entry.principal.partition("/")[0]
            return _("{name}: {text}").format(name=names.get(unit, unit), text=looked(entry.plain()))
        case "publicised":
            return publicity(entry.plain())
        case "reviewed":
            return faults(entry.plain()) or ""
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
        elif entry.kind == "evidenced":
            yield from _of_photo(entry)
        elif entry.kind == "endorsed" and entry.sheet is not None and entry.sheet.cleaned:
            yield _dropped(entry.sheet.file)
        elif entry.kind == "looked-back":
            yield from _claimed(_before(value))


def _of_photo(entry: Evidenced) -> Iterator[str]:
    """Yield what was read of a photo and dropped from it."""
    name = entry.file.partition("-")[2] or entry.file
    if entry.taken is not None:
        day = words.day(entry.taken)
        if entry.dated == entry.taken:
            yield _("{file}: dated {day}, the day on which the photo was taken.").format(file=name, day=day)
        elif entry.dated is None:
            said = _("{file}: the photo says that it was taken on {day}, which is yet to come; it has no day.")
            yield said.format(file=name, day=day)
        else:
            said = _("{file}: the photo says that it was taken on {day}.")
            yield said.format(file=name, day=day)
    if entry.cleaned:
        yield _dropped(entry.file)


def _dropped(file: str) -> str:
    said = _("{file}: place and device were dropped from the copy; the digest is that of the copy.")
    return said.format(file=file.partition("-")[2] or file)


def _claimed(state: State) -> Iterator[str]:
    """Yield what was said of a problem when it was struck off, which a look-back is about."""
    claims = ((_("Goal"), state.head.goal), (_("Effect"), state.submission.effect if state.submission else None))
    said = _("; ").join(_("{name}: {text}").format(name=name, text=text) for name, text in claims if text)
    if said:
        yield _("Examined against the claim: {said}").format(said=" ".join(said.split()))


def following(state: State, days: Deadlines) -> Iterator[str]:
    """Yield what can be done next of a problem, with the command and whose turn it is; nothing of one that is voided.

    Args:
        state: the problem's.
        days: how many after a close it is looked back at, and how many after that again.
    """
    ref = state.problem.ref
    if state.requests:
        yield _("Next, the office or the inspectors: `yian extend {ref} --grant`, or --deny").format(ref=ref)
    if state.contest is not None:
        yield _("Next, the office or the inspectors: `yian contest {ref} --uphold`, or --dismiss").format(ref=ref)
    if state.upheld is not None:
        yield _(_FOLLOWING[state.upheld.then]).format(ref=ref)
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
            looked = [e.on for e in state.look_backs if e.on >= state.moves[-1].on]
            again = days.look_back_again_days
            if not looked or again:
                day = _later(looked[-1], again) if looked else _later(state.moves[-1].on, days.look_back_days)
                yield _("Next, from {day}: `yian look-back {ref}`").format(day=words.day(day), ref=ref)


def _work(state: State, ref: str) -> str:
    own = state.current_measures
    left = next((measure for measure in own if measure.completed is None), None)
    if not own:
        return _("Next, the unit: `yian add-measure {ref} TEXT --owner OFFICER --due DAY`").format(ref=ref)
    if left is not None and left.planned.series is not None:
        one = recurring.first_open(left.planned.series, left.settled)
        said = _("Next, the unit: `yian done {ref} {n} --occurrence {name}`, by {day}")
        assert one is not None  # noqa: S101 - else it were completed
        return said.format(ref=ref, n=left.planned.number, name=one.name, day=words.day(one.due))
    if left is not None:
        return _("Next, the unit: `yian done {ref} {n} --evidence FILE`").format(ref=ref, n=left.planned.number)
    return _("Next, the unit: `yian submit {ref} --effect TEXT --rule TEXT --wider TEXT`").format(ref=ref)


def _later(day: dt.date, days: int) -> dt.date:
    return type(day).fromordinal(min(day.toordinal() + days, type(day).max.toordinal()))


def _before(value: Recorded) -> State:
    """Return what the problem amounted to before what was just recorded."""
    problem = value.state.problem
    made = len(problem.entries) - len(value.entries)
    return fold(problem.until(made))
