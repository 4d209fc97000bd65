"""`verify` and `completion` as they are typed."""

import pytest

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk


def test_verify_says_what_it_found_and_where(desk: Desk, yian: Yian) -> None:
    done = yian("verify")
    assert (done.status, done.err) == (0, "")
    assert "in order" in done.out
    desk.write("orgs/zjj/problems/aaaaaa.toml", "x = \n")
    done = yian("verify")
    assert done.status == 1
    assert done.out.startswith("orgs/zjj/problems/aaaaaa.toml:1: error: ")
    assert yian("verify", "--json").status == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
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
