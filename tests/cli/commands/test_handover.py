"""`yian handover`, as it is typed."""

import json

from tests.builders import HEAD, LIAISON, OFFICE, OTHER, OWNER
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk

CALL = ("handover", OWNER, "--to", "liaison", "--reason", "岗位调整")


def test_it_is_shown_then_recorded(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    desk.measure(ref)
    shown = yian(*CALL, "--by", HEAD)
    assert (shown.status, "use --apply to record" in shown.out) == (0, True)
    assert desk.state(ref).head.owner == OWNER
    done = json.loads(yian(*CALL, "--by", HEAD, "--apply", "--json").out)
    assert (done["applied"], done["from"], done["to"], done["until"]) == (True, OWNER, LIAISON, None)
    assert [(row["what"], row["as"], row["number"]) for row in done["rows"]] == [
        ("problem", ["owner"], None), ("measure", ["owner"], 1),
    ]  # fmt: skip
    assert desk.state(ref).head.owner == LIAISON


def test_nothing_open_ends_well_and_says_so(yian: Yian) -> None:
    done = yian(*CALL, "--by", HEAD, "--apply")
    assert (done.status, "has no open work to hand over" in done.out) == (0, True)


def test_what_is_refused_ends_with_the_status_of_the_table(desk: Desk, yian: Yian) -> None:
    desk.problem()
    assert yian("handover", OWNER, "--to", OWNER, "--reason", "一", "--by", HEAD).status == 5
    assert yian("handover", OWNER, "--to", OTHER, "--reason", "一", "--by", HEAD).status == 5
    assert yian("handover", OWNER, "--to", "zjj/nobody", "--reason", "一", "--by", HEAD).status == 3
    assert yian(*CALL, "--by", OTHER).status == 5
    assert yian(*CALL, "--leaves", "--by", HEAD).status == 5
    assert yian(*CALL, "--on", "2099-01-01", "--by", HEAD).status == 2


def test_it_may_be_recorded_for_the_head(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    done = yian(*CALL, "--by", OFFICE, "--for", HEAD, "--apply")
    assert done.status == 0
    assert desk.state(ref).problem.entries[-1].for_ == HEAD
