"""The rows of a CSV file."""

import pytest

from yiananlib.render.formats.csv import inert
from yiananlib.store.sheet_csv import rows
from yiananlib.store.sheet_guard import Refused

TEXT = "序号,问题\n1,“异味”，扰民\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_offices_save_is_read(encoding: str) -> None:
    assert list(rows(TEXT.encode(encoding))) == [["序号", "问题"], ["1", "“异味”，扰民"]]


def test_what_is_in_neither_encoding_is_refused() -> None:
    with pytest.raises(Refused, match="encoding"):
        list(rows(b"\xff\xfe\x00\x01\x81"))


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_cell_may_hold_lines_and_what_divides_cells(sign: str) -> None:
    assert list(rows(f'甲{sign}乙\n"一{sign}二\n三"{sign}四\n'.encode())) == [["甲", "乙"], [f"一{sign}二\n三", "四"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "'=1", "it's", "''=1"])
def test_what_our_own_csv_made_inert_is_as_it_was(text: str) -> None:
    if not text.startswith("'="):  # a text that begins so itself is not told from one that was made so
        assert list(rows(inert(text).encode())) == [[text]]
