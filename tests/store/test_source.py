import subprocess
from pathlib import Path

import pytest

from yiananlib.errors import LedgerInvalid, NoSuchRecord
from yiananlib.store import git
from yiananlib.store.ledger import Ledger, at_revision
from yiananlib.store.source import Disk, Picked, Source, Tree


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a ledger-like tree below `县/台账`, one commit of it, and another state on the disk."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "县" / "台账"
    (folder / "orgs" / "zjj" / "problems").mkdir(parents=True)
    (folder / "yian.toml").write_text("old\n", encoding="utf-8")
    (folder / "orgs" / "zjj" / "org.toml").write_text("住建局\n", encoding="utf-8")
    (folder / "orgs" / "zjj" / "problems" / "k7m2qd.toml").write_bytes(b"x" * 100)
    (folder / "orgs" / "link").symlink_to("zjj")
    for arguments in (
        ["init", "-q"],
        ["config", "user.name", "x"],
        ["config", "user.email", "x@example.org"],
        ["add", "."],
        ["commit", "-q", "-m", "first"],
    ):
        subprocess.run(["git", *arguments], cwd=tmp_path / "县", check=True, capture_output=True)
    (folder / "yian.toml").write_text("new\n", encoding="utf-8")
    (folder / "orgs" / "zjj" / "problems" / "k7m2qd.toml").unlink()
    return folder


def read(source: Source) -> tuple[bytes, list[str], list[str], list[bool]]:
    return (
        source.read("yian.toml"),
        list(source.names("orgs")),
        list(source.names("orgs/zjj/problems", ".toml")),
        [source.exists(p) for p in ("orgs/zjj/problems", "orgs/zjj/problems/k7m2qd.toml", "orgs/x", "")],
    )


def test_the_disk_and_a_commit_are_read_alike(repository: Path) -> None:
    with at_revision(Ledger(repository), "HEAD") as there:
        assert isinstance(there.source, Tree)
        assert read(there.source) == (b"old\n", ["link", "zjj"], ["k7m2qd.toml"], [True, True, False, True])
    assert read(Disk(repository)) == (b"new\n", ["link", "zjj"], [], [True, False, False, True])


def test_folders_that_hold_a_file_are_found_alike(repository: Path) -> None:
    with at_revision(Ledger(repository), "HEAD") as there:
        assert list(there.source.folders_with("orgs", "org.toml")) == ["zjj"]
        assert list(there.source.folders_with("orgs", "problems/k7m2qd.toml")) == ["zjj"]
        assert list(there.source.folders_with("orgs/zjj", "k7m2qd.toml")) == ["problems"]
    (repository / "orgs" / "link").unlink()
    assert list(Disk(repository).folders_with("orgs", "org.toml")) == ["zjj"]
    assert list(Disk(repository).folders_with("orgs", "problems/k7m2qd.toml")) == []


def test_what_is_not_there_is_said_alike(repository: Path) -> None:
    with at_revision(Ledger(repository), "HEAD") as there:
        for source in (there.source, Disk(repository)):
            assert list(source.names("nowhere")) == []
            assert list(source.folders_with("nowhere", "org.toml")) == []
            with pytest.raises(FileNotFoundError):
                source.read("nowhere.toml")


def test_a_symbolic_link_is_refused_in_a_commit_too(repository: Path) -> None:
    with at_revision(Ledger(repository), "HEAD") as there, pytest.raises(LedgerInvalid, match="symbolic link"):
        there.source.read("orgs/link")


def test_no_more_than_the_limit_and_one_byte_is_returned(repository: Path) -> None:
    with at_revision(Ledger(repository), "HEAD") as there:
        assert len(there.source.read("orgs/zjj/problems/k7m2qd.toml", limit=10)) == 11
        assert len(there.source.read("orgs/zjj/problems/k7m2qd.toml", limit=100)) == 100


@pytest.mark.parametrize("name", ["nope", "--output=x", "HEAD^{tree}", "HEAD:县", "", "a b"])
def test_what_names_no_commit_is_refused(repository: Path, name: str) -> None:
    with pytest.raises(NoSuchRecord, match="revision"), at_revision(Ledger(repository), name):
        raise AssertionError
    assert not (repository / "x").exists()


def test_a_folder_outside_git_has_no_revision(tmp_path: Path) -> None:
    with pytest.raises(NoSuchRecord), at_revision(Ledger(tmp_path), "HEAD"):
        raise AssertionError


def test_an_object_that_is_not_there_is_a_key_error(repository: Path) -> None:
    with git.Objects(repository) as objects, pytest.raises(KeyError):
        objects.read("0" * 40)


def test_picked_files_are_a_ledger_that_never_changes() -> None:
    there = {"yian.toml": b"x = 1", "orgs/zjj/org.toml": b"y" * 10}
    picked = Picked(there, lambda path: [there[path]])
    assert picked.read("yian.toml") == b"x = 1"
    assert picked.read("orgs/zjj/org.toml", limit=3) == b"yyyy"
    assert b"".join(picked.pieces("orgs/zjj/org.toml")) == b"y" * 10
    assert (picked.exists("orgs/zjj"), picked.exists("orgs/czj")) == (True, False)
    assert list(picked.names("orgs")) == ["zjj"]
    assert list(picked.folders_with("orgs", "org.toml")) == ["zjj"]
    with pytest.raises(FileNotFoundError):
        list(picked.pieces("checklist.toml"))


def test_large_files_come_in_pieces_from_wherever_they_are(repository: Path) -> None:
    with at_revision(Ledger(repository), "HEAD") as there:
        assert b"".join(there.source.pieces("yian.toml")) == b"old\n"
        with pytest.raises(FileNotFoundError):
            list(there.source.pieces("nothing"))
        with pytest.raises(LedgerInvalid, match="symbolic link"):
            list(there.source.pieces("orgs/link"))
    assert b"".join(Disk(repository).pieces("yian.toml")) == b"new\n"
    with pytest.raises(LedgerInvalid, match="symbolic link"):
        list(Disk(repository).pieces("orgs/link"))
