"""What lists and reports ask: rows, one problem whole, coverage."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.builders import DUE, FOUND, START, Story, in_force, make_orgs, round_of
from tests.index.held import held
from tests.services.histories import histories
from tests.services.ledgers import asked, new_desk
from yiananlib.errors import LedgerInvalid
from yiananlib.index import conditions, queries
from yiananlib.index.queries import Narrowed
from yiananlib.index.sync import Index
from yiananlib.index.values import Row
from yiananlib.model.entries import Amended
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.model.rounds import Answered, Round
from yiananlib.model.vocabulary import Answer

DAY = dt.timedelta(days=1)


def story(org: str, name: str, **head: Any) -> Problem:
    return Story(org=org, id=name, **head).has("registered").problem


def test_rows_come_by_rank_of_organization_then_day_found_then_id() -> None:
    index = held(
        [
            story("czj", "aaaaaa"),
            story("zjj", "cccccc"),
            story("zjj", "bbbbbb"),
            story("zjj", "dddddd", found=FOUND - DAY),
            story("gov", "eeeeee"),
        ]
    )
    refs = [row.ref for row in queries.rows(index, FOUND, None)]
    assert refs == ["gov/eeeeee", "zjj/dddddd", "zjj/bbbbbb", "zjj/cccccc", "czj/aaaaaa"]
    assert [row.ref for row in queries.rows(index, FOUND, ["czj", "gov"])] == ["gov/eeeeee", "czj/aaaaaa"]
    assert list(queries.rows(index, FOUND, [])) == []
    assert [row.id for row in queries.rows(index, FOUND, None, limit=2)] == ["eeeeee", "dddddd"]
    two = Narrowed(("problems.org = :one",), {"one": "zjj"})
    assert queries.count(index, FOUND, None, two) == 3
    assert queries.count(index, FOUND, ["czj"], two) == 0
    assert queries.count(index, FOUND - DAY, None, queries.ALL) == 0


@given(problems=st.lists(histories(), max_size=3), later=st.integers(-2, 300))
def test_what_is_sorted_out_in_one_pass_is_what_each_label_has_alone(problems: list[Problem], later: int) -> None:
    index, day, orgs = held(problems), FOUND + later * DAY, ["zjj"]
    labels = {
        "open": [conditions.OPEN],
        "due": [conditions.OPEN, "deadline <= :last"],
        "closed": ["closed_before IS NOT NULL OR status = 'closed'"],
    }
    last = {"last": DUE.isoformat()}
    for asked_of in (None, orgs):
        found = queries.sorted_out(index, day, asked_of, labels, last, "deadline, problems.problem")
        assert found == {
            label: list(queries.rows(index, day, asked_of, Narrowed(tuple(said), last), "deadline, problems.problem"))
            for label, said in labels.items()
        }
    assert queries.sorted_out(index, day, None, {}, {}, queries.ORDER) == {}


@given(problems=st.lists(histories(), max_size=5), later=st.integers(-2, 300), limit=st.integers(1, 3))
def test_the_first_are_those_that_stand_first_among_all(problems: list[Problem], later: int, limit: int) -> None:
    index, day = held(problems), FOUND + later * DAY
    order = f"{conditions.LATE_SINCE}, {queries.ORDER}"
    for orgs in (None, ["zjj"]):
        every = queries.rows(index, day, orgs, Narrowed((conditions.OVERDUE,)), order)
        assert list(queries.first(index, day, orgs, conditions.OVERDUE, order, limit)) == list(every)[:limit]


def test_problems_are_called_by_their_ids() -> None:
    index = held([story("czj", "aaaaaa"), story("zjj", "bbbbbb"), story("zjj", "cccccc")])
    named = queries.called(["bbbbbb", "aaaaaa", "unknown"], conditions.OPEN)
    assert [row.id for row in queries.rows(index, FOUND, None, named)] == ["bbbbbb", "aaaaaa"]
    assert list(queries.rows(index, FOUND, None, queries.called([]))) == []


@given(problem=histories(), later=st.integers(-2, 300))
def test_a_row_says_what_folding_says(problem: Problem, later: int) -> None:
    day = FOUND + later * DAY
    rows = list(queries.rows(held([problem]), day, None))
    state = fold(problem)
    move = in_force(state.moves, day)
    if move is None:
        assert rows == []
        return
    (row,) = rows
    there = [m for m in state.measures if m.planned.on <= day and m.round == move.round]
    assert (row.status, row.round, row.due_extended) == (move.status, move.round, state.due_on(day))
    assert (row.measures, row.measures_done) == (
        len(there),
        sum(m.completed is not None and m.completed <= day for m in there),
    )
    assert row.closed_on == (move.on if move.status == "closed" else None)
    assert row.days_left == (row.due_extended - day).days
    assert (row.due, row.found, row.title) == (problem.head.due, problem.head.found, state.head.title)


@given(problem=strategies.problems())
def test_a_problem_is_answered_whole_whatever_it_holds(problem: Problem) -> None:
    index = held([problem])
    state = fold(problem)
    for row in queries.rows(index, dt.date.max, None):
        whole = queries.whole(index, row, dt.date.max)
        plain = state.head.model_dump(mode="json", by_alias=True)
        assert {k: v for k, v in plain.items() if k != "schema"} == whole.head
        said = [(e.kind, e.by, e.on, e.recorded) for e in state.entries]
        assert [(e.kind, e.by, e.day, e.recorded) for e in whole.history] == said
        assert [dt.datetime.fromisoformat(e.at) for e in whole.history] == [e.at for e in problem.entries]
        assert [m.number for m in whole.measures] == [m.planned.number for m in state.measures]
        assert [e.file for e in whole.evidence] == [e.file for e in state.evidence]
        refused = [problem.entries[fault.entry].id for fault in state.faults]
        assert [e.data["id"] for e in whole.refused] == refused
        assert [e.data["id"] for e in whole.entries] == [
            e.id for i, e in enumerate(problem.entries) if i not in {fault.entry for fault in state.faults}
        ]
        in_force = (state.submission, state.publicised, state.requests[0] if state.requests else None)
        shown = (whole.submission, whole.publicised, whole.asked)
        assert [e and e.data["id"] for e in shown] == [e and e.id for e in in_force]


@given(problem=st.one_of(strategies.problems(), histories()), day=st.integers(0, 400).map(lambda n: FOUND + n * DAY))
def test_a_problem_as_of_a_day_has_nothing_of_what_came_later(problem: Problem, day: dt.date) -> None:
    index = held([problem])
    state = fold(problem)
    for row in queries.rows(index, day, None):
        whole = queries.whole(index, row, day)
        assert [e.data["id"] for e in whole.history] == [e.id for e in state.entries if e.on <= day]
        assert [(m.number, m.completed) for m in whole.measures] == [
            (m.planned.number, m.completed if m.completed is not None and m.completed <= day else None)
            for m in state.measures
            if m.planned.on <= day
        ]
        assert [e.file for e in whole.evidence] == [e.file for e in state.evidence if e.on <= day]
        for said in (whole.submission, whole.publicised, whole.asked):
            assert said is None or (said.day <= day and said.counts)
        refused = {problem.entries[fault.entry].id for fault in state.faults}
        later = [e for e in state.entries if isinstance(e, Amended) and e.on > day and e.id not in refused]
        assert set(whole.amended) == {name for e in later for name in e.changes.plain()}


def test_one_problem_is_found_though_its_neighbour_cannot_be_read(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    org, _slash, name = desk.problem().partition("/")
    desk.write("orgs/zjj/problems/aaaaaa.toml", "x = \n")

    def found(index: Index) -> tuple[Row | None, Row | None]:
        return queries.row(index, org, name, FOUND), queries.row(index, org, name, FOUND - DAY)

    row, before = asked(desk.ledger, found)
    assert (row and row.id, before) == (name, None)
    with pytest.raises(LedgerInvalid):
        asked(desk.ledger, lambda index: queries.row(index, "zjj", "aaaaaa", FOUND))


def test_organizations_officers_and_prompts_are_those_of_the_files() -> None:
    index = held()
    orgs = make_orgs()
    assert [(o.id, o.name, o.parent, o.function) for o in queries.orgs(index)] == [
        (name, org.name, org.parent, org.function) for name, org in orgs.items()
    ]
    former = next(o for o in queries.officers(index, "zjj") if o.id == "zjj/former")
    assert (former.until, former.since) == (FOUND - DAY, None)
    assert [o.id for o in queries.officers(index, None)] == [
        f"{name}/{o.id}" for name, org in orgs.items() for o in org.officers
    ]
    assert [p.id for p in queries.prompts(index)] == ["p01", "p02", "p03"]


# coverage


def answered(minute: int, on: dt.date, **fields: Any) -> Answered:
    at = START + dt.timedelta(days=40, minutes=minute)
    base = {"id": f"a{minute:05}", "at": at, "by": "zjj/liaison", "on": on, "reason": "已对照", "answer": Answer.CLEAR}
    return Answered.model_validate(base | {"prompt": "p01"} | fields)


replies = st.builds(
    answered,
    st.integers(0, 50),
    st.integers(0, 9).map(lambda n: FOUND + n * DAY),
    prompt=st.sampled_from(["p01", "p02", "p09"]),
    subject=st.sampled_from(["team", "head", "nobody"]),
    reason=st.sampled_from(["已对照", None]),
)
rounds = st.builds(
    lambda opened, subjects, answers: round_of(
        {"schema": 1, "opened": FOUND + opened * DAY, "subjects": subjects, "answers": answers}
    ),
    st.integers(0, 5),
    st.sampled_from([("team",), ("team", "head")]),
    st.lists(replies, max_size=8),
)


@given(
    held_rounds=st.dictionaries(
        st.tuples(st.sampled_from(["gov", "zjj", "office"]), st.sampled_from(["2026-1", "2026-2"])), rounds, max_size=4
    ),
    day=st.one_of(st.integers(-1, 12).map(lambda n: FOUND + n * DAY), st.sampled_from([dt.date.min, dt.date.max])),
    scope=st.sampled_from([("gov", "zjj", "czj"), ("gov", "zjj", "czj", "office", "jiwei"), ("zjj",), ("office",)]),
)
def test_coverage_equals_a_second_count(
    held_rounds: dict[tuple[str, str], Round], day: dt.date, scope: tuple[str, ...]
) -> None:
    prompts = ["p01", "p02", "p03"]
    opened = [(r.head.opened, name) for (org, name), r in held_rounds.items() if r.head.opened <= day]
    first = {name: min(on for on, other in opened if other == name) for _on, name in opened}
    latest = max(first, key=lambda name: (first[name], name), default=None)
    expected = {org: 3 for org in scope if org in ("gov", "zjj", "czj")}
    done = {}
    for (org, name), round_ in held_rounds.items():
        if name == latest and org in scope and round_.head.opened <= day:
            expected[org] = 3 * len(round_.head.subjects)
            done[org] = round_.answered(prompts, day)
    found, count, of = queries.examined(held(rounds=held_rounds), scope, day)
    assert (found, of) == (latest, expected)
    assert count == {org: n for org, n in done.items() if n}


def test_conditions_are_those_of_the_figures() -> None:
    late = story("zjj", "aaaaaa", due=DUE - 30 * DAY)
    index = held([late, story("zjj", "bbbbbb")])
    overdue = Narrowed((conditions.OVERDUE,))
    assert [row.id for row in queries.rows(index, DUE, None, overdue)] == ["aaaaaa"]
    assert queries.count(index, DUE + DAY, None, overdue) == 2


def test_each_organization_stands_under_itself_and_all_above_it() -> None:
    assert queries.ancestry(held()) == {
        "gov": ["gov"], "zjj": ["zjj", "gov"], "czj": ["czj", "gov"], "office": ["office"], "jiwei": ["jiwei"],
    }  # fmt: skip


def test_two_of_one_post_in_an_organization_are_told_apart_by_the_code() -> None:
    index = held([])
    found = queries.names(index)
    assert found["zjj"]
    assert not [name for ref, name in found.items() if ref.endswith(")")]
    index.connection.execute("UPDATE officers SET post = '副局长' WHERE org = 'zjj' AND officer IN ('head', 'liaison')")
    found = queries.names(index)
    assert (found["zjj/head"], found["zjj/liaison"]) == ("副局长 (head)", "副局长 (liaison)")
    assert found.keys() >= {officer.id for officer in queries.officers(index, None)}
