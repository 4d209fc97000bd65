"""One problem as a document: the head, the measures, the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import words as model_words
from yiananlib.model.entries import (
    Amended,
    Closed,
    Completed,
    Endorsed,
    Entry,
    Evidenced,
    ExtensionDenied,
    ExtensionGranted,
    ExtensionRequested,
    LookedBack,
    Noted,
    Planned,
    Progressed,
    Reopened,
    Reviewed,
    Submitted,
    Voided,
    Withdrawn,
)
from yiananlib.model.lifecycle import step
from yiananlib.render import words
from yiananlib.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Fields,
    Heading,
    Paragraph,
    Table,
    cells,
)

if TYPE_CHECKING:
    from yiananlib.services.reading import Shown


def shown(value: Shown) -> Document:
    """Lay out one problem whole."""
    row, campaign = value.row, value.campaign
    state, head = row.state, row.state.head
    pairs: list[tuple[str, str | Cell | None]] = [
        (_("Unit"), f"{row.org_name}  ({state.problem.org})"),
        (
            _("Status"),
            words.status(row.status) + (_(", round {n}").format(n=state.round) if state.round > 1 else ""),
        ),
        (_("Lamp"), words.lamp(row.lamp)),
        (_("Deadline"), words.deadline(row) + _left(value)),
        (_("Kind"), campaign.word("kind", head.kind)),
        (_("Key field"), campaign.word("field", head.field)),
        (_("Severity"), words.severity(head.severity)),
        (_("Class"), _(model_words.CLASS_WORDS[head.class_])),
        (_("Source"), campaign.word("source", head.source)),
        (_("Prompt"), head.prompt),
        (_("Finding"), head.finding),
        (_("Found"), words.day(head.found)),
        (_("Leader"), head.leader),
        (_("Owner"), head.owner),
        (_("Supporting units"), _(", ").join(head.support)),
        (_("Symptom"), head.symptom),
        (_("Root cause"), _cause(value)),
        (_("Goal"), head.goal),
        *_submission(value),
    ]
    blocks: list[Block] = [
        Heading(f"{state.problem.ref}  {head.title}", 1),
        Fields(tuple((name, v if isinstance(v, Cell) else Cell(v)) for name, v in pairs if v)),
        Heading(_("Measures")),
        _measures(value),
        Heading(_("History")),
        _history(value),
    ]
    if state.faults:
        blocks.append(Paragraph(_("Some entries break the rules; `yian verify` says which."), "red"))
    return Document(tuple(blocks))


def _left(value: Shown) -> str:
    row = value.row
    if row.overdue_days:
        return _(", {n} days overdue").format(n=row.overdue_days)
    if row.status in ("closed", "voided", "submitted", "passed"):
        return ""
    return _(", {n} days left").format(n=row.days_left) if row.days_left >= 0 else ""


def _cause(value: Shown) -> str:
    head = value.row.state.head
    levels = _(", ").join(value.campaign.word("level", level) for level in head.level)
    cause = head.root_cause or ""
    return f"{cause}  [{levels}]".strip() if levels else cause


def _submission(value: Shown) -> list[tuple[str, str | None]]:
    submission = value.row.state.submission
    if submission is None:
        return []
    return [
        (_("Effect"), submission.effect),
        (
            _("Rule"),
            submission.rule or (submission.no_rule and _("none: {why}").format(why=submission.no_rule)),
        ),
        (
            _("Elsewhere"),
            submission.wider or (submission.no_wider and _("none: {why}").format(why=submission.no_wider)),
        ),
    ]


def _measures(value: Shown) -> Table:
    state = value.row.state
    return Table(
        (
            Column(_("No."), right=True), Column(_("Measure"), wide=True), Column(_("Owner")), Column(_("Due")),
            Column(_("Completed on")), Column(_("Evidence"), wide=True),
        ),
        tuple(
            cells(
                m.planned.number,
                m.planned.text,
                m.planned.owner,
                words.day(m.planned.due),
                words.day(m.completed) if m.completed else "",
                _(", ").join(_evidence(value, e) for e in state.evidence if e.measure == m.planned.number),
            )
            for m in state.measures
        ),
        _("No measures yet. Add one with `yian add-measure`."),
    )  # fmt: skip


def _evidence(value: Shown, entry: Evidenced) -> str:
    fault = value.bad_evidence.get(entry.file)
    if fault is None:
        return entry.file
    return (
        _("{file} (missing!)").format(file=entry.file)
        if fault == "missing"
        else _("{file} (changed!)").format(file=entry.file)
    )


def _history(value: Shown) -> Table:
    entries = value.row.state.problem.entries
    return Table(
        (Column(_("Day")), Column(_("By")), Column(_("What")), Column(_("Words"), wide=True)),
        tuple(cells(e.on.isoformat(), e.by, _(model_words.STEP_WORDS[step(e)]), said(e)) for e in entries),
        "",
    )


def said(entry: Entry) -> str:
    """Return the words of an entry, empty where it has none."""
    match entry:
        case Amended():
            changes = _("; ").join(f"{key}: {_plain(value)}" for key, value in entry.changes.plain().items())
            return f"{entry.reason} [{changes}]"
        case Planned():
            return f"{entry.number}. {entry.text}"
        case Progressed():
            return f"{entry.measure}. {entry.note}" if entry.measure else entry.note
        case Completed():
            return f"{entry.measure}. {entry.note or ''}".strip()
        case Evidenced():
            return f"{entry.measure}. {entry.file}" if entry.measure else entry.file
        case ExtensionRequested() | ExtensionGranted():
            note = entry.reason if isinstance(entry, ExtensionRequested) else entry.opinion or ""
            until = _("until {day}").format(day=words.day(entry.until))
            return f"{until} {note}".strip()
        case Submitted():
            return entry.effect or ""
        case Reviewed() | LookedBack() | ExtensionDenied():
            return entry.opinion
        case Closed():
            return _("; ").join(
                _("waived {code}: {why}").format(code=c, why=w) for c, w in (entry.waived or {}).items()
            )
        case Withdrawn() | Reopened() | Voided():
            return entry.reason
        case Noted() | Endorsed():
            return entry.note or ""
        case _:
            return ""


def _plain(value: object) -> str:
    return _(", ").join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
