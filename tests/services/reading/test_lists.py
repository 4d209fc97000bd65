"""Lists and one problem whole, as of any day."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import Desk, asked
from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem
from yiananlib.model.vocabulary import SIX_KINDS, Lamp, LookBackResult, Status
from yiananlib.services.reading.lists import (
    SORTS,
    Filters,
    Listing,
    Shown,
    list_officers,
    list_orgs,
    list_problems,
    list_prompts,
    show_problem,
)
from yiananlib.services.recording import close_out, rectify

DAY = dt.date(2026, 3, 12)
MONTH = dt.timedelta(days=30)


def listed(desk: Desk, day: dt.date = DAY, sort: str = "org", limit: int | None = None, **filters: Any) -> Listing:
    return asked(desk.ledger, lambda index: list_problems(index, day, Filters(**filters), sort, limit))


def shown(desk: Desk, ref: str, day: dt.date = DAY) -> Shown:
    return asked(desk.ledger, lambda index: show_problem(index, ref, day))


def titles(desk: Desk, day: dt.date = DAY, **filters: Any) -> list[str]:
    return [r.title for r in listed(desk, day, **filters).rows]


@pytest.fixture
def several(desk: Desk) -> Desk:
    """Four problems of three organizations; `gov` stands above `zjj` and `czj`."""
    office = {"by": OFFICE, "leader": "zjj/head", "owner": "zjj/head"}
    desk.problem(
        "czj", title="财政", severity="minor", kind="drifting", field="funds", due=dt.date(2026, 4, 30), **office
    )
    desk.problem(
        "gov",
        title="县府",
        kind="other",
        severity="general",
        source="supervision",
        **{"class": "immediate"},
        field="none",
        due=dt.date(2026, 12, 31),
        **office,
    )
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
        ({"severity": ["minor"]}, ["财政"]),
        ({"severity": ["minor", "serious"]}, ["住建一", "住建二", "财政"]),
        ({"class_": ["immediate"]}, ["县府"]),
        ({"class_": ["immediate", "ongoing"], "severity": ["minor"]}, []),
        ({"source": ["self_check"]}, ["住建一", "住建二", "财政"]),
        ({"source": ["督导检查", "case"]}, ["县府"]),
        ({"owner": ["zjj/jianguan"]}, ["住建一", "住建二"]),
        ({"owner": ["zjj/jianguan", "zjj/head"], "kind": ["other"]}, ["县府"]),
        ({"leader": ["zjj/head"]}, ["县府", "财政"]),
        ({"status": [Status.CLOSED, Status.REGISTERED]}, ["县府", "住建一", "住建二", "财政"]),
        ({"status": [Status.CLOSED]}, []),
        ({"overdue": True}, []),
    ],
)
def test_filters_narrow_each_other(several: Desk, filters: dict[str, Any], found: list[str]) -> None:
    assert titles(several, **filters) == found


def test_words_that_are_not_in_the_vocabulary_are_refused(several: Desk) -> None:
    for name in ("kind", "field", "source"):
        with pytest.raises(UsageProblem, match=f"is not a {name}"):
            titles(several, DAY, **{name: ["没有"]})


def test_each_sort_order_is_applied(several: Desk) -> None:
    day = dt.date(2026, 5, 1)
    several.on("2026-04-02")
    (row,) = listed(several, text="住建一").rows
    several.measure(row.ref)
    several.done(row.ref)

    def order(sort: str) -> list[str]:
        return [row.title for row in listed(several, day, sort).rows]

    assert {sort: order(sort) for sort in SORTS} == {
        "org": ["县府", "住建一", "住建二", "财政"],
        "due": ["住建二", "财政", "住建一", "县府"],
        "found": ["住建一", "住建二", "财政", "县府"],
        "overdue": ["住建二", "财政", "住建一", "县府"],
        "severity": ["住建二", "住建一", "县府", "财政"],
        "priority": ["住建二", "住建一", "财政", "县府"],
        "moved": ["住建一", "县府", "住建二", "财政"],
    }
    before = [row.title for row in listed(several, DAY, "overdue").rows]
    assert before == ["住建二", "财政", "住建一", "县府"]


@pytest.mark.parametrize("kind", SIX_KINDS)
def test_the_six_kinds_stand_before_others_however_grave_these_are(desk: Desk, kind: str) -> None:
    desk.problem(title="重大", kind="other", severity="major", due=dt.date(2026, 4, 1))
    desk.problem(title="轻微", kind=kind, severity="minor")
    desk.problem(title="迟", kind=kind, severity="serious", due=dt.date(2026, 6, 2))
    desk.problem(title="早", kind=kind, severity="serious", due=dt.date(2026, 6, 1))
    assert [row.title for row in listed(desk, sort="priority").rows] == ["早", "迟", "轻微", "重大"]


def test_what_is_overdue_stands_before_what_was_submitted_in_time(desk: Desk) -> None:
    reported = desk.problem(title="已报", due=dt.date(2026, 4, 1))
    desk.measure(reported, due="2026-04-01")
    desk.submit(reported)
    desk.problem(title="逾期", due=dt.date(2026, 5, 1))
    assert [row.title for row in listed(desk, dt.date(2026, 6, 1), "due").rows] == ["已报", "逾期"]
    assert [row.title for row in listed(desk, dt.date(2026, 6, 1), "overdue").rows] == ["逾期", "已报"]


@pytest.mark.parametrize(("limit", "shown_"), [(1, 1), (3, 3), (4, 4), (5, 4), (None, 4)])
def test_a_limit_cuts_the_rows_and_not_the_count(several: Desk, limit: int | None, shown_: int) -> None:
    found = listed(several, DAY, "due", limit)
    assert (len(found.rows), found.total) == (shown_, 4)
    assert found.rows == listed(several, DAY, "due").rows[:shown_]
    assert listed(several, DAY, limit=1, org="zjj").total == 2


def test_due_soon_is_listed_up_to_the_last_day_that_there_is(desk: Desk) -> None:
    ref = desk.problem(title="永久")
    desk.edit(desk.file_of(ref), "due = 2026-06-15", f"due = {dt.date.max}")
    assert titles(desk, dt.date.max, due_within=7) == ["永久"]
    assert titles(desk, dt.date.max - dt.timedelta(days=7), due_within=36500) == ["永久"]
    assert titles(desk, dt.date.max - dt.timedelta(days=8), due_within=7) == []


@pytest.mark.parametrize("filters", [{"text": "\udcff"}, {"owner": ["\udcff"]}, {"org": "\udcff"}])
def test_bytes_that_are_no_text_are_refused(desk: Desk, filters: dict[str, Any]) -> None:
    with pytest.raises(UsageProblem, match="not UTF-8"):
        titles(desk, **filters)


@pytest.mark.parametrize("text", ["%", "_", "*", '"', "'", "ABC%", "AND", "x' OR 1 --"])
def test_a_search_has_no_marks_of_its_own(several: Desk, text: str) -> None:
    assert titles(several, text=text) == []


def test_overdue_is_listed_from_the_day_after(several: Desk) -> None:
    assert titles(several, dt.date(2026, 3, 20), overdue=True) == []
    assert titles(several, dt.date(2026, 3, 21), overdue=True) == ["住建二"]
    assert titles(several, dt.date(2026, 3, 21), due_within=400) == ["县府", "住建一", "财政"]


def test_a_problem_is_listed_from_the_day_of_its_registration(several: Desk) -> None:
    assert titles(several, DAY - dt.timedelta(days=1)) == []


def test_voided_problems_are_listed_when_asked_for(several: Desk) -> None:
    (row,) = listed(several, text="住建一").rows
    close_out.void(several.ledger, several.context(OFFICE), row.ref, "重复")
    assert "住建一" not in titles(several)
    assert titles(several, status=[Status.VOIDED]) == ["住建一"]
    assert listed(several, status=[Status.VOIDED]).rows[0].lamp is None


def test_the_words_of_measures_are_searched_too(several: Desk) -> None:
    (row,) = listed(several, text="住建一").rows
    several.measure(row.ref, "逐项补办")
    assert titles(several, text="逐项") == ["住建一"]


def test_a_row_says_how_many_measures_were_done_by_the_day(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.on("2026-04-01").measure(ref, "另一条")
    desk.done(ref)

    def on(day: str) -> tuple[int, int]:
        (row,) = listed(desk, dt.date.fromisoformat(day)).rows
        return row.measures_done, row.measures

    assert (on("2026-03-12"), on("2026-04-01")) == ((0, 1), (1, 2))


def test_a_row_that_cannot_be_read_stops_the_list(several: Desk) -> None:
    several.write("orgs/czj/problems/aaaaaa.toml", "<<<<<<< ours\n")
    with pytest.raises(LedgerInvalid, match=r"orgs/czj/problems/aaaaaa\.toml:1: [Ii]t contains conflict markers"):
        titles(several)
    assert len(titles(several, org="zjj")) == 2


def test_a_file_of_another_name_stops_the_list(several: Desk) -> None:
    several.write("orgs/czj/problems/Copy of k7m2qd.toml", "")
    with pytest.raises(LedgerInvalid, match="this is not a valid name for a record"):
        titles(several)


def test_one_problem_is_shown_as_it_stood_on_a_day(desk: Desk) -> None:
    ref = desk.problem()
    desk.on("2026-05-01").measure(ref)
    desk.done(ref)
    assert shown(desk, ref, dt.date(2026, 4, 30)).whole.row.status is Status.REGISTERED
    assert shown(desk, ref, dt.date(2026, 5, 1)).whole.row.status is Status.RECTIFYING
    with pytest.raises(UsageProblem, match="was not yet registered on 2026-03-11"):
        shown(desk, ref, dt.date(2026, 3, 11))


def test_nothing_of_what_came_later_is_shown_as_of_a_day(desk: Desk) -> None:
    ref = desk.passed()
    desk.on("2026-05-01").close(ref)
    before = shown(desk, ref, dt.date(2026, 4, 30)).whole
    assert (before.row.status, before.history[-1].kind) == (Status.PASSED, "reviewed")
    assert before.submission is not None
    registered = desk.on("2026-05-03").problem(title="另一个")
    desk.on("2026-05-10").measure(registered)
    desk.done(registered)
    desk.endorse(registered)
    desk.submit(registered, "另一成效")
    early = shown(desk, registered, dt.date(2026, 5, 9)).whole
    assert (early.measures, early.evidence, early.submission, len(early.history)) == ((), (), None, 1)
    late = shown(desk, registered, dt.date(2026, 5, 10)).whole
    assert (len(late.measures), len(late.evidence), late.submission is not None) == (1, 1, True)


def test_what_was_amended_later_is_named(desk: Desk) -> None:
    ref = desk.problem()
    desk.on("2026-05-01")
    changes = {"title": "更正后的题目", "goal": "零补办"}
    rectify.amend(desk.ledger, desk.context(), ref, changes, "更正")
    assert shown(desk, ref, dt.date(2026, 4, 30)).whole.amended == ("title", "goal")
    assert shown(desk, ref, dt.date(2026, 5, 1)).whole.amended == ()


def test_an_entry_that_breaks_the_rules_counts_nowhere(desk: Desk) -> None:
    ref = desk.problem()
    desk.append(ref, "publicised", since=dt.date(2026, 3, 1), until=dt.date(2026, 3, 9))
    desk.append(ref, "extension-granted", request="zzzzzz", until=dt.date(2026, 12, 31))
    desk.append(ref, "rated", scores={"spirit": 5})
    whole = shown(desk, ref, desk.now.date()).whole
    assert whole.publicised is None
    assert [said.kind for said in whole.entries] == ["registered"]
    assert [said.kind for said in whole.refused] == ["publicised", "extension-granted", "rated"]
    assert whole.row.due_extended == dt.date(2026, 6, 15)


def test_a_prefix_of_the_id_is_enough(desk: Desk) -> None:
    ref = desk.problem()
    name = ref.partition("/")[2]
    for said in (name, name[:2], f"zjj/{name}", f"zjj/{name[:1]}"):
        assert shown(desk, said, DAY).whole.row.ref == ref
    with pytest.raises(NoSuchRecord):
        shown(desk, f"czj/{name}", DAY)


def test_evidence_that_is_gone_or_changed_is_shown_as_such(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.measure(ref, "另一条")
    desk.done(ref, 1, content="甲")
    desk.done(ref, 2, content="乙")
    first, second = (e.file for e in desk.state(ref).evidence)
    (desk.root / "orgs/zjj/evidence" / first).unlink()
    (desk.root / "orgs/zjj/evidence" / second).write_text("丙", encoding="utf-8")
    assert shown(desk, ref, DAY).bad_evidence == {first: "missing", second: "changed"}


def test_a_closed_problem_has_the_closed_lamp_until_it_is_reopened(desk: Desk) -> None:
    ref = desk.closed()
    assert shown(desk, ref, DAY).whole.row.lamp is Lamp.CLOSED
    desk.on("2026-06-01").look_back(ref, LookBackResult.SLIPPED)
    assert shown(desk, ref, DAY + MONTH).whole.row.lamp is Lamp.CLOSED
    assert shown(desk, ref, dt.date(2026, 6, 1)).whole.row.lamp is Lamp.BLUE


def test_organizations_officers_and_prompts_keep_their_order(desk: Desk) -> None:
    def officers(org: str | None) -> list[str]:
        return [o.id for o in asked(desk.ledger, lambda index: list_officers(index, org)).rows]

    orgs = asked(desk.ledger, list_orgs).rows
    assert [org.id for org in orgs] == ["gov", "zjj", "czj", "office", "jiwei"]
    assert [o.id for o in orgs[2].officers] == officers("czj") == ["czj/liaison", "czj/head"]
    assert officers(None)[0] == "gov/liaison"
    assert [p.id for p in asked(desk.ledger, list_prompts).rows][:3] == ["p01", "p02", "p03"]
    with pytest.raises(NoSuchRecord):
        officers("nowhere")


def test_recurrences_are_shown_whatever_else_cannot_be_read(desk: Desk) -> None:
    earlier = desk.closed()
    later = desk.problem(recurs=earlier, title="又一件")
    gone = desk.problem(recurs=earlier, title="第三件")
    close_out.void(desk.ledger, desk.context(OFFICE), gone, "误登")

    def recurred() -> tuple[str, ...]:
        return asked(desk.ledger, lambda index: show_problem(index, earlier, desk.now.date())).recurred

    assert recurred() == (later,)
    desk.write("orgs/czj/problems/broken.toml", "x")
    assert recurred() == (later,)
    desk.write("orgs/zjj/problems/broken.toml", "x")
    assert recurred() == ()
