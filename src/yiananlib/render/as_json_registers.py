"""The JSON of rules and meetings as they stood, of cases, of what became of their findings, and of rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.render.as_json_matters import matter

if TYPE_CHECKING:
    from yiananlib.index.matter_values import CaseRow, MatterRow
    from yiananlib.services.cases import CaseAdded
    from yiananlib.services.matter_reading import Cases, Matters, ShownCase, ShownMatter
    from yiananlib.services.rounds import OfOrg, Rounds
    from yiananlib.services.tasks import OfCase, Progress, Tasks


def listed(value: Matters) -> list[dict[str, Any]]:
    """Return a list of rules or meetings."""
    return [_matter(row) for row in value.rows]


def shown(value: ShownMatter) -> dict[str, Any]:
    """Return one rule or meeting with its entries."""
    return _matter(value.row) | {
        "entries": [entry.data for entry in value.row.entries],
        "refused": [entry.data for entry in value.row.refused],
        "taken_back": [entry.data for entry in value.row.history if entry.taken_back],
    }


def cases(value: Cases) -> list[dict[str, Any]]:
    """Return the cases."""
    return [_case(row) for row in value.rows]


def shown_case(value: ShownCase) -> dict[str, Any]:
    """Return one case."""
    return _case(value.row)


def added(value: CaseAdded) -> dict[str, Any]:
    """Return a case that was added, and how the units go on: with a new round."""
    record = value.record.model_dump(by_alias=True)
    return record | {
        "id": value.id, "round": value.round, "command": value.command, "uncommitted": value.uncommitted,
    }  # fmt: skip


def tasks(value: Tasks) -> dict[str, Any]:
    """Return what became of findings and tasks."""
    return {
        "as_of": value.day,
        "commit": value.commit,
        "org": value.org,
        "cases": [_of_case(case) for case in value.cases],
    }


def rounds(value: Rounds) -> dict[str, Any]:
    """Return how far rounds got."""
    return {
        "as_of": value.day,
        "org": value.org,
        "rounds": [{"round": row.round, "orgs": [_of_org(org) for org in row.orgs]} for row in value.rows],
    }


def _matter(row: MatterRow) -> dict[str, Any]:
    if row.kind != "rule":
        return matter(row)
    decided = [e.data["decision"] for e in row.entries if e.kind == "decided"]
    return matter(row) | {"decision": decided[-1] if decided else None}


def _case(row: CaseRow) -> dict[str, Any]:
    return {
        "id": row.name,
        "title": row.title,
        "opened": row.opened,
        "summary": row.summary,
        "findings": [f._asdict() for f in row.findings],
        "tasks": [t._asdict() for t in row.tasks],
    }


def _of_case(value: OfCase) -> dict[str, Any]:
    return {
        "id": value.case.name,
        "title": value.case.title,
        "findings": [of.finding._asdict() | _progress(of.progress) for of in value.findings],
        "tasks": [of.task._asdict() | _progress(of.progress) for of in value.tasks],
    }


def _progress(value: Progress) -> dict[str, Any]:
    return {
        "problems": value.problems,
        "closed": value.closed,
        "overdue": value.overdue,
        "rules": value.rules,
        "by_org": [count._asdict() for count in value.orgs],
    }


def _of_org(value: OfOrg) -> dict[str, Any]:
    return {
        "org": value.org,
        "name": value.name,
        "opened": value.opened,
        "pass": value.pass_,
        "subjects": [subject._asdict() | {"passed": subject.passed} for subject in value.subjects],
        "left_out": list(value.left_out),
    }
