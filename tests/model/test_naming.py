"""Organizations and officers by code, name and post, and what is nearest to a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_orgs
from yiananlib.model import naming

ORGS = make_orgs()
NAMES = {code: org.name for code, org in ORGS.items()}


def test_an_organization_is_known_by_code_and_by_name_however_it_is_spelled() -> None:
    for code, org in ORGS.items():
        for said in (code, code.upper(), org.name, f" {org.name[0]} {org.name[1:]}"):
            assert naming.orgs(said, ORGS) == [code], said
    assert naming.orgs("某局", ORGS) == naming.orgs("", ORGS) == []


def test_a_shared_name_finds_both_organizations_and_a_code_only_its_own() -> None:
    twins = ORGS | {"zjj2": ORGS["zjj"]}
    assert naming.orgs(ORGS["zjj"].name, twins) == ["zjj", "zjj2"]
    assert naming.orgs("zjj", twins) == ["zjj"]


def test_an_officer_is_known_by_code_and_post_with_the_organization_or_at_home() -> None:
    for code, org in ORGS.items():
        for one in org.officers:
            ref = f"{code}/{one.id}"
            for said in (ref, f"{org.name}/{one.post}", f"{code}/{one.post}", f"{org.name}/{one.id}"):
                assert ref in naming.officers(said, ORGS), said
            assert ref in naming.officers(f"{org.name}{one.post}", ORGS)
            assert ref in naming.officers(one.id, ORGS, code)
            assert ref in naming.officers(one.post, ORGS, code)


def test_a_post_means_officers_everywhere_unless_an_organization_is_given() -> None:
    post = ORGS["zjj"].officers[0].post
    everywhere = naming.officers(post, ORGS)
    assert everywhere == [f"{code}/{o.id}" for code, org in ORGS.items() for o in org.officers if o.post == post]
    assert naming.officers("没有这个职务", ORGS, "zjj") == naming.officers("没有/这个", ORGS) == []


@pytest.mark.parametrize(
    ("said", "first"),
    [("zji", "zjj"), ("zj", "zjj"), (NAMES["zjj"][:-1], "zjj"), (NAMES["czj"][1:], "czj")],
)
def test_the_nearest_is_named_first_with_its_code(said: str, first: str) -> None:
    assert naming.near(said, NAMES)[0] == f"{NAMES[first]} ({first})"
    assert f"{NAMES[first]} ({first})" in naming.nearest(said, NAMES)


def test_a_text_unlike_any_name_has_no_nearest() -> None:
    assert naming.nearest("qqqqqq", NAMES) == naming.nearest("", NAMES) == ""


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up_without_failing(said: str) -> None:
    assert len(naming.near(said, NAMES)) <= 3
    assert set(naming.orgs(said, ORGS)) <= set(ORGS)
    naming.officers(said, ORGS)


def test_a_single_character_in_a_name_makes_it_not_near() -> None:
    assert naming.near("局", NAMES) != []
    assert naming.near("财务与预算", {"a": "财"}) == []
