"""Who may do what: one table, consulted by one function.

An entry is the act of an officer, ``<org>/<officer>``: of ``for`` where it stands, else of ``by``. What an officer may
do follows from the function of their organization, its place above the problem's unit, their role, and, where they
judge, from what they did in the problem before: see :mod:`judging`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from yiananlib.messages import _
from yiananlib.model import answers, judging, retraction
from yiananlib.model.answers import BlockCleared, Contested
from yiananlib.model.base import Stamped
from yiananlib.model.calling import unit, whole
from yiananlib.model.entries import Amended, Endorsed, Entry, Redated, Registered, Retracted
from yiananlib.model.org import Officer, Org, ancestors
from yiananlib.model.state import State
from yiananlib.model.steps import JUDGEMENTS, WHO, Who
from yiananlib.model.vocabulary import Class, Function, Role

_WHO_WORDS: Final[dict[Who, Callable[[str], str]]] = {
    Who.OWN: lambda org: _("{org} itself, the organizations above it, or the office").format(org=org),
    Who.HEAD: lambda org: _("the head of {org}").format(org=org),
    Who.OFFICE: lambda org: _("the office, or the inspectors for the office's own"),
    Who.SUPERVISION: lambda org: _("the office or the inspectors"),
    Who.CONCERNED: lambda org: _("{org} itself, the organizations above it, the office or the inspectors").format(
        org=org
    ),
    Who.ADDRESSEE: lambda org: _("{org} itself or the organizations above it").format(org=org),
    Who.ABOVE: lambda org: _("the office, or the organizations above {org}").format(org=org),
    Who.OVER: lambda org: _("the office, the inspectors, or the organizations above {org}").format(org=org),
    Who.ASKED: lambda _org: _("the units that are asked, each for itself"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer in their organization. ``ref`` is ``<org>/<officer>``."""

    org: str
    function: Function
    officer: Officer

    @property
    def ref(self) -> str:
        """The name under which entries are recorded."""
        return f"{self.org}/{self.officer.id}"

    @property
    def supervises(self) -> bool:
        """Tell whether the officer is of the office or the inspectors."""
        return self.function in (Function.OFFICE, Function.INSPECTOR)


def actor(ref: str, orgs: Mapping[str, Org]) -> Actor | None:
    """Return the officer of that name, or None where there is none."""
    org, _slash, name = ref.partition("/")
    record = orgs.get(org)
    officer = record.officer(name) if record else None
    return Actor(org, record.function, officer) if record and officer else None


def refusal(entry: Entry, state: State, orgs: Mapping[str, Org]) -> str | None:
    """Return why ``entry`` may not be made by whom it is, in the reader's language; None if it may.

    ``state`` is the problem before the entry; ``orgs`` must hold the organizations of ``by`` and ``for``, the problem's
    own and those above it, and for a judgement those that :func:`judging.named` returns.
    """
    return unauthorised(entry, state, orgs) or own_work(entry, state, orgs)


def unauthorised(entry: Entry, state: State, orgs: Mapping[str, Org]) -> str | None:
    """Return why nobody of that post and unit may make ``entry``, as :func:`refusal` does."""
    if reason := unfit(entry, orgs):
        return reason
    who = actor(entry.principal, orgs)
    assert who is not None  # noqa: S101 - unfit has seen to it
    if isinstance(entry, BlockCleared):
        return _may_not_clear(entry, who, state, orgs)
    taken = isinstance(entry, Registered) and entry.from_ is not None  # by the one who transferred it
    group = Who.SUPERVISION if taken else WHO[entry.kind]
    if outside := outsider(who, group, state.problem.org, orgs):
        return outside
    if isinstance(entry, Contested) and entry.for_ is not None and not entry.evidence:
        return _("an objection recorded for {head} requires the signed sheet: --evidence FILE").format(
            head=whole(entry.for_, orgs)
        )
    if isinstance(entry, Endorsed) and entry.for_ is not None and entry.sheet is None:
        return _("an endorsement recorded for {head} requires the signed sheet: --evidence FILE").format(
            head=whole(entry.for_, orgs)
        )
    if isinstance(entry, Amended) and not who.supervises and (field := _eases_the_gate(entry, state)):
        return _("changing {field} this way lowers the requirements for closing, so only the office may").format(
            field=field
        )
    if isinstance(entry, Retracted):
        return retraction.barred(state.problem.entries, entry, who, state.problem.org, orgs)
    return None


def _may_not_clear(entry: BlockCleared, who: Actor, state: State, orgs: Mapping[str, Org]) -> str | None:
    """Return why an officer may not end a wait; besides those who may record one, whom it waits for may."""
    org, block = state.problem.org, answers.opened(state.blocks, entry.block)
    named = block.org if block is not None else None
    if who.org == named or _belongs(who, Who.OWN, org, orgs):
        return None
    own = _WHO_WORDS[Who.OWN](unit(org, orgs))
    allowed = own if named is None else _("{own}, and {named}").format(own=own, named=unit(named, orgs))
    return _("{by} may not do this; allowed: {who}").format(by=whole(who.ref, orgs), who=allowed)


def own_work(entry: Entry, state: State, orgs: Mapping[str, Org]) -> str | None:
    """Return why whose act a judgement is may not judge the problem; None if they may, and for what judges nothing."""
    if entry.kind not in JUDGEMENTS:
        return None
    return judging.barred(entry.principal, state, orgs)


def unfit(entry: Stamped, orgs: Mapping[str, Org]) -> str | None:
    """Return why those named in an entry or answer may not make any, in the reader's language; None if they may.

    Who records and on whose behalf must hold their posts on the day of recording; for somebody else the office alone
    records (代录), and is not barred from anything by it.
    """
    for ref in (entry.by, entry.for_):
        if ref is None:
            continue
        who = actor(ref, orgs)
        if who is None:
            return _("{by} is not an officer in this campaign").format(by=ref)
        if late := out_of_office(who, entry.at.date(), orgs):
            return late
    if entry.for_ is None:
        return None
    if entry.for_ == entry.by:
        return _("{by} records this in their own name and cannot also record on their own behalf").format(
            by=whole(entry.by, orgs)
        )
    hand = actor(entry.by, orgs)
    if hand is None or hand.function is not Function.OFFICE:
        return _("{by} may not record for {principal}; only the office may").format(
            by=whole(entry.by, orgs), principal=whole(entry.for_, orgs)
        )
    return None


def outsider(who: Actor, group: Who, org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why an officer is none of ``group`` where ``org`` is concerned, in the reader's language; None if so."""
    if _belongs(who, group, org, orgs):
        return None
    return _("{by} may not do this; allowed: {who}").format(
        by=whole(who.ref, orgs), who=_WHO_WORDS[group](unit(org, orgs))
    )


def unfit_to_redate(entry: Redated, org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why an answer of a round of ``org`` may not be redated by whom it is; None if it may."""
    if reason := unfit(entry, orgs):
        return reason
    who = actor(entry.principal, orgs)
    return outsider(who, WHO["redated"], org, orgs) if who is not None else None


def may_work_on(who: Actor, org: str, orgs: Mapping[str, Org]) -> bool:
    """Tell whether the officer may register problems and answer the checklist for ``org``."""
    return _belongs(who, Who.OWN, org, orgs)


def may_not_answer(said: Stamped, org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why an answer to the checklist of ``org`` may not be given by whom it is; None if it may."""
    if reason := unfit(said, orgs) or ended(org, said.recorded, orgs):
        return reason
    who = actor(said.principal, orgs)
    if who is None or not may_work_on(who, org, orgs):
        return _("{by} may not answer for {org}").format(by=whole(said.principal, orgs), org=unit(org, orgs))
    return None


def may_define(who: Actor | None, orgs: Mapping[str, Org], day: dt.date) -> bool:
    """Tell whether definition files (campaign, checklist, organizations) may be changed.

    By the office; by anyone, even unknown, until the office has an officer. An office whose officers all
    left is not open to anyone: its new officers are written into org.toml by hand, for git to show.
    """
    staffed = any(org.function is Function.OFFICE and org.officers for org in orgs.values())
    return not staffed or (who is not None and who.function is Function.OFFICE and who.officer.in_office(day))


def out_of_office(who: Actor, day: dt.date, orgs: Mapping[str, Org]) -> str | None:
    """Return why the officer does not hold the post on ``day``, or None."""
    if reason := ended(who.org, day, orgs):
        return reason
    if who.officer.in_office(day):
        return None
    return _("{by} does not hold the post on {day}").format(by=whole(who.ref, orgs), day=day)


def ended(org: str, day: dt.date, orgs: Mapping[str, Org]) -> str | None:
    """Return why an organization does nothing more on ``day``, in the reader's language; None where it goes on."""
    record = orgs.get(org)
    if record is None or not record.has_ended(day):
        return None
    return _("{org} ended on {day}").format(org=unit(org, orgs), day=record.until)


def _belongs(who: Actor, group: Who, org: str, orgs: Mapping[str, Org]) -> bool:
    match group:
        case Who.OFFICE:
            own = orgs[org].function if org in orgs else None
            return who.function is (Function.INSPECTOR if own is Function.OFFICE else Function.OFFICE)
        case Who.SUPERVISION:
            return who.supervises
        case Who.CONCERNED:
            return who.supervises or _belongs(who, Who.OWN, org, orgs)
        case Who.HEAD:
            return who.org == org and who.officer.role is Role.HEAD
        case Who.ADDRESSEE:
            return who.org == org or who.org in ancestors(org, orgs)
        case Who.ABOVE:
            return who.function is Function.OFFICE or who.org in ancestors(org, orgs)
        case Who.OVER:
            return who.supervises or who.org in ancestors(org, orgs)
        case Who.ASKED:
            return who.function is Function.UNIT  # which are asked the record says: see `general.unasked`
        case Who.OWN:
            return who.org == org or who.function is Function.OFFICE or who.org in ancestors(org, orgs)


def of_accepted(entry: Amended, state: State, orgs: Mapping[str, Org]) -> str | None:
    """Return why what was accepted may not be changed by whose act it is; None if it may, or nothing of that changes.

    Severity, class and field are the office's and the inspectors' once the registration has its serial number.
    """
    who = actor(entry.principal, orgs)
    changes = entry.changes
    changed = [
        field
        for field, value in (("severity", changes.severity), ("class", changes.class_), ("field", changes.field))
        if value is not None
    ]
    if state.number is None or not changed or who is None or who.supervises:
        return None
    return _(
        "its registration was accepted as {number}, so only the office or the inspectors may change {field}"
    ).format(number=state.number, field=_(", ").join(changed))


def _eases_the_gate(entry: Amended, state: State) -> str | None:
    head, changes = state.head, entry.changes
    if changes.severity is not None and changes.severity.rank < head.severity.rank:
        return "severity"
    if changes.class_ is Class.IMMEDIATE and head.class_ is not Class.IMMEDIATE:
        return "class"
    if changes.class_ is not None and head.class_ is Class.ONGOING and changes.class_ is not Class.ONGOING:
        return "class"
    if changes.field is not None and changes.field != head.field and head.field != "none":
        return "field"
    return None
