"""git's attributes: of every kind, in a clone alone and in the ledger's own file, in whatever folder it lies."""

import subprocess
from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.branches import ENVIRON, Case, Side, nothing, prepared, registered
from tests.services.ledgers import new_desk
from yiananlib.services.recording.setup import SetUp, set_up
from yiananlib.store import clone, kinds

PROGRAM = "/bin/yian"

BEFORE = """\
# written by yian init: records have LF line ends on every system
*.toml text eol=lf
orgs/*/evidence/* -text
/orgs/*/problems/*.toml merge=yian diff=yian
/orgs/*/rounds/*.toml merge=yian
/orgs/*/org.toml merge=yian
/yian.toml merge=yian
/checklist.toml merge=yian
"""
"""What the first yian wrote."""


@pytest.fixture
def side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Side:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", ENVIRON["GIT_CONFIG_GLOBAL"])
    return prepared(tmp_path / "ledger", Case("", registered, nothing, nothing))[0]


def treated(side: Side) -> dict[str, dict[str, str]]:
    return clone.attributes(side.root, list(kinds.ATTRIBUTES), [kind.sample for kind in kinds.ALL])


WHOLE = {kind.sample: kinds.ATTRIBUTES for kind in kinds.ALL}


@pytest.mark.parametrize("there", [None, "", "*.toml text eol=lf\n", BEFORE, "/rules/x.txt -text\n[attr]y text"])
def test_the_office_mends_the_attributes_of_a_ledger_of_before(side: Side, there: str | None) -> None:
    (side.root / ".gitattributes").unlink()
    if there is not None:
        side.write(".gitattributes", there)
    side.commit("before")
    side.edit("yian.toml", "commit = false", "commit = true")
    found = set_up(side.ledger, PROGRAM, side.context(OFFICE))
    assert (found.tracked, found.lacking, found.uncommitted, found.attributes) == (".gitattributes", False, None, None)
    assert treated(side) == WHOLE
    text = (side.root / ".gitattributes").read_text(encoding="utf-8")
    assert all(line in text for line in (there or "").splitlines() if "merge=" not in line)
    assert side.git("show", "HEAD:.gitattributes") == text
    assert side.git("log", "-1", "--format=%s%n%b").split() == [".gitattributes:", "设置", "Yian-By:", OFFICE]
    assert set_up(side.ledger, PROGRAM, side.context(OFFICE)) == SetUp((), None, None, None)
    side.write(".gitattributes", BEFORE)  # spoilt, not committed, and so there is nothing to commit
    side.write(".gitattributes", text.replace("/cases/*.toml", "/cases/x.toml"))
    again = set_up(side.ledger, PROGRAM, side.context(OFFICE))
    assert (again.tracked, again.uncommitted) == (".gitattributes", None)


@pytest.mark.parametrize("by", [LIAISON, "zjj/nobody", None])
def test_others_mend_their_own_clone_and_are_told(side: Side, by: str | None) -> None:
    side.write(".gitattributes", BEFORE)
    found = set_up(side.ledger, PROGRAM, side.context(by))
    assert (found.tracked, found.lacking) == (None, True)
    assert found.attributes is not None
    assert treated(side) == WHOLE
    assert (side.root / ".gitattributes").read_text(encoding="utf-8") == BEFORE


def test_a_ledger_that_cannot_be_read_is_set_up_all_the_same(side: Side) -> None:
    side.write(".gitattributes", BEFORE)
    side.write("yian.toml", "x = ")
    assert set_up(side.ledger, PROGRAM, side.context(OFFICE)).lacking
    assert treated(side) == WHOLE


@pytest.mark.parametrize("folder", ["台账", "my ledger", 'a"b', "x[1]", "a\\b", "a*"])
def test_a_ledger_in_any_folder_of_a_repository_is_set_up(tmp_path: Path, folder: str) -> None:
    side = Side(new_desk(tmp_path / "repository" / folder).root)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path / "repository", check=True)
    (side.root / ".gitattributes").unlink()
    assert set_up(side.ledger, PROGRAM).lacking
    assert treated(side) == WHOLE
    (tmp_path / "repository/beside/orgs/x/problems").mkdir(parents=True)
    beside = clone.attributes(tmp_path / "repository", ["merge"], ["beside/orgs/x/problems/000000.toml"])
    assert list(beside.values()) == [{"merge": "unspecified"}]
