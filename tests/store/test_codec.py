import datetime as dt
import subprocess
import sys
import tomllib
from importlib import resources
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.builders import STEPS, make_campaign, make_checklist, make_entry, make_head, round_of
from yiananlib.model.checklist import Checklist, Prompt
from yiananlib.model.entries import KINDS, Entry
from yiananlib.model.org import Officer, Org
from yiananlib.model.problem import Problem
from yiananlib.model.rounds import Answered, Round
from yiananlib.store import codec, kinds

PROBLEM: Final = """\
# 手写的说明
schema = 1
id = "k7m2qd"
title = "招标文件抽查"
symptom = \"\"\"
[[entries]]
id = "不是编号"
kind = 不是种类
[附件] 一份\"\"\"
kind = "undelivered"
level = ["work"]
leader = "zjj/deputy-1"
owner = "zjj/jianguan"
due = 2026-06-15
found = 2026-03-12

[[entries]]
id = "3f9k2m"
at = 2026-03-12T09:30:00+08:00
by = "zjj/liaison"
kind = "registered"

[[entries]]
id = "3f9k2n"
at = 2026-03-12T09:31:00+08:00
by = "zjj/liaison"
kind = "amended"
reason = "更正"

[entries.changes]
title = "三次催办未报"

[[entries]]
id = "3f9k2p"
at = 2026-03-12T09:32:00+08:00
by = "jiwei/liaison"
kind = "reviewed"
verdict = "pass"
opinion = "属实"
seen = ["3f9k2m"]
digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

[entries.standards]
1 = true
2 = true
"""

TRICKY: Final = [
    '"', '"""', '""""', "'''", "\\", "\\\\", "\\n", "\\u0041", 'a\\"', "#", "[[entries]]", "[x]\n[[y]]", "a\n\n\nb",
    "a\tb", "行一\n行二\\\n行三", '"""\n"""', "=", "a = 1\nb = 2", "<<<<<<< HEAD\n>>>>>>> x\n|||||||",
    "x\n=======\ny", "<<<<<<<<", "𠮷𪚥〇", "“引号”", "1.2.3", "\u200d", "inf", "2026-03-12",
]  # fmt: skip
"""Clean texts that a writer of TOML can stumble over."""


def decoded(text: str | bytes, name: str = "k7m2qd") -> Problem:
    return codec.decode_problem(text.encode() if isinstance(text, str) else text, "zjj", name)


def faults(text: str | bytes, name: str = "k7m2qd") -> tuple[codec.Fault, ...]:
    with pytest.raises(codec.Invalid) as caught:
        decoded(text, name)
    return caught.value.faults


def changed(old: str, new: str, text: str = PROBLEM) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def line_of(text: str, passage: str) -> int:
    return text[: text.index(passage)].count("\n") + 1


# round trips


@given(strategies.problems())
def test_a_problem_is_read_as_it_was_written(problem: Problem) -> None:
    assert codec.decode_problem(kinds.PROBLEM.encode(problem), problem.org, problem.head.id) == problem


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_entry_is_read_as_it_was_written(kind: str) -> None:
    @given(strategies.entries((kind,)))
    def check(entry: Entry) -> None:
        problem = Problem("zjj", make_head(), (make_entry("registered"), entry, make_entry("noted")))
        assert decoded(kinds.PROBLEM.encode(problem)) == problem

    check()


@pytest.mark.parametrize("text", TRICKY)
def test_a_text_that_looks_like_toml_or_a_conflict_stays_a_text(text: str) -> None:
    head = make_head(symptom=text, goal=f"前\n{text}\n后")
    entries = (make_entry("noted", note=text), make_entry("closed", waived={"rule": text}))
    problem = Problem("zjj", head, entries)
    assert decoded(kinds.PROBLEM.encode(problem)) == problem


def test_the_time_of_an_entry_is_written_as_iso_8601_with_its_offset() -> None:
    assert b"\nat = 2026-03-12T09:30:00+08:00\n" in codec.block("entries", make_entry("registered"))


def test_each_entry_is_a_table_under_a_heading_of_its_own() -> None:
    problem = Problem("zjj", make_head(), tuple(make_entry(step) for step in STEPS))
    assert kinds.PROBLEM.encode(problem).count(b"[[entries]]\n") == len(STEPS)


def test_chinese_and_line_breaks_stay_readable() -> None:
    text = codec.block("entries", make_entry("noted", note="已核验12个项目\n零补办")).decode()
    assert 'note = """\n已核验12个项目\n零补办"""\n' in text


def officers() -> st.SearchStrategy[Officer]:
    days = st.none() | strategies.days()
    role = st.sampled_from(["head", "deputy", "liaison", "staff"])
    email = st.none() | st.just("liaison@zjj.example")
    given_fields = st.fixed_dictionaries(
        {"id": strategies.names(), "post": strategies.lines(), "role": role, "email": email,
         "since": days, "until": days}
    )  # fmt: skip
    return given_fields.map(Officer.model_validate)


def orgs() -> st.SearchStrategy[Org]:
    fields = st.fixed_dictionaries(
        {
            "name": strategies.lines(),
            "parent": st.none() | strategies.names(),
            "function": st.sampled_from(["unit", "office", "inspector"]),
            "order": st.integers(1, 1_000_000),
            "members": st.none() | st.integers(1, 1000),
            "officers": st.lists(officers(), max_size=3),
        }
    )
    return fields.map(Org.model_validate)


def prompts() -> st.SearchStrategy[Prompt]:
    fields = st.fixed_dictionaries({"id": strategies.names(), "aspect": strategies.keys(), "text": strategies.texts()})
    return fields.map(Prompt.model_validate)


def answers() -> st.SearchStrategy[Answered]:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "id": strategies.record_ids(),
        "at": strategies.moments(),
        "by": strategies.officer_refs(),
        "subject": strategies.names(),
        "prompt": strategies.names(),
        "answer": st.sampled_from(["problem", "clear", "not-applicable"]),
        "reason": st.none() | strategies.texts(),
        "problem": st.none() | strategies.record_ids(),
    }
    return st.fixed_dictionaries(fields).map(Answered.model_validate)


def rounds() -> st.SearchStrategy[Round]:
    fields = st.fixed_dictionaries(
        {
            "opened": strategies.days(),
            "subjects": st.lists(strategies.names(), min_size=1, max_size=3),
            "answers": st.lists(answers(), max_size=3),
        }
    )
    return fields.map(round_of)


@given(orgs())
def test_an_organization_is_read_as_it_was_written(org: Org) -> None:
    assert codec.decode_org(kinds.ORG.encode(org)) == org


@given(orgs(), officers())
def test_an_officer_is_appended_to_an_organization(org: Org, officer: Officer) -> None:
    data = codec.appended(kinds.ORG.encode(org), codec.block("officers", officer))
    assert codec.decode_org(data) == org.model_copy(update={"officers": (*org.officers, officer)})


@given(rounds(), answers())
def test_a_round_is_read_as_it_was_written_and_answers_are_appended(round_: Round, answer: Answered) -> None:
    data = kinds.ROUND.encode(round_)
    assert codec.decode_round(data, "zjj", "2026-1") == round_
    after = codec.decode_round(codec.appended(data, codec.block("answers", answer)), "zjj", "2026-1")
    assert after.answers == (*round_.answers, answer)


@given(st.lists(prompts(), max_size=5, unique_by=lambda p: p.id))
def test_a_checklist_is_made_by_appending_its_prompts(some: list[Prompt]) -> None:
    data = b"schema = 1\n"
    for prompt in some:
        data = codec.appended(data, codec.block("prompts", prompt))
    assert codec.decode_checklist(data) == Checklist(prompts=tuple(some))


def test_the_checklist_of_the_template_can_be_read_and_added_to() -> None:
    old = resources.files("yiananlib").joinpath("templates/checklist.toml").read_bytes()
    prompt = make_checklist(1).prompts[0].model_copy(update={"id": "p99"})
    after = codec.decode_checklist(codec.appended(old, codec.block("prompts", prompt)))
    assert after.prompts == (*codec.decode_checklist(old).prompts, prompt)


@given(strategies.lines())
def test_the_campaign_of_the_template_takes_any_name(name: str) -> None:
    template = resources.files("yiananlib").joinpath("templates/yian.toml").read_text(encoding="utf-8")
    text = template.replace("@commit@", "true").replace("@today@", "2026-03-01").replace("@name@", codec.string(name))
    campaign = codec.decode_campaign(text.encode())
    assert campaign.name == name
    assert campaign.git.commit
    assert campaign.sprint is not None
    assert campaign.sprint.start == dt.date(2026, 3, 1)


@given(strategies.texts())
def test_a_string_is_written_as_one_line(text: str) -> None:
    written = codec.string(text)
    assert "\n" not in written
    assert tomllib.loads(f"x = {written}") == {"x": text}


def test_a_campaign_of_the_tests_builders_can_be_compared_with_one_that_is_read() -> None:
    text = 'schema = 1\nname = "以案促改"\n[gate]\nstandards = ["查清了吗", "处理了吗", "整改了吗", "教育了吗"]\n'
    text += 'key_fields = ["tender"]\n[vocabulary.field]\ntender = "招标投标"\nnone = "无"\n'
    assert codec.decode_campaign(text.encode()) == make_campaign()


# appending


@pytest.mark.parametrize(
    "old",
    [
        PROBLEM.encode(),
        PROBLEM.rstrip("\n").encode(),
        PROBLEM.encode() + b"\n\n\n# end",
        PROBLEM.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + PROBLEM.encode(),
        PROBLEM.replace(" = ", "\t=  ").encode(),
        PROBLEM.replace("[[entries]]\nid = \"3", "  [[ entries ]] # note\nid = \"3").encode(),
    ],
    ids=["plain", "no end of line", "comment", "crlf", "bom", "white space", "spaced headings"],
)  # fmt: skip
def test_appending_keeps_every_old_byte(old: bytes) -> None:
    before = decoded(old)
    entry = make_entry("noted")
    new = codec.appended(old, codec.block("entries", entry))
    assert new.startswith(old)
    assert new.endswith(codec.block("entries", entry))
    assert decoded(new) == before.followed_by(entry)


@given(strategies.problems(), strategies.entries())
def test_appending_an_entry_and_writing_the_whole_say_the_same(problem: Problem, entry: Entry) -> None:
    data = codec.appended(kinds.PROBLEM.encode(problem), codec.block("entries", entry))
    assert data == kinds.PROBLEM.encode(problem.followed_by(entry))


# faults


def test_the_problem_of_these_tests_has_no_faults() -> None:
    assert len(decoded(PROBLEM).entries) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "招标文件抽查"', "title = 7"),
        ('title = "招标文件抽查"', 'title = ""'),
        ('title = "招标文件抽查"', 'title = "a\\tb"'),
        ('title = "招标文件抽查"', 'title = "\\u202e"'),
        ('kind = "undelivered"', "kind = []"),
        ('level = ["work"]', 'level = ["work", "Not a key"]'),
        ('level = ["work"]', 'level = "work"'),
        ('leader = "zjj/deputy-1"', 'leader = "zjj"'),
        ("due = 2026-06-15", "due = 2026-06-15T00:00:00"),
        ("due = 2026-06-15", 'due = "2026-06-15"'),
        ("found = 2026-03-12", "found = 2026-03-12\ncolour = 1"),
        ("at = 2026-03-12T09:30:00+08:00", "at = 2026-03-12T09:30:00"),
        ("at = 2026-03-12T09:30:00+08:00", "at = 2026-03-12"),
        ('id = "3f9k2n"', 'id = "3F9K2N"'),
        ('reason = "更正"', "reason = true"),
        ('title = "三次催办未报"', "title = 3"),
        ('title = "三次催办未报"', "due = 2026-03-12"),
        ('verdict = "pass"', 'verdict = "maybe"'),
        ('seen = ["3f9k2m"]', "seen = [1, 2]"),
        ("1 = true", "1 = 1"),
        ("2 = true", '2 = "yes"'),
        ('kind = "reviewed"', 'kind = "approved"'),
        ('kind = "reviewed"', "kind = 3"),
        ('kind = "reviewed"', "kind = [3]"),
    ],
)
def test_a_field_that_is_wrong_is_named_with_its_line(old: str, new: str) -> None:
    text = changed(old, new)
    last = new.rpartition("\n")[2]
    assert [(f.line, f.code) for f in faults(text)][-1] == (line_of(text, last), "schema")


@pytest.mark.parametrize(
    ("gone", "field", "line"),
    [
        ('leader = "zjj/deputy-1"\n', "leader", 1),
        ('title = "招标文件抽查"\n', "title", 1),
        ('by = "jiwei/liaison"\n', "by", line_of(PROBLEM, '[[entries]]\nid = "3f9k2p"')),
        ('reason = "更正"\n', "reason", line_of(PROBLEM, '[[entries]]\nid = "3f9k2n"')),
        ('kind = "registered"\n', "kind", line_of(PROBLEM, '[[entries]]\nid = "3f9k2m"')),
    ],
)
def test_a_field_that_is_missing_is_named_with_the_line_of_its_table(gone: str, field: str, line: int) -> None:
    found = faults(changed(gone, ""))
    assert [f.line for f in found] == [line]
    assert field in found[0].problem or field == "kind"


def test_every_fault_is_reported_at_once() -> None:
    text = changed("due = 2026-06-15", "due = 1", changed('kind = "reviewed"', 'kind = "x"'))
    assert len(faults(changed('id = "k7m2qd"', 'id = "k7m2qe"', changed('reason = "更正"', "", text)))) == 3


def test_a_key_in_the_head_is_not_sought_among_the_entries() -> None:
    text = changed('id = "k7m2qd"', 'ID = "k7m2qd"')
    assert [f.line for f in faults(text)] == [1, 3]


def test_a_kind_that_nobody_knows_is_answered_with_those_there_are() -> None:
    (fault,) = faults(changed('kind = "registered"', 'kind = "registred"'))
    assert "“registred”" in fault.problem
    assert "registered, amended" in fault.remedy


def test_text_quoted_in_a_message_cannot_control_the_terminal() -> None:
    (fault,) = faults(changed('kind = "registered"', f'kind = "\\u001b[31m\\u202e{"x" * 100}"'))
    assert "\\u001b[31m\\u202e" in fault.problem
    assert fault.problem.isprintable()
    assert "x" * 60 not in fault.problem


def test_a_problem_must_have_the_id_that_its_file_is_called_by() -> None:
    (fault,) = faults(PROBLEM, "k7m2qe")
    assert (fault.line, fault.code) == (3, "id")
    assert "k7m2qe" in fault.problem


@pytest.mark.parametrize("schema", ["2", "99999999999999999999"])
def test_a_newer_schema_is_refused_with_what_to_do(schema: str) -> None:
    (fault,) = faults(changed("schema = 1", f"schema = {schema}\nnew = true"))
    assert (fault.line, fault.code) == (2, "schema")
    assert schema in fault.problem
    assert "newer yian" in fault.remedy


@pytest.mark.parametrize("schema", ["0", "-1", "true", "1.0", '"1"', "[]"])
def test_a_schema_that_never_was_is_refused(schema: str) -> None:
    assert [f.line for f in faults(changed("schema = 1", f"schema = {schema}"))] == [2]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (changed('reason = "更正"', "reason = 更正"), line_of(PROBLEM, 'reason = "更正"')),
        (changed('id = "3f9k2n"', 'id = "3f9k2n"\nid = "3f9k2n"'), line_of(PROBLEM, 'id = "3f9k2n"') + 1),
        (PROBLEM + 'x = """\nnot\nclosed', PROBLEM.count("\n") + 3),
        (PROBLEM + "x = \x1b", PROBLEM.count("\n") + 1),
        (PROBLEM + "x = 2026-02-30", PROBLEM.count("\n") + 1),
    ],
    ids=["value", "twice", "not closed", "control", "does not exist"],
)
def test_what_is_not_toml_is_named_with_its_line(text: str, line: int) -> None:
    (fault,) = faults(text)
    assert (fault.code, fault.line) == ("toml", line)
    assert fault.remedy


def test_a_number_longer_than_python_reads_is_a_fault_of_the_file() -> None:
    (fault,) = faults(PROBLEM + "x = " + "9" * 5000)
    assert (fault.code, fault.line) == ("toml", 0)


def test_what_the_guard_refuses_is_unreadable() -> None:
    (fault,) = faults(b"schema = 1\ntitle = '" + "整改".encode("gbk") + b"'")
    assert (fault.code, fault.line) == ("unreadable", 2)


def test_a_parser_that_runs_out_of_stack_is_a_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_text: str) -> dict[str, Any]:
        raise RecursionError

    monkeypatch.setattr(codec, "loads", exhausted)
    assert faults(PROBLEM)[0].code == "unreadable"


def test_without_tomli_the_standard_library_reads_the_same() -> None:
    script = (
        "import sys; sys.modules['tomli'] = None\n"
        "from yiananlib.store import codec\n"
        "print(codec.loads.__module__, codec.decode_problem(sys.stdin.buffer.read(), 'zjj', 'k7m2qd').head.id)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=PROBLEM.encode(), capture_output=True, check=True)
    assert done.stdout.decode().split() == ["tomllib._parser", "k7m2qd"]


@pytest.mark.parametrize("rows", ['"none"', "[1]", "{a = 1}"])
def test_entries_must_be_a_list_of_tables(rows: str) -> None:
    text = PROBLEM[: PROBLEM.index("\n[[entries]]\nid = \"3f9k2m\"")] + f"entries = {rows}\n"  # fmt: skip
    (fault,) = faults(text)
    assert "entries" in fault.problem
    assert fault.line == text.count("\n")


def test_entries_written_inline_can_be_read_and_their_faults_found() -> None:
    head = PROBLEM[: PROBLEM.index("\n[[entries]]\nid = \"3f9k2m\"")]  # fmt: skip
    row = '{id = "3f9k2m", at = 2026-03-12T09:30:00+08:00, by = "zjj/liaison", kind = "registered"}'
    assert len(decoded(f"{head}entries = [{row}]\n").entries) == 1
    assert faults(f"{head}entries = [{row.replace('zjj/', '')}]\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('schema = 1\nname = "局"\n', 1),
        ('schema = 1\nname = "局"\norder = 0\n', 3),
        ('schema = 1\nname = "局"\norder = 1\n\n[[officers]]\nid = "a"\npost = "b"\n[[officers]]\nid = "c"\n', 8),
        ('schema = 1\nname = "局"\norder = 1\n[[officers]]\nid = "a"\npost = "b"\nrole = "boss"\n', 7),
    ],
)
def test_the_fault_of_an_organization_has_its_line(text: str, line: int) -> None:
    with pytest.raises(codec.Invalid) as caught:
        codec.decode_org(text.encode())
    assert [f.line for f in caught.value.faults] == [line]
    assert str(caught.value) == caught.value.faults[0].problem


def test_the_fault_of_an_officer_without_a_table_has_the_line_of_the_key() -> None:
    with pytest.raises(codec.Invalid) as caught:
        codec.decode_org('schema = 1\nname = "局"\norder = 1\nofficers = 7\n'.encode())
    assert [f.line for f in caught.value.faults] == [4]


CAMPAIGN: Final = """\
schema = 1
name = "以案促改"

[gate]
standards = ["查清了吗"]
always = ["endorsed"]

[deadlines]
yellow = 7

[vocabulary.kind]
other = "其他"

[vocabulary.field]
other = "无"
"""


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('standards = ["查清了吗"]\n', "", 4),
        ('always = ["endorsed"]', 'always = ["endorse"]', 6),
        ("yellow = 7", "yellow = -1", 9),
        ('other = "无"', "other = 1", 15),
        ('[vocabulary.kind]\nother = "其他"', '[vocabulary.kind]\nOther = "其他"', 12),
        ("[deadlines]", "[deadline]", 8),
        ('name = "以案促改"', "", 1),
    ],
)
def test_the_fault_of_a_campaign_has_its_line(old: str, new: str, line: int) -> None:
    with pytest.raises(codec.Invalid) as caught:
        codec.decode_campaign(changed(old, new, CAMPAIGN).encode())
    assert caught.value.faults[0].line == line


@pytest.mark.parametrize(
    ("path", "passage"),
    [
        (("id",), 'id = "k7m2qd"'),
        (("due",), "due = 2026"),
        (("entries", 0), '[[entries]]\nid = "3f9k2m"'),
        (("entries", 1, "id"), 'id = "3f9k2n"'),
        (("entries", 1, "changes", "title"), 'title = "三次'),
        (("entries", 1, "changes"), "[entries.changes]"),
        (("entries", 2, "seen", 1), "seen = "),
        (("entries", 2, "standards", "2"), "2 = true"),
        (("entries", 2, "nothing"), '[[entries]]\nid = "3f9k2p"'),
        (("entries", 9, "verdict"), 'verdict = "pass"'),
        (("nothing",), "# 手写的说明"),
        (("entries",), '[[entries]]\nid = "3f9k2m"'),
    ],
    ids=str,
)
def test_a_value_is_located(path: tuple[str | int, ...], passage: str) -> None:
    assert codec.locate(PROBLEM, path) == line_of(PROBLEM, passage)


def test_what_is_wrong_between_the_rows_of_a_file_is_wrong_with_the_file_as_a_whole() -> None:
    row = '[[prompts]]\nid = "p01"\naspect = "belief"\ntext = "问"\n'
    with pytest.raises(codec.Invalid, match="“p01” appears twice") as caught:
        codec.decode_checklist(f"schema = 1\n{row}{row}".encode())
    assert [fault.line for fault in caught.value.faults] == [0]


# the quick parser

EDGES: Final = [
    "a = 1e400", "a = nan", "a = -0", "a = 1_0", "a = 9223372036854775808", "a = 0x_1", "a = 01", "a = .5", "a = True",
    "a = 1979-05-27T07:32:00", "a = 1979-05-27T07:32:00.1234567+08:00", "a = 1979-05-27T07:32Z", "a = 07:32",
    "a = 1979-05-27T07:32:60Z", "a = 1979-02-30", "a = 1979-05-27T24:00:00Z", "a = 1979-05-27T07:32:00-00:00",
    "a = 1979-05-27T07:32:00+24:00", "a = 1979-5-27", "a = 0001-01-01T00:00:00+08:00", "a = {b = 1,\n c = 2}",
    "a = {b = 1,}", 'a = "\\e"', 'a = "\\x41"', 'a = "\\uD800"', 'a = "\\q"', 'a = """\\\n  x"""', "a = '''\nx'''",
    'a = "\t"', 'a = "\x01"', 'a = "\x7f"', "# \x01\na = 1", 'a = "x\ry"', "a = 1\rb = 2", "a = 1\r\nb = 2\r\n",
    'a = """x\r\ny"""', "[a]\n[a]", "[a]\nb = 1\n[a.c]\n[a]", "a = 1\na = 2", "[[a]]\n[a]", "a = [{}]\n[[a]]",
    "a.b = 1\n[a]\nc = 1", "[a.b]\n[a]\nb.c = 1", "a = {}\n[a.b]", "é = 1", "'' = 1", "a = 1 2", "a =", "[a", "[a]]",
    'a = "\u2028"', "a = \u00a01", "a = " + "[" * 30 + "]" * 30,
]  # fmt: skip
"""Texts on which parsers of TOML have been seen to differ."""


def plainly(found: Any) -> Any:
    """Return values as they can be compared whole: each with its type, a time with its offset, a nan with itself."""
    match found:
        case dict():
            return {key: plainly(value) for key, value in found.items()}
        case list():
            return [plainly(value) for value in found]
        case dt.datetime() | dt.time():
            return found.isoformat()
        case _:
            return type(found), repr(found)


def agree(text: str) -> None:
    """Fail where the quick parser takes what the other refuses, or reads it otherwise."""
    try:
        quickly = codec.loads_quickly(text)
    except ValueError:
        return
    assert plainly(quickly) == plainly(codec.values(text.encode())[1])


@pytest.mark.parametrize("text", [*EDGES, *(f"a = {codec.string(text)}" for text in TRICKY), PROBLEM])
def test_the_quick_parser_reads_what_it_takes_as_the_other_does(text: str) -> None:
    pytest.importorskip("rtoml")
    agree(text)


@given(st.data())
def test_the_quick_parser_takes_no_damaged_record_that_the_other_refuses(data: st.DataObject) -> None:
    pytest.importorskip("rtoml")
    text = PROBLEM
    for _damage in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + data.draw(st.text("\"'[]{}=.,#\n\r\t \\+-:_019TZeux\x7f中", max_size=3))
            + text[at + data.draw(st.integers(0, 4)) :]
        )
    agree(text)


def test_a_problem_is_read_alike_by_either_parser() -> None:
    assert codec.decode_problem(PROBLEM.encode(), "zjj", "k7m2qd", codec.loads_quickly) == decoded(PROBLEM)


def test_without_the_quick_parser_the_other_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rtoml", None)
    codec._rtoml.cache_clear()
    try:
        assert codec.loads_quickly("a = 1") == {"a": 1}
    finally:
        codec._rtoml.cache_clear()
