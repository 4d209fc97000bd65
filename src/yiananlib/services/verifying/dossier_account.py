"""Whether a dossier has what its manifest names and nothing else, and the manifest does not contradict itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model import dossier
from yiananlib.model.dossier import DEFINITIONS, MANIFEST, RECORDS, Role
from yiananlib.model.finding import Finding
from yiananlib.model.problem import files
from yiananlib.store import codec, guard, kinds, layout, packing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.dossier import File, Manifest
    from yiananlib.store.packing import Archive

PAGES: Final = frozenset(["dossier.docx", "dossier.html"])

_CHANGED: Final = {
    Role.RECORD: "record-changed", Role.EVIDENCE: "evidence-changed", Role.DEFINITION: "definition", Role.PAGE: "page",
}  # fmt: skip
_GONE: Final = {
    Role.RECORD: "record-deleted", Role.EVIDENCE: "evidence-removed", Role.DEFINITION: "definition", Role.PAGE: "page",
}  # fmt: skip


def account(archive: Archive, manifest: Manifest) -> list[Finding]:
    """Return what is missing, changed or too much, and where the manifest contradicts itself."""
    found = [*_files(archive, manifest), *_roles(manifest)]
    return found if manifest.public else [*found, *_sets(manifest), *_judged(manifest)]


def _wrong(said: str) -> Finding:
    return Finding(MANIFEST, 0, "manifest", said)


def _files(archive: Archive, manifest: Manifest) -> Iterator[Finding]:
    """Compare the files with the manifest, each read once and none of them held."""
    named: dict[str, File] = {}
    if manifest.files != dossier.in_order(manifest.files):
        yield _wrong(_("it does not list its files in order"))
    for file in manifest.files:
        if file.path in named:
            yield _wrong(_("it lists {path} twice").format(path=file.path))
        elif file.path is not None and not file.left_out:
            named[file.path] = file
    for name in archive.names:
        if name != MANIFEST and name not in named:
            said = _("it is not listed in the manifest")
            yield Finding(layout.shown(name), 0, "stray", said)
    for path, file in named.items():
        if path not in archive.names:
            yield Finding(layout.shown(path), 0, _GONE[file.role], _("it is listed in the manifest but missing"))
            continue
        found = packing.measure(archive.pieces(path))
        if (found.sha256, found.size) != (file.sha256, file.size):
            said = _("it does not match the manifest: its digest is {digest}").format(digest=found.sha256)
            yield Finding(layout.shown(path), 0, _CHANGED[file.role], said)
        elif file.role in (Role.RECORD, Role.DEFINITION) and file.size > guard.MAX_BYTES:
            yield Finding(layout.shown(path), 0, "unreadable", _("it is larger than a record may be"))


def _roles(manifest: Manifest) -> Iterator[Finding]:
    """Yield the files that are not what the manifest calls them."""
    for file in manifest.files:
        if bool(file.left_out) != (bool(manifest.public) and file.role is not Role.PAGE):
            yield _wrong(
                _("{path}: a dossier leaves out everything except its pages, or nothing").format(path=_name(file))
            )
        elif (file.path is None) != bool(file.left_out):
            yield _wrong(_("it does not say where a file is ({digest})").format(digest=file.sha256))
        elif not (file.left_out or _is(file)):
            yield _wrong(_("{path} is not what it is said to be").format(path=_name(file)))
    if {file.path for file in manifest.files if file.role is Role.PAGE} != PAGES:
        yield _wrong(_("it lists other pages than a dossier has"))
    if bool(manifest.public) != (manifest.whole is not None) or (
        manifest.public and (manifest.sets or manifest.judged)
    ):
        yield _wrong(
            _(
                "a public dossier must give the digest of the complete one and not how it was judged; a complete"
                " one must not"
            )
        )


def _name(file: File) -> str:
    return layout.shown(file.path or file.sha256)


def _is(file: File) -> bool:
    path = file.path or ""
    if file.role is Role.PAGE:
        return path in PAGES
    if file.role is Role.DEFINITION:
        return path == f"{DEFINITIONS}{file.sha256}.toml"
    place = layout.place(path.removeprefix(RECORDS)) if path.startswith(RECORDS) else None
    if place is None:
        return False
    if file.role is Role.EVIDENCE:
        return place.kind == "evidence"
    return place.kind in kinds.BY_NAME and not kinds.BY_NAME[place.kind].is_definition


def _sets(manifest: Manifest) -> Iterator[Finding]:
    """Yield where the sets of definitions are not what they are called, lack a file, or are for nothing."""
    there = {file.sha256 for file in manifest.files if file.role is Role.DEFINITION}
    used = {manifest.now, *(name for rows in manifest.judged.values() for row in rows for name in row.definitions)}
    for name in sorted(used - manifest.sets.keys()):
        yield _wrong(_("it lacks the definitions {name}").format(name=name))
    for name in sorted(manifest.sets.keys() - used):
        yield _wrong(_("nothing was judged by the definitions {name}").format(name=name))
    for name, files_ in manifest.sets.items():
        if dossier.set_name(files_) != name:
            yield _wrong(_("the definitions {name} have changed").format(name=name))
        for path, sha256 in files_.items():
            place = layout.place(path)
            if place is None or place.kind not in kinds.BY_NAME or not kinds.BY_NAME[place.kind].is_definition:
                yield _wrong(_("{path} is not a definition").format(path=layout.shown(path)))
            if sha256 not in there:
                yield _wrong(_("it lacks {path} of the definitions {name}").format(path=layout.shown(path), name=name))
        if layout.CAMPAIGN not in files_:
            yield _wrong(_("the definitions {name} have no campaign").format(name=name))
    for sha256 in sorted(there - {d for files_ in manifest.sets.values() for d in files_.values()}):
        yield _wrong(_("the definition {digest} belongs to nothing").format(digest=sha256))


def _judged(manifest: Manifest) -> Iterator[Finding]:
    """Yield where the manifest judges other records than it names, or by what cannot be."""
    records = {
        file.path.removeprefix(RECORDS) for file in manifest.files if file.role is Role.RECORD and file.path is not None
    }
    for path in sorted(records.symmetric_difference(manifest.judged)):
        yield _wrong(_("{path} is included but not judged, or judged but not included").format(path=layout.shown(path)))
    problems = [place for path in records if (place := layout.place(path)) and place.kind == kinds.PROBLEM.name]
    if tuple(sorted(f"{place.org}/{place.name}" for place in problems)) != manifest.problems:
        yield _wrong(_("it lists other problems than it has"))
    by: dict[str | None, tuple[str, ...]] = {}
    for path, rows in manifest.judged.items():
        for row in rows:
            if by.setdefault(row.commit, row.definitions) != row.definitions:
                yield _wrong(_("the entries of commit {commit} are judged in two ways").format(commit=row.commit))
            if (row.commit is None) != (manifest.commit is None) or (
                row.commit is None and row.definitions != (manifest.now,)
            ):
                said = _("{path}: entry {id} cannot have been judged by this").format(
                    path=layout.shown(path), id=row.entry
                )
                yield _wrong(said)


def evidence(archive: Archive, manifest: Manifest) -> Iterator[Finding]:
    """Yield the supporting files that no problem names; those that are missing are told where they are named."""
    there = {file.path for file in manifest.files if file.role is Role.EVIDENCE}
    for path in manifest.judged:
        place = layout.place(path)
        if place is not None and place.kind == kinds.PROBLEM.name:
            try:
                problem = codec.decode_problem(b"".join(archive.pieces(f"{RECORDS}{path}")), place.org, place.name)
            except codec.Invalid:
                return  # told where it is judged; what it names is not known
            there -= {f"{RECORDS}{layout.evidence_file(problem.org, entry.file)}" for _i, entry in files(problem)}
    for spare in sorted(there, key=str):
        yield Finding(layout.shown(str(spare)), 0, "unused", _("no record names this evidence"))
