"""A tuple of named values is what that of ``typing`` is."""

import copy
import pickle
import typing
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.tuples import NamedTuple


class Ours(NamedTuple):
    """With a default, a method, and an annotation that nobody can evaluate."""

    org: str
    day: "NoSuchType"  # type: ignore[name-defined]  # noqa: F821 - annotations are names here, and nothing else
    times: int = 3
    note: str | None = None

    def twice(self) -> int:
        return self.times * 2


class Theirs(typing.NamedTuple):
    """The same, as ``typing`` makes it."""

    org: str
    day: Any
    times: int = 3
    note: str | None = None

    def twice(self) -> int:
        return self.times * 2


class Narrower(Ours):
    """It has the fields of the class above it."""

    def twice(self) -> int:
        return 0


class Nothing(NamedTuple):
    """It has no fields."""


OURS: Any = Ours
THEIRS: Any = Theirs
ROW: Any = ("zjj", 5, 7, "先报主体")
FIELDS = ("org", "day", "times", "note", "other")
named = st.dictionaries(st.sampled_from(FIELDS), st.integers(), max_size=5)


def outcome(act: Callable[[], Any]) -> Any:
    """Return what comes of it: the values, or that there are none."""
    try:
        return tuple(act())
    except (TypeError, ValueError):
        return "refused"


@given(st.lists(st.integers(), max_size=6), named)
def test_it_is_made_of_what_that_of_typing_is_made_of(values: list[int], said: dict[str, Any]) -> None:
    assert outcome(lambda: OURS(*values, **said)) == outcome(lambda: THEIRS(*values, **said))


@given(st.lists(st.integers(), max_size=6))
def test_it_is_made_of_a_row(values: list[int]) -> None:
    assert outcome(lambda: OURS._make(iter(values))) == outcome(lambda: THEIRS._make(iter(values)))


@given(named)
def test_it_is_changed_by_name(said: dict[str, Any]) -> None:
    assert outcome(lambda: OURS(*ROW)._replace(**said)) == outcome(lambda: THEIRS(*ROW)._replace(**said))


def test_what_it_tells_of_itself() -> None:
    assert (OURS._fields, OURS._field_defaults) == (THEIRS._fields, THEIRS._field_defaults)
    assert OURS.__match_args__ == THEIRS.__match_args__
    assert OURS(*ROW)._asdict() == THEIRS(*ROW)._asdict()
    assert repr(OURS(*ROW)) == repr(THEIRS(*ROW)).replace("Theirs", "Ours")


def test_its_values_have_names_and_places() -> None:
    one = OURS(*ROW)
    assert (one.org, one.day, one.times, one.note) == ROW == one
    assert (one[0], one[-1], len(one), hash(one)) == ("zjj", "先报主体", 4, hash(ROW))
    assert (one.twice(), Narrower(*ROW).twice(), Narrower(*ROW).times) == (14, 0, 7)
    match one:
        case Ours(org, times=times):
            assert (org, times) == ("zjj", 7)


def test_nothing_can_be_put_into_it() -> None:
    one: Any = OURS(*ROW)
    for name in ("org", "another"):
        with pytest.raises(AttributeError):
            setattr(one, name, 1)


@pytest.mark.parametrize("one", [OURS(*ROW), Narrower(*ROW), Nothing()])
def test_it_is_the_same_in_another_process(one: Any) -> None:
    for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):  # noqa: S301 - its own
        assert (again, type(again)) == (one, type(one))
