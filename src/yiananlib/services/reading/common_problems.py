"""整改个案背后的普遍问题: what several organizations have in common, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.index import county_queries, outcomes, queries
from yiananlib.index.outcomes import Counts
from yiananlib.model import tags
from yiananlib.services.reading.similar import groups

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from yiananlib.index.county_queries import Said
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting

LEAST: Final = 2
"""Organizations that must have something for it to be called common, by default."""

ALIKE: Final = 0.8
"""How much two texts must be alike to be one: see ``services.similar``."""

TEXTS: Final = ("cause", "title")
"""What problems are grouped by where their texts are alike; by anything else, where they say the same."""

USUAL: Final = tuple(name for name in county_queries.SAID if name != "title")
"""What problems are grouped by where nothing is asked for: titles differ too much to be told quickly."""

_VOCABULARY: Final = {"linked": "linked_work"}


class Share(NamedTuple):
    """How many problems of a group an organization has."""

    org: str
    name: str
    problems: int


class Group(NamedTuple):
    """Problems that have something in common.

    ``by`` says what, ``key`` is it, as the files write it, and ``word`` as readers see it; of texts that are alike it
    is the one of the problem found first. ``orgs`` are in configured order. ``became`` is what became of the closes of
    all of them.
    """

    by: str
    key: str
    word: str
    problems: int
    orgs: tuple[Share, ...]
    found: dt.date
    open: int
    closed: int
    overdue: int
    became: Counts = Counts()


class Common(NamedTuple):
    """Groups with problems in at least ``least`` organizations; those in most organizations first."""

    day: dt.date
    commit: str | None
    setting: Setting
    org: str | None
    org_name: str | None
    by: tuple[str, ...]
    least: int
    groups: tuple[Group, ...]


def common(index: Index, day: dt.date, org: str | None = None, by: Sequence[str] = (), least: int = LEAST) -> Common:
    """Return what organizations have in common, by each of ``by``, or by what is :data:`USUAL`.

    Raises:
        NoSuchRecord, LedgerInvalid.
    """
    scope = index.scope(org)
    within = scope if org is not None else None
    index.scope(None)  # what came back, another organization may have registered
    names = {found.id: found.name for found in queries.orgs(index)}
    asked = tuple(name for name in county_queries.SAID if name in (by or USUAL))
    found: list[Group] = []
    for name in asked:
        rows = list(county_queries.said(index, day, within, name))
        stands_for = _alike(rows) if name in TEXTS else {}
        became: dict[str, Counts] = {}
        for what, _org, counts in outcomes.counts(index, day, within, name):
            what = stands_for.get(what, what)
            became[what] = became.get(what, Counts()).plus(counts)
        rows = [row._replace(what=stands_for.get(row.what, row.what)) for row in rows]
        of_name = [
            group._replace(became=became.get(group.key, Counts()))
            for group in _groups(name, rows, names, index.setting)
            if len(group.orgs) >= least
        ]
        found += sorted(of_name, key=lambda group: (-len(group.orgs), -group.problems, group.found, group.key))
    return Common(day, index.commit, index.setting, org, queries.org_name(index, org), asked, least, tuple(found))


def _alike(rows: Sequence[Said]) -> dict[str, str]:
    """Return for each text that is like an earlier one the first of them."""
    stands_for: dict[str, str] = {}
    for alike in groups({row.what: row.what for row in rows}, ALIKE):
        stands_for |= dict.fromkeys(alike, alike[0])
    return stands_for


def _groups(by: str, rows: Iterable[Said], names: dict[str, str], setting: Setting) -> Iterator[Group]:
    together: dict[str, list[Said]] = {}
    for row in rows:
        together.setdefault(row.what, []).append(row)
    for key, some in together.items():
        of_org: dict[str, int] = {}
        for row in some:
            of_org[row.org] = of_org.get(row.org, 0) + row.problems
        yield Group(
            by=by,
            key=key,
            word=_word(by, key, setting),
            problems=sum(of_org.values()),
            orgs=tuple(Share(org, name, of_org[org]) for org, name in names.items() if org in of_org),
            found=min(row.found for row in some),
            open=sum(row.open for row in some),
            closed=sum(row.closed for row in some),
            overdue=sum(row.overdue for row in some),
        )


def _word(by: str, key: str, setting: Setting) -> str:
    if by == "tag":
        return tags.every(setting.words).get(key, key)
    return key if by in TEXTS else setting.word(_VOCABULARY.get(by, by), key)
