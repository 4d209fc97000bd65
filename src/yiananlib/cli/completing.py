"""Types of arguments that name something in the ledger, so that a shell can complete them from the index."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from yiananlib.cli import metavars
from yiananlib.cli.session import Session
from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.store import kinds

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from yiananlib.index.sync import Index

_IN_ORGS: Final = ("record", *(f"org or {kind}" for kind in kinds.MATTERS), *(kind.name for kind in kinds.RECORDS))
"""What lies in the folders of organizations, whose records are then looked at."""


class Known(click.ParamType[str]):
    """Text that names something in the ledger; ``what`` is a key of the questions that find it.

    ``shown`` is what help calls it; default: ``what`` in capitals. ``resolve`` is ``org`` or ``officer`` where what is
    typed may be the name or the post of one.
    """

    name = "text"

    def __init__(self, what: str, shown: str = "", resolve: Literal["org", "officer"] | None = None) -> None:
        self.what = what
        self.resolve = resolve
        self.shown = shown or what.upper()

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what help calls it."""
        return metavars.shown(self.shown)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return what is named: an organization by its code, an officer whose queue or problems are asked for in full.

        Other officers are those of an organization that is not known here, and looked up where it is.
        """
        session = ctx.find_object(Session) if ctx is not None else None
        if session is None or session.lake is not None or self.resolve is None or not _is_text(value):
            return str(value)
        from yiananlib.services.reading import naming

        try:
            ledger = session.ledger()
        except UsageProblem:  # the command says so itself
            return str(value)
        if self.resolve == "officer":
            return naming.officer(ledger, str(value))
        try:
            return naming.org(ledger, str(value))
        except LedgerInvalid:  # what is asked for may be whole, or what is to be mended
            return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return what the ledger has that begins so, each with its words."""
        from click.shell_completion import CompletionItem  # only a shell that completes needs it

        session = ctx.find_object(Session)
        if session is None:
            return []
        return [CompletionItem(value, help=said) for value, said in session.suggest(self._ask(incomplete))]

    def _ask(self, start: str) -> Question:
        def question(index: Index) -> list[tuple[str, str]]:
            from yiananlib.index import completions  # only a shell that completes needs it

            if self.what in _IN_ORGS:
                with contextlib.suppress(LedgerInvalid):  # what can be read is offered all the same
                    index.scope(None)
            return completions.named(index, self.what, start)

        return question


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # bytes of another encoding
        return False
    return True


if TYPE_CHECKING:
    from collections.abc import Callable

    Question = Callable[[Index], list[tuple[str, str]]]


class Entry(Known):
    """An entry of the record that was given before it, by its id."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the entries of that record that begin so, each with its day and what it is."""
        self.record = str(ctx.params.get("record") or ctx.params.get("problem") or "")
        return super().shell_complete(ctx, param, incomplete)

    def _ask(self, start: str) -> Question:
        def question(index: Index) -> list[tuple[str, str]]:
            from yiananlib.index import completions  # as above

            with contextlib.suppress(LedgerInvalid):
                index.scope(self.record.rpartition("/")[0] or None)
            return completions.entries(index, self.record, start)

        return question


PROBLEM: Final = Known("problem")
ORG: Final = Known("org", resolve="org")
NOTICE: Final = Known("notice")
RECORD: Final = Known("record")
RULE: Final = Known("rule")
MEETING: Final = Known("meeting")
SAMPLE: Final = Known("sample")
CASE: Final = Known("case")
FINDING: Final = Known("finding", "CASE/N")
NOTICE_OR_ORG: Final = Known("org or notice", "ORG|NOTICE", "org")
OFFICER: Final = Known("officer", "ORG/OFFICER")
ANY_OFFICER: Final = Known("officer", "ORG/OFFICER", "officer")
PROMPT: Final = Known("prompt")
ENTRY: Final = Entry("entry")
SOURCE: Final = Known("source", "WORD")
KIND: Final = Known("kind", "WORD")
FIELD: Final = Known("field", "WORD")
LEVEL: Final = Known("level", "WORD")
RETURN_REASON: Final = Known("return_reason", "WORD")
TAG: Final = Known("tag", "TAG")
TASK: Final = Known("task", "CASE/N")
LINKED: Final = Known("linked_work", "WORD")
ASPECT: Final = Known("aspect", "WORD")
TRIGGER: Final = Known("trigger", "WORD")
