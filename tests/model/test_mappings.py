"""How a foreign sheet is read, as somebody wrote it down."""

import datetime as dt

import pytest
from pydantic import ValidationError

from yiananlib.model import headings, personal
from yiananlib.model.mappings import FIELDS, WORDS, KeptMapping, Mapping
from yiananlib.model.reasons import reasons
from yiananlib.store import codec, kinds

SAID = {
    "schema": 1,
    "table": {"year": 2026, "found": dt.date(2026, 3, 1)},
    "columns": {"督查意见": "remark", "整改 时限": "due", "序号": ""},
    "words": {"class": {"系统治理": "phased"}, "due": {"两会前": dt.date(2026, 3, 1)}},
    "orgs": {"住建局": "zjj"},
    "people": {"李大明": "zjj/jianguan"},
    "match": {"headings": ["序号"]},
}


def test_headings_are_compared_as_everywhere() -> None:
    mapping = Mapping.model_validate(SAID)
    assert mapping.said[headings.key("整改时限")] == "due"
    assert mapping.word("class", "系统治理") == "phased"
    assert mapping.word("due", "两会前") == dt.date(2026, 3, 1)
    assert mapping.word("kind", "x") is None
    assert mapping.fits(("序号",))
    assert not mapping.fits(("序号", "单位"))
    assert not Mapping().fits(())


def test_a_stored_mapping_names_nobody_but_still_recognizes_people() -> None:
    kept = Mapping.model_validate(SAID).kept(("问题",))
    assert list(kept.people) == [personal.masked("李大明")]
    assert kept.officer("李大明") == "zjj/jianguan"
    assert kept.match.headings == ("序号",)
    assert Mapping(people={"李大明": "zjj/jianguan"}).kept(("问题",)).match.headings == ("问题",)
    data = kinds.MAPPING.encode(kept)
    assert "李大明" not in data.decode()
    assert kinds.MAPPING.decode(data, "", "x") == kept


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"columns": {"问题": "problem"}}, "not a field a heading can stand for"),
        ({"words": {"title": {"a": "b"}}}, "“title” cannot have words of its own"),
        ({"people": {"李大明": "jianguan"}}, "must be an officer"),
        ({"columns": []}, "must be a table"),
        ({"colums": {}}, "not a field here"),
        ({"match": {"alike": 10}}, "at least 50"),
    ],
)
def test_faults_in_a_mapping_are_reported(said: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError) as error:
        Mapping.model_validate(said)
    assert reason in next(reasons(error.value)).sentence


def test_a_name_in_a_mapping_of_the_ledger_is_an_error() -> None:
    with pytest.raises(codec.Invalid) as error:
        codec.decode_mapping('schema = 1\n[people]\n"李大明" = "zjj/jianguan"\n'.encode())
    assert "names a person" in error.value.faults[0].problem
    assert isinstance(codec.decode_mapping(b"schema = 1\n"), KeptMapping)


def test_every_field_that_can_be_said_is_one_of_the_headings() -> None:
    assert set(FIELDS) == {"", *headings.SYNONYMS}
    assert set(WORDS) <= set(FIELDS)
