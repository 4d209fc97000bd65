"""What is to be done, and by whom."""

import datetime as dt
import os
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DUE, FOUND, HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, OWNER, PARENT, Story, make_campaign
from tests.index.held import held
from tests.services.histories import histories
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply, settle
from tests.services.recount import look as recounted
from yiananlib.errors import LedgerInvalid, NoSuchRecord
from yiananlib.index import snapshots
from yiananlib.index.matter_values import MatterRow
from yiananlib.index.queue import requests
from yiananlib.index.waits import WAITS
from yiananlib.model.meetings import Called, Cancelled
from yiananlib.model.problem import Problem
from yiananlib.model.rules import Decided, Listed
from yiananlib.model.vocabulary import Lamp, LookBackResult, Role, Verdict
from yiananlib.services.reading.due import DIRECTED, OTHERS, SUPERVISED, due
from yiananlib.services.reading.remind import remind
from yiananlib.services.recording import begin, close_out, extension, numbering, rectify
from yiananlib.services.recording.matters import MatterDraft, create, record

DAY = dt.timedelta(days=1)


def waits(story: Story, day: dt.date) -> list[str]:
    """Return what a problem waits for."""
    return [wait.what for wait in due(held([story.problem]), day).waits if wait.rows]


def queue(desk: Desk, day: str, officer: str | None = None, org: str | None = None) -> dict[str, list[str]]:
    """Return the titles of a queue under what they wait for."""
    found = asked(desk.ledger, lambda index: due(index, dt.date.fromisoformat(day), officer, org))
    return {wait.what: [row.title for row in wait.rows] for wait in found.waits if wait.rows}


def test_a_problem_waits_as_due_soon_until_it_is_overdue() -> None:
    story = Story().has("registered")
    found = [waits(story, DUE + n * DAY) for n in (-8, -7, 0, 1)]
    assert found == [[], ["soon"], ["soon"], ["overdue"]]


def test_a_returned_problem_waits_as_such_even_if_it_is_soon_due_and_until_it_is_overdue() -> None:
    story = Story().has("registered", "submitted", "reviewed:return")
    assert [waits(story, DUE + n * DAY) for n in (-30, 0, 1)] == [["returned"], ["returned"], ["overdue"]]


def test_a_late_measure_waits_while_the_problem_has_time() -> None:
    story = Story().has("registered")
    story.add("planned", due=DUE - 30 * DAY)
    found = [waits(story, DUE + n * DAY) for n in (-30, -29, -8, -7)]
    assert found == [[], ["measures"], ["measures"], ["soon"]]
    story.add("completed", on=DUE - 20 * DAY)
    assert waits(story, DUE - 20 * DAY) == ["submit"]


@pytest.mark.parametrize(("steps", "what"), [(["submitted"], "review"), (["submitted", "reviewed:pass"], "close")])
def test_what_was_submitted_waits_for_the_office_even_if_it_came_late(steps: list[str], what: str) -> None:
    story = Story().has("registered", "endorsed", *steps)
    assert [waits(story, DUE + n * DAY) for n in (-7, 0, 30)] == [[what]] * 3
    late = Story().has("registered", "endorsed")
    late.add("submitted", on=DUE + DAY)
    assert waits(late.has(*steps[1:]), DUE + DAY) == [what]


def test_a_close_waits_for_its_look_back_from_the_ninetieth_day() -> None:
    story = Story().has("registered", "submitted", "reviewed:pass", "closed")
    assert [waits(story, FOUND + n * DAY) for n in (89, 90, 900)] == [[], ["look_back"], ["look_back"]]
    story.add("looked-back:held", on=FOUND + 100 * DAY)
    assert [waits(story, FOUND + n * DAY) for n in (99, 100, 900)] == [["look_back"], [], []]


def test_a_look_back_waits_again_where_they_come_again() -> None:
    story = Story().has("registered", "submitted", "reviewed:pass", "closed")
    story.add("looked-back:held", on=FOUND + 100 * DAY)
    yearly = held([story.problem], campaign=make_campaign(deadlines={"look_back_again_days": 365}))
    found = {
        n: [wait.what for wait in due(yearly, FOUND + n * DAY).waits if wait.rows] for n in (89, 90, 100, 464, 465)
    }
    assert found == {89: [], 90: ["look_back"], 100: [], 464: [], 465: ["look_back"]}
    assert waits(story, FOUND + 465 * DAY) == []


def test_a_second_close_waits_for_a_look_back_of_its_own() -> None:
    story = Story().has("registered", "submitted", "reviewed:pass", "closed")
    story.add("looked-back:slipped", on=FOUND + 100 * DAY)
    story.has("submitted", "reviewed:pass", "closed")
    assert [waits(story, FOUND + n * DAY) for n in (101, 189, 190)] == [[], [], ["look_back"]]


def test_what_is_voided_or_not_yet_registered_waits_for_nothing() -> None:
    story = Story().has("registered")
    story.add("voided", on=DUE + DAY)
    assert [waits(story, d) for d in (FOUND - DAY, DUE + DAY, dt.date.min, dt.date.max)] == [[]] * 4


def test_what_breaks_the_rules_is_in_no_queue_and_settles_nothing() -> None:
    story = Story().has("registered", "planned", "completed")
    story.add("extension-requested", id=story.entries[0].id)
    day = FOUND + DAY
    assert (waits(story, day), list(requests(held([story.problem]), day))) == (["submit"], [])
    story.add("submitted")
    story.add("endorsed", id=story.entries[0].id)
    assert "endorse" in waits(story, day)
    story.add("endorsed")
    story.add("reviewed:return", id=story.entries[0].id)
    assert waits(story, day) == ["review"]


@given(
    problems=st.lists(histories(), min_size=1, max_size=3),
    day=st.integers(0, 400).map(lambda n: FOUND + n * DAY),
)
def test_a_problem_waits_for_one_thing_at_most(problems: list[Problem], day: dt.date) -> None:
    index = held(problems)
    found = due(index, day)
    assert [wait.what for wait in found.waits] == list(WAITS)
    judging = ("review", "close")
    times = Counter(row.key for wait in found.waits for row in wait.rows if wait.what not in judging)
    assert set(times.values()) <= {1}
    for wait in found.waits:
        assert [row.due_extended for row in wait.rows] == sorted(row.due_extended for row in wait.rows)
    lamps = Counter(seen[0] for p in problems if (seen := recounted(p, day)))
    rows = {wait.what: wait.rows for wait in found.waits}
    unit = {row.key for row in rows["overdue"]}
    judged = sum(row.lamp is Lamp.RED and row.key not in unit for what in judging for row in rows[what])
    assert len(rows["overdue"]) == lamps["red"] - judged
    yellow = sum(len(rows[what]) for what in ("returned", "soon", "measures"))
    assert yellow == lamps["yellow"]


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Problems that wait for each thing, in two units and above them."""
    desk.problem(title="住建逾期", due=dt.date(2026, 5, 1))
    desk.problem("czj", by=OTHER, title="财政逾期", leader="head", owner="head", due=dt.date(2026, 4, 1))
    desk.problem("gov", by=PARENT, title="县府将到期", leader="liaison", owner="liaison", due=dt.date(2026, 6, 20))
    desk.problem(title="他人将到期", owner="head", leader="head", due=dt.date(2026, 6, 19))
    returned = desk.submitted(title="退回", effect="一", due=dt.date(2026, 8, 1))
    desk.review(returned, Verdict.RETURN)
    desk.submitted(title="待审", effect="二", due=dt.date(2026, 8, 1))
    desk.passed(title="待销", effect="三", due=dt.date(2026, 8, 1))
    desk.closed(title="待回看", effect="四")
    seen = desk.closed(title="已回看", effect="五")
    desk.on("2026-06-01").look_back(seen, LookBackResult.HELD)
    return desk.on("2026-06-15")


TODAY = "2026-06-15"


def test_problems_are_read_in_one_pass_whatever_they_wait_for() -> None:
    index, said = held([Story().has("registered").problem]), list[str]()
    index.connection.set_trace_callback(said.append)
    due(index, DUE)
    assert sum("reopened_on, closed_before" in statement for statement in said) == 1


def test_everybody_s_queue_has_everything_that_waits_the_most_urgent_first(busy: Desk) -> None:
    assert queue(busy, TODAY) == {
        "overdue": ["财政逾期", "住建逾期"],
        "returned": ["退回"],
        "soon": ["他人将到期", "县府将到期"],
        "review": ["待审"],
        "close": ["待销"],
        "look_back": ["待回看"],
    }


WORK = {"overdue": ["住建逾期"], "returned": ["退回"], "soon": ["他人将到期"]}
JUDGING = {"review": ["待审"], "close": ["待销"], "look_back": ["待回看"]}


@pytest.mark.parametrize(
    ("officer", "found"),
    [
        (HEAD, WORK),
        (LIAISON, WORK),
        (OWNER, {"overdue": ["住建逾期"], "returned": ["退回"]}),
        ("zjj/deputy-1", {"overdue": ["住建逾期"], "returned": ["退回"]}),
        ("czj/head", {"overdue": ["财政逾期"]}),
        ("zjj/former", {}),
        (
            PARENT,
            {
                "overdue": ["财政逾期", "住建逾期"],
                "returned": ["退回"],
                "soon": ["他人将到期", "县府将到期"],
            },
        ),
        (OFFICE, JUDGING),
        (INSPECTOR, JUDGING),
    ],
)
def test_each_officer_has_the_queue_of_their_role(busy: Desk, officer: str, found: dict[str, list[str]]) -> None:
    assert queue(busy, TODAY, officer) == found


def test_an_owner_has_what_they_own_in_other_units(busy: Desk) -> None:
    busy.problem("gov", by=PARENT, title="交办", leader="zjj/jianguan", owner="zjj/head", due=dt.date(2026, 6, 16))
    assert queue(busy, TODAY, OWNER)["soon"] == ["交办"]


def test_a_queue_can_be_of_one_organization_with_all_below_it(busy: Desk) -> None:
    assert queue(busy, TODAY, org="czj") == {"overdue": ["财政逾期"]}
    assert queue(busy, TODAY, org="zjj") == WORK | JUDGING
    assert set(queue(busy, TODAY, org="gov")) == {*WORK, *JUDGING}
    assert queue(busy, TODAY, org="office") == {}


@pytest.mark.parametrize(
    ("officer", "org", "found"),
    [
        (PARENT, "czj", {"overdue": ["财政逾期"]}),
        (HEAD, "gov", WORK),
        (HEAD, "czj", {}),
        (OWNER, "czj", {}),
        (OWNER, "gov", {"overdue": ["住建逾期"], "returned": ["退回"]}),
        (OFFICE, "zjj", JUDGING),
        (OFFICE, "czj", {}),
    ],
)
def test_an_officer_s_queue_is_narrowed_to_an_organization(
    busy: Desk, officer: str, org: str, found: dict[str, list[str]]
) -> None:
    assert queue(busy, TODAY, officer, org) == found


def test_a_queue_is_of_any_day(busy: Desk) -> None:
    assert queue(busy, "2026-03-11") == {}
    assert queue(busy, "2026-03-25") == {
        "soon": ["财政逾期"],
        "returned": ["退回"],
        "review": ["待审"],
        "close": ["待销"],
    }


@pytest.mark.parametrize(
    ("officer", "org"), [("zjj/nobody", None), ("nowhere/head", None), ("head", None), ("", None), (None, "nowhere")]
)
def test_an_unknown_officer_or_organization_has_no_queue(busy: Desk, officer: str | None, org: str | None) -> None:
    with pytest.raises(NoSuchRecord):
        queue(busy, TODAY, officer, org)


@pytest.mark.parametrize("officer", [None, OWNER, OFFICE])
def test_a_file_that_cannot_be_read_is_no_queue(busy: Desk, officer: str | None) -> None:
    busy.write("orgs/czj/problems/aaaaaa.toml", "x = \n")
    with pytest.raises(LedgerInvalid):
        queue(busy, TODAY, officer)


# what is ready to be struck off, and what waits besides problems


def ready(*, severity: str = "serious", class_: str = "phased") -> Story:
    """Return a problem whose only measure is completed."""
    return Story(severity=severity, **{"class": class_}).has("registered", "planned", "completed")


def test_a_problem_whose_measures_are_done_waits_for_the_submission_and_then_for_its_head() -> None:
    story = ready()
    assert [waits(story, DUE + n * DAY) for n in (-30, -8, -7)] == [["submit"], ["submit"], ["soon"]]
    story.add("submitted", on=DUE - 20 * DAY)
    assert [waits(story, DUE + n * DAY) for n in (-21, -20, 9)] == [["submit"], *[["endorse", "review"]] * 2]
    story.add("reviewed:pass", on=DUE - 19 * DAY)
    assert waits(story, DUE - 19 * DAY) == ["endorse", "close"]
    story.add("endorsed", on=DUE - 18 * DAY)
    assert [waits(story, DUE + n * DAY) for n in (-19, -18)] == [["endorse", "close"], ["close"]]


def test_a_return_asks_for_another_endorsement() -> None:
    story = ready().has("endorsed", "submitted", "reviewed:return", "progressed", "submitted")
    assert waits(story, FOUND) == ["endorse", "review"]
    assert waits(story.has("endorsed"), FOUND) == ["review"]


def test_a_minor_immediate_problem_waits_for_no_head() -> None:
    assert waits(ready(severity="minor", class_="immediate").has("submitted"), FOUND) == ["review"]
    assert waits(ready(severity="minor").has("submitted"), FOUND) == ["endorse", "review"]


def test_what_was_submitted_incomplete_waits_to_be_completed_until_it_is_due_soon_and_overdue() -> None:
    story = Story().has("registered", "endorsed")
    story.add("submitted", incomplete="措施未完")
    found = [waits(story, DUE + n * DAY) for n in (-30, -7, 0, 1)]
    assert found == [["incomplete", "review"], *[["soon", "review"]] * 2, ["overdue", "review"]]
    story.add("submitted", on=DUE)
    assert [waits(story, DUE + n * DAY) for n in (-1, 0, 1)] == [["soon", "review"], ["review"], ["review"]]


def test_no_endorsement_is_waited_for_where_the_campaign_asks_for_none(desk: Desk) -> None:
    desk.edit("yian.toml", "disabled = []", 'disabled = ["endorsed"]')
    ref = desk.problem(title="做完")
    desk.measure(ref)
    desk.done(ref)
    assert queue(desk, "2026-03-12") == {"submit": ["做完"]}


def test_a_minor_immediate_problem_waits_for_its_head_where_the_campaign_asks_for_it_always(desk: Desk) -> None:
    ref = desk.problem(title="做完", severity="minor", class_="immediate")
    desk.measure(ref)
    desk.done(ref)
    assert queue(desk, "2026-03-12") == {"submit": ["做完"]}
    desk.submit(ref)
    assert queue(desk, "2026-03-12") == {"review": ["做完"]}
    desk.edit("yian.toml", "always = []", 'always = ["endorsed"]')
    assert queue(desk, "2026-03-12") == {"endorse": ["做完"], "review": ["做完"]}


def test_a_registration_waits_to_be_accepted_where_the_gate_asks_for_it(desk: Desk) -> None:
    ref = desk.problem()
    assert queue(desk, "2026-03-12", OFFICE) == {}
    desk.edit("yian.toml", "accepted = false", "accepted = true")
    for officer, seen in ((OFFICE, True), (INSPECTOR, True), (LIAISON, False), (HEAD, False)):
        assert ("accept" in queue(desk, "2026-03-12", officer)) is seen
    reminded = asked(desk.ledger, lambda index: remind(index, dt.date(2026, 3, 12)))
    assert OFFICE in {d.officer.id for d in reminded.digests if any(wait.what == "accept" for wait in d.due.waits)}
    desk.on("2026-03-14")
    numbering.number(desk.ledger, desk.context(OFFICE), ref)
    assert "accept" in queue(desk, "2026-03-13", OFFICE)
    assert "accept" not in queue(desk, "2026-03-14", OFFICE)
    desk.edit("yian.toml", "disabled = []", 'disabled = ["accepted"]')
    assert "accept" not in queue(desk, "2026-03-13", OFFICE)


def test_endorsing_is_the_queue_of_the_unit_s_own_head(desk: Desk) -> None:
    ref = desk.problem(title="做完")
    desk.measure(ref)
    desk.done(ref)
    found = {who: queue(desk, "2026-03-12", who) for who in (HEAD, LIAISON, OWNER, PARENT)}
    assert found == {who: {"submit": ["做完"]} for who in found}
    assert queue(desk, "2026-03-12", org="zjj") == {"submit": ["做完"]}
    desk.submit(ref)
    found = {who: queue(desk, "2026-03-12", who) for who in (HEAD, LIAISON, OWNER, "czj/head", PARENT, OFFICE)}
    assert found == {who: {} for who in found} | {HEAD: {"endorse": ["做完"]}, OFFICE: {"review": ["做完"]}}
    desk.endorse(ref)
    assert queue(desk, "2026-03-12", HEAD) == {}


def besides(desk: Desk, day: str, officer: str | None = None, org: str | None = None) -> dict[str, list[str]]:
    """Return the titles of what waits besides problems, under what it waits for."""
    found = asked(desk.ledger, lambda index: due(index, dt.date.fromisoformat(day), officer, org))
    return {other.what: [row.title for row in other.rows] for other in found.others if other.rows}


@pytest.fixture
def matters(desk: Desk) -> Desk:
    """A notice to answer and one answered, rules and meetings that are open and not, a request and a measure."""
    issue(desk, title="待答复", leader="deputy-1", due=dt.date(2026, 4, 1))
    issue(desk, "czj", title="更急", due=dt.date(2026, 3, 15))
    reply(desk, issue(desk, title="已答复"))
    settled = issue(desk, title="办结")
    reply(desk, settled)
    settle(desk, settled)
    kept = {"title": "保留", "governs": "power", "due": dt.date(2026, 4, 2)}
    create(desk.ledger, desk.context(), "rule", "zjj", kept, keeping)
    for title, fields in (("有期限", {"due": dt.date(2026, 5, 1), "owner": "jianguan"}), ("无期限", {})):
        create(desk.ledger, desk.context(), "rule", "zjj", {"title": title, "governs": "power", **fields}, listing)
    create(desk.ledger, desk.context(), "meeting", "zjj", MEETING | {"title": "待开"}, calling)
    gone = create(desk.ledger, desk.context(), "meeting", "zjj", MEETING | {"title": "已撤"}, calling).standing.matter
    record(desk.ledger, desk.context(), "meeting", gone.ref, cancelling)
    ref = desk.problem(title="申请延期", due=dt.date(2026, 8, 1))
    desk.measure(ref, "修订办法", "2026-03-19")
    extension.ask(desk.ledger, desk.context(), ref, dt.date(2026, 8, 20), "待评审")
    return desk


MEETING = {"type": "democratic_life", "planned": dt.date(2026, 4, 10)}


def listing(draft: MatterDraft) -> str:
    draft.add(Listed)
    return "list"


def keeping(draft: MatterDraft) -> str:
    draft.add(Listed)
    draft.add(Decided, decision="keep", reason="仍然适用")
    return "keep"


def calling(draft: MatterDraft) -> str:
    draft.add(Called)
    return "call"


def cancelling(draft: MatterDraft) -> str:
    draft.add(Cancelled, reason="改期")
    return "cancel"


OF_THE_UNIT = {"notices": ["待答复"], "rules": ["有期限"], "meetings": ["待开"]}
OF_THE_OFFICE = {"replies": ["已答复"], "requests": ["申请延期"]}
MINE = {"own_measures": ["申请延期"]}


@pytest.mark.parametrize(
    ("officer", "org", "found"),
    [
        (None, None, OF_THE_UNIT | {"notices": ["更急", "待答复"]} | OF_THE_OFFICE),
        (None, "czj", {"notices": ["更急"]}),
        (HEAD, None, OF_THE_UNIT),
        (LIAISON, None, OF_THE_UNIT),
        (PARENT, None, OF_THE_UNIT | {"notices": ["更急", "待答复"]}),
        (PARENT, "zjj", OF_THE_UNIT),
        (OTHER, None, {"notices": ["更急"]}),
        ("zjj/deputy-1", None, {"notices": ["待答复"]}),
        (OWNER, None, {"rules": ["有期限"]} | MINE),
        (OWNER, "czj", {}),
        (OFFICE, None, OF_THE_OFFICE),
        (INSPECTOR, None, OF_THE_OFFICE),
        (OFFICE, "czj", {}),
    ],
)
def test_other_waiting_matters_are_in_the_queues_of_those_who_can_act(
    matters: Desk, officer: str | None, org: str | None, found: dict[str, list[str]]
) -> None:
    assert besides(matters, "2026-03-12", officer, org) == found


def test_the_office_answers_notices_of_its_own(desk: Desk) -> None:
    issue(desk, "office", title="给办公室", by=INSPECTOR)
    assert besides(desk, "2026-03-12", OFFICE) == {"notices": ["给办公室"]}
    assert besides(desk, "2026-03-12", INSPECTOR) == {}


def test_every_kind_that_waits_is_named_where_it_can_be(desk: Desk) -> None:
    def names(officer: str | None) -> list[str]:
        return [other.what for other in asked(desk.ledger, lambda index: due(index, DUE, officer)).others]

    assert names(None) == [what for what in OTHERS if what != "own_measures"]
    assert names(OFFICE) == list(OTHERS)
    own = [what for what in OTHERS if what not in (*SUPERVISED, *DIRECTED)]
    assert names(LIAISON) == own


def test_other_waiting_matters_are_told_as_of_any_day(matters: Desk) -> None:
    assert besides(matters, "2026-03-11") == {}
    matters.on("2026-03-20")
    first = asked(matters.ledger, lambda index: due(index, dt.date(2026, 3, 20), LIAISON)).others[0].rows[0]
    assert isinstance(first, MatterRow)
    reply(matters, first.ref)
    assert besides(matters, "2026-03-19", LIAISON)["notices"] == ["待答复"]
    assert "notices" not in besides(matters, "2026-03-20", LIAISON)


def test_the_head_of_the_office_endorses_what_is_the_office_s_own(desk: Desk) -> None:
    begin.add_officer(desk.ledger, desk.context(OFFICE), "office", "head", post="主任", role=Role.HEAD)
    officers = {"leader": "head", "owner": "liaison"}
    desk.problem("office", by=OFFICE, title="办公室自己的", **officers)
    ref = desk.problem("office", by=OFFICE, title="做完", **officers)
    rectify.add_measure(desk.ledger, desk.context(OFFICE), ref, "办", owner="office/liaison", due=dt.date(2026, 5, 1))
    rectify.done(desk.ledger, desk.context(OFFICE), ref, 1, evidence=[desk.paper()])
    close_out.submit(desk.ledger, desk.context(OFFICE), ref, effect="零补办", rule="办法", wider="同查")
    assert queue(desk, "2026-03-12", "office/head")["endorse"] == ["做完"]
    assert "endorse" not in queue(desk, "2026-03-12", OFFICE)
    found = asked(desk.ledger, lambda index: remind(index, dt.date(2026, 3, 12)))
    told = {digest.officer.id: [wait.what for wait in digest.due.waits] for digest in found.digests}
    assert "endorse" in told["office/head"]
    assert "endorse" not in told[OFFICE]


@pytest.mark.parametrize(
    ("officer", "times"),
    [(None, 1), (OFFICE, 1), (INSPECTOR, 1), (OWNER, 1), (LIAISON, 2)],
)
def test_who_may_have_work_anywhere_looks_at_each_folder_once_and_a_unit_at_its_own_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, officer: str | None, times: int
) -> None:
    desk.problem()
    desk.problem("czj", by=OTHER, leader="head", owner="head")
    looked: list[str] = []
    seen = snapshots._seen

    def look(root: str, folder: str) -> tuple[list[str], list[os.stat_result]]:
        looked.append(folder)
        return seen(root, folder)

    monkeypatch.setattr(snapshots, "_seen", look)
    asked(desk.ledger, lambda index: due(index, DUE, officer))
    folders = Counter(folder for folder in looked if folder.endswith("/problems"))
    assert folders == {"orgs/zjj/problems": times, "orgs/czj/problems": 1}


def test_an_unreadable_record_of_another_unit_is_reported_and_hides_nothing_else(desk: Desk) -> None:
    own, broken = desk.problem(), desk.problem("czj", by=OTHER, leader="head", owner="head")
    desk.write(desk.file_of(broken), "broken")
    found = asked(desk.ledger, lambda index: due(index, DUE, LIAISON))
    assert [row.ref for wait in found.waits for row in wait.rows] == [own]
    assert broken in str(found.unread) or desk.file_of(broken) in str(found.unread)
    with pytest.raises(LedgerInvalid):
        asked(desk.ledger, lambda index: due(index, DUE, OTHER))
    with pytest.raises(LedgerInvalid):
        asked(desk.ledger, lambda index: due(index, DUE))
