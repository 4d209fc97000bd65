"""A dossier is made of what is committed: the exact bytes, the same whenever and by whomever it is made."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.builders import LIAISON
from tests.services.dossiers import ALL, Forger, county, packed, pages
from tests.services.ledgers import Desk
from tests.services.registers import case
from tests.services.repositories import Repository, clone_of, progressed
from yiananlib.errors import AnswerNo, LedgerInvalid, NoSuchRecord, UsageProblem, WriteFailed
from yiananlib.model import dossier
from yiananlib.model.dossier import DEFINITIONS, MANIFEST, RECORDS
from yiananlib.services.verifying.dossier import made
from yiananlib.services.verifying.dossier_scope import Asked
from yiananlib.store import packing


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return county(tmp_path / "ledger")


def test_it_holds_records_and_evidence_byte_for_byte(repo: Repository) -> None:
    files = Forger(packed(repo)).files
    found = {name.removeprefix(RECORDS): data for name, data in files.items() if name.startswith(RECORDS)}
    assert len(found) == 7
    assert all((repo.root / path).read_bytes() == data for path, data in found.items())
    assert all(hashlib.sha256(data).hexdigest() in name for name, data in files.items() if name.startswith(DEFINITIONS))


def test_the_same_ledger_gives_the_same_bytes(repo: Repository, tmp_path: Path) -> None:
    whole = packed(repo)
    repo.on("2027-01-01")
    assert packed(repo) == whole
    assert packed(clone_of(repo)) == whole


def test_its_manifest_names_the_commit_its_day_and_every_file(repo: Repository) -> None:
    forger = Forger(packed(repo))
    said = forger.manifest
    assert said["commit"] == repo.git("rev-parse", "HEAD")
    assert (said["day"], said["org"], len(said["problems"])) == ("2026-04-20", "zjj", 2)
    named = {file["path"]: (file["sha256"], file["size"]) for file in said["files"]}
    there = {n: (hashlib.sha256(d).hexdigest(), len(d)) for n, d in forger.files.items() if n != MANIFEST}
    assert named == there


def test_an_earlier_commit_gives_what_it_gave_then(repo: Repository) -> None:
    before, commit = packed(repo), repo.git("rev-parse", "HEAD")
    repo.on("2026-05-01")
    repo.recorded(LIAISON, lambda: progressed(repo, repo.open_one))
    assert packed(repo) != before
    assert packed(repo, rev=commit) == before
    assert packed(repo, rev="HEAD~1") == before


def test_what_is_not_committed_is_refused(repo: Repository) -> None:
    progressed(repo, repo.open_one)
    with pytest.raises(LedgerInvalid, match="uncommitted changes"):
        packed(repo)
    assert packed(repo, rev="HEAD")
    assert packed(repo, Asked([repo.ref(repo.closed_one)]))


def test_a_problem_that_is_not_committed_at_all_is_refused(repo: Repository) -> None:
    ref = repo.problem(title="新的")
    with pytest.raises(LedgerInvalid, match="uncommitted changes"):
        packed(repo, Asked([ref]))


def test_evidence_that_differs_from_the_record_is_refused(full: Desk) -> None:
    (evidence,) = full.root.glob("orgs/zjj/evidence/*")
    evidence.write_bytes(b"another")
    with pytest.raises(LedgerInvalid, match="not what was recorded"), made(full.ledger, ALL, pages):
        pass
    evidence.unlink()
    with pytest.raises(LedgerInvalid, match="is missing"), made(full.ledger, ALL, pages):
        pass


def test_evidence_that_changes_while_it_is_written_is_not_written(full: Desk) -> None:
    (evidence,) = full.root.glob("orgs/zjj/evidence/*")
    with made(full.ledger, ALL, pages) as found:
        evidence.write_bytes(b"another")
        with pytest.raises(WriteFailed, match="it was changed while being read"):
            list(packing.packed(found.parts))


def test_evidence_behind_a_link_is_refused(full: Desk) -> None:
    (evidence,) = full.root.glob("orgs/zjj/evidence/*")
    elsewhere = full.root.parent / "elsewhere"
    evidence.rename(elsewhere)
    evidence.symlink_to(elsewhere)
    with pytest.raises(LedgerInvalid, match="symbolic link"), made(full.ledger, ALL, pages):
        pass


def test_without_git_the_day_is_that_of_the_last_entry(full: Desk) -> None:
    with made(full.ledger, ALL, pages) as found:
        assert (found.manifest.commit, found.manifest.day) == (None, full.now.date())


def test_a_ledger_in_somebody_elses_repository_is_as_without_git(full: Desk) -> None:
    outer = Repository(full.root.parent)
    outer.git("init", "--quiet", "--initial-branch=main")
    outer.write("readme", "x")
    outer.git("add", "readme")
    outer.git("commit", "--quiet", "-m", "x")
    with made(full.ledger, ALL, pages) as found:
        assert found.manifest.commit is None


def test_a_commit_that_is_not_there_is_told(repo: Repository) -> None:
    with pytest.raises(NoSuchRecord):
        packed(repo, rev="nowhere")


def test_without_git_there_is_no_commit_to_ask_for(full: Desk) -> None:
    with pytest.raises(NoSuchRecord), made(full.ledger, ALL, pages, "HEAD"):
        pass


def test_a_commit_before_the_ledger_is_told(full: Desk) -> None:
    outer = Repository(full.root.parent)
    outer.git("init", "--quiet", "--initial-branch=main")
    outer.write("readme", "x")
    outer.git("add", "readme")
    outer.git("commit", "--quiet", "-m", "x")
    with pytest.raises(UsageProblem, match="no ledger"), made(full.ledger, ALL, pages, "HEAD"):
        pass


def test_records_outside_a_dossier_s_scope_are_not_checked(repo: Repository) -> None:
    ref = repo.ref(repo.closed_one)
    repo.write(repo.open_one, "not TOML")
    repo.commit(LIAISON)
    assert packed(repo, Asked([ref]))
    with pytest.raises(LedgerInvalid):
        packed(repo)


def test_the_digest_is_that_of_the_manifest(repo: Repository) -> None:
    with made(repo.ledger, ALL, pages) as found:
        (part,) = [part for part in found.parts if part.name == MANIFEST]
        assert dossier.digest(b"".join(part.pieces())) == found.sha256 == part.measure.sha256


def test_large_evidence_is_never_held(full: Desk) -> None:
    import tracemalloc

    ref = full.problem(title="大文件")
    large = full.root.parent / "大.bin"
    with large.open("wb") as file:
        file.truncate(60 << 20)
    digest = hashlib.sha256(large.read_bytes()).hexdigest()
    large.rename(full.root / "orgs/zjj/evidence" / f"{digest[:16]}-大.bin")
    fields: dict[str, Any] = {"file": f"{digest[:16]}-大.bin", "sha256": digest, "size": 60 << 20}
    full.append(ref, "evidenced", LIAISON, **fields)
    tracemalloc.start()
    try:
        with made(full.ledger, Asked([ref]), pages) as found:
            size = sum(len(piece) for piece in packing.packed(found.parts))
        assert size > 60 << 20
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def test_something_personal_in_what_would_be_public_makes_no_public_dossier(full: Desk) -> None:
    ref = full.problem(title="投诉人13812345678反映")
    with made(full.ledger, Asked([ref]), pages) as found:
        assert found.parts
    with pytest.raises(AnswerNo, match=ref), made(full.ledger, Asked([ref]), pages, public=True):
        pass


def test_a_public_dossier_names_no_case(full: Desk) -> None:
    case(full)
    full.problem(title="重复的", finding="case-1/1")
    with made(full.ledger, Asked(case="case-1"), pages) as whole:
        assert whole.manifest.case == "case-1"
    with made(full.ledger, Asked(case="case-1"), pages, public=True) as public:
        assert public.manifest.case is None
        assert public.manifest.whole == whole.sha256
        said = b"".join(b"".join(part.pieces()) for part in public.parts).decode()
        title = full.ledger.case("case-1").title
        assert "case-1" not in said
        assert title not in said
