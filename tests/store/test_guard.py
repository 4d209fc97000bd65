import tomllib
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.store import guard

DEEP: Final = b"x = " + b"[" * 900 + b"]" * 900


def refusal(data: bytes) -> guard.Unacceptable:
    with pytest.raises(guard.Unacceptable) as caught:
        guard.text_of(data)
    return caught.value


def nested(depth: int) -> bytes:
    return b"x = " + b"[" * depth + b"]" * depth


def dotted(parts: int, part: bytes = b"a") -> bytes:
    return b".".join([part] * parts) + b" = 1"


def test_a_file_of_ordinary_text_is_returned_as_it_is() -> None:
    assert guard.text_of('title = "查一查"\n'.encode()) == 'title = "查一查"\n'


def test_an_empty_file_is_acceptable() -> None:
    assert guard.text_of(b"") == ""


def test_a_byte_order_mark_is_taken_off() -> None:
    assert guard.text_of(b"\xef\xbb\xbfx = 1\n") == "x = 1\n"


def test_carriage_returns_before_line_feeds_are_accepted() -> None:
    assert tomllib.loads(guard.text_of(b'x = 1\r\ny = """a\r\nb"""\r\n')) == {"x": 1, "y": "a\nb"}


@pytest.mark.parametrize("size", [guard.MAX_BYTES - 1, guard.MAX_BYTES])
def test_a_file_up_to_two_mebibytes_is_acceptable(size: int) -> None:
    assert len(guard.text_of((b"#" * 99 + b"\n") * (size // 100) + b"#" * (size % 100))) == size


def test_a_file_of_more_than_two_mebibytes_is_refused() -> None:
    error = refusal(b"#\n" * (guard.MAX_BYTES // 2) + b"#")
    assert str(guard.MAX_BYTES + 1) in error.problem
    assert error.line == 0
    assert error.remedy


@pytest.mark.parametrize("size", [guard.MAX_LINE_BYTES - 1, guard.MAX_LINE_BYTES])
def test_a_line_up_to_64_kibibytes_is_acceptable(size: int) -> None:
    guard.text_of(b"\n" + b"#" * size + b"\n")


def test_a_line_of_more_than_64_kibibytes_is_refused_with_its_number() -> None:
    error = refusal(b"x = 1\n" + b"#" * (guard.MAX_LINE_BYTES + 1) + b"\n")
    assert error.line == 2
    assert str(guard.MAX_LINE_BYTES + 1) in error.problem


@pytest.mark.parametrize("depth", [1, guard.MAX_NESTING - 1, guard.MAX_NESTING])
def test_values_nested_up_to_32_deep_are_acceptable(depth: int) -> None:
    tomllib.loads(guard.text_of(nested(depth)))


@pytest.mark.parametrize("data", [nested(33), DEEP, b"x = " + b"{a = " * 33 + b"1" + b"}" * 33, b"[{" * 17])
def test_values_nested_deeper_than_32_are_refused(data: bytes) -> None:
    error = refusal(b"\n\n" + data)
    assert "32" in error.problem
    assert error.line == 3


def test_brackets_that_close_again_do_not_count_as_nesting() -> None:
    guard.text_of(b"x = [" + b"[1], {a = 2}, " * 500 + b"]")


@pytest.mark.parametrize(
    "text",
    [
        b'x = """' + b"[" * 100 + b'"""',
        b"x = '''" + b"[" * 100 + b"'''",
        b'x = "' + b"[" * 100 + b'"',
        b"x = '" + b"[" * 100 + b"'",
        b"# " + b"[" * 100,
        b'x = "\\"' + b"[" * 100 + b'"',
        b'x = """\\"""' + b"[" * 100 + b'"""',
        b'x = """a""' + b"[" * 100 + b'"""',
    ],
    ids=str,
)
def test_brackets_within_texts_and_comments_do_not_nest(text: bytes) -> None:
    tomllib.loads(guard.text_of(text))


@pytest.mark.parametrize(
    "before",
    [
        b'a = """x""""\n',
        b'a = """x"""""\n',
        b'a = """"x"""\n',
        b'a = """"""\n',
        b"a = '''x''''\n",
        b"a = '''x'''''\n",
        b"a = ''''''\n",
        b'a = ""\n',
        b"a = ''\n",
        b'a = "\\\\"\n',
        b"a = '\\'\n",
        b'a = """\\\\"""\n',
        b'a = """x\\""""\n',
        b"a = '''\\'''\n",
        b'a = 1 # "\n',
        b"a = 1 # '''\n",
        b'a = 1 # """\n',
        b'"a\'" = 1\n',
        b"'a\"' = 1\n",
    ],
    ids=str,
)
def test_no_way_to_write_a_text_hides_the_brackets_after_it(before: bytes) -> None:
    tomllib.loads(before.decode())
    assert refusal(before + DEEP).line == 2


def test_many_headings_are_no_nesting() -> None:
    guard.text_of(b"[[entries]]\nx = 1\n\n[entries.standards]\n\n" * 5000)


def test_many_headings_do_not_hide_deep_nesting() -> None:
    assert refusal(b"[[entries]]\nx = 1\n" * 5000 + DEEP).line == 10_001


def test_what_only_looks_like_a_heading_does_not_hide_deep_nesting() -> None:
    looks = b"x = [\n" + b"[[1]]\n,\n" * 500
    assert refusal(looks + b"[" * 40).line == 1002


def test_headings_within_a_text_do_not_hide_deep_nesting() -> None:
    assert refusal(b'x = """\n' + b"[[entries]]\n" * 500 + b'"""\n' + DEEP).line == 503


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_deep_nesting_among_many_entries_is_refused(end: bytes) -> None:
    entries = (b"[[entries]]" + end + b"x = [1]" + end) * 40
    assert guard.text_of(entries)
    assert "32" in refusal(entries + nested(33)).problem


def test_a_dotted_key_among_full_stops_is_found() -> None:
    lines = b'x = "1.2.3.4.5"\n' * 20
    assert guard.text_of(lines)
    assert refusal(lines + dotted(17)).line == 21


@pytest.mark.parametrize("part", [b"a", b'"a"', b"'a'", b'"\\"a"', b'"a.b"'], ids=str)
def test_a_dotted_key_of_16_parts_is_acceptable_and_one_of_17_is_not(part: bytes) -> None:
    tomllib.loads(guard.text_of(dotted(15, part)))
    tomllib.loads(guard.text_of(dotted(16, part)))
    assert "16" in refusal(dotted(17, part)).problem


@pytest.mark.parametrize("start", [b"[", b"[[", b"x = {", b"x = {y = 1, ", b" \t", b"x = 1\r\n"], ids=str)
def test_a_dotted_key_is_found_wherever_a_key_can_stand(start: bytes) -> None:
    assert refusal(b"\n" + start + dotted(17)).line == 2 + start.count(b"\n")


def test_a_dotted_key_with_white_space_around_its_dots_is_found() -> None:
    assert "16" in refusal(b" \t. ".join([b"a", b'"b"', b"'c'"] * 11)).problem


@pytest.mark.parametrize("part", [b"a", b'"a"', b'"\\"a"', b"'a'"], ids=str)
@pytest.mark.parametrize("size", [60_000, 80_000])
def test_a_dotted_key_of_many_kilobytes_is_refused(size: int, part: bytes) -> None:
    assert refusal(dotted(size // (len(part) + 1), part)).line == 1


def test_sentences_with_many_full_stops_are_acceptable() -> None:
    guard.text_of(('x = "' + "1.5 个、" * 100 + '"\ny = """\n' + "a. b, " * 100 + '\n"""\n').encode())


@pytest.mark.parametrize("start", [b"0x", b"0o", b"0b"])
def test_a_number_of_a_thousand_digits_is_refused(start: bytes) -> None:
    guard.text_of(b"x = " + start + b"1" * 999)
    assert refusal(b"\nx = " + start + b"1" * 1000).line == 2


@pytest.mark.parametrize("mark", [b"<<<<<<< HEAD", b">>>>>>> branch", b"||||||| 1a2b3c4", b"<<<<<<<"])
def test_the_conflict_markers_of_git_are_named_as_such(mark: bytes) -> None:
    error = refusal(b"x = 1\n" + mark + b"\ny = 2\n")
    assert "conflict" in error.problem
    assert error.line == 2


@pytest.mark.parametrize("line", [b"# <<<<<<< HEAD", b'x = "<<<<<<<"', b"#=======", b'x = """\n<<<<<<<<\n"""'])
def test_what_only_resembles_a_conflict_marker_is_acceptable(line: bytes) -> None:
    guard.text_of(line)


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_text_in_gbk_is_refused_with_the_line_and_what_to_do(before: bytes) -> None:
    error = refusal(before + b"\n\n" + "整改".encode("gbk"))
    assert "UTF-8" in error.problem
    assert "GBK" in error.remedy
    assert error.line == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_of_unicode_are_refused(encoding: str) -> None:
    assert "UTF-8" in refusal('x = "整改"\n'.encode(encoding)).problem


def test_texts_are_blanked_out_without_moving_anything() -> None:
    text = 'a = """\n[[entries]]\nid = 1"""\nb = "c" # """\n[[entries]]\n'
    bare = guard.without_texts(text)
    assert len(bare) == len(text)
    assert bare.count("[[entries]]") == 1
    assert [line.strip() for line in bare.split("\n")] == ["a =", "", "", 'b = "c" # """', "[[entries]]", ""]


FRAGMENTS: Final = st.sampled_from(
    ["[", "]", "{", "}", '"', "'", '"""', "'''", "\\", "#", "\n", "\r\n", " ", ".", ",", "=", "x", "x = ", "a.",
     "\"'\".", "[[a]]\n", "[" * 40, "]" * 40, "a." * 40, '"\\"".' * 40, "1", "9" * 5000, "0x" + "f" * 1200, "查",
     "2026-03-12", "T09:30:00+08:00", "inf", "true", "<<<<<<< a\n", "\x00", "\x1b", "\u202e", "\ufeff"]
)  # fmt: skip


def harmless(data: bytes) -> None:
    try:
        text = guard.text_of(data)
    except guard.Unacceptable:
        return
    try:
        tomllib.loads(text)
    except ValueError:
        return


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_can_be_given_to_the_parser(data: bytes) -> None:
    harmless(data)


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_any_pieces_of_toml_are_refused_or_can_be_given_to_the_parser(text: str) -> None:
    harmless(text.encode())


@given(st.lists(FRAGMENTS, max_size=20).map("".join))
def test_what_is_valid_before_deep_brackets_never_hides_them(text: str) -> None:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    refusal(text.encode() + b"\n" + DEEP)


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_blanking_out_texts_keeps_every_line(text: str) -> None:
    bare = guard.without_texts(text)
    assert [len(line) for line in bare.split("\n")] == [len(line) for line in text.split("\n")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('a = "x"\nb = 1\n', []),
        ('a = """\nx\n"""\nb = 1\n', [1, 2]),
        ("a = '''x\n'''\nb = 1\n", [1]),
        ("a = [\n1,\n]\nb = 1\n", [1, 2]),
        ("# x\na = 1\n", []),
    ],
)
def test_a_line_goes_on_with_a_value_that_was_begun_above_it(text: str, lines: list[int]) -> None:
    assert sorted(guard.continued(text)) == lines
