"""Where the table of a sheet is, and which of its rows are problems."""

import datetime as dt
from typing import Any

import pytest

from yiananlib.model import headings, sheet_layout
from yiananlib.model.sheet_layout import Layout, text_of

HEAD = ("序号", "责任单位", "问题表现", "整改措施", "整改时限")
ROW = (1, "县住建局", "先干后批", "补办手续", "2026-06-15")


def layout(*rows: tuple[Any, ...], merged: tuple[tuple[int, int, int, int], ...] = (), **said: str) -> Layout:
    return sheet_layout.read(rows, merged, {headings.key(name): field for name, field in said.items()})


def fields(found: Layout) -> dict[str, str | None]:
    return {column.heading: column.field for column in found.columns}


@pytest.mark.parametrize("above", range(15))
def test_the_head_is_found_in_the_first_fifteen_rows(above: int) -> None:
    found = layout(*[("某县整改台账",)] * above, HEAD, ROW)
    assert (found.header_row, found.levels, [row.number for row in found.rows]) == (above + 1, 1, [above + 2])
    assert [aside.what for aside in found.aside] == ["title"] * above


def test_a_header_further_down_is_not_found() -> None:
    assert layout(*[("某县整改台账",)] * 15, HEAD, ROW).header_row is None


def test_columns_are_known_by_their_headings_whatever_their_order() -> None:
    found = layout(("整改时限", None, "问题表现", "责任单位"), ("2026-06-15", None, "先干后批", "县住建局"))
    assert [(c.index, c.field) for c in found.columns] == [(0, "due"), (2, "symptom"), (3, "org")]
    assert found.rows[0].cells == {0: "2026-06-15", 2: "先干后批", 3: "县住建局"}


@pytest.mark.parametrize("levels", range(1, 6))
def test_a_head_has_one_to_five_levels(levels: int) -> None:
    groups = [("序号", f"第{n}层", None, "整改时限") for n in range(1, levels)]
    leaf = ("序号" if levels == 1 else None, "问题表现", "整改措施", "整改时限" if levels == 1 else None)
    merged = [(n, 1, n, 2) for n in range(levels - 1)]
    if levels > 1:
        merged += [(0, 0, levels - 1, 0), (0, 3, levels - 1, 3)]
    found = layout(*groups, leaf, (1, "先干后批", "补办", "6月底"), merged=tuple(merged))
    assert (found.header_row, found.levels) == (1, levels)
    assert list(fields(found).values()) == [None, "symptom", "measure", "due"]
    assert found.columns[1].heading == " / ".join([*(f"第{n}层" for n in range(1, levels)), "问题表现"])
    assert [row.number for row in found.rows] == [levels + 1]


def test_a_group_without_merged_cells_stands_over_what_it_leaves_open() -> None:
    found = layout(
        ("序号", "问题", None, "整改时限"), (None, "问题表现", "问题类别", None), (1, "先干后批", "其他", "6月底")
    )
    assert [c.heading for c in found.columns] == ["序号", "问题 / 问题表现", "问题 / 问题类别", "整改时限"]


def test_merged_cells_are_found_even_if_each_of_them_holds_the_text() -> None:
    rows = (
        ("问题表现", "落实", "落实", "整改时限"),
        ("问题表现", "整改措施", "责任人", "整改时限"),
        ("甲", "乙", "丙", "6月底"),
    )
    merged = ((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3))
    assert list(fields(layout(*rows, merged=merged)).values()) == ["symptom", "measure", "owner", "due"]


def test_merged_cells_below_are_filled_down_and_blanks_inherit_nothing() -> None:
    rows = (
        HEAD,
        (1, "县住建局", "先干后批", "补办", "6月底"),
        (None, None, None, "抽查", None),
        (2, "县住建局", None, "x", None),
    )
    found = layout(*rows, merged=((1, 1, 2, 1), (1, 2, 2, 2)))
    assert [row.cells.get(2) for row in found.rows] == ["先干后批", "先干后批", None]
    assert [row.cells.get(4) for row in found.rows] == ["6月底", None, None]


def test_of_two_columns_for_a_field_the_one_in_its_group_or_the_plainer_is_taken() -> None:
    rows = (("整改责任清单", "单位名称", None), ("具体责任单位 ", "一级单位", "具体责任单位"), ("甲", "乙", "丙"))
    found = layout(("问题表现", *rows[0]), (None, *rows[1]), ("x", *rows[2]), merged=((0, 2, 0, 3), (0, 0, 1, 0)))
    assert [(c.field, c.how) for c in found.columns[1:]] == [(None, "twice"), (None, "unknown"), ("org", "synonym")]
    two = layout(("问题表现", "整改期限", "到期日"), ("x", "15日", "2026-06-15"))
    assert [(c.field, c.how) for c in two.columns[1:]] == [(None, "twice"), ("due", "synonym")]


def test_a_mapping_decides_about_a_heading_with_its_groups_and_without() -> None:
    found = layout(HEAD, ROW, 整改措施="remark", 序号="")
    assert [(c.field, c.how) for c in found.columns][::3] == [(None, "map"), ("remark", "map")]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("合计", None, "12"), "total"), (("合 计：", None, "12"), "total"), (("小计",), "total"),
        (("注意：请按规则进行填报",), "note"), (("备注：以上均已核实",), "note"), (("注1、按月报送",), "note"),
        (("填表人：", None, "审核人：", None, "单位负责人："), "signature"), (("填报日期：2026年6月",), "signature"),
        (("截至2026年3月31日",), "period"), (HEAD, "heading"), (("N/A",) * 5, "empty"), (("—", "/", "无"), "empty"),
        (("以下为第二批",), "note"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_problem_is_left_out_and_listed(row: tuple[Any, ...], what: str) -> None:
    found = layout(HEAD, ROW, row, ROW)
    assert [r.number for r in found.rows] == [2, 4]
    assert [(aside.row, aside.what) for aside in found.aside] == [(3, what)]
    assert found.aside[0].text


def test_a_section_is_one_cell_across_the_table() -> None:
    found = layout(HEAD, ("一、理想信念方面",), ROW, merged=((1, 0, 1, 4),))
    assert [aside.what for aside in found.aside] == ["section"]


def test_blank_rows_are_no_rows() -> None:
    assert [row.number for row in layout(HEAD, (), (None, "  "), ROW).rows] == [4]


def test_unit_and_year_are_read_above_the_table() -> None:
    found = layout(("整改台账",), ("填报单位：县住建局", None, None, "截至2026年3月31日"), HEAD, ROW)
    assert (found.unit, found.year) == ("县住建局", 2026)
    assert [aside.what for aside in found.aside] == ["title", "period"]
    assert layout(("2025年与2026年对照",), HEAD, ROW).year is None


@pytest.mark.parametrize(
    "head",
    [
        ("问题类型名称", "上报问题数", "一级问题数", "整改完成数", "整改率"),
        ("单位", "应反馈", "已反馈", "完成率", "立行立改应整改数", "立行立改已整改数"),
    ],
)
def test_a_sheet_of_counts_is_told(head: tuple[str, ...]) -> None:
    assert layout(("月度统计",), head, ("甲", 1, 2, 3, 0.5)).is_statistics
    assert not layout((*HEAD, "问题数", "人数"), (*ROW, 1, 2)).is_statistics


def test_tasks_are_the_problems_where_nothing_else_names_them() -> None:
    assert fields(layout(("整改任务", "整改时限"), ("治理扬尘", "6月底")))["整改任务"] == "title"
    assert fields(layout(("问题表现", "整改任务"), ("扬尘", "治理扬尘")))["整改任务"] == "measure"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "是"), (3.0, "3"), (2.5, "2.5"), (13800001111.0, "13800001111"), (dt.date(2026, 6, 1),
        "2026-06-01"),
        (dt.datetime(2026, 6, 1), "2026-06-01"), (dt.datetime(2026, 6, 1, 9, 30), "2026-06-01 09:30"),  # noqa: DTZ001 - a cell has no zone
        ("a\r\nb\u200b\xa0c_x000D_ ", "a\nb c"),
    ],
)  # fmt: skip
def test_a_cell_is_text_as_it_is_typed(value: Any, text: str) -> None:
    assert text_of(value) == text


def test_nothing_is_found_in_an_empty_sheet() -> None:
    assert layout().header_row is None
    assert layout((None, "x")).columns == ()


def test_a_text_repeated_in_merged_cells_is_read_once() -> None:
    rows = (HEAD, (1, "县住建局", "先干后批", "先干后批", "6月底"), (2, "县住建局", "未批先建", "未批先建", "7月底"))
    apart = layout(*rows)
    assert [row.cells.get(3) for row in apart.rows] == ["先干后批", "未批先建"]
    joined = layout(*rows, merged=((1, 2, 1, 3), (2, 2, 2, 3)))
    assert [row.cells.get(2) for row in joined.rows] == ["先干后批", "未批先建"]
    assert [row.cells.get(3) for row in joined.rows] == [None, None]


def test_merged_cells_are_cut_off_at_the_edges_of_the_sheet() -> None:
    rows = (HEAD, (1, "县住建局", "先干后批", "补办", "6月底"), (2, None, "未批先建", "补办", "7月底"))
    found = layout(*rows, merged=((1, 1, 9, 1), (2, 5, 2, 6), (7, 0, 8, 0)))
    assert [row.cells.get(1) for row in found.rows] == ["县住建局", "县住建局"]


@pytest.mark.parametrize("head", [("事项", "整改任务", "整改时限"), ("整改任务", "事项", "整改时限")])
def test_of_two_stand_ins_for_the_problem_the_one_without_another_meaning_is_taken(head: tuple[str, ...]) -> None:
    found = fields(layout(head, ("治理扬尘", "清洗车辆", "6月底")))
    assert (found["事项"], found["整改任务"]) == ("title", None)


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad"])
def test_invisible_characters_are_not_text(sign: str) -> None:
    assert text_of(f"先{sign}干") == "先干"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\r\n", "\r"])
def test_every_end_of_a_line_is_one(sign: str) -> None:
    assert text_of(f"先干{sign}后批") == "先干\n后批"


@pytest.mark.parametrize(("length", "rows"), [(10, 1), (79, 1), (80, 2), (81, 2), (200, 2)])
def test_a_long_text_containing_a_signature_word_is_not_a_signature_row(length: int, rows: int) -> None:
    text = "填表人：".ljust(length, "签")
    assert len(layout(HEAD, ROW, (None, None, text)).rows) == rows


@pytest.mark.parametrize("above", range(3))
def test_a_group_stands_over_the_cells_that_it_is_merged_across_and_no_more(above: int) -> None:
    rows = (("序号", "问题", None, None), (None, "问题表现", "问题类别", "整改时限"), (1, "先干后批", "其他", "6月底"))
    merged = ((above, 0, above + 1, 0), (above, 1, above, 2))
    found = layout(*[("某县整改台账",)] * above, *rows, merged=merged)
    assert [c.heading for c in found.columns] == ["序号", "问题 / 问题表现", "问题 / 问题类别", "整改时限"]


def test_below_a_group_a_heading_need_not_be_known_in_any_of_its_columns() -> None:
    rows = (
        ("序号", "问题", None, "整改时限"),
        (None, "问题表现", "镇村自拟栏", None),
        (1, "先干后批", "其他", "6月底"),
    )
    found = layout(*rows, merged=((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)))
    assert (found.levels, [row.number for row in found.rows]) == (2, [3])
