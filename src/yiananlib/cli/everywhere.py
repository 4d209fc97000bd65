"""The options that stand before the command or after it, whichever it is: ``--lang`` and ``--no-pager``."""

from __future__ import annotations

from typing import Any

import click

from yiananlib.cli.language import OPTION
from yiananlib.cli.session import Session
from yiananlib.messages import _, named


def options(*, hidden: bool = False) -> list[click.Parameter]:
    """Return the options; ``hidden`` ones are not shown in help, as those of each command are, which has them above."""
    return [
        click.Option(
            [OPTION], metavar="zh|en", expose_value=False, hidden=hidden, is_eager=True, callback=_language,
            help=_("The language to speak; else YIAN_LANG, else that of the system, else that of the campaign."),
        ),
        click.Option(
            ["--no-pager"], is_flag=True, expose_value=False, hidden=hidden, callback=_pager,
            help=_("Print what is longer than the screen as it is; YIAN_PAGER names another pager."),
        ),
    ]  # fmt: skip


def _language(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Refuse what is no language; the one that was asked for is being spoken already."""
    if value is not None and named(value) is None:
        raise click.UsageError(_("“{name}” is none of the languages there are: zh and en").format(name=value), ctx)


def _pager(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    session = ctx.find_object(Session)
    if session is not None and value:
        session.paged = False
