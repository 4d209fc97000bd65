"""Collecting: what counties, or a city's lake, hand over is looked at and taken into a lake."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.lake import offered as offers
from yiananlib.lake import shelf
from yiananlib.lake.collect import Outcome, collected
from yiananlib.lake.manifest import NAME
from yiananlib.lake.write import unwritten
from yiananlib.messages import _
from yiananlib.store import lake_file, layout, lock
from yiananlib.store.strays import is_junk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from yiananlib.lake.faults import Fault
    from yiananlib.lake.offered import Offered

PATIENCE: Final = 3600.0
"""Seconds for which another collector may have the lake."""
_OURS: Final = frozenset([layout.PRIVATE, shelf.LEDGERS, lake_file.NAME])
"""What another collector may have made since."""


class Row(NamedTuple):
    """A hand-over and what became of it; ``commit`` and ``known`` are its, ``totals`` what it comes to on that day."""

    code: str
    name: str
    known: dt.date
    commit: str
    outcome: Outcome
    verified: str
    findings: int
    source: str


class Collected(NamedTuple):
    """What was collected, a row each; what was left out and why; which ledgers are expected and were never there."""

    lake: Path
    rows: tuple[Row, ...]
    left_out: dict[str, str]
    absent: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was new."""
        return any(row.outcome is not Outcome.SAME for row in self.rows)


def collect(
    lake: Path,
    sources: Sequence[Path],
    waiting: Callable[[], None],
    *,
    without: Mapping[str, str] | None = None,
    replaced: Sequence[str] = (),
) -> Collected:
    """Take what is handed over in ``sources`` into the lake in a folder, which is made where it is not there.

    Args:
        lake: the folder.
        sources: folders and zips that ``yian export parquet`` made, and other lakes.
        waiting: called when another command writes the lake.
        without: what is left out, by the code of the ledger or as the source was given, each with the reason.
        replaced: the ledgers that take the place of others of the same code.

    Raises:
        UsageProblem: a place is none for a lake, a source is no hand-over, or what is left out is not offered.
        LedgerInvalid: ``lake.toml`` cannot be read.
        LakeInvalid: a hand-over is not as it should be, so that none was taken.
        WriteFailed: it could not be written.
    """
    _check_place(lake)
    left_out = dict(without or {})
    with contextlib.ExitStack() as stack:
        looks = [stack.enter_context(offers.opened(path)) for path in sources]
        offered = [one for look in looks for one in look.offered]
        wrong = [fault for look in looks for fault in look.wrong]
        _check_words(left_out, replaced, offered, wrong)
        shelf.refuse(
            [fault for fault in wrong if fault.code not in left_out],
            _("Nothing was collected. To continue without a ledger, give --without CODE=REASON."),
        )
        wanted = [one for one in offered if not {one.manifest.code, one.source} & left_out.keys()]
        try:
            lake.mkdir(parents=True, exist_ok=True)
            (lake / shelf.LEDGERS).mkdir(exist_ok=True)
        except OSError as error:
            raise unwritten(lake, error) from error
        with lock.writing(lake, waiting, PATIENCE):
            regions = lake_file.read(lake)
            taken = collected(lake, wanted, replaced)
            there = shelf.codes(lake)
    rows = tuple(
        Row(
            one.manifest.code, one.manifest.name, one.manifest.known, one.manifest.commit, outcome,
            one.manifest.verified, one.manifest.findings, one.source,
        )
        for one, outcome in taken
    )  # fmt: skip
    expected = sorted({region.code for region in regions.region if region.expected})
    absent = tuple(code for code in expected if not any(code in (one, one.partition("-")[0]) for one in there))
    return Collected(lake, rows, left_out, absent)


def _check_place(lake: Path) -> None:
    if not lake.exists():
        return
    if not lake.is_dir():
        raise UsageProblem(_("{path} is a file; name the folder of the lake first, then what to collect.").format(
            path=lake
        ))  # fmt: skip
    if shelf.is_lake(lake):
        return
    if (lake / NAME).exists():
        said = _("{path} is a hand-over, not a lake; name the folder of the lake first, then what to collect.")
        raise UsageProblem(said.format(path=lake))
    strange = [one.name for one in lake.iterdir() if one.name not in _OURS and not is_junk(one.name)]
    if strange:
        said = _("{target} contains other files, such as {name}; name an empty or new folder.")
        raise UsageProblem(said.format(target=lake, name=layout.shown(min(strange))))


def _check_words(
    left_out: Mapping[str, str], replaced: Sequence[str], offered: Sequence[Offered], wrong: Sequence[Fault]
) -> None:
    """Raise UsageProblem where something is to be left out or replaced that nobody offers, or for no reason."""
    codes = {one.manifest.code for one in offered}
    there = codes | {one.source for one in offered} | {fault.code for fault in wrong}
    for code in (*left_out, *replaced):
        if code not in (there if code in left_out else codes):
            said = _("{code} is not among the ledgers to collect: {codes}.")
            raise UsageProblem(said.format(code=layout.shown(code), codes=_(", ").join(sorted(there)) or "—"))
    for code, reason in left_out.items():
        if not reason.strip():
            raise UsageProblem(_("Say why {code} is left out: --without {code}=REASON.").format(code=code))
