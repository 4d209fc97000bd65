"""What the index says of matters on a day."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked, new_desk
from tests.services.registers import done_rule, rule
from yiananlib.index import matter_queries
from yiananlib.index.names import find
from yiananlib.index.sync import Index
from yiananlib.services.recording import rules


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return new_desk(tmp_path_factory.mktemp("matters") / "ledger")


def test_a_matter_is_told_as_it_stood_on_a_day(desk: Desk) -> None:
    ref = rule(desk, due=dt.date(2026, 4, 1))
    rules.decide(desk.on("2026-03-20").ledger, desk.context(), ref, "revise", "无时限")
    found = asked(desk.ledger, lambda index: find(index.ledger, ref))

    def on(day: str) -> tuple[str, int] | None:
        row = asked(desk.ledger, lambda index: matter_queries.row(index, found, dt.date.fromisoformat(day)))
        return (row.status, len(row.entries)) if row is not None else None

    assert [on(day) for day in ("2026-03-11", "2026-03-12", "2026-03-19", "2026-03-20", "9999-12-31")] == [
        None, ("listed", 1), ("listed", 1), ("decided", 2), ("decided", 2),
    ]  # fmt: skip


def test_rows_are_of_the_organizations_asked_for(desk: Desk) -> None:
    mine = rule(desk)
    theirs = rule(desk, org="czj", by="czj/liaison")
    day = desk.now.date()

    def refs(orgs: list[str] | None, *conditions: str) -> list[str]:
        def question(index: Index) -> list[str]:
            index.scope(None)
            return [r.ref for r in matter_queries.rows(index, day, "rule", orgs, conditions)]

        return asked(desk.ledger, question)

    assert refs(None) == [mine, theirs]
    assert refs(["czj"]) == [theirs]
    assert refs(None, "status = 'done'", "1 OR 1") == []


def test_a_rule_counts_for_the_findings_of_its_problems(desk: Desk) -> None:
    problem = desk.problem(finding="case-1/1")
    done_rule(desk, problems=[problem], findings=["case-1/1", "case-1/2"])
    rule(desk, findings=["case-1/3"])

    def question(index: Index) -> dict[str, int]:
        found = matter_queries.rules_done(index, desk.now.date(), index.scope(None))
        return {name: len(rows) for name, rows in found.items()}

    assert asked(desk.ledger, question) == {"case-1/1": 1, "case-1/2": 1}
