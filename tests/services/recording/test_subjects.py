"""What git's log says, in the campaign's language."""

import ast
import re
from pathlib import Path

import pytest

import yiananlib.services
from yiananlib.messages import _, speaking
from yiananlib.services.recording.subjects import WORDS, subject


@pytest.mark.parametrize(
    ("written", "chinese"),
    [
        ("zjj/k7m2qd: close", "zjj/k7m2qd: 销号"),
        ("zjj/k7m2qd: review, return", "zjj/k7m2qd: 审核退回"),
        ("zjj/k7m2qd: number, 2026-017", "zjj/k7m2qd: 编号，2026-017"),
        ("zjj/k7m2qd: redate 3f9k2m", "zjj/k7m2qd: 更正日期 3f9k2m"),
        ("20 problems: add-problem", "20 个问题: 登记"),
        ("officers of 3 organizations: import orgs", "3 个单位的人员: 导入单位"),
        ("zjj/liaison: 12 records", "zjj/liaison: 12 条记录"),
        (".gitattributes: setup", ".gitattributes: 设置"),
        ("init", "建账"),
        ("整理文件夹", "整理文件夹"),
        ("Merge branch 'main' of ../shared", "Merge branch 'main' of ../shared"),
        ("a: b: c", "a: b: c"),
        ("", ""),
    ],
)
def test_a_subject_is_translated_but_names_stay(written: str, chinese: str) -> None:
    assert subject(written, "zh_CN") == chinese
    assert subject(written, "en") == written


def test_translating_a_subject_twice_changes_nothing() -> None:
    told = subject("zjj/k7m2qd: review, return", "zh_CN")
    assert subject(told, "zh_CN") == told


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_word_is_chinese(word: str) -> None:
    with speaking("zh_CN"):
        assert not re.sub(r"\{\w+\}|\W", "", _(word)).isascii()


def test_every_verb_that_a_command_hands_to_git_has_a_translation() -> None:
    """The verbs that services hand to git's log: what follows ``{ref}: `` there, and what ``write`` returns."""
    said = set()
    for path in Path(yiananlib.services.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == "write":
                said |= {_text(made.value) for made in ast.walk(node) if isinstance(made, ast.Return)}
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", "")
                if called == "record_one":
                    said |= {_text(node.args[3 if len(node.args) == 5 else 4])}
                if called.startswith("commit"):
                    said |= {_text(part.values[-1]) for part in node.args if isinstance(part, ast.JoinedStr)}
    said = {verb.removeprefix(": ") for verb in said if verb}
    assert {"close", "progress", "reply", "add-org", "withdraw"} <= said
    assert said - WORDS == set()


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
