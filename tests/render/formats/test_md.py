"""Markdown: what readers see is what was written."""

import pytest
from hypothesis import given

from tests.golden import is_golden
from tests.render.written import md_text
from tests.strategies import texts
from yiananlib.render.document import Cell, Column, Document, Fields, Heading, Paragraph, Section, Table, cells
from yiananlib.render.formats.md import escaped
from yiananlib.render.views.report import report as laid_out
from yiananlib.services.reading.report import Report

COLUMNS = (Column("单位"), Column("n", "count"))


def test_each_block_has_its_form() -> None:
    document = Document(
        (
            Heading("报告", 1),
            Heading("Figures"),
            Paragraph("一\n二"),
            Fields((("名", Cell("值\n二")),)),
            Table(COLUMNS, (cells("住建局", 3),)),
            Table(COLUMNS, (), "None."),
            Table(COLUMNS, ()),
        )
    )
    assert md_text(document) == (
        "# 报告\n\n## Figures\n\n一  \n二\n\n- **名** 值<br>二\n\n"
        "| 单位 | n |\n| --- | ---: |\n| 住建局 | 3 |\n\nNone.\n"
    )


def test_a_new_page_is_a_rule_with_the_name_of_an_annex() -> None:
    assert md_text(Document((Paragraph("一"), Section(annex="附件_1"), Paragraph("二")))) == (
        "一\n\n---\n\n**附件\\_1**\n\n二\n"
    )
    assert md_text(Document((Paragraph("一"), Section(landscape=True)))) == "一\n\n---\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a|b", r"a\|b"),
        ("`c` *d* _e_", r"\`c\` \*d\* \_e\_"),
        ("<script>&amp;", r"\<script\>\&amp;"),
        ("[x](y) ![z]", r"\[x\](y) \!\[z\]"),
        ("# h", r"\# h"),
        ("- a\n+ b\n1. c\n2) d", r"\- a<br>\+ b<br>1\. c<br>2\) d"),
        ("C:\\x", r"C:\\x"),
        ("$x$ ~~y~~", r"\$x\$ \~\~y\~\~"),
    ],
)
def test_what_markdown_would_read_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


@given(texts())
def test_a_cell_stays_one_cell_on_one_line(text: str) -> None:
    found = md_text(Document((Table((Column("x"),), ((Cell(text),),)),)))
    assert found.count("\n") == 3
    assert found.split("\n")[2].replace("\\|", "").count("|") == 2


def test_a_report_is_as_expected(whole: Report, pytestconfig: pytest.Config) -> None:
    is_golden("report.md", md_text(laid_out(whole)), pytestconfig)


def test_what_is_no_block_is_a_bug() -> None:
    with pytest.raises(TypeError):
        md_text(Document(("text",)))  # type: ignore[arg-type]  # on purpose
