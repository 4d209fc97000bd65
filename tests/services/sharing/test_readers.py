"""What reads the files that are brought in."""

import dataclasses
import importlib
from pathlib import Path

import pytest

from tests.builders import OFFICE, START
from tests.services.imports import HEAD, ROWS, sheet
from tests.services.ledgers import Desk
from yiananlib.errors import UsageProblem
from yiananlib.services.recording.importing import Choice, Imported
from yiananlib.services.sharing.readers import NAMES, READERS, begins, bring


def test_every_reader_can_be_asked_and_the_last_takes_any_file(desk: Desk) -> None:
    path = sheet(desk, HEAD, *ROWS)
    modules = [importlib.import_module(f"yiananlib.services.{name}") for name in READERS]
    assert all(callable(module.is_its) and callable(module.import_file) for module in modules)
    assert [module.is_its(path) for module in modules] == [name == READERS[-1] for name in READERS]


def test_a_foreign_sheet_is_read_as_one(desk: Desk) -> None:
    found = bring(desk.ledger, desk.context(OFFICE), sheet(desk, HEAD, *ROWS), Choice(), apply=False)
    assert isinstance(found, Imported)
    assert (found.in_error, found.applied) == (False, False)


def test_each_option_says_something_about_some_files_and_is_refused_for_others() -> None:
    fields = {field.name for field in dataclasses.fields(Choice)}
    taken = [importlib.import_module(f"yiananlib.services.{name}").OPTIONS for name in READERS]
    assert set(NAMES) == fields == set().union(*taken)


@pytest.mark.parametrize("choice", [{"received": START.date()}, {"signed": Path("x.pdf")}], ids=lambda c: next(iter(c)))
def test_an_option_that_says_nothing_about_a_file_is_refused(desk: Desk, choice: dict[str, object]) -> None:
    (name,) = choice
    with desk.refuses(UsageProblem, NAMES[name]):
        bring(desk.ledger, desk.context(OFFICE), sheet(desk, HEAD, *ROWS), Choice(**choice), apply=True)  # type: ignore[arg-type]  # as named


def test_only_a_whole_ledger_can_begin_a_new_one(desk: Desk) -> None:
    path = sheet(desk, HEAD, *ROWS)
    assert not begins(path)
    path.write_text('{"format": "yian-ledger"}\n', encoding="utf-8")
    assert begins(path)
