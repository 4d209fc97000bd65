"""A dossier is judged by itself: what is genuine is in order, and more than a hundred kinds of forgery are found."""

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.services.dossiers import Forger, county, genuine, judged, packed, pages
from tests.services.ledgers import Desk
from tests.services.repositories import clone_of, progressed
from tests.services.tampering import TAMPERINGS, closed, definition, manifest, row, sealed
from yiananlib import __version__
from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.model import dossier
from yiananlib.model.dossier import MANIFEST
from yiananlib.model.finding import Level
from yiananlib.render.public import note
from yiananlib.services.sharing.merging import resolve
from yiananlib.services.verifying.dossier_check import Examined, examine
from yiananlib.services.verifying.dossier_scope import Asked


def test_a_genuine_dossier_is_in_order(tmp_path: Path) -> None:
    found = judged(genuine(), tmp_path)
    assert (found.findings, found.in_order, found.compared) == ((), True, False)
    assert found.manifest is not None
    assert found.files == len(Forger(genuine()).files) == len(found.manifest.files) + 1


def test_one_that_is_sealed_anew_without_a_change_is_in_order_too(tmp_path: Path) -> None:
    assert judged(sealed(lambda _f: None)(genuine()), tmp_path).findings == ()


def test_more_than_a_hundred_kinds_of_tampering_are_tried_and_no_two_make_the_same() -> None:
    made = {tamper(genuine()) for tamper, _code in TAMPERINGS.values()}
    assert len(made) == len(TAMPERINGS) >= 100
    assert genuine() not in made


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found(name: str, tmp_path: Path) -> None:
    tamper, code = TAMPERINGS[name]
    found = judged(tamper(genuine()), tmp_path)
    assert not found.in_order
    assert code in {f.code for f in found.findings if f.level is Level.ERROR}


UNFOUND = {
    "a remark taken back by the whole": sealed(lambda f: f.rewrite(f.closed, f.entries(f.closed)[:-1])),
    "an opinion edited": closed("现场核查", "听取汇报"),
    "a definition that lets more": definition("orgs/czj/org.toml", "财政局", "县财政局"),
    "the commit of an entry": manifest(lambda m: row(m).update(commit="0" * 40)),
    "an older yian": manifest(lambda m: m.update(written_by="0.0.1")),
}
"""What fits together and keeps the rules: nothing in the file tells it from a genuine one."""


@pytest.mark.parametrize("name", UNFOUND)
def test_with_the_digest_tampering_within_the_rules_is_found(name: str, tmp_path: Path) -> None:
    wanted = judged(genuine(), tmp_path).sha256
    assert wanted is not None
    found = judged(UNFOUND[name](genuine()), tmp_path, wanted[:16])
    assert (found.in_order, found.compared) == (False, False)


@pytest.mark.parametrize("name", UNFOUND)
def test_without_the_digest_tampering_within_the_rules_is_not_found(name: str, tmp_path: Path) -> None:
    assert judged(UNFOUND[name](genuine()), tmp_path).in_order


def test_the_digest_may_be_given_in_part(tmp_path: Path) -> None:
    digest = judged(genuine(), tmp_path).sha256
    assert digest is not None
    for wanted in (digest, digest[:16]):
        found = judged(genuine(), tmp_path, wanted)
        assert (found.findings, found.compared) == ((), True)
    (finding,) = judged(genuine(), tmp_path, "0" * 64).findings
    assert (finding.code, finding.file) == ("digest", MANIFEST)


def test_where_the_line_of_an_entry_is_known_it_is_said(tmp_path: Path) -> None:
    found = judged(TAMPERINGS["reviewed by another unit"][0](genuine()), tmp_path).findings
    finding = next(f for f in found if f.code == "authority")
    text = Forger(genuine()).text(finding.file).split("\n")
    assert text[finding.line - 1 :][:2][0] == "[[entries]]" or 'id = "xt5z6d"' in text[finding.line - 1]


def test_files_that_differ_from_the_manifest_are_not_judged_further(tmp_path: Path) -> None:
    found = judged(TAMPERINGS["a byte of a record"][0](genuine()), tmp_path).findings
    assert [f.code for f in found] == ["record-changed"]


def test_what_is_no_dossier_is_refused(tmp_path: Path) -> None:
    for name, data in {"a.pdf": b"%PDF-1.7", "empty.zip": b"", "short.zip": b"PK"}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(LedgerInvalid, match="it is not a dossier"):
            examine(tmp_path / name, pages)
    (tmp_path / "x.zip").write_bytes(Forger(genuine()).bytes.replace(b"manifest.json", b"manifesto.txt"))
    with pytest.raises(LedgerInvalid, match="it is not a dossier"):
        examine(tmp_path / "x.zip", pages)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(UsageProblem, match="cannot be read"):
            examine(path, pages)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "X.zip")
    with pytest.raises(UsageProblem, match="not a regular file"):
        examine(tmp_path / "X.zip", pages)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_either_end_of_the_calendar_causes_no_crash(day: str, tmp_path: Path) -> None:
    assert not judged(manifest(lambda m: m.update(day=day))(genuine()), tmp_path).in_order


def test_a_dossier_of_a_newer_yian_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerInvalid, match="newer yian"):
        judged(manifest(lambda m: m.update(version=2))(genuine()), tmp_path)


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"version": 1e400}', b'{"a":' * 50_000, b"\xff\xfe", b"nul"])
def test_a_malformed_manifest_is_a_finding(data: bytes, tmp_path: Path) -> None:
    forger = Forger(genuine())
    forger.files[MANIFEST] = data
    assert [f.code for f in judged(forger.bytes, tmp_path).findings] == ["malformed"]


def test_pages_of_another_yian_are_not_held_against_it(tmp_path: Path) -> None:
    forger = Forger(genuine())
    forger.manifest["written_by"] = "0.0.1"
    forger.files["dossier.html"] += b"another style"
    found = judged(forger.seal_files().bytes, tmp_path)
    assert found.in_order
    assert [(f.code, f.level, f.file) for f in found.findings] == [("page", Level.WARNING, "dossier.html")]
    assert __version__ in found.findings[0].message


def test_where_the_pages_cannot_be_written_that_is_said(tmp_path: Path) -> None:
    def missing(_story: object) -> dict[str, bytes]:
        raise UsageProblem("no library")

    (tmp_path / "x.zip").write_bytes(genuine())
    (finding,) = examine(tmp_path / "x.zip", missing).findings
    assert (finding.code, finding.level) == ("page", Level.WARNING)
    assert "no library" in finding.message


def test_a_history_with_merges_is_in_order(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    other = clone_of(repo)
    path = repo.open_one
    repo.recorded("zjj/liaison", lambda: progressed(repo, path, "甲组核验5个"))
    other.append(other.ref(path), "progressed", "zjj/liaison", note="乙组核验3个")
    other.commit("zjj/liaison")
    other.git("fetch", "--quiet", repo.root, "main")
    other.git("merge", "--quiet", "--no-edit", "FETCH_HEAD", status=1)
    resolve(other.ledger, lambda: None)
    other.commit()
    assert judged(packed(other), tmp_path).findings == ()
    unseen = [r["unseen"] for rows in Forger(packed(other)).manifest["judged"].values() for r in rows]
    assert any(unseen)


def test_an_officer_who_left_later_does_no_harm(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    repo.edit("orgs/jiwei/org.toml", 'id = "liaison"', 'id = "liaison"\nuntil = 2026-04-19')
    repo.on("2026-05-20")
    repo.commit("office/liaison")
    assert judged(packed(repo), tmp_path).findings == ()


def test_a_ledger_without_git_is_judged_by_today_and_warned_of_alone(full: Desk, tmp_path: Path) -> None:
    data = packed(full)  # type: ignore[arg-type]  # a desk without git is one, too
    assert judged(data, tmp_path).findings == ()
    forger = Forger(data)
    assert "commit" not in forger.manifest
    forger.edit(forger.closed, 'by = "office/liaison"', 'by = "czj/liaison"')
    found = judged(forger.seal().bytes, tmp_path)
    assert {(f.code, f.level) for f in found.findings} == {("authority", Level.WARNING)}


def test_a_public_dossier_is_whole_and_keeps_the_digests_of_what_it_leaves_out(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    whole, public = Forger(packed(repo)), Forger(packed(repo, public=True))
    assert set(public.files) == {MANIFEST, "dossier.docx", "dossier.html"}
    assert judged(public.bytes, tmp_path).findings == ()

    def kept(forger: Forger) -> set[tuple[str, int]]:
        return {(f["sha256"], f["size"]) for f in forger.manifest["files"] if f["role"] != "page"}

    assert kept(public) == kept(whole)
    text = json.dumps(public.manifest, ensure_ascii=False) + public.text("dossier.html").replace(note(), "")
    assert public.manifest["whole"] == dossier.digest(whole.files[MANIFEST])
    assert not any(hidden in text for hidden in ("records/", "notices", "督办", "rounds", "definitions/"))
    for secret in ("核验表", "5个变更先干后批", "zjj/jianguan", "现场核查", "政令意识", "已逐一核验"):
        assert secret in b"".join(whole.files.values()).decode(errors="replace")
        assert secret not in text


PUBLIC = {
    "a page": lambda f: f.edit("dossier.html", "closed", "voided"),
    "a digest that was kept": lambda f: f.manifest["files"][0].update(left_out=None) or f.write_manifest(),
    "a file that was left out": lambda f: f.files.update({"records/orgs/zjj/problems/aaaaaa.toml": b"x"}),
    "a page that is left out": lambda f: f.files.pop("dossier.docx"),
}


@pytest.mark.parametrize("name", PUBLIC)
def test_tampering_with_a_public_dossier_is_found(name: str, tmp_path: Path) -> None:
    forger = Forger(packed(county(tmp_path / "ledger"), public=True))
    PUBLIC[name](forger)
    assert not judged(forger.bytes, tmp_path).in_order


def test_the_digest_is_that_of_the_manifest(tmp_path: Path) -> None:
    assert judged(genuine(), tmp_path).sha256 == dossier.digest(Forger(genuine()).files[MANIFEST])


def test_a_dossier_of_one_problem_is_judged_without_the_others(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    for path in (repo.open_one, repo.closed_one):
        found = judged(packed(repo, Asked([repo.ref(path)])), tmp_path)
        assert found.findings == ()
        assert found.manifest is not None
        assert found.manifest.problems == (repo.ref(path),)
        assert found.manifest.day == dt.date(2026, 4, 20)


def matched(public: bytes, whole: bytes, folder: Path) -> Examined:
    for name, data in (("public.zip", public), ("whole.zip", whole)):
        (folder / name).write_bytes(data)
    return examine(folder / "public.zip", pages, None, folder / "whole.zip")


def test_a_public_dossier_is_that_of_the_whole(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    found = matched(packed(repo, public=True), packed(repo), tmp_path)
    assert (found.findings, found.matched) == ((), True)


def test_a_public_dossier_of_another_whole_is_found(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    public = packed(repo, public=True)
    one = packed(repo, Asked([repo.ref(repo.closed_one)]))
    assert {f.code for f in matched(public, one, tmp_path).findings} == {"other"}
    forged = UNFOUND["an opinion edited"](packed(repo))
    found = matched(public, forged, tmp_path)
    assert not found.in_order
    assert {f.code for f in found.findings} == {"other"}


def test_the_whole_is_judged_too(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    found = matched(packed(repo, public=True), TAMPERINGS["a byte of a record"][0](packed(repo)), tmp_path)
    assert (found.in_order, found.matched) == (False, False)
    assert all("complete dossier" in f.file for f in found.findings)


def test_only_a_public_dossier_is_compared_with_a_whole_one(tmp_path: Path) -> None:
    repo = county(tmp_path / "ledger")
    public, whole = packed(repo, public=True), packed(repo)
    for one, other in ((whole, whole), (public, public)):
        with pytest.raises(UsageProblem, match="--whole"):
            matched(one, other, tmp_path)
