"""Judging on whose behalf a commit was made: by the trailer ``Yian-By`` at the end of its message, as git reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model.finding import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.finding import Finding
    from yiananlib.services.verifying.judged_commit import JudgedCommit


def judge(judged: JudgedCommit) -> Iterator[Finding]:
    """Yield where a commit that brings entries or answers does not name the one officer who made them all."""
    if not judged.new:
        return
    if not judged.parents:
        yield judged.finding(
            "",
            "unvouched",
            _("the ledger begins here with {n} entries, and who recorded them is not proven for any of them").format(
                n=len(judged.new)
            ),
            _("if it matters, ask the officers they name"),
            Level.WARNING,
        )
        return
    people = list(dict.fromkeys(row.by for row in judged.new))
    if len(judged.named) != 1:
        said = (
            _("it names several officers as its author ({people})").format(people=_(", ").join(judged.named))
            if judged.named
            else _("it does not name the officer who made it, and brings records of {people}").format(
                people=_(", ").join(people)
            )
        )
        yield judged.finding(
            "",
            "by",
            said,
            _(
                "if it is not shared yet, `yian sync` makes it again with one commit per officer; by hand,"
                " write `Yian-By: {by}` as the last line of its message"
            ).format(by=people[0]),
        )
        return
    for by in people:
        if by != judged.author:
            yield judged.finding(
                "",
                "by",
                _("an entry says {by} recorded it, but the commit names {author}").format(by=by, author=judged.author),
                _("ask both; have it recorded again by the right one"),
            )
