"""Counting by organization and kind, and what was counted before."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import DUE, FOUND, Story, make_org, make_orgs
from tests.index.held import add, counted, held
from tests.services.histories import histories
from tests.services.recount import FUNCTIONS, recount
from yiananlib.index import tally
from yiananlib.index.counting_sql import NAMES
from yiananlib.index.figures import TOPS
from yiananlib.index.sync import Index
from yiananlib.index.tally import Tallies, Tally, total
from yiananlib.model.problem import Problem

DAY = dt.timedelta(days=1)
ORGS = ("gov", "zjj", "czj", "office", "jiwei")
BELOW = {"gov": ("gov", "zjj", "czj"), **{org: (org,) for org in ORGS[1:]}}


def said(found: Tallies) -> list[object]:
    """Return what was counted, as values that compare."""
    return [{kind: (t.counts, *t.lengths) for kind, t in kinds.items()} for kinds in found]


def of(problem: Problem, org: str, kind: str) -> Problem:
    """Return the same history in another organization, of another kind; nobody vouches for their own paper."""
    head = problem.head.model_copy(update={"kind": kind})
    entries = problem.entries
    if org in FUNCTIONS:
        given = (e.model_copy(update={"received": None}) if hasattr(e, "received") else e for e in entries)
        entries = tuple(given)
    return Problem(org, head, entries)


several = st.lists(
    st.builds(of, histories(most=8), st.sampled_from(ORGS), st.sampled_from(["undelivered", "drifting"])),
    min_size=1,
    max_size=5,
)
days = st.integers(0, 200).map(lambda n: FOUND + n * DAY)


def together(one: int, other: int) -> list[int]:
    return [max(one, other) if name in TOPS else one + other for name in NAMES]


def test_tallies_add_up_their_counts_and_keep_the_largest_of_single_values() -> None:
    one, other = Tally([1] * len(NAMES), {3: 1, 5: 2}, {7: 1}), Tally([2] * len(NAMES), {5: 1, 8: 1}, {7: 2})
    one.add(other)
    assert (one.counts, one.close_days, one.wait_days) == (together(1, 2), {3: 1, 5: 3, 8: 1}, {7: 3})
    assert (other.counts, other.close_days) == ([2] * len(NAMES), {5: 1, 8: 1})
    assert total({"a": one, "b": other}).counts == [2 if name in TOPS else 5 for name in NAMES]
    assert total({}).figures().total == 0


@given(problems=several, day=days)
def test_an_organization_is_counted_with_all_below_it_and_alone(problems: list[Problem], day: dt.date) -> None:
    found = tally.tallies(held(problems), ORGS, day)
    for org in ORGS:
        for counted_, orgs in ((found[org].whole, BELOW[org]), (found[org].own, (org,))):
            theirs = [p for p in problems if p.org in orgs]
            assert total(counted_).figures()._asdict() == recount(theirs, day)
            for kind, figures in counted_.items():
                assert figures.figures()._asdict() == recount([p for p in theirs if p.head.kind == kind], day)


@given(problems=several, more=several, day=days)
def test_what_is_remembered_is_what_would_be_counted_anew(
    problems: list[Problem], more: list[Problem], day: dt.date
) -> None:
    index = held(problems)
    first = tally.tallies(index, ORGS, day)
    assert {org: said(t) for org, t in tally.tallies(index, ORGS, day).items()} == {
        org: said(t) for org, t in first.items()
    }
    add(index, more)
    found, anew = tally.tallies(index, ORGS, day), tally.tallies(held([*problems, *more]), ORGS, day)
    assert {org: said(t) for org, t in found.items()} == {org: said(t) for org, t in anew.items()}


CHAIN = {"a": None, "b": "a", "c": "b", "d": "b", "e": "c", "f": None}


@given(data=st.data())
def test_whatever_was_asked_before_a_tree_is_counted_as_anew(data: st.DataObject) -> None:
    orgs = {name: make_org(name=name, order=n, parent=parent) for n, (name, parent) in enumerate(CHAIN.items(), 1)}
    some = st.lists(st.sampled_from([*CHAIN]), unique=True, min_size=1)
    problems: list[Problem] = []
    index = held(problems, orgs=orgs)
    for _time in range(4):
        new = [of(Story().has("registered").problem, org, "drifting") for org in data.draw(some)]
        problems += new
        add(index, new)
        for _question in range(data.draw(st.integers(0, 2))):
            asked = data.draw(some)
            found, anew = tally.tallies(index, asked, FOUND), tally.tallies(held(problems, orgs=orgs), asked, FOUND)
            assert {org: said(t) for org, t in found.items()} == {org: said(t) for org, t in anew.items()}
            for org in asked:
                under = [p for p in problems if org in lineage(p.org)]
                assert total(found[org].whole).figures().total == len(under)


def lineage(org: str | None) -> list[str]:
    """Return an organization of the chain and all above it."""
    return [org, *lineage(CHAIN[org])] if org is not None else []


def asked_of(index: Index) -> list[str]:
    """Return a list that grows with each statement that the index is asked."""
    found: list[str] = []
    index.connection.set_trace_callback(found.append)
    return found


def test_what_was_counted_is_not_counted_again_until_something_changes_below() -> None:
    story = Story().has("registered")
    index = held([story.problem])
    tally.tallies(index, ORGS, DUE)
    statements = asked_of(index)
    tally.tallies(index, ORGS, DUE)
    assert not any("FROM problems" in statement for statement in statements)
    index.connection.set_trace_callback(None)
    add(index, [of(story.problem, "czj", "drifting")])
    kept = index.connection.execute("SELECT org FROM tallies ORDER BY org").fetchall()
    assert kept == [("jiwei",), ("office",), ("zjj",)]
    assert total(tally.tallies(index, ["gov"], DUE)["gov"].whole).figures().total == 2


def test_what_is_remembered_is_read_once_though_a_part_is_counted_anew() -> None:
    index, said = held([Story().has("registered").problem]), list[str]()
    tally.tallies(index, ORGS, FOUND)
    add(index, [Story(id="bbbbbb").has("registered").problem])
    index.connection.set_trace_callback(said.append)
    found = tally.tallies(index, ORGS, FOUND)
    assert [total(found[org].whole).figures().total for org in ("gov", "zjj", "czj")] == [2, 2, 0]
    assert sum("whole FROM tallies" in statement for statement in said) == len(ORGS)


def test_another_day_is_counted_for_itself() -> None:
    index = held([Story().has("registered").problem])
    assert (counted(index, DUE).overdue, counted(index, DUE + DAY).overdue, counted(index, DUE).overdue) == (0, 1, 0)


def test_days_long_ago_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "_KEPT", 2)
    index = held([Story().has("registered").problem])
    for n in (3, 1, 2, 0):
        tally.tallies(index, ["zjj"], FOUND + n * DAY)
    days = index.connection.execute("SELECT DISTINCT day FROM tallies ORDER BY day").fetchall()
    # the day just asked for is kept, and the latest others
    assert days == [("2026-03-12",), ("2026-03-14",), ("2026-03-15",)]


def test_many_organizations_are_counted_as_few_are() -> None:
    orgs = {f"o{n:03}": make_org(name=f"单位{n}", order=n + 1) for n in range(tally._MANY + 5)}
    stories = [
        Story(org=name, due=DUE - n * DAY, kind=("drifting", "other")[n % 2]).has("registered", "submitted")
        for n, name in enumerate(orgs)
    ]
    for story in stories[::3]:
        story.has("reviewed:pass", "closed")
    problems = [story.problem for story in stories]
    at_once = tally.tallies(held(problems, orgs=orgs), list(orgs), DUE)
    index = held(problems, orgs=orgs)
    one_by_one = {name: tally.tallies(index, [name], DUE)[name] for name in orgs}
    assert {n: said(t) for n, t in at_once.items()} == {n: said(t) for n, t in one_by_one.items()}
    again = tally.tallies(index, list(orgs), DUE)
    assert {n: said(t) for n, t in again.items()} == {n: said(t) for n, t in at_once.items()}
    assert list(tally.tallies(index, ["o001"], DUE)) == ["o001"]


def test_an_organization_in_a_cycle_counts_each_problem_once() -> None:
    orgs = make_orgs()
    orgs["gov"] = orgs["gov"].model_copy(update={"parent": "zjj"})
    problems = [Story(org=org).has("registered").problem for org in ("gov", "zjj", "czj")]
    found = tally.tallies(held(problems, orgs=orgs), ["gov", "zjj", "czj"], DUE)
    assert {org: total(t.whole).figures().total for org, t in found.items()} == {"gov": 3, "zjj": 3, "czj": 1}


def test_figures_are_given_where_another_command_writes_and_nothing_is_remembered(tmp_path: Path) -> None:
    index = held([Story().has("registered").problem])
    index.connection.execute("COMMIT")
    path = tmp_path / "index.sqlite"
    with sqlite3.connect(path) as copy:
        index.connection.backup(copy)
    index.connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    index.connection.execute("BEGIN")
    assert counted(index, DUE).total == 1
    assert index.connection.execute("SELECT count(*) FROM tallies").fetchone() == (0,)
    other.execute("ROLLBACK")
    assert counted(index, DUE).total == 1
    assert index.connection.execute("SELECT count(*) FROM tallies").fetchone() == (5,)
