import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.builders import record_id
from yiananlib.model import ids


def seeded(purpose: str) -> bytes:
    return hashlib.sha256(purpose.encode()).digest()


def test_a_fresh_id_is_a_whole_id() -> None:
    assert ids.is_id(ids.fresh(lambda _: False, seeded, "problem"))


def test_the_same_source_gives_the_same_id() -> None:
    made = {ids.fresh(lambda _: False, seeded, "problem") for _ in range(3)}
    assert len(made) == 1
    assert ids.fresh(lambda _: False, seeded, "entry") not in made


@given(st.integers(0, 20))
def test_an_id_in_use_is_never_given_again(count: int) -> None:
    taken: set[str] = set()
    for _ in range(count):
        taken.add(ids.fresh(taken.__contains__, seeded, "problem"))
    assert len(taken) == count


@given(st.binary(min_size=6, max_size=32))
def test_any_entropy_makes_an_id(entropy: bytes) -> None:
    assert ids.is_id(ids.fresh(lambda _: False, lambda _: entropy, "problem"))


@given(strategies.record_ids())
def test_the_beginning_of_an_id_is_a_prefix(value: str) -> None:
    assert ids.is_id(value)
    assert all(ids.is_prefix(value[:n]) for n in range(1, 7))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "k7m2q",
        "k7m2qdd",
        "K7M2QD",
        "k7m2qi",
        "k7m2ql",
        "k7m2qo",
        "k7m2qu",
        "k7m2qd\n",
        "k7m2q２",
        "k7m2q٢",
        "٢7m2qd",
        "k7m²qd",
    ],
)
def test_anything_else_is_no_id(value: str) -> None:
    assert not ids.is_id(value)


@pytest.mark.parametrize("value", ["", "k7m2qdd", "K", "i", "k7\n", "２", "k-", "٢", "k٢"])
def test_what_cannot_begin_an_id_is_no_prefix(value: str) -> None:
    assert not ids.is_prefix(value)


def test_the_alphabet_leaves_out_letters_that_look_like_others() -> None:
    assert len(set(ids.ALPHABET)) == 32
    assert not set("ilou") & set(ids.ALPHABET)


def test_ids_of_the_builders_are_all_different() -> None:
    assert len({record_id(n) for n in range(2000)}) == 2000


@given(st.integers(0, 60), st.sets(strategies.record_ids(), max_size=3))
def test_several_ids_come_in_ascending_order_and_none_is_in_use(count: int, taken: set[str]) -> None:
    found = ids.several(count, taken.__contains__, seeded, "problem")
    assert found == sorted(set(found))
    assert len(found) == count
    assert taken.isdisjoint(found)
    assert found[:1] == ([ids.fresh(taken.__contains__, seeded, "problem")] if count == 1 else found[:1])
