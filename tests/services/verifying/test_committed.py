"""A county is reorganized: earlier honest entries stay what they were, and new ones are judged by today's officers."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests.builders import HEAD, LIAISON, OFFICE, OWNER
from tests.services.ledgers import Desk
from tests.services.repositories import Repository
from yiananlib.model.finding import Finding, Level
from yiananlib.services.recording import rectify
from yiananlib.services.recording.define import Kept, keep, open_definition
from yiananlib.services.verifying.verify import verify
from yiananlib.store.ledger import at_revision

PARENT = "gov/head"


def head_becomes_deputy(text: str) -> str:
    return text.replace('role = "head"', 'role = "deputy"')


def moved_under_another(text: str) -> str:
    return text.replace("order = 2", 'order = 2\nparent = "czj"', 1) if "parent" not in text else text.replace(
        'parent = "gov"', 'parent = "czj"'
    )  # fmt: skip


def liaison_left(text: str) -> str:
    return text.replace('id = "liaison"', 'id = "liaison"\nuntil = 2026-03-01', 1)


CHANGES = {"head": head_becomes_deputy, "parent": moved_under_another, "term": liaison_left}


def authority(desk: Desk) -> list[Finding]:
    return [f for f in verify(desk.ledger).findings if f.code == "authority"]


def reorganized(repo: Repository, change: Callable[[str], str]) -> None:
    before = open_definition(repo.ledger, repo.context(OFFICE), "zjj")
    after = change(before.text)
    assert after != before.text
    assert isinstance(keep(repo.ledger, repo.context(OFFICE), before, after), Kept)


@pytest.mark.parametrize("name", CHANGES)
def test_earlier_entries_stay_in_order_when_a_county_is_reorganized(repo: Repository, name: str) -> None:
    reorganized(repo, CHANGES[name])
    assert authority(repo) == []
    repo.commit(OFFICE)
    assert verify(repo.ledger).in_order
    assert repo.findings() == ()
    with at_revision(repo.ledger, "HEAD") as then:
        assert verify(then).in_order


def test_what_is_not_committed_is_judged_by_the_officers_of_today(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.append(ref, "endorsed", HEAD)
    repo.commit(HEAD)
    reorganized(repo, head_becomes_deputy)
    assert authority(repo) == []
    rectify.progress(repo.ledger, repo.context(), ref, "还有")
    repo.append(ref, "endorsed", HEAD, id="sec0nd")
    (found,) = authority(repo)
    assert (found.level, found.file, "take" in found.remedy) == (Level.ERROR, repo.open_one, False)
    text = repo.text(repo.open_one).split("\n")
    assert 'id = "sec0nd"' in text[found.line : found.line + 3]


def test_an_entry_that_was_edited_is_not_the_one_that_git_has(repo: Repository) -> None:
    repo.edit(repo.open_one, f'by = "{HEAD}"', f'by = "{OWNER}"')
    (found,) = authority(repo)
    assert found.level is Level.ERROR


def test_an_officer_who_is_not_there_at_all_is_missed_at_any_time(repo: Repository) -> None:
    repo.edit("orgs/zjj/org.toml", 'id = "liaison"', 'id = "other"')
    repo.commit(OFFICE)
    found = authority(repo)
    assert found
    assert all(f.level is Level.ERROR and "until" in f.remedy for f in found)


def test_without_git_earlier_authority_is_unknown_and_only_a_warning_is_given(full: Desk) -> None:
    full.edit("orgs/zjj/org.toml", 'role = "head"', 'role = "deputy"')
    found = authority(full)
    assert found
    assert {f.level for f in found} == {Level.WARNING}


def test_answers_and_other_records_are_treated_alike(repo: Repository) -> None:
    repo.edit("orgs/zjj/rounds/2026-1.toml", f'by = "{LIAISON}"', 'by = "zjj/former"')
    assert [f.level for f in authority(repo)] == [Level.ERROR]
    repo.commit(LIAISON)
    assert authority(repo) == []


def test_entries_brought_by_an_unfinished_merge_count_as_committed(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    repo.append(repo.ref(repo.open_one), "endorsed", HEAD)
    repo.commit(HEAD)
    repo.git("checkout", "--quiet", "main")
    repo.now += dt.timedelta(minutes=1)
    reorganized(repo, head_becomes_deputy)
    repo.commit(OFFICE)
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "side")
    assert authority(repo) == []
