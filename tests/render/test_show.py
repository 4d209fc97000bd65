"""The one way out."""

import io
import json

import pytest

from tests.services.ledgers import Desk, asked
from yiananlib.render import show as module
from yiananlib.render.document import Column, Document, Paragraph, Table, cells
from yiananlib.render.show import Form, document, report_text, show, write_document
from yiananlib.services.reading import Listing
from yiananlib.services.report import Report

TABLE = Document((Table((Column("Id"),), (cells("x"),)),))


def written(value: object, form: Form) -> str:
    out = io.StringIO()
    show(value, form, out)
    return out.getvalue()


def test_off_a_terminal_there_is_no_escape(listing: Listing, whole: Report) -> None:
    for value in (listing, whole):
        assert "\x1b" not in written(value, Form())


def test_on_a_terminal_there_is_colour_unless_it_is_not_wanted(
    listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31m" in written(listing, Form(terminal=True, colour=True, columns=200))
    assert "\x1b[3" not in written(listing, Form(terminal=True, colour=False, columns=200))


def test_what_is_text_alone_is_plain_even_on_a_terminal(desk: Desk) -> None:
    recorded = desk.measure(desk.problem())
    assert written(recorded, Form(terminal=True, colour=True)) == written(recorded, Form())


def test_json_is_the_same_wherever_it_is_written(listing: Listing) -> None:
    assert written(listing, Form(json=True, terminal=True, colour=True)) == written(listing, Form(json=True))
    assert len(json.loads(written(listing, Form(json=True)))) == len(listing.rows)


def test_several_records_are_shown_one_a_line(desk: Desk) -> None:
    ref = desk.problem()
    recorded = desk.measure(ref)
    assert written([recorded, recorded], Form()) == f"{ref}  registered\n" * 2


def test_a_document_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert document(TABLE) is TABLE
    show(Document((Paragraph("x"),)), Form())
    assert capsys.readouterr().out == "x\n"
    write_document(TABLE, Form(terminal=True, columns=40), out := io.StringIO())
    assert "─" in out.getvalue()


@pytest.mark.parametrize(("form", "begins"), [("json", "{"), ("csv", "No.,"), ("md", "# "), ("text", "云岭县以案促改")])
def test_a_report_is_written_in_each_form(whole: Report, form: str, begins: str) -> None:
    assert report_text(whole, form).startswith(begins)


def test_a_document_speaks_the_campaign_s_language(desk: Desk) -> None:
    import datetime as dt

    from yiananlib.services.report import report

    found = asked(desk.ledger, lambda index: report(index, dt.date(2026, 6, 20)))
    assert found.setting.language == "zh_CN"
    assert "2026年6月20日" in report_text(found, "md")
    assert "2026-06-20" in report_text(found, "text")


def test_what_no_service_returns_is_a_bug() -> None:
    with pytest.raises((TypeError, KeyError)):
        document(object())


def test_every_layout_of_the_table_is_there() -> None:
    import importlib

    for name, function in module._LAYOUTS.values():
        assert callable(getattr(importlib.import_module(f"yiananlib.render.{name}"), function))
