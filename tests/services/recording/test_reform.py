"""机构改革: what becomes of an organization that ends, and of all that is open there."""

import datetime as dt

import pytest

from tests.builders import HEAD, LIAISON, OFFICE, OTHER
from tests.services.ledgers import Desk, asked, tree
from tests.services.noticing import issue, reply, status
from tests.services.registers import rule
from tests.services.repositories import Repository
from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem
from yiananlib.index import queries
from yiananlib.index.stranded import Stranded
from yiananlib.model.finding import Level
from yiananlib.model.vocabulary import Status
from yiananlib.services.reading.due import due
from yiananlib.services.reading.report import report
from yiananlib.services.reading.rounds import rounds
from yiananlib.services.recording import begin, examine, meetings, rectify
from yiananlib.services.recording.reform import Reform, reform
from yiananlib.services.recording.transfer import Target
from yiananlib.services.verifying.verify import verify

TARGET = Target("czj", "liaison", "liaison", "机构改革", measures=True)
LAST = dt.date(2026, 3, 20)


def ended(desk: Desk, *, apply: bool = True, by: str = OFFICE, old: str = "zjj", target: Target = TARGET) -> Reform:
    return reform(desk.ledger, desk.context(by), old, target, apply=apply)


def errors(desk: Desk) -> list[str]:
    return [f"{f.code}: {f.message}" for f in verify(desk.ledger, desk.now.date()).findings if f.level is Level.ERROR]


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A unit with two open problems, one closed, a notice and a rule, on the day on which it ends."""
    one = desk.problem(title="甲", symptom="甲甲")
    desk.measure(one)
    desk.problem(title="乙", symptom="乙乙")
    desk.closed(title="丙", symptom="丙丙", effect="丙类办件全部补办")
    issue(desk, due=dt.date(2026, 5, 1))
    rule(desk, owner="jianguan")
    return desk.on(LAST.isoformat())


def test_it_is_shown_first_and_nothing_is_written(busy: Desk) -> None:
    before = tree(busy.root)
    found = ended(busy, apply=False)
    assert sorted(goes.title for goes in found.problems) == ["乙", "甲"]
    assert sorted(stays.kind for stays in found.others) == ["notice", "rule"]
    assert tree(busy.root) == before


def test_what_is_open_goes_and_what_is_closed_stays(busy: Desk) -> None:
    found = ended(busy)
    assert (found.applied, found.day) == (True, LAST)
    assert {busy.state(goes.ref).status for goes in found.problems} == {Status.TRANSFERRED}
    assert [len(busy.state(goes.to).measures) for goes in found.problems if goes.title == "甲"] == [1]
    org = busy.ledger.org("zjj")
    assert (org.until, org.merged_into, org.parent) == (LAST, "czj", "czj")
    assert errors(busy) == []
    busy.on("2026-03-25")
    assert errors(busy) == []


def test_past_days_still_show_the_unit_and_the_county_s_figures_stay(busy: Desk) -> None:
    before = asked(busy.ledger, lambda index: report(index, LAST - dt.timedelta(1))).figures
    ended(busy)

    def figures(day: dt.date, org: str | None = None) -> tuple[int, int]:
        found = asked(busy.ledger, lambda index: report(index, day, org)).figures
        return found.total, found.open

    assert figures(LAST - dt.timedelta(1)) == (before.total, before.open)
    assert figures(LAST - dt.timedelta(1), "zjj") == (3, 2)
    assert figures(LAST, "zjj") == (1, 0)
    assert figures(LAST) == (before.total, before.open)
    assert figures(LAST, "czj") == (3, 2)


def test_the_successor_answers_its_notices(busy: Desk) -> None:
    notice = ended(busy).others[0]
    assert notice.kind == "notice"
    busy.on("2026-03-23")
    with busy.refuses(NotAuthorised, "ended on 2026-03-20"):
        reply(busy, notice.ref)
    reply(busy, notice.ref, by=OTHER)
    assert status(busy, notice.ref) == "replied"


def test_it_takes_no_new_records_and_its_officers_act_no_more(busy: Desk) -> None:
    found = ended(busy)
    busy.on("2026-03-21")
    with busy.refuses(NotAllowed, "ended on 2026-03-20"):
        busy.problem(by=OFFICE, leader=OTHER, owner=OTHER, title="丁", symptom="丁丁")
    with busy.refuses(NotAllowed, "ended on 2026-03-20"):
        meetings.add_meeting(
            busy.ledger, busy.context(OFFICE), "zjj", {"title": "会", "type": "study", "planned": LAST, "due": 3}
        )
    with busy.refuses(NotAuthorised, "ended on 2026-03-20"):
        examine.open_round(busy.ledger, busy.context(OFFICE), "zjj", "2026-9", ["team"])
    with busy.refuses(NotAuthorised, "ended on 2026-03-20"):
        rectify.note(busy.ledger, busy.context(LIAISON), found.problems[0].to, "x")


def test_it_is_asked_in_no_round_and_its_open_work_is_named(busy: Desk) -> None:
    examine.open_round(busy.ledger, busy.context(OTHER), "czj", "2026-1", ["team"])
    ended(busy)

    def of(day: dt.date) -> set[str]:
        return {one.org for one in asked(busy.ledger, lambda index: rounds(index, day)).rows[0].orgs}

    def expected(day: dt.date) -> dict[str, int]:
        return asked(busy.ledger, lambda index: queries.examined(index, ["zjj", "czj"], day))[2]

    later = LAST + dt.timedelta(1)
    assert "zjj" in of(LAST)
    assert "zjj" not in of(later)
    assert set(expected(LAST)) == {"zjj", "czj"}
    assert set(expected(later)) == {"czj"}
    found = asked(busy.ledger, lambda index: due(index, later)).others
    rows = [row for other in found if other.what == "stranded" for row in other.rows]
    assert [row.what for row in rows if isinstance(row, Stranded)] == ["rule"]
    assert [f.code for f in verify(busy.ledger, later).findings if f.code in ("stranded", "vacant")] == ["stranded"]


@pytest.mark.parametrize("by", [LIAISON, HEAD, OTHER, "jiwei/liaison"])
def test_only_the_office_ends_an_organization(busy: Desk, by: str) -> None:
    with busy.refuses(NotAuthorised):
        ended(busy, by=by)


def test_only_a_unit_ends_and_only_once_into_another_not_below_it(busy: Desk) -> None:
    with busy.refuses(UsageProblem, "itself"):
        ended(busy, target=TARGET._replace(org="zjj", leader="head", owner="head"))
    with busy.refuses(NotAllowed, "stands below"):
        ended(busy, old="gov")
    with busy.refuses(NotAllowed, "is no unit"):
        ended(busy, old="jiwei")
    ended(busy)
    with busy.refuses(NotAllowed, "already"):
        ended(busy)
    busy.on("2026-03-21")
    with busy.refuses(NotAllowed, "already"):
        ended(busy, old="czj", target=TARGET._replace(org="zjj", leader="head", owner="head"))


def test_who_still_recorded_later_did_not_end_before(busy: Desk) -> None:
    rectify.note(busy.ledger, busy.context(LIAISON), next(busy.ledger.problems("zjj")).ref, "仍在办")
    busy.on("2026-03-25")
    context = busy.context(OFFICE, on=dt.date(2026, 3, 19))
    with busy.refuses(NotAllowed, "still recorded"):
        reform(busy.ledger, context, "zjj", TARGET, apply=True)


def test_a_unit_with_nothing_open_ends_too(desk: Desk) -> None:
    assert ended(desk).problems == ()
    assert desk.ledger.org("zjj").merged_into == "czj"


def test_it_is_proved(repo: Repository) -> None:
    repo.recorded(OFFICE, lambda: ended(repo))
    assert repo.findings() == ()
    repo.on("2026-08-01")
    repo.recorded(OFFICE, lambda: begin.add_officer(repo.ledger, repo.context(OFFICE), "czj", "neu", post="新"))
    assert repo.findings() == ()


def test_a_problem_put_into_it_afterwards_is_found(repo: Repository) -> None:
    ref = repo.problem(title="补登", symptom="补登的", by=OFFICE, leader="czj/liaison", owner="czj/liaison")
    text = (repo.root / repo.file_of(ref)).read_text()
    (repo.root / repo.file_of(ref)).unlink()
    repo.recorded(OFFICE, lambda: ended(repo))
    later = repo.now + dt.timedelta(days=9)
    repo.now = later
    repo.write(repo.file_of(ref), text.replace("at = 2026", f"at = {later.isoformat()} # 2026", 1))
    repo.commit(OFFICE)
    assert "lifecycle" in repo.codes()
