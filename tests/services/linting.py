"""Helping to look for one sign among problems, in an index in memory."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from tests.builders import FOUND, Story, make_campaign, record_id
from tests.index.held import held
from yiananlib.model.problem import Problem
from yiananlib.services.reading.lint import lint
from yiananlib.services.reading.lint_ground import Sign

LATER = FOUND + dt.timedelta(days=300)


def story(number: int, org: str = "zjj", **head: Any) -> Story:
    """Return a registered problem; its texts are its own."""
    own = {"root_cause": None, "symptom": f"{'甲乙丙丁戊'[number % 5] * 9}{number}"} | head
    return Story(org=org, id=record_id(number), **own).has("registered")


def found(
    code: str, problems: Iterable[Problem], *, lint: dict[str, Any] | None = None, day: dt.date = LATER, **more: Any
) -> list[Sign]:
    """Return the findings of a code; `lint` are settings of the campaign."""
    index = held(problems, campaign=make_campaign(lint=lint or {}), **more)
    return list(_lint(index, day, codes=[code]).signs)


_lint = lint
