"""What stands in a lake: which ledgers, which hand-over of each counts, and whether its files are what they should be.

A ledger's folder is ``ledgers/<code>``: ``manifest.json`` is the newest hand-over, ``known/`` has each that ever came,
``data/`` the files of all of them.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import LakeInvalid, LedgerInvalid, UsageProblem
from yiananlib.index.schema import MEANING
from yiananlib.lake import manifest as manifests
from yiananlib.lake.faults import Fault
from yiananlib.lake.manifest import Manifest, Unreadable
from yiananlib.messages import _
from yiananlib.model.lake import CODE
from yiananlib.store import files, lake_file

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from yiananlib.model.lake import Lake

LEDGERS: Final = "ledgers"
KNOWN: Final = "known"


class Shelved(NamedTuple):
    """A ledger of a lake: its folder, and the hand-over that counts."""

    code: str
    folder: Path
    manifest: Manifest

    def path(self, table: str) -> Path:
        """Return the file of a table; raise KeyError where it was not handed over."""
        return self.folder / self.manifest.file(table).path


class Chosen(NamedTuple):
    """What of a lake is counted: the ledgers, those left out with the reasons, and what it says of its regions."""

    ledgers: tuple[Shelved, ...]
    left_out: dict[str, str]
    lake: Lake

    @property
    def unplaced(self) -> tuple[str, ...]:
        """The ledgers that no region names: they are counted at the top."""
        return tuple(one.code for one in self.ledgers if self.lake.place(one.code, one.manifest.known) is None)


def is_lake(folder: Path) -> bool:
    """Tell whether a folder is a lake, be it empty."""
    return (folder / LEDGERS).is_dir() or (folder / lake_file.NAME).is_file()


def codes(lake: Path) -> list[str]:
    """Return the ledgers that have a folder in a lake, sorted.

    Raises:
        LedgerInvalid: it is called as no ledger is.
    """
    found = []
    for name in files.names(lake, LEDGERS):
        if re.fullmatch(CODE, name) is None:
            where = f"{LEDGERS}/{name!r}"
            raise LedgerInvalid(where, _("this is not a valid ledger code."), _("Move it out of the lake."))
        found.append(name)
    return found


def read(folder: Path, path: str = manifests.NAME) -> Manifest:
    """Return a manifest in a ledger's folder.

    Raises:
        Unreadable: there is none, or it cannot be used.
    """
    try:
        return manifests.decode(files.read(folder, path, manifests.MOST_BYTES))
    except FileNotFoundError:
        raise Unreadable("missing", path) from None
    except LedgerInvalid as error:
        raise Unreadable("manifest", error.problem.rstrip(".。")) from None


def known_of(folder: Path) -> list[str]:
    """Return the names of the hand-overs that are known of a ledger, the oldest day first."""
    return [f"{KNOWN}/{name}" for name in files.names(folder, KNOWN, ".json")]


def pick(folder: Path, day: dt.date | None) -> Manifest | None:
    """Return the newest hand-over, or the newest known on ``day``; None where there was none by then.

    Raises:
        Unreadable: one that may be it cannot be used.
    """
    newest = read(folder)
    if day is None or newest.known <= day:
        return newest
    names = [name for name in known_of(folder) if name[len(KNOWN) + 1 :][:10] <= day.isoformat()]
    last = names[-1][: len(KNOWN) + 11] if names else ""
    found = [read(folder, name) for name in names if name.startswith(last)]
    return max(found, key=lambda one: one.order, default=None)


def faults(code: str, folder: Path, manifest: Manifest, *, digests: bool = True) -> Iterator[Fault]:
    """Yield what is wrong with the files of a hand-over, without what only reading their rows tells.

    Without ``digests`` they are not read, and their sizes alone are compared.
    """
    for file in manifest.files:
        words = {"file": file.path}
        try:
            digest, size = hashlib.sha256(), 0
            if digests:
                for piece in files.pieces(folder, file.path):
                    digest.update(piece)
                    size += len(piece)
            else:
                size = (folder / file.path).stat().st_size
        except FileNotFoundError:
            yield Fault("missing", code, words)
        except LedgerInvalid as error:
            yield Fault("unreadable", code, {**words, "reason": error.problem.rstrip(".。")})
        else:
            if size != file.bytes:
                yield Fault("cut", code, {**words, "size": size, "bytes": file.bytes})
            elif digests and digest.hexdigest() != file.sha256:
                yield Fault("changed", code, words)


def chosen(
    lake: Path,
    known: dt.date | None = None,
    without: Mapping[str, str] | None = None,
    *,
    day: dt.date | None = None,
    digests: bool = True,
) -> Chosen:
    """Return what of a lake is counted.

    Args:
        lake: its folder.
        known: what was handed over by the end of that day; None for the newest.
        without: the ledgers that are left out, each with the reason.
        day: the day that is asked about, today at the latest: what is much older than it is stale; None asks nothing.
        digests: read every file, and compare it with its digest.

    Raises:
        UsageProblem: it is no lake, or what is to be left out is not in it.
        LedgerInvalid: ``lake.toml`` cannot be read.
        LakeInvalid: a ledger is not there, or not as it should be: each fault by name.
    """
    if not is_lake(lake):
        raise UsageProblem(_("{folder} is not a lake; create one with `yian collect`.").format(folder=lake))
    regions = lake_file.read(lake)
    there = codes(lake)
    left_out = dict(without or {})
    expected = _expected(regions, day or known)
    _check_left_out(left_out, [*there, *expected])
    found: list[Shelved] = []
    wrong: list[Fault] = []
    present = set(left_out)
    for code in there:
        if code in left_out:
            continue
        folder = lake / LEDGERS / code
        try:
            one = pick(folder, known)
        except Unreadable as error:
            present.add(code)
            wrong.append(unreadable(code, error))
            continue
        if one is not None:
            present.add(code)
            found.append(Shelved(code, folder, one))
            wrong += _of_ledger(found[-1], regions, day)
            wrong += faults(code, folder, one, digests=digests)
    absent = [code for code in expected if not any(one.partition("-")[0] == code or one == code for one in present)]
    wrong += [Fault("absent", code, {}) for code in absent]
    wrong += _meanings(found)
    refuse(
        wrong, _("To continue without a ledger, give --without CODE=REASON; the reason is printed with the figures.")
    )
    return Chosen(tuple(found), left_out, regions)


def refuse(faults: Sequence[Fault], hint: str) -> None:
    """Raise LakeInvalid with all of ``faults``, where there are any."""
    if faults:
        raise LakeInvalid([fault.sentence for fault in sorted(faults, key=lambda one: one.code)], hint)


def unreadable(code: str, error: Unreadable) -> Fault:
    """Return the message about a manifest that cannot be read."""
    return Fault(error.kind, code, {"reason": error.said, "file": error.said})


def _expected(lake: Lake, day: dt.date | None) -> list[str]:
    rows = lake.region if day is None else lake.at(day).values()
    return sorted({region.code for region in rows if region.expected})


def _check_left_out(left_out: Mapping[str, str], there: Sequence[str]) -> None:
    for code, reason in left_out.items():
        if code not in there:
            named = _(", ").join(sorted(set(there))) or "—"
            raise UsageProblem(_("There is no ledger {code} to leave out; available: {codes}.").format(
                code=code, codes=named
            ))  # fmt: skip
        if not reason.strip():
            raise UsageProblem(_("Say why {code} is left out: --without {code}=REASON.").format(code=code))


def _of_ledger(one: Shelved, lake: Lake, day: dt.date | None) -> Iterator[Fault]:
    manifest = one.manifest
    if manifest.code != one.code:
        yield Fault("misplaced", manifest.code, {"folder": f"{LEDGERS}/{one.code}"})
    if not manifest.clean:
        yield Fault("dirty", one.code, {})
    if manifest.meaning > MEANING:
        yield Fault("means-newer", one.code, {"meaning": manifest.meaning, "known": MEANING})
    if day is not None:
        region = lake.place(one.code, day)
        limit = (region.stale_days if region is not None else None) or lake.stale_days
        days = (day - manifest.known).days
        if days > limit:
            yield Fault("stale", one.code, {"known": manifest.known, "days": days, "day": day, "limit": limit})


def _meanings(found: Sequence[Shelved]) -> Iterator[Fault]:
    """Yield those whose rows mean what an older yian meant, where others are of a newer one: they do not add up."""
    newest = max((one.manifest.meaning for one in found), default=0)
    for one in found:
        if one.manifest.meaning < newest <= MEANING:
            yield Fault("means-older", one.code, {"meaning": one.manifest.meaning, "known": newest})
