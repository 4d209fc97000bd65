"""Editing definitions: what is not valid is not kept, and what was typed is not lost."""

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.ledgers import Desk, tree
from yiananlib.errors import NoSuchRecord, NotAuthorised, UsageProblem, WriteFailed
from yiananlib.services.recording.define import Definition, Kept, Rejected, keep, keep_draft, open_definition


def opened(desk: Desk, what: str = "campaign", by: str = OFFICE) -> Definition:
    return open_definition(desk.ledger, desk.context(by), what)


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("campaign", "yian.toml"),
        ("yian.toml", "yian.toml"),
        ("checklist", "checklist.toml"),
        ("checklist.toml", "checklist.toml"),
        ("zjj", "orgs/zjj/org.toml"),
    ],
)
def test_a_definition_is_opened_by_its_name(desk: Desk, what: str, path: str) -> None:
    assert opened(desk, what) == Definition(path, (desk.root / path).read_text(encoding="utf-8"))


def test_the_calendar_is_opened_where_there_is_none_yet(desk: Desk) -> None:
    found = opened(desk, "calendar")
    assert (found.path, found.text) == ("calendar.toml", "")
    assert "[[years]]" in found.begun
    desk.write("calendar.toml", "schema = 1\n")
    assert opened(desk, "calendar.toml") == Definition("calendar.toml", "schema = 1\n")


@pytest.mark.parametrize("what", ["nowhere", "../yian", "", "orgs/zjj/org.toml", "x\x1b"])
def test_what_is_no_definition_is_refused(desk: Desk, what: str) -> None:
    with pytest.raises(
        NoSuchRecord, match="Give “campaign”, “checklist”, “calendar”, “allowed_signers”, an organization or a case"
    ):
        opened(desk, what)


def test_only_the_office_edits_definitions(desk: Desk) -> None:
    with pytest.raises(NotAuthorised, match="Only the office may change definitions"):
        opened(desk, by=LIAISON)


def test_anyone_may_mend_definitions_that_are_broken(desk: Desk) -> None:
    desk.edit("yian.toml", "schema = 1", "schema = one")
    assert opened(desk, by=LIAISON).path == "yian.toml"


def test_an_officer_whose_own_definition_is_broken_may_mend_it(desk: Desk) -> None:
    good = (desk.root / "orgs/zjj/org.toml").read_text(encoding="utf-8")
    desk.write("orgs/zjj/org.toml", good + "x = \n")
    before = opened(desk, "zjj", by=LIAISON)
    assert keep(desk.ledger, desk.context(LIAISON), before, good) == Kept("orgs/zjj/org.toml", None)


def test_a_definition_that_is_not_utf_8_is_not_opened(desk: Desk) -> None:
    desk.write("checklist.toml", "# 查一查\n".encode("gbk"))
    with pytest.raises(UsageProblem, match="it is not UTF-8 text"):
        opened(desk, "checklist")


def test_a_valid_change_is_kept_with_its_comments(desk: Desk) -> None:
    before = opened(desk)
    text = before.text.replace("yellow = 7", "yellow = 10") + "# 会议定的\n"
    assert keep(desk.ledger, desk.context(OFFICE), before, text) == Kept("yian.toml", None)
    assert (desk.root / "yian.toml").read_text(encoding="utf-8") == text
    assert desk.ledger.campaign().deadlines.yellow == 10


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("schema = 1", "schema = ", "toml", True),
        ("yellow = 7", "yelow = 7", "schema", True),
        ("disabled = []", 'disabled = ["nonsense"]', "schema", True),
        ("timezone = ", "timezone_ = ", "schema", True),
        ('key_fields = ["land"', 'key_fields = ["lnad"', "vocabulary", False),
    ],
)
def test_a_change_that_is_not_valid_is_rejected(desk: Desk, old: str, new: str, code: str, line: bool) -> None:
    before, bytes_before = opened(desk), tree(desk.root)
    answer = keep(desk.ledger, desk.context(OFFICE), before, before.text.replace(old, new))
    assert isinstance(answer, Rejected)
    assert [f.code for f in answer.findings] == [code]
    assert bool(answer.findings[0].line) is line
    assert tree(desk.root) == bytes_before


def test_a_change_that_would_break_a_record_is_rejected(desk: Desk) -> None:
    ref = desk.problem(kind="drifting")
    before = opened(desk)
    answer = keep(desk.ledger, desk.context(OFFICE), before, before.text.replace('drifting = "作风漂浮"\n', ""))
    assert isinstance(answer, Rejected)
    assert [(f.file, f.code) for f in answer.findings] == [(desk.file_of(ref), "vocabulary")]


def test_a_change_is_not_blamed_for_what_was_wrong_before(desk: Desk) -> None:
    desk.write("orgs/zjj/problems/aaaaaa.toml", "x = \n")
    before = opened(desk)
    assert isinstance(keep(desk.ledger, desk.context(OFFICE), before, before.text + "\n"), Kept)


def test_a_disabled_check_is_a_warning_and_is_kept(desk: Desk) -> None:
    before = opened(desk)
    text = before.text.replace("disabled = []", 'disabled = ["wider"]')
    assert isinstance(keep(desk.ledger, desk.context(OFFICE), before, text), Kept)


def test_an_officer_who_recorded_something_cannot_be_edited_away(desk: Desk) -> None:
    desk.problem()
    before = opened(desk, "zjj")
    text = before.text.replace('id = "liaison"', 'id = "other"')
    answer = keep(desk.ledger, desk.context(OFFICE), before, text)
    assert isinstance(answer, Rejected)
    assert {f.code for f in answer.findings} == {"authority"}


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    before = opened(desk)
    desk.edit("yian.toml", "yellow = 7", "yellow = 9")
    with desk.refuses(WriteFailed, r"yian\.toml: somebody else changed it in the meantime"):
        keep(desk.ledger, desk.context(OFFICE), before, before.text + "\n")


def test_drafts_are_kept_aside_one_after_the_other(desk: Desk) -> None:
    before = opened(desk, "zjj")
    paths = [keep_draft(desk.ledger, before, text) for text in ("一", "二")]
    assert paths == [".yian/drafts/001-orgs-zjj-org.toml", ".yian/drafts/002-orgs-zjj-org.toml"]
    assert [(desk.root / p).read_text(encoding="utf-8") for p in paths] == ["一", "二"]
