"""A field of an organization or an officer that is set with what is recorded, in one commit: when it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import NotAllowed, UsageProblem
from yiananlib.messages import _
from yiananlib.model.finding import Level
from yiananlib.services.recording import editing
from yiananlib.services.recording.begin import require_office
from yiananlib.services.verifying import keys
from yiananlib.services.verifying.verify import verify
from yiananlib.store import codec, fields, files, kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from yiananlib.model.finding import Finding
    from yiananlib.model.org import Org
    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.transaction import Transaction


class Redefinition(NamedTuple):
    """The file of an organization as it is and as it is to be."""

    path: str
    old: bytes
    new: bytes


def of_officer(ledger: Ledger, context: Context, org: str, officer: str, until: dt.date) -> Redefinition:
    """Return what ends a post on a day, the last on which it is held.

    Raises:
        NotAuthorised: definitions are changed by the office alone.
        NotAllowed: the ledger would then have an error that it has not now.
        UsageProblem: the file is not laid out so that it can be set.
    """
    before = ledger.org(org)
    officers = tuple(o.model_copy(update={"until": until}) if o.id == officer else o for o in before.officers)
    meant = before.model_copy(update={"officers": officers})
    return _redefined(ledger, context, org, meant, {"until": until}, officer)


def of_org(ledger: Ledger, context: Context, org: str, said: Mapping[str, Any]) -> Redefinition:
    """Return what sets fields of an organization; raise as :func:`of_officer`."""
    return _redefined(ledger, context, org, ledger.org(org).model_copy(update=dict(said)), said)


def _redefined(
    ledger: Ledger, context: Context, org: str, meant: Org, said: Mapping[str, Any], officer: str = ""
) -> Redefinition:
    require_office(ledger, context)
    path = kinds.ORG.path(org)
    old = files.read(ledger.root, path)
    text: str | None = old.decode("utf-8-sig")
    for name, value in said.items():
        text = fields.with_field(text, name, value, *(("officers", officer) if officer else ())) if text else None
    new = (text or "").encode()
    try:
        is_meant = kinds.ORG.decode(new, org, "") == meant
    except codec.Invalid:
        is_meant = False
    if not is_meant:
        raise UsageProblem(
            _("{path}: “{fields}” cannot be set in its current form. Set it with `yian edit {org}` first.").format(
                path=path, fields=_(", ").join(said), org=org
            )
        )
    return Redefinition(path, old, new)


def objections(ledger: Ledger, changes: Mapping[str, bytes], day: dt.date) -> tuple[Finding, ...]:
    """Return the errors that the ledger would have with other files, and has not now."""
    changed = ledger.overlaid({**ledger.overlay, **changes})
    known = {_what(found) for found in verify(ledger, day).findings}
    now = (*verify(changed, day).findings, *keys.of_change(ledger, changed))
    return tuple(found for found in now if found.level is Level.ERROR and _what(found) not in known)


def write(transaction: Transaction, changes: Sequence[Redefinition], day: dt.date) -> None:
    """Write definitions, and with them what is planned; where that fails all of it stays as it was.

    Raises:
        NotAllowed: the ledger would then have an error that it has not now.
    """
    ledger = transaction.ledger
    found = objections(ledger, {change.path: change.new for change in changes}, day) if changes else ()
    if found:
        said = _("{file}: {reason}. Nothing was recorded.")
        raise NotAllowed(said.format(file=found[0].file, reason=found[0].message))
    done: list[Redefinition] = []
    try:
        for change in changes:
            transaction.put(change.path, change.new, change.old)
            done.append(change)
        transaction.write()
    except BaseException:
        for change in reversed(done):
            files.replace(ledger.root, change.path, change.old, change.new)
        raise
    if changes:
        editing.renew(ledger)


def _what(found: Finding) -> tuple[str, str, str]:
    return found.file, found.code, found.message
