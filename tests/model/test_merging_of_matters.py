"""Two sides of a matter: entries joined, what cannot both stand refused."""

import datetime as dt

import pytest

from tests.builders import START
from tests.model.test_notices import notice
from yiananlib.model.matters import Matter, fold
from yiananlib.model.merging import Unmergeable, merge_records

LATER = START + dt.timedelta(hours=1)


def grown(base: Matter, *others: Matter) -> Matter:
    """Return `base` with the last entry of each other."""
    return base.followed_by(*(other.entries[-1] for other in others))


RECEIVED = notice(("received", {"id": "aaaaaa", "at": START + dt.timedelta(minutes=5)}))
REPLIED = notice(("replied", {"id": "bbbbbb", "at": LATER}))


def test_the_entries_of_both_sides_stand_by_their_times() -> None:
    base = notice()
    for one, other in ((RECEIVED, REPLIED), (REPLIED, RECEIVED)):
        merged = merge_records(base, grown(base, one), grown(base, other))
        assert [entry.id for entry in merged.entries] == ["000000", "aaaaaa", "bbbbbb"]
        assert not fold(merged).faults


def test_one_side_alone_is_taken_as_it_is() -> None:
    base = notice()
    assert merge_records(base, grown(base, REPLIED), base) == grown(base, REPLIED)


def test_two_decisions_that_cannot_both_stand_are_a_conflict() -> None:
    base = notice("replied")
    closed = notice("replied", ("closed", {"id": "dddddd", "at": LATER}))
    returned = notice("replied", ("returned", {"id": "eeeeee", "at": LATER}))
    for one, other in ((closed, returned), (returned, closed)):
        with pytest.raises(Unmergeable) as caught:
            merge_records(base, grown(base, one), grown(base, other))
        assert len(caught.value.conflicts) == 1


def test_an_entry_that_one_side_took_out_is_a_conflict() -> None:
    with pytest.raises(Unmergeable):
        merge_records(notice("received"), notice(), notice("received"))


def test_a_changed_head_is_a_conflict() -> None:
    with pytest.raises(Unmergeable):
        merge_records(notice(), notice(title="别的督办"), notice())


def test_faults_from_before_do_not_stop_a_merge() -> None:
    base = notice("closed")
    assert fold(base).faults
    assert len(merge_records(base, grown(base, RECEIVED), grown(base, REPLIED)).entries) == 4
