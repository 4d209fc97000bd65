"""补录: what the report counts as backdated."""

import pytest

from tests.builders import DUE, LIAISON, OFFICE
from tests.index.held import held
from tests.index.test_late import backdated
from yiananlib.errors import NoSuchRecord
from yiananlib.services.reading.backdating import backdating


def test_it_is_told_of_the_county_and_of_one_organization() -> None:
    index = held([backdated().problem])
    assert [row.by for row in backdating(index, DUE).rows] == [LIAISON]
    found = backdating(index, DUE, "zjj")
    assert (found.org, found.org_name, len(found.rows)) == ("zjj", "住建局", 1)
    assert backdating(index, DUE, "czj").rows == ()


def test_an_unknown_organization_is_none() -> None:
    with pytest.raises(NoSuchRecord):
        backdating(held([backdated(OFFICE).problem]), DUE, "nobody")
