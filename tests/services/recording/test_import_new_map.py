"""A mapping begun for a foreign sheet."""

from pathlib import Path

from tests.builders import OFFICE
from tests.services.imports import HEAD, ROWS, brought, outcomes, sheet
from tests.services.ledgers import Desk
from yiananlib.errors import UsageProblem
from yiananlib.services.recording.import_maps import read
from yiananlib.services.recording.import_new_map import new_map
from yiananlib.services.recording.import_rows import Outcome

TABLE = (
    ("整改台账",),
    ("填报单位：住建局", "", ""),
    ("序号", "单位", "问题", "整改时现", "整改类型", "责任人", "完成情况", "具体点位", "时限"),
    (1, "建设局", "甲乙丙丁", "x", "系统治理", "李大明 13800001111", "妥了", "y", "两会前后"),
)


def test_a_new_mapping_fills_in_known_words_and_leaves_the_others_open(desk: Desk) -> None:
    text = new_map(desk.ledger, desk.context(OFFICE), sheet(desk, *TABLE))
    mapping = read(text.encode(), "x")
    assert mapping.columns == {
        "序号": "", "单位": "org", "问题": "symptom", "整改类型": "class", "责任人": "owner", "完成情况": "status",
        "时限": "due",
    }  # fmt: skip
    assert mapping.match.headings == (
        "序号",
        "单位",
        "问题",
        "整改时现",
        "整改类型",
        "责任人",
        "完成情况",
        "具体点位",
        "时限",
    )
    for line in (
        '# "整改时现" = "due"', '# "具体点位" = ""', '# "系统治理" = ""', '# "建设局" = ""', '# "李大明" = ""',
        '# "妥了" = ""',
        '# "两会前后" = ', "immediate phased ongoing", "# header_row = 3",
    ):  # fmt: skip
        assert line in text
    assert "13800001111" not in text


def test_a_completed_mapping_reads_the_file_it_was_begun_for(desk: Desk, tmp_path: Path) -> None:
    text = new_map(desk.ledger, desk.context(OFFICE), sheet(desk, *TABLE))
    for waiting, said in (
        ('# "系统治理" = ""', '"系统治理" = "phased"'), ('# "建设局" = ""', '"建设局" = "zjj"'), ('# "妥了" = ""',
        '"妥了" = "done"'),
        ('# "李大明" = ""', '"李大明" = "zjj/jianguan"'), ('# "两会前后"', '"两会前后"'), ('# "具体点位" = ""',
        '"具体点位" = "remark"'),
    ):  # fmt: skip
        assert waiting in text
        text = text.replace(waiting, said)
    path = tmp_path / "月报.toml"
    path.write_text(text, encoding="utf-8")
    found = brought(desk, *TABLE, mapping=str(path))
    assert outcomes(found) == [Outcome.NEW]
    assert outcomes(brought(desk, *TABLE)) == [Outcome.REFUSED]


def test_a_sheet_that_needs_none_gets_one_all_the_same(desk: Desk) -> None:
    mapping = read(new_map(desk.ledger, desk.context(OFFICE), sheet(desk, HEAD, *ROWS)).encode(), "x")
    assert set(mapping.columns.values()) == {"org", "symptom", "measure", "due", "class"}


def test_without_a_table_there_is_nothing_to_begin_with(desk: Desk) -> None:
    with desk.refuses(UsageProblem):
        new_map(desk.ledger, desk.context(OFFICE), sheet(desk, ("天气",), ("晴",)))
