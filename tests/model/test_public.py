"""What the public may read of a record."""

import datetime as dt

import pytest

from tests.builders import LIAISON, Story, make_campaign, make_checklist, make_org
from yiananlib.model.public import ENTRIES, HEADS, Doubt, How, NoRows, NoTable, NoText, Reader, left_out, nulled, shows
from yiananlib.model.registers import BY_NAME
from yiananlib.store import kinds

NEVER = {
    "symptom", "root_cause", "level", "note", "reason", "opinion", "rule", "no_rule", "wider", "no_wider", "incomplete",
    "file", "sha256", "size", "digest", "seen", "waived", "objections", "fingerprint", "reference", "term", "at",
    "changes", "email", "post", "officers", "gate", "lint", "prompt", "finding", "findings", "problems",
}  # fmt: skip
"""What a row that names it would make public: said once more, so that none slips in with another change."""


def rows() -> list[tuple[str, str, dict[str, How]]]:
    heads = [(kind, "", dict(rules)) for kind, rules in HEADS.items()]
    return heads + [(kind, entry, dict(rules)) for kind, entries in ENTRIES.items() for entry, rules in entries.items()]


@pytest.mark.parametrize(("kind", "entry", "rules"), rows())
def test_the_list_names_only_existing_fields(kind: str, entry: str, rules: dict[str, How]) -> None:
    shape = kinds.BY_NAME[kind].shape()
    model = shape.entries[entry] if entry else shape.head
    assert rules.keys() <= {field.alias or name for name, field in model.model_fields.items()}


@pytest.mark.parametrize(("kind", "entry", "rules"), rows())
def test_internal_texts_are_not_on_the_list(kind: str, entry: str, rules: dict[str, How]) -> None:
    assert not rules.keys() & NEVER


@pytest.mark.parametrize(("kind", "entry", "rules"), rows())
def test_officers_are_shown_by_their_unit_alone(kind: str, entry: str, rules: dict[str, How]) -> None:
    for name in ("by", "for", "leader", "owner"):
        assert rules.get(name, How.UNIT) is How.UNIT


def test_a_field_that_no_row_names_is_left_out() -> None:
    told = Reader().fields({"title": How.READ}, {"title": "一", "new": "二", "rows": ("三",), "n": 4}, "zjj/k7m2qd")
    assert (told["title"], told["new"], told["rows"], told["n"]) == ("一", "", (), None)
    assert nulled(told) == {"title": "一", "new": None, "rows": None, "n": None}


def test_a_field_left_out_is_an_empty_value_of_its_own_type() -> None:
    for value, kind in (("一", NoText), (("一",), NoRows), ([1], NoRows), ({"a": 1}, NoTable)):
        made = left_out(value)
        assert isinstance(made, kind)
        assert not made
    assert [left_out(value) for value in (None, 1, True, dt.date(2026, 6, 1))] == [None] * 4


def test_an_officer_becomes_the_organization_by_code_or_by_name() -> None:
    assert Reader().unit("zjj/jianguan") == "zjj"
    assert Reader({"zjj": "县住建局"}).unit("zjj/jianguan") == "县住建局"
    assert Reader({"zjj": "县住建局"}).unit("czj/x") == "czj"
    assert Reader().value(How.UNIT, None, "zjj/k7m2qd", "for") is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("联系13812345678", "phone"),
        ("联系１３８１２３４５６７８", "phone"),
        ("身份证11010519491231002X", "identity"),
        ("写信到wang.wu@example.org", "address"),
        ("由王小明同志负责", "name"),
    ],
)
def test_personal_data_in_a_text_raises_a_doubt(text: str, what: str) -> None:
    reader = Reader()
    assert reader.value(How.READ, text, "zjj/k7m2qd", "title") == text
    assert [(one.ref, one.field, one.what) for one in reader.doubts] == [("zjj/k7m2qd", "title", what)]


def test_keys_and_omitted_fields_raise_no_doubt() -> None:
    reader = Reader()
    reader.fields({"kind": How.SHOWN}, {"kind": "13812345678", "symptom": "13812345678"}, "zjj/k7m2qd")
    assert reader.doubts == []


def test_a_problem_is_told_as_amended_by_the_entries_that_count() -> None:
    story = Story().has("registered", "planned")
    story.add("planned", number=2, text="误录")
    slip = story.ids[-1]
    story.add("amended", reason="更正", changes={"title": "新名称", "symptom": "新表现"})
    story.add("retracted", entry=slip, reason="录错")
    story.add("progressed", note="电话里说的")
    told = Reader().record("problem", story.problem.ref, story.problem)
    assert told is not None
    assert (told["title"], told["symptom"], told["root_cause"]) == ("新名称", None, None)
    assert (told["owner"], told["leader"]) == ("zjj", "zjj")
    assert [(one["kind"], one["by"], one["at"]) for one in told["entries"]] == [
        ("registered", "zjj", None), ("planned", "zjj", None), ("progressed", "zjj", None),
    ]  # fmt: skip
    assert all(isinstance(one["on"], dt.date) for one in told["entries"])
    assert told["entries"][-1]["note"] is None
    assert LIAISON not in str(told)


def test_every_key_of_a_record_stays() -> None:
    story = Story().has("registered")
    told = Reader().record("problem", story.problem.ref, story.problem)
    assert told is not None
    assert told.keys() == story.problem.head.model_dump(by_alias=True).keys() | {"entries"}


def test_of_definitions_the_organization_and_the_campaign_are_told_without_officers_and_gate() -> None:
    org = Reader().record("org", "zjj", make_org())
    assert org is not None
    assert org["officers"] is None
    assert org["name"] == make_org().name
    campaign = Reader().record("campaign", "yian.toml", make_campaign())
    assert campaign is not None
    assert (campaign["gate"], campaign["name"]) == (None, make_campaign().name)
    assert Reader().record("checklist", "checklist.toml", make_checklist()) is None


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.ALL if kind.name not in HEADS])
def test_a_kind_without_a_row_is_not_public(kind: str) -> None:
    assert kind in {"checklist", "calendar", "case", "mapping", "round", "notice", "meeting", "sample", *BY_NAME}
    assert Reader().record(kind, "x", object()) is None
    assert Reader().entry(kind, {"kind": "issued"}, dt.date(2026, 6, 1), "x") is None


def test_a_column_s_publicity_is_looked_up_by_its_place() -> None:
    assert shows("title")
    assert shows("submitted.effect")
    assert not any(map(shows, ("symptom", "root_cause", "progressed.note", "evidenced.file", "new", "x.y")))


def test_a_doubt_has_the_record_the_field_and_what_was_found() -> None:
    reader = Reader()
    reader.value(How.READ, "13812345678", "zjj/k7m2qd", "goal")
    assert reader.doubts == [Doubt("zjj/k7m2qd", "goal", "phone", "13812345678")]
