"""The proof freezes populations again and looks at their seeds."""

from pathlib import Path

import pytest

from tests.builders import INSPECTOR
from tests.services.repositories import Repository, honest
from tests.services.sampling import (
    forged,
    forged_draw,
    noted,
    sampled,
)
from yiananlib.model.lifecycle import fold
from yiananlib.model.vocabulary import Status


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


def test_the_proof_finds_a_seed_that_was_chosen(repo: Repository) -> None:
    ref = sampled(repo)
    seed = noted(repo, INSPECTOR)
    repo.recorded(INSPECTOR, lambda: forged_draw(repo, ref, seed))
    (found,) = [f for f in repo.findings() if f.code == "sample"]
    assert "was not recorded by an officer of another organization" in found.message


@pytest.mark.parametrize("seed", ["0" * 40, "before"])
def test_the_proof_finds_a_seed_that_is_no_later_commit(repo: Repository, seed: str) -> None:
    before = repo.git("rev-parse", "HEAD")
    ref = sampled(repo)
    repo.recorded(INSPECTOR, lambda: forged_draw(repo, ref, before if seed == "before" else seed))
    assert [f.code for f in repo.findings()].count("sample") == 1


def test_the_proof_freezes_the_population_again(repo: Repository) -> None:
    ref = sampled(repo)
    open_one = repo.ref(repo.open_one)
    repo.recorded(INSPECTOR, lambda: forged(repo, ref, "zzzzzz", (open_one,)))
    said = [f.message for f in repo.findings() if f.code == "sample"]
    assert any("its population is not that of the problems that were closed then" in one for one in said)


def test_the_proof_and_verify_find_a_population_that_was_frozen_twice(repo: Repository) -> None:
    ref = sampled(repo)
    population = repo.ledger.find_matter("sample", ref).head.population
    repo.recorded(INSPECTOR, lambda: forged(repo, ref, "zzzzzz", population))
    said = [f.message for f in repo.findings() if f.code == "sample"]
    assert [f"the same population was frozen in {ref}" in one for one in said] == [True]


def test_the_proof_finds_a_look_back_in_a_sample_that_did_not_draw_it(repo: Repository) -> None:
    sample = sampled(repo)
    closed = repo.ref(repo.closed_one)
    seen = [e.id for e in repo.ledger.find_problem(closed).entries]
    repo.recorded(
        INSPECTOR,
        lambda: repo.append(closed, "looked-back", INSPECTOR, result="held", opinion="好", seen=seen, sample=sample),
    )
    assert [f.code for f in repo.findings()].count("sample") == 1
    assert fold(repo.ledger.find_problem(closed)).status is Status.CLOSED
