"""Every kind of record through every operation: whoever adds a kind finds here what does not know it yet."""

import datetime as dt
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
import pytest

from tests.builders import LIAISON, OFFICE
from tests.journeys.shell import Shell
from tests.services.branches import ENVIRON
from tests.services.forgeries import entries, rewrite
from tests.services.ledgers import asked
from tests.services.specimens import SPECIMENS, Clerk, divided
from yiananlib.cli import completing
from yiananlib.cli.session import Session
from yiananlib.errors import NoSuchRecord
from yiananlib.index import schema
from yiananlib.index.cache import answer
from yiananlib.index.sync import Index
from yiananlib.model import records
from yiananlib.model.finding import Level
from yiananlib.services.reading import history, showing
from yiananlib.services.recording.setup import readable
from yiananlib.services.sharing import merging
from yiananlib.services.sharing.sync import sync
from yiananlib.services.verifying import proof
from yiananlib.services.verifying.verify import verify
from yiananlib.store import codec, kinds, layout
from yiananlib.store import merging as files

KINDS: Final = [kind.name for kind in kinds.ALL]
CALLED: Final = [kind.name for kind in kinds.ALL if kind.by_id or kind is kinds.CASE]
"""The kinds whose records are named on the command line whatever they are."""
UNREAD: Final = ("calendar", "mapping")
"""No list and no figure reads how files are imported, nor which days are worked."""
DAY: Final = dt.date(2026, 3, 13)


@pytest.fixture(autouse=True)
def _same_git_everywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, ENVIRON[name])
    monkeypatch.setenv("GIT_EDITOR", "true")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return divided(tmp_path / "ledger")


def test_there_is_a_specimen_of_every_kind() -> None:
    assert list(SPECIMENS) == KINDS


def is_whole(clerk: Clerk) -> None:
    """Assert that the ledger has what both sides recorded, in every kind, once and in order."""
    for kind in kinds.ALL:
        path = clerk.path(kind.name)
        place = layout.place(path)
        assert place is not None
        data = (clerk.root / path).read_bytes()
        assert not files.has_markers(data), kind.name
        record = kind.decode(data, place.org, place.name)
        assert kind.is_definition or list(records.faults(record)) == [], kind.name
        assert len(kind.keys(record)) == len(set(kind.keys(record))), kind.name
        for words in SPECIMENS[kind.name].says:
            assert data.decode().count(words) == 1, (kind.name, words)
    assert [f for f in verify(clerk.ledger).findings if f.level is Level.ERROR] == []


def resolved(clerk: Clerk) -> None:
    """Settle what git left, and assert that nothing of it is left."""
    found = merging.resolve(clerk.ledger, lambda: None)
    assert found.settled.left == ()


# merging


def test_git_merges_every_kind_by_the_driver(clerk: Clerk) -> None:
    Shell(clerk.root).run("setup")
    clerk.git("merge", "--quiet", "--no-edit", "theirs")
    is_whole(clerk)


def test_what_git_left_of_a_merge_is_resolved(clerk: Clerk) -> None:
    clerk.git("merge", "--quiet", "--no-edit", "theirs", status=1)
    resolved(clerk)
    clerk.git("commit", "--quiet", "--no-edit")
    is_whole(clerk)
    resolved(clerk)  # what was merged is looked at once more, and is as it should be


def test_a_record_that_git_merged_wrongly_by_itself_is_merged_anew(clerk: Clerk) -> None:
    clerk.git("merge", "--quiet", "--no-commit", "-s", "ours", "theirs")
    found = merging.resolve(clerk.ledger, lambda: None)
    written = {clerk.path(kind.name) for kind in kinds.RECORDS}
    assert (found.settled.left, set(found.settled.merged)) == ((), written)
    for kind in kinds.RECORDS:
        assert all(words in clerk.text(clerk.path(kind.name)) for words in SPECIMENS[kind.name].says)


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.RECORDS if kind is not kinds.ROUND])
def test_a_record_merged_by_hand_that_its_lifecycle_does_not_allow_is_merged_anew(clerk: Clerk, kind: str) -> None:
    path = clerk.path(kind)
    mine = entries(clerk, path)
    clerk.git("merge", "--quiet", "--no-commit", "-s", "ours", "theirs")
    clerk.git("checkout", "--quiet", "theirs", "--", path)
    theirs = entries(clerk, path)
    rewrite(clerk, path, [*theirs, *(block for block in mine if block.strip() not in map(str.strip, theirs))])
    record = kinds.BY_NAME[kind].decode((clerk.root / path).read_bytes(), clerk.home(kind), Path(path).stem)
    assert [index for index, _reason in records.faults(record)] == [len(mine)]  # it runs back in time
    assert path in merging.resolve(clerk.ledger, lambda: None).settled.merged
    assert len(entries(clerk, path)) == len(mine) + 1


@pytest.mark.parametrize("operation", ["rebase", "cherry-pick"])
def test_commits_put_on_another_base_are_resolved(clerk: Clerk, operation: str) -> None:
    if operation == "rebase":
        clerk.git("switch", "--quiet", "theirs")
    begin = ["rebase", "--quiet", "main"] if operation == "rebase" else ["cherry-pick", "main..theirs"]
    stops = 0
    done = _git(clerk, *begin)
    while done.returncode:
        assert stops < len(KINDS), done.stderr
        resolved(clerk)
        stops += 1
        done = _git(clerk, operation, "--continue")
    assert stops >= len(kinds.RECORDS)
    is_whole(clerk)


def _git(clerk: Clerk, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environ = ENVIRON | {"GIT_EDITOR": "true"}
    return subprocess.run(["git", *arguments], cwd=clerk.root, capture_output=True, env=environ, check=False)


def test_two_clones_synchronise(clerk: Clerk) -> None:
    clerk.git("init", "--quiet", "--bare", "--initial-branch=main", clerk.root.parent / "shared.git")
    clerk.git("remote", "add", "origin", clerk.root.parent / "shared.git")
    assert sync(clerk.ledger, clerk.context(OFFICE), None).done
    other = clerk.copied(clerk.root.parent / "other")
    other.git("reset", "--quiet", "--hard", "theirs")
    found = sync(other.ledger, other.context(OFFICE), None)
    assert (found.done, set(found.merged) >= {other.path(kind.name) for kind in kinds.RECORDS}) == (True, True)
    assert sync(clerk.ledger, clerk.context(OFFICE), None).done
    is_whole(other)
    is_whole(clerk)


# reading


@pytest.mark.parametrize("kind", KINDS)
def test_the_log_tells_of_it(clerk: Clerk, kind: str) -> None:
    path = clerk.path(kind)
    events = [event for event in history.log(clerk.ledger, None, None).events if event.kind == kind]
    row = kinds.BY_NAME[kind]
    own = [event for event in events if event.ref in (path, clerk.ref(path))]
    assert len(own) == (
        2 if row.is_definition else len(row.said(clerk.ledger.record(row, clerk.home(kind), Path(path).stem)))
    )
    assert all((event.what is None) is row.is_definition for event in own)
    if kind in CALLED:
        assert list(history.log(clerk.ledger, clerk.ref(path), None).events) == own


def test_git_compares_every_kind_as_people_read_it(clerk: Clerk) -> None:
    Shell(clerk.root).run("setup")
    shown = clerk.git("diff", f"main~{len(SPECIMENS)}", "main")
    for kind, specimen in SPECIMENS.items():
        words = re.sub(r'^(\w+) = "?([^"]+)"?$', r"\2", specimen.says[0])
        assert re.search(rf"^\+.*{words}", shown, re.MULTILINE), kind
        text = readable((clerk.root / clerk.path(kind)).read_bytes())
        assert ("[[" in text, '"' in text) == (False, False), kind
    assert "+2026-03-12 09:50 zjj/liaison received" in shown
    assert history.compare(clerk.ledger, f"main~{len(SPECIMENS)}", "theirs", DAY).appeared == ()


@pytest.mark.parametrize("kind", KINDS)
def test_verify_reads_it(clerk: Clerk, kind: str) -> None:
    path = clerk.path(kind)
    clerk.write(path, clerk.text(path).replace("schema = 1", "schema = 1\nnonsense = 1"))
    assert (path, "schema") in [(f.file, f.code) for f in verify(clerk.ledger).findings]


@pytest.mark.parametrize("kind", KINDS)
def test_the_index_follows_it(clerk: Clerk, tmp_path: Path, kind: str) -> None:
    def told() -> Any:
        """Return what a cached index says, which must be what one made anew does."""
        found = answer(clerk.ledger, tmp_path / "index", _everything)
        assert found == asked(clerk.ledger, _everything)
        return found

    before = told()
    path = clerk.path(kind)
    SPECIMENS[kind].add(_second(clerk), clerk.ref(path))
    after = told()
    assert (after != before) is (kind not in UNREAD)
    if (
        kinds.BY_NAME[kind] not in (kinds.CAMPAIGN, kinds.ORG) and kind not in UNREAD
    ):  # nothing is without the first two
        (clerk.root / path).unlink()
        assert told() not in (before, after)


def _second(clerk: Clerk) -> Clerk:
    clerk.name = "theirs"
    return clerk


def _everything(index: Index) -> dict[str, Any]:
    """Return what all tables say, but for the numbers by which they call problems and matters."""
    index.scope(None)
    found: dict[str, Any] = {"setting": index.setting}
    for table in schema.PUBLIC:
        columns = [c.name for c in table.columns if c.name not in ("problem", "matter")]
        statement = f"SELECT {', '.join(columns)} FROM {table.name} ORDER BY {', '.join(columns)}"  # noqa: S608 - ours
        found[table.name] = index.connection.execute(statement).fetchall()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_shell_completes_it_where_a_command_takes_one(clerk: Clerk, kind: str) -> None:
    Shell(clerk.root).run("list", XDG_CACHE_HOME=str(clerk.root.parent / "cache"))
    name = Path(clerk.path(kind)).stem

    def offered(what: str, start: str) -> list[str]:
        context = click.Context(click.Command("x"), obj=Session({"YIAN_LEDGER": str(clerk.root)}))
        items = completing.Known(what).shell_complete(context, click.Option(["--x"]), start)
        return [item.value for item in items]

    assert (name in offered("record", name[:1])) is (kind in CALLED)
    if kind in CALLED:
        assert offered(kind, name[:3]) == [name]
    if kinds.BY_NAME[kind].by_id:
        assert clerk.ref(clerk.path(kind)) in offered(kind, f"{clerk.home(kind)}/{name[:2]}")


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_shown_whole_where_it_has_a_name(clerk: Clerk, kind: str) -> None:
    path = clerk.path(kind)
    if kind not in CALLED:
        with pytest.raises(NoSuchRecord):
            asked(clerk.ledger, lambda index: showing.show(index, Path(path).stem, DAY))
        return
    shell = Shell(clerk.root, now=DAY.isoformat())
    for name in (Path(path).stem, clerk.ref(path)):
        shown = shell.json("show", name)
        assert Path(path).stem in (shown.get("id"), shown.get("case"), shown.get("name"))
    words = re.sub(r'^(\w+) = "?([^"]+)"?$', r"\2", SPECIMENS[kind].says[0])
    assert words in json.dumps(shown, ensure_ascii=False)
    assert shell.run("show", Path(path).stem)


# proving


Forgery = Callable[[Clerk, str], None]


def _delete(clerk: Clerk, kind: str) -> None:
    (clerk.root / clerk.path(kind)).unlink()


def _edit(clerk: Clerk, kind: str) -> None:
    clerk.edit(clerk.path(kind), *SPECIMENS[kind].mistake)


def _link(clerk: Clerk, kind: str) -> None:
    path = clerk.root / clerk.path(kind)
    path.unlink()
    path.symlink_to("/etc/hostname")


def _spoil(clerk: Clerk, kind: str) -> None:
    path = clerk.path(kind)
    clerk.write(path, clerk.text(path) + "\n[[x\n")


def _take_out(clerk: Clerk, kind: str) -> None:
    path = clerk.path(kind)
    clerk.write(path, clerk.text(path).rpartition("\n[[")[0])


FORGERIES: Final[dict[Forgery, str]] = {
    _delete: "record-deleted",
    _edit: "head-changed",
    _link: "symlink",
    _spoil: "unreadable",
    _take_out: "entry-removed",
}


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A ledger in which both sides are merged, of whose history nothing can be said."""
    clerk = divided(tmp_path_factory.mktemp("merged") / "ledger")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
            patch.setenv(name, ENVIRON[name])
        clerk.git("merge", "--quiet", "--no-edit", "theirs", status=1)
        resolved(clerk)
        clerk.git("commit", "--quiet", "--no-edit")
        assert clerk.findings() == ()
    return clerk


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda deed: deed.__name__.strip("_"))
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_done_to_it_is_proven_and_refused_at_the_door(merged: Clerk, kind: str, forge: Forgery) -> None:
    if forge is _take_out and kind == "campaign":
        pytest.skip("it has no rows")
    merged.git("switch", "--quiet", "--detach", "main")
    path = merged.path(kind)
    forge(merged, kind)
    forged = merged.commit(LIAISON)
    found = proof.prove(merged.root, "main..HEAD", None, lambda _done, _total: None)
    expected = FORGERIES[forge]
    if kinds.BY_NAME[kind].is_definition and forge is not _link and not (forge is _delete and kind == "campaign"):
        expected = "definition"
    assert (f"{forged[:12]}:{path}", expected) in [(f.file, f.code) for f in found.findings]
    update = (merged.git("rev-parse", "main"), forged, "refs/heads/main")
    pushed = proof.receive(merged.root, [update], "", lambda _done, _total: None)
    assert not pushed.in_order
    assert {f.code for f in found.findings} <= {f.code for f in pushed.findings}
    merged.git("reset", "--quiet", "--hard", "main")


@pytest.mark.parametrize("kind", KINDS)
def test_honest_work_on_it_passes_the_door(clerk: Clerk, kind: str) -> None:
    before = clerk.git("rev-parse", "main")
    by = SPECIMENS[kind].add(_second(clerk), clerk.ref(clerk.path(kind)))
    update = (before, clerk.commit(by), "refs/heads/main")
    clerk.git("update-ref", "refs/heads/main", before)
    assert proof.receive(clerk.root, [update], "", lambda _done, _total: None).findings == ()


def test_a_file_that_cannot_be_read_is_said_to_be_so_whatever_it_is(clerk: Clerk) -> None:
    for kind in kinds.ALL:
        place = layout.place(clerk.path(kind.name))
        assert place is not None
        with pytest.raises(codec.Invalid):
            kind.decode(b"x = ", place.org, place.name)
