"""What is said of evidence when it is handed in: the options of the commands that copy it into the ledger."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar

import click

from yiananlib.cli.values import DAY
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")

_OPTIONS = (
    click.option("--what", metavar="TEXT", help=_("What the files are, in one line: minutes, voucher, photo.")),
    click.option("--dated", type=DAY, help=_("The day the files are of; default for a photo: the day it was taken.")),
    click.option("--valid-until", type=DAY, help=_("The last day the files are valid.")),
)


def described(command: F) -> F:
    """Give a command the options ``--what --dated --valid-until``."""
    return functools.reduce(lambda found, option: option(found), reversed(_OPTIONS), command)
