"""The rows of matters and cases: intervals without gaps, every entry, what is named."""

import datetime as dt
import itertools
import json

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START, in_force, record_id
from tests.model.test_notices import DUE, notice
from yiananlib.index.matter_rows import of_case, of_matter
from yiananlib.index.record_rows import Value
from yiananlib.index.schema import PUBLIC
from yiananlib.model.cases import Case, CaseFinding, Task
from yiananlib.model.entries import Retracted
from yiananlib.model.matters import Matter, fold
from yiananlib.model.notices import rung

DAY = dt.timedelta(days=1)
FOREVER = "9999-12-31"


def test_each_change_of_status_or_deadline_begins_an_interval() -> None:
    told = notice(
        ("replied", {"at": START + DAY}),
        ("returned", {"at": START + 2 * DAY, "due": DUE + DAY}),
        ("replied", {"at": START + 5 * DAY}),
    )
    spans, entries, _links = of_matter(told, "x").children
    assert spans == [
        ("2026-03-12", "2026-03-13", "issued", DUE.isoformat(), "zjj"),
        ("2026-03-13", "2026-03-14", "replied", DUE.isoformat(), "zjj"),
        ("2026-03-14", "2026-03-17", "returned", (DUE + DAY).isoformat(), "zjj"),
        ("2026-03-17", FOREVER, "replied", (DUE + DAY).isoformat(), "zjj"),
    ]
    assert [row[0] for row in entries] == [1, 2, 3, 4]


def named(row: tuple[Value, ...]) -> dict[str, Value]:
    """Return the row of an entry by the names of its columns."""
    (table,) = (table for table in PUBLIC if table.name == "matter_entries")
    return dict(zip([column.name for column in table.columns[1:]], row, strict=True))


def test_an_entry_that_breaks_the_rules_counts_nowhere() -> None:
    told = notice(
        ("escalated", {"rung": "accountability"}),
        ("escalated", {"rung": "reminder", "due": DUE + DAY}),
        "closed",
        "received",
    )
    spans, entries, _links = of_matter(told, "x").children
    assert [(e["kind"], e["counts"]) for e in map(named, entries)] == [
        ("issued", 1), ("escalated", 1), ("escalated", 0), ("closed", 0), ("received", 1),
    ]  # fmt: skip
    assert [(status, due) for _since, _until, status, due, _lies in spans] == [("issued", DUE.isoformat())]
    assert rung(fold(told)) == "accountability"
    alone = Matter(told.org, told.head, told.entries[-1:], kind=told.kind)
    assert of_matter(alone, "x").children[0] == []


def test_what_was_taken_back_counts_on_no_day() -> None:
    back = {"id": record_id(9), "at": START + 9 * DAY, "by": "zjj/liaison", "entry": record_id(1), "reason": "误报"}
    told = notice("replied").followed_by(Retracted.model_validate(back))
    spans, entries, _links = of_matter(told, "x").children
    found = [(e["kind"], e["counts"], e["taken_back"]) for e in map(named, entries)]
    assert found == [("issued", 1, 0), ("replied", 0, 1), ("retracted", 1, 0)]
    assert [status for _since, _until, status, _due, _lies in spans] == ["issued"]


def test_of_several_on_a_day_the_last_counts() -> None:
    spans = of_matter(notice("received", "replied", "closed"), "x").children[0]
    assert spans == [("2026-03-12", FOREVER, "closed", DUE.isoformat(), "zjj")]


@given(
    st.lists(
        st.tuples(st.sampled_from(["received", "replied", "returned", "closed", "withdrawn"]), st.integers(0, 9)),
        max_size=6,
    )
)
def test_the_intervals_say_where_it_stood_on_every_day(steps: list[tuple[str, int]]) -> None:
    days = sorted(day for _step, day in steps)
    told = notice(*((step, {"at": START + day * DAY}) for (step, _day), day in zip(steps, days, strict=True)))
    spans = of_matter(told, "x").children[0]
    assert spans[0][0] == START.date().isoformat()
    assert spans[-1][1] == FOREVER
    assert all(one[1] == other[0] for one, other in itertools.pairwise(spans))
    for n in range(12):
        day = START.date() + n * DAY
        (status,) = [row[2] for row in spans if str(row[0]) <= day.isoformat() < str(row[1])]
        move = in_force(fold(told).moves, day)
        assert status == (move.status if move is not None else "")


def test_a_matter_without_entries_has_no_interval() -> None:
    assert of_matter(Matter("zjj", notice().head, (), kind="notice"), "x").children[0] == []


def test_what_a_matter_names_is_linked_once() -> None:
    links = of_matter(notice(problems=["k7m2qd", "k7m2qd"], support=["czj"], leader="zjj/head"), "x").children[2]
    assert links == [("officer", "zjj/head"), ("org", "czj"), ("problem", "k7m2qd")]


def test_a_case_has_a_row_a_finding_and_a_task() -> None:
    case = Case(
        title="某案",
        opened=dt.date(2026, 1, 5),
        findings=(CaseFinding(number=1, text="先干后批"),),
        tasks=(Task(number=2, text="清查变更", findings=(1,), orgs=("zjj",), due=DUE),),
    )
    own, findings, tasks = of_case("a1", case)
    assert own == ("a1", "2026-01-05", "某案", None, None, "[]")
    asking = case.model_copy(update={"round": "2026-1", "orgs": ("zjj",)})
    assert of_case("a1", asking)[0][4:] == ("2026-1", '["zjj"]')
    assert findings == [("a1", 1, "先干后批")]
    assert tasks == [("a1", 2, DUE.isoformat(), "[1]", '["zjj"]', "清查变更")]
    assert json.loads(str(tasks[0][4])) == ["zjj"]
