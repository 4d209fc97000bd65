"""`yian` alone: where one stands."""

from pathlib import Path

import pytest

from tests.builders import LIAISON
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk
from yiananlib.cli.standing import BEGINNING, MOST_USED
from yiananlib.cli.table import SUMMARIES


def test_it_says_which_ledger_who_and_what_waits(desk: Desk, yian: Yian) -> None:
    desk.problem()
    done = yian(YIAN_BY=LIAISON, YIAN_NOW="2027-01-01T09:00:00+08:00")
    assert (done.status, done.err) == (0, "")
    assert desk.root.name in "".join(done.out.split())
    assert f"({LIAISON})" in done.out
    assert "Overdue: 1" in done.out
    assert len(MOST_USED) == 5
    for name in MOST_USED:
        assert f"yian {name} " in done.out
        assert SUMMARIES[name] in done.out
    assert "yian --help" in done.out


def test_without_a_known_officer_the_way_to_say_who_records_is_shown(desk: Desk, yian: Yian) -> None:
    out = yian().out
    assert "yian as ORG/OFFICER" in out
    assert "Nothing is waiting." in out


def test_without_a_ledger_it_says_how_to_begin(yian: Yian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = yian(YIAN_LEDGER="")
    assert (done.status, done.err) == (0, "")
    assert all(f"yian {name} " in done.out for name in BEGINNING)
    assert "yian due" not in done.out


@pytest.mark.parametrize("path", ["yian.toml", "orgs/zjj/org.toml", "orgs/zjj/problems/aaaaaa.toml"])
def test_what_is_in_the_way_is_said(desk: Desk, yian: Yian, path: str) -> None:
    desk.write(path, "x = \n")
    done = yian(YIAN_BY=LIAISON)
    assert done.status == 0
    assert path in done.out
    assert "yian due" in done.out
