"""Whether anybody of the office can still act."""

import datetime as dt

import pytest

from tests.builders import OFFICE, make_orgs
from tests.model.test_signers import KEY, KIND
from yiananlib.model.lockout import left_empty, locked_out
from yiananlib.model.org import Org
from yiananlib.model.vocabulary import Function

DAY = dt.date(2026, 4, 20)
LINE = f"{OFFICE} {KIND} {KEY}\n"


def ended(until: dt.date) -> dict[str, Org]:
    """Return the county with an office all of whose posts end."""
    return {
        name: org.model_copy(update={"officers": tuple(o.model_copy(update={"until": until}) for o in org.officers)})
        if org.function is Function.OFFICE
        else org
        for name, org in make_orgs().items()
    }


@pytest.mark.parametrize(
    ("signers", "locked"),
    [(None, False), (LINE, False), (f"zjj/liaison {KIND} {KEY}\n{LINE}", False), ("", True), ("\n# 空\n", True),
     (f"zjj/liaison {KIND} {KEY}\n", True), (LINE.replace(" AAAA", "\nAAAA"), True)],
)  # fmt: skip
def test_where_commits_are_signed_an_officer_of_the_office_has_a_key(signers: str | None, locked: bool) -> None:
    assert (locked_out(make_orgs(), signers, DAY) is not None) == locked


@pytest.mark.parametrize(("until", "locked"), [(DAY, False), (DAY - dt.timedelta(days=1), True)])
@pytest.mark.parametrize("signers", [None, LINE])
def test_an_officer_of_the_office_holds_the_post(until: dt.date, locked: bool, signers: str | None) -> None:
    assert (locked_out(ended(until), signers, DAY) is not None) == locked
    assert locked_out(ended(until), signers, None) is None


def test_a_county_without_an_office_yet_is_open_to_anybody_unless_it_demands_signatures() -> None:
    assert locked_out({}, None, DAY) is None
    assert locked_out({}, "", DAY) is not None


def test_an_office_that_was_there_stays_there() -> None:
    orgs = make_orgs()
    without = {name: org.model_copy(update={"function": Function.UNIT}) for name, org in orgs.items()}
    assert left_empty(orgs, without) is not None
    assert (left_empty(orgs, orgs), left_empty(without, without), left_empty(without, orgs)) == (None, None, None)
