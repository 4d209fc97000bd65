"""Years that were entered in the calendar, as they are told."""

import datetime as dt

from yiananlib.messages import speaking
from yiananlib.model.calendars import CalendarYear
from yiananlib.render.document import Paragraph
from yiananlib.render.views.calendar import filled, filled_json
from yiananlib.services.recording.working_years import CalendarFilled

YEARS = CalendarFilled(
    (
        CalendarYear(year=2026, holidays=(dt.date(2026, 10, 1),), working=(dt.date(2026, 10, 10),)),
        CalendarYear(year=2027, document="国办发明电〔2026〕7号"),
    ),
    None,
)


def test_a_year_is_told_by_what_is_unusual_in_it() -> None:
    assert filled(YEARS).blocks == (
        Paragraph("2026: 1 days off, 1 weekend days worked.\n2027: 0 days off, 0 weekend days worked."),
    )
    with speaking("zh_CN"):
        assert filled(YEARS._replace(years=YEARS.years[:1])).blocks == (Paragraph("2026年：放假1天，调休上班1天。"),)


def test_the_json_has_every_day_and_what_is_not_said_is_null() -> None:
    first, second = filled_json(YEARS)["years"]
    assert (first["holidays"], first["document"]) == ((dt.date(2026, 10, 1),), None)
    assert second["document"] == "国办发明电〔2026〕7号"
