"""What the entries add to what a problem says: number, publicity, handling, accountability, ratings."""

import datetime as dt

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk, asked
from yiananlib.model.vocabulary import LookBackResult, Verdict
from yiananlib.render import plain
from yiananlib.render.views.problem import shown
from yiananlib.services.reading.lists import show_problem
from yiananlib.services.recording import accountability, close_out, extension, numbering

DAY = dt.date(2026, 3, 12)


def text_of(desk: Desk, ref: str) -> str:
    return plain.text(shown(asked(desk.ledger, lambda index: show_problem(index, ref, DAY))))


def publicise(desk: Desk, ref: str, *objections: str) -> None:
    until = DAY + dt.timedelta(days=4)
    close_out.publicise(desk.ledger, desk.context(OFFICE), ref, since=DAY, until=until, objections=objections)


def test_a_problem_without_any_says_nothing_of_them(desk: Desk) -> None:
    text = text_of(desk, desk.problem())
    for word in ("Publicity", "Handling", "Accountability", "Ratings", "More time"):
        assert word not in text


def test_the_number_stands_beside_the_id(desk: Desk) -> None:
    ref = desk.problem()
    numbering.number(desk.ledger, desk.context(OFFICE), ref)
    assert text_of(desk, ref).startswith(f"{ref}  2026-001  招标文件抽查整改三次催办未报\n")


def test_the_publicity_that_counts_is_the_last_and_of_this_round(desk: Desk) -> None:
    ref = desk.submitted()
    publicise(desk, ref, "一户未到账")
    publicise(desk, ref)
    text = text_of(desk, ref)
    summary = text[: text.index("\nHistory\n")]
    assert "2026-03-12 to 2026-03-16, 5 days; no open objection" in summary
    assert "一户未到账" not in summary
    assert text.count("一户未到账") == 1
    desk.review(ref)
    assert "Publicity" in text_of(desk, ref)
    desk.review(ref, Verdict.RETURN)
    assert "Publicity" not in text_of(desk, ref)


def test_what_is_opened_again_is_to_be_made_public_again(desk: Desk) -> None:
    for back in ("look-back", "reopen"):
        ref = desk.passed(title=back, effect=f"{back}零补办")
        publicise(desk, ref)
        desk.close(ref)
        desk.look_back(ref, LookBackResult.HELD)
        assert "Publicity" in text_of(desk, ref)
        if back == "reopen":
            close_out.reopen(desk.ledger, desk.context(OFFICE), ref, "群众反映")
        else:
            desk.look_back(ref, LookBackResult.SLIPPED)
        assert "Publicity" not in text_of(desk, ref)


def test_forms_are_added_up_and_accountability_is_told_one_by_one(desk: Desk) -> None:
    ref = desk.problem()
    by = desk.context(INSPECTOR)
    for form, count in ((2, 1), (1, 2), (1, 3)):
        accountability.handle(desk.ledger, by, ref, form, count, "岗位")
    for trigger in ("inaccurate", "ineffective"):
        accountability.hold_account(desk.ledger, by, ref, trigger, 1, f"{trigger}约谈")
    text = text_of(desk, ref)
    assert "first form: 5; second form: 1" in text
    assert "问题排查不准: 1 inaccurate约谈; 工作效果不明显: 1 ineffective约谈" in text
    history = text[text.index("\nHistory\n") :]
    assert "first form: 3 岗位" in history
    assert "工作效果不明显: 1 ineffective约谈" in history


def test_ratings_stand_apart_by_who_gave_them(desk: Desk) -> None:
    ref = desk.closed()
    accountability.rate(desk.ledger, desk.context(LIAISON), ref, {"satisfaction": 5, "change": 4})
    accountability.rate(desk.ledger, desk.context(OFFICE), ref, {"satisfaction": 2}, "走访6户")
    text = text_of(desk, ref)
    table = text[text.index("\nRatings\n") : text.index("\nHistory\n")]
    first, second = table.strip().split("\n")[-2:]
    assert "  职务 liaison  " in first
    assert "change 4, satisfaction 5" in first
    assert "  县促改办 职务 liaison  " in second
    assert second.rstrip().endswith("走访6户")


def test_a_request_is_told_until_it_is_decided(desk: Desk) -> None:
    ref = desk.problem()
    until = dt.date(2026, 7, 1)
    extension.ask(desk.ledger, desk.context(LIAISON), ref, until, "待评审")
    assert "until 2026-07-01 待评审" in text_of(desk, ref).partition("\nHistory\n")[0]
    extension.deny(desk.ledger, desk.context(OFFICE), ref, "理由不足")
    assert "More time" not in text_of(desk, ref)


def test_the_answers_to_the_standards_stand_one_by_one(desk: Desk) -> None:
    ref = desk.passed()
    standards = desk.ledger.campaign().gate.standards
    text = text_of(desk, ref)
    for number, standard in enumerate(standards, start=1):
        assert f"{number}. {standard}: yes\n" in text
    assert "Standards" not in text_of(desk, desk.problem())
