# ruff: noqa: PT012 - what is tested is what becomes of a block that fails

import errno
import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.builders import make_checklist, make_entry, make_head, make_officer, make_org, round_of
from yiananlib.errors import LedgerInvalid, WriteFailed
from yiananlib.model.entries import Entry
from yiananlib.model.org import Officer
from yiananlib.model.problem import Problem
from yiananlib.model.rounds import Answered
from yiananlib.store import committing, git, kinds, transaction
from yiananlib.store.ledger import Ledger

FILE: Final = "orgs/zjj/problems/k7m2qd.toml"
OFFICER: Final = git.Identity("联络员", "liaison@zjj.invalid")
DATE: Final = "2026-03-12T09:30:00+08:00"


def nobody() -> None:
    raise AssertionError("it need not wait")


def note(text: str = "记录") -> Entry:
    return make_entry("noted", note=text)


def other(name: str = "z00000", org: str = "zjj") -> Problem:
    return Problem(org, make_head(id=name), (make_entry("registered"),))


def tree(ledger: Ledger) -> dict[str, bytes]:
    """Every file of the ledger but what is private to this machine."""
    found = (p for p in ledger.root.rglob("*") if p.is_file() and not {".git", ".yian"} & set(p.parts))
    return {str(p.relative_to(ledger.root)): p.read_bytes() for p in found}


def test_new_problems_are_written_and_named(ledger: Ledger) -> None:
    with transaction.writing(ledger, nobody) as p:
        p.record([other(), other("z00001", "czj")])
        assert p.written == ["orgs/zjj/problems/z00000.toml", "orgs/czj/problems/z00001.toml"]
    assert ledger.find_problem("z00000") == other()
    assert ledger.find_problem("z00001") == other("z00001", "czj")


def test_a_problem_never_takes_the_place_of_another(ledger: Ledger) -> None:
    before = tree(ledger)
    with pytest.raises(WriteFailed, match="already exists"), transaction.writing(ledger, nobody) as p:
        p.record([other(), other("k7m2qd")])
    assert tree(ledger) == before


def test_entries_are_appended_and_every_old_byte_stays(ledger: Ledger, problem: Problem) -> None:
    old = tree(ledger)[FILE]
    entries = (note("一"), note("二"))
    with transaction.writing(ledger, nobody) as p:
        after = p.enter(problem, entries)
        assert p.written == [FILE]
    assert after == problem.followed_by(*entries) == ledger.find_problem("k7m2qd")
    assert tree(ledger)[FILE].startswith(old)


def test_a_file_that_was_changed_since_it_was_read_is_left_alone(ledger: Ledger, problem: Problem) -> None:
    text = tree(ledger)[FILE].decode().replace("zjj/deputy-1", "zjj/deputy-2")
    (ledger.root / FILE).write_text(text, encoding="utf-8")
    before = tree(ledger)
    with (
        pytest.raises(WriteFailed, match=("what would be written does not match what")),
        transaction.writing(ledger, nobody) as p,
    ):
        p.enter(problem, [note()])
    assert tree(ledger) == before


def test_entries_written_inline_by_hand_are_refused_and_nothing_is_written(ledger: Ledger) -> None:
    text = kinds.PROBLEM.encode(Problem("zjj", make_head(), ())).decode()
    row = '{id = "3f9k2m", at = 2026-03-12T09:30:00+08:00, by = "zjj/liaison", kind = "registered"}'
    (ledger.root / FILE).write_text(f"{text}entries = [{row}]\n", encoding="utf-8")
    before = tree(ledger)
    problem = ledger.find_problem("k7m2qd")
    with (
        pytest.raises(LedgerInvalid, match="nothing can be appended") as caught,
        transaction.writing(ledger, nobody) as p,
    ):
        p.enter(problem, [note()])
    assert caught.value.exit_status == 4
    assert tree(ledger) == before


def test_a_record_that_could_not_be_read_again_is_not_written(ledger: Ledger) -> None:
    before = tree(ledger)
    # 20,000 characters of four bytes each: longer than a line may be
    big = Problem("zjj", make_head(id="z00000", goal="𠮷" * 20_000), (make_entry("registered"),))
    with (
        pytest.raises(WriteFailed, match="what would be written could not be read back") as caught,
        transaction.writing(ledger, nobody) as p,
    ):
        p.record([other("z00001"), big])
    assert caught.value.exit_status == 6
    assert tree(ledger) == before


def test_an_organization_and_its_officers_are_written(ledger: Ledger) -> None:
    officer = Officer.model_validate(make_officer("head", role="head"))
    with transaction.writing(ledger, nobody) as p:
        p.create(kinds.ORG, make_org(), "jtj")
        p.append(kinds.ORG, make_org(), [officer], "jtj", table="officers")
        assert p.written == ["orgs/jtj/org.toml", "orgs/jtj/org.toml"]
    assert ledger.org("jtj").officers == (*make_org().officers, officer)


def test_the_first_prompt_makes_the_checklist_and_the_next_follows(ledger: Ledger) -> None:
    first, second = make_checklist(2).prompts
    for prompt in (first, second):
        with transaction.writing(ledger, nobody) as p:
            p.add_prompt(ledger.checklist(), prompt)
    assert ledger.checklist() == make_checklist(2)


def test_a_round_is_opened_and_answered(ledger: Ledger) -> None:
    round_ = round_of({"schema": 1, "opened": make_head().found}, name="2026")
    values = {
        "id": "3f9k2m",
        "at": note().at,
        "by": "zjj/liaison",
        "prompt": "p01",
        "answer": "clear",
        "reason": "已核对",
    }
    answers = [Answered.model_validate(values), Answered.model_validate(values | {"prompt": "p02"})]
    with transaction.writing(ledger, nobody) as p:
        p.record([round_])
        after = p.enter(round_, answers)
    assert after == ledger.round("zjj", "2026")
    assert after.answers == tuple(answers)


def test_evidence_is_copied_once(ledger: Ledger) -> None:
    path = "orgs/zjj/evidence/0123-a.txt"
    for _time in range(2):
        with transaction.writing(ledger, nobody) as p:
            p.add_evidence("zjj", "0123-a.txt", b"a")
            assert p.written == [path]
    assert tree(ledger)[path] == b"a"


@pytest.mark.parametrize("there", [b"b", b"ab", b""])
def test_evidence_of_another_content_in_its_place_is_a_failure(ledger: Ledger, there: bytes) -> None:
    (ledger.root / "orgs/zjj/evidence").mkdir()
    (ledger.root / "orgs/zjj/evidence/0123-a.txt").write_bytes(there)
    with (
        pytest.raises(LedgerInvalid, match=("the content there does not match")),
        transaction.writing(ledger, nobody) as p,
    ):
        p.add_evidence("zjj", "0123-a.txt", b"a")
    assert tree(ledger)["orgs/zjj/evidence/0123-a.txt"] == there


def test_a_definition_is_put_in_place(ledger: Ledger) -> None:
    old = tree(ledger)["yian.toml"]
    with transaction.writing(ledger, nobody) as p:
        p.put("yian.toml", b"new", old)
        p.put(".gitignore", b".yian/\n", None)
        assert p.written == ["yian.toml", ".gitignore"]
    with pytest.raises(WriteFailed), transaction.writing(ledger, nobody) as p:
        p.put("yian.toml", b"newer", old)
    assert tree(ledger)["yian.toml"] == b"new"


# all or nothing


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, WriteFailed])
def test_what_was_created_is_taken_back_when_the_block_fails(ledger: Ledger, error: type[BaseException]) -> None:
    before = tree(ledger)
    with pytest.raises(error), transaction.writing(ledger, nobody) as p:
        p.record([other(), other("z00001")])
        p.add_evidence("zjj", "0123-a.txt", b"a")
        raise error("boom")
    assert tree(ledger) == before


def test_evidence_that_was_there_before_is_not_taken_away(ledger: Ledger) -> None:
    with transaction.writing(ledger, nobody) as p:
        p.add_evidence("zjj", "0123-a.txt", b"a")
    before = tree(ledger)
    with pytest.raises(ZeroDivisionError), transaction.writing(ledger, nobody) as p:
        p.add_evidence("zjj", "0123-a.txt", b"a")
        raise ZeroDivisionError
    assert tree(ledger) == before


def test_nothing_is_taken_back_after_a_commit(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError), transaction.writing(ledger, nobody) as p:
        p.record([other()])
        assert p.commit("subject", DATE, OFFICER) is not None  # no repository
        raise ZeroDivisionError
    assert ledger.find_problem("z00000") == other()


def test_evidence_is_not_taken_from_a_record_that_names_it(ledger: Ledger, problem: Problem) -> None:
    with pytest.raises(KeyboardInterrupt), transaction.writing(ledger, nobody) as p:
        p.add_evidence("zjj", "0123-a.txt", b"a")
        p.enter(problem, [make_entry("evidenced")])
        p.write()
        raise KeyboardInterrupt
    assert tree(ledger)["orgs/zjj/evidence/0123-a.txt"] == b"a"
    assert len(ledger.find_problem("k7m2qd").entries) == 3


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()])
def test_a_record_that_was_renamed_but_not_confirmed_does_not_count_without_its_evidence(
    ledger: Ledger, problem: Problem, error: BaseException
) -> None:
    before = tree(ledger)
    real = os.replace
    patch = pytest.MonkeyPatch()

    def fail(_handle: int) -> None:
        raise error

    def replace(source: Path, target: Path) -> None:
        real(source, target)
        if Path(target) == ledger.root / FILE:
            patch.setattr(os, "fsync", fail)

    patch.setattr(os, "replace", replace)
    with pytest.raises((WriteFailed, KeyboardInterrupt)), transaction.writing(ledger, nobody) as p:
        p.add_evidence("zjj", "0123-a.txt", b"a")
        p.enter(problem, [make_entry("evidenced")])
    assert ledger.find_problem("k7m2qd") == problem
    assert list(ledger.source.names("orgs/zjj/evidence")) == []
    patch.undo()
    with transaction.writing(ledger, nobody):
        pass
    assert tree(ledger) == before


def test_evidence_is_taken_back_where_its_record_was_not_written(
    ledger: Ledger, problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_paths: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    before = tree(ledger)
    with pytest.raises(WriteFailed), transaction.writing(ledger, nobody) as p:
        p.add_evidence("zjj", "0123-a.txt", b"a")
        monkeypatch.setattr(os, "replace", fail)
        p.enter(problem, [make_entry("evidenced")])
    assert tree(ledger) == before


def test_evidence_is_taken_back_where_its_record_went_away(ledger: Ledger) -> None:
    before = tree(ledger)
    with pytest.raises(WriteFailed), transaction.writing(ledger, nobody) as p:
        p.add_evidence("zjj", "0123-a.txt", b"a")
        p.put("orgs/none/org.toml", b"new", b"old")
    assert tree(ledger) == before


def test_a_disk_that_forbids_taking_back_does_not_hide_why_the_write_failed(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, **_more: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with pytest.raises(ZeroDivisionError), transaction.writing(ledger, nobody) as p:
        p.record([other(), other("z00001")])
        monkeypatch.setattr(os, "unlink", refuse)
        raise ZeroDivisionError
    with transaction.writing(ledger, nobody):
        pass


# git


def test_what_was_written_is_committed_and_nothing_else(ledger: Ledger, problem: Problem) -> None:
    assert git.init(ledger.root) is None
    with transaction.writing(ledger, nobody) as p:
        p.enter(problem, [note("一")])
        p.enter(problem.followed_by(note("一")), [note("二")])
        p.record([other()])
        assert p.commit("subject", DATE, OFFICER) is None
    done = subprocess.run(
        ["git", "show", "--name-only", "--format="], cwd=ledger.root, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == [FILE, "orgs/zjj/problems/z00000.toml"]


def test_where_nothing_was_written_nothing_is_committed(ledger: Ledger) -> None:
    with transaction.writing(ledger, nobody) as p:
        assert p.commit("subject", DATE, OFFICER) is None


def test_a_commit_that_fails_keeps_the_record(ledger: Ledger, problem: Problem) -> None:
    assert git.init(ledger.root) is None
    (ledger.root / ".git" / "index.lock").touch()
    with transaction.writing(ledger, nobody) as p:
        p.enter(problem, [note()])
        failure = p.commit("subject", DATE, OFFICER)
    assert failure is not None
    assert "index.lock" in failure.reason
    assert len(ledger.find_problem("k7m2qd").entries) == 3


# the folder of a new ledger


def test_the_folder_of_a_new_ledger_is_made_with_those_above_it(tmp_path: Path) -> None:
    transaction.new_folder(tmp_path / "a" / "b")
    transaction.new_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_that_cannot_be_made_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(WriteFailed, match="cannot be created"):
        transaction.new_folder(tmp_path / "a" / "b")


def test_what_was_judged_already_is_written_with_the_rest_or_not_at_all(ledger: Ledger) -> None:
    before = tree(ledger)
    path = "orgs/zjj/problems/z00000.toml"
    more = before[FILE] + b"\n# \xe6\x89\x8b\n"
    with pytest.raises(KeyboardInterrupt), transaction.writing(ledger, nobody) as p:
        p.bring(FILE, more, before[FILE])
        p.bring(path, b"x", None)
        raise KeyboardInterrupt
    assert tree(ledger) == before
    with transaction.writing(ledger, nobody) as p:
        p.bring(FILE, more, before[FILE])
        p.bring(path, b"x", None)
        assert p.written == [FILE, path]
    assert tree(ledger) == before | {FILE: more, path: b"x"}
    with pytest.raises(WriteFailed, match="already"), transaction.writing(ledger, nobody) as p:
        p.bring(path, b"y", None)


@pytest.mark.parametrize("committed", [True, False])
def test_who_does_not_wait_for_git_is_told_what_is_written(
    ledger: Ledger, problem: Problem, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    assert git.init(ledger.root) is None
    real = committing.commit

    def broken_off(*arguments: object, **more: object) -> None:
        if committed:
            real(*arguments, **more)  # type: ignore[arg-type]  # handed on as it came
        raise KeyboardInterrupt

    monkeypatch.setattr(committing, "commit", broken_off)
    with pytest.raises(transaction.BrokenOff) as told, transaction.writing(ledger, nobody) as p:
        p.enter(problem, [note()])
        p.record([other(), other("z00001"), other("z00002")])
        p.add_evidence("zjj", "0123456789abcdef-a.pdf", b"x")
        p.commit("zjj/k7m2qd: note", DATE, OFFICER)
    assert told.value.committed is committed
    assert told.value.names == "zjj/k7m2qd, zjj/z00000, zjj/z00001 and 1 more"
    assert b"noted" in (ledger.root / FILE).read_bytes()
    assert (ledger.root / "orgs/zjj/problems/z00002.toml").is_file()
