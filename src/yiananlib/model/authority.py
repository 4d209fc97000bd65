"""Who may do what: one table, consulted by one function.

``by`` is an officer, ``<org>/<officer>``. What an officer may do follows from the function of their
organization, its place above the problem's unit, their role, and what they did in the problem before.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from yiananlib.messages import _
from yiananlib.model import retraction
from yiananlib.model.entries import (
    Amended,
    Entry,
    ExtensionDenied,
    ExtensionGranted,
    Redated,
    Retracted,
)
from yiananlib.model.org import Officer, Org, ancestors
from yiananlib.model.state import State
from yiananlib.model.vocabulary import Class, Function, Role


class Who(Enum):
    """The groups of officers that the table speaks of."""

    OWN = auto()
    """The problem's own unit, the organizations above it, or the office."""
    HEAD = auto()
    """The head of the problem's own unit."""
    SUPERVISION = auto()
    """The office or the inspectors."""
    CONCERNED = auto()
    """Whoever may work on the problem, the office and the inspectors."""


class Bar(Enum):
    """Whom the table keeps out of a group."""

    NOBODY = auto()
    INVOLVED = auto()
    """The submitter, the owner and the leader."""
    ASKING = auto()
    """The one who asked for the extension, and all who are involved."""


TABLE: Final[dict[str, tuple[Who, Bar]]] = {
    "registered": (Who.OWN, Bar.NOBODY),
    "amended": (Who.OWN, Bar.NOBODY),
    "planned": (Who.OWN, Bar.NOBODY),
    "progressed": (Who.OWN, Bar.NOBODY),
    "completed": (Who.OWN, Bar.NOBODY),
    "evidenced": (Who.OWN, Bar.NOBODY),
    "extension-requested": (Who.OWN, Bar.NOBODY),
    "extension-granted": (Who.SUPERVISION, Bar.ASKING),
    "extension-denied": (Who.SUPERVISION, Bar.ASKING),
    "endorsed": (Who.HEAD, Bar.NOBODY),
    "submitted": (Who.OWN, Bar.NOBODY),
    "withdrawn": (Who.OWN, Bar.NOBODY),
    "reviewed": (Who.SUPERVISION, Bar.INVOLVED),
    "publicised": (Who.SUPERVISION, Bar.NOBODY),
    "closed": (Who.SUPERVISION, Bar.INVOLVED),
    "looked-back": (Who.SUPERVISION, Bar.INVOLVED),
    "reopened": (Who.SUPERVISION, Bar.INVOLVED),
    "voided": (Who.SUPERVISION, Bar.INVOLVED),
    "noted": (Who.CONCERNED, Bar.NOBODY),
    "numbered": (Who.SUPERVISION, Bar.NOBODY),
    "handled": (Who.SUPERVISION, Bar.NOBODY),
    "held-accountable": (Who.SUPERVISION, Bar.NOBODY),
    "rated": (Who.CONCERNED, Bar.NOBODY),
    "explained": (Who.CONCERNED, Bar.NOBODY),
    "redated": (Who.SUPERVISION, Bar.NOBODY),
    "retracted": (Who.CONCERNED, Bar.NOBODY),
}
"""For each kind of entry, who may make it and who of them may not."""

_WHO_WORDS: Final = {
    Who.OWN: lambda org: _("{org} itself, the organizations above it, or the office").format(org=org),
    Who.HEAD: lambda org: _("the head of {org}").format(org=org),
    Who.SUPERVISION: lambda org: _("the office or the inspectors"),
    Who.CONCERNED: lambda org: _("{org} itself, the organizations above it, the office or the inspectors").format(
        org=org
    ),
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
    """Return why the officer in ``entry.by`` may not make ``entry``, in the reader's language; None if they may.

    ``state`` is the problem before the entry; ``orgs`` must hold the organization of ``by``, the
    problem's own and those above it.
    """
    who = actor(entry.by, orgs)
    if who is None:
        return _("{by} is not an officer of this campaign").format(by=entry.by)
    if late := out_of_office(who, entry.at.date()):
        return late
    group, bar = TABLE[entry.kind]
    org = state.problem.org
    if outside := outsider(who, group, org, orgs):
        return outside
    if isinstance(entry, Amended) and not who.supervises and (field := _eases_the_gate(entry, state)):
        return _("changing {field} this way asks less of the close-out, so only the office may").format(field=field)
    if isinstance(entry, Retracted) and (barred := retraction.barred(state.problem.entries, entry, who, org, orgs)):
        return barred
    return _barred(entry, state, bar)


def outsider(who: Actor, group: Who, org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why an officer is none of ``group`` where ``org`` is concerned, in the reader's language; None if so."""
    if _belongs(who, group, org, orgs):
        return None
    return _("{by} may not do this; {who} may").format(by=who.ref, who=_WHO_WORDS[group](org))


def unfit_to_redate(entry: Redated, org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why the officer in ``entry.by`` may not redate an answer of a round of ``org``; None if they may."""
    who = actor(entry.by, orgs)
    if who is None:
        return _("{by} is not an officer of this campaign").format(by=entry.by)
    return out_of_office(who, entry.at.date()) or outsider(who, TABLE["redated"][0], org, orgs)


def may_work_on(who: Actor, org: str, orgs: Mapping[str, Org]) -> bool:
    """Tell whether the officer may register problems and answer the checklist for ``org``."""
    return _belongs(who, Who.OWN, org, orgs)


def may_define(who: Actor | None, orgs: Mapping[str, Org], day: dt.date) -> bool:
    """Tell whether definition files (campaign, checklist, organizations) may be changed.

    By the office; by anyone, even unknown, until the office has an officer. An office whose officers all
    left is not open to anyone: its new officers are written into org.toml by hand, for git to show.
    """
    staffed = any(org.function is Function.OFFICE and org.officers for org in orgs.values())
    return not staffed or (who is not None and who.function is Function.OFFICE and who.officer.in_office(day))


def out_of_office(who: Actor, day: dt.date) -> str | None:
    """Return why the officer does not hold the post on ``day``, or None."""
    if who.officer.in_office(day):
        return None
    return _("{by} does not hold the post on {day}").format(by=who.ref, day=day)


def involved(state: State) -> frozenset[str]:
    """Return the officers who may not judge the problem: submitter, owner and leader.

    The submitter is of every submission of the present round; owner and leader are those in force and
    those before them: handing a problem over makes nobody its judge.
    """
    problem = state.problem
    changes = [e.changes for e in problem.entries if isinstance(e, Amended)]
    people = {problem.head.owner, problem.head.leader, *(c.owner for c in changes), *(c.leader for c in changes)}
    submitters = {e.by for e in problem.entries[state.round_start :] if e.kind == "submitted"}
    return frozenset({who for who in people if who is not None} | submitters)


def _belongs(who: Actor, group: Who, org: str, orgs: Mapping[str, Org]) -> bool:
    match group:
        case Who.SUPERVISION:
            return who.supervises
        case Who.CONCERNED:
            return who.supervises or _belongs(who, Who.OWN, org, orgs)
        case Who.HEAD:
            return who.org == org and who.officer.role is Role.HEAD
        case Who.OWN:
            return who.org == org or who.function is Function.OFFICE or who.org in ancestors(org, orgs)


def _barred(entry: Entry, state: State, bar: Bar) -> str | None:
    if bar is Bar.ASKING and isinstance(entry, (ExtensionGranted, ExtensionDenied)):
        asked = next((r.by for r in state.requests if r.id == entry.request), None)
        if asked == entry.by:
            return _("{by} asked for the extension; somebody else must decide").format(by=entry.by)
    if bar is not Bar.NOBODY and entry.by in involved(state):
        return _("{by} submitted, owns or leads this problem; somebody else must judge it").format(by=entry.by)
    return None


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
