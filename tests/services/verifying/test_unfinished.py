"""What `verify` says of a batch that was stopped, and of what git has not committed."""

import json
from pathlib import Path

import pytest

from tests.index.asked import titles
from tests.services.ledgers import Desk, asked, new_desk
from tests.services.repositories import honest, progressed
from yiananlib.index import snapshots
from yiananlib.model.finding import Level
from yiananlib.services.verifying.verify import verify
from yiananlib.store import journal, layout


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "ledger")


def begin_a_batch(desk: Desk, ref: str, old: str, *, torn: bool = False) -> None:
    """Leave a journal that names a new problem, and one that was appended to; `torn` leaves the second as it was."""
    new, grown = desk.root / desk.file_of(ref), desk.root / desk.file_of(old)
    data = grown.read_bytes()
    changes = [
        journal.Change(desk.file_of(ref), new.read_bytes(), None),
        journal.Change(desk.file_of(old), data + (b"\n" if torn else b""), data[: data.rindex(b"\n[[entries]]")]),
    ]
    rows = [journal._listed(change) for change in changes]
    desk.write(layout.JOURNAL, json.dumps({"files": rows}))


@pytest.mark.parametrize("torn", [False, True])
def test_a_batch_that_was_stopped_is_a_warning_and_counts_nowhere(desk: Desk, torn: bool) -> None:
    old = desk.problem(title="先有")
    before = desk.state(old)
    desk.measure(old)
    new = desk.problem(title="后来")
    begin_a_batch(desk, new, old, torn=torn)
    (found,) = verify(desk.ledger).findings
    assert (found.file, found.code, found.level) == (layout.JOURNAL, "unfinished", Level.WARNING)
    assert ("it is incomplete: the next recording command undoes it" in found.remedy) == torn
    assert verify(desk.ledger).problems == 1
    assert desk.state(old) == before
    assert list(asked(desk.ledger, titles).values()) == ["先有"]


def test_the_index_reads_what_was_settled_anew(desk: Desk) -> None:
    old = desk.problem(title="先有")
    desk.measure(old)
    new = desk.problem(title="后来")
    whole = snapshots.records(desk.ledger, "zjj")
    begin_a_batch(desk, new, old)
    part = snapshots.records(desk.ledger, "zjj").by_path()
    assert list(part) == [desk.file_of(old)]
    assert part[desk.file_of(old)][0] < whole.by_path()[desk.file_of(old)][0]
    one = snapshots.part(desk.ledger, [desk.file_of(old)], snapshots.Listing(b"", b""))
    assert one.by_path() == part
    desk.measure(old, "第二项")
    assert not (desk.root / layout.JOURNAL).exists()
    assert set(snapshots.records(desk.ledger, "zjj").by_path()) == set(whole.by_path())
    assert len(desk.state(old).measures) == 2


def test_what_git_has_not_committed_is_named_where_each_command_commits(tmp_path: Path) -> None:
    repository = honest(tmp_path / "ledger")
    progressed(repository, repository.open_one)
    assert verify(repository.ledger).findings == ()
    repository.edit("yian.toml", "commit = false", "commit = true ")
    repository.write("orgs/zjj/evidence/.DS_Store", "x")
    found = verify(repository.ledger).findings
    named = {f.file for f in found if f.code == "uncommitted"}
    assert {repository.open_one, "yian.toml"} <= named
    assert all(f.level is Level.WARNING for f in found if f.code == "uncommitted")
    repository.commit()
    assert [f for f in verify(repository.ledger).findings if f.code == "uncommitted"] == []
