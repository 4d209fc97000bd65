"""The times of entries: none is ahead of now, and each is written in the campaign's time zone."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.builders import LIAISON, START
from tests.services.ledgers import Desk
from tests.services.repositories import Repository
from yiananlib.services.verifying.times import in_zone
from yiananlib.services.verifying.verify import verify

EAST = dt.timezone(dt.timedelta(hours=14))
ROUND = "orgs/zjj/rounds/2026-1.toml"


@pytest.mark.parametrize(("minutes", "codes"), [(0, []), (10, []), (11, ["ahead"])])
def test_what_is_more_than_ten_minutes_ahead_of_now_is_an_error(desk: Desk, minutes: int, codes: list[str]) -> None:
    desk.problem()
    found = verify(desk.ledger, now=desk.now - dt.timedelta(minutes=minutes)).findings
    assert [f.code for f in found] == codes
    assert verify(desk.ledger).findings == ()


@pytest.mark.parametrize(
    ("at", "right"),
    [
        ("2026-06-01T09:00:00+08:00", True),
        ("2026-06-01T01:00:00+00:00", False),
        ("2026-06-01T15:00:00+14:00", False),
        ("1988-06-01T09:00:00+09:00", True),  # there was summer time in Shanghai then
        ("1988-06-01T08:00:00+08:00", False),
    ],
)
def test_a_time_has_the_offset_that_the_zone_had_then(at: str, right: bool) -> None:
    assert in_zone(dt.datetime.fromisoformat(at), ZoneInfo("Asia/Shanghai")) is right


def test_another_offset_is_an_error_wherever_it_stands(full: Desk) -> None:
    for path in sorted(full.root.glob("orgs/zjj/*/*.toml")):
        text = path.read_text(encoding="utf-8")
        if "+08:00" not in text:
            continue
        path.write_text(text.replace("T09:30:00+08:00", "T10:30:00+09:00", 1), encoding="utf-8")
        found = [f for f in verify(full.ledger).findings if f.code == "offset"]
        assert [f.file for f in found] == [path.relative_to(full.root).as_posix()]
        path.write_text(text, encoding="utf-8")


def test_another_offset_is_refused_at_the_door(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.append(ref, "noted", LIAISON, at=repo.now.astimezone(EAST), note="明天的日子")
    repo.commit(LIAISON)
    assert repo.codes() == ["offset"]


def test_a_new_time_zone_that_would_move_days_is_not_kept(full: Desk) -> None:
    assert START.utcoffset() == dt.timedelta(hours=8)
    full.edit("yian.toml", "Asia/Shanghai", "Asia/Tokyo")
    assert "offset" in {f.code for f in verify(full.ledger).findings}
