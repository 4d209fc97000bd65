"""Of which ledgers of a lake something is asked, and where each stands."""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders import make_campaign
from tests.index.held import held
from tests.lake.pouring import CODES, KNOWN_ON, pour
from yiananlib.errors import LakeInvalid, NoSuchRecord, UsageProblem
from yiananlib.services.reading.lake_scope import Node, Scope, scope, upwards

TOML = """\
name = "云山省"
code = "530000"
stale_days = 36500
[[region]]
code = "530200"
name = "临江市"
[[region]]
code = "530100"
name = "云岭市"
parent = "530000"
[[region]]
code = "530122"
name = "第二县"
parent = "530100"
[[region]]
code = "530121"
name = "第一县"
parent = "530100"
until = 2026-06-30
[[region]]
code = "530121"
name = "第一区"
parent = "530200"
since = 2026-07-01
[[region]]
code = "530201"
name = "没有台账的县"
parent = "530200"
"""


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    folder = tmp_path / "lake"
    for code in CODES:
        pour(folder, code, held(campaign=make_campaign(name=f"{code}的以案促改")))
    (folder / "lake.toml").write_text(TOML, encoding="utf-8")
    return folder


def told(found: Scope) -> list[tuple[str, int]]:
    return [(node.code, depth) for node, depth in zip(found.nodes, found.depths, strict=True)]


def test_regions_follow_the_file_below_their_parents_with_unlisted_ledgers_last(lake: Path) -> None:
    found = scope(lake, dt.date(2026, 6, 30))
    assert told(found) == [
        ("530200", 0), ("530201", 1), ("530100", 0), ("530122", 1), ("530121", 1), ("530127", 0),
    ]  # fmt: skip
    assert [one.code for one in found.ledgers] == ["530122", "530121", "530127"]
    assert (found.name, found.unit, found.single) == (None, None, None)


def test_a_county_stands_where_it_stood_on_the_day(lake: Path) -> None:
    before, after = (scope(lake, dt.date(2026, 6, 30) + dt.timedelta(days=n)) for n in (0, 1))
    names = [next((n.name, n.parent) for n in found.nodes if n.code == "530121") for found in (before, after)]
    assert names == [("第一县", "530100"), ("第一区", "530200")]


def test_a_ledger_that_no_region_names_is_counted_at_the_top_and_said_so(lake: Path) -> None:
    found = {source.code: source for source in scope(lake, KNOWN_ON).sources}
    assert [code for code, source in found.items() if not source.placed] == ["530127"]
    assert found["530127"].name == "530127的以案促改"
    assert (found["530122"].name, found["530122"].campaign) == ("第二县", "530122的以案促改")


def test_regions_that_handed_nothing_over_are_named(lake: Path) -> None:
    assert scope(lake, KNOWN_ON).silent == ("530201",)
    assert scope(lake, KNOWN_ON, org="530100").silent == ()


def test_a_city_is_itself_with_all_below_it(lake: Path) -> None:
    found = scope(lake, dt.date(2026, 6, 30), org="530100")
    assert told(found) == [("530100", 0), ("530122", 1), ("530121", 1)]
    assert (found.name, found.single) == ("云岭市", None)
    assert [one.code for one in found.ledgers] == ["530122", "530121"]


def test_a_county_is_its_ledger_alone_and_a_unit_is_within_it(lake: Path) -> None:
    county, unit = scope(lake, KNOWN_ON, org="530122"), scope(lake, KNOWN_ON, org="530122/zjj")
    for found in (county, unit):
        assert found.single is not None
        assert found.single.code == "530122"
    assert (county.unit, unit.unit) == (None, "zjj")


def test_a_city_with_a_ledger_of_its_own_has_both(lake: Path) -> None:
    pour(lake, "530100", held())
    found = scope(lake, KNOWN_ON, org="530100")
    assert [one.code for one in found.ledgers] == ["530100", "530122"]
    assert found.single is None
    unit = scope(lake, KNOWN_ON, org="530100/zjj")
    assert unit.single is not None
    assert unit.single.code == "530100"


def test_two_ledgers_of_one_place_stand_below_it(lake: Path) -> None:
    pour(lake, "530122-sprint", held(campaign=make_campaign(name="百日冲刺")))
    found = scope(lake, KNOWN_ON)
    node = next(node for node in found.nodes if node.code == "530122-sprint")
    assert node.parent == "530122"
    assert all(source.placed for source in found.sources if source.code == "530122-sprint")


@pytest.mark.parametrize("org", ["530199", "zjj", "530122x", ""])
def test_a_region_that_is_not_there_is_refused(lake: Path, org: str) -> None:
    with pytest.raises(NoSuchRecord, match=r"`yian list --orgs --lake LAKE` shows them\."):
        scope(lake, KNOWN_ON, org=org)


def test_a_unit_of_a_city_is_refused(lake: Path) -> None:
    with pytest.raises(NoSuchRecord, match="530100"):
        scope(lake, KNOWN_ON, org="530100/zjj")


def test_what_is_left_out_is_not_counted_and_keeps_its_reason(lake: Path) -> None:
    found = scope(lake, KNOWN_ON, without={"530122": "尚未报送"})
    assert [one.code for one in found.ledgers] == ["530121", "530127"]
    assert found.chosen.left_out == {"530122": "尚未报送"}
    assert "530122" not in found.silent


def test_it_is_said_which_ledgers_are_older_than_the_day(lake: Path) -> None:
    at, after = scope(lake, KNOWN_ON), scope(lake, KNOWN_ON + dt.timedelta(days=1))
    assert [source.later for source in at.sources] == [False] * 3
    assert [source.later for source in after.sources] == [True] * 3


def test_stale_ledgers_are_refused_except_for_days_ahead_or_known_then(lake: Path) -> None:
    text = TOML.replace("36500", "10")
    (lake / "lake.toml").write_text(text, encoding="utf-8")
    late = KNOWN_ON + dt.timedelta(days=11)
    with pytest.raises(LakeInvalid, match="stale_days"):
        scope(lake, late)
    assert scope(lake, late, now=KNOWN_ON).ledgers
    assert scope(lake, late, known=KNOWN_ON + dt.timedelta(days=10)).ledgers


def test_asking_as_known_on_a_day_ignores_what_arrived_later(lake: Path) -> None:
    assert scope(lake, KNOWN_ON, known=KNOWN_ON - dt.timedelta(days=1)).ledgers == ()


def test_settings_are_told_by_groups(lake: Path) -> None:
    pour(lake, CODES[2], held(campaign=make_campaign(deadlines={"yellow": 3})))
    found = scope(lake, KNOWN_ON)
    assert [(group.rules.yellow, group.ledgers) for group in found.groups] == [(7, 2), (3, 1)]
    assert {source.code: source.group for source in found.sources} == {CODES[0]: 0, CODES[1]: 0, CODES[2]: 1}


def test_a_lake_speaks_the_language_of_most_of_its_ledgers(lake: Path) -> None:
    assert scope(lake, KNOWN_ON).setting.language == make_campaign().language
    for code in CODES[:2]:
        pour(lake, code, held(campaign=make_campaign(language="en")))
    assert scope(lake, KNOWN_ON).setting[:2] == ("云山省", "en")
    assert scope(lake, KNOWN_ON, org="530201").setting.language == "zh_CN"


def test_a_folder_that_is_no_lake_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="is not a lake"):
        scope(tmp_path, KNOWN_ON)


def test_the_way_upwards_ends_at_the_top_or_outside_the_scope() -> None:
    nodes = {"c": Node("c", "", "b", None), "b": Node("b", "", "a", None)}
    assert list(upwards(nodes, "c")) == ["c", "b"]
