"""What the searches share."""

from tests.builders import FOUND, record_id
from tests.index.held import held
from tests.services.linting import LATER, story
from yiananlib.services.reading.lint_ground import Ground, named


def test_problems_come_in_configured_order_and_voided_ones_not_at_all() -> None:
    gone = story(3).has("voided")
    ground = Ground(held([story(1, "czj").problem, story(2).problem, gone.problem, story(0, "gov").problem]), LATER)
    assert [case.ref for case in ground.cases.values()] == [
        f"gov/{record_id(0)}",
        f"zjj/{record_id(2)}",
        f"czj/{record_id(1)}",
    ]
    assert Ground(held([story(0).problem]), FOUND.replace(day=11)).cases == {}


def test_measures_and_files_follow_their_problems() -> None:
    stories = [story(1, "czj"), story(0)]
    for one in stories:
        one.has("planned", "evidenced")
    ground = Ground(held(one.problem for one in stories), LATER)
    assert [ground.cases[m.problem].org for m in ground.measures] == ["zjj", "czj"]
    assert [ground.cases[p.problem].org for p in ground.papers] == ["zjj", "czj"]


def test_a_finding_names_each_problem_once_and_of_many_the_first() -> None:
    ground = Ground(held(story(n).problem for n in range(7)), LATER)
    keys = list(ground.cases)
    sign = ground.sign("no-verb", [*keys, *keys], [], number=7)
    assert len(sign.problems) == 7
    assert f"Measure 7 of {', '.join(sign.problems[:5])} and 2 more names" in sign.sentence
    assert named(["a", "b"]) == "a, b"
