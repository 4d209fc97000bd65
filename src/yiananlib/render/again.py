"""The command that records an entry anew: what somebody types who gave way and means it still."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final

from yiananlib.model.registers import BY_NAME
from yiananlib.render.plain import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from yiananlib.model.base import Stamped

    Words = Callable[[str, Any], list[Any]]

_EVIDENCE: Final = "orgs/{org}/evidence/{file}"


def command(kind: str, ref: str, entry: Stamped) -> str | None:
    """Return the command for an entry of a record of a kind; None where another entry is recorded in its stead."""
    words = _of_register(kind, entry) or _COMMANDS.get((kind, entry.kind))  # type: ignore[attr-defined]  # each class of entries has its kind
    if words is None:
        return None
    said = ["yian", *map(str, words(ref, entry))]
    if entry.on is not None and entry.on != entry.at.date():
        said += ["--on", entry.on.isoformat()]
    return " ".join(shlex.quote(visible(word)) for word in [*said, "--by", entry.by])


def _options(**values: Any) -> Iterator[str]:
    """Yield options with their values; one that has none is left out, one that has several is given again."""
    for name, value in values.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is not None:
                yield from (f"--{name.replace('_', '-')}", str(one))


def _of_register(kind: str, entry: Any) -> Words | None:
    """Return how a step of a register is recorded; None of what begins a record, or is in none."""
    register = BY_NAME.get(kind)
    step = next((one for one in register.acts if one.name == entry.kind), None) if register is not None else None
    if step is None:
        return None
    said = {field.param: getattr(entry, field.name) for field in step.fields}
    return lambda ref, _entry: [kind, ref, *_options(**said)]


def _amended(ref: str, e: Any) -> list[Any]:
    changed = e.changes.plain()
    names = {"root_cause": "cause", "tags": "tag"}
    options = {names.get(key, key): value for key, value in changed.items()}
    flags = ["--public-concern"] if options.pop("public_concern", False) else []
    flags += ["--no-tag"] if options.get("tag") == () else []
    return ["amend", ref, *_options(**options), *flags, *_options(reason=e.reason)]


def _reviewed(ref: str, e: Any) -> list[Any]:
    standards = [f"{n}={'yes' if met else 'no'}" for n, met in (e.standards or {}).items()]
    papers = [f"{file}={why}" for file, why in (e.evidence or {}).items()]
    said = _options(
        opinion=e.opinion, why=e.why, evidence=papers, standard=standards, waive=_waived(e), received=e.received
    )
    return ["review", ref, f"--{e.verdict}", *said]


def _waived(e: Any) -> list[str]:
    return [f"{code}={reason}" for code, reason in (e.waived or {}).items()]


def _series(e: Any) -> Iterator[str]:
    """Yield how often a measure comes back, if it does."""
    yield from _options(every=e.every, **{"from": e.from_})


def _evidence(ref: str, e: Any) -> list[Any]:
    file = _EVIDENCE.format(org=ref.partition("/")[0], file=e.file)
    said = _options(measure=e.measure, dated=e.dated, what=e.what, valid_until=e.valid_until, note=e.note)
    return ["add-evidence", ref, file, *said]


def _sheets(ref: str, sheets: Iterable[Any]) -> list[str]:
    org = ref.partition("/")[0]
    return [_EVIDENCE.format(org=org, file=sheet.file) for sheet in sheets]


def _handed_over(ref: str, e: Any) -> list[Any]:
    return ["handover", e.from_, "--only", ref, *_options(to=e.to, reason=e.reason), "--apply"]


def _submitted(ref: str, e: Any) -> list[Any]:
    fields = ("incomplete", "effect", "rule", "no_rule", "wider", "no_wider", "received")
    return ["submit", ref, *_options(**{name: getattr(e, name) for name in fields})]


_COMMANDS: Final[dict[tuple[str, str], Words]] = {
    ("problem", "amended"): _amended,
    ("problem", "reassigned"): _handed_over,
    ("problem", "planned"): lambda r, e: [
        "add-measure",
        r,
        e.text,
        *_options(owner=e.owner, due=e.due, type=e.type),
        *_series(e),
    ],
    ("problem", "progressed"): lambda r, e: ["progress", r, e.note, *_options(measure=e.measure, why=e.why)],
    ("problem", "completed"): lambda r, e: ["done", r, e.measure, *_options(occurrence=e.occurrence, note=e.note)],
    ("problem", "excused"): lambda r, e: ["excuse", r, e.measure, e.occurrence, *_options(reason=e.reason)],
    ("problem", "evidenced"): _evidence,
    ("problem", "extension-requested"): lambda r, e: ["extend", r, *_options(until=e.until, reason=e.reason)],
    ("problem", "extension-granted"): lambda r, e: [
        "extend",
        r,
        "--grant",
        *_options(until=e.until, opinion=e.opinion),
    ],
    ("problem", "extension-denied"): lambda r, e: ["extend", r, "--deny", *_options(opinion=e.opinion)],
    ("problem", "contested"): lambda r, e: ["contest", r, *_options(reason=e.reason, evidence=_sheets(r, e.evidence))],
    ("problem", "contest-upheld"): lambda r, e: ["contest", r, "--uphold", *_options(then=e.then, opinion=e.opinion)],
    ("problem", "contest-dismissed"): lambda r, e: ["contest", r, "--dismiss", *_options(opinion=e.opinion)],
    ("problem", "blocked"): lambda r, e: ["blocked", r, *_options(waits_for=e.org, needs=e.needs)],
    ("problem", "block-cleared"): lambda r, e: ["blocked", r, "--cleared", *_options(note=e.note)],
    ("problem", "endorsed"): lambda r, e: ["endorse", r, *_options(note=e.note)],
    ("problem", "submitted"): _submitted,
    ("problem", "withdrawn"): lambda r, e: ["withdraw", r, *_options(reason=e.reason)],
    ("problem", "reviewed"): _reviewed,
    ("problem", "publicised"): lambda r, e: [
        "publicise",
        r,
        *_options(since=e.since, until=e.until, objection=e.objections),
    ],
    ("problem", "closed"): lambda r, e: ["close", r, *_options(waive=_waived(e))],
    ("problem", "looked-back"): lambda r, e: [
        "look-back",
        r,
        f"--{e.result}",
        *_options(opinion=e.opinion, sample=e.sample),
    ],
    ("problem", "reopened"): lambda r, e: ["reopen", r, *_options(reason=e.reason)],
    ("problem", "transferred"): lambda r, e: [
        "transfer",
        r,
        e.to.partition("/")[0],
        *_options(leader="OFFICER", owner="OFFICER", reason=e.reason),
    ],
    ("problem", "voided"): lambda r, e: ["void", r, *_options(reason=e.reason)],
    ("problem", "noted"): lambda r, e: ["note", r, e.note],
    ("problem", "numbered"): lambda r, e: ["number", r],
    ("problem", "handled"): lambda r, e: ["handle", r, *_options(form=e.form, count=e.count, note=e.note)],
    ("problem", "held-accountable"): lambda r, e: [
        "hold-account",
        r,
        *_options(trigger=e.trigger, count=e.count, organizations=e.organizations, recovered=e.recovered, note=e.note),
    ],
    ("problem", "rated"): lambda r, e: [
        "rate",
        r,
        *_options(score=[f"{look}={score}" for look, score in e.scores.items()], note=e.note),
    ],
    ("problem", "generalised"): lambda r, e: ["wider", r, *_options(stands_for=e.problems, ask=e.asked)],
    ("problem", "looked-wider"): lambda r, e: [
        "wider",
        r,
        *(["--found", e.found] if e.found else ["--nothing"]),
        *_options(note=e.note),
    ],
    ("problem", "explained"): lambda r, e: ["lint", r, "--accept", e.code, *_options(reason=e.reason)],
    ("notice", "reassigned"): _handed_over,
    ("notice", "received"): lambda r, e: ["reply", r, "--received"],
    ("notice", "replied"): lambda r, e: ["reply", r, e.text, *_options(document=e.document, occurrence=e.occurrence)],
    ("notice", "excused"): lambda r, e: ["notice", r, "--excuse", e.occurrence, *_options(reason=e.reason)],
    ("notice", "returned"): lambda r, e: ["notice", r, "--return", *_options(opinion=e.opinion, due=e.due)],
    ("notice", "escalated"): lambda r, e: ["notice", r, "--raise", e.rung, *_options(reason=e.reason, due=e.due)],
    ("notice", "closed"): lambda r, e: ["notice", r, "--close", *_options(opinion=e.opinion)],
    ("notice", "withdrawn"): lambda r, e: ["notice", r, "--withdraw", *_options(reason=e.reason)],
    ("sample", "announced"): lambda r, e: ["sample", r, *_options(announce=e.how)],
    ("sample", "drawn"): lambda r, e: [
        "sample",
        r,
        *_options(commit=e.commit, number=e.number, how=e.how, brought_by=e.brought_by),
    ],
    ("sample", "replaced"): lambda r, e: ["sample", r, *_options(replace=e.problem, reason=e.reason)],
    ("rule", "reassigned"): _handed_over,
    ("rule", "decided"): lambda r, e: ["rule", r, *_options(decide=e.decision, reason=e.reason)],
    ("rule", "issued"): lambda r, e: ["rule", r, *_options(issued=e.document, note=e.note)],
    ("rule", "dropped"): lambda r, e: ["rule", r, "--drop", *_options(reason=e.reason)],
    ("meeting", "reassigned"): _handed_over,
    ("meeting", "held"): lambda r, e: [
        "meeting",
        r,
        "--held",
        *_options(attended=e.attended, of=e.due, absent=e.absent, summary=e.summary),
    ],
    ("meeting", "made-up"): lambda r, e: ["meeting", r, *_options(made_up=e.count, note=e.note)],
    ("meeting", "found"): lambda r, e: ["meeting", r, *_options(found=e.text, problem=e.problem)],
    ("meeting", "concluded"): lambda r, e: ["meeting", r, *_options(aim=e.aim, result=e.result)],
    ("meeting", "appraised"): lambda r, e: [
        "meeting",
        r,
        *_options(**{"passed" if e.passed else "not_passed": e.member}, mark=e.marks, opinion=e.opinion),
    ],
    ("meeting", "cancelled"): lambda r, e: ["meeting", r, "--cancel", *_options(reason=e.reason)],
}
"""How each kind of entry is recorded.

What begins a record, or a ledger, is not taken back, and what mends another has no command.
"""
