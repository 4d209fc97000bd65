"""A roster as it is shown before it is recorded, and afterwards."""

from yiananlib.model.items import Said
from yiananlib.model.org import Officer
from yiananlib.model.roster import SYNONYMS
from yiananlib.model.sheet_layout import Aside, Column
from yiananlib.model.vocabulary import Role
from yiananlib.render.document import Heading, Paragraph, Table
from yiananlib.render.show import document
from yiananlib.render.views.roster import FIELDS, roster_json
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.roster import Roster, RosterRow

HEAD = Officer(id="head", post="局长", role=Role.HEAD)
COLUMNS = (Column(0, "序号", None, "ignored: no"), Column(1, "单位名称", "title", "map"))
NEW = RosterRow(3, "zjj", "县住建局", (HEAD,), Outcome.NEW, (), False)
WRONG = (Said("联络员", "", "left out"), Said("编码", "a b", "no id", wrong=True))
REFUSED = RosterRow(4, None, "甲局", (), Outcome.REFUSED, WRONG, False)
LEFT_OUT = RosterRow(5, None, "乙局", (), Outcome.UNCHANGED, (), True)


def told(*rows: RosterRow, applied: bool = False) -> Roster:
    return Roster("名册", 2, COLUMNS, (Aside(1, "title", "责任单位名册"),), rows, ("macros",), applied)


def lines(value: Roster) -> list[list[str]]:
    table = [block for block in document(value).blocks if isinstance(block, Table)][-1]
    return [[cell.text for cell in row] for row in table.rows]


def last(value: Roster) -> str:
    block = document(value).blocks[-1]
    assert isinstance(block, Paragraph)
    return block.text


def test_each_row_has_its_outcome_and_a_line_for_all_that_is_said_of_it() -> None:
    assert lines(told(NEW, REFUSED, LEFT_OUT)) == [
        ["3", "new", "zjj", "县住建局", "head 局长 (head)", ""],
        ["4", "refused", "", "甲局", "", "联络员: left out"],
        ["", "", "", "", "", "编码: no id"],
        ["5", "unchanged (skipped)", "", "乙局", "", ""],
    ]
    headings = [block.text for block in document(told(NEW)).blocks if isinstance(block, Heading)]
    assert headings == [
        "sheet “名册”, headings from row 2",
        "rows: 1 (new 1, changed 0, unchanged 0, doubtful 0, refused 0)",
    ]


def test_what_follows_is_said() -> None:
    assert "Correct it in the sheet, leave it out" in last(told(NEW, REFUSED))
    assert "Nothing has been recorded yet; use --apply to record" in last(told(NEW))
    assert last(told(NEW._replace(state=Outcome.CHANGED))) == "Nothing has been recorded yet; use --apply to record."
    assert "already there" in last(told(LEFT_OUT))
    assert last(told(NEW, applied=True)) == "Recorded."
    assert "already there" in last(told(LEFT_OUT, applied=True))


def test_the_json_has_every_row_and_the_counts() -> None:
    shape = roster_json(told(NEW, REFUSED))
    assert shape["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "doubtful": 0, "refused": 1}
    assert shape["rows"][0]["officers"] == [{"id": "head", "post": "局长", "role": "head", "email": None}]
    assert shape["rows"][1]["problems"][1] == {"column": "编码", "value": "a b", "said": "no id"}
    assert shape["ignored"] == [{"row": 1, "what": "title", "text": "责任单位名册"}]


def test_every_field_has_a_word() -> None:
    assert set(FIELDS) == set(SYNONYMS)
