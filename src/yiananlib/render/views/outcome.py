"""What recording and verifying came to, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model import recurring
from yiananlib.model import words as model_words
from yiananlib.model.finding import Finding, Level
from yiananlib.model.org import Org
from yiananlib.render import words
from yiananlib.render.document import Block, Document, Heading, Paragraph
from yiananlib.render.plain import visible
from yiananlib.render.shapes import fields, record

if TYPE_CHECKING:
    from yiananlib.model.recurring import Duty
    from yiananlib.model.state import State
    from yiananlib.services.recording.begin import Begun, Defined
    from yiananlib.services.recording.close_out import GateUnmet
    from yiananlib.services.recording.define import Kept, Rejected
    from yiananlib.services.recording.examine import Progress
    from yiananlib.services.recording.matters import RecordedMatter
    from yiananlib.services.recording.problems import Recorded
    from yiananlib.services.recording.redate import Corrected
    from yiananlib.services.recording.slips import Undone
    from yiananlib.services.verifying.proof import Proved
    from yiananlib.services.verifying.verify import Verified


def recorded(value: Recorded) -> Document:
    """The record's name and its status, which a script reads, and what was recorded, all on one line."""
    from yiananlib.render.recorded import told  # what recorded it has loaded the models

    parts = (value.state.problem.ref, words.status(value.state.status), told(value))
    return Document((Paragraph("  ".join(part for part in parts if part)),))


def recorded_aside(value: Recorded, *, hints: bool) -> list[str]:
    """Return what is said beside it: what judging was held against, and with ``hints`` what can be done next."""
    from yiananlib.render.recorded import aside, following  # as above

    return [*aside(value), *(following(value.state, value.campaign.deadlines) if hints else ())]


def recorded_matter(value: RecordedMatter) -> Document:
    """The matter's name and its status, which a script reads, and what was recorded, all on one line."""
    from yiananlib.model import matters  # what recorded it has loaded them
    from yiananlib.render.recorded_matter import told

    standing = value.standing
    word = matters.kind(standing.matter.kind).status_words[standing.status]
    parts = (standing.matter.ref, _(word), told(value))
    return Document((Paragraph("  ".join(part for part in parts if part)),))


def recorded_matter_aside(value: RecordedMatter, *, hints: bool) -> list[str]:
    """Return what is said beside it: with ``hints`` what can be done next."""
    from yiananlib.render.recorded_matter import following  # as above

    return list(following(value.standing)) if hints else []


def corrected(value: Corrected) -> Document:
    """The round, and which of its answers was redated."""
    said = _("answer {id} was recorded on {day}").format(id=value.correction.entry, day=value.correction.day)
    return Document((Paragraph(f"{value.org}/{value.name}  {said}"),))


def undone(value: Undone) -> Document:
    """What was taken back, and which files are as before."""
    title = _("Taken back: “{subject}” ({commit}). These files are as they were before:").format(
        subject=value.subject, commit=value.commit[:12]
    )
    return Document((Paragraph("\n".join([title, *(f"  {visible(path)}" for path in value.files)])),))


def gate(value: GateUnmet) -> Document:
    """Every unmet check with what to do."""
    lines = [f"{check.code}: {check.missing}\n    → {check.remedy}" for check in value.unmet]
    said = (
        _("{ref} cannot be submitted as complete yet. Unmet checks: {n}")
        if value.submitting
        else _("{ref} cannot be closed yet. Unmet checks: {n}")
    )
    title = said.format(ref=value.ref, n=len(value.unmet))
    return Document((Paragraph("\n".join([title, *lines])),))


def begun(value: Begun) -> Document:
    """The new ledger, and the next three commands."""
    folder = str(value.root)
    head, liaison = _("Director"), _("Liaison")
    office, bureau = _("Office"), _("Bureau")
    steps = (
        f"cd {folder}\n"
        f"yian add-org bgs --name {office} --function office --head {head} --liaison {liaison}\n"
        f"yian add-org zjj --name {bureau} --head {head} --liaison {liaison} --by bgs/head\n"
        "yian examine zjj --round 2026-1 --by zjj/liaison"
    )
    return Document(
        (
            Paragraph(
                _("The ledger of “{name}” is ready in {folder}.").format(name=value.campaign.name, folder=folder)
            ),
            Paragraph(_("It has the campaign's settings, 12 prompts and no organizations. Next:")),
            Paragraph(steps),
        )
    )


def defined(value: Defined) -> Document:
    """The name under which commands know what was added."""
    record = value.record
    lines = [value.id]
    if isinstance(record, Org):
        lines = [f"{value.id}  {_(model_words.FUNCTION_WORDS[record.function])}"]
        lines += [f"{value.id}/{o.id}  {o.post}" for o in record.officers]
    return Document((Paragraph("\n".join(lines)),))


def progress(value: Progress) -> Document:
    """How far a round got."""
    lines = [
        _("{org}, round {round}: {answered} of {expected} answered").format(
            org=value.org_name, round=value.round, answered=value.answered, expected=value.expected
        )
    ]
    if value.problems:
        lines.append(_("registered: {refs}").format(refs=_(", ").join(value.problems)))
    if value.open:
        lines.append(_("open: {prompts}").format(prompts=_(", ").join(p.id for p in value.open)))
    return Document((Paragraph("\n".join(lines)),))


def kept(value: Kept) -> Document:
    """An edited definition that was kept."""
    return Document((Paragraph(_("{path}: saved").format(path=value.path)),))


def rejected(value: Rejected) -> Document:
    """An edited definition that was not kept, and why."""
    return Document(
        (
            Paragraph(_("{path}: not saved, because the ledger would become invalid:").format(path=value.path)),
            Paragraph("\n".join(finding(f) for f in value.findings)),
        )
    )


def verified(value: Verified) -> Document:
    """Every finding, then what was looked at."""
    errors = sum(f.level is Level.ERROR for f in value.findings)
    warnings = len(value.findings) - errors
    blocks: list[Block] = [Paragraph("\n".join(finding(f) for f in value.findings))] if value.findings else []
    summary = _("files: {files}, problems: {problems}, errors: {errors}, warnings: {warnings}").format(
        files=value.files, problems=value.problems, errors=errors, warnings=warnings
    )
    if value.in_order:
        summary += _(". The ledger is valid.")
    return Document((*blocks, Heading(summary)))


def proved(value: Proved) -> Document:
    """Every finding, then how many commits were looked at."""
    errors = sum(f.level is Level.ERROR for f in value.findings)
    blocks: list[Block] = [Paragraph("\n".join(finding(f) for f in value.findings))] if value.findings else []
    summary = _("commits: {commits}, errors: {errors}, warnings: {warnings}").format(
        commits=value.commits, errors=errors, warnings=len(value.findings) - errors
    )
    if value.in_order:
        summary += _(". The history is valid.")
    if not value.signed:
        summary += _(" Without signatures, this proves consistency, not identity.")
    return Document((*blocks, Heading(summary)))


def finding(value: Finding) -> str:
    """One finding as a line: place, level, code, what, what to do."""
    file = visible(value.file)  # whatever somebody called it, for what is out of place is found too
    where = f"{file}:{value.line}" if value.line else file
    level = _("error") if value.level is Level.ERROR else _("warning")
    remedy = f" → {value.remedy}" if value.remedy else ""
    return f"{where}: {level}: {value.message} [{value.code}]{remedy}"


def verified_json(value: Verified) -> Any:
    """Shape what was found in the files."""
    return fields(value, "in_order files problems findings")


def proved_json(value: Proved) -> Any:
    """Shape what was found in the history."""
    return fields(value, "in_order commits signed findings")


def undone_json(value: Undone) -> Any:
    """Shape what was taken back."""
    return fields(value, "commit subject files")


def recorded_matter_json(value: RecordedMatter) -> dict[str, Any]:
    """Return a matter that something was recorded of; ``due_now`` is the last day for what is awaited now."""
    from yiananlib.model import matters, notices  # what recorded it has loaded them

    standing, matter = value.standing, value.standing.matter
    head = {key: said for key, said in matter.head.model_dump(by_alias=True).items() if key not in ("schema", "id")}
    return {
        "id": matter.head.id,
        "org": matter.org,
        "matter": matter.kind,
        **head,
        "status": standing.status,
        "due_now": matters.kind(matter.kind).due(standing),
        **({"rung_now": notices.rung(standing)} if matter.kind == "notice" else {}),
        "entries": [entry.model_dump(by_alias=True) for entry in matter.entries],
        "uncommitted": value.uncommitted,
    }


def gate_json(value: GateUnmet) -> Any:
    """Shape the checks of the gate that are not met."""
    return {"problem": value.ref, "closed": False} | fields(value, "submitting unmet")


def corrected_json(value: Corrected) -> Any:
    """Shape a round of which an answer was redated."""
    return {
        "org": value.org,
        "round": value.name,
        "correction": record(value.correction),
        "uncommitted": value.uncommitted,
    }


def progress_json(value: Progress) -> Any:
    """Shape how far a self-examination got."""
    begun = fields(value, "org round subject answered expected")
    return begun | {"open": [p.id for p in value.open]} | fields(value, "problems uncommitted")


def begun_json(value: Begun) -> Any:
    """Shape a new ledger."""
    return {"ledger": str(value.root), "name": value.campaign.name} | fields(value, "git uncommitted")


def defined_json(value: Defined) -> Any:
    """Shape a definition that was added."""
    return record(value.record) | {"id": value.id, "uncommitted": value.uncommitted}


def kept_json(value: Kept) -> Any:
    """Shape an edit that was kept."""
    return {"file": value.path, "kept": True, "findings": [], "uncommitted": value.uncommitted}


def rejected_json(value: Rejected) -> Any:
    """Shape an edit that was not."""
    return {"file": value.path, "kept": False, **fields(value, "findings"), "uncommitted": None}


def recorded_json(value: Recorded) -> dict[str, Any]:
    """Shape a problem after a record."""
    state = value.state
    head = state.head
    return {
        "id": head.id,
        "org": state.problem.org,
        **{k: v for k, v in record(head).items() if k not in ("id", "schema")},
        "status": state.status,
        "round": state.round,
        "due_extended": state.due,
        "measures": _measures(state),
        "entries": [record(e) for e in state.problem.entries],
        "uncommitted": value.uncommitted,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    entry = duty.entry
    return duty.occurrence._asdict() | {
        "answered": entry.on if entry is not None and not duty.is_excused else None,
        "excused": entry.on if entry is not None and duty.is_excused else None,
    }


def _measures(state: State) -> list[dict[str, Any]]:
    return [
        fields(m.planned, "number text owner due type every")
        | {"from": m.planned.from_, "occurrences": [_duty(duty) for duty in recurring.duties(m)]}
        | fields(m, "round completed")
        | {"evidence": [e.file for e in state.evidence if e.measure == m.planned.number]}
        for m in state.measures
    ]
