"""Tags: which vocabularies are of tags, and which tag somebody means."""

import pytest

from tests.cli.test_problem_form import campaign
from yiananlib.model import tags
from yiananlib.model.campaign import VOCABULARIES

WORDS = {
    "kind": {"other": "其他"},
    "tags": {"four_winds": "四风"},
    "four_winds": {"formalism": "形式主义", "same": "相同"},
    "lesson": {"l1": "教训一/二", "same": "相同"},
}


def test_every_vocabulary_that_belongs_to_no_field_is_one_of_tags() -> None:
    assert tags.vocabularies(WORDS) == ["four_winds", "lesson"]
    assert tags.every(WORDS)["lesson/l1"] == "教训一/二"
    of_template = campaign().vocabulary
    own = tags.FIELDS - {"mechanism", "urging"}  # each campaign has its own, and the template none
    assert {*tags.vocabularies(of_template), *own, tags.NAMES} == of_template.keys()
    assert tags.FIELDS.issuperset(VOCABULARIES)


def test_the_office_sets_the_order_of_vocabularies() -> None:
    words = {"b": {"x": "一"}, "a": {"x": "二"}, "c": {"x": "三"}, "tags": {"c": "丙", "gone": "无", "kind": "类"}}
    assert tags.vocabularies(words | {"kind": {"other": "其他"}}) == ["c", "b", "a"]
    assert list(tags.every(words)) == ["c/x", "b/x", "a/x"]


def test_every_vocabulary_of_tags_in_the_template_is_called_something() -> None:
    words = campaign().vocabulary
    assert words[tags.NAMES].keys() == set(tags.vocabularies(words))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("formalism", ["four_winds/formalism"]),
        ("形式主义", ["four_winds/formalism"]),
        ("four_winds/形式主义", ["four_winds/formalism"]),
        ("四风／ Formalism", ["four_winds/formalism"]),
        ("教训一/二", ["lesson/l1"]),
        ("lesson/教训一/二", ["lesson/l1"]),
        ("相同", ["four_winds/same", "lesson/same"]),
        ("lesson/same", ["lesson/same"]),
        ("kind/other", []),
        ("other", []),
        ("", []),
    ],
)
def test_a_tag_is_meant_by_key_or_word_with_or_without_its_vocabulary(said: str, found: list[str]) -> None:
    assert tags.meant(said, WORDS) == found


def test_a_tag_is_known_by_both_its_parts() -> None:
    assert tags.is_known("lesson/l1", WORDS)
    assert not any(tags.is_known(tag, WORDS) for tag in ("lesson/formalism", "kind/other", "tags/four_winds", "l1"))


def test_tags_are_shown_with_the_name_of_their_vocabulary() -> None:
    told = tags.told(["four_winds/formalism", "lesson/l1", "four_winds/same", "gone/x"], WORDS)
    assert told == "四风: 形式主义, 相同; lesson: 教训一/二; gone: x"
