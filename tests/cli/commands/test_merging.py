"""`resolve`, `sync`, `setup` and what git calls, as they are typed."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Yian
from tests.services.branches import CASES, ENVIRON, Side, prepared

PAIR = next(c for c in CASES if c.name == "progress/progress")
CLASH = next(c for c in CASES if c.name == "close/evidence")


@pytest.fixture(autouse=True)
def _same_git_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, ENVIRON[name])


def test_resolve_settles_or_is_1(yian: Yian, tmp_path: Path) -> None:
    side, _ref = prepared(tmp_path / "one", PAIR)
    side.git("merge", "--quiet", "theirs", status=1)
    done = yian("resolve", "--json", YIAN_LEDGER=str(side.root))
    assert (done.status, json.loads(done.out)["operation"]) == (0, "merge")
    side, _ref = prepared(tmp_path / "two", CLASH)
    side.git("merge", "--quiet", "theirs", status=1)
    done = yian("resolve", YIAN_LEDGER=str(side.root))
    assert done.status == 1
    assert "cannot both stand" in done.out


def test_yield_concludes_the_merge_and_says_how_to_record_anew(yian: Yian, tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "one", CLASH)
    assert yian("yield", "--by", "office/liaison", YIAN_LEDGER=str(side.root)).status == 2  # no merge
    side.git("merge", "--quiet", "theirs", status=1)
    done = yian("yield", "--by", "office/liaison", YIAN_LEDGER=str(side.root), YIAN_NOW="2026-03-13")
    assert done.status == 0, done.err
    assert f"yian close {ref} --by office/liaison" in done.out
    assert yian("resolve", YIAN_LEDGER=str(side.root)).status == 0
    assert yian("yield", "--json", "--by", "office/liaison", YIAN_LEDGER=str(side.root)).status == 2


def test_setup_calls_this_python_and_never_the_folder_s_modules(yian: Yian, tmp_path: Path) -> None:
    side, _ref = prepared(tmp_path / "one", PAIR)
    done = yian("setup", YIAN_LEDGER=str(side.root))
    assert (done.status, done.err) == (0, "")
    assert " -P -m yiananlib merge-driver -- %O %A %B %P" in side.git("config", "merge.yian.driver")
    assert yian("setup").status == 2


def test_sync_needs_a_remote_and_tells_what_it_did(yian: Yian, tmp_path: Path) -> None:
    side, _ref = prepared(tmp_path / "one", PAIR)
    assert yian("sync", YIAN_LEDGER=str(side.root)).status == 2
    side.git("init", "--quiet", "--bare", str(tmp_path / "shared.git"))
    side.git("remote", "add", "origin", str(tmp_path / "shared.git"))
    done = yian("sync", YIAN_LEDGER=str(side.root))
    assert done.status == 0
    assert "Sent to origin/main: 2" in done.out
    bad = Side(side.root)
    bad.write("orgs/zjj/stray.toml", "x")
    bad.commit("stray")
    assert yian("sync", YIAN_LEDGER=str(side.root)).status == 1


def test_merge_driver_writes_over_the_second_file(yian: Yian, tmp_path: Path) -> None:
    names = [tmp_path / n for n in ("base", "ours", "theirs")]
    for name, word in zip(names, ("", "a", "b"), strict=True):
        name.write_text(f'schema = 1\n\n[[prompts]]\nid = "{word}1"\naspect = "x"\ntext = "x"\n', encoding="utf-8")
    names[0].write_bytes(b"")
    assert yian("merge-driver", "--", *names, "checklist.toml").status == 0
    assert names[1].read_text(encoding="utf-8").count("[[prompts]]") == 2
    done = yian("merge-driver", "--", *names, "notes.toml")
    assert done.status == 1
    assert "not a record" in done.out
    assert "<<<<<<< ours" in names[1].read_text(encoding="utf-8")


def test_textconv_shows_a_problem_and_hides_what_talks_to_terminals(yian: Yian, tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "one", PAIR)
    done = yian("textconv", side.root / side.file_of(ref))
    assert done.status == 0
    assert "zjj/liaison registered\n" in done.out
    bad = side.write("bad", b"x = \x1b[31m\n")
    assert yian("textconv", bad).out == "x = ?[31m\n"


def test_what_git_calls_is_in_no_table(yian: Yian) -> None:
    table = yian("--help").out
    assert "sync" in table
    assert "merge-driver" not in table
    assert "textconv" not in table
    assert yian("merge-driver", "--help").status == 0
