"""What held, by kind and by level of the cause."""

import datetime as dt

import pytest

from tests.builders import FOUND, OFFICE, Story, make_campaign
from tests.index.held import held
from tests.services.ledgers import FIELDS, Desk, asked
from yiananlib.errors import NoSuchRecord
from yiananlib.index.outcomes import Counts
from yiananlib.services.reading.what_held import OfGroup, what_held
from yiananlib.services.recording import close_out
from yiananlib.services.recording.register import Proposal, add_problems

DAY = dt.timedelta(days=1)
WORDS = {"kind": {"drifting": "作风漂浮", "inaction": "不担当"}, "level": {"duty": "担当差距", "work": "工作短板"}}


def closed(name: str, org: str = "zjj", **head: object) -> Story:
    return Story(org, id=name, **head).has("registered", "planned", "submitted", "reviewed:pass", "closed")


def test_groups_stand_in_the_order_of_the_words_and_those_without_a_close_are_left_out() -> None:
    one = closed("aaaaaa", kind="inaction", level=["work", "duty"])
    one.add("looked-back:held", on=FOUND + DAY)
    other = closed("bbbbbb", "czj", kind="unheard", level=["duty"])
    other.add("reopened", on=FOUND + DAY)
    open_ = Story(id="cccccc", kind="drifting").has("registered")
    index = held([one.problem, other.problem, open_.problem], campaign=make_campaign(vocabulary=WORDS))
    found = what_held(index, FOUND + DAY)
    assert found.total == Counts(2, 1, 1, 0, 0, 1)
    assert (found.total.judged, found.total.rate) == (2, 0.5)
    held_, back = Counts(1, 1, 1), Counts(1, 0, 0, 0, 0, 1)
    assert found.groups == (
        OfGroup("kind", "inaction", "不担当", held_),
        OfGroup("kind", "unheard", "unheard", back),
        OfGroup("level", "duty", "担当差距", held_.plus(back)),
        OfGroup("level", "work", "工作短板", held_),
    )
    of_one = what_held(index, FOUND + DAY, "czj")
    assert (of_one.org_name, of_one.total) == ("财政局", back)
    assert what_held(index, FOUND + DAY, "gov").total == found.total


def test_nothing_struck_off_is_no_group_and_no_rate() -> None:
    found = what_held(held(), FOUND)
    assert (found.groups, found.total.rate) == ((), None)


def test_a_recurrence_in_another_unit_counts_when_only_one_unit_is_asked_about(desk: Desk) -> None:
    ref = desk.closed()
    fields = FIELDS | {"leader": "head", "owner": "head", "recurs": ref, "found": desk.now.date()}
    add_problems(desk.ledger, desk.context(OFFICE), [Proposal("czj", fields)])
    found = asked(desk.ledger, lambda index: what_held(index, desk.now.date(), "zjj"))
    assert found.total == Counts(closed=1, came_back=1)
    close_out.reopen(desk.ledger, desk.context(OFFICE), ref, "群众再次反映")
    assert asked(desk.ledger, lambda index: what_held(index, desk.now.date(), "zjj")).total == found.total


def test_an_unknown_organization_is_refused() -> None:
    with pytest.raises(NoSuchRecord):
        what_held(held(), FOUND, "nowhere")
