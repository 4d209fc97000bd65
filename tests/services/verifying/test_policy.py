"""By whose leave definitions change, in a commit and in a merge."""

from pathlib import Path

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import new_desk
from tests.services.repositories import Repository, clone_of, pulled


def test_the_office_changes_definitions(repo: Repository) -> None:
    repo.edit("yian.toml", "yellow = 7", "yellow = 5")
    repo.commit(OFFICE)
    repo.edit("checklist.toml", 'id = "p01"', 'id = "q01"')
    repo.edit("orgs/zjj/org.toml", "order = 2", "order = 9")
    repo.commit(OFFICE)
    repo.write("orgs/neu/org.toml", 'schema = 1\nname = "新"\norder = 77\n')
    repo.commit(OFFICE)
    assert repo.findings() == ()


def test_anyone_defines_until_the_office_has_an_officer(tmp_path: Path) -> None:
    repo = Repository(new_desk(tmp_path / "ledger").root)
    office = repo.text("orgs/office/org.toml")
    (repo.root / "orgs/office/org.toml").unlink()
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit()
    repo.edit("yian.toml", "yellow = 7", "yellow = 5")
    repo.commit()
    repo.write("orgs/office/org.toml", office)
    repo.commit()
    assert repo.findings() == ()
    repo.edit("yian.toml", "yellow = 5", "yellow = 7")
    repo.commit()
    assert repo.codes() == ["definition"]


def test_definitions_changed_on_both_sides_merge_field_by_field(repo: Repository) -> None:
    clone = clone_of(repo)
    repo.edit("yian.toml", "yellow = 7", "yellow = 5")
    repo.edit("orgs/zjj/org.toml", "order = 2", "order = 9")
    repo.commit(OFFICE)
    clone.edit("yian.toml", "max_mb = 20", "max_mb = 30")
    clone.edit("orgs/zjj/org.toml", "住建局", "住建局机关")
    clone.commit(OFFICE)
    pulled(repo, clone)
    assert repo.findings() == ()


def test_a_unit_s_merge_may_not_choose_between_two_changes_of_a_definition(repo: Repository) -> None:
    clone = clone_of(repo)
    for side, value in ((repo, "5"), (clone, "6")):
        side.edit("yian.toml", "yellow = 7", f"yellow = {value}")
        side.commit(OFFICE)
    repo.git("fetch", "--quiet", clone.root, "main")
    repo.git("merge", "--quiet", "--no-commit", "-s", "ours", "FETCH_HEAD")
    repo.commit(LIAISON)
    assert repo.codes() == ["definition"]
    repo.commit(OFFICE, "--amend")
    assert repo.findings() == ()


def test_one_side_s_change_of_a_definition_is_the_merge_s(repo: Repository) -> None:
    clone = clone_of(repo)
    repo.edit("orgs/zjj/org.toml", "order = 2", "order = 9")
    repo.commit(OFFICE)
    clone.problem(title="另一件")
    clone.commit(LIAISON)
    pulled(clone, repo)
    assert clone.findings() == ()


def test_an_office_that_cannot_be_read_lets_nobody_in(repo: Repository) -> None:
    repo.write("orgs/office/org.toml", "broken")
    repo.commit(OFFICE)
    repo.edit("yian.toml", "yellow = 7", "yellow = 5")
    repo.commit()
    assert repo.codes() == ["unreadable", "definition"]


def test_a_campaign_that_cannot_be_read_is_found_and_the_rest_is_judged(repo: Repository) -> None:
    repo.write("yian.toml", "broken")
    repo.commit(OFFICE)
    repo.append(repo.ref(repo.open_one), "closed", LIAISON)
    repo.commit(LIAISON)
    assert repo.codes() == ["unreadable", "authority"]
