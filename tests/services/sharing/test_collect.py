"""A lake is made where nothing else is, waits for who is expected, and leaves out what somebody gives a reason for."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.lake.handing import CODE, put, real
from tests.services.ledgers import Desk, tree
from yiananlib.errors import LakeInvalid, LedgerInvalid, UsageProblem
from yiananlib.lake import shelf
from yiananlib.lake.collect import Outcome
from yiananlib.services.sharing.collect import collect


@pytest.fixture
def hand(desk: Desk, tmp_path: Path) -> Path:
    desk.problem()
    real(desk, tmp_path / "hand")
    return tmp_path / "hand"


def run(lake: Path, *sources: Path, **said: str) -> list[Outcome]:
    found = collect(lake, sources, lambda: None, without=said)
    return [row.outcome for row in found.rows]


def test_a_lake_is_made_where_nothing_is_or_an_empty_folder(hand: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".DS_Store").write_bytes(b"")
    for name in ("new", "deep/er", "empty", "hidden"):
        assert run(tmp_path / name, hand) == [Outcome.NEW]
        assert shelf.is_lake(tmp_path / name)


def test_a_lake_is_not_made_of_something_else(hand: Path, tmp_path: Path) -> None:
    put(tmp_path / "home" / "papers.txt", b"x")
    put(tmp_path / "a.zip", b"x")
    for lake, said in (
        ("home", "papers.txt"),
        ("a.zip", "is a file"),
        ("hand", ("is a hand-over, not a lake; name the")),
    ):
        before = sorted(map(str, tmp_path.rglob("*")))
        with pytest.raises(UsageProblem, match=said):
            run(tmp_path / lake, hand)
        assert sorted(map(str, tmp_path.rglob("*"))) == before


def test_nothing_is_made_where_a_source_is_none(hand: Path, tmp_path: Path) -> None:
    for source in ("nowhere", "nowhere.zip", "ledger"):
        with pytest.raises(UsageProblem, match=source):
            run(tmp_path / "lake", hand, tmp_path / source)
    assert not (tmp_path / "lake").exists()


def test_expected_regions_that_never_handed_over_are_named(hand: Path, tmp_path: Path) -> None:
    rows = "".join(f'[[region]]\ncode = "{code}"\nname = "x"\nexpected = true\n' for code in ("530121", "530122"))
    put(tmp_path / "lake" / "lake.toml", f'name = "云山省"\n{rows}'.encode())
    assert collect(tmp_path / "lake", [hand], lambda: None).absent == ("530122",)


def test_a_lake_toml_that_cannot_be_read_stops_it_before_anything_is_taken(hand: Path, tmp_path: Path) -> None:
    put(tmp_path / "lake" / "lake.toml", b"name =")
    with pytest.raises(LedgerInvalid, match=r"lake\.toml:1"):
        run(tmp_path / "lake", hand)
    assert not list((tmp_path / "lake" / shelf.LEDGERS).iterdir())


@pytest.mark.parametrize(("code", "reason", "said"), [("530199", "x", "530121"), (CODE, " ", "Say why")])
def test_what_is_left_out_is_offered_and_has_a_reason(
    hand: Path, tmp_path: Path, code: str, reason: str, said: str
) -> None:
    with pytest.raises(UsageProblem, match=said):
        run(tmp_path / "lake", hand, **{code: reason})
    with pytest.raises(UsageProblem, match="530199"):
        collect(tmp_path / "lake", [hand], lambda: None, replaced=["530199"])
    assert not (tmp_path / "lake").exists()


def test_all_may_be_left_out(hand: Path, tmp_path: Path) -> None:
    found = collect(tmp_path / "lake", [hand], lambda: None, without={CODE: "明天再收"})
    assert (found.rows, found.left_out, found.changed) == ((), {CODE: "明天再收"}, False)


def test_one_given_twice_is_taken_once(hand: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "lake", hand, hand) == [Outcome.NEW, Outcome.SAME]
    before = tree(tmp_path / "lake")
    assert run(tmp_path / "lake", hand) == [Outcome.SAME]
    assert tree(tmp_path / "lake") == before


def test_a_link_in_the_place_of_a_ledger_is_not_written_through(hand: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "lake" / shelf.LEDGERS).mkdir(parents=True)
    (tmp_path / "lake" / shelf.LEDGERS / CODE).symlink_to(tmp_path / "elsewhere")
    with pytest.raises((LedgerInvalid, LakeInvalid)):
        run(tmp_path / "lake", hand)
    assert not list((tmp_path / "elsewhere").iterdir())


PROGRAM = """
import sys
from pathlib import Path
from yiananlib.services.sharing.collect import collect
print(collect(Path(sys.argv[1]), [Path(sys.argv[2])], lambda: None).rows[0].outcome)
"""


def test_two_processes_at_once_leave_one_lake(hand: Path, tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, tmp_path / "lake", hand], stdout=subprocess.PIPE, text=True)
        for _n in range(3)
    ]
    said = [process.communicate()[0].strip() for process in started]
    assert sorted(said) == ["new", "same", "same"]
    run(tmp_path / "other", hand)
    assert tree(tmp_path / "lake") == tree(tmp_path / "other")
