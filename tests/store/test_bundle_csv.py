"""CSV of a whole ledger: a spreadsheet shows it and calculates nothing of it, and it says what the items said."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiananlib.store.bundle import Item, Unfit
from yiananlib.store.bundle_csv import CELL, read_rows, rows

HEADER = {"format": "yian-ledger", "version": 1}
TEXTS = [
    "", "=1+1", "+1", "-1", "@x", "\tx", "\rx", "|x", "＝1", "＋", "－", "＠", "'", "''", "'=1", "1", "true",
    "null", "2026-06-15",
    'a"b', "a,b", "a\nb", "a\r\nb", "a\rb", "\r\n", " a ", "a;b", "/", "~1", "\ufeff", "x" * (CELL * 2),
    "'" * (CELL * 3 + 1),
]  # fmt: skip
"""What a writer or a reader of CSV, or a spreadsheet, can stumble over."""

scalars = (
    st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(TEXTS)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)
)
names = st.sampled_from(["a", "0", "1", "a/b", "~", "~1", "", "甲", "=x", 'q"', "a\nb"])
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=12
)


def written(*items: Item) -> str:
    return "".join(rows(HEADER, iter(items)))


def read(text: str) -> list[Any]:
    return list(read_rows(io.StringIO(text, newline="")))


def an_item(record: dict[str, Any], text: str | None = None) -> Item:
    return Item("orgs/zjj/problems/k7m2qd.toml", "problem", "zjj", "k7m2qd", "0", record, text)


def said(item: Item) -> dict[str, Any]:
    """What an item says but for what is null, which has no rows."""
    return {name: value for name, value in item.plain.items() if value is not None}


@given(st.dictionaries(names, trees, max_size=4), st.none() | st.sampled_from(TEXTS))
def test_what_is_written_is_read(record: dict[str, Any], text: str | None) -> None:
    item = an_item(record, text)
    assert read(written(item, item._replace(path="b")))[1:] == [said(item), said(item._replace(path="b")), {"count": 2}]


@given(st.dictionaries(names, trees, max_size=4))
def test_nothing_is_a_formula_or_longer_than_a_cell(record: dict[str, Any]) -> None:
    for path, field, _type, value in csv.reader(io.StringIO(written(an_item(record)), newline="")):
        assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "|", "＝", "＋", "－", "＠"))
        assert len(value) <= CELL + 1
        assert not (path + field).startswith(("=", "+", "-", "@"))


def test_the_rows_are_what_the_documentation_says() -> None:
    text = written(an_item({"title": "=1", "entries": [{"id": "000000"}], "table": {}, "no": False, "n": 1}))
    assert text.replace("\r\n", "\n") == (
        "path,field,type,value\n,/format,text,yian-ledger\n,/version,integer,1\n"
        + "".join(
            f"orgs/zjj/problems/k7m2qd.toml,{row}\n"
            for row in (
                "/kind,text,problem", "/org,text,zjj", "/id,text,k7m2qd", "/sha256,text,0", "/record/title,text,'=1",
                "/record/entries,list,1", "/record/entries/0/id,text,000000", "/record/table,table,",
                "/record/no,boolean,false", "/record/n,integer,1",
            )
        )
        + ",/count,integer,1\n"
    )  # fmt: skip


def test_a_text_is_cut_into_cells() -> None:
    text = written(an_item({"a": "x" * (CELL + 1)}))
    assert [len(row[3]) for row in csv.reader(io.StringIO(text, newline="")) if row[1] == "/record/a"] == [CELL, 1]


@pytest.mark.parametrize("body", [
    "a,/x,text,1\na,/x,text,2\n", "a,/x,list,1\n", "a,/x,list,1\na,/x/1,text,1\n", "a,/x,list,1\na,/x/00,text,1\n",
    "a,/x,list,1\na,/x/0,text,1\na,/x/1,text,2\n", "a,/x,list,-1\n", "a,/x,list,x\n", "a,/x,integer,x\n",
    "a,/x,integer,1.5\n", "a,/x,integer,01\n", "a,/x,integer,１\n", "a,/x,integer," + "1" * 30 + "\n",
    "a,/x,number,nan\n", "a,/x,number,1e999\n", "a,/x,number,x\n", "a,/x,boolean,TRUE\n", "a,/x,table,x\n",
    "a,/x,nonsense,x\n", "a,/x,more,x\n",
    "a,/x,text,1\na,/y,text,1\na,/x,more,2\n", "a,x,text,1\n", "a,,text,1\n", "a,/x/y,text,1\na,/x,text,1\n",
    "a,/x,text,1\na,/x/y,text,1\n", "a,/x\n", "a,/x,text,1,2\n", "\n", 'a,/x,text,"x\n', 'a,/x,text,"x"y\n',
    "a," + "/x" * 40 + ",text,1\n", "a,/x,text," + "x" * 200_000 + "\n",
    'a,/x,text,"' + "x\n" * 100_000 + '"\n',
    "a,/x,null,\n",
])  # fmt: skip
def test_rows_that_contradict_themselves_are_refused(body: str) -> None:
    with pytest.raises(Unfit) as error:
        read("path,field,type,value\n" + body)
    assert error.value.problem


@pytest.mark.parametrize("text", ["", "x", "path;field;type;value\n", "path,field,value\n", "整改,台账\n"])
def test_another_table_is_none(text: str) -> None:
    with pytest.raises(Unfit):
        read(text)


def test_a_spreadsheet_that_writes_other_line_ends_and_quotes_says_the_same() -> None:
    item = an_item({"title": "a\nb", "x": [1, "2"]})
    table = list(csv.reader(io.StringIO(written(item), newline="")))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    assert read(again.getvalue()) == read(written(item))


def test_one_file_with_rows_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yiananlib.store.bundle_csv.MOST", 10_000)
    read("path,field,type,value\n" + "".join(f"a,/x{n},text,\n" for n in range(49)))
    with pytest.raises(Unfit):
        read("path,field,type,value\n" + "".join(f"a,/x{n},text,\n" for n in range(51)))
    with pytest.raises(Unfit):
        read("path,field,type,value\na,/x,text,\n" + "a,/x,more,y\n" * 51)
