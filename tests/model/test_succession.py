"""What was there is still there, as it was and in its order."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_entry, record_id
from yiananlib.model.entries import Entry
from yiananlib.model.succession import Loss, additions, by_id, inserted, is_merge, losses, same

ROWS = [make_entry("noted", id=record_id(n), note=f"第{n}条") for n in range(6)]


def changed(row: Entry) -> Entry:
    return make_entry("noted", id=row.id, note="改了")


def test_a_list_that_only_grew_has_lost_nothing() -> None:
    assert losses(ROWS[:4], ROWS) == losses([], ROWS) == losses(ROWS, ROWS) == []


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        ([], ["entry-removed"] * 3),
        (ROWS[:2], ["entry-removed"]),
        ([ROWS[0], changed(ROWS[1]), ROWS[2]], ["entry-changed"]),
        ([ROWS[1], ROWS[0], ROWS[2]], ["entry-reordered"]),
        ([ROWS[2], ROWS[0], ROWS[1]], ["entry-removed"] * 0 + ["entry-reordered"]),
        ([ROWS[0], ROWS[5], ROWS[1], ROWS[2]], []),
    ],
)
def test_every_loss_has_a_code(after: list[Entry], codes: list[str]) -> None:
    assert [loss.code for loss in losses(ROWS[:3], after)] == codes


def test_the_same_instant_on_another_day_is_a_change() -> None:
    moved = make_entry(
        "noted", id=ROWS[0].id, note="第0条", at=ROWS[0].at.astimezone(dt.timezone(dt.timedelta(hours=-10)))
    )
    assert moved == ROWS[0]
    assert not same(moved, ROWS[0])
    assert losses(ROWS[:1], [moved]) == [Loss("entry-changed", ROWS[0].id)]


@given(st.lists(st.sampled_from(range(6)), unique=True), st.lists(st.sampled_from(range(6)), unique=True))
def test_an_interleaving_loses_nothing_and_each_row_is_new_or_old(one: list[int], other: list[int]) -> None:
    mine, theirs = [ROWS[n] for n in sorted(one)], [ROWS[n] for n in sorted(other)]
    merged = [ROWS[n] for n in sorted({*one, *other})]
    assert losses(mine, merged) == losses(theirs, merged) == []
    assert additions([mine, theirs], merged) == []
    new = additions([mine], merged)
    assert {merged[i].id for i in new} == {r.id for r in theirs} - {r.id for r in mine}
    assert (inserted(new, len(merged)) == []) == (merged[: len(mine)] == mine)


def test_rows_after_all_older_ones_are_not_inserted() -> None:
    assert inserted([3, 4], 5) == inserted([], 5) == []
    assert inserted([1, 4], 5) == [1]
    assert inserted([0, 1, 2], 3) == []


def gate(days: int, on: bool) -> dict[str, Any]:
    return {"gate": {"days": days, "on": on}}


A: dict[str, Any] = {"name": "一", "gate": {"days": 5, "on": True}, "officers": {"x": {"post": "p"}}}


@pytest.mark.parametrize(
    ("ours", "theirs", "result", "answer"),
    [
        ({}, {}, {}, True),
        ({"name": "二"}, {}, {"name": "二"}, True),
        ({"name": "二"}, {}, {}, False),
        ({"name": "二"}, {"name": "二"}, {"name": "二"}, True),
        ({"name": "二"}, {"name": "三"}, {"name": "二"}, False),
        (
            {"gate": {"days": 6, "on": True}},
            {"gate": {"days": 5, "on": False}},
            {"gate": {"days": 6, "on": False}},
            True,
        ),
        (
            {"gate": {"days": 6, "on": True}},
            {"gate": {"days": 5, "on": False}},
            {"gate": {"days": 7, "on": False}},
            False,
        ),
        ({"extra": 1}, {}, {"extra": 1}, True),
        ({}, {}, {"extra": 1}, False),
        ({"name": "二"}, {"officers": {}}, {"name": "二", "officers": {}}, True),
        ({"gate": 1}, {"gate": {"days": 6, "on": True}}, {"gate": 1}, False),
    ],
)
def test_a_merge_is_what_each_side_alone_changed(
    ours: dict[str, Any], theirs: dict[str, Any], result: dict[str, Any], answer: bool
) -> None:
    assert is_merge(A, A | ours, A | theirs, A | result) is answer
    assert is_merge(A, A | theirs, A | ours, A | result) is answer


def test_without_a_base_both_sides_must_agree() -> None:
    assert is_merge(None, {"a": 1}, {"a": 1, "b": 2}, {"a": 1, "b": 2})
    assert not is_merge(None, {"a": 1}, {"a": 2}, {"a": 2})


def test_rows_are_told_apart_by_their_ids() -> None:
    assert by_id({"name": "一", "officers": [{"id": "x", "post": "p"}]}, {"officers": "id"}) == {
        "name": "一",
        "officers": {"x": {"id": "x", "post": "p"}},
    }
    assert by_id({"name": "一"}, {"officers": "id"}) == {"name": "一", "officers": {}}
