"""`lake.toml`: read with the line of what is wrong, and not needed."""

import os
from pathlib import Path

import pytest

from yiananlib.errors import LedgerInvalid
from yiananlib.store.lake_file import NAME, read

TEXT = """\
name = "云山省"
code = "530000"

[[region]]
code = "530100"
name = "云岭市"
parent = "530000"

[[region]]
code = "530121"
name = "云岭县"
parent = "530100"
since = 2026-01-01
expected = true
"""


def test_it_is_read(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(TEXT, encoding="utf-8")
    found = read(tmp_path)
    assert (found.name, found.code, found.stale_days) == ("云山省", "530000", 30)
    assert [(region.code, region.expected) for region in found.region] == [("530100", False), ("530121", True)]


def test_without_one_a_lake_has_its_folder_s_name_and_no_regions(tmp_path: Path) -> None:
    (tmp_path / "云山省").mkdir()
    assert (read(tmp_path / "云山省").name, read(tmp_path / "云山省").region) == ("云山省", ())


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("[[region]]", "[[region", "lake.toml:4", "TOML"),
        ('parent = "530100"', 'parent = "530199"', "lake.toml", "530199"),
        ("expected = true", 'expected = "yes"', "lake.toml:14", "expected"),
        ("expected = true", "expcted = true", "lake.toml:14", "expcted"),
        ("2026-01-01", "2026-02-30", "lake.toml:13", "TOML"),
        ("530121", "53012x", "lake.toml:10", "code"),
        ('name = "云山省"\n', "", "lake.toml", "name"),
        ("云山省", "云\u202e山省", "lake.toml", "name"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, where: str, said: str) -> None:
    assert old in TEXT
    (tmp_path / NAME).write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LedgerInvalid, match=said) as caught:
        read(tmp_path)
    assert caught.value.where.startswith(where)


def test_it_is_not_read_through_a_link_nor_from_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / NAME).symlink_to(tmp_path / "other.toml")
    with pytest.raises(LedgerInvalid, match="symbolic link"):
        read(tmp_path)
    (tmp_path / NAME).unlink()
    os.mkfifo(tmp_path / NAME)
    with pytest.raises(LedgerInvalid):
        read(tmp_path)


def test_one_that_is_huge_or_not_text_is_refused(tmp_path: Path) -> None:
    for data in (b"#" * (3 << 20), b"\xff\xfe", b"a=" + b"[" * 10_000):
        (tmp_path / NAME).write_bytes(data)
        with pytest.raises(LedgerInvalid):
            read(tmp_path)
