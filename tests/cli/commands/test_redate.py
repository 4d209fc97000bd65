"""`yian redate`, `review --received` and `report --backdated`, as a person types them."""

from collections.abc import Callable
from typing import Any

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk
from yiananlib.model.text import forbidden
from yiananlib.services.recording import rectify


def stuck(desk: Desk) -> tuple[str, str]:
    """Return a problem with an entry of ten years from now, and that entry's id."""
    ref, now = desk.problem(), desk.now
    desk.on("2036-01-01")
    entry = rectify.progress(desk.ledger, desk.context(), ref, "进展").state.problem.entries[-1].id
    desk.now = now
    return ref, entry


def test_the_refusal_says_what_to_type_and_typing_it_mends_the_record(desk: Desk, yian: Yian) -> None:
    ref, entry = stuck(desk)
    refused = yian("progress", ref, "再进展", "--by", "zjj/liaison")
    assert (refused.status, refused.refused) == (5, True)
    command = refused.err.split("`yian ")[1].split("`")[0].replace("DAY", "2026-03-12").replace("TEXT", "快了十年")
    done = yian(*command.split(), "--by", "office/liaison")
    assert (done.status, done.out.startswith(f"{ref}  rectifying  entry ")) == (0, True)
    assert yian("progress", ref, "再进展", "--by", "zjj/liaison").status == 0
    assert f"{entry}: 2026-03-12 快了十年" in yian("show", ref).out


def test_what_cannot_be_is_one_sentence_and_changes_nothing(desk: Desk, yian: Yian) -> None:
    ref, entry = stuck(desk)
    given = ("--reason", "快了", "--by", "office/liaison")
    assert yian("redate", ref, entry, *given).status == 2
    assert yian("redate", ref, entry, "--day", "2026-02-30", *given).status == 2
    missing = yian("redate", ref, "zzzzzz", "--day", "2026-03-12", *given)
    assert (missing.status, missing.refused) == (3, True)
    unit = yian("redate", ref, entry, "--day", "2026-03-12", "--reason", "快了", "--by", "zjj/liaison")
    assert (unit.status, unit.refused) == (5, True)
    hostile = yian("redate", "zjj/\x1b[2J", entry, "--day", "2026-03-12", *given)
    assert hostile.status == 3
    assert forbidden(hostile.err.rstrip("\n")) is None


def test_a_review_says_when_the_paper_came_in_and_both_days_are_shown(
    desk: Desk, yian: Yian, typed: Callable[..., Any]
) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.done(ref)
    desk.on("2026-06-30")
    said = ("--effect", "零补办", "--rule", "办法修订", "--wider", "全县同查")
    done = yian("submit", ref, *said, "--on", "2026-06-15", "--by", "zjj/liaison")
    assert done.status == 0, done.err
    assert typed("report")["figures"]["overdue"] == 1
    review = ("review", ref, "--return", "--opinion", "收文为准", "--by", "office/liaison", "--received")
    early = yian(*review, "2026-06-14")
    assert (early.status, early.refused) == (5, True)
    (row,) = typed("report", "--backdated")["entries"]
    assert (row["kind"], row["day"], row["counts"], row["confirmed"]) == (
        "submitted",
        "2026-06-15",
        "2026-06-30",
        False,
    )
    assert "2026-06-15 (recorded 2026-06-30)" in yian("show", ref).out
    assert yian(*review, "2026-06-15").status == 0
    (row,) = typed("report", "--backdated")["entries"]
    assert (row["counts"], row["confirmed"]) == ("2026-06-15", True)
    assert typed("report")["figures"]["backdated_confirmed"] == 1
    assert yian("report", "--backdated", "--sweep").status == 2
