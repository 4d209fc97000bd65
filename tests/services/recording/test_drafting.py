"""A draft: entries judged as they are added, taken back to a mark, and never written by themselves."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE, OTHER
from tests.services import noticing, registers
from tests.services.ledgers import Desk, tree
from yiananlib.errors import LedgerInvalid, NotAllowed, NotAuthorised
from yiananlib.model.entries import Noted, Progressed, Redated, Voided
from yiananlib.model.record import Record
from yiananlib.services.recording.context import stamp
from yiananlib.services.recording.drafting import Draft, begun
from yiananlib.store.transaction import Transaction

MADE = {
    "problem": lambda desk: desk.ledger.find_problem(desk.problem()),
    "notice": lambda desk: desk.ledger.find_matter("notice", noticing.issue(desk)),
    "rule": lambda desk: desk.ledger.find_matter("rule", registers.rule(desk)),
    "meeting": lambda desk: desk.ledger.find_matter("meeting", registers.meeting(desk)),
}


def drafted(desk: Desk, record: Record[Any, Any], by: str = LIAISON) -> Draft[Any, Any]:
    campaign = desk.ledger.campaign()
    return begun(Transaction(desk.ledger), campaign, stamp(desk.ledger, campaign, desk.context(by)), record)


@pytest.mark.parametrize("kind", MADE)
def test_an_entry_of_another_unit_is_refused_in_every_kind_and_nothing_is_added(desk: Desk, kind: str) -> None:
    record = MADE[kind](desk)
    draft = drafted(desk, record, OTHER)
    own = record.entries[0]
    taken = {name: value for name, value in own.plain().items() if name not in ("id", "at", "on", "by", "for", "kind")}
    with desk.refuses((NotAuthorised, NotAllowed), record.ref):  # type: ignore[arg-type]  # either is a refusal
        draft.add(type(own), **taken)
    assert (draft.record, draft.entries) == (record, [])


@pytest.mark.parametrize("kind", MADE)
def test_a_record_of_any_kind_that_breaks_the_rules_takes_nothing_until_it_is_mended(desk: Desk, kind: str) -> None:
    record = MADE[kind](desk)
    broken = record.followed_by(record.entries[-1])
    with desk.refuses(LedgerInvalid, f"entry {len(record.entries) + 1} breaks the rules"):
        drafted(desk, broken)
    campaign = desk.ledger.campaign()
    who = stamp(desk.ledger, campaign, desk.context())
    assert begun(Transaction(desk.ledger), campaign, who, broken, mending=True).record == broken


def test_going_back_to_a_mark_undoes_everything_added_since(desk: Desk) -> None:
    before = tree(desk.root)
    draft = drafted(desk, MADE["problem"](desk))
    draft.add(Noted, note="一")
    mark, status = draft.mark(), draft.state.status
    draft.add(Progressed, note="二")
    assert draft.state.status is not status
    draft.back_to(mark)
    assert (draft.state.status, [entry.note for entry in draft.entries]) == (status, ["一"])
    assert draft.record == draft.before.followed_by(*draft.entries)
    assert set(tree(desk.root)) - set(before) == {desk.file_of(draft.record.ref)}  # the problem alone was written


def test_each_entry_is_judged_by_those_added_before_it(desk: Desk) -> None:
    draft = drafted(desk, MADE["problem"](desk), OFFICE)
    draft.add(Voided, reason="重复登记")
    with desk.refuses(NotAllowed, "is not possible"):
        draft.add(Progressed, note="二")
    assert draft.state.status.value == "voided"


def test_only_entries_of_the_record_at_hand_can_be_redated(desk: Desk) -> None:
    draft = drafted(desk, MADE["rule"](desk), OFFICE)
    with desk.refuses(NotAllowed):
        draft.add(Redated, entry="zzzzzz", day=dt.date(2026, 3, 12), reason="电脑时间快了")
