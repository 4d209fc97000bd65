"""The one way out."""

import datetime as dt
import io
import json
from typing import Any

import pytest

from tests.services.ledgers import Desk, asked
from yiananlib.errors import UsageProblem
from yiananlib.render.document import Table, width
from yiananlib.render.formats import FORMATS
from yiananlib.render.show import Form, _fitting, document, show
from yiananlib.services.reading.lists import Listing, list_officers
from yiananlib.services.reading.report import Report


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


def test_what_is_text_alone_is_wrapped_by_cells_but_for_commands_to_be_typed(desk: Desk) -> None:
    recorded = desk.measure(desk.problem(), text="补办审批手续并修订变更审批办法" * 5)
    command = "    yian submit k7m2qd --effect 二季度零补办 --rule 变更审批办法 --wider 同查"
    text = written([recorded, recorded], Form(terminal=True, columns=40))
    assert text.count("\n") > 2
    assert all(width(line) <= 40 for line in text.split("\n"))
    assert text.replace("\n", "").replace(" ", "") == written([recorded] * 2, Form()).replace("\n", "").replace(" ", "")
    assert _fitting(command, 40) == command


def test_json_is_the_same_wherever_it_is_written(listing: Listing) -> None:
    assert written(listing, Form("json", terminal=True, colour=True)) == written(listing, Form("json"))
    assert len(json.loads(written(listing, Form("json")))) == len(listing.rows)


def test_several_records_are_shown_one_a_line(desk: Desk) -> None:
    ref = desk.problem()
    recorded = desk.measure(ref)
    assert written([recorded, recorded], Form()) == f"{ref}  registered  measure 1: 职务 jianguan, by 2026-05-20\n" * 2


@pytest.mark.parametrize(("form", "begins"), [("json", "{"), ("md", "# "), ("text", "云岭县以案促改")])
def test_a_report_is_written_in_each_form(whole: Report, form: str, begins: str) -> None:
    assert written(whole, Form(form)).startswith(begins)


def test_what_has_no_table_is_not_written_as_one(whole: Report) -> None:
    with pytest.raises(UsageProblem, match="cannot be written as csv; available formats: text, json, md"):
        written(whole, Form("csv"))


def test_several_records_are_written_as_text_and_json_alone(desk: Desk) -> None:
    recorded = desk.measure(desk.problem())
    assert len(json.loads(written([recorded, recorded], Form("json")))) == 2
    with pytest.raises(UsageProblem, match="cannot be written as csv; available formats: text, json, md"):
        written([recorded, recorded], Form("csv"))


def test_a_document_speaks_the_campaign_s_language(desk: Desk) -> None:
    from yiananlib.services.reading.report import report

    found = asked(desk.ledger, lambda index: report(index, dt.date(2026, 6, 20)))
    assert found.setting.language == "zh_CN"
    assert "2026年6月20日" in written(found, Form("md"))
    assert "2026-06-20" in written(found, Form())


def test_what_no_service_returns_is_a_bug() -> None:
    with pytest.raises((TypeError, KeyError)):
        document(object())


def test_where_a_result_does_not_tell_the_language_of_the_campaign_the_ledger_does(desk: Desk) -> None:
    found = asked(desk.ledger, lambda index: list_officers(index, None))
    assert written(found, Form("csv")).startswith("Officer,")
    assert written(found, Form("csv", campaign=lambda: "zh_CN")).startswith("人员,")
    assert written(found, Form(campaign=lambda: "zh_CN")).startswith("Officer ")


HOLDS: dict[str, Any] = {"count": (int, float), "percent": float, "day": dt.date}


@pytest.mark.parametrize("told", ["whole", "listing", "nasty"])
def test_a_cell_keeps_the_value_that_its_column_is_of(told: str, request: pytest.FixtureRequest) -> None:
    tables = [block for block in document(request.getfixturevalue(told)).blocks if isinstance(block, Table)]
    kept = set()
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if cell.value is not None and column.kind in HOLDS:
                    assert isinstance(cell.value, HOLDS[column.kind]), (column, cell)
                    kept.add(column.kind)
                assert column.kind != "text" or not isinstance(cell.value, dt.date), (column, cell)
    assert "day" in kept


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("format_", [row.name for row in FORMATS.values() if row.binary])
def test_what_is_for_programs_alone_is_not_thrown_at_a_terminal(format_: str, listing: Listing) -> None:
    screen = Screen()
    with pytest.raises(UsageProblem, match=f"-o .*{FORMATS[format_].suffix}"):
        show(listing, Form(format_, terminal=True), screen)
    assert screen.getvalue() == ""
