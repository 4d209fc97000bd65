"""Writing to a ledger: one at a time, whole or not at all, and committed to git afterwards.

Every write is checked before it happens: what the new bytes say is read back and compared with what
was meant.
"""

from __future__ import annotations

import contextlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from yiananlib.errors import LedgerInvalid, WriteFailed
from yiananlib.messages import _, system_said
from yiananlib.store import codec, files, guard, journal, kinds, layout, lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from yiananlib.model.base import Base, Stamped
    from yiananlib.model.checklist import Checklist, Prompt
    from yiananlib.model.record import Record
    from yiananlib.store import git
    from yiananlib.store.kinds import RecordKind
    from yiananlib.store.ledger import Ledger

    M = TypeVar("M", bound=Record[Any, Any])

R = TypeVar("R")

_NAMED: Final = 3
"""So many records are named that were written when somebody broke off."""


class BrokenOff(KeyboardInterrupt):
    """Somebody broke off while git was to commit what is written: ``names`` is what, as it can be told.

    It is ``committed`` where git was done with it all the same.
    """

    def __init__(self, names: str, *, committed: bool) -> None:
        super().__init__(names)
        self.names = names
        self.committed = committed


class Transaction:
    """The right to write to a ledger, held for as long as the lock is; made by :func:`writing`.

    What a command records is planned first, and written as one: by :meth:`commit`, else when the block ends.
    ``ledger`` reads, of what is there already, what it will hold once what is planned is written. ``written`` are the
    paths planned or written so far, relative to the ledger, in order.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._contents: dict[str, bytes] = {}
        self.ledger = ledger.overlaid(self._contents)
        self.written: list[str] = []
        self._planned: dict[str, journal.Change] = {}
        self._created: list[str] = []

    def create(self, kind: RecordKind, record: object, org: str = "", name: str = "") -> None:
        """Write a new record; ``org`` and ``name`` say where, as far as its kind has them."""
        path, data = kind.path(org, name), kind.encode(record)
        self._fits(path, data, data)
        try:
            said = kind.decode(data, org, name)
        except codec.Invalid as error:
            raise WriteFailed(
                _("{path}: what would be written could not be read back: {problem}. Nothing was recorded.").format(
                    path=path, problem=error
                )
            ) from None
        self._meant(path, said, record)
        self._create(path, data)

    def append(
        self, kind: RecordKind, record: R, rows: Sequence[Base], org: str = "", name: str = "", table: str = ""
    ) -> R:
        """Append rows to a record as it was read under this lock, and return it with them.

        ``table`` is the list of a definition in which they are to lie; rows of other records tell themselves.
        """
        path = kind.path(org, name)
        old = new = self._bytes_of(path)
        for row in rows:
            new = codec.appended(new, codec.block(table or kind.table_of(row), row))
        after: R = kind.followed(record, table, rows)
        self._replace(path, old, new, lambda: kind.decode(new, org, name), after)
        return after

    def record(self, records: Iterable[Record[Any, Any]]) -> None:
        """Write new records."""
        for record in records:
            self.create(kinds.BY_NAME[record.kind], record, record.org, record.name)

    def enter(self, record: M, entries: Sequence[Stamped]) -> M:
        """Append entries to a record as it was read under this lock, and return it with them."""
        return self.append(kinds.BY_NAME[record.kind], record, entries, record.org, record.name)

    def add_prompt(self, checklist: Checklist, prompt: Prompt) -> None:
        """Append a prompt to the checklist, making the file where there is none."""
        if self._exists(layout.CHECKLIST):
            self.append(kinds.CHECKLIST, checklist, [prompt], table="prompts")
        else:
            self.create(kinds.CHECKLIST, kinds.CHECKLIST.followed(checklist, "prompts", [prompt]))

    def add_evidence(self, org: str, name: str, data: bytes) -> None:
        """Copy a supporting file into the ledger; nothing to do where the same content is there."""
        path = layout.evidence_file(org, name)
        try:
            there = self._bytes_of(path, limit=len(data))
        except FileNotFoundError:
            self._create(path, data)
            return
        if there != data:
            raise LedgerInvalid(
                path,
                _("the content there does not match the digest in this name."),
                _("Restore it from git, or ask who put it there."),
            )
        self.written.append(path)

    def bring(self, path: str, data: bytes, old: bytes | None) -> None:
        """Write, with all else that is planned, a file that was judged already.

        ``old`` is the beginning of it that is there, None where there must be none.
        """
        if old is None:
            self._create(path, data)
        else:
            self._plan(journal.Change(path, data, old))

    def keep(self, path: str) -> None:
        """Take a file that is there already for one that is written, so that it is committed with the others."""
        self.written.append(path)

    def put(self, path: str, data: bytes, old: bytes | None) -> None:
        """Write a file that was judged already: the files of ``init`` and an edited definition.

        ``old`` is the content to be replaced, None where there must be none.
        """
        if old is None:
            files.create(self.ledger.root, path, data)
            self._created.append(path)
        else:
            self._overwrite(path, data, old)
        self.written.append(path)

    def write(self) -> None:
        """Write what is planned: all of it, or nothing.

        Raises:
            WriteFailed: it did not happen; or it did, and the disk did not confirm it.
        """
        planned = sorted(self._planned.values(), key=lambda change: change.old is not None)
        self._planned.clear()
        self._contents.clear()
        if planned:
            journal.write(self.ledger.root, planned)

    def commit(self, message: str, date: str, author: git.Identity) -> git.Failure | None:
        """Write what is planned, and commit exactly what was written; return None also if that is nothing.

        Raises:
            BrokenOff: somebody did not wait for git; what was written stays.
        """
        self.write()
        self._created.clear()  # what follows is not undone: the record is made
        if not self.written:
            return None
        from yiananlib.store import committing, git, signing  # a ledger without git never needs them

        paths = tuple(dict.fromkeys(self.written))
        try:
            sign = signing.demanded(self.ledger, redefined=layout.CAMPAIGN in self.written)
            return committing.commit(self.ledger.root, paths, message, date, author, sign=sign)
        except LedgerInvalid as error:  # git gave no answer; the record is made all the same
            return git.Failure(f"{error.problem} {error.remedy}".rstrip(" ."))
        except KeyboardInterrupt:
            left = git.run(self.ledger.root, "diff-index", "--quiet", "HEAD", "--", *paths).returncode
            raise BrokenOff(_called(paths), committed=left == 0) from None

    def _create(self, path: str, data: bytes) -> None:
        if self._exists(path):
            raise WriteFailed(_("{path}: it already exists. Nothing was recorded.").format(path=path))
        self._plan(journal.Change(path, data, None))

    def _plan(self, change: journal.Change) -> None:
        self._planned[change.path] = change
        self._contents[change.path] = change.new
        self.written.append(change.path)

    def _bytes_of(self, path: str, limit: int = guard.MAX_BYTES) -> bytes:
        """Return what a file will hold when what is planned is written; raise as the ledger does."""
        planned = self._planned.get(path)
        return planned.new if planned is not None else files.read(self.ledger.root, path, limit)

    def _exists(self, path: str) -> bool:
        return path in self._planned or files.exists(self.ledger.root, path)

    def take_back(self) -> None:
        """Remove the files that were created, when the whole cannot be written."""
        while self._created:
            with contextlib.suppress(OSError):  # what made the write fail, and is reported, can forbid this too
                (self.ledger.root / self._created.pop()).unlink(missing_ok=True)

    def _replace(self, path: str, old: bytes, new: bytes, read_back: Callable[[], object], meant: object) -> None:
        self._fits(path, new, new[len(old) :])
        try:
            self._meant(path, read_back(), meant)
        except codec.Invalid as error:
            raise LedgerInvalid(
                path,
                _("nothing can be appended to it in its current form: {problem}.").format(problem=error),
                _("Nothing was recorded; write its tables under headings of their own."),
            ) from None
        planned = self._planned.get(path)
        self._plan(journal.Change(path, new, planned.old if planned is not None else old))

    def _overwrite(self, path: str, new: bytes, old: bytes) -> None:
        try:
            files.replace(self.ledger.root, path, new, old)
        except BaseException:
            if self._holds(path, new):
                self._created.clear()  # stopped after the rename: what the record names must stay
            raise
        self._created.clear()

    def _holds(self, path: str, data: bytes) -> bool:
        try:
            return files.read(self.ledger.root, path) == data
        except (OSError, LedgerInvalid):
            return False

    @staticmethod
    def _fits(path: str, whole: bytes, added: bytes) -> None:
        """Refuse what is itself out of bounds, or takes the file beyond them: the file as it is, is not at fault."""
        if len(whole) > guard.MAX_BYTES:
            raise WriteFailed(
                _(
                    "{path}: this would make it {size} bytes, more than the {limit} a record may have."
                    " Nothing was recorded; shorten the text, or record it as a file with `yian"
                    " add-evidence`."
                ).format(path=path, size=len(whole), limit=guard.MAX_BYTES)
            )
        try:
            guard.text_of(added)
        except guard.Unacceptable as error:
            raise WriteFailed(
                _("{path}: what would be written could not be read back: {problem}. Nothing was recorded.").format(
                    path=path, problem=error
                )
            ) from None

    @staticmethod
    def _meant(path: str, said: object, meant: object) -> None:
        if said != meant:
            raise WriteFailed(
                _("{path}: what would be written does not match what was meant. Nothing was recorded.").format(
                    path=path
                )
            )


def _called(paths: Sequence[str]) -> str:
    """Return what lies at some paths, as it is called; evidence by the record that names it alone."""
    places = {path: layout.place(path) for path in paths}
    records = {path: place for path, place in places.items() if place is None or place.kind != "evidence"}
    names = [
        path if place is None or not place.name else f"{place.org}/{place.name}".lstrip("/")
        for path, place in (records or places).items()
    ]
    shown = _(", ").join(names[:_NAMED])
    return shown if len(names) <= _NAMED else _("{names} and {n} more").format(names=shown, n=len(names) - _NAMED)


@contextmanager
def writing(ledger: Ledger, waiting: Callable[[], None]) -> Iterator[Transaction]:
    """Hold the ledger's lock inside the block; ``waiting`` is called once if somebody else holds it.

    Read inside the block what the decision to write depends on. Where the block fails before it has
    written what it planned, nothing is: all or nothing. What a command that was stopped left behind is
    settled before the block.
    """
    with lock.writing(ledger.root, waiting), journal.at_work(ledger.root):
        transaction = Transaction(ledger)
        try:
            yield transaction
            transaction.write()
        except BaseException:
            transaction.take_back()
            raise


def new_folder(folder: Path) -> None:
    """Make the folder of a new ledger, and those above it.

    Raises:
        WriteFailed: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteFailed(
            _("{path}: the folder cannot be created ({reason}).").format(path=folder, reason=system_said(error))
        ) from error
