"""Taking back: a single entry, or one's own newest commit, shared with nobody."""

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, called
from tests.services.found import findings
from tests.services.ledgers import Desk
from tests.services.repositories import Repository, honest
from yiananlib.errors import Ambiguous, NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem, WriteFailed
from yiananlib.services.recording import rectify, slips
from yiananlib.services.recording.problems import Recorded


def retract(desk: Desk, ref: str, entry: str, by: str = LIAISON) -> Recorded:
    return slips.retract(desk.ledger, desk.context(by), ref, entry, "录入有误")


def entry_of(desk: Desk, ref: str, kind: str) -> str:
    return next(e.id for e in reversed(desk.state(ref).problem.entries) if e.kind == kind)


def test_a_wrong_measure_is_taken_back_and_its_number_is_free_again_for_nobody(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.measure(ref, text="写错的措施")
    found = retract(desk, ref, entry_of(desk, ref, "planned"))
    assert [m.planned.text for m in found.state.measures] == ["修订变更审批办法"]
    assert findings(desk) == ()
    desk.measure(ref, text="改正的措施")
    assert [m.planned.number for m in desk.state(ref).measures] == [1, 3]


def test_the_beginning_of_an_id_is_enough_and_an_unknown_one_is_refused(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    name = entry_of(desk, ref, "planned")
    with desk.refuses(NoSuchRecord, "There is no entry “zzzzzz”"):
        retract(desk, ref, "zzzzzz")
    with desk.refuses(NoSuchRecord, "There is no entry"):
        retract(desk, ref, "")
    assert retract(desk, ref, name[:5].upper()).state.left_out == {name}


def test_an_ambiguous_beginning_lists_the_entries(desk: Desk) -> None:
    ref = desk.problem()
    for name in ("aaaaa1", "aaaaa2"):
        desk.now += dt.timedelta(minutes=1)
        desk.append(ref, "noted", LIAISON, note="备注", id=name)
    with desk.refuses(Ambiguous, "aaaaa1, aaaaa2"):
        retract(desk, ref, "aaaa")


def test_evidence_that_is_taken_back_covers_no_measure(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.done(ref)
    found = retract(desk, ref, entry_of(desk, ref, "evidenced"))
    assert found.state.evidence == ()
    assert findings(desk) == (), "the file stays, and is no stray"


@pytest.mark.parametrize("step", ["submit", "passed", "closed"])
def test_nothing_is_taken_back_where_it_is_judged(desk: Desk, step: str) -> None:
    ref = {"submit": desk.submitted, "passed": desk.passed, "closed": desk.closed}[step]()
    with desk.refuses(NotAllowed, "nothing can be taken back while the problem is"):
        retract(desk, ref, entry_of(desk, ref, "evidenced"))


def test_a_note_is_not_taken_back(desk: Desk) -> None:
    ref = desk.problem()
    rectify.note(desk.ledger, desk.context(), ref, "备注")
    with desk.refuses(NotAllowed, "only a measure, evidence or a completion"):
        retract(desk, ref, entry_of(desk, ref, "noted"))


def test_a_day_later_the_office_takes_back(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.on("2026-03-13")
    for by in (LIAISON, HEAD, INSPECTOR):
        with desk.refuses(NotAuthorised, "afterwards, only the office may"):
            retract(desk, ref, entry_of(desk, ref, "planned"), by)
    assert not retract(desk, ref, entry_of(desk, ref, "planned"), OFFICE).state.measures


def test_the_proof_accepts_what_recording_did(repo: Repository) -> None:
    ref = repo.problem(title="又一个问题")
    repo.commit(LIAISON)
    repo.recorded(LIAISON, lambda: repo.measure(ref))
    repo.recorded(LIAISON, lambda: retract(repo, ref, entry_of(repo, ref, "planned")))
    assert repo.codes() == []


@pytest.fixture
def here(tmp_path: Path) -> Repository:
    """A ledger that commits what is recorded."""
    found = honest(tmp_path / "ledger")
    path = found.root / "yian.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("commit = false", "commit = true"), encoding="utf-8")
    found.git("config", "user.email", "n@n.invalid")
    found.git("config", "user.name", "n")
    found.commit()
    return found


def undo(desk: Desk, by: str = LIAISON) -> slips.Undone:
    return slips.undo(desk.ledger, desk.context(by))


def test_the_newest_record_is_taken_back_whole(here: Repository, tmp_path: Path) -> None:
    before, tree = here.git("rev-parse", "HEAD"), here.git("rev-parse", "HEAD^{tree}")
    ref = here.problem(title="写错的问题")
    found = undo(here)
    assert found.subject == f"{ref}: 登记"
    assert found.files == (f"orgs/zjj/problems/{ref.partition('/')[2]}.toml",)
    assert here.git("rev-parse", "HEAD") == before
    assert here.git("write-tree") == tree
    assert here.git("status", "--porcelain") == ""
    assert not (here.root / found.files[0]).exists()


def test_evidence_of_the_record_goes_with_it(here: Repository) -> None:
    ref = here.problem(title="写错的问题")
    here.measure(ref)
    here.done(ref)
    assert len(undo(here).files) == 2
    assert here.git("status", "--porcelain") == ""
    assert here.state(ref).measures[0].completed is None


def test_other_changes_and_staged_files_stay(here: Repository) -> None:
    here.problem(title="写错的问题")
    (here.root / "notes.txt").write_text("a", encoding="utf-8")
    here.git("add", "notes.txt")
    path = here.root / "checklist.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# later\n", encoding="utf-8")
    undo(here)
    assert here.git("status", "--porcelain").splitlines() == ["M checklist.toml", "A  notes.txt"]


def test_a_record_with_uncommitted_changes_is_not_taken_back(here: Repository) -> None:
    ref = here.problem(title="问题")
    here.measure(ref)
    path = here.root / f"orgs/zjj/problems/{ref.partition('/')[2]}.toml"
    text = path.read_text(encoding="utf-8") + "\n# by hand\n"
    path.write_text(text, encoding="utf-8")
    head = here.git("rev-parse", "HEAD")
    with here.refuses(WriteFailed, "Nothing was changed"):
        undo(here)
    assert (path.read_text(encoding="utf-8"), here.git("rev-parse", "HEAD")) == (text, head)


def test_somebody_elses_record_is_not_taken_back(here: Repository) -> None:
    here.problem(title="问题")
    with here.refuses(NotAuthorised, f"was recorded by {called(LIAISON)}; only they may"):
        undo(here, HEAD)


def test_what_is_no_record_is_not_taken_back(here: Repository) -> None:
    with here.refuses(NotAllowed, "is not a record"):
        undo(here, OFFICE)


@pytest.mark.parametrize(("hours", "may"), [(24, True), (25, False), (-1, False)])
def test_only_within_a_day(here: Repository, hours: int, may: bool) -> None:
    here.problem(title="问题")
    here.now += dt.timedelta(hours=hours)
    if may:
        undo(here)
        return
    with here.refuses(NotAllowed, "more than a day ago"):
        undo(here)


def test_entries_once_pushed_to_a_remote_stay(here: Repository, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "hub"], check=True)
    here.git("remote", "add", "origin", tmp_path / "hub")
    here.git("push", "--quiet", "origin", "HEAD:refs/heads/main")
    here.problem(title="问题")
    here.git("push", "--quiet", "origin", "HEAD:refs/heads/main")
    with here.refuses(NotAllowed, "has already been shared, so it stays in"):
        undo(here)
    here.git("push", "--quiet", "--force", "origin", "HEAD^:refs/heads/main")
    with here.refuses(NotAllowed, "has already been shared, so it stays in"):
        undo(here)


def test_without_git_nothing_is_undone(desk: Desk) -> None:
    desk.problem()
    with desk.refuses(UsageProblem, "not in git"):
        undo(desk)


def test_an_interrupted_undo_can_be_done_again(here: Repository) -> None:
    here.problem(title="问题")
    here.git("read-tree", "-m", "-u", "HEAD", "HEAD^")
    undo(here)
    assert here.git("status", "--porcelain") == ""


def test_nothing_is_undone_in_the_middle_of_a_git_operation(here: Repository) -> None:
    here.problem(title="问题")
    (here.root / ".git/CHERRY_PICK_HEAD").write_text(here.git("rev-parse", "HEAD") + "\n", encoding="utf-8")
    with here.refuses(UsageProblem, "git is in the middle of"):
        undo(here)
