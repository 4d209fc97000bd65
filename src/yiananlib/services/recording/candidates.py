"""Who may record something, by name: told where nobody says who records it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import Ambiguous, LedgerInvalid, NoSuchRecord, NotAuthorised, UsageProblem, YianError
from yiananlib.messages import _
from yiananlib.model import authority, calling, steps
from yiananlib.model.authority import Actor
from yiananlib.model.vocabulary import Function

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from yiananlib.model.org import Org
    from yiananlib.services.recording.context import Stamp
    from yiananlib.store.ledger import Ledger

MOST: Final = 6
"""So many are named."""


class Trial(NamedTuple):
    """What is to be recorded, so that it can be tried for each officer.

    Attributes:
        home: tells the organization that it is about, or several.
        attempt: makes it as who records it, and writes nothing; it is refused to those to whom it would be.
    """

    home: Callable[[], str | tuple[str, ...]]
    attempt: Callable[[Stamp], object]


class Unsaid(UsageProblem):
    """Nobody says who records."""


class Held(Exception):
    """Not an error: it takes an answer no past the write."""


def unsaid(
    ledger: Ledger, day: dt.date, trial: Trial | None = None, made_by: Callable[[Actor], Stamp] | None = None
) -> Unsaid:
    """Return what is said where nobody says who records, with the names of those who may on ``day``.

    Without a ``trial`` the officers there are. ``made_by`` makes of one of them who records, and when.

    Raises:
        NoSuchRecord, Ambiguous, LedgerInvalid: what it is about is not there, or cannot be read.
    """
    from yiananlib.store import git  # who is known is not asked for

    said = _("Who is recording? Give --by ORG/OFFICER, or run `yian as ORG/OFFICER` once in this clone.")
    if (trouble := git.trouble(ledger.root)) is not None:
        said = f"{said} " + _("git could not be asked ({reason}).").format(reason=trouble.reason)
    orgs = dict(sorted(ledger.orgs().items(), key=lambda one: one[1].order))
    if trial is None or made_by is None:
        return Unsaid(_("{said} Officers: {names}.").format(said=said, names=named(_in_office(orgs, day), orgs)))
    home = trial.home()
    near = ledger.lineage(*((home,) if isinstance(home, str) else home))
    concerned = {**near, **{name: org for name, org in orgs.items() if org.function is not Function.UNIT}}
    found = [actor for actor in _in_office(concerned, day) if _may(trial, made_by(actor))]
    if not found:
        return Unsaid(said)
    return Unsaid(_("{said} Allowed: {names}.").format(said=said, names=named(found, orgs)))


def of_units(ledger: Ledger, units: Callable[[], Iterable[str]], *, carrying: bool = False) -> Trial:
    """Return the trial of recording what is of several organizations; ``carrying``: it was closed before the ledger.

    ``units`` tells which they are, when it is tried.

    Raises, when it is tried:
        NotAuthorised: one of them is not theirs.
    """
    named = functools.cache(lambda: tuple(dict.fromkeys(units())))
    groups = [steps.WHO["registered"], *([steps.WHO["carried-over"]] if carrying else [])]

    def attempt(who: Stamp) -> None:
        orgs = ledger.lineage(*who.orgs, *named())
        for name in named():
            for group in groups:
                if reason := authority.outsider(who.principal, group, name, orgs):
                    raise NotAuthorised(reason)

    return Trial(named, attempt)


def unsaid_of_office(orgs: Mapping[str, Org], day: dt.date) -> NotAuthorised:
    """Return what is said where nobody says who changes definitions, which the office does on ``day``."""
    office = {name: org for name, org in orgs.items() if org.function is Function.OFFICE}
    said = _(
        "Only the office may change definitions: {names}. Give --by ORG/OFFICER, or run `yian as"
        " ORG/OFFICER` once in this clone. Nothing was recorded."
    )
    return NotAuthorised(said.format(names=named(_in_office(office, day), orgs)))


def named(actors: Iterable[Actor], orgs: Mapping[str, Org]) -> str:
    """Return the first of some officers by organization and post, with the code that is typed."""
    every = [calling.whole(actor.ref, orgs) for actor in actors]
    return _(", ").join(every[:MOST]) + (" …" if len(every) > MOST else "")


def _in_office(orgs: Mapping[str, Org], day: dt.date) -> Iterator[Actor]:
    for name, org in ((name, org) for name, org in orgs.items() if not org.has_ended(day)):
        yield from (Actor(name, org.function, officer) for officer in org.officers if officer.in_office(day))


def _may(trial: Trial, who: Stamp) -> bool:
    try:
        trial.attempt(who)
    except NotAuthorised:
        return False
    except (NoSuchRecord, Ambiguous, LedgerInvalid):
        raise
    except (YianError, Held):  # whatever else is in the way is not about who records
        return True
    return True
