"""Revoked is revoked: what a fork from before brings is judged by the officers and keys of where it comes in."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.services.repositories import Repository
from tests.services.signing import SigningOffice, needs_ssh_keygen, signing_office
from yiananlib.services.verifying.proof import receive

ZEROS = "0" * 40


def ended(repo: Repository) -> None:
    repo.edit("orgs/zjj/org.toml", 'id = "liaison"', 'id = "liaison"\nuntil = 2026-04-25')


def struck(repo: Repository) -> None:
    repo.edit("orgs/zjj/org.toml", 'id = "liaison"', 'id = "contact"')


CHANGES: dict[str, Callable[[Repository], None]] = {"term ended": ended, "closed": struck}


def forked(repo: Repository, change: Callable[[Repository], None], day: str) -> None:
    """Change the officers on main, and let the liaison go on from before, on a branch `side`."""
    repo.git("branch", "side")
    change(repo)
    repo.commit(OFFICE)
    repo.git("checkout", "--quiet", "side")
    repo.on(day)
    repo.append(repo.ref(repo.open_one), "noted", LIAISON, note="旧岗位")
    repo.commit(LIAISON)


def merged(repo: Repository, into: str = "main", other: str = "side") -> None:
    repo.git("checkout", "--quiet", into)
    repo.git("merge", "--quiet", "--no-ff", "-m", "merge", other)


def pushed(repo: Repository, before: str, after: str, name: str) -> list[str]:
    """Return the codes of what the door finds; the branches that are there have what they have."""
    update = (before, after, f"refs/heads/{name}")
    return [f.code for f in receive(repo.root, [update], "", lambda _done, _total: None).findings]


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize(("into", "other"), [("main", "side"), ("side", "main")])
def test_what_a_merge_brings_of_an_officer_who_is_none_any_more_is_found(
    repo: Repository, name: str, into: str, other: str
) -> None:
    forked(repo, CHANGES[name], "2026-06-08")
    assert repo.findings() == ()
    merged(repo, into, other)
    (found,) = repo.findings()
    assert (found.code, found.file.endswith(repo.open_one), LIAISON in found.message) == ("revoked", True, True)
    assert repo.codes("HEAD~1..") == ["revoked"]


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_recorded_before_the_change_stays_good(repo: Repository, name: str) -> None:
    repo.git("branch", "side")
    repo.git("checkout", "--quiet", "side")
    repo.append(repo.ref(repo.open_one), "noted", LIAISON, note="在任时")
    repo.commit(LIAISON)
    repo.git("checkout", "--quiet", "main")
    repo.on("2026-05-20")
    CHANGES[name](repo)
    repo.commit(OFFICE)
    merged(repo)
    assert repo.findings() == ()


def test_others_on_the_fork_go_on(repo: Repository) -> None:
    repo.git("branch", "side")
    ended(repo)
    repo.commit(OFFICE)
    repo.git("checkout", "--quiet", "side")
    repo.on("2026-06-08").append(repo.ref(repo.open_one), "noted", HEAD, note="仍在任")
    repo.commit(HEAD)
    merged(repo)
    assert repo.findings() == ()


def test_what_the_office_types_for_an_officer_who_is_none_any_more_is_found_too(repo: Repository) -> None:
    repo.git("branch", "side")
    ended(repo)
    repo.commit(OFFICE)
    repo.git("checkout", "--quiet", "side")
    repo.on("2026-06-08").append(repo.ref(repo.open_one), "noted", OFFICE, note="代录", **{"for": LIAISON})
    repo.commit(OFFICE)
    merged(repo)
    assert repo.codes() == ["revoked"]


def test_a_head_who_became_deputy_endorses_nothing_on_a_fork(repo: Repository) -> None:
    repo.git("branch", "side")
    repo.edit("orgs/zjj/org.toml", 'role = "head"', 'role = "deputy"')
    repo.commit(OFFICE)
    repo.git("checkout", "--quiet", "side")
    repo.on("2026-06-08").append(repo.ref(repo.open_one), "endorsed", HEAD)
    repo.commit(HEAD)
    merged(repo)
    assert repo.codes() == ["revoked"]


def test_a_unit_that_moved_under_another_parent_is_the_same_officers_unit(repo: Repository) -> None:
    repo.git("branch", "side")
    repo.edit("orgs/zjj/org.toml", 'parent = "gov"', 'parent = "czj"')
    repo.commit(OFFICE)
    repo.git("checkout", "--quiet", "side")
    repo.on("2026-06-08").append(repo.ref(repo.open_one), "noted", "gov/liaison", note="督促")
    repo.commit("gov/liaison")
    merged(repo)
    assert repo.findings() == ()


@pytest.mark.parametrize("name", CHANGES)
def test_a_separate_branch_is_judged_when_it_is_pushed(repo: Repository, name: str) -> None:
    forked(repo, CHANGES[name], "2026-06-08")
    tip = repo.git("rev-parse", "HEAD")
    base = repo.git("rev-parse", "HEAD~1")
    repo.git("checkout", "--quiet", "main")
    repo.git("branch", "--quiet", "-D", "side")
    assert pushed(repo, ZEROS, tip, "side") == ["revoked"]
    repo.git("branch", "old", base)
    assert pushed(repo, base, tip, "old") == ["revoked"]


# keys


@pytest.fixture
def signing(tmp_path: Path) -> SigningOffice:
    return signing_office(tmp_path / "ledger")


def fork_with_old_key(repo: SigningOffice, *, days: int) -> None:
    repo.git("branch", "side")
    repo.now += dt.timedelta(days=10)
    repo.write("allowed_signers", "".join(map(repo.line, (HEAD, INSPECTOR, OFFICE))))
    repo.signed(OFFICE)
    repo.git("checkout", "--quiet", "side")
    repo.now += dt.timedelta(days=days)
    repo.append(repo.ref(repo.closed_one), "noted", LIAISON, note="旧钥匙")
    repo.signed(LIAISON)
    repo.git("checkout", "--quiet", "main")
    repo.now += dt.timedelta(days=20)
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    repo.signed(OFFICE)


@needs_ssh_keygen
@pytest.mark.parametrize(("days", "codes"), [(49, ["revoked"]), (-1, [])])
def test_a_key_that_was_taken_out_signs_nothing_afterwards_on_an_old_fork(
    signing: SigningOffice, days: int, codes: list[str]
) -> None:
    fork_with_old_key(signing, days=days)
    assert signing.codes() == codes


@needs_ssh_keygen
def test_a_key_that_was_added_takes_none_away(signing: SigningOffice) -> None:
    signing.git("branch", "side")
    signing.write("allowed_signers", signing.text("allowed_signers") + signing.line("zjj/jianguan"))
    signing.signed(OFFICE)
    signing.git("checkout", "--quiet", "side")
    signing.now += dt.timedelta(days=9)
    signing.append(signing.ref(signing.closed_one), "noted", LIAISON, note="照常")
    signing.signed(LIAISON)
    signing.git("checkout", "--quiet", "main")
    signing.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    signing.signed(OFFICE)
    assert signing.findings() == ()


def test_redating_in_a_round_is_judged_by_the_authority_to_redate(repo: Repository) -> None:
    repo.git("branch", "side")
    repo.edit("orgs/jiwei/org.toml", 'id = "liaison"', 'id = "liaison"\nuntil = 2026-04-25')
    repo.commit(OFFICE)
    repo.git("checkout", "--quiet", "side")
    repo.on("2026-06-08")
    said = f'\n[[corrections]]\nid = "zzzzzz"\nat = {repo.now.isoformat()}\nby = "{INSPECTOR}"\nkind = "redated"\n'
    path = "orgs/zjj/rounds/2026-1.toml"
    repo.write(path, repo.text(path) + said + 'entry = "aaaaaa"\nday = 2026-04-20\nreason = "快了"\n')
    repo.commit(INSPECTOR)
    merged(repo)
    assert sorted(repo.codes()) == ["lifecycle", "revoked"]
