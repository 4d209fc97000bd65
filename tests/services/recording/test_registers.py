"""Recording in registers: what is named is looked up, and what may not be is refused in one sentence."""

import datetime as dt
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE, OTHER
from tests.services.ledgers import Desk
from tests.services.registers import FILED, case, filed
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.services.recording import registers
from yiananlib.services.verifying.verify import verify

WAYS = [(name, way) for name, told in FILED.items() for way in told.ways]


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_each_record_goes_its_way_and_the_ledger_is_in_order(desk: Desk, name: str, way: tuple[Any, ...]) -> None:
    case(desk)
    problem = desk.problem()
    told = [(step, {key: problem if value == "{problem}" else value for key, value in said.items()}, by)
            for step, said, by in way]  # fmt: skip
    ref = filed(desk, name, *told)
    found = desk.ledger.find_matter(name, ref)
    assert [entry.kind for entry in found.entries[1:]] == [step for step, _said, _by in way]
    assert verify(desk.ledger).findings == ()


@pytest.mark.parametrize("name", list(FILED))
def test_others_leave_the_registers_of_an_organization_alone(desk: Desk, name: str) -> None:
    case(desk)
    with desk.refuses(NotAuthorised, "may not do this"):
        filed(desk, name, by=OTHER)
    with desk.refuses(NoSuchRecord, "no "):
        registers.act(desk.ledger, desk.context(OFFICE), name, "zzzz", FILED[name].ways[0][0][0], {})


def assign(desk: Desk, ref: str, org: str = "zjj", due: dt.date = dt.date(2026, 6, 30)) -> Any:
    said = {"org": org, "due": due}
    return registers.act(desk.ledger, desk.context(OFFICE), "opinion", ref, "assigned", said)


def test_an_opinion_is_said_by_words_and_kept_by_keys(desk: Desk) -> None:
    ref = filed(desk, "opinion", voice="群众", means="座谈会")
    head = desk.ledger.find_matter("opinion", ref).head
    assert (head.voice, head.means) == ("masses", "forum")
    with desk.refuses(UsageProblem, "“--from”: “张三” is not one of"):
        filed(desk, "opinion", voice="张三")


def test_an_opinion_is_assigned_to_an_organization_that_is_there_by_code_or_name(desk: Desk) -> None:
    ref = filed(desk, "opinion")
    with desk.refuses(NoSuchRecord, "no organization “xxj”"):
        assign(desk, ref, "xxj")
    assert assign(desk, ref, "财政局").standing.matter.entries[-1].org == "czj"


def test_an_opinion_becomes_a_problem_of_the_unit_it_lies_with(desk: Desk) -> None:
    ref, problem = filed(desk, "opinion"), desk.problem()
    assign(desk, ref, "czj")
    with desk.refuses(UsageProblem, "is not on the list of czj, with which this lies"):
        registers.act(desk.ledger, desk.context(OTHER), "opinion", ref, "raised", {"problem": problem})
    assign(desk, ref, "zjj")
    done = registers.act(desk.ledger, desk.context(LIAISON), "opinion", ref, "raised", {"problem": problem})
    assert done.standing.status == "raised"
    assert done.standing.matter.entries[-1].problem == problem.partition("/")[2]


def test_an_opinion_becomes_no_problem_that_is_voided(desk: Desk) -> None:
    ref, problem = filed(desk, "opinion"), desk.problem()
    desk.append(problem, "voided", by=OFFICE, reason="重复登记")
    with desk.refuses(NotAllowed, "is voided, and nothing can become it"):
        registers.act(desk.ledger, desk.context(LIAISON), "opinion", ref, "raised", {"problem": problem})


def test_the_day_for_an_answer_lies_ahead(desk: Desk) -> None:
    ref = filed(desk, "opinion")
    with desk.refuses(NotAllowed, "is before"):
        assign(desk, ref, due=dt.date(2026, 3, 1))


def test_a_group_is_of_officers_by_code_or_post_and_of_posts_in_words(desk: Desk) -> None:
    ref = filed(desk, "group", chair="职务 head", members=("deputy-1", "czj/liaison", "派驻纪检组组长"))
    head = desk.ledger.find_matter("group", ref).head
    assert (head.chair, head.members) == ("zjj/head", ("zjj/deputy-1", "czj/liaison", "派驻纪检组组长"))
    with desk.refuses(NoSuchRecord, "There is no officer “zjj/nobody”"):
        filed(desk, "group", chair="zjj/nobody")


def test_a_mechanism_is_a_key_of_the_vocabulary_or_any_words(desk: Desk) -> None:
    desk.write("yian.toml", (desk.root / "yian.toml").read_text("utf-8") + '\n[vocabulary.mechanism]\nspare = "容错"\n')
    assert (
        desk.ledger.find_matter("commendation", filed(desk, "commendation", mechanism="容错")).head.mechanism == "spare"
    )
    other = filed(desk, "commendation", mechanism="激励")
    assert desk.ledger.find_matter("commendation", other).head.mechanism == "激励"


def test_what_is_published_names_a_case_and_problems_that_are_there(desk: Desk) -> None:
    with desk.refuses(NoSuchRecord, "no case “case-9”"):
        filed(desk, "press", case="case-9")
    with desk.refuses(NotAllowed, "at least one of these must be there"):
        filed(desk, "press", case=None)
    problem = desk.problem()
    ref = filed(desk, "press", case=None, problems=(problem,))
    assert desk.ledger.find_matter("press", ref).head.problems == (problem.partition("/")[2],)


def test_verify_names_a_case_that_is_gone(desk: Desk) -> None:
    filed(desk, "press")
    (desk.root / "cases/case-1.toml").unlink()
    assert [f.message for f in verify(desk.ledger).findings] == ["there is no case “case-1”"]
