"""The mappings by which foreign sheets are read."""

from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.imports import HEAD, ROWS, brought, outcomes
from tests.services.ledgers import Desk, tree
from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem
from yiananlib.model.finding import Level
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.verifying import verify
from yiananlib.store import kinds

ODD = ("单位名", *HEAD[1:])
ROW = ("建设局", *ROWS[0][1:])
TEXT = '[columns]\n"单位名" = "org"\n[orgs]\n"建设局" = "zjj"\n'


@pytest.fixture
def mapping(tmp_path: Path) -> str:
    path = tmp_path / "月报.toml"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_a_mapping_is_kept_in_the_same_step_and_the_next_file_needs_none(desk: Desk, mapping: str) -> None:
    assert outcomes(brought(desk, ODD, ROW)) == [Outcome.REFUSED]
    found = brought(desk, ODD, ROW, mapping=mapping, apply=True)
    assert (found.applied, found.mapping, desk.ledger.names(kinds.MAPPING)) == (True, "月报", ["月报"])
    again = brought(desk, ODD, ROW, ("建设局", "下月的新问题", "补办", "2026-07-01", ""))
    assert (again.mapping, outcomes(again)) == ("月报", [Outcome.UNCHANGED, Outcome.NEW])
    assert brought(desk, HEAD, *ROWS).mapping == ""
    assert brought(desk, ODD, ROW, mapping="月报").mapping == "月报"
    assert verify.verify(desk.ledger).in_order


def test_neither_a_preview_nor_an_officer_without_authority_keeps_a_mapping(desk: Desk, mapping: str) -> None:
    brought(desk, ODD, ROW, mapping=mapping)
    assert desk.ledger.names(kinds.MAPPING) == []
    found = brought(desk, ODD, ROW, mapping=mapping, apply=True, by=LIAISON)
    assert (found.applied, desk.ledger.names(kinds.MAPPING)) == (True, [])
    assert "the office keeps mappings" in found.said[-1]


def test_what_the_ledger_has_of_that_name_stays_as_it_is(desk: Desk, mapping: str) -> None:
    brought(desk, ODD, ROW, mapping=mapping, apply=True)
    before = tree(desk.root)
    assert brought(desk, ODD, ROW, mapping=mapping, apply=True).said == ()
    Path(mapping).write_text(TEXT + '"住建" = "zjj"\n', encoding="utf-8")
    assert "The mapping was not kept: the ledger has" in brought(desk, ODD, ROW, mapping=mapping, apply=True).said[-1]
    assert tree(desk.root) == before


@pytest.mark.parametrize("text", ["x", "[columns]\n问题 = 1\n", '[columns]\n"问题" = "problem"\n', "schema = 2\n"])
def test_what_is_no_mapping_is_told(desk: Desk, tmp_path: Path, text: str) -> None:
    path = tmp_path / "坏.toml"
    path.write_text(text, encoding="utf-8")
    with desk.refuses(UsageProblem):
        brought(desk, HEAD, *ROWS, mapping=str(path))


def test_a_mapping_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    with desk.refuses(UsageProblem):
        brought(desk, HEAD, *ROWS, mapping=str(tmp_path / "x.toml"))
    for name in ("没有", "..", "a b"):
        with desk.refuses(NoSuchRecord):
            brought(desk, HEAD, *ROWS, mapping=name)


def test_verify_finds_missing_organizations_and_officers_in_a_mapping(desk: Desk) -> None:
    desk.write(
        "imports/审计.toml", 'schema = 1\n[orgs]\n"甲" = "nowhere"\n[people]\n"#0123456789abcdef" = "zjj/nobody"\n'
    )
    found = [f for f in verify.verify(desk.ledger).findings if f.file.startswith("imports/")]
    assert [(f.code, f.level) for f in found] == [("reference", Level.WARNING)] * 2
    desk.write("imports/坏.toml", 'schema = 1\n[people]\n"李大明" = "zjj/jianguan"\n')
    assert not verify.verify(desk.ledger).in_order
    with desk.refuses(LedgerInvalid, match="names a person"):
        brought(desk, HEAD, *ROWS)


def test_the_mapping_alone_is_recorded_where_nothing_else_is_new(desk: Desk, mapping: str) -> None:
    brought(desk, HEAD, ROWS[0], apply=True)
    assert outcomes(brought(desk, ODD, ROW, mapping=mapping, apply=True, by=OFFICE)) == [Outcome.UNCHANGED]
    assert desk.ledger.names(kinds.MAPPING) == ["月报"]
