"""Which organization or officer of a ledger somebody means: by code, or by name or post where one alone has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.errors import Ambiguous, NoSuchRecord
from yiananlib.messages import _
from yiananlib.model import ids, naming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.org import Org
    from yiananlib.store.ledger import Ledger

_MOST: Final = 6
"""So many officers are named where none is near."""


def org(ledger: Ledger, said: str) -> str:
    """Return the code of the organization meant; a text that is nobody's name is returned unchanged.

    Where codes are looked up it is told that there is none, and which are near.

    Raises:
        Ambiguous: several have the name.
        LedgerInvalid: an organization cannot be read.
    """
    if ledger.has_org(said) or ids.is_prefix(said):  # a code costs no reading, and the id of a record none either
        return said
    found = naming.orgs(said, ledger.orgs())
    if len(found) > 1:
        raise Ambiguous(said, found, _("Give the code of one."))
    return found[0] if found else said


def officer(ledger: Ledger, said: str) -> str:
    """Return the officer that is meant, as ``<org>/<officer>``; what is written in codes comes back as it is.

    Raises:
        NoSuchRecord: there is none; the message names the nearest.
        Ambiguous: several are called so.
        LedgerInvalid: an organization cannot be read.
    """
    where, slash, who = naming.parted(said)
    if slash and who.isascii() and ledger.has_org(where):  # whoever looks codes up says where there is none
        return f"{where}/{who}"
    known = ledger.orgs()
    found = one_of(said, naming.officers(said, known))
    if found is None:
        homes = naming.orgs(where, known) if slash else []
        raise no_officer(who, known, homes[0]) if len(homes) == 1 else no_officer(said, known)
    return found


def one_of(said: str, found: list[str]) -> str | None:
    """Return the one that was found; None where none was.

    Raises:
        Ambiguous: several were.
    """
    if len(found) > 1:
        raise Ambiguous(said, found, _("Give the code of one."))
    return found[0] if found else None


def no_officer(said: str, known: Mapping[str, Org], home: str | None = None) -> NoSuchRecord:
    """Return what is said of an officer that is not among those of these organizations, or of ``home`` among them."""
    hint = _("`yian list --officers` shows them; `yian add-officer` adds one.")
    if home is not None and home in known:
        there = {f"{home}/{one.id}": one.post for one in known[home].officers}
        near = naming.nearest(said, there) or there_are(known[home].name, there)
        said = f"{home}/{said}"
    else:
        near = naming.nearest(said, naming.posts(known))
    return NoSuchRecord(_("officer"), said, f"{near} {hint}".strip())


def there_are(org: str, there: Mapping[str, str]) -> str:
    """Return the sentence that names the officers of an organization; "" where it has none."""
    named = [f"{post} ({ref})" for ref, post in there.items()]
    shown = _(", ").join(named[:_MOST]) + (" …" if len(named) > _MOST else "")
    return _("{org} has: {names}.").format(org=org, names=shown) if named else ""
