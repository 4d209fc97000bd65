"""What the columns of foreign ledgers are called."""

import pytest

from yiananlib.model import headings


def test_there_are_more_headings_than_sixty_and_none_means_two_things() -> None:
    known = [
        headings.key(name)
        for table in (headings.SYNONYMS, headings.IGNORED)
        for some in table.values()
        for name in some
    ]
    assert len(set(known)) > 250
    assert sorted(known) == sorted(set(known))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("责任单位", "org"), ("责任单位\n责任人", "org_owner"), ("责任单位/责任人", "org_owner"), ("责任单位 ", "org"),
        (" 存在的\n主要问题 ", "symptom"), ("问题表现（症状）", "symptom"), ("问题表现(症状)", "symptom"),
        ("整改时限（年月日）", "due"), ("整改时限\r\n", "due"), ("“整改措施”", "measure"), ("整改要求（措施）",
        "measure"),
        ("ＤＵＥ　ＤＡＴＥ", "due"), ("target_date", "due"), ("CAPA #", "number"), ("是否销号", "struck_off"),
        ("是否已完成整改", "status"), ("问题类别", "kind"), ("标签", "tags"),
        ("序号", "no"), ("联系电话", "phone"), ("检查人", "people"),
        ("整改率", "lamp"),
    ],
)  # fmt: skip
def test_a_heading_is_known_however_it_is_typed(heading: str, field: str) -> None:
    found = headings.meaning([heading])
    assert found is not None
    assert found[0] == field


def test_a_group_helps_where_the_heading_alone_says_nothing() -> None:
    assert headings.meaning(["完善制度情况", "（分修订、制定，文件名称）"]) == ("rule", 2)
    assert headings.meaning(["整改", "时限"]) == ("due", headings.SYNONYMS["due"].index("时限"))
    assert headings.meaning(["其中", "追缴资金（万元）"]) is None


def test_a_near_match_of_a_heading_is_suggested_but_not_accepted() -> None:
    assert headings.meaning(["整改时现"]) is None
    assert headings.like("整改时现") == "整改时限"
    assert headings.like("天气") is None


def test_counts_and_rates_are_told_by_their_headings() -> None:
    assert [headings.is_count(h) for h in ("上报问题数", "整改率", "人数（人）", "占比", "问题", "数据")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
