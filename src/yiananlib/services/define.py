"""Editing a definition file as visudo does: what does not validate is not kept, and nothing is lost."""

import itertools
from dataclasses import dataclass, replace

from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem, WriteFailed
from yiananlib.messages import _
from yiananlib.model.finding import Finding, Level
from yiananlib.model.text import name_fault
from yiananlib.services.begin import commit_definition, require_office
from yiananlib.services.occasion import Occasion, known_actor
from yiananlib.services.verify import verify
from yiananlib.store import files, layout
from yiananlib.store.ledger import Ledger
from yiananlib.store.pen import writing


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition file as it was when the editing began. ``text`` is its whole content."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The edited definition was written; ``uncommitted`` is why git did not commit it, or None."""

    path: str
    uncommitted: str | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """The edited definition would bring these findings into the ledger; nothing was written."""

    path: str
    findings: tuple[Finding, ...]


def open_definition(ledger: Ledger, occasion: Occasion, what: str) -> Definition:
    """Return the definition that ``what`` names: ``campaign``, ``checklist`` or an organization.

    Raises:
        NoSuchRecord: there is no such file.
        NotAuthorised: definitions are changed by the office alone.
    """
    known = {"campaign": layout.CAMPAIGN, layout.CAMPAIGN: layout.CAMPAIGN}
    known |= {"checklist": layout.CHECKLIST, layout.CHECKLIST: layout.CHECKLIST}
    path = known.get(what)
    if path is None:
        if name_fault(what) is not None:
            raise NoSuchRecord(_("definition"), what, _("Give “campaign”, “checklist” or an organization."))
        path = layout.org_file(what)
    try:
        data = files.read(ledger.root, path)
    except FileNotFoundError:
        raise NoSuchRecord(_("definition"), what, _("Give “campaign”, “checklist” or an organization.")) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageProblem(
            _("{path}: it is not UTF-8 text and cannot be edited safely; save it as UTF-8 first.").format(path=path)
        ) from None
    _authorise_where_readable(ledger, occasion)
    return Definition(path, text)


def keep(ledger: Ledger, occasion: Occasion, before: Definition, text: str) -> Kept | Rejected:
    """Write an edited definition if the ledger with it has no finding that it has not without.

    Raises:
        WriteFailed: the file was changed by somebody else meanwhile.
    """
    data = text.encode()
    changed = replace(ledger, overlay={before.path: data})
    with writing(ledger, occasion.waiting) as pen:
        old = files.read(ledger.root, before.path)
        if old.decode("utf-8-sig", errors="replace") != before.text:
            raise WriteFailed(
                _("{path}: somebody else changed it meanwhile. Nothing was written.").format(path=before.path)
            )
        known = {_what(f) for f in verify(ledger).findings}
        found = tuple(
            f
            for f in verify(changed).findings
            if f.level is Level.ERROR and (f.file == before.path or _what(f) not in known)
        )
        if found:
            return Rejected(before.path, found)
        who = _editor(ledger, occasion)
        pen.put(before.path, data, old)
        uncommitted = commit_definition(pen, f"{before.path}: edit", occasion, ledger.campaign(), who)
    return Kept(before.path, uncommitted)


def keep_draft(ledger: Ledger, before: Definition, text: str) -> str:
    """Put a text that was not kept aside, and return its path; nothing that somebody typed is lost."""
    name = before.path.replace("/", "-")
    folder = f"{layout.PRIVATE}/drafts"
    names = (f"{folder}/{n:03d}-{name}" for n in itertools.count(1))
    path = next(p for p in names if not files.exists(ledger.root, p))
    files.create(ledger.root, path, text.encode())
    return path


def _editor(ledger: Ledger, occasion: Occasion) -> str | None:
    try:
        who = known_actor(ledger, occasion.by)
    except LedgerInvalid:
        return None  # what is being mended may be what says who it is
    return who.ref if who else None


def _authorise_where_readable(ledger: Ledger, occasion: Occasion) -> None:
    if any(f.level is Level.ERROR and f.file.endswith(("yian.toml", "org.toml")) for f in verify(ledger).findings):
        return  # the definitions are broken, and mending them is what edit is for
    require_office(ledger, occasion)


def _what(found: Finding) -> tuple[str, str, str]:
    return found.file, found.code, found.message
