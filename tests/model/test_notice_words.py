"""The words for notices."""

from collections.abc import Iterable

import pytest

from yiananlib.model import notice_words, notices
from yiananlib.model.words import HANDING_WORDS, MENDING_WORDS


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (notice_words.RUNG_WORDS, notice_words.Rung),
        (notice_words.URGENCY_WORDS, notice_words.Urgency),
        (notice_words.ENTRY_WORDS, {**notices.KIND.entries, **MENDING_WORDS, **HANDING_WORDS}),
        (notice_words.STATUS_WORDS, [status for status in notices.KIND.table if status]),
    ],
)
def test_every_member_has_a_word_of_its_own(table: dict[str, str], members: Iterable[str]) -> None:
    assert sorted(table) == sorted(members)
    assert len(set(table.values())) == len(table)


def test_a_reply_is_awaited_wherever_one_may_be_made_and_none_was() -> None:
    replying = {status for status, moves in notices.KIND.table.items() if "replied" in moves}
    assert set(notice_words.AWAITING) == replying - {"replied"}
