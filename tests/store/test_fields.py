"""A field is set in the text of a definition, and all else stays as it was."""

import datetime as dt
import tomllib

import pytest

from yiananlib.store.fields import with_field

TEXT = """\
# 住建局
schema = 1
name = "住建局"   # 全称

[[officers]]
id = "head"
post = "局长"
role = "head"  # 主官

# 以下为股室
[[officers]]
id = "jianguan"
post = "建管股股长"
until = 2026-12-31 # 暂定
"""
DAY = dt.date(2026, 6, 1)


def test_a_field_of_a_row_is_added_after_its_others() -> None:
    found = with_field(TEXT, "until", DAY, "officers", "head")
    assert found is not None
    assert found.count("# ") == TEXT.count("# ")
    assert [o.get("until") for o in tomllib.loads(found)["officers"]] == [DAY, dt.date(2026, 12, 31)]


def test_an_existing_field_is_replaced() -> None:
    found = with_field(TEXT, "until", DAY, "officers", "jianguan")
    assert found is not None
    assert found.endswith(f"until = {DAY} # 暂定\n")
    assert len(found.split("\n")) == len(TEXT.split("\n"))


def test_a_field_of_the_file_stands_before_its_rows() -> None:
    found = with_field(TEXT, "merged_into", "czj")
    assert found is not None
    said = tomllib.loads(found)
    assert (said["merged_into"], [o["id"] for o in said["officers"]]) == ("czj", ["head", "jianguan"])
    assert found.index("merged_into") < found.index("[[officers]]")


def test_a_row_that_is_not_there_or_laid_out_otherwise_is_told() -> None:
    assert with_field(TEXT, "until", DAY, "officers", "nobody") is None
    assert with_field('officers = [{id = "head"}]\n', "until", DAY, "officers", "head") is None


@pytest.mark.parametrize("text", ["", "a = 1", "a = 1\n", "a = 1\r\nb = 2\r\n"])
def test_files_of_every_ending_take_it(text: str) -> None:
    found = with_field(text, "until", DAY)
    assert found is not None
    assert tomllib.loads(found) == tomllib.loads(text) | {"until": DAY}
    assert "\r\n" not in text or "\r\n" in found.replace("b = 2\r\n", "")
