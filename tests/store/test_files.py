import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import IO, Any, Final

import pytest

from yiananlib.errors import LedgerInvalid, WriteFailed
from yiananlib.store import files

FILE: Final = "orgs/zjj/org.toml"
OLD: Final = b"old\n"
NEW: Final = b"new, and longer\n"
STALE: Final = ".org.toml.yian-tmp"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one file in it, and a secret outside."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "org.toml").write_bytes(b"secret\n")
    root = tmp_path / "ledger"
    (root / "orgs" / "zjj").mkdir(parents=True)
    (root / FILE).write_bytes(OLD)
    return root


def left(root: Path) -> list[str]:
    """What lies in the organization's folder."""
    return sorted(p.name for p in (root / FILE).parent.iterdir())


# reading


def test_a_file_is_read(root: Path) -> None:
    assert files.read(root, FILE) == OLD


@pytest.mark.parametrize(("limit", "found"), [(3, b"old\n"), (2, b"old"), (4, b"old\n"), (2**80, b"old\n")])
def test_one_byte_more_than_the_limit_is_read_so_that_too_large_can_be_told(
    root: Path, limit: int, found: bytes
) -> None:
    assert files.read(root, FILE, limit) == found


@pytest.mark.parametrize("path", ["orgs/zjj/none.toml", "orgs/none/org.toml", "none.toml"])
def test_a_file_that_is_not_there_is_told_apart(root: Path, path: str) -> None:
    with pytest.raises(FileNotFoundError):
        files.read(root, path)
    assert not files.exists(root, path)


def linked_file(root: Path) -> None:
    (root / FILE).unlink()
    (root / FILE).symlink_to(root.parent / "secret" / "org.toml")


def dangling(root: Path) -> None:
    (root / FILE).unlink()
    (root / FILE).symlink_to(root.parent / "secret" / "none.toml")


def looping(root: Path) -> None:
    (root / FILE).unlink()
    (root / FILE).symlink_to(root / FILE)


def linked_org(root: Path) -> None:
    (root / "orgs" / "zjj").rename(root / "zjj")
    (root / "orgs" / "zjj").symlink_to(root.parent / "secret")


def linked_orgs(root: Path) -> None:
    (root / "orgs").rename(root.parent / "elsewhere")
    (root / "orgs").symlink_to(root.parent / "elsewhere")


LINKS: Final = [linked_file, dangling, looping, linked_org, linked_orgs]


@pytest.mark.parametrize("link", LINKS)
def test_nothing_is_read_through_a_symbolic_link(root: Path, link: Callable[[Path], None]) -> None:
    link(root)
    with pytest.raises(LedgerInvalid, match="symbolic link"):
        files.read(root, FILE)


@pytest.mark.parametrize("link", LINKS)
def test_nothing_is_written_through_a_symbolic_link(root: Path, link: Callable[[Path], None]) -> None:
    link(root)
    before = {p: p.read_bytes() for p in root.parent.rglob("*.toml") if p.is_file()}
    with pytest.raises((LedgerInvalid, WriteFailed)):
        files.create(root, FILE, NEW)
    for old in (OLD, b"secret\n"):
        with pytest.raises(LedgerInvalid, match="symbolic link"):
            files.replace(root, FILE, NEW, old)
    assert {p: p.read_bytes() for p in root.parent.rglob("*.toml") if p.is_file()} == before


@pytest.mark.parametrize("link", [linked_org, linked_orgs])
def test_nothing_is_created_in_a_folder_that_is_a_symbolic_link(root: Path, link: Callable[[Path], None]) -> None:
    link(root)
    with pytest.raises(LedgerInvalid, match="symbolic link"):
        files.create(root, "orgs/zjj/problems/k7m2qd.toml", NEW)
    assert list(root.parent.rglob("problems")) == []


@pytest.mark.parametrize("link", [linked_org, linked_orgs])
def test_no_names_are_listed_through_a_symbolic_link(root: Path, link: Callable[[Path], None]) -> None:
    link(root)
    with pytest.raises(LedgerInvalid, match="symbolic link"):
        list(files.names(root, "orgs/zjj"))


def test_the_ledger_itself_may_be_reached_through_a_symbolic_link(root: Path) -> None:
    (root.parent / "link").symlink_to(root)
    assert files.read(root.parent / "link", FILE) == OLD


def fifo(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [fifo, folder])
def test_what_is_no_regular_file_is_refused_at_once(root: Path, make: Callable[[Path], None]) -> None:
    (root / FILE).unlink()
    make(root / FILE)
    with pytest.raises(LedgerInvalid, match="not a regular file"):
        files.read(root, FILE)


def test_a_device_is_refused() -> None:
    with pytest.raises(LedgerInvalid, match="not a regular file"):
        files.read(Path("/dev"), "zero")


def test_a_file_where_a_folder_should_be_is_refused(root: Path) -> None:
    with pytest.raises(LedgerInvalid, match=r"orgs/zjj/org\.toml: it is not a folder"):
        files.read(root, f"{FILE}/x.toml")


def test_a_name_that_the_system_cannot_hold_is_refused(root: Path) -> None:
    with pytest.raises(LedgerInvalid, match="cannot be read"):
        files.read(root, f"orgs/{'x' * 300}/org.toml")
    with pytest.raises(LedgerInvalid, match="cannot be read"):
        files.read(root, f"orgs/zjj/{'x' * 300}")


def test_a_folder_that_cannot_be_listed_is_a_failure(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(LedgerInvalid, match="orgs/zjj: it cannot be read: Permission denied"):
        list(files.names(root, "orgs/zjj"))


def test_names_are_sorted_and_chosen_by_their_ending(root: Path) -> None:
    for name in ("b.toml", "a.toml", "c.txt"):
        (root / "orgs/zjj" / name).touch()
    assert list(files.names(root, "orgs/zjj", ".toml")) == ["a.toml", "b.toml", "org.toml"]
    assert list(files.names(root, "orgs/zjj")) == ["a.toml", "b.toml", "c.txt", "org.toml"]
    assert list(files.names(root, "orgs/none")) == []


@pytest.mark.parametrize("tells", [True, False], ids=["access", "lstat"])
def test_folders_that_hold_a_file_are_found_without_following_links(
    root: Path, monkeypatch: pytest.MonkeyPatch, tells: bool
) -> None:
    monkeypatch.setattr(files, "_ACCESS_TELLS_OF_LINKS", tells)
    (root / "orgs/zjj/problems").mkdir()
    (root / "orgs/zjj/problems/k7m2qd.toml").write_bytes(NEW)
    (root / "orgs/czj/problems").mkdir(parents=True)
    (root / "orgs/czj/problems/k7m2qd.toml").symlink_to("nowhere")
    (root / "orgs/empty").mkdir()
    (root / "orgs/readme.txt").write_bytes(b"")
    assert list(files.folders_with(root, "orgs", "problems/k7m2qd.toml")) == ["czj", "zjj"]
    assert list(files.folders_with(root, "orgs", "problems/k7m2qe.toml")) == []
    assert list(files.folders_with(root, "nowhere", "problems/k7m2qd.toml")) == []
    assert files.exists(root, "orgs/czj/problems/k7m2qd.toml")
    assert not files.exists(root, "orgs/readme.txt/problems")


def test_a_dangling_link_is_there(root: Path) -> None:
    dangling(root)
    assert files.exists(root, FILE)


# writing


def test_a_file_is_created_with_the_folders_above_it(root: Path) -> None:
    files.create(root, "orgs/czj/problems/k7m2qd.toml", NEW)
    assert files.read(root, "orgs/czj/problems/k7m2qd.toml") == NEW


def test_creation_never_overwrites(root: Path) -> None:
    with pytest.raises(WriteFailed, match="already exists"):
        files.create(root, FILE, NEW)
    assert (root / FILE).read_bytes() == OLD


def test_a_file_is_replaced(root: Path) -> None:
    files.replace(root, FILE, NEW, OLD)
    assert (root / FILE).read_bytes() == NEW
    assert left(root) == ["org.toml"]


def test_a_file_that_somebody_changed_meanwhile_is_not_replaced(root: Path) -> None:
    (root / FILE).write_bytes(b"by hand\n")
    with pytest.raises(WriteFailed, match="changed by something else"):
        files.replace(root, FILE, NEW, OLD)
    assert (root / FILE).read_bytes() == b"by hand\n"


def test_a_file_that_somebody_removed_meanwhile_is_not_made_again(root: Path) -> None:
    (root / FILE).unlink()
    with pytest.raises(WriteFailed, match="changed by something else"):
        files.replace(root, FILE, NEW, OLD)
    assert left(root) == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_replacing_keeps_the_mode(root: Path, mode: int) -> None:
    (root / FILE).chmod(mode)
    files.replace(root, FILE, NEW, OLD)
    assert stat.S_IMODE((root / FILE).stat().st_mode) == mode


def test_what_a_killed_command_left_is_replaced(root: Path) -> None:
    (root / "orgs/zjj" / STALE).write_bytes(b"half a rec")
    files.replace(root, FILE, NEW, OLD)
    assert left(root) == ["org.toml"]
    assert (root / FILE).read_bytes() == NEW


def test_a_link_in_place_of_the_temporary_file_is_not_followed(root: Path) -> None:
    secret = root.parent / "secret" / "org.toml"
    (root / "orgs/zjj" / STALE).symlink_to(secret)
    files.replace(root, FILE, NEW, OLD)
    assert secret.read_bytes() == b"secret\n"
    assert not (root / FILE).is_symlink()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any folder; tests/faults does it as others may")
def test_a_folder_that_is_read_only_fails_the_write(root: Path) -> None:
    (root / "orgs/zjj").chmod(0o555)
    try:
        with pytest.raises(WriteFailed):
            files.replace(root, FILE, NEW, OLD)
    finally:
        (root / "orgs/zjj").chmod(0o755)
    assert (root / FILE).read_bytes() == OLD


class FaultyFile:
    """A file whose `write`, `flush` or `read` fails; what was written before stays written."""

    def __init__(self, file: IO[bytes], step: str, error: OSError) -> None:
        self.file, self.step, self.error = file, step, error

    def __enter__(self) -> "FaultyFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.file.close()

    def read(self, _size: int) -> bytes:
        raise self.error

    def write(self, data: bytes) -> None:
        self.file.write(data[:3] if self.step == "write" else data)
        if self.step == "write":
            raise self.error

    def flush(self) -> None:
        raise self.error


class FaultyDisk:
    """The functions of `os` that a write comes by; one of its steps fails, and with `dying` all after it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, step: str, code: int, *, dying: bool = False) -> None:
        self.step, self.code, self.dying, self.failed = step, code, dying, False
        for name in ("open", "fdopen", "chmod", "fsync", "replace", "unlink", "mkdir"):
            monkeypatch.setattr(os, name, self._passed(name, getattr(os, name)))

    def error(self) -> OSError:
        self.failed = True
        return OSError(self.code, os.strerror(self.code))

    def _passed(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            step = self._step(name, *arguments)
            if step == self.step or (self.dying and self.failed):
                raise self.error()
            made = real(*arguments, **named)
            if name == "fdopen" and self.step in ("write", "flush", "read") and arguments[1][0] in self.step[0] + "w":
                return FaultyFile(made, self.step, self.error())
            return made

        return call

    @staticmethod
    def _step(name: str, what: Any = None, *_more: Any) -> str:
        if name == "open":
            return "open folder" if Path(what).is_dir() else "open" if str(what).endswith("yian-tmp") else ""
        if name == "fsync":
            return "fsync folder" if stat.S_ISDIR(os.fstat(what).st_mode) else "fsync"
        return name


BEFORE: Final = ["open", "write", "flush", "chmod", "fsync", "replace"]
AFTER: Final = ["open folder", "fsync folder"]
CODES: Final = [errno.ENOSPC, errno.EIO, errno.EROFS]


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("step", BEFORE)
def test_an_error_before_the_rename_leaves_the_old_file_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    with monkeypatch.context() as broken:
        disk = FaultyDisk(broken, step, code)
        with pytest.raises(WriteFailed, match="Nothing was recorded") as caught:
            files.replace(root, FILE, NEW, OLD)
    assert disk.failed
    assert os.strerror(code) in caught.value.message
    assert caught.value.exit_status == 6
    assert (root / FILE).read_bytes() == OLD
    assert left(root) == ["org.toml"]


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("step", ["open", "write", "flush", "fsync", "replace", "mkdir"])
def test_an_error_before_the_rename_leaves_no_new_file(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    with monkeypatch.context() as broken:
        FaultyDisk(broken, step, code)
        with pytest.raises(WriteFailed, match="Nothing was recorded"):
            files.create(root, "orgs/czj/org.toml", NEW)
    assert list(root.rglob("*czj/*")) == []


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("step", AFTER)
def test_an_error_after_the_rename_leaves_the_new_file_whole_and_says_so(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    with monkeypatch.context() as broken:
        FaultyDisk(broken, step, code)
        with pytest.raises(WriteFailed, match="written, but not confirmed by the disk") as caught:
            files.replace(root, FILE, NEW, OLD)
    assert caught.value.exit_status == 6
    assert (root / FILE).read_bytes() == NEW
    assert left(root) == ["org.toml"]


def test_a_leftover_of_a_dying_disk_is_replaced_by_the_following_write(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        FaultyDisk(broken, "fsync", errno.EROFS, dying=True)
        with pytest.raises(WriteFailed, match="Read-only file system"):
            files.replace(root, FILE, NEW, OLD)
    assert (root / FILE).read_bytes() == OLD
    assert left(root) == [STALE, "org.toml"]
    files.replace(root, FILE, NEW, OLD)
    assert left(root) == ["org.toml"]


def test_an_interruption_leaves_no_temporary_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            files.replace(root, FILE, NEW, OLD)
    assert (root / FILE).read_bytes() == OLD
    assert left(root) == ["org.toml"]


def test_an_error_without_words_is_still_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_handle: int) -> None:
        raise OSError("odd")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WriteFailed, match="odd"):
        files.replace(root, FILE, NEW, OLD)


def test_a_read_error_of_the_disk_is_a_failure(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FaultyDisk(monkeypatch, "read", errno.EIO)
    with pytest.raises(LedgerInvalid, match="Input/output error"):
        files.read(root, FILE)


def test_no_folder_is_opened_where_the_system_does_not_allow_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Windows: any other use of `os` would be an AttributeError
    monkeypatch.setattr(files, "os", SimpleNamespace(name="nt"))
    files.sync_folder(root)


def test_new_folders_are_made_durable_from_the_file_upwards(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    real = os.fsync

    def note(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    files.create(root, "orgs/czj/problems/k7m2qd.toml", NEW)
    problems = root / "orgs/czj/problems"
    assert synced == [
        problems / ".k7m2qd.toml.yian-tmp",
        problems,
        root / "orgs",
        root / "orgs/czj",
    ]


def test_a_file_is_read_in_pieces(root: Path) -> None:
    data = bytes(range(256)) * 10_000
    (root / "large").write_bytes(data)
    pieces = list(files.pieces(root, "large"))
    assert b"".join(pieces) == data
    assert len(pieces) == 3
    (root / "link").symlink_to("large")
    with pytest.raises(LedgerInvalid, match="symbolic link"):
        list(files.pieces(root, "link"))
    with pytest.raises(FileNotFoundError):
        list(files.pieces(root, "none"))
    with pytest.raises(LedgerInvalid, match="not a regular file"):
        list(files.pieces(root, "."))


def test_what_is_laid_aside_is_new_and_within_the_folder(tmp_path: Path) -> None:
    files.lay(tmp_path, "orgs/zjj/org.toml", b"x")
    files.lay(tmp_path, "yian.toml", b"y")
    files.settle(tmp_path)
    assert (tmp_path / "orgs/zjj/org.toml").read_bytes() == b"x"
    with pytest.raises(WriteFailed):
        files.lay(tmp_path, "yian.toml", b"z")
    assert (tmp_path / "yian.toml").read_bytes() == b"y"
    (tmp_path / "cases").symlink_to(tmp_path / "orgs")
    with pytest.raises(LedgerInvalid):
        files.lay(tmp_path, "cases/x.toml", b"x")


def test_a_new_file_may_be_read_and_written_as_the_user_s_others_and_not_run(root: Path) -> None:
    files.create(root, "orgs/czj/problems/k7m2qd.toml", NEW)
    (root / "beside").touch()
    made = (root / "orgs/czj/problems/k7m2qd.toml").stat()
    assert stat.S_IMODE(made.st_mode) == stat.S_IMODE((root / "beside").stat().st_mode)
