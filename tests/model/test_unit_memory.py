"""The hidden sheet of a unit's workbook: it comes back as it was written, or is told to be damaged."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Story, story_at
from tests.strategies import texts
from yiananlib.model import unit_memory
from yiananlib.model.unit_cells import Key, Part
from yiananlib.model.unit_memory import Cell, Damaged, Memory, Newer, Record, key_of, read, record, rows
from yiananlib.model.vocabulary import Status

DAY = dt.date(2026, 3, 12)


def memory(**cells: str) -> Memory:
    found = Memory("以案促改", "zjj", DAY)
    found.headings = {Part.PROBLEM: {"key": "编号", "progress": "进展"}, Part.MEASURE: {"key": "措施"}}
    found.records = {"k7m2qd": record(story_at(Status.RECTIFYING).problem)}
    held = {name: Cell(base, is_open=True) for name, base in cells.items()}
    found.cells = {Key("k7m2qd"): held, Key("k7m2qd", 1): {"due": Cell("2026-05-31", is_open=False)}}
    return found


@given(st.dictionaries(st.sampled_from(["progress", "effect", "rule"]), texts(), min_size=1))
def test_it_comes_back_as_it_was_written(cells: dict[str, str]) -> None:
    assert read(rows(memory(**cells))) == memory(**cells)


def test_many_entries_are_kept_in_several_cells() -> None:
    found = memory(progress="")
    found.records = {"k7m2qd": Record(tuple(f"{n:06}" for n in range(2500)), "x")}
    assert read(rows(found)) == found
    assert max(len(row[3]) for row in rows(found)) < 32_767


def test_no_cell_looks_like_a_number_a_day_or_a_formula() -> None:
    for word, key, name, value in rows(memory(progress="=1+1", effect="2026-03-12", rule="7")):
        assert value[0] == '"' or (word, name) == ("yian", "format") or word == "check"
        assert not key.startswith(("=", "+", "-", "@"))


def test_any_changed_added_or_missing_row_is_noticed() -> None:
    whole = list(rows(memory(progress="已补办")))
    for at in range(len(whole)):
        with pytest.raises(Damaged):
            read(whole[:at] + whole[at + 1 :])
        with pytest.raises(Damaged):
            read([*whole[:at], ("open", "k7m2qd", "effect", '"x"'), *whole[at:]])
        for place in range(4):
            row = [*whole[at]]
            row[place] += "x"
            with pytest.raises(Damaged):
                read([*whole[:at], (row[0], row[1], row[2], row[3]), *whole[at + 1 :]])
    assert read([*whole, ("", "", "", "")]) == memory(progress="已补办")
    with pytest.raises(Damaged):
        read([])


def test_a_newer_format_is_reported_before_anything_else() -> None:
    with pytest.raises(Newer):
        read([("yian", "", "format", "2"), ("what", "ever", "", "")])


def test_a_digest_over_nonsense_is_damage_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_memory, "_sum", lambda _rows: "x")
    for row in (("open", "??", "a", '"x"'), ("open", "k7m2qd", "a", "x"), ("digest", "k7m2qd", "", '"y"')):
        head = [("yian", "", n, v) for n, v in (("format", "1"), ("ledger", '"x"'), ("org", '"y"'), ("day", '"z"'))]
        with pytest.raises(Damaged):
            read([*head[:3], ("yian", "", "day", '"2026-03-12"'), row, ("check", "", "", "x")])
        with pytest.raises(Damaged):
            read([*head, ("check", "", "", "x")])


@pytest.mark.parametrize("text", ["", "k7m2q", "k7m2qd/", "k7m2qd/0", "k7m2qd/x", "k7m2qd/１", "k7m2qd/1/2", "K7M2QD"])
def test_a_malformed_row_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^" + text):
        key_of(text)


def test_a_problem_is_recognized_whatever_was_recorded_since() -> None:
    story = story_at(Status.RECTIFYING)
    known = record(story.problem)
    assert unit_memory.is_of(story.problem, known)
    story.has("progressed", "submitted")
    assert unit_memory.is_of(story.problem, known)
    other = Story(title="另一本台账的问题").has("registered", "planned", "progressed")
    assert not unit_memory.is_of(other.problem, known)
    story.entries = story.entries[1:]
    assert not unit_memory.is_of(story.problem, known)
