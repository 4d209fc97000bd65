"""Which record lies in which file; no file is opened here.

Paths are relative to the ledger with ``/``, the form in which messages and findings name them.
"""

from typing import Final, NamedTuple

from yiananlib.model.ids import is_id
from yiananlib.model.text import name_fault

CAMPAIGN: Final = "yian.toml"
CHECKLIST: Final = "checklist.toml"
SIGNERS: Final = "allowed_signers"
ORGS: Final = "orgs"
CASES: Final = "cases"
MATTERS: Final = {"notice": "notices", "rule": "rules", "meeting": "meetings"}
"""The folders in which organizations keep their matters, by the kind of these."""
_KINDS: Final = {folder: kind for kind, folder in MATTERS.items()}
PRIVATE: Final = ".yian"
LOCK: Final = f"{PRIVATE}/lock"
JOURNAL: Final = f"{PRIVATE}/journal"
AT_WORK: Final = f"{PRIVATE}/at-work"
TEMPORARY_ENDING: Final = ".yian-tmp"


class Place(NamedTuple):
    """What a path in the ledger is.

    ``kind`` is one of ``campaign checklist case org problem round evidence``, or the name of a kind of matter.

    ``org`` and ``name`` are empty where they do not apply.
    """

    kind: str
    org: str = ""
    name: str = ""


def org_file(org: str) -> str:
    """Return the path of an organization's definition."""
    return f"{ORGS}/{org}/org.toml"


def problems_folder(org: str) -> str:
    """Return the folder of an organization's problems."""
    return f"{ORGS}/{org}/problems"


def problem_file(org: str, problem: str) -> str:
    """Return the path of a problem."""
    return f"{ORGS}/{org}/{in_org(problem)}"


def in_org(problem: str) -> str:
    """Return the path of a problem within its organization's folder."""
    return f"problems/{problem}.toml"


def rounds_folder(org: str) -> str:
    """Return the folder of an organization's rounds of self-examination."""
    return f"{ORGS}/{org}/rounds"


def round_file(org: str, name: str) -> str:
    """Return the path of a round of self-examination."""
    return f"{rounds_folder(org)}/{name}.toml"


def case_file(name: str) -> str:
    """Return the path of a case."""
    return f"{CASES}/{name}.toml"


def matters_folder(org: str, kind: str) -> str:
    """Return the folder of an organization's matters of a kind."""
    return f"{ORGS}/{org}/{MATTERS[kind]}"


def matter_file(org: str, kind: str, name: str) -> str:
    """Return the path of a matter."""
    return f"{matters_folder(org, kind)}/{name}.toml"


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
    match path.split("/"):
        case ["yian.toml"]:
            return Place("campaign")
        case ["checklist.toml"]:
            return Place("checklist")
        case ["orgs", org, "org.toml"] if name_fault(org) is None:
            return Place("org", org)
        case ["orgs", org, "problems", file] if name_fault(org) is None:
            name = file.removesuffix(".toml")
            return Place("problem", org, name) if file.endswith(".toml") and is_id(name) else None
        case ["orgs", org, "rounds", file] if name_fault(org) is None:
            name = file.removesuffix(".toml")
            return Place("round", org, name) if file.endswith(".toml") and name_fault(name) is None else None
        case ["cases", file]:
            name = file.removesuffix(".toml")
            return Place("case", "", name) if file.endswith(".toml") and name_fault(name) is None else None
        case ["orgs", org, folder, file] if folder in _KINDS and name_fault(org) is None:
            name = file.removesuffix(".toml")
            return Place(_KINDS[folder], org, name) if file.endswith(".toml") and is_id(name) else None
        case ["orgs", org, "evidence", file] if name_fault(org) is None:
            return None if file in ("", ".", "..") or "\\" in file else Place("evidence", org, file)
        case _:
            return None
