"""The formats that results are written in: a row and a module each.

The module has the name of its format and a function ``pieces``, which takes what the format needs of a view and yields
what is written, text or bytes.
"""

from typing import Final, Literal, NamedTuple

Need = Literal["document", "page", "json", "table", "calendar", "book"]
"""What a view must have for a format; :class:`yiananlib.render.views.View` names the functions that make it.

A page is a document for a screen, and the same as the document where a view has no page of its own.
"""


class Format(NamedTuple):
    """A row. ``of_campaign``: it is handed on, and speaks the campaign's language and not the reader's.

    ``binary``: what it writes is for programs, and not for a terminal; ``mark`` begins a file.
    """

    name: str
    suffix: str
    needs: Need
    of_campaign: bool = True
    binary: bool = False
    mark: str = ""


FORMATS: Final = {
    row.name: row
    for row in (
        Format("text", ".txt", "document", of_campaign=False),
        Format("json", ".json", "json", of_campaign=False),
        # Excel takes a file for UTF-8 only when it starts with a byte-order mark
        Format("csv", ".csv", "table", mark="\ufeff"),
        Format("md", ".md", "document"),
        Format("docx", ".docx", "document", binary=True),
        Format("html", ".html", "page"),
        Format("xlsx", ".xlsx", "book", binary=True),
        Format("ics", ".ics", "calendar", binary=True),
    )
}
