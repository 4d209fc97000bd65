"""A problem goes to the unit that must answer for it: counted once, named once, judged by nobody who had a part."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import HEAD, INSPECTOR, LEADER, LIAISON, OFFICE, OTHER, OWNER, PARENT
from tests.services.ledgers import Desk, asked
from tests.services.repositories import Repository
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, SeveralRefused
from yiananlib.model import judging
from yiananlib.model.finding import Level
from yiananlib.model.vocabulary import LookBackResult, Status, Verdict
from yiananlib.services.reading.burn_down import burn_down
from yiananlib.services.reading.history import compare
from yiananlib.services.reading.report import report
from yiananlib.services.recording import close_out, extension, numbering, rectify
from yiananlib.services.recording.problems import Recorded
from yiananlib.services.recording.together import together
from yiananlib.services.recording.transfer import Target, transfer
from yiananlib.services.verifying.verify import verify

TARGET = Target("czj", "liaison", "liaison", "属财政部门职责")
DAY = dt.date(2026, 3, 20)


def moved(desk: Desk, ref: str, target: Target = TARGET, by: str = OFFICE) -> Recorded:
    return transfer(desk.ledger, desk.context(by), ref, target)


def errors(desk: Desk) -> list[str]:
    return [f"{f.code}: {f.message}" for f in verify(desk.ledger, desk.now.date()).findings if f.level is Level.ERROR]


def figures(desk: Desk, day: dt.date = DAY, org: str | None = None) -> Any:
    return asked(desk.ledger, lambda index: report(index, day, org)).figures


def test_a_problem_ends_here_and_continues_there_with_its_days_and_texts(desk: Desk) -> None:
    ref = desk.problem(support=["gov", "czj"])
    rectify.amend(desk.ledger, desk.context(), ref, {"goal": "全部补办"}, "会议剖析")
    desk.on("2026-03-20")
    found = moved(desk, ref).state
    old = desk.state(ref)
    assert (old.status, found.status) == (Status.TRANSFERRED, Status.REGISTERED)
    assert getattr(old.entries[-1], "to", None) == found.problem.ref
    assert found.taken is not None
    assert found.taken.problem == ref
    assert (found.head.due, found.head.found) == (old.head.due, old.head.found)
    assert (found.head.goal, found.head.support) == ("全部补办", ("gov",))
    assert (found.head.owner, found.head.leader) == (OTHER, OTHER)
    assert errors(desk) == []


def test_the_serial_number_names_the_new_record_and_each_id_its_own(desk: Desk) -> None:
    ref = desk.problem()
    numbering.number(desk.ledger, desk.context(OFFICE), ref)
    new = moved(desk, ref).state
    assert new.number == "2026-001"
    assert desk.ledger.find_problem("2026-001").ref == new.problem.ref
    assert desk.ledger.find_problem(ref).ref == ref
    assert errors(desk) == []
    again = desk.problem(title="另一件", symptom="另一症状")
    assert numbering.number(desk.ledger, desk.context(OFFICE), again).state.number == "2026-002"
    third = desk.problem(title="第三件", symptom="第三症状")
    with desk.refuses(NotAllowed, f"{new.problem.ref} already has"):
        numbering.number(desk.ledger, desk.context(OFFICE), third, "2026-001")


def test_more_time_that_was_granted_goes_with_it_and_is_used_up(desk: Desk) -> None:
    ref = desk.problem()
    for until in ("2026-07-01", "2026-07-15"):
        asked_ = extension.ask(desk.ledger, desk.context(), ref, dt.date.fromisoformat(until), "财政评审")
        assert asked_
        extension.grant(desk.ledger, desk.context(OFFICE), ref)
    new = moved(desk, ref).state
    assert (new.due, new.head.due) == (dt.date(2026, 7, 15), dt.date(2026, 6, 15))
    with desk.refuses(NotAllowed, "extensions granted so far: 2"):
        extension.ask(desk.ledger, desk.context(OTHER), new.problem.ref, dt.date(2026, 7, 20), "再延")
    assert (figures(desk).extended, figures(desk).total) == (1, 1)
    assert errors(desk) == []


def test_officers_involved_before_the_transfer_judge_nothing_after_it(desk: Desk) -> None:
    ref = desk.problem(owner=INSPECTOR)
    new = moved(desk, ref).state
    assert judging.involved(new)[INSPECTOR] is judging.Part.ELSEWHERE
    with desk.refuses(NotAuthorised, "before it was transferred here"):
        close_out.void(desk.ledger, desk.context(INSPECTOR), new.problem.ref, "误")
    third = moved(desk, new.problem.ref, Target("gov", "liaison", "liaison", "提级"), by=OFFICE).state
    assert {INSPECTOR, OTHER, LEADER} <= set(judging.involved(third))
    assert errors(desk) == []


def test_measures_not_carried_out_are_planned_there_when_asked(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref, "一")
    desk.measure(ref, "二")
    desk.done(ref, 1)
    new = moved(desk, ref, TARGET._replace(measures=True)).state
    assert [(m.planned.number, m.planned.text, m.owner) for m in new.measures] == [(1, "二", OTHER)]
    assert errors(desk) == []


@pytest.mark.parametrize("by", [LIAISON, HEAD, PARENT, INSPECTOR, OTHER])
def test_only_the_office_transfers(desk: Desk, by: str) -> None:
    ref = desk.problem()
    with desk.refuses(NotAuthorised):
        moved(desk, ref, by=by)


def test_the_inspectors_transfer_what_is_the_office_s_own(desk: Desk) -> None:
    ref = desk.problem("office", by=OFFICE, leader=OFFICE, owner=OFFICE)
    with desk.refuses(NotAuthorised):
        moved(desk, ref, by=OFFICE)
    assert moved(desk, ref, by=INSPECTOR).state.problem.org == "czj"
    assert errors(desk) == []


def test_the_owner_does_not_transfer_the_problem(desk: Desk) -> None:
    ref = desk.problem(owner=OFFICE)
    with desk.refuses(NotAuthorised, "owns or leads"):
        moved(desk, ref)


def test_a_transfer_to_the_same_or_an_unknown_unit_or_officer_is_refused(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(NotAllowed, "already"):
        moved(desk, ref, TARGET._replace(org="zjj", leader="head", owner="head"))
    with desk.refuses(NoSuchRecord):
        moved(desk, ref, TARGET._replace(org="nowhere"))
    with desk.refuses(NoSuchRecord):
        moved(desk, ref, TARGET._replace(owner="nobody"))


def test_transferred_problems_say_where_they_are_and_finished_ones_stay(desk: Desk) -> None:
    closed = desk.closed()
    with desk.refuses(NotAllowed):
        moved(desk, closed)
    ref = desk.problem(title="另一件", symptom="另一症状")
    new = moved(desk, ref).state.problem.ref
    with desk.refuses(NotAllowed, f"is {new} now"):
        moved(desk, ref)
    with desk.refuses(NotAllowed, f"is {new} now"):
        rectify.progress(desk.ledger, desk.context(), ref, "又做了")


def test_several_go_together_or_none(desk: Desk) -> None:
    one, closed = desk.problem(title="甲", symptom="甲甲"), desk.closed()
    with desk.refuses(SeveralRefused, "1 of 2"):
        together(desk.ledger, desk.context(OFFICE), [one, closed], lambda le, c, ref: transfer(le, c, ref, TARGET))
    two = desk.problem(title="乙", symptom="乙乙")
    rows = together(desk.ledger, desk.context(OFFICE), [one, two], lambda le, c, ref: transfer(le, c, ref, TARGET)).rows
    assert [row.state.problem.org for row in rows] == ["czj", "czj"]
    assert errors(desk) == []


# counted once


def test_the_county_counts_it_once_on_every_day(desk: Desk) -> None:
    ref = desk.problem()
    desk.on("2026-03-20")
    moved(desk, ref)
    for day in (dt.date(2026, 3, 12), dt.date(2026, 3, 19), DAY, dt.date(2026, 9, 1)):
        found = figures(desk, day)
        assert (found.total, found.open) == (1, 1)
    assert (figures(desk).transferred, figures(desk).received) == (1, 1)
    zjj, czj = figures(desk, org="zjj"), figures(desk, org="czj")
    assert (zjj.total, zjj.open, zjj.transferred, zjj.received) == (0, 0, 1, 0)
    assert (czj.total, czj.open, czj.transferred, czj.received) == (1, 1, 0, 1)
    before = figures(desk, dt.date(2026, 3, 19), "zjj")
    assert (before.total, before.open) == (1, 1)


def test_open_is_yesterday_s_with_what_came_and_went(desk: Desk) -> None:
    refs = [desk.problem(title=f"第{n}件", symptom=f"症状{n}") for n in range(3)]
    for n, ref in enumerate(refs):
        desk.on(f"2026-03-{20 + n}")
        moved(desk, ref)
    back = next(p.ref for p in desk.ledger.problems("czj"))
    moved(desk, back, Target("zjj", "head", "head", "退回"))
    for org in (None, "zjj", "czj", "gov"):
        found = asked(desk.ledger, lambda index: burn_down(index, dt.date(2026, 3, 25), org))  # noqa: B023 - asked at once
        was = found.before
        for line in found.lines:
            came = line.new + line.reopened + line.received
            assert line.open == was + came - line.closed - line.voided - line.transferred
            assert line.open == figures(desk, line.day, org).open
            if org is None:
                assert line.received == line.transferred
            was = line.open
    assert sum(line.new for line in asked(desk.ledger, lambda i: burn_down(i, dt.date(2026, 3, 25))).lines) == 3


def test_closes_stay_where_they_were_made_and_a_reopening_counts_once(desk: Desk) -> None:
    ref = desk.closed()
    desk.on("2026-03-16")
    desk.look_back(ref, LookBackResult.SLIPPED)
    before = figures(desk)
    desk.on("2026-03-20")
    new = moved(desk, ref).state.problem.ref
    after = figures(desk)
    for name in ("total", "reopened", "ever_closed", "closes", "waived", "look_backs_done", "backdated", "reopen_rate"):
        assert getattr(after, name) == getattr(before, name), name
    assert (figures(desk, org="zjj").closes, figures(desk, org="czj").closes) == (1, 0)
    assert desk.state(new).taken is not None
    assert errors(desk) == []


def test_it_is_late_there_from_the_same_day(desk: Desk) -> None:
    ref = desk.problem()
    desk.on("2026-07-01")
    moved(desk, ref)
    assert figures(desk, dt.date(2026, 6, 15)).overdue == 0
    assert figures(desk, dt.date(2026, 6, 16)).overdue == 1
    assert figures(desk, dt.date(2026, 7, 1)).overdue == 1
    assert figures(desk, dt.date(2026, 7, 1), "zjj").overdue == 0


# the two halves are held against each other


def pair(desk: Desk) -> tuple[str, str]:
    ref = desk.problem()
    numbering.number(desk.ledger, desk.context(OFFICE), ref)
    return ref, moved(desk, ref).state.problem.ref


def test_a_transfer_without_its_other_half_is_found(desk: Desk) -> None:
    _old, new = pair(desk)
    (desk.root / desk.file_of(new)).unlink()
    assert [e for e in errors(desk) if e.startswith("transfer")] != []


def test_a_registration_from_nowhere_is_found(desk: Desk) -> None:
    old, _new = pair(desk)
    text = (desk.root / desk.file_of(old)).read_text()
    (desk.root / desk.file_of(old)).write_text(text[: text.rindex("\n[[entries]]")] + "\n")
    assert [e for e in errors(desk) if "was not transferred" in e] != []
    (desk.root / desk.file_of(old)).unlink()
    assert [e for e in errors(desk) if "is not there" in e] != []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("due = 2026-06-15", "due = 2026-08-15"),
        ("found = 2026-03-12", "found = 2026-03-10"),
        ('title = "招标文件抽查整改三次催办未报"', 'title = "轻描淡写"'),
        ('severity = "serious"', 'severity = "minor"'),
        ('    "zjj/jianguan",\n', ""),
        ('number = "2026-001"', 'number = "2026-009"'),
        ("[entries.from]\n", "[entries.from]\ndeadline = 2026-09-01\nextensions = 1\n"),
    ],
)
def test_a_half_that_does_not_match_the_other_is_found(desk: Desk, old: str, new: str) -> None:
    _old, ref = pair(desk)
    desk.edit(desk.file_of(ref), old, new)
    assert [e for e in errors(desk) if "differs from what was transferred" in e] != []


def test_one_that_was_voided_there_needs_no_other_half(desk: Desk) -> None:
    old, new = pair(desk)
    close_out.void(desk.ledger, desk.context(INSPECTOR), new, "合并后重复")
    assert errors(desk) == []
    text = (desk.root / desk.file_of(old)).read_text()
    (desk.root / desk.file_of(old)).write_text(text[: text.rindex("\n[[entries]]")] + "\n")
    assert [e for e in errors(desk) if e.startswith("transfer")] == []


def test_the_unit_cannot_register_as_if_it_had_been_transferred(desk: Desk) -> None:
    _old, new = pair(desk)
    desk.edit(desk.file_of(new), f'by = "{OFFICE}"', f'by = "{OTHER}"')
    assert errors(desk) != []


# in git


def test_an_honest_transfer_is_proved(repo: Repository) -> None:
    repo.recorded(OFFICE, lambda: numbering.number(repo.ledger, repo.context(OFFICE), repo.ref(repo.open_one)))
    repo.recorded(OFFICE, lambda: moved(repo, repo.ref(repo.open_one)))
    assert repo.findings() == ()


def test_half_a_transfer_is_found_in_its_commit(repo: Repository) -> None:
    new = moved(repo, repo.ref(repo.open_one)).state.problem.ref
    (repo.root / repo.file_of(new)).unlink()
    repo.commit(OFFICE)
    assert repo.codes() == ["transfer"]


def test_the_other_half_alone_is_found_too(repo: Repository) -> None:
    path = repo.open_one
    moved(repo, repo.ref(path))
    repo.git("checkout", "--", path)
    repo.commit(OFFICE)
    assert repo.codes() == ["transfer"]


def test_a_transfer_with_more_time_than_there_was_is_found(repo: Repository) -> None:
    new = moved(repo, repo.ref(repo.open_one)).state.problem.ref
    repo.edit(repo.file_of(new), "due = 2026-06-15", "due = 2026-09-15")
    repo.commit(OFFICE)
    assert "transfer" in repo.codes()


@pytest.mark.parametrize("trailer", [OFFICE, LIAISON])
def test_a_unit_that_sends_its_problem_away_by_hand_is_found(repo: Repository, trailer: str) -> None:
    new = moved(repo, repo.ref(repo.open_one)).state.problem.ref
    for path in (repo.open_one, repo.file_of(new)):
        text = (repo.root / path).read_text()
        at = text.rindex("\n[[entries]]")
        (repo.root / path).write_text(text[:at] + text[at:].replace(f'by = "{OFFICE}"', f'by = "{LIAISON}"'))
    repo.commit(trailer)
    assert "authority" in repo.codes()


def test_a_transferred_problem_starts_as_registered_and_keeps_who_was_involved(desk: Desk) -> None:
    ref = desk.submitted()
    new = moved(desk, ref).state
    assert new.status is Status.REGISTERED
    assert OWNER in judging.involved(new)
    with desk.refuses(NotAllowed):
        desk.review(new.problem.ref, Verdict.RETURN)


def test_a_path_outside_is_no_problem() -> None:
    from yiananlib.model.entries import entry

    given = {
        "id": "3f9k2m",
        "at": dt.datetime(2026, 3, 12, tzinfo=dt.UTC),
        "by": OFFICE,
        "kind": "transferred",
        "reason": "x",
    }
    for to in ("../k7m2qd", "zjj/../../x", "zjj", "k7m2qd", "zjj/k7m2qd/x", "zjj/K7M2QD"):
        with pytest.raises(ValueError, match="problem form"):
            entry({**given, "to": to})


def test_a_comparison_tells_it_as_taken_over_and_not_as_new(repo: Repository) -> None:
    before = repo.git("rev-parse", "HEAD")
    repo.recorded(OFFICE, lambda: moved(repo, repo.ref(repo.open_one)))
    found = compare(repo.ledger, before, None, repo.now.date())
    assert [row.org for row in found.received] == ["czj"]
    assert found.appeared == ()
    assert [row.status for row, _old in found.moved] == [Status.TRANSFERRED]
