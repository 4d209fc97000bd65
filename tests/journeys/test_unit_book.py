"""A unit without git takes part: its workbook goes out, comes back filled in and signed, and the problem is closed."""

from pathlib import Path

import openpyxl
import pytest

from tests.journeys.shell import PROBLEMS, Shell, begun
from tests.services.unit_books import place

PASS = ("--opinion", "现场核查5个项目", *(x for n in range(1, 5) for x in ("--standard", f"{n}=yes")))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """The county with two problems of the bureau and a measure of the first."""
    shell = begun(tmp_path / "ledger")
    problems = tmp_path / "问题.toml"
    problems.write_text(PROBLEMS, encoding="utf-8")
    shell.on("2026-03-12T09:30:00+08:00", "bgs/liaison")
    first, second = shell.json("add-problem", "zjj", "--from", problems)
    shell.more |= {"FIRST": first["id"], "SECOND": second["id"]}
    shell.run("add-measure", first["id"], "补齐核验并定责", "--owner", "jianguan", "--due", "2026-04-30")
    return shell


def test_from_the_export_to_the_close(shell: Shell, tmp_path: Path) -> None:
    first, second, path = shell.more["FIRST"], shell.more["SECOND"], tmp_path / "住建局.xlsx"
    shell.on("2026-04-20T09:00:00+08:00").run("export", "xlsx", "--org", "zjj", "-o", path)
    book = openpyxl.load_workbook(path)
    filled = {
        (f"{first}/1", "完成日期"): "2026-04-28", (f"{first}/1", "措施进展"): "12个项目全部核验",
        (first, "整改成效"): "二季度12个项目零补办", (first, "建立或修订的制度"): "变更审批办法",
        (first, "举一反三情况"): "全县同查", (first, "申请销号"): "是", (second, "整改进展"): "正在核对单据",
    }  # fmt: skip
    for (key, title), value in filled.items():
        place(book, key, title).value = value
    book.save(path)
    signed = tmp_path / "签字.pdf"
    signed.write_text("签字件", encoding="utf-8")

    shell.on("2026-05-06T15:00:00+08:00", "bgs/liaison")
    before = shell.commits()
    shown = shell.json("import", path, "--signed", signed, "--received", "2026-04-30")
    assert (shown["counts"]["changed"], shell.commits()) == (3, before)
    shell.run("import", path, "--signed", signed, "--received", "2026-04-30", "--apply")
    assert (shell.commits(), shell.git("status", "--porcelain")) == (before + 1, "")
    again = shell.json("import", path, "--signed", signed, "--received", "2026-04-30", "--apply")
    assert (again["counts"]["unchanged"], shell.commits()) == (3, before + 1)

    shell.on("2026-05-10", "jw/liaison").run("review", first, "--pass", *PASS)
    shell.on("2026-05-11", "bgs/liaison").run("close", first)
    problem = shell.json("show", first)
    assert problem["status"] == "closed"
    shell.on("2026-06-20").run("verify")
    shell.run("verify", "--history")
    figures = shell.json("report")["figures"]
    assert (figures["closed"], figures["on_time"]) == (1, 1)


def test_two_who_bring_the_same_workbook_record_it_once(shell: Shell, tmp_path: Path) -> None:
    second, path = shell.more["SECOND"], tmp_path / "住建局.xlsx"
    shell.on("2026-03-20").run("export", "xlsx", "--org", "zjj", "-o", path)
    book = openpyxl.load_workbook(path)
    place(book, second, "整改进展").value = "正在核对单据"
    book.save(path)
    shell.on("2026-03-21", "bgs/liaison").run("import", path, "--apply")
    before = shell.commits()
    shell.on("2026-03-22", "bgs/head").run("import", path, "--apply")
    shell.on("2026-03-23", "zjj/liaison").run("import", path, "--apply")
    assert shell.commits() == before
