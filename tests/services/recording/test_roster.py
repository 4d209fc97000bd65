"""Rosters: sixty units at once, nothing overwritten, one name for two asked about, all or nothing."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk, new_desk
from tests.services.repositories import Repository, honest
from yiananlib.errors import NotAuthorised, UsageProblem, WriteFailed
from yiananlib.model.vocabulary import Function
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.roster import Choice, Roster, import_roster
from yiananlib.services.verifying.verify import verify
from yiananlib.store import files

HEAD = ("单位名称", "编码", "上级单位", "职能", "班子人数", "第一责任人", "联络员")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "ledger")


def sheet(desk: Desk, *rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> Path:
    path = desk.root.parent / "名册.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def read(
    desk: Desk, *rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, apply: bool = False, **choice: Any
) -> Roster:
    path = sheet(desk, *rows, head=head)
    return import_roster(desk.ledger, desk.context(OFFICE), path, Choice(**choice), apply=apply)


def states(found: Roster) -> list[str]:
    return [row.state.value for row in found.rows]


def names(desk: Desk) -> set[str]:
    return set(desk.ledger.orgs())


UNITS = [(f"县第{n}局", f"u{n:02}", "", "责任单位", 5, "局长", "办公室主任") for n in range(60)]


def test_sixty_units_come_in_with_one_command(desk: Desk) -> None:
    before = names(desk)
    shown = read(desk, *UNITS)
    assert shown.counts == {"new": 60, "changed": 0, "unchanged": 0, "doubtful": 0, "refused": 0}
    assert names(desk) == before
    done = read(desk, *UNITS, apply=True)
    assert (done.applied, done.counts) == (True, shown.counts)
    assert names(desk) == before | {unit[1] for unit in UNITS}
    found = desk.ledger.org("u07")
    assert (found.name, found.members, [o.id for o in found.officers]) == ("县第7局", 5, ["head", "liaison"])
    orders = [desk.ledger.org(unit[1]).order for unit in UNITS]
    assert orders == sorted(orders)
    assert verify(desk.ledger).findings == ()
    again = read(desk, *UNITS, apply=True)
    assert again.counts["unchanged"] == 60


def test_it_is_one_commit_of_the_office(tmp_path: Path) -> None:
    repo: Repository = honest(tmp_path / "ledger")
    repo.edit("yian.toml", "commit = false", "commit = true")
    commits = repo.git("rev-list", "--count", "HEAD")
    path = tmp_path / "名册.csv"
    path.write_text("单位名称,编码,第一责任人\n甲局,jia,局长\n乙局,yi,局长\n", encoding="utf-8")
    done = import_roster(repo.ledger, repo.context(OFFICE), path, Choice(), apply=True)
    assert (done.uncommitted, done.counts["new"]) == (None, 2)
    assert int(repo.git("rev-list", "--count", "HEAD")) == int(commits) + 1
    assert repo.git("log", "-1", "--format=%s").strip() == "2 个单位: 导入单位"


def test_ids_are_made_of_names_without_the_place_that_they_share_and_numbered_where_taken(desk: Desk) -> None:
    rows = [("云岭县林草局",), ("云岭县交运局",), ("云岭县畜牧局",), ("云岭县教育局",), ("西山乡",)]
    found = read(desk, *((row[0], "", "", "", "", "局长", "") for row in rows), apply=True)
    assert [row.id for row in found.rows] == ["lcj", "jyj", "xmj", "jyj2", "xsx"]


def test_an_id_that_is_given_is_never_proposed_to_another(desk: Desk) -> None:
    found = read(desk, ("交运局", "", "", "", "", "局长", ""), ("教育局", "jyj", "", "", "", "局长", ""))
    assert [row.id for row in found.rows] == ["jyj2", "jyj"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("濮镇", "", "", "", "", "书记", ""), "单位名称"),
        (("", "x1", "", "", "", "局长", ""), "单位名称"),
        (("甲局", "a b", "", "", "", "局长", ""), "编码"),
        (("甲局", "ZJJ", "", "", "", "局长", ""), "编码"),
        (("甲局", "x1", "没有的局", "", "", "局长", ""), "上级单位"),
        (("甲局", "x1", "甲局", "", "", "局长", ""), "上级单位"),
        (("甲局", "x1", "", "监理", "", "局长", ""), "职能"),
        (("甲局", "x1", "", "", "0", "局长", ""), "单位名称"),
        (("甲" * 201, "x1", "", "", "", "局长", ""), "单位名称"),
        (("甲局", "x1", "", "", "", "张建国", ""), "第一责任人"),
    ],
)
def test_a_row_in_error_is_refused_and_nothing_is_recorded(desk: Desk, row: tuple[str, ...], column: str) -> None:
    before = names(desk)
    good = ("乙局", "yi", "", "", "", "局长", "")
    found = read(desk, row, good, apply=True)
    assert (states(found), found.applied) == (["refused", "new"], False)
    assert [said.column for said in found.rows[0].problems if said.wrong] == [column]
    assert names(desk) == before
    done = read(desk, row, good, apply=True, skip=("2",))
    assert (done.applied, done.rows[0].skipped) == (True, True)
    assert names(desk) == before | {"yi"}


def test_a_circle_of_parents_is_refused(desk: Desk) -> None:
    rows = (("甲局", "a", "乙局", "", "", "局长", ""), ("乙局", "b", "丙局", "", "", "局长", ""))
    found = read(desk, *rows, ("丙局", "c", "甲局", "", "", "局长", ""))
    assert "refused" in states(found)


def test_a_parent_is_named_by_name_or_id_in_the_sheet_or_in_the_ledger(desk: Desk) -> None:
    there = desk.ledger.org("zjj")
    rows = (("甲站", "a", "乙局", "", "", "站长", ""), ("乙局", "b", there.name, "", "", "局长", ""))
    assert read(desk, *rows, ("丙站", "c", "zjj", "", "", "站长", ""), apply=True).applied
    assert [desk.ledger.org(name).parent for name in ("a", "b", "c")] == ["b", "zjj", "zjj"]


def test_functions_are_read_in_words(desk: Desk) -> None:
    read(desk, ("甲局", "a", "", "纪检监察机关", "", "书记", ""), ("乙局", "b", "", "unit", "", "局长", ""), apply=True)
    assert [desk.ledger.org(name).function for name in ("a", "b")] == [Function.INSPECTOR, Function.UNIT]


def test_what_is_there_is_not_overwritten_and_differences_are_told(desk: Desk) -> None:
    there = (desk.root / "orgs" / "zjj" / "org.toml").read_bytes()
    name = desk.ledger.org("zjj").name
    found = read(desk, (name, "zjj", "jw", "office", "3", "首席", ""), apply=True)
    assert (states(found), found.applied) == (["unchanged"], True)
    columns = {said.column for said in found.rows[0].problems}
    assert {"上级单位", "职能", "班子人数", "第一责任人"} >= columns >= {"上级单位", "职能"}
    renamed = read(desk, ("别的名字", "zjj", "", "", "", "", "x"[:0]), apply=True)
    assert "单位名称" in {said.column for said in renamed.rows[0].problems}
    assert (desk.root / "orgs" / "zjj" / "org.toml").read_bytes() == there


def test_an_existing_organization_gets_the_posts_it_lacks(desk: Desk) -> None:
    head = ("单位名称", "岗位", "身份")
    name = desk.ledger.org("zjj").name
    before = desk.ledger.org("zjj").officers
    found = read(desk, (name, "信访股股长", ""), (name, "物业股股长", "工作人员"), head=head, apply=True)
    assert states(found) == ["changed", "changed"]
    after = desk.ledger.org("zjj").officers
    assert after[: len(before)] == before
    assert [officer.post for officer in after[len(before) :]] == ["信访股股长", "物业股股长"]
    assert verify(desk.ledger).findings == ()


def test_several_rows_are_posts_of_one_new_organization(desk: Desk) -> None:
    head = ("单位名称", "编码", "岗位", "身份", "邮箱")
    rows = (("林草局", "lcj", "局长", "第一责任人", ""), ("林草局", "", "办公室主任", "联络员", "a@b.example"))
    found = read(desk, *rows, ("林草局", "lcj", "造林股股长", "", ""), head=head, apply=True)
    assert states(found) == ["new", "new", "new"]
    assert [officer.id for officer in desk.ledger.org("lcj").officers] == ["head", "liaison", "zlggz"]


def test_two_organizations_with_one_name_are_doubtful_until_declared_separate(desk: Desk) -> None:
    rows = (("党政办", "a", "", "", "", "主任", ""), ("党政办", "b", "", "", "", "主任", ""))
    found = read(desk, *rows, apply=True)
    assert (states(found), found.applied) == (["new", "doubtful"], False)
    assert read(desk, *rows, apply=True, separate=("3",)).applied
    assert {"a", "b"} <= names(desk)
    asked = read(desk, ("党政办", "", "", "", "", "主任", ""))
    assert states(asked) == ["doubtful"]
    same = read(desk, *rows, apply=True)
    assert states(same) == ["unchanged", "unchanged"]


def test_an_organization_already_known_by_another_id_is_asked_about(desk: Desk) -> None:
    name = desk.ledger.org("zjj").name
    found = read(desk, (name, "zhujian", "", "", "", "局长", ""))
    assert states(found) == ["doubtful"]
    assert "zjj" in found.rows[0].problems[0].said
    assert states(read(desk, (name, "zhujian", "", "", "", "局长", ""), separate=("2",))) == ["new"]


def test_only_the_office_may(desk: Desk) -> None:
    path = sheet(desk, ("甲局", "a", "", "", "", "局长", ""))
    with pytest.raises(NotAuthorised):
        import_roster(desk.ledger, desk.context(LIAISON), path, Choice(), apply=True)
    assert import_roster(desk.ledger, desk.context(LIAISON), path, Choice(), apply=False).counts["new"] == 1


def test_a_disk_that_fails_half_way_leaves_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before, create, calls = names(desk), files.create, []

    def failing(root: Path, path: str, data: bytes) -> None:
        calls.append(path)
        if len(calls) == 5:
            raise WriteFailed("full")
        create(root, path, data)

    monkeypatch.setattr(files, "create", failing)
    with pytest.raises(WriteFailed):
        read(desk, *UNITS[:10], apply=True)
    monkeypatch.undo()
    assert names(desk) == before
    assert verify(desk.ledger).findings == ()


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"sheet": "别的"}, "no sheet"),
        ({"skip": ("x",)}, "is not a row"),
        ({"skip": ("99",)}, "is not an organization row in this file"),
        ({"separate": ("2-",)}, "is not a row"),
    ],
)
def test_what_names_nothing_is_told(desk: Desk, choice: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        read(desk, ("甲局", "a", "", "", "", "局长", ""), **choice)


def test_a_sheet_of_problems_is_no_roster(desk: Desk) -> None:
    with pytest.raises(UsageProblem, match="No roster"):
        read(desk, ("甲", "6月底"), head=("问题", "整改时限"))


def test_of_several_rosters_in_a_file_one_is_to_be_named(desk: Desk) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for title in ("一", "二"):
        made = book.create_sheet(title)
        made.append(["单位名称", "编码", "第一责任人"])
        made.append([f"{title}局", title, "局长"])
    path = desk.root.parent / "名册.xlsx"
    book.save(path)
    with pytest.raises(UsageProblem, match="一, 二"):
        import_roster(desk.ledger, desk.context(OFFICE), path, Choice(), apply=False)
    found = import_roster(desk.ledger, desk.context(OFFICE), path, Choice("二"), apply=False)
    assert (found.sheet, [row.id for row in found.rows]) == ("二", ["二"])
    assert found.rows[0].state is Outcome.NEW
