"""What editors are given: settings in the ledger, schemas in each clone, and words that follow the definitions."""

import json
from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk, new_desk
from tests.services.repositories import honest
from yiananlib.errors import LedgerInvalid
from yiananlib.model.vocabulary import Role
from yiananlib.services.recording import begin, editing
from yiananlib.services.recording.editing import Installed
from yiananlib.services.verifying.verify import verify
from yiananlib.store import editors, kinds


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "ledger")


def nothing() -> None:
    """Called while somebody else holds the lock."""


def officers(desk: Desk) -> list[str]:
    schema = json.loads((desk.root / editors.schema_file("problem")).read_text(encoding="utf-8"))
    return list(schema["$defs"]["officer"]["enum"])


def test_schemas_are_installed_where_the_settings_look_for_them_and_written_when_they_change(desk: Desk) -> None:
    paths = tuple(editors.schema_file(kind.name) for kind in kinds.ALL)
    assert editing.install(desk.ledger, nothing) == Installed(paths)
    assert all((desk.root / path).is_file() for path in paths)
    assert editing.install(desk.ledger, nothing) == Installed(())
    (desk.root / paths[0]).write_text("{}", encoding="utf-8")
    assert editing.install(desk.ledger, nothing) == Installed(paths[:1])
    assert verify(desk.ledger).findings == ()


def test_a_definition_that_changes_renews_the_words_of_installed_schemas(desk: Desk) -> None:
    editing.install(desk.ledger, nothing)
    begin.add_officer(desk.ledger, desk.context(OFFICE), "zjj", "xinren", post="新设岗位", role=Role.STAFF)
    assert "zjj/xinren" in officers(desk)
    assert editing.install(desk.ledger, nothing) == Installed(())  # which a new making would make no better


def test_where_none_are_installed_none_are_made(desk: Desk) -> None:
    begin.add_officer(desk.ledger, desk.context(OFFICE), "zjj", "xinren", post="新设岗位", role=Role.STAFF)
    assert not (desk.root / ".yian" / "schemas").exists()


@pytest.mark.parametrize("spoilt", ["", "[]", "{}", None])
def test_a_schema_that_somebody_spoilt_keeps_no_definition_from_being_recorded(desk: Desk, spoilt: str | None) -> None:
    editing.install(desk.ledger, nothing)
    first = desk.root / editors.schema_file("campaign")
    first.unlink()
    if spoilt is not None:
        first.write_text(spoilt, encoding="utf-8")
    begin.add_officer(desk.ledger, desk.context(OFFICE), "zjj", "xinren", post="新设岗位", role=Role.STAFF)
    assert desk.ledger.org("zjj").officer("xinren") is not None


def test_a_ledger_that_cannot_be_read_has_no_schemas(desk: Desk) -> None:
    desk.write("orgs/zjj/org.toml", "x = ")
    with pytest.raises(LedgerInvalid):
        editing.install(desk.ledger, nothing)


@pytest.mark.parametrize("there", [None, b"# written by yian\n"])
@pytest.mark.parametrize("path", editors.FILES)
def test_the_office_gives_an_older_ledger_its_settings(desk: Desk, path: str, there: bytes | None) -> None:
    wanted = (desk.root / path).read_bytes()
    (desk.root / path).unlink()
    if there is not None:
        desk.write(path, there)
    assert editing.furnish(desk.ledger, None) == ((), (path,), None)
    assert editing.furnish(desk.ledger, desk.context(LIAISON)) == ((), (path,), None)
    assert editing.furnish(desk.ledger, desk.context(OFFICE)) == ((path,), (), None)
    assert (desk.root / path).read_bytes() == wanted
    assert editing.furnish(desk.ledger, desk.context(OFFICE)) == ((), (), None)


@pytest.mark.parametrize("path", editors.FILES)
def test_settings_of_somebody_else_stay(desk: Desk, path: str) -> None:
    desk.write(path, "x = 1\n")
    assert editing.furnish(desk.ledger, desk.context(OFFICE)) == ((), (), None)
    (desk.root / path).unlink()
    (desk.root / path).mkdir()
    assert editing.furnish(desk.ledger, desk.context(OFFICE)) == ((), (), None)


def test_git_ignores_installed_schemas_even_without_a_gitignore(tmp_path: Path) -> None:
    repo = honest(tmp_path / "repository")
    (repo.root / ".gitignore").unlink(missing_ok=True)
    repo.commit()
    editing.install(repo.ledger, nothing)
    assert "schemas" not in repo.git("status", "--porcelain", "--untracked-files=all")
