"""What the pages tell is told of the dossier's own records alone."""

from pathlib import Path

import pytest

from tests.services.dossiers import Forger, genuine
from yiananlib.errors import LedgerInvalid
from yiananlib.model.dossier import Manifest, decode
from yiananlib.services.verifying.dossier_story import Filed, Story, ledger_of, story


def opened() -> tuple[Filed, Manifest, Forger]:
    forger = Forger(genuine())
    manifest = decode(forger.files["manifest.json"])
    return ledger_of(manifest, "X.zip", lambda name: [forger.files[name]]), manifest, forger


@pytest.fixture(scope="module")
def told() -> Story:
    ledger, manifest, _forger = opened()
    return story(ledger, manifest)


def test_it_tells_of_the_problems_and_matters_as_of_its_day(told: Story) -> None:
    assert [whole.row.status for whole in told.problems] == ["closed", "passed"]
    assert {row.kind for row in told.matters} == {"notice", "rule"}
    assert told.day == told.manifest.day == told.matters[0].day


def test_officers_and_organizations_are_called_by_their_names(told: Story) -> None:
    assert (told.office, told.setting.names["zjj"]) == ("县促改办", "住建局")
    assert told.setting.names["zjj/new"] == "新来的"


def test_a_dossier_is_a_ledger_without_a_folder() -> None:
    ledger, manifest, _forger = opened()
    assert sorted(ledger.org_names()) == ["czj", "gov", "jiwei", "office", "zjj"]
    assert [problem.ref for problem in ledger.problems("zjj")] == list(manifest.problems)
    assert not Path("X.zip").exists()


def test_evidence_is_compared_by_its_digest_and_never_opened() -> None:
    ledger, manifest, _forger = opened()
    problem = ledger.find_problem(manifest.problems[0])
    entry = next(e for e in problem.entries if e.kind == "evidenced")
    assert ledger.evidence_fault("zjj", entry) is None
    assert ledger.evidence_fault("czj", entry) == "missing"
    assert ledger.evidence_fault("zjj", entry.model_copy(update={"sha256": "0" * 64})) == "changed"
    with pytest.raises(FileNotFoundError):
        ledger.bytes_of(f"orgs/zjj/evidence/{entry.file}")


def test_a_record_that_cannot_be_read_is_a_failure() -> None:
    ledger, manifest, forger = opened()
    forger.files[forger.closed] = b"x"
    with pytest.raises(LedgerInvalid):
        story(ledger, manifest)
