"""Ids and serial numbers are given once, also where the first time lies before the range."""

from tests.builders import OFFICE
from tests.services.forgeries import FORGERIES
from tests.services.repositories import Repository


def test_a_number_of_before_the_range_is_remembered(repo: Repository) -> None:
    repo.append(repo.ref(repo.open_one), "numbered", OFFICE, number="2026-001")
    repo.commit(OFFICE)
    repo.append(repo.ref(repo.closed_one), "numbered", OFFICE, number="2026-001")
    repo.commit(OFFICE)
    assert repo.codes("HEAD~1..") == repo.codes() == ["duplicate"]


def test_an_id_of_before_the_range_is_remembered(repo: Repository) -> None:
    FORGERIES["record copied to another organization"][0](repo)
    assert "duplicate" in repo.codes("HEAD~1..")


def test_distinct_serial_numbers_are_not_a_finding(repo: Repository) -> None:
    for number, path in enumerate((repo.open_one, repo.closed_one), start=1):
        repo.append(repo.ref(path), "numbered", OFFICE, number=f"2026-00{number}")
        repo.commit(OFFICE)
    assert repo.findings() == repo.findings("HEAD~1..") == ()
