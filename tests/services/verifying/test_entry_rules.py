"""The entries that a commit brings: what is honest is left alone."""

import datetime as dt
import re
from pathlib import Path

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER
from tests.services.forgeries import entries, rewrite
from tests.services.repositories import Repository
from tests.services.specimens import divided
from yiananlib.model.finding import Level
from yiananlib.model.vocabulary import LookBackResult, Verdict
from yiananlib.services.recording import close_out, rectify
from yiananlib.services.verifying.verify import verify
from yiananlib.store import kinds


def test_an_officer_who_was_added_counts_from_the_next_commit_on(repo: Repository) -> None:
    repo.edit("orgs/zjj/org.toml", "[[officers]]\n", '[[officers]]\nid = "neu"\npost = "新"\n\n[[officers]]\n')
    repo.commit(OFFICE)
    repo.append(repo.ref(repo.closed_one), "noted", "zjj/neu", note="到任")
    repo.commit("zjj/neu")
    assert repo.findings() == ()


def test_look_backs_returns_and_reopenings_are_honest(repo: Repository) -> None:
    ref, other = repo.ref(repo.closed_one), repo.ref(repo.open_one)
    repo.recorded(OFFICE, lambda: repo.on("2026-07-20").look_back(ref, LookBackResult.HELD))
    repo.recorded(OFFICE, lambda: repo.on("2026-07-21").look_back(ref, LookBackResult.SLIPPED))
    repo.recorded(LIAISON, lambda: repo.on("2026-07-22").measure(ref, "再改", due="2026-08-20"))
    repo.recorded(INSPECTOR, lambda: repo.review(other, Verdict.RETURN))
    repo.recorded(LIAISON, lambda: repo.done(other, content="补"))
    assert repo.findings() == ()


def test_a_waived_check_is_no_finding(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.append(ref, "noted", LIAISON, note="补记")
    repo.commit(LIAISON)
    repo.append(ref, "closed", INSPECTOR, sole=True, waived={"rule": "一事一议不立制度"})
    repo.commit(INSPECTOR)
    assert repo.findings() == ()


def test_a_waiver_of_the_pass_holds_for_the_close(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    repo.recorded(INSPECTOR, lambda: repo.review(ref, Verdict.RETURN))
    repo.recorded(LIAISON, lambda: repo.submit(ref, "乙十项", wider="", incomplete="同类问题待查"))
    repo.recorded(HEAD, lambda: repo.endorse(ref))
    repo.recorded(INSPECTOR, lambda: repo.review(ref, wider="全县仅此一处"))
    repo.recorded(OFFICE, lambda: repo.close(ref))
    assert repo.findings() == ()


def test_a_submission_that_says_it_is_incomplete_may_be(repo: Repository) -> None:
    repo.recorded(LIAISON, lambda: repo.problem(title="没有措施"))
    repo.recorded(LIAISON, lambda: repo.submit(repo.ref(repo._path("没有措施")), "丙", incomplete="措施未完"))
    assert repo.findings() == ()


def test_what_was_complete_when_it_was_submitted_stays_so_whatever_the_campaign_asks_later(repo: Repository) -> None:
    repo.recorded(LIAISON, lambda: repo.problem(title="轻微", severity="minor", field="none", **{"class": "immediate"}))
    ref = repo.ref(repo._path("轻微"))
    repo.recorded(LIAISON, lambda: repo.measure(ref))
    repo.recorded(LIAISON, lambda: repo.done(ref, content="丙"))
    repo.recorded(LIAISON, lambda: close_out.submit(repo.ledger, repo.context(), ref, effect="丙类办件全部补办"))
    repo.edit("yian.toml", "always = []", 'always = ["wider", "rule"]')
    repo.commit(OFFICE)
    assert repo.findings() == ()
    assert repo.state(ref).submission is not None


def test_a_gate_is_the_one_of_the_time(repo: Repository) -> None:
    repo.edit("yian.toml", "publicity = false", "publicity = true")
    repo.commit(OFFICE)
    assert repo.findings() == ()
    repo.append(repo.ref(repo.open_one), "closed", OFFICE)
    repo.commit(OFFICE)
    (found,) = repo.findings()
    assert (found.code, "publicity" in found.message) == ("gate", True)


def test_evidence_that_is_put_back_as_it_was_is_no_second_finding(repo: Repository) -> None:
    path = repo.evidence
    before = (repo.root / path).read_bytes()
    repo.write(path, "另一份")
    repo.commit(LIAISON)
    repo.write(path, before)
    repo.commit(LIAISON)
    assert repo.codes() == ["evidence-changed"]


def test_a_file_that_no_record_names_may_go(repo: Repository) -> None:
    repo.write("orgs/zjj/evidence/0000000000000000-a.pdf", "a")
    repo.commit(LIAISON)
    repo.write("orgs/zjj/evidence/0000000000000000-a.pdf", "b")
    repo.commit(LIAISON)
    (repo.root / "orgs/zjj/evidence/0000000000000000-a.pdf").unlink()
    repo.commit(LIAISON)
    assert repo.findings() == ()


def test_a_lapsed_officer_answers_for_nothing(repo: Repository) -> None:
    text = repo.text("orgs/zjj/rounds/2026-1.toml")
    block = text.rpartition("[[answers]]")[2].replace("zjj/liaison", "zjj/former").replace('id = "', 'id = "')
    name = block.partition('id = "')[2][:6]
    repo.write(
        "orgs/zjj/rounds/2026-1.toml", text + "\n[[answers]]" + block.replace(name, "zzzzzz").replace("p01", "p02")
    )
    repo.commit("zjj/former")
    assert repo.codes() == ["authority"]


def test_what_the_office_typed_for_others_is_honest(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    context = repo.context(OFFICE)._replace(for_=LIAISON)
    repo.recorded(OFFICE, lambda: rectify.note(repo.ledger, context, ref, "电话报来"))
    context = repo.context(OFFICE)._replace(for_=HEAD)
    repo.recorded(OFFICE, lambda: close_out.endorse(repo.ledger, context, ref, sheet=repo.paper("签认单.pdf")))
    repo.recorded(OFFICE, lambda: repo.close(ref))
    assert repo.findings() == ()


def test_the_sheet_that_was_signed_stays_as_it_was(repo: Repository) -> None:
    ref = repo.ref(repo.open_one)
    context = repo.context(OFFICE)._replace(for_=HEAD)
    sheet = repo.paper("签认单.pdf", "局长签字")
    repo.recorded(OFFICE, lambda: close_out.endorse(repo.ledger, context, ref, sheet=sheet))
    (path,) = (repo.root / "orgs/zjj/evidence").glob("*签认单.pdf")
    path.write_text("另一个人签字", encoding="utf-8")
    repo.commit(LIAISON)
    assert repo.codes() == ["evidence-changed"]


def test_judging_is_judged_by_the_officers_of_that_time(repo: Repository) -> None:
    """An address given later makes no earlier judgement wrong; plain `verify` warns of what is not committed."""
    for org, officer in (("zjj", "liaison"), ("jiwei", "liaison")):
        path = f"orgs/{org}/org.toml"
        repo.edit(path, f'id = "{officer}"', f'id = "{officer}"\nemail = "one@yunling.example"')
    repo.commit(OFFICE)
    assert repo.findings() == ()
    assert [f for f in verify(repo.ledger).findings if f.code == "own-work"] == []
    path = repo.closed_one
    repo.append(repo.ref(path), "reopened", INSPECTOR, reason="群众反映")
    (warned,) = [f for f in verify(repo.ledger).findings if f.code == "own-work"]
    assert (warned.file, warned.level) == (path, Level.WARNING)


def test_a_note_after_the_pass_does_not_hide_that_the_record_was_edited(repo: Repository) -> None:
    path = repo.open_one
    repo.append(repo.ref(path), "noted", LIAISON, note="补记")
    repo.commit(LIAISON)
    repo.edit(path, "5个变更先干后批", "1个变更先干后批")
    edited = repo.commit(LIAISON)
    repo.append(repo.ref(path), "closed", OFFICE)
    repo.commit(OFFICE)
    assert "stale-pass" in repo.codes(f"{edited}..HEAD")


def again(block: str, name: str, at: str = "") -> tuple[str, str]:
    """Return the block of an entry with another id, and at another time if one is given; and who made it."""
    found = re.sub(r'^id = ".{6}"$', f'id = "{name}"', block.rstrip("\n") + "\n", flags=re.MULTILINE)
    if at:
        found = re.sub(r"^at = .*$", f"at = {at}", found, flags=re.MULTILINE)
    return found, re.findall(r'^by = "(.*)"$', block, re.MULTILINE)[0]


@pytest.mark.parametrize("kind", kinds.MATTERS)
def test_a_move_that_the_table_does_not_allow_is_found_in_every_kind_of_matter(tmp_path: Path, kind: str) -> None:
    clerk = divided(tmp_path / "ledger")
    path = clerk.path(kind)
    blocks = entries(clerk, path)
    new, by = again(blocks[0], "zzzzzz", clerk.now.isoformat())
    rewrite(clerk, path, [*blocks, "\n" + new])
    begun_twice = clerk.commit(by)
    (found,) = clerk.findings()
    assert (found.code, found.file) == ("lifecycle", f"{begun_twice[:12]}:{path}")
    assert "zzzzzz" in found.message
    new, by = again(blocks[-1], "yyyyyy", clerk.now.isoformat())
    clerk.write(path, clerk.text(path) + "\n" + new)
    clerk.commit(by)
    assert [f.code for f in clerk.findings()] == ["lifecycle"]  # and is not told again of what comes after it


@pytest.mark.parametrize("kind", kinds.MATTERS)
def test_an_entry_put_before_older_ones_is_found_in_every_kind_of_matter(tmp_path: Path, kind: str) -> None:
    clerk = divided(tmp_path / "ledger")
    path = clerk.path(kind)
    blocks = entries(clerk, path)
    new, by = again(blocks[-1], "zzzzzz")
    rewrite(clerk, path, [*blocks[:-1], "\n" + new, *blocks[-1:]])
    inserted = clerk.commit(by)
    (found,) = clerk.findings()
    assert (found.code, found.file) == ("entry-inserted", f"{inserted[:12]}:{path}")


@pytest.mark.parametrize("kind", kinds.MATTERS)
def test_an_entry_by_one_who_may_not_is_found_in_every_kind_of_matter(tmp_path: Path, kind: str) -> None:
    clerk = divided(tmp_path / "ledger")
    path = clerk.path(kind)
    blocks = entries(clerk, path)
    new, _by = again(blocks[-1], "zzzzzz", clerk.now.isoformat())
    rewrite(clerk, path, [*blocks, "\n" + re.sub(r'^by = ".*"$', 'by = "czj/liaison"', new, flags=re.MULTILINE)])
    clerk.commit("czj/liaison")
    assert clerk.codes() == ["authority"]


def test_more_time_asked_for_than_the_campaign_allows_is_found(repo: Repository) -> None:
    refs: list[str] = []
    repo.recorded(LIAISON, lambda: refs.append(repo.problem(title="要延期")))
    until = repo.state(refs[0]).due + dt.timedelta(days=31)
    repo.append(refs[0], "extension-requested", LIAISON, until=until, reason="评审")
    repo.commit(LIAISON)
    assert repo.codes() == ["extension"]


def test_a_serial_number_that_another_record_has_already_is_found(repo: Repository) -> None:
    repo.append(repo.ref(repo.open_one), "numbered", OFFICE, number="2026-009")
    repo.commit(OFFICE)
    assert repo.findings() == ()
    repo.append(repo.ref(repo.closed_one), "numbered", OFFICE, number="2026-009")
    repo.commit(OFFICE)
    assert "duplicate" in repo.codes()


def test_who_answers_for_another_unit_or_is_not_asked_is_found(repo: Repository) -> None:
    refs: list[str] = []
    said = {"title": "变更先干后批多发", "symptom": "八家单位有十九项", "owner": OFFICE, "leader": OFFICE}
    repo.recorded(OFFICE, lambda: refs.append(repo.problem("office", OFFICE, **said)))
    repo.append(refs[0], "generalised", OFFICE, problems=[repo.ref(repo.open_one).partition("/")[2]], asked=["zjj"])
    repo.commit(OFFICE)
    repo.append(refs[0], "looked-wider", LIAISON, found=1, note="抽查31项")
    repo.commit(LIAISON)
    assert repo.findings() == ()
    repo.append(refs[0], "looked-wider", OFFICE, found=0, note="代答")
    repo.commit(OFFICE)
    assert repo.codes() == ["lifecycle", "authority"]
    repo.append(refs[0], "looked-wider", OTHER, found=0, note="未被要求")
    repo.commit(OTHER)
    assert repo.codes() == ["lifecycle", "authority", "lifecycle"]
