import datetime as dt
from typing import Any

import pytest
from hypothesis import assume, given
from pydantic import ValidationError

from tests import strategies
from tests.builders import START, Story, make_entry, make_head
from yiananlib.model.entries import Amended, Entry, entry
from yiananlib.model.problem import Head, Problem, amended, concerned, digest
from yiananlib.model.vocabulary import Class, Severity


def changed(**fields: Any) -> Entry:
    return make_entry("amended", changes=fields)


@given(strategies.heads())
def test_a_head_is_read_back_as_it_was_written(head: Head) -> None:
    assert Head.model_validate(head.plain()) == head


@pytest.mark.parametrize("name", ["id", "title", "symptom", "kind", "leader", "owner", "due", "found"])
def test_a_head_needs_its_fields(name: str) -> None:
    values = {k: v for k, v in make_head().plain().items() if k != name}
    with pytest.raises(ValidationError, match="Field required"):
        Head.model_validate(values)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "一\n二"),
        ("title", "整改\u202e"),
        ("severity", "grave"),
        ("class", "later"),
        ("level", "work"),
        ("level", ["Work"]),
        ("support", ["../x"]),
        ("due", "2026-06-15"),
        ("due", START),
        ("found", True),
        ("schema", 2),
        ("status", "closed"),
    ],
)
def test_a_wrong_value_in_a_head_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        make_head(**{field: value})


def test_a_problem_is_named_by_its_organization_and_id() -> None:
    assert Story().problem.ref == "zjj/k7m2qd"


def test_a_problem_is_followed_by_more_entries_and_stays_as_it_was() -> None:
    problem = Story().has("registered").problem
    more = problem.followed_by(make_entry("noted"), make_entry("progressed"))
    assert [e.kind for e in more.entries] == ["registered", "noted", "progressed"]
    assert (more.org, more.head, len(problem.entries)) == (problem.org, problem.head, 1)


def test_amendments_are_applied_in_order() -> None:
    head = make_head()
    after = amended(
        head,
        [
            changed(severity="minor", title="一"),
            make_entry("noted"),
            changed(title="二", **{"class": "immediate"}),
        ],
    )
    assert (after.severity, after.title, after.class_) == (Severity.MINOR, "二", Class.IMMEDIATE)
    assert after.model_copy(update={k: getattr(head, k) for k in ("severity", "title", "class_")}) == head


def test_without_amendments_the_head_is_the_same() -> None:
    head = make_head()
    assert amended(head, [make_entry("noted")]) is head


def test_what_an_amendment_leaves_out_stays() -> None:
    assert amended(make_head(), [changed(goal="零投诉")]).root_cause == make_head().root_cause


def test_an_amended_head_is_validated_anew() -> None:
    unchecked = make_entry("amended")
    assert isinstance(unchecked, Amended)
    wrong = unchecked.model_copy(update={"changes": unchecked.changes.model_copy(update={"title": "整改\u202e"})})
    with pytest.raises(ValidationError):
        amended(make_head(), [wrong])


@given(strategies.problems())
def test_equal_values_have_equal_digests_whatever_the_order_of_their_keys(problem: Problem) -> None:
    head = Head.model_validate(dict(reversed(problem.head.plain().items())))
    entries = [entry(dict(reversed(e.plain().items()))) for e in problem.entries]
    assert digest(head, entries) == digest(problem.head, problem.entries)


@given(strategies.entries(), strategies.entries())
def test_different_entries_have_different_digests(one: Entry, other: Entry) -> None:
    assume(one != other)
    head = make_head()
    assert digest(head, [one]) != digest(head, [other])
    assert digest(head, [one, other]) != digest(head, [other, one])
    assert len({digest(head, e) for e in ([], [one], [one, one])}) == 3


OTHER_VALUES = {
    "id": "k7m2qe",
    "title": "另一件",
    "symptom": "另一症状",
    "source": "inspection",
    "prompt": "p07",
    "finding": "case-1/3",
    "meeting": "m4c9yt",
    "kind": "delayed",
    "field": "none",
    "severity": "minor",
    "class": "ongoing",
    "root_cause": "责任不清",
    "level": ["political", "work"],
    "goal": "两个月内清零",
    "support": [],
    "linked": ["reform"],
    "tags": ["four_winds/formalism"],
    "task": "case-1/2",
    "public_concern": True,
    "recurs": "3f9k2n",
    "leader": "zjj/head",
    "owner": "zjj/head",
    "due": dt.date(2026, 6, 16),
    "found": dt.date(2026, 3, 11),
}


def test_every_field_of_the_head_is_tried() -> None:
    names = {f.alias or name for name, f in Head.model_fields.items()}
    assert names - {"schema"} == OTHER_VALUES.keys()


@pytest.mark.parametrize("field", OTHER_VALUES)
def test_any_field_of_the_head_changes_the_digest(field: str) -> None:
    assert digest(make_head(**{field: OTHER_VALUES[field]}), []) != digest(make_head(), [])


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "3f9k2n"},
        {"at": START + dt.timedelta(seconds=1)},
        {"on": dt.date(2026, 3, 11)},
        {"by": "zjj/head"},
        {"note": "已清查6个项目"},
        {"measure": 1},
    ],
)
def test_any_field_of_an_entry_changes_the_digest(fields: dict[str, Any]) -> None:
    head = make_head()
    before = digest(head, [make_entry("progressed")])
    assert digest(head, [make_entry("progressed", **fields)]) != before


def test_a_digest_stays_the_same_for_ever() -> None:
    story = Story().has("registered", "planned", "noted")
    assert digest(story.head, story.entries) == ("65027a0958809007eca9af15c73331cf040a8574c5d5f788210b1f267b5ad61b")


def test_a_problem_that_is_no_public_concern_says_nothing_of_it() -> None:
    for said in (None, False):
        head = make_head(public_concern=said)
        assert "public_concern" not in head.plain()
        assert digest(head, []) == digest(make_head(), [])
        assert head.model_dump()["public_concern"] is False
    assert make_head(public_concern=True).plain()["public_concern"] is True


def test_an_amendment_takes_public_concern_back() -> None:
    story = Story(public_concern=True).has("registered")
    story.add("amended", changes={"public_concern": False})
    assert amended(story.head, story.entries).public_concern is None


def test_a_problem_concerns_its_unit_and_every_unit_that_ever_supported_it() -> None:
    story = Story(support=["czj"]).has("registered")
    assert concerned(story.problem) == ("zjj", "czj")
    story.add("amended", changes={"support": ["gov", "czj"]})
    story.add("amended", changes={"support": []})
    assert concerned(story.problem) == ("zjj", "czj", "gov")
    assert concerned(Story(support=[]).problem) == ("zjj",)
