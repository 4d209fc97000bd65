"""Judging on whose behalf a commit was made: by the trailer ``Yian-By`` at the end of its message, as git reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model.finding import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.finding import Finding
    from yiananlib.services.docket import Docket

BY: Final = "Yian-By"
_LINE: Final = re.compile(r"([A-Za-z0-9-]+[ \t]*):(.*)", re.DOTALL)
_PICKED: Final = "(cherry picked from commit "
_BLANK: Final = " \t\r"
"""What git calls blank, and nothing else."""


def named(message: str) -> tuple[str, ...]:
    """Return the officers that a commit's message names, each once: those of the trailers ``Yian-By``.

    Trailers stand in the last paragraph, which is not the first, and of which each line is one.
    """
    trailers = _trailers(message)
    return tuple(dict.fromkeys(value for key, value in trailers if key.lower() == BY.lower()))


def naming(message: str, by: str) -> str:
    """Return the message with that officer named at its end, and no other."""
    lines = (message.rstrip("\n" + _BLANK) or "recorded").split("\n")
    start = len(lines) - len(_last_paragraph(lines))
    if not _trailers(message):
        return "\n".join([*lines, "", f"{BY}: {by}", ""])
    kept: list[str] = []
    mine = False
    for line in lines[start:]:
        trailer = _LINE.fullmatch(line)
        mine = trailer[1].lower() == BY.lower() if trailer is not None else mine and line[0] in " \t"
        if not mine:
            kept.append(line)
    return "\n".join([*lines[:start], f"{BY}: {by}", *kept, ""])


def judge(docket: Docket) -> Iterator[Finding]:
    """Yield where a commit that brings entries or answers does not name the one officer who made them all."""
    if not docket.new:
        return
    if not docket.parents:
        yield docket.finding(
            "",
            "unvouched",
            _("the ledger begins here with {n} entries, and of none of them is it proven who recorded it").format(
                n=len(docket.new)
            ),
            _("ask those whom they name, if it matters"),
            Level.WARNING,
        )
        return
    people = list(dict.fromkeys(row.by for row in docket.new))
    if len(docket.named) != 1:
        said = (
            _("it names several officers who made it ({people})").format(people=_(", ").join(docket.named))
            if docket.named
            else _("it does not say which officer made it, and brings what {people} recorded").format(
                people=_(", ").join(people)
            )
        )
        yield docket.finding(
            "",
            "by",
            said,
            _(
                "where it is not shared yet, `yian sync` makes it anew, a commit for each officer; by hand, write"
                " `Yian-By: {by}` as the last line of its message"
            ).format(by=people[0]),
        )
        return
    for by in people:
        if by != docket.author:
            yield docket.finding(
                "",
                "by",
                _("an entry says that {by} recorded it, the commit that {author} did").format(
                    by=by, author=docket.author
                ),
                _("ask both; have it recorded anew by whom it was"),
            )


def _trailers(message: str) -> list[tuple[str, str]]:
    lines = message.split("\n")
    while lines and not lines[-1].strip(_BLANK):
        lines.pop()
    last = _last_paragraph(lines)
    if not any(line.strip(_BLANK) for line in lines[: len(lines) - len(last)]):
        return []
    found: list[tuple[str, str]] = []
    for line in last:
        if line[0] in " \t" and found:
            key, value = found[-1]
            found[-1] = key, f"{value} {line.strip(_BLANK)}"
        elif line.startswith(_PICKED):
            found.append(("", line))
        elif (trailer := _LINE.fullmatch(line)) is not None:
            found.append((trailer[1], trailer[2].strip(_BLANK)))
        else:
            return []
    return found


def _last_paragraph(lines: list[str]) -> list[str]:
    start = len(lines)
    while start and lines[start - 1].strip(_BLANK):
        start -= 1
    return lines[start:]
