"""Judging a dossier that somebody hands over: by itself alone, without ledger, git or network.

The codes of the findings are those of ``verify`` and of the proof, and besides:

===================  ==========================================================================================
code                 meaning
===================  ==========================================================================================
``malformed``        the file, or its manifest, is not written as yian writes one
``manifest``         the manifest contradicts itself, or what is there
``digest``           it is not the dossier whose digest was given
``record-changed``   a record is not the one that the manifest names; likewise ``definition`` and ``page``
``record-deleted``   a record is not there
``other``            what a public dossier leaves out is not what the whole has
``page`` *           the pages do not say what the records do; a warning where another yian wrote them
===================  ==========================================================================================

What is found without the digest is what contradicts itself or the rules. Who writes all of it anew, by the rules, makes
another dossier: only its digest, kept by somebody else, or the ledger at the commit that it names, tells the two apart.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from yiananlib import __version__
from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.messages import _, system_said
from yiananlib.model import dossier
from yiananlib.model.dossier import DEFINITIONS, MANIFEST, RECORDS, VERSION, Role
from yiananlib.model.finding import Finding, Level
from yiananlib.services.verifying.dossier_account import account, evidence
from yiananlib.services.verifying.dossier_rules import Trial
from yiananlib.services.verifying.dossier_story import ledger_of, story
from yiananlib.store.packing import Archive, Malformed, NoZip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yiananlib.model.dossier import Manifest
    from yiananlib.services.verifying.dossier import Pages

MOST_MANIFEST: Final = 64 << 20
"""Bytes of a manifest: some 300,000 entries."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was looked at, and what was found; the manifest, and its digest, are absent where it cannot be read."""

    files: int
    findings: tuple[Finding, ...]
    sha256: str | None = None
    manifest: Manifest | None = None
    compared: bool = False
    """Whether a digest was given from outside, and this is the dossier that has it."""
    matched: bool = False
    """Whether it is a public one that was compared with the whole."""

    @property
    def in_order(self) -> bool:
        """Tell whether nothing but warnings was found."""
        return all(f.level is Level.WARNING for f in self.findings)


def examine(path: Path, pages: Pages, wanted: str | None = None, whole: Path | None = None) -> Examined:
    """Judge the dossier in a file.

    Args:
        path: the file.
        pages: writes the pages of a dossier anew.
        wanted: the digest, or its first digits, that somebody was told; None for none.
        whole: the file with the whole dossier, where ``path`` is a public one; it is judged likewise.

    Raises:
        UsageProblem: the file cannot be read.
        LedgerInvalid: it is no dossier, or one of a newer yian.
    """
    if whole is not None:
        return _matched(path, examine(path, pages, wanted), examine(whole, pages))
    with _opened(path) as archive:
        if isinstance(archive, Malformed):
            return Examined(0, (Finding(path.name, 0, "malformed", str(archive)),))
        try:
            return _examined(path.name, archive, pages, wanted)
        except Malformed as error:
            return Examined(len(archive.names), (Finding(path.name, 0, "malformed", str(error)),))


@contextmanager
def _opened(path: Path) -> Iterator[Archive | Malformed]:
    try:
        if not path.is_file() and path.exists() and not path.is_dir():  # of a pipe nothing may ever come
            said = _("{path} cannot be read ({reason}).")
            raise UsageProblem(said.format(path=path, reason=_("it is not a regular file")))
        with path.open("rb") as file:
            found: Archive | Malformed
            try:
                found = Archive(file, MANIFEST)
            except Malformed as error:
                found = error
            yield found
    except NoZip:
        raise LedgerInvalid(
            str(path), _("it is not a dossier."), _("A dossier is a file written by `yian export dossier`.")
        ) from None
    except OSError as error:
        raise UsageProblem(
            _("{path} cannot be read ({reason}).").format(path=path, reason=system_said(error))
        ) from None


def _examined(name: str, archive: Archive, pages: Pages, wanted: str | None) -> Examined:
    if archive.size(MANIFEST) > MOST_MANIFEST:
        raise Malformed(_("its manifest is too large"))
    data = b"".join(archive.pieces(MANIFEST))
    sha256, files = dossier.digest(data), len(archive.names)
    found: list[Finding] = []
    if wanted is not None and not sha256.startswith(wanted):
        said = _("its digest is {digest}, not the one given")
        found.append(Finding(MANIFEST, 0, "digest", said.format(digest=sha256)))
    try:
        manifest = dossier.decode(data)
    except ValueError:
        _refuse_a_newer(name, data)
        said = _("it is not a manifest as written by yian")
        return Examined(files, (*found, Finding(MANIFEST, 0, "malformed", said)), sha256)
    found += account(archive, manifest)
    if not manifest.public and not _is_wrong(found):
        found += _judged(name, archive, manifest, pages)
    compared = wanted is not None and sha256.startswith(wanted)
    return Examined(files, tuple(sorted(set(found))), sha256, manifest, compared)


def _matched(path: Path, public: Examined, whole: Examined) -> Examined:
    """Return the findings in a public dossier, including where it differs from the full one."""
    if public.manifest is None or whole.manifest is None or not whole.in_order:
        which = _("the complete dossier")
        told = [finding._replace(file=f"{finding.file} ({which})") for finding in whole.findings]
        return replace(public, findings=(*public.findings, *told))
    if not public.manifest.public or whole.manifest.public:
        raise UsageProblem(_("--whole names the complete dossier to compare a public one with."))
    found: list[Finding] = []
    if public.manifest.whole != whole.sha256:
        said = _("it does not belong to this complete dossier, whose digest is {digest}")
        found.append(Finding(path.name, 0, "other", said.format(digest=whole.sha256)))
    elif _kept(public.manifest) != _kept(whole.manifest):
        found.append(Finding(path.name, 0, "other", _("the digests in it are not those of the complete dossier")))
    return replace(public, findings=(*public.findings, *found), matched=not found)


def _kept(manifest: Manifest) -> list[tuple[str, int, str]]:
    """Return digest, size and role of every file but the pages."""
    return sorted((file.sha256, file.size, file.role) for file in manifest.files if file.role is not Role.PAGE)


def _is_wrong(findings: list[Finding]) -> bool:
    """Tell whether the files are not those that the manifest names: what they say is then not judged."""
    return any(finding.code != "digest" for finding in findings)


def _refuse_a_newer(name: str, data: bytes) -> None:
    try:
        version = json.loads(data).get("version")
    except (ValueError, AttributeError, RecursionError):
        return
    if type(version) is int and version > VERSION:
        said = _("its version is {version}; this yian supports versions up to {known}.").format(
            version=version, known=VERSION
        )
        raise LedgerInvalid(name, said, _("It needs a newer yian."))


def _judged(name: str, archive: Archive, manifest: Manifest, pages: Pages) -> Iterator[Finding]:
    """Yield what is wrong with what the files say, which are those that the manifest names."""
    ledger = ledger_of(manifest, name, archive.pieces)
    trial = Trial(ledger, manifest, lambda sha256: b"".join(archive.pieces(f"{DEFINITIONS}{sha256}.toml")))
    yield from trial.findings()
    yield from evidence(archive, manifest)
    if trial.unread:
        return
    try:
        written = pages(story(ledger, manifest))
    except UsageProblem as error:
        yield Finding(MANIFEST, 0, "page", _("the pages were not compared: {why}").format(why=error), "", Level.WARNING)
        return
    except LedgerInvalid as error:
        yield Finding(f"{RECORDS}{error.where}", 0, "unreadable", error.problem.rstrip(".。"))
        return
    for page, data in written.items():
        yield from _page(page, b"".join(archive.pieces(page)), data, manifest)


def _page(name: str, there: bytes, written: bytes, manifest: Manifest) -> Iterator[Finding]:
    if there == written:
        return
    if manifest.written_by != __version__:
        said = _(
            "it was written by yian {version}, and this is yian {own}: whether it matches the records is not known"
        )
        said = said.format(version=manifest.written_by, own=__version__)
        yield Finding(name, 0, "page", said, _("read the records, or have it made again"), Level.WARNING)
    else:
        yield Finding(name, 0, "page", _("it does not match the records, or is not as yian writes it"))
