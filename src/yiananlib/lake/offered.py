"""What somebody hands over to a lake: a folder, a zip, or another lake; looked at, and not yet taken."""

from __future__ import annotations

import contextlib
import hashlib
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.index.schema import MEANING
from yiananlib.lake import manifest as manifests
from yiananlib.lake import shelf, tables
from yiananlib.lake.engine import literal
from yiananlib.lake.faults import Fault
from yiananlib.lake.manifest import NAME, Unreadable
from yiananlib.lake.totals import counted
from yiananlib.messages import _, system_said
from yiananlib.store import files
from yiananlib.store.packing import Archive, Malformed, NoZip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import duckdb

    from yiananlib.lake.manifest import File, Manifest


class Offered(NamedTuple):
    """A hand-over: where it comes from, and the bytes of each of its files by the path beside the manifest.

    ``history``: the lake that it comes from has a newer one of the ledger, which came with it.
    """

    source: str
    manifest: Manifest
    pieces: Callable[[str], Iterable[bytes]]
    history: bool = False


class Look(NamedTuple):
    """What the given files contain: hand-overs, and the faults of those that cannot be read."""

    offered: list[Offered]
    wrong: list[Fault]


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Look]:
    """Yield what is offered at ``path``, whose files can be read inside the block.

    Raises:
        UsageProblem: nothing is there, or it is no hand-over and no lake.
    """
    if path.is_dir():
        yield _of_lake(path) if shelf.is_lake(path) else _of_folder(path)
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise UsageProblem(
            _("{path} cannot be read ({reason}).").format(path=path, reason=system_said(error))
        ) from None
    with file:
        yield _of_zip(path, file)


def _of_folder(path: Path) -> Look:
    if not (path / NAME).exists():
        said = _("{path} is not a hand-over: it has no {name}. Create one with `yian export parquet`.")
        raise UsageProblem(said.format(path=path, name=NAME))
    return _read(str(path), path, NAME)


def _of_lake(lake: Path) -> Look:
    """Return all that a lake knows of all its ledgers, the newest of each last."""
    found = Look([], [])
    for code in shelf.codes(lake):
        folder = lake / shelf.LEDGERS / code
        looks = [_read(code, folder, path) for path in (*shelf.known_of(folder), NAME)]
        newest = looks[-1].offered[0].manifest if looks[-1].offered else None
        for look in looks:
            found.wrong.extend(look.wrong)
            for one in look.offered:
                if one.manifest.code != code:
                    place = f"{shelf.LEDGERS}/{code}"
                    found.wrong.append(Fault("misplaced", one.manifest.code, {"folder": place}))
                elif one.manifest != newest:
                    found.offered.append(one._replace(history=True))
        if newest is not None and newest.code == code:
            found.offered.append(looks[-1].offered[0])
    return found


def _read(source: str, folder: Path, path: str) -> Look:
    try:
        manifest = shelf.read(folder, path)
    except Unreadable as error:
        return Look([], [shelf.unreadable(source, error)])
    return Look([Offered(source, manifest, lambda name: files.pieces(folder, name))], [])


def _of_zip(path: Path, file: IO[bytes]) -> Look:
    try:
        archive = Archive(file, NAME)
        if archive.size(NAME) > manifests.MOST_BYTES:
            raise Unreadable("manifest", _("it is larger than {n} bytes").format(n=manifests.MOST_BYTES))
        manifest = manifests.decode(b"".join(archive.pieces(NAME)))
    except NoZip:
        said = _("{path} is not a hand-over: it is not a zip with a {name}. Create one with `yian export parquet`.")
        raise UsageProblem(said.format(path=path, name=NAME)) from None
    except Malformed as error:
        said = _(
            "not a zip as written by yian ({reason}); it may have been packed by another program: unpack it"
            " and collect the folder"
        )
        return Look([], [Fault("manifest", str(path), {"reason": said.format(reason=error)})])
    except Unreadable as error:
        return Look([], [shelf.unreadable(str(path), error)])
    named = {NAME, *(one.path for one in manifest.files)}
    extra = [Fault("extra", manifest.code, {"file": name}) for name in archive.names if name not in named]
    return Look([Offered(str(path), manifest, _parts(archive))], extra)


def _parts(archive: Archive) -> Callable[[str], Iterable[bytes]]:
    def pieces(name: str) -> Iterator[bytes]:
        if name not in archive.names:
            raise FileNotFoundError(name)
        try:
            yield from archive.pieces(name)
        except Malformed as error:
            raise LedgerInvalid(name, str(error)) from None

    return pieces


_MOST_SAID: Final = 200


def taken(offered: Offered, scratch: Path) -> Iterator[Fault]:
    """Copy the files of a hand-over into ``scratch``, and yield what is wrong; no more is read than is said."""
    code = offered.manifest.code
    for file in offered.manifest.files:
        words = {"file": file.path}
        digest, size = hashlib.sha256(), 0
        try:
            with (scratch / file.file).open("wb") as copy:
                for piece in offered.pieces(file.path):
                    size += len(piece)
                    if size > file.bytes:
                        break
                    digest.update(piece)
                    copy.write(piece)
        except FileNotFoundError:
            yield Fault("missing", code, words)
        except LedgerInvalid as error:
            yield Fault("unreadable", code, {**words, "reason": error.problem.rstrip(".。")})
        else:
            if size != file.bytes:
                said = f"> {file.bytes}" if size > file.bytes else size
                yield Fault("cut", code, {**words, "size": said, "bytes": file.bytes})
            elif digest.hexdigest() != file.sha256:
                yield Fault("changed", code, words)


def judged(connection: duckdb.DuckDBPyConnection, offered: Offered, scratch: Path) -> Iterator[Fault]:
    """Yield what is wrong with the rows of a hand-over, whose files lie in ``scratch`` as the manifest says."""
    manifest = offered.manifest
    whole = True
    for table in tables.handed_over(names=manifest.names):
        for fault in _of_file(connection, manifest, manifest.file(table.name), scratch, tables.types(table)):
            whole = False
            yield fault
    if whole:
        found = counted(connection, scratch / manifest.file("standings").file, manifest.known)
        for name in type(found).model_fields:
            if getattr(found, name) != getattr(manifest.totals, name):
                words = {
                    "figure": name,
                    "found": getattr(found, name),
                    "wanted": getattr(manifest.totals, name),
                    "known": manifest.known,
                }
                yield Fault("totals", manifest.code, words)


def _of_file(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, file: File, scratch: Path, types: dict[str, str]
) -> Iterator[Fault]:
    import duckdb

    words = {"file": file.path}
    given = [literal(scratch / file.file)]
    try:
        shape = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", given).fetchall()
        if [(name, kind) for name, kind, *_rest in shape] != list(types.items()):
            yield Fault("columns", manifest.code, words)
            return
        # each column is counted, so that each is read
        counts = "count(*), count(*) FILTER (WHERE ledger IS DISTINCT FROM ?), count(COLUMNS(*))"
        said = f"SELECT {counts} FROM read_parquet(?)"
        row = connection.execute(said, [manifest.code, *given]).fetchone()
    except duckdb.Error as error:
        reason = " ".join(str(error).split())[:_MOST_SAID].replace(given[0], file.file).rstrip(".")
        yield Fault("unreadable", manifest.code, {**words, "reason": reason})
        return
    assert row is not None  # noqa: S101 - an aggregate is one row
    if row[0] != file.rows:
        yield Fault("rows", manifest.code, {**words, "found": row[0], "rows": file.rows})
    if row[1]:
        yield Fault("foreign", manifest.code, words)


def standing(offered: Offered) -> Iterator[Fault]:
    """Yield the faults in a manifest that by themselves keep its hand-over out of a lake."""
    manifest = offered.manifest
    if not manifest.clean:
        yield Fault("dirty", manifest.code, {})
    if manifest.meaning > MEANING:
        yield Fault("means-newer", manifest.code, {"meaning": manifest.meaning, "known": MEANING})
