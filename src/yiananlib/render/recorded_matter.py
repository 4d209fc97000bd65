"""What is printed after something was recorded in a notice, a rule or a meeting, and the possible next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model import matters, meetings, notices, rules
from yiananlib.model.calling import post
from yiananlib.model.meeting_words import TYPE_WORDS
from yiananlib.model.notice_words import RUNG_WORDS
from yiananlib.model.register import Takes
from yiananlib.model.registers import BY_NAME
from yiananlib.model.rule_words import DECISION_WORDS, GOVERNS_WORDS
from yiananlib.model.words import MENDING_WORDS
from yiananlib.render import words
from yiananlib.render.views.registers import OfRegister

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.matters import Standing
    from yiananlib.model.register import Register
    from yiananlib.services.recording.matters import RecordedMatter


def told(value: RecordedMatter) -> str:
    """Return what the entries that were made come to, on one line; empty where the status says it all."""
    return _("; ").join(said for entry in value.entries if (said := _told(entry, value)))


def following(standing: Standing) -> Iterator[str]:
    """Yield what can be done next, with the command and whose turn it is; nothing of what is done with."""
    ref = standing.matter.ref
    register = BY_NAME.get(standing.matter.kind)
    if register is not None and (turn := register.turns.get(standing.status)):
        yield _(turn).format(ref=ref)
    match standing.matter.kind, standing.status:
        case "notice", "issued" | "returned":
            yield _("Next, the organization: `yian reply {ref} TEXT`, by {day}").format(
                ref=ref, day=words.day(notices.due(standing))
            )
        case "notice", "replied":
            said = _("Next, the office or the inspectors: `yian notice {ref} --close --opinion TEXT`, or --return")
            yield said.format(ref=ref)
        case "rule", "listed":
            choices = "|".join(DECISION_WORDS)
            yield _("Next, the unit: `yian rule {ref} --decide {choices} --reason TEXT`").format(
                ref=ref, choices=choices
            )
        case "rule", "decided" if not rules.settles(standing.matter):
            yield _("Next, the unit: `yian rule {ref} --issued DOCUMENT`").format(ref=ref)
        case "meeting", "called":
            yield _("Next, once it has taken place: `yian meeting {ref} --held --attended N --of N`").format(ref=ref)
        case "meeting", "held":
            yield _("Next, if something was found: `yian meeting {ref} --found TEXT`").format(ref=ref)
            came, due = meetings.attendance(standing) or (0, 0)
            if came < due:
                yield _("Still absent: {n}. `yian meeting {ref} --made-up N` when they have caught up").format(
                    n=due - came, ref=ref
                )


def _told(entry: Any, value: RecordedMatter) -> str:
    standing, head = value.standing, value.standing.matter.head
    if standing.matter.kind in BY_NAME and entry.kind not in MENDING_WORDS:
        return _of_register(BY_NAME[standing.matter.kind], entry, value)
    match value.standing.matter.kind, entry.kind:
        case _, "redated":
            return _("entry {id} counts as of {day}").format(id=entry.entry, day=words.day(entry.day))
        case _, "retracted":
            return _("entry {id} is taken back").format(id=entry.entry)
        case "notice", "issued":
            return _("{rung}, by {day}").format(
                rung=_(RUNG_WORDS[notices.rung(standing)]), day=words.day(notices.due(standing))
            )
        case "notice", "received" | "returned":
            return _("by {day}").format(day=words.day(notices.due(standing)))
        case "notice", "escalated":
            old = notices.rung(matters.fold(standing.matter.until(len(standing.matter.entries) - len(value.entries))))
            return _("{old} → {rung}, by {day}").format(
                old=_(RUNG_WORDS[old]), rung=_(RUNG_WORDS[entry.rung]), day=words.day(notices.due(standing))
            )
        case "notice", "replied":
            return entry.document or ""
        case "rule", "listed":
            parts = (_(GOVERNS_WORDS[head.governs]), post(head.owner, value.names, standing.matter.org))
            last = _("by {day}").format(day=words.day(head.due)) if head.due is not None else ""
            return _(", ").join(part for part in (*parts, last) if part)
        case "rule", "decided":
            return _(DECISION_WORDS[entry.decision])
        case "rule", "issued":
            return str(entry.document)
        case "meeting", "called":
            return _("{what}, on {day}").format(what=_(TYPE_WORDS[head.type]), day=words.day(head.planned))
        case "meeting", "held" | "made-up":
            came, due = meetings.attendance(standing) or (0, 0)
            return _("{n} of {total} attended or caught up").format(n=came, total=due)
        case "meeting", "appraised":
            who = post(entry.member, value.names, standing.matter.org)
            said = _("{who}: passed") if entry.passed else _("{who}: not passed")
            return said.format(who=who)
        case "meeting", "found" if entry.problem is not None:
            return str(entry.problem)
        case _:
            return ""


def _of_register(register: Register, entry: Any, value: RecordedMatter) -> str:
    """Return what a step of a register says; of its first step what the head says, but for texts at length."""
    first = entry.kind == register.first.name
    fields = register.fields if first else register.step(entry.kind).fields
    said = value.standing.matter.head if first else entry
    of = OfRegister(register.name, value.names, value.campaign.vocabulary)
    told = (
        of.told(field, getattr(said, field.name), value.standing.matter.org)
        for field in fields
        if field.takes is not Takes.TEXT and field.help
    )
    return _(", ").join(one for one in told if one)
