"""The options that stand before the command or after it, whichever it is: ``--lang`` and ``--no-pager``."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

import click

from yiananlib.cli.language import OPTION
from yiananlib.messages import _, named

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_PAGER: Final = "--no-pager"


def options(*, hidden: bool = False) -> list[click.Parameter]:
    """Return the options; ``hidden`` ones are not shown in help, as those of each command are, which has them above."""
    return [
        click.Option(
            [OPTION], metavar="zh|en", expose_value=False, hidden=hidden, is_eager=True, callback=_language,
            help=_("The language of messages; default: YIAN_LANG, else that of the system, else that of the"
                " campaign."),
        ),
        click.Option(
            [_NO_PAGER], is_flag=True, expose_value=False, hidden=hidden,
            help=_("Do not page output longer than the screen; YIAN_PAGER names another pager."),
        ),
    ]  # fmt: skip


def _language(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Refuse what is no language; the one that was asked for is being spoken already."""
    if value is not None and named(value) is None:
        raise click.UsageError(_("“{name}” is not an available language: zh, en").format(name=value), ctx)


def is_paged(arguments: Sequence[str]) -> bool:
    """Tell whether a call may use a pager; ``--help`` is answered before what stands behind it is parsed."""
    return _NO_PAGER not in itertools.takewhile(lambda word: word != "--", arguments)
