"""Which record lies in which file; no file is opened here.

Paths are relative to the ledger with ``/``, the form in which messages and findings name them.
"""

from typing import Final, NamedTuple

from yiananlib.model.text import name_fault
from yiananlib.store import kinds

CAMPAIGN: Final = kinds.CAMPAIGN.pattern
CHECKLIST: Final = kinds.CHECKLIST.pattern
CALENDAR: Final = kinds.CALENDAR.pattern
SIGNERS: Final = "allowed_signers"
ATTRIBUTES: Final = ".gitattributes"
ORGS: Final = kinds.ORGS
CASES: Final = kinds.CASE.folder()
IMPORTS: Final = kinds.MAPPING.folder()
PRIVATE: Final = ".yian"
LOCK: Final = f"{PRIVATE}/lock"
JOURNAL: Final = f"{PRIVATE}/journal"
AT_WORK: Final = f"{PRIVATE}/at-work"
SCHEMAS: Final = f"{PRIVATE}/schemas"
TEMPORARY_ENDING: Final = ".yian-tmp"


class Place(NamedTuple):
    """What a path in the ledger is.

    ``kind`` is the name of one of the kinds of records, or ``evidence``.

    ``org`` and ``name`` are empty where they do not apply.
    """

    kind: str
    org: str = ""
    name: str = ""


def in_org(kind: kinds.RecordKind, name: str) -> str:
    """Return the path of a record within its organization's folder."""
    return kind.path("", name).removeprefix(f"{ORGS}//")


def evidence_file(org: str, name: str) -> str:
    """Return the path of a supporting file."""
    return f"{ORGS}/{org}/evidence/{name}"


def evidence_name(sha256: str, name: str) -> str:
    """Return the name of a copy of a supporting file: the digest's first 16 characters, then its own."""
    return f"{sha256[:16]}-{name}"


def shown(path: str) -> str:
    """Return ``path`` as a message may show it: what people put into a folder can have any name."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in path)


def place(path: str) -> Place | None:
    """Return what lies at ``path``; None for what has no place in a ledger."""
    parts = path.split("/")
    if len(parts) == 4 and parts[2] == "evidence":
        return _evidence(*parts)
    row = kinds.BY_PATTERN.get(_pattern(parts))
    if row is None:
        return None
    org = parts[1] if row.of_org else ""
    name = "" if row.is_single else parts[-1].removesuffix(".toml")
    if (row.of_org and name_fault(org) is not None) or not (row.is_single or row.can_be_called(name)):
        return None
    return Place(row.name, org, name)


def _pattern(parts: list[str]) -> str:
    """Return the pattern of a path, were there a kind of records there."""
    file = "*.toml" if len(parts) % 2 == 0 and parts[-1].endswith(".toml") else parts[-1]
    return "/".join([*("*" if n == 1 else part for n, part in enumerate(parts[:-1])), file])


def _evidence(first: str, org: str, _folder: str, file: str) -> Place | None:
    if first != ORGS or name_fault(org) is not None or file in ("", ".", "..") or "\\" in file:
        return None
    return Place("evidence", org, file)
