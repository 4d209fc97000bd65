"""The key with which git signs in this clone, and whether the ledger demands that it does."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.store import clone, codec, git, layout

if TYPE_CHECKING:
    from yiananlib.store.ledger import Ledger

_LITERAL: Final = ("key::", "ssh-", "sk-", "ecdsa-")


class Key(NamedTuple):
    """A key as ``user.signingkey`` names it, empty where an agent is asked for one.

    ``public`` is its kind and the key as ``allowed_signers`` has them, None where they cannot be told.
    """

    said: str
    public: str | None


def key(folder: Path) -> Key | None:
    """Return the key of this clone; None where git is told of none."""
    there = clone.settings(folder, r"^(user\.signingkey|gpg\.ssh\.defaultkeycommand)$")
    said = there.get("user.signingkey", "").strip()
    if said:
        return Key(said, _public(folder, said))
    return Key("", None) if there.get("gpg.ssh.defaultkeycommand") else None


def demanded(ledger: Ledger, *, redefined: bool = False) -> bool:
    """Tell whether a commit must be signed: the campaign says so; where it is ``redefined``, what it was before counts.

    A commit is judged by what its parent says.
    """
    text = _before(ledger) if redefined else ledger.bytes_of(layout.CAMPAIGN)
    with contextlib.suppress(codec.Invalid):
        return text is not None and codec.decode_campaign(text).git.signed
    return False


def _before(ledger: Ledger) -> bytes | None:
    head = git.revision(ledger.root, "HEAD")
    tree = git.files_of(ledger.root, head, git.prefix(ledger.root)) if head is not None else {}
    return git.content(ledger.root, tree[layout.CAMPAIGN].oid) if layout.CAMPAIGN in tree else None


def _public(folder: Path, said: str) -> str | None:
    if said.startswith(_LITERAL):
        return _words(said.removeprefix("key::"))
    path = folder / Path(said).expanduser()
    for file in (path, path.with_name(f"{path.name}.pub")):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if (found := _words(file.read_text(encoding="utf-8"))) is not None:
                return found
    return None


def _words(text: str) -> str | None:
    words = text.split()
    return " ".join(words[:2]) if len(words) > 1 and words[0].startswith(_LITERAL[1:]) else None
