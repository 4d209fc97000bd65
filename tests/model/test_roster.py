"""What a sheet says of organizations and their posts; names and numbers of people stay outside."""

import datetime as dt
from typing import Any

import pytest

from yiananlib.model import roster
from yiananlib.model.roster import Listed, Post
from yiananlib.model.vocabulary import Function, Role

HEAD = ("单位名称", "编码", "上级单位", "职能", "班子人数", "排序", "第一责任人", "联络员", "联络员邮箱", "分管领导")


def listed(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> list[Listed]:
    table = roster.layout((head, *rows), ())
    assert table is not None
    return list(roster.listed(table))


def wrong(row: Listed) -> list[tuple[str, str]]:
    return [(said.column, said.said) for said in row.said if said.wrong]


def test_a_row_is_an_organization_with_the_posts_that_its_columns_name() -> None:
    posts = ("局长", "办公室主任", "a@b.example", "副局长、总工程师")
    (row,) = listed(("县住建局", "zjj", "县政府", "责任单位", "7人", 30, *posts))
    assert row[1:7] == ("县住建局", "zjj", "县政府", Function.UNIT, 7, 30)
    assert row.posts == (
        Post("局长", Role.HEAD, "第一责任人"),
        Post("办公室主任", Role.LIAISON, "联络员", email="a@b.example"),
        Post("副局长", Role.DEPUTY, "分管领导"),
        Post("总工程师", Role.DEPUTY, "分管领导"),
    )
    assert (row.is_post, row.said) == (False, ())


def test_a_row_is_one_post_of_an_organization() -> None:
    head = ("单位", "岗位", "身份", "岗位编码", "邮箱", "任职起", "任职止", "姓名", "联系电话")
    day = dt.datetime(2026, 3, 1)  # noqa: DTZ001 - as a spreadsheet has it
    (row,) = listed(
        ("县住建局", "建管股股长", "责任人", "jianguan", "a@b.example", day, "2026年12月31日", "李明", "13812345678"),
        head=head,
    )
    assert row.posts == (
        Post("建管股股长", Role.STAFF, "岗位", "jianguan", "a@b.example", dt.date(2026, 3, 1), dt.date(2026, 12, 31)),
    )
    assert row.is_post


def test_headings_are_found_below_title_and_groups_and_other_rows_are_reported() -> None:
    rows = (
        ("云岭县责任单位名册",),
        ("序号", "单位名称", "第一责任人", None, "联络员", None, "备注"),
        (None, None, "姓名", "职务", "职务", "邮箱", None),
        (1, "县住建局", "张伟", "局长", "办公室主任", "a@b.example", None),
        ("合计", 1),
    )
    merged = ((1, 2, 1, 3), (1, 4, 1, 5), (1, 0, 2, 0), (1, 1, 2, 1), (1, 6, 2, 6))
    table = roster.layout(rows, merged)
    assert table is not None
    (row,) = roster.listed(table)
    assert row.posts == (
        Post("局长", Role.HEAD, "第一责任人 / 职务"),
        Post("办公室主任", Role.LIAISON, "联络员 / 职务", email="a@b.example"),
    )
    assert [aside.what for aside in table.aside] == ["title", "total"]


@pytest.mark.parametrize("rows", [(), (("单位名称",), ("县住建局",)), (("问题", "整改时限"), ("甲", "6月底"))])
def test_a_sheet_without_organizations_or_their_officers_is_not_a_roster(rows: Any) -> None:
    assert roster.layout(rows, ()) is None


@pytest.mark.parametrize(
    ("cell", "post", "said"),
    [
        ("局长 张建国", "局长", "names of people"),
        ("张建国（局长）", "局长", "names of people"),
        ("局长 13812345678", "局长", "telephone"),
        ("局长 0871-1234567", "局长", "telephone"),
        ("党组书记、局长", "党组书记、局长", None),
        ("Deputy Director", "Deputy Director", None),
    ],
)
def test_a_post_is_told_apart_from_its_holder(cell: str, post: str, said: str | None) -> None:
    (row,) = listed(("县住建局", None, None, None, None, None, cell))
    assert [one.post for one in row.posts] == [post]
    assert [said is not None and said in one.said for one in row.said] == ([True] if said else [])


@pytest.mark.parametrize("cell", ["张建国", "张建国 13812345678", "John Smith", "53250119800101123X", "13812345678"])
def test_a_cell_without_a_post_is_refused_and_not_repeated(cell: str) -> None:
    (row,) = listed(("县住建局", None, None, None, None, None, cell))
    assert row.posts == ()
    assert len(wrong(row)) == 1
    assert "张建国" not in str(row.said)
    assert "5325011980" not in str(row.said)


@pytest.mark.parametrize(
    ("place", "value"), [(3, "监理"), (4, "七人左右"), (5, "一"), (8, "没有"), (8, "a@b@c"), (8, "13812345678")]
)
def test_what_cannot_be_read_is_refused_with_its_column(place: int, value: str) -> None:
    cells = ["县住建局", None, None, None, None, None, "局长", "联络员", None]
    cells[place] = value
    (row,) = listed(tuple(cells))
    assert [column for column, _said in wrong(row)] == [HEAD[place]]


def test_an_address_alone_is_the_liaisons_and_without_one_nobodys() -> None:
    head = ("单位名称", "联络员", "邮箱")
    first, second = listed(("甲局", "办公室主任", "a@b.example"), ("乙局", None, "c@d.example"), head=head)
    assert first.posts[0].email == "a@b.example"
    assert [column for column, _said in wrong(second)] == ["邮箱"]


def test_a_day_that_does_not_exist_is_refused() -> None:
    (row,) = listed(("甲局", "局长", "2026-02-30"), head=("单位名称", "职务", "任职起"))
    assert [column for column, _said in wrong(row)] == ["任职起"]
    (row,) = listed(("甲局", "局长", "去年"), head=("单位名称", "职务", "任职起"))
    assert [column for column, _said in wrong(row)] == ["任职起"]


def test_an_unknown_role_is_refused() -> None:
    (row,) = listed(("甲局", "局长", "顾问"), head=("单位名称", "职务", "身份"))
    assert [column for column, _said in wrong(row)] == ["身份"]


@pytest.mark.parametrize("value", ["#N/A", "=VLOOKUP(A2,B:C,2,0)"])
def test_a_cell_without_a_value_is_an_error_of_its_row(value: str) -> None:
    (row,) = listed(("县住建局", "zjj", "县政府", "责任单位", value, 30, "局长"))
    assert [column for column, _said in wrong(row)] == ["班子人数"]
    assert row.members is None
