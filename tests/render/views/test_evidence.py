"""The files of a folder as they are shown before they are recorded, and afterwards."""

import pytest

from yiananlib.render.document import Heading, Paragraph, Table
from yiananlib.render.show import document
from yiananlib.render.views.evidence import FATES, folder_json
from yiananlib.services.recording.evidence_folder import Fate, Filed, FiledFolder

NEW = Filed("k7m2qd-2.jpg", "zjj/k7m2qd", "招标文件", 2, Fate.NEW, "")
LOST = Filed("会议\u202e纪要.pdf", None, None, None, Fate.UNMATCHED, "no id")


def told(*files: Filed, applied: bool = False) -> FiledFolder:
    return FiledFolder("佐证", files, ("Thumbs.db",), applied)


def last(value: FiledFolder) -> str:
    block = document(value).blocks[-1]
    assert isinstance(block, Paragraph)
    return block.text


def test_each_file_has_its_problem_its_measure_and_what_is_said() -> None:
    table, aside, heading, _next = document(told(NEW, LOST)).blocks
    assert isinstance(table, Table)
    assert isinstance(aside, Paragraph)
    assert isinstance(heading, Heading)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["k7m2qd-2.jpg", "to be added", "zjj/k7m2qd", "招标文件", "2", ""],
        ["会议?纪要.pdf", "no matching problem", "", "", "", "no id"],
    ]
    assert "Thumbs.db" in aside.text
    assert heading.text.startswith("files: 2 (to be added 1, already there 0")


def test_what_follows_is_said() -> None:
    assert "--skip NAME" in last(told(NEW, LOST))
    assert last(told(NEW)) == "Nothing has been recorded yet; use --apply to record."
    assert "already there" in last(told(NEW._replace(state=Fate.UNCHANGED)))
    assert last(told(NEW, applied=True)) == "Recorded."
    assert "already there" in last(told(NEW._replace(state=Fate.UNCHANGED), applied=True))


@pytest.mark.parametrize("fate", Fate)
def test_every_fate_has_a_word_and_is_counted(fate: Fate) -> None:
    assert fate in FATES
    shape = folder_json(told(NEW._replace(state=fate)))
    assert shape["counts"][fate.value] == 1
    assert shape["files"][0]["state"] == fate
