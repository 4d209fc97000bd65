"""The questions about a problem: what is asked, what it is by default, and what the next of many is spared."""

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.builders import make_orgs
from tests.cli.conftest import Says
from tests.services.ledgers import new_desk
from yiananlib.cli.interview import Interview
from yiananlib.cli.line import Plain
from yiananlib.cli.problem_form import MEASURES, Form, proposed, split
from yiananlib.model import naming
from yiananlib.model.campaign import Campaign
from yiananlib.services.reading.days import Days
from yiananlib.store.drafts import Draft

TODAY = dt.date(2026, 3, 12)
GIVEN: dict[str, Any] = {
    "title": "一", "symptom": "二", "root_cause": "三", "goal": "四", "kind": "other", "field": "none",
    "severity": "minor", "class": "phased", "level": ("work",), "source": "self_check", "support": (), "tags": (),
    "leader": "head", "owner": "head", "found": TODAY, "due": dt.date(2026, 6, 15), MEASURES: [],
}  # fmt: skip


@cache
def campaign() -> Campaign:
    with tempfile.TemporaryDirectory() as folder:
        return new_desk(Path(folder) / "ledger").ledger.campaign()


def form(**more: Any) -> Form:
    orgs = make_orgs()
    known: dict[str, Any] = {
        "campaign": campaign(), "org": "zjj", "officers": {o.id: o.post for o in orgs["zjj"].officers},
        "posts": naming.posts(orgs), "units": {code: org.name for code, org in orgs.items()}, "findings": {},
        "days": Days(TODAY, TODAY),
    }  # fmt: skip
    return Form(**(known | more))


def asked(tmp_path: Path, *missing: str, before: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Ask for what is missing, all else being given."""
    talk = Interview(Draft(tmp_path / "draft.json"), Plain())
    given = {name: said for name, said in GIVEN.items() if name not in missing}
    return talk.ask(form(**more).questions(before), given)


def test_only_what_is_missing_is_asked_for(says: Says, tmp_path: Path) -> None:
    assert asked(tmp_path) == GIVEN
    says("", "甲")
    assert asked(tmp_path, "title")["title"] == "甲"


def test_a_level_is_asked_for_where_there_is_a_cause(says: Says, tmp_path: Path) -> None:
    says("", "2")
    found = asked(tmp_path, "root_cause", "level", "kind")
    assert (found["root_cause"], found["kind"], "level" in found) == (None, "undelivered", False)
    says("病根", "3、工作短板")
    assert asked(tmp_path, "root_cause", "level")["level"] == ("political", "work")


def test_source_finding_and_supporting_units_are_asked_for(says: Says, tmp_path: Path) -> None:
    says("", "case-1/9", "case-1/3", "zjj", "财政局")
    found = asked(tmp_path, "source", "support", findings={"case-1/3": "串标"})
    assert (found["source"], found["finding"], found["support"]) == ("self_check", "case-1/3", ("czj",))
    says("")
    assert asked(tmp_path, "source", findings={})["source"] == "self_check"


def test_a_deadline_in_words_counts_from_the_finding_and_is_told(
    says: Says, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    says("昨天", "6月前", "15日内", "补办", "", "10日内", "")
    found = asked(tmp_path, "found", "due", MEASURES)
    assert (found["found"], found["due"]) == (dt.date(2026, 3, 11), dt.date(2026, 3, 26))
    printed = capsys.readouterr().err
    assert "the end of the previous month or the end of that month" in printed
    assert printed.count("“15日内” is 2026-03-26.") == 1
    assert found[MEASURES] == [{"text": "补办", "owner": "head", "due": dt.date(2026, 3, 21)}]


@pytest.mark.parametrize("due", [["2062-06-15"], ["2031-03-13"], ["2026-02-27", "2026-03-01", "y"]])
def test_a_problem_s_days_are_asked_for_until_they_can_be(says: Says, tmp_path: Path, due: list[str]) -> None:
    history = len(due) > 1
    says(*(["2026-02-28", *due] if history else ["", *due, "2026-06-15"]))
    found = asked(tmp_path, "found", "due")
    assert (found["due"] < TODAY) is history
    assert found["found"] <= found["due"]


def test_measures_are_asked_for_until_an_empty_line_with_the_owner_and_the_deadline_by_default(
    says: Says, tmp_path: Path
) -> None:
    says("补办", "", "", "修订", "czj/nobody", "czj/head", "2026-05-20", "")
    assert asked(tmp_path, MEASURES)[MEASURES] == [
        {"text": "补办", "owner": "head", "due": dt.date(2026, 6, 15)},
        {"text": "修订", "owner": "czj/head", "due": dt.date(2026, 5, 20)},
    ]


def test_several_measures_are_said_in_one_go(says: Says, tmp_path: Path) -> None:
    says("1.补办 2.修订\n3.公示", "2", "2026-05-20", "")
    found = asked(tmp_path, MEASURES)[MEASURES]
    assert [(m["text"], m["owner"]) for m in found] == [
        ("补办", "deputy-1"),
        ("修订", "deputy-1"),
        ("公示", "deputy-1"),
    ]
    assert split("补办审批\n\n 修订办法 \n") == ["补办审批", "修订办法"]
    assert split("修订2.0版办法") == ["修订2.0版办法"]


def test_a_measure_that_would_be_due_after_its_problem_is_asked_for_again(says: Says, tmp_path: Path) -> None:
    says("补办", "", "2026-06-16", "2026-03-11", "2026-06-15", "")
    assert asked(tmp_path, MEASURES)[MEASURES][0]["due"] == dt.date(2026, 6, 15)


def test_the_measure_before_is_written_anew_on_the_way_back(says: Says, tmp_path: Path) -> None:
    says("补办", "", "", "<", "补办12个项目", "<", "补办十二个", "", "", "")
    assert [m["text"] for m in asked(tmp_path, MEASURES)[MEASURES]] == ["补办十二个"]


def test_the_next_of_many_says_its_own_and_what_is_different(says: Says, tmp_path: Path) -> None:
    before = GIVEN | {"support": ("czj",), "tags": ("line/law",)}
    own = {"title", "symptom", "root_cause", "goal", MEASURES}
    says("甲", "乙", "丙", "", "", "补办", "")
    found = asked(tmp_path, *GIVEN, before=before)
    fields, measures = proposed(found)
    assert fields == {k: v for k, v in before.items() if k not in own} | {
        "title": "甲",
        "symptom": "乙",
        "root_cause": "丙",
    }
    assert measures == [{"text": "补办", "owner": "head", "due": dt.date(2026, 6, 15)}]
    says("甲", "乙", "丙", "", "99", "1 3", "2", "major", "")
    fields, measures = proposed(asked(tmp_path, *GIVEN, before=before))
    assert (fields["kind"], fields["severity"], fields["owner"], measures) == ("undelivered", "major", "head", [])


def test_a_level_is_not_as_before_where_there_is_no_cause(says: Says, tmp_path: Path) -> None:
    says("甲", "乙", "", "", "", "")
    assert "level" not in proposed(asked(tmp_path, *GIVEN, before=GIVEN))[0]


def test_what_is_asked_of_a_text_is_asked_when_it_is_written(
    says: Says, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    says("二", "")
    found = asked(tmp_path, "root_cause", doubts=lambda name, said, answers: [f"{name} {said} {answers['symptom']}?"])
    assert found["root_cause"] == "二"
    assert "root_cause 二 二?" in capsys.readouterr().err
