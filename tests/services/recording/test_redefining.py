"""A definition that is set with what is recorded: whole, or put back."""

import datetime as dt

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk, tree
from yiananlib.errors import NotAllowed, NotAuthorised, UsageProblem
from yiananlib.services.recording import redefining
from yiananlib.store.transaction import Transaction, writing

DAY = dt.date(2026, 3, 12)


def test_the_office_alone_sets_it(desk: Desk) -> None:
    with pytest.raises(NotAuthorised):
        redefining.of_org(desk.ledger, desk.context(LIAISON), "zjj", {"until": DAY})
    found = redefining.of_org(desk.ledger, desk.context(OFFICE), "zjj", {"until": DAY, "merged_into": "czj"})
    assert (found.path, f"until = {DAY}".encode() in found.new) == ("orgs/zjj/org.toml", True)
    assert found.old == (desk.root / found.path).read_bytes()


def test_what_would_make_the_ledger_invalid_is_refused(desk: Desk) -> None:
    found = redefining.of_org(desk.ledger, desk.context(OFFICE), "zjj", {"merged_into": "nowhere"})
    before = tree(desk.root)
    with pytest.raises(NotAllowed, match="is not another organization"), writing(desk.ledger, lambda: None) as held:
        redefining.write(held, [found], DAY)
    assert tree(desk.root) == before


def test_a_text_that_hides_the_rows_is_refused(desk: Desk) -> None:
    desk.edit("orgs/zjj/org.toml", "[[officers]]", '[["officers"]]')
    with pytest.raises(UsageProblem, match="cannot be set"):
        redefining.of_officer(desk.ledger, desk.context(OFFICE), "zjj", "jianguan", DAY)


def test_the_definition_is_restored_if_the_rest_fails(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    found = redefining.of_org(desk.ledger, desk.context(OFFICE), "zjj", {"until": DAY})
    before = tree(desk.root)

    def fails(_self: Transaction) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Transaction, "write", fails)
    with pytest.raises(OSError, match="disk full"), writing(desk.ledger, lambda: None) as held:
        redefining.write(held, [found], DAY)
    assert tree(desk.root) == before
