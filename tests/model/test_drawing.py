"""A sample is drawn as the documentation says, by anybody."""

import hashlib
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.model import drawing
from yiananlib.model.drawing import Rule

POPULATION = tuple(f"{org}/{n:06}" for org in ("czj", "zjj") for n in range(10))
refs = st.lists(
    st.builds("{}/{:06}".format, st.sampled_from(["czj", "jtj", "zjj"]), st.integers(0, 999_999)),
    unique=True, min_size=1, max_size=40,
).map(lambda found: tuple(sorted(found)))  # fmt: skip
rules = st.builds(
    Rule, st.integers(1, 100), st.none() | st.integers(1, 9), st.none() | st.integers(9, 20), st.booleans()
)


@pytest.mark.parametrize(
    ("rule", "count", "drawn"),
    [
        (Rule(10), 0, 0),
        (Rule(10), 1, 1),
        (Rule(10), 10, 1),
        (Rule(10), 11, 2),
        (Rule(10), 20, 2),
        (Rule(10), 21, 3),
        (Rule(100), 7, 7),
        (Rule(1), 100, 1),
        (Rule(1), 101, 2),
        (Rule(10, least=3), 2, 2),
        (Rule(10, least=3), 5, 3),
        (Rule(10, least=3), 40, 4),
        (Rule(10, most=20), 300, 20),
        (Rule(10, most=20), 200, 20),
        (Rule(10, most=20), 190, 19),
        (Rule(50, least=3, most=3), 9, 3),
    ],
)
def test_a_share_is_rounded_up_and_stays_within_its_bounds(rule: Rule, count: int, drawn: int) -> None:
    assert rule.size(count) == drawn


def test_the_smallest_numbers_are_drawn() -> None:
    by_hand = sorted(POPULATION, key=lambda ref: hashlib.sha256(f"314/{ref}".encode()).hexdigest())[:4]
    assert drawing.drawn(Rule(20), POPULATION, "314") == tuple(by_hand)


def test_a_number_is_what_a_shell_makes_of_it() -> None:
    said = subprocess.run(["sha256sum"], input=b"314/zjj/000001", capture_output=True, check=True).stdout
    assert drawing.number("314", "zjj/000001") == said.decode().split()[0]


def test_each_organization_is_sampled_separately() -> None:
    found = drawing.drawn(Rule(10, least=3, by_unit=True), POPULATION, "314")
    assert [ref.partition("/")[0] for ref in found] == ["czj"] * 3 + ["zjj"] * 3
    alone = drawing.drawn(Rule(10, least=3), POPULATION[10:], "314")
    assert found[3:] == alone


@given(refs, rules, st.text("0123456789", min_size=1))
def test_a_draw_is_part_of_the_population_and_as_large_as_the_rule_says(
    population: tuple[str, ...], rule: Rule, seed: str
) -> None:
    found = drawing.drawn(rule, population, seed)
    assert set(found) <= set(population)
    assert len(set(found)) == len(found)
    parts = [
        [ref for ref in population if drawing.part(rule, ref) == part]
        for part in {drawing.part(rule, r) for r in population}
    ]
    assert len(found) == sum(rule.size(len(part)) for part in parts)
    assert drawing.drawn(rule, tuple(reversed(population)), seed) == found


@given(refs, rules, st.text("0123456789", min_size=1))
def test_a_successor_is_the_next_in_the_same_part_as_long_as_any_is_left(
    population: tuple[str, ...], rule: Rule, seed: str
) -> None:
    used = list(drawing.drawn(rule, population, seed))
    first, count = used[0], len(used)
    while (following := drawing.successor(rule, population, seed, first, used)) is not None:
        assert drawing.part(rule, following) == drawing.part(rule, first)
        used.append(following)
    part = drawing.ordered(rule, population, seed)[drawing.part(rule, first)]
    assert used[count:] == part[rule.size(len(part)) :]


def test_the_digest_is_that_of_canonical_json() -> None:
    said = '{"population":["czj/000001"],"share":10,"since":"2026-04-01"}'
    found = drawing.digest({"since": "2026-04-01", "share": 10}, ["czj/000001"])
    assert found == hashlib.sha256(said.encode()).hexdigest()
