"""The one way out: a service's result, in the form that was asked for."""

import sys
from dataclasses import dataclass
from typing import IO

from yiananlib.messages import speaking
from yiananlib.render.document import Document, Paragraph
from yiananlib.services.begin import Begun, Defined
from yiananlib.services.close_out import GateUnmet
from yiananlib.services.define import Kept, Rejected
from yiananlib.services.examine import Progress
from yiananlib.services.reading import Listing, Officers, Orgs, Prompts, Shown
from yiananlib.services.recording import Recorded
from yiananlib.services.report import Report
from yiananlib.services.verify import Verified


@dataclass(frozen=True, slots=True)
class Form:
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


def report_text(value: Report, format_: str) -> str:
    """Return a report as a file's content: ``json``, ``csv``, ``md`` or ``text``.

    CSV and Markdown are documents and speak the campaign's language.
    """
    if format_ == "json":
        from yiananlib.render import as_json

        return as_json.text(value)
    if format_ == "csv":
        from yiananlib.render import as_csv

        with speaking(value.campaign.language):
            return as_csv.text(value)
    if format_ == "md":
        from yiananlib.render import markdown

        with speaking(value.campaign.language):
            return markdown.text(document(value))
    from yiananlib.render import plain

    return plain.text(document(value))


def document(value: object) -> Document:
    """Lay out a service's result."""
    from yiananlib.render import listing, outcome, problem, report

    match value:
        case Document():
            return value
        case Recorded():
            return outcome.recorded(value)
        case list():
            return outcome.many_recorded(value)
        case GateUnmet():
            return outcome.gate(value)
        case Listing():
            return listing.problems(value)
        case Orgs():
            return listing.organizations(value)
        case Officers():
            return listing.officers(value)
        case Prompts():
            return listing.prompts(value)
        case Shown():
            return problem.shown(value)
        case Report():
            return report.report(value)
        case Verified():
            return outcome.verified(value)
        case Progress():
            return outcome.progress(value)
        case Begun():
            return outcome.begun(value)
        case Defined():
            return outcome.defined(value)
        case Kept():
            return outcome.kept(value)
        case Rejected():
            return outcome.rejected(value)
        case _:
            raise TypeError(value)
