"""By what each entry is judged: the definitions of the parents of the commit that brought it, as the proof does."""

from pathlib import Path

import pytest

from tests.builders import HEAD, LIAISON, OFFICE
from tests.services.dossiers import county
from tests.services.ledgers import Desk
from tests.services.repositories import Repository, clone_of, progressed
from yiananlib.errors import LedgerInvalid
from yiananlib.model import dossier
from yiananlib.services.sharing.merging import resolve
from yiananlib.services.verifying.dossier_bases import Bases, bases
from yiananlib.store import git
from yiananlib.store.ledger import Ledger, at_revision
from yiananlib.store.source import Tree


def of(repo: Repository, *paths: str) -> Bases:
    with at_revision(repo.ledger, "HEAD") as there:
        assert isinstance(there.source, Tree)
        return bases(there, there.source, paths, [])


def test_each_entry_is_judged_by_what_was_before_its_commit(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    found = of(repo, repo.closed_one)
    rows = found.judged[repo.closed_one]
    assert [row.entry for row in rows] == [e.id for e in repo.state(repo.ref(repo.closed_one)).problem.entries]
    for row in rows:
        assert row.commit is not None
        (parent,) = git.commits(repo.root, [row.commit])[row.commit]
        for name in row.definitions:
            for path, sha256 in found.sets[name].items():
                assert found.contents[sha256].decode() == repo.git("show", f"{parent}:{path}") + "\n"


def test_a_definition_that_was_changed_counts_from_the_next_commit_on(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    path = repo.open_one
    repo.on("2026-05-01")
    repo.recorded(LIAISON, lambda: progressed(repo, path))
    repo.edit("orgs/zjj/org.toml", "新来的", "新来的副手")
    repo.commit(OFFICE)
    repo.recorded(LIAISON, lambda: progressed(repo, path, "再核验3个"))
    found = of(repo, path)
    first, second = found.judged[path][-2:]
    org = [found.contents[found.sets[row.definitions[0]]["orgs/zjj/org.toml"]].decode() for row in (first, second)]
    assert ["新来的副手" in text for text in org] == [False, True]
    assert found.sets[found.now]["orgs/zjj/org.toml"] == found.sets[second.definitions[0]]["orgs/zjj/org.toml"]


def test_sets_are_kept_once_and_called_by_what_they_say(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    found = of(repo, repo.closed_one, repo.open_one)
    assert all(dossier.set_name(files) == name for name, files in found.sets.items())
    assert len(found.sets) < sum(len(rows) for rows in found.judged.values())
    assert {d for files in found.sets.values() for d in files.values()} == set(found.contents)
    assert "checklist.toml" in found.sets[found.now]


def test_what_a_ledger_began_with_is_judged_by_that_commit_itself(full: Desk) -> None:
    repo = Repository(full.root)
    repo.git("init", "--quiet", "--initial-branch=main")
    begun = repo.commit()
    path = repo.closed_one
    assert {row.commit for row in of(repo, path).judged[path]} == {begun}


def test_what_came_in_by_a_merge_afterwards_was_not_seen(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    other = clone_of(repo)
    path = repo.open_one
    repo.recorded(LIAISON, lambda: progressed(repo, path, "甲组"))
    other.append(other.ref(path), "progressed", LIAISON, note="乙组")
    other.commit(LIAISON)
    other.git("fetch", "--quiet", repo.root, "main")
    other.git("merge", "--quiet", "--no-edit", "FETCH_HEAD", status=1)
    resolve(other.ledger, lambda: None)
    other.commit()
    *_, first, second = of(other, path).judged[path]
    assert (first.unseen, second.unseen) == ((), (first.entry,))
    assert first.commit != second.commit


def test_an_entry_in_a_merge_rests_on_the_merged_definitions(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    other = clone_of(repo)
    repo.edit("orgs/czj/org.toml", "财政局", "县财政局")
    repo.commit(OFFICE)
    other.edit("orgs/zjj/org.toml", "新来的", "新来的副手")
    other.commit(OFFICE)
    other.git("fetch", "--quiet", repo.root, "main")
    other.git("merge", "--quiet", "--no-commit", "FETCH_HEAD")
    path = other.open_one
    progressed(other, path)
    other.commit(LIAISON)
    found = of(other, path)
    (name,) = found.judged[path][-1].definitions
    texts = [found.contents[found.sets[name][f"orgs/{org}/org.toml"]].decode() for org in ("czj", "zjj")]
    assert ["县财政局" in texts[0], "新来的副手" in texts[1]] == [True, True]


def test_where_both_sides_changed_one_definition_an_entry_stands_on_each(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    other = clone_of(repo)
    repo.edit("orgs/zjj/org.toml", "新来的", "甲")
    repo.commit(OFFICE)
    other.edit("orgs/zjj/org.toml", "新来的", "乙")
    other.commit(OFFICE)
    other.git("fetch", "--quiet", repo.root, "main")
    other.git("merge", "--quiet", "--no-commit", "-s", "ours", "FETCH_HEAD")
    path = other.open_one
    progressed(other, path)
    other.commit(LIAISON)
    assert len(of(other, path).judged[path][-1].definitions) == 2


def test_a_record_that_could_not_be_read_for_a_while_is_judged_all_the_same(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    path = repo.open_one
    text = repo.text(path)
    repo.write(path, text + "<<<<<<< HEAD\n")
    repo.commit(LIAISON)
    repo.write(path, text)
    repo.commit(LIAISON)
    repo.recorded(LIAISON, lambda: progressed(repo, path))
    rows = of(repo, path).judged[path]
    assert len(rows) == text.count("[[entries]]") + 1
    assert len({row.commit for row in rows}) > 3


def test_a_ledger_below_the_top_of_its_repository_is_judged_too(tmp_path: Path) -> None:
    repo = Repository(tmp_path / "top" / "ledger")
    from tests.services.ledgers import new_desk

    new_desk(repo.root)
    top = Repository(tmp_path / "top")
    top.git("init", "--quiet", "--initial-branch=main")
    top.commit()
    path = f"orgs/zjj/problems/{repo.problem().partition('/')[2]}.toml"
    top.commit(LIAISON)
    repo.recorded(HEAD, lambda: repo.endorse(repo.ref(path)))
    found = of(repo, path)
    assert len({row.commit for row in found.judged[path]}) == 2
    assert "yian.toml" in found.sets[found.judged[path][1].definitions[0]]


def test_a_shallow_clone_is_refused(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", tmp_path / "shallow")
    shallow = Repository(tmp_path / "shallow")
    with pytest.raises(LedgerInvalid, match="unshallow"):
        of(shallow, shallow.open_one)


def test_without_git_all_is_judged_by_today(full: Desk) -> None:
    path = next(full.root.glob("orgs/zjj/problems/*.toml")).relative_to(full.root).as_posix()
    found = bases(Ledger(full.root), None, [path], [])
    assert {(row.commit, row.definitions) for row in found.judged[path]} == {(None, (found.now,))}
    assert list(found.sets) == [found.now]
