import multiprocessing
import os
import pickle
import subprocess
from pathlib import Path

import pytest

from tests.store.plain import commit, configure, run
from yiananlib.store import git

pytestmark = pytest.mark.usefixtures("no_settings")


def test_a_new_repository_begins_on_main(tmp_path: Path) -> None:
    assert git.init(tmp_path) is None
    assert run(tmp_path, "symbolic-ref", "HEAD") == "refs/heads/main"


def test_a_work_tree_is_seen_from_any_folder_in_it(folder: Path, tmp_path: Path) -> None:
    assert git.is_work_tree(folder)
    assert git.is_work_tree(folder / "a" / "b")
    assert not git.is_work_tree(tmp_path)


@pytest.mark.parametrize(
    ("name", "email"),
    [("a=b", "x=y@zjj.example"), ("a\nuser.email=evil", "a@zjj.example"), (" 张 ", " a@b "), ("--flag", "-c")],
)
def test_an_identity_of_any_characters_is_read_as_it_is(folder: Path, name: str, email: str) -> None:
    configure(folder, user_name=name, user_email=email)
    assert git.identity(folder) == git.Identity(name.strip(), email.strip())
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    assert commit(folder, "ours.toml") is None


def test_a_setting_without_a_value_and_one_in_another_case_are_understood(folder: Path) -> None:
    with (folder / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write("[user]\n\tname\n\tEmail = a@b\n")
    assert git.identity(folder) == git.Identity("", "a@b")


def test_the_last_of_several_settings_counts(folder: Path) -> None:
    run(folder, "config", "--add", "user.email", "a@b")
    run(folder, "config", "--add", "user.email", "c@d")
    assert git.identity(folder).email == "c@d"


def test_outside_of_a_repository_there_is_no_identity_and_no_commit(tmp_path: Path) -> None:
    assert git.identity(tmp_path) == git.Identity("", "")
    failure = commit(tmp_path, "x")
    assert failure is not None
    assert "not a git repository" in failure.reason


def test_without_git_there_is_no_identity_and_no_commit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert git.identity(folder) == git.Identity("", "")
    assert commit(folder, "ours.toml") == git.Failure("git was not found: install it, or add it to the PATH")
    assert git.init(folder) == git.Failure("git was not found: install it, or add it to the PATH")


def test_a_worker_reads_objects_through_a_git_of_its_own(folder: Path) -> None:
    names = [run(folder, "rev-parse", f"HEAD:{name}") for name in ("ours.toml", "theirs.toml")]
    (folder / "ours.toml").write_text("new\n", encoding="utf-8")
    commit(folder, "ours.toml")
    names += [run(folder, "rev-parse", "HEAD:ours.toml")]
    with git.Objects(folder) as objects:
        half = objects.pieces(names[2])
        assert next(half) == b"new\n"  # what the parent has not read to its end is nobody else's
        receiver, sender = multiprocessing.Pipe(duplex=False)

        def read() -> None:
            sender.send([objects.read(name) for name in names * 20])

        worker = multiprocessing.get_context("fork").Process(target=read)
        worker.start()
        assert receiver.recv() == [b"old\n", b"old\n", b"new\n"] * 20
        worker.join()
        assert list(half) == []
        assert [objects.read(name) for name in names] == [b"old\n", b"old\n", b"new\n"]


def test_objects_are_sent_to_a_worker_that_is_not_forked(folder: Path) -> None:
    name = run(folder, "rev-parse", "HEAD:ours.toml")
    with git.Objects(folder) as objects, pickle.loads(pickle.dumps(objects)) as sent:  # noqa: S301 - our own
        assert sent.read(name) == objects.read(name) == b"old\n"


def test_the_commits_that_touched_a_path_are_told_parents_first_with_the_merges_that_changed_it(folder: Path) -> None:
    def run(*arguments: str) -> str:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8")
        return done.stdout.strip()

    def commit(name: str, text: str) -> str:
        (folder / name).write_text(text, encoding="utf-8")
        run("add", "--all")
        run("commit", "--quiet", "-m", "x")
        return run("rev-parse", "HEAD")

    first = commit("a*", "1")
    commit("ab", "1")
    run("branch", "side")
    ours = commit("a*", "2")
    run("checkout", "--quiet", "side")
    theirs = commit("a*", "3")
    run("merge", "--quiet", "--no-commit", "-s", "ours", "main")
    merge = commit("a*", "4")
    found = git.touching(folder, merge, ["a*"])
    assert (found[0], found[-1], set(found)) == (first, merge, {first, ours, theirs, merge})


def test_a_ledger_begins_with_the_first_commit_that_has_its_file(folder: Path) -> None:
    first = run(folder, "rev-parse", "HEAD")
    assert git.beginning(folder, "ours.toml") == first
    assert git.beginning(folder, "nowhere.toml") is None
    below = folder / "below"
    below.mkdir()
    (below / "yian.toml").write_text("x", encoding="utf-8")
    assert commit(folder, "below/yian.toml", message="second") is None
    second = run(folder, "rev-parse", "HEAD")
    (below / "yian.toml").write_text("y", encoding="utf-8")
    assert commit(folder, "below/yian.toml", message="third") is None
    assert git.beginning(below, "yian.toml") == second


def test_where_history_is_cut_nobody_knows_how_a_ledger_began(folder: Path, tmp_path: Path) -> None:
    run(folder, "clone", "--quiet", "--depth=1", f"file://{folder}", str(tmp_path / "clone"))
    assert git.beginning(tmp_path / "clone", "ours.toml") is None


def test_a_tag_is_looked_at_with_all_the_tags_that_it_names(folder: Path) -> None:
    def tagged(of: str, kind: str, more: str = "") -> str:
        text = f"object {of}\ntype {kind}\ntag v1\ntagger x <x> 1 +0000\n{more}\nx\n"
        (folder / "tag").write_text(text, encoding="utf-8")
        return run(folder, "hash-object", "-t", "tag", "-w", "--literally", "tag").strip()

    commit_ = run(folder, "rev-parse", "HEAD").strip()
    good, bad = tagged(commit_, "commit"), tagged(commit_, "commit", "tag v2\n")
    with git.Objects(folder) as objects:
        assert objects.tag_fault(commit_) == objects.tag_fault(good) == objects.tag_fault(tagged(good, "tag")) == ""
        assert objects.tag_fault(bad)
        assert objects.tag_fault(tagged(bad, "tag")) == objects.tag_fault(bad)
        for _n in range(10):
            good = tagged(good, "tag")
        assert "a tag of a tag of a tag" in objects.tag_fault(good)


@pytest.mark.parametrize(("end", "good"), [("exit 0", True), ("exit 1", False), ("kill -9 $$", False)])
def test_a_signature_is_good_where_ssh_keygen_comes_to_its_end_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, good: bool
) -> None:
    keygen = tmp_path / "bin" / "ssh-keygen"
    keygen.parent.mkdir()
    keygen.write_text(f"#!/bin/sh\n{end}\n", encoding="utf-8")
    keygen.chmod(0o755)
    monkeypatch.setenv("PATH", f"{keygen.parent}:{os.environ['PATH']}")
    seal = git.Seal(b"signature", b"payload")
    found = git.signer(seal, tmp_path / "signers", tmp_path / "signature", "zjj/liaison", "20260312000000Z")
    assert found == ("zjj/liaison" if good else None)


def test_a_signature_is_read_whole_and_what_it_was_made_over_without_it(folder: Path) -> None:
    said = [line + "\n" for line in run(folder, "cat-file", "commit", "HEAD").splitlines()]
    gap = said.index("\n")
    signed = [*said[:gap], "gpgsig -----BEGIN\n", " AAAA\n", " BBBB\n", " -----END\n", *said[gap:]]
    (folder / "commit").write_text("".join(signed), encoding="utf-8")
    oid = run(folder, "hash-object", "-t", "commit", "-w", "commit").strip()
    with git.Objects(folder) as objects:
        assert objects.seal(oid) == git.Seal("".join(said).encode(), b"-----BEGIN\nAAAA\nBBBB\n-----END\n")
        assert objects.seal(run(folder, "rev-parse", "HEAD").strip()) is None


def test_commits_are_told_with_their_parents_and_the_newest_of_a_path_as_many_as_are_asked_for(folder: Path) -> None:
    made = [run(folder, "rev-parse", "HEAD").strip()]
    for name in ("ours", "theirs", "ours"):
        (folder / f"{name}.toml").write_text(f"{len(made)}\n", encoding="utf-8")
        assert commit(folder, f"{name}.toml") is None
        made.append(run(folder, "rev-parse", "HEAD").strip())
    first, second, third, last = made
    assert git.commits(folder, [last]) == {first: (), second: (first,), third: (second,), last: (third,)}
    assert git.commits(folder, [last], [second]) == {third: (second,), last: (third,)}
    assert git.latest(folder, "", None) == [last, third, second, first]
    assert git.latest(folder, "", 2) == [last, third]
    assert git.latest(folder, "theirs.toml", None) == [third, first]
