"""JSON: a promise. Keys are fixed, unset ones are null, and a test compares with golden files."""

from __future__ import annotations

import datetime as dt
import importlib
import json
from enum import Enum
from typing import Any, Final

from yiananlib.model.text import forbidden

_SHAPES: Final[dict[str, tuple[str, str]]] = {
    "Recorded": ("recording", "recorded"),
    "RecordedMatter": ("matters", "recorded"),
    "Corrected": ("recording", "corrected"),
    "Undone": ("git", "undone"),
    "GateUnmet": ("recording", "gate"),
    "Begun": ("recording", "begun"),
    "Defined": ("recording", "defined"),
    "Progress": ("recording", "progress"),
    "Kept": ("recording", "kept"),
    "Rejected": ("recording", "rejected"),
    "Verified": ("git", "verified"),
    "Resolved": ("git", "resolved"),
    "Yielded": ("git", "yielded"),
    "Driven": ("git", "driven"),
    "SetUp": ("git", "set_up"),
    "Synced": ("git", "synced"),
    "Proved": ("git", "proved"),
    "Listing": ("reading", "listing"),
    "Orgs": ("reading", "orgs"),
    "Officers": ("reading", "officers"),
    "Prompts": ("reading", "prompts"),
    "Shown": ("reading", "shown"),
    "Matters": ("registers", "listed"),
    "ShownMatter": ("registers", "shown"),
    "CaseAdded": ("registers", "added"),
    "Cases": ("registers", "cases"),
    "ShownCase": ("registers", "shown_case"),
    "Tasks": ("registers", "tasks"),
    "Rounds": ("registers", "rounds"),
    "Notices": ("matters", "notices"),
    "ShownNotice": ("matters", "shown_notice"),
    "Due": ("reading", "due"),
    "Linted": ("reading", "linted"),
    "Reminders": ("reading", "reminders"),
    "Answer": ("reading", "answer"),
    "Tables": ("reading", "tables"),
    "Report": ("reading", "report"),
    "BurnDown": ("views", "burn_down"),
    "Sweep": ("views", "sweep"),
    "Common": ("views", "common"),
    "Plan": ("views", "look_backs"),
    "Ranking": ("views", "ranking"),
    "Backdating": ("views", "backdating"),
    "History": ("git", "history"),
    "Comparison": ("git", "comparison"),
}
"""What services return, and the function of which module ``as_json_…`` shapes it: no other is loaded."""


def text(value: object) -> str:
    """Return the JSON of a service's result, with a line feed at its end."""
    found = json.dumps(shape(value), ensure_ascii=False, indent=2, default=_scalar) + "\n"
    # values are clean, but a finding can name a file that is not
    return found if forbidden(found) is None else json.dumps(json.loads(found), indent=2) + "\n"


def shape(value: object) -> Any:
    """Return what the JSON of ``value`` says, as lists, dictionaries and scalars."""
    if isinstance(value, list):
        return [shape(item) for item in value]
    module, function = _SHAPES[type(value).__name__]
    return getattr(importlib.import_module(f"yiananlib.render.as_json_{module}"), function)(value)


def _scalar(value: object) -> Any:
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(value)
