"""Editing a definition file as visudo does: what does not validate is not kept, and nothing is lost."""

import contextlib
import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yiananlib.errors import Ambiguous, LedgerInvalid, NoSuchRecord, UsageProblem, WriteFailed
from yiananlib.messages import _
from yiananlib.model import naming
from yiananlib.model.finding import Finding, Level
from yiananlib.model.leniency import Eased, eased
from yiananlib.model.text import name_fault
from yiananlib.services.reading.calendar import today
from yiananlib.services.recording import edited_words
from yiananlib.services.recording.begin import commit_definition, require_office
from yiananlib.services.recording.context import Context, known_actor
from yiananlib.services.verifying import keys
from yiananlib.services.verifying.verify import verify
from yiananlib.store import codec, files, kinds, layout
from yiananlib.store.ledger import Ledger
from yiananlib.store.transaction import writing

_BEGUN: Final = {
    layout.SIGNERS: "",
    layout.CALENDAR: "schema = 1\n\n[[years]]\nyear = 2000\nholidays = []\nworking = []\n",
}
"""The definitions that need not be there, each with what it begins as."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition file as it was when the editing began. ``text`` is its whole content; none where it is not there.

    ``begun`` is what is put before the reader then, to go on from.
    """

    path: str
    text: str
    begun: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The edited definition was written; ``uncommitted`` is why git did not commit it, or None.

    ``eased`` are the settings of the campaign that ask less than the template, and did not as they do now.
    """

    path: str
    uncommitted: str | None
    eased: tuple[Eased, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """The edited definition would bring these findings into the ledger; nothing was written."""

    path: str
    findings: tuple[Finding, ...]


def open_definition(ledger: Ledger, context: Context, what: str) -> Definition:
    """Return the definition that ``what`` names: a single one by its word, an organization or a case by its name.

    Raises:
        NoSuchRecord: there is no such file.
        Ambiguous: an organization and a case have that name; ``org/NAME`` and ``case/NAME`` are theirs alone.
        NotAuthorised: definitions are changed by the office alone.
    """
    single = [kind for kind in kinds.DEFINITIONS if not kind.of_org and kind.is_single]
    known = {name: kind.pattern for kind in single for name in (kind.name, kind.pattern)}
    path = (known | {layout.SIGNERS: layout.SIGNERS}).get(what) or _named(ledger, what)
    try:
        data = files.read(ledger.root, path)
    except FileNotFoundError:
        if path not in _BEGUN:
            raise _no_definition(ledger, what) from None
        data = b""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageProblem(
            _("{path}: it is not UTF-8 text and cannot be edited safely; save it as UTF-8 first.").format(path=path)
        ) from None
    _authorise_where_readable(ledger, context)
    return Definition(path, text, "" if text else _BEGUN.get(path, ""))


def _named(ledger: Ledger, what: str) -> str:
    """Return the path of the organization or case that ``what`` names: ``org/`` or ``case/`` says which it is."""
    kind, slash, name = what.rpartition("/")
    named = [row for row in kinds.DEFINITIONS if row.of_org or not row.is_single]
    if name_fault(name) is not None or kind not in ([row.name for row in named] if slash else [""]):
        raise _no_definition(ledger, what)
    paths = {row.name: row.path(name) if row.of_org else row.path("", name) for row in named}
    if slash:
        return paths[kind]
    there = [kind for kind, path in paths.items() if files.exists(ledger.root, path)]
    if len(there) > 1:
        raise Ambiguous(what, [f"{kind}/{name}" for kind in there])
    return paths[there[0] if there else kinds.ORG.name]


def _no_definition(ledger: Ledger, what: str) -> NoSuchRecord:
    single = [row.name for row in kinds.DEFINITIONS if row.is_single]
    known = {name: name for name in (*single, layout.SIGNERS, *ledger.case_names())}
    with contextlib.suppress(LedgerInvalid):  # which one is may be what is to be mended
        known |= {code: org.name for code, org in ledger.orgs().items()}
    hint = _("Give “campaign”, “checklist”, “calendar”, “allowed_signers”, an organization or a case.")
    return NoSuchRecord(_("definition"), what, f"{naming.nearest(what, known)} {hint}".strip())


def keep(ledger: Ledger, context: Context, before: Definition, text: str) -> Kept | Rejected:
    """Write an edited definition if the ledger with it has no finding that it has not without.

    Words of enumerations, names of organizations and days are written as the keys, codes and days that files hold.

    Raises:
        WriteFailed: the file was changed by somebody else meanwhile.
    """
    data = edited_words.keyed(ledger, before.path, text, _today(ledger, context)).encode()
    changed = ledger.overlaid({before.path: data})
    with writing(ledger, context.waiting) as transaction:
        old = _there(ledger, before.path)
        if (old or b"").decode("utf-8-sig", errors="replace") != before.text:
            raise WriteFailed(
                _("{path}: somebody else changed it in the meantime. Nothing was written.").format(path=before.path)
            )
        day = _today(ledger, context)
        known = {_what(f) for f in verify(ledger, day).findings}
        found = tuple(
            f
            for f in (*verify(changed, day).findings, *_left_empty(ledger, changed))
            if f.level is Level.ERROR and (f.file == before.path or _what(f) not in known)
        )
        if found:
            # the cause: what other files would say follows from it
            return Rejected(before.path, tuple(f for f in found if f.file == before.path) or found)
        who = _editor(ledger, context)
        transaction.put(before.path, data, old)
        uncommitted = commit_definition(transaction, f"{before.path}: edit", context, ledger.campaign(), who)
    return Kept(before.path, uncommitted, _eased(before, data))


def _eased(before: Definition, data: bytes) -> tuple[Eased, ...]:
    if before.path != layout.CAMPAIGN:
        return ()
    try:
        already = eased(codec.decode_campaign(before.text.encode()))
    except codec.Invalid:
        already = ()  # it was mended, and all of it is new
    return tuple(found for found in eased(codec.decode_campaign(data)) if found not in already)


def _there(ledger: Ledger, path: str) -> bytes | None:
    try:
        return files.read(ledger.root, path)
    except FileNotFoundError:
        return None


def _today(ledger: Ledger, context: Context) -> dt.date | None:
    try:
        return today(ledger.campaign().timezone, context.now)
    except LedgerInvalid:
        return None  # what is being mended may be what says in which zone


def _left_empty(ledger: Ledger, changed: Ledger) -> Iterator[Finding]:
    try:
        yield from keys.of_change(ledger, changed)
    except LedgerInvalid:
        return  # verify says so


def keep_draft(ledger: Ledger, before: Definition, text: str) -> str:
    """Put a text that was not kept aside, and return its path; nothing that somebody typed is lost."""
    name = before.path.replace("/", "-")
    folder = f"{layout.PRIVATE}/drafts"
    names = (f"{folder}/{n:03d}-{name}" for n in itertools.count(1))
    path = next(p for p in names if not files.exists(ledger.root, p))
    files.create(ledger.root, path, text.encode())
    return path


def _editor(ledger: Ledger, context: Context) -> str | None:
    try:
        who = known_actor(ledger, context.by)
    except LedgerInvalid:
        return None  # what is being mended may be what says who it is
    return who.ref if who else None


def _authorise_where_readable(ledger: Ledger, context: Context) -> None:
    if any(f.level is Level.ERROR and f.file.endswith(("yian.toml", "org.toml")) for f in verify(ledger).findings):
        return  # the definitions are broken, and mending them is what edit is for
    require_office(ledger, context)


def _what(found: Finding) -> tuple[str, str, str]:
    return found.file, found.code, found.message
