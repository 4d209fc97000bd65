"""A register as a kind of matter: its models, which step may follow, who may make it, what it names."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from tests.builders import INSPECTOR, LIAISON, OFFICE, OTHER, PARENT, START, make_orgs
from tests.services.registers import FILED
from yiananlib.model import matters
from yiananlib.model.matters import Matter, References
from yiananlib.model.registers import ALL, BY_NAME
from yiananlib.store import kinds

ORGS = make_orgs()
DUE = dt.date(2026, 6, 30)


def told(name: str, *steps: tuple[str, dict[str, Any], str], by: str = "", **head: Any) -> Matter:
    """Return a record of a register with these steps, a minute after each other."""
    kind, filed = matters.kind(name), FILED[name]
    fields = {"schema": 1, "id": "aaaaaa", **filed.head, **head}
    entries = []
    for n, (step, said, who) in enumerate([(BY_NAME[name].first.name, {}, by or filed.by), *steps]):
        given = {key: "k7m2qd" if value == "{problem}" else value for key, value in said.items()}
        stamp = {"id": f"00000{n:x}", "at": START + dt.timedelta(minutes=n), "by": who, "kind": step}
        entries.append(kind.entries[step].model_validate(stamp | given))
    return Matter("zjj", kind.head.model_validate(fields), tuple(entries), kind=name)


WAYS = [(name, way) for name, filed in FILED.items() for way in filed.ways]


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_each_way_is_allowed_and_ends_where_the_row_says(name: str, way: tuple[Any, ...]) -> None:
    standing = matters.fold(told(name, *way))
    assert standing.faults == ()
    status = BY_NAME[name].first.moves[""]
    for step, _said, _by in way:
        status = BY_NAME[name].step(step).moves[status]
    assert standing.status == status


@pytest.mark.parametrize("name", list(BY_NAME))
def test_each_step_is_told_in_one_of_the_ways(name: str) -> None:
    steps = {step for way in FILED[name].ways for step, _said, _by in way}
    assert steps == {step.name for step in BY_NAME[name].acts}


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_each_step_is_by_one_who_may_and_not_by_another_unit(name: str, way: tuple[Any, ...]) -> None:
    record = told(name, *way)
    for index, entry in enumerate(record.entries):
        before = record.until(index)
        assert matters.unauthorised(before, entry, ORGS) is None
        stranger = entry.model_copy(update={"by": "czj/liaison" if entry.by != OTHER else LIAISON})
        assert matters.unauthorised(before, stranger, ORGS) is not None


@pytest.mark.parametrize("register", ALL, ids=lambda register: register.name)
def test_required_fields_must_be_present_and_unknown_ones_absent(register: Any) -> None:
    kind = matters.kind(register.name)
    whole = {"schema": 1, "id": "aaaaaa", **FILED[register.name].head}
    for field in register.head:
        if field.needed:
            with pytest.raises(ValidationError):
                kind.head.model_validate({key: value for key, value in whole.items() if key != field.name})
    with pytest.raises(ValidationError):
        kind.head.model_validate({**whole, "nobody": "knows"})


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_a_file_of_it_reads_back_as_it_was_written(name: str, way: tuple[Any, ...]) -> None:
    record, row = told(name, *way), kinds.MATTERS[name]
    assert row.decode(row.encode(record), "zjj", "aaaaaa") == record


def test_a_field_that_is_not_given_is_not_in_the_file() -> None:
    written = kinds.MATTERS["opinion"].encode(told("opinion", means=None, text=None))
    assert b"means" not in written
    assert b"text" not in written


# opinions


def assigned(org: str = "czj", by: str = OFFICE, due: dt.date = DUE) -> tuple[str, dict[str, Any], str]:
    return "assigned", {"org": org, "due": due}, by


@pytest.mark.parametrize(("by", "may"), [(OFFICE, True), (PARENT, True), (LIAISON, False), (OTHER, False)])
def test_an_opinion_is_assigned_by_the_office_or_from_above(by: str, may: bool) -> None:
    record = told("opinion", assigned(by=by))
    said = matters.unauthorised(record.until(1), record.entries[1], ORGS)
    assert (said is None) is may
    assert may or "the office, or the organizations above 财政局 (czj)" in str(said)


@pytest.mark.parametrize(
    ("by", "may"), [(OTHER, True), (PARENT, True), (LIAISON, False), (OFFICE, False), (INSPECTOR, False)]
)
def test_the_unit_it_is_assigned_to_answers_it_and_no_other(by: str, may: bool) -> None:
    record = told("opinion", assigned(), ("answered", {"text": "已改"}, by))
    assert (matters.unauthorised(record.until(2), record.entries[2], ORGS) is None) is may


def test_until_an_opinion_is_assigned_its_collector_may_answer_it() -> None:
    record = told("opinion", ("answered", {"text": "已改"}, LIAISON))
    assert matters.fold(record).faults == ()
    assert matters.unauthorised(record.until(1), record.entries[1], ORGS) is None


def test_an_answer_is_awaited_by_the_last_day_that_was_set_and_then_no_more() -> None:
    due = matters.kind("opinion").due
    again = assigned("zjj", due=DUE + dt.timedelta(9))
    assert due(matters.fold(told("opinion"))) is None
    assert due(matters.fold(told("opinion", assigned()))) == DUE
    assert due(matters.fold(told("opinion", assigned(), again))) == DUE + dt.timedelta(9)
    assert due(matters.fold(told("opinion", assigned(), ("answered", {"text": "已改"}, OTHER)))) is None


def test_an_unsatisfactory_answer_is_assigned_again_and_a_problem_ends_the_matter() -> None:
    answer = ("answered", {"text": "已改"}, OTHER)
    assert matters.fold(told("opinion", assigned(), answer, assigned())).status == "assigned"
    raised = ("raised", {"problem": "k7m2qd"}, OTHER)
    ended = told("opinion", assigned(), answer, raised, assigned())
    (fault,) = matters.fold(ended).faults
    assert "“assigned” is not possible after “made a problem”; possible: nothing" in fault.reason


def test_it_names_the_organization_and_the_problem() -> None:
    named = matters.kind("opinion").references(told("opinion", assigned(), ("raised", {"problem": "k7m2qd"}, OTHER)))
    assert (named.orgs, named.problems, named.officers) == (("czj",), ("k7m2qd",), ())


# groups, marks, commendations, publicity


def test_a_group_names_officers_and_posts_in_words() -> None:
    record = told("group", chair="zjj/head", members=("zjj/deputy-1", "派驻纪检组组长"))
    assert matters.kind("group").references(record).officers == ("zjj/head", "zjj/deputy-1")
    assert matters.fold(record).faults == ()


@pytest.mark.parametrize("post", ["县委/书 记", "/书记", "县委/"])
def test_a_post_with_a_slash_that_is_no_officer_is_a_fault(post: str) -> None:
    (fault,) = matters.fold(told("group", members=(post,))).faults
    assert "neither an officer nor a post in words" in fault.reason


@pytest.mark.parametrize(
    ("by", "may"), [(OFFICE, True), (INSPECTOR, True), (LIAISON, False), (PARENT, False), (OTHER, False)]
)
def test_an_organization_is_marked_by_the_office_and_the_inspectors_alone(by: str, may: bool) -> None:
    record = told("mark", ("lifted", {"reason": "未反弹"}, by), by=by)
    for index, entry in enumerate(record.entries):
        assert (matters.unauthorised(record.until(index), entry, ORGS) is None) is may


def test_what_is_published_is_of_a_case_or_a_problem() -> None:
    (fault,) = matters.fold(told("press", case=None)).faults
    assert fault.reason == "at least one of these must be there: --case, --problem"
    assert matters.fold(told("press", case=None, problems=("k7m2qd",))).faults == ()
    named = matters.kind("press").references(told("press", problems=("k7m2qd",)))
    assert named == References(problems=("k7m2qd",), cases=("case-1",))
