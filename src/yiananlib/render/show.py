"""The one way out: a service's result, in the form that was asked for."""

from __future__ import annotations

import importlib
import sys
from contextlib import nullcontext
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.messages import _, speaking
from yiananlib.model.text import forbidden
from yiananlib.render.document import Document, Paragraph, Table
from yiananlib.render.formats import FORMATS
from yiananlib.render.numbering import numbered
from yiananlib.render.plain import visible
from yiananlib.render.views import ONLY, VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from yiananlib.index.values import Setting
    from yiananlib.render.formats import Format


class Form(NamedTuple):
    """How to show: in a format of :data:`FORMATS`; text is laid out for a terminal or for something else.

    ``campaign`` tells the campaign's language where that is spoken; None where it cannot be told. ``public``: what is
    shown is the public version of it (``services.publishing``), and says so.
    """

    format: str = "text"
    terminal: bool = False
    colour: bool = False
    columns: int | None = None
    campaign: Callable[[], str | None] = lambda: None
    public: bool = False


def show(value: object, form: Form, out: IO[str] | None = None) -> None:
    """Write ``value`` to ``out``, standard output by default; rich is loaded for terminals alone."""
    out = out if out is not None else sys.stdout
    if form.format == "text" and form.terminal:
        with _language(value, form):
            laid_out = document(value, public=form.public)
            if not all(isinstance(block, Paragraph) for block in laid_out.blocks):
                from yiananlib.render import terminal

                terminal.show(laid_out, out, colour=form.colour, columns=form.columns)
                return
            if form.columns is not None:
                out.write(_fitting("".join(pieces(value, form)), form.columns))
                return
    wanted = FORMATS[form.format]
    if wanted.binary and out.isatty():
        said = _("{format} cannot be shown in a terminal; write it to a file with -o NAME{suffix}.")
        raise UsageProblem(said.format(format=wanted.name, suffix=wanted.suffix))
    for piece in _whole(value, form) if wanted.needs == "table" else pieces(value, form):
        if isinstance(piece, bytes):
            sys.stdout.buffer.write(piece)
        else:
            out.write(piece)


def _fitting(text: str, columns: int) -> str:
    """Return text in lines that fit; a command that is told stays in one, so that it can be typed as it stands."""
    from yiananlib.render.wrapping import wrapped

    lines = text.split("\n")
    return "\n".join(line if line.lstrip().startswith("yian ") else "\n".join(wrapped(line, columns)) for line in lines)


def _whole(value: object, form: Form) -> Iterator[str | bytes]:
    """Yield what is streamed: all of it or, where a row cannot be read, nothing."""
    import codecs
    import tempfile

    binary = FORMATS[form.format].binary
    with tempfile.SpooledTemporaryFile(1 << 20) as rows:
        rows.writelines(piece if binary else piece.encode() for piece in pieces(value, form))
        rows.seek(0)
        blocks = iter(lambda: rows.read(1 << 16), b"")
        yield from blocks if binary else codecs.iterdecode(blocks, "utf-8")


def pieces(value: object, form: Form) -> Iterator[Any]:
    """Yield what is written of ``value``: text, or bytes where the format is binary.

    Text is cleaned again here: what is shown may come from the index, which is a file that others can write.

    Raises:
        UsageProblem: it has nothing that the format could write.
    """
    module = importlib.import_module(f"yiananlib.render.formats.{form.format}")
    with _language(value, form):
        for piece in module.pieces(made(value, FORMATS[form.format], public=form.public)):
            yield _cleaned(piece) if isinstance(piece, str) else piece


def _cleaned(piece: str) -> str:
    """Return a piece that can be shown safely; the line ends of calendars stay."""
    return piece if forbidden(piece) is None else "\r\n".join(visible(line) for line in piece.split("\r\n"))


def aside(value: object, form: Form) -> list[str]:
    """Return the lines that are said beside a single result that is read as text, more at a terminal; maybe none."""
    view = VIEWS.get(type(value).__name__)
    if view is None or not view.aside or form.format != "text":
        return []
    found: list[str] = getattr(importlib.import_module(f"yiananlib.render.views.{view.module}"), view.aside)(
        value, hints=form.terminal
    )
    return found


def _language(value: object, form: Form) -> AbstractContextManager[None]:
    view = VIEWS.get(type(value).__name__)
    if FORMATS[form.format].of_campaign or (form.format == "text" and view is not None and view.of_campaign):
        setting: Setting | None = getattr(value, "setting", None)
        language = setting.language if setting is not None else form.campaign()
        return speaking(language) if language is not None else nullcontext()
    return nullcontext()


def made(value: object, wanted: Format, *, public: bool = False) -> Any:
    """Return of a service's result what a format needs; only the module that makes it is loaded.

    Raises:
        UsageProblem: its view has nothing of the kind.
    """
    found = _made(value, wanted)
    if not public:
        return found
    from yiananlib.render import public as noted

    match wanted.needs:
        case "json":
            return noted.shape(found)
        case "book":
            return noted.book(found)
        case "table":  # rows alone have no place to say what they are
            return noted.table(found)
        case _:
            return noted.document(found)


def _made(value: object, wanted: Format) -> Any:
    if isinstance(value, list) and wanted.needs == "json":
        return [_made(item, wanted) for item in value]
    if isinstance(value, list) and wanted.needs in ("document", "page", "book"):
        return Document((Paragraph("\n".join(_line(item) for item in value)),))
    view = VIEWS[type(value[0] if isinstance(value, list) else value).__name__]
    name = getattr(view, wanted.needs)
    if not name:
        fit = _(", ").join(row.name for row in FORMATS.values() if getattr(view, row.needs))
        said = _("This cannot be written as {format}; available formats: {formats}.")
        raise UsageProblem(said.format(format=wanted.name, formats=fit))
    if name == ONLY:
        return next(block for block in document(value).blocks if isinstance(block, Table))
    found = getattr(importlib.import_module(f"yiananlib.render.views.{view.module}"), name)(value)
    return numbered(found) if wanted.needs in ("document", "page") else found


def document(value: object, *, public: bool = False) -> Document:
    """Lay out a service's result; ``public`` as in :class:`Form`."""
    laid_out = made(value, FORMATS["text"], public=public)
    assert isinstance(laid_out, Document)  # noqa: S101 - every function of the table makes one
    return laid_out


def _line(item: object) -> str:
    return "\n".join(block.text for block in document(item).blocks if isinstance(block, Paragraph))
