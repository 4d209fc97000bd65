"""What lies among the records without being one: what desktops and editors leave, and what stands in a reader's way."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Final

from yiananlib.store import kinds, layout

_JUNK: Final = (
    # desktops
    ".ds_store", "._*", ".localized", "icon\r", ".apdisk", ".spotlight-*", ".trashes", ".fseventsd",
    "thumbs.db", "thumbs.db:*", "ehthumbs*.db", "desktop.ini", "$recycle.bin", ".directory", ".trash-*",
    # office programs
    "~$*", ".~*", "~*.tmp", "~wr*",
    # editors
    "*~", "#*#", ".#*", ".*.sw?", ".*.un~", ".*.tmp", ".*.bak", ".*.kate-swp", ".goutputstream-*",
    # shared folders
    ".nfs*", ".fuse_hidden*", ".smbdelete*", ".syncthing.*", ".sync-*", ".stfolder",
)  # fmt: skip
_FOLDERS: Final = ("evidence", *(kind.plural for kind in kinds.RECORDS))
_ENDING: Final = ".toml"


class Stray(StrEnum):
    """What a file among the records is, that is none."""

    JUNK = "junk"
    """A desktop or an editor left it; nobody needs to know."""

    OTHER = "other"
    """Somebody put it there; no reader minds."""

    IN_THE_WAY = "in-the-way"
    """It looks like a record, or is a file in place of a folder or the other way round: readers stop at it."""


def is_junk(name: str) -> bool:
    """Tell whether desktops or editors call a file of their own so; no record is ever called so."""
    if name[:1].isalnum() and name.endswith(_ENDING):
        return False  # asked of every record
    folded = name.casefold()
    return any(fnmatchcase(folded, pattern) for pattern in _JUNK)


def one_name(name: str) -> str:
    """Return what file systems that know no case, or no difference of composed characters, take a name for."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def stray(path: str) -> Stray | None:
    """Return what the file at ``path`` is; None for a record, for evidence, and for whatever is not among records."""
    parts = path.split("/")
    name = parts[-1]
    if is_junk(name):
        return Stray.JUNK
    if layout.place(path) is not None:
        return None
    if parts[0] in (layout.CAMPAIGN, layout.CHECKLIST, layout.CALENDAR, layout.SIGNERS, layout.PRIVATE):
        # the file itself has its place, so this lies in a folder of that name; what yian keeps for itself would be
        # taken for its own on another machine, but for the lock, of which nothing is read
        return Stray.IN_THE_WAY if path not in (layout.SIGNERS, layout.LOCK) else None
    if parts[0] not in (layout.ORGS, layout.CASES, layout.IMPORTS):
        return None
    if len(parts) == 1 or (parts[0] == layout.ORGS and len(parts) == 3 and name in _FOLDERS):
        return Stray.IN_THE_WAY
    if any(part.casefold().endswith(_ENDING) for part in parts[1:]):
        return Stray.IN_THE_WAY
    return Stray.OTHER
