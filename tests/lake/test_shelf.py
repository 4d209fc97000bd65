"""Which hand-overs of a lake are counted, and that nothing is counted where one is not as it should be."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.lake.handing import CODE, KNOWN_ON, first, make, put, shelve
from yiananlib.errors import LakeInvalid, LedgerInvalid, UsageProblem
from yiananlib.index.schema import MEANING
from yiananlib.lake.manifest import NAME, encode
from yiananlib.lake.shelf import LEDGERS, chosen, codes, is_lake
from yiananlib.lake.tables import SCHEMA

OTHER = "530122"
LATER = KNOWN_ON + dt.timedelta(days=10)
LAKE = """\
name = "云山省"
code = "530000"
[[region]]
code = "530100"
name = "云岭市"
[[region]]
code = "530121"
name = "云岭县"
parent = "530100"
expected = true
[[region]]
code = "530122"
name = "云河县"
parent = "530100"
expected = true
stale_days = 60
"""


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake of two counties of a city, both there."""
    put(tmp_path / "lake" / "lake.toml", LAKE.encode())
    shelve(tmp_path / "lake", make())
    shelve(tmp_path / "lake", make("b", code=OTHER), "b")
    return tmp_path / "lake"


def test_all_that_are_there_are_counted_in_the_order_of_their_codes(lake: Path) -> None:
    found = chosen(lake, day=KNOWN_ON)
    assert [(one.code, one.folder, one.manifest.code) for one in found.ledgers] == [
        (code, lake / LEDGERS / code, code) for code in (CODE, OTHER)
    ]
    assert (found.left_out, found.lake.name, found.unplaced) == ({}, "云山省", ())
    assert found.ledgers[0].path("standings").is_file()


def file_of(lake: Path, code: str = CODE) -> Path:
    return lake / LEDGERS / code / first(make("" if code == CODE else "b", code=code)).path


def instead(path: Path) -> Path:
    path.unlink()
    return path


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[3] ^= 4
    path.write_bytes(data)


def newest(lake: Path, **fields: Any) -> None:
    put(lake / LEDGERS / CODE / NAME, encode(make(**fields)))


def schema(lake: Path, number: int) -> None:
    path = lake / LEDGERS / CODE / NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'"schema": {SCHEMA}', f'"schema": {number}'), encoding="utf-8")


BROKEN: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "missing": ("missing", lambda lake: file_of(lake).unlink(), "standings-"),
    "cut": ("cut", lambda lake: file_of(lake).write_bytes(b"stan"), "4 bytes"),
    "longer": ("cut", lambda lake: file_of(lake).write_bytes(b"standings+"), "10 bytes"),
    "bit-flipped": ("changed", lambda lake: flip(file_of(lake)), "digest"),
    "a link": ("unreadable", lambda lake: instead(file_of(lake)).symlink_to("/etc/passwd"), "link"),
    "a folder": ("unreadable", lambda lake: instead(file_of(lake)).mkdir(), "regular"),
    "a newer schema": ("newer", lambda lake: schema(lake, SCHEMA + 1), "newer yian"),
    "an older schema": ("older", lambda lake: schema(lake, SCHEMA - 1), "older yian"),
    "a newer meaning": ("means-newer", lambda lake: newest(lake, meaning=MEANING + 1), "newer yian"),
    "an older meaning": ("means-older", lambda lake: newest(lake, meaning=MEANING - 1), "older yian"),
    "a county absent": ("absent", lambda lake: (lake / LEDGERS / CODE).rename(lake / "away"), "expected by lake.toml"),
    "a manifest absent": ("missing", lambda lake: (lake / LEDGERS / CODE / NAME).unlink(), NAME),
    "a manifest cut": ("manifest", lambda lake: put(lake / LEDGERS / CODE / NAME, b"{"), "JSON"),
    "a dirty tree": ("dirty", lambda lake: newest(lake, clean=False), "uncommitted changes"),
    "stale": ("stale", lambda lake: newest(lake, known=KNOWN_ON - dt.timedelta(days=31)), "31 days before"),
    "in another's folder": ("misplaced", lambda lake: newest(lake, code="530123"), "ledgers/530121"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_told_by_the_ledger_and_nothing_is_counted(lake: Path, name: str) -> None:
    _kind, break_it, said = BROKEN[name]
    break_it(lake)
    with pytest.raises(LakeInvalid) as caught:
        chosen(lake, day=KNOWN_ON)
    assert len(caught.value.faults) == 1
    assert said in caught.value.faults[0]
    assert "--without" in caught.value.message
    assert caught.value.exit_status == 4


@pytest.mark.parametrize("name", BROKEN)
def test_a_ledger_that_is_left_out_stands_in_nobody_s_way_and_the_reason_is_carried(lake: Path, name: str) -> None:
    BROKEN[name][1](lake)
    found = chosen(lake, without={CODE: "专线中断"}, day=KNOWN_ON)
    assert [one.code for one in found.ledgers] == [OTHER]
    assert found.left_out == {CODE: "专线中断"}


def test_all_faults_are_told_at_once(lake: Path) -> None:
    file_of(lake).unlink()
    flip(file_of(lake, OTHER))
    with pytest.raises(LakeInvalid) as caught:
        chosen(lake, day=KNOWN_ON)
    assert [fault[:6] for fault in caught.value.faults] == [CODE, OTHER]
    assert caught.value.message.startswith("2 errors:\n  530121: ")


def test_sizes_alone_are_compared_where_nobody_asks_for_digests(lake: Path) -> None:
    flip(file_of(lake))
    assert len(chosen(lake, digests=False).ledgers) == 2
    file_of(lake).write_bytes(b"stan")
    with pytest.raises(LakeInvalid, match="4 bytes"):
        chosen(lake, digests=False)


@pytest.mark.parametrize(("days", "stale"), [(30, []), (31, [CODE]), (60, [CODE]), (61, [CODE, OTHER])])
def test_what_is_stale_depends_on_the_day_that_is_asked_about_and_on_the_region(
    lake: Path, days: int, stale: list[str]
) -> None:
    try:
        chosen(lake, day=KNOWN_ON + dt.timedelta(days=days))
        found = []
    except LakeInvalid as error:
        found = [fault[:6] for fault in error.faults]
    assert found == stale
    assert len(chosen(lake).ledgers) == 2  # nothing is asked


def test_what_was_known_on_a_day_is_the_newest_handed_over_by_then(lake: Path) -> None:
    shelve(lake, make("later", known=LATER), "later")
    by_day = {
        day: chosen(lake, day).ledgers[0].manifest.known for day in (KNOWN_ON, LATER - dt.timedelta(days=1), LATER)
    }
    assert list(by_day.values()) == [KNOWN_ON, KNOWN_ON, LATER]
    with pytest.raises(LakeInvalid, match=r"expected by lake\.toml"):
        chosen(lake, KNOWN_ON - dt.timedelta(days=1))


def test_of_two_of_one_day_the_later_commit_is_what_was_known(lake: Path) -> None:
    for hour, salt in ((9, "evening"), (1, "morning")):
        at = dt.datetime.combine(LATER, dt.time(hour), dt.UTC)
        shelve(lake, make(salt, known=LATER, at=at), salt)
    shelve(lake, make("last", known=LATER + dt.timedelta(days=1)), "last")
    assert chosen(lake, LATER).ledgers[0].manifest.commit == make("evening").commit


def test_what_is_not_expected_may_be_absent_and_what_no_region_names_is_told(tmp_path: Path) -> None:
    shelve(tmp_path, make(code="530199"))
    found = chosen(tmp_path)
    assert (found.unplaced, found.lake.name) == (("530199",), tmp_path.name)


def test_a_ledger_coded_with_its_campaign_counts_for_its_region(lake: Path) -> None:
    (lake / LEDGERS / CODE).rename(lake / "away")
    shelve(lake, make("c", code=f"{CODE}-case"), "c")
    assert [one.code for one in chosen(lake).ledgers] == [f"{CODE}-case", OTHER]


@pytest.mark.parametrize(("code", "reason", "said"), [("530999", "x", "530121"), (CODE, " ", "--without 530121=")])
def test_what_is_left_out_must_be_there_and_have_a_reason(lake: Path, code: str, reason: str, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        chosen(lake, without={code: reason})


def test_a_folder_that_is_no_lake_is_refused(tmp_path: Path) -> None:
    assert not is_lake(tmp_path)
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageProblem, match="is not a lake"):
            chosen(folder)


def test_a_folder_with_a_name_that_no_ledger_has_is_not_passed_over(lake: Path) -> None:
    (lake / LEDGERS / "530121 (copy)").mkdir()
    with pytest.raises(LedgerInvalid, match="copy"):
        codes(lake)
    (lake / LEDGERS / "530121 (copy)").rename(lake / LEDGERS / ".DS_Store")
    assert codes(lake) == [CODE, OTHER]
