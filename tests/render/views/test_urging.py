"""Messages for a work chat: short, in the campaign's language, and without what must not be in a chat."""

import datetime as dt
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import OFFICE
from tests.services.ledgers import Desk, asked
from tests.strategies import lines
from yiananlib.index.waits import WAITS
from yiananlib.messages import speaking
from yiananlib.render.show import document
from yiananlib.render.views.report import report_json
from yiananlib.render.views.urging import LENGTH, messages_json, text, title
from yiananlib.services.reading.due import OTHERS
from yiananlib.services.reading.report import report
from yiananlib.services.reading.urging import NOT_TOLD, Message, Thing, messages
from yiananlib.services.recording import registers

DAY: Final = dt.date(2026, 7, 15)
_WHAT: Final = st.sampled_from([what for what in (*WAITS, *OTHERS) if what not in NOT_TOLD])


def thing(what: str = "overdue", n: int = 0, due: dt.date | None = dt.date(2026, 6, 15), name: str = "") -> Thing:
    return Thing(what, "zjj", f"id{n:04}", name or f"2026-{n:03}", due)


def message(*things: Thing, org_name: str = "住建局", post: str | None = None) -> Message:
    return Message("zjj", org_name, "zjj/head" if post else None, post, None, things)


@given(
    things=st.lists(
        st.builds(thing, _WHAT, st.integers(0, 9999), st.none() | st.dates(), lines(20)), min_size=1, max_size=120
    ),
    org_name=lines(200),
    post=st.none() | lines(200),
    language=st.sampled_from(["zh_CN", "en"]),
)
def test_a_message_is_never_too_long_and_says_how_much_there_is(
    things: list[Thing], org_name: str, post: str | None, language: str
) -> None:
    with speaking(language):
        said = text(message(*things, org_name=org_name, post=post), DAY)
        assert len(said) <= LENGTH
        assert str(len(things)) in said
        assert "\n" not in said
        assert 0 < len(title(message(*things))) <= 80


def test_a_message_names_records_with_what_they_wait_for_and_their_days() -> None:
    found = message(thing(n=1), thing(n=2, due=None), thing("notices", 3, dt.date(2026, 7, 20)))
    assert text(found, DAY) == (
        "住建局: as of 2026-07-15, 3 to do. Overdue: 2: 2026-001 by 2026-06-15, 2026-002. Notices to be answered: 1:"
        " 2026-003 by 2026-07-20. Please deal with them, or say what stands in the way."
    )
    with speaking("zh_CN"):
        assert text(found, DAY) == (
            "【催办】住建局：截至2026年7月15日，整改台账待办3项。逾期2项：2026-001（2026年6月15日）、2026-002。"
            "待答复的督办单1项：2026-003（2026年7月20日）。请及时办理，有困难请说明。"
        )
        assert title(found) == "逾期2项；待答复的督办单1项"


def test_what_does_not_fit_is_counted() -> None:
    said = text(message(*(thing(n=n) for n in range(99)), thing("notices", 1)), DAY)
    assert "100 to do. Overdue: 99, of them 2026-000 by " in said
    assert "2026-098" not in said
    assert "Notices to be answered: 1." in said
    assert LENGTH - 40 < len(said) <= LENGTH


def test_a_round_is_counted_and_not_named() -> None:
    found = message(Thing("rounds", "zjj", "某某案专题", "", None), thing(n=1))
    said = text(found, DAY)
    assert "Rounds of self-examination not begun: 1. Overdue: 1: 2026-001 by 2026-06-15." in said
    assert "某某案" not in said


def test_an_officer_is_called_by_the_post() -> None:
    assert text(message(thing(), post="局长"), DAY).startswith("住建局局长: as of ")


def written(desk: Desk, **fields: Any) -> Any:
    desk.problem(title="张三收受礼金", symptom="先干后批", **fields)
    return asked(desk.ledger, lambda index: messages(index, DAY))


@pytest.mark.parametrize("reader", ["en", "zh_CN"])
def test_json_has_the_text_in_the_campaign_s_language_whoever_reads_it(desk: Desk, reader: str) -> None:
    found = written(desk)
    with speaking(reader):
        shaped = messages_json(found)
    (row,) = shaped["messages"]
    assert row["text"].startswith("【催办】住建局：截至2026年7月15日，整改台账待办1项。")
    assert (row["org"], row["officer"], row["things"][0]["what"]) == ("zjj", None, "overdue")
    assert (shaped["left_out"], shaped["again_after_days"]) == (0, 7)


def test_neither_titles_nor_symptoms_nor_officers_are_in_a_message(desk: Desk) -> None:
    found = written(desk)
    for said in (str(messages_json(found)), str(document(found))):
        assert not [word for word in ("张三", "礼金", "先干后批", "jianguan") if word in said]


def test_where_there_is_nobody_to_urge_it_is_said(desk: Desk) -> None:
    found = asked(desk.ledger, lambda index: messages(index, DAY))
    assert "There is nobody to urge." in str(document(found))


def test_a_report_says_how_many_were_urged_and_answered_and_how_that_is_counted(desk: Desk) -> None:
    def told() -> str:
        return str(document(asked(desk.ledger, lambda index: report(index, DAY))))

    ref = desk.problem()
    assert "Answered after urging" not in told()
    given: dict[str, Any] = {"title": "请抓紧", "how": "电话", "problems": (ref,)}
    registers.add(desk.ledger, desk.context(OFFICE), "urge", "zjj", given)
    assert "Answered after urging" in told()
    assert "within 7 days ÷ urged." in told()
    shaped = report_json(asked(desk.ledger, lambda index: report(index, DAY)))
    assert shaped["urging"] == {"urged": 1, "answered": 0, "rate": 0.0}
