"""Handing a ledger over to a city or province: the tables of ``lake.tables`` as Parquet, and the manifest.

What is committed and in order is handed over; what is not, only where somebody says so, and then the manifest does.
Where nothing changed since the last time, nothing is written.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeVar

from yiananlib import __version__
from yiananlib.errors import AnswerNo, LedgerInvalid, UsageProblem, WriteFailed
from yiananlib.index import tally
from yiananlib.index.schema import MEANING
from yiananlib.index.tally import Tally
from yiananlib.lake import engine, write
from yiananlib.lake import manifest as manifests
from yiananlib.lake.manifest import DATA, Manifest, Settings, Totals
from yiananlib.lake.shelf import KNOWN, is_lake
from yiananlib.messages import _
from yiananlib.model.finding import Level
from yiananlib.model.lake import CODE
from yiananlib.services.reading.calendar import day_of, zone
from yiananlib.store import committed, files, git, layout, lock
from yiananlib.store.packing import Archive
from yiananlib.store.strays import is_junk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from yiananlib.index.sync import Index
    from yiananlib.lake.manifest import File
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.finding import Finding
    from yiananlib.store.ledger import Ledger

    T = TypeVar("T")

    class Ask(Protocol):
        """Answers a question from the index of the ledger."""

        def __call__(self, question: Callable[[Index], T], /) -> T:
            """Return what the question makes of it."""


SUFFIX: Final = ".zip"
_TOLD: Final = 5
"""Findings, or files, that a refusal names."""
_AROUND: Final = frozenset([manifests.NAME, DATA, KNOWN, layout.PRIVATE])
"""What may lie in a folder that a ledger is handed over in."""


class Asked(NamedTuple):
    """How a ledger is to be handed over.

    ``code`` is given where the ledger has none. ``names``: titles, symptoms and posts too. ``dirty`` and ``findings``:
    though not all is committed, or the ledger is not in order; ``unverified``: nobody looks whether it is.
    """

    code: str | None = None
    names: bool = False
    dirty: bool = False
    findings: bool = False
    unverified: bool = False


class HandedOver(NamedTuple):
    """What was handed over where; ``unchanged``: it was there already. ``written`` and ``removed`` are data files."""

    target: Path
    manifest: Manifest
    unchanged: bool
    written: int
    removed: int


class Around(NamedTuple):
    """What a service of this kind needs of who calls it.

    ``ask`` asks the index; ``check`` looks at the ledger and its history, and returns the errors; ``waiting`` is called
    when another command writes at the same place.
    """

    ask: Ask
    check: Callable[[], Sequence[Finding]]
    waiting: Callable[[], None]


def export(ledger: Ledger, target: Path, asked: Asked, around: Around) -> HandedOver:
    """Hand a ledger over in a folder, or in a zip where ``target`` ends so.

    Raises:
        UsageProblem: the ledger has no code, or nothing is committed; or the place is none for it.
        LedgerInvalid: not all is committed, or a file cannot be read.
        AnswerNo: the ledger is not in order.
        WriteFailed: it could not be written, or the ledger was changed meanwhile; what was there still counts.
    """
    campaign = ledger.campaign()
    code = _code(campaign, asked.code)
    _check_target(ledger, target)
    head = _head(ledger)
    clean = _clean(ledger, asked)
    there = current(target, _wanted(asked, head, code, clean=clean))
    if there is not None:
        return HandedOver(target, there, True, 0, _tidied(target, there, around.waiting))
    found = () if asked.unverified else around.check()
    if found and not asked.findings:
        raise AnswerNo(_refusal(found))
    verified = "not asked" if asked.unverified else "findings" if found else "ok"
    said = _said(ledger, campaign, head) | {
        "code": code, "clean": clean, "verified": verified, "findings": len(found), "names": asked.names,
        "written_by": f"yian {__version__}, {engine.version()}",
    }  # fmt: skip

    def unchanged() -> None:
        if _head(ledger) != head or (clean and committed.changed(ledger.root)):
            raise WriteFailed(_("The ledger was changed during the export. The previous hand-over still counts."))

    maker = _Maker(around.ask, said, unchanged)
    with _at(target, around.waiting) as folder:
        return maker.into_zip(folder, target) if target.suffix.lower() == SUFFIX else maker.into(folder, target)


def _tidied(target: Path, manifest: Manifest, waiting: Callable[[], None]) -> int:
    """Take away what a command that was killed had yet to take away, and return how many files."""
    named = {file.file for file in manifest.files}
    if target.suffix.lower() == SUFFIX or named.issuperset(files.names(target, DATA)):
        return 0
    with lock.writing(target, waiting):
        return write.sweep(target)


def current(target: Path, wanted: dict[str, Any]) -> Manifest | None:
    """Return the hand-over that is at ``target`` where it is what is ``wanted``, with all its files; else None.

    Files are told by their names and sizes, and none is read.
    """
    with contextlib.suppress(OSError, LedgerInvalid, ValueError):
        data, size_of = _there(target)
        found = manifests.decode(data)
        accepted = wanted["verified"]
        if (
            found.verified in accepted
            and all(getattr(found, name) == value for name, value in wanted.items() if name != "verified")
            and all(size_of(file) == file.bytes for file in found.files)
        ):
            return found
    return None


def _there(target: Path) -> tuple[bytes, Callable[[File], int]]:
    if target.suffix.lower() != SUFFIX:
        data = files.read(target, manifests.NAME, manifests.MOST_BYTES)
        return data, lambda file: (target / file.path).lstat().st_size
    with target.open("rb") as opened:
        archive = Archive(opened, manifests.NAME)
        sizes = {name: archive.size(name) for name in archive.names}
        return b"".join(archive.pieces(manifests.NAME)), lambda file: sizes.get(file.path, -1)


def _wanted(asked: Asked, head: str, code: str, *, clean: bool) -> dict[str, Any]:
    """Return what a manifest must say to be what would be written."""
    accepted = ["ok"] + ["findings"] * asked.findings + ["not asked"] * asked.unverified
    # of what is not committed, no commit says that it did not change
    commit = head if clean else None
    return {
        "commit": commit, "meaning": MEANING, "code": code, "names": asked.names, "clean": True, "verified": accepted,
    }  # fmt: skip


class _Maker:
    """Makes one hand-over; ``said`` is what the manifest says but for files, settings and totals."""

    def __init__(self, ask: Ask, said: dict[str, Any], unchanged: Callable[[], None]) -> None:
        self._ask = ask
        self._said = said
        self._unchanged = unchanged

    def into(self, folder: Path, target: Path) -> HandedOver:
        """Make it in a folder, whose lock is held."""
        old = set(files.names(folder, DATA))
        with write.scratch(folder) as scratch:
            manifest = self._made(folder, scratch)
        write.sign(folder, manifest)
        new = {file.file for file in manifest.files} - old
        return HandedOver(target, manifest, False, len(new), write.sweep(folder))

    def into_zip(self, folder: Path, target: Path) -> HandedOver:
        """Make it in a folder of its own, and pack that."""
        try:
            with write.scratch(folder) as scratch:
                manifest = self._made(folder, scratch)
            write.sign(folder, manifest)
            write.bundle(folder, manifest, target)
        except OSError as error:
            raise write.unwritten(target, error) from error
        return HandedOver(target, manifest, False, len(manifest.files), 0)

    def _made(self, folder: Path, scratch: Path) -> Manifest:
        def made(index: Index) -> Manifest:
            scope = index.scope(None)
            try:
                written = write.data(index, folder, self._said["code"], scratch, names=self._said["names"])
                known = self._said["known"]
                totals = _totals(index, scope, known)
                found = write.totals(folder, written, known, scratch)
            except OSError as error:  # of the index itself none comes here: it would be asked again
                raise write.unwritten(folder, error) from error
            if found != totals:
                raise ArithmeticError(f"{found} of the files, {totals} of the report")
            setting = index.setting
            return Manifest.model_validate(
                self._said
                | {
                    "settings": {name: getattr(setting, name) for name in Settings.model_fields},
                    "weakened": [f"{name} {now} ({usual})"[:200] for name, now, usual in setting.eased],
                    "files": written,
                    "totals": totals,
                }
            )

        manifest = self._ask(made)
        self._unchanged()
        return manifest


def _totals(index: Index, scope: Sequence[str], day: dt.date) -> Totals:
    """Return the totals of the ledger as its report counts them."""
    every = Tally()
    for found in tally.tallies(index, scope, day).values():
        every.add(tally.total(found.own))
    figures = every.figures()
    return Totals(total=figures.total, closed=figures.closed, overdue=figures.overdue)


def _code(campaign: Campaign, given: str | None) -> str:
    if given is not None and re.fullmatch(CODE, given) is None:
        said = _(
            "“{code}” is not a code: use the six digits of GB/T 2260, followed by -NAME if a place has two ledgers."
        )
        raise UsageProblem(said.format(code=layout.shown(given)))
    if campaign.code is not None and given not in (None, campaign.code):
        said = _("The ledger has the code {own} in yian.toml, but --code gives {given}; omit --code.")
        raise UsageProblem(said.format(own=campaign.code, given=given))
    found = campaign.code or given
    if found is None:
        raise UsageProblem(_(
            "The ledger has no code to identify it elsewhere. With `yian edit campaign`, add a line code ="
                " \"530121\" below its name, with the six digits of your place (GB/T 2260); or give --code."
        ))  # fmt: skip
    return found


def _check_target(ledger: Ledger, target: Path) -> None:
    """Raise UsageProblem where nothing can be handed over at ``target``."""
    root, place = ledger.root.resolve(), target.resolve()
    if place == root or root in place.parents:
        raise UsageProblem(_(
            "{target} is inside the ledger, which is only for records; name a place outside, such as {other}."
        ).format(target=target, other=f"../{target.name}"))  # fmt: skip
    if target.suffix.lower() == SUFFIX:
        if target.is_dir() or not place.parent.is_dir():
            said = _("{target} cannot be written: it is a folder, or its parent folder does not exist.")
            raise UsageProblem(said.format(target=target))
        return
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageProblem(_("{target} is a file; name a folder, or a file ending in .zip.").format(target=target))
    if is_lake(target):
        raise UsageProblem(_(
            "{target} is a lake. Export to a folder of its own, and add that with `yian collect {target} FOLDER`."
        ).format(target=target))  # fmt: skip
    names = [one.name for one in target.iterdir() if not one.name.endswith(layout.TEMPORARY_ENDING)]
    strange = [name for name in names if name not in _AROUND and not is_junk(name)]
    if strange:
        said = _("{target} contains other files, such as {name}; name an empty or new folder.")
        raise UsageProblem(said.format(target=target, name=layout.shown(min(strange))))


def _head(ledger: Ledger) -> str:
    head = git.revision(ledger.root, "HEAD")
    if head is None:
        raise UsageProblem(_(
            "A hand-over is identified by its commit, but the ledger has no git commit. Put it under git and"
                " commit it first (`yian help git`)."
        ))  # fmt: skip
    return head


def _clean(ledger: Ledger, asked: Asked) -> bool:
    """Tell whether all is committed; raise LedgerInvalid where it is not, and nobody said that it may be so."""
    changed = committed.changed(ledger.root)
    if changed and not asked.dirty:
        raise LedgerInvalid(
            layout.shown(changed[0]),
            _("it has uncommitted changes ({n} files in all).").format(n=len(changed)),
            _("Commit with `yian sync`, or continue with --allow-dirty: the manifest says so, and no lake accepts it."),
        )
    return not changed


def _refusal(found: Sequence[Finding]) -> str:
    lines = [f"  {f.file}: {f.message}" for f in found[:_TOLD]]
    more = [_("  … and {n} more").format(n=len(found) - _TOLD)] if len(found) > _TOLD else []
    first = _("The ledger is invalid, so nothing was handed over ({n} errors):").format(n=len(found))
    last = _(
        "`yian verify` and `yian verify --history` show all errors; --allow-findings continues anyway, and the"
        " manifest says so."
    )
    return "\n".join([first, *lines, *more, last])


def _said(ledger: Ledger, campaign: Campaign, head: str) -> dict[str, Any]:
    with git.Objects(ledger.root) as objects:
        commit = objects.commit(head)
    return {
        "meaning": MEANING,
        "name": campaign.name,
        "language": campaign.language,
        "timezone": campaign.timezone,
        "commit": head,
        "begun": git.beginning(ledger.root, layout.CAMPAIGN),
        "known": day_of(commit, campaign.timezone),
        "at": dt.datetime.fromtimestamp(commit.made, zone(campaign.timezone)),
    }


@contextlib.contextmanager
def _at(target: Path, waiting: Callable[[], None]) -> Iterator[Path]:
    """Yield the folder in which it is made: the target itself, its lock held; for a zip one of its own."""
    if target.suffix.lower() == SUFFIX:
        with tempfile.TemporaryDirectory(prefix="yian-") as made:
            yield Path(made)
        return
    fresh = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write.unwritten(target, error) from error
    try:
        with lock.writing(target, waiting):
            yield target
    finally:
        if fresh and not files.exists(target, manifests.NAME):
            _take_away(target)


def _take_away(target: Path) -> None:
    """Take away a folder that was made for a hand-over which then was not; what is not ours stays, and the folder."""
    for file in (target / DATA).glob("*.parquet") if (target / DATA).is_dir() else ():
        file.unlink(missing_ok=True)
    (target / layout.LOCK).unlink(missing_ok=True)
    for folder in (target / DATA, (target / layout.LOCK).parent, target):
        with contextlib.suppress(OSError):
            folder.rmdir()


def errors(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that are no mere warnings."""
    return [finding for finding in findings if finding.level is not Level.WARNING]
