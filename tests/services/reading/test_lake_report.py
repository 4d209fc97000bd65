"""The report of a lake is the sum of its ledgers' reports; of one ledger it is that ledger's own."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import DUE, FOUND, HEAD, OFFICE, make_campaign
from tests.index.test_tally import several
from tests.lake.pouring import CODES, KNOWN_ON, pour
from tests.lake.test_counting import held, story
from tests.services.ledgers import Desk, asked, new_desk
from tests.services.reading.test_lake_scope import TOML
from yiananlib.errors import NoSuchRecord, UsageProblem
from yiananlib.index.sync import Index
from yiananlib.index.tally import Tally, tallies, total
from yiananlib.model.problem import Problem
from yiananlib.model.vocabulary import Answer, LookBackResult
from yiananlib.services.reading.burn_down import burn_down
from yiananlib.services.reading.lake_report import Asked, LakeReport, lake_page, lake_report
from yiananlib.services.reading.report import Detail, Report, report
from yiananlib.services.recording import examine

DAYS = (FOUND, DUE, DUE + dt.timedelta(days=1), KNOWN_ON, dt.date.min, dt.date.max)


def lake_of(folder: Path, *indexes: Index) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "lake.toml").write_text(TOML, encoding="utf-8")
    for code, index in zip(CODES, indexes, strict=False):
        pour(folder, code, index)
    return folder


@pytest.fixture
def busy(tmp_path: Path) -> Desk:
    """A ledger on disk with something of most things."""
    desk = new_desk(tmp_path / "ledger")
    closed = desk.closed()
    desk.measure(desk.problem(title="他说\"好\"，又说'不好'"))
    desk.problem("office", by=OFFICE, leader="zjj/head", owner="zjj/head", kind="drifting")
    desk.problem("gov", by=OFFICE, leader="zjj/head", owner="zjj/head", title="另一个")
    replies = [examine.Reply("p01", Answer.CLEAR, "已对照")]
    examine.answer(desk.ledger, desk.context(HEAD), "zjj", "2026-1", replies, subjects=("team",))
    desk.on("2026-07-20")
    desk.look_back(closed, LookBackResult.HELD)
    return desk


def assert_equal(mine: LakeReport, own: Report, *, words: bool = True) -> None:
    assert mine.figures == own.figures
    assert mine.coverage == own.coverage
    assert mine.by_org == own.by_org
    assert [(k.kind, k.figures) for k in mine.by_kind if any(k.figures.ageing.values()) or k.figures.total] == [
        (k.kind, k.figures) for k in own.by_kind if any(k.figures.ageing.values()) or k.figures.total
    ]
    if words:
        assert mine.by_kind == own.by_kind


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("org", [None, "gov", "zjj", "office", "jiwei"])
def test_of_one_ledger_it_is_that_ledger_s_report(busy: Desk, tmp_path: Path, day: dt.date, org: str | None) -> None:
    def question(index: Index) -> Report:
        index.scope(None)
        pour(lake_of(tmp_path / "lake"), CODES[0], index)
        return report(index, day, org, Detail.URGENT)

    own = asked(busy.ledger, question)
    name = CODES[0] if org is None else f"{CODES[0]}/{org}"
    mine = lake_report(Asked(tmp_path / "lake", day, org=name, now=KNOWN_ON))
    assert_equal(mine, own)
    assert not mine.by_region
    assert mine.org_name == (own.org_name or mine.sources[0].name)


@settings(max_examples=10)
@given(lists=st.tuples(several, several, several), day=st.integers(0, 200).map(lambda n: FOUND + n * dt.timedelta(1)))
def test_a_lake_is_the_sum_of_its_ledgers(
    tmp_path_factory: pytest.TempPathFactory, lists: tuple[list[Problem], ...], day: dt.date
) -> None:
    eager = make_campaign(deadlines={"yellow": 40, "blue": 60, "look_back_days": 5})
    indexes = [held(lists[0]), held(lists[1], campaign=eager), held(lists[2])]
    lake = lake_of(tmp_path_factory.mktemp("sum"), *indexes)
    found = lake_report(Asked(lake, day, now=KNOWN_ON))
    every, city = Tally(), Tally()
    for code, index in zip(CODES, indexes, strict=True):
        alone = Tally()
        for tally in tallies(index, index.scope(None), day).values():
            alone.add(total(tally.own))
        every.add(alone)
        row = next(row for row in found.by_org if row.org == code)
        assert row.figures == row.own == alone.figures()
        if row.parent == "530100":
            city.add(alone)
    assert found.figures == every.figures()
    rows = {row.org: row for row in found.by_org}
    if "530100" in rows:
        assert rows["530100"].figures == city.figures()
        assert rows["530100"].own.total == 0
        assert lake_report(Asked(lake, day, org="530100", now=KNOWN_ON)).figures == city.figures()
    assert sum(kind.figures.total for kind in found.by_kind) == found.figures.total


def test_medians_are_of_all_problems_and_not_of_ledgers(tmp_path: Path) -> None:
    def closed_after(days: int) -> Problem:
        from tests.builders import Story

        one = Story().has("registered")
        for step in ("submitted", "reviewed:pass", "closed"):
            one.add(step, on=FOUND + dt.timedelta(days=days))
        return one.problem

    few = held([closed_after(days) for days in (10, 20, 30)])
    lake = lake_of(tmp_path / "lake", few, held([closed_after(50)]))
    found = lake_report(Asked(lake, KNOWN_ON))
    assert (found.figures.close_days_median, found.figures.close_days_of) == (25.0, 4)


def test_a_ledger_is_told_by_region_with_what_it_rests_on(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", held([story()]), held(campaign=make_campaign(deadlines={"yellow": 1})))
    pour(lake, CODES[2], held(), verified="findings", findings=3, weakened=("gate.waivers: 9 (2)",))
    found = lake_report(Asked(lake, KNOWN_ON + dt.timedelta(days=2), without={CODES[1]: "尚未报送"}, now=KNOWN_ON))
    assert found.by_region
    assert [row.org for row in found.by_org] == ["530200", CODES[0], CODES[2]]
    assert found.without == {CODES[1]: "尚未报送"}
    assert found.silent == ("没有台账的县", "云岭市")
    (_first, last) = found.sources
    assert (last.verified, last.findings, last.weakened, last.later) == ("findings", 3, ("gate.waivers: 9 (2)",), True)
    assert [group.ledgers for group in found.groups] == [2]


def test_of_an_empty_lake_nothing_is_counted(tmp_path: Path) -> None:
    found = lake_report(Asked(lake_of(tmp_path / "lake"), KNOWN_ON))
    assert (found.figures.total, found.by_org, found.by_kind, found.sources) == (0, (), (), ())
    page = lake_page(Asked(tmp_path / "lake", KNOWN_ON))
    assert [line.open for line in page.burn_down.lines] == [0]


def test_kinds_have_all_words_that_their_ledgers_have_for_them(tmp_path: Path) -> None:
    def campaign(**words: str) -> object:
        made = make_campaign()
        return made.model_copy(update={"vocabulary": {**made.vocabulary, "kind": words}})

    first = held([story(kind="a")], campaign=campaign(a="甲"))
    second = held([story(kind="a"), story(kind="own")], campaign=campaign(a="另一个甲", own="自己的"))
    found = lake_report(Asked(lake_of(tmp_path / "lake", first, second), KNOWN_ON))
    assert {kind.kind: (kind.word, kind.figures.total) for kind in found.by_kind} == {
        "a": ("另一个甲 / 甲", 2),
        "own": ("自己的", 1),
    }


@pytest.mark.parametrize("org", [f"{CODES[0]}/nobody", f"{CODES[0]}/zj"])
def test_a_unit_that_its_ledger_does_not_have_is_refused(tmp_path: Path, org: str) -> None:
    lake = lake_of(tmp_path / "lake", held())
    with pytest.raises(NoSuchRecord, match="organization"):
        lake_report(Asked(lake, KNOWN_ON, org=org))


def test_an_engine_that_is_not_there_is_refused_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    for module in [name for name in sys.modules if name.partition(".")[0] in ("pyspark", "py4j")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(UsageProblem, match="pip install"):
        lake_report(Asked(tmp_path, KNOWN_ON, engine="spark"))


@pytest.mark.parametrize("org", [None, CODES[0], f"{CODES[0]}/zjj"])
def test_a_page_burns_down_as_the_ledger_does(tmp_path: Path, org: str | None) -> None:
    problems = [story("submitted", "reviewed:pass", "closed"), story(org="czj"), story("voided")]
    index = held(problems)
    lake = lake_of(tmp_path / "lake", index)
    mine = lake_page(Asked(lake, KNOWN_ON, org=org))
    own = burn_down(index, KNOWN_ON, "zjj" if org and "/" in org else None, start=mine.burn_down.start)
    assert (mine.burn_down.before, mine.burn_down.lines) == (own.before, own.lines)
    assert mine.burn_down.lines[-1].open == mine.report.figures.open
    assert mine.burn_down.lines[0].new > 0


def test_a_lake_of_many_years_burns_down_over_the_last_ten(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", held([story()]))
    far = FOUND + dt.timedelta(days=20 * 365)
    found = lake_page(Asked(lake, far, now=KNOWN_ON)).burn_down
    assert (len(found.lines), found.before, found.lines[-1].open) == (3660, 1, 1)


def test_a_page_on_a_day_before_all_records_shows_only_that_day(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", held([story()]))
    found = lake_page(Asked(lake, dt.date.min, now=KNOWN_ON)).burn_down
    assert [(line.day, line.open) for line in found.lines] == [(dt.date.min, 0)]
