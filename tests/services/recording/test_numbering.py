"""The official serial numbers: given once, kept for ever, and naming the problem."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER
from tests.services.found import findings
from tests.services.ledgers import Desk
from tests.services.repositories import Repository, clone_of, pulled
from yiananlib.errors import Ambiguous, NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem, YianError
from yiananlib.services.recording import close_out, numbering, rectify


def number(desk: Desk, ref: str, given: str | None = None, by: str = OFFICE) -> str:
    found = numbering.number(desk.ledger, desk.context(by), ref, given).state.number
    assert found is not None
    return found


def test_the_next_number_of_the_year_is_given(desk: Desk) -> None:
    assert [number(desk, desk.problem(title=f"问题{n}")) for n in range(3)] == ["2026-001", "2026-002", "2026-003"]
    desk.on("2027-01-01")
    assert number(desk, desk.problem(title="跨年", due=dt.date(2027, 6, 15))) == "2027-001"


def test_the_year_is_that_of_the_day_on_which_it_takes_effect(desk: Desk) -> None:
    ref = desk.problem()
    desk.on("2027-01-04")
    context = desk.context(OFFICE, desk.now.date().replace(year=2026, month=12, day=31))
    assert numbering.number(desk.ledger, context, ref).state.number == "2026-001"


def test_the_next_number_follows_the_highest(desk: Desk) -> None:
    assert number(desk, desk.problem(), "2026-999") == "2026-999"
    assert number(desk, desk.problem(title="二"), "2026-5") == "2026-005"
    assert number(desk, desk.problem(title="三")) == "2026-1000"
    number(desk, desk.problem(title="四"), "2026-999999")
    last = desk.problem(title="五")
    with desk.refuses(UsageProblem, "does not have the required form"):
        number(desk, last)


def test_what_only_looks_like_a_number_is_none(desk: Desk) -> None:
    first = desk.problem(title="与 2026-800 并案")
    rectify.note(desk.ledger, desk.context(), first, 'numbered: number = "2026-900"')
    assert number(desk, first) == "2026-001"
    assert number(desk, desk.problem(title="二")) == "2026-002"
    with pytest.raises(NoSuchRecord):
        desk.ledger.locate("2026-900")


@pytest.mark.parametrize("given", ["2026", "17", "2026-0", "二〇二六-1", "2026-1234567", "", "2026-017/2"])
def test_what_is_no_serial_number_is_refused(desk: Desk, given: str) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem, "is not a serial number; write it as 2026-017"):
        number(desk, ref, given)


def test_a_number_is_never_given_again_not_even_of_a_voided_problem(desk: Desk) -> None:
    first, second = desk.problem(), desk.problem(title="二")
    number(desk, first, "2026-017")
    close_out.void(desk.ledger, desk.context(OFFICE), first, "重复登记")
    for typed in ("2026-017", "2026-17", " 2026-0017 "):
        with desk.refuses(NotAllowed, f"{first} already has the serial number 2026-017"):
            number(desk, second, typed)
    assert number(desk, second) == "2026-018"


@pytest.mark.parametrize("given", [None, "2026-001", "2026-018"])
def test_a_problem_keeps_its_number(desk: Desk, given: str | None) -> None:
    ref = desk.problem()
    number(desk, ref)
    with desk.refuses(NotAllowed, "it already has the serial number 2026-001, which is permanent"):
        number(desk, ref, given)


def test_a_problem_has_its_number_at_any_status_but_voided(desk: Desk) -> None:
    assert number(desk, desk.closed()) == "2026-001"
    voided = desk.problem(title="误登")
    close_out.void(desk.ledger, desk.context(OFFICE), voided, "误登")
    with desk.refuses(NotAllowed, "while the problem is voided"):
        number(desk, voided)


@pytest.mark.parametrize("by", [LIAISON, HEAD, OTHER, "gov/liaison"])
def test_a_unit_gives_no_numbers_and_is_not_told_which_are_taken(desk: Desk, by: str) -> None:
    first, second = desk.problem(), desk.problem(title="二")
    number(desk, first, by=INSPECTOR)
    with desk.refuses(NotAuthorised, "may not do this; allowed: the office or the inspectors"):
        number(desk, second, "2026-001", by)


def test_the_number_names_the_problem(desk: Desk) -> None:
    ref = desk.problem()
    desk.problem("czj", by=OTHER, leader="head", owner="head")
    number(desk, ref, "2026-017")
    assert {"/".join(desk.ledger.locate(n)) for n in ("2026-017", "2026-17", "zjj/2026-017")} == {ref}
    assert rectify.note(desk.ledger, desk.context(), "2026-017", "已提醒").state.problem.ref == ref
    for missing in ("2026-018", "czj/2026-017", "2026-0", "2027-017", "../2026-017"):
        with pytest.raises(NoSuchRecord):
            desk.ledger.locate(missing)


def test_a_number_given_on_two_branches_is_found_and_ambiguous(repo: Repository) -> None:
    clone = clone_of(repo)
    ours, theirs = repo.ref(repo.open_one), repo.ref(repo.closed_one)
    assert number(repo, ours) == number(clone, theirs) == "2026-001"
    repo.commit(OFFICE)
    clone.commit(OFFICE)
    pulled(repo, clone)
    assert [f.code for f in findings(repo) if f.code != "setup"] == ["duplicate"]
    with pytest.raises(Ambiguous) as caught:
        repo.ledger.locate("2026-001")
    assert ours in caught.value.message
    assert theirs in caught.value.message
    assert number(repo, repo.problem(title="新问题")) == "2026-002"


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.none() | st.integers(1, 5), st.booleans()), max_size=8))
def test_numbers_are_unique(desk: Desk, steps: list[tuple[int, int | None, bool]]) -> None:
    refs = [desk.problem(title=f"问题{n}") for n in range(4)]
    held = _held(desk)
    for place, wanted, void in steps:
        ref = refs[place]
        try:
            given_number = number(desk, ref, f"2026-{wanted}" if wanted else None)
            assert given_number not in held
            held[given_number] = ref
            if void:
                close_out.void(desk.ledger, desk.context(OFFICE), ref, "误登")
        except YianError:
            pass
    assert {n: "/".join(desk.ledger.locate(n)) for n in held} == held
    assert _held(desk) == held


def _held(desk: Desk) -> dict[str, str]:
    """Return who has which number, by the numbers."""
    states = [desk.state(f"zjj/{name}") for name in desk.ledger.problem_names("zjj")]
    return {state.number: state.problem.ref for state in states if state.number is not None}
