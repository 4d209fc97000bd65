"""A dossier has what its manifest names, and nothing else. What is tried against it: tests/services/tampering.py."""

import io

import pytest

from tests.services.dossiers import Forger, genuine
from tests.services.tampering import TAMPERINGS
from yiananlib.model.dossier import MANIFEST, decode
from yiananlib.services.verifying.dossier_account import PAGES, account, evidence
from yiananlib.store.packing import Archive

OF_IT = {"manifest", "stray", "record-changed", "record-deleted", "evidence-changed", "evidence-removed", "definition"}


def found(data: bytes) -> list[str]:
    archive = Archive(io.BytesIO(data), MANIFEST)
    manifest = decode(b"".join(archive.pieces(MANIFEST)))
    return [f.code for f in account(archive, manifest) or evidence(archive, manifest)]


def test_a_genuine_dossier_yields_no_findings() -> None:
    assert found(genuine()) == []
    assert set(Forger(genuine()).files) >= PAGES


@pytest.mark.parametrize("name", [name for name, (_tamper, code) in TAMPERINGS.items() if code in OF_IT])
def test_what_is_missing_changed_or_too_much_is_found_before_anything_is_judged(name: str) -> None:
    tamper, code = TAMPERINGS[name]
    codes = found(tamper(genuine()))
    told_later = name in ("another campaign", "another campaign's name") or "sealed" in name or "unseen" in name
    assert code in codes or told_later or "of evidence in the record" in name
