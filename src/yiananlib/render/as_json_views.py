"""The JSON of what the campaign office reads besides the report; see ``as_json`` for what is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yiananlib.index.late import Backdated
    from yiananlib.services.accountability_figures import Accountability
    from yiananlib.services.backdating import Backdating
    from yiananlib.services.burn_down import BurnDown
    from yiananlib.services.look_backs import Look, Plan
    from yiananlib.services.looks import FiveLooks
    from yiananlib.services.prevalence import Common
    from yiananlib.services.ranking import Ranking
    from yiananlib.services.sweep import Count, Sweep


def burn_down(value: BurnDown) -> dict[str, Any]:
    """Return the JSON of a burn-down: a line a day."""
    sprint = value.setting.sprint
    return _told(value) | {
        "from": value.start,
        "to": value.end,
        "sprint": sprint._asdict() | {"day": sprint.day_number(value.day)} if sprint is not None else None,
        "before": value.before,
        "lines": [line._asdict() for line in value.lines],
    }


def sweep(value: Sweep) -> dict[str, Any]:
    """Return the JSON of the rounds of self-examination."""
    return _told(value) | {
        "rounds": [
            {
                "round": round_.round,
                "opened": round_.opened,
                "orgs": round_.orgs,
                **_count(round_.counts),
                "by_org": [{"org": row.org, "name": row.name, **_count(row.counts)} for row in round_.by_org],
            }
            for round_ in value.rounds
        ]
    }


def _count(value: Count) -> dict[str, Any]:
    return value._asdict() | {"left": value.left, "rate": value.rate}


def common(value: Common) -> dict[str, Any]:
    """Return the JSON of what is common."""
    return _told(value) | {
        "by": list(value.by),
        "least": value.least,
        "groups": [group._asdict() | {"orgs": [share._asdict() for share in group.orgs]} for group in value.groups],
    }


def look_backs(value: Plan) -> dict[str, Any]:
    """Return the JSON of the plan of look-backs."""
    return _told(value) | {
        "results": value.results(),
        "waiting": [_look(look) for look in value.waiting],
        "coming": [_look(look) for look in value.coming],
        "done": [_look(look) for look in value.done],
    }


def _look(value: Look) -> dict[str, Any]:
    found = value._asdict()
    return {"id": found.pop("id"), "org": found.pop("org"), **found}


def ranking(value: Ranking) -> dict[str, Any]:
    """Return the JSON of a ranking."""
    return _told(value) | {
        "figure": value.figure,
        "least": value.least,
        "ranked": [unit._asdict() | {"rate": unit.rate} for unit in value.ranked],
        "unranked": [unit._asdict() for unit in value.unranked],
    }


def backdating(value: Backdating) -> dict[str, Any]:
    """Return the JSON of the backdated entries."""
    return _told(value) | {"entries": [_backdated(row) for row in value.rows]}


def _backdated(row: Backdated) -> dict[str, Any]:
    said = row._asdict()
    del said["key"]
    return {"id": said.pop("id"), "org": said.pop("org"), "for": said.pop("for_"), **said, "days": row.days}


def accountability(value: Accountability) -> dict[str, Any]:
    """Return the part of a report on what people decided."""
    return {
        "forms": {str(form): people for form, people in value.forms.items()},
        "triggers": value.triggers,
        "decisions": value.decisions,
    }


def five_looks(value: FiveLooks) -> dict[str, Any]:
    """Return the part of a report on how the effect is rated."""
    return {
        "looks": {
            look.value: {"unit": sides.unit._asdict(), "supervisor": sides.supervisor._asdict()}
            for look, sides in value.looks.items()
        },
        "questions": [question._asdict() for question in value.questions],
    }


def _told(value: Backdating | BurnDown | Sweep | Common | Plan | Ranking) -> dict[str, Any]:
    return {"as_of": value.day, "commit": value.commit, "campaign": value.setting.name, "org": value.org}
