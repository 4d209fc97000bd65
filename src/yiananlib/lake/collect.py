"""Taking hand-overs into a lake: all is looked at first, then the data is installed, and each manifest last.

Killed anywhere, readers see what was there or what is new; the next `yian collect` of the same goes on.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from yiananlib.errors import LakeInvalid
from yiananlib.lake import offered as offers
from yiananlib.lake import shelf, write
from yiananlib.lake.engine import connected
from yiananlib.lake.faults import Fault
from yiananlib.lake.manifest import DATA, NAME, Manifest, Unreadable
from yiananlib.lake.shelf import KNOWN, LEDGERS
from yiananlib.messages import _
from yiananlib.store import files

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from yiananlib.lake.offered import Offered


class Outcome(StrEnum):
    """What becomes of a hand-over."""

    NEW = "new"
    """The first of its ledger."""
    NEWER = "newer"
    """It is in force now; the one before is still known."""
    OLDER = "older"
    """It is known for its day; a newer one stays in force."""
    ANEW = "anew"
    """The commit was there, handed over in another way; this is in force now."""
    REPLACES = "replaces"
    """Another ledger had the code; this is in force now, and the other still known."""
    SAME = "same"
    """It was there already."""


class Taken(NamedTuple):
    """A hand-over, and what became of it."""

    offered: Offered
    outcome: Outcome


class Lectern:
    """A lake into which hand-overs are taken; its lock is held. What is taken is seen by what comes after it."""

    def __init__(self, lake: Path, replaced: Collection[str]) -> None:
        self._lake = lake
        self._replaced = replaced
        self._current: dict[str, Manifest | None] = {}
        self._known: dict[tuple[str, str], Manifest] = {}

    def folder(self, code: str) -> Path:
        """Return where a ledger lies."""
        return self._lake / LEDGERS / code

    def judge(self, one: Offered) -> Outcome | Fault:
        """Return what becomes of a hand-over beside what is there, or why it cannot be taken.

        Raises:
            LedgerInvalid: the ledger's folder, or one in it, is a symbolic link.
        """
        manifest = one.manifest
        code = manifest.code
        for part in (DATA, KNOWN):
            list(files.names(self._lake, f"{LEDGERS}/{code}/{part}"))  # nothing is written through a link
        current = self._in_force(code)
        there = self._known_as(code, manifest.kept_as)
        replaces = current is not None and code in self._replaced and _is_another(manifest, current)
        if (
            there == manifest
            and current is not None
            and (one.history or not (replaces or _is_newer(manifest, current)))
        ):
            return Outcome.SAME
        if there is not None and there != manifest:
            if there.meaning > manifest.meaning:
                return Outcome.SAME  # exported anew since, by a newer yian
            if there.files != manifest.files and _alike(there, manifest):
                return Fault("other-digests", code, {"commit": manifest.commit[:12]})
        if one.history:
            outcome = Outcome.OLDER
        elif current is None:
            outcome = Outcome.NEW
        elif _is_another(manifest, current):
            if not replaces:
                begun = (current.begun or current.commit)[:12]
                return Fault("two-ledgers", code, {"name": current.name, "begun": begun})
            outcome = Outcome.REPLACES
        elif manifest.commit == current.commit:
            outcome = Outcome.ANEW
        else:
            outcome = Outcome.NEWER if _is_newer(manifest, current) else Outcome.OLDER
        self._known[code, manifest.kept_as] = manifest
        if outcome is not Outcome.OLDER:
            self._current[code] = manifest
        return outcome

    def lacks(self, one: Offered) -> bool:
        """Tell whether a file of a hand-over is not there as it should be."""
        return any(shelf.faults(one.manifest.code, self.folder(one.manifest.code), one.manifest))

    def install(self, one: Offered, scratch: Path, outcome: Outcome) -> None:
        """Put a hand-over, whose files lie in ``scratch``, into its place: the data, what is known, what is in force.

        Raises:
            WriteFailed: it could not be written; what was there before still counts.
        """
        manifest, folder = one.manifest, self.folder(one.manifest.code)
        try:
            for part in (DATA, KNOWN):
                (folder / part).mkdir(parents=True, exist_ok=True)
            for file in manifest.files:
                write.put_in(scratch / file.file, folder, file)
            for above in (folder / DATA, folder, folder.parent, self._lake):
                files.sync_folder(above)
        except OSError as error:
            raise write.unwritten(folder, error) from error
        write.sign(folder, manifest, f"{KNOWN}/{manifest.kept_as}")
        if outcome not in (Outcome.OLDER, Outcome.SAME):
            write.sign(folder, manifest)
        write.sweep(folder)

    def _in_force(self, code: str) -> Manifest | None:
        if code not in self._current:
            self._current[code] = _read(self.folder(code), NAME)
        return self._current[code]

    def _known_as(self, code: str, name: str) -> Manifest | None:
        found = self._known.get((code, name))
        return found if found is not None else _read(self.folder(code), f"{KNOWN}/{name}")


def _read(folder: Path, path: str) -> Manifest | None:
    """Return a manifest of the lake; None where there is none, or one that cannot be used and is to be mended.

    Raises:
        LakeInvalid: a newer yian wrote it, whose lake this one leaves alone.
    """
    try:
        return shelf.read(folder, path)
    except Unreadable as error:
        if error.kind == "newer":
            raise LakeInvalid([shelf.unreadable(folder.name, error).sentence]) from None
        return None


def _is_newer(one: Manifest, other: Manifest) -> bool:
    """Tell whether a hand-over takes the place of another of its ledger; of two of one moment the later comer does."""
    return one != other and one.order >= other.order


def _alike(one: Manifest, other: Manifest) -> bool:
    """Tell whether two of one commit were written in one way, so that they must be the same bytes."""
    return (one.meaning, one.names, one.written_by) == (other.meaning, other.names, other.written_by)


def _is_another(one: Manifest, other: Manifest) -> bool:
    """Tell whether two hand-overs are of different ledgers: by how they began, else by what they are called."""
    if one.begun is not None and other.begun is not None:
        return one.begun != other.begun
    return one.name != other.name


def collected(lake: Path, offered: Sequence[Offered], replaced: Collection[str]) -> list[Taken]:
    """Take hand-overs into a lake, whose lock is held: all of them, or none where one is not as it should be.

    Raises:
        LakeInvalid: some are not; each fault by name.
        LedgerInvalid: a folder of the lake is a symbolic link.
        WriteFailed: it could not be written; what is in place already counts, and the rest goes on next time.
    """
    lectern = Lectern(lake, replaced)
    wrong: list[Fault] = []
    found: list[tuple[Offered, Outcome, Path]] = []
    taken = []
    with write.scratch(lake) as scratch, connected(scratch / "duckdb") as connection:
        for number, one in enumerate(offered):
            outcome = lectern.judge(one)
            if isinstance(outcome, Fault):
                wrong.append(outcome)
                continue
            taken.append(Taken(one, outcome))
            if outcome is Outcome.SAME and not lectern.lacks(one):
                continue
            place = scratch / str(number)
            place.mkdir()
            faults = [*offers.standing(one), *offers.taken(one, place)]
            wrong += faults or offers.judged(connection, one, place)
            found.append((one, outcome, place))
        shelf.refuse(
            wrong,
            _("Nothing was collected. To continue without a ledger, give --without CODE=REASON."),
        )
        for one, outcome, place in found:
            lectern.install(one, place, outcome)
    return taken
