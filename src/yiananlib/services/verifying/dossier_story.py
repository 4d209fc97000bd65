"""What the pages of a dossier tell: of the records that lie in it alone, so that whoever has it can write them anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from yiananlib.index import matter_queries, queries
from yiananlib.index.cache import answer
from yiananlib.index.names import Found
from yiananlib.model.dossier import DEFINITIONS, RECORDS, Role
from yiananlib.services.reading.bulletin import office
from yiananlib.store import kinds, layout
from yiananlib.store.ledger import Ledger
from yiananlib.store.source import Picked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from yiananlib.index.matter_values import CaseRow, MatterRow
    from yiananlib.index.sync import Index
    from yiananlib.index.values import Setting, Whole
    from yiananlib.model.dossier import Manifest
    from yiananlib.store.ledger import Evidence


class Story(NamedTuple):
    """What the pages tell, as of the manifest's day; organizations in configured order.

    ``manifest`` names the files that are told of, the pages not among them. ``office`` is the organization
    that leads the campaign, None where there is none.
    """

    manifest: Manifest
    setting: Setting
    office: str | None
    problems: tuple[Whole, ...]
    matters: tuple[MatterRow, ...]
    cases: tuple[CaseRow, ...]

    @property
    def day(self) -> dt.date:
        """The day that is told of."""
        return self.manifest.day


class Filed(Ledger):
    """The records of a dossier and the definitions of its commit as a ledger.

    ``digests`` has the digest of each supporting file that is there, by its path in the ledger; none is opened.
    """

    digests: Mapping[str, str]

    def evidence_fault(self, org: str, entry: Evidence) -> str | None:
        """See the base."""
        found = self.digests.get(layout.evidence_file(org, entry.file))
        if found is None:
            return "missing"
        return None if found == entry.sha256 else "changed"


def ledger_of(manifest: Manifest, name: str, read: Callable[[str], Iterable[bytes]]) -> Filed:
    """Return what a dossier has as a ledger.

    Args:
        manifest: that of the dossier.
        name: what the dossier is called, in messages.
        read: yields the bytes of one of its files, by its name there.
    """
    files = {path: f"{RECORDS}{path}" for path in manifest.judged}
    files |= {path: f"{DEFINITIONS}{sha256}.toml" for path, sha256 in manifest.sets[manifest.now].items()}
    ledger = Filed(Path(name), given_source=Picked(files, lambda path: read(files[path])))
    ledger.digests = {
        file.path.removeprefix(RECORDS): file.sha256
        for file in manifest.files
        if file.role is Role.EVIDENCE and file.path is not None
    }
    return ledger


def story(ledger: Ledger, manifest: Manifest) -> Story:
    """Return what the pages of a dossier tell; ``ledger`` has its records and the definitions of its commit.

    Raises:
        LedgerInvalid: a record cannot be read.
    """
    return answer(ledger, None, lambda index: _told(index, manifest))


def _told(index: Index, manifest: Manifest) -> Story:
    index.scope(None)
    places = [place for path in manifest.judged if (place := layout.place(path)) is not None]
    return Story(
        manifest=manifest,
        setting=index.setting,
        office=office(index),
        problems=tuple(queries.whole(index, row, manifest.day) for row in queries.rows(index, manifest.day, None)),
        matters=tuple(_matters(index, places, manifest.day)),
        cases=matter_queries.cases(index),
    )


def _matters(index: Index, places: Sequence[layout.Place], day: dt.date) -> list[MatterRow]:
    found = [
        matter_queries.row(index, Found(place.kind, place.org, place.name), day)
        for place in places
        if place.kind in kinds.MATTERS
    ]
    return sorted((row for row in found if row is not None), key=lambda row: (row.since, row.org, row.id))
