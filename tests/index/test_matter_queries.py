"""What a name names, and what the index says of matters on a day."""

import datetime as dt

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import Desk, asked, new_desk
from tests.services.registers import case, done_rule, meeting, rule
from yiananlib.errors import Ambiguous, LedgerInvalid, NoSuchRecord
from yiananlib.index import matter_queries
from yiananlib.index.locating import Found, find
from yiananlib.index.sync import Index
from yiananlib.services import numbering, rules


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return new_desk(tmp_path_factory.mktemp("matters") / "ledger")


def named(desk: Desk, ref: str) -> Found:
    return asked(desk.ledger, lambda index: find(index, ref))


def test_a_name_names_a_record_of_any_kind(desk: Desk) -> None:
    problem, listed, called = desk.problem(), rule(desk), meeting(desk)
    case(desk)
    for kind, ref in (("problem", problem), ("rule", listed), ("meeting", called)):
        org, name = ref.split("/")
        assert {named(desk, said) for said in (ref, name, f"{org}/{name[:4]}", name[:5])} == {Found(kind, org, name)}
    assert named(desk, "case-1") == Found("case", "", "case-1")
    numbering.number(desk.ledger, desk.occasion(OFFICE), problem)
    assert named(desk, "2026-001") == Found("problem", *problem.split("/"))


@pytest.mark.parametrize(
    "ref", ["zzzzzz", "zz", "zjj/zzzzzz", "nowhere/zz", "../zjj/k7", "", "/", "2026-009", "王", "case-2"]
)
def test_what_names_nothing_is_said(desk: Desk, ref: str) -> None:
    case(desk)
    with pytest.raises(NoSuchRecord):
        named(desk, ref)


def test_what_could_name_two_is_ambiguous_of_whatever_kind(desk: Desk) -> None:
    listed = rule(desk)
    name = listed.partition("/")[2]
    text = (desk.root / f"orgs/zjj/rules/{name}.toml").read_text(encoding="utf-8")
    desk.write(f"orgs/czj/rules/{name}.toml", text)
    for ref in (name, name[:3]):
        with pytest.raises(Ambiguous, match=f"czj/{name}"):
            named(desk, ref)
    assert named(desk, listed) == Found("rule", "zjj", name)


def test_a_folder_that_is_no_organization_is_said(desk: Desk) -> None:
    ref = desk.problem("czj", by="czj/liaison", leader="head", owner="head")
    (desk.root / "orgs/czj/org.toml").unlink()
    with pytest.raises((LedgerInvalid, NoSuchRecord)):
        named(desk, ref.partition("/")[2])


def test_a_matter_is_told_as_it_stood_on_a_day(desk: Desk) -> None:
    ref = rule(desk, due=dt.date(2026, 4, 1))
    rules.decide(desk.on("2026-03-20").ledger, desk.occasion(), ref, "revise", "无时限")
    found = named(desk, ref)

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
