"""What `verify` holds against records: a test for each finding, its fault made by editing files."""

import datetime as dt
import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, PARENT, make_orgs
from tests.services.found import findings, line_of, only
from tests.services.ledgers import NOTED, Desk
from tests.services.noticing import issue, reply, settle
from yiananlib.model import authority
from yiananlib.model.finding import Finding, Level
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.model.vocabulary import LookBackResult, Verdict
from yiananlib.services.recording import close_out, rectify
from yiananlib.services.verifying import checks
from yiananlib.services.verifying import verify as verify_module
from yiananlib.services.verifying.ground import Ground
from yiananlib.store import codec
from yiananlib.store.ledger import Ledger

# the campaign and the checklist


def test_a_vocabulary_that_is_empty_is_found(desk: Desk) -> None:
    text = (desk.root / "yian.toml").read_text(encoding="utf-8")
    desk.write("yian.toml", re.sub(r"\[vocabulary\.trigger\]\n(.+\n)+", "", text))
    assert (only(desk).file, only(desk).code) == ("yian.toml", "vocabulary")


def test_the_level_work_is_needed(desk: Desk) -> None:
    desk.edit("yian.toml", 'work = "工作短板"\n', "")
    assert (only(desk).code, "“work”" in only(desk).message) == ("vocabulary", True)


def test_a_key_field_is_a_word_of_the_vocabulary(desk: Desk) -> None:
    desk.edit("yian.toml", 'key_fields = ["land"', 'key_fields = ["lnad"')
    errors = [f.message for f in findings(desk) if f.level is Level.ERROR]
    assert len(errors) == 1
    assert "“lnad”" in errors[0]


def test_what_asks_less_than_the_template_is_a_warning(desk: Desk) -> None:
    desk.edit("yian.toml", "disabled = []", 'disabled = ["wider"]')
    assert (only(desk).code, only(desk).level) == ("asks-less", Level.WARNING)


def test_a_prompt_has_an_aspect_of_the_vocabulary(desk: Desk) -> None:
    desk.edit("yian.toml", 'belief = "理想信念"\n', "")
    assert {(f.file, f.code) for f in findings(desk)} == {("checklist.toml", "vocabulary")}


def test_without_a_campaign_the_rest_is_still_looked_at(full: Desk) -> None:
    full.write("yian.toml", "x = ")
    full.write("orgs/zjj/stray.toml", "")
    assert [f.code for f in findings(full)] == ["stray", "toml"]


# organizations


def test_a_parent_is_an_organization(desk: Desk) -> None:
    desk.edit("orgs/czj/org.toml", 'parent = "gov"', 'parent = "nowhere"')
    assert (only(desk).file, only(desk).code) == ("orgs/czj/org.toml", "reference")


def test_no_organization_stands_above_itself(desk: Desk) -> None:
    desk.edit("orgs/gov/org.toml", 'name = "县政府"', 'name = "县政府"\nparent = "zjj"')
    assert {f.message for f in findings(desk)} == {"it is above itself"}
    desk.edit("orgs/czj/org.toml", 'parent = "gov"', 'parent = "czj"')
    assert "orgs/czj/org.toml" in {f.file for f in findings(desk)}


def test_organizations_differ_in_more_than_case(desk: Desk) -> None:
    desk.write("orgs/ZJJ/org.toml", (desk.root / "orgs/czj/org.toml").read_bytes())
    assert [(f.code, f.file) for f in findings(desk)] == [("twin", "orgs/zjj"), ("duplicate", "orgs/zjj/org.toml")]


def test_an_officer_is_there_once(desk: Desk) -> None:
    desk.edit("orgs/czj/org.toml", 'id = "head"', 'id = "liaison"')
    assert (only(desk).code, only(desk).file) == ("duplicate", "orgs/czj/org.toml")


def test_an_address_of_two_officers_of_one_organization_is_a_shared_mailbox(desk: Desk) -> None:
    for officer in ("head", "liaison"):
        desk.edit("orgs/zjj/org.toml", f'id = "{officer}"', f'id = "{officer}"\nemail = "{officer}@x.example"')
    assert findings(desk) == ()
    desk.edit("orgs/zjj/org.toml", "liaison@x.example", "Head@x.example")
    assert (only(desk).code, only(desk).level) == ("address", Level.WARNING)
    assert "shared mailbox" in only(desk).message


def test_one_person_may_hold_posts_in_two_organizations(desk: Desk) -> None:
    for org in ("czj", "gov"):
        desk.edit(f"orgs/{org}/org.toml", 'id = "liaison"', 'id = "liaison"\nemail = "one@x.example"')
    assert findings(desk) == ()


# rounds

ROUND = "orgs/zjj/rounds/2026-1.toml"


@pytest.mark.parametrize(
    ("old", "new", "code", "text"),
    [
        ('"head"', '"nobody"', "reference", None),
        ('prompt = "p01"', 'prompt = "p99"', "reference", "[[answers]]"),
        ('subject = "team"', 'subject = "deputy-1"', "reference", "[[answers]]"),
        ('by = "zjj/liaison"', 'by = "czj/liaison"', "authority", "[[answers]]"),
        ('by = "zjj/liaison"', 'by = "zjj/nobody"', "authority", "[[answers]]"),
        ('by = "zjj/liaison"', 'by = "zjj/former"', "authority", "[[answers]]"),
        ('answer = "clear"', 'answer = "problem"\nproblem = "000000"', "reference", "[[answers]]"),
    ],
)
def test_an_answer_that_cannot_be_is_found(full: Desk, old: str, new: str, code: str, text: str | None) -> None:
    full.edit(ROUND, old, new)
    assert (only(full).file, only(full).code) == (ROUND, code)
    assert only(full).line == (line_of(full, ROUND, text) if text else 0)


def test_two_answers_have_two_ids(full: Desk) -> None:
    data = (full.root / ROUND).read_text(encoding="utf-8")
    answer = data[data.index("[[answers]]") :]
    full.write(ROUND, data + "\n" + answer)
    assert (only(full).code, only(full).line) == ("duplicate", data.count("\n") + 2)


def test_a_problem_of_another_organization_is_no_answer(full: Desk) -> None:
    ref = full.problem("czj", by=OFFICE, leader="zjj/head", owner="zjj/head")
    name = ref.partition("/")[2]
    full.edit(ROUND, 'answer = "clear"', f'answer = "problem"\nproblem = "{name}"')
    assert only(full).code == "reference"


# problems


def check(desk: Desk, ref: str, *codes: str) -> Finding:
    found = findings(desk)
    assert [f.code for f in found] == list(codes)
    assert found[0].file == desk.file_of(ref)
    return found[0]


def test_a_problem_lies_with_an_organization(desk: Desk) -> None:
    ref = desk.problem()
    data = (desk.root / desk.file_of(ref)).read_bytes()
    name = ref.partition("/")[2]
    (desk.root / desk.file_of(ref)).unlink()
    desk.write(f"orgs/new/problems/{name}.toml", data)
    assert check(desk, f"new/{name}", "reference", "authority").line == 0


def test_a_problem_has_entries(desk: Desk) -> None:
    ref = desk.problem()
    text = (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")
    desk.write(desk.file_of(ref), text[: text.index("[[entries]]")])
    assert check(desk, ref, "lifecycle").line == 0


def test_an_entry_that_may_not_follow_is_found_at_its_line(desk: Desk) -> None:
    ref = desk.problem()
    desk.append(ref, "closed")
    found = check(desk, ref, "lifecycle")
    text = (desk.root / desk.file_of(ref)).read_text(encoding="utf-8").split("\n")
    assert text[found.line - 1] == "[[entries]]"
    assert 'kind = "closed"' in text[found.line :]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ('kind = "undelivered"', 'kind = "nothing"', 'kind = "nothing"'),
        ('field = "tender"', 'field = "nothing"', 'field = "nothing"'),
        ('source = "self_check"', 'source = "nothing"', 'source = "nothing"'),
        ('    "political",', '    "nothing",', "level = ["),
    ],
)
def test_a_word_is_in_its_vocabulary(desk: Desk, old: str, new: str, text: str) -> None:
    ref = desk.problem()
    desk.edit(desk.file_of(ref), old, new)
    found = check(desk, ref, "vocabulary")
    assert found.line == line_of(desk, desk.file_of(ref), text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('leader = "zjj/deputy-1"', 'leader = "zjj/nobody"'),
        ('owner = "zjj/jianguan"', 'owner = "nowhere/head"'),
        ('prompt = "p07"', 'prompt = "p99"'),
    ],
)
def test_what_a_problem_names_is_there(desk: Desk, old: str, new: str) -> None:
    ref = desk.problem(prompt="p07")
    desk.edit(desk.file_of(ref), old, new)
    assert check(desk, ref, "reference").line == line_of(desk, desk.file_of(ref), new)


def test_a_supporting_unit_is_there(desk: Desk) -> None:
    ref = desk.problem(support=["czj"])
    desk.edit(desk.file_of(ref), '"czj"', '"nowhere"')
    assert check(desk, ref, "reference").line == line_of(desk, desk.file_of(ref), "support")


def test_linked_work_is_in_the_vocabulary(desk: Desk) -> None:
    ref = desk.problem(linked=["investment"])
    desk.edit(desk.file_of(ref), '"investment"', '"prayer"')
    found = check(desk, ref, "vocabulary")
    assert found.line == line_of(desk, desk.file_of(ref), "linked")
    assert found.message == "“prayer” is not in the vocabulary “linked_work”"


def test_a_reason_of_a_return_is_in_its_vocabulary(desk: Desk) -> None:
    ref = desk.submitted()
    close_out.review(desk.ledger, desk.context(OFFICE), ref, Verdict.RETURN, opinion="核查", why=["paper"])
    assert findings(desk) == ()
    desk.edit(desk.file_of(ref), '"paper"', '"prayer"')
    assert check(desk, ref, "vocabulary").message == "“prayer” is not in the vocabulary “return_reason”"


def test_a_tag_is_in_its_vocabulary(desk: Desk) -> None:
    ref = desk.problem(tags=["four_winds/formalism"])
    assert findings(desk) == ()
    desk.edit(desk.file_of(ref), '"four_winds/formalism"', '"four_winds/prayer"')
    found = check(desk, ref, "vocabulary")
    assert found.line == line_of(desk, desk.file_of(ref), "tags")
    assert found.message == "“four_winds/prayer” is not a tag of this campaign"


def test_a_campaign_without_words_for_linked_work_is_in_order(desk: Desk) -> None:
    head, _mark, _tail = (desk.root / "yian.toml").read_text(encoding="utf-8").partition("[vocabulary.linked_work]")
    desk.write("yian.toml", head)
    assert findings(desk) == ()


def test_the_owner_of_a_measure_is_there(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    text = (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")
    head, _mark, tail = text.rpartition('owner = "zjj/jianguan"')
    desk.write(desk.file_of(ref), head + 'owner = "zjj/nobody"' + tail)
    assert check(desk, ref, "reference").line == line_of(desk, desk.file_of(ref), "zjj/nobody")


def test_an_entry_of_one_who_may_not_is_found(desk: Desk) -> None:
    ref = desk.problem()
    desk.append(ref, "numbered", by=LIAISON, number="2026-001")
    assert (
        desk.root.joinpath(desk.file_of(ref))
        .read_text(encoding="utf-8")
        .split("\n")[check(desk, ref, "authority").line - 1]
        == "[[entries]]"
    )


def test_an_entry_of_one_out_of_office_is_found(desk: Desk) -> None:
    ref = desk.problem()
    desk.append(ref, "noted", by="zjj/former", note="电话提醒")
    check(desk, ref, "authority")


def test_what_a_review_had_seen_is_unchanged(full: Desk) -> None:
    ref = full.passed(title="第三个问题", effect="三季度零补办")
    full.edit(full.file_of(ref), "零补办", "少补办")
    assert "stale-pass" in {f.code for f in findings(full)}


def test_what_came_in_before_a_pass_after_the_close_is_to_be_acknowledged(desk: Desk) -> None:
    ref = desk.closed()
    path = desk.file_of(ref)
    text = (desk.root / path).read_text(encoding="utf-8")
    at = text.index('kind = "reviewed"')
    at = text.rindex("[[entries]]", 0, at)
    late = "[[entries]]\n" + NOTED + "\n"
    desk.write(path, text[:at] + late + text[at:])
    found = check(desk, ref, "unseen")
    assert found.line == line_of(desk, path, "zzzzzz") - 1
    close_out.look_back(desk.ledger, desk.context(OFFICE), ref, LookBackResult.HELD, "已看")
    assert findings(desk) == ()


@pytest.mark.parametrize(("content", "code"), [(None, "evidence-missing"), ("换过", "evidence-changed")])
def test_evidence_is_there_and_unchanged(full: Desk, content: str | None, code: str) -> None:
    (path,) = (full.root / "orgs/zjj/evidence").iterdir()
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    found = only(full)
    assert found.code == code
    assert path.name in found.message
    assert found.file == (f"orgs/zjj/evidence/{path.name}" if content else found.file)
    assert bool(found.line) is (content is None)


def test_evidence_that_no_record_names_is_a_warning(full: Desk) -> None:
    full.write("orgs/zjj/evidence/0123456789abcdef-x.pdf", "x")
    assert (only(full).code, only(full).level) == ("unused", Level.WARNING)


def test_an_id_is_used_once_in_the_campaign(desk: Desk) -> None:
    ref = desk.problem()
    name = ref.partition("/")[2]
    data = (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")
    desk.write(f"orgs/czj/problems/{name}.toml", data.replace('by = "zjj/liaison"', 'by = "czj/liaison"'))
    assert only(desk).code == "duplicate"


def test_a_serial_number_is_used_once(desk: Desk) -> None:
    first, second = sorted([desk.problem(), desk.problem(title="另一个")])
    desk.append(first, "numbered", number="2026-001")
    assert findings(desk) == ()
    desk.append(second, "numbered", number="2026-001")
    found = check(desk, second, "duplicate")
    assert found.line == line_of(desk, desk.file_of(second), 'kind = "numbered"') - 4
    assert "void one of them" in found.remedy


@pytest.mark.parametrize("number", ["2026-001", "2026-002"])
def test_a_problem_keeps_its_serial_number(desk: Desk, number: str) -> None:
    ref = desk.problem()
    desk.append(ref, "numbered", number="2026-001")
    desk.append(ref, "numbered", number=number)
    assert "already has the serial number 2026-001" in check(desk, ref, "lifecycle").message


@pytest.mark.parametrize("number", ["2026-17", "2026-0017", "2026-000", "2026-1234567", "026-017"])
def test_a_serial_number_is_written_in_one_way(desk: Desk, number: str) -> None:
    ref = desk.problem()
    desk.append(ref, "numbered", number="2026-017")
    desk.edit(desk.file_of(ref), "2026-017", number)
    assert check(desk, ref, "schema").line == line_of(desk, desk.file_of(ref), number)


def granted(desk: Desk, ref: str, until: str) -> None:
    day = dt.date.fromisoformat(until)
    request = desk.append(ref, "extension-requested", by=LIAISON, until=day, reason="评审")
    desk.append(ref, "extension-granted", request=request, until=day)


def test_more_time_than_the_campaign_allows_today_is_a_warning(desk: Desk) -> None:
    ref = desk.problem()
    granted(desk, ref, "2026-07-15")
    granted(desk, ref, "2026-08-14")
    assert findings(desk) == ()
    desk.edit("yian.toml", "extension_days = 30", "extension_days = 29")
    assert [(f.code, f.level) for f in findings(desk)] == [("extension", Level.WARNING)] * 2
    desk.edit("yian.toml", "extension_days = 29", "extension_days = 30")
    granted(desk, ref, "2026-08-20")
    assert only(desk).message == "extensions granted so far: 2; the campaign allows 2"


def test_more_time_than_was_asked_for_is_found(desk: Desk) -> None:
    ref = desk.problem()
    request = desk.append(ref, "extension-requested", by=LIAISON, until=dt.date(2026, 7, 1), reason="评审")
    desk.append(ref, "extension-granted", request=request, until=dt.date(2026, 7, 2))
    check(desk, ref, "lifecycle")


def test_a_trigger_is_a_word_of_the_vocabulary(desk: Desk) -> None:
    ref = desk.problem()
    desk.append(ref, "held-accountable", trigger="ineffective", count=1, note="约谈")
    assert findings(desk) == ()
    desk.append(ref, "held-accountable", trigger="mood", count=1, note="约谈")
    assert check(desk, ref, "vocabulary").line == line_of(desk, desk.file_of(ref), '"mood"')


def test_the_same_effect_twice_is_a_warning(desk: Desk) -> None:
    desk.closed()
    second = desk.closed(title="另一个", effect="三季度零补办")
    text = (desk.root / desk.file_of(second)).read_text(encoding="utf-8")
    desk.write(desk.file_of(second), text.replace("三季度零补办", "二季度12个项目，零补办"))
    found = {f.code: f.level for f in findings(desk)}
    assert found["same-effect"] is Level.WARNING
    assert set(found) == {"same-effect", "stale-pass"}


def test_a_close_that_the_rules_refuse_states_no_effect(desk: Desk) -> None:
    desk.closed()
    second = desk.submitted(title="另一个", effect="三季度零补办")
    desk.append(second, "closed")
    text = (desk.root / desk.file_of(second)).read_text(encoding="utf-8")
    desk.write(desk.file_of(second), text.replace("三季度零补办", "二季度12个项目零补办"))
    assert {f.code for f in findings(desk)} == {"lifecycle"}


def test_a_close_that_the_gate_would_have_refused_is_found(desk: Desk) -> None:
    ref = desk.closed()
    path = desk.file_of(ref)
    text = (desk.root / path).read_text(encoding="utf-8")
    desk.write(path, re.sub(r"^rule = .*\n", "", text, flags=re.MULTILINE))
    found = {f.code: f.message for f in findings(desk)}
    assert set(found) == {"gate", "stale-pass"}
    assert "rule" in found["gate"]


def test_times_that_run_back_are_found(desk: Desk) -> None:
    ref = desk.problem()
    desk.now -= dt.timedelta(minutes=11)
    desk.append(ref, "noted", note="昨天")
    check(desk, ref, "lifecycle")


def test_a_review_by_the_submitter_that_was_merged_in_is_found(desk: Desk) -> None:
    ref = desk.problem()
    close_out.submit(desk.ledger, desk.context(OFFICE), ref, effect="零补办", incomplete="措施未完")
    close_out.review(desk.ledger, desk.context(INSPECTOR), ref, Verdict.RETURN, opinion="不实")
    desk.edit(desk.file_of(ref), f'by = "{INSPECTOR}"', f'by = "{OFFICE}"')
    found = check(desk, ref, "own-work")
    assert (found.level, "县促改办职务 liaison (office/liaison) submitted this problem" in found.message) == (
        Level.WARNING,
        True,
    )


def test_a_close_by_who_passed_is_asked_about(desk: Desk) -> None:
    ref = desk.closed()
    desk.edit(desk.file_of(ref), f'by = "{INSPECTOR}"', f'by = "{OFFICE}"')
    assert {f.code for f in findings(desk)} == {"own-work"}


def test_a_notice_settled_by_who_answered_it_is_asked_about(desk: Desk) -> None:
    ref = issue(desk)
    reply(desk, ref, by=LIAISON)
    settle(desk, ref)
    for org, officer in (("zjj", "liaison"), ("jiwei", "liaison")):
        path = f"orgs/{org}/org.toml"
        desk.edit(path, f'id = "{officer}"', f'id = "{officer}"\nemail = "one@x.example"')
    (found,) = findings(desk)
    assert (found.code, found.level) == ("own-work", Level.WARNING)


@pytest.mark.parametrize(("old", "new", "code"), [("wider", "举一反三", "wider"), ("rule", "办法修订", "rule")])
def test_a_close_written_by_hand_is_held_to_the_gate(desk: Desk, old: str, new: str, code: str) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.done(ref)
    desk.endorse(ref)
    said: dict[str, Any] = {old: new}
    close_out.submit(desk.ledger, desk.context(), ref, effect="零补办", incomplete="先报主体", **said)
    desk.review(ref)
    assert isinstance(desk.close(ref), close_out.GateUnmet)
    desk.append(ref, "closed")
    found = check(desk, ref, "gate")
    assert ({"wider": "rule", "rule": "wider"}[code]) in found.message


def test_what_an_amendment_names_is_there(desk: Desk) -> None:
    ref = desk.problem()
    rectify.amend(desk.ledger, desk.context(), ref, {"owner": "czj/head", "kind": "drifting"}, "更正")
    assert findings(desk) == ()
    desk.edit("yian.toml", 'drifting = "作风漂浮"\n', "")
    desk.edit("orgs/czj/org.toml", 'id = "head"', 'id = "other"')
    assert {f.code for f in findings(desk)} == {"vocabulary", "reference"}


@given(strategies.problems(), st.sampled_from([OFFICE, INSPECTOR, LIAISON, HEAD, "zjj/former", "nowhere/head"]))
def test_authority_that_rests_on_the_post_alone_ignores_the_record(problem: Problem, by: str) -> None:
    """What is remembered of an entry's author holds for every record of the unit, on every day of the office."""
    orgs = make_orgs()
    ground = Ground(Ledger(Path("nowhere")), orgs=orgs)
    empty = fold(Problem("zjj", problem.head, ()))
    for n, entry in enumerate(problem.entries):
        state = fold(Problem("zjj", problem.head, problem.entries[:n]))
        if entry.kind in checks._BY_POST_ALONE:
            own = entry.model_copy(update={"by": by})
            said = authority.unauthorised(own, state, orgs)
            assert authority.unauthorised(own, empty, orgs) == said
            if ground.unlimited.get(by):
                later = own.model_copy(update={"at": own.at + dt.timedelta(days=4000)})
                assert authority.unauthorised(later, state, orgs) == said


def test_the_officers_are_those_that_authority_knows() -> None:
    orgs = make_orgs()
    ground = Ground(Ledger(Path("nowhere")), orgs=orgs)
    assert all(authority.actor(ref, orgs) is not None for ref in ground.unlimited)
    assert len(ground.unlimited) == sum(len(org.officers) for org in orgs.values())
    assert {ref for ref, always in ground.unlimited.items() if not always} == {"zjj/former", "zjj/future"}


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ("due = 2026-06-15", "due = 2026-03-11", Level.ERROR),
        ("due = 2026-06-15", "due = 0001-01-01", Level.ERROR),
        ("found = 2026-03-12", "found = 2026-03-13", Level.ERROR),
        ("due = 2026-06-15", "due = 2062-06-15", Level.WARNING),
    ],
)
def test_a_problem_s_days_that_cannot_be_are_found_until_it_is_voided(
    desk: Desk, old: str, new: str, level: Level
) -> None:
    ref = desk.problem()
    desk.edit(desk.file_of(ref), old, new)
    assert (only(desk).code, only(desk).level) == ("deadline", level)
    desk.append(ref, "voided", reason="日期填错")
    assert findings(desk) == ()


def test_a_measure_due_after_its_problem_is_a_warning(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.edit(desk.file_of(ref), "due = 2026-05-20", "due = 2026-06-16")
    assert (only(desk).code, only(desk).level) == ("deadline", Level.WARNING)


def test_the_day_of_a_notice_that_cannot_be_is_a_warning(desk: Desk) -> None:
    ref = issue(desk)
    org, _slash, name = ref.partition("/")
    desk.edit(f"orgs/{org}/notices/{name}.toml", "due = 2026-03-20", "due = 2062-07-20")
    assert (only(desk).code, only(desk).level) == ("deadline", Level.WARNING)


def test_waivers_written_by_hand_are_a_warning(desk: Desk) -> None:
    ref = desk.passed()
    desk.append(ref, "closed", waived=dict.fromkeys(("triad", "rule", "wider"), "无"))
    assert (only(desk).code, only(desk).level) == ("waiver", Level.WARNING)


def test_a_unit_without_a_head_or_a_liaison_in_office_is_a_warning(desk: Desk) -> None:
    def vacant(day: dt.date | None = None) -> list[str]:
        found = verify_module.verify(desk.ledger, day).findings
        return [f.file for f in found if (f.code, f.level) == ("vacant", Level.WARNING)]

    assert vacant() == []  # gov has no head, and nothing but units below it
    desk.edit("orgs/zjj/org.toml", 'role = "head"', 'role = "head"\nuntil = 2026-03-11')
    assert vacant(dt.date(2026, 3, 12)) == ["orgs/zjj/org.toml"]
    assert vacant(dt.date(2026, 3, 11)) == vacant() == []
    desk.edit("orgs/zjj/org.toml", 'role = "head"', 'role = "deputy"')
    desk.edit("orgs/czj/org.toml", 'role = "liaison"', 'role = "staff"')
    said = [f.message for f in findings(desk) if f.code == "vacant"]
    assert said == [
        "财政局 (czj) has nobody in office as liaison",
        "住建局 (zjj) has nobody in office as head",
    ]


def test_a_parent_organization_needs_a_head_once_it_has_problems_of_its_own(desk: Desk) -> None:
    desk.problem(org="gov", by=PARENT, leader="liaison", owner="liaison")
    (one,) = findings(desk)
    assert (one.code, one.file) == ("vacant", "orgs/gov/org.toml")
    assert "yian add-officer gov OFFICER --post POST --role head" in one.remedy


def test_every_code_of_a_finding_is_provoked() -> None:
    """Each code stands in a test of this folder, as what some edited file leads to."""
    sources = [inspect.getsource(module) for module in (checks, verify_module, codec)]
    said = set(re.findall(r'(?:finding|Fault|_say)\(\s*(?:[^"]{0,60}?)"([a-z][a-z-]+)"', "\n".join(sources)))
    here = "".join(p.read_text(encoding="utf-8") for p in Path(__file__).parent.glob("test_*.py"))
    assert len(said) > 12
    assert {code for code in said - {"entries", "answers"} if f'"{code}"' not in here} == set()


def test_retracting_one_s_own_entry_permits_no_retraction_of_another_s(desk: Desk) -> None:
    ref = desk.problem()
    own = desk.append(ref, "planned", LIAISON, number=1, text="修订办法", owner=LIAISON, due=dt.date(2026, 5, 20))
    other = desk.append(ref, "planned", OFFICE, number=2, text="公开结果", owner=LIAISON, due=dt.date(2026, 5, 20))
    desk.append(ref, "retracted", LIAISON, entry=own, reason="重复录入")
    assert findings(desk) == ()
    desk.append(ref, "retracted", LIAISON, entry=other, reason="重复录入")
    assert only(desk).code == "authority"
