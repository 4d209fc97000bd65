"""A command that is killed, or that the disk fails, at each call of the system that touches the ledger.

After each the records are the old ones or the new ones, byte for byte; the next command works; and
`yian verify` finds no error.
"""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.faults.conftest import NEW_PROBLEM, Site, Strace

SEED: Final = "1"
CALLS: Final = ["openat", "write", "fsync", "rename", "unlink"]
COMMANDS: Final[dict[str, Callable[[Site], tuple[str, ...]]]] = {
    "progress": lambda site: ("progress", site.problem, "进展"),
    "done": lambda site: ("done", site.problem, "1", "--evidence", str(paper(site))),
    "add-problem": lambda _site: ("add-problem", "zjj", *NEW_PROBLEM, "--yes"),
}


def paper(site: Site) -> Path:
    path = site.root.parent / "核验表.txt"
    path.write_text("12个项目", encoding="utf-8")
    return path


def touched(site: Site, new: dict[str, bytes]) -> list[str]:
    """The paths whose calls are counted: each file that is written, its temporary file and its folder."""
    old = site.files()
    paths = []
    for name in (name for name in new if new[name] != old.get(name)):
        file = site.root / name
        paths += [file, file.with_name(f".{file.name}.yian-tmp"), file.parent]
    return [option for path in dict.fromkeys(paths) for option in ("-P", str(path))]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC"])
@pytest.mark.parametrize("call", CALLS)
def test_after_any_fault_the_records_are_the_old_or_the_new_ones(
    fresh: Callable[[], Site], strace: Strace, tmp_path: Path, call: str, fault: str, command: str
) -> None:
    site = fresh()
    arguments = COMMANDS[command](site)
    old = site.files()
    assert site.run(*arguments, seed=SEED).returncode == 0
    new = site.files()
    log = tmp_path / "trace"
    for count in range(1, 20):
        site = fresh()
        broken = ("-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={count}")
        done = site.run(*arguments, seed=SEED, under=strace.under(log, *touched(site, new), *broken))
        hit = "INJECTED" in log.read_text(encoding="utf-8") or done.returncode in (-9, 137)
        if not hit:
            assert done.returncode == 0, done.stderr
            assert site.files() == new
            assert count > 1, f"no {call} touches the ledger"
            return
        if fault.startswith("error"):
            assert done.returncode in (4, 6), done.stderr
            assert not list(site.root.rglob("*.yian-tmp")), f"{call} {count} left a temporary file"
        after = site.files()
        for name, content in after.items():
            assert content in (old.get(name), new.get(name)), f"{call} {count} tore {name}"
        assert old.keys() <= after.keys()
        following = site.run("progress", site.problem, "后来")
        assert following.returncode == 0, following.stderr
        assert site.errors() == [], f"{call} {count}"
        assert not list(site.root.rglob("*.yian-tmp")), f"what {call} {count} left behind is still there"
    pytest.fail(f"more than 20 times {call}")


def test_what_is_written_is_durable_before_it_is_said_to_be(site: Site, strace: Strace, tmp_path: Path) -> None:
    log = tmp_path / "trace"
    calls = "openat,open,creat,write,fsync,fdatasync,rename,renameat,renameat2,truncate,ftruncate"
    under = strace.under(log, "-y", "-s", "0", "-e", f"trace={calls}")
    done = site.run("progress", site.problem, "进展", under=under)
    assert done.returncode == 0, done.stderr
    lines = log.read_text(encoding="utf-8").splitlines()
    record, folder = re.escape(str(site.record)), re.escape(str(site.record.parent))
    temporary = re.escape(str(site.record.with_name(f".{site.record.name}.yian-tmp")))

    def only(pattern: str) -> int:
        (found,) = (n for n, line in enumerate(lines) if re.search(pattern, line))
        return found

    order = [
        only(rf"openat\(.*\"{temporary}\", O_WRONLY\|O_CREAT\|O_EXCL"),
        only(rf"write\(\d+<{temporary}>"),
        only(rf"fsync\(\d+<{temporary}>\) += 0"),
        only(rf"rename\(\"{temporary}\", \"{record}\"\) += 0"),
        only(rf"fsync\(\d+<{folder}>\) += 0"),
        only(r"write\(1<"),
    ]
    assert order == sorted(order)
    opened = [line for line in lines if re.search(rf" open(at)?\(.*\"{record}\"", line)]
    assert opened
    assert all("O_RDONLY" in line for line in opened)
    assert not any("trunc" in line.lower() and str(site.root) in line and ".yian/lock" not in line for line in lines)


READ = {"list": ("list",), "verify": ("verify",), "show": ("show", "{problem}"), "setup": ("setup",)}


@pytest.mark.parametrize("command", READ)
@pytest.mark.parametrize("call", ["close", "newfstatat,statx,lstat,stat,fstat", "read,pread64", "getdents64"])
def test_a_disk_that_fails_is_told_and_no_bug(
    fresh: Callable[[], Site], strace: Strace, tmp_path: Path, call: str, command: str
) -> None:
    site = fresh()
    subprocess.run(["git", "init", "--quiet"], cwd=site.root, check=True)
    arguments = [word.format(problem=site.problem) for word in READ[command]]
    places = [site.root, site.record, site.root / "yian.toml", site.root / "orgs", site.record.parent]
    if command == "setup":
        places = [site.root / ".git/config", site.root / ".git/hooks", site.root / ".git/hooks/pre-push"]
    watched = [option for place in places for option in ("-P", str(place))]
    for when in (1, 2, 3):
        log = tmp_path / "log"
        under = strace.under(log, *watched, "-e", f"inject={call}:error=EIO:when={when}")
        done = site.run(*arguments, under=under)
        assert done.returncode != 70, done.stderr
        assert "Traceback" not in done.stderr
        if "INJECTED" not in log.read_text(encoding="utf-8", errors="replace"):
            break
        assert done.returncode in (0, 1, 2, 3, 4, 6)
