"""Work of officers who do not hold their post any more is named wherever somebody looks."""

import datetime as dt

import pytest

from tests.builders import HEAD, LIAISON, OFFICE, OTHER, OWNER
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply, settle
from tests.services.registers import rule
from yiananlib.index.stranded import Stranded
from yiananlib.model.finding import Finding
from yiananlib.services.reading.due import due
from yiananlib.services.reading.lint import lint
from yiananlib.services.reading.remind import remind
from yiananlib.services.recording import rules
from yiananlib.services.verifying.verify import verify

DAY = dt.date(2026, 4, 2)


@pytest.fixture
def left(desk: Desk) -> Desk:
    """A ledger in which the owner of a problem, a measure, a notice and a rule left the post on 1 April."""
    ref = desk.problem(title="无人负责的")
    desk.measure(ref)
    issue(desk, title="无人答复的", leader="jianguan", due=dt.date(2026, 5, 1))
    rule(desk, owner="jianguan")
    desk.closed(title="已销号的", effect="另一成效")
    desk.edit("orgs/zjj/org.toml", 'post = "职务 jianguan"', 'post = "职务 jianguan"\nuntil = 2026-04-01')
    return desk.on("2026-04-02")


def queue(desk: Desk, officer: str | None = None, day: dt.date = DAY) -> list[str]:
    """Return what is kept by nobody, as a queue shows it."""
    found = asked(desk.ledger, lambda index: due(index, day, officer)).others
    rows = [row for other in found if other.what == "stranded" for row in other.rows]
    assert all(isinstance(row, Stranded) and row.officer == OWNER for row in rows)
    return [row.what for row in rows if isinstance(row, Stranded)]


def found(desk: Desk, day: dt.date | None) -> list[Finding]:
    return [finding for finding in verify(desk.ledger, day).findings if finding.code == "stranded"]


EVERYTHING = ["problem", "measure", "notice", "rule"]


@pytest.mark.parametrize("officer", [None, LIAISON, HEAD, "gov/liaison", OFFICE])
def test_stranded_work_is_in_the_queues_of_the_unit_s_leaders_and_the_office(left: Desk, officer: str | None) -> None:
    assert queue(left, officer) == EVERYTHING
    assert queue(left, officer, DAY - dt.timedelta(days=1)) == []


@pytest.mark.parametrize("officer", [OTHER, "jiwei/liaison", "zjj/deputy-1", OWNER])
def test_stranded_work_is_in_no_other_queue(left: Desk, officer: str) -> None:
    assert queue(left, officer) == []


def test_they_are_reminded_of_it(left: Desk) -> None:
    digests = asked(left.ledger, lambda index: remind(index, DAY)).digests
    told = {
        digest.officer.id
        for digest in digests
        for other in digest.due.others
        if other.what == "stranded" and len(other.rows) == len(EVERYTHING)
    }
    assert told == {LIAISON, HEAD, "gov/head", "gov/liaison", "office/head", OFFICE} & {d.officer.id for d in digests}
    assert {LIAISON, OFFICE} <= told


def test_stranded_work_is_not_lost_if_the_unit_has_nobody_left(left: Desk) -> None:
    for post in ("head", "liaison"):
        left.edit("orgs/zjj/org.toml", f'post = "职务 {post}"', f'post = "职务 {post}"\nuntil = 2026-04-01')
    digests = asked(left.ledger, lambda index: remind(index, DAY)).digests
    assert OFFICE in {d.officer.id for d in digests if any(o.what == "stranded" for o in d.due.others)}


def test_lint_asks_who_answers_for_it(left: Desk) -> None:
    (sign,) = asked(left.ledger, lambda index: lint(index, DAY, codes=["stranded"])).signs
    assert sign.sentence == (
        "住建局 职务 jianguan still has open work, but the post ended on 2026-04-01. Who is responsible now?"
    )
    assert (len(sign.evidence), len(sign.problems), sign.orgs) == (4, 1, ("zjj",))


def test_verify_names_it_once_per_officer(left: Desk) -> None:
    (finding,) = found(left, DAY)
    assert (finding.file, finding.level) == ("orgs/zjj/org.toml", "warning")
    assert "住建局职务 jianguan (zjj/jianguan) still has open work (3: " in finding.message
    assert "the post ended on 2026-04-01" in finding.message
    assert found(left, DAY - dt.timedelta(days=1)) == found(left, None) == []


def test_finished_work_is_no_longer_named(desk: Desk) -> None:
    notice = issue(desk, leader="jianguan")
    kept, abolished = rule(desk, owner="jianguan"), rule(desk, owner="jianguan", title="另一制度")
    reply(desk, notice)
    settle(desk, notice)
    rules.decide(desk.ledger, desk.context(OFFICE), kept, "keep", "仍适用")
    rules.decide(desk.ledger, desk.context(OFFICE), abolished, "abolish", "不再适用")
    desk.edit("orgs/zjj/org.toml", 'post = "职务 jianguan"', 'post = "职务 jianguan"\nuntil = 2026-04-01')
    assert queue(desk) == ["rule"]
    (finding,) = found(desk, DAY)
    assert f"(1: {abolished})" in finding.message


def test_a_post_that_is_gone_is_named_by_the_record_alone(left: Desk) -> None:
    left.edit("orgs/zjj/org.toml", 'id = "jianguan"', 'id = "guanjian"')
    assert queue(left) == EVERYTHING
    assert found(left, DAY) == []
    assert any(f.code == "reference" and OWNER in f.message for f in verify(left.ledger, DAY).findings)
