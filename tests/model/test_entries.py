import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from tests import strategies
from tests.builders import BEIJING, SHA256, START, STEPS, make_entry
from yiananlib.model.entries import KINDS, Entry, UnknownKind, entry

REQUIRED = {
    "registered": "",
    "amended": "reason changes",
    "reassigned": "from to reason",
    "planned": "number text owner due",
    "progressed": "note",
    "completed": "measure",
    "excused": "measure occurrence reason",
    "evidenced": "file sha256 size",
    "extension-requested": "until reason",
    "extension-granted": "request until",
    "extension-denied": "request opinion",
    "endorsed": "",
    "submitted": "",
    "withdrawn": "reason",
    "reviewed": "verdict opinion seen digest",
    "publicised": "since until",
    "closed": "",
    "carried-over": "day document",
    "looked-back": "result opinion",
    "reopened": "reason",
    "voided": "reason",
    "transferred": "to reason",
    "noted": "note",
    "numbered": "number",
    "handled": "form count",
    "held-accountable": "trigger note",
    "rated": "scores",
    "explained": "code reason",
    "generalised": "problems asked",
    "looked-wider": "found note",
    "redated": "entry day reason",
    "retracted": "entry reason",
    "contested": "reason",
    "contest-upheld": "contest then opinion",
    "contest-dismissed": "contest opinion",
    "blocked": "org needs",
    "block-cleared": "block",
}
"""What each kind of design.md section 2 needs besides `id`, `at` and `by`."""


def fault(step: str, **fields: Any) -> tuple[str, str]:
    """Return the field and type of the one fault that the entry has."""
    with pytest.raises(ValidationError) as caught:
        make_entry(step, **fields)
    (detail,) = caught.value.errors()
    return ".".join(str(part) for part in detail["loc"]), detail["type"]


def test_there_is_a_class_for_each_kind() -> None:
    assert list(KINDS) == list(REQUIRED)


@pytest.mark.parametrize("step", STEPS)
def test_an_entry_is_of_its_kind(step: str) -> None:
    made = make_entry(step)
    assert made.kind == step.partition(":")[0]
    assert type(made) is KINDS[made.kind]


@pytest.mark.parametrize("step", STEPS)
def test_a_kind_needs_its_own_fields(step: str) -> None:
    values = make_entry(step).plain() | ({"seen": ()} if step.startswith("reviewed") else {})
    needed = {"id", "at", "by", *REQUIRED[values["kind"]].split()}
    for name in values.keys() - {"kind", *(["count"] if step == "held-accountable" else [])}:
        less = {k: v for k, v in values.items() if k != name}
        if name in needed:
            with pytest.raises(ValidationError) as caught:
                entry(less)
            assert [(d["type"], d["loc"]) for d in caught.value.errors()] == [("missing", (name,))]
        else:
            entry(less)
    assert needed <= values.keys()


@pytest.mark.parametrize("said", [{"count": 1}, {"organizations": 1}, {"recovered": 10**12}])
def test_accountability_needs_a_count_of_people_or_organizations_or_money(said: dict[str, int]) -> None:
    others = {"count": None, "organizations": None, "recovered": None}
    assert make_entry("held-accountable", **others | said).kind == "held-accountable"
    assert fault("held-accountable", **others) == ("", "value_error")


@pytest.mark.parametrize("step", STEPS)
def test_an_unknown_field_is_refused(step: str) -> None:
    assert fault(step, colour="red") == ("colour", "extra_forbidden")


@pytest.mark.parametrize("kind", ["deleted", "", "Registered", None, 3, ["registered"], {}])
def test_an_unknown_kind_is_refused(kind: object) -> None:
    with pytest.raises(UnknownKind):
        entry({"kind": kind, "id": "3f9k2m", "at": START, "by": "zjj/liaison"})


def test_an_entry_without_a_kind_is_refused() -> None:
    with pytest.raises(UnknownKind):
        entry({"id": "3f9k2m", "at": START, "by": "zjj/liaison"})


@given(strategies.entries())
def test_an_entry_is_read_back_as_it_was_written(made: Entry) -> None:
    assert entry(made.plain()) == made


def test_the_day_of_an_entry_is_that_of_its_time_in_its_own_offset() -> None:
    late = dt.datetime(2026, 3, 13, 0, 30, tzinfo=BEIJING)
    assert make_entry("noted", at=late).on == dt.date(2026, 3, 13)
    assert make_entry("noted", at=late.astimezone(dt.UTC)).on == dt.date(2026, 3, 12)


def test_an_entry_may_count_from_an_earlier_day() -> None:
    assert make_entry("noted", on=dt.date(2026, 3, 1)).on == dt.date(2026, 3, 1)


def test_an_entry_may_name_the_day_of_its_time() -> None:
    assert make_entry("noted", on=START.date()).on == START.date()


@pytest.mark.parametrize("step", STEPS)
def test_an_entry_cannot_count_from_a_day_to_come(step: str) -> None:
    assert fault(step, on=START.date() + dt.timedelta(days=1)) == ("", "value_error")


@pytest.mark.parametrize("step", STEPS)
def test_a_time_without_an_offset_is_refused(step: str) -> None:
    assert fault(step, at=START.replace(tzinfo=None)) == ("at", "value_error")


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [
        ("noted", "at", "2026-03-12T09:30:00+08:00"),
        ("noted", "at", START.date()),
        ("noted", "on", "2026-03-12"),
        ("noted", "on", START),
        ("noted", "on", True),
        ("noted", "id", 3),
        ("noted", "id", "3F9K2M"),
        ("noted", "by", "liaison"),
        ("noted", "by", 3),
        ("noted", "note", 3),
        ("noted", "note", True),
        ("noted", "note", ["一"]),
        ("noted", "note", ""),
        ("noted", "note", "\x1b[31m"),
        ("planned", "number", True),
        ("planned", "number", "1"),
        ("planned", "number", 1.0),
        ("planned", "number", 0),
        ("planned", "number", 1000),
        ("planned", "due", "2026-05-31"),
        ("planned", "due", START),
        ("planned", "type", "later"),
        ("completed", "measure", True),
        ("progressed", "measure", "1"),
        ("evidenced", "size", 0),
        ("evidenced", "size", True),
        ("evidenced", "sha256", SHA256.upper()),
        ("evidenced", "file", "a\nb"),
        ("extension-requested", "until", START),
        ("reviewed:pass", "verdict", "maybe"),
        ("reviewed:pass", "seen", "3f9k2m"),
        ("looked-back:held", "result", "forgotten"),
        ("publicised", "objections", "一条"),
        ("closed", "waived", ["rule"]),
        ("numbered", "number", "2026"),
        ("numbered", "number", "２０２６-017"),
        ("numbered", "number", "2026-017\n"),
        ("handled", "form", 5),
        ("handled", "form", 0),
        ("handled", "count", 0),
        ("held-accountable", "trigger", "Trigger"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(step: str, field: str, value: object) -> None:
    assert fault(step, **{field: value})[0] == field


@pytest.mark.parametrize(
    ("standards", "where"),
    [
        ({"0": True}, "standards.0.[key]"),
        ({"01": True}, "standards.01.[key]"),
        ({"100": True}, "standards.100.[key]"),
        ({"1": 1}, "standards.1"),
        ({"1": "yes"}, "standards.1"),
    ],
)
def test_standards_are_answered_by_number_with_yes_or_no(standards: object, where: str) -> None:
    assert fault("reviewed:pass", standards=standards)[0] == where


@pytest.mark.parametrize("score", [0, 6, True, "5"])
def test_a_look_is_rated_from_one_to_five(score: object) -> None:
    assert fault("rated", scores={"spirit": score})[0] == "scores.spirit"


@pytest.mark.parametrize("field", ["id", "due", "found", "schema", "status"])
def test_permanent_fields_cannot_be_amended(field: str) -> None:
    assert fault("amended", changes={field: "x"}) == (f"changes.{field}", "extra_forbidden")


def test_a_reason_to_waive_must_say_something() -> None:
    assert fault("closed", waived={"rule": " "})[0] == "waived.rule"
