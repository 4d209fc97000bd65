"""Lakes made of indexes: what each holds is handed over as an export hands it over, without a ledger on disk."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.builders import record_id
from tests.lake.handing import put
from yiananlib.index.schema import MEANING
from yiananlib.index.sync import Index
from yiananlib.index.tally import Tally
from yiananlib.lake import manifest as manifests
from yiananlib.lake import write
from yiananlib.lake.manifest import Manifest, Settings, Totals
from yiananlib.lake.shelf import KNOWN, LEDGERS, Shelved
from yiananlib.model.problem import Problem

CODES: Final = ("530121", "530122", "530127")
KNOWN_ON: Final = dt.date(2026, 9, 30)


def pour(lake: Path, code: str, index: Index, **fields: Any) -> Shelved:
    """Hand over what an index holds to a lake, as of `KNOWN_ON`; `fields` are those of the manifest."""
    folder = lake / LEDGERS / code
    scratch = lake / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    index.scope(None)  # all records are up to date
    files = write.data(index, folder, code, scratch, names=False)
    setting = index.setting
    values: dict[str, Any] = {
        "meaning": MEANING,
        "code": code,
        "name": setting.name,
        "language": setting.language,
        "timezone": setting.timezone,
        "commit": hashlib.sha1(code.encode(), usedforsecurity=False).hexdigest(),
        "known": KNOWN_ON,
        "clean": True,
        "verified": "ok",
        "settings": Settings(
            yellow=setting.yellow,
            blue=setting.blue,
            look_back_days=setting.look_back_days,
            look_back_again_days=setting.look_back_again_days,
            standards_always=setting.standards_always,
            key_fields=setting.key_fields,
            grave=setting.grave,
        ),
        "names": False,
        "files": files,
        "totals": Totals(total=0, closed=0, overdue=0),
    }
    made = Manifest(**values | fields)
    put(folder / manifests.NAME, manifests.encode(made))
    put(folder / KNOWN / made.kept_as, manifests.encode(made))
    return Shelved(code, folder, made)


@contextmanager
def poured(*indexes: Index) -> Iterator[tuple[Shelved, ...]]:
    """Hand over indexes to a lake that is gone afterwards, each as the ledger of one of `CODES`."""
    with TemporaryDirectory() as folder:
        yield tuple(pour(Path(folder), code, index) for code, index in zip(CODES, indexes, strict=False))


def told_apart(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with an id for each, as those of a ledger have; by it a lake knows them."""
    return [
        Problem(problem.org, problem.head.model_copy(update={"id": record_id(n)}), problem.entries)
        for n, problem in enumerate(problems)
    ]


def said(kinds: Mapping[str, Tally]) -> dict[str, object]:
    """Return what was counted by kind as values that compare, without kinds of which there is nothing."""
    return {kind: (t.counts, *t.lengths) for kind, t in kinds.items() if any(t.counts)}


def moved(steps: Iterable[tuple[dt.date, str | None, str, int]]) -> dict[tuple[dt.date, str | None, str], int]:
    """Return how many moved on each day, added up."""
    found: dict[tuple[dt.date, str | None, str], int] = {}
    for day, before, now, problems in steps:
        found[day, before, now] = found.get((day, before, now), 0) + problems
    return found
