"""督办单: a page a notice, as it is sent; a draft where problems are overdue that no notice names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.calling import post, units
from yiananlib.model.notice_words import ENTRY_WORDS, RUNG_WORDS, URGENCY_WORDS
from yiananlib.render import words
from yiananlib.render.document import (
    WIDE,
    Block,
    Cell,
    Column,
    Document,
    Fields,
    Heading,
    Paragraph,
    Section,
    Table,
    cells,
)
from yiananlib.render.headings import as_of
from yiananlib.render.shapes import entries, problem_row
from yiananlib.render.views.notices import notice_json
from yiananlib.services.reading import notices

if TYPE_CHECKING:
    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.values import Said
    from yiananlib.services.reading.notice_sheets import Sheet, Sheets


def sheets(value: Sheets) -> Document:
    """Lay out the sheets, a page each."""
    if not value.sheets:
        return Document((Paragraph(_("No notice is waiting for a reply, and nothing is overdue.")),))
    blocks: list[Block] = []
    for sheet in value.sheets:
        blocks += [Section(), *_sheet(sheet, value)]
    return Document(tuple(blocks))


def _sheet(sheet: Sheet, value: Sheets) -> list[Block]:
    draft = sheet.notice is None
    title = _("{campaign}: supervision notice (draft)") if draft else _("{campaign}: supervision notice")
    number = _("to be registered") if sheet.notice is None else sheet.notice.ref
    blocks: list[Block] = [
        Heading(title.format(campaign=value.setting.name), 1),
        Paragraph(_("Notice no.: {number}").format(number=number), place="start"),
        Fields(tuple(_form(sheet, value))),
    ]
    if value.commit is not None:
        blocks.insert(1, as_of(value))
    if sheet.problems:
        blocks += [Heading(_("Problems concerned"), 2), _problems(sheet, value)]
    signed = [*([value.issuer] if value.issuer and draft else []), words.day(value.day)] if draft else []
    return [*blocks, *([Paragraph("\n".join(signed), place="end")] if signed else [])]


def _form(sheet: Sheet, value: Sheets) -> list[tuple[str, Cell]]:
    blank = Cell("\n\n")
    if sheet.notice is None:
        demand = _(
            "Find the cause of each of the {n} overdue problems below, set a day for its completion, and"
            " report in writing."
        )
        pairs = [
            (_("Matter supervised"), Cell(_("Overdue problems of {unit}").format(unit=sheet.org_name))),
            (_("Unit"), Cell(sheet.org_name)),
            (_("Basis"), Cell(_("The ledger as of {day}").format(day=words.day(value.day)))),
            (_("Urgency"), Cell("")),
            (_("Reply due"), Cell("")),
            (_("Requirement"), Cell(demand.format(n=len(sheet.problems)))),
        ]
    else:
        pairs = _sent(sheet, sheet.notice, value)
    replies = [] if sheet.notice is None else [said for said in sheet.notice.entries if said.kind != "issued"]
    return [
        *pairs,
        (_("Action taken"), Cell("\n".join(_told(said, value) for said in replies)) if replies else blank),
        (_("Leader's instruction"), blank),
        (_("Received by, on"), _received(replies, value) or Cell("")),
    ]


def _sent(sheet: Sheet, notice: MatterRow, value: Sheets) -> list[tuple[str, Cell]]:
    head = notice.data
    issued = next((said for said in notice.entries if said.kind == "issued"), None)
    late = notices.overdue_days(notice)
    due = words.day(notice.due) if notice.due is not None else words.written_day(head["due"])
    rung = RUNG_WORDS[notices.rung(notice)]
    urgency = URGENCY_WORDS[head["urgency"]]
    support = units(head.get("support") or (), value.setting.names)
    leader = head.get("leader")
    return [
        (_("Matter supervised"), Cell(notice.title)),
        (_("Unit"), Cell(sheet.org_name)),
        (_("Supporting organizations"), Cell(support or words.NOTHING)),
        (_("Leader"), Cell(post(leader, value.setting.names) if leader else words.NOTHING)),
        (_("Basis"), Cell(head.get("basis") or words.NOTHING)),
        (_("Rung"), Cell(_(rung))),
        (_("Urgency"), Cell(_(urgency))),
        (
            _("Issued by, on"),
            Cell(f"{post(issued.by, value.setting.names)}  {words.day(issued.day)}" if issued else words.NOTHING),
        ),
        (_("Reply due"), Cell(due + _(", {n} days overdue").format(n=late) if late else due, "red" if late else "")),
        (_("Requirement"), Cell(head["demand"])),
        *([(_("Problems named"), Cell(_(", ").join(sheet.names)))] if sheet.names else []),
    ]


def _received(replies: list[Said], value: Sheets) -> Cell | None:
    said = next((said for said in replies if said.kind == "received"), None)
    return _by(said, value) if said is not None else None


def _by(said: Said, value: Sheets) -> Cell:
    return Cell(f"{post(said.by, value.setting.names)}  {words.day(said.day)}")


def _told(said: Said, value: Sheets) -> str:
    data = said.data
    text = next((str(data[name]) for name in ("text", "opinion", "reason") if data.get(name)), "")
    what = _("{day} {who}: {what}").format(
        day=words.day(said.day), who=post(said.by, value.setting.names), what=_(ENTRY_WORDS[said.kind])
    )
    return _("{what}: {text}").format(what=what, text=text) if text else what


def _problems(sheet: Sheet, value: Sheets) -> Table:
    columns = (
        Column(_("No."), "count"), Column(_("Number")), Column(_("Problem"), mm=WIDE), Column(_("Owner")),
        Column(_("Deadline"), "day"), Column(_("Days overdue"), "count"), Column(_("Status")),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                number, row.number or row.ref, row.title, post(row.owner, value.setting.names, row.org), words.due(row),
                words.alarm(row.overdue_days), words.status(row.status),
            )
            for number, row in enumerate(sheet.problems, start=1)
        ),
    )  # fmt: skip


def sheets_json(value: Sheets) -> dict[str, Any]:
    """Shape the sheets."""
    return {
        "kind": "notice",
        "as_of": value.day,
        "commit": value.commit,
        "campaign": value.setting.name,
        "org": value.org,
        "sheets": [
            {
                "org": sheet.org,
                "org_name": sheet.org_name,
                "notice": notice_json(sheet.notice) | entries(sheet.notice) if sheet.notice is not None else None,
                "problems": [problem_row(row) for row in sheet.problems],
            }
            for sheet in value.sheets
        ],
    }
