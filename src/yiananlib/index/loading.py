"""Reading files for the index: each through the codec, as every command reads it; many in all processors."""

from __future__ import annotations

import contextlib
import functools
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import LedgerInvalid
from yiananlib.index import matter_rows, record_rows
from yiananlib.index.snapshots import digest_of, is_young
from yiananlib.messages import _
from yiananlib.model.matters import Matter
from yiananlib.model.problem import Problem
from yiananlib.model.rounds import Round
from yiananlib.store import codec, kinds, layout
from yiananlib.store.workers import CHUNK, spread

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.cases import Case
    from yiananlib.model.checklist import Checklist
    from yiananlib.model.org import Org
    from yiananlib.store.codec import Parser
    from yiananlib.store.ledger import Ledger

    File = tuple[str, tuple[int, ...]]
    Definition = Campaign | Case | Checklist | Org
    Content = record_rows.ProblemFacts | record_rows.RoundFacts | matter_rows.MatterFacts | Definition


class Read(NamedTuple):
    """What a file holds; ``digest`` is there where the file is too young for its times to be relied on."""

    path: str
    content: Content
    digest: str | None


def read(ledger: Ledger, files: Sequence[File], supervision: Collection[str]) -> Iterator[Read]:
    """Yield what ``files`` hold, in their order; each has its path and the numbers of its listing.

    ``supervision`` are the organizations whose officers vouch for days of others.

    Raises:
        LedgerInvalid: one cannot be read; none is left out.
        FileNotFoundError: one was removed since it was listed.
    """
    # to load another parser takes as long as it saves over some fifty files
    parse = codec.loads_quickly if len(files) > CHUNK else None
    for part in spread(functools.partial(_read_all, ledger, supervision, parse=parse), files):
        yield from part


def _read_all(ledger: Ledger, supervision: Collection[str], files: Sequence[File], parse: Parser | None) -> list[Read]:
    return [_read(ledger, supervision, path, numbers, parse) for path, numbers in files]


def _read(
    ledger: Ledger, supervision: Collection[str], path: str, numbers: tuple[int, ...], parse: Parser | None
) -> Read:
    # taken before it is read: what is written in between is seen as another digest the next time
    digest = digest_of(ledger, path) if is_young(numbers, time.time_ns()) else None
    return Read(path, _content(ledger, supervision, path, parse), digest)


def _content(ledger: Ledger, supervision: Collection[str], path: str, parse: Parser | None) -> Content:
    place = layout.place(path)
    if place is None or place.kind not in kinds.BY_NAME:
        raise LedgerInvalid(
            layout.shown(path), _("this is not a valid name for a record."), _("Rename it back, or move it elsewhere.")
        )
    record: Any = None
    if place.kind == kinds.PROBLEM.name and parse is not None:
        # whatever is wrong with it is said below, as everywhere
        with contextlib.suppress(codec.Invalid):
            record = codec.decode_problem(ledger.bytes_of(path), place.org, place.name, parse)
    if record is None:
        record = ledger.record(kinds.BY_NAME[place.kind], place.org, place.name)
    match record:
        case Problem():
            return record_rows.of_problem(record, path, supervision)
        case Round():
            return record_rows.of_round(place.org, place.name, record, path)
        case Matter():
            return matter_rows.of_matter(record, path)
        case _:
            found: Definition = record
            return found
