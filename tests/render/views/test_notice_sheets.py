"""督办单: a page each, as it is sent."""

import datetime as dt

from tests.render.papers import cells, opened
from tests.render.written import read
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply, send_back, settle
from yiananlib.messages import speaking
from yiananlib.render import plain, show
from yiananlib.render.document import Section
from yiananlib.render.views.notice_sheets import sheets as laid_out
from yiananlib.services.reading.notice_sheets import Sheets, sheets

DAY = dt.date(2026, 7, 20)


def told(desk: Desk, org: str | None = None, notice: str | None = None) -> Sheets:
    return asked(desk.ledger, lambda index: sheets(index, DAY, org, notice))


def text(value: Sheets) -> str:
    with speaking("zh_CN"):
        return plain.text(show.document(value))


def test_a_notice_is_a_form_with_what_became_of_it(desk: Desk) -> None:
    ref = desk.problem()
    notice = issue(desk, problems=[ref], basis="督查组交办", support=["czj"], leader="zjj/head")
    reply(desk, notice)
    send_back(desk, notice)
    said = text(told(desk))
    for part in (
        f"督办编号：{notice}", "抽查督办", "督查组交办", "财政局", "报核验结果",
        "逾期122天", "已逐一核验", "未报责任认定",
        "督办问题清单", ref,
    ):  # fmt: skip
        assert part in said, part


def test_a_draft_says_that_it_is_one_and_leaves_room(desk: Desk) -> None:
    ref = desk.problem()
    said = text(told(desk))
    for part in ("（拟稿）", "督办编号：待登记", "对下列1件逾期问题逐件查明原因", ref, "领导批示", "2026年7月20日"):
        assert part in said


def test_each_stands_on_a_page_of_its_own(desk: Desk) -> None:
    issue(desk)
    desk.problem()
    value = told(desk)
    assert sum(isinstance(block, Section) for block in laid_out(value).blocks) == 2
    made = opened(b"".join(show.pieces(value, show.Form("docx"))))
    assert len(made.sections) == 2
    assert cells(made.tables[0])[0][1] == "抽查督办"


def test_a_settled_notice_keeps_its_day_and_who_is_unknown_their_name(desk: Desk) -> None:
    notice = issue(desk)
    reply(desk, notice)
    settle(desk, notice)
    value = told(desk, notice=notice)
    assert "2026年3月20日" in text(value)
    assert "office/liaison" in text(value._replace(setting=value.setting._replace(names={})))


def test_the_commit_that_was_read_is_named(desk: Desk) -> None:
    desk.problem()
    assert " abcdef0123" in text(told(desk)._replace(commit="abcdef0123456789"))


def test_a_problem_that_is_gone_is_still_named(desk: Desk) -> None:
    ref = desk.problem()
    notice = issue(desk, problems=[ref])
    (desk.root / desk.file_of(ref)).unlink()
    (sheet,) = told(desk, notice=notice).sheets
    assert sheet.names == (ref.partition("/")[2],)
    assert sheet.names[0] in text(told(desk, notice=notice))


def test_where_there_is_none_that_is_said(desk: Desk) -> None:
    assert text(told(desk)) == "没有待回复的督办单，也没有逾期问题。\n"


def test_json_has_the_notice_and_its_problems(desk: Desk) -> None:
    ref = desk.problem()
    notice = issue(desk)
    shape = read(told(desk))
    assert shape["kind"] == "notice"
    assert shape["sheets"][0]["notice"]["id"] == notice.partition("/")[2]
    assert shape["sheets"][1]["notice"] is None
    assert shape["sheets"][1]["problems"][0]["id"] == ref.partition("/")[2]
