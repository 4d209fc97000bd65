import datetime as dt
import os
import subprocess
from functools import partial
from pathlib import Path

import pytest

from tests.builders import HEAD, LIAISON
from tests.services.ledgers import Desk, asked, new_desk
from yiananlib.errors import Ambiguous, NoSuchRecord, UsageProblem
from yiananlib.index import queries
from yiananlib.model.rounds import Answered
from yiananlib.model.vocabulary import Answer, LookBackResult, Status
from yiananlib.services.reading import history
from yiananlib.services.reading.history import Comparison, compare, log
from yiananlib.services.reading.report import report
from yiananlib.services.recording import close_out, examine
from yiananlib.store.ledger import Ledger
from yiananlib.store.trailers import CLOCK, GIVEN

TODAY = dt.date(2026, 7, 1)


def git(desk: Desk, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=desk.root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


class Dated(Desk):
    """A desk whose commits git dates as it dates the entries."""

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if isinstance(value, dt.datetime):
            os.environ["GIT_COMMITTER_DATE"] = value.isoformat()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The county's ledger in a repository of its own, where each command commits."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "")
    desk = Dated(new_desk(tmp_path / "ledger").root)
    desk.edit("yian.toml", "commit = false", "commit = true ")
    git(desk, "init", "-q", "-b", "main")
    git(desk, "config", "user.name", "县")
    git(desk, "config", "user.email", "xian@example.org")
    git(desk, "add", ".")
    git(desk, "commit", "-q", "-m", "begin\n\nYian-By: office/head", "--date=2026-03-01T09:00:00+08:00")
    return desk


def changed(value: Comparison) -> dict[str, list[str]]:
    """Return the titles under each heading that has any."""
    rows = {
        name: sorted(row.title for row in getattr(value, name))
        for name in ("appeared", "closed", "reopened", "voided", "overdue", "extended")
    }
    rows["moved"] = [f"{row.title}: {old}→{row.status}" for row, old in value.moved]
    return {name: titles for name, titles in rows.items() if titles}


# the log


def test_the_log_tells_who_did_what_the_newest_first(desk: Desk) -> None:
    ref = desk.problem()
    desk.on("2026-03-13").measure(ref)
    events = log(desk.ledger, None, None).events
    assert [(e.what and e.what.id, e.by, e.ref) for e in events[:2]] == [
        (entry.id, LIAISON, ref) for entry in reversed(desk.state(ref).problem.entries)
    ]
    assert {e.ref for e in events[2:]} >= {"yian.toml", "checklist.toml", "orgs/zjj/org.toml"}
    assert {(e.by, e.title, e.at.date()) for e in events[2:]} == {("office/head", "created", dt.date(2026, 3, 1))}


def test_the_log_is_of_one_problem_or_one_organization_if_asked(desk: Desk) -> None:
    first, second = desk.problem(), desk.problem(title="另一个")
    desk.measure(first)
    assert [e.ref for e in log(desk.ledger, second[:7], None).events] == [second]
    assert {e.ref for e in log(desk.ledger, "zjj", None).events} == {first, second, "orgs/zjj/org.toml"}
    assert [e.ref for e in log(desk.ledger, "czj", None).events] == ["orgs/czj/org.toml"]


def test_the_log_reads_so_many_commits_and_no_more(desk: Desk) -> None:
    for title in "一二三":
        desk.problem(title=title)
    assert [e.title for e in log(desk.ledger, None, 2).events] == ["三", "二"]


def test_answers_and_removals_are_in_the_log_too(desk: Desk) -> None:
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", [reply])
    git(desk, "rm", "-q", "checklist.toml")
    git(desk, "commit", "-q", "-m", "away")
    removed, answered = log(desk.ledger, None, 2).events
    assert (removed.ref, removed.title, removed.by) == ("checklist.toml", "removed", "")
    assert isinstance(answered.what, Answered)
    assert (answered.ref, answered.what.prompt) == ("zjj/2026-1", "p01")


def test_a_commit_that_cannot_be_read_is_in_the_log_and_hides_no_other(desk: Desk) -> None:
    ref = desk.problem()
    desk.write(desk.file_of(ref), "x = ")
    git(desk, "commit", "-q", "-a", "-m", "broken")
    git(desk, "revert", "--no-edit", "HEAD")
    found = [e.title for e in log(desk.ledger, None, 3).events if e.ref == desk.file_of(ref)]
    assert found == ["it is not valid TOML here", "it is not valid TOML here"] or len(found) == 2


def test_a_ledger_outside_git_has_no_log(tmp_path: Path) -> None:
    outside = new_desk(tmp_path / "outside")
    with pytest.raises(UsageProblem, match="not in git"):
        log(outside.ledger, None, None)


@pytest.mark.parametrize(("what", "error"), [("nope", NoSuchRecord), ("../x", NoSuchRecord), ("--all", NoSuchRecord)])
def test_what_is_neither_problem_nor_organization_has_no_log(desk: Desk, what: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        log(desk.ledger, what, None)


def test_an_ambiguous_beginning_has_no_log(desk: Desk) -> None:
    ids = [desk.problem(title=str(n)).partition("/")[2] for n in range(40)]
    shared = next(a[0] for a in ids if sum(b[0] == a[0] for b in ids) > 1)
    with pytest.raises(Ambiguous):
        log(desk.ledger, shared, None)


# two moments


def test_two_days_are_compared_from_what_is_known_now(desk: Desk) -> None:
    old = desk.closed(title="旧")
    desk.problem(title="晚")
    desk.on("2026-03-20").problem(title="新")
    desk.look_back(old, LookBackResult.SLIPPED)
    found = compare(desk.ledger, "2026-03-12", "2026-07-01", TODAY)
    assert changed(found) == {"appeared": ["新"], "reopened": ["旧"], "overdue": ["新", "旧", "晚"]}
    assert (found.before.figures.total, found.after.figures.total) == (2, 3)
    assert changed(compare(desk.ledger, "2026-03-11", "2026-03-12", TODAY)) == {
        "appeared": ["旧", "晚"],
        "closed": ["旧"],
    }
    assert changed(compare(desk.ledger, "2026-03-20", "2026-03-21", TODAY)) == {}


def test_problems_reopened_in_between_are_those_of_the_reopen_rate(desk: Desk) -> None:
    twice, once = desk.closed(title="又销号"), desk.submitted(title="其间销号")
    desk.on("2026-03-20")
    for ref in (twice, once):
        if ref == once:
            desk.review(ref)
            desk.close(ref)
        close_out.reopen(desk.ledger, desk.context("office/liaison"), ref, "群众反映")
    desk.on("2026-03-21").measure(twice, "每季抽查", "2026-04-20")
    desk.done(twice, 2, "复查12个项目")
    desk.endorse(twice)
    desk.submit(twice, "复查零补办")
    desk.review(twice)
    desk.close(twice)
    found = compare(desk.ledger, "2026-03-12", "2026-04-01", TODAY)
    assert changed(found) == {
        "closed": ["又销号"], "reopened": ["其间销号", "又销号"], "moved": ["其间销号: submitted→rectifying"],
    }  # fmt: skip
    assert (found.before.figures.reopened, found.after.figures.reopened) == (0, 2)
    assert changed(compare(desk.ledger, "2026-03-20", "2026-04-01", TODAY)) == {"closed": ["又销号"]}
    desk.on("2026-03-22")
    new = desk.closed(title="新的")
    close_out.reopen(desk.ledger, desk.context("office/liaison"), new, "群众反映")
    both = changed(compare(desk.ledger, "2026-03-21", "2026-04-01", TODAY))
    assert both == {"appeared": ["新的"], "reopened": ["新的"]}


def test_two_commits_are_compared_as_of_their_days(desk: Desk) -> None:
    ref = desk.problem(title="一")
    first = git(desk, "rev-parse", "HEAD")
    desk.on("2026-03-20").measure(ref)
    desk.done(ref)
    other = desk.problem(title="二")
    close_out.void(desk.ledger, desk.context("office/liaison"), other, "重复")
    found = compare(desk.ledger, first, "HEAD", TODAY)
    assert changed(found) == {"moved": ["一: registered→rectifying"]}
    assert (found.before.day, found.after.day) == (dt.date(2026, 3, 12), dt.date(2026, 3, 20))
    assert changed(compare(desk.ledger, "HEAD~1", None, TODAY)) == {"voided": ["二"], "overdue": ["一"]}


def test_a_commit_belongs_to_its_day_in_the_campaign_s_time_zone(desk: Desk) -> None:
    desk.problem(title="一")
    made = "2026-03-14T23:30:00+00:00"
    os.environ["GIT_COMMITTER_DATE"] = made
    git(desk, "commit", "-q", "--amend", "--no-edit")
    amended = compare(desk.ledger, "HEAD", None, TODAY).before
    assert (amended.day, amended.commit) == (dt.date(2026, 3, 15), git(desk, "rev-parse", "HEAD"))
    given = git(desk, "log", "-1", "--format=%B") + f"\n\n{CLOCK}: {GIVEN}"
    git(desk, "commit", "-q", "--amend", "-m", given)
    found = compare(desk.ledger, "HEAD", "2026-03-20", TODAY)
    assert (found.before.day, found.after.commit) == (dt.date(2026, 3, 12), None)


def test_what_the_folder_says_is_compared_with_a_commit_before_it_is_committed(desk: Desk) -> None:
    ref = desk.problem()
    desk.append(ref, "extension-requested", by=HEAD, until=dt.date(2026, 7, 15), reason="雨季")
    request = desk.state(ref).requests[0].id
    desk.append(ref, "extension-granted", request=request, until=dt.date(2026, 7, 15))
    assert changed(compare(desk.ledger, "HEAD", None, TODAY)) == {"extended": ["招标文件抽查整改三次催办未报"]}


def test_a_comparison_can_be_of_one_organization(desk: Desk) -> None:
    desk.problem()
    assert changed(compare(desk.ledger, "2026-03-01", None, TODAY, "czj")) == {}
    assert compare(desk.ledger, "2026-03-01", None, TODAY, "gov").after.figures.total == 1
    with pytest.raises(NoSuchRecord):
        compare(desk.ledger, "2026-03-01", None, TODAY, "nowhere")


@pytest.mark.parametrize("name", ["nope", "--output=x", "HEAD:yian.toml", "20260301", ""])
def test_what_names_neither_day_nor_commit_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(NoSuchRecord):
        compare(desk.ledger, name, None, TODAY)


def test_a_day_is_named_as_people_write_it(desk: Desk) -> None:
    desk.problem()
    plain = compare(desk.ledger, "2026-03-12", None, TODAY)
    for said in ("2026年3月12日", "3月12日", "２０２６－０３－１２", "2026/3/12"):
        assert compare(desk.ledger, said, None, TODAY).before.day == plain.before.day
    with pytest.raises(UsageProblem, match="“2026-02-30” does not exist"):
        compare(desk.ledger, "2026-02-30", None, TODAY)


def test_a_comparison_is_the_same_with_an_index_that_is_kept(desk: Desk, tmp_path: Path) -> None:
    desk.closed(title="旧")
    desk.on("2026-03-20").problem(title="新")
    for before, after in (("2026-03-12", "2026-07-01"), ("HEAD~3", None), ("2026-03-12", None)):
        found = [compare(desk.ledger, before, after, TODAY, cache=cache) for cache in (None, tmp_path, tmp_path)]
        assert changed(found[0]) == changed(found[1]) == changed(found[2])
        assert (found[0].before, found[0].after) == (found[1].before, found[1].after)
    assert len(list(tmp_path.glob("*.sqlite"))) == 2  # of the folder, and of the commits


def test_the_figures_of_a_comparison_are_those_of_the_report(desk: Desk) -> None:
    desk.closed()
    desk.on("2026-03-20").problem("czj", by="czj/liaison", leader="head", owner="head")
    for org in (None, "gov", "zjj", "czj"):
        found = compare(desk.ledger, "2026-03-12", "2026-07-01", TODAY, org)
        for moment in (found.before, found.after):
            assert moment.figures == asked(desk.ledger, partial(report, day=moment.day, org=org)).figures


def test_moments_that_run_backwards_are_refused(desk: Desk) -> None:
    with pytest.raises(UsageProblem, match="give the earlier one first"):
        compare(desk.ledger, "2026-07-01", "2026-03-01", TODAY)


def test_a_status_in_a_comparison_is_one_of_the_lifecycle(desk: Desk) -> None:
    ref = desk.submitted()
    desk.on("2026-03-20").review(ref)
    found = compare(desk.ledger, "2026-03-12", None, TODAY)
    assert [(row.status, old) for row, old in found.moved] == [(Status.PASSED, Status.SUBMITTED)]


def test_only_what_may_have_changed_is_looked_at_and_nothing_is_missed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ledger = Ledger(Path(__file__).parents[3] / "examples" / "yunling")
    days = [dt.date(2026, 3, 1) + dt.timedelta(days=number) for number in (0, 9, 45, 46, 61, 74, 75, 90, 107, 136)]
    pairs = [(first, last) for first in days for last in days if first <= last]

    def told() -> list[dict[str, list[str]]]:
        return [changed(compare(ledger, str(a), str(b), TODAY, cache=tmp_path)) for a, b in pairs]

    narrowed = told()
    monkeypatch.setattr(history, "_changed", lambda _first, _last: queries.ALL)
    assert told() == narrowed
    assert any("overdue" in one for one in narrowed)
