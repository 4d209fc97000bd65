"""The one judge: everything that is wrong with an entry, given what was there before it and by what it is judged.

Recording refuses by the first reason there is; ``verify`` finds by the definitions of today, and so mostly warns; the
proof finds by those of the commit's parents. What is asked is the same: a rule is a row of :data:`OF_PROBLEMS`, or of
:mod:`yiananlib.model.matter_refusals`. The gate is asked besides, by :func:`unmet`; where an entry stands among the
others the fold tells.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem
from yiananlib.messages import N_, _
from yiananlib.model import (
    authority,
    closing,
    counting,
    deadlines,
    extensions,
    general,
    hands,
    judging,
    lifecycle,
    passing,
    retraction,
    steps,
)
from yiananlib.model.entries import Redated, Submitted, waived_before
from yiananlib.model.finding import Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Mapping

    from yiananlib.errors import YianError
    from yiananlib.model.base import Stamped
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.closing import Unmet
    from yiananlib.model.entries import Amended, CarriedOver, Closed, Entry
    from yiananlib.model.gate_facts import Surroundings
    from yiananlib.model.measures import Planned
    from yiananlib.model.org import Org
    from yiananlib.model.state import State

E = TypeVar("E", bound="Stamped")
B = TypeVar("B")


class Basis:
    """What entries are judged by; if the campaign cannot be read, the rules that depend on it are skipped.

    ``orgs`` must contain the organizations of everyone named by an entry and its record, that of the record, and those
    above them; for a close by the only officer left (``sole``), all organizations. ``began`` returns the day on which
    an organization's first earlier problem was registered; None if there was none, or if this is not asked.
    """

    def __init__(
        self,
        orgs: Mapping[str, Org],
        campaign: Campaign | None,
        began: Callable[[str], dt.date | None] = lambda _org: None,
    ) -> None:
        self.orgs = orgs
        self.campaign = campaign
        self.began = began

    @cached_property
    def supervision(self) -> frozenset[str]:
        """The organizations whose officers vouch for days of others."""
        return counting.supervising(self.orgs)

    def unauthorised(self, case: Case[Entry, State]) -> str | None:
        """Return why nobody of that post and unit may make an entry of a problem; None if they may."""
        return authority.unauthorised(case.entry, case.before, self.orgs)

    def is_in_time(self, _entry: Planned) -> bool:
        """Tell whether the day of a measure is known to be one that it may have, before the state is asked."""
        return False


class Case(Generic[E, B]):
    """An entry that is judged; ``before``, the record's state before it, is made when it is first asked for."""

    def __init__(self, entry: E, before: Callable[[], B], basis: Basis) -> None:
        self.entry = entry
        self.basis = basis
        self._make = before
        self._before: B | None = None

    @property
    def before(self) -> B:
        """What the record amounted to before the entry."""
        if self._before is None:
            self._before = self._make()
        return self._before

    @property
    def campaign(self) -> Campaign:
        """The campaign; a rule that asks for it is not asked without."""
        assert self.basis.campaign is not None  # noqa: S101 - see Rule.by_campaign
        return self.basis.campaign


class Today(NamedTuple):
    """What ``verify`` makes of a refusal by the definitions of today.

    ``committed``: it is told even where git has the entry and the proof judges it. ``kinds`` of entries narrow it, and
    ``at`` is the field of the entry that is wrong, if one is.
    """

    code: str
    remedy: str
    level: Level = Level.WARNING
    committed: bool = True
    kinds: frozenset[str] | None = None
    at: tuple[str, ...] = ()


class Rule(NamedTuple):
    """A rule that entries must meet.

    Attributes:
        code: what the proof calls it.
        kinds: the kinds of entries it applies to; None for all.
        ask: returns the reason against an entry, in the reader's language; None if there is none.
        remedy: what to do if it is already in the history.
        raises: the exception with which recording refuses it.
        today: see there; None if ``verify`` reports it in another way, or leaves it to the proof.
        of_who: whether it is about who makes the entry.
        by_campaign: whether it is only checked if the campaign can be read.
        by_place: whether it is about the entry's place among the others: checked when recording, otherwise by the fold.
    """

    code: str
    kinds: frozenset[str] | None
    ask: Callable[[Case[Any, Any]], str | None]
    remedy: str
    raises: type[YianError] = NotAllowed
    today: Today | None = None
    of_who: bool = False
    by_campaign: bool = False
    by_place: bool = False


class Refusal(NamedTuple):
    """A rule that an entry breaks, and why, in the reader's language."""

    rule: Rule
    reason: str


ANOTHER: Final = N_("have it recorded by somebody who may")
ANEW: Final = N_("have it registered or recorded again with a possible day")
_REVIEWED: Final = N_("have it returned or reopened, and reviewed by somebody who may")
ELSEWHERE: Final = N_("have it registered for the organization that took its place")
_ASKED: Final = frozenset(["extension-requested"])
_GRANTED: Final = frozenset(["extension-granted"])
_CLOSE: Final = frozenset(["closed"])
_PASS: Final = frozenset(["reviewed", "closed"])
SET: Final = Today("deadline", N_("check whether the campaign allowed it when it was set"))
OWN_WORK: Final = Today(
    "own-work",
    N_("have somebody else check it; `yian verify --history` judges it by the officers of its day"),
    committed=False,
)
_WAIVED: Final = Today("waiver", N_("check whether the campaign allowed it when it was closed"), kinds=_CLOSE)


def _days(case: Case[Any, State]) -> str | None:
    entry, allowed = case.entry, case.campaign.deadlines
    if entry.kind == "registered":
        return deadlines.of_problem(case.before.problem.head, entry.on, allowed)
    return None if case.basis.is_in_time(entry) else deadlines.of_measure(entry, case.before, allowed)


def _of_accepted(case: Case[Amended, State]) -> str | None:
    if not case.campaign.gate.accepted:
        return None
    return authority.of_accepted(case.entry, case.before, case.basis.orgs)


def _late_to_carry(case: Case[CarriedOver, State]) -> str | None:
    began = case.basis.began(case.before.problem.org)
    if began is None or case.entry.day < began:
        return None
    return _("the ledger of {org} began on {began}, so a close on {day} must go through the gate").format(
        org=case.before.problem.org, began=began, day=case.entry.day
    )


OF_PROBLEMS: Final = (
    Rule("authority", None, lambda c: c.basis.unauthorised(c), ANOTHER, NotAuthorised, of_who=True),
    Rule(
        "authority", steps.JUDGEMENTS, lambda c: authority.own_work(c.entry, c.before, c.basis.orgs), ANOTHER,
        NotAuthorised, OWN_WORK, of_who=True,
    ),
    Rule(
        "authority", _CLOSE, lambda c: judging.second(c.entry, c.before, c.campaign.gate, c.basis.orgs), ANOTHER,
        NotAuthorised, OWN_WORK, of_who=True, by_campaign=True,
    ),
    Rule("authority", frozenset(["amended"]), _of_accepted, ANOTHER, NotAuthorised, of_who=True, by_campaign=True),
    Rule(
        "authority", frozenset([hands.KIND]), lambda c: hands.outside(c.entry, c.before.problem.org, c.basis.orgs),
        ANOTHER, NotAuthorised, of_who=True,
    ),
    Rule(
        "lifecycle", frozenset(["registered"]),
        lambda c: authority.ended(c.before.problem.org, c.entry.recorded, c.basis.orgs), ELSEWHERE,
    ),
    Rule("lifecycle", None, lambda c: lifecycle.refusal(c.before.problem, c.entry), "", by_place=True),
    Rule(
        "lifecycle", frozenset(["retracted"]), lambda c: retraction.not_a_slip(c.before, c.entry),
        N_("record a correction instead"),
    ),
    Rule(
        "extension", _ASKED, lambda c: counting.asked_late(c.before, c.entry, c.basis.supervision),
        N_("let the office decide in the time left"),
        today=Today("extension", N_("let the office decide in the time left"), Level.ERROR, committed=False),
    ),
    Rule(
        "extension", _ASKED, lambda c: extensions.beyond(c.before, c.entry.until, c.campaign.deadlines),
        N_("have it requested again, with less time"), by_campaign=True,
    ),
    Rule(
        "extension", _GRANTED, lambda c: extensions.beyond(c.before, c.entry.until, c.campaign.deadlines),
        N_("grant less time, or raise the limit first"), by_campaign=True,
        today=Today("extension", N_("check whether the campaign allowed it when it was granted")),
    ),
    Rule(
        "deadline", _ASKED | _GRANTED,
        lambda c: deadlines.of_extension(c.entry.until, c.before, c.campaign.deadlines), ANEW, by_campaign=True,
        today=SET._replace(kinds=_GRANTED),
    ),
    Rule(
        "general", frozenset(["generalised"]), lambda c: general.not_of_office(c.before.problem.org, c.basis.orgs),
        N_("register it for the office, and make that a general problem"),
    ),
    Rule("carried-over", frozenset(["carried-over"]), _late_to_carry, N_("reopen it with `yian reopen`")),
    Rule("deadline", frozenset(["registered"]), _days, ANEW, UsageProblem, by_campaign=True),
    Rule(
        "deadline", frozenset(["planned"]), _days, ANEW, UsageProblem, by_campaign=True,
        today=Today(
            "deadline", N_("check whether the campaign allowed it when it was planned"), at=("due",)
        ),
    ),
    Rule(
        "pass", _PASS, lambda c: passing.unfit(c.entry, c.before, c.campaign, c.basis.orgs), _REVIEWED, NotAuthorised,
        by_campaign=True, today=_WAIVED,
    ),
    Rule(
        "pass", _PASS, lambda c: passing.open_standards(c.entry, c.before, c.campaign), _REVIEWED, UsageProblem,
        by_campaign=True, today=_WAIVED,
    ),
    Rule(
        "pass", _PASS, lambda c: passing.bad_waiver(c.entry, c.before, c.campaign), _REVIEWED, UsageProblem,
        by_campaign=True, today=_WAIVED,
    ),
)  # fmt: skip
"""What is asked of the entries of problems, in this order."""


def of_problem(
    entry: Entry, before: State | Callable[[], State], basis: Basis, *, placed: bool = False
) -> Iterator[Refusal]:
    """Yield what is wrong with an entry of a problem.

    ``before`` may be what makes the state, where that takes long; ``placed``: a fold tells what may not stand there.
    """
    make = before if callable(before) else lambda: before
    return judged(_OF_KIND.get(entry.kind, ()), Case(entry, make, basis), placed=placed)


def of_row(row: Stamped, org: str, orgs: Mapping[str, Org]) -> str | None:
    """Return why an answer of a round of ``org``, or what redates one, may not be made by whom it is; None if so."""
    judge: Callable[..., str | None] = (
        authority.unfit_to_redate if isinstance(row, Redated) else authority.may_not_answer
    )
    return judge(row, org, orgs)


def unmet(
    entry: Submitted | Closed,
    before: State,
    campaign: Campaign,
    around: Surroundings,
    *,
    by: dt.datetime | None = None,
    codes: Collection[str] | None = None,
) -> tuple[Unmet, ...]:
    """Return what of the gate is not met at a submission, or at a close, whether it is waived or not.

    ``by`` and ``codes``: see :func:`gate_facts.facts`.
    """
    from yiananlib.model import gate_facts  # loaded where the gate is asked

    if not isinstance(entry, Submitted):
        known = gate_facts.facts(before, campaign, entry.on, around, by=by, codes=codes)
        return closing.unmet(before, campaign, known, codes)
    after = lifecycle.fold(before.problem.followed_by(entry))
    known = gate_facts.facts(after, campaign, entry.on, around, by=by, codes=closing.UNIT_CODES - {"effect"})
    return closing.unmet_at_submission(after, campaign, known)


def left(entry: Submitted | Closed, before: State, found: tuple[Unmet, ...]) -> tuple[Unmet, ...]:
    """Return what of ``found`` the entry may not be made with: what neither it nor the pass before it waives."""
    if isinstance(entry, Submitted):
        return found if entry.incomplete is None else ()
    waived = {**waived_before(before.problem.entries), **(entry.waived or {})}
    return tuple(check for check in found if check.code not in waived)


def judged(rules: Collection[Rule], case: Case[Any, Any], *, placed: bool) -> Iterator[Refusal]:
    """Yield what is wrong with an entry by ``rules``, of each code the first; see :func:`of_problem`."""
    told: set[str] = set()
    for rule in rules:
        if rule.code in told or (placed and rule.by_place) or (rule.by_campaign and case.basis.campaign is None):
            continue
        reason = rule.ask(case)
        if reason is not None:
            told.add(rule.code)
            yield Refusal(rule, reason)


_OF_KIND: Final = {
    kind: tuple(rule for rule in OF_PROBLEMS if rule.kinds is None or kind in rule.kinds) for kind in steps.WHO
}
