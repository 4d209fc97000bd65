"""Locked out: a change after which nobody of the office can act is refused by edit, by verify and at the door."""

import re
from collections.abc import Callable

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk, asked
from tests.services.repositories import Repository
from tests.services.signing import SigningOffice, needs_ssh_keygen, signing_office
from yiananlib.model.finding import Finding
from yiananlib.model.leniency import Eased, eased
from yiananlib.render import plain
from yiananlib.render.show import document
from yiananlib.services.reading.report import report
from yiananlib.services.recording.define import Kept, Rejected, keep, open_definition
from yiananlib.services.verifying.verify import verify

pytestmark = needs_ssh_keygen

Change = Callable[[str], str]


@pytest.fixture
def signing(repo: Repository) -> SigningOffice:
    return signing_office(repo.root.parent / "signing")


def emptied(_text: str) -> str:
    return ""


def office_left_out(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("office/"))


def wrapped(text: str) -> str:
    return re.sub(r"(?m)^(.{50})", r"\1\n", text)


def terms_ended(text: str) -> str:
    return re.sub(r'(?m)^(id = ".*")$', r"\1\nuntil = 2026-04-01", text)


def made_a_unit(text: str) -> str:
    return text.replace('function = "office"', 'function = "unit"')


KEYS: dict[str, Change] = {"emptied": emptied, "office left out": office_left_out, "wrapped": wrapped}
OFFICERS: dict[str, Change] = {"terms ended": terms_ended, "made a unit": made_a_unit}


def told(desk: Desk, day: str = "2026-04-20") -> list[Finding]:
    return [f for f in verify(desk.ledger, desk.on(day).now.date()).findings if f.code == "locked-out"]


def edit(desk: Desk, what: str, change: Change) -> Kept | Rejected:
    before = open_definition(desk.ledger, desk.context(OFFICE), what)
    after = change(before.text)
    assert after != before.text
    return keep(desk.ledger, desk.context(OFFICE), before, after)


@pytest.mark.parametrize("name", KEYS)
def test_keys_without_which_nobody_of_the_office_signs_are_kept_nowhere(signing: SigningOffice, name: str) -> None:
    answer = edit(signing, "allowed_signers", KEYS[name])
    assert isinstance(answer, Rejected)
    assert "locked-out" in {f.code for f in answer.findings}
    signing.write("allowed_signers", KEYS[name](signing.text("allowed_signers")))
    assert told(signing)
    signing.signed(OFFICE)
    assert "locked-out" in signing.codes()


@pytest.mark.parametrize("name", OFFICERS)
def test_officer_changes_that_leave_nobody_to_sign_are_refused(repo: Repository, name: str) -> None:
    answer = edit(repo, "office", OFFICERS[name])
    assert isinstance(answer, Rejected)
    assert [f.code for f in answer.findings] == ["locked-out"]
    repo.write("orgs/office/org.toml", OFFICERS[name](repo.text("orgs/office/org.toml")))
    repo.commit(OFFICE)
    assert "locked-out" in repo.codes()


def test_signatures_cannot_be_demanded_before_the_office_has_a_key(repo: Repository) -> None:
    assert isinstance(edit(repo, "campaign", lambda text: text.replace("signed = false", "signed = true")), Rejected)
    repo.edit("yian.toml", "signed = false", "signed = true")
    (found,) = told(repo)
    assert "docs/git.md" in found.remedy
    repo.commit(OFFICE)
    assert repo.codes() == ["locked-out"]


def test_the_office_writes_its_keys_and_then_demands_signatures(repo: Repository) -> None:
    office = SigningOffice(repo.root)
    office.now = repo.now
    assert isinstance(edit(office, "allowed_signers", lambda _text: office.line(OFFICE)), Kept)
    assert isinstance(edit(office, "campaign", lambda text: text.replace("signed = false", "signed = true")), Kept)
    assert told(office) == []


def test_two_changes_that_each_leave_somebody_lock_out_where_they_are_merged(signing: SigningOffice) -> None:
    both = signing.text("allowed_signers") + signing.line("office/head")
    signing.write("allowed_signers", both)
    signing.edit("orgs/office/org.toml", "[[officers]]", '[[officers]]\nid = "head"\npost = "主任"\n\n[[officers]]')
    signing.signed(OFFICE)
    signing.git("branch", "side")
    lines = both.splitlines(keepends=True)
    signing.write("allowed_signers", "".join(line for line in lines if not line.startswith("office/head")))
    signing.signed(OFFICE)
    signing.git("checkout", "--quiet", "side")
    signing.write("allowed_signers", "".join(line for line in lines if not line.startswith(OFFICE)))
    signing.signed(OFFICE)
    assert signing.findings() == ()
    signing.git("checkout", "--quiet", "main")
    signing.git("merge", "--quiet", "--no-commit", "--no-ff", "-s", "ours", "side")
    signing.write("allowed_signers", office_left_out(both))
    signing.signed(INSPECTOR)
    assert "locked-out" in signing.codes()


def test_a_line_that_says_nothing_is_found(signing: SigningOffice) -> None:
    signing.write("allowed_signers", signing.text("allowed_signers") + "zjj/jianguan\n")
    (found,) = verify(signing.ledger).findings
    assert (found.file, found.line, found.code) == ("allowed_signers", 5, "unreadable")
    signing.signed(OFFICE)
    assert signing.codes() == ["unreadable"]


def test_a_key_that_ran_out_locks_out_on_its_day(signing: SigningOffice) -> None:
    line = signing.line(OFFICE).replace(" ssh-", ' valid-before="20260501" ssh-')
    signing.write("allowed_signers", office_left_out(signing.text("allowed_signers")) + line)
    assert (told(signing, "2026-04-30"), bool(told(signing, "2026-05-01"))) == ([], True)


# signatures that were given up


GIVEN_UP = {"signed = true": "signed = false\nunsigned_since = 2026-04-20"}


def test_giving_up_signatures_says_since_when_as_long_as_it_lasts(signing: SigningOffice) -> None:
    answer = edit(signing, "campaign", lambda text: text.replace("signed = true", "signed = false"))
    assert isinstance(answer, Rejected)
    assert "unsigned_since" in answer.findings[0].remedy
    for old, new in GIVEN_UP.items():
        signing.edit("yian.toml", old, new)
    signing.signed(OFFICE)
    assert signing.findings() == ()
    assert [f.code for f in verify(signing.ledger).findings] == ["asks-less"]
    for new in ("", "unsigned_since = 2026-04-21"):
        signing.edit("yian.toml", "unsigned_since = 2026-04-20", new)
        signing.commit(OFFICE)
        assert signing.codes() == ["definition"]
        signing.git("reset", "--quiet", "--hard", "HEAD~1")


def test_every_report_says_that_signatures_were_given_up(signing: SigningOffice) -> None:
    for old, new in GIVEN_UP.items():
        signing.edit("yian.toml", old, new)
    given_up = Eased("git.unsigned_since", "2026-04-20", "—")
    assert eased(signing.ledger.campaign()) == (given_up,)
    told = asked(signing.ledger, lambda index: report(index, signing.now.date()))
    assert "no signatures" in plain.text(document(told))


# the way back


def test_the_commit_that_lets_the_office_in_again_is_vouched_for_from_outside(signing: SigningOffice) -> None:
    keys = signing.text("allowed_signers")
    signing.write("allowed_signers", "")
    signing.signed(OFFICE)
    before = signing.git("rev-parse", "HEAD")
    assert signing.codes() == ["locked-out"]
    signing.write("allowed_signers", keys)
    mended = signing.signed(OFFICE)
    assert "signature" in signing.codes(f"{before}..")
    for by in (OFFICE, LIAISON, HEAD):
        signing.append(signing.ref(signing.closed_one), "noted", by, note="照常")
        signing.signed(by)
    vouched = signing.vouched(mended, f"{before}..")
    assert (vouched.in_order, [f.code for f in vouched.findings]) == (True, ["signature"])
    assert signing.codes(f"{mended}..") == []
