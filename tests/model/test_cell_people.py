"""Which organization and which officer a cell names."""

import pytest

from tests.builders import FOUND, make_officer, make_org, make_orgs
from yiananlib.model import cell_people, personal
from yiananlib.model.cell_people import People
from yiananlib.model.mappings import Mapping
from yiananlib.model.vocabulary import Role

OFFICERS = [
    make_officer("head", role="head") | {"post": "局长"}, make_officer("jianguan") | {"post": "建管股股长"},
    make_officer("caiwu") | {"post": "财务科科长"}, make_officer("old", until=FOUND) | {"post": "老科长"},
]  # fmt: skip
ORGS = make_orgs() | {"zjj": make_org(name="县住建局", parent="gov", officers=OFFICERS)}


def people(**said: dict[str, str]) -> People:
    return People(ORGS, Mapping.model_validate({"schema": 1, **said}), FOUND)


@pytest.mark.parametrize("name", ["县住建局", " 县住建局\n", "zjj", "ZJJ", "县 住 建 局"])
def test_a_unit_is_known_by_id_and_by_name(name: str) -> None:
    assert cell_people.unit(name, people()).ref == "zjj"


def test_a_unit_that_is_only_like_one_is_asked_about() -> None:
    named = cell_people.unit("住建局", people())
    assert named.ref is None
    assert "县住建局 (zjj)" in str(named.wrong)
    assert cell_people.unit("住建局", people(orgs={"住建局": "zjj"})).ref == "zjj"
    assert "nowhere" in str(cell_people.unit("住建局", people(orgs={"住建局": "nowhere"})).wrong)


@pytest.mark.parametrize(
    "cell",
    [
        "建管股股长", "jianguan", "zjj/jianguan", "建管股股长 13800001111", "建管股股长（13800001111）", "建管股/股长",
        "县住建局/建管股股长", "建管股股长、李大明", "李大明 建管股股长", "建管股股长\n李大明 138-0000-1111",
    ],
)  # fmt: skip
def test_a_post_is_recognized_among_other_text_in_its_cell(cell: str) -> None:
    named = cell_people.officer(cell, "zjj", people())
    assert named.ref == "zjj/jianguan"
    assert ("the telephone number is left out" in named.said) is ("138" in cell)
    assert any("names of people" in said for said in named.said) is ("李" in cell)


def test_of_several_officers_the_first_is_responsible_and_the_others_are_reported() -> None:
    named = cell_people.officer("财务科科长、建管股股长", "zjj", people())
    assert named.ref == "zjj/caiwu"
    assert "zjj/jianguan" in str(named.said)
    assert str(named.said).count("zjj/caiwu") == 1  # it is taken, and none of the others


def test_a_person_s_name_means_nobody_until_the_mapping_gives_its_post() -> None:
    named = cell_people.officer("李大明 13800001111", "zjj", people())
    assert named.ref is None
    assert "names a person" in str(named.wrong)
    assert (
        cell_people.officer("李大明 13800001111", "zjj", people(people={"李大明": "zjj/jianguan"})).ref
        == "zjj/jianguan"
    )
    digest = personal.masked("李大明")
    assert cell_people.officer("李大明", "zjj", people(people={digest: "zjj/jianguan"})).ref == "zjj/jianguan"


def test_an_unknown_post_is_reported_with_the_nearest_one() -> None:
    assert "zjj/jianguan" in str(cell_people.officer("建管股长", "zjj", people()).wrong)
    assert cell_people.officer("13800001111", "zjj", people()).ref is None


def test_a_post_of_the_organization_above_is_known_too() -> None:
    assert cell_people.officer("职务 liaison", "zjj", people()).ref == "gov/liaison"


def test_units_that_support_are_read_one_by_one() -> None:
    assert cell_people.units("财政局、县住建局、财政局；某局", "zjj", people()) == (("czj",), ["某局"])


def test_who_stands_in_is_in_office() -> None:
    assert cell_people.standing_in("zjj", (Role.DEPUTY, Role.HEAD), people()) == "zjj/head"
    assert cell_people.standing_in("zjj", (Role.DEPUTY,), people()) is None
    assert cell_people.names("财务科：李大明、王芳（13800001111）") == ["李大明", "王芳"]


def test_a_post_held_by_two_officers_names_neither() -> None:
    two = [make_officer("a") | {"post": "副局长"}, make_officer("b") | {"post": "副局长"}]
    orgs = ORGS | {"zjj": make_org(name="县住建局", parent="gov", officers=two)}
    both = People(orgs, Mapping.model_validate({"schema": 1}), FOUND)
    assert cell_people.officer("副局长", "zjj", both).ref is None
    assert cell_people.officer("zjj/b", "zjj", both).ref == "zjj/b"
