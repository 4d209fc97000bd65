"""What an exported ledger has more comes in, each entry by its officer, and whatever contradicts stays out."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import HEAD, LIAISON, OFFICE
from tests.services.repositories import Repository, honest
from tests.services.sharing.test_bundle_beginning import exported, held
from tests.services.specimens import SPECIMENS, divided
from yiananlib.errors import LedgerInvalid, NotAuthorised, UsageProblem, WriteFailed
from yiananlib.services.recording import begin, rectify
from yiananlib.services.sharing import bundle_joining, by_officer
from yiananlib.services.sharing.bundle_joining import join
from yiananlib.services.sharing.bundled import Bundled
from yiananlib.services.verifying.verify import verify
from yiananlib.store import kinds
from yiananlib.store.bundle_files import FORMS
from yiananlib.store.git import Failure


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """An honest history, in which commands commit."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    repo = honest(tmp_path / "ours")
    repo.git("config", "user.name", "n")
    repo.git("config", "user.email", "n@n.invalid")
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit(OFFICE)
    for name in ("GIT_COMMITTER_DATE", "GIT_AUTHOR_DATE"):
        monkeypatch.setenv(name, "2026-04-21T09:30:00+08:00")
    return repo


@pytest.fixture
def theirs(ours: Repository, tmp_path: Path) -> Repository:
    """A copy of it elsewhere, in which others go on."""
    shutil.copytree(ours.root, tmp_path / "theirs")
    return Repository(tmp_path / "theirs").on("2026-04-21")  # type: ignore[return-value]  # it is itself


def brought(
    ours: Repository, theirs: Repository, form: str = "jsonl", *, evidence: bool = True, **said: Any
) -> Bundled:
    path = exported(theirs.ledger, theirs.root.parent / f"x.{form}", evidence=evidence)
    by = said.pop("by", OFFICE)
    return join(ours.ledger, ours.on("2026-04-21").context(by), path, **{"apply": True} | said)


def noted(repo: Repository, path: str, by: str, note: str) -> None:
    rectify.note(repo.ledger, repo.context(by), repo.ref(path), note)


def untouched(repo: Repository, deed: Callable[[], Any]) -> Any:
    """Do something that must write nothing, and return what it returns."""
    before, head = held(repo.root), repo.git("rev-parse", "HEAD")
    found = deed()
    assert held(repo.root) == before
    assert repo.git("rev-parse", "HEAD") == head
    assert not (repo.root / ".yian/journal").exists()
    return found


@pytest.mark.parametrize("form", FORMS)
def test_additions_come_in_and_the_rest_stays(ours: Repository, theirs: Repository, form: str) -> None:
    noted(theirs, theirs.open_one, LIAISON, "一")
    noted(theirs, theirs.open_one, OFFICE, "二")
    noted(theirs, theirs.closed_one, OFFICE, "三")
    new = theirs.problem(title="新问题")
    theirs.measure(new)
    theirs.done(new, content="新的")
    preview = untouched(ours, lambda: brought(ours, theirs, form, apply=False))
    found = brought(ours, theirs, form)
    assert preview._replace(applied=True) == found
    assert found.counts == {
        "new": 2, "extended": 2, "same": len(found.files) - 4, "ahead": 0, "missing": 0, "left": 0, "conflict": 0,
    }  # fmt: skip
    assert held(ours.root) == held(theirs.root)
    assert (found.applied, found.uncommitted, ours.git("status", "--porcelain")) == (True, None, "")
    assert ours.findings() == ()
    assert verify(ours.ledger).in_order
    assert {file.rows for file in found.files if file.outcome == "new"} == {0, 4}
    again = untouched(ours, lambda: brought(ours, theirs, form))
    assert (again.applied, again.in_error, again.counts["same"]) == (True, False, len(again.files))


@pytest.mark.parametrize("kind", kinds.RECORDS, ids=lambda kind: kind.name)
def test_a_record_of_each_kind_gets_what_it_lacks(tmp_path: Path, kind: kinds.RecordKind) -> None:
    ours = divided(tmp_path / "ours")
    theirs = ours.copied(tmp_path / "theirs")
    theirs.name, theirs.now = "theirs", theirs.now + dt.timedelta(minutes=5)
    path = ours.path(kind.name)
    SPECIMENS[kind.name].add(theirs, theirs.ref(path))
    (extended,) = [f for f in brought(ours, theirs).files if f.outcome != "same"]
    assert (extended.path, extended.outcome, extended.rows) == (path, "extended", 1)
    assert ours.text(path) == theirs.text(path)
    ours.write(path, ours.text(path) + "\n# 手写\n")
    assert [f for f in brought(theirs, ours).files if f.outcome != "same"] == []
    shutil.rmtree(theirs.root)
    theirs = ours.copied(tmp_path / "theirs")
    (theirs.root / path).unlink()
    (new,) = [f for f in brought(theirs, ours).files if f.outcome != "same"]
    assert (new.path, new.outcome) == (path, "new")
    assert held(theirs.root) == held(ours.root)


@pytest.mark.parametrize("kind", kinds.DEFINITIONS, ids=lambda kind: kind.name)
def test_a_definition_that_says_something_else_is_named(tmp_path: Path, kind: kinds.RecordKind) -> None:
    ours = divided(tmp_path / "ours")
    theirs = ours.copied(tmp_path / "theirs")
    theirs.name = "theirs"
    path = ours.path(kind.name)
    ours.write(path, "# 手写\n" + ours.text(path))
    assert not brought(ours, theirs).in_error
    SPECIMENS[kind.name].add(theirs, theirs.ref(path))
    found = untouched(ours, lambda: brought(ours, theirs))
    (wrong,) = [f for f in found.files if f.outcome == "conflict"]
    assert (wrong.path, found.in_error, found.applied) == (path, True, False)
    assert (
        next(iter(kind.rows)) if kind.rows else {"campaign": "deadlines", "mapping": "orgs"}[kind.name]
    ) in wrong.said
    if not kind.is_single:
        (ours.root / path).unlink()
        assert ("it does not exist here; create definitions first") in next(
            f.said for f in brought(ours, theirs, apply=False).files if f.path == path
        )


def test_an_organization_or_keys_that_are_not_here_are_not_brought_in(ours: Repository, theirs: Repository) -> None:
    begin.add_org(theirs.ledger, theirs.context(OFFICE), "new", title="新单位", head="局长")
    theirs.write("allowed_signers", "# 无\n")
    found = untouched(ours, lambda: brought(ours, theirs))
    assert {f.path for f in found.files if f.outcome == "conflict"} == {"orgs/new/org.toml", "allowed_signers"}
    ours.write("allowed_signers", "# 另一个\n")
    found = untouched(ours, lambda: brought(ours, theirs))
    assert "it is different here" in next(f.said for f in found.files if f.path == "allowed_signers")


def test_what_is_here_and_not_there_stays(ours: Repository, theirs: Repository) -> None:
    noted(ours, ours.open_one, LIAISON, "这边的")
    ours.problem(title="这边的问题")
    noted(theirs, theirs.closed_one, OFFICE, "那边的")
    before = ours.text(ours.open_one)
    found = brought(ours, theirs)
    assert (found.counts["ahead"], found.counts["extended"], found.counts["new"]) == (1, 1, 0)
    assert ours.text(ours.open_one) == before
    assert ours.text(ours.closed_one) == theirs.text(theirs.closed_one)
    assert ours.findings() == ()


def test_entries_that_went_other_ways_are_a_conflict(ours: Repository, theirs: Repository) -> None:
    noted(ours, ours.open_one, LIAISON, "这边的")
    noted(theirs, theirs.open_one, LIAISON, "那边的")
    noted(theirs, theirs.closed_one, OFFICE, "那边的")
    for apply in (False, True):
        found = untouched(ours, lambda apply=apply: brought(ours, theirs, apply=apply))  # type: ignore[misc]  # bound now
        (wrong,) = [f for f in found.files if f.outcome == "conflict"]
        assert (wrong.path, found.in_error, found.applied) == (ours.open_one, True, False)
        assert "its entries have diverged: neither side has all" in wrong.said


@pytest.mark.parametrize(("old", "new", "said"), [
    ("due = 2026-06-15", "due = 2026-07-15", "due"),
    ('kind = "registered"', 'kind = "noted"\nnote = "改"', "its entries have diverged: neither side has all"),
])  # fmt: skip
def test_a_record_that_was_forged_is_a_conflict(
    ours: Repository, theirs: Repository, old: str, new: str, said: str
) -> None:
    theirs.edit(theirs.open_one, old, new)
    found = untouched(ours, lambda: brought(ours, theirs))
    (wrong,) = [f for f in found.files if f.outcome == "conflict"]
    assert said in wrong.said


def test_evidence_that_says_something_else_is_a_conflict(ours: Repository, theirs: Repository) -> None:
    theirs.write(theirs.evidence, "换了")
    found = untouched(ours, lambda: brought(ours, theirs))
    assert [f.path for f in found.files if f.outcome == "conflict"] == [ours.evidence]


def test_evidence_that_was_not_taken_along_keeps_its_entry_out(ours: Repository, theirs: Repository) -> None:
    rectify.add_evidence(
        theirs.ledger, theirs.context(), theirs.ref(theirs.open_one), [theirs.paper(content="新的")], measure=1
    )
    found = untouched(ours, lambda: brought(ours, theirs, evidence=False))
    assert (found.counts["missing"], found.in_error) == (1, True)
    assert "evidence-missing" in {f.code for f in found.findings}
    assert brought(ours, theirs).applied
    assert held(ours.root) == held(theirs.root)
    assert ours.findings() == ()


def test_evidence_that_nothing_new_names_is_left_aside(ours: Repository, theirs: Repository) -> None:
    theirs.write("orgs/zjj/evidence/0123456789abcdef-多余.pdf", "x")
    noted(theirs, theirs.open_one, LIAISON, "一")
    found = brought(ours, theirs)
    assert (found.counts["left"], found.counts["extended"], found.applied) == (1, 1, True)
    assert not (ours.root / "orgs/zjj/evidence/0123456789abcdef-多余.pdf").exists()


def test_a_large_supporting_file_comes_in_whole(ours: Repository, theirs: Repository) -> None:
    paper = theirs.paper()
    paper.write_bytes(bytes(range(256)) * 16_000)
    rectify.add_evidence(theirs.ledger, theirs.context(), theirs.ref(theirs.open_one), [paper], measure=1)
    assert brought(ours, theirs).applied
    assert held(ours.root) == held(theirs.root)
    assert (ours.git("status", "--porcelain"), ours.findings()) == ("", ())


def test_what_the_rules_do_not_allow_is_refused_by_the_files(ours: Repository, theirs: Repository) -> None:
    theirs.append(theirs.ref(theirs.open_one), "reopened", reason="没有销号")
    for apply in (False, True):
        found = untouched(ours, lambda apply=apply: brought(ours, theirs, apply=apply))  # type: ignore[misc]  # bound now
        assert (found.in_error, found.applied) == (True, False)
        assert {f.file for f in found.findings} == {theirs.open_one}


def test_what_the_history_would_not_stand_is_refused(ours: Repository, theirs: Repository) -> None:
    theirs.on("2027-04-21")
    noted(theirs, theirs.open_one, LIAISON, "来自明年")
    found = untouched(ours, lambda: brought(ours, theirs))
    assert (found.in_error, found.applied) == (True, False)
    assert "ahead" in {f.code for f in found.findings}


def test_the_commits_are_proven_before_the_branch_has_them(
    ours: Repository, theirs: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs.on("2027-04-21")
    noted(theirs, theirs.open_one, LIAISON, "来自明年")
    monkeypatch.setattr(bundle_joining, "_findings", lambda *_arguments: [])
    found = untouched(ours, lambda: brought(ours, theirs))
    assert (found.applied, [f.code for f in found.findings]) == (False, ["ahead"])


@pytest.mark.parametrize("by", [LIAISON, HEAD, None])
def test_the_office_alone_brings_something_in(ours: Repository, theirs: Repository, by: str | None) -> None:
    noted(theirs, theirs.open_one, LIAISON, "一")
    with pytest.raises(NotAuthorised):
        untouched(ours, lambda: brought(ours, theirs, by=by))
    assert untouched(ours, lambda: brought(ours, theirs, by=by, apply=False)).counts["extended"] == 1


def test_entries_that_others_would_have_to_sign_are_refused(
    ours: Repository, theirs: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(theirs, theirs.open_one, LIAISON, "一")
    monkeypatch.setattr("yiananlib.services.sharing.bundle_joining.signing.demanded", lambda _ledger: True)
    with pytest.raises(NotAuthorised, match=LIAISON):
        untouched(ours, lambda: brought(ours, theirs))


def test_what_was_not_committed_yet_is_committed_with_it(ours: Repository, theirs: Repository) -> None:
    for repo in (ours, theirs):
        repo.append(repo.ref(repo.open_one), "noted", by=LIAISON, note="一", id="zzzzzz", at=dt.datetime(
            2026, 4, 20, 10, tzinfo=dt.timezone(dt.timedelta(hours=8))
        ))  # fmt: skip
    noted(theirs, theirs.open_one, OFFICE, "二")
    assert brought(ours, theirs).counts["extended"] == 1
    assert ours.git("status", "--porcelain") == ""
    assert ours.findings() == ()


def test_without_git_the_files_alone_are_judged(ours: Repository, theirs: Repository) -> None:
    for repo in (ours, theirs):
        repo.edit("yian.toml", "commit = true", "commit = false")
    ours.commit(OFFICE)
    noted(theirs, theirs.open_one, LIAISON, "一")
    head = ours.git("rev-parse", "HEAD")
    found = brought(ours, theirs)
    assert (found.applied, found.uncommitted, ours.git("rev-parse", "HEAD")) == (True, None, head)
    assert held(ours.root) == held(theirs.root)


def test_while_a_merge_is_not_finished_nothing_comes_in(ours: Repository, theirs: Repository) -> None:
    noted(theirs, theirs.open_one, LIAISON, "一")
    (ours.root / ".git/MERGE_HEAD").write_text(ours.git("rev-parse", "HEAD") + "\n", encoding="utf-8")
    with pytest.raises(UsageProblem):
        untouched(ours, lambda: brought(ours, theirs))


def test_a_git_failure_beforehand_leaves_nothing_and_one_afterwards_is_reported(
    ours: Repository, theirs: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(theirs, theirs.open_one, LIAISON, "一")
    with monkeypatch.context() as patch:
        patch.setattr(by_officer, "drafted", lambda *_arguments: Failure("no space"))
        with pytest.raises(WriteFailed, match="no space"):
            untouched(ours, lambda: brought(ours, theirs))
    monkeypatch.setattr(by_officer, "taken", lambda *_arguments: Failure("locked"))
    found = brought(ours, theirs)
    assert (found.applied, found.uncommitted) == (True, "locked")
    assert held(ours.root) == held(theirs.root)


def test_a_file_that_cannot_be_read_is_named_wherever_it_is(ours: Repository, theirs: Repository) -> None:
    noted(theirs, theirs.open_one, LIAISON, "一")
    path = ours.open_one
    ours.write(path, "<<<<<<<")
    with pytest.raises(LedgerInvalid, match=path):
        brought(ours, theirs)


def test_a_ledger_that_is_not_in_order_is_mended_first(ours: Repository, theirs: Repository) -> None:
    noted(theirs, theirs.open_one, LIAISON, "一")
    (ours.root / ours.evidence).unlink()
    found = brought(ours, theirs, evidence=False)
    assert (found.applied, {f.code for f in found.findings}) == (False, {"evidence-missing"})
