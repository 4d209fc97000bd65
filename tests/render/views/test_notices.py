"""Notices as documents."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue, reply, send_back
from yiananlib.index.names import Found
from yiananlib.render import plain
from yiananlib.render.views.notices import listed, shown
from yiananlib.services.reading.notices import list_notices, show_notice
from yiananlib.services.recording import supervise

DAY = dt.date(2026, 3, 25)


def list_text(desk: Desk) -> str:
    return plain.text(listed(asked(desk.ledger, lambda index: list_notices(index, DAY))))


def text_of(desk: Desk, ref: str) -> str:
    found = Found("notice", *ref.split("/"))
    return plain.text(shown(asked(desk.ledger, lambda index: show_notice(index, found, DAY))))


def test_a_list_says_where_each_stands_and_how_late_it_is(desk: Desk) -> None:
    ref = issue(desk, rung="reminder")
    text = list_text(desk)
    assert text.split("\n")[1] == f"{ref}  住建局  抽查督办  reminder  2026-03-20             5  to be answered"
    assert text.endswith("\n\n1 in all, as of 2026-03-25\n")
    reply(desk, ref)
    assert list_text(desk).split("\n")[1].split()[-2:] == ["2026-03-20", "answered"]


def test_an_empty_list_says_so(desk: Desk) -> None:
    assert list_text(desk) == "No matching notices.\n"


def test_a_notice_is_shown_with_all_that_was_said(desk: Desk) -> None:
    problem = desk.problem()
    ref = issue(desk, problems=(problem,), support=("czj",), leader="deputy-1", basis="常委会纪要")
    supervise.reply(desk.ledger, desk.context(), ref, "已核验", "住建发〔2026〕18号")
    send_back(desk, ref, dt.date(2026, 3, 22))
    supervise.escalate(desk.ledger, desk.context("office/liaison"), ref, "caution", "两次催办未报")
    text = text_of(desk, ref)
    assert text.startswith(f"{ref}  抽查督办\n===")
    for line in (
        "Rung                      caution (raised from supervision)",
        "Reply due                 2026-03-22 (originally 2026-03-20), 3 days overdue",
        "Basis                     常委会纪要",
        f"Problems named            {problem.partition('/')[2]}",
        "Supporting organizations  财政局",
        "Leader                    职务 deputy-1",
    ):
        assert f"\n{line}\n" in text
    assert "answered  已核验 [住建发〔2026〕18号]\n" in text
    assert "returned  未报责任认定; by 2026-03-22\n" in text
    assert "raised    caution: 两次催办未报\n" in text


@pytest.mark.parametrize("name", ["Basis", "About", "Supporting organizations", "Leader"])
def test_what_a_notice_does_not_say_is_left_out(desk: Desk, name: str) -> None:
    assert f"\n{name}  " not in text_of(desk, issue(desk))
