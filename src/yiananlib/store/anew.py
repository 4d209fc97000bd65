"""Making commits anew that are not shared yet: the same trees, authors and dates, on other parents or signed.

No file is touched: what the last commit says is what it said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.store import patience
from yiananlib.store.git import SSH, UNASKED, Failure, ask, explained, failure_of, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def remake(
    folder: Path, commits: Mapping[str, Sequence[str]], names: Mapping[str, str], *, sign: frozenset[str] = frozenset()
) -> dict[str, str] | Failure:
    """Make commits anew, and return what they are called now, by what they were called.

    Args:
        folder: the ledger.
        commits: those that may have to be, with their parents, parents before children.
        names: what parents of them are called now.
        sign: those that must be signed; with any, all that are made are.
    """
    now = dict(names)
    for oid, before in commits.items():
        parents = [now.get(parent, parent) for parent in before]
        if parents == list(before) and oid not in sign:
            continue
        made = commit(folder, oid, parents, sign=bool(sign) or is_signed(folder, oid))
        if isinstance(made, Failure):
            return made
        now[oid] = made
    return now


def commit(
    folder: Path, like: str, parents: Sequence[str], *, sign: bool, message: bytes | None = None
) -> str | Failure:
    """Make a commit of the tree of the commit ``like``, by its people and at its times, with its message or another."""
    body = _raw(folder, like).partition(b"\n\n")[2]
    done = patience.run(
        folder, *(SSH if sign else ()), "commit-tree", *(["--gpg-sign"] if sign else []),
        *(word for parent in parents for word in ("-p", parent)), f"{like}^{{tree}}",
        given=body if message is None else message,
        more=UNASKED | people(folder, like),
    )  # fmt: skip
    return failure_of(done) or done.stdout.decode().strip()


def people(folder: Path, oid: str) -> dict[str, str]:
    """Return who made a commit when, as git reads it from the environment."""
    lines = _raw(folder, oid).partition(b"\n\n")[0].split(b"\n")
    found = {key: _person(lines, key) for key in ("author", "committer")}
    return {f"GIT_{key.upper()}_{what}": value for key, values in found.items() for what, value in values.items()}


def is_signed(folder: Path, oid: str) -> bool:
    """Tell whether a commit is signed, well or not."""
    return b"\ngpgsig" in _raw(folder, oid).partition(b"\n\n")[0]


def moved_to(folder: Path, new: str, old: str, reason: str) -> Failure | None:
    """Let the branch that is checked out, which is at ``old``, be at ``new``."""
    failure = failure_of(run(folder, "update-ref", "-m", reason, "HEAD", new, old))
    return explained(folder, failure) if failure is not None else None


def _raw(folder: Path, oid: str) -> bytes:
    return ask(folder, "cat-file", "commit", oid, ending=b"").stdout


def _person(lines: Sequence[bytes], key: str) -> dict[str, str]:
    line = next(line for line in lines if line.startswith(f"{key} ".encode())).decode(errors="surrogateescape")
    name, _gap, rest = line.removeprefix(f"{key} ").rpartition(" <")
    email, _gap, date = rest.partition("> ")
    return {"NAME": name, "EMAIL": email, "DATE": f"@{date}"}
