"""Recording who was urged, after the messages were sent, all or none."""

from typing import Any

import pytest

from tests.builders import HEAD, LIAISON, OFFICE
from tests.services.ledgers import Desk, tree
from yiananlib.errors import NotAuthorised, SeveralRefused, UsageProblem, WriteFailed
from yiananlib.services.reading.urging import Message, Thing
from yiananlib.services.recording import urging
from yiananlib.services.recording.urging import Urging


def urgings(desk: Desk, *orgs: str, officer: str | None = None) -> list[Urging]:
    ref = desk.problem()
    problem = Thing("overdue", "zjj", ref.rpartition("/")[2], "2026-001", None)
    notice = Thing("notices", "zjj", "p3f9ab", "p3f9ab", None)
    return [Urging(Message(org, org, officer, None, None, (problem, notice)), f"催{org}") for org in orgs]


def test_each_organization_urged_gets_a_record_of_what_it_was_urged_about(desk: Desk) -> None:
    done = urging.urge(desk.ledger, desk.context(OFFICE), urgings(desk, "zjj", "czj", officer=HEAD), "电话")
    heads: list[Any] = [row.standing.matter.head for row in done.rows]
    assert [row.standing.matter.org for row in done.rows] == ["zjj", "czj"]
    assert {(head.how, head.whom, len(head.problems), head.records) for head in heads} == {
        ("电话", HEAD, 1, ("zjj/p3f9ab",))
    }


def test_the_word_of_the_vocabulary_is_kept_by_its_key_and_any_other_as_it_is(desk: Desk) -> None:
    text = (desk.root / "yian.toml").read_text("utf-8")
    desk.write("yian.toml", f'{text}\n[vocabulary.urging]\nphone = "电话"\n')
    for said, kept in (("电话", "phone"), ("phone", "phone"), ("当面", "当面")):
        (row,) = urging.urge(desk.ledger, desk.context(OFFICE), urgings(desk, "zjj"), said).rows
        assert row.standing.matter.head.how == kept


def test_what_may_not_be_recorded_is_not_sent(desk: Desk) -> None:
    sent: list[str] = []
    made = urgings(desk, "zjj", "czj")
    before = tree(desk.root)
    for by, error in ((LIAISON, SeveralRefused), ("zjj/nobody", NotAuthorised)):
        with pytest.raises(error):
            urging.urge_by(desk.ledger, desk.context(by), made, "电话", lambda: sent.append("x"))
    with pytest.raises(UsageProblem):
        urging.urge_by(desk.ledger, desk.context(OFFICE), made, "", lambda: sent.append("x"))
    assert (sent, tree(desk.root)) == ([], before)


def test_what_was_not_sent_is_not_recorded(desk: Desk) -> None:
    def fails() -> None:
        raise WriteFailed("x")

    made = urgings(desk, "zjj")
    before = tree(desk.root)
    with pytest.raises(WriteFailed):
        urging.urge_by(desk.ledger, desk.context(OFFICE), made, "电话", fails)
    assert tree(desk.root) == before


def test_what_was_sent_and_cannot_be_recorded_is_said(desk: Desk) -> None:
    made = urgings(desk, "zjj")

    def breaks() -> None:
        desk.write("yian.toml", "schema = 99\n")

    with pytest.raises(WriteFailed, match="The messages were sent, but that could not be recorded"):
        urging.urge_by(desk.ledger, desk.context(OFFICE), made, "电话", breaks)


@pytest.mark.parametrize(
    ("said", "yes"),
    [(None, False), ("", False), ("send", False), ("send '甲 乙'", True), ("send 甲 乙", False), ("send '", False)],
)
def test_exactly_the_same_command_is_allowed(said: str | None, yes: bool) -> None:
    assert urging.allowed(("send", "甲 乙"), said) is yes
