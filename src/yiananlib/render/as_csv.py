"""The ledger table (整改台账) as CSV, for spreadsheets: a row a problem, columns in the offices' order.

What was done in an earlier round of a problem that was opened again is not in its row, its close is.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import words
from yiananlib.render import words as shown
from yiananlib.render.plain import visible
from yiananlib.render.sql import said

if TYPE_CHECKING:
    from yiananlib.index.sql import Answer
    from yiananlib.render.document import Table
    from yiananlib.services.report import Report


def text(report: Report) -> str:
    """Return the ledger of a report; the first line has the column titles."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [
            _("No."), _("Id"), _("Number"), _("Unit"), _("Source"), _("Kind"), _("Key field"), _("Problem (symptom)"),
            _("Root cause"), _("Goal"), _("Measures (remedy)"), _("Class"), _("Leader"), _("Supporting units"),
            _("Owner"), _("Deadline"), _("Progress"), _("Effect"), _("Rule"), _("Evidence"), _("Measures done"),
            _("Status"), _("Lamp"), _("Struck off on"),
        ]
    )  # fmt: skip
    setting = report.setting
    for number, whole in enumerate(report.wholes, start=1):
        row, head = whole.row, whole.head
        submission = whole.submission.data if whole.submission is not None else {}
        writer.writerow(
            inert(value)
            for value in (
                str(number),
                row.id,
                row.number or "",
                row.org_name,
                setting.word("source", row.source),
                setting.word("kind", row.kind),
                setting.word("field", row.field),
                f"{row.title}\n{head['symptom']}",
                head["root_cause"] or "",
                head["goal"] or "",
                "\n".join(f"{m.number}. {m.text}" for m in whole.measures if m.round == row.round),
                _(words.CLASS_WORDS[row.class_]),
                row.leader,
                _(", ").join(head["support"]),
                row.owner,
                shown.deadline(row),
                "\n".join(e.data["note"] for e in whole.entries if e.kind == "progressed" and not e.earlier),
                submission.get("effect") or "",
                submission.get("rule") or submission.get("no_rule") or "",
                "\n".join(e.file for e in whole.evidence if not e.earlier),
                f"{row.measures_done}/{row.measures}",
                shown.standing(row),
                shown.lamp(row.lamp).text,
                shown.day(row.closed_on) if row.closed_on is not None else "",
            )
        )
    return out.getvalue()


def table(value: Table) -> str:
    """Return a table, whatever it is of; the first line has the column titles."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([inert(column.title) for column in value.columns])
    writer.writerows([inert(cell.text) for cell in row] for row in value.rows)
    return out.getvalue()


def answer(value: Answer) -> str:
    """Return the answer to a question in SQL; the first line has the names of its columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([inert(visible(name)) for name in value.columns])
    # a number is no text that a spreadsheet could take for a formula
    writer.writerows(
        [cell if isinstance(cell, (int, float)) else inert(said(cell)) for cell in row] for row in value.rows
    )
    return out.getvalue()


def inert(value: str) -> str:
    """Return ``value`` so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value
