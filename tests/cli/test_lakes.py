"""A lake is asked instead of a ledger: what goes together, what is refused in a sentence, and what day it is there."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lake.pouring import CODES, KNOWN_ON, pour
from tests.lake.test_counting import held, story
from tests.services.reading.test_lake_report import lake_of
from yiananlib.cli import lakes
from yiananlib.cli.main import run
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem

NOW = {"YIAN_NOW": KNOWN_ON.isoformat(), "YIAN_LANG": "en"}


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # no ledger is here or above
    return lake_of(tmp_path / "lake", held([story(), story("submitted")]), held([story(org="czj")]))


def asked(capsys: pytest.CaptureFixture[str], *arguments: object, **environ: str) -> tuple[int, str, str]:
    status = run([str(argument) for argument in arguments], NOW | environ)
    found = capsys.readouterr()
    return status, found.out, found.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["report"], ["report", "--org", CODES[0]], ["report", "--org", "530100", "--as-of", "2026-06-30"],
        ["report", "--org", f"{CODES[0]}/zjj"], ["report", "--as-of", "今天"], ["report", "--as-of", "6月30日"],
        ["report", "--engine", "duckdb"], ["report", "--known", "2026-12-31", "--without", f"{CODES[1]}=迟报"],
        ["compare", "--from", "2026-05-31"], ["compare", "--from", "昨天", "--to", "今天", "--org", "530200"],
        ["list", "--orgs"], ["list", "--orgs", "--org", "530100"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_ledger_is_asked_for(lake: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    status, out, err = asked(capsys, *arguments, "--lake", lake)
    assert (status, err) == (0, "")
    assert out


def test_a_ledger_of_the_environment_is_no_hindrance(lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "report", "--lake", lake, YIAN_LEDGER="/nowhere")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report", "--rev", "HEAD"], "--rev does not apply to a lake"),
        (["report", "--layout", "full"], "--layout does not apply to a lake"),
        (["report", "--kind", "bulletin"], "--kind does not apply to a lake"),
        (["report", "--burn-down"], "--burn-down does not apply to a lake"),
        (["report", "--from", "2026-01-01"], "--from does not apply to a lake"),
        (["report", "--least", "2"], "--least does not apply to a lake"),
        (["report", "--rank", "closure_rate"], "--rank does not apply to a lake"),
        (["report", "--ledger", "."], "--ledger does not apply to a lake"),
        (["report", "--public"], "for the office only"),
        (["report", "--without", CODES[0]], "write --without CODE=REASON"),
        (["report", "--without", f"{CODES[0]}= "], "Say why"),
        (["report", "--without", "=reason"], "write --without CODE=REASON"),
        (["report", "--without", f"{CODES[0]}=a", "--without", f"{CODES[0]}=b"], "left out twice"),
        (["report", "--without", "530199=迟报"], "no ledger 530199"),
        (["report", "--org", "530199"], "no region “530199”"),
        (["report", "--org", "zjj"], "no region “zjj”"),
        (["report", "--org", f"{CODES[0]}/nobody"], "There is no organization"),
        (["report", "--engine", "sqlite"], "sqlite"),
        (["report", "--format", "ics"], "ics"),
        (["compare", "--from", "HEAD~1"], "HEAD~1 is not a day"),
        (["compare", "--from", "2026-06-30", "--to", "2026"], "2026 is not a day"),
        (["compare", "--from", "2026-06-30", "--to", "2026-05-31"], "is before"),
        (["compare"], "--from"),
        (["list"], "--orgs --lake LAKE"),
        (["list", "--orgs", "--ids"], "--orgs --lake LAKE"),
        (["list", "--orgs", "--overdue"], "--overdue does not apply to a lake"),
        (["list", "--orgs", "--class", "phased"], "--class does not apply to a lake"),
        (["list", "--orgs", "--sort", "due"], "--sort does not apply to a lake"),
        (["list", "--rules"], "--rules does not apply to a lake"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_what_says_nothing_about_a_lake_is_refused_in_one_sentence(
    lake: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    status, out, err = asked(capsys, *arguments, "--lake", lake)
    assert status in (2, 3), err
    assert out == ""
    assert said in err
    assert err.count("\n") <= 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "--known", "2026-01-01"], ["report", "--engine", "duckdb"], ["report", "--without", "530121=x"],
        ["compare", "--from", "2026-01-01", "--known", "2026-01-01"], ["list", "--orgs", "--known", "2026-01-01"],
        ["list", "--without", "530121=x"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_options_about_lakes_are_only_for_lakes(
    lake: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    status, out, err = asked(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.endswith("is only for --lake.\n")


def test_a_folder_that_is_no_lake_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = asked(capsys, "report", "--lake", tmp_path / "nowhere")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "is not a lake" in err


def test_faults_of_hand_overs_are_told_by_name_and_nothing_is_counted(
    lake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = pour(lake, CODES[0], held([story()]))
    path = one.path("standings")
    path.write_bytes(path.read_bytes()[:-1])
    status, out, err = asked(capsys, "report", "--lake", lake)
    assert (status, out) == (4, "")
    assert f"{CODES[0]}: " in err
    assert "--without CODE=REASON" in err
    status, out, _err = asked(capsys, "report", "--lake", lake, "--without", f"{CODES[0]}=文件损坏")
    assert status == 0
    assert f"Left out: {CODES[0]} (文件损坏)." in out


def test_today_is_the_day_it_is_in_china(lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = asked(capsys, "report", "--lake", lake, "--json", YIAN_NOW="2026-09-30T17:00:00+00:00")
    assert json.loads(late[1])["as_of"] == "2026-10-01"
    known = asked(capsys, "report", "--lake", lake, "--json", "--known", "2026-10-05")
    assert json.loads(known[1])["as_of"] == "2026-10-05"
    both = asked(capsys, "report", "--lake", lake, "--json", "--known", "2026-10-05", "--as-of", "2026-07-01")
    assert (json.loads(both[1])["as_of"], json.loads(both[1])["known"]) == ("2026-07-01", "2026-10-05")


def test_reasons_may_have_anything_in_them_and_are_kept() -> None:
    assert lakes.reasons([" 530121 = 尚未报送 a=b "]) == {"530121": "尚未报送 a=b"}
    assert lakes.reasons([]) == {}
    with pytest.raises(UsageProblem):
        lakes.reasons(["530121"])


def test_the_engines_are_those_that_there_are() -> None:
    from yiananlib.lake import engines

    assert lakes.ENGINES == engines.NAMES


def test_a_day_goes_before_the_day_known_and_that_before_today(tmp_path: Path) -> None:
    session = Session(NOW)
    session.lake = tmp_path
    day = dt.date(2026, 1, 2)
    assert lakes.asked(session, None, None, ()).day == KNOWN_ON
    assert lakes.asked(session, None, day, ()).day == day
    session.as_of = dt.date(2026, 2, 3)
    assert lakes.asked(session, None, day, ()).day == session.as_of
    assert lakes.asked(session, None, day, (), day=dt.date(2026, 3, 4)).day == dt.date(2026, 3, 4)


PROGRAM = """
import sys
from yiananlib.cli.main import run
assert run(sys.argv[1:], {"YIAN_NOW": "2026-09-30"}) == 0
print("--loaded--", *sorted(sys.modules))
"""


def test_a_report_of_a_lake_loads_neither_spark_nor_what_writes_records(lake: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "report", "--lake", str(lake)], capture_output=True, text=True, check=True
    )
    found = set(done.stdout.partition("--loaded-- ")[2].split())
    assert "duckdb" in found
    assert found & {"pyspark", "py4j", "pandas", "numpy", "pyarrow", "yiananlib.store.transaction"} == set()
