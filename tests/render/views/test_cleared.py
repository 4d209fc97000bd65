"""Where everything is struck off, as a document, as rows and as JSON."""

from tests.builders import FOUND
from tests.index.held import held
from tests.render.written import csv_text
from yiananlib.render import plain
from yiananlib.render.views.cleared import MOST, cleared, cleared_json, rows
from yiananlib.services.reading.cleared import Cleared, Level, OfOrg
from yiananlib.services.reading.cleared import cleared as told


def full() -> Cleared:
    of_org = (
        OfOrg("wyz", "望云镇", None, 0, 5, 3, 1, 0), OfOrg("ykc", "=云口村", "wyz", 1, 5, 3, 1, 2),
        OfOrg("zjj", "住建局", None, 0, 2, 2, 0, 0), OfOrg("czj", "财政局", None, 0, 0, 0, 0, 0),
    )  # fmt: skip
    return told(held(), FOUND)._replace(levels=(Level(0, 2, 1, 1), Level(1, 1, 0, 0)), rows=of_org)


def test_levels_come_first_then_who_is_missing_who_is_cleared_and_who_found_nothing() -> None:
    text = plain.text(cleared(full()))
    lines = [line.split() for line in text.split("\n")]
    assert ["1", "2", "1", "of", "2", "50.00%", "1"] in lines
    assert ["望云镇", "5", "3", "2", "0", "1"] in lines
    assert ["=云口村", "5", "3", "2", "2", "1"] in lines
    assert "Missing: 2\n" in text
    assert "All closed: 1\n\n住建局\n" in text
    assert "Nothing found: 1\n\n财政局\n" in text


def test_where_all_is_struck_off_nobody_is_missing() -> None:
    text = plain.text(cleared(full()._replace(rows=full().rows[2:3])))
    assert "Missing: 0\n\nNobody is missing.\n" in text
    assert "Nothing found:" not in text


def test_many_are_cut_with_a_word_and_csv_has_all() -> None:
    many = full()._replace(rows=tuple(OfOrg(f"o{n}", f"单位{n}", None, 0, 1, 0, 0, 1) for n in range(MOST + 2)))
    text = plain.text(cleared(many))
    assert "and 2 more; `yian report --cleared --format csv` has all" in text
    assert len(csv_text(rows(many)).splitlines()) == MOST + 3
    public = plain.text(cleared(many._replace(setting=many.setting._replace(public=True))))
    assert "and 2 more\n" in public
    assert "yian report" not in public


def test_csv_and_json_tell_those_apart_that_found_nothing() -> None:
    lines = csv_text(rows(full())).splitlines()
    assert lines[0] == "Organization,Problems found,Closed,Open,Left of its own,Overdue,Standing"
    assert [line.rpartition(",")[2] for line in lines[1:]] == ["not yet", "not yet", "All closed", "nothing found"]
    made = cleared_json(full())
    assert made["levels"][0] == {"depth": 0, "found": 2, "cleared": 1, "nothing": 1, "rate": 0.5}
    assert [(row["org"], row["left"], row["cleared"]) for row in made["orgs"]] == [
        ("wyz", 2, False), ("ykc", 2, False), ("zjj", 0, True), ("czj", 0, None),
    ]  # fmt: skip
