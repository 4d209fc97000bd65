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
            _("the ledger begins here with {n} entries, and of none of them is it proven who recorded it").format(
                n=len(judged.new)
            ),
            _("ask those whom they name, if it matters"),
            Level.WARNING,
        )
        return
    people = list(dict.fromkeys(row.by for row in judged.new))
    if len(judged.named) != 1:
        said = (
            _("it names several officers who made it ({people})").format(people=_(", ").join(judged.named))
            if judged.named
            else _("it does not say which officer made it, and brings what {people} recorded").format(
                people=_(", ").join(people)
            )
        )
        yield judged.finding(
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
        if by != judged.author:
            yield judged.finding(
                "",
                "by",
                _("an entry says that {by} recorded it, the commit that {author} did").format(
                    by=by, author=judged.author
                ),
                _("ask both; have it recorded anew by whom it was"),
            )
