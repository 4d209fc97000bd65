"""What a service's result is as JSON, read back."""

import json
from typing import Any

from yiananlib.render import as_json


def read(value: object) -> Any:
    text = as_json.text(value)
    assert text.endswith("\n")
    return json.loads(text)


def keys(value: object) -> list[str]:
    return list(read(value))
