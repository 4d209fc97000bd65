"""The public version of what services return."""

import datetime as dt
import importlib
import pkgutil
from typing import Any

import pytest

import yiananlib.index
import yiananlib.services
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue
from tests.services.registers import meeting, rule
from yiananlib.errors import AnswerNo, UsageProblem
from yiananlib.model.public import LeftOut
from yiananlib.model.vocabulary import Status
from yiananlib.services.reading.bulletin import bulletin
from yiananlib.services.reading.due import due
from yiananlib.services.reading.lists import (
    Filters,
    list_officers,
    list_orgs,
    list_problems,
    list_prompts,
    show_problem,
)
from yiananlib.services.reading.matter_reading import list_matters
from yiananlib.services.reading.notices import list_notices
from yiananlib.services.reading.page import page
from yiananlib.services.reading.publishing import RESULTS, Part, _figures, published
from yiananlib.services.reading.report import ledger, ledger_book, report
from yiananlib.services.reading.tasks import tasks
from yiananlib.services.recording import rectify

DAY = dt.date(2026, 6, 20)
NAMES = {"zjj": "县住建局"}


def shown(desk: Desk, ref: str) -> Any:
    return asked(desk.ledger, lambda index: show_problem(index, ref, DAY))


def types() -> dict[str, Any]:
    """Return every class of the services and of the index, by its module and name."""
    found: dict[str, Any] = {}
    for package in (yiananlib.services, yiananlib.index):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            made = importlib.import_module(module.name)
            found |= {
                f"{module.name.rpartition('.')[2]}.{name}": value
                for name, value in vars(made).items()
                if isinstance(value, type) and value.__module__ == made.__name__
            }
    return found


@pytest.mark.parametrize("name", RESULTS)
def test_the_list_names_fields_that_results_have(name: str) -> None:
    made = types()[name]
    assert RESULTS[name].keys() <= set(getattr(made, "_fields", ())) | set(getattr(made, "__dataclass_fields__", ()))


def test_a_public_row_says_the_same_as_the_public_record(desk: Desk) -> None:
    ref = desk.problem()
    listed = published(asked(desk.ledger, lambda index: list_problems(index, DAY, Filters())), NAMES)
    (row,) = listed.rows
    assert (row.ref, row.title, row.owner, row.leader) == (ref, "招标文件抽查整改三次催办未报", "县住建局", "县住建局")
    assert listed.setting.public


def test_publishing_leaves_the_original_unchanged(desk: Desk) -> None:
    before = asked(desk.ledger, lambda index: report(index, DAY))
    published(before, NAMES)
    assert before == asked(desk.ledger, lambda index: report(index, DAY))
    assert not before.setting.public


def test_a_problem_is_shown_without_what_people_wrote_for_each_other(desk: Desk) -> None:
    ref = desk.closed()
    whole = published(shown(desk, ref), NAMES).whole
    assert whole.row.status is Status.CLOSED
    assert (whole.head["goal"], whole.head["symptom"], whole.head["root_cause"]) == ("变更审批零补办", "", "")
    assert (whole.measures[0].text, whole.measures[0].owner, whole.measures[0].evidence) == (
        "修订变更审批办法",
        "县住建局",
        (),
    )
    assert whole.submission.data["effect"] == "二季度12个项目零补办"
    assert whole.submission.data["rule"] == ""
    assert isinstance(whole.evidence, LeftOut)
    assert {said.kind for said in whole.history} == {
        "registered", "planned", "completed", "submitted", "reviewed", "closed",
    }  # fmt: skip
    assert {said.by for said in whole.history} <= {"县住建局", "jiwei", "office"}
    assert all(said.recorded == said.day and not said.at for said in whole.history)


def test_what_was_taken_back_is_not_told(desk: Desk) -> None:
    ref = desk.problem()
    slip = desk.measure(ref, "误录")
    desk.append(ref, "retracted", entry=slip.state.problem.entries[-1].id, reason="录错")
    whole = published(shown(desk, ref), NAMES).whole
    assert [said.kind for said in whole.history] == ["registered"]
    assert whole.measures == ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda index: due(index, DAY, org="zjj"),
        lambda index: list_notices(index, DAY),
        lambda index: list_matters(index, DAY, "meeting"),
        lambda index: list_officers(index, None),
        lambda index: list_orgs(index),
        lambda index: list_prompts(index),
        lambda index: tasks(index, DAY),
    ],
)
def test_a_result_without_a_row_in_the_list_has_no_public_version(desk: Desk, ask: Any) -> None:
    with pytest.raises(UsageProblem, match="office only"):
        published(asked(desk.ledger, ask), NAMES)


def test_rules_are_public_and_meetings_are_not(desk: Desk) -> None:
    rule(desk, owner="jianguan", note="现有")
    meeting(desk, held=None)
    rows = published(asked(desk.ledger, lambda index: list_matters(index, DAY, "rule")), NAMES).rows
    assert [(row.title, row.data["owner"]) for row in rows] == [("变更审批办法", "县住建局")]
    assert "现有" not in str(rows)


def test_the_public_learns_only_whose_an_unanswered_notice_is(desk: Desk) -> None:
    issue(desk, due=dt.date(2026, 3, 20))
    (row,) = published(asked(desk.ledger, lambda index: bulletin(index, DAY)), NAMES).unanswered
    assert (row.org, row.org_name, row.title, row.data, row.history, row.due) == ("zjj", "住建局", "", {}, (), None)


def test_a_page_has_no_queue(desk: Desk) -> None:
    desk.problem()
    made = published(asked(desk.ledger, lambda index: page(index, DAY)), NAMES)
    assert isinstance(made.due, LeftOut)
    assert made.setting.names["zjj"]


@pytest.mark.parametrize("name", ["title", "goal"])
def test_a_telephone_number_in_a_public_field_refuses_the_whole_export(desk: Desk, name: str) -> None:
    ref = desk.problem(**{name: "投诉人电话13812345678"})
    with pytest.raises(AnswerNo, match=f"{ref}.*13812345678.*telephone"):
        published(shown(desk, ref), NAMES)


def test_a_number_in_what_is_left_out_does_not_matter(desk: Desk) -> None:
    ref = desk.problem(symptom="投诉人电话13812345678")
    rectify.progress(desk.ledger, desk.context(), ref, "已回电13812345678")
    assert "13812345678" not in str(published(shown(desk, ref), NAMES))


def test_a_ledger_is_read_over_as_it_is_written(desk: Desk) -> None:
    refs = [desk.problem(title=f"问题{n}") for n in range(3)]
    for ref in refs[:2]:
        desk.measure(ref, "致电13812345678核实")

    def read(index: Any) -> None:
        made = published(ledger(index, DAY), NAMES)
        seen = []
        with pytest.raises(AnswerNo, match="13812345678") as refused:
            seen += [whole.row.title for whole in made.wholes]
        assert all(ref in str(refused.value) for ref in refs[:2])

    asked(desk.ledger, read)


def test_a_message_names_some_doubts_and_counts_the_rest(desk: Desk) -> None:
    for n in range(12):
        desk.problem(title=f"{n}号问题13812345678")
    with pytest.raises(AnswerNo, match="and 4 more"):
        published(asked(desk.ledger, lambda index: list_problems(index, DAY, Filters())), NAMES)


def test_a_ledger_names_organizations_and_no_posts(desk: Desk) -> None:
    def read(index: Any) -> None:
        made = published(ledger_book(index, DAY), NAMES)
        assert made.setting.names.keys() == {"gov", "zjj", "czj", "office", "jiwei"}

    asked(desk.ledger, read)


def test_figures_are_numbers_and_a_text_among_them_is_a_bug(desk: Desk) -> None:
    before = asked(desk.ledger, lambda index: report(index, DAY))
    assert _figures(before.figures) == before.figures
    for wrong in ("一", ("一",), {"a": "一"}, object()):
        with pytest.raises(TypeError):
            _figures(wrong)


def test_every_part_of_the_list_is_used() -> None:
    assert {how for row in RESULTS.values() for how in row.values() if isinstance(how, Part)} == set(Part)
