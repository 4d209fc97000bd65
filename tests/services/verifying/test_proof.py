"""Proving the history: every forgery is found, and of an honest history nothing is said."""

import contextlib
import datetime as dt
import json
import random
import re
import shutil
from pathlib import Path

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, OWNER
from tests.services.forgeries import FORGERIES
from tests.services.ledgers import new_desk
from tests.services.repositories import Repository, clone_of, honest
from tests.trying import tries
from yiananlib.errors import LedgerInvalid, NoSuchRecord, UsageProblem, YianError
from yiananlib.model.finding import Level
from yiananlib.model.vocabulary import LookBackResult, Verdict
from yiananlib.services.recording import close_out, rectify
from yiananlib.services.verifying import proof


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_found(repo: Repository, name: str) -> None:
    forge, code = FORGERIES[name]
    before = repo.git("rev-parse", "HEAD")
    forge(repo)
    found = repo.findings()
    assert code in [f.code for f in found], found
    assert all(f.message and f.file for f in found)
    # the same is found where only what was forged is looked at
    errors = [f for f in found if f.level is Level.ERROR]
    assert [f for f in repo.findings(f"{before}..HEAD") if f.level is Level.ERROR] == errors


def test_all_codes_are_documented_and_tried() -> None:
    documented = set(re.findall(r"^``([a-z-]+)``", str(proof.__doc__), re.MULTILINE))
    tried = {code for _forge, code in FORGERIES.values()}
    elsewhere = {
        "no-ledger",
        "attributes",
        "offset",
        "unvouched",
        "unsigned",
        "signature",
        "rewritten",
        "late-commit",
        "clock",
        "locked-out",
        "revoked",
        "sample",  # test_sample_rules.py
    }
    assert documented == tried | elsewhere


# honest histories


def test_nothing_is_said_of_an_honest_history(repo: Repository) -> None:
    proved = repo.proved()
    assert (proved.commits, proved.findings, proved.in_order) == (15, (), True)


def test_a_ledger_in_a_folder_of_a_repository_that_was_there_before(tmp_path: Path) -> None:
    top = Repository(tmp_path / "top")
    top.write("README.md", "先有")
    top.git("init", "--quiet", "--initial-branch=main")
    top.commit()
    desk = Repository(new_desk(tmp_path / "top/台账").root)
    desk.commit()
    ref = desk.problem()
    desk.commit(LIAISON)
    assert desk.findings() == ()
    desk.edit(desk.file_of(ref), "due = 2026-06-15", "due = 2026-07-15")
    desk.commit(LIAISON)
    (found,) = desk.findings()
    assert found.code == "head-changed"
    assert found.file.endswith(desk.file_of(ref))


def act(repo: Repository, refs: list[str], number: int, chance: random.Random) -> str:
    """Record something by somebody, who may be one who must not, and return by whom."""
    by, ref = chance.choice((LIAISON, HEAD, OFFICE, INSPECTOR, OTHER, OWNER)), chance.choice(refs)
    match chance.randrange(12):
        case 0:
            refs.append(repo.problem(title=f"第{number}件"))
            return LIAISON
        case 1:
            repo.measure(ref, f"第{number}条")
            return LIAISON
        case 2 | 3:
            repo.done(ref, chance.randint(1, 3), content=str(number))
            return LIAISON
        case 4:
            rectify.progress(repo.ledger, repo.context(by), ref, "进展")
        case 5:
            repo.endorse(ref)
            return HEAD
        case 6:
            repo.submit(ref, f"第{number}项成效")
            return LIAISON
        case 7:
            repo.review(ref, chance.choice(tuple(Verdict)), by)
        case 8 | 9:
            repo.close(ref, by)
        case 10:
            repo.look_back(ref, chance.choice(tuple(LookBackResult)), by)
        case _:
            close_out.void(repo.ledger, repo.context(by), ref, "重复")
    return by


def told_by_chance(seed: int, folder: Path) -> Repository:
    """Return what two clones record, each command one that was allowed; they merge now and then."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    repo = honest(folder)
    clone = clone_of(repo)
    refs = [repo.ref(repo.open_one), repo.ref(repo.closed_one)]
    for number in range(20):
        here, there = chance.sample((repo, clone), 2)
        here.now = max(here.now, there.now) + dt.timedelta(minutes=chance.choice((1, 60, 3000, 50_000)))
        with contextlib.suppress(YianError):
            here.commit(act(here, refs, number, chance))
        here.git("fetch", "--quiet", there.root, "main")
        try:
            here.git("merge", "--quiet", "--no-edit", "FETCH_HEAD")
        except AssertionError:  # both wrote in one file: one of them begins again from what the other has
            here.git("reset", "--quiet", "--hard", "FETCH_HEAD")
    return repo


@pytest.mark.parametrize("seed", range(tries(20, in_ci=200, thorough=200)))
def test_nothing_is_said_of_whatever_the_commands_allow(seed: int, tmp_path: Path) -> None:
    repo = told_by_chance(seed, tmp_path / "ledger")
    assert repo.proved().commits >= 15
    assert [f for f in repo.findings() if f.level is Level.ERROR] == []


# ranges


def test_a_range_looks_at_its_commits_alone(repo: Repository) -> None:
    repo.edit(repo.open_one, "due = 2026-06-15", "due = 2026-07-15")
    repo.commit(LIAISON)
    repo.recorded(LIAISON, lambda: repo.problem(title="再来一个"))
    assert repo.codes("HEAD~1..HEAD") == []
    assert repo.codes("HEAD~1..") == []
    assert repo.codes("HEAD~2..HEAD~1") == ["head-changed"]
    assert repo.codes("main") == ["head-changed"]
    assert repo.proved("HEAD~2..").commits == 2


@pytest.mark.parametrize("span", ["nowhere..HEAD", "HEAD..nowhere", "--output=x", "nowhere"])
def test_a_range_that_names_nothing_is_a_failure(repo: Repository, span: str) -> None:
    with pytest.raises(NoSuchRecord):
        repo.proved(span)
    assert not (repo.root / "x").exists()


@pytest.mark.parametrize("span", ["HEAD...HEAD~1", "..", "..."])
def test_what_is_no_range_is_a_failure(repo: Repository, span: str) -> None:
    with pytest.raises(UsageProblem):
        repo.proved(span)


def test_without_a_repository_or_a_commit_there_is_no_history(tmp_path: Path) -> None:
    desk = Repository(new_desk(tmp_path / "ledger").root)
    with pytest.raises(UsageProblem):
        desk.proved()
    desk.git("init", "--quiet")
    with pytest.raises(UsageProblem):
        desk.proved()


def test_a_shallow_clone_proves_nothing(repo: Repository, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.root}", tmp_path / "shallow")
    with pytest.raises(LedgerInvalid, match="unshallow"):
        Repository(tmp_path / "shallow").proved()


def test_where_the_last_commit_has_no_ledger_nothing_is_proven_and_that_is_said(tmp_path: Path) -> None:
    repo = Repository(new_desk(tmp_path / "ledger").root)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.git("commit", "--quiet", "--allow-empty", "-m", "leer")
    assert repo.codes() == ["no-ledger"]


def test_an_object_that_is_missing_is_a_failure(repo: Repository) -> None:
    oid = repo.git("rev-parse", f"HEAD:{repo.open_one}")
    (repo.root / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(LedgerInvalid, match=oid):
        repo.proved()
    parent = repo.git("rev-parse", "HEAD~5")
    (repo.root / ".git/objects" / parent[:2] / parent[2:]).unlink()
    with pytest.raises(LedgerInvalid):
        repo.proved()


# what was proven is remembered


def test_what_was_proven_is_not_proven_again(repo: Repository, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    repo.edit(repo.open_one, "due = 2026-06-15", "due = 2026-07-15")
    repo.commit(LIAISON)
    cold = repo.proved(cache=cache)
    steps: list[tuple[int, int]] = []
    warm = proof.prove(repo.root, None, cache, lambda done, total: steps.append((done, total)), now=repo.now)
    assert (warm, steps) == (cold, [])
    repo.recorded(LIAISON, lambda: repo.problem(title="再来一个"))
    proof.prove(repo.root, None, cache, lambda done, total: steps.append((done, total)), now=repo.now)
    assert steps == [(1, 1)]


def test_a_remembered_range_proves_nothing_about_the_rest(repo: Repository, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert repo.proved("HEAD~3..", cache).findings == ()
    assert repo.proved("HEAD~1", cache).findings == ()
    assert repo.proved(cache=cache).findings == ()


@pytest.mark.parametrize("spoil", ["", "[]", "{}", "nonsense", '{"version": "1 en", "tips": [1]}', "\0\xff"])
def test_a_memory_that_cannot_be_read_is_none(repo: Repository, tmp_path: Path, spoil: str) -> None:
    cache = tmp_path / "cache"
    first = repo.proved(cache=cache)
    (file,) = (cache).iterdir()
    file.write_text(spoil, encoding="utf-8")
    assert repo.proved(cache=cache) == first
    shutil.rmtree(cache)
    assert repo.proved(cache=cache) == first


def test_a_memory_that_cannot_be_kept_is_no_failure(repo: Repository, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    assert repo.proved(cache=tmp_path / "cache").findings == ()


def test_a_memory_that_somebody_planted_hides_nothing_anew(repo: Repository, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    repo.edit(repo.open_one, "due = 2026-06-15", "due = 2026-07-15")
    bad = repo.commit(LIAISON)
    repo.proved(cache=cache)
    (file,) = cache.iterdir()
    planted = json.loads(file.read_text(encoding="utf-8"))
    planted["clean"].append(bad)
    del planted["findings"][bad]
    file.write_text(json.dumps(planted), encoding="utf-8")
    assert repo.proved(cache=cache).findings == ()
    for _n in range(2):
        found = proof.prove(repo.root, None, cache, lambda _done, _total: None, anew=_n == 0).findings
        assert [f.code for f in found] == ["head-changed"]


# a hostile repository


def test_nothing_that_a_repository_configures_is_run(repo: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "trap.sh"
    sprung = tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    repo.recorded(LIAISON, lambda: repo.problem(title="之后"))
    missing = repo.git("rev-parse", f"HEAD:{repo.evidence}")
    for key in (
        "core.fsmonitor", "core.sshCommand", "core.pager", "core.gitProxy", "core.editor", "core.askPass",
        "diff.external", "diff.trap.textconv", "diff.trap.command", "filter.trap.clean", "filter.trap.smudge",
        "filter.trap.process", "gpg.program", "gpg.ssh.program", "gpg.ssh.defaultKeyCommand", "interactive.diffFilter",
        "credential.helper", "remote.origin.uploadpack", "uploadpack.packObjectsHook", "merge.trap.driver",
    ):  # fmt: skip
        repo.git("config", key, str(trap))
    repo.git("config", "remote.origin.url", f"ext::{trap}")
    repo.git("config", "remote.origin.promisor", "true")
    repo.git("config", "protocol.allow", "always")
    repo.git("config", "core.hooksPath", str(tmp_path))
    for name in ("post-index-change", "pre-auto-gc", "reference-transaction", "post-checkout"):
        shutil.copy(trap, tmp_path / name)
    (repo.root / ".git/info/attributes").write_text("* diff=trap filter=trap merge=trap\n", encoding="utf-8")
    (repo.root / ".git/objects" / missing[:2] / missing[2:]).unlink()
    sprung.unlink(missing_ok=True)
    assert repo.codes() == ["evidence-removed", "gate", "gate"]
    assert not sprung.exists()


def test_a_replaced_or_grafted_commit_hides_nothing(repo: Repository) -> None:
    good = repo.git("rev-parse", "HEAD")
    repo.edit(repo.open_one, "due = 2026-06-15", "due = 2026-07-15")
    bad = repo.commit(LIAISON)
    repo.recorded(LIAISON, lambda: repo.problem(title="之后"))
    repo.git("replace", bad, good)
    assert repo.codes() == ["head-changed"]
    repo.git("replace", "-d", bad)
    (repo.root / ".git/info/grafts").write_text(f"{repo.git('rev-parse', 'HEAD')} {good}\n", encoding="utf-8")
    assert repo.codes() == ["head-changed"]


def test_a_tag_that_is_pushed_is_told_by_its_name_alone_where_git_would_not_write_it_so(repo: Repository) -> None:
    repo.git("tag", "-a", "-m", "x", "v1")
    good = repo.git("rev-parse", "refs/tags/v1")
    text = repo.git("cat-file", "tag", good).replace("tag v1\n", "tag v1\ntag v2\n", 1) + "\n"
    bad = repo.git("hash-object", "-t", "tag", "-w", "--literally", "--stdin", given=text.encode())
    updates = [("0" * 40, oid, f"refs/tags/{name}") for oid, name in ((good, "v1"), (bad, "v2"))]
    found = proof.receive(repo.root, updates, "", lambda _done, _total: None).findings
    assert [(f.file, f.line, f.code) for f in found] == [("refs/tags/v2", 0, "malformed")]
