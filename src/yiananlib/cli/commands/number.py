"""``yian number``."""

from collections.abc import Iterator, Sequence

from yiananlib.cli.command import yian_command
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.messages import _
from yiananlib.model.ids import LENGTH


@yian_command(
    "number",
    examples="yian number k7m2qd --by bgs/liaison\nyian number k7m2qd 2026-017 --by bgs/liaison\n"
    "yian number k7m2qd w5n8ra --by bgs/liaison",
    details=_(
        "编号. For the office or the inspectors. Without NUMBER, the next number of the year is given;"
        " several problems are numbered in the order named, and a NUMBER applies to the problem before it. A"
        " number is given once and kept forever; from then on it names the problem on every command line, as"
        " in `yian show 2026-017`."
    )
    + HINT,
)
@records("words", shown="PROBLEM [NUMBER]…")
@recording
def command(session: Session, words: tuple[str, ...]) -> None:
    from yiananlib.services.recording import numbering

    series = numbering.Series()
    each(
        session,
        list(_pairs(words)),
        lambda ledger, context, one: numbering.number(ledger, context, *one, series),
        named=lambda one: one[0],
    )


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each problem with the number that follows it, or None."""
    left = list(words)
    while left:
        problem = left.pop(0)
        yield problem, left.pop(0) if left and _is_number(left[0]) else None


def _is_number(word: str) -> bool:
    """Tell whether a word is meant as a serial number, well written or not: an id has no dash, and is longer."""
    return "-" in word.rpartition("/")[2] or (word.isdigit() and len(word) < LENGTH)
