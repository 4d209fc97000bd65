"""Each entry of a dossier is judged by the definitions of its day. What is tried: tests/services/tampering.py."""

from pathlib import Path

import pytest

from tests.builders import INSPECTOR
from tests.services.dossiers import Forger, county, genuine, judged, packed
from tests.services.tampering import TAMPERINGS, closed
from yiananlib.model.dossier import DEFINITIONS, decode
from yiananlib.model.finding import Finding
from yiananlib.services.verifying.dossier_rules import Trial
from yiananlib.services.verifying.dossier_story import ledger_of


def trial(forger: Forger) -> Trial:
    manifest = decode(forger.files["manifest.json"])
    ledger = ledger_of(manifest, "X.zip", lambda name: [forger.files[name]])
    return Trial(ledger, manifest, lambda sha256: forger.files[f"{DEFINITIONS}{sha256}.toml"])


def findings(forger: Forger) -> list[Finding]:
    return list(trial(forger).findings())


def test_a_genuine_dossier_breaks_no_rule() -> None:
    assert findings(Forger(genuine())) == []


@pytest.mark.parametrize("name", ["reviewed by the unit itself", "effect taken off", "close dated back"])
def test_what_breaks_a_rule_is_found_where_it_stands(name: str) -> None:
    tamper, code = TAMPERINGS[name]
    forger = Forger(tamper(genuine()))
    found = [f for f in findings(forger) if f.code == code]
    assert found
    assert {f.file for f in found} == {forger.closed}
    assert all(f.line > 0 and not f.remedy for f in found)


def test_an_officer_who_lacked_authority_at_the_time_is_found(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    text = repo.text("orgs/jiwei/org.toml")
    repo.write("orgs/jiwei/org.toml", text + '\n[[officers]]\nid = "later"\npost = "后来的"\n')
    repo.commit("office/liaison")
    forger = Forger(packed(repo))
    forger.edit(forger.closed, f'by = "{INSPECTOR}"', 'by = "jiwei/later"')
    assert "authority" in {f.code for f in findings(forger.seal())}


def test_an_entry_that_was_not_seen_is_left_out_of_what_another_is_judged_by(tmp_path: Path) -> None:
    forger = Forger(closed('by = "zjj/head"', f'by = "{INSPECTOR}"')(genuine()))
    codes = {f.code for f in judged(forger.bytes, tmp_path).findings}
    assert "stale-pass" in codes


def test_definitions_that_cannot_be_read_are_told_once() -> None:
    forger = Forger(genuine())
    forger.edit(forger.definition("yian.toml"), "schema = 1", "schema = ")
    found = [f for f in findings(forger) if f.code == "unreadable"]
    assert len(found) == len(forger.manifest["sets"])
    assert all(f.file.startswith(DEFINITIONS) for f in found)


def test_a_checklist_that_cannot_be_read_is_told_and_that_something_is_missing(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    repo.write("checklist.toml", "schema = 1\n")
    repo.commit("office/liaison")
    forger = Forger(packed(repo))
    honest = trial(forger)
    assert list(honest.findings()) == []
    assert not honest.unread
    there = forger.manifest["sets"][forger.manifest["now"]]["checklist.toml"]
    forger.edit(f"{DEFINITIONS}{there}.toml", "schema = 1", "schema = ")
    broken = trial(forger)
    assert "unreadable" in {f.code for f in broken.findings()}
    assert broken.unread


@pytest.mark.parametrize(
    ("by", "named", "code"), [("zjj/liaison", "", "authority"), (INSPECTOR, "zzzzzz", "lifecycle")]
)
def test_a_correction_that_may_not_be_is_found_where_it_stands(tmp_path: Path, by: str, named: str, code: str) -> None:
    repo = county(tmp_path / "ledger")
    (path,) = (p.relative_to(repo.root).as_posix() for p in repo.root.glob("orgs/*/rounds/*.toml"))
    text = repo.text(path)
    answer = named or text.partition("[[answers]]")[2].partition('id = "')[2][:6]
    correction = (
        f'\n[[corrections]]\nid = "cccccc"\nat = 2026-04-20T10:00:00+08:00\nby = "{by}"\nkind = "redated"\n'
        f'entry = "{answer}"\nday = 2026-03-12\nreason = "电脑时钟快了"\n'
    )
    repo.write(path, text + correction)
    repo.commit(by)
    found = [f for f in findings(Forger(packed(repo))) if f.code == code]
    assert [f.line for f in found] == [text.count("\n") + 2]
