"""The problems of a ledger as items of other tools, each in the tool's own files.

An item is a problem with the least that the tools share: title, unit, day found, deadline in force, status.
"""

import csv
import datetime as dt
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from yiananlib.model.steps import TABLE
from yiananlib.model.vocabulary import Status

DONE = ("closed", "voided")
"""The statuses of items that are over; all others count as open."""


class Item(NamedTuple):
    """A problem; ``place`` are the organizations from the top down to ``unit``, days are ``2026-06-01``."""

    id: str
    title: str
    unit: str
    place: tuple[str, ...]
    found: str
    due: str
    status: str


def items(ledger: Path) -> list[Item]:
    """Return the problems of a generated ledger; its records are taken to be legal."""
    parents = {}
    for path in (ledger / "orgs").glob("*/org.toml"):
        parents[path.parent.name] = tomli.loads(path.read_text(encoding="utf-8")).get("parent")
    found: list[Item] = []
    for unit in sorted(parents):
        place = [unit]
        while (parent := parents[place[0]]) is not None:
            place.insert(0, parent)
        records = sorted((ledger / "orgs" / unit).glob("problems/*.toml"))
        found += [_item(tomli.loads(path.read_text(encoding="utf-8")), unit, tuple(place)) for path in records]
    return found


def _item(record: dict[str, Any], unit: str, place: tuple[str, ...]) -> Item:
    status, due = Status.REGISTERED, record["due"]
    for entry in record["entries"][1:]:
        step = ":".join([entry["kind"], *(str(entry[key]) for key in ("verdict", "result") if key in entry)])
        status = TABLE[status][step]
        if entry["kind"] == "extension-granted":
            due = entry["until"]
    return Item(str(record["id"]), str(record["title"]), unit, place, str(record["found"]), str(due), status.value)


def _epoch(day: str) -> int:
    return int(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), dt.UTC).timestamp())


def taskwarrior(found: Sequence[Item], folder: Path) -> None:
    """Write Taskwarrior's two data files: projects are organizations, tags statuses."""
    with (folder / "pending.data").open("w") as pending, (folder / "completed.data").open("w") as completed:
        for item in found:
            done = item.status in DONE
            state = {"closed": "completed", "voided": "deleted"}.get(item.status, "pending")
            end = f'end:"{_epoch(item.due)}" ' if done else ""
            (completed if done else pending).write(
                f'[description:"{item.title}" due:"{_epoch(item.due)}" {end}entry:"{_epoch(item.found)}" '
                f'project:"{".".join(item.place)}" status:"{state}" tags:"{item.status}" tags_{item.status}:"x" '
                f'uuid:"{uuid.uuid5(uuid.NAMESPACE_OID, item.id)}"]\n'
            )
    (folder / "taskrc").write_text("data.location=.\nconfirmation=off\nnews.version=2.6.0\n")


def journal(found: Sequence[Item], folder: Path) -> None:
    """Write a journal for ledger and hledger: one posting of 1 an item, the deadline as its second date."""
    with (folder / "items.journal").open("w") as file:
        for item in sorted(found, key=lambda i: i.found):
            account = ":".join((*item.place, item.status))
            file.write(f"{item.found}={item.due} ({item.id}) {item.title}\n    ({account})  1\n\n")


def beancount(found: Sequence[Item], folder: Path) -> None:
    """Write a beancount file: one transaction an item, the deadline as metadata."""

    def account(item: Item) -> str:
        return ":".join(["Assets", *(part.capitalize() for part in (*item.place, item.status))])

    with (folder / "items.beancount").open("w") as file:
        for name in ["Equity:Items", *sorted({account(item) for item in found})]:
            file.write(f"2026-01-01 open {name}\n")
        for item in sorted(found, key=lambda i: i.found):
            file.write(
                f'\n{item.found} * "{item.unit}" "{item.title}"\n  id: "{item.id}"\n  due: {item.due}\n'
                f"  {account(item)}  1 ITEM\n  Equity:Items\n"
            )


def doorstop(found: Sequence[Item], folder: Path) -> None:
    """Write a doorstop document for each organization, one file an item, in an empty git repository's folder."""
    (folder / ".git").mkdir()
    parents = {name: item.place[n - 1] if n else None for item in found for n, name in enumerate(item.place)}
    top = min(name for name, parent in parents.items() if parent is None)
    for name, parent in parents.items():
        home = folder / name
        home.mkdir()
        above = f"  parent: {(parent or top).upper()}\n" if name != top else ""
        (home / ".doorstop.yml").write_text(f"settings:\n  digits: 3\n{above}  prefix: {name.upper()}\n  sep: '-'\n")
    numbers: dict[str, int] = {}
    for item in found:
        number = numbers[item.unit] = numbers.get(item.unit, 0) + 1
        (folder / item.unit / f"{item.unit.upper()}-{number:03}.yml").write_text(
            f"active: true\nderived: false\ndue: '{item.due}'\nheader: |\n  {item.title}\nlevel: {number}\nlinks: []\n"
            f"normative: true\nref: ''\nreviewed: null\nstatus: {item.status}\ntext: |\n  {item.title}\n"
        )


def todoman(found: Sequence[Item], folder: Path) -> None:
    """Write a folder of ``.ics`` files for each unit, one task a file."""
    states = {"closed": "COMPLETED", "voided": "CANCELLED", "registered": "NEEDS-ACTION"}
    for unit in {item.unit for item in found}:
        (folder / "lists" / unit).mkdir(parents=True)
    for item in found:
        (folder / "lists" / item.unit / f"{item.id}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//items//EN\r\nBEGIN:VTODO\r\n"
            f"UID:{item.id}\r\nDTSTAMP:{item.found.replace('-', '')}T010000Z\r\nSUMMARY:{item.title}\r\n"
            f"DUE;VALUE=DATE:{item.due.replace('-', '')}\r\nCATEGORIES:{item.status}\r\n"
            f"STATUS:{states.get(item.status, 'IN-PROCESS')}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
        )
    (folder / "config.py").write_text(
        f'path = "{folder}/lists/*"\ncache_path = "{folder}/cache.sqlite3"\ndate_format = "%Y-%m-%d"\n'
    )


def spreadsheet(found: Sequence[Item], folder: Path) -> None:
    """Write rows for a spreadsheet: ``peers.py`` has the environment of the peers turn them into ``items.xlsx``."""
    with (folder / "items.csv").open("w", newline="") as file:
        csv.writer(file).writerows([Item._fields, *((*i[:3], "/".join(i.place), *i[4:]) for i in found)])


def empty(folder: Path) -> Path:
    """Return the folder, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
