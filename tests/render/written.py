"""What a service's result is in a format."""

import json
from typing import Any

from yiananlib.render import show
from yiananlib.render.document import Document, Table
from yiananlib.render.formats import FORMATS, csv, md
from yiananlib.render.views.ledger import Rows


def written(value: object, format_: str) -> str:
    return "".join(show.pieces(value, show.Form(format_)))


def json_text(value: object) -> str:
    return written(value, "json")


def shape(value: object) -> Any:
    """Return what the JSON of a result is made of."""
    return show.made(value, FORMATS["json"])


def csv_text(table: Table | Rows) -> str:
    return "".join(csv.pieces(table))


def md_text(document: Document) -> str:
    return "".join(md.pieces(document))


def read(value: object) -> Any:
    text = json_text(value)
    assert text.endswith("\n")
    return json.loads(text)


def keys(value: object) -> list[str]:
    return list(read(value))
