"""What stands out when units and problems are seen beside each other."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import FOUND, INSPECTOR, OFFICE, START, make_org, make_orgs, record_id, round_of
from tests.services.linting import found, story
from yiananlib.model.problem import Problem
from yiananlib.model.rounds import Round

DAY = dt.timedelta(days=1)


def supported(number: int, *measures: int | None, sha256: str = "a" * 64) -> Problem:
    """Return a problem with the same file as evidence for some of its measures."""
    made = story(number)
    for place in range(1, 5):
        made.add("planned", number=place, text=f"第{place}条措施")
    for measure in measures:
        made.add("evidenced", measure=measure, sha256=sha256, file=f"{sha256[:16]}-{number}.pdf")
    return made.problem


def test_a_file_for_many_measures_is_asked_about_whatever_its_name() -> None:
    (sign,) = found("one-evidence", [supported(0, 1, 2), supported(1, 3)])
    assert [(proof.problem, proof.measure) for proof in sign.evidence] == [
        (f"zjj/{record_id(0)}", 1),
        (f"zjj/{record_id(0)}", 2),
        (f"zjj/{record_id(1)}", 3),
    ]
    assert sign.evidence[0].file == f"{'a' * 16}-0.pdf"


def test_two_measures_a_measure_twice_and_the_problem_as_a_whole_are_not_many() -> None:
    assert found("one-evidence", [supported(0, 1, 2)]) == []
    assert found("one-evidence", [supported(0, 1, 1, 1, 2, None, None)]) == []
    assert found("one-evidence", [supported(0, 1, 2), supported(1, 3, sha256="b" * 64)]) == []
    assert len(found("one-evidence", [supported(0, 1, 2)], lint={"one_evidence": 2})) == 1


def looked_back(number: int, result: str = "held", org: str = "zjj") -> Problem:
    return story(number, org).has("submitted", "reviewed:pass", "closed", f"looked-back:{result}").problem


def test_a_unit_where_every_close_held_is_asked_about_if_others_did_not_hold() -> None:
    five = [looked_back(n) for n in range(5)]
    other = looked_back(9, "slipped", "czj")
    (sign,) = found("all-hold", [*five, other])
    assert (sign.orgs, len(sign.problems)) == (("zjj",), 5)
    assert {proof.text for proof in sign.evidence} == {"held"}
    assert found("all-hold", five) == []
    assert found("all-hold", [*five[:4], other]) == []
    assert found("all-hold", [*five, looked_back(5, "incomplete"), other]) == []


ORGS = make_orgs() | {"jtj": make_org(name="交通局", order=6), "wyz": make_org(name="望云镇", order=7)}


def examined(problems: int, clear: int = 1) -> Round:
    """Return a round in which so many prompts brought problems, and so many none."""
    answers = [
        {
            "id": record_id(n),
            "at": START,
            "by": "zjj/liaison",
            "subject": "team",
            "prompt": f"p{n + 1:02}",
            **(
                {"answer": "problem", "problem": record_id(100 + n)}
                if n < problems
                else {"answer": "clear", "reason": "无"}
            ),
        }
        for n in range(problems + clear)
    ]
    return round_of({"schema": 1, "opened": FOUND, "answers": answers})


def registered(**counts: tuple[int, int]) -> list[Problem]:
    """Return the problems that the answers of these rounds brought."""
    return [story(100 + n, org).problem for org, (problems, _clear) in counts.items() for n in range(problems)]


def rounds(**counts: tuple[int, int]) -> dict[str, Any]:
    return {"rounds": {(org, "2026-1"): examined(*count) for org, count in counts.items()}, "orgs": ORGS, "prompts": 12}


def test_a_unit_that_found_nothing_where_others_found_much_is_asked() -> None:
    counts = {"zjj": (0, 3), "czj": (3, 0), "jtj": (4, 0)}
    (sign,) = found("nil", registered(**counts), **rounds(**counts))
    assert (sign.orgs, sign.problems, sign.answered) == (("zjj",), (), None)
    assert (
        sign.sentence == "住建局 found nothing in round 2026-1; the 2 others found 3.5 each. Was everything examined?"
    )
    assert (sign.evidence[0].text, sign.evidence[0].day) == ("2026-1", FOUND)


@pytest.mark.parametrize(
    "counts",
    [
        {"zjj": (0, 3), "czj": (3, 0), "jtj": (2, 0)},
        {"zjj": (0, 3), "czj": (9, 0)},
        {"zjj": (1, 3), "czj": (9, 0), "jtj": (9, 0)},
        {"zjj": (0, 0), "czj": (9, 0), "jtj": (9, 0)},
        {"office": (0, 3), "czj": (9, 0), "jtj": (9, 0)},
    ],
    ids=["few", "one other", "one found", "nothing answered yet", "not a unit"],
)
def test_units_with_ordinary_counts_are_not_asked(counts: dict[str, tuple[int, int]]) -> None:
    assert found("nil", registered(**counts), **rounds(**counts)) == []


def test_a_problem_that_came_back_is_asked_about_with_what_it_came_back_as() -> None:
    earlier = story(0).has("submitted", "reviewed:pass", "closed").problem
    later = [story(n, org, recurs=record_id(0)).problem for n, org in ((1, "czj"), (2, "zjj"))]
    (sign,) = found("recurred", [earlier, *later, story(3).problem])
    assert sign.problems == (f"zjj/{record_id(0)}", f"zjj/{record_id(2)}", f"czj/{record_id(1)}")
    assert len(sign.evidence) == 3
    assert found("recurred", later) == []


def test_a_recurrence_that_was_voided_is_none_and_nothing_comes_back_as_itself() -> None:
    earlier = story(0).has("submitted", "reviewed:pass", "closed").problem
    gone = story(1, recurs=record_id(0)).has("voided").problem
    assert found("recurred", [earlier, gone, story(2, recurs=record_id(2)).problem]) == []


def waiving(number: int, *, at_pass: bool = False, by: str = OFFICE) -> Problem:
    """Return a problem for which a check was waived, at the pass or at the close."""
    made = story(number).has("submitted")
    waived: dict[str, Any] = {"waived": {"wider": "全县仅此一处"}}
    made.add("reviewed:pass", by=by, **(waived if at_pass else {}))
    made.add("closed", by=by, **({} if at_pass else waived))
    return made.problem


def test_an_officer_who_waives_much_is_asked_at_the_pass_or_at_the_close() -> None:
    problems = [waiving(0), waiving(1, at_pass=True), waiving(2)]
    (sign,) = found("waivers", problems)
    assert sign.problems == tuple(p.ref for p in problems)
    assert "县促改办 职务 liaison waived" in sign.sentence
    assert found("waivers", problems[:2]) == []
    assert found("waivers", [*problems[:2], waiving(2, by=INSPECTOR)]) == []
    assert len(found("waivers", problems[:2], lint={"waivers": 2})) == 1
