"""How far long work has come: told to who listens, while they listen."""

import pytest

from yiananlib.store import headway


def test_each_item_is_told_of_when_it_is_done() -> None:
    said: list[tuple[int, int]] = []
    with headway.telling(lambda *told: said.append(told)):
        items = headway.over("abc")
        assert next(items) == "a"
        assert said == []
        assert list(items) == ["b", "c"]
    assert said == [(1, 3), (2, 3), (3, 3)]


def test_there_may_be_more_than_was_known() -> None:
    said: list[tuple[int, int]] = []
    with headway.telling(lambda *told: said.append(told)):
        assert list(headway.of(iter([1, 2]), 1)) == [1, 2]
    assert said == [(1, 1), (2, 1)]


def test_nobody_need_listen_and_nobody_does_after_a_failure() -> None:
    said: list[tuple[int, int]] = []

    def fail() -> None:
        with headway.telling(lambda *told: said.append(told)):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    headway.tell(1, 2)
    assert list(headway.over([1])) == [1]
    assert said == []


def test_the_innermost_listens() -> None:
    outer: list[tuple[int, int]] = []
    inner: list[tuple[int, int]] = []
    with headway.telling(lambda *told: outer.append(told)):
        with headway.telling(lambda *told: inner.append(told)):
            headway.tell(1, 2)
        headway.tell(2, 2)
    assert (outer, inner) == ([(2, 2)], [(1, 2)])
