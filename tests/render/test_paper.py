"""The page holds what the standard says, and its styles can be read."""

from docx.oxml import parse_xml

from tests.render.papers import W
from yiananlib.render import paper


def test_a_page_has_room_for_22_lines_of_28_characters() -> None:
    height = paper.LONG - paper.TOP - paper.BOTTOM
    assert height == 225
    assert 22 * paper.LINE <= height * paper.MM < 23 * paper.LINE
    character = paper.BODY * 20 + paper.SQUEEZE
    assert 28 * character <= (paper.SHORT - paper.BOUND - paper.OUTER) * paper.MM < 29 * character


def test_every_style_is_in_the_part_with_its_font() -> None:
    styles = {style.get(f"{W}styleId"): style for style in parse_xml(paper.styles()).iter(f"{W}style")}
    assert {"Normal", "TableNormal", "TableGrid", *paper.STYLES} == set(styles)
    for name, row in paper.STYLES.items():
        fonts, size = styles[name].find(f".//{W}rFonts"), styles[name].find(f".//{W}sz")
        assert fonts is not None
        assert size is not None
        assert fonts.get(f"{W}eastAsia") == row.font
        assert size.get(f"{W}val") == str(round(row.points * 2))


def test_text_of_tables_leaves_the_grid_of_lines() -> None:
    for name in ("TableText", "TableHead", "FormText", "FormName", "Footer"):
        assert '<w:snapToGrid w:val="0"/>' in paper.STYLES[name].paragraph


def test_headings_stay_with_what_they_head() -> None:
    for name in ("Title", "Annex", "Heading1", "Heading2", "Heading3", "Heading4"):
        assert "<w:keepNext/>" in paper.STYLES[name].paragraph
