"""The JSON of lists, problems and reports: the golden files say which keys."""

import pytest

from tests.golden import is_golden
from tests.render.written import json_text, read
from yiananlib.services.reading.lists import Listing, Shown
from yiananlib.services.reading.report import Report


def test_a_report_is_as_expected(whole: Report, pytestconfig: pytest.Config) -> None:
    is_golden("report.json", json_text(whole), pytestconfig)


def test_one_problem_is_as_expected(nasty: Shown, pytestconfig: pytest.Config) -> None:
    is_golden("show.json", json_text(nasty), pytestconfig)


def test_a_list_is_as_expected(listing: Listing, pytestconfig: pytest.Config) -> None:
    is_golden("list.json", json_text(listing), pytestconfig)


def test_every_row_has_the_same_keys(listing: Listing, whole: Report) -> None:
    rows = [*read(listing), *read(whole)["problems"]]
    assert len(rows) > 4
    assert len({tuple(row) for row in rows}) == 1
