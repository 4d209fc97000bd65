"""JSON: a promise. Keys are fixed, unset ones are null, and a test compares with golden files."""

from __future__ import annotations

import datetime as dt
import json
from enum import Enum
from typing import TYPE_CHECKING, Any

from yiananlib.model.text import forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator


def pieces(shape: object) -> Iterator[str]:
    """Yield what a view says as lists, dictionaries and scalars, with a line feed at its end."""
    found = json.dumps(shape, ensure_ascii=False, indent=2, default=_scalar) + "\n"
    # values are clean, but a finding can name a file that is not
    yield found if forbidden(found) is None else json.dumps(json.loads(found), indent=2) + "\n"


def _scalar(value: object) -> Any:
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(value)
