"""All faults and all refusals, each by name; what is taken is taken whole, in order, and once."""

import datetime as dt
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.lake import test_shelf
from tests.lake.handing import CODE, KNOWN_ON, change, forge, put, real, swap
from tests.services.ledgers import Desk, tree
from yiananlib.errors import LakeInvalid, UsageProblem, WriteFailed
from yiananlib.index.schema import MEANING
from yiananlib.lake import shelf, write
from yiananlib.lake.collect import Outcome
from yiananlib.lake.faults import FAULTS
from yiananlib.lake.manifest import NAME, Manifest, encode
from yiananlib.lake.tables import SCHEMA
from yiananlib.services.sharing.collect import Collected, collect

OTHER = "530122"
LATER = KNOWN_ON + dt.timedelta(days=5)
BEGUN = "b" * 40


@dataclass
class Province:
    """A lake with a county in it, and what another hands over: `hand`."""

    lake: Path
    hand: Path
    desk: Desk

    def collect(self, *sources: Path, **said: Any) -> Collected:
        return collect(self.lake, sources or (self.hand,), lambda: None, **said)

    def outcomes(self, *sources: Path, **said: Any) -> list[str]:
        return [row.outcome.value for row in self.collect(*sources, **said).rows]

    def ledger(self, code: str = CODE) -> Path:
        return self.lake / shelf.LEDGERS / code

    def in_force(self, code: str = CODE) -> Manifest:
        return shelf.read(self.ledger(code))

    def another(self, where: str, **fields: Any) -> Path:
        """Return a hand-over of the same ledger at another commit, with other files."""
        folder = self.hand.parent / where
        self.desk.problem(title=f"为{where}登记的问题")
        real(self.desk, folder, **{"salt": where, "begun": BEGUN, **fields})
        return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hand-overs of one small ledger, under two codes."""
    from tests.services.ledgers import new_desk

    folder = tmp_path_factory.mktemp("template")
    desk = new_desk(folder / "ledger")
    desk.closed()
    desk.problem(title="另一个", symptom="另一个")
    real(desk, folder / "hand", begun=BEGUN)
    real(desk, folder / "other", code=OTHER, salt="o")
    return folder


@pytest.fixture
def province(template: Path, tmp_path: Path) -> Province:
    for name in ("ledger", "hand", "other"):
        shutil.copytree(template / name, tmp_path / name)
    made = Province(tmp_path / "lake", tmp_path / "hand", Desk(tmp_path / "ledger"))
    made.collect(tmp_path / "other")
    return made


# what is refused


def first(hand: Path) -> Path:
    return hand / shelf.read(hand).files[0].path


def flipped(hand: Path) -> None:
    data = bytearray(first(hand).read_bytes())
    data[len(data) // 2] ^= 1
    first(hand).write_bytes(data)


def schema(hand: Path, number: int) -> None:
    text = (hand / NAME).read_text(encoding="utf-8")
    (hand / NAME).write_text(text.replace(f'"schema": {SCHEMA}', f'"schema": {number}'), encoding="utf-8")


def linked(hand: Path) -> None:
    first(hand).rename(hand / "elsewhere")
    first(hand).symlink_to(hand / "elsewhere")


def more_totals(hand: Path) -> None:
    said = shelf.read(hand).totals
    change(hand, totals=said.model_copy(update={"closed": said.closed + 1}))


def another_there(province: Province) -> None:
    """The same commit was collected before, with other files."""
    real(province.desk, province.hand.parent / "before", begun=BEGUN)
    forge(province.hand.parent / "before", "words", "FROM {} LIMIT 3")
    before = province.hand.parent / "before"
    change(
        before, files=[f.model_copy(update={"rows": 3}) if f.table == "words" else f for f in shelf.read(before).files]
    )
    province.collect(before)


def stranger_there(province: Province) -> Path:
    real(province.desk, province.hand.parent / "before", begun="c" * 40, salt="stranger", name="别的活动")
    province.collect(province.hand.parent / "before")
    return province.hand


Case = tuple[str, Callable[[Province], object]]
CASES: dict[str, Case] = {
    "a file missing": ("missing", lambda p: first(p.hand).unlink()),
    "a file cut": ("cut", lambda p: first(p.hand).write_bytes(first(p.hand).read_bytes()[:-1])),
    "a file longer": ("cut", lambda p: first(p.hand).write_bytes(first(p.hand).read_bytes() + b"x")),
    "a bit flipped": ("changed", lambda p: flipped(p.hand)),
    "a link": ("unreadable", lambda p: linked(p.hand)),
    "no Parquet": ("unreadable", lambda p: swap(p.hand, "closes", b"PAR1 and no more PAR1")),
    "a Parquet torn": ("unreadable", lambda p: swap(p.hand, "standings", torn(p.hand))),
    "another column": ("columns", lambda p: forge(p.hand, "closes", "SELECT *, 1 AS more FROM {}")),
    "a column less": ("columns", lambda p: forge(p.hand, "closes", "SELECT * EXCLUDE sole FROM {}")),
    "columns turned": ("columns", lambda p: forge(p.hand, "orgs", "SELECT org, * EXCLUDE org FROM {}")),
    "another type": ("columns", lambda p: forge(p.hand, "looks", "SELECT * REPLACE ('x' AS number) FROM {}")),
    "rows left out": ("rows", lambda p: forge(p.hand, "orgs", "FROM {} LIMIT 1")),
    "has rows of a ledger other than the": ("foreign", lambda p: forge(p.hand, "orgs", (
        "SELECT * REPLACE ('530"
        "199' AS ledger) FROM {}"
))),
    "rows of nobody": (
        "foreign",
        lambda p: forge(p.hand, "words", "SELECT * REPLACE (NULL::VARCHAR AS ledger) FROM {}"),
    ),
    "totals that do not tally": ("totals", lambda p: more_totals(p.hand)),
    "statuses changed": (
        "totals",
        lambda p: forge(p.hand, "standings", "SELECT * REPLACE ('closed' AS status) FROM {}"),
    ),
    "a manifest cut": ("manifest", lambda p: put(p.hand / NAME, (p.hand / NAME).read_bytes()[:-9])),
    "a manifest edited": ("manifest", lambda p: put(p.hand / NAME, b" " + (p.hand / NAME).read_bytes())),
    "a newer schema": ("newer", lambda p: schema(p.hand, SCHEMA + 1)),
    "an older schema": ("older", lambda p: schema(p.hand, SCHEMA - 1)),
    "a newer meaning": ("means-newer", lambda p: change(p.hand, meaning=MEANING + 1)),
    "a dirty tree": ("dirty", lambda p: change(p.hand, clean=False)),
    "the same commit with other digests": ("other-digests", another_there),
    "two ledgers with one code": ("two-ledgers", stranger_there),
    "two ledgers of which one does not say how it began": (
        "two-ledgers",
        lambda p: change(stranger_there(p), begun=None, name="本县活动"),
    ),
}  # fmt: skip
OF_ZIPS = {"extra"}
OF_LAKES = {"absent", "stale", "means-older", "misplaced"}


def torn(hand: Path) -> bytes:
    """Its beginning and end are whole, and tell where columns are that are there no more."""
    data = first(hand).read_bytes()
    half = len(data) // 3
    return data[:4] + b"\xff" * (half - 4) + data[half:]


@pytest.mark.parametrize("name", CASES)
def test_what_is_not_as_it_should_be_is_refused_by_name_and_nothing_is_taken(province: Province, name: str) -> None:
    kind, break_it = CASES[name]
    break_it(province)
    before = tree(province.lake)
    with pytest.raises(LakeInvalid) as caught:
        province.collect()
    (said, *more) = caught.value.faults
    assert len(more) <= (1 if kind == "totals" else 0)
    start = FAULTS[kind][0].partition("{")[0] or FAULTS[kind][0].rpartition("}")[2]
    assert all(start in one for one in (said, *more)), said
    assert "Nothing was collected" in caught.value.message
    assert caught.value.exit_status == 4
    assert tree(province.lake) == before
    assert not list(province.lake.rglob("scratch"))


@pytest.mark.parametrize("name", CASES)
def test_others_are_collected_without_it_and_the_reason_is_carried(
    province: Province, name: str, tmp_path: Path
) -> None:
    CASES[name][1](province)
    real(province.desk, tmp_path / "third", code="530123", salt="third")
    before = {path: data for path, data in tree(province.lake).items() if CODE in path}
    named = str(province.hand) if CASES[name][0] in ("manifest", "newer", "older") else CODE
    found = province.collect(province.hand, tmp_path / "third", without={named: "专线中断"})
    assert [(row.code, row.outcome) for row in found.rows] == [("530123", Outcome.NEW)]
    assert found.left_out == {named: "专线中断"}
    assert {path: data for path, data in tree(province.lake).items() if CODE in path} == before


def test_every_fault_there_is_is_tried_here_or_with_the_lake_itself() -> None:
    tried = {kind for kind, _break in CASES.values()} | {kind for kind, _break, _said in test_shelf.BROKEN.values()}
    assert tried | OF_ZIPS == set(FAULTS)
    assert {kind for kind, _break, _said in test_shelf.BROKEN.values()} >= OF_LAKES


def test_of_many_all_faults_are_told_and_none_is_taken(province: Province, tmp_path: Path) -> None:
    for number in range(3):
        real(province.desk, tmp_path / f"h{number}", code=f"53020{number}", salt=str(number))
    first(tmp_path / "h0").unlink()
    more_totals(tmp_path / "h2")
    before = tree(province.lake)
    with pytest.raises(LakeInvalid) as caught:
        province.collect(*(tmp_path / f"h{number}" for number in range(3)))
    assert [fault[:6] for fault in caught.value.faults] == ["530200", "530202"]
    assert tree(province.lake) == before


# what is taken


def test_what_is_collected_is_counted_and_collected_again_is_nothing_new(province: Province) -> None:
    assert province.outcomes() == ["new"]
    assert shelf.chosen(province.lake).ledgers[0].manifest == shelf.read(province.hand)
    before = tree(province.lake)
    times = {path: path.stat().st_mtime_ns for path in province.ledger().rglob("*")}
    found = province.collect()
    assert [row.outcome for row in found.rows] == [Outcome.SAME]
    assert not found.changed
    assert tree(province.lake) == before
    assert {path: path.stat().st_mtime_ns for path in province.ledger().rglob("*")} == times


def test_a_newer_one_is_in_force_and_the_older_still_known(province: Province) -> None:
    old = shelf.read(province.hand)
    later = province.another("later", known=LATER)
    assert province.outcomes(province.hand, later) == ["new", "newer"]
    assert province.in_force() == shelf.read(later)
    assert shelf.chosen(province.lake, KNOWN_ON).ledgers[0].manifest == old
    assert shelf.chosen(province.lake, LATER).ledgers[0].manifest == shelf.read(later)


def test_an_older_one_is_known_for_its_day_and_the_newer_stays_in_force(province: Province) -> None:
    later = province.another("later", known=LATER)
    assert province.outcomes(later) == ["new"]
    assert province.outcomes() == ["older"]
    assert province.in_force() == shelf.read(later)
    assert shelf.chosen(province.lake, KNOWN_ON).ledgers[0].manifest == shelf.read(province.hand)
    assert province.outcomes() == ["same"]
    assert province.outcomes(later) == ["same"]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_of_one_day_the_later_commit_is_in_force_in_whatever_order_they_come(
    province: Province, turned: bool
) -> None:
    hands = [province.another(f"at-{hour}", at=dt.datetime.combine(KNOWN_ON, dt.time(hour), dt.UTC)) for hour in (1, 9)]
    province.collect(*(reversed(hands) if turned else hands))
    assert province.in_force() == shelf.read(hands[1])


def test_the_same_commit_written_anew_takes_its_place_and_old_files_go(province: Province, tmp_path: Path) -> None:
    province.collect()
    real(province.desk, tmp_path / "named", begun=BEGUN, names=True)
    assert province.outcomes(tmp_path / "named") == ["anew"]
    assert province.in_force().names
    real(province.desk, tmp_path / "newer-yian", begun=BEGUN, written_by="yian 2")
    assert province.outcomes(tmp_path / "newer-yian") == ["anew"]
    assert {p.name for p in (province.ledger() / "data").iterdir()} == {f.file for f in province.in_force().files}
    assert len(list((province.ledger() / "known").iterdir())) == 1


def test_what_an_older_yian_wrote_does_not_come_back(province: Province, tmp_path: Path) -> None:
    province.collect()
    shutil.copytree(province.hand, tmp_path / "old")
    change(tmp_path / "old", meaning=MEANING - 1)
    assert province.outcomes(tmp_path / "old") == ["same"]
    assert province.in_force().meaning == MEANING


def test_another_ledger_takes_the_place_where_somebody_says_so_and_the_old_one_stays_known(province: Province) -> None:
    stranger_there(province)
    old = province.in_force()
    change(province.hand, known=LATER)
    assert province.outcomes(replaced=[CODE]) == ["replaces"]
    assert province.in_force() == shelf.read(province.hand)
    assert shelf.chosen(province.lake, KNOWN_ON).ledgers[0].manifest == old
    assert province.outcomes() == ["same"]
    assert province.outcomes(replaced=[CODE]) == ["same"]
    assert province.outcomes(province.hand.parent / "before") == ["same"]


def test_a_campaign_that_is_called_otherwise_is_the_same_ledger(province: Province) -> None:
    province.collect()
    assert province.outcomes(province.another("renamed", known=LATER, name="新的名称")) == ["newer"]


def test_what_is_damaged_in_the_lake_is_mended_by_collecting_it_again(province: Province) -> None:
    province.collect()
    before = tree(province.lake)
    for damage in (flipped, lambda hand: first(hand).unlink(), lambda hand: put(hand / NAME, b"{")):
        damage(province.ledger())
        assert tree(province.lake) != before
        province.collect()
        assert tree(province.lake) == before


def test_a_lake_of_a_newer_yian_is_left_alone(province: Province) -> None:
    province.collect()
    schema(province.ledger(), SCHEMA + 1)
    before = tree(province.lake)
    with pytest.raises(LakeInvalid, match="newer yian"):
        province.collect(province.another("later", known=LATER))
    assert tree(province.lake) == before


def test_a_whole_lake_goes_into_another_with_all_it_knows(province: Province, tmp_path: Path) -> None:
    province.collect(province.hand, province.another("later", known=LATER))
    found = collect(tmp_path / "top", [province.lake], lambda: None)
    assert sorted(row.code for row in found.rows) == [CODE, CODE, OTHER]
    assert tree(tmp_path / "top") == tree(province.lake)
    assert not collect(tmp_path / "top", [province.lake], lambda: None).changed
    assert not collect(province.lake, [province.lake], lambda: None).changed


def test_a_lake_that_replaced_a_ledger_hands_on_both(province: Province, tmp_path: Path) -> None:
    stranger_there(province)
    province.collect(replaced=[CODE])
    collect(tmp_path / "top", [province.lake], lambda: None)
    assert tree(tmp_path / "top") == tree(province.lake)


def test_a_broken_ledger_of_a_lake_keeps_all_of_it_out_unless_it_is_left_out(
    province: Province, tmp_path: Path
) -> None:
    province.collect()
    flipped(province.ledger())
    with pytest.raises(LakeInvalid, match=CODE):
        collect(tmp_path / "top", [province.lake], lambda: None)
    found = collect(tmp_path / "top", [province.lake], lambda: None, without={CODE: "盘坏了"})
    assert [row.code for row in found.rows] == [OTHER]


def test_a_zip_is_taken_as_its_folder_is(province: Province, tmp_path: Path) -> None:
    write.bundle(province.hand, shelf.read(province.hand), tmp_path / "a.zip")
    collect(tmp_path / "one", [tmp_path / "a.zip"], lambda: None)
    collect(tmp_path / "another", [province.hand], lambda: None)
    assert tree(tmp_path / "one") == tree(tmp_path / "another")


@pytest.mark.parametrize("where", [0.001, 0.3, 0.6, 0.9, 0.999])
def test_a_bit_flipped_or_an_end_cut_off_anywhere_in_a_zip_is_noticed(
    province: Province, tmp_path: Path, where: float
) -> None:
    write.bundle(province.hand, shelf.read(province.hand), tmp_path / "a.zip")
    data = (tmp_path / "a.zip").read_bytes()
    at = int(len(data) * where)
    before = tree(province.lake)
    for broken in (data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]):
        (tmp_path / "a.zip").write_bytes(broken)
        with pytest.raises((LakeInvalid, UsageProblem)):
            province.collect(tmp_path / "a.zip")
        assert tree(province.lake) == before


def test_many_collectors_at_once_leave_what_one_after_the_other_would(province: Province, tmp_path: Path) -> None:
    hands = [province.another(f"h{n}", known=KNOWN_ON + dt.timedelta(days=n)) for n in range(4)]
    trouble: list[BaseException] = []

    def run(hand: Path) -> None:
        try:
            collect(tmp_path / "top", [hand], lambda: None)
        except BaseException as error:
            trouble.append(error)

    threads = [threading.Thread(target=run, args=(hand,)) for hand in reversed(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    for n, hand in enumerate(hands):
        day = KNOWN_ON + dt.timedelta(days=n)
        assert shelf.chosen(tmp_path / "top", day).ledgers[0].manifest == shelf.read(hand)
    assert shelf.read(tmp_path / "top" / shelf.LEDGERS / CODE) == shelf.read(hands[-1])


def test_a_full_disk_leaves_what_was_there_and_the_next_goes_on(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    province.collect()
    later = province.another("later", known=LATER)
    before = shelf.chosen(province.lake).ledgers

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(write, "settle", full)
        with pytest.raises(WriteFailed, match="No space left on device"):
            province.collect(later)
    assert shelf.chosen(province.lake).ledgers == before
    assert province.outcomes(later) == ["newer"]


def test_a_collection_stopped_before_taking_effect_is_continued(province: Province) -> None:
    province.collect()
    later = province.another("later", known=LATER)
    manifest = shelf.read(later)
    put(province.ledger() / shelf.KNOWN / manifest.kept_as, encode(manifest))
    assert province.outcomes(later) == ["newer"]
    assert province.in_force() == manifest
    assert shelf.chosen(province.lake).ledgers[0].manifest == manifest
