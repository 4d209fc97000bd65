"""What lies among the records without being one."""

import pytest

from yiananlib.store import kinds
from yiananlib.store.strays import Stray, is_junk, one_name, stray


@pytest.mark.parametrize(
    "name", [".DS_Store", "._x.toml", "Thumbs.db", "THUMBS.DB", "~$台账.xlsx", ".#a.toml", "a.toml~"]
)
def test_what_desktops_and_editors_leave_is_junk_wherever_it_is(name: str) -> None:
    assert is_junk(name)
    for folder in ("", "orgs/", "orgs/zjj/problems/", "orgs/zjj/evidence/", "cases/"):
        assert stray(folder + name) is Stray.JUNK


@pytest.mark.parametrize("kind", kinds.ALL, ids=lambda kind: kind.name)
def test_a_record_is_neither_junk_nor_stray(kind: kinds.RecordKind) -> None:
    assert stray(kind.sample) is None
    assert not is_junk(kind.sample.rpartition("/")[2])
    assert stray(f"{kind.sample}/x") is Stray.IN_THE_WAY
    if kind.of_org and not kind.is_single:
        assert stray(kind.folder("x")) is Stray.IN_THE_WAY
        assert stray(f"{kind.folder('x')}/backup copy.toml") is Stray.IN_THE_WAY


@pytest.mark.parametrize("path", ["orgs", "cases", ".yian", ".yian/journal", "orgs/zjj/evidence", "allowed_signers/x"])
def test_what_stops_a_reader_is_in_the_way(path: str) -> None:
    assert stray(path) is Stray.IN_THE_WAY


@pytest.mark.parametrize("path", ["README.md", "docs/x.toml", ".gitattributes", "allowed_signers", ".yian/lock", "x"])
def test_what_is_not_among_records_is_free(path: str) -> None:
    assert stray(path) is None


@pytest.mark.parametrize("path", ["orgs/readme.md", "orgs/zjj/x.docx", "cases/x.pdf", "orgs/zjj/problems/x/y"])
def test_other_files_are_nobody_s(path: str) -> None:
    assert stray(path) is Stray.OTHER


def test_names_that_file_systems_take_for_one_are_one() -> None:
    assert one_name("A.TXT") == one_name("a.txt")
    assert one_name("e\u0301") == one_name("\u00e9") == one_name("\u00c9")
    assert one_name("a") != one_name("b")
