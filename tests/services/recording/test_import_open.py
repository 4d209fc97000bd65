"""What is open at the end of a campaign goes over into the next ledger, with its days, its number and its past."""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE, OWNER
from tests.services.ledgers import Desk, asked, new_desk, tree
from tests.services.repositories import Repository
from yiananlib.errors import NotAuthorised, UsageProblem
from yiananlib.model import judging
from yiananlib.model.finding import Level
from yiananlib.services.reading.ending import ending
from yiananlib.services.reading.report import report
from yiananlib.services.recording import extension, numbering
from yiananlib.services.recording.import_open import Continued, import_open
from yiananlib.services.verifying.verify import verify


@pytest.fixture
def old(tmp_path: Path) -> Desk:
    """The ledger of the campaign before: two problems open, one of them with more time and a number; one closed."""
    desk = new_desk(tmp_path / "old")
    first = desk.problem(title="甲", symptom="甲甲", finding=None)
    numbering.number(desk.ledger, desk.context(OFFICE), first)
    desk.measure(first, "一")
    desk.measure(first, "二")
    desk.done(first, 1)
    extension.ask(desk.ledger, desk.context(), first, dt.date(2026, 7, 1), "评审")
    extension.grant(desk.ledger, desk.context(OFFICE), first)
    desk.problem(title="乙", symptom="乙乙", owner=INSPECTOR)
    desk.closed(title="丙", symptom="丙丙", effect="丙类办件全部补办")
    return desk


@pytest.fixture
def here(tmp_path: Path) -> Desk:
    desk = new_desk(tmp_path / "new").on("2026-12-01")
    desk.edit("yian.toml", "云岭县以案促改", "云岭县二期")
    return desk


def brought(here: Desk, old: Desk, *skip: str, apply: bool = True, by: str = OFFICE) -> Continued:
    return import_open(here.ledger, here.context(by), old.root, skip, apply=apply)


def errors(desk: Desk) -> list[str]:
    return [f"{f.code}: {f.message}" for f in verify(desk.ledger, desk.now.date()).findings if f.level is Level.ERROR]


def test_it_is_shown_first_and_nothing_is_written(here: Desk, old: Desk) -> None:
    before = tree(here.root)
    found = brought(here, old, apply=False)
    assert (found.ledger, found.commit, found.counts["new"]) == ("云岭县以案促改", None, 2)
    assert tree(here.root) == before


def test_open_problems_come_over_with_their_days_numbers_and_measures(here: Desk, old: Desk) -> None:
    found = brought(here, old)
    assert found.applied
    by_title = {problem.head.title: here.state(problem.ref) for problem in here.ledger.problems("zjj")}
    assert set(by_title) == {"甲", "乙"}
    first = by_title["甲"]
    assert (first.head.due, first.due, first.head.found) == (
        dt.date(2026, 6, 15), dt.date(2026, 7, 1), dt.date(2026, 3, 12),
    )  # fmt: skip
    assert first.number == "2026-001"
    assert [(m.planned.text, m.owner) for m in first.measures] == [("二", OWNER)]
    assert first.problem.name in {problem.name for problem in old.ledger.problems("zjj")}
    assert errors(here) == []
    assert asked(here.ledger, lambda index: report(index, here.now.date())).figures.received == 2


def test_officers_involved_in_the_old_ledger_judge_nothing_here(here: Desk, old: Desk) -> None:
    brought(here, old)
    second = next(p for p in here.ledger.problems("zjj") if p.head.title == "乙")
    assert judging.involved(here.state(second.ref))[INSPECTOR] is judging.Part.OWNER
    first = next(p for p in here.ledger.problems("zjj") if p.head.title == "甲")
    assert judging.involved(here.state(first.ref))[LIAISON] is judging.Part.ELSEWHERE


def test_a_second_time_brings_nothing(here: Desk, old: Desk) -> None:
    brought(here, old)
    before = tree(here.root)
    assert brought(here, old).counts == {"new": 0, "unchanged": 2, "refused": 0}
    assert tree(here.root) == before


def test_a_problem_naming_officers_unknown_here_is_refused_unless_left_out(here: Desk, old: Desk) -> None:
    here.edit("orgs/zjj/org.toml", 'id = "jianguan"', 'id = "jianguan-2"')
    found = brought(here, old)
    assert (found.applied, [row.title for row in found.in_the_way]) == (False, ["甲"])
    assert list(here.ledger.problems("zjj")) == []
    done = brought(here, old, found.in_the_way[0].ref)
    assert (done.applied, [p.head.title for p in here.ledger.problems("zjj")]) == (True, ["乙"])
    with here.refuses(UsageProblem, "not open in that ledger"):
        brought(here, old, "zjj/zzzzzz")


def test_unknown_words_and_serial_numbers_in_use_here_are_reported(here: Desk, old: Desk) -> None:
    ref = here.problem(title="本期", symptom="本期的", due=dt.date(2027, 1, 15))
    numbering.number(here.ledger, here.context(OFFICE), ref, "2026-001")
    here.edit("yian.toml", "undelivered =", "undone =")
    said = {row.title: row.said for row in brought(here, old).in_the_way}
    assert "“undelivered” is not in the vocabulary" in said["乙"]
    here.edit("yian.toml", "undone =", "undelivered =")
    assert "already has the serial number 2026-001" in {r.title: r.said for r in brought(here, old).in_the_way}["甲"]


def test_only_the_office_or_the_inspectors_bring_it_over(here: Desk, old: Desk) -> None:
    assert {row.outcome.value for row in brought(here, old, by=LIAISON).rows} == {"refused"}
    with here.refuses(NotAuthorised):
        brought(here, old, by="zjj/nobody")


def test_a_folder_that_is_no_ledger_and_this_one_are_refused(here: Desk, tmp_path: Path) -> None:
    for folder in (tmp_path, here.root):
        with here.refuses(UsageProblem):
            import_open(here.ledger, here.context(OFFICE), folder, apply=True)


def test_it_is_read_from_the_newest_commit_and_names_it(here: Desk, repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    head = repo.git("rev-parse", "HEAD")
    repo.problem(title="未提交的", symptom="未提交")
    found = brought(here, repo)
    assert (found.commit, [row.ref for row in found.rows]) == (head, [ref])
    source = here.state(next(here.ledger.problems("zjj")).ref).taken
    assert source is not None
    assert (source.commit, source.ledger, source.problem) == (head, "云岭县以案促改", ref)
    assert errors(here) == []


def test_the_end_of_a_campaign_tells_what_is_left(old: Desk) -> None:
    found = asked(old.ledger, lambda index: ending(index, dt.date(2026, 6, 20)))
    assert sorted(row.title for row in found.open) == ["乙", "甲"]
    assert [look.title for look in found.looks] == ["丙"]
    assert (found.report.figures.total, found.report.figures.closed) == (3, 1)
    assert asked(old.ledger, lambda index: ending(index, dt.date(2026, 6, 20), "czj")).open == ()
