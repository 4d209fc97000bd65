"""The office's own program: where it lies, how it is run, and how its failure is said."""

import os
from pathlib import Path

import pytest

from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.store import program

pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs are made here as scripts of a shell")


def made(folder: Path, text: str = "cat > out.txt", name: str = "send") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_program_is_named_whole_or_found_in_the_path(tmp_path: Path) -> None:
    path = made(tmp_path / "bin")
    ledger = tmp_path / "ledger"
    assert program.located([str(path)], ledger, {}) == path.resolve()
    assert program.located(["send"], ledger, {"PATH": str(tmp_path / "bin")}) == path.resolve()


@pytest.mark.parametrize("name", ["./send", "bin/send", "../send", "nothing", "/nowhere/send"])
def test_what_is_named_by_part_of_a_path_or_is_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    made(tmp_path / "bin")
    made(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageProblem):
        program.located([name], tmp_path / "ledger", {"PATH": "/usr/bin"})


def test_what_is_no_program_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "bin")
    path.chmod(0o644)
    with pytest.raises(UsageProblem, match="There is no program"):
        program.located([str(path)], tmp_path / "ledger", {})


def test_what_lies_in_the_ledger_is_refused_by_whatever_name(tmp_path: Path) -> None:
    path = made(tmp_path / "ledger")
    link = tmp_path / "link"
    link.symlink_to(path)
    ledger = tmp_path / "ledger"
    for command, environ in (
        ([str(path)], {}), ([str(link)], {}), ([f"{ledger}/../ledger/send"], {}), (["send"], {"PATH": str(ledger)}),
    ):  # fmt: skip
        with pytest.raises(UsageProblem, match="lies in the ledger itself"):
            program.located(command, ledger, environ)


@pytest.mark.parametrize("name", ["send.bat", "send.CMD"])
def test_a_batch_file_is_refused(tmp_path: Path, name: str) -> None:
    path = made(tmp_path / "bin", name=name)
    with pytest.raises(UsageProblem, match="is a batch file"):
        program.located([str(path)], tmp_path / "ledger", {})


def test_it_is_handed_what_it_is_given_and_its_arguments_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path = made(tmp_path / "bin", 'cat > out.txt\nprintf "%s\\n" "$@" > args.txt')
    program.run(path, ["--to", "a; rm -rf $HOME", "`id`"], "消息".encode(), dict(os.environ))
    assert (tmp_path / "out.txt").read_text("utf-8") == "消息"
    assert (tmp_path / "args.txt").read_text("utf-8") == "--to\na; rm -rf $HOME\n`id`\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exit 3", "(exit status 3)"),
        ("echo; echo 平台拒绝 >&2; exit 1", "(exit status 1: 平台拒绝)"),
        ("printf '\\033[31mred\\n'; exit 1", "(exit status 1: ?[31mred)"),
        ("kill -9 $$", "(exit status -9)"),
    ],
)
def test_a_failure_is_said_in_one_clean_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = made(tmp_path / "bin", text)
    with pytest.raises(WriteFailed) as caught:
        program.run(path, [], b"{}", dict(os.environ))
    assert caught.value.message == f"The program {path} failed {said}. Nothing was recorded as sent."


def test_a_program_that_ignores_a_large_input_ends_well(tmp_path: Path) -> None:
    program.run(made(tmp_path / "bin", "exit 0"), [], b"x" * 5_000_000, dict(os.environ))


def test_one_that_does_not_end_is_stopped_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "LIMIT", 0.2)
    path = made(tmp_path / "bin", "sleep 60 & sleep 60")
    with pytest.raises(WriteFailed, match="did not end within 0 seconds"):
        program.run(path, [], b"", dict(os.environ))


def test_one_that_cannot_be_started_is_said(tmp_path: Path) -> None:
    path = made(tmp_path / "bin")
    path.write_text("#!/nowhere/interpreter\n", encoding="utf-8")
    with pytest.raises(WriteFailed, match="Nothing was recorded as sent"):
        program.run(path, [], b"", dict(os.environ))
