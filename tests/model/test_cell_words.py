"""Words for classes and statuses, and several measures in a cell."""

import pytest

from yiananlib.model import cell_words
from yiananlib.model.cell_words import Told
from yiananlib.model.vocabulary import Class, Severity


@pytest.mark.parametrize(
    "word", ["已整改", "整改完成", "已完成", "已销号", "是", "✅", "✅ 完成", "已完成整改。", "Closed", "√"]
)
def test_many_words_mean_done(word: str) -> None:
    assert cell_words.told(word) is Told.DONE


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("部分整改", Told.DOING), ("按序时进度推进", Told.DOING), ("待验收", Told.DOING), ("基本完成", Told.DOING),
        ("未整改", Told.NONE), ("否", Told.NONE), ("未启动", Told.NONE), ("逾期 4 天", Told.LATE), ("临期2天",
        Told.LATE),
        ("正常", Told.LATE), ("已召开会议研究，正在制定方案", None), ("", None),
    ],
)  # fmt: skip
def test_progress_is_read_from_a_word_but_not_from_a_sentence(word: str, told: Told | None) -> None:
    assert cell_words.told(word) is told


def test_classes_and_severities_are_read_where_they_are_sure() -> None:
    assert [cell_words.class_of(w) for w in ("立行立改", "限期整改", "长期坚持", "系统治理")] == [
        Class.IMMEDIATE, Class.PHASED, Class.ONGOING, None,
    ]  # fmt: skip
    assert [cell_words.severity_of(w) for w in ("一般性质", "重大隐患", "较大", "3")] == [
        Severity.GENERAL, Severity.MAJOR, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "measures"),
    [
        ("补办手续", ["补办手续"]),
        ("1.补办手续；2.修订办法", ["补办手续", "修订办法"]),
        ("1、补办手续\n2、修订办法\n3、每月抽查", ["补办手续", "修订办法", "每月抽查"]),
        ("（1）补办手续。（2）修订办法", ["补办手续。", "修订办法"]),
        ("①补办手续②修订办法", ["补办手续", "修订办法"]),
        ("一是补办手续；二是修订办法；三是抽查", ["补办手续", "修订办法", "抽查"]),
        ("（一）补办手续；（二）修订办法", ["补办手续", "修订办法"]),
        ("一、补办手续\n二、修订办法", ["补办手续", "修订办法"]),
        ("整改措施：1.补办手续 2.修订办法", ["补办手续", "修订办法"]),
        ("1.补办12个项目、2.5万元", ["补办12个项目、2.5万元"]),
        ("补办手续\n修订办法", ["补办手续\n修订办法"]),
        ("按照1号文件和2号文件办理", ["按照1号文件和2号文件办理"]),
        ("3.补办手续 4.修订办法", ["3.补办手续 4.修订办法"]),
        ("……", []),
        (
            "(1) 2026/05/23: disable accounts\n(2) 2026-06-12: review",
            ["2026/05/23: disable accounts", "2026-06-12: review"],
        ),
    ],
)
def test_the_measures_of_a_cell_are_those_that_are_numbered_from_one_on(cell: str, measures: list[str]) -> None:
    assert cell_words.measures(cell) == measures


def test_measures_numbered_beyond_ten_are_read_too() -> None:
    digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    assert len(cell_words.measures("\n".join(f"{n}、措施{n}" for n in digits))) == 12


def test_a_measure_may_begin_with_its_day() -> None:
    assert cell_words.dated("2026/05/23: disable accounts") == ("2026/05/23", "disable accounts")
    assert cell_words.dated("2026年5月23日：补办") == ("2026年5月23日", "补办")
    assert cell_words.dated("补办") == (None, "补办")


@pytest.mark.parametrize(
    ("symptom", "title"),
    [
        ("抽查12个项目，5个变更先干后批。", "抽查12个项目，5个变更先干后批"),
        ("招标不规范；变更先干后批", "招标不规范"),
        ("第一行\n第二行", "第一行"),
        ("字" * 60, "字" * 39 + "…"),
        ("字" * 30 + "，" + "字" * 30, "字" * 30 + "…"),
    ],
)
def test_a_problem_without_a_title_is_called_by_its_first_clause(symptom: str, title: str) -> None:
    assert cell_words.title_of(symptom) == title
