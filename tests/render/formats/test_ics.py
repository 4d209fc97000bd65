"""Reminders as a calendar, read back by a reader of calendars."""

import datetime as dt
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.builders import DUE, FOUND, Story, make_campaign
from tests.index.held import held
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply
from yiananlib.errors import UsageProblem
from yiananlib.index.sync import Index
from yiananlib.messages import speaking
from yiananlib.render.formats.ics import pieces
from yiananlib.render.views.reminders import calendar
from yiananlib.services.reading.remind import remind
from yiananlib.services.recording import extension

DAY = dt.timedelta(days=1)


def written(index: Index, day: dt.date = DUE, officer: str | None = None) -> bytes:
    with speaking("zh_CN"):
        return b"".join(pieces(calendar(remind(index, day, [officer] if officer else ()))))


def events(data: bytes) -> dict[str, Any]:
    """Return the events of a calendar by their UID."""
    found = Calendar.from_ical(data)
    assert found["VERSION"] == "2.0"
    parts = list(found.walk("VEVENT"))
    assert len({part["UID"] for part in parts}) == len(parts)
    return {str(part["UID"]): part for part in parts}


def test_each_thing_has_an_all_day_event_on_its_last_day() -> None:
    story = Story().has("registered", "planned")
    data = written(held([story.problem]), DUE, "zjj/jianguan")
    found = events(data)
    assert list(found) == ["zjj.k7m2qd.measure-1@yian", "zjj.k7m2qd.problem@yian"]
    event = found["zjj.k7m2qd.problem@yian"]
    assert (event.decoded("dtstart"), "DTEND" in event, event["TRANSP"]) == (DUE, False, "TRANSPARENT")
    assert event["SUMMARY"].endswith("招标文件抽查整改三次催办未报")
    assert event["DESCRIPTION"].split("\n")[1].endswith("zjj/k7m2qd")
    assert b"DTSTART;VALUE=DATE:20260615\r\n" in data


def test_the_same_thing_has_the_same_event_when_it_is_due_later() -> None:
    story = Story().has("registered")
    first = events(written(held([story.problem])))
    later = DUE + 5 * DAY
    asked_for = story.add("extension-requested", until=later)
    story.add("extension-granted", request=asked_for.id, until=later)
    second = events(written(held([story.problem])))
    assert list(first) == list(second)
    assert [event.decoded("dtstart") for event in second.values()] == [later]


def test_the_same_day_gives_the_same_file() -> None:
    index = held([Story().has("registered").problem])
    assert written(index) == written(index)


def test_what_waits_for_several_is_one_event_that_names_them() -> None:
    (event,) = events(written(held([Story().has("registered").problem]))).values()
    who = event["DESCRIPTION"].split("\n")[2]
    assert all(
        who_ in who for who_ in ("县政府职务 liaison", "住建局职务 head", "住建局职务 deputy-1", "住建局职务 jianguan")
    )


def test_a_look_back_is_on_the_day_from_which_it_is_due() -> None:
    story = Story().has("registered", "submitted", "reviewed:pass", "closed")
    (event,) = events(written(held([story.problem]), FOUND + 100 * DAY)).values()
    assert event.decoded("dtstart") == FOUND + 90 * DAY


def test_what_waits_besides_problems_has_events_too(desk: Desk) -> None:
    notice = issue(desk)
    reply(desk, issue(desk, title="已答复"))
    ref = desk.problem(due=dt.date(2026, 8, 1))
    extension.ask(desk.ledger, desk.context(), ref, dt.date(2026, 8, 20), "待评审")
    found = events(asked(desk.ledger, lambda index: written(index, desk.now.date())))
    days = {uid: event.decoded("dtstart") for uid, event in found.items()}
    assert days[f"{notice.replace('/', '.')}.notice@yian"] == dt.date(2026, 3, 20)
    assert sorted(uid.split(".")[2].partition("-")[0] for uid in days) == ["notice@yian", "notice@yian", "request"]


def test_a_calendar_without_events_is_one() -> None:
    assert events(written(held())) == {}


@given(
    title=st.text(st.sampled_from("招标，；:,;\\\"'abc 🀄é𠀀-"), min_size=1, max_size=120).map(str.strip).filter(bool)
)
def test_no_line_is_longer_than_75_octets_and_no_character_is_split(title: str) -> None:
    data = written(held([Story(title=title).has("registered").problem]))
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert [line.decode() for line in lines]
    (event,) = events(data).values()
    assert event["SUMMARY"].endswith(title)


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(UsageProblem, match="pip install 'yian\\[documents\\]'"):
        written(held())


def test_the_first_look_back_and_each_repeated_one_are_on_their_days() -> None:
    story = Story().has("registered", "submitted", "reviewed:pass", "closed")
    campaign = make_campaign(deadlines={"look_back_again_days": 365})

    def days(on: dt.date) -> list[dt.date]:
        return [part["DTSTART"].dt for part in events(written(held([story.problem], campaign=campaign), on)).values()]

    assert (days(FOUND + 89 * DAY), days(FOUND + 95 * DAY)) == ([], [FOUND + 90 * DAY])
    story.add("looked-back:held", on=FOUND + 100 * DAY)
    assert (days(FOUND + 464 * DAY), days(FOUND + 470 * DAY)) == ([], [FOUND + 465 * DAY])
