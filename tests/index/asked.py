"""What is asked of an index, told so that answers of different indexes compare."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from yiananlib.errors import YianError
from yiananlib.index import cache
from yiananlib.index.sync import Index
from yiananlib.index.values import Row
from yiananlib.services.reading import due, lists, report
from yiananlib.store.ledger import Ledger

DAY: Final = dt.date(2026, 6, 30)

Question = Callable[[Index], Any]


def county(index: Index) -> Any:
    """Ask for all there is to say of the county."""
    wholes = tuple(report.ledger(index, DAY).wholes)
    return report.report(index, DAY), wholes, due.due(index, DAY), lists.list_orgs(index), lists.list_prompts(index)


def of(org: str) -> Question:
    """Ask for the report of an organization and all below it."""
    return lambda index: report.report(index, DAY, org, report.Detail.ROWS)


def shown(ref: str) -> Question:
    """Ask for one problem."""
    return lambda index: lists.show_problem(index, ref, DAY)


def containing(text: str) -> Question:
    """Ask for the problems that hold a text."""
    return lambda index: lists.list_problems(index, DAY, lists.Filters(text=text))


def refs(index: Index) -> list[str]:
    """Ask for the names of all problems."""
    return [row.ref for row in lists.list_problems(index, DAY, lists.Filters()).rows]


def titles(index: Index) -> dict[str, str]:
    """Ask for the titles of all problems."""
    return {row.ref: row.title for row in lists.list_problems(index, DAY, lists.Filters()).rows}


def ask(ledger: Ledger, folder: Path | None, question: Question) -> Any:
    """Return the answer, or why there is none."""
    try:
        return plain(cache.answer(ledger, folder, question))
    except YianError as error:
        return type(error), error.message


def plain(value: Any) -> Any:
    """Return an answer without what the index calls its rows: it calls them as it likes."""
    if isinstance(value, Row):
        return value._replace(key=0)
    if isinstance(value, tuple):
        parts = [plain(part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def file_of(folder: Path) -> Path:
    """Return the one file of the index that is kept in a folder."""
    (path,) = folder.glob("*.sqlite")
    return path
