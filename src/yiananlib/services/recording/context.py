"""The occasion of a command: when, by whom, with which source of ids. Filled in once, in ``cli``."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import ValidationError

from yiananlib.errors import NoSuchRecord, NotAuthorised, UsageProblem
from yiananlib.messages import _
from yiananlib.model import ids
from yiananlib.model import naming as names
from yiananlib.model.authority import Actor, actor
from yiananlib.model.base import Base
from yiananlib.model.calling import whole
from yiananlib.model.campaign import Campaign
from yiananlib.model.org import Officer, Org
from yiananlib.model.reasons import reasons
from yiananlib.services.reading import naming
from yiananlib.services.reading.calendar import Clock, moment
from yiananlib.store.ledger import Ledger

if TYPE_CHECKING:
    from yiananlib.services.recording.candidates import Trial
    from yiananlib.services.recording.problems import Seat

R = TypeVar("R", bound=Base)


class Context(NamedTuple):
    """What a recording command does not take from the ledger.

    Attributes:
        now: tells the present in a time zone; ``YIAN_NOW`` replaces it.
        by: ``<org>/<officer>``, or None to ask git who is at the keyboard.
        on: the day the entry takes effect, or None for the day of ``now``.
        entropy: where ids come from.
        waiting: called once while another command holds the lock.
        clock_given: whether somebody gave the time (``YIAN_NOW``) instead of the machine's clock.
        for_: the officer on whose behalf it is recorded, or None.
        seat: the transaction that several records are written with together; None for one's own.
        remembered: whether ``by`` is what ``yian as`` remembers.
        heard: told who records, and on whose behalf, once it is known.
    """

    now: Clock
    by: str | None
    on: dt.date | None
    entropy: ids.Entropy
    waiting: Callable[[], None]
    clock_given: bool = False
    for_: str | None = None
    seat: "Seat | None" = None
    remembered: bool = False
    heard: Callable[[Actor, Actor | None], None] = lambda _actor, _behalf: None


class Stamp(NamedTuple):
    """Who records what, when: the fields that every entry has, and where its id comes from.

    ``actor`` is at the keyboard; ``behalf`` whose act it is, None where it is the actor's own. ``clock_given``: see
    :class:`Context`.
    """

    actor: Actor
    at: dt.datetime
    on: dt.date | None
    entropy: ids.Entropy
    clock_given: bool = False
    behalf: Actor | None = None

    @property
    def principal(self) -> Actor:
        """Whose act it is."""
        return self.behalf or self.actor

    @property
    def orgs(self) -> tuple[str, ...]:
        """The organizations of both."""
        return (self.actor.org,) if self.behalf is None else (self.actor.org, self.behalf.org)

    @property
    def day(self) -> dt.date:
        """The day the entry takes effect."""
        return self.on or self.at.date()

    def fields(self, taken: frozenset[str], salt: str) -> dict[str, Any]:
        """Return ``id``, ``at``, ``on``, ``by`` and ``for`` for an entry whose id is not among ``taken``."""
        name = ids.fresh(taken.__contains__, self.entropy, f"{salt}/{len(taken)}")
        behalf = self.behalf.ref if self.behalf is not None else None
        return {"id": name, "at": self.at, "on": self.on, "by": self.actor.ref, "for": behalf}


def stamp(ledger: Ledger, campaign: Campaign, context: Context, trial: "Trial | None" = None) -> Stamp:
    """Return who records what, when.

    ``trial`` is what is to be recorded, where that is known: by it those are found who may.

    Raises:
        UsageProblem: the day lies in the future, nobody says who is recording, or the commit could not be signed.
        NotAuthorised: the officer is unknown, or the one on whose behalf it is.
    """
    at = moment(campaign.timezone, context.now)
    if context.on is not None and context.on > at.date():
        raise UsageProblem(
            _("--on {day} is in the future; today is {today}. Give a day up to today.").format(
                day=context.on, today=at.date()
            )
        )
    on = context.on if context.on != at.date() else None
    behalf = None
    if context.for_ is not None:
        behalf = known_actor(ledger, context.for_)
        if behalf is None:
            raise unknown(ledger, context.for_)
    actor = known_actor(ledger, context.by)
    if context.remembered:
        actor = still(ledger, context.by or "", actor, at.date())
    if actor is None:
        if context.by is not None:
            raise unknown(ledger, context.by)
        from yiananlib.services.recording.candidates import unsaid  # who says it does without

        raise unsaid(
            ledger, at.date(), trial, lambda who: Stamp(who, at, on, context.entropy, context.clock_given, behalf)
        )
    if campaign.git.signed:
        from yiananlib.services.recording import signing  # most ledgers are not signed

        signing.require(ledger, campaign, actor.ref, at.date())
    context.heard(actor, behalf)
    return Stamp(actor, at, on, context.entropy, context.clock_given, behalf)


def made(model: type[R], **fields: Any) -> R:
    """Return a record made from what a user said.

    Raises:
        UsageProblem: a value cannot be used; the message names each.
    """
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        said = _("; ").join(reason.sentence for reason in reasons(error))
        raise UsageProblem(_("{said}. Nothing was recorded.").format(said=said)) from None


def officer_ref(orgs: dict[str, Org], value: str, home: str, day: dt.date, ledger: Ledger) -> str:
    """Return ``<org>/<officer>`` for what a user typed, by code or post; without ``/`` it is an officer of ``home``.

    One of elsewhere may be called by the name of the organization with the post behind it. Of several with one post it
    is the one who holds it on ``day``.

    Raises:
        NoSuchRecord: there is no such officer, or they do not hold the post on ``day``.
        Ambiguous: several are called so.
    """
    org, slash, name = names.parted(value)
    home = naming.org(ledger, org) if slash else home
    if home not in orgs:
        orgs |= ledger.lineage(home)
    within = {home: orgs[home]} if home in orgs else {}
    refs = names.officers(value, within, None if slash else home)
    if not refs and not slash and (refs := names.whole(value, ledger.orgs())):
        orgs |= ledger.orgs()
        within = orgs
    in_office = [ref for ref in refs if _is_in_office(ref, within, day)]
    ref = naming.one_of(value, in_office or refs)
    if ref is None:
        raise naming.no_officer(name if within else value, within or ledger.orgs(), home)
    if not in_office:
        raise NoSuchRecord(_("officer in office"), ref, _("They do not hold the post on {day}.").format(day=day))
    return ref


def _is_in_office(ref: str, orgs: Mapping[str, Org], day: dt.date) -> bool:
    return _officer(ref, orgs).in_office(day) and not orgs[ref.partition("/")[0]].has_ended(day)


def _officer(ref: str, orgs: Mapping[str, Org]) -> Officer:
    org, _slash, name = ref.partition("/")
    return next(one for one in orgs[org].officers if one.id == name)


def known_actor(ledger: Ledger, by: str | None) -> Actor | None:
    """Return the officer that ``by`` or git's ``user.email`` names, or None where neither names one.

    Raises:
        Ambiguous: ``by`` is a post that several hold.
        UsageProblem: the address is that of several officers.
    """
    if by is not None:
        code = actor(by, ledger.lineage(by.partition("/")[0]))
        if code is not None:
            return code
        orgs = ledger.orgs()
        ref = naming.one_of(by, names.officers(by, orgs))
        return actor(ref, orgs) if ref is not None else None
    from yiananlib.store import git  # who said --by is not asked for

    email = git.identity(ledger.root).email
    if not email:
        return None
    found = [
        Actor(name, org.function, officer)
        for name, org in ledger.orgs().items()
        for officer in org.officers
        if officer.email is not None and officer.email.casefold() == email.casefold()
    ]
    if len(found) > 1:
        raise UsageProblem(
            _("{email} is the address of several officers ({refs}). Choose one with --by.").format(
                email=email, refs=_(", ").join(a.ref for a in found)
            )
        )
    return found[0] if found else None


def still(ledger: Ledger, by: str, found: Actor | None, day: dt.date) -> Actor:
    """Return the officer that this clone remembers, if it is one who holds the post on ``day``.

    Raises:
        NotAuthorised: it is none, or not any more.
    """
    if found is not None and found.officer.in_office(day):
        return found
    said = (
        _("{by}, remembered by this clone, is not an officer in this campaign.")
        if found is None
        else _("{by}, remembered by this clone, does not hold the post on {day}.")
    )
    remedy = _("Set who is recording with `yian as ORG/OFFICER`, or run `yian as --forget`.")
    raise NotAuthorised(f"{said.format(by=whole(by, ledger.lineage(by.partition('/')[0])), day=day)} {remedy}")


def unknown(ledger: Ledger, by: str) -> NotAuthorised:
    """Return what is said of a name that is no officer's, with the nearest."""
    return NotAuthorised(
        _("{by} is not an officer in this campaign. {near} `yian list --officers` shows them.")
        .format(by=by, near=names.nearest(by, names.posts(ledger.orgs())))
        .replace("  ", " ")
    )
