"""Lists as documents: problems, organizations, officers, prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model import words as model_words
from yiananlib.model.calling import post
from yiananlib.model.vocabulary import Function, Role
from yiananlib.render import words
from yiananlib.render.document import WIDE, Cell, Column, Document, Paragraph, Table, cells
from yiananlib.render.shapes import problem_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.index.values import Org, Row
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.lists import Ids, Listing, Officers, Orgs, Prompts


def problems(listing: Listing) -> Document:
    """Lay out a list of problems, with how many there are below it."""
    table = problem_table(listing.rows, listing.setting.names, _("No matching problems."))
    count = _("problems: {n}, as of {day}").format(n=listing.total, day=words.day(listing.day))
    if listing.total > len(listing.rows):
        count += _("; showing the first {n}").format(n=len(listing.rows))
    return Document((table, Paragraph(count, "dim")) if listing.rows else (table,))


def ids(value: Ids) -> Document:
    """A name a line, and nothing else: it is read by commands."""
    return Document((Paragraph("\n".join(value.names)),) if value.names else ())


def ids_json(value: Ids) -> Any:
    """Shape the names as a list."""
    return list(value.names)


def problem_table(rows: Sequence[Row], names: Names, empty: str) -> Table:
    """Lay out problems as a table, with their official numbers where any has one; ``empty`` is said without any."""
    table = Table(
        (
            Column(_("Id")), Column(_("Number")), Column(_("Unit")), Column(_("Problem"), mm=WIDE),
            Column(_("Owner")), Column(_("Deadline"), "day"), Column(_("Status")), Column(_("Lamp"), "lamp"),
            Column(_("Measures done"), "count"),
        ),
        tuple(
            cells(
                row.ref,
                row.number,
                row.org_name,
                row.title,
                post(row.owner, names, row.org),
                words.on(row.due_extended),
                words.standing(row),
                words.lamp(row.lamp),
                f"{row.measures_done}/{row.measures}",
            )
            for row in rows
        ),
        empty,
    )  # fmt: skip
    return table if any(row.number for row in rows) else table.without(1)


def organizations(value: Orgs) -> Document:
    """Lay out the organizations in configured order."""
    table = Table(
        (
            Column(_("Organization")), Column(_("Name"), mm=WIDE), Column(_("Function")), Column(_("Parent")),
            Column(_("Members"), "count"), Column(_("Officers"), "count"), Column(_("Missing")),
        ),
        tuple(
            cells(
                org.id, org.name, _(model_words.FUNCTION_WORDS[Function(org.function)]), org.parent or "",
                org.members or "", len(org.officers), Cell(_missing(org), "yellow"),
            )
            for org in value.rows
        ),
        _("There are no organizations. Add one with `yian add-org`."),
    )  # fmt: skip
    return Document((table,))


def _missing(org: Org) -> str:
    return _(", ").join(_(model_words.ROLE_WORDS[Role(role)]) for role in org.vacant)


def officers(value: Officers) -> Document:
    """Lay out officers, each by the name that commands take."""
    table = Table(
        (
            Column(_("Officer")), Column(_("Post"), mm=WIDE), Column(_("Role")), Column(_("E-mail")),
            Column(_("Since"), "day"), Column(_("Until"), "day"),
        ),
        tuple(
            cells(
                o.id, o.post, _(model_words.ROLE_WORDS[Role(o.role)]), o.email or "",
                words.on(o.since) if o.since else "", words.on(o.until) if o.until else "",
            )
            for o in value.rows
        ),
        _("There are no officers. Add one with `yian add-officer`."),
    )  # fmt: skip
    return Document((table,))


def prompts(value: Prompts) -> Document:
    """Lay out the checklist."""
    table = Table(
        (Column(_("Prompt")), Column(_("Aspect")), Column(_("Question"), mm=WIDE)),
        tuple(cells(p.id, value.setting.word("aspect", p.aspect), p.text) for p in value.rows),
        _("The checklist has no prompts. Add some with `yian add-prompt`."),
    )
    return Document((table,))


def problems_json(value: Listing) -> Any:
    """Shape a list of problems."""
    return [problem_row(row) for row in value.rows]


def organizations_json(value: Orgs) -> Any:
    """Shape the organizations, each with its officers."""
    return [_org(org) for org in value.rows]


def _org(org: Org) -> dict[str, Any]:
    officers = [officer._asdict() | {"id": officer.id.partition("/")[2]} for officer in org.officers]
    return {"id": org.id, "schema": 1} | org._asdict() | {"officers": officers, "vacant": list(org.vacant)}


def officers_json(value: Officers) -> Any:
    """Shape the officers."""
    return [officer._asdict() for officer in value.rows]


def prompts_json(value: Prompts) -> Any:
    """Shape the checklist."""
    return [prompt._asdict() for prompt in value.rows]
