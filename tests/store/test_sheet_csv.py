"""The rows of a CSV file."""

import csv

import pytest

from yiananlib.model.inert import inert
from yiananlib.store.sheet_csv import rows
from yiananlib.store.sheet_guard import Refused

TEXT = "序号,问题\n1,“异味”，扰民\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_as_offices_save_them_are_read(encoding: str) -> None:
    assert list(rows(TEXT.encode(encoding))) == [["序号", "问题"], ["1", "“异味”，扰民"]]


def test_what_is_in_neither_encoding_is_refused() -> None:
    with pytest.raises(Refused, match="encoding"):
        list(rows(b"\xff\xfe\x00\x01\x81"))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_cell_may_hold_lines_and_what_divides_cells(sign: str) -> None:
    assert list(rows(f'甲{sign}乙\n"一{sign}二\n三"{sign}四\n'.encode())) == [["甲", "乙"], [f"一{sign}二\n三", "四"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "＝1", "＋1", "－1", "＠a", "|cmd", "'=1", "it's", "''=1"])
def test_what_our_own_csv_made_inert_is_as_it_was(text: str) -> None:
    assert list(rows(inert(text).encode())) == [[text]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_unicode_text_of_excel_is_read(encoding: str) -> None:
    text = "\ufeff" + TEXT.replace(",", "\t")
    assert list(rows(text.encode(encoding)))[1] == ["1", "“异味”，扰民"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_wide_text_without_its_mark_is_refused(encoding: str) -> None:
    with pytest.raises(Refused, match="encoding"):
        list(rows("abc,def\n".encode(encoding)))


def test_reading_one_sets_no_bound_for_others() -> None:
    before = csv.field_size_limit()
    assert list(rows("单位,问题\n".encode())) == [["单位", "问题"]]
    assert csv.field_size_limit() == before
