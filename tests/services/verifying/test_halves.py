"""The two records of a transfer, held against each other."""

from tests.builders import OFFICE
from tests.services.ledgers import Desk
from yiananlib.model.lifecycle import fold
from yiananlib.services.recording.transfer import Target, transfer
from yiananlib.services.verifying import halves
from yiananlib.services.verifying.verify import verify

TARGET = Target("czj", "liaison", "liaison", "属财政部门职责")


def codes(desk: Desk) -> list[str]:
    return [finding.code for finding in verify(desk.ledger).findings if finding.code == "transfer"]


def test_a_problem_that_was_not_transferred_has_no_sending_half(desk: Desk) -> None:
    assert halves.gave(desk.state(desk.problem())) is None


def test_a_transfer_that_was_taken_back_gives_nothing(desk: Desk) -> None:
    ref = desk.problem()
    new = transfer(desk.ledger, desk.context(OFFICE), ref, TARGET).state.problem
    half = halves.gave(desk.state(ref))
    assert half is not None
    assert half.other == new.ref
    sent = desk.ledger.find_problem(ref).entries[-1].id
    desk.append(ref, "retracted", OFFICE, entry=sent, reason="并发")
    assert halves.gave(fold(desk.ledger.find_problem(ref))) is None
    assert codes(desk) == ["transfer"]


def test_what_cannot_be_read_is_told_once(desk: Desk) -> None:
    ref = desk.problem()
    new = transfer(desk.ledger, desk.context(OFFICE), ref, TARGET).state.problem.ref
    assert codes(desk) == []
    desk.write(desk.file_of(new), "schema = ")
    assert codes(desk) == []
    assert [f.file for f in verify(desk.ledger).findings if f.file == desk.file_of(new)] == [desk.file_of(new)]


def test_two_registrations_from_one_transfer_are_found(desk: Desk) -> None:
    ref = desk.problem()
    new = transfer(desk.ledger, desk.context(OFFICE), ref, TARGET).state.problem
    text = (desk.root / desk.file_of(new.ref)).read_text().replace(f'id = "{new.name}"', 'id = "zzzzzz"', 1)
    desk.write(desk.file_of("czj/zzzzzz"), text)
    assert codes(desk) == ["transfer"]
