import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from tests import strategies
from tests.builders import BEIJING, START
from yiananlib.model.base import (
    Base,
    Day,
    Digest,
    FilledText,
    Key,
    Line,
    Moment,
    Name,
    OfficerRef,
    RecordId,
    Remark,
    schema_field,
)


class Sample(Base):
    """One field of each type."""

    schema_: int = schema_field()
    text: Remark = None
    filled: FilledText | None = None
    line: Line | None = None
    name: Name | None = None
    key: Key | None = None
    by: OfficerRef | None = None
    id: RecordId | None = None
    at: Moment | None = None
    day: Day | None = None
    digest: Digest | None = None
    lines: tuple[Line, ...] = ()
    table: dict[Key, Line] | None = None
    flag: bool | None = None
    count: int | None = None


def sample(**fields: Any) -> Sample:
    return Sample.model_validate({"schema": 1, **fields})


def faults(**fields: Any) -> list[str]:
    """Return the types of the faults that the fields have."""
    try:
        sample(**fields)
    except ValidationError as error:
        return [f"{d['type']}: {d.get('ctx', {}).get('error', '')}" for d in error.errors()]
    return []


def test_an_unknown_field_is_refused() -> None:
    assert faults(colour="red") == ["extra_forbidden: "]


def test_a_record_cannot_be_changed() -> None:
    record = sample(line="一")
    with pytest.raises(ValidationError):
        record.line = "二"  # type: ignore[misc]


def test_empty_values_are_not_written() -> None:
    assert sample(lines=[], table={}, text="").plain() == {"schema": 1}


def test_false_and_zero_are_written() -> None:
    assert sample(flag=False, count=0).plain() == {"schema": 1, "flag": False, "count": 0}


@given(strategies.heads() | strategies.entries())
def test_pydantic_would_write_the_same(record: Base) -> None:
    dumped = record.model_dump(by_alias=True, exclude_none=True)
    assert list(record.plain().items()) == [(k, v) for k, v in dumped.items() if v not in ((), {}, "")]


@pytest.mark.parametrize("schema", [0, 2, True, "1", 1.0])
def test_only_this_schema_is_read(schema: object) -> None:
    assert faults(schema=schema)


@pytest.mark.parametrize("field", ["text", "filled", "line"])
def test_text_is_cleaned(field: str) -> None:
    assert getattr(sample(**{field: "  cafe\u0301 "}), field) == "café"


@pytest.mark.parametrize("field", ["text", "filled", "line"])
@pytest.mark.parametrize("character", ["\x1b", "\x9b", "\u202e", "\u200b", "\ufeff", "\ud800"])
def test_text_with_a_forbidden_character_is_refused(field: str, character: str) -> None:
    assert faults(**{field: f"整改{character}"}) == [f"value_error: forbidden U+{ord(character):04X}"]


@pytest.mark.parametrize("field", ["filled", "line"])
@pytest.mark.parametrize("value", ["", "  ", "\u3000\n "])
def test_white_space_alone_is_not_a_text(field: str, value: str) -> None:
    assert faults(**{field: value})
    assert sample(text=value).text is None


@pytest.mark.parametrize(("field", "limit"), [("text", 20_000), ("filled", 20_000), ("line", 200)])
def test_a_text_has_a_maximum_length(field: str, limit: int) -> None:
    assert faults(**{field: "改" * limit}) == []
    assert faults(**{field: "改" * (limit + 1)})


@pytest.mark.parametrize(("field", "limit"), [("text", 20_000), ("filled", 20_000), ("line", 200)])
def test_the_maximum_length_applies_to_the_text_as_it_is_stored(field: str, limit: int) -> None:
    grows = "\u0958"  # two characters once it is composed
    assert faults(**{field: grows * (limit // 2)}) == []
    assert faults(**{field: grows * (limit // 2 + 1)})


@pytest.mark.parametrize("value", ["一\n二", "一\t二"])
def test_a_line_is_one_line(value: str) -> None:
    assert faults(line=value) == ["value_error: line break"]
    assert faults(filled=value) == []


@given(strategies.lines())
def test_clean_lines_are_kept(value: str) -> None:
    assert sample(line=value).line == value


@pytest.mark.parametrize("value", ["tender", "a", "k_9", "a" * 40])
def test_a_key_is_lower_case_ascii(value: str) -> None:
    assert sample(key=value).key == value


@pytest.mark.parametrize("value", ["", "Tender", "9a", "_a", "a-b", "招标", "a２", "a\n", "a" * 41])
def test_any_other_key_is_refused(value: str) -> None:
    assert faults(key=value)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("zjj", "officer form"),
        ("", "officer form"),
        ("/liaison", "name empty"),
        ("zjj/", "name empty"),
        ("zjj/a/b", "name characters"),
        ("../etc", "name characters"),
        ("zjj/con", "name reserved"),
    ],
)
def test_an_officer_is_an_organization_and_a_post(value: str, fault: str) -> None:
    assert faults(by=value) == [f"value_error: {fault}"]


def test_a_name_is_refused_with_the_reason() -> None:
    assert faults(name="..") == ["value_error: name characters"]
    assert faults(name="cafe\u0301") == ["value_error: name form"]


@pytest.mark.parametrize("value", ["2026-03-12", 20260312, 1.5, START, None, True])
def test_only_a_day_is_a_day(value: object) -> None:
    if value is None:
        assert sample(day=None).day is None
    else:
        assert faults(day=value) == ["date_type: "]


@pytest.mark.parametrize("value", ["2026-03-12T09:30:00+08:00", 1_770_000_000, dt.date(2026, 3, 12)])
def test_only_a_time_is_a_time(value: object) -> None:
    assert faults(at=value) == ["datetime_type: "]


def test_a_time_has_an_offset() -> None:
    assert faults(at=START.replace(tzinfo=None)) == ["value_error: offset missing"]
    assert faults(at=START.replace(year=9999)) == ["value_error: no year 9999"]
    assert sample(at=START).at == START
    kept = sample(at=START).at
    assert kept is not None
    assert kept.utcoffset() == BEIJING.utcoffset(None)


@pytest.mark.parametrize("value", ["0" * 63, "0" * 65, "A" * 64, "g" * 64, "0" * 64 + "\n"])
def test_a_digest_is_a_sha_256_in_lower_case(value: str) -> None:
    assert faults(digest=value) == ["string_pattern_mismatch: "]


def test_an_id_is_six_characters_of_the_alphabet() -> None:
    assert sample(id="k7m2qd").id == "k7m2qd"
    assert faults(id="k7m2qd\n") == ["string_pattern_mismatch: "]
    assert faults(id="k7m2ql") == ["string_pattern_mismatch: "]
    assert faults(id="k7m2q٢") == faults(id="k7m2q２") == ["string_pattern_mismatch: "]


class Group(Base):
    """Records in a record."""

    of: tuple[Sample, ...] = ()


def test_a_record_writes_the_records_it_contains() -> None:
    said = Group(of=(sample(line="一"), sample(count=0))).plain()["of"]
    assert [(one["schema"], one.get("line"), one.get("count")) for one in said] == [(1, "一", None), (1, None, 0)]
