"""Coverage by subject: who answered all, who was left out, and who did not open a round."""

import datetime as dt
import re

from tests.builders import LIAISON, OFFICE, OTHER
from tests.services.ledgers import Desk, asked
from tests.services.registers import case
from yiananlib.errors import NotAuthorised, UsageProblem
from yiananlib.model.vocabulary import Answer, Pass
from yiananlib.services.reading.due import due
from yiananlib.services.reading.report import report
from yiananlib.services.reading.rounds import OfOrg, rounds
from yiananlib.services.recording import examine
from yiananlib.services.recording.examine import Reply

PROMPTS = 12


def told(desk: Desk, org: str | None = None, day: dt.date | None = None) -> dict[str, OfOrg]:
    found = asked(desk.ledger, lambda index: rounds(index, day or desk.now.date(), org)).rows
    return {row.org: row for row in found[0].orgs} if found else {}


def answer_all(desk: Desk, subject: str) -> None:
    replies = [Reply(p.id, Answer.CLEAR, "已对照") for p in desk.ledger.checklist().prompts]
    examine.answer(desk.ledger, desk.context(), "zjj", "case-1", replies, subject=subject)


def test_a_round_is_opened_for_everyone_of_the_leading_team(desk: Desk) -> None:
    subjects = examine.everyone(desk.ledger, desk.context(), "zjj")
    assert subjects == ("team", "head", "deputy-1")
    opened = examine.open_round(desk.ledger, desk.context(), "zjj", "case-1", subjects, Pass.POLITICAL)
    assert (opened.answered, opened.expected, len(opened.open)) == (0, 3 * PROMPTS, PROMPTS)
    round_ = desk.ledger.round("zjj", "case-1")
    assert round_ is not None
    said = (round_.head.opened, round_.head.subjects, round_.head.pass_)
    assert said == (desk.now.date(), subjects, Pass.POLITICAL)


def test_a_round_is_opened_once_and_by_who_may(desk: Desk) -> None:
    with desk.refuses(NotAuthorised):
        examine.open_round(desk.ledger, desk.context(OTHER), "zjj", "case-1", ("team",))
    with desk.refuses(UsageProblem, "neither “team” nor an officer"):
        examine.open_round(desk.ledger, desk.context(), "zjj", "case-1", ("nobody",))
    examine.open_round(desk.ledger, desk.context(), "zjj", "case-1", ("team",))
    with desk.refuses(UsageProblem, "zjj has already opened round case-1 for: team"):
        examine.open_round(desk.ledger, desk.context(), "zjj", "case-1", ("team", "head"))


def test_a_subject_who_answered_every_prompt_has_passed(desk: Desk) -> None:
    everyone = examine.everyone(desk.ledger, desk.context(LIAISON), "zjj")
    examine.open_round(desk.ledger, desk.context(), "zjj", "case-1", everyone)
    answer_all(desk, "deputy-1")
    subjects = {s.subject: s for s in told(desk)["zjj"].subjects}
    assert [(s.answered, s.expected, s.passed) for s in subjects.values()] == [
        (0, PROMPTS, False),
        (0, PROMPTS, False),
        (PROMPTS, PROMPTS, True),
    ]
    assert subjects["deputy-1"].post == "职务 deputy-1"


def test_problems_and_nil_returns_without_a_reason_are_counted(full: Desk) -> None:
    path = "orgs/zjj/rounds/2026-1.toml"
    full.edit(path, 'reason = "已对照"\n', "")
    team = told(full)["zjj"].subjects[0]
    assert (team.answered, team.problems, team.unexplained) == (0, 0, 1)


def test_units_that_did_not_open_the_round_and_omitted_subjects_are_named(full: Desk) -> None:
    found = told(full)
    assert list(found) == ["gov", "zjj", "czj"]
    assert (found["czj"].opened, found["czj"].left_out) == (None, ("head",))
    assert (found["zjj"].opened, found["zjj"].left_out) == (full.now.date(), ("deputy-1",))
    assert list(told(full, "czj")) == ["czj"]


def test_before_a_round_was_opened_there_is_none(full: Desk) -> None:
    assert told(full, day=full.now.date() - dt.timedelta(days=1)) == {}


def test_the_latest_round_stands_first(full: Desk) -> None:
    full.on("2026-04-01")
    examine.open_round(full.ledger, full.context(), "zjj", "2026-2", ("team",))
    rows = asked(full.ledger, lambda index: rounds(index, full.now.date())).rows
    assert [row.round for row in rows] == ["2026-2", "2026-1"]


# -- 逢案必改: a case opens its round


def begun(desk: Desk, org: str, name: str) -> None:
    examine.open_round(desk.ledger, desk.context(OFFICE), org, name, ("team",))


def waiting(desk: Desk, officer: str | None = None, day: dt.date | None = None) -> list[str]:
    """Return the rounds in a queue that nobody has begun."""
    found = asked(desk.ledger, lambda index: due(index, day or desk.now.date(), officer))
    rows = [row for other in found.others if other.what == "rounds" for row in other.rows]
    return [f"{row.org}/{row.id}" for row in rows]


def test_a_case_opens_its_round_for_all_units_from_its_day_until_each_has_begun(desk: Desk) -> None:
    case(desk, "case-9", opened=dt.date(2026, 3, 10))
    assert waiting(desk, day=dt.date(2026, 3, 9)) == []
    assert waiting(desk, day=dt.date(2026, 3, 10)) == [f"{org}/case-9" for org in ("gov", "zjj", "czj")]
    assert (waiting(desk, LIAISON), waiting(desk, OTHER)) == (["zjj/case-9"], ["czj/case-9"])
    assert waiting(desk, "zjj/jianguan") == []
    begun(desk, "zjj", "case-9")
    assert waiting(desk, LIAISON) == []
    assert waiting(desk, OFFICE) == ["gov/case-9", "czj/case-9"]
    assert [row.opened is not None for row in told(desk).values()] == [False, True, False]


def test_a_case_for_some_asks_them_alone_and_is_never_the_coverage_of_the_county(desk: Desk) -> None:
    begun(desk, "czj", "2026-1")
    case(desk, "case-9", orgs=["zjj"], opened=desk.now.date())
    assert waiting(desk) == ["zjj/case-9"]
    begun(desk.on("2026-03-20"), "zjj", "case-9")
    assert list(told(desk)) == ["zjj"]
    assert asked(desk.ledger, lambda index: report(index, desk.now.date())).coverage.round == "2026-1"


def test_several_cases_may_open_one_round(desk: Desk) -> None:
    case(desk, "case-8", round="2026-1", orgs=["zjj"], opened=dt.date(2026, 3, 2))
    case(desk, "case-9", round="2026-1", orgs=["czj"], opened=dt.date(2026, 3, 5))
    assert waiting(desk, day=dt.date(2026, 3, 4)) == ["zjj/2026-1"]
    assert waiting(desk) == ["zjj/2026-1", "czj/2026-1"]


def test_a_case_without_a_round_asks_nobody(desk: Desk) -> None:
    case(desk)
    path = desk.root / "cases" / "case-1.toml"
    path.write_text(re.sub("round = .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert waiting(desk) == []
    assert told(desk) == {}
