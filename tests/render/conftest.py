"""A ledger of its own for each test, and one told ledger for all that only look."""

import datetime as dt
from pathlib import Path

import pytest

from tests.render.county import told
from tests.services.ledgers import Desk, asked, new_desk
from yiananlib.services.reading.lists import Filters, Listing, Shown, list_problems, show_problem
from yiananlib.services.reading.report import Report, report

LAST_DAY = dt.date(2026, 6, 20)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The county's ledger on 12 March 2026, without git and without problems."""
    return new_desk(tmp_path / "ledger")


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The told ledger, which nobody changes, on 20 June 2026."""
    return told(tmp_path_factory.mktemp("county") / "ledger")


@pytest.fixture
def listing(county: Desk) -> Listing:
    return asked(county.ledger, lambda index: list_problems(index, LAST_DAY, Filters()))


@pytest.fixture
def whole(county: Desk) -> Report:
    return asked(county.ledger, lambda index: report(index, LAST_DAY))


@pytest.fixture
def nasty(county: Desk, listing: Listing) -> Shown:
    """The problem whose texts try to be more than text."""
    (row,) = [r for r in listing.rows if r.title.startswith("[red]")]
    return asked(county.ledger, lambda index: show_problem(index, row.ref, LAST_DAY))
