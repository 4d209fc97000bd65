import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.builders import FOUND, make_officer, make_org, make_orgs
from yiananlib.model.org import Officer, Org, ancestors, in_order
from yiananlib.model.vocabulary import Function, Role

ONE_DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (FOUND, None, True),
        (None, FOUND, True),
        (FOUND, FOUND, True),
        (FOUND + ONE_DAY, None, False),
        (None, FOUND - ONE_DAY, False),
    ],
)
def test_a_post_is_held_from_its_first_day_to_its_last(
    since: dt.date | None, until: dt.date | None, held: bool
) -> None:
    officer = Officer.model_validate(make_officer("a", since=since, until=until))
    assert officer.in_office(FOUND) is held


@pytest.mark.parametrize("email", ["a@b", "liaison@zjj.example.cn", "联络员@zjj.example.cn"])
def test_an_address_has_a_name_and_a_host(email: str) -> None:
    assert Officer.model_validate(make_officer("a", email=email)).email == email


@pytest.mark.parametrize(
    "email",
    ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\n@", "a\u202eb@c", "a\x1b[31m@b", "a\u200b@b", 3],
)
def test_any_other_address_is_refused(email: object) -> None:
    with pytest.raises(ValidationError):
        Officer.model_validate(make_officer("a", email=email))


def test_an_officer_is_found_by_id() -> None:
    org = make_orgs()["zjj"]
    head = org.officer("head")
    assert head is not None
    assert head.role is Role.HEAD
    assert org.officer("nobody") is None


def test_an_organization_is_a_unit_unless_it_says_otherwise() -> None:
    assert make_org().function is Function.UNIT
    assert Officer.model_validate(make_officer("a")).role is Role.STAFF


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("order", 0),
        ("order", True),
        ("members", 0),
        ("name", ""),
        ("parent", "../gov"),
        ("function", "king"),
        ("id", "zjj"),
    ],
)
def test_a_wrong_value_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        make_org(**{field: value})


def test_ancestors_are_the_parents_upwards() -> None:
    orgs = {"a": make_org(), "b": make_org(parent="a"), "c": make_org(parent="b")}
    assert list(ancestors("c", orgs)) == ["b", "a"]
    assert list(ancestors("a", orgs)) == []


def test_ancestors_stop_at_a_missing_organization() -> None:
    assert list(ancestors("b", {"b": make_org(parent="a")})) == ["a"]
    assert list(ancestors("nowhere", {})) == []


def test_ancestors_stop_at_a_cycle() -> None:
    orgs = {"a": make_org(parent="b"), "b": make_org(parent="a"), "c": make_org(parent="a")}
    assert list(ancestors("a", orgs)) == ["b"]
    assert list(ancestors("c", orgs)) == ["a", "b"]
    assert list(ancestors("d", {"d": make_org(parent="d")})) == []


def test_nothing_is_sorted_by_pinyin() -> None:
    assert in_order(make_orgs()) == ["gov", "zjj", "czj", "office", "jiwei"]


def test_equal_ranks_are_told_apart_by_name() -> None:
    assert in_order({"b": make_org(), "a": make_org()}) == ["a", "b"]


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefg") | st.none()),
)
def test_an_organization_is_below_exactly_its_ancestors(parents: dict[str, str | None]) -> None:
    orgs: dict[str, Org] = {
        name: make_org(parent=parent, order=n) for n, (name, parent) in enumerate(parents.items(), start=1)
    }
    for name in orgs:
        above = list(ancestors(name, orgs))
        assert name not in above
        assert len(set(above)) == len(above)
