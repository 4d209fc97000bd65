"""Verifying: every file against schema, lifecycle, authority, references and digests. It never writes."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model.finding import Finding, Level
from yiananlib.services.checks import Gathered, Source, findings
from yiananlib.services.setup import is_set_up
from yiananlib.store import codec, layout
from yiananlib.store.ledger import Ledger

_SKIPPED: Final = frozenset([".git", layout.PRIVATE])
_LATER: Final = ("cases", "meetings", "rules", "notices")
"""Folders of the format whose records a later yian keeps; their files are left alone."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what was found; sorted by file and line."""

    files: int
    problems: int
    findings: tuple[Finding, ...]

    @property
    def in_order(self) -> bool:
        """Tell whether nothing but warnings was found."""
        return all(f.level is Level.WARNING for f in self.findings)


def verify(ledger: Ledger) -> Verified:
    """Check every file of the ledger and return the findings.

    Raises:
        LedgerInvalid: the ledger's folder itself cannot be read.
    """
    gathered = Gathered(ledger)
    found: set[Finding] = set()
    count = 0
    for path, mode in _files(ledger.root, found):
        count += 1
        found.update(_read(path, mode, gathered))
    for path in ledger.overlay:
        if not (ledger.root / path).exists():
            found.update(_read(path, stat.S_IFREG, gathered))
    found.update(findings(gathered))
    if not is_set_up(ledger):
        found.add(
            Finding(
                ".git/config",
                0,
                "setup",
                _("git does not know here how records are merged"),
                _("run `yian setup` once in this clone"),
                Level.WARNING,
            )
        )
    return Verified(count, len(gathered.problems), tuple(sorted(found)))


def _files(root: Path, found: set[Finding]) -> Iterator[tuple[str, int]]:
    """Yield every file below ``root`` with its mode, links unfollowed; folders that cannot be read go to ``found``."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(root / folder), key=lambda e: e.name)
        except OSError as error:
            if not folder:
                raise LedgerInvalid(
                    str(root), _("it cannot be read: {reason}.").format(reason=error.strerror)
                ) from None
            reason = _("the folder cannot be read: {reason}").format(reason=error.strerror)
            found.add(Source(folder).finding("unreadable", reason))
            continue
        below = []
        for entry in entries:
            path = f"{folder}/{entry.name}".lstrip("/")
            if not folder and entry.name in _SKIPPED:
                continue
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                below.append(path)
            else:
                yield path, mode
        waiting.extend(reversed(below))


def _read(path: str, mode: int, gathered: Gathered) -> Iterator[Finding]:
    """Add what lies at ``path`` to ``gathered``, or yield why it cannot be."""
    source = Source(path)
    place = layout.place(path)
    if stat.S_ISLNK(mode):
        yield source.finding(
            "symlink",
            _("it is a symbolic link, and nothing is read through one"),
            _("put the file itself there"),
        )
    elif not stat.S_ISREG(mode):
        yield source.finding("not-a-file", _("it is not a regular file"), _("remove it"))
    elif path.endswith(layout.TEMPORARY_ENDING):
        yield source.finding(
            "leftover", _("a command that was stopped left it behind"), _("remove it"), level=Level.WARNING
        )
    elif place is None:
        if _is_stray(path):
            yield source.finding("stray", _("no record of a ledger is called that"), _("rename it back, or remove it"))
    elif place.kind == "evidence":
        gathered.evidence.add(path)
    else:
        yield from _decode(place, path, gathered)


def _is_stray(path: str) -> bool:
    """Tell whether a file lies where records do without being one; beside them anything may lie."""
    parts = path.split("/")
    return parts[0] == layout.ORGS and len(parts) > 1 and not (len(parts) > 3 and parts[2] in _LATER)


def _decode(place: layout.Place, path: str, gathered: Gathered) -> Iterator[Finding]:
    try:
        data = gathered.ledger.bytes_of(path)
        source = Source(path, data.decode("utf-8-sig", errors="replace"))
        match place.kind:
            case "campaign":
                gathered.campaign = codec.decode_campaign(data)
            case "checklist":
                gathered.checklist = codec.decode_checklist(data)
            case "org":
                gathered.orgs[place.org] = codec.decode_org(data)
            case "problem":
                gathered.problems.append((codec.decode_problem(data, place.org, place.name), source))
            case _:
                gathered.rounds.append((place.org, codec.decode_round(data), source))
    except LedgerInvalid as error:
        yield Source(path).finding("unreadable", error.problem.rstrip(".。"), error.remedy.rstrip(".。"))
    except codec.Invalid as error:
        for fault in error.faults:
            yield Finding(path, fault.line, fault.code, fault.problem, fault.remedy)
