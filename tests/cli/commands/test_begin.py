"""`init`, `add-org`, `add-officer`, `add-prompt`, `edit` and `demo` as they are typed."""

import datetime as dt
import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree

Typed = Callable[..., Any]


def test_init_makes_a_ledger_and_says_what_comes_next(tmp_path: Path, yian: Yian) -> None:
    done = yian("init", tmp_path / "云岭", "--name", "云岭县以案促改", "--no-git")
    assert (done.status, done.err) == (0, "")
    assert done.out.count("yian add-org") == 2
    assert (tmp_path / "云岭/yian.toml").is_file()
    again = yian("init", tmp_path / "云岭", "--name", "x")
    assert (again.status, again.refused) == (2, True)


def test_init_tells_json(tmp_path: Path, typed: Typed) -> None:
    found = typed("init", tmp_path / "x", "--name", "云岭", "--no-git")
    assert found == {"ledger": str(tmp_path / "x"), "name": "云岭", "git": False, "uncommitted": None}


def test_init_needs_a_name(tmp_path: Path, yian: Yian) -> None:
    done = yian("init", tmp_path / "x")
    assert (done.status, "--name" in done.err) == (2, True)
    assert not (tmp_path / "x").exists()


def test_add_org_takes_every_field(typed: Typed) -> None:
    found = typed(
        "add-org", "自然资源局", "--name", "县自然资源局", "--parent", "gov", "--function", "unit", "--members", "7",
        "--head", "局长", "--liaison", "办公室主任", "--order", "5", "--by", OFFICE,
    )  # fmt: skip
    assert (found["id"], found["parent"], found["order"], found["members"]) == ("自然资源局", "gov", 5, 7)
    assert [o["id"] for o in found["officers"]] == ["head", "liaison"]


@pytest.mark.parametrize(
    ("name", "value"), [("--function", "owner"), ("--members", "0"), ("--order", "0"), ("--members", "７x")]
)
def test_add_org_refuses_what_is_no_value(yian: Yian, name: str, value: str) -> None:
    assert yian("add-org", "new", "--name", "x", name, value, "--by", OFFICE).status == 2


def test_add_officer_takes_every_field(typed: Typed) -> None:
    found = typed(
        "add-officer", "zjj", "zbr", "--post", "值班人", "--role", "deputy", "--email", "zbr@zjj.example",
        "--since", "2026-01-01", "--until", "2026-12-31", "--by", OFFICE,
    )  # fmt: skip
    assert (found["id"], found["role"], found["until"]) == ("zjj/zbr", "deputy", "2026-12-31")


def test_add_prompt_takes_an_id(yian: Yian, typed: Typed) -> None:
    assert typed("add-prompt", "查一查值班", "--aspect", "优良作风", "--id", "值班", "--by", OFFICE)["id"] == "值班"
    assert yian("add-prompt", "查一查值守", "--aspect", "conduct", "--by", OFFICE).out == "p13\n"


def test_definitions_are_for_the_office(yian: Yian) -> None:
    for arguments in (
        ["add-org", "new", "--name", "x"],
        ["add-officer", "zjj", "new", "--post", "x"],
        ["add-prompt", "x", "--aspect", "conduct"],
        ["edit", "campaign"],
    ):
        done = yian(*arguments, "--by", LIAISON)
        assert done.status == 5
        assert done.refused


# edit


def editor(folder: Path, body: str) -> str:
    """Return an editor that runs `body` with the file's path as $1."""
    script = folder / "editor.sh"
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(0o755)
    return shlex.quote(str(script))


def test_edit_keeps_a_valid_change(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    done = yian(
        "edit", "campaign", "--by", OFFICE, EDITOR=editor(tmp_path, 'sed -i "s/yellow = 7/yellow = 9/" "$1"'), VISUAL=""
    )
    assert (done.status, "yian.toml" in done.out) == (0, True)
    assert desk.ledger.campaign().deadlines.yellow == 9


def test_edit_rejects_what_is_not_valid_and_keeps_the_draft(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    before = tree(desk.root)
    done = yian("edit", "zjj", "--by", OFFICE, EDITOR=editor(tmp_path, 'echo "x = " >> "$1"'), VISUAL="")
    assert done.status == 1
    assert "orgs/zjj/org.toml:" in done.out
    assert ".yian/drafts/001-orgs-zjj-org.toml" in done.err
    assert (desk.root / ".yian/drafts/001-orgs-zjj-org.toml").read_text(encoding="utf-8").endswith("x = \n")
    assert tree(desk.root) == before


@pytest.mark.parametrize("body", [":", 'touch -d 2030-01-01 "$1"'])
def test_edit_without_a_change_does_nothing(desk: Desk, yian: Yian, tmp_path: Path, body: str) -> None:
    before = tree(desk.root)
    done = yian("edit", "checklist", "--by", OFFICE, EDITOR=editor(tmp_path, body), VISUAL="")
    assert (done.status, done.out) == (0, "")
    assert "no changes" in done.err
    assert tree(desk.root) == before


def test_edit_says_when_the_editor_fails(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    before = tree(desk.root)
    done = yian("edit", "campaign", "--by", OFFICE, EDITOR=editor(tmp_path, "exit 3"), VISUAL="")
    assert done.status != 0
    assert "Traceback" not in done.err
    assert tree(desk.root) == before


def test_calendar_enters_years_and_deadlines_go_by_it(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.problem()
    said = "provisionally: a year on the way is not in calendar.toml"
    asked = ("add-measure", ref, "开会", "--owner", LIAISON, "--due", "14个工作日", "--by", LIAISON)
    assert said in (first := yian(*asked, YIAN_NOW="2026-03-20")).err
    assert "2026-04-09" in first.err
    found = typed("calendar", "2026", "--document", "国办发明电〔2025〕7号", "--by", OFFICE)
    assert [(row["year"], row["document"]) for row in found["years"]] == [(2026, "国办发明电〔2025〕7号")]
    assert yian("calendar", "2025", "--by", OFFICE).out == "2025: 28 days off, 5 weekend days worked.\n"
    assert "2026-04-10." in (second := yian(*asked, YIAN_NOW="2026-03-20")).err
    assert said not in second.err


def test_edit_begins_the_calendar_where_there_is_none(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    assert "no changes" in yian("edit", "calendar", "--by", OFFICE, EDITOR=editor(tmp_path, ":"), VISUAL="").err
    body = 'sed -i "s/year = 2000/year = 2027/;s/holidays = ../holidays = [2027-10-01]/" "$1"'
    assert yian("edit", "calendar", "--by", OFFICE, EDITOR=editor(tmp_path, body), VISUAL="").status == 0
    assert [row.holidays for row in desk.ledger.calendar().years] == [(dt.date(2027, 10, 1),)]


def test_edit_of_what_is_not_there_is_3(yian: Yian) -> None:
    assert yian("edit", "nowhere", "--by", OFFICE).status == 3


def test_the_demo_runs_the_whole_story_in_its_own_folder(tmp_path: Path, yian: Yian) -> None:
    done = yian("demo", tmp_path / "rehearsal")
    assert done.status == 0, done.err
    assert "closed" in done.out
    assert "is valid" in done.out
    assert "rows: 2 (new 2, changed 0" in done.out
    assert "rows: 6 (new 0, changed 2, unchanged 4" in done.out
    at = {"YIAN_LEDGER": str(tmp_path / "rehearsal/yunling"), "YIAN_NOW": "2026-08-31"}
    shown = yian("show", "ybzxpv", "--json", **at)
    assert shown.status == 0, shown.err
    assert json.loads(shown.out)["status"] == "submitted"
    for name in ("整改情况通报.docx", "整改工作一览.html"):
        assert (tmp_path / "rehearsal" / name).stat().st_size > 5_000
    again = yian("demo", tmp_path / "rehearsal")
    assert (again.status, again.refused) == (2, True)


def test_without_the_libraries_of_documents_the_demo_says_so_and_goes_on(
    tmp_path: Path, yian: Yian, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = yian("demo", tmp_path / "rehearsal")
    assert done.status == 0, done.err
    assert "pip install 'yian[documents]'" in done.out
    assert "yian import" not in done.out
    assert "is valid" in done.out


# a roster


def test_a_roster_is_shown_and_with_apply_recorded(desk: Desk, yian: Yian) -> None:
    path = desk.root.parent / "名册.csv"
    path.write_text("单位名称,第一责任人,联络员\n林草局,局长,办公室主任\n交运局,张建国,\n", encoding="utf-8")
    shown = yian("import", "orgs", path, "--by", OFFICE)
    assert shown.status == 1
    assert "lcj" in shown.out
    assert "张建国" not in shown.out
    assert yian("import", "orgs", path, "--by", OFFICE, "--apply").status == 1
    assert "lcj" not in desk.ledger.orgs()
    done = yian("import", "orgs", path, "--by", OFFICE, "--skip", "3", "--apply", "--json")
    assert done.status == 0
    told = json.loads(done.out)
    assert (told["applied"], told["counts"]["new"]) == (True, 1)
    assert [officer.id for officer in desk.ledger.org("lcj").officers] == ["head", "liaison"]
    again = yian("import", "orgs", path, "--by", OFFICE, "--skip", "3")
    assert (again.status, "already there" in again.out) == (0, True)


def test_what_is_no_roster_is_refused_in_a_sentence(desk: Desk, yian: Yian) -> None:
    path = desk.root.parent / "名册.csv"
    assert (yian("import", "orgs", path).status, yian("import", "orgs", path).refused) == (2, True)
    path.write_text("问题,时限\n甲,6月底\n", encoding="utf-8")
    assert (yian("import", "orgs", path).status, yian("import", "orgs", path).refused) == (2, True)
