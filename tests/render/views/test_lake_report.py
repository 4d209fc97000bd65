"""A lake's report as readers see it: what the figures rest on stands before them, and nothing of single problems."""

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.lake.pouring import CODES, KNOWN_ON, pour
from tests.lake.test_counting import held, story
from tests.services.reading.test_lake_report import lake_of
from yiananlib.messages import speaking
from yiananlib.render import show
from yiananlib.render.show import Form
from yiananlib.services.reading.lake_compare import lake_compare
from yiananlib.services.reading.lake_orgs import lake_orgs
from yiananlib.services.reading.lake_report import Asked, LakeReport, lake_page, lake_report

LATER = KNOWN_ON + dt.timedelta(days=3)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = lake_of(tmp_path_factory.mktemp("shown") / "lake", held([story(), story("submitted")]), held([story()]))
    weak = ("gate.waivers: 9 (2)",)
    pour(made, CODES[2], held([story("voided")]), verified="findings", findings=3, weakened=weak, name="百日冲刺")
    return made


@pytest.fixture(scope="module")
def found(lake: Path) -> LakeReport:
    return lake_report(Asked(lake, LATER, without={CODES[1]: "尚未报送"}, now=KNOWN_ON))


def text(value: object, format_: str = "text") -> str:
    return "".join(show.pieces(value, Form(format_)))


def test_what_is_not_in_the_figures_stands_before_them(found: LakeReport) -> None:
    said = text(found)
    above, _heading, _below = said.partition("\nFigures\n")
    assert above.startswith("云山省: rectification report, all ledgers\n")
    for sentence in (
        "Left out: 530122 (尚未报送).",
        "No data from: 没有台账的县, 云岭市.",
        "counted as known then: 530121 第一区 (2026-09-30), 530127 百日冲刺 (2026-09-30).",
        "Not verified by `yian verify`: 530127 百日冲刺 (3 findings).",
        "Less strict than the yian template: 530127 百日冲刺 (gate.waivers: 9 (2)).",
        "In no region of lake.toml, counted directly under the top: 530127 百日冲刺.",
    ):
        assert sentence in above, sentence


def test_where_nothing_is_the_matter_nothing_is_said(lake: Path) -> None:
    found = lake_report(Asked(lake, KNOWN_ON, org=CODES[0]))
    assert text(found).partition("\nFigures\n")[0].split("\n\n")[1:] == ["As of 2026-09-30\n"]


def test_what_was_known_earlier_is_said(lake: Path) -> None:
    said = text(lake_report(Asked(lake, KNOWN_ON, known=KNOWN_ON)))
    assert "As known on 2026-09-30." in said


def test_which_ledgers_at_which_commit_and_by_which_settings_is_told(found: LakeReport) -> None:
    said = text(found)
    (line,) = [line for line in said.split("\n") if line.startswith("530121")]
    one = found.sources[0]
    assert line.split() == ["530121", "第一区", one.campaign, "2026-09-30", one.commit[:10], "verified", "1"]
    assert "Settings  Ledgers  Yellow lamp, days" in said


def test_nothing_of_single_problems_or_officers_is_told(lake: Path, found: LakeReport) -> None:
    page = lake_page(Asked(lake, KNOWN_ON))
    for value, format_ in ((found, "text"), (found, "json"), (found, "md"), (page, "html")):
        said = text(value, format_)
        assert "招标文件抽查" not in said
        assert "zjj/" not in said


def test_many_names_in_a_sentence_are_the_first_and_how_many_more(found: LakeReport) -> None:
    many = found._replace(sources=(), without={f"5301{n}": "迟报" for n in range(20, 32)})
    assert "530127 (迟报), and 4 more." in text(many)


def test_json_has_what_a_ledger_s_report_has_and_what_it_comes_from(found: LakeReport) -> None:
    said = json.loads(text(found, "json"))
    assert said["figures"]["total"] == found.figures.total
    assert [row["org"] for row in said["by_org"]] == ["530200", "530121", "530127"]
    assert said["without"] == [{"ledger": "530122", "reason": "尚未报送"}]
    assert said["silent"] == ["没有台账的县", "云岭市"]
    assert [(one["code"], one["known"], one["later"], one["settings"]) for one in said["ledgers"]] == [
        ("530121", "2026-09-30", True, 0), ("530127", "2026-09-30", True, 0),
    ]  # fmt: skip
    assert said["settings"][0]["ledgers"] == 2
    assert (said["engine"], said["as_of"], said["known"]) == ("duckdb", "2026-10-03", None)


def test_rows_have_the_codes_and_the_total(found: LakeReport) -> None:
    rows = text(found, "csv").strip().split("\n")
    assert rows[0].startswith("编码,")
    assert [row.partition(",")[0] for row in rows[1:]] == ["530200", "530121", "530127", ""]


def test_of_one_ledger_the_rows_are_organizations(lake: Path) -> None:
    said = text(lake_report(Asked(lake, KNOWN_ON, org=CODES[0])))
    assert "\nBy organization\n" in said
    assert "\nBy region\n" not in said
    assert "\n  住建局 " in said


def test_the_page_has_the_burn_down_and_large_figures(lake: Path) -> None:
    said = text(lake_page(Asked(lake, KNOWN_ON)), "html")
    assert "<svg" in said
    for words in ("总体情况", "未销号问题走势", "530121", "第一区"):
        assert words in said


def test_a_comparison_has_the_changes_of_each_region(lake: Path) -> None:
    value = lake_compare(Asked(lake, KNOWN_ON), dt.date(2026, 3, 1))
    said = text(value)
    assert said.startswith("云山省: From 2026-03-01 to 2026-09-30\n")
    assert "Problems                          0      3      +3" in said
    shaped = json.loads(text(value, "json"))
    assert (shaped["from"]["figures"]["total"], shaped["to"]["figures"]["total"]) == (0, 3)


def test_regions_and_ledgers_are_a_list(lake: Path) -> None:
    value = lake_orgs(lake, KNOWN_ON)
    said = text(value)
    assert "530201    没有台账的县" in said
    shaped = json.loads(text(value, "json"))
    assert [(one["code"], one["depth"], one["ledger"] is not None) for one in shaped][:3] == [
        ("530200", 0, False), ("530121", 1, True), ("530201", 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_empty_lake_says_that_it_is_empty(tmp_path: Path, language: str) -> None:
    empty = tmp_path / "lake"
    (empty / "ledgers").mkdir(parents=True)
    with speaking(language):
        report, orgs = text(lake_report(Asked(empty, KNOWN_ON))), text(lake_orgs(empty, KNOWN_ON))
    if language == "en":
        assert "No ledger was counted." in report
        assert orgs == "The lake has no regions and no ledgers.\n"
