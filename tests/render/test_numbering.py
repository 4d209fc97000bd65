"""Headings are counted as offices count them."""

import pytest

from yiananlib.messages import speaking
from yiananlib.render.document import Document, Heading, Paragraph
from yiananlib.render.numbering import numbered, numeral

BLOCKS = (
    Heading("标题", 1),
    Heading("甲", 2, numbered=True),
    Heading("子", 3, numbered=True),
    Heading("丑", 3, numbered=True),
    Paragraph("文"),
    Heading("寅", 4, numbered=True),
    Heading("卯", 5, numbered=True),
    Heading("无号"),
    Heading("乙", 2, numbered=True),
    Heading("辰", 3, numbered=True),
    Heading("又一标题", 1),
    Heading("丙", 2, numbered=True),
)


def _told(language: str) -> list[str]:
    with speaking(language):
        return [b.text for b in numbered(Document(BLOCKS)).blocks if isinstance(b, (Heading, Paragraph))]


def test_in_chinese_a_level_has_the_numbers_of_official_documents() -> None:
    assert _told("zh_CN") == [
        "标题", "一、甲", "（一）子", "（二）丑", "文", "1. 寅", "（1）卯", "无号", "二、乙", "（一）辰",
        "又一标题", "一、丙",
    ]  # fmt: skip


def test_elsewhere_a_number_names_those_above_it() -> None:
    assert _told("en") == [
        "标题", "1. 甲", "1.1 子", "1.2 丑", "文", "1.2.1 寅", "1.2.1.1 卯", "无号", "2. 乙", "2.1 辰", "又一标题",
        "1. 丙",
    ]  # fmt: skip


def test_a_level_that_is_left_out_counts_as_none() -> None:
    with speaking("zh_CN"):
        assert numbered(Document((Heading("x", 4, numbered=True),))).blocks == (Heading("1. x", 4),)


def test_a_document_without_numbered_headings_stays_as_it_is() -> None:
    plain = Document((Heading("标题", 1), Heading("甲"), Paragraph("文")))
    assert numbered(plain) == plain


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (10, "十"), (11, "十一"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_a_numeral_is_written_in_chinese(number: int, said: str) -> None:
    assert numeral(number) == said
