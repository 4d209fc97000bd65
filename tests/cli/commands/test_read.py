"""`list`, `show` and `report` as they are typed."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree

Typed = Callable[..., Any]


def test_a_list_is_narrowed_by_its_options(desk: Desk, typed: Typed) -> None:
    desk.problem(title="一", kind="drifting", field="none")
    desk.closed(title="二")
    for arguments, found in (
        (["--org", "zjj"], {"一", "二"}),
        (["--status", "closed"], {"二"}),
        (["--status", "closed", "--status", "registered"], {"一", "二"}),
        (["--kind", "作风漂浮"], {"一"}),
        (["--field", "tender"], {"二"}),
        (["--lamp", "green"], {"一"}),
        (["--text", "一"], {"一"}),
        (["--overdue"], set()),
        (["--overdue", "--as-of", "2026-06-16"], {"一"}),
        (["--due-within", "5", "--as-of", "2026-06-10"], {"一"}),
        (["--as-of", "2026-03-11"], set()),
    ):
        assert {row["title"] for row in typed("list", *arguments)} == found, arguments


def test_organizations_officers_and_prompts_are_listed_instead(yian: Yian, typed: Typed) -> None:
    assert [o["id"] for o in typed("list", "--orgs")] == ["gov", "zjj", "czj", "office", "jiwei"]
    assert [o["id"] for o in typed("list", "--officers", "--org", "czj")] == ["czj/liaison", "czj/head"]
    assert len(typed("list", "--prompts")) == 12
    assert "zjj/deputy-1" in yian("list", "--officers").out
    for arguments in (["--orgs", "--overdue"], ["--prompts", "--org", "zjj"], ["--officers", "--text", "x"]):
        done = yian("list", *arguments)
        assert (done.status, done.refused) == (2, True)


def test_one_problem_is_shown(desk: Desk, yian: Yian, typed: Typed) -> None:
    ref = desk.closed()
    assert yian("show", ref).out.startswith(f"{ref}  招标文件抽查整改三次催办未报\n====")
    assert typed("show", ref)["closed_on"] == "2026-03-12"
    assert yian("show", ref, "--as-of", "2026-03-11").status == 2


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_a_report_is_printed_or_written_in_each_form(desk: Desk, yian: Yian, tmp_path: Path, form: str) -> None:
    desk.closed()
    printed = yian("report", "--format", form)
    path = tmp_path / "报告"
    written = yian("report", "--format", form, "-o", path)
    assert (written.status, written.out) == (0, "")
    assert str(path) in written.err
    assert path.read_text(encoding="utf-8-sig") == printed.out
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is (form == "csv")


def test_a_report_is_json_by_either_option(desk: Desk, yian: Yian, typed: Typed, tmp_path: Path) -> None:
    desk.problem()
    assert json.loads(yian("report", "--format", "json").out) == typed("report")
    yian("report", "--json", "-o", tmp_path / "x")
    assert json.loads((tmp_path / "x").read_text(encoding="utf-8")) == typed("report")
    assert yian("report", "--json", "--format", "csv").status == 2
    assert yian("report", "--json", "--format", "json").status == 0


def test_a_spreadsheet_reads_the_ledger(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    desk.problem(title="=1+1")
    yian("report", "--format", "csv", "-o", tmp_path / "台账.csv")
    with (tmp_path / "台账.csv").open(encoding="utf-8-sig", newline="") as file:
        (_titles, row) = list(csv.reader(file))
    assert row[6].startswith("'=1+1\n")


def test_a_report_of_one_organization_and_day(desk: Desk, typed: Typed) -> None:
    desk.problem()
    desk.problem("gov", by=OFFICE, leader="zjj/head", owner="zjj/head")
    found = typed("report", "--org", "zjj", "--as-of", "2026-06-16")
    assert (found["org"], found["as_of"], found["figures"]["overdue"]) == ("zjj", "2026-06-16", 1)


def test_a_report_that_cannot_be_written_is_6(yian: Yian, tmp_path: Path) -> None:
    done = yian("report", "-o", tmp_path / "nowhere" / "x")
    assert done.status == 6
    assert done.refused


@pytest.mark.parametrize("arguments", [["list"], ["report"], ["list", "--orgs"], ["verify"]])
def test_reading_writes_nothing(desk: Desk, yian: Yian, arguments: list[str]) -> None:
    desk.closed()
    before = {p: p.stat().st_mtime_ns for p in desk.root.rglob("*")}
    yian(*arguments)
    assert {p: p.stat().st_mtime_ns for p in desk.root.rglob("*")} == before
    assert tree(desk.root)
