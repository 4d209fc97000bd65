import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from yiananlib.model import text

ALLOWED_FORMAT_CHARACTERS = {"\u200c", "\u200d"}


@given(st.text())
def test_clean_is_a_fixed_point(value: str) -> None:
    try:
        once = text.clean(value)
    except ValueError:
        return
    assert text.clean(once) == once


@given(strategies.texts())
def test_clean_text_stays_as_it_is(value: str) -> None:
    assert text.clean(value) == value


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\0", "U+0000"),
        ("\x1b", "U+001B"),
        ("\r", "U+000D"),
        ("\x0b", "U+000B"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\x9b", "U+009B"),
        ("\u00ad", "U+00AD"),
        ("\u061c", "U+061C"),
        ("\u115f", "U+115F"),
        ("\u200b", "U+200B"),
        ("\u200f", "U+200F"),
        ("\u2028", "U+2028"),
        ("\u2029", "U+2029"),
        ("\u202e", "U+202E"),
        ("\u2060", "U+2060"),
        ("\u2066", "U+2066"),
        ("\u3164", "U+3164"),
        ("\ufdd0", "U+FDD0"),
        ("\ufeff", "U+FEFF"),
        ("\uffff", "U+FFFF"),
        ("\ud800", "U+D800"),
        ("\udcff", "U+DCFF"),
        ("\U000e0001", "U+E0001"),
        ("\U000e0041", "U+E0041"),
        ("\U0010ffff", "U+10FFFF"),
    ],
)
def test_what_cannot_be_shown_safely_is_refused_by_its_code(character: str, code: str) -> None:
    assert text.forbidden(f"整改{character}台账") == code
    with pytest.raises(ValueError, match=f"^{code.replace('+', '[+]')}$"):
        text.clean(f"整改{character}台账")


def test_every_control_format_and_surrogate_character_is_forbidden() -> None:
    refused = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    passed = {
        c
        for c in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(c) in refused and text.forbidden(c) is None
    }
    assert passed == {"\t", "\n", *ALLOWED_FORMAT_CHARACTERS}


@pytest.mark.parametrize(
    "value",
    [
        "招标文件抽查整改三次催办未报",
        "𠮷林县、䶮山镇、𪚥",
        "“四个决不放过”\uff1a查清\uff0c处理\uff1b整改、教育\uff01\uff08一\uff09《办法》——……",
        "\uff11\uff12\uff13",
        "一\u3000二",
        "first\n\n\tsecond",
        "✓ 👨\u200d👩\u200d👧",
        "",
    ],
)
def test_what_people_write_is_kept(value: str) -> None:
    assert text.clean(value) == value


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cn"])))
def test_what_clean_returns_is_composed_and_holds_nothing_forbidden(value: str) -> None:
    try:
        kept = text.clean(value)
    except ValueError:
        return
    assert text.forbidden(kept) is None
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == kept.strip()


def test_what_can_be_printed_is_shown_without_compiling_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "re", None)
    assert text.forbidden("整改 “台账”…\n\t✓ café — 𠮷") is None


def test_no_character_of_the_long_class_passes() -> None:
    refused = set(re.findall(text._FORBIDDEN, "".join(map(chr, range(sys.maxunicode + 1)))))
    assert {c for c in map(chr, range(sys.maxunicode + 1)) if text.forbidden(c) is not None} == refused


def test_no_forbidden_character_passes_among_plain_ones() -> None:
    for character in filter(text.forbidden, map(chr, range(0x10000))):
        with pytest.raises(ValueError, match=f"{ord(character):04X}"):
            text.clean(f"整改 {character}done")


def test_decomposed_letters_are_composed() -> None:
    assert text.clean("cafe\u0301") == "caf\u00e9"


def test_line_ends_become_line_feeds() -> None:
    assert text.clean("一\r\n二\r\n") == "一\n二"


def test_white_space_at_the_ends_of_lines_is_dropped() -> None:
    assert text.clean("  一 \t\n\n  二\u3000\n\n") == "一\n\n  二"
    assert text.clean("  plain  ") == "plain"


@pytest.mark.parametrize(("value", "broken"), [("一\n二", True), ("一\t二", True), ("一 二", False)])
def test_a_line_has_neither_line_feeds_nor_tabs(value: str, broken: bool) -> None:
    assert text.has_line_break(value) is broken


@pytest.mark.parametrize(
    "name",
    [
        "自然资源局",
        "zjj-2",
        "zjj",
        "a",
        "7",
        "二轮_1",
        "a_",
        "三",
        "㐂𠮷",
        "x" * 40,
        "конь",
        "console",
    ],
)
def test_a_name_of_letters_digits_and_dashes_is_accepted(name: str) -> None:
    assert text.name_fault(name) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "empty"),
        ("x" * 41, "long"),
        ("局" * 41, "long"),
        ("cafe\u0301", "form"),
        (".git", "characters"),
        ("..", "characters"),
        ("-rf", "characters"),
        ("a-", "characters"),
        ("_a", "characters"),
        ("a.", "characters"),
        ("a b", "characters"),
        ("a/b", "characters"),
        ("..\\x", "characters"),
        ("a\n", "characters"),
        ("a\0", "characters"),
        ("a\u202eb", "characters"),
        ("a\u200bb", "characters"),
        ("\u3164", "characters"),
        ("a\uffa0", "characters"),
        ("\u115f\u1160", "characters"),
        ("\uff11\uff12", "characters"),
        ("a\uff12", "characters"),
        ("com¹", "characters"),
        ("٣", "characters"),
        ("p0٣", "characters"),
        ("٣号", "characters"),
        ("住建局३", "characters"),
        ("con", "reserved"),
        ("CON", "reserved"),
        ("nul", "reserved"),
        ("com1", "reserved"),
        ("Lpt9", "reserved"),
    ],
)
def test_any_other_name_is_refused(name: str, fault: str) -> None:
    assert text.name_fault(name) == fault


@given(st.text())
def test_an_accepted_name_is_one_safe_part_of_a_path(name: str) -> None:
    if text.name_fault(name) is None:
        assert text.clean(name) == name
        assert not set(name) & set('/\\.:*?"<>| \n')
        assert not name.startswith("-")


FILE_NAMES = st.one_of(
    st.text(max_size=100),
    st.text(st.sampled_from("a局.-_ /\\\u0301\u202e\uff12"), max_size=90),
    strategies.lines(100),
)


@given(FILE_NAMES)
def test_a_safe_file_name_needs_no_escaping(value: str) -> None:
    name = text.safe_file_name(value)
    assert name
    assert name[0] not in ".-"
    assert all(c in "._-" or c.isalnum() for c in name)
    assert text.forbidden(name) is None
    assert len(name) <= 60 + 1 + 10


@given(FILE_NAMES)
def test_a_safe_file_name_is_a_fixed_point(value: str) -> None:
    name = text.safe_file_name(value)
    assert text.safe_file_name(name) == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("整改台账.xlsx", "整改台账.xlsx"),
        ("现场 照片(1).JPG", "现场_照片_1.JPG"),
        ("../../etc/passwd", "etc_passwd"),
        (".bashrc", "bashrc"),
        ("-rf", "rf"),
        ("...", "file"),
        ("", "file"),
        ("__.pdf", "file.pdf"),
        ("a.b.c.tar.gz", "a.b.c.tar.gz"),
        ("report.", "report"),
        ("\uff12\uff10\uff12\uff16.pdf", "file.pdf"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ("\u3164.pdf", "file.pdf"),
        ("cafe\u0301.txt", "café.txt"),
        ("x" * 80 + ".docx", "x" * 60 + ".docx"),
        ("a.notanending", "a_notanending"),
    ],
)
def test_a_file_name_keeps_what_is_safe_of_it(value: str, name: str) -> None:
    assert text.safe_file_name(value) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("变更审批率 100%。", "变更审批率100%"),
        ("审批率\uff11\uff10\uff10\uff05", "审批率100%"),
        ("Done, ALL of it", "done all of it"),
    ],
)
def test_texts_that_differ_only_in_presentation_compare_equal(one: str, other: str) -> None:
    assert text.comparable(one) == text.comparable(other) != ""


@given(st.text())
def test_letters_and_digits_alone_are_compared(value: str) -> None:
    folded = unicodedata.normalize("NFKC", value).casefold()
    assert text.comparable(value) == "".join(c for c in folded if c.isalnum())


def test_punctuation_alone_says_nothing() -> None:
    assert text.comparable(" —。…! ") == ""
