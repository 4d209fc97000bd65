"""What reads the files that are brought in."""

import importlib

from tests.builders import OFFICE
from tests.services.imports import HEAD, ROWS, sheet
from tests.services.ledgers import Desk
from yiananlib.services.importing import Choice, Imported
from yiananlib.services.readers import READERS, begins, bring


def test_every_reader_can_be_asked_and_the_last_takes_any_file(desk: Desk) -> None:
    path = sheet(desk, HEAD, *ROWS)
    modules = [importlib.import_module(f"yiananlib.services.{name}") for name in READERS]
    assert all(callable(module.is_its) and callable(module.import_file) for module in modules)
    assert [module.is_its(path) for module in modules] == [name == READERS[-1] for name in READERS]


def test_a_foreign_sheet_is_read_as_one(desk: Desk) -> None:
    found = bring(desk.ledger, desk.occasion(OFFICE), sheet(desk, HEAD, *ROWS), Choice(), apply=False)
    assert isinstance(found, Imported)
    assert (found.in_error, found.applied) == (False, False)


def test_a_ledger_begins_with_a_whole_one_alone(desk: Desk) -> None:
    path = sheet(desk, HEAD, *ROWS)
    assert not begins(path)
    path.write_text('{"format": "yian-ledger"}\n', encoding="utf-8")
    assert begins(path)
