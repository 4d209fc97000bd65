"""整改情况报告: what a unit reports of itself, its ledger as an annex on landscape pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.render import issues, sentences, words
from yiananlib.render.document import Block, Column, Document, Heading, Paragraph, Table
from yiananlib.render.headings import as_of, asks_less
from yiananlib.render.views.bulletin import Annex, besides, found, signed
from yiananlib.render.views.figures import BY_ORGANIZATION, by_organization, definitions
from yiananlib.render.views.ledger import CLASSIC, Rows, called, row, told_in
from yiananlib.render.views.report import report_json

if TYPE_CHECKING:
    from yiananlib.services.reading.account import Account


def account(value: Account) -> Document:
    """Lay out a report with its ledger."""
    told = value.told
    campaign, report = told.setting.name, told.report
    whose = told.org_name if told.org_name is not None else _("whole campaign")
    title = (
        _("Report on rectification: {campaign}")
        if told.org_name is None
        else _("Report of {org} on rectification: {campaign}")
    ).format(org=told.org_name, campaign=campaign)
    blocks: list[Block] = [Heading(title, 1)]
    if told.issuer is not None and told.org is not None:
        blocks.append(Paragraph(_("To {office}:").format(office=told.issuer), place="start"))
    opening = _("Our progress in rectification is as follows.")
    blocks += [
        Paragraph(opening if told.commit is None else f"{opening} {as_of(told).text}"),
        Heading(_("Overall situation"), numbered=True),
        *(Paragraph(said) for said in sentences.overall(told)),
        *asks_less(told.setting),
        Heading(_("Shortcomings"), numbered=True),
        *found(issues.found(told)),
        Heading(_("Next steps"), numbered=True),
        Paragraph(sentences.ahead(told)),
    ]
    annexes = []
    if told.org is None or len(report.by_org) > 1:
        annexes.append(Annex(_("Figures of all units"), (by_organization(report), definitions(BY_ORGANIZATION))))
    heading = _("Rectification ledger of {org}, {campaign}").format(org=whose, campaign=campaign)
    of_whom = _("Reported by: {org}    As of {day}").format(org=whose, day=words.day(told.day))
    signs = _("Filled in by:              Checked by:              Head of the unit:")
    signed_by = (Paragraph(signs, place="start"),) if not told.setting.public else ()
    ledger = (Paragraph(of_whom, place="start"), _ledger(value), *signed_by)
    annexes.append(Annex(heading, ledger, landscape=True))
    return Document((*blocks, *signed(told.org_name or told.issuer, told, annexes)))


def _ledger(value: Account) -> Table:
    made = rows(value)
    return Table(made.columns, tuple(made.rows), _("No problem is registered."))


def rows(value: Account) -> Rows:
    """Return the ledger in the columns that go on A4; posts stand for their officers, evidence without its digest."""
    entries = told_in(value.ledger, CLASSIC)
    columns = tuple(Column(called(entry, value.ledger), entry.kind, entry.a4, entry.edits) for entry in entries)
    lines = (row(entries, whole, value.ledger, number) for number, whole in enumerate(value.ledger.wholes, start=1))
    return Rows(columns, lines)


def account_json(value: Account) -> dict[str, Any]:
    """Shape a report with its ledger: as that of a bulletin, and the problems whole."""
    from yiananlib.render.views.problem import whole_json

    told = report_json(value.told.report) | besides(value.told)
    return {"kind": "ledger", **told, "problems": [whole_json(whole) for whole in value.ledger.wholes]}
