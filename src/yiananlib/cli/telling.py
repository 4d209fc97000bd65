"""Messages on stderr beside the result of a recording command: who records, what it waits for, how things stand."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from yiananlib.cli import streams
from yiananlib.messages import _

if TYPE_CHECKING:
    from pathlib import Path

    from yiananlib.model.authority import Actor
    from yiananlib.store.ledger import Ledger


def who(ledger: Ledger, recorder: tuple[Actor, Actor | None]) -> None:
    """Say who recorded, on stderr."""
    from yiananlib.model.calling import whole

    there = [one for one in recorder if one is not None]
    names = [whole(one.ref, {one.org: ledger.org(one.org)}) for one in there]
    said = _("Recorded by {by}.") if len(names) == 1 else _("Recorded by {by} for {principal}.")
    streams.say(said.format(by=names[0], principal=names[-1]))


def waiting(root: Path | None) -> None:
    """Say that another command writes into the ledger, and which where that is known; None for one not yet made."""
    from yiananlib.store import lock

    holder = lock.holder(root) if root is not None else None
    said = _("Waiting for another command to finish writing …")
    if holder is not None:
        said = _("Waiting for another command (process {n}) to finish writing …").format(n=holder)
    streams.say(said)


def standing(root: Path, cache: Path) -> None:
    """Say what is to be known of a ledger before something is recorded in it; ``cache`` keeps what is said once."""
    from yiananlib.store import git, journal

    if begun := journal.standing(root):
        said = _(
            "An earlier command did not finish writing {n} files that belong together; now either all of them"
            " count, or none."
        )
        streams.say(said.format(n=len(begun)))
    _network_drive(root, cache)
    if git.is_detached(root.absolute()):
        said = _(
            "git is not on a branch here: what you record will be lost at the next checkout. Switch to a"
            " branch first with `git switch NAME`, or create one from this state with `git switch -c NAME`."
        )
        streams.say(said)


def _network_drive(root: Path, cache: Path) -> None:
    """Say, once for each ledger, that it lies where others' locks may not be seen."""
    from yiananlib.store import drives

    kind = drives.network(root)
    if kind is None:
        return
    import zlib

    told = cache / f"drive-{zlib.crc32(os.fsencode(os.path.realpath(root))):08x}"
    if told.exists():
        return
    said = _(
        "The ledger is on a network drive ({kind}). Whether other computers there see a lock, and whether a"
        " file is replaced atomically, depends on the server; if two people record at once, one record may"
        " be lost. Share the ledger through git instead, each person with a clone on a local disk (`yian"
        " sync`). This warning is shown once."
    )
    streams.say(said.format(kind=kind))
    with contextlib.suppress(OSError):  # then it is said again
        told.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        told.touch()
