"""Setting up a clone: what is written, once; and what git shows of a problem when it compares."""

from pathlib import Path

import pytest

from tests.services.branches import ENVIRON, Case, Side, nothing, prepared, registered
from tests.services.ledgers import new_desk
from tests.services.recording.test_attributes import WHOLE, treated
from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.services.recording.setup import readable, set_up
from yiananlib.store import clone, git

PROGRAM = "/bin/yian"


@pytest.fixture
def side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Side:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", ENVIRON["GIT_CONFIG_GLOBAL"])
    return prepared(tmp_path / "ledger", Case("", registered, nothing, nothing))[0]


def test_it_registers_once_and_says_what_it_wrote(side: Side) -> None:
    found = set_up(side.ledger, PROGRAM)
    assert found.settings == ("merge.yian.name", "merge.yian.driver", "diff.yian.textconv", "pull.rebase")
    assert found.attributes is None
    assert side.git("config", "merge.yian.driver").startswith("/bin/yian merge-driver -- %O %A %B %P")
    again = set_up(side.ledger, PROGRAM)
    assert (again.settings, again.attributes) == ((), None)
    assert set_up(side.ledger, "/other").settings == ("merge.yian.driver", "diff.yian.textconv")


@pytest.mark.parametrize("value", ["true", "merges", "interactive"])
def test_pulled_commits_are_merged_and_never_rebased(side: Side, value: str) -> None:
    side.git("config", "pull.rebase", value)
    side.git("config", "branch.main.rebase", value)
    assert {"pull.rebase", "branch.main.rebase"} <= set(set_up(side.ledger, PROGRAM).settings)
    assert [side.git("config", name).strip() for name in ("pull.rebase", "branch.main.rebase")] == ["false"] * 2
    assert set_up(side.ledger, PROGRAM).settings == ()


def test_a_ledger_of_before_gets_its_attributes_in_the_clone(side: Side) -> None:
    side.write(".gitattributes", "*.toml text eol=lf\n")
    path = side.root / ".git/info/attributes"
    path.parent.mkdir(exist_ok=True)
    path.write_text("*.pdf -text", encoding="utf-8")
    found = set_up(side.ledger, PROGRAM)
    assert found.attributes is not None
    assert path.read_text(encoding="utf-8").startswith("*.pdf -text\n/yian.toml text eol=lf merge=yian diff=yian\n")
    assert treated(side) == WHOLE
    assert clone.attributes(side.root, ["merge"], ["README.md"]) == {"README.md": {"merge": "unspecified"}}
    assert set_up(side.ledger, PROGRAM).attributes is None


def test_a_push_is_verified_first_by_a_hook_of_the_clone(side: Side) -> None:
    path = side.root / ".git/hooks/pre-push"
    assert set_up(side.ledger, PROGRAM).hook == str(path)
    assert path.stat().st_mode & 0o111
    assert f"exec {PROGRAM} verify --ledger" in path.read_text(encoding="utf-8")
    assert set_up(side.ledger, PROGRAM).hook is None
    assert set_up(side.ledger, "/other").hook == str(path)


def test_a_hook_that_somebody_else_wrote_stays(side: Side) -> None:
    path = side.root / ".git/hooks/pre-push"
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    found = set_up(side.ledger, PROGRAM)
    assert (found.hook, found.kept) == (None, str(path))
    assert path.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"
    side.git("config", "core.hooksPath", "/elsewhere")
    assert set_up(side.ledger, PROGRAM).kept == "core.hooksPath"


def test_a_hook_that_cannot_be_written_is_a_failure(side: Side) -> None:
    path = side.root / ".git/hooks"
    for hook in path.iterdir() if path.exists() else []:
        hook.unlink()
    if path.exists():
        path.rmdir()
    path.write_text("", encoding="utf-8")
    with pytest.raises(WriteFailed, match="could not be written"):
        set_up(side.ledger, PROGRAM)


def test_attributes_that_cannot_be_written_are_a_failure(side: Side) -> None:
    side.write(".gitattributes", "")
    path = side.root / ".git/info/attributes"
    path.parent.mkdir(exist_ok=True)
    path.mkdir()
    with pytest.raises((WriteFailed, IsADirectoryError)):
        set_up(side.ledger, PROGRAM)


def test_settings_that_git_does_not_take_are_a_failure(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clone, "set_here", lambda *_arguments: git.Failure("locked"))
    with pytest.raises(WriteFailed, match="locked"):
        set_up(side.ledger, PROGRAM)


def test_a_ledger_without_git_has_nothing_to_set_up(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    with pytest.raises(UsageProblem, match="not in git"):
        set_up(desk.ledger, PROGRAM)


def test_a_problem_is_readable_line_by_line(side: Side) -> None:
    path = next((side.root / "orgs/zjj/problems").iterdir())
    text = readable(path.read_bytes())
    assert "title: 招标文件抽查整改三次催办未报\n" in text
    assert "2026-03-12 09:30 zjj/liaison registered\n" in text
    assert "    text: 修订变更审批办法\n" in text
    tables = 'x = """\n一\n二\n"""\n[[entries]]\nkind = "amended"\n[entries.changes]\nlevel = ["work", "duty"]\n'
    assert "x:\n    一\n    二\n" in readable(tables.encode())
    assert "    changes:\n        level: work, duty\n" in readable(tables.encode())
    assert readable(b"x = \n") == "x = \n"
    assert readable(b"entries = 1\n") == "entries: 1\n"
