"""JSON is a promise: keys are fixed, unset ones are null, and the golden files say which."""

import pytest

from yiananlib.render import as_json
from yiananlib.services.reading import Shown


def test_chinese_is_written_as_it_is(nasty: Shown) -> None:
    assert "住建局" in as_json.text(nasty)


def test_what_no_service_returns_is_a_bug() -> None:
    with pytest.raises((TypeError, KeyError)):
        as_json.text(object())
    with pytest.raises(TypeError):
        as_json._scalar(object())


def test_a_type_that_is_shown_has_a_shape() -> None:
    from yiananlib.render import show

    assert set(as_json._SHAPES) == set(show._LAYOUTS)
