"""Bare numbers in columns of days, counted from 1904."""

import datetime as dt

from yiananlib.model import sheet_layout
from yiananlib.model.serial_days import from_1904

HEAD = ("单位", "问题", "整改时限", "序号")
DAY = dt.date(2026, 6, 30)
SERIAL = (DAY - dt.date(1904, 1, 1)).days


def test_numbers_in_columns_of_days_are_days_and_others_stay() -> None:
    rows = (HEAD, ("住建局", "一", SERIAL, SERIAL), ("住建局", "二", float(SERIAL), 2), ("住建局", "三", "6月底", 3),
            ("住建局", "四", 20260630, 4), ("住建局", "五", True, 5))  # fmt: skip
    found = from_1904(sheet_layout.read(rows, ()))
    due, number = (next(c.index for c in found.columns if c.heading == name) for name in ("整改时限", "序号"))
    assert [row.cells.get(due) for row in found.rows] == [DAY, DAY, "6月底", 20260630, True]
    assert found.rows[0].cells[number] == SERIAL
