"""Every shape of ledger that offices keep, through the preview, and some of them all the way."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import OFFICE
from tests.services.imports import outcomes
from tests.services.ledgers import Desk, tree
from tests.shapes.make import BY_NUMBER
from yiananlib.errors import UsageProblem
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.importing import Choice, Imported, import_file

COUNTED: Final = 20
"""The shape that counts problems and lists none."""
HEADS: Final[dict[int, dict[str, tuple[int, int]]]] = {
    1: {"Sheet1": (3, 2)},
    2: {"整改清单": (3, 2)},
    3: {"Sheet1": (3, 3)},
    4: {"汇总台账": (1, 3)},
    6: {"环保督察整改台账": (1, 3)},
    7: {"Sheet1": (1, 3)},
    9: {"Sheet1": (1, 2)},
    11: {"项目总览": (1, 5)},
    12: {"Sheet1": (2, 2)},
    13: {"Sheet1": (1, 3)},
    14: {"整改情况": (1, 2)},
    15: {"审计问题": (1, 2), "整改方案": (1, 3)},
    18: {"Sheet1": (2, 2)},
    19: {"Sheet1": (1, 2)},
    21: {"Sheet1": (1, 2)},
    25: {"Open": (5, 2), "Closed": (5, 1)},
    28: {"CAPA": (1, 2)},
    29: {"Findings": (1, 0)},
}
"""For each shape and sheet the first row of its head, and how many rows of problems it has."""
FIELDS: Final[dict[int, dict[str, str]]] = {
    1: {"存在的隐患及问题": "symptom", "隐患整改“五落实” / 整改措施": "measure", "隐患整改“五落实” / 时限": "due",
        "整改结果": "status"},
    2: {
        "单位名称 / 具体责任单位": "org", "整改责任清单 / 具体问题表述": "symptom", "整改目标清单 / 整改时限": "due",
        "具体责任单位细化的整改要求 / 对应的完成时间": "measure_due",
        "具体责任单位整改责任人 / 整改第一责任人": "leader",
        "具体责任单位整改情况 / 是否销号": "struck_off",
    },
    3: {"问题情况 / 问题顺序号": "number", "整改情况 / 整改责任部门": "org", "整改情况 / 认定整改情况": "accepted"},
    6: {"到期日": "due", "问题等级": "severity", "销号状态": "struck_off", "责任岗位": "owner"},
    7: {"整改要求（措施）": "measure", "整改完成日期": "completed_on"},
    9: {"责任单位 责任人": "org_owner", "化解时限": "due"},
    11: {"整改任务": "title", "整改时限": "due"},
    12: {"问题整改完成时限": "due", "项目名称": "title"},
    25: {"Planned Milestones": "measure", "Scheduled Completion Date": "due"},
    28: {"CAPA #": "number", "Root Cause": "root_cause", "Corrective Action": "measure"},
}  # fmt: skip
"""Of the headings of a shape, which field some of them are."""


def previewed(desk: Desk, path: Path, **choice: Any) -> Imported:
    return import_file(desk.ledger, desk.context(OFFICE), path, Choice(**choice), apply=False)


@pytest.mark.parametrize("number", HEADS)
def test_a_shape_is_read_and_each_of_its_rows_has_one_outcome(desk: Desk, tmp_path: Path, number: int) -> None:
    before = tree(desk.root)
    found = previewed(desk, BY_NUMBER[number](tmp_path), org="zjj", year=2026)
    rows = Counter(row.sheet for row in found.rows)
    assert {t.sheet: (t.header_row, rows[t.sheet]) for t in found.tables} == HEADS[number]
    assert len(outcomes(found)) == sum(found.counts.values())
    assert len({(row.sheet, row.row) for row in found.rows}) == len(found.rows)
    known = {column.heading: column.field for table in found.tables for column in table.columns}
    assert FIELDS.get(number, {}).items() <= known.items()
    assert all(row.problems for row in found.rows if row.state in (Outcome.REFUSED, Outcome.DOUBTFUL))
    assert tree(desk.root) == before


def test_every_shape_is_tried() -> None:
    assert set(BY_NUMBER) == {*HEADS, COUNTED}


def test_a_sheet_of_counts_is_refused(desk: Desk, tmp_path: Path) -> None:
    with desk.refuses(UsageProblem, match="has statistics, not problems: yian computes such figures itself"):
        previewed(desk, BY_NUMBER[COUNTED](tmp_path))


MAPS: Final = {
    2: '[orgs]\n"云岭建工公司" = "zjj"\n"云岭水务公司" = "czj"\n',
    6: (
        '[columns]\n"问题等级" = "class"\n[words.class]\n"专项整治" = "phased"\n"系统治理" = "phased"\n'
        '[orgs]\n"排水所" = "zjj"\n"执法中队" = "zjj"\n"污水厂" = "czj"\n'
    ),
    11: '[orgs]\n"云岭县" = "zjj"\n"望云镇" = "czj"\n"城关镇" = "czj"\n'
    '"县住建局" = "zjj"\n[table]\nfound = 2024-01-01\n',
    12: "",
}
PEOPLE: Final = '"整改第一责任人" = ""\n"牵头整改部门责任人及联系电话" = ""\n"责任岗位" = ""\n"责任人" = ""\n'


@pytest.mark.parametrize("number", MAPS)
def test_with_a_mapping_a_shape_goes_all_the_way_and_the_second_time_nothing_is_new(
    desk: Desk, tmp_path: Path, number: int
) -> None:
    desk.on("2026-08-20")
    columns = MAPS[number] if "[columns]" in MAPS[number] else "[columns]\n" + MAPS[number]
    mapping = tmp_path / "映射.toml"
    mapping.write_text(columns.replace("[columns]\n", "[columns]\n" + PEOPLE), encoding="utf-8")
    if "found" not in columns and number != 6:
        text = mapping.read_text(encoding="utf-8")
        mapping.write_text(text + "[table]\nfound = 2026-01-15\n", encoding="utf-8")
    path = BY_NUMBER[number](tmp_path)
    choice = Choice(mapping=str(mapping), org="zjj" if number == 12 else None)
    found = import_file(desk.ledger, desk.context(OFFICE), path, choice, apply=True)
    assert found.applied, [(row.row, row.state, row.problems) for row in found.in_the_way]
    assert set(outcomes(found)) == {Outcome.NEW}
    assert all(isinstance(row.due, dt.date) for row in found.rows)
    again = import_file(desk.ledger, desk.context(OFFICE), path, Choice(org=choice.org), apply=False)
    assert again.mapping == "映射"
    assert set(outcomes(again)) == {Outcome.UNCHANGED}
