"""Hand-overs made by hand: manifests that name files of any bytes, and lakes of them."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any, Final

from yiananlib.index.schema import MEANING
from yiananlib.lake import manifest as manifests
from yiananlib.lake.manifest import File, Manifest
from yiananlib.lake.shelf import KNOWN, LEDGERS
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
