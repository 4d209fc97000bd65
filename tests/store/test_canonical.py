"""Objects in the one form in which all read the same: what git itself writes, and nothing else."""

import subprocess
from pathlib import Path

import pytest

from yiananlib.store import canonical

T, P, Q = "a" * 40, "b" * 40, "c" * 40
AUTHOR = "author 张 <z@zjj.example> 1773279000 +0800\n"
COMMITTER = "committer 张 <z@zjj.example> 1773279000 +0800\n"
GOOD = f"tree {T}\nparent {P}\n{AUTHOR}{COMMITTER}\nzjj: change\n"


def commit(text: str) -> canonical.Commit:
    return canonical.commit(text.encode(), 40)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace(f"parent {P}\n", ""),
        GOOD.replace(f"parent {P}\n", f"parent {P}\nparent {Q}\n"),
        GOOD.replace("\n\n", "\ngpgsig -----BEGIN SSH SIGNATURE-----\n parent x\n -----END SSH SIGNATURE-----\n\n"),
        GOOD.replace("\n\n", "\nencoding GBK\n\n"),
        GOOD.replace("\n\n", "\nmergetag object x\n y\nmergetag object z\n y\n\n"),
        GOOD.replace("\n\n", "\nchange-id abc\nHG:extra x\n\n"),
        GOOD.replace("zjj: change\n", ""),
        GOOD.replace("张 <z@zjj.example>", "<>"),
        GOOD + f"\nparent {Q}\nauthor x\n",
    ],
)
def test_what_git_writes_is_in_form(text: str) -> None:
    found = commit(text)
    assert found.fault == ""
    assert found.tree == T
    assert found.parents in ((), (P,), (P, Q))
    assert canonical.person(found.author)[1] == 1773279000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (COMMITTER, f"{COMMITTER}parent {Q}\n"),
        (COMMITTER, f"{COMMITTER}{AUTHOR}"),
        (COMMITTER, f"{COMMITTER}{COMMITTER}"),
        (COMMITTER, f"{COMMITTER}tree {Q}\n"),
        (COMMITTER, f"{COMMITTER}gpgsig x\ngpgsig y\n"),
        (COMMITTER, f"{COMMITTER}encoding UTF-8\nencoding UTF-8\n"),
        (COMMITTER, f"{COMMITTER}encoding UTF-7\n"),
        (COMMITTER, f"{COMMITTER}encoding ISO-2022-CN\n"),
        (COMMITTER, f"{COMMITTER} hidden\n"),
        (COMMITTER, f"{COMMITTER}\tparent {Q}\n"),
        (COMMITTER, ""),
        (AUTHOR, ""),
        (AUTHOR + COMMITTER, COMMITTER + AUTHOR),
        (AUTHOR, f"{AUTHOR}parent {Q}\n"),
        (AUTHOR, f"{AUTHOR} parent {Q}\n"),
        (f"parent {P}\n", f"parent {P}\nparent {P}\n"),
        (f"parent {P}", f"parent {P.upper()}"),
        (f"parent {P}", f"parent {P} "),
        (f"parent {P}", f"parent {P[:39]}"),
        (f"parent {P}", f"Parent {P}"),
        (f"tree {T}", f"tree  {T}"),
        (f"tree {T}\n", ""),
        (f"tree {T}\nparent {P}\n", f"parent {P}\ntree {T}\n"),
        ("1773279000 +0800\ncommitter", "1773279000\ncommitter"),
        ("1773279000 +0800\ncommitter", "99999999999999999999 +0800\ncommitter"),
        ("1773279000 +0800\ncommitter", "-1 +0800\ncommitter"),
        ("1773279000 +0800\ncommitter", "01773279000 +0800\ncommitter"),
        ("z@zjj.example> 1773279000 +0800\n\n", "z@zjj.example> 1 +0800 <x> 1773279000 +0800\n\n"),
        ("zjj: change", "zjj: change\0 and more"),
        ("\n\n", "\n"),
        (GOOD, ""),
    ],
)
def test_what_git_does_not_write_is_named(old: str, new: str) -> None:
    assert old in GOOD
    assert commit(GOOD.replace(old, new, 1)).fault


def test_only_lines_between_tree_and_author_count_as_parents() -> None:
    assert commit(GOOD.replace(COMMITTER, f"{COMMITTER}parent {Q}\n")).parents == (P,)
    assert commit(GOOD.replace(AUTHOR, f"{AUTHOR}parent {Q}\n")).parents == (P,)


def row(mode: str, name: str, oid: str = T) -> bytes:
    return f"{mode} {name}\0".encode() + bytes.fromhex(oid)


def fault(*rows: bytes) -> str:
    return canonical.tree(b"".join(rows), 40).fault


def test_a_folder_as_git_writes_it_is_in_form() -> None:
    rows = (row("100644", "a.b"), row("40000", "a"), row("100755", "a0"), row("120000", "b"), row("160000", "市.c"))
    found = canonical.tree(b"".join(rows), 40)
    assert found.fault == ""
    assert found.items["a"] == (0o40000, T)
    assert [canonical.is_folder(mode) for mode, _oid in found.items.values()] == [False, True, False, False, False]
    assert fault() == ""


@pytest.mark.parametrize(
    "rows",
    [
        (row("100644", "b"), row("100644", "a")),
        (row("100644", "a"), row("100644", "a")),
        (row("100644", "a"), row("40000", "a")),
        (row("40000", "a"), row("100644", "a.b")),
        (row("100664", "a"),),
        (row("0100644", "a"),),
        (row("040000", "a"),),
        (row("100600", "a"),),
        *((row("40000", name),) for name in ("", ".", "..", ".git", ".GIT", ".Git ", "a/b", "git~1", ".g\u200cit")),
        (row("100644", ".git"),),
        (row("100644", ".git::$INDEX_ALLOCATION"),),
        (row("100644", "a")[:-1],),
        (b"x",),
    ],
)
def test_a_folder_that_git_does_not_write_is_named(rows: tuple[bytes, ...]) -> None:
    assert fault(*rows)


def test_names_like_git_s_own_are_free() -> None:
    for name in (".gitignore", ".gitattributes", "git", ".github", "digit"):
        assert fault(row("100644", name)) == ""


TAG = f"object {T}\ntype commit\ntag v1\ntagger 张 <z@zjj.example> 1773279000 +0800\n\nmessage\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [("object", "Object"), ("tag v1\n", "tag v1\ntag v2\n"), ("type commit", "type x"), ("\n\n", "\n"), ("v1", "v\0")],
)
def test_a_tag_that_git_does_not_write_is_named(old: str, new: str) -> None:
    assert canonical.tag_fault(TAG.encode(), 40) == ""
    assert canonical.tag_fault(TAG.replace(old, new, 1).encode(), 40)


def test_this_repository_s_own_history_is_in_form() -> None:
    """Whatever git wrote for those who work on yian, on whatever machine."""
    folder = Path(__file__).resolve().parents[2]
    done = subprocess.run(["git", "rev-list", "--max-count=50", "HEAD"], cwd=folder, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("the tests are not in a git repository")
    from yiananlib.store import git

    with git.Objects(folder) as objects:
        for oid in done.stdout.decode().split():
            found = objects.commit(oid)
            assert found.fault == ""
            assert objects.tree(found.tree).fault == ""


def test_a_folder_of_many_files_is_in_form() -> None:
    assert fault(*(row("100644", f"{n:04}") for n in range(1_000))) == ""
