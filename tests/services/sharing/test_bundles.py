"""A whole ledger is known by what it says, and becomes a new one or joins the one that is there."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import Desk
from tests.services.sharing.test_bundle_beginning import exported, held
from yiananlib.errors import UsageProblem
from yiananlib.services.recording.importing import Choice
from yiananlib.services.sharing.bundles import import_file, is_its
from yiananlib.services.sharing.readers import bring
from yiananlib.store.bundle_files import FORMS
from yiananlib.store.ledger import Ledger

OTHER: dict[str, Any] = {
    "mapping": "x",
    "sheet": "x",
    "org": "zjj",
    "year": 2026,
    "only": "new",
    "skip": ("1",),
    "refused": True,
    "document": "x",
    "received": dt.date(2026, 3, 1),
    "signed": Path("x.pdf"),
}


@pytest.mark.parametrize("form", FORMS)
def test_it_begins_a_ledger_or_joins_one(desk: Desk, tmp_path: Path, form: str) -> None:
    desk.problem()
    path = exported(desk.ledger, tmp_path / f"x.{form}")
    assert is_its(path)
    new = Ledger(tmp_path / "new")
    assert import_file(new, desk.context(None), path, Choice(), apply=True).begins
    assert held(new.root) == held(desk.root)
    again = import_file(new, desk.context(OFFICE), path, Choice(), apply=True)
    assert (again.begins, again.applied, again.in_error) == (False, True, False)


def test_a_foreign_sheet_is_none(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("单位,问题\n", encoding="utf-8")
    assert not is_its(path)


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(Choice)])
def test_options_that_only_apply_to_sheets_are_refused(desk: Desk, tmp_path: Path, field: str) -> None:
    path = exported(desk.ledger, tmp_path / "x.json")
    with pytest.raises(UsageProblem, match="does not apply to this file"):
        bring(desk.ledger, desk.context(OFFICE), path, Choice(**{field: OTHER[field]}), apply=False)


@pytest.mark.parametrize("more", [{"on": dt.date(2026, 3, 1)}, {"for_": "zjj/head"}])
def test_entries_that_were_made_have_their_day_and_their_officer(desk: Desk, tmp_path: Path, more: Any) -> None:
    path = exported(desk.ledger, tmp_path / "x.json")
    with pytest.raises(UsageProblem):
        import_file(desk.ledger, desk.context(OFFICE)._replace(**more), path, Choice(), apply=False)
