"""What becomes of an organization that ends, as a document and as JSON."""

import datetime as dt

from yiananlib.render import plain
from yiananlib.render.views.reform import reform, reform_json
from yiananlib.services.recording.reform import Goes, Reform, Stays

DAY = dt.date(2026, 6, 1)
VALUE = Reform(
    "ykc", "wyz", DAY, (Goes("ykc/k7m2qd", "问题", DAY, "wyz/7zk2md"),), (Stays("notice", "ykc/9h3x4b", "督办"),),
    {"ykc": "云口村", "wyz": "望云镇"},
)  # fmt: skip


def test_where_each_problem_goes_is_told_once_it_is_recorded() -> None:
    shown = plain.text(reform(VALUE))
    assert "云口村 ends on 2026-06-01 and is merged into 望云镇" in shown
    assert "wyz/7zk2md" not in shown
    assert "Stays where it is, with 望云镇 to answer for it: 1" in shown
    done = plain.text(reform(VALUE._replace(applied=True)))
    assert "wyz/7zk2md" in done
    assert "Recorded." in done


def test_one_with_nothing_open_ends_all_the_same() -> None:
    text = plain.text(reform(VALUE._replace(problems=(), others=())))
    assert "Problems to be transferred: 0" in text
    assert "Stays where it is" not in text


def test_json_names_the_new_records_once_they_are_there() -> None:
    assert reform_json(VALUE)["problems"][0]["transferred_to"] is None
    assert reform_json(VALUE._replace(applied=True))["problems"][0]["transferred_to"] == "wyz/7zk2md"
