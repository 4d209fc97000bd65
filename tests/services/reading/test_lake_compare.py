"""Two days of a lake beside each other, both from the same hand-overs."""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders import DUE, FOUND
from tests.lake.pouring import CODES, KNOWN_ON
from tests.lake.test_counting import held, story
from tests.services.reading.test_lake_report import lake_of
from yiananlib.errors import UsageProblem
from yiananlib.services.reading.lake_compare import lake_compare
from yiananlib.services.reading.lake_report import Asked, lake_report


def test_it_is_the_report_of_each_day(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", held([story(), story("submitted")]), held([story(due=KNOWN_ON)]))
    found = lake_compare(Asked(lake, KNOWN_ON, now=KNOWN_ON), DUE)
    assert found.before.figures == lake_report(Asked(lake, DUE, now=KNOWN_ON)).figures
    assert found.after == lake_report(Asked(lake, KNOWN_ON, now=KNOWN_ON))
    assert (found.before.figures.overdue, found.after.figures.overdue) == (0, 1)


def test_regions_are_paired_by_where_they_stand_on_the_later_day(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", held([story()]))
    found = lake_compare(Asked(lake, KNOWN_ON), FOUND - dt.timedelta(days=1))
    pairs = [(old.org, old.parent, old.figures.total, new.figures.total) for old, new in found.by_org]
    assert pairs == [("530200", None, 0, 1), (CODES[0], "530200", 0, 1)]


def test_of_one_ledger_its_organizations_are_compared(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", held([story(), story(org="office")]))
    found = lake_compare(Asked(lake, KNOWN_ON, org=CODES[0]), FOUND - dt.timedelta(days=1))
    assert not found.after.by_region
    assert [new.org for _old, new in found.by_org] == ["gov", "zjj", "czj"]


def test_days_that_run_backwards_are_refused(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake")
    with pytest.raises(UsageProblem, match="is before"):
        lake_compare(Asked(lake, DUE), KNOWN_ON)
    assert lake_compare(Asked(lake, DUE), DUE).after.figures.total == 0
