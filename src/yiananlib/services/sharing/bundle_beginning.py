"""Making a new ledger of one that was exported: built aside, and put in its place when all of it is there."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import os
import shutil
import stat
from typing import TYPE_CHECKING, Final

from yiananlib.errors import LedgerInvalid, UsageProblem, WriteFailed
from yiananlib.messages import _, system_said
from yiananlib.services.recording import editing
from yiananlib.services.recording.begin import commit_definition, furnishings, in_repository
from yiananlib.services.sharing.bundled import Bundled, BundledFile, Outcome
from yiananlib.store import bundle_files, codec, files, git, layout, lock
from yiananlib.store.ledger import Ledger, find_root
from yiananlib.store.strays import one_name
from yiananlib.store.transaction import new_folder, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from yiananlib.model.campaign import Campaign
    from yiananlib.services.recording.context import Context
    from yiananlib.store.bundle import Item

_OURS: Final = (".git", layout.PRIVATE)


def begin(folder: Path, context: Context, path: Path, *, apply: bool) -> Bundled:
    """Return what the exported ledger at ``path`` would become in ``folder``, and with ``apply`` make it.

    Whatever stops it, the folder is a whole ledger afterwards or as it was. Where the campaign commits, git has all of
    it in one commit, the first; but for one that lacks supporting files, since its history would lack them for ever:
    see :func:`resume`.

    Raises:
        UsageProblem: the folder is not empty, or lies in a ledger; there is no such file.
        LedgerInvalid: the file cannot be read, or is no whole ledger.
        WriteFailed: the disk did not take it.
    """
    folder = folder.resolve()
    _check_place(folder)
    gathered = _Gathered(path)
    if not apply:
        for item, data in bundle_files.contents(path):
            gathered.take(item, data)
        gathered.campaign()
        return Bundled(folder, True, tuple(gathered.files))
    with _aside(folder, context.waiting) as (aside, put_in_place):
        for item, data in bundle_files.contents(path):
            gathered.take(item, data)
            if data is not None:
                files.lay(aside, item.path, data)
        campaign = gathered.campaign()
        for name, text in furnishings().items():
            files.lay(aside, name, text)
        files.settle(aside)
        put_in_place()
    uncommitted = _committed(folder, context, campaign, gathered) if campaign.git.commit else None
    editing.install(Ledger(folder), context.waiting)
    return Bundled(folder, True, tuple(gathered.files), applied=True, uncommitted=uncommitted)


def resume(ledger: Ledger, context: Context, path: Path) -> Bundled | None:
    """Commit a ledger that was made of ``path`` and that git did not get; None where it is no such.

    It was stopped before, or supporting files were missing, which are there now.

    Raises:
        UsageProblem, LedgerInvalid: the file cannot be read, or is no whole ledger.
    """
    root, campaign = ledger.root, ledger.campaign()
    if not campaign.git.commit or _is_in_git(root):
        return None
    gathered = _Gathered(path)
    for item, data in bundle_files.contents(path):
        there = ledger.evidence(item.path) if files.exists(root, item.path) else None
        if data is None and there is not None and hashlib.sha256(there).hexdigest() == item.sha256:
            data = there
        gathered.take(item, data)
        if there != data:
            return None
    uncommitted = _committed(root, context, campaign, gathered)
    return Bundled(root, True, tuple(gathered.files), applied=True, uncommitted=uncommitted)


def _is_in_git(root: Path) -> bool:
    head = git.revision(root, "HEAD") if git.has_repository(root) else None
    return head is not None and layout.CAMPAIGN in git.files_of(root, head, git.prefix(root))


class _Gathered:
    """What was seen of an exported ledger: whether all is there that makes it one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: list[BundledFile] = []
        self._campaign: bytes | None = None
        self._orgs: set[str] = set()
        self._wanted: dict[str, str] = {}

    def take(self, item: Item, data: bytes | None) -> None:
        """Take a file; one of an organization by a name that is another's in other letters is refused."""
        self.files.append(BundledFile(item.path, item.kind, Outcome.MISSING if data is None else Outcome.NEW))
        if item.path == layout.CAMPAIGN:
            self._campaign = data
        if item.org is not None:
            if item.kind == "org":
                self._orgs.add(item.org)
            if (twin := self._wanted.setdefault(one_name(item.org), item.org)) != item.org:
                raise self._refused(
                    _("the organizations {one} and {other} differ only in case").format(one=twin, other=item.org)
                )

    def campaign(self) -> Campaign:
        """Return the campaign, now that all was taken."""
        if self._campaign is None:
            raise self._refused(_("it has no campaign ({path})").format(path=layout.CAMPAIGN))
        if missing := sorted(set(self._wanted.values()) - self._orgs):
            raise self._refused(_("it has records of {org}, but not the organization itself").format(org=missing[0]))
        return codec.decode_campaign(self._campaign)

    def _refused(self, problem: str) -> LedgerInvalid:
        return LedgerInvalid(str(self.path), _("{sentence}.").format(sentence=problem))


def _check_place(folder: Path) -> None:
    found = find_root(folder)
    above = next(each for each in folder.parents if each.exists())
    if not above.is_dir():
        raise UsageProblem(_("{folder} cannot become a ledger: {above} is a file.").format(folder=folder, above=above))
    if found is not None:
        raise UsageProblem(_("There is already a ledger in {folder}. Choose another folder.").format(folder=found))
    try:
        is_empty = not folder.exists() or not any(folder.iterdir())
    except OSError as error:
        said = _("{folder} cannot become a ledger ({reason}). Name a new folder.")
        raise UsageProblem(said.format(folder=folder, reason=system_said(error))) from None
    if not is_empty:
        raise UsageProblem(_("{folder} is not empty. Name a new folder for the ledger.").format(folder=folder))


@contextlib.contextmanager
def _aside(folder: Path, waiting: Callable[[], None]) -> Iterator[tuple[Path, Callable[[], None]]]:
    """Give a folder beside ``folder``, and what puts it in its place; nothing is left of it where the block fails."""
    made = [above for above in folder.parents if not above.exists()]
    new_folder(folder.parent)
    _sweep(folder)
    aside = folder.with_name(f".{folder.name}.{os.getpid()}{layout.TEMPORARY_ENDING}")
    try:
        aside.mkdir()
        if folder.exists():
            aside.chmod(stat.S_IMODE(folder.stat().st_mode))
        with lock.writing(aside, waiting):
            yield aside, lambda: _move(aside, folder)
    except BaseException as error:
        shutil.rmtree(aside, ignore_errors=True)
        for above in made:
            with contextlib.suppress(OSError):  # somebody else put something there meanwhile
                above.rmdir()
        if isinstance(error, OSError):
            said = _("{path}: it could not be written ({reason}). Nothing was recorded.")
            raise WriteFailed(said.format(path=folder, reason=system_said(error))) from error
        raise


def _move(aside: Path, folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - it puts no folder in the place of another
        with contextlib.suppress(FileNotFoundError):
            folder.rmdir()
    aside.rename(folder)
    files.sync_folder(folder.parent)


def _sweep(folder: Path) -> None:
    """Take away what one that was stopped left beside the folder; what is being built is locked, and stays."""
    for left in folder.parent.glob(f".{glob.escape(folder.name)}.*{layout.TEMPORARY_ENDING}"):
        if left.is_dir() and not left.is_symlink():
            with contextlib.suppress(WriteFailed, LedgerInvalid), lock.writing(left, lambda: None, seconds=0):
                shutil.rmtree(left, ignore_errors=True)


def _committed(folder: Path, context: Context, campaign: Campaign, gathered: _Gathered) -> str | None:
    """Commit all of a new ledger; return why that was not done, or None."""
    if missing := sum(file.outcome is Outcome.MISSING for file in gathered.files):
        return _("supporting files are missing: {n}; put them in place, and import the same file again").format(
            n=missing
        )
    in_git, trouble = in_repository(folder)
    if not in_git:
        return trouble
    with writing(Ledger(folder), context.waiting) as transaction:
        for name in sorted(path.name for path in folder.iterdir() if path.name not in _OURS):
            transaction.keep(
                name
            )  # folders whole: a command line has no room for the names of a hundred thousand files
        return commit_definition(transaction, "import", context, campaign)
