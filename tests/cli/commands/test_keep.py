"""`verify`, `completion` and `schema` as they are typed."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk
from tests.services.repositories import Repository, honest


def test_verify_says_what_it_found_and_where(desk: Desk, yian: Yian) -> None:
    done = yian("verify")
    assert (done.status, done.err) == (0, "")
    assert "is valid" in done.out
    desk.write("orgs/zjj/problems/aaaaaa.toml", "x = \n")
    done = yian("verify")
    assert done.status == 1
    assert done.out.startswith("orgs/zjj/problems/aaaaaa.toml:1: error: ")
    assert yian("verify", "--json").status == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_prints_a_script_for_the_shell(yian: Yian, shell: str) -> None:
    done = yian("completion", shell)
    assert (done.status, done.err) == (0, "")
    assert "_YIAN_COMPLETE" in done.out


def test_completion_of_another_shell_is_2(yian: Yian) -> None:
    assert yian("completion", "cmd").status == 2


def test_the_script_completes_commands(yian: Yian, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.shell_completion import BashComplete

    from yiananlib.cli.main import root

    completes = BashComplete(root, {}, "yian", "_YIAN_COMPLETE")
    assert [c.value for c in completes.get_completions([], "look")] == ["look-back"]
    assert "--as-of" in [c.value for c in completes.get_completions(["list"], "--")]
    assert "closed" in [c.value for c in completes.get_completions(["list", "--status"], "cl")]


# history


@pytest.fixture
def repo(tmp_path: Path, desk: Desk) -> Repository:
    shutil.rmtree(desk.root)
    return honest(desk.root)


def test_a_history_in_order_is_0_and_one_that_is_not_is_1(repo: Repository, yian: Yian) -> None:
    assert yian("verify", "--history").out == (
        "commits: 15, errors: 0, warnings: 0. The history is valid. Without signatures, this proves"
        " consistency, not identity.\n"
    )
    assert json.loads(yian("verify", "--history", "--json").out) == {
        "in_order": True,
        "commits": 15,
        "signed": False,
        "findings": [],
    }
    (repo.root / repo.open_one).unlink()
    oid = repo.commit()
    done = yian("verify", "--history", "HEAD~1..HEAD")
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith(f"{oid[:12]}:orgs/zjj/problems/")
    assert "[record-deleted]" in done.out
    (found,) = json.loads(yian("verify", "--json", "--history").out)["findings"]
    assert set(found) == {"file", "line", "code", "message", "remedy", "level"}


def test_where_there_is_no_history_verify_says_so(yian: Yian) -> None:
    assert yian("verify", "--history").status == 2


@pytest.mark.parametrize(("said", "kept"), [("x", "x/yian"), (None, "home/.cache/yian"), (".", "home/.cache/yian")])
def test_what_was_proven_is_kept_where_the_user_keeps_such_things(
    repo: Repository, yian: Yian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str | None, kept: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    if said is None:
        monkeypatch.delenv("XDG_CACHE_HOME")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", said if said == "." else str(tmp_path / said))
    monkeypatch.chdir(repo.root)
    assert yian("verify", "--history").status == 0
    assert [p.parent.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.json")] == [kept]


def test_the_hook_judges_what_git_says_on_its_standard_input(
    repo: Repository, yian: Yian, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repo.root)
    before, after = repo.git("rev-parse", "HEAD~3"), repo.git("rev-parse", "HEAD")
    repo.git("checkout", "--quiet", "-b", "old", "HEAD~3")
    repo.git("branch", "--quiet", "-D", "main")
    assert yian("hook", "pre-receive", given=f"{before} {after} refs/heads/main\n").status == 0
    done = yian("hook", "pre-receive", given=f"{after} {before} refs/heads/main\n")
    assert (done.status, done.out) == (1, "")
    assert "refs/heads/main: error: history must not be rewritten" in done.err
    assert yian("hook", "pre-receive", given=f"{before} {'f' * 40} refs/heads/main\n").status == 1
    assert yian("hook", "pre-receive", given="nonsense\n").status == 2


def test_nothing_is_trusted_anew(yian: Yian) -> None:
    assert yian("verify", "--anew").status == 2


# schemas


def test_a_schema_is_printed_as_it_is_installed(desk: Desk, yian: Yian) -> None:
    done = yian("schema", "--install")
    assert (done.status, done.err) == (0, "")
    assert ".yian/schemas/problem.json: written" in done.out.splitlines()
    printed = yian("schema", "problem")
    assert (printed.status, printed.err) == (0, "")
    assert printed.out == (desk.root / ".yian" / "schemas" / "problem.json").read_text(encoding="utf-8")
    assert yian("schema", "--install").out == "Every schema is already installed.\n"
    assert json.loads(yian("schema", "--install", "--json").out) == {"written": []}


def test_without_a_kind_the_kinds_are_listed(yian: Yian) -> None:
    found = json.loads(yian("schema", "--json").out)
    assert {"kind": "problem", "word": "problem", "files": "orgs/*/problems/*.toml"} in found
    assert "orgs/*/org.toml" in yian("schema").out


def test_no_such_kind_is_3_and_a_kind_beside_install_2(yian: Yian) -> None:
    assert (yian("schema", "plan").status, yian("schema", "plan").refused) == (3, True)
    assert (yian("schema", "problem", "--install").status, yian("schema", "problem", "--install").refused) == (2, True)
