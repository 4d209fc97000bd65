"""A commit against its parents: what may differ, and what is but worth a look."""

import datetime as dt

from tests.builders import HEAD, LIAISON, OTHER
from tests.services.forgeries import FORGERIES, entries, rewrite
from tests.services.repositories import Repository, clone_of, progressed, pulled


def test_two_clones_with_records_of_their_own_merge(repo: Repository) -> None:
    clone = clone_of(repo)
    repo.recorded(LIAISON, lambda: repo.problem(title="甲处的"))
    clone.recorded(OTHER, lambda: clone.problem(title="乙处的", org="czj", by=OTHER, leader="head", owner="head"))
    clone.recorded(HEAD, lambda: clone.append(clone.ref(clone.closed_one), "noted", HEAD, note="已看"))
    pulled(repo, clone)
    pulled(clone, repo)
    assert repo.findings() == clone.findings() == ()


def test_entries_of_two_clones_interleave(repo: Repository) -> None:
    path = repo.open_one
    clone = clone_of(repo)
    repo.recorded(LIAISON, lambda: progressed(repo, path, "甲"))
    clone.now += dt.timedelta(hours=-1)
    clone.append(clone.ref(path), "noted", LIAISON, id="aaaaaa", note="乙")
    clone.commit(LIAISON)
    mine, theirs = entries(repo, path), entries(clone, path)
    repo.git("pull", "--quiet", "--no-rebase", "--no-commit", clone.root, "main", status=1)
    rewrite(repo, path, [*mine[:-1], theirs[-1], mine[-1]])
    repo.commit(LIAISON)
    assert repo.findings() == ()


def test_comments_white_space_and_the_order_of_keys_do_not_count(repo: Repository) -> None:
    path = repo.open_one
    text = repo.text(path)
    repo.write(
        path, "# 县长过问\n" + text.replace("\n[[entries]]", "\n\n\n  # 批示\n[[entries]]").replace(" = ", "   =  ")
    )
    repo.commit()
    repo.write(path, b"\xef\xbb\xbf" + repo.text(path).replace("\n", "\r\n").encode())
    repo.commit(OTHER)
    assert repo.findings() == ()


def test_what_is_no_record_is_nobody_s_business(repo: Repository) -> None:
    repo.write("README.md", "说明")
    repo.write("scripts/x.sh", "rm -rf /")
    repo.commit()
    repo.write("README.md", "说明二")
    repo.commit(LIAISON)
    assert repo.findings() == ()


def test_a_record_that_cannot_be_read_is_told_once(repo: Repository) -> None:
    repo.write(repo.open_one, repo.text(repo.open_one) + "\n[[entries]\n")
    repo.commit(LIAISON)
    repo.write("README.md", "")
    repo.commit()
    (found,) = repo.findings()
    assert found.code == "unreadable"
    assert "line " in found.message


def test_what_stands_behind_a_link_or_another_repository_in_a_commit_is_judged_all_the_same(repo: Repository) -> None:
    path = repo.open_one
    for number, mode in enumerate(("120000", "160000")):
        first = f"orgs/czj/problems/00000{number}.toml"  # sorts before what is forged
        oid = repo.git("hash-object", "-w", "--stdin", given=b"/etc/passwd") if number == 0 else "1" * 40
        repo.git("update-index", "--add", "--cacheinfo", f"{mode},{oid},{first}")
    repo.edit(path, "due = 2026-06-15", "due = 2026-12-15")
    repo.edit("orgs/zjj/org.toml", "order = 2", "order = 1")
    repo.git("add", path, "orgs/zjj/org.toml")
    repo.git("commit", "--quiet", "--file=-", given=f"zjj: change\n\nYian-By: {LIAISON}\n".encode())
    assert set(repo.codes()) >= {"symlink", "submodule", "head-changed", "definition"}


def test_a_finding_names_commit_and_file_as_git_does(repo: Repository) -> None:
    path = repo.open_one
    FORGERIES["deadline edited"][0](repo)
    (found,) = repo.findings()
    commit, _colon, file = found.file.partition(":")
    assert (repo.git("rev-parse", "HEAD")[:12], path) == (commit, file)
    assert repo.git("show", found.file) == repo.text(path).strip()


def test_an_entry_put_before_older_ones_is_found_by_its_id(repo: Repository) -> None:
    path = repo.open_one
    repo.append(repo.ref(path), "noted", LIAISON, id="aaaaaa", note="补记")
    *older, last, new = entries(repo, path)
    rewrite(repo, path, [*older, new, last])
    repo.commit(LIAISON)
    (found,) = [f for f in repo.findings() if f.code == "entry-inserted"]
    assert "aaaaaa" in found.message
