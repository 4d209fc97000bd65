"""Verifying: a test for each finding, its fault made by editing files; and that nothing is ever written."""

import os
import socket
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.found import findings, line_of, only
from tests.services.ledgers import NOTED, Desk, new_desk, tree
from tests.trying import tries
from yiananlib.errors import LedgerInvalid
from yiananlib.model.finding import Level
from yiananlib.services.verifying import verify as verify_module
from yiananlib.services.verifying.ground import Ground
from yiananlib.services.verifying.verify import verify
from yiananlib.store import workers
from yiananlib.store.ledger import Ledger


def test_a_ledger_in_order_has_no_findings(full: Desk) -> None:
    found = verify(full.ledger)
    assert (found.findings, found.in_order, found.problems) == ((), True, 2)
    assert found.files == len(tree(full.root))


def test_it_never_writes_even_where_it_finds_much(full: Desk) -> None:
    full.write("orgs/zjj/problems/x.toml", "x")
    full.write("orgs/zjj/org.toml", "x = ")
    before = {p: p.stat().st_mtime_ns for p in full.root.rglob("*")}
    assert verify(full.ledger).findings
    assert {p: p.stat().st_mtime_ns for p in full.root.rglob("*")} == before


def test_findings_come_by_file_and_line(full: Desk) -> None:
    full.write("orgs/zjj/stray", "")
    full.edit("yian.toml", "yellow = 7", "yelow = 7")
    full.edit("yian.toml", "blue = 15", "bleu = 15")
    found = findings(full)
    assert [(f.file, f.line) for f in found] == sorted((f.file, f.line) for f in found)


def test_an_unreadable_folder_is_a_failure(desk: Desk) -> None:
    with pytest.raises(LedgerInvalid):
        verify(Ledger(desk.root / "nowhere"))


# the files themselves

TOML = "orgs/zjj/rounds/2026-2.toml"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("x = \n", "toml", 1),
        ("schema = 1\n\nx = [\n", "toml", 4),
        ("schema = 1\nopened = 2026-03-12\nschema = 1\n", "toml", 3),
        ("schema = 2\n", "schema", 1),
        ("schema = 1\nopened = 2026-03-12\ncolour = 1\n", "schema", 3),
        ('schema = 1\nopened = "2026-03-12"\n', "schema", 2),
        ("<<<<<<< ours\n", "unreadable", 1),
        ("schema = 1\nopened = 2026-03-12\n# " + "x" * 70_000, "unreadable", 3),
        (b"# \xb2\xe9\n", "unreadable", 1),
        ("x" * (2 * 1024 * 1024 + 1), "unreadable", 0),
        ('schema = 1\nopened = 2026-03-12\n[[answers]]\nid = "aaaaaa"\nreason = "\\u202e"\n', "schema", None),
    ],
)
def test_what_cannot_be_read_is_found_with_its_line(full: Desk, content: str | bytes, code: str, line: int) -> None:
    full.write(TOML, content)
    found = findings(full)
    assert {(f.file, f.code) for f in found} == {(TOML, code)}
    if line is not None:
        assert found[0].line == line


def test_a_byte_order_mark_and_crlf_are_accepted(full: Desk) -> None:
    for path, data in tree(full.root).items():
        if path.endswith(".toml"):
            full.write(path, b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert findings(full) == ()


def test_a_link_is_found_and_not_followed(full: Desk) -> None:
    target = full.write("../outside.toml", "x = ")
    (full.root / TOML).symlink_to(target)
    assert (only(full).file, only(full).code) == (TOML, "symlink")


def test_a_folder_that_is_a_link_is_found(full: Desk) -> None:
    (full.root / "orgs/new").symlink_to(full.root / "orgs/zjj")
    assert (only(full).file, only(full).code) == ("orgs/new", "symlink")


def test_what_is_no_regular_file_is_found(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(full.root)
    os.mkfifo("orgs/zjj/pipe")
    with socket.socket(socket.AF_UNIX) as own:
        own.bind("orgs/zjj/sock")
        found = findings(full)
    assert [(f.file, f.code) for f in found] == [("orgs/zjj/pipe", "not-a-file"), ("orgs/zjj/sock", "not-a-file")]


def test_what_a_stopped_command_left_is_a_warning(full: Desk) -> None:
    full.write("orgs/zjj/problems/.aaaaaa.toml.yian-tmp", "x")
    found = only(full)
    assert (found.code, found.level) == ("leftover", Level.WARNING)


IN_THE_WAY = [
    "orgs/zjj/problems/backup.toml",
    "orgs/zjj/problems/Copy of aaaaaa.toml",
    "orgs/zjj/problems/AAAAAA.toml",
    "orgs/zjj/problems/aaaaaa.TOML",
    "orgs/zjj/rounds/a b.toml",
    "orgs/zjj/meetings/x.toml",
    "orgs/zjj/evidence/sub/x.toml",
    "orgs/a.b/org.toml",
    "cases/a b.toml",
]
NOBODY_S = [
    "orgs/zjj/problems/readme.txt",
    "orgs/zjj/org.toml.bak",
    "orgs/zjj/problems/aaaaaa.xlsx",
    "orgs/readme.md",
    "orgs/zjj/evidence/sub/file",
    "cases/说明.docx",
]
JUNK = [
    ".DS_Store", "._aaaaaa.toml", "Thumbs.db", "desktop.ini", "~$台账.xlsx", ".~台账.xlsx", ".aaaaaa.toml.swp",
    ".aaaaaa.toml.swo", "aaaaaa.toml~", "#aaaaaa.toml#", ".#aaaaaa.toml", ".~lock.台账.xlsx#", ".nfs000001",
]  # fmt: skip
"""What desktops, office programs and editors leave in a folder that they look into."""


@pytest.mark.parametrize("path", IN_THE_WAY)
def test_what_looks_like_a_record_and_is_none_is_an_error(full: Desk, path: str) -> None:
    full.write(path, "x")
    assert (only(full).file, only(full).code, only(full).level) == (path, "stray", Level.ERROR)


@pytest.mark.parametrize("path", NOBODY_S)
def test_what_is_no_record_is_a_warning(full: Desk, path: str) -> None:
    full.write(path, "x")
    assert (only(full).file, only(full).code, only(full).level) == (path, "stray", Level.WARNING)


@pytest.mark.parametrize("name", JUNK)
@pytest.mark.parametrize("folder", ["", "orgs/", "orgs/zjj/", "orgs/zjj/problems/", "orgs/zjj/evidence/", "cases/"])
def test_files_left_by_desktops_and_editors_do_not_matter(full: Desk, folder: str, name: str) -> None:
    before = [p.head.id for p in full.ledger.problems("zjj")]
    full.write(f"{folder}{name}", "x")
    assert findings(full) == ()
    assert [p.head.id for p in full.ledger.problems("zjj")] == before
    assert "zjj" in full.ledger.org_names()


def test_a_link_with_which_an_editor_locks_a_file_is_no_matter(full: Desk) -> None:
    (full.root / "orgs/zjj/problems/.#aaaaaa.toml").symlink_to("n@machine.1234")
    assert findings(full) == ()
    assert len(list(full.ledger.problems("zjj"))) == 2


def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder_are_errors(full: Desk) -> None:
    (full.root / "orgs/zjj/problems/aaaaaa.toml").mkdir()
    assert ("orgs/zjj/problems/aaaaaa.toml", "not-a-file") in [(f.file, f.code) for f in findings(full)]
    (full.root / "orgs/zjj/problems/aaaaaa.toml").rmdir()
    full.write("orgs/zjj/meetings", "x")
    assert (only(full).file, only(full).code, only(full).level) == ("orgs/zjj/meetings", "stray", Level.ERROR)


def test_names_that_a_file_system_may_take_for_one_are_errors(full: Desk) -> None:
    for name in ("A.txt", "a.txt", "e\u0301.md", "\u00e9.md"):
        full.write(f"附件/{name}", "x")
    if len(list((full.root / "附件").iterdir())) < 4:
        pytest.skip("this file system takes them for one")
    assert [f.code for f in findings(full)] == ["twin", "twin"]


@pytest.mark.parametrize(
    "path",
    ["README.md", "docs/x.md", "case/case-1.toml", ".yian/x"],
)
def test_files_beside_the_ledger_or_of_a_later_yian_are_left_alone(full: Desk, path: str) -> None:
    full.write(path, "x = ")
    assert findings(full) == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_may_not_be_read_is_found(full: Desk) -> None:
    (full.root / "orgs/zjj/rounds").chmod(0)
    assert "unreadable" in {f.code for f in findings(full)}
    (full.root / "orgs/zjj/rounds").chmod(0o755)


def test_a_folder_that_cannot_be_listed_is_found(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: object) -> object:
        if str(path).endswith("rounds"):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[call-overload]  # passed on as it came

    monkeypatch.setattr(os, "scandir", refuse)
    found = verify(full.ledger).findings
    assert [(f.file, f.code) for f in found] == [("orgs/zjj/rounds", "unreadable")]


def test_a_file_that_cannot_be_read_is_found(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    full.write(TOML, "schema = 1\n")
    real = os.open

    def refuse(path: object, *rest: object) -> int:
        if str(path).endswith("2026-2.toml"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(os, "open", refuse)
    found = verify(full.ledger).findings
    assert [(f.file, f.code) for f in found] == [(TOML, "unreadable")]


def test_the_name_of_a_file_is_its_id(full: Desk) -> None:
    ref = full.problem(title="改名")
    (full.root / full.file_of(ref)).rename(full.root / "orgs/zjj/problems/aaaaaa.toml")
    found = only(full)
    assert (found.code, found.line) == ("id", line_of(full, "orgs/zjj/problems/aaaaaa.toml", "id = "))


# what is judged before it is written


def test_a_change_is_judged_in_place_of_the_file(full: Desk) -> None:
    changed = full.ledger.overlaid({"yian.toml": b"x = "})
    assert [f.file for f in verify(changed).findings] == ["yian.toml"]


def test_a_file_that_is_not_there_yet_is_judged_too(full: Desk) -> None:
    changed = full.ledger.overlaid({TOML: b"x = "})
    assert [f.file for f in verify(changed).findings] == [TOML]


# many problems, on several processors


def many(desk: Desk, count: int) -> list[str]:
    """Write a closed problem so many times over, each under an id of its own; return their paths."""
    text = (desk.root / desk.file_of(desk.closed(effect="抽查全部合规,零补办"))).read_text(encoding="utf-8")
    name = text.partition('id = "')[2][:6]
    paths = [f"orgs/zjj/problems/{n:06d}.toml" for n in range(count)]
    for n, path in enumerate(paths):
        desk.write(path, text.replace(name, f"{n:06d}"))
    return paths


def damage(desk: Desk, path: str, which: int) -> None:
    """Do one of several things to a problem that `verify` finds."""
    match which:
        case 0:
            desk.write(path, "x = ")
        case 1:
            desk.edit(path, 'kind = "undelivered"', 'kind = "nothing"')
        case 2:
            desk.edit(path, 'by = "zjj/liaison"', 'by = "zjj/former"')
        case 3:
            desk.edit(path, 'kind = "closed"', 'kind = "reopened"\nreason = "复查"')
        case 4:
            desk.edit(path, 'owner = "zjj/jianguan"', 'owner = "zjj/nobody"')
        case 5:
            desk.edit(path, "零补办", "少补办")
        case 6:
            desk.write(path, b"\xff")
        case _:
            noted = NOTED.replace("zzzzzz", "zzzzzy").replace("noted", "numbered")
            text = (desk.root / path).read_text(encoding="utf-8")
            desk.write(path, text + "\n[[entries]]\n" + noted.replace('note = "另一支"', 'number = "2026-001"'))


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@settings(max_examples=tries(3, in_ci=8, thorough=40), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 16), min_size=23, max_size=23))
def test_many_processes_find_what_one_does(harms: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        desk = new_desk(Path(folder) / "ledger")
        for path, which in zip(many(desk, len(harms)), harms, strict=True):
            if which < 9:
                damage(desk, path, which)
        alone = verify(desk.ledger)
        patched.setattr(workers, "processors", lambda: 2)
        patched.setattr(verify_module, "_MANY", 20)
        patched.setattr(verify_module, "_AT_ONCE", 3)
        assert verify(desk.ledger) == alone
    assert alone.findings


def test_only_many_problems_are_spread(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    real = workers.spread

    def spread(work: Any, items: Any, *, least: int, chunk: int) -> Any:
        asked.append((len(items), least))
        return real(work, items, least=least, chunk=chunk)

    monkeypatch.setattr(workers, "spread", spread)
    verify(desk.ledger)
    desk.problem()
    verify(desk.ledger)
    assert asked == [(0, 2000), (1, 2000)]


def test_the_same_is_found_whatever_was_judged_before(full: Desk) -> None:
    """What the judge remembers of one problem says nothing else of the next."""
    for n, path in enumerate(many(full, 9)):
        damage(full, path, n)
    ground = Ground(full.ledger, full.ledger.campaign(), full.ledger.checklist(), full.ledger.orgs())
    paths = [f"orgs/zjj/problems/{name}.toml" for name in full.ledger.problem_names("zjj")]
    each = [finding for path in paths for finding in verify_module._judged(ground, [path])[0]]
    assert verify_module._judged(ground, paths)[0] == each
    assert each
    assert sorted(verify_module._judged(ground, paths[::-1])[0]) == sorted(each)
