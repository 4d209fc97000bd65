"""What every recording command does alike: refused means not a byte written; written means committed."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests.builders import FORMER, INSPECTOR, LIAISON, OFFICE, OTHER, PARENT, UNKNOWN, called
from tests.services.ledgers import Desk, tree
from yiananlib.errors import (
    Ambiguous,
    LedgerInvalid,
    NoSuchRecord,
    NotAllowed,
    NotAuthorised,
    UsageProblem,
    WriteFailed,
    YianError,
)
from yiananlib.model.vocabulary import LookBackResult, Status, Verdict
from yiananlib.services.recording import close_out, rectify
from yiananlib.services.recording.context import Context
from yiananlib.store import lock

Recording = Callable[[Desk, Context, str], object]

EVERY: dict[str, Recording] = {
    "add-measure": lambda d, o, ref: rectify.add_measure(
        d.ledger, o, ref, "补办", owner="jianguan", due=dt.date(2026, 5, 1)
    ),
    "progress": lambda d, o, ref: rectify.progress(d.ledger, o, ref, "已清查5个项目"),
    "done": lambda d, o, ref: rectify.done(d.ledger, o, ref, 1, evidence=[d.paper()]),
    "add-evidence": lambda d, o, ref: rectify.add_evidence(d.ledger, o, ref, [d.paper()]),
    "amend": lambda d, o, ref: rectify.amend(d.ledger, o, ref, {"goal": "零补办"}, "更正"),
    "endorse": lambda d, o, ref: close_out.endorse(d.ledger, o, ref),
    "submit": lambda d, o, ref: close_out.submit(d.ledger, o, ref, effect="零补办"),
    "withdraw": lambda d, o, ref: close_out.withdraw(d.ledger, o, ref, "补充材料"),
    "review": lambda d, o, ref: close_out.review(d.ledger, o, ref, Verdict.PASS, opinion="属实"),
    "close": lambda d, o, ref: close_out.close(d.ledger, o, ref, {}),
    "look-back": lambda d, o, ref: close_out.look_back(d.ledger, o, ref, LookBackResult.HELD, "未反弹"),
    "reopen": lambda d, o, ref: close_out.reopen(d.ledger, o, ref, "群众反映"),
    "void": lambda d, o, ref: close_out.void(d.ledger, o, ref, "重复登记"),
}
every = pytest.mark.parametrize("recording", [pytest.param(call, id=name) for name, call in EVERY.items()])


@every
def test_an_unknown_problem_is_refused(desk: Desk, recording: Recording) -> None:
    desk.problem()
    for ref in ("000000", "zjj/000000", "czj/000000", "nowhere/00", "../zjj", "ilo", ""):
        with desk.refuses(NoSuchRecord, "There is no problem"):
            recording(desk, desk.context(OFFICE), ref)


@every
def test_a_prefix_of_several_problems_is_refused_and_names_them(desk: Desk, recording: Recording) -> None:
    ref = desk.problem()
    _org, _slash, name = ref.partition("/")
    other = name[:-1] + ("0" if name[-1] != "0" else "1")
    text = (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")
    desk.write(desk.file_of(f"zjj/{other}"), text.replace(f'id = "{name}"', f'id = "{other}"'))
    with desk.refuses(Ambiguous, other):
        recording(desk, desk.context(OFFICE), name[:3])


@every
def test_who_holds_no_post_is_refused(desk: Desk, recording: Recording) -> None:
    ref = desk.problem()
    desk.measure(ref)
    for by in (UNKNOWN, FORMER, "nowhere/head", "zjj", "zjj/future"):
        with desk.refuses(NotAuthorised):
            recording(desk, desk.context(by), ref)


@every
def test_a_day_in_the_future_is_refused(desk: Desk, recording: Recording) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem, "is in the future; today is 2026-03-12"):
        recording(desk, desk.context(OFFICE, on=dt.date(2026, 3, 13)), ref)


@every
def test_nothing_is_recorded_in_a_record_that_breaks_the_rules(desk: Desk, recording: Recording) -> None:
    ref = desk.problem()
    desk.append(ref, "closed")
    with desk.refuses(LedgerInvalid, "entry 2 breaks the rules: .*close.*is not possible"):
        recording(desk, desk.context(OFFICE), ref)


@every
def test_nothing_is_recorded_in_a_record_that_cannot_be_read(desk: Desk, recording: Recording) -> None:
    ref = desk.problem()
    desk.edit(desk.file_of(ref), 'kind = "registered"', 'kind = "regitsered"')
    with desk.refuses(LedgerInvalid, r"problems/\w+\.toml:\d+: “regitsered” is not a kind of entry"):
        recording(desk, desk.context(OFFICE), ref)


@pytest.mark.parametrize("name", ["add-measure", "progress", "done", "add-evidence", "amend", "submit"])
@pytest.mark.parametrize("by", [OTHER, INSPECTOR])
def test_the_work_of_other_organizations_is_refused(desk: Desk, name: str, by: str) -> None:
    ref = desk.problem()
    desk.measure(ref)
    with desk.refuses(
        NotAuthorised,
        f"{called(by)} may not do this; allowed: 住建局 (zjj) itself, the organizations above it, or the office",
    ):
        EVERY[name](desk, desk.context(by), ref)


@pytest.mark.parametrize("by", [PARENT, OFFICE])
def test_those_above_and_the_office_may_do_the_work(desk: Desk, by: str) -> None:
    ref = desk.problem()
    rectify.progress(desk.ledger, desk.context(by), ref, "已核验")
    assert desk.state(ref).problem.entries[-1].by == by


@pytest.mark.parametrize("name", ["review", "close", "look-back", "reopen", "void"])
def test_the_unit_does_not_judge_itself(desk: Desk, name: str) -> None:
    ref = desk.closed() if name in ("look-back", "reopen") else desk.passed() if name == "close" else desk.submitted()
    with desk.refuses(NotAuthorised, "may not do this; allowed: the office or the inspectors"):
        EVERY[name](desk, desk.context(LIAISON), ref)


@pytest.mark.parametrize("name", ["review", "close", "void"])
@pytest.mark.parametrize("part", ["owner", "leader"])
def test_even_the_office_does_not_judge_what_is_its_own(desk: Desk, name: str, part: str) -> None:
    ref = desk.passed(**{part: OFFICE})
    with desk.refuses(NotAuthorised, "owns or leads this problem, or did so earlier"):
        EVERY[name](desk, desk.context(OFFICE), ref)


def test_who_submitted_does_not_review_their_own_work(desk: Desk) -> None:
    ref = desk.problem()
    close_out.submit(desk.ledger, desk.context(OFFICE), ref, effect="零补办", incomplete="措施未完")
    with desk.refuses(
        NotAuthorised, "县促改办职务 liaison (office/liaison) submitted this problem; somebody else must"
    ):
        desk.review(ref, by=OFFICE)


def test_only_the_head_of_the_unit_endorses(desk: Desk) -> None:
    ref = desk.problem()
    for by in (LIAISON, OFFICE, "czj/head"):
        with desk.refuses(NotAuthorised, "may not do this; allowed: the head of 住建局 (zjj)"):
            EVERY["endorse"](desk, desk.context(by), ref)


def test_a_day_before_the_move_before_is_refused(desk: Desk) -> None:
    ref = desk.on("2026-05-20").submitted()
    with desk.refuses(NotAllowed, "its day 2026-05-19 is before 2026-05-20, the day of the previous move"):
        close_out.review(
            desk.ledger, desk.context(INSPECTOR, on=dt.date(2026, 5, 19)), ref, Verdict.RETURN, opinion="不实"
        )


def test_a_clock_that_runs_back_is_refused_beyond_ten_minutes(desk: Desk) -> None:
    ref = desk.problem()
    desk.now -= dt.timedelta(minutes=10)
    rectify.progress(desk.ledger, desk.context(), ref, "已核验")
    desk.now -= dt.timedelta(minutes=1)
    with desk.refuses(NotAllowed, "more than ten minutes before"):
        rectify.progress(desk.ledger, desk.context(), ref, "已核验")


def test_what_is_recorded_today_for_an_earlier_day_keeps_both(desk: Desk) -> None:
    ref = desk.problem()
    desk.on("2026-04-20")
    rectify.progress(desk.ledger, desk.context(on=dt.date(2026, 4, 18)), ref, "已核验")
    entry = desk.state(ref).problem.entries[-1]
    assert (entry.on, entry.at.date()) == (dt.date(2026, 4, 18), dt.date(2026, 4, 20))


def test_an_entry_for_today_does_not_repeat_the_day(desk: Desk) -> None:
    ref = desk.problem()
    rectify.progress(desk.ledger, desk.context(on=dt.date(2026, 3, 12)), ref, "已核验")
    assert desk.state(ref).problem.entries[-1].on_ is None


def test_a_recording_appends_and_leaves_every_byte_before_it(desk: Desk) -> None:
    ref = desk.problem()
    desk.edit(desk.file_of(ref), 'owner = "zjj/jianguan"', 'owner = "zjj/jianguan"   # 建管股，4月起代管')
    before = tree(desk.root)[desk.file_of(ref)]
    desk.measure(ref)
    after = tree(desk.root)
    assert after[desk.file_of(ref)].startswith(before)
    assert {k for k, v in after.items() if v != before} >= {desk.file_of(ref)}


def test_ids_are_not_used_twice_within_a_problem(desk: Desk) -> None:
    ref = desk.problem()
    for _ in range(5):
        rectify.progress(desk.ledger, desk.context(), ref, "已核验")
    names = [e.id for e in desk.state(ref).problem.entries]
    assert len(set(names)) == len(names)


def test_a_ledger_that_somebody_else_writes_to_is_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = desk.problem()
    monkeypatch.setattr(lock.writing.__wrapped__, "__defaults__", (0.05,))  # type: ignore[attr-defined]  # contextmanager keeps it
    with (
        lock.writing(desk.root, lambda: None),
        desk.refuses(WriteFailed, r"another command .*has held the ledger's lock"),
    ):
        rectify.progress(desk.ledger, desk.context(), ref, "已核验")
    assert desk.waited == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageProblem, 2),
        (NoSuchRecord, 3),
        (Ambiguous, 3),
        (LedgerInvalid, 4),
        (NotAllowed, 5),
        (NotAuthorised, 5),
        (WriteFailed, 6),
    ],
)
def test_each_refusal_has_its_exit_status(error: type[YianError], status: int) -> None:
    assert error.exit_status == status


def test_the_problem_that_is_returned_is_what_the_file_says(desk: Desk) -> None:
    ref = desk.problem()
    recorded = desk.measure(ref)
    assert recorded.state == desk.state(ref)
    assert recorded.state.status is Status.REGISTERED
    assert recorded.uncommitted is None
