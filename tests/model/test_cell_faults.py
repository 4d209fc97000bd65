"""Cells without a value are told, and nothing else is taken for one."""

import datetime as dt

import pytest

from yiananlib.model.cell_faults import fault


@pytest.mark.parametrize(
    "text", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", " #N/A ", "Err:508"]
)
def test_an_error_is_told(text: str) -> None:
    assert "spreadsheet error" in (fault(text) or "")


@pytest.mark.parametrize("text", ["=A1+1", "=SUM(A1:A3)", "=…", "=-1", "='2'!A1"])
def test_a_formula_without_its_result_is_told(text: str) -> None:
    assert "formula without a stored result" in (fault(text) or "")


@pytest.mark.parametrize(
    "value", ["", "=", "==", "=> 见附件", "= 无", "一=1", "#1", "#N/A 无", None, 1, 1.5, True, dt.date(2026, 3, 5)]
)
def test_a_value_is_none(value: object) -> None:
    assert fault(value) is None
