"""The one way out: a service's result, in the form that was asked for."""

from __future__ import annotations

import importlib
import sys
from typing import IO, TYPE_CHECKING, Final, NamedTuple, Protocol, cast

from yiananlib.messages import speaking
from yiananlib.render.document import Document, Paragraph

if TYPE_CHECKING:
    from yiananlib.index.values import Setting
    from yiananlib.services.report import Report

    class Speaking(Protocol):
        """What knows the campaign's language."""

        @property
        def setting(self) -> Setting:
            """The campaign's settings."""


_LAYOUTS: Final[dict[str, tuple[str, str]]] = {
    "Recorded": ("outcome", "recorded"),
    "RecordedMatter": ("outcome", "recorded_matter"),
    "Corrected": ("outcome", "corrected"),
    "Undone": ("outcome", "undone"),
    "GateUnmet": ("outcome", "gate"),
    "Begun": ("outcome", "begun"),
    "Defined": ("outcome", "defined"),
    "Progress": ("outcome", "progress"),
    "Kept": ("outcome", "kept"),
    "Rejected": ("outcome", "rejected"),
    "Verified": ("outcome", "verified"),
    "Resolved": ("merging", "resolved"),
    "Yielded": ("merging", "yielded"),
    "Driven": ("merging", "driven"),
    "SetUp": ("merging", "set_up"),
    "Synced": ("merging", "synced"),
    "Proved": ("outcome", "proved"),
    "Listing": ("listing", "problems"),
    "Orgs": ("listing", "organizations"),
    "Officers": ("listing", "officers"),
    "Prompts": ("listing", "prompts"),
    "Shown": ("problem", "shown"),
    "Matters": ("matters", "listed"),
    "ShownMatter": ("matters", "shown"),
    "CaseAdded": ("cases", "added"),
    "Cases": ("cases", "listed"),
    "ShownCase": ("cases", "shown"),
    "Tasks": ("cases", "tasks"),
    "Rounds": ("rounds", "rounds"),
    "Notices": ("notices", "listed"),
    "ShownNotice": ("notices", "shown"),
    "Due": ("due", "due"),
    "Linted": ("lint", "lint"),
    "Reminders": ("reminders", "reminders"),
    "Answer": ("sql", "answer"),
    "Tables": ("sql", "tables"),
    "Report": ("report", "report"),
    "BurnDown": ("burn_down", "burn_down"),
    "Sweep": ("sweep", "sweep"),
    "Common": ("prevalence", "common"),
    "Plan": ("look_backs", "look_backs"),
    "Ranking": ("ranking", "ranking"),
    "Backdating": ("backdating", "backdating"),
    "History": ("history", "log"),
    "Comparison": ("history", "comparison"),
}
"""What services return, and the function of which module lays it out."""


class Form(NamedTuple):
    """How to show: as JSON, or as text for a terminal or for something else."""

    json: bool = False
    terminal: bool = False
    colour: bool = False
    columns: int | None = None


def show(value: object, form: Form, out: IO[str] | None = None) -> None:
    """Write ``value`` to ``out``, standard output by default."""
    out = out if out is not None else sys.stdout
    if form.json:
        from yiananlib.render import as_json

        out.write(as_json.text(value))
        return
    write_document(document(value), form, out)


def write_document(laid_out: Document, form: Form, out: IO[str]) -> None:
    """Write a document; rich is loaded for terminals alone."""
    simple = all(isinstance(block, Paragraph) for block in laid_out.blocks)
    if form.terminal and not simple:
        from yiananlib.render import terminal

        terminal.show(laid_out, out, colour=form.colour, columns=form.columns)
    else:
        from yiananlib.render import plain

        out.write(plain.text(laid_out))


def report_text(value: Speaking, format_: str) -> str:
    """Return a report as a file's content: ``json``, ``csv``, ``md`` or ``text``.

    CSV and Markdown are documents and speak the campaign's language. CSV has the rows of single problems, or the one
    table that the report is of.
    """
    if format_ == "json":
        from yiananlib.render import as_json

        return as_json.text(value)
    if format_ == "csv":
        with speaking(value.setting.language):
            return _csv(value)
    if format_ == "md":
        from yiananlib.render import markdown

        with speaking(value.setting.language):
            return markdown.text(document(value))
    from yiananlib.render import plain

    return plain.text(document(value))


def _csv(value: object) -> str:
    from yiananlib.render import as_csv

    name = type(value).__name__
    if name == "Report":
        return as_csv.text(cast("Report", value))
    module, _function = _LAYOUTS[name]
    return as_csv.table(importlib.import_module(f"yiananlib.render.{module}").rows(value))


def document(value: object) -> Document:
    """Lay out a service's result; only the module that lays it out is loaded."""
    if isinstance(value, Document):
        return value
    if isinstance(value, list):
        return Document((Paragraph("\n".join(_line(item) for item in value)),))
    module, function = _LAYOUTS[type(value).__name__]
    laid_out = getattr(importlib.import_module(f"yiananlib.render.{module}"), function)(value)
    assert isinstance(laid_out, Document)  # noqa: S101 - every function of the table makes one
    return laid_out


def _line(item: object) -> str:
    return "\n".join(block.text for block in document(item).blocks if isinstance(block, Paragraph))
