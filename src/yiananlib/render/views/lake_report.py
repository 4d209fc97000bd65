"""The report of a lake as a document: figures, regions, kinds, and which ledgers at which commit they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Chart, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.headings import as_of, short
from yiananlib.render.shapes import fields
from yiananlib.render.views import burn_down, figures
from yiananlib.render.views import report as parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yiananlib.services.reading.lake_compare import LakeComparison
    from yiananlib.services.reading.lake_orgs import LakeOrgs
    from yiananlib.services.reading.lake_report import LakePage, LakeReport
    from yiananlib.services.reading.lake_scope import Source

MOST = 8
"""Ledgers that a sentence names; the table of ledgers has all."""


def report(value: LakeReport) -> Document:
    """Lay out the report of a lake."""
    blocks: list[Block] = [
        *_title(value, _("rectification report")), *warnings(value), Heading(_("Figures")),
        figures.figures(value.figures, value.coverage), *_by_org(value), Heading(_("By kind")), figures.by_kind(value),
        *_origin(value),
    ]  # fmt: skip
    return Document(tuple(blocks))


def page(value: LakePage) -> Document:
    """Lay out the page of a lake."""
    told = value.report
    blocks: list[Block] = [
        *_title(told, _("rectification at a glance")), *warnings(told),
        Heading(_("At a glance")), figures.headline(told.figures),
        Heading(_("Burn-down")), *burn_down.drawn(value.burn_down),
        Heading(_("Open problems by age in days")), figures.ageing(told.figures), *_by_org(told),
        Heading(_("By kind")), Chart(figures.by_kind(told), 1),
        Heading(_("All figures")), figures.figures(told.figures, told.coverage), *_origin(told),
    ]  # fmt: skip
    return Document(tuple(blocks))


def rows(value: LakeReport) -> Table:
    """Return a row a region, ledger or organization, with its code."""
    table = _table(value)
    codes = [*(row.org for row in value.by_org), ""]
    columns = (Column(_("Code")), *table.columns)
    return Table(columns, tuple((Cell(code), *row) for code, row in zip(codes, table.rows, strict=True)))


def _title(value: LakeReport, what: str) -> list[Block]:
    whose = value.org_name if value.org_name is not None else _("all ledgers")
    heading = _("{campaign}: {what}, {name}").format(campaign=value.setting.name, what=what, name=whose)
    return [Heading(heading, 1), as_of(value)]


def _by_org(value: LakeReport) -> list[Block]:
    if not value.by_org:
        return []
    heading = _("By region") if value.by_region else _("By organization")
    return [Heading(heading), _table(value)]


def _table(value: LakeReport) -> Table:
    return figures.by_organization(value, _("Region") if value.by_region else "")


def warnings(value: LakeReport) -> list[Block]:
    """Return what a reader must know before the figures: what is not in them, and what they rest on."""
    blocks: list[Block] = []
    if value.known is not None:
        blocks.append(Paragraph(_("As known on {day}.").format(day=words.day(value.known))))
    left_out = [_("{code} ({reason})").format(code=code, reason=reason) for code, reason in value.without.items()]
    later = [_("{name} ({day})").format(name=_named(s), day=words.day(s.known)) for s in value.sources if s.later]
    unsure = [
        _("{name} ({said})").format(name=_named(s), said=verified(s)) for s in value.sources if s.verified != "ok"
    ]
    weakened = [
        _("{name} ({said})").format(name=_named(s), said=_("; ").join(s.weakened)) for s in value.sources if s.weakened
    ]
    outside = [_named(s) for s in value.sources if not s.placed]
    for said, names, style in (
        (_("Left out: {names}."), left_out, "red"),
        (_("No data from: {names}."), value.silent, "yellow"),
        (_("Handed over before this day, counted as known then: {names}."), later, "yellow"),
        (_("Not verified by `yian verify`: {names}."), unsure, "red"),
        (_("Less strict than the yian template: {names}."), weakened, "red"),
        (_("In no region of lake.toml, counted directly under the top: {names}."), outside, "yellow"),
    ):
        if names:
            blocks.append(Paragraph(said.format(names=_few(names)), style))  # type: ignore[arg-type]  # as above
    return blocks


def _few(names: Iterable[str]) -> str:
    every = list(names)
    shown = every[:MOST]
    if len(every) > MOST:
        shown.append(_("and {n} more").format(n=len(every) - MOST))
    return _(", ").join(shown)


def _named(source: Source) -> str:
    return f"{source.code} {source.name}"


def verified(source: Source) -> str:
    """Say what the ledger's proof came to when it was handed over."""
    match source.verified:
        case "ok":
            return _("verified")
        case "findings":
            return _("{n} findings").format(n=source.findings)
        case _:
            return _("not verified")


def _origin(value: LakeReport) -> list[Block]:
    """Return the origin of the figures, the settings they are counted by, and what is left out."""
    said = _(
        "Individual problems, officers and people held to account are not shown here: in a small place, a"
        " few are easily identified. The ledgers' own reports show them to those entitled to see them."
    )
    return [
        Heading(_("Ledgers")), _sources(value),
        Heading(_("Settings used for counting")), _groups(value),
        Heading(_("How it was counted")), figures.definitions(), Paragraph(said, "dim"),
    ]  # fmt: skip


def _sources(value: LakeReport) -> Table:
    columns = (
        Column(_("Code")), Column(_("Name")), Column(_("Campaign"), mm=WIDE), Column(_("Known on"), "day"),
        Column(_("Commit")), Column(_("Verification")), Column(_("Settings"), "count"),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                s.code, s.name, s.campaign, s.known, short(s.commit),
                Cell(verified(s), "" if s.verified == "ok" else "red"), s.group + 1,
            )
            for s in value.sources
        ),
        _("No ledger was counted."),
    )  # fmt: skip


def _groups(value: LakeReport) -> Table:
    columns = (
        Column(_("Settings"), "count"), Column(_("Ledgers"), "count"), Column(_("Yellow lamp, days"), "count"),
        Column(_("Blue lamp, days"), "count"), Column(_("Look-back after days"), "count"),
        Column(_("Standards required for"), mm=WIDE),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                place, group.ledgers, group.rules.yellow, group.rules.blue, group.rules.look_back_days,
                _("always")
                if group.rules.standards_always
                else _(", ").join((*group.rules.key_fields, *group.rules.grave)) or words.NOTHING,
            )
            for place, group in enumerate(value.groups, start=1)
        ),
        _("No ledger was counted."),
    )  # fmt: skip


def report_json(value: LakeReport) -> dict[str, Any]:
    """Shape the report of a lake; the keys that a ledger's report has, too, are the same."""
    return {
        "as_of": value.day,
        "known": value.known,
        "campaign": value.setting.name,
        "org": value.org,
        "engine": value.engine,
        **parts.figures_json(value),
        "ledgers": [
            fields(s, "code name campaign commit known later verified findings weakened placed") | {"settings": s.group}
            for s in value.sources
        ],
        "settings": [group.rules._asdict() | {"ledgers": group.ledgers} for group in value.groups],
        "without": [{"ledger": code, "reason": reason} for code, reason in value.without.items()],
        "silent": list(value.silent),
    }


def comparison(value: LakeComparison) -> Document:
    """Lay out what a lake's figures were on two days, and the regions beside each other."""
    before, after = value.before, value.after
    heading = _("From {before} to {after}").format(before=words.day(before.day), after=words.day(after.day))
    columns = (
        Column(_("Region") if after.by_region else _("Organization")),
        Column(_("Problems"), "count"), Column(_("Change"), "count"),
        Column(_("Closed"), "count"), Column(_("Change"), "count"),
        Column(_("Overdue"), "count"), Column(_("Change"), "count"),
        Column(_("Closure rate"), "percent"), Column(_("Before"), "percent"),
    )  # fmt: skip
    made = []
    for old, new in value.by_org:
        a, b = old.figures, new.figures
        name = figures.INDENT * new.depth + new.name
        made.append(
            cells(
                name, b.total, _change(a.total, b.total), b.closed, _change(a.closed, b.closed), words.alarm(b.overdue),
                _change(a.overdue, b.overdue), words.share(b.closure_rate), words.share(a.closure_rate),
            )
        )  # fmt: skip
    whose = after.org_name if after.org_name is not None else after.setting.name
    blocks: list[Block] = [
        Heading(f"{whose}: {heading}", 1), *warnings(after), figures.before_and_after(before.figures, after.figures),
    ]  # fmt: skip
    if made:
        blocks += [Heading(_("By region") if after.by_region else _("By organization")), Table(columns, tuple(made))]
    return Document((*blocks, *_origin(after)))


def _change(before: int, after: int) -> str:
    return f"{after - before:+d}" if after != before else ""


def comparison_json(value: LakeComparison) -> dict[str, Any]:
    """Shape what a lake's figures were on two days."""
    return {"from": report_json(value.before), "to": report_json(value.after)}


def organizations(value: LakeOrgs) -> Document:
    """Lay out the regions and ledgers of a lake."""
    columns = (
        Column(_("Code")), Column(_("Name"), mm=WIDE), Column(_("Parent")), Column(_("Known on"), "day"),
        Column(_("Commit")), Column(_("Verification")),
    )  # fmt: skip
    sources = {source.code: source for source in value.sources}
    made = []
    for node, depth in zip(value.nodes, value.depths, strict=True):
        source = sources.get(node.code)
        row: tuple[object, ...] = ("", "", "")
        if source is not None:
            row = (source.known, short(source.commit), verified(source))
        made.append(cells(node.code, figures.INDENT * depth + node.name, node.parent or "", *row))
    return Document((Table(columns, tuple(made), _("The lake has no regions and no ledgers.")),))


def organizations_json(value: LakeOrgs) -> list[dict[str, Any]]:
    """Shape the regions and ledgers of a lake."""
    sources = {source.code: source for source in value.sources}
    return [
        {
            **fields(node, "code name parent"),
            "depth": depth,
            "ledger": fields(sources[node.code], "campaign commit known verified findings weakened placed")
            if node.code in sources
            else None,
        }
        for node, depth in zip(value.nodes, value.depths, strict=True)
    ]
