"""What a report sent upward says of the last that the same receiver was sent."""

import datetime as dt
from typing import Any

from tests.builders import OFFICE
from tests.services.ledgers import Desk, asked
from tests.services.registers import filed
from yiananlib.services.reading.dispatches import last_sent, since
from yiananlib.services.reading.report import Report, report
from yiananlib.services.recording import registers

DAY = dt.date(2026, 4, 30)


def send(desk: Desk, day: str, to: str = "市委办", **fields: Any) -> str:
    return filed(desk.on(day), "dispatch", to=to, **fields)


def last(desk: Desk, to: str = "市委办", day: dt.date = DAY, about: str | None = None, by: str = "zjj") -> str | None:
    row = asked(desk.ledger, lambda index: last_sent(index, day, to, by, about))
    return row.ref if row is not None else None


def test_the_last_to_the_same_receiver_is_found_however_its_blanks_are_written(desk: Desk) -> None:
    assert last(desk) is None
    first, second = send(desk, "2026-03-20"), send(desk, "2026-04-02", "市委 办")
    other = send(desk, "2026-04-03", "省委办")
    assert (last(desk), last(desk, "省委办")) == (second, other)
    assert last(desk, day=dt.date(2026, 4, 1)) == first
    assert last(desk, by="czj") is None


def test_dispatches_withdrawn_or_later_or_about_other_organizations_do_not_count(desk: Desk) -> None:
    first = send(desk, "2026-03-20")
    of_unit = send(desk, "2026-03-25", about="czj")
    back = send(desk, "2026-03-26")
    registers.act(desk.ledger, desk.context(OFFICE), "dispatch", back, "withdrawn", {"reason": "有误"})
    send(desk, "2026-03-27", as_of=dt.date(2026, 5, 31))
    assert (last(desk), last(desk, about="czj")) == (first, of_unit)


def test_earlier_figures_are_recounted_as_of_that_day_with_what_is_known_now(desk: Desk) -> None:
    desk.problem()
    sent = send(desk, "2026-03-20", as_of=dt.date(2026, 3, 15))
    desk.problem(title="后来登记")

    def told(index: Any) -> Report:
        row = last_sent(index, DAY, "市委办", "zjj", None)
        assert row is not None
        return since(report(index, DAY), index, row)

    found = asked(desk.ledger, told)
    assert found.since is not None
    assert (found.since.ref, found.since.sent, found.since.as_of) == (sent, dt.date(2026, 3, 20), dt.date(2026, 3, 15))
    then = asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 15))).figures
    assert found.since.figures == then
    assert (then.total, found.figures.total) == (1, 2)
