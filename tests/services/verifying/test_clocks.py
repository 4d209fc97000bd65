"""Against git's clock two things are told: an entry ahead of its commit, and one in time that was committed late."""

import datetime as dt

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services.repositories import Repository
from yiananlib.model.finding import Level
from yiananlib.model.vocabulary import Verdict
from yiananlib.services.recording import begin, extension, rectify
from yiananlib.store.trailers import CLOCK, GIVEN


def committed_on(repo: Repository, day: str, by: str = LIAISON) -> None:
    repo.on(day)
    repo.commit(by)


def test_what_is_recorded_and_committed_in_due_course_is_left_alone(repo: Repository) -> None:
    repo.problem(title="早先记下")
    committed_on(repo, "2026-05-20")
    repo.on("2026-04-30")
    repo.append(repo.ref(repo.open_one), "noted", LIAISON, note="旧钟")
    committed_on(repo, "2026-05-21")
    assert repo.findings() == ()


@pytest.mark.parametrize(("minutes", "codes"), [(10, []), (11, ["ahead"])])
def test_an_entry_is_ahead_by_more_than_ten_minutes_of_the_committer_s_clock(
    repo: Repository, minutes: int, codes: list[str]
) -> None:
    repo.now += dt.timedelta(minutes=minutes)
    repo.append(repo.ref(repo.open_one), "noted", LIAISON, note="快钟")
    repo.git("add", "--all")
    date = (repo.now - dt.timedelta(minutes=minutes)).isoformat()
    message = f"zjj: note\n\nYian-By: {LIAISON}\n".encode()
    repo.git("commit", "--quiet", "--file=-", given=message, GIT_COMMITTER_DATE=date)
    assert repo.codes() == codes


def submitted(repo: Repository) -> None:
    repo.recorded(INSPECTOR, lambda: repo.review(repo.ref(repo.open_one), Verdict.RETURN))
    repo.on("2026-06-15")
    repo.recorded(LIAISON, lambda: rectify.progress(repo.ledger, repo.context(), repo.ref(repo.open_one), "再改"))
    repo.submit(repo.ref(repo.open_one), "十项零补办")


def completed(repo: Repository) -> None:
    repo.recorded(INSPECTOR, lambda: repo.review(repo.ref(repo.open_one), Verdict.RETURN))
    repo.recorded(LIAISON, lambda: repo.measure(repo.ref(repo.open_one), "再改一条", due="2026-05-20"))
    repo.on("2026-05-20").done(repo.ref(repo.open_one), 2, content="第二条")


def asked(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.recorded(INSPECTOR, lambda: repo.review(ref, Verdict.RETURN))
    repo.on("2026-06-15")
    extension.ask(repo.ledger, repo.context(), ref, dt.date(2026, 7, 1), "雨季")


@pytest.mark.parametrize("deed", [submitted, completed, asked])
@pytest.mark.parametrize(("later", "late"), [(0, False), (1, True), (40, True)])
def test_what_decides_lateness_and_was_committed_after_the_deadline_is_told(
    repo: Repository, deed: object, later: int, late: bool
) -> None:
    deed(repo)  # type: ignore[operator]
    repo.now += dt.timedelta(days=later)
    repo.commit(LIAISON)
    found = repo.findings()
    assert [f.code for f in found] == (["late-commit"] if late else [])
    assert all(f.level is Level.WARNING and LIAISON in f.remedy for f in found)


def test_an_entry_recorded_after_the_deadline_admits_that_it_is_late(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.recorded(INSPECTOR, lambda: repo.review(ref, Verdict.RETURN))
    repo.on("2026-06-16")
    repo.recorded(LIAISON, lambda: rectify.progress(repo.ledger, repo.context(), ref, "再改"))
    repo.submit(ref, "十项零补办")
    committed_on(repo, "2026-06-20")
    assert repo.findings() == ()


def test_commits_under_a_given_clock_are_counted_in_one_warning(repo: Repository) -> None:
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit(OFFICE)
    rehearsal = repo.context(OFFICE)._replace(clock_given=True)
    begin.add_officer(repo.ledger, rehearsal, "zjj", "neu", post="新")
    rectify.progress(repo.ledger, repo.context()._replace(clock_given=True), repo.ref(repo.open_one), "演练")
    first = repo.git("rev-parse", "HEAD~1")
    for name in ("HEAD", "HEAD~1"):
        assert repo.git("show", "-s", "--format=%(trailers:key=Yian-Clock)", name) == f"{CLOCK}: {GIVEN}"
    found = [f for f in repo.findings() if f.code == "clock"]
    assert [(f.file, f.level, "2 " in f.message) for f in found] == [(first[:12], Level.WARNING, True)]
    assert [f for f in repo.findings("HEAD~2..") if f.code == "clock"] == found
