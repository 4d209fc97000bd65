"""Hand-overs made by hand: manifests that name files of any bytes, and lakes of them."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any, Final

from tests.services.ledgers import Desk, asked
from yiananlib.index.schema import MEANING
from yiananlib.index.sync import Index
from yiananlib.lake import manifest as manifests
from yiananlib.lake import write
from yiananlib.lake.engine import connected
from yiananlib.lake.manifest import File, Manifest, Totals
from yiananlib.lake.shelf import KNOWN, LEDGERS, read
from yiananlib.lake.tables import handed_over

CODE: Final = "530121"
KNOWN_ON: Final = dt.date(2026, 6, 30)
SETTINGS: Final = {"yellow": 7, "blue": 15, "look_back_days": 90, "standards_always": False}


def content(table: str, salt: str = "") -> bytes:
    """The bytes of a table's file, which no Parquet reader looks at here."""
    return f"{table}{salt}".encode()


def make(salt: str = "", **fields: Any) -> Manifest:
    """Return a manifest; another `salt`, other files and another commit."""
    files = []
    for table in handed_over(names=fields.get("names", False)):
        data = content(table.name, salt)
        sha256 = hashlib.sha256(data).hexdigest()
        files.append(
            {
                "table": table.name,
                "file": manifests.file_name(table.name, sha256),
                "sha256": sha256,
                "bytes": len(data),
                "rows": 1,
            }
        )
    values: dict[str, Any] = {
        "meaning": MEANING,
        "code": CODE,
        "name": "云岭县以案促改",
        "language": "zh_CN",
        "timezone": "Asia/Shanghai",
        "commit": hashlib.sha1(salt.encode(), usedforsecurity=False).hexdigest(),
        "known": KNOWN_ON,
        "clean": True,
        "verified": "ok",
        "settings": SETTINGS,
        "names": False,
        "files": files,
        "totals": {"total": 3, "closed": 1, "overdue": 1},
    }
    return Manifest.model_validate(values | fields)


def lay(folder: Path, manifest: Manifest, salt: str = "") -> Path:
    """Write a hand-over into a folder, as an export has it."""
    for file in manifest.files:
        put(folder / file.path, content(file.table, salt))
    put(folder / manifests.NAME, manifests.encode(manifest))
    return folder


def shelve(lake: Path, manifest: Manifest, salt: str = "") -> Path:
    """Write a hand-over into a lake, and return the ledger's folder."""
    folder = lay(lake / LEDGERS / manifest.code, manifest, salt)
    put(folder / KNOWN / manifest.kept_as, manifests.encode(manifest))
    return folder


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def first(manifest: Manifest) -> File:
    return manifest.files[0]


def real(desk: Desk, folder: Path, **fields: Any) -> Manifest:
    """Write a hand-over of a ledger into a folder, with files that are Parquet and totals that tally."""
    folder.mkdir(parents=True, exist_ok=True)
    known = fields.setdefault("known", KNOWN_ON)
    code, names = fields.setdefault("code", CODE), fields.setdefault("names", False)

    def made(index: Index) -> tuple[tuple[File, ...], Totals]:
        index.scope(None)
        with write.scratch(folder) as scratch:
            files = write.data(index, folder, code, scratch, names=names)
            return files, write.totals(folder, files, known, scratch)

    files, totals = asked(desk.ledger, made)
    manifest = make(fields.pop("salt", ""), **{"files": files, "totals": totals, "written_by": "yian 1", **fields})
    put(folder / manifests.NAME, manifests.encode(manifest))
    return manifest


def forge(folder: Path, table: str, query: str) -> Manifest:
    """Write a table of a hand-over anew, as somebody may who makes the digests fit; `{}` is what it was."""
    manifest = read(folder)
    old = manifest.file(table)
    path = folder / old.path
    with connected(folder) as connection:
        said = query.format(f"read_parquet('{path}')")
        connection.execute(f"COPY ({said}) TO '{folder}/forged' (FORMAT parquet)")
    return swap(folder, table, (folder / "forged").read_bytes())


def swap(folder: Path, table: str, data: bytes, **more: Any) -> Manifest:
    """Put other bytes in the place of a table's file, with a manifest that names them."""
    manifest = read(folder)
    sha256 = hashlib.sha256(data).hexdigest()
    old = manifest.file(table)
    new = {"table": table, "file": manifests.file_name(table, sha256), "sha256": sha256, "bytes": len(data)}
    files = [{**new, "rows": old.rows, **more} if file == old else file for file in manifest.files]
    put(folder / manifests.DATA / str(new["file"]), data)
    return change(folder, files=files)


def change(folder: Path, **fields: Any) -> Manifest:
    """Write the manifest of a hand-over anew, with other fields."""
    values = read(folder).model_dump(by_alias=True) | fields
    manifest = Manifest.model_validate(values)
    put(folder / manifests.NAME, manifests.encode(manifest))
    return manifest
