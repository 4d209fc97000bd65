"""JSON is a promise: keys are fixed, unset ones are null, and the golden files say which."""

import pytest

from tests.render.written import json_text
from yiananlib.render.formats import json
from yiananlib.services.reading.lists import Shown


def test_chinese_is_written_as_it_is(nasty: Shown) -> None:
    assert "住建局" in json_text(nasty)


def test_what_no_service_returns_is_a_bug() -> None:
    with pytest.raises((TypeError, KeyError)):
        json_text(object())
    with pytest.raises(TypeError):
        list(json.pieces(object()))
