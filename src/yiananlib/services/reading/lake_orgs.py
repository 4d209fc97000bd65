"""The regions and ledgers of a lake."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.services.reading.lake_scope import scope

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from yiananlib.services.reading.lake_scope import LakeSetting, Node, Source


class LakeOrgs(NamedTuple):
    """The regions and ledgers in the order of the tree, how deep each stands, and of what the ledgers are."""

    setting: LakeSetting
    nodes: tuple[Node, ...]
    depths: tuple[int, ...]
    sources: tuple[Source, ...]


def lake_orgs(
    lake: Path,
    day: dt.date,
    known: dt.date | None = None,
    org: str | None = None,
    without: Mapping[str, str] | None = None,
    *,
    now: dt.date | None = None,
) -> LakeOrgs:
    """Return what there is on ``day``; arguments and faults as of :func:`lake_scope.scope`."""
    found = scope(lake, day, known, org, without, now=now)
    return LakeOrgs(found.setting, found.nodes, found.depths, found.sources)
