"""A record in, rows out."""

import json

from hypothesis import given

from tests import strategies
from tests.builders import DUE, FOUND, Story, make_campaign, story_at
from yiananlib.index import record_rows
from yiananlib.index.schema import PUBLIC
from yiananlib.index.writing import CHILDREN
from yiananlib.model.problem import Problem
from yiananlib.model.vocabulary import Status

SUPERVISION = frozenset(["office", "jiwei"])
COLUMNS = {table.name: [column.name for column in table.columns] for table in PUBLIC}


def rows(problem: Problem, table: str) -> list[dict[str, object]]:
    """Return the rows of a problem in a table by the names of its columns."""
    found = record_rows.of_problem(problem, "orgs/zjj/problems/k7m2qd.toml", SUPERVISION).children[
        CHILDREN.index(table)
    ]
    return [dict(zip(COLUMNS[table][1:], row, strict=True)) for row in found]


def own(problem: Problem) -> dict[str, object]:
    found = record_rows.of_problem(problem, "orgs/zjj/problems/k7m2qd.toml", SUPERVISION).own
    return dict(zip(COLUMNS["problems"][1:], found, strict=True))


@given(strategies.problems())
def test_every_row_fits_its_table(problem: Problem) -> None:
    found = record_rows.of_problem(problem, "x", SUPERVISION)
    assert len(found.own) == len(COLUMNS["problems"]) - 1
    for table, children in zip(CHILDREN, found.children, strict=True):
        assert all(len(row) == len(COLUMNS[table]) - 1 for row in children)
        assert all(value is None or type(value) in (str, int) for row in children for value in row)


def test_a_problem_has_its_amended_words_and_its_original_days() -> None:
    story = Story().has("registered", "amended")
    found = own(story.problem)
    assert (found["title"], found["due"], found["found"]) == (
        "招标文件抽查整改三次催办仍未报",
        DUE.isoformat(),
        FOUND.isoformat(),
    )
    assert (found["level"], found["support"]) == ('["work","political"]', '["czj"]')
    assert (found["linked"], found["public_concern"]) == ("[]", 0)
    assert found["registered_at"] == "2026-03-12T09:30:00+08:00"


def test_linked_work_and_public_concern_are_told() -> None:
    found = own(Story(linked=["reform", "parks"], public_concern=True).has("registered").problem)
    assert (found["linked"], found["public_concern"]) == ('["reform","parks"]', 1)


def test_only_the_submission_in_force_is_told() -> None:
    submitted, returned = (
        rows(story_at(status).problem, "spans")[-1] for status in (Status.SUBMITTED, Status.RETURNED)
    )
    assert (submitted["submission"], returned["submission"]) == (3, None)
    assert rows(story_at(Status.SUBMITTED).problem, "entries")[2]["kind"] == "submitted"


def test_what_breaks_the_rules_is_counted_and_moves_nothing() -> None:
    story = Story().has("registered", "closed")
    assert [row["status"] for row in rows(story.problem, "spans")] == ["registered"]
    assert rows(story.problem, "closes") == []
    found = [(row["kind"], row["counts"]) for row in rows(story.problem, "entries")]
    assert found == [("registered", 1), ("closed", 0)]


def test_an_entry_keeps_all_its_fields() -> None:
    story = Story().has("registered", "planned")
    (_first, second) = rows(story.problem, "entries")
    data = json.loads(str(second["data"]))
    assert (second["number"], second["day"], data["text"], data["number"]) == (2, "2026-03-12", "逐项补办变更审批", 1)


def test_a_close_lasts_until_it_is_opened_again() -> None:
    story = story_at(Status.CLOSED)
    assert [row["lasted"] for row in rows(story.problem, "closes")] == [None]
    story.add("looked-back:slipped", on=FOUND.replace(month=4))
    (row,) = rows(story.problem, "closes")
    assert (row["since"], row["until"], row["lasted"], row["waived"]) == ("2026-03-12", "2026-04-12", 31, 0)
    assert [row["result"] for row in rows(story.problem, "looks")] == ["slipped"]


def test_days_to_close_and_of_extensions_are_counted_from_the_originals() -> None:
    story = Story(found=FOUND.replace(day=2)).has("registered", "extension-requested")
    story.add("extension-granted", request=story.ids[1], until=DUE.replace(day=25))
    story.has("submitted", "reviewed:pass", "closed")
    last = rows(story.problem, "spans")[-1]
    assert (last["close_days"], last["extended_days"], last["deadline"]) == (10, 10, "2026-06-25")


def test_evidence_has_the_number_of_its_entry() -> None:
    story = Story().has("registered", "planned", "evidenced")
    (row,) = rows(story.problem, "evidence")
    assert (row["number"], row["measure"], row["size"]) == (3, 1, 1024)


def test_a_problem_that_was_never_registered_stands_nowhere() -> None:
    problem = Problem("zjj", Story().head, ())
    assert rows(problem, "spans") == []
    assert (own(problem)["registered_at"], record_rows.of_problem(problem, "x", SUPERVISION).newest) == ("", "")


def test_the_newest_day_is_that_of_the_last_change() -> None:
    story = Story().has("registered")
    story.add("submitted", on=DUE)
    story.add("noted", on=DUE.replace(month=7))
    assert record_rows.of_problem(story.problem, "x", SUPERVISION).newest == DUE.isoformat()


def test_the_settings_are_those_of_the_campaign() -> None:
    campaign = make_campaign(gate={"disabled": ["wider"]}, deadlines={"yellow": 3})
    found = json.loads(record_rows.of_campaign(campaign))
    assert (found["yellow"], found["disabled"], found["timezone"]) == (3, ["wider"], campaign.timezone)
    assert ["gate.disabled", "wider", "—"] in found["eased"]
    assert ["deadlines.yellow", "3", "7"] in found["eased"]
    words = record_rows.of_words({"kind": {"b": "乙", "a": "甲"}})
    assert words == [("kind", "b", 0, "乙"), ("kind", "a", 1, "甲")]
