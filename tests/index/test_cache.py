"""The file of the index: whatever becomes of it, answers stay right, and nothing is decided by it."""

import contextlib
import json
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import HEAD, OFFICE
from tests.faults.test_parallel import as_anyone
from tests.index import asked
from tests.index.world import World
from tests.journeys.shell import Shell
from tests.services.ledgers import Desk, new_desk
from tests.services.repositories import Repository, honest
from tests.trying import tries
from tests.warm import COMMAND
from yiananlib.errors import YianError
from yiananlib.index import cache, loading, snapshots
from yiananlib.index.sync import Index
from yiananlib.model.vocabulary import Answer
from yiananlib.services.reading import lists
from yiananlib.services.recording import examine
from yiananlib.store.ledger import Ledger, at_revision


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A county with a closed problem, two open ones, and a round; each test has a copy."""
    desk = new_desk(tmp_path_factory.mktemp("county") / "ledger")
    desk.closed(title="已销号")
    desk.measure(desk.problem(title="另一个问题", symptom="抽查接待单据"))
    desk.problem("czj", by=OFFICE, leader=HEAD, owner=HEAD, title="财政局的")
    replies = [examine.Reply("p01", Answer.CLEAR, "已对照")]
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", replies, subjects=("team", "head"))
    return desk


@pytest.fixture
def desk(county: Desk, tmp_path: Path) -> Desk:
    return Desk(shutil.copytree(county.root, tmp_path / "ledger"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def everything(index: Index) -> Any:
    (ref,) = [ref for ref, title in asked.titles(index).items() if title == "已销号"]
    found = lists.list_problems(index, asked.DAY, lists.Filters(text="接待"))
    return asked.county(index), found, asked.shown(ref)(index), lists.list_officers(index, None)


# nothing is decided by it

_GUARDED: Final = """
import json, os, sys
root, cache, commands = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])

def guard(event, arguments):
    index = event == "import" and arguments[0].startswith(("sqlite3", "yiananlib.index"))
    there = event in ("open", "os.listdir", "os.scandir", "os.mkdir") and str(arguments[0]).startswith(cache)
    if index or there or event == "sqlite3.connect":
        print(event, arguments[0], file=sys.stderr, flush=True)
        os._exit(9)  # no exception: it would be taken for an error of the command

sys.addaudithook(guard)
from yiananlib.cli.main import run
for by, *arguments in commands:
    environ = {"YIAN_LEDGER": root, "YIAN_NOW": "2026-06-01", "YIAN_SEED": "1", "YIAN_BY": by}
    status = run(arguments, environ)
    if status != 0:
        raise SystemExit(f"{arguments} ended with {status}")
    print(*arguments[:1], flush=True)
"""


def guarded(root: Path, home: Path, *commands: tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
    """Run commands in a process that ends as soon as one of them thinks of the index."""
    return subprocess.run(
        [sys.executable, "-c", _GUARDED, str(root), str(home / ".cache"), json.dumps(commands)],
        cwd=root, env=os.environ | {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_what_decides_does_not_even_open_it(tmp_path: Path) -> None:
    desk = honest(tmp_path / "ledger")
    ref = desk.passed(title="待销号", effect="无一遗漏")
    desk.commit()
    done = guarded(
        desk.root, tmp_path / "home",
        ("office/liaison", "verify"),
        ("office/liaison", "close", ref),
        ("office/liaison", "reopen", ref, "--reason", "群众反映"),
        ("office/liaison", "verify"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [word for word in done.stdout.split() if word in ("verify", "close", "reopen")].count("verify") >= 2
    assert desk.state(ref).status == "rectifying"


def test_a_close_asks_it_and_makes_none(desk: Desk, tmp_path: Path) -> None:
    desk.submitted(title="同样的成效", effect="零补办")
    ref = desk.passed(title="待销号", effect="零补办")
    shell = Shell(desk.root, "2026-06-01", OFFICE, {"XDG_CACHE_HOME": str(tmp_path / "home")})
    shell.run("close", ref, status=1)
    assert not list((tmp_path / "home").rglob("*.sqlite"))
    shell.run("report")
    shell.run("close", ref, status=1)
    index = next((tmp_path / "home").rglob("*.sqlite"))
    with contextlib.closing(sqlite3.connect(index)) as connection, connection:
        assert connection.execute("SELECT count(*) FROM effects").fetchone() == (3,)
        connection.execute("DELETE FROM effects")
    shell.run("close", ref)  # whom it does not name is not looked at


def test_the_guard_sees_what_opens_it(desk: Desk, tmp_path: Path) -> None:
    done = guarded(desk.root, tmp_path / "home", ("office/liaison", "list"))
    assert done.returncode == 9
    assert done.stderr.startswith("import yiananlib.index")


# damage


class Damaged:
    """A good index that is damaged again and again, and the right answer."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.right = asked.ask(desk.ledger, folder, everything)
        assert asked.ask(desk.ledger, folder, everything) == self.right  # what is remembered is kept, too
        self.path = asked.file_of(folder)
        self.good = self.path.read_bytes()

    def answer(self) -> Any:
        return asked.ask(self.desk.ledger, self.folder, everything)

    def put(self, data: bytes) -> None:
        for path in self.folder.iterdir():
            path.unlink()
        self.path.write_bytes(data)

    def statements(self, *statements: str) -> None:
        connection = sqlite3.connect(self.path, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()


@pytest.fixture
def damaged(desk: Desk, folder: Path) -> Damaged:
    return Damaged(desk, folder)


def test_a_flipped_bit_is_never_a_failure_and_seldom_seen(damaged: Damaged) -> None:
    chance = random.Random(1)  # noqa: S311 - to be the same each time
    live = [place for place, byte in enumerate(damaged.good) if byte]
    count = tries(150, in_ci=1000, thorough=10_000)
    wrong = 0
    for number in range(count):
        place = chance.choice(live) if number % 2 else chance.randrange(len(damaged.good))
        data = bytearray(damaged.good)
        data[place] ^= 1 << chance.randrange(8)
        damaged.put(bytes(data))
        wrong += damaged.answer() != damaged.right  # an exception that is none of ours ends the test
    assert wrong < count / 5


def test_a_file_that_ends_too_early_is_made_anew(damaged: Damaged) -> None:
    length = len(damaged.good)
    chance = random.Random(2)  # noqa: S311 - to be the same each time
    for size in [0, 1, 99, 100, 512, *range(4096, length, 4096 * 5), *(chance.randrange(length) for _ in range(20))]:
        damaged.put(damaged.good[:size])
        assert damaged.answer() == damaged.right, size
        assert damaged.answer() == damaged.right, size


def test_a_page_that_is_lost_is_no_failure(damaged: Damaged) -> None:
    """As a file system leaves it that was cut off from power: zeros where a page was."""
    wrong = []
    for place in range(0, len(damaged.good), 4096):
        damaged.put(damaged.good[:place] + bytes(4096) + damaged.good[place + 4096 :])
        if damaged.answer() != damaged.right:
            wrong.append(place)
    assert wrong == []


POISONS: Final = {
    "a view in the place of a table": (
        "ALTER TABLE spans RENAME TO hidden",
        "CREATE VIEW spans AS SELECT * FROM hidden WHERE status = 'closed'",
    ),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON units BEGIN DELETE FROM problems; END",),
    "a view": ("CREATE VIEW v AS SELECT 1",),
    "a table renamed": ("ALTER TABLE problems RENAME TO old",),
    "a column renamed": ("ALTER TABLE problems RENAME COLUMN title TO symptom2",),
    "a column more": ("ALTER TABLE problems ADD COLUMN more TEXT",),
    "a table more": ("CREATE TABLE more (a)",),
    "an index less": ("DROP INDEX problems_in_order",),
    "an index more": ("CREATE INDEX more ON problems (title)",),
    "no words to search": ("DROP TABLE grams",),
    "another version": ("PRAGMA user_version = 7",),
    "another application": ("PRAGMA application_id = 7",),
    "another ledger": ("UPDATE ledger SET root = x'2f746d70'",),
    "no ledger": ("DELETE FROM ledger",),
    "two ledgers": ("INSERT INTO ledger VALUES (x'2f')",),
    "no settings": ("DELETE FROM setting",),
    "settings of another kind": ("UPDATE setting SET said = '1'",),
    "settings without a key": ("UPDATE setting SET said = '{}'",),
    "settings that are no JSON": ("UPDATE setting SET said = '{'",),
    "no newest day": ("DELETE FROM newest",),
    "a number for a day": ("UPDATE newest SET day = x'00'",),
    "counts of another kind": ("UPDATE tallies SET own = '[]', whole = '[1]'",),
    "too few counts": ("""UPDATE tallies SET whole = '{"a": [[1], {}]}'""",),
    "doubts of another kind": ("UPDATE units SET doubts = '1'",),
    "doubts that are an object": ("UPDATE units SET doubts = '{}'",),
    "digests of another kind": (
        "UPDATE contents SET digest = 'text'",
        "UPDATE units SET doubts = '[]', numbers = zeroblob(length(numbers))",
    ),
    "no digests": ("DELETE FROM contents",),
    "doubts of files that are not there": ("""UPDATE units SET doubts = '["orgs/x"]'""",),
    "numbers that are too few": ("UPDATE units SET numbers = x'00'",),
    "numbers of another kind": ("UPDATE units SET numbers = 'text', paths = 7",),
    "no units": ("DELETE FROM units",),
    "files that are not there": ("UPDATE units SET paths = paths || x'0061'",),
    "a unit that is not there": ("INSERT INTO units VALUES ('nobody', x'', x'', '[]')",),
    "days that are none": ("UPDATE spans SET deadline = 'soon'",),
    "a status that is none": ("UPDATE spans SET status = 'done'",),
    "levels that are no JSON": ("UPDATE problems SET level = '['",),
    "another journal": ("PRAGMA journal_mode = DELETE",),
    "other pages": ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 512", "VACUUM"),
    "a schema that lies": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE problems (a)' WHERE name = 'problems'",
    ),
    "a schema that is none": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'nonsense' WHERE name = 'problems'",
    ),
    "tables that lie elsewhere": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET rootpage = 100000 WHERE type = 'table'",
    ),
}
"""Told by name; none of them may change an answer."""


@pytest.mark.parametrize("poison", POISONS)
def test_a_poisoned_index_changes_no_answer(damaged: Damaged, poison: str) -> None:
    damaged.statements(*POISONS[poison])
    assert damaged.path.read_bytes() != damaged.good
    cache.suggestion(damaged.desk.ledger, damaged.folder, asked.refs)  # raises nothing
    cache.known(damaged.desk.ledger, damaged.folder, asked.refs)  # nor does it
    assert damaged.answer() == damaged.right
    assert damaged.answer() == damaged.right


def other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (a)")
    connection.close()


def link_to(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def link(path: Path) -> None:
        make(path.parent / "target")
        path.symlink_to(path.parent / "target")

    return link


def listening(path: Path) -> None:
    there = os.getcwd()  # noqa: PTH109 - the path of a socket must be short
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(there)


IN_ITS_PLACE: Final[dict[str, Callable[[Path], object]]] = {
    "nothing": lambda path: None,
    "an empty file": Path.touch,
    "no database": lambda path: path.write_bytes(random.Random(3).randbytes(50_000)),  # noqa: S311 - any bytes do
    "text": lambda path: path.write_text("SQLite format 3", encoding="utf-8"),
    "another database": other_database,
    "a folder": Path.mkdir,
    "a folder with files": lambda path: (path / "a").mkdir(parents=True),
    "a fifo": os.mkfifo,
    "a socket": listening,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to another database": link_to(other_database),
    "a link to a fifo": link_to(os.mkfifo),
    "a link to a folder": link_to(Path.mkdir),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("what", IN_ITS_PLACE)
def test_whatever_lies_in_its_place_changes_no_answer(damaged: Damaged, what: str) -> None:
    damaged.path.unlink()
    IN_ITS_PLACE[what](damaged.path)
    target = damaged.folder / "target"
    before = target.read_bytes() if target.is_file() else None
    for _time in range(2):
        assert damaged.answer() == damaged.right
    assert (target.read_bytes() if before is not None else None) == before
    made = sorted(damaged.folder.glob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns)[-1]
    assert made.stat().st_size == len(damaged.good), "it was made anew"


@pytest.mark.parametrize("what", IN_ITS_PLACE)
def test_whatever_lies_in_its_place_suggests_nothing(damaged: Damaged, what: str) -> None:
    assert cache.suggestion(damaged.desk.ledger, damaged.folder, asked.refs)
    damaged.path.unlink()
    IN_ITS_PLACE[what](damaged.path)
    assert cache.suggestion(damaged.desk.ledger, damaged.folder, asked.refs) == []
    assert cache.known(damaged.desk.ledger, damaged.folder, asked.refs) is None


def test_what_is_known_is_as_of_this_moment(damaged: Damaged) -> None:
    ledger = damaged.desk.ledger
    before = cache.known(ledger, damaged.folder, asked.refs)
    assert before
    new = damaged.desk.problem(title="新的问题")
    assert sorted(cache.known(ledger, damaged.folder, asked.refs) or []) == sorted([*before, new])


def test_nothing_is_known_where_too_much_would_have_to_be_read(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_FEW_CHANGES", 1)
    damaged.desk.problem(title="新的问题")
    assert cache.known(damaged.desk.ledger, damaged.folder, asked.refs)
    for title in ("又一个", "再一个"):
        damaged.desk.problem(title=title)
    assert cache.known(damaged.desk.ledger, damaged.folder, asked.refs) is None


def test_nothing_is_known_of_a_ledger_with_a_file_that_cannot_be_read(damaged: Damaged) -> None:
    damaged.desk.write("orgs/zjj/problems/aaaaaa.toml", "<<<<<<<")
    assert cache.known(damaged.desk.ledger, damaged.folder, asked.refs) is None


@pytest.mark.parametrize("beside", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("what", ["an empty file", "no database", "text", "a folder", "a fifo", "a link to nothing"])
def test_whatever_lies_beside_it_changes_no_answer(damaged: Damaged, beside: str, what: str) -> None:
    IN_ITS_PLACE[what](damaged.path.with_name(damaged.path.name + beside))
    for _time in range(2):
        assert damaged.answer() == damaged.right


@pytest.mark.parametrize("name", ["{0}-x.sqlite", "{0}-.sqlite", "{0}-²3.sqlite", "{0}-9.sqlite-wal", "{0}-007.sqlite"])
def test_a_name_that_no_yian_gave_changes_no_answer(damaged: Damaged, name: str) -> None:
    (damaged.folder / name.format(cache.name_of(damaged.desk.ledger))).touch()
    for _time in range(2):
        assert damaged.answer() == damaged.right


def test_what_another_yian_made_at_the_same_moment_is_not_believed(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = damaged.path.with_name(damaged.path.name.replace("-1.", "-2."))
    damaged.statements("UPDATE problems SET goal = '旧'", "PRAGMA user_version = 7")
    there = os.open

    def open_(path: Any, *arguments: Any) -> int:
        if str(path) == str(old):
            shutil.copy(damaged.path, old)
        return there(path, *arguments)

    monkeypatch.setattr(os, "open", open_)
    assert damaged.answer() == damaged.right


def test_an_error_in_a_query_is_passed_on_as_it_is(desk: Desk, folder: Path) -> None:
    def wrong(_index: Index) -> None:
        raise ArithmeticError("of the question")

    with pytest.raises(ArithmeticError, match="of the question"):
        cache.answer(desk.ledger, folder, wrong)


# where it lies


@pytest.mark.parametrize("name", ["带 空格 的", "a%20b", "ü#?&", "x" * 200])
def test_the_folder_may_have_any_name(desk: Desk, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "yian"
    right = asked.ask(desk.ledger, tmp_path / "plain", asked.county)
    assert asked.ask(desk.ledger, folder, asked.county) == right
    assert asked.ask(desk.ledger, folder, asked.county) == right
    assert asked.file_of(folder).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("depth", [0, 1])
def test_a_file_in_the_place_of_the_folder_is_done_without(desk: Desk, tmp_path: Path, depth: int) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    folder = tmp_path.joinpath("file", *["below"] * depth)
    assert len(cache.answer(desk.ledger, folder, asked.refs)) == 3
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


def test_a_folder_that_is_not_absolute_is_done_without(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert len(cache.answer(desk.ledger, Path("~/.cache/yian"), asked.refs)) == 3
    assert list((tmp_path / "here").iterdir()) == []


def test_two_ledgers_share_a_folder(desk: Desk, folder: Path, tmp_path: Path) -> None:
    other = new_desk(tmp_path / "other")
    other.problem(title="别处的")
    for _time in range(2):
        assert list(cache.answer(other.ledger, folder, asked.titles).values()) == ["别处的"]
        assert len(cache.answer(desk.ledger, folder, asked.refs)) == 3
    assert len(list(folder.glob("*.sqlite"))) == 2


def test_two_ledgers_that_change_places_are_told_apart(desk: Desk, folder: Path, tmp_path: Path) -> None:
    other = new_desk(tmp_path / "other")
    other.problem(title="别处的")
    assert len(cache.answer(desk.ledger, folder, asked.refs)) == 3
    assert len(cache.answer(other.ledger, folder, asked.refs)) == 1
    desk.root.rename(tmp_path / "aside")
    other.root.rename(desk.root)
    (tmp_path / "aside").rename(other.root)
    assert len(cache.answer(desk.ledger, folder, asked.refs)) == 1
    assert len(cache.answer(other.ledger, folder, asked.refs)) == 3


def test_a_copy_in_the_place_of_the_ledger_is_read_anew(desk: Desk, folder: Path, tmp_path: Path) -> None:
    before = asked.ask(desk.ledger, folder, asked.county)
    shutil.copytree(desk.root, tmp_path / "copy")
    shutil.rmtree(desk.root)
    (tmp_path / "copy").rename(desk.root)
    assert asked.ask(desk.ledger, folder, asked.county) == before


# as a process of its own

ABSENT: Final = "absent"


def run(shell: Shell, *arguments: str, under: Sequence[str] = (), **environ: str) -> str:
    """Run a command, without the variables that are said to be `ABSENT`."""
    env = {key: value for key, value in (shell.environ | environ).items() if value != ABSENT}
    done = subprocess.run(
        [*under, *COMMAND, *arguments],
        cwd=shell.root.parent / "cwd", env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def shell(desk: Desk, tmp_path: Path) -> Shell:
    (tmp_path / "cwd").mkdir()
    return Shell(desk.root, "2026-06-30", more={"YIAN_LEDGER": str(desk.root)})


@pytest.mark.parametrize(
    "environ",
    [
        {"HOME": "relative"}, {"HOME": "/nonexistent/home"}, {"HOME": "/dev/null"},
        {"XDG_CACHE_HOME": "relative"}, {"XDG_CACHE_HOME": ""}, {"XDG_CACHE_HOME": "/proc/1/none"},
        {"XDG_CACHE_HOME": "/dev/full"},
    ],
)  # fmt: skip
def test_a_home_that_is_none_is_done_without(shell: Shell, environ: dict[str, str], tmp_path: Path) -> None:
    right = run(shell, "list")
    before = sorted(desk_files(shell))
    assert run(shell, "list", **environ) == right
    assert sorted(desk_files(shell)) == before
    assert list((tmp_path / "cwd").iterdir()) == []


def test_without_a_home_the_account_has_one(shell: Shell, tmp_path: Path) -> None:
    right = run(shell, "list")
    assert run(shell, "list", HOME=ABSENT, XDG_CACHE_HOME=str(tmp_path / "xdg")) == right
    assert asked.file_of(tmp_path / "xdg" / "yian").exists()


def desk_files(shell: Shell) -> list[str]:
    return [str(path) for path in shell.root.rglob("*")]


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o555])
@pytest.mark.parametrize("warm", [True, False])
def test_a_folder_that_may_not_be_written_is_done_without(shell: Shell, tmp_path: Path, mode: int, warm: bool) -> None:
    under = as_anyone()
    folder = tmp_path / "xdg" / "yian"
    right = run(shell, "list")
    folder.mkdir(parents=True)
    if warm:
        run(shell, "list", XDG_CACHE_HOME=str(folder.parent))
    for path in [*folder.iterdir(), folder]:
        path.chmod(mode & (0o777 if path.is_dir() else 0o666))
    try:
        for _time in range(2):
            assert run(shell, "list", under=under, XDG_CACHE_HOME=str(folder.parent)) == right
    finally:
        folder.chmod(0o755)


def test_a_file_that_is_another_user_s_is_replaced(shell: Shell, tmp_path: Path) -> None:
    under = as_anyone()
    right = run(shell, "list", XDG_CACHE_HOME=str(tmp_path / "xdg"))
    path = asked.file_of(tmp_path / "xdg" / "yian")
    path.chmod(0o000)  # as `sudo yian` leaves it
    assert run(shell, "list", under=under, XDG_CACHE_HOME=str(tmp_path / "xdg")) == right
    assert asked.file_of(tmp_path / "xdg" / "yian").name != path.name


# the ledger as commits have it


@pytest.fixture
def kept(tmp_path: Path) -> Repository:
    """A county in a repository, all committed and asked about once, its files old enough for their times to count."""
    kept = Repository(new_desk(tmp_path / "ledger").root)
    kept.closed(title="已销号")
    kept.measure(kept.problem(title="另一个问题"))
    kept.git("init", "--quiet")
    kept.commit()
    for path in kept.root.rglob("*.toml"):
        os.utime(path, (1, 1))
    return kept


def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list into which the paths go that the index reads from now on."""
    read: list[str] = []
    real = loading.read

    def noted(ledger: Ledger, files: Any, supervision: Any) -> Any:
        read.extend(path for path, _numbers in files)
        return real(ledger, files, supervision)

    monkeypatch.setattr(loading, "read", noted)
    monkeypatch.setattr(snapshots, "TICK", 0)
    return read


def at(kept: Repository, folder: Path | None, revision: str) -> Any:
    with at_revision(kept.ledger, revision) as ledger:
        return asked.ask(ledger, folder, asked.county)


def test_only_files_of_a_commit_that_differ_from_the_folder_are_read(
    kept: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (changed,) = [path for path in kept.root.glob("orgs/zjj/problems/*.toml") if "另一个" in path.read_text("utf-8")]
    before = asked.titles
    changed.write_text(changed.read_text("utf-8").replace("另一个问题", "又一个问题"), encoding="utf-8")
    read = files_read(monkeypatch)
    asked.ask(kept.ledger, folder, before)
    read.clear()
    told = at(kept, folder, "HEAD")
    assert read == [changed.relative_to(kept.root).as_posix()]
    assert told == at(kept, None, "HEAD")
    read.clear()
    assert at(kept, folder, "HEAD") == told
    assert read == []
    assert len(list(folder.glob("*.sqlite"))) == 2


# what one checkout knows and another asks


@pytest.fixture
def checkout(kept: Repository, folder: Path, tmp_path: Path) -> Repository:
    """Another checkout of the county, whose index is in the folder."""
    asked.ask(kept.ledger, folder, asked.county)
    return Repository(shutil.copytree(kept.root, tmp_path / "checkout"))


def test_a_checkout_reads_only_files_that_differ_from_those_of_another(
    checkout: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (changed,) = [p for p in checkout.root.glob("orgs/zjj/problems/*.toml") if "另一个" in p.read_text("utf-8")]
    changed.write_text(changed.read_text("utf-8").replace("另一个问题", "又一个问题"), encoding="utf-8")
    told = asked.ask(checkout.ledger, None, asked.county)
    read = files_read(monkeypatch)
    assert asked.ask(checkout.ledger, folder, asked.county) == told
    assert read == [changed.relative_to(checkout.root).as_posix()]
    read.clear()
    assert asked.ask(checkout.ledger, folder, asked.county) == told
    assert read == []


def test_files_with_new_times_and_the_same_content_are_not_read(
    kept: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = asked.ask(kept.ledger, folder, asked.county)
    for number, path in enumerate(kept.root.rglob("*.toml")):
        os.utime(path, (number + 2, number + 2))
    read = files_read(monkeypatch)
    assert asked.ask(kept.ledger, folder, asked.county) == told
    assert read == []


def test_a_file_that_was_another_and_is_again_what_it_was_is_shown_as_it_is(
    kept: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "TICK", 0)
    (path,) = [p for p in kept.root.glob("orgs/zjj/problems/*.toml") if "另一个" in p.read_text("utf-8")]
    first = path.read_text("utf-8")
    second = first.replace("另一个问题", "又一个问题")
    for time, text in enumerate([first, second, first, first, second], start=2):
        path.write_text(text, encoding="utf-8")
        os.utime(path, (time, time))
        assert ("另一个问题" if text == first else "又一个问题") in asked.ask(
            kept.ledger, folder, asked.titles
        ).values()


def test_a_ledger_with_other_definitions_begins_with_nothing(
    checkout: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in [checkout.root / "yian.toml", *checkout.root.glob("orgs/*/org.toml")]:
        path.write_bytes(path.read_bytes() + b"\n")
    read = files_read(monkeypatch)
    asked.ask(checkout.ledger, folder, asked.refs)
    assert len(read) > len(list(checkout.root.glob("orgs/*/problems/*.toml")))


@pytest.mark.parametrize("poison", POISONS)
def test_a_poisoned_index_of_another_checkout_changes_no_answer(damaged: Damaged, tmp_path: Path, poison: str) -> None:
    damaged.statements(*POISONS[poison])
    copy = Ledger(shutil.copytree(damaged.desk.root, tmp_path / "copy"))
    for _time in range(2):
        assert asked.ask(copy, damaged.folder, everything) == damaged.right


@pytest.mark.parametrize("what", IN_ITS_PLACE)
def test_whatever_lies_in_the_place_of_another_checkout_s_changes_no_answer(
    damaged: Damaged, tmp_path: Path, what: str
) -> None:
    damaged.path.unlink()
    IN_ITS_PLACE[what](damaged.path)
    copy = Ledger(shutil.copytree(damaged.desk.root, tmp_path / "copy"))
    assert asked.ask(copy, damaged.folder, everything) == damaged.right


def test_an_index_of_another_checkout_that_is_being_written_is_no_hindrance(
    checkout: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "PATIENCE", 0.1)
    told = asked.ask(checkout.ledger, None, asked.county)
    connection = sqlite3.connect(asked.file_of(folder), isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        assert asked.ask(checkout.ledger, folder, asked.county) == told
    finally:
        connection.close()


# the ledger as commits have it, beside the folder


@pytest.mark.parametrize("way", ["never asked", "line ends", "unreadable", "poisoned", "young", "in doubt"])
def test_whatever_is_known_of_the_folder_a_commit_says_what_it_says(
    kept: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    told = at(kept, None, "HEAD")
    if way != "young":
        monkeypatch.setattr(snapshots, "TICK", 0)
    if way == "line ends":
        for path in kept.root.glob("orgs/*/problems/*.toml"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    if way != "never asked":
        asked.ask(kept.ledger, folder, asked.county)
    if way == "unreadable":
        shutil.rmtree(kept.root / "orgs" / "zjj" / "problems")
        (kept.root / "orgs" / "zjj" / "problems").touch()
    if way == "poisoned":
        asked.file_of(folder).write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    if way == "in doubt":
        (path,) = [path for path in kept.root.glob("orgs/zjj/problems/*.toml") if "另一个" in path.read_text("utf-8")]
        stat = path.stat()
        path.write_text(path.read_text("utf-8").replace("另一个问题", "又一个问题"), encoding="utf-8")
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert at(kept, folder, "HEAD") == told
    assert at(kept, folder, "HEAD") == told


def test_each_commit_is_answered_alike_with_and_without_an_index_in_any_order(kept: Repository, folder: Path) -> None:
    asked.ask(kept.ledger, folder, asked.county)
    world = World(kept.root, 7)
    commits = [world.desk.commit()]
    for _number in range(12):
        for step in (world.append, world.delete, world.change_function, world.add_org, world.work, world.rename_org):
            with contextlib.suppress(YianError, IndexError):
                step()
        commits.append(world.desk.commit())
    for commit in [*commits[::3], *reversed(commits[::2]), *commits]:
        assert at(kept, folder, commit) == at(kept, None, commit), world.told


def test_two_queries_on_different_commits_at_once_are_both_answered_right(kept: Repository, folder: Path) -> None:
    first = kept.git("rev-parse", "HEAD")
    kept.problem(title="第三个问题")
    second = kept.commit()
    told = {commit: at(kept, None, commit) for commit in (first, second)}
    with at_revision(kept.ledger, first) as ledger:

        def during(index: Index) -> Any:
            index.scope(None)
            assert at(kept, folder, second) == told[second]
            return asked.county(index)

        assert asked.plain(cache.answer(ledger, folder, during)) == told[first]


def test_the_index_of_commits_is_not_the_folder_s(kept: Repository, folder: Path) -> None:
    before = kept.git("rev-parse", "HEAD")
    kept.problem(title="第三个问题")
    at(kept, folder, before)
    assert "第三个问题" in asked.ask(kept.ledger, folder, asked.titles).values()
    at(kept, folder, before)
    assert "第三个问题" in asked.ask(kept.ledger, folder, asked.titles).values()
