"""Which ledgers of a lake a question covers: which hand-over of each, under which settings, in which region."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import NoSuchRecord
from yiananlib.lake import counting, shelf
from yiananlib.messages import _
from yiananlib.model import lake as model
from yiananlib.model.naming import nearest
from yiananlib.services.reading.report import as_tree

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from yiananlib.index.values import Rules, Sprint
    from yiananlib.lake.shelf import Chosen, Shelved

TIMEZONE: Final = "Asia/Shanghai"
"""The time zone of a lake's today: all of China has one, and a lake names none."""


class LakeSetting(NamedTuple):
    """For a lake, what the campaign's settings are for a ledger's report.

    A lake has no sprint of its own, and what its ledgers ask less is said of each (:class:`Source`).
    """

    name: str
    language: str
    timezone: str = TIMEZONE
    sprint: Sprint | None = None
    eased: tuple[tuple[str, str, str], ...] = ()
    public: bool = False


class Node(NamedTuple):
    """A region or a ledger in the tree of a lake; ``parent`` is None below the top. A ledger has its hand-over."""

    code: str
    name: str
    parent: str | None
    ledger: Shelved | None


class Source(NamedTuple):
    """A ledger that was counted: of which commit, and what is to be known of it.

    ``name`` is that of its region, ``campaign`` its own. ``known`` is the day of what it handed over; ``later``: the
    day that is asked about is after it. ``verified`` is ok, findings or not asked; ``weakened`` are the settings that
    ask less than the template. ``placed``: the lake names a region for it. ``group`` is the place, from 0, of its
    settings among the report's.
    """

    code: str
    name: str
    campaign: str
    commit: str
    known: dt.date
    later: bool
    verified: str
    findings: int
    weakened: tuple[str, ...]
    placed: bool
    group: int


class Group(NamedTuple):
    """Settings by which some ledgers are counted, and how many."""

    rules: Rules
    ledgers: int


class Scope(NamedTuple):
    """What is asked about.

    ``org`` is what was named, None for all; ``name`` what readers call it. ``nodes`` are the regions and ledgers in the
    order of the tree, ``depths`` how deep each stands. ``unit`` is the organization where one of a single ledger is
    asked about. ``silent`` are the regions that have no ledger here.
    """

    day: dt.date
    known: dt.date | None
    chosen: Chosen
    org: str | None
    name: str | None
    nodes: tuple[Node, ...]
    depths: tuple[int, ...]
    ledgers: tuple[Shelved, ...]
    unit: str | None
    silent: tuple[str, ...]

    @property
    def single(self) -> Shelved | None:
        """The ledger, where it alone, or an organization of it, is asked about."""
        return self.nodes[0].ledger if self.org is not None and len(self.nodes) == 1 else None

    @property
    def setting(self) -> LakeSetting:
        """What is said of the lake; it speaks the language of most of its ledgers."""
        spoken = Counter(one.manifest.language for one in self.ledgers).most_common(1)
        return LakeSetting(self.chosen.lake.name, spoken[0][0] if spoken else "zh_CN")

    @property
    def groups(self) -> tuple[Group, ...]:
        """The settings by which its ledgers are counted, those of the most ledgers first."""
        return tuple(Group(share.rules, len(share.ledgers)) for share in counting.shares(self.ledgers))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its ledgers in the order of the tree."""
        groups = {group.rules: place for place, group in enumerate(self.groups)}
        return tuple(
            Source(
                code=one.code,
                name=node.name,
                campaign=one.manifest.name,
                commit=one.manifest.commit,
                known=one.manifest.known,
                later=self.day > one.manifest.known,
                verified=one.manifest.verified,
                findings=one.manifest.findings,
                weakened=one.manifest.weakened,
                placed=self.chosen.lake.place(one.code, self.day) is not None,
                group=groups[counting.rules(one)],
            )
            for node in self.nodes
            if (one := node.ledger) is not None
        )


def scope(
    lake: Path,
    day: dt.date,
    known: dt.date | None = None,
    org: str | None = None,
    without: Mapping[str, str] | None = None,
    *,
    now: dt.date | None = None,
) -> Scope:
    """Return what is asked about: all of a lake, a region (its code), a ledger, or a unit of one (``CODE/ORG``).

    ``now`` is today: a day after it makes nothing stale. Whether there is such a unit, its ledger is asked later.

    Raises:
        NoSuchRecord: there is no such region.
        UsageProblem, LedgerInvalid, LakeInvalid: as ``lake.shelf.chosen``.
    """
    asked = min(day, now) if now is not None else day
    chosen = shelf.chosen(lake, known, without, day=asked if known is None else min(asked, known))
    every = _nodes(chosen, day)
    depths = {branch.org: branch.depth for branch in as_tree(every, list(every))}
    code, _slash, unit = (org or "").partition("/")
    if org is not None:
        _check_named(every, code, unit)
        named = {code} if unit else {name for name in every if code in upwards(every, name)}
        depths = {n: d - depths[code] for n, d in depths.items() if n in named}
    nodes = tuple(every[name] for name in depths)
    held = {above for node in every.values() if node.ledger is not None for above in upwards(every, node.code)}
    return Scope(
        day=day,
        known=known,
        chosen=chosen,
        org=org,
        name=every[code].name if org is not None else None,
        nodes=nodes,
        depths=tuple(depths.values()),
        ledgers=tuple(node.ledger for node in nodes if node.ledger is not None),
        unit=unit or None,
        silent=tuple(node.code for node in nodes if node.code not in held),
    )


def _check_named(nodes: Mapping[str, Node], code: str, unit: str) -> None:
    if code not in nodes:
        near = nearest(code, {one.code: one.name for one in nodes.values()})
        hint = _("`yian list --orgs --lake LAKE` shows them.")
        raise NoSuchRecord(_("region"), code, f"{near} {hint}".strip())
    if unit and nodes[code].ledger is None:
        raise NoSuchRecord(_("ledger"), code, _("Name a unit with the code of its ledger: CODE/ORG."))


def _nodes(chosen: Chosen, day: dt.date) -> dict[str, Node]:
    """Return the regions that there are on ``day`` and the ledgers, by code, in the order of ``lake.toml``."""
    regions = chosen.lake.at(day)
    there = {one.code: one for one in chosen.ledgers}
    nodes = {
        code: Node(code, region.name, region.parent if region.parent in regions else None, there.get(code))
        for code, region in regions.items()
        if code not in chosen.left_out or any(other.parent == code for other in regions.values())
    }
    for code, one in there.items():
        if code not in nodes:
            above = model.above(chosen.lake, code, day)
            nodes[code] = Node(code, one.manifest.name, above[0].code if above else None, one)
    return nodes


def upwards(nodes: Mapping[str, Node], code: str) -> Iterator[str]:
    """Yield a region or ledger and all above it that is among ``nodes``, the nearest first."""
    at: str | None = code
    while at is not None and at in nodes:
        yield at
        at = nodes[at].parent
