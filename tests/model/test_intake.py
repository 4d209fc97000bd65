"""From the rows of a sheet to problems."""

import datetime as dt
from typing import Any, Final

import pytest

from tests.builders import FOUND, make_orgs
from yiananlib.model import headings, intake, sheet_layout
from yiananlib.model.cell_people import People
from yiananlib.model.items import Item, Known
from yiananlib.model.mappings import Mapping

VOCABULARY: Final = {
    "kind": {"inaction": "不担当不作为", "other": "其他"},
    "source": {"audit": "审计"},
    "field": {"none": "无"},
    "four_winds": {"formalism": "形式主义", "bureaucracy": "官僚主义"},
    "lesson": {"l1": "打招呼"},
}
HEAD: Final = ("单位", "问题", "时限")


def read(*rows: tuple[Any, ...], org: str | None = None, sheet: str = "a", **said: Any) -> list[Item]:
    return intake.items([table(*rows, org=org, sheet=sheet, **said)])


def table(*rows: tuple[Any, ...], org: str | None = None, sheet: str = "a", **said: Any) -> intake.Table:
    mapping = Mapping.model_validate({"schema": 1, **said})
    people = People(make_orgs(), mapping, FOUND)
    known = Known(people, VOCABULARY, org, 2026, mapping.table.found)
    return intake.Table(sheet, sheet_layout.read(rows, (), mapping.said), known)


def one(*rows: tuple[Any, ...], **said: Any) -> Item:
    (item,) = read(*rows, **said)
    return item


def wrong(item: Item) -> list[tuple[str, str]]:
    return [(said.column, said.said) for some in item.said.values() for said in some if said.wrong]


def test_a_row_is_a_problem_with_what_its_cells_say() -> None:
    head = (
        "单位",
        "标题",
        "问题",
        "原因",
        "目标",
        "措施",
        "时限",
        "类别",
        "整改类型",
        "等级",
        "来源",
        "责任人",
        "配合单位",
        "发现时间",
    )
    row = ("住建局", "招标 不规范", "先干后批", "程序意识淡薄", "零补办", "补办", "2026-06-15", "不担当不作为",
        "立行立改",
        "重大", "审计",
           "职务 jianguan", "财政局", dt.date(2026, 3, 1))  # fmt: skip
    item = one(head, row)
    assert wrong(item) == []
    assert (item.org, item.places) == ("zjj", [("a", 2)])
    assert item.fields == {
        "title": "招标 不规范", "symptom": "先干后批", "root_cause": "程序意识淡薄", "goal": "零补办",
        "due": dt.date(2026, 6, 15),
        "kind": "inaction", "class": "immediate", "severity": "major", "source": "audit", "owner": "zjj/jianguan",
        "support": ("czj",), "found": dt.date(2026, 3, 1),
    }  # fmt: skip
    assert item.filled == {"leader": "zjj/head"}
    assert item.measures == [{"text": "补办", "owner": "zjj/jianguan", "due": dt.date(2026, 6, 15)}]


def test_fields_without_a_column_are_filled_in_and_marked_as_filled_in() -> None:
    item = one(HEAD, ("住建局", "先干后批。又及", "2026-06-15"))
    assert item.filled == {"title": "先干后批", "kind": "other", "leader": "zjj/head", "owner": "zjj/liaison"}
    table_ = {"kind": "inaction", "source": "audit", "leader": "deputy-1", "owner": "jianguan"}
    assert one(HEAD, ("住建局", "先干后批", "2026-06-15"), table=table_).filled == {"title": "先干后批", **table_}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("单位", "住建", "not an organization"), ("时限", "两会前后", ""), ("等级", "较大", "[words.severity]"),
        ("整改类型", "系统治理", "[words.class]"), ("重点领域", "招商", "[words.field]"), ("责任人", "科长",
        "no such post"),
        ("责任人", "李大明", "names a person"), ("配合单位", "某局", "not an organization"), ("问题", "电话13800001111",
        "telephone"),
        ("问题", "身份证11010519491231002X", "identity"), ("措施", "由张三同志补办", "name of a person"),
        ("发现时间", "开春", ""), ("备注", "13800001111", "telephone"), ("整改进展", "13800001111", "telephone"),
    ],
)  # fmt: skip
def test_an_uncertain_value_refuses_the_row_and_names_its_cell(column: str, value: str, said: str) -> None:
    row = {"单位": "住建局", "问题": "先干后批", "时限": "2026-06-15", column: value}
    found = wrong(one(tuple(row), tuple(row.values())))
    assert [where for where, _said in found] == [column]
    assert said in found[0][1]


def test_a_mapping_says_what_words_and_names_mean() -> None:
    row = {
        "单位": "建设局",
        "问题": "李大明先干后批",
        "时限": "两会前后",
        "整改类型": "系统治理",
        "责任人": "李大明",
        "状态": "妥了",
    }
    said = {
        "orgs": {"建设局": "zjj"}, "people": {"李大明": "zjj/jianguan"}, "words": {
            "due": {"两会前后": dt.date(2026, 3, 20)}, "class": {"系统治理": "phased"}, "status": {"妥了": "done"},
        },
    }  # fmt: skip
    item = one(tuple(row), tuple(row.values()), **said)
    assert wrong(item) == []
    assert (item.org, item.fields["due"], item.fields["class"], item.done) == (
        "zjj",
        dt.date(2026, 3, 20),
        "phased",
        True,
    )
    assert (item.fields["owner"], item.fields["symptom"]) == ("zjj/jianguan", "职务 jianguan先干后批")


def test_names_of_people_who_are_not_responsible_are_looked_for_too() -> None:
    item = one((*HEAD, "检查人"), ("住建局", "王芳发现先干后批", "2026-06-15", "王芳"))
    assert wrong(item)[0][0] == "问题"


def test_words_that_are_no_kind_are_kept_as_a_remark() -> None:
    item = one((*HEAD, "问题类别"), ("住建局", "先干后批", "2026-06-15", "工程管理"))
    assert wrong(item) == []
    assert (item.filled["kind"], item.remarks) == ("other", ["问题类别: 工程管理"])


def test_tags_are_read_by_their_words_and_unknown_ones_are_kept_as_a_remark() -> None:
    item = one((*HEAD, "标签"), ("住建局", "先干后批", "2026-06-15", "形式主义、打招呼；four_winds/官僚主义，拖延"))
    assert wrong(item) == []
    assert item.fields["tags"] == ("four_winds/formalism", "lesson/l1", "four_winds/bureaucracy")
    assert item.remarks == ["标签: 拖延"]
    assert "no tag of this campaign: 拖延" in [said.said for some in item.said.values() for said in some]
    assert "tags" not in one((*HEAD, "标签"), ("住建局", "先干后批", "2026-06-15", "拖延")).fields


def test_texts_without_a_field_become_remarks_under_their_heading() -> None:
    item = one((*HEAD, "整改成效", "依据条款", "验收意见"), ("住建局", "甲", "2026-06-15", "零补办", "第三条", "属实"))
    assert item.remarks == ["整改成效: 零补办", "依据条款: 第三条", "验收意见: 属实"]


@pytest.mark.parametrize(
    ("column", "value", "done", "struck", "progress"),
    [
        ("完成情况", "已整改", True, False, []), ("是否完成整改", "是", True, False, []), ("整改情况", "整改完成",
        True, False, []),
        ("完成情况", "部分整改", False, False, ["部分整改"]), ("完成情况", "未整改", False, False, []),
        ("整改进展", "已召开会议", False, False, ["已召开会议"]), ("状态", "逾期 3 天", False, False, []),
        ("是否销号", "是", False, True, []), ("是否销号", "已销号", False, True, []), ("是否销号", "否", False, False,
        []),
        ("是否销号", "", False, False, []),
    ],
)  # fmt: skip
def test_progress_stated_in_a_sheet_closes_nothing(
    column: str, value: str, done: bool, struck: bool, progress: list[str]
) -> None:
    item = one((*HEAD, column), ("住建局", "先干后批", "2026-06-15", value))
    assert (item.done, item.struck, item.progress, wrong(item)) == (done, struck, progress, [])


def test_deadlines_are_kept_as_they_are_worded_but_for_plain_days() -> None:
    worded = [
        one(HEAD, ("住建局", "甲", due)) for due in ("6月底前", "2026年6月15日", "2026.6.15", dt.date(2026, 6, 15))
    ]
    assert [item.term for item in worded] == ["6月底前", None, None, None]
    assert worded[0].fields["due"] == dt.date(2026, 6, 30)
    kept = one(HEAD, ("住建局", "甲", "2026年底前，并长期坚持"))
    assert (kept.keep, kept.fields["class"], kept.fields["due"]) == (True, "ongoing", dt.date(2026, 12, 31))
    assert "until when" in wrong(one(HEAD, ("住建局", "甲", "长期坚持")))[0][1]


def test_a_deadline_in_days_is_counted_from_the_day_of_finding() -> None:
    assert one((*HEAD, "发现时间"), ("住建局", "甲", "10日内", "2026-03-01")).fields["due"] == dt.date(2026, 3, 11)
    assert one(HEAD, ("住建局", "甲", "10日内"), table={"found": dt.date(2026, 3, 2)}).fields["due"] == dt.date(
        2026, 3, 12
    )
    assert wrong(one(HEAD, ("住建局", "甲", "10日内")))


def test_rows_with_one_number_are_one_problem() -> None:
    head = ("编号", *HEAD, "措施", "整改进展")
    rows = [
        ("7", "住建局", "甲", "6月底", "补办", "一"),
        ("7", "住建局", "甲", "6月底", "抽查", "二"),
        ("7", "住建局", None, None, None, "三"),
    ]
    item = one(head, *rows)
    assert item.places == [("a", 2), ("a", 3), ("a", 4)]
    assert [m["text"] for m in item.measures] == ["补办", "抽查"]
    assert item.progress == ["一", "二", "三"]
    assert item.ref == "7"


def test_rows_with_one_text_and_more_to_say_are_one_problem_and_a_copy_is_another() -> None:
    head = (*HEAD, "措施")
    rows = [
        ("住建局", "甲", "6月底", "补办"),
        ("住建局", "甲。", "6月底", "抽查"),
        ("住建局", "甲", "6月底", "抽查"),
        ("财政局", "甲", "6月底", "补办"),
    ]
    assert [item.places for item in read(head, *rows)] == [[("a", 2), ("a", 3)], [("a", 4)], [("a", 5)]]


def test_rows_of_one_problem_that_contradict_each_other_are_refused() -> None:
    item = one(("编号", *HEAD), ("7", "住建局", "甲", "6月底"), ("7", "住建局", "甲", "7月底"))
    assert "row 2" in wrong(item)[0][1]


def test_a_table_without_problems_adds_to_the_problems_of_another() -> None:
    parent = table(("问题编号", *HEAD), ("7", "住建局", "甲", "6月底"))
    child = table(
        ("问题编号", "整改方案", "责任部门", "完成时限", "整改状态"),
        ("7", "补办", "建管股", "2026-05-01", "已完成"),
        sheet="b",
    )
    (item,) = intake.items([child, parent])
    assert item.places == [("a", 2), ("b", 2)]
    assert item.measures == [{"text": "补办", "owner": "zjj/liaison", "due": dt.date(2026, 5, 1)}]
    assert wrong(item) == []


def test_a_unit_and_a_person_in_one_cell_are_told_apart() -> None:
    assert (
        one(("问题", "时限", "责任单位/责任人"), ("甲", "6月底", "住建局/职务 jianguan")).fields["owner"]
        == "zjj/jianguan"
    )
    item = one(("问题", "时限", "责任单位\n责任人"), ("甲", "6月底", "住建局\n职务 jianguan"))
    assert (item.org, item.fields["owner"]) == ("zjj", "zjj/jianguan")
    section = one(("单位", "问题", "时限", "责任单位/责任人"), ("住建局", "甲", "6月底", "住建局/职务 head"))
    assert (section.org, section.fields["owner"]) == ("zjj", "zjj/head")
    parted = one(("单位", "问题", "时限", "责任单位/责任人"), ("住建局", "甲", "6月底", "职务 jian/guan"))
    assert (parted.org, parted.fields["owner"]) == ("zjj", "zjj/jianguan")


def test_a_section_is_taken_for_its_unit_where_that_is_said() -> None:
    item = one(("责任部门", "问题", "时限"), ("建管股", "甲", "6月底"), org="zjj")
    assert (item.org, item.remarks, wrong(item)) == ("zjj", ["责任部门: 建管股"], [])
    assert wrong(one(("责任单位", "问题", "时限"), ("建管股", "甲", "6月底"), org="zjj"))


def test_a_row_without_a_unit_or_without_anybody_is_refused() -> None:
    assert "no unit" in wrong(one(("问题", "时限"), ("甲", "6月底")))[0][1]
    assert [said for _where, said in wrong(one(HEAD, ("县政府", "甲", "6月底")))] == [
        "no leader is named, and gov has no officer to stand in"
    ]


def test_whoever_was_asked_about_a_row_may_say_that_it_is_new() -> None:
    assert [one(("yian", *HEAD), (said, "住建局", "甲", "6月底")).anew for said in ("新", "new", "NEW", "k7m2qd")] == [
        True, True, True, False,
    ]  # fmt: skip
    assert one(("yian", "编号", *HEAD), ("k7m2qd", "7", "住建局", "甲", "6月底")).ref == "k7m2qd"


def test_ignored_columns_become_neither_fields_nor_remarks() -> None:
    assert headings.meaning(["联系电话"]) == ("phone", 0)
    item = one((*HEAD, "联系电话", "导入说明"), ("住建局", "甲", "6月底", "13800001111", "随便"))
    assert wrong(item) == []
    assert item.remarks == []


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "=TODAY()+30"])
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_cell_without_a_value_is_an_error_of_its_row_where_the_column_is_read(value: str, column: int) -> None:
    row = ["住建局", "甲", "6月底"]
    row[column] = value
    found = wrong(one(HEAD, tuple(row)))
    assert (found[0][0], "spreadsheet" in found[0][1]) == (HEAD[column], True)
    assert value not in str(one(HEAD, tuple(row)).fields)


def test_a_cell_without_a_value_in_a_column_that_is_not_read_is_no_error() -> None:
    assert wrong(one((*HEAD, "联系电话"), ("住建局", "甲", "6月底", "#N/A"))) == []


def test_a_shared_column_gives_the_unit_unless_units_have_their_own_column() -> None:
    both = one(("责任单位及责任人", "问题", "时限"), ("住建局\n职务 jianguan", "先干后批", "2026-06-15"))
    assert (both.org, wrong(both)) == ("zjj", [])
    own = one(("单位", "责任单位及责任人", "问题", "时限"), ("财政局", "住建局", "先干后批", "2026-06-15"))
    assert own.org == "czj"


def test_a_number_shared_by_two_units_means_the_unit_named_in_the_row() -> None:
    parent = table(("问题编号", *HEAD), ("7", "住建局", "甲", "6月底"), ("7", "财政局", "乙", "6月底"))
    child = table(("问题编号", "责任单位", "整改方案"), ("7", "财政局", "补办"), sheet="b")
    first, second = intake.items([parent, child])
    assert (first.places, second.places) == ([("a", 2)], [("a", 3), ("b", 2)])
