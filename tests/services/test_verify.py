"""Verifying: a test for each finding, its fault made by editing files; and that nothing is ever written."""

import datetime as dt
import os
import re
import socket
from dataclasses import replace

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk, tree
from yiananlib.errors import LedgerInvalid
from yiananlib.model.finding import Finding, Level
from yiananlib.model.vocabulary import Answer
from yiananlib.services import close_out, examine
from yiananlib.services.verify import verify
from yiananlib.store.ledger import Ledger


def findings(desk: Desk) -> tuple[Finding, ...]:
    before = tree(desk.root)
    found = verify(desk.ledger)
    assert tree(desk.root) == before
    assert found.in_order == all(f.level is Level.WARNING for f in found.findings)
    return found.findings


def only(desk: Desk) -> Finding:
    found = findings(desk)
    assert len(found) == 1, found
    return found[0]


def line_of(desk: Desk, path: str, text: str) -> int:
    lines = (desk.root / path).read_text(encoding="utf-8").split("\n")
    return next(n for n, line in enumerate(lines, start=1) if text in line)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A ledger with a closed problem, an open one, and a round of self-examination."""
    desk.closed()
    desk.measure(desk.problem(title="另一个问题", symptom="抽查接待单据"))
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    examine.answer(desk.ledger, desk.occasion(), "zjj", "2026-1", [reply], subjects=("team", "head"))
    return desk


def test_a_ledger_in_order_has_no_findings(full: Desk) -> None:
    found = verify(full.ledger)
    assert (found.findings, found.in_order, found.problems) == ((), True, 2)
    assert found.files == len(tree(full.root))


def test_it_never_writes_even_where_it_finds_much(full: Desk) -> None:
    full.write("orgs/zjj/problems/x.toml", "x")
    full.write("orgs/zjj/org.toml", "x = ")
    before = {p: p.stat().st_mtime_ns for p in full.root.rglob("*")}
    assert verify(full.ledger).findings
    assert {p: p.stat().st_mtime_ns for p in full.root.rglob("*")} == before


def test_findings_come_by_file_and_line(full: Desk) -> None:
    full.write("orgs/zjj/stray", "")
    full.edit("yian.toml", "yellow = 7", "yelow = 7")
    full.edit("yian.toml", "blue = 15", "bleu = 15")
    found = findings(full)
    assert [(f.file, f.line) for f in found] == sorted((f.file, f.line) for f in found)


def test_an_unreadable_folder_is_a_failure(desk: Desk) -> None:
    with pytest.raises(LedgerInvalid):
        verify(Ledger(desk.root / "nowhere"))


# the files themselves

TOML = "orgs/zjj/rounds/2026-2.toml"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("x = \n", "toml", 1),
        ("schema = 1\n\nx = [\n", "toml", 4),
        ("schema = 1\nopened = 2026-03-12\nschema = 1\n", "toml", 3),
        ("schema = 2\n", "schema", 1),
        ("schema = 1\nopened = 2026-03-12\ncolour = 1\n", "schema", 3),
        ('schema = 1\nopened = "2026-03-12"\n', "schema", 2),
        ("<<<<<<< ours\n", "unreadable", 1),
        ("schema = 1\nopened = 2026-03-12\n# " + "x" * 70_000, "unreadable", 3),
        (b"# \xb2\xe9\n", "unreadable", 1),
        ("x" * (2 * 1024 * 1024 + 1), "unreadable", 0),
        ('schema = 1\nopened = 2026-03-12\n[[answers]]\nid = "aaaaaa"\nreason = "\\u202e"\n', "schema", None),
    ],
)
def test_what_cannot_be_read_is_found_with_its_line(full: Desk, content: str | bytes, code: str, line: int) -> None:
    full.write(TOML, content)
    found = findings(full)
    assert {(f.file, f.code) for f in found} == {(TOML, code)}
    if line is not None:
        assert found[0].line == line


def test_a_byte_order_mark_and_crlf_are_accepted(full: Desk) -> None:
    for path, data in tree(full.root).items():
        if path.endswith(".toml"):
            full.write(path, b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert findings(full) == ()


def test_a_link_is_found_and_not_followed(full: Desk) -> None:
    target = full.write("../outside.toml", "x = ")
    (full.root / TOML).symlink_to(target)
    assert (only(full).file, only(full).code) == (TOML, "symlink")


def test_a_folder_that_is_a_link_is_found(full: Desk) -> None:
    (full.root / "orgs/new").symlink_to(full.root / "orgs/zjj")
    assert (only(full).file, only(full).code) == ("orgs/new", "symlink")


def test_what_is_no_regular_file_is_found(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(full.root)
    os.mkfifo("orgs/zjj/pipe")
    with socket.socket(socket.AF_UNIX) as own:
        own.bind("orgs/zjj/sock")
        found = findings(full)
    assert [(f.file, f.code) for f in found] == [("orgs/zjj/pipe", "not-a-file"), ("orgs/zjj/sock", "not-a-file")]


def test_what_a_stopped_command_left_is_a_warning(full: Desk) -> None:
    full.write("orgs/zjj/problems/.aaaaaa.toml.yian-tmp", "x")
    found = only(full)
    assert (found.code, found.level) == ("leftover", Level.WARNING)


@pytest.mark.parametrize(
    "path",
    [
        "orgs/zjj/problems/readme.txt",
        "orgs/zjj/problems/Copy of aaaaaa.toml",
        "orgs/zjj/problems/AAAAAA.toml",
        "orgs/zjj/rounds/a b.toml",
        "orgs/zjj/org.toml.bak",
        "orgs/readme.md",
        "orgs/a.b/org.toml",
        "orgs/zjj/evidence/sub/file",
    ],
)
def test_what_has_no_place_is_stray(full: Desk, path: str) -> None:
    full.write(path, "x")
    assert (only(full).file, only(full).code) == (path, "stray")


@pytest.mark.parametrize(
    "path",
    ["README.md", "docs/x.md", "orgs/zjj/meetings/aaaaaa.toml", "orgs/zjj/notices/x", "cases/case-1.toml", ".yian/x"],
)
def test_what_is_beside_the_ledger_or_of_a_later_yian_is_left_alone(full: Desk, path: str) -> None:
    full.write(path, "x = ")
    assert findings(full) == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_may_not_be_read_is_found(full: Desk) -> None:
    (full.root / "orgs/zjj/rounds").chmod(0)
    assert "unreadable" in {f.code for f in findings(full)}
    (full.root / "orgs/zjj/rounds").chmod(0o755)


def test_a_folder_that_cannot_be_listed_is_found(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: object) -> object:
        if str(path).endswith("rounds"):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[call-overload]  # passed on as it came

    monkeypatch.setattr(os, "scandir", refuse)
    found = verify(full.ledger).findings
    assert [(f.file, f.code) for f in found] == [("orgs/zjj/rounds", "unreadable")]


def test_a_file_that_cannot_be_read_is_found(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    full.write(TOML, "schema = 1\n")
    real = os.open

    def refuse(path: object, *rest: object) -> int:
        if str(path).endswith("2026-2.toml"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(os, "open", refuse)
    found = verify(full.ledger).findings
    assert [(f.file, f.code) for f in found] == [(TOML, "unreadable")]


def test_the_name_of_a_file_is_its_id(full: Desk) -> None:
    ref = full.problem(title="改名")
    (full.root / full.file_of(ref)).rename(full.root / "orgs/zjj/problems/aaaaaa.toml")
    found = only(full)
    assert (found.code, found.line) == ("id", line_of(full, "orgs/zjj/problems/aaaaaa.toml", "id = "))


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


def test_a_disabled_check_is_a_warning(desk: Desk) -> None:
    desk.edit("yian.toml", "disabled = []", 'disabled = ["wider"]')
    assert (only(desk).code, only(desk).level) == ("gate-disabled", Level.WARNING)


def test_a_prompt_has_an_aspect_of_the_vocabulary(desk: Desk) -> None:
    desk.edit("yian.toml", 'belief = "理想信念"\n', "")
    assert {(f.file, f.code) for f in findings(desk)} == {("checklist.toml", "vocabulary")}


def test_without_a_campaign_the_rest_is_still_looked_at(full: Desk) -> None:
    full.write("yian.toml", "x = ")
    full.write("orgs/zjj/stray", "")
    assert [f.code for f in findings(full)] == ["stray", "toml"]


# organizations


def test_a_parent_is_an_organization(desk: Desk) -> None:
    desk.edit("orgs/czj/org.toml", 'parent = "gov"', 'parent = "nowhere"')
    assert (only(desk).file, only(desk).code) == ("orgs/czj/org.toml", "reference")


def test_no_organization_stands_above_itself(desk: Desk) -> None:
    desk.edit("orgs/gov/org.toml", 'name = "县政府"', 'name = "县政府"\nparent = "zjj"')
    assert {f.message for f in findings(desk)} == {"it stands above itself"}
    desk.edit("orgs/czj/org.toml", 'parent = "gov"', 'parent = "czj"')
    assert "orgs/czj/org.toml" in {f.file for f in findings(desk)}


def test_organizations_differ_in_more_than_case(desk: Desk) -> None:
    desk.write("orgs/ZJJ/org.toml", (desk.root / "orgs/czj/org.toml").read_bytes())
    assert (only(desk).code, only(desk).file) == ("duplicate", "orgs/zjj/org.toml")


def test_an_officer_is_there_once(desk: Desk) -> None:
    desk.edit("orgs/czj/org.toml", 'id = "head"', 'id = "liaison"')
    assert (only(desk).code, only(desk).file) == ("duplicate", "orgs/czj/org.toml")


def test_an_address_is_of_one_officer(desk: Desk) -> None:
    for org in ("czj", "gov"):
        desk.edit(f"orgs/{org}/org.toml", 'id = "liaison"', f'id = "liaison"\nemail = "{org[0]}@x.example"')
    assert findings(desk) == ()
    desk.edit("orgs/gov/org.toml", "g@x.example", "C@x.example")
    assert (only(desk).code, only(desk).level) == ("address", Level.WARNING)


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
    late = '[[entries]]\nid = "zzzzzz"\nat = 2026-03-12T09:30:00+08:00\nby = "zjj/liaison"\nkind = "noted"\nnote = "另一支"\n\n'
    desk.write(path, text[:at] + late + text[at:])
    found = check(desk, ref, "unseen")
    assert found.line == line_of(desk, path, "zzzzzz") - 1
    close_out.look_back(desk.ledger, desk.occasion(OFFICE), ref, close_out.LookBackResult.HELD, "已看")
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
    desk.append(first, "numbered", number="2026-001")
    desk.append(second, "numbered", number="2026-002")
    assert findings(desk) == ()
    desk.append(second, "numbered", number="2026-001")
    check(desk, second, "duplicate")


def test_the_same_effect_twice_is_a_warning(desk: Desk) -> None:
    desk.closed()
    second = desk.closed(title="另一个", effect="三季度零补办")
    text = (desk.root / desk.file_of(second)).read_text(encoding="utf-8")
    desk.write(desk.file_of(second), text.replace("三季度零补办", "二季度12个项目，零补办"))
    found = {f.code: f.level for f in findings(desk)}
    assert found["same-effect"] is Level.WARNING
    assert set(found) == {"same-effect", "stale-pass"}


def test_a_close_that_the_gate_would_have_refused_is_found(desk: Desk) -> None:
    ref = desk.closed()
    path = desk.file_of(ref)
    text = (desk.root / path).read_text(encoding="utf-8")
    desk.write(path, re.sub(r"^rule = .*\n", "", text, flags=re.MULTILINE))
    found = {f.code: f.message for f in findings(desk)}
    assert set(found) == {"gate", "stale-pass"}
    assert "rule" in found["gate"]


def test_every_code_of_a_finding_is_provoked_here() -> None:
    import inspect
    import sys

    from yiananlib.services import checks, verify as module

    sources = inspect.getsource(module) + inspect.getsource(checks)
    said = set(re.findall(r'finding\(\s*"([a-z][a-z-]+)"', sources))
    here = inspect.getsource(sys.modules[__name__])
    assert said
    assert {code for code in said if f'"{code}"' not in here} == set()


# what is judged before it is written


def test_a_change_is_judged_in_place_of_the_file(full: Desk) -> None:
    changed = replace(full.ledger, overlay={"yian.toml": b"x = "})
    assert [f.file for f in verify(changed).findings] == ["yian.toml"]


def test_a_file_that_is_not_there_yet_is_judged_too(full: Desk) -> None:
    changed = replace(full.ledger, overlay={TOML: b"x = "})
    assert [f.file for f in verify(changed).findings] == [TOML]


def test_times_that_run_back_are_found(desk: Desk) -> None:
    ref = desk.problem()
    desk.now -= dt.timedelta(minutes=11)
    desk.append(ref, "noted", note="昨天")
    check(desk, ref, "lifecycle")


def test_a_review_by_the_submitter_that_was_merged_in_is_found(desk: Desk) -> None:
    ref = desk.problem()
    close_out.submit(desk.ledger, desk.occasion(OFFICE), ref, effect="零补办")
    close_out.review(desk.ledger, desk.occasion(INSPECTOR), ref, close_out.Verdict.RETURN, opinion="不实")
    desk.edit(desk.file_of(ref), f'by = "{INSPECTOR}"', f'by = "{OFFICE}"')
    check(desk, ref, "authority")
