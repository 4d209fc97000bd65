"""What ``verify`` holds against open work that names an officer whose post nobody holds today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import matters, rules
from yiananlib.model.authority import ended
from yiananlib.model.calling import whole
from yiananlib.model.finding import Finding, Level
from yiananlib.model.posts import absence
from yiananlib.model.vocabulary import OVER
from yiananlib.store import kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from yiananlib.model.matters import Matter
    from yiananlib.model.org import Org
    from yiananlib.model.state import State

_SHOWN = 5
"""Records that a finding names."""


def of_problem(state: State) -> tuple[str, ...]:
    """Return the officers who are to work on a problem; none where nothing is to be done any more."""
    if state.status in OVER:
        return ()
    owners = [m.owner for m in state.current_measures if m.completed is None]
    return tuple(dict.fromkeys((state.head.owner, state.head.leader, *owners)))


def of_matter(matter: Matter) -> tuple[str, ...]:
    """Return the officer who is to work on a notice, a rule or a meeting; none where it is done or names none."""
    standing = matters.fold(matter)
    status = standing.status
    match matter.kind:
        case "notice" if status not in ("closed", "withdrawn"):
            named = standing.head.leader
        case "rule" if status in ("listed", "decided") and not rules.settles(matter):
            named = standing.head.owner
        case "meeting" if status == "called":
            named = standing.head.chair
        case _:
            named = None
    return (named,) if named is not None else ()


def findings(
    named: Iterable[tuple[str, tuple[str, ...]]], orgs: Mapping[str, Org], day: dt.date | None
) -> Iterator[Finding]:
    """Yield a finding for each officer who is named and does not hold the post on ``day``, today.

    ``named`` are records, ``<org>/<id>``, each with the officers who are to work on it. Of a post that is in no
    ``org.toml`` each record that names it is told anyway.
    """
    if day is None:
        return
    kept: dict[str, list[str]] = {}
    for ref, officers in named:
        for officer in officers:
            kept.setdefault(officer, []).append(ref)
    for officer, refs in kept.items():
        org, _slash, name = officer.partition("/")
        post = orgs[org].officer(name) if org in orgs else None
        why = (ended(org, day, orgs) or absence(post, day)) if post is not None else None
        if why is not None:
            shown = _(", ").join(refs[:_SHOWN]) + (" …" if len(refs) > _SHOWN else "")
            said = _("{officer} still has open work ({n}: {records}), but {why}")
            yield Finding(
                kinds.ORG.path(org),
                0,
                "stranded",
                said.format(officer=whole(officer, orgs), n=len(refs), records=shown, why=why),
                _("hand it over with `yian handover {officer} --to OFFICER`, or correct the days of the post").format(
                    officer=officer
                ),
                Level.WARNING,
            )
