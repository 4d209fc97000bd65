"""Commands that take several records: how they are named, and how what is recorded of them is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.handed_in import read_input
from yiananlib.errors import UsageProblem, YianError
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from yiananlib.cli.session import Session
    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger

    F = TypeVar("F", bound=Callable[..., Any])

T = TypeVar("T")


HINT: Final = "\n\n" + _(
    "Several may be named; all are recorded, or none. `yian list --ids` prints suitable names, one per line;"
    " `-` reads names from standard input."
)
"""What the help of such a command ends with."""


def records(
    name: str = "problems",
    what: click.ParamType[str] = PROBLEM,
    shown: str = "PROBLEM…",
    *,
    needed: bool = True,
) -> Callable[[F], F]:
    """Give a command the argument ``name`` of one record or several; ``-`` stands for those on standard input."""
    return click.argument(name, nargs=-1, required=needed, type=what, metavar=shown, callback=_named)


def each(
    session: Session,
    items: Sequence[T],
    one: Callable[[Ledger, Context, T], Any],
    named: Callable[[T], str] = str,
    *,
    apart: bool = True,
) -> list[Any]:
    """Record one thing of each item, all of it or nothing, and show it; return what was recorded.

    What is shown is a list where several records are given. The arguments are those of
    :func:`yiananlib.services.recording.together.together`. Nothing is returned where the answer is no.

    Raises:
        YianError: as that does.
    """
    from yiananlib.services.recording.together import together

    found = together(session.ledger(), session.context(), items, one, named, apart=apart)
    said = list(found.rows or found.answers)
    alone = len(items) == 1 or len(found.rows) == 1
    session.show(said[0] if alone else said)
    if found.answers and not alone:
        click.echo(_("None of the {n} named was recorded.").format(n=len(items)), err=True)
    return list(found.rows)


def is_record(session: Session, word: str) -> bool:
    """Tell whether a word is the id of a problem, which is then hardly what was to be said of one."""
    from yiananlib.model.ids import is_id

    if not is_id(word.rpartition("/")[2]):
        return False
    try:
        session.ledger().locate(word)
    except YianError:
        return False
    return True


def _named(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    """Return the names that were given, those on standard input in the place of ``-``."""
    if "-" not in value:
        return tuple(value)
    try:
        words = read_input("-").decode("utf-8-sig").split()
    except UnicodeDecodeError:
        raise UsageProblem(_("Standard input is not UTF-8 text.")) from None
    if not words:
        raise UsageProblem(_("Standard input names no records; use the output of `yian list --ids`."))
    given = [param.type.convert(word, param, ctx) for word in words]
    at = value.index("-")
    return (*value[:at], *given, *(word for word in value[at + 1 :] if word != "-"))
