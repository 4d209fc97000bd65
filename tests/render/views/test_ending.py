"""The end of a campaign as a document, as rows and as JSON."""

import datetime as dt

from tests.render.written import csv_text
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue
from yiananlib.render import plain
from yiananlib.render.views.ending import ending, ending_json, rows
from yiananlib.services.reading.ending import Ending
from yiananlib.services.reading.ending import ending as told

DAY = dt.date(2026, 12, 1)


def of(desk: Desk) -> Ending:
    return asked(desk.ledger, lambda index: told(index, DAY))


def test_it_tells_what_was_reached_what_is_left_and_where_it_goes(desk: Desk) -> None:
    desk.problem(title="在办", symptom="在办的")
    desk.closed(title="已销")
    issue(desk, title="待复")
    text = plain.text(ending(of(desk)))
    assert "Problems: 2. Closed: 1. All measures carried out: 1, verified by somebody else: 1. Still open: 1" in text
    assert "Still open, and with whom: 1" in text
    assert "Notices and rules still open: 1" in text
    assert "Look-backs still due: 1" in text
    assert "yian import open FOLDER" in text


def test_where_nothing_is_left_it_says_so(desk: Desk) -> None:
    text = plain.text(ending(of(desk)))
    assert "Nothing is open." in text
    assert "Nothing is left; this ledger is kept as it is." in text


def test_rows_and_json_have_what_is_open(desk: Desk) -> None:
    ref = desk.problem(title="=在办", symptom="在办的")
    found = of(desk)
    assert csv_text(rows(found)).count("在办") == 1
    assert list(ending_json(found)) == [
        "as_of", "commit", "campaign", "org", "figures", "open", "others", "look_backs_due",
    ]  # fmt: skip
    assert [f"{row['org']}/{row['id']}" for row in ending_json(found)["open"]] == [ref]
