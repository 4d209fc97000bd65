"""What happened, in words."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given

from tests import strategies
from tests.builders import STEPS, make_entry
from yiananlib.model.entries import Entry
from yiananlib.render.entries import happened, said

NAMES = {"czj": "财政局", "czj/head": "局长"}


def word(vocabulary: str, key: str) -> str:
    """Speak as a campaign does."""
    return f"{vocabulary} {key}"


def words(step: str, **fields: Any) -> str:
    entry = make_entry(step, **fields)
    return said(entry.kind, entry.plain(), word, NAMES)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_a_word_of_its_own(step: str) -> None:
    entry = make_entry(step)
    found = happened(entry.kind, entry.plain())
    assert found
    others = [make_entry(other) for other in STEPS if other != step]
    assert found not in [happened(e.kind, e.plain()) for e in others]


@pytest.mark.parametrize(
    ("step", "fields", "found"),
    [
        ("registered", {}, ""),
        ("amended", {}, "更正 [Title: 招标文件抽查整改三次催办仍未报]"),
        (
            "amended",
            {"changes": {"goal": "零补办", "support": ["czj", "gov"]}},
            "更正 [Goal: 零补办; Supporting units: 财政局, gov]",
        ),
        ("reassigned", {}, "zjj/jianguan → zjj/liaison: 岗位调整"),
        ("planned", {}, "1. 逐项补办变更审批"),
        ("progressed", {}, "已清查5个项目"),
        ("progressed", {"measure": 2}, "2. 已清查5个项目"),
        ("completed", {}, "1."),
        ("completed", {"note": "办结"}, "1. 办结"),
        ("evidenced", {}, "1. 0123456789abcdef-台账.pdf"),
        ("evidenced", {"measure": None}, "0123456789abcdef-台账.pdf"),
        ("extension-requested", {}, "until 2026-07-15 需财政评审"),
        ("extension-granted", {}, "until 2026-07-15"),
        ("extension-denied", {}, "理由不足"),
        ("submitted", {}, "变更审批率由58%升至100%"),
        ("closed", {}, ""),
        ("closed", {"waived": {"rule": "一", "wider": "二"}}, "waived rule: 一; waived wider: 二"),
        ("looked-back:slipped", {}, "新开工项目又先干后批"),
        ("noted", {}, "已电话提醒"),
        ("publicised", {}, "2026-03-06 to 2026-03-10, 5 days; no open objection"),
        ("publicised", {"objections": ["甲", "乙"]}, "2026-03-06 to 2026-03-10, 5 days; open objections: 甲, 乙"),
        ("numbered", {}, "2026-017"),
        ("held-accountable", {}, "trigger fake_rectification: 1 诫勉"),
        ("explained", {}, "no-verb: 细化方案见附件"),
        ("generalised", {}, "stands for m3v8ta; asked: zjj, 财政局"),
        ("looked-wider", {}, "found 2 more: 抽查31项"),
        ("looked-wider", {"found": 0}, "found nothing: 抽查31项"),
        ("reviewed:pass", {"received": dt.date(2026, 3, 10)}, "属实; received 2026-03-10"),
        ("redated", {}, "000000: 2026-03-12 电脑时钟快了十年"),
        ("retracted", {}, "000000: 录入有误"),
        ("contested", {}, "该项目不属我局监管"),
        (
            "contested",
            {"evidence": [{"file": "aaaaaaaaaaaaaaaa-职责清单.pdf", "sha256": "a" * 64, "size": 1}]},
            "该项目不属我局监管 aaaaaaaaaaaaaaaa-职责清单.pdf",
        ),
        ("contest-upheld", {}, "amend the problem: 情况属实"),
        ("contest-dismissed", {}, "与现场核查不符"),
        ("blocked", {}, "财政局: 概算调整的财政评审意见"),
        ("block-cleared", {"note": "已出"}, "已出"),
    ],
)
def test_the_words_of_an_entry(step: str, fields: dict[str, Any], found: str) -> None:
    assert words(step, **fields) == found


@given(strategies.entries())
def test_an_entry_has_the_same_words_as_the_index_and_as_a_file_tell_it(entry: Entry) -> None:
    kept = json.loads(entry.model_dump_json(by_alias=True))
    assert said(entry.kind, kept, word, NAMES) == said(entry.kind, entry.plain(), word, NAMES)
    assert happened(entry.kind, kept) == happened(entry.kind, entry.plain())
