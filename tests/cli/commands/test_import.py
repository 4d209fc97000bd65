"""`import` as it is typed, of foreign sheets."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.imports import HEAD, ROWS, sheet
from tests.services.ledgers import Desk, tree
from tests.services.unit_books import place
from yiananlib.store.bundle_files import FORMS

BAD = ("某局", *ROWS[1][1:])
KEYS = ["sheets", "counts", "rows"]
ROW_KEYS = ["sheet", "row", "id", "org", "title", "due", "keep", "measures", "state", "problems"]


def test_a_preview_is_json_of_a_fixed_shape_and_records_nothing(desk: Desk, yian: Yian) -> None:
    before = tree(desk.root)
    done = yian("import", sheet(desk, ("整改台账", "", ""), HEAD, *ROWS, ("合计", "2")), "--by", OFFICE, "--json")
    found = json.loads(done.out)
    assert (done.status, tree(desk.root) == before) == (0, True)
    assert list(found) == KEYS
    (table,) = found["sheets"]
    assert (list(table), table["header_row"]) == (["sheet", "header_row", "columns", "ignored"], 2)
    assert table["columns"][0] == {"heading": "责任单位", "field": "org", "how": "synonym"}
    assert [aside["row"] for aside in table["ignored"]] == [1, 5]
    assert found["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "doubtful": 0, "refused": 0}
    assert [list(row) for row in found["rows"]] == [ROW_KEYS, ROW_KEYS]
    assert found["rows"][0]["due"] == "2026-06-15"
    assert found["rows"][0]["measures"][1]["text"] == "修订办法"


def test_it_is_applied_and_the_second_time_nothing_is_new(desk: Desk, yian: Yian) -> None:
    path = sheet(desk, HEAD, *ROWS)
    done = yian("import", path, "--by", OFFICE, "--apply")
    assert (done.status, "Recorded." in done.out) == (0, True)
    again = json.loads(yian("import", path, "--by", OFFICE, "--apply", "--json").out)
    assert (again["counts"]["unchanged"], all(row["id"] for row in again["rows"])) == (2, True)


def test_a_row_in_error_is_1_with_and_without_apply_and_left_out_by_name_it_is_0(desk: Desk, yian: Yian) -> None:
    path = sheet(desk, HEAD, ROWS[0], BAD)
    before = tree(desk.root)
    assert [yian("import", path, "--by", OFFICE, *more).status for more in ([], ["--apply"], ["--json"])] == [1, 1, 1]
    assert tree(desk.root) == before
    assert yian("import", path, "--by", OFFICE, "--skip", "3").status == 0
    assert yian("import", path, "--by", OFFICE, "--skip-refused", "--apply").status == 0
    assert tree(desk.root) != before


def test_a_doubtful_row_is_no_error_and_is_in_the_way(desk: Desk, yian: Yian) -> None:
    path = sheet(desk, HEAD, ROWS[0], ("住建局", "抽查12个项目，5个变更先干后批了", *ROWS[0][2:]))
    assert yian("import", path, "--by", OFFICE).status == 0
    assert yian("import", path, "--by", OFFICE, "--apply").status == 1


def test_rejects_are_written_down_and_mended(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    path, rejects = sheet(desk, HEAD, ROWS[0], BAD), tmp_path / "退回.csv"
    done = yian("import", path, "--by", OFFICE, "--skip-refused", "--apply", "--rejects", rejects)
    assert (done.status, "1" in done.err) == (0, True)
    text = rejects.read_text(encoding="utf-8-sig")
    assert "某局" in text
    rejects.write_text(text.replace("某局", "财政局"), encoding="utf-8")
    assert yian("import", rejects, "--by", OFFICE, "--apply").status == 0
    assert not (tmp_path / "无.csv").exists()
    assert yian("import", rejects, "--by", OFFICE, "--rejects", tmp_path / "无.csv").status == 0
    assert not (tmp_path / "无.csv").exists()


def test_a_mapping_is_begun_and_used(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    path, mapping = sheet(desk, HEAD, ROWS[0], BAD), tmp_path / "月报.toml"
    assert "[columns]" in yian("import", "--new-map", path).out
    assert yian("import", "--new-map", path, "-o", mapping).status == 0
    text = mapping.read_text(encoding="utf-8").replace('# "某局" = ""', '"某局" = "czj"')
    mapping.write_text(text, encoding="utf-8")
    assert yian("import", path, "--map", mapping, "--by", OFFICE, "--apply").status == 0
    done = yian("import", path, "--by", OFFICE)
    assert (done.status, "月报" in done.out) == (0, True)


@pytest.mark.parametrize(
    "more",
    [
        ["--only", "all"], ["--year", "26"], ["--skip", "x"], ["--sheet", "另一张"], ["--map", "x.toml"], ["-o",
         "x.toml"],
        ["--rejects", "x.nope"], ["--json", "--json"],
    ],
)  # fmt: skip
def test_a_mistyped_import_is_2(desk: Desk, yian: Yian, more: list[str]) -> None:
    before = tree(desk.root)
    done = yian("import", sheet(desk, HEAD, *ROWS), "--by", OFFICE, *more)
    assert (done.status, "Traceback" in done.err) == (2 if more != ["--json", "--json"] else 0, False)
    assert tree(desk.root) == before


@pytest.mark.parametrize(
    ("rows", "status"), [([("上报问题数", "整改率", "问题类型"), (1, 2, 3)], 2), ([("天气",), ("晴",)], 2)]
)
def test_what_lists_no_problems_is_2(desk: Desk, yian: Yian, rows: list[tuple[Any, ...]], status: int) -> None:
    done = yian("import", sheet(desk, *rows), "--by", OFFICE)
    assert (done.status, done.refused) == (status, True)


# the workbook of a unit


@pytest.fixture
def workbook(desk: Desk, yian: Yian, tmp_path: Path) -> Path:
    """The workbook of a unit, with progress filled in."""
    ref = desk.problem()
    desk.measure(ref)
    path = tmp_path / "住建局.xlsx"
    assert yian("export", "xlsx", "--org", "zjj", "-o", path).status == 0
    book = openpyxl.load_workbook(path)
    place(book, ref.partition("/")[2], "整改进展").value = "已补办"
    book.save(path)
    return path


def test_a_units_workbook_is_shown_then_recorded_and_nothing_is_new_then(
    desk: Desk, yian: Yian, workbook: Path
) -> None:
    before = tree(desk.root)
    done = yian("import", workbook, "--by", OFFICE, "--json")
    found = json.loads(done.out)
    assert (done.status, list(found), tree(desk.root) == before) == (0, KEYS, True)
    assert [list(row) for row in found["rows"]] == [[*ROW_KEYS, "cells", "entries"]] * 2
    assert found["counts"] == {"new": 0, "changed": 1, "unchanged": 1, "doubtful": 0, "refused": 0}
    assert yian("import", workbook, "--by", OFFICE, "--apply").status == 0
    after = tree(desk.root)
    assert after != before
    assert json.loads(yian("import", workbook, "--by", OFFICE, "--apply", "--json").out)["counts"]["unchanged"] == 2
    assert tree(desk.root) == after


@pytest.mark.parametrize(
    "more",
    [
        ["--map", "x"], ["--sheet", "x"], ["--org", "zjj"], ["--year", "2026"], ["--only", "changes"],
        ["--carried-over", "x"], ["--rejects", "x.csv"], ["--new-map"], ["--received", "2026-03-13"],
        ["--signed", "nothing.pdf"], ["--skip", "99"],
    ],
    ids=lambda more: more[0],
)  # fmt: skip
def test_what_says_nothing_about_a_units_workbook_is_2(desk: Desk, yian: Yian, workbook: Path, more: list[str]) -> None:
    before = tree(desk.root)
    done = yian("import", workbook, "--by", OFFICE, "--apply", *more)
    assert (done.status, done.refused, tree(desk.root) == before) == (2, True, True)


def test_a_row_of_it_in_error_is_1_and_a_lost_memory_4(desk: Desk, yian: Yian, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book.worksheets[0].append([9, "zzzzzz", "手工加的"])
    book.save(workbook)
    assert [yian("import", workbook, "--by", OFFICE, *more).status for more in ([], ["--apply"])] == [1, 1]
    assert yian("import", workbook, "--by", OFFICE, "--skip-refused", "--apply").status == 0
    book.remove(book["_yian"])
    book.save(workbook)
    done = yian("import", workbook, "--by", OFFICE)
    assert (done.status, done.refused) == (4, True)


def test_the_signed_sheet_and_the_day_it_came_in_belong_to_a_units_workbook(desk: Desk, yian: Yian) -> None:
    done = yian("import", sheet(desk, HEAD, *ROWS), "--by", OFFICE, "--received", "2026-03-12")
    assert (done.status, "--received" in done.err) == (2, True)


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_ledger_becomes_a_new_one_and_joins_it_later(
    desk: Desk, yian: Yian, typed: Callable[..., Any], tmp_path: Path, form: str
) -> None:
    ref = desk.closed()
    path, new = tmp_path / f"台账.{form}", tmp_path / "新台账"
    assert yian("export", form, "--evidence", "-o", path).status == 0
    preview = yian("import", path, "--ledger", new)
    assert (preview.status, new.exists()) == (0, False)
    assert "use --apply to record" in preview.out
    assert yian("import", path, "--ledger", new, "--apply").status == 0
    assert yian("verify", "--ledger", new).status == 0
    assert yian("show", ref, "--ledger", new).out == yian("show", ref).out
    yian("note", ref, "后来", "--by", OFFICE)
    desk.problem(title="后来的问题")
    assert yian("export", form, "--evidence", "-o", path).status == 0
    assert typed("import", path, "--ledger", new)["counts"] == {
        "new": 1, "extended": 1, "same": 8, "ahead": 0, "missing": 0, "left": 0, "conflict": 0,
    }  # fmt: skip
    done = yian("import", path, "--ledger", new, "--by", LIAISON, "--apply")
    assert (done.status, done.refused) == (5, True)
    assert typed("import", path, "--ledger", new, "--by", OFFICE, "--apply")["applied"]
    assert yian("export", form, "--evidence", "--ledger", new).out == yian("export", form, "--evidence").out


def test_what_contradicts_is_1_and_nothing_is_written(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    ref = desk.problem()
    path = tmp_path / "台账.json"
    yian("export", "json", "-o", path)
    desk.edit(desk.file_of(ref), "due = 2026-06-15", "due = 2026-07-15")
    before = (desk.root / desk.file_of(ref)).read_bytes()
    for more in ((), ("--by", OFFICE, "--apply")):
        done = yian("import", path, *more)
        assert done.status == 1
        assert "conflict" in done.out
        assert "due" in done.out
    assert (desk.root / desk.file_of(ref)).read_bytes() == before


def test_a_folder_that_only_the_environment_names_is_no_new_ledger(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    path = tmp_path / "台账.json"
    yian("export", "json", "-o", path)
    done = yian("import", path, "--apply", YIAN_LEDGER=str(tmp_path / "vertippt"))
    assert (done.status, done.refused, (tmp_path / "vertippt").exists()) == (2, True, False)


@pytest.mark.parametrize("data", [
    b"{", b"{}", b"{}\n", b"[]", b"\xff", b"", b'{"format":"yian-ledger","version":2}\n{"count":0}\n',
    b'{"format":"yian-ledger","version":1}\n{"count":0}\n', b"[" * 1_000_000, b'{"a":' * 300_000, b"x" * 1_000_000,
    b'{"format":"yian-ledger","version":1}\n{"path":"../x","kind":"org"}\n{"count":1}\n',
    b'{"format":"yian-ledger","version":1}\n{"path":"\\ud800\\u202e\\u001b[31m"}\n{"count":1}\n',
    b'{"format":"yian-ledger","version":1,"items":[{"path":"yian.toml","kind":"campaign","record":{"\\u202e":1}}],"count":1}',
])  # fmt: skip
def test_a_malicious_file_is_4_in_one_sentence(yian: Yian, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "台账.json"
    path.write_bytes(data)
    done = yian("import", path, "--ledger", tmp_path / "new", "--apply")
    assert (done.status, done.refused) == (4, True)
    assert all(c.isprintable() for c in done.err.rstrip("\n"))
    assert [p.name for p in tmp_path.iterdir() if p.name not in ("ledger", "papers", "cache")] == ["台账.json"]
