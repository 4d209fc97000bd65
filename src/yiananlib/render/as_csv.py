"""The ledger table (整改台账) as CSV, for spreadsheets: a row a problem, columns in the offices' order."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import words
from yiananlib.model.vocabulary import Status
from yiananlib.render import words as shown

if TYPE_CHECKING:
    from yiananlib.services.report import Report


def text(report: Report) -> str:
    """Return the ledger of a report; the first line has the column titles."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [
            _("No."), _("Id"), _("Unit"), _("Source"), _("Kind"), _("Key field"), _("Problem (symptom)"),
            _("Root cause"), _("Goal"), _("Measures (remedy)"), _("Class"), _("Leader"), _("Supporting units"),
            _("Owner"), _("Deadline"), _("Progress"), _("Effect"), _("Rule"), _("Evidence"), _("Measures done"),
            _("Status"), _("Lamp"), _("Struck off on"),
        ]
    )  # fmt: skip
    campaign = report.campaign
    for number, row in enumerate(report.rows, start=1):
        state, head = row.state, row.state.head
        submission = state.submission
        notes = [e.note for e in state.problem.entries if e.kind == "progressed"]
        close = next((m for m in reversed(state.moves) if m.status is Status.CLOSED), None)
        writer.writerow(
            inert(value)
            for value in (
                str(number),
                head.id,
                row.org_name,
                campaign.word("source", head.source),
                campaign.word("kind", head.kind),
                campaign.word("field", head.field),
                f"{head.title}\n{head.symptom}",
                head.root_cause or "",
                head.goal or "",
                "\n".join(f"{m.planned.number}. {m.planned.text}" for m in state.measures),
                _(words.CLASS_WORDS[head.class_]),
                head.leader,
                _(", ").join(head.support),
                head.owner,
                shown.deadline(row),
                "\n".join(notes),
                (submission and submission.effect) or "",
                (submission and (submission.rule or submission.no_rule)) or "",
                "\n".join(e.file for e in state.evidence),
                f"{row.measures_done}/{row.measures}",
                shown.status(row.status),
                shown.lamp(row.lamp).text,
                shown.day(close.on) if close is not None and row.status is Status.CLOSED else "",
            )
        )
    return out.getvalue()


def inert(value: str) -> str:
    """Return ``value`` so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value
