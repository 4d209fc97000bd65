"""Who records in a clone, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import N_, _
from yiananlib.model.words import FUNCTION_WORDS, ROLE_WORDS
from yiananlib.render.document import Document, Paragraph
from yiananlib.render.plain import visible

if TYPE_CHECKING:
    from yiananlib.services.recording.whoami import May, Remembered, WhoAmI

SOURCES = {
    "option": N_("given with --by"),
    "environment": N_("given by YIAN_BY"),
    "remembered": N_("remembered for this clone by `yian as`"),
    "git": N_("the officer with git's user.email"),
}
"""How it is known who records."""

_MOST = 12
"""The most organizations to be named; if there are more, only their number is given."""


def whoami(value: WhoAmI) -> Document:
    """The officer, by what it is known, and what they may do about which organizations."""
    lines = [
        f"{value.ref}  {value.org_name}  {value.post}",
        _("; ").join(
            (_(", ").join((_(FUNCTION_WORDS[value.function]), _(ROLE_WORDS[value.role]))), _(SOURCES[value.source]))
        ),
    ]
    if value.out_of_office is not None:
        lines.append(_("{reason}: nothing can be recorded.").format(reason=value.out_of_office))
    lines += (_may(row, value) for row in value.may)
    return Document((Paragraph("\n".join(lines)),))


def whoami_json(value: WhoAmI) -> Any:
    """Shape the officer; ``orgs`` is null for all organizations."""
    return {
        "by": value.ref,
        "org_name": value.org_name,
        "post": value.post,
        "role": value.role,
        "function": value.function,
        "source": value.source,
        "in_office": value.out_of_office is None,
        "may": [{"commands": list(row.commands), "orgs": row.orgs and list(row.orgs)} for row in value.may],
    }


def remembered(value: Remembered) -> Document:
    """Who is remembered, and where."""
    place = visible(value.place)
    if value.ref is None:
        return Document((Paragraph(_("Forgotten; this clone no longer remembers anybody.")),))
    said = _("{ref}  {org}  {post}: remembered for this clone ({path}).")
    return Document((Paragraph(said.format(ref=value.ref, org=value.org_name, post=value.post, path=place)),))


def remembered_json(value: Remembered) -> Any:
    """Shape who is remembered; ``by`` is null where nobody is."""
    return {"by": value.ref, "file": value.place}


def _may(row: May, value: WhoAmI) -> str:
    if row.orgs is None:
        about = _("everywhere")
    elif len(row.orgs) > _MOST:
        about = _("{n} organizations").format(n=len(row.orgs))
    else:
        about = _(", ").join(value.names[org] for org in row.orgs)
    return _("may use, {about}: {commands}").format(about=about, commands=_(", ").join(row.commands))
