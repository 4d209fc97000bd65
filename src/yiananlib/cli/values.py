"""Types of what is typed: days, deadlines, words of ours, paths, commits."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from typing import TYPE_CHECKING, Any

import click

from yiananlib.cli import clock, metavars
from yiananlib.cli.session import Session
from yiananlib.messages import _, current

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from yiananlib.services.reading.days import Days


class Day(click.ParamType[dt.date]):
    """A calendar day as people write it: ``2026-06-15``, ``6月30日`` of this year, ``6月底``, 今天.

    What may be two days, or more than one, is not guessed at.
    """

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what help calls it."""
        return metavars.shown("DAY")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day; fail with why it is none."""
        if isinstance(value, dt.date):
            return value
        with contextlib.suppress(ValueError):
            return clock.day(value)  # no ledger need be read to know what day it is
        return _read(lambda days: days.day(value), self, param, ctx)


class Due(click.ParamType[str]):
    """A deadline: a day, or a length of time such as ``15日内`` and 立行立改, which :meth:`Session.due` counts."""

    name = "deadline"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what help calls it."""
        return metavars.shown("DAY")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the day; fail with the reason if the text gives no single day, whatever it is counted from."""
        with contextlib.suppress(ValueError):
            return clock.day(value).isoformat()
        _read(lambda days: days.due(value), self, param, ctx)
        return str(value)


def _read(
    read: Callable[[Days], dt.date],
    kind: click.ParamType[Any],
    param: click.Parameter | None,
    ctx: click.Context | None,
) -> dt.date:
    """Return the day that is read; fail with why it is none."""
    from yiananlib.model.deadline_words import Unreadable

    session = ctx.find_object(Session) if ctx is not None else None
    assert session is not None  # noqa: S101 - a command runs in one
    try:
        return read(session.days())
    except Unreadable as error:
        kind.fail(str(error), param, ctx)


class Choice(click.ParamType[str]):
    """One of a few words, given by key or by the word it is shown with, in any language."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words = words
        self.name = "|".join(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the key; fail with what there is."""
        from yiananlib.model import meaning

        if value in self.words:  # an enumeration's key is no text alone
            return next(key for key in self.words if key == value)
        if (key := meaning.key_of(self.words, str(value))) is not None:
            return key
        shown = meaning.shown(self.words)
        return self.fail(_("“{value}” is not one of {choices}.").format(value=value, choices=shown), param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the keys, as help shows them, each with its word where that is another."""
        shown = (str(key) if _(word).casefold() == key else f"{key} {_(word)}" for key, word in self.words.items())
        return f"[{'|'.join(shown) if current() != 'en' else self.name}]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Offer the keys, each with its word."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(key, help=_(word)) for key, word in self.words.items() if key.startswith(incomplete)]


class Folder(click.Path):
    """A folder or file, which need not be there. pathlib is loaded where one is given: help does without it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; fail where something is there that cannot be read."""
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


class CommitName(click.ParamType[str]):
    """The whole name of a commit: what it is short for, or a branch, may be something else tomorrow."""

    name = "commit"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what help calls it."""
        return metavars.shown("COMMIT")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name; fail where it is not whole."""
        if re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", value):
            return str(value)
        return self.fail(_("“{value}” is not a full commit hash; `git rev-parse` prints it.").format(value=value))


COMMIT = CommitName()
DAY = Day()
DUE = Due()
FOLDER = Folder()
