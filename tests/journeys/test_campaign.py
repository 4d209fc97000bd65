"""The campaign document, row by row: each row of docs/campaign.md is answered on the example by a command that runs."""

from __future__ import annotations

import importlib
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from yiananlib.cli.main import run
from yiananlib.cli.table import COMMANDS, module_of
from yiananlib.messages import speaking

if TYPE_CHECKING:
    import click

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "campaign.md"

ROWS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "1": (("list --cases", "惠民和专项资金管理失职案"), ("show case-1", "系列违纪违法案")),
    "2": (("show campaign", "整改重点"), ("show case-1", "整改任务")),
    "3": (("show campaign", "由县委常委会审定"),),
    "4": (("show case-1", "征收补偿和社保审核久拖不决"),),
    "5": (("report --tasks", "已回复"),),
    "6": (("list --source audit", "wjw/"), ("list --source meeting", "市政道路项目又有变更先干后批")),
    "7": (("list --opinions", "待答复"), ("due --org zrzy", "待答复的意见建议")),
    "8": (("list --orgs", "望云镇云口村"),),
    "9": (("list --marks", "重灾区"), ("list --marked", "yqgw/"), ("report --marked", "县园区管委会（重灾区）")),
    "10–13": (("list --prompts", "优良作风"),),
    "14": (("report --look-backs", "回头看"), ("show campaign", "回头看"),
        ("list --samples", "二季度销号抽查"), ("report", "抽查情况")),
    "15, 16, 34, 35, 43–45": (("report --by tag", "形式主义"), ("list --tag four_winds/formalism", "yqgw/")),
    "17": (("lint --code nil", ""),),
    "18": (("list --rounds", "2026-1"),),
    "19": (("lint", "。"),),
    "20": (("list --public-concern", "/"),),
    "21": (("report --stages", "学：会议场次"),),
    "22": (("report --all-figures", "五看"),),
    "23, 24": (("list --meetings", "观看征收领域警示教育片"),),
    "25": (("report --all-figures", "警示教育和学习"),),
    "26": (("help gate", "cause-depth"),),
    "27": (("list --prompts", "查一查"),),
    "28": (("show zrzy/wgghsg", "病根"),),
    "29": (("show zrzy/wgghsg", "担当差距"),),
    "30": (("report --members", "实到"),),
    "31": (("list", "截至"),),
    "32": (("report --org zjj", "县住建局"), ("report --format csv", "未整改到位原因及下一步计划")),
    "33": (("list --status closed", "已销号"),),
    "36–38": (
        ("report --by return_reason", "退回原因"), ("help gate", "measures-done"), ("due --org wyz", "已过期"),
    ),
    "39": (("list --rules", "变更审批办法"),),
    "40": (("show case-1", "对案件本身的处理"), ("report", "处理")),
    "41": (("report", "形态"),),
    "42": (("report --by field", "征地拆迁"),),
    "46": (("report --by severity", "轻微"),),
    "47": (("list --linked rural", "共"),),
    "48": (("lint --code same-effect", ""),),
    "49": (("report", "五看"),),
    "50": (("report --sweep", "查摆问题"), ("report --cleared", "尚未全清")),
    "51": (("report --as-of 2026-05-01", "100天冲刺第61天"), ("report --burn-down", "未销号")),
    "52": (("report --cleared", "望云镇云口村"),),
    "53": (("report --rank closure_rate", "销号率"),),
    "54, 55": (("list --groups", "尚未成立领导小组或专班的单位"),),
    "56": (("report --heads", "距今天数"),),
    "57": (("report --by leader", "分管副局长"),),
    "58": (("list --orgs", "纪检监察机关"),),
    "59": (("report --members", "自己摆进去"), ("list --prompts", "查一查")),
    "60": (("help gate", "triad"),),
    "61, 62": (("list --sort priority", "截至"), ("report", "集中治理的六类问题")),
    "63, 64, 66": (("show zjj/xyd38s", "红脸出汗"),),
    "65": (("report --members", "尚未过关人员"),),
    "67, 68": (("list --rules", "管权"),),
    "69": (("show case-1", "2026-1"), ("list --rounds", "县卫健委")),
    "70": (
        ("report", "普遍问题（举一反三）"), ("due --org zrzy", "需在本单位排查的普遍问题"),
        ("help gate", "looked-wider"), ("report --common", "已巩固"),
        ("similar --symptom 工程变更未批先干", "再次发生"),
        ("report --what-held", "巩固率"),
    ),
    "71": (("list --commendations", "共"), ("report", "褒奖")),
    "72": (
        ("list --notices", "督办"), ("due", "待决定的异议"), ("list --urges", "微信工作群"),
        ("due --org zjj", "其他单位等待协调的事项"), ("remind --message --org zrzy", "【催办】县自然资源局"),
    ),
    "73": (("report --backdated", "补录"),),
    "74": (("list --press", "共"),),
    "75": (("show campaign", "四个决不放过"),),
    "76": (("list --accountability", "整改措施不到位"),),
    "77": (("report", "追缴退赔金额"), ("list --accountability", "追缴退赔金额")),
    "78": (("list --sent", "市委办"),),
}  # fmt: skip
"""By row of the page what is typed and what the answer has; "" where a command has nothing to say of the example."""


def rows() -> dict[str, str]:
    """Return the rows of the page: what serves each, by its numbers."""
    cells = [line.strip("|").split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    return {one[0].strip(): one[2] for one in cells[2:]}


def named() -> list[tuple[str, str]]:
    """Return each command that a row names, with the row; an option by itself is one of the command before it."""
    found = []
    for row, said in rows().items():
        name = ""
        for span in re.findall(r"`([^`]+)`", said):
            if span.split()[0] in COMMANDS:
                name = span.split()[0]
                found.append((row, span))
            elif span.startswith("--"):
                found.append((row, f"{name} {span}"))
    return found


def test_exactly_the_rows_of_the_page_are_answered() -> None:
    assert list(ROWS) == list(rows())
    assert len(named()) > len(ROWS)


@pytest.mark.parametrize(("row", "span"), named())
def test_a_command_that_a_row_names_takes_what_the_row_says(row: str, span: str) -> None:
    name, *words = span.split()
    command: click.Command = importlib.import_module(module_of(name)).command
    known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    assert {word for word in words if word.startswith("--")} <= known, row


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example: its index is kept in the cache of the test."""
    folder = tmp_path_factory.mktemp("county") / "yunling"
    shutil.copytree(ROOT / "examples" / "yunling", folder)
    return folder


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_answered_on_the_example(
    row: str, county: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(county.parent / "cache"))
    environ = {"YIAN_LEDGER": str(county), "YIAN_NOW": "2026-07-15"}
    for typed, wanted in ROWS[row]:
        with speaking("zh_CN"):
            status = run(typed.split(), environ)
        printed = capsys.readouterr()
        assert status == (1 if wanted and typed == "lint" else 0), (typed, printed.err)
        assert wanted in printed.out, typed
        assert printed.out or not wanted
