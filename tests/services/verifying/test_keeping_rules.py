"""What git is told about records, judged by its effect."""

from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import new_desk
from tests.services.repositories import Repository, honest
from yiananlib.services.verifying.keeping_rules import _BEFORE
from yiananlib.store import kinds


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    repo = honest(tmp_path / "ledger")
    repo.write(".gitattributes", kinds.attributes())
    repo.commit(OFFICE)
    return repo


WHOLE = kinds.attributes()

HARMFUL = {
    ".gitattributes": [
        f"{WHOLE}* -merge\n",
        f"{WHOLE}orgs/*/problems/*.toml merge=ours\n",
        f"{WHOLE}orgs/*/problems/*.toml merge=union\n",
        f"{WHOLE}*.toml eol=crlf\n",
        f"{WHOLE}*.toml -text\n",
        f"{WHOLE}*.toml filter=lfs\n",
        f"{WHOLE}*.toml ident\n",
        f"{WHOLE}*.toml working-tree-encoding=GBK\n",
        f"{WHOLE}*.toml binary\n",
        f"{WHOLE}[attr]mine -diff\nchecklist.toml mine\n",
        f"{WHOLE}*.toml conflict-marker-size=3\n",
        f"{WHOLE}orgs/*/evidence/* text\n",
        f"{WHOLE}orgs/*/evidence/*.pdf filter=lfs\n",
        f"{WHOLE}orgs/zjj/problems/* -merge\n",
        "",
        "* text=auto\n",
    ],
    "orgs/.gitattributes": ["*.toml -merge\n"],
    "orgs/zjj/problems/.gitattributes": ["* merge=binary\n", "*.toml -diff\n"],
    ".gitignore": ["orgs/\n", "*.toml\n", "/orgs/zjj/\n", "problems\n", "checklist.toml\n", "[0-9a-z]*.toml\n"],
    "orgs/zjj/.gitignore": ["*\n", "problems/\n"],
}


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, texts in HARMFUL.items() for text in texts])
def test_what_changes_how_records_are_kept_is_refused_even_of_the_office(
    repo: Repository, path: str, text: str
) -> None:
    repo.write(path, text)
    repo.commit(OFFICE)
    assert repo.codes() == ["attributes"]


def test_the_list_taken_away_is_refused(repo: Repository) -> None:
    (repo.root / ".gitattributes").unlink()
    repo.commit(OFFICE)
    assert repo.codes() == ["attributes"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".gitattributes", f"{WHOLE}*.docx binary\nREADME.md linguist-documentation\n"),
        (".gitattributes", _BEFORE.decode()),
        (".gitattributes", f"# x\n{WHOLE}*.toml -text\n*.toml text\n"),
        ("附件/.gitattributes", "* filter=lfs -merge -text\n"),
        (".gitignore", ".yian/\n*.yian-tmp\n.DS_Store\n~$*\n*.log\n/附件/\n"),
        ("orgs/zjj/evidence/.gitignore", "Thumbs.db\n"),
    ],
)
def test_changes_to_other_lines_are_allowed(repo: Repository, path: str, text: str) -> None:
    repo.write(path, text)
    repo.commit(OFFICE)
    assert repo.codes() == []


def test_a_list_of_ignored_files_is_nobody_s_own(repo: Repository) -> None:
    repo.write(".gitignore", "*.bak\n")
    repo.commit(LIAISON)
    assert repo.codes() == []


def test_what_stands_above_a_ledger_in_a_folder_counts(tmp_path: Path) -> None:
    top = Repository(tmp_path / "top")
    top.write(".gitattributes", "* text=auto\n")
    top.git("init", "--quiet", "--initial-branch=main")
    top.commit()
    desk = Repository(new_desk(tmp_path / "top/台账").root)
    desk.write(".gitattributes", WHOLE)
    desk.commit(OFFICE)
    assert desk.codes() == []
    top.write(".gitattributes", "台账/** ident\n")
    top.commit()
    assert desk.codes() == ["attributes"]
    top.write(".gitattributes", "* text=auto\n")
    top.write(".gitignore", "台账/orgs/\n")
    top.commit()
    assert desk.codes() == ["attributes", "attributes"]
