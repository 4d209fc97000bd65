"""What a page is made of: the parts that other commands show alone."""

import pytest

from tests.services.ledgers import Desk, asked
from yiananlib.errors import NoSuchRecord
from yiananlib.services.reading.burn_down import burn_down
from yiananlib.services.reading.due import due
from yiananlib.services.reading.page import page
from yiananlib.services.reading.report import report


@pytest.mark.parametrize("org", [None, "zjj"])
def test_nothing_is_counted_again(desk: Desk, org: str | None) -> None:
    desk.submitted()
    desk.problem(title="另一个")
    day = desk.now.date()
    value = asked(desk.ledger, lambda index: page(index, day, org))
    assert value.report == asked(desk.ledger, lambda index: report(index, day, org))
    assert value.burn_down == asked(desk.ledger, lambda index: burn_down(index, day, org, end=day))
    assert value.due == asked(desk.ledger, lambda index: due(index, day, org=org))
    assert (value.day, value.commit, value.org_name) == (day, value.report.commit, value.report.org_name)


def test_an_organization_that_is_not_there_has_no_page(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord):
        asked(desk.ledger, lambda index: page(index, desk.now.date(), "nowhere"))
