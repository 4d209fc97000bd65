"""Lists and one problem whole, as of any day."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import Desk
from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem
from yiananlib.model.vocabulary import Lamp, LookBackResult, Status
from yiananlib.services import close_out
from yiananlib.services.reading import (
    Filters,
    list_officers,
    list_orgs,
    list_problems,
    list_prompts,
    show_problem,
)

DAY = dt.date(2026, 3, 12)
MONTH = dt.timedelta(days=30)


def titles(desk: Desk, day: dt.date = DAY, **filters: Any) -> list[str]:
    return [r.state.head.title for r in list_problems(desk.ledger, day, Filters(**filters)).rows]


@pytest.fixture
def several(desk: Desk) -> Desk:
    """Four problems of three organizations; `gov` stands above `zjj` and `czj`."""
    office = {"by": OFFICE, "leader": "zjj/head", "owner": "zjj/head"}
    desk.problem("czj", title="财政", kind="drifting", field="funds", due=dt.date(2026, 4, 30), **office)
    desk.problem("gov", title="县府", kind="other", field="none", due=dt.date(2026, 12, 31), **office)
    desk.problem(title="住建二", found=dt.date(2026, 3, 11), due=dt.date(2026, 3, 20))
    desk.problem(title="住建一", found=dt.date(2026, 3, 10), symptom="Tender ABC 抽查")
    return desk


def test_problems_are_listed_by_rank_of_organization_then_by_day_found(several: Desk) -> None:
    assert titles(several) == ["县府", "住建一", "住建二", "财政"]
    several.edit("orgs/czj/org.toml", "order = 3", "order = 1")
    assert titles(several)[0] == "财政"


def test_an_organization_is_listed_with_all_below_it(several: Desk) -> None:
    assert titles(several, org="gov") == ["县府", "住建一", "住建二", "财政"]
    assert titles(several, org="zjj") == ["住建一", "住建二"]
    with pytest.raises(NoSuchRecord):
        titles(several, org="nowhere")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": ["drifting"]}, ["财政"]),
        ({"kind": ["作风漂浮", "other"]}, ["县府", "财政"]),
        ({"field": ["none", "资金拨付"]}, ["县府", "财政"]),
        ({"kind": ["other"], "field": ["funds"]}, []),
        ({"due_within": 8}, ["住建二"]),
        ({"due_within": 7}, []),
        ({"text": "tender abc"}, ["住建一"]),
        ({"text": "财"}, ["财政"]),
        ({"lamp": [Lamp.BLUE]}, ["住建二"]),
        ({"lamp": [Lamp.GREEN]}, ["县府", "住建一", "财政"]),
        ({"status": [Status.CLOSED, Status.REGISTERED]}, ["县府", "住建一", "住建二", "财政"]),
        ({"status": [Status.CLOSED]}, []),
        ({"overdue": True}, []),
    ],
)
def test_filters_narrow_each_other(several: Desk, filters: dict[str, Any], found: list[str]) -> None:
    assert titles(several, **filters) == found


def test_words_that_are_not_in_the_vocabulary_are_refused(several: Desk) -> None:
    for name in ("kind", "field"):
        with pytest.raises(UsageProblem, match=f"is not a {name}"):
            titles(several, DAY, **{name: ["没有"]})


def test_overdue_is_listed_from_the_day_after(several: Desk) -> None:
    assert titles(several, dt.date(2026, 3, 20), overdue=True) == []
    assert titles(several, dt.date(2026, 3, 21), overdue=True) == ["住建二"]
    assert titles(several, dt.date(2026, 3, 21), due_within=400) == ["县府", "住建一", "财政"]


def test_a_problem_is_listed_from_the_day_of_its_registration(several: Desk) -> None:
    assert titles(several, DAY - dt.timedelta(days=1)) == []


def test_voided_problems_are_listed_when_asked_for(several: Desk) -> None:
    (row,) = list_problems(several.ledger, DAY, Filters(text="住建一")).rows
    close_out.void(several.ledger, several.occasion(OFFICE), row.state.problem.ref, "重复")
    assert "住建一" not in titles(several)
    assert titles(several, status=[Status.VOIDED]) == ["住建一"]
    assert list_problems(several.ledger, DAY, Filters(status=[Status.VOIDED])).rows[0].lamp is None


def test_the_words_of_measures_are_searched_too(several: Desk) -> None:
    (row,) = list_problems(several.ledger, DAY, Filters(text="住建一")).rows
    several.measure(row.state.problem.ref, "逐项补办")
    assert titles(several, text="逐项") == ["住建一"]


def test_a_row_says_how_many_measures_were_done_by_the_day(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.on("2026-04-01").measure(ref, "另一条")
    desk.done(ref)

    def on(day: str) -> tuple[int, int]:
        (row,) = list_problems(desk.ledger, dt.date.fromisoformat(day), Filters()).rows
        return row.measures_done, row.measures

    assert (on("2026-03-12"), on("2026-04-01")) == ((0, 1), (1, 2))


def test_a_row_that_cannot_be_read_stops_the_list(several: Desk) -> None:
    several.write("orgs/czj/problems/aaaaaa.toml", "<<<<<<< ours\n")
    with pytest.raises(LedgerInvalid, match=r"orgs/czj/problems/aaaaaa\.toml:1: [Ii]t holds the conflict markers"):
        titles(several)
    assert len(titles(several, org="zjj")) == 2


def test_a_file_of_another_name_stops_the_list(several: Desk) -> None:
    several.write("orgs/czj/problems/Copy of k7m2qd.toml", "")
    with pytest.raises(LedgerInvalid, match="its name is not an id"):
        titles(several)


def test_one_problem_is_shown_as_it_stood_on_a_day(desk: Desk) -> None:
    ref = desk.problem()
    desk.on("2026-05-01").measure(ref)
    desk.done(ref)
    assert show_problem(desk.ledger, ref, dt.date(2026, 4, 30)).row.status is Status.REGISTERED
    assert show_problem(desk.ledger, ref, dt.date(2026, 5, 1)).row.status is Status.RECTIFYING
    with pytest.raises(UsageProblem, match="was not registered by 2026-03-11"):
        show_problem(desk.ledger, ref, dt.date(2026, 3, 11))


def test_a_prefix_of_the_id_is_enough(desk: Desk) -> None:
    ref = desk.problem()
    name = ref.partition("/")[2]
    for said in (name, name[:2], f"zjj/{name}", f"zjj/{name[:1]}"):
        assert show_problem(desk.ledger, said, DAY).row.state.problem.ref == ref
    with pytest.raises(NoSuchRecord):
        show_problem(desk.ledger, f"czj/{name}", DAY)


def test_evidence_that_is_gone_or_changed_is_shown_as_such(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.measure(ref, "另一条")
    desk.done(ref, 1, content="甲")
    desk.done(ref, 2, content="乙")
    first, second = (e.file for e in desk.state(ref).evidence)
    (desk.root / "orgs/zjj/evidence" / first).unlink()
    (desk.root / "orgs/zjj/evidence" / second).write_text("丙", encoding="utf-8")
    assert show_problem(desk.ledger, ref, DAY).bad_evidence == {first: "missing", second: "changed"}


def test_a_closed_problem_has_the_closed_lamp_until_it_is_reopened(desk: Desk) -> None:
    ref = desk.closed()
    assert show_problem(desk.ledger, ref, DAY).row.lamp is Lamp.CLOSED
    desk.on("2026-06-01").look_back(ref, LookBackResult.SLIPPED)
    assert show_problem(desk.ledger, ref, DAY + MONTH).row.lamp is Lamp.CLOSED
    assert show_problem(desk.ledger, ref, dt.date(2026, 6, 1)).row.lamp is Lamp.BLUE


def test_organizations_officers_and_prompts_keep_their_order(desk: Desk) -> None:
    assert [name for name, _org in list_orgs(desk.ledger).rows] == ["gov", "zjj", "czj", "office", "jiwei"]
    assert [ref for ref, _o in list_officers(desk.ledger, "czj").rows] == ["czj/liaison", "czj/head"]
    assert next(ref for ref, _o in list_officers(desk.ledger, None).rows) == "gov/liaison"
    assert [p.id for p in list_prompts(desk.ledger).rows][:3] == ["p01", "p02", "p03"]
    with pytest.raises(NoSuchRecord):
        list_officers(desk.ledger, "nowhere")
