"""Supporting files in tables."""

import datetime as dt

import pytest

from yiananlib.index.values import Evidence
from yiananlib.render.papers import described, told

DAY = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({}, ""),
        ({"what": "报告"}, " (报告)"),
        ({"dated": DAY}, " (dated 2026-03-01)"),
        ({"what": "报告", "dated": DAY, "valid_until": DAY}, " (报告, dated 2026-03-01, valid until 2026-03-01)"),
        ({"valid_until": DAY, "expired": True}, " (expired on 2026-03-01)"),
    ],
)
def test_what_is_said_of_a_file_stands_behind_it(said: dict[str, object], shown: str) -> None:
    assert described(Evidence("a.pdf", "0" * 64, 1, 1)._replace(**said)) == shown  # type: ignore[arg-type]  # as each case


def test_a_file_is_called_as_the_document_calls_files() -> None:
    paper = Evidence("0123-a.pdf", "0" * 64, 1, 1, what="报告")
    assert told("0123-a.pdf", [paper], lambda file: file.partition("-")[2]) == "a.pdf (报告)"
    assert told("0456-b.pdf", [paper]) == "0456-b.pdf"
