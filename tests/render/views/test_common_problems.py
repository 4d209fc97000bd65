"""Common problems as documents."""

import datetime as dt

import pytest

from tests.render.conftest import LAST_DAY
from tests.render.written import csv_text
from tests.services.ledgers import Desk, asked
from yiananlib.index import county_queries
from yiananlib.render import plain
from yiananlib.render.views.common_problems import MOST, NAMED, common, rows
from yiananlib.services.reading.common_problems import Common, Group, Share
from yiananlib.services.reading.common_problems import common as told


@pytest.fixture
def found(county: Desk) -> Common:
    return asked(county.ledger, lambda index: told(index, LAST_DAY, by=list(county_queries.SAID)))


def groups(found: Common, number: int, orgs: int) -> Common:
    shares = tuple(Share(f"o{n}", f"单位{n}", n + 1) for n in range(orgs))
    some = tuple(Group("kind", f"k{n}", f"类{n}", 9, shares, dt.date(2026, 3, 1), 1, 8, 1) for n in range(number))
    return found._replace(by=("kind",), groups=some)


def test_common_problems_are_shown_with_their_units_and_earliest_day(found: Common) -> None:
    text = plain.text(common(found))
    assert text.startswith("云岭县以案促改: common problems, whole campaign\n")
    (line,) = [line for line in text.split("\n") if "交办任务不落实不落地" in line]
    assert (
        line.split()[1:] == ["2", "4", "2026-03-12", "3", "0", "3", "住建局", "2,", "财政局", "1"] or "财政局 1" in line
    )
    assert "\nLinked work\n" not in text
    assert "is for people to find out" in text


def test_each_thing_that_problems_are_grouped_by_has_a_name(found: Common) -> None:
    for by in county_queries.SAID:
        (group,) = groups(found, 1, 2).groups
        text = plain.text(common(found._replace(by=(by,), groups=(group._replace(by=by),))))
        assert text.count("类0") == 1


def test_many_groups_and_many_organizations_are_cut_with_a_word_and_csv_has_all(found: Common) -> None:
    many = groups(found, MOST + 2, NAMED + 3)
    text = plain.text(common(many))
    assert text.count("类") == MOST
    assert "and 2 more; `yian report --common --by kind --format csv` shows all" in text
    assert f"单位{NAMED - 1} {NAMED}, and 3 more" in text
    lines = csv_text(rows(many)).splitlines()
    assert lines[0] == "Grouped by,In common,Organizations,Problems,First found,Open,Closed,Overdue,Held,Where"
    assert len(lines) == MOST + 3
    assert f"单位{NAMED + 2} {NAMED + 3}" in lines[1]
    few = plain.text(common(groups(found, MOST, NAMED)))
    assert "more" not in few.partition("What at least")[0]


def test_where_nothing_is_common_it_says_so(found: Common) -> None:
    text = plain.text(common(found._replace(groups=(), least=7)))
    assert "No problem is common to 7 or more organizations." in text
