"""Files that cannot be read, and files that are many."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import HEAD, OFFICE
from tests.faults.test_parallel import as_anyone
from tests.index import asked
from tests.journeys.shell import Shell
from tests.services.ledgers import Desk, new_desk
from tests.warm import COMMAND
from yiananlib.errors import LedgerInvalid
from yiananlib.index import cache, loading, schema, snapshots
from yiananlib.index.sync import Index
from yiananlib.model.vocabulary import Answer
from yiananlib.services.recording import examine
from yiananlib.store import codec, workers


def broken(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n[[entries]\n")


def in_gbk(path: Path) -> None:
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))


def linked(path: Path) -> None:
    path.rename(path.with_suffix(".away"))
    path.symlink_to(path.with_suffix(".away").name)


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


def misnamed(path: Path) -> None:
    path.rename(path.with_name("问题一.toml"))


def of_another_id(path: Path) -> None:
    path.rename(path.with_name("zzzzzz.toml"))


def conflicting(path: Path) -> None:
    path.write_bytes(b"<<<<<<< HEAD\n" + path.read_bytes())


def huge(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"#" + b"\n# ".join([b"x" * 1000] * 2200))


FAULTS: Final[list[Callable[[Path], None]]] = [
    broken, in_gbk, linked, dangling, fifo, folder_instead, misnamed, of_another_id, conflicting, huge,
]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The county with two problems and a round of one organization, and a problem of another."""
    desk = new_desk(tmp_path / "ledger")
    desk.problem(title="要坏的")
    desk.problem(title="旁边的")
    desk.problem("czj", by=OFFICE, leader=HEAD, owner=HEAD, title="财政局的")
    replies = [examine.Reply("p01", Answer.CLEAR, "已对照")]
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", replies, subjects=("team", "head"))
    return desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def first(desk: Desk) -> Path:
    return next(p for p in (desk.root / "orgs/zjj/problems").iterdir() if "要坏的" in p.read_text(encoding="utf-8"))


def neighbour(desk: Desk) -> str:
    files = (desk.root / "orgs/zjj/problems").iterdir()
    return next(f"zjj/{p.stem}" for p in files if p.is_file() and "旁边的" in p.read_text(encoding="utf-8"))


@pytest.mark.parametrize("warm", [True, False])
@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_be_read_fails_each_command_that_needs_it_and_no_other(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Path], None], old: bool, warm: bool
) -> None:
    if old:
        monkeypatch.setattr(snapshots, "TICK", -(10**18))
    beside, path = neighbour(desk), first(desk)
    ref = f"zjj/{path.stem}"
    if warm:
        for question in (asked.county, asked.shown(ref), asked.shown(beside)):
            asked.ask(desk.ledger, folder, question)
    fault(path)
    names = f"^orgs/zjj/problems/({path.name}|问题一.toml|zzzzzz.toml)"
    for _time in range(2):
        for question in (asked.county, asked.of("zjj"), asked.of("gov"), asked.containing("旁边的")):
            with pytest.raises(LedgerInvalid, match=names):
                cache.answer(desk.ledger, folder, question)
        if fault not in (misnamed, of_another_id):
            with pytest.raises(LedgerInvalid, match=names):
                cache.answer(desk.ledger, folder, asked.shown(ref))
        assert cache.answer(desk.ledger, folder, asked.shown(beside)).whole.row.title == "旁边的"
        assert [row.title for row in cache.answer(desk.ledger, folder, asked.of("czj")).rows] == ["财政局的"]


@pytest.mark.parametrize("path", ["orgs/zjj/rounds/2026-1.toml", "orgs/zjj/org.toml", "checklist.toml", "yian.toml"])
@pytest.mark.parametrize("fault", [broken, in_gbk, linked, fifo, folder_instead])
@pytest.mark.parametrize("warm", [True, False])
def test_other_files_fail_alike(desk: Desk, folder: Path, fault: Callable[[Path], None], path: str, warm: bool) -> None:
    if warm:
        asked.ask(desk.ledger, folder, asked.county)
    beside = neighbour(desk)
    fault(desk.root / path)
    for _time in range(2):
        with pytest.raises(LedgerInvalid, match=f"^{path}"):
            cache.answer(desk.ledger, folder, asked.county)
        if "rounds" in path:
            assert cache.answer(desk.ledger, folder, asked.shown(beside)).whole.row.title == "旁边的"


@pytest.mark.parametrize("warm", [True, False])
def test_a_file_that_was_put_back_is_read_again(desk: Desk, folder: Path, warm: bool) -> None:
    path = first(desk)
    good = path.read_bytes()
    before = asked.ask(desk.ledger, folder, asked.county) if warm else None
    in_gbk(path)
    assert asked.ask(desk.ledger, folder, asked.county)[0] is LedgerInvalid
    path.write_bytes(good)
    after = asked.ask(desk.ledger, folder, asked.county)
    assert before in (None, after)
    assert len(after[0].rows) == 3


@pytest.mark.parametrize("warm", [True, False])
def test_a_file_without_permission_fails_the_command_that_needs_it(desk: Desk, warm: bool) -> None:
    under = as_anyone()
    shell = Shell(desk.root, "2026-03-13")
    path, beside = first(desk), neighbour(desk)
    if warm:
        shell.run("report")

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*under, *COMMAND, *arguments],
            cwd=desk.root, env=shell.environ, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    path.chmod(0o000)
    try:
        for _time in range(2):
            done = run("report")
            assert (done.returncode, done.stdout) == (4, "")
            assert done.stderr.startswith(f"yian: orgs/zjj/problems/{path.name}: it cannot be read: Permission")
            assert run("show", beside).returncode == 0
            assert run("report", "--org", "czj").returncode == 0
    finally:
        path.chmod(0o644)


# many files


@pytest.fixture
def many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A few hundred problems, for which there are two workers."""
    source = first(desk)
    text = source.read_text(encoding="utf-8")
    for number in range(300):
        name = f"m{number:05}"
        desk.write(f"orgs/{('zjj', 'czj', 'gov')[number % 3]}/problems/{name}.toml", text.replace(source.stem, name))
    monkeypatch.setattr(workers, "processors", lambda: 2)
    return desk


def in_workers(monkeypatch: pytest.MonkeyPatch, chunk: int = 7) -> list[int]:
    """Let more than ten files be read by workers, and return where it is noted how many were begun."""
    begun: list[int] = []
    there = workers.spread
    start = workers._start

    def spread(work: Any, items: Any) -> Any:
        return there(work, items, least=10, chunk=chunk)

    def noted(*arguments: Any) -> None:
        begun.append(1)
        start(*arguments)

    monkeypatch.setattr(loading, "spread", spread)
    monkeypatch.setattr(workers, "_start", noted)
    return begun


def test_many_files_read_by_workers_are_what_one_process_reads(
    many: Desk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = asked.ask(many.ledger, tmp_path / "alone", asked.county)
    begun = in_workers(monkeypatch)
    assert asked.ask(many.ledger, folder, asked.county) == alone
    assert len(alone[0].rows) == 303
    assert len(begun) == 2
    assert asked.ask(many.ledger, folder, asked.county) == alone
    assert len(begun) == 2, "a warm index reads nothing"


def test_a_file_that_cannot_be_read_is_named_by_workers_too(
    many: Desk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (100, 250):
        in_gbk(many.root / f"orgs/{('zjj', 'czj', 'gov')[number % 3]}/problems/m{number:05}.toml")
    alone = asked.ask(many.ledger, tmp_path / "alone", asked.county)
    begun = in_workers(monkeypatch)
    assert asked.ask(many.ledger, folder, asked.county) == alone
    assert alone[0] is LedgerInvalid
    assert begun


def test_a_file_that_goes_while_workers_read_is_missing_and_no_failure(
    many: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = in_workers(monkeypatch)
    there = loading._read_all
    gone = many.root / "orgs/zjj/problems/m00150.toml"

    def read_all(ledger: Any, supervision: Any, files: Any, parse: Any) -> Any:
        if any(gone.name in path for path, _numbers in files):
            gone.unlink(missing_ok=True)
        return there(ledger, supervision, files, parse)

    monkeypatch.setattr(loading, "_read_all", read_all)
    assert len(cache.answer(many.ledger, folder, asked.refs)) == 302
    assert begun


def test_many_files_say_the_same_whichever_parser_reads_them(
    many: Desk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("rtoml")
    quickly = rows_of(many, folder)
    monkeypatch.setattr(codec, "_rtoml", lambda: None)
    assert rows_of(many, tmp_path / "thoroughly") == quickly
    assert len(quickly) > 1000


def test_a_file_that_the_quick_parser_refuses_is_read_all_the_same(
    many: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []

    def refusing(text: str) -> Any:
        refused.append(text)
        raise ValueError("a number is too large")

    monkeypatch.setattr(codec, "loads_quickly", refusing)
    assert len(cache.answer(many.ledger, folder, asked.refs)) == 303
    assert len(refused) == 303


def rows_of(desk: Desk, folder: Path) -> list[Any]:
    """Return every row of the index, but for what tells files apart."""

    def rows(index: Index) -> list[Any]:
        index.scope(None)
        tables = [table.name for table in schema.PUBLIC]
        return [(name, *row) for name in tables for row in index.connection.execute(f"SELECT * FROM {name}")]  # noqa: S608 - our own names

    return cache.answer(desk.ledger, folder, rows)


def test_progress_counts_the_files_that_are_read(many: Desk, folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    cache.answer(many.ledger, folder, asked.refs, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (304, 304)  # the round is a file, too
    shutil.rmtree(many.root / "orgs/czj/problems")
    (many.root / "orgs/gov/problems/m00002.toml").touch()
    seen.clear()
    cache.answer(many.ledger, folder, asked.refs, lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
