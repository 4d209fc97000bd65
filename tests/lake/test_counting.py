"""A lake is counted as its ledgers are: by the same text, each ledger by its own settings, in whatever portions."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import DUE, FOUND, START, Story, make_campaign, make_orgs
from tests.index import held as holding
from tests.index.test_tally import ORGS, several
from tests.lake.pouring import CODES, KNOWN_ON, moved, pour, poured, said, told_apart
from tests.model.test_rounds import answered, make_round
from tests.services.ledgers import asked
from tests.services.recount import recount
from yiananlib.index import county_queries, queries, tally
from yiananlib.index.counting_sql import BEFORE_ALL, DAYS, QUESTIONS
from yiananlib.index.figures import Figures
from yiananlib.index.sync import Index
from yiananlib.index.tally import Tally
from yiananlib.lake import counting, duck
from yiananlib.lake.counting import ALL_AT_ONCE, DUCKDB, SPARK, Asked, Using
from yiananlib.lake.shelf import Shelved
from yiananlib.model.problem import Problem
from yiananlib.store.ledger import Ledger

DAY = dt.timedelta(days=1)
EDGES = (dt.date.min, dt.date.min + DAY, dt.date(2024, 2, 29), DUE, DUE + DAY, dt.date.max - DAY, dt.date.max)
days = st.one_of(st.integers(-3, 400).map(lambda n: FOUND + n * DAY), st.sampled_from(EDGES))


@pytest.fixture(scope="module")
def using() -> Iterator[Using]:
    with duck.opened() as here:
        yield Using(here, DUCKDB)


def held(problems: Sequence[Problem] = (), **more: Any) -> Index:
    return holding.held(told_apart(problems), **more)


def story(*steps: str, **head: Any) -> Problem:
    return Story(**head).has("registered", *steps).problem


def assert_the_same(using: Using, ledgers: Sequence[Shelved], indexes: Sequence[Index], day: dt.date) -> None:
    """Hold what a lake is counted to against the indexes: by ledger, by organization, by kind, and what moved."""
    by_org = counting.counts(using, ledgers, day, by_org=True)
    by_ledger = counting.counts(using, ledgers, day)
    every: dict[tuple[dt.date, str | None, str], int] = {}
    for one, index in zip(ledgers, indexes, strict=True):
        names = index.scope(None)
        whole: dict[str, Tally] = {}
        for org, tallies in tally.tallies(index, names, day).items():
            assert said(by_org.get((one.code, org), {})) == said(tallies.own), (one.code, org, day)
            for kind, counted in tallies.own.items():
                whole.setdefault(kind, Tally()).add(counted)
        assert said(by_ledger.get((one.code,), {})) == said(whole)
        for step, problems in moved(county_queries.steps(index, day, None)).items():
            every[step] = every.get(step, 0) + problems
    assert moved(counting.steps(using, ledgers, day)) == every


@settings(max_examples=15)
@given(first=several, second=several, on=days)
def test_a_lake_counts_what_its_ledgers_count(
    using: Using, first: list[Problem], second: list[Problem], on: dt.date
) -> None:
    indexes = (held(first), held(second, campaign=make_campaign(deadlines={"yellow": 30, "look_back_days": 10})))
    with poured(*indexes) as ledgers:
        for day in (on, *EDGES):
            assert_the_same(using, ledgers, indexes, day)
        found = Tally()
        for kinds in counting.counts(using, ledgers[:1], on).values():
            found.add(tally.total(kinds))
        assert found.figures()._asdict() == recount(first, on)


EXAMPLE = Path(__file__).parents[2] / "examples" / "yunling"


@pytest.mark.parametrize(
    "day", [dt.date(2026, 4, 1), dt.date(2026, 5, 31), dt.date(2026, 6, 30), dt.date(2026, 7, 15), dt.date.max], ids=str
)
def test_the_example_is_counted_as_its_index_counts_it(using: Using, tmp_path: Path, day: dt.date) -> None:
    def question(index: Index) -> Tally:
        ledger = pour(tmp_path / "lake", CODES[0], index)
        assert_the_same(using, [ledger], [index], day)
        return tally.total(counting.counts(using, [ledger], day)[CODES[0],])

    assert asked(Ledger(EXAMPLE), question).figures().total > 0


def figures(using: Using, ledgers: Sequence[Shelved], day: dt.date) -> Figures:
    every = Tally()
    for kinds in counting.counts(using, ledgers, day).values():
        every.add(tally.total(kinds))
    return every.figures()


def test_of_nothing_nothing_is_counted(using: Using) -> None:
    with poured(held()) as ledgers:
        for day in EDGES:
            assert counting.counts(using, ledgers, day) == {}
            assert list(counting.steps(using, ledgers, day)) == []


def test_what_is_voided_is_counted_as_that_alone(using: Using) -> None:
    closed = ("submitted", "reviewed:pass", "closed")
    voided = [story("voided"), story("submitted", "voided"), story(*closed, "reopened", "voided")]
    with poured(held(voided)) as ledgers:
        found = figures(using, ledgers, DUE)
        assert (found.voided, found.total, found.closes, found.look_backs_due, found.backdated) == (3, 0, 0, 0, 0)


def test_the_due_day_itself_is_in_time(using: Using) -> None:
    with poured(held([story(due=dt.date(2028, 2, 29))])) as ledgers:
        overdue = [figures(using, ledgers, dt.date(2028, 2, 29) + n * DAY).overdue for n in (-1, 0, 1)]
    assert overdue == [0, 0, 1]


def test_the_first_and_the_last_day_there_are(using: Using) -> None:
    first = Story(found=dt.date.min)
    first.add("registered", on=dt.date.min + DAY)
    first.add("numbered", on=dt.date.min + DAY)
    problems = [first.problem, story("numbered", due=dt.date.max), story("submitted", "reviewed:pass", "closed")]
    with poured(held(problems)) as ledgers:
        assert figures(using, ledgers, dt.date.min).total == 0
        young = figures(using, ledgers, dt.date.min + 29 * DAY).ageing
        older = figures(using, ledgers, dt.date.min + 30 * DAY).ageing
        assert (young["0-29"], older["0-29"], older["30-59"]) == (1, 0, 1)
        last = figures(using, ledgers, dt.date.max)
        assert (last.total, last.closed, last.due_soon) == (3, 1, 1)
        assert last == figures(using, ledgers, dt.date.max - DAY)


def test_each_ledger_is_counted_by_its_own_settings(using: Using) -> None:
    problem = story(due=DUE)
    late = held([problem], campaign=make_campaign(deadlines={"yellow": 30, "blue": 40}))
    with poured(held([problem]), late, held([problem])) as ledgers:
        counted = counting.counts(using, ledgers, DUE - 20 * DAY)
        soon = {code: tally.total(kinds).figures().due_soon for (code,), kinds in counted.items()}
        assert soon == {CODES[0]: 0, CODES[1]: 1, CODES[2]: 0}
        found = counting.shares(ledgers)
    assert [[one.code for one in share.ledgers] for share in found] == [[CODES[0], CODES[2]], [CODES[1]]]
    assert [share.rules.yellow for share in found] == [7, 30]


def test_settings_that_are_the_same_are_one_share_whatever_else_differs() -> None:
    with poured(held(), held(campaign=make_campaign(name="另一个"))) as ledgers:
        assert len(counting.shares(ledgers)) == 1
    assert counting.shares(()) == ()


@pytest.mark.parametrize("rows", [1, 3, ALL_AT_ONCE])
def test_in_whatever_portions_it_is_the_same(using: Using, rows: int) -> None:
    indexes = [held([story("submitted"), story(org="czj")]), held([story("voided")]), held([story("submitted")])]
    with poured(*indexes) as ledgers:
        assert_the_same(using._replace(rows=rows), ledgers, indexes, DUE)


def test_a_portion_has_as_many_rows_as_are_bearable_and_a_larger_ledger_comes_alone(using: Using) -> None:
    indexes = [held([story()]), held([story()]), held([story(org=org) for org in ("gov", "zjj", "czj")])]
    with poured(*indexes) as ledgers:
        sizes = [one.manifest.file("standings").rows for one in ledgers]
        assert sizes == [1, 1, 3]
        assert [[one.code for one in some] for some in counting.portions(ledgers, 2)] == [[*CODES[:2]], [CODES[2]]]
        assert [len(some) for some in counting.portions(ledgers, 5)] == [3]
        assert [len(some) for some in counting.portions(ledgers, 4)] == [2, 1]
    assert list(counting.portions((), 2)) == []


def test_adding_a_ledger_changes_no_other_s_counts(using: Using) -> None:
    problems = [story("submitted"), story()]
    with poured(held(problems), held([story("voided")])) as ledgers:
        alone = counting.counts(using, ledgers[:1], DUE)
        both = counting.counts(using, ledgers, DUE)
    assert said(alone[CODES[0],]) == said(both[CODES[0],])


def test_the_same_id_in_another_ledger_is_another_problem(using: Using) -> None:
    problem = story("submitted", "reviewed:pass", "closed", "looked-back:held")
    with poured(held([problem]), held([problem])) as ledgers:
        found = figures(using, ledgers, dt.date.max)
    assert (found.total, found.closed, found.closes, found.look_backs_done) == (2, 2, 2, 2)


@given(st.sampled_from(EDGES) | st.dates())
def test_parameters_are_days_that_there_are_or_precede_all(day: dt.date) -> None:
    found = counting.parameters(day, counting._ANY)
    for name in DAYS:
        said_ = str(found.get(name, BEFORE_ALL))
        assert said_ == BEFORE_ALL or dt.date.fromisoformat(said_)
    assert dt.date.fromisoformat(str(found["evening"])) == min(day, dt.date.max - DAY)


@pytest.mark.parametrize("engine", [DUCKDB, SPARK], ids=lambda engine: engine.name)
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_names_the_tables_it_reads_and_no_other(engine: Any, name: str) -> None:
    asked = counting.question(engine, name, ("problems.ledger", "problems.kind"), {})
    assert asked.tables[0] == "standings"
    relations = {table: f"<{table}>" for table in counting.COUNTED}
    text = asked.text.format(**relations)
    assert {table for table in counting.COUNTED if f"<{table}>" in text} == set(asked.tables)
    assert "problems.problem" not in text


def test_coverage_is_what_each_ledger_says_of_its_round(using: Using) -> None:
    late = START + 40 * DAY
    first = make_round(
        answered("p01", reason="查阅台账"), answered("p02", reason="查阅台账", at=late), subjects=["team", "head"]
    )
    second = make_round(answered("p03", reason="查阅台账", at=late), opened=FOUND + 30 * DAY)
    rounds = {("zjj", "2026-1"): first, ("czj", "2026-1"): make_round(), ("zjj", "2026-2"): second}
    indexes = (held(rounds=rounds, prompts=4), held(prompts=2))
    with poured(*indexes) as ledgers:
        for day in (FOUND, FOUND + 30 * DAY, FOUND + 39 * DAY, FOUND + 40 * DAY, DUE, *EDGES):
            by_org = counting.coverage(using, ledgers, day, by_org=True)
            by_ledger = counting.coverage(using, ledgers, day)
            for one, index in zip(ledgers, indexes, strict=True):
                name, given_, expected = queries.examined(index, index.scope(None), day)
                found = by_ledger[one.code,]
                assert (found.answered, found.expected) == (sum(given_.values()), sum(expected.values()))
                assert found.round == name
                for org, n in expected.items():
                    assert by_org[one.code, org].expected == n
                    assert by_org[one.code, org].answered == given_.get(org, 0)


def test_steps_of_some_organizations_are_theirs_alone(using: Using) -> None:
    index = held([story("submitted"), story(org="czj"), story(org="gov")])
    with poured(index) as ledgers:
        some = moved(counting.steps(using, ledgers, DUE, ["zjj", "czj"]))
        assert some == moved(county_queries.steps(index, DUE, ["zjj", "czj"]))
        assert moved(counting.steps(using, ledgers, DUE, [])) == {}
        assert moved(counting.steps(using, ledgers, DUE, ["zj", "jj"])) == {}


def test_kinds_are_those_of_all_with_the_words_of_each(using: Using) -> None:
    def campaign(**words: str) -> Any:
        said = make_campaign()
        return said.model_copy(update={"vocabulary": {**said.vocabulary, "kind": words}})

    indexes = (held(campaign=campaign(a="甲", b="乙")), held(campaign=campaign(b="乙", own="本县的")))
    other = held(campaign=campaign(a="甲", b="另一个乙"))
    with poured(*indexes, other) as ledgers:
        found = counting.kinds(using, ledgers)
        assert found == {"a": ("甲",), "b": ("乙", "另一个乙"), "own": ("本县的",)}
        assert list(found) == ["a", "b", "own"]


def test_organizations_are_those_of_the_ledger_in_its_order(using: Using) -> None:
    index = held()
    with poured(index) as ledgers:
        found = counting.orgs(using, ledgers[0])
    assert list(found) == index.scope(None)
    assert {org.id: (org.name, org.parent, org.function) for org in found.values()} == {
        org.id: (org.name, org.parent, org.function) for org in queries.orgs(index)
    }
    assert set(found) == set(make_orgs()) == set(ORGS)


def test_what_is_held_answers_as_the_files_do(using: Using) -> None:
    class Anew(NamedTuple):
        counter: Any

        def rows(self, ledgers: Sequence[Shelved], asked: Asked) -> Any:
            return self.counter.rows(ledgers, asked)

        def held(self, ledgers: Sequence[Shelved], asked: Asked) -> None:
            return None

    closed = ("submitted", "reviewed:pass", "closed")
    index = held([story(*closed, "looked-back:held"), story("submitted"), story("voided"), story(*closed, "reopened")])
    with poured(index) as ledgers:
        for day in (DUE, KNOWN_ON, dt.date.max):
            both = [
                counting.counts(using._replace(counter=one), ledgers, day)
                for one in (using.counter, Anew(using.counter))
            ]
            assert said(both[0][CODES[0],]) == said(both[1][CODES[0],])


def test_a_query_s_text_contains_no_value_of_a_ledger() -> None:
    given_ = counting.parameters(DUE, counting._ANY)
    asked = counting.question(DUCKDB, "counts", ("problems.ledger", "problems.kind"), given_)
    assert isinstance(asked, Asked)
    assert str(DUE) not in asked.text
