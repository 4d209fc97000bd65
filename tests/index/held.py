"""An index in memory that holds a county and given problems, without a ledger on disk."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from tests.builders import make_campaign, make_checklist, make_orgs
from yiananlib.index import record_rows, schema, tally, writing
from yiananlib.index.figures import Figures
from yiananlib.index.loading import Read
from yiananlib.index.snapshots import DEFINITIONS, Listing
from yiananlib.index.sync import Index, Plan
from yiananlib.index.tally import Tally
from yiananlib.model.campaign import Campaign
from yiananlib.model.org import Org
from yiananlib.model.problem import Problem
from yiananlib.model.rounds import Round
from yiananlib.store.ledger import Ledger

_NOTHING: Final = Listing(b"", b"")


def held(
    problems: Iterable[Problem] = (),
    *,
    rounds: Mapping[tuple[str, str], Round] | None = None,
    orgs: Mapping[str, Org] | None = None,
    campaign: Campaign | None = None,
    prompts: int = 3,
) -> Index:
    """Return an index of these records; `rounds` by organization and name."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in schema.STATEMENTS:
        connection.execute(statement)
    definitions: list[Read] = [
        Read("yian.toml", campaign or make_campaign(), b"", is_young=False),
        Read("checklist.toml", make_checklist(prompts), b"", is_young=False),
    ]
    definitions += [
        Read(f"orgs/{name}/org.toml", org, b"", is_young=False) for name, org in (orgs or make_orgs()).items()
    ]
    _keep(connection, DEFINITIONS, definitions)
    index = Index(connection, Ledger(Path("nowhere")), as_it_is=True)
    add(index, problems, rounds)
    return index


def add(index: Index, problems: Iterable[Problem], rounds: Mapping[tuple[str, str], Round] | None = None) -> None:
    """Let the index hold more records, as if they were new in their folders."""
    units: dict[str, list[Read]] = {}
    for number, problem in enumerate(problems):
        path = f"orgs/{problem.org}/problems/{number:06}.toml"
        units.setdefault(problem.org, []).append(
            Read(
                path, record_rows.of_problem(problem, path, writing.supervision(index.connection)), b"", is_young=False
            )
        )
    for (org, name), round_ in (rounds or {}).items():
        path = f"orgs/{org}/rounds/{name}.toml"
        units.setdefault(org, []).append(Read(path, record_rows.of_round(org, name, round_, path), b"", is_young=False))
    for unit, reads in units.items():
        _keep(index.connection, unit, reads)


def counted(index: Index, day: dt.date) -> Figures:
    """Return the figures of all problems on a day."""
    every = Tally()
    for found in tally.tallies(index, index.scope(None), day).values():
        every.add(tally.total(found.own))
    return every.figures()


def named(figures: Figures) -> dict[str, Any]:
    """Return figures as `tests.services.recount` names them."""
    return figures._asdict()


def _keep(connection: sqlite3.Connection, unit: str, reads: list[Read]) -> None:
    if connection.in_transaction:
        connection.execute("COMMIT")
    before = connection.execute("SELECT paths, numbers, doubts FROM units WHERE unit = ?", (unit,)).fetchone()
    changed: list[tuple[str, tuple[int, ...]]] = [(read.path, ()) for read in reads]
    plan = Plan(unit, before, _NOTHING, changed, [], [])
    left = list(writing.all_of(connection, [(plan, reads)], writing.supervision(connection)))
    assert not left
    connection.execute("BEGIN")
