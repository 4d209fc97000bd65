"""The one list of kinds: where each lies, what its files say, and that no other list is written out by hand."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.services.specimens import SPECIMENS, Clerk, divided
from yiananlib.model import matters
from yiananlib.store import kinds, layout
from yiananlib.store.history import is_definition
from yiananlib.store.kinds import RecordKind
from yiananlib.store.layout import Place

SOURCE: Final = Path(kinds.__file__).parents[1]


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    return divided(tmp_path_factory.mktemp("kinds") / "ledger")


def by_name(kind: RecordKind) -> str:
    return kind.name


@pytest.mark.parametrize("kind", kinds.ALL, ids=by_name)
def test_where_a_record_lies_says_what_it_is(kind: RecordKind) -> None:
    name = "" if kind.is_single else "k7m2qd"
    org = "住建局" if kind.of_org else ""
    path = kind.path(org, name)
    assert layout.place(path) == Place(kind.name, org, name)
    assert Path(path).match(kind.pattern)
    assert path.startswith(kind.folder(org))
    assert layout.place(kind.sample) == Place(kind.name, "x" if org else "", "000000" if name else "")
    assert is_definition(path) is kind.is_definition


@pytest.mark.parametrize("kind", kinds.ALL, ids=by_name)
def test_a_record_is_written_as_it_is_read(clerk: Clerk, kind: RecordKind) -> None:
    path = clerk.path(kind.name)
    place = layout.place(path)
    assert place is not None
    data = (clerk.root / path).read_bytes()
    record = kind.decode(data, place.org, place.name)
    assert kind.decode(kind.encode(record), place.org, place.name) == record
    assert clerk.ledger.record(kind, place.org, place.name) == record
    assert kind.merge(record, record, record, False) == record
    assert len(kind.said(record)) == len(kind.keys(record)) == data.count(b"\n[[")
    assert not set(kind.rows) & set(kind.head(record))
    assert kind.head(record)


@pytest.mark.parametrize("kind", kinds.ALL, ids=by_name)
def test_both_sides_stand_in_the_merged_file_as_they_were_written(clerk: Clerk, kind: RecordKind) -> None:
    from yiananlib.store import merging

    path = clerk.path(kind.name)
    place = layout.place(path)
    assert place is not None
    base, ours, theirs = (
        clerk.git("show", f"{at}:{path}") + "\n" for at in (f"main~{len(SPECIMENS)}", "main", "theirs")
    )
    marked = [f"# {n}\n{text}" for n, text in (("一", ours), ("二", theirs))]
    text = merging.merged(place, base.encode(), *(one.encode() for one in marked)).decode()
    assert all(words in text for words in (*SPECIMENS[kind.name].says, "# 一\n", "# 二\n"))
    other = merging.merged(place, base.encode(), *(one.encode() for one in reversed(marked)))
    assert kind.decode(other, place.org, place.name) == kind.decode(text.encode(), place.org, place.name)


def test_every_kind_is_a_definition_or_a_record_and_the_model_knows_its_matters() -> None:
    assert set(kinds.MATTERS) == {matters.kind(name).name for name in kinds.MATTERS}
    assert all(matters.kind(kind.name).head for kind in kinds.MATTERS.values())
    assert (*kinds.DEFINITIONS, *kinds.RECORDS) == kinds.ALL


def test_attributes_name_every_kind_once() -> None:
    lines = [line.split()[0] for line in kinds.attributes().splitlines() if "merge=" in line]
    assert lines == [f"/{kind.pattern}" for kind in kinds.ALL]


def test_no_second_list_of_kinds_is_written_out() -> None:
    names = "|".join(kinds.BY_NAME)
    neighbours = re.compile(rf'"({names})s?"\s*[,|]\s*"({names})s?"')
    found = {}
    for path in SOURCE.rglob("*.py"):
        for one in neighbours.finditer(path.read_text(encoding="utf-8")):
            if one.group(1) != one.group(2):
                found[path.relative_to(SOURCE).as_posix()] = one.group()
    assert found == {}


def test_a_folder_whose_name_needs_quotes_is_quoted_for_git() -> None:
    plain = kinds.line(kinds.PROBLEM)
    assert plain.startswith(f"/{kinds.PROBLEM.pattern} ")
    assert kinds.line(kinds.PROBLEM, "台账 一/") == f'"/台账 一/{kinds.PROBLEM.pattern}"{plain[plain.index(" ") :]}'
    assert kinds.line(kinds.PROBLEM, 'a"b\\/').startswith('"/a\\"b\\\\')
