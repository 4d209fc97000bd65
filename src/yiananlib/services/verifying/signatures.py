"""Judging the signature of a commit: made by the officer who recorded it, with a key the parents' trees allow."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.store import git, layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yiananlib.model.finding import Finding
    from yiananlib.services.verifying.judged_commit import JudgedCommit
    from yiananlib.services.verifying.policy import Definitions
    from yiananlib.store.history import History

_SSH: Final = b"-----BEGIN SSH SIGNATURE-----"


class Signatures:
    """Verifies signatures with ssh-keygen, which reads keys from files; use it as a context manager."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._stack = contextlib.ExitStack()
        self._folder: Path | None = None

    def __enter__(self) -> Signatures:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stack.close()

    def judge(self, judged: JudgedCommit) -> Iterator[Finding]:
        """Yield what is wrong with the signature of a commit."""
        seal = self.history.objects.seal(judged.commit.oid)
        people = {row.by for row in judged.new} | ({judged.author} if judged.author else set())
        if seal is None:
            yield judged.finding(
                "",
                "unsigned",
                _("it is not signed, but the campaign requires it"),
                _("have it recorded again by {who}, signed").format(
                    who=_(", ").join(sorted(people)) or _("an officer")
                ),
            )
            return
        if not seal.signature.startswith(_SSH):
            yield judged.finding("", "signature", _("it is not signed with an SSH key"), _("sign with an SSH key"))
            return
        when = dt.datetime.fromtimestamp(max([judged.commit.committed, *judged.dates]), dt.UTC).strftime(
            "%Y%m%d%H%M%SZ"
        )
        signers: tuple[str | None, ...] = tuple(sorted(people)) if people else (None,)
        for variant in judged.policy.variants:
            for who in signers:
                if self._signer(variant, seal, who, when) is not None:
                    continue
                other = self._signer(variant, seal, None, when) if who is not None else None
                if other is not None:
                    yield judged.finding(
                        "",
                        "signature",
                        _("it is signed by {other}, not by {by} who recorded it").format(
                            other=layout.shown(other), by=who
                        ),
                        _("have it recorded again by the right officer"),
                    )
                else:
                    yield judged.finding(
                        "",
                        "signature",
                        _("the signature is invalid, or its key was not in allowed_signers before"),
                        _("have the office add the key first, then record it again"),
                    )
                return

    def is_good(self, keys: bytes, oid: str, who: str | None, at: dt.datetime) -> bool:
        """Tell whether a commit is signed with one of ``keys``, by ``who``; None for anybody."""
        seal = self.history.objects.seal(oid)
        when = at.astimezone(dt.UTC).strftime("%Y%m%d%H%M%SZ")
        name = hashlib.sha256(keys).hexdigest()
        return seal is not None and self._made_by(name, lambda: keys, seal, who, when) is not None

    def _signer(self, variant: Definitions, seal: git.Seal, who: str | None, when: str) -> str | None:
        keys = variant.files.get(layout.SIGNERS)
        return self._made_by(keys, lambda: self.history.data(keys or ""), seal, who, when) if keys is not None else None

    def _made_by(self, name: str, keys: Callable[[], bytes], seal: git.Seal, who: str | None, when: str) -> str | None:
        """Return who made a signature with one of ``keys``, which are kept in a file of that name."""
        if self._folder is None:
            self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="yian-")))
        signers = self._folder / name
        if not signers.exists():
            signers.write_bytes(keys())
        try:
            return git.signer(seal, signers, self._folder / "signature", who, when)
        except FileNotFoundError:
            raise UsageProblem(
                _(
                    "The campaign requires signatures, but ssh-keygen, which verifies them, was not found."
                    " Install OpenSSH."
                )
            ) from None
