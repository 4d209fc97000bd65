"""One problem as a document: the head, the measures, the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model import tags
from yiananlib.model import words as model_words
from yiananlib.model.calling import post, units
from yiananlib.render import papers, particulars, words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Fields, Heading, Paragraph, Table, cells
from yiananlib.render.entries import happened, history, refused, said, taken_from
from yiananlib.render.shapes import problem_row

if TYPE_CHECKING:
    import datetime as dt

    from yiananlib.index.values import Occurrence, Whole
    from yiananlib.services.reading.lists import Shown


def shown(value: Shown) -> Document:
    """Lay out one problem whole."""
    row, head, setting = value.whole.row, value.whole.head, value.setting
    names = setting.names
    pairs: list[tuple[str, str | Cell | None]] = [
        (_("Unit"), f"{row.org_name}  ({row.org})"),
        (_("Status"), words.standing(row)),
        (_("Lamp"), words.lamp(row.lamp)),
        (_("Deadline"), words.deadline(row) + _left(value)),
        (_("Kind"), setting.word("kind", row.kind)),
        (_("Key field"), setting.word("field", row.field)),
        (_("Severity"), words.severity(row.severity)),
        (_("Class"), _(model_words.CLASS_WORDS[row.class_])),
        (_("Source"), setting.word("source", row.source)),
        (_("Prompt"), head["prompt"]),
        (_("Finding"), head["finding"]),
        (_("Task"), head["task"]),
        (_("Meeting"), head["meeting"]),
        (_("Recurrence of"), head["recurs"]),
        (_("Transferred from"), moved(value.whole)[0]),
        (_("Transferred to"), moved(value.whole)[1]),
        (_("Recurred as"), _(", ").join(value.recurred)),
        (_("Found"), words.day(row.found)),
        (_("Leader"), post(row.leader, names, row.org)),
        (_("Owner"), post(row.owner, names, row.org)),
        (_("Supporting units"), units(head["support"], names)),
        (_("Linked work"), _(", ").join(setting.word("linked_work", key) for key in head["linked"])),
        (_("Tags"), tags.told(head["tags"], setting.words)),
        (_("Public concern"), _("of most public concern") if head["public_concern"] else ""),
        (_("Symptom"), head["symptom"]),
        (_("Root cause"), _cause(value)),
        (_("Goal"), head["goal"]),
        *submission(value.whole),
        *particulars.fields(value),
    ]
    blocks: list[Block] = [
        Heading("  ".join(part for part in (row.ref, row.number, row.title) if part), 1),
        Fields(tuple((name, v if isinstance(v, Cell) else Cell(v)) for name, v in pairs if v)),
        Heading(_("Measures")),
        _measures(value),
        *_came_back(value),
        *particulars.rated(value),
        Heading(_("History")),
        history(
            value.whole.history,
            lambda e: happened(e.kind, e.data),
            lambda e: said(e.kind, e.data, setting.word, names, row.org) if not setting.public else "",
            names,
            row.org,
        ),
    ]
    blocks += refused(value.whole.refused)
    if value.whole.amended:
        said_ = _("Amended after {day} and shown as of now: {fields}")
        fields = _(", ").join(value.whole.amended)
        blocks.append(Paragraph(said_.format(day=words.day(value.day), fields=fields), "yellow"))
    return Document(tuple(blocks))


def _left(value: Shown) -> str:
    row = value.whole.row
    if row.overdue:
        return _(", {n} days overdue").format(n=row.overdue_days)
    if row.status in ("closed", "voided", "transferred", "submitted", "passed"):
        return ""
    return _(", {n} days left").format(n=row.days_left) if row.days_left >= 0 else ""


def _cause(value: Shown) -> str:
    head = value.whole.head
    levels = _(", ").join(value.setting.word("level", level) for level in head["level"])
    cause = head["root_cause"] or ""
    return f"{cause}  [{levels}]".strip() if levels else cause


def moved(whole: Whole) -> tuple[str | None, str | None]:
    """Return from where a problem was transferred here, and to where from here: the record that stands there."""
    source = next((e.data.get("from") for e in whole.entries if e.kind == "registered"), None)
    to = next((e.data["to"] for e in whole.entries if e.kind == "transferred"), None)
    return (taken_from(source) if source else None), to


def submission(whole: Whole) -> list[tuple[str, str | None]]:
    """Return what the submission in force says, each thing under its name; nothing where there is none."""
    if whole.submission is None:
        return []
    data = whole.submission.data

    def or_none(name: str) -> str | None:
        why = data[f"no_{name}"]
        return data[name] or (_("none: {why}").format(why=why) if why else None)

    return [
        (_("Effect"), data["effect"]),
        (_("Rule"), or_none("rule")),
        (_("Elsewhere"), or_none("wider")),
    ]


def _measures(value: Shown) -> Table:
    return Table(
        (
            Column(_("No."), "count"), Column(_("Measure"), mm=WIDE), Column(_("Owner")), Column(_("Due"), "day"),
            Column(_("Completed on"), "day"), Column(_("Evidence"), mm=WIDE),
        ),
        tuple(
            cells(
                m.number, words.measure(m.text, m.every), post(m.owner, value.setting.names, value.whole.row.org),
                words.on(m.due),
                words.on(m.completed) if m.completed else "",
                _(", ").join(_evidence(value, file) for file in m.evidence),
            )
            for m in value.whole.measures
        ),
        _("No measures yet.") if value.setting.public else _("No measures yet. Add one with `yian add-measure`."),
    )  # fmt: skip


def _came_back(value: Shown) -> list[Block]:
    """Return, for the measures that come back, a table of the occurrences that have begun; nothing where none has."""
    day = value.day
    rows = [(m, one) for m in value.whole.measures for one in m.occurrences if one.begins <= day]
    if not rows:
        return []
    columns = (
        Column(_("Measure"), "count"), Column(_("Occurrence")), Column(_("Due"), "day"),
        Column(_("Answered on"), "day"), Column(_("Standing")),
    )  # fmt: skip
    return [
        Heading(_("Recurring measures")),
        Table(
            columns,
            tuple(
                cells(
                    m.number, one.name, words.on(one.due), words.on(one.answered) if one.answered else "",
                    _occurrence(one, day),
                )
                for m, one in rows
            ),
        ),
    ]  # fmt: skip


def _occurrence(one: Occurrence, day: dt.date) -> str | Cell:
    if one.excused is not None:
        return _("excused")
    if one.counted is not None:
        return _("done in time") if one.counted <= one.due else _("done late")
    return Cell(_("missed"), "red") if one.due < day else _("to be done")


def _evidence(value: Shown, file: str) -> str:
    said = papers.told(file, value.whole.evidence)
    match value.bad_evidence.get(file):
        case None:
            return said
        case "missing":
            return _("{file} (missing!)").format(file=said)
        case _:
            return _("{file} (changed!)").format(file=said)


def shown_json(value: Shown) -> Any:
    """Shape a problem whole, and what was looked up besides."""
    return whole_json(value.whole) | {"bad_evidence": value.bad_evidence, "recurred": list(value.recurred)}


def whole_json(whole: Whole) -> dict[str, Any]:
    """Shape what the index knows of a problem."""
    shaped: dict[str, Any] = problem_row(whole.row) | whole.head
    return shaped | {
        "measures": [m._asdict() | {"occurrences": [o._asdict() for o in m.occurrences]} for m in whole.measures],
        "entries": [e.data for e in whole.entries],
        "refused": [e.data for e in whole.refused],
        "taken_back": [e.data for e in whole.history if e.taken_back],
        "amended_later": list(whole.amended),
        "transferred_from": next((e.data.get("from") for e in whole.entries if e.kind == "registered"), None),
        "transferred_to": moved(whole)[1],
    }
