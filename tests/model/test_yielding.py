"""Which of one's own entries give way: as few as let the rest stand, and never another's."""

import datetime as dt

import pytest
from hypothesis import given

from tests.branching import Branches, branches
from tests.builders import LIAISON, START, make_head, record_id
from tests.builders import make_entry as make
from yiananlib.model.entries import Entry, Retracted
from yiananlib.model.lifecycle import fold
from yiananlib.model.merging import union
from yiananlib.model.problem import Problem
from yiananlib.model.yielding import Stuck, faults, giving_way


def retraction(entry: str, number: int, at: dt.datetime = START) -> Retracted:
    made = make("retracted", id=record_id(9000 + number), at=at, entry=entry, reason="让步", by=LIAISON)
    assert isinstance(made, Retracted)
    return made


def of(*entries: Entry) -> Problem:
    return Problem("zjj", make_head(), entries)


def test_of_two_colliding_entries_one_s_own_gives_way() -> None:
    base = (make("registered", id="a00001"), make("planned", id="a00002"))
    mine, other = make("planned", id="m00001", text="甲"), make("planned", id="n00001", text="乙")
    own = {"m00001": retraction("m00001", 1)}
    for order in ((mine, other), (other, mine)):
        assert [r.entry for r in giving_way(of(*base[:1], *order), own)] == ["m00001"]


def test_what_rests_on_it_gives_way_too() -> None:
    mine = (make("planned", id="m00001"), make("completed", id="m00002"))
    merged = of(
        make("registered", id="a00001"), make("planned", id="n00001", text="乙"), *mine, make("voided", id="n00002")
    )
    own = {entry.id: retraction(entry.id, n) for n, entry in enumerate(mine)}
    chosen = giving_way(merged, own)
    assert "m00001" in {r.entry for r in chosen}
    assert faults(merged.followed_by(*chosen)) == []


def test_another_s_entry_never_gives_way() -> None:
    merged = of(make("registered", id="a00001"), make("planned", id="n00001"), make("planned", id="n00002"))
    with pytest.raises(Stuck, match="measure 1") as caught:
        giving_way(merged, {})
    assert caught.value.entry.id == "n00002"


def test_an_entry_that_was_already_invalid_is_nobody_s_to_settle() -> None:
    merged = of(make("registered", id="a00001"), make("closed", id="n00001"))
    assert giving_way(merged, {}, {"n00001"}) == []


@given(branches())
def test_where_all_of_one_side_may_give_way_any_collision_is_settled(found: Branches) -> None:
    base, ours, theirs = found
    merged = ours.holding(union(base.entries, ours.entries, theirs.entries, False, str, []))
    latest = max(entry.at for entry in merged.entries)
    mine = [entry.id for entry in ours.entries if entry not in base.entries]
    own = {name: retraction(name, number, latest) for number, name in enumerate(mine)}
    chosen = giving_way(merged, own)
    assert fold(merged.followed_by(*chosen)).faults == ()
    assert {r.entry for r in chosen} <= set(mine)
    assert bool(chosen) == bool(fold(merged).faults)
