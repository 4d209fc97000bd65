"""Reminders: as a document, a heading for each officer and what waits for them; as a calendar, an event for each thing.

The event is on the last day of what it is for.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from yiananlib.index.waits import WAITS
from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.render import words
from yiananlib.render.document import Block, Document, Heading, Paragraph
from yiananlib.render.views import due
from yiananlib.render.views.due import waits
from yiananlib.services.reading.due import OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.index.values import Setting
    from yiananlib.services.reading.remind import Digest, Reminders


class Event(NamedTuple):
    """What a calendar has on a day; ``uid`` tells it from others whenever it is written."""

    uid: str
    day: dt.date
    title: str
    description: str


class Calendar(NamedTuple):
    """Events by day, as they stand on ``day``."""

    name: str
    day: dt.date
    events: tuple[Event, ...]


class Thing(NamedTuple):
    """What gets an event; ``uid`` is the same whenever it is written, whatever it waits for and until when."""

    uid: str
    day: dt.date
    what: str
    title: str
    ref: str
    org_name: str


def reminders(value: Reminders) -> Document:
    """Lay out the digests of all officers."""
    whose = value.org_name or value.setting.name
    blocks: list[Block] = [Heading(_("To do: {who}, {day}").format(who=whose, day=words.day(value.day)), 1)]
    for digest in value.digests:
        blocks.append(Heading(post(digest.officer.id, value.setting.names)))
        blocks += due.blocks(digest.due, 3) or (Paragraph(_("Nothing is waiting.")),)
    if not value.digests:
        blocks.append(Paragraph(_("Nothing is waiting.")))
    return Document(tuple(blocks))


def calendar(value: Reminders) -> Calendar:
    """Return the calendar; a thing that waits for several officers has one event, which names them."""
    events = tuple(
        Event(
            thing.uid,
            thing.day,
            _("{what}: {title}").format(what=thing.what, title=thing.title),
            _description(thing, officers),
        )
        for thing, officers in _shared(value)
    )
    return Calendar(value.setting.name, value.day, events)


def _shared(value: Reminders) -> list[tuple[Thing, list[str]]]:
    """Return each thing once, with the officers for whom it waits, by day."""
    found: dict[str, tuple[Thing, list[str]]] = {}
    for digest in value.digests:
        for thing in _things(digest, value.setting):
            found.setdefault(thing.uid, (thing, []))[1].append(post(digest.officer.id, value.setting.names))
    return sorted(found.values(), key=lambda shared: (shared[0].day, shared[0].uid))


def _description(thing: Thing, officers: list[str]) -> str:
    lines = (
        _("Unit: {org}").format(org=thing.org_name),
        _("Record: {ref}").format(ref=thing.ref),
        _("For: {officers}").format(officers=_(", ").join(officers)),
    )
    return "\n".join(lines)


def _things(digest: Digest, setting: Setting) -> Iterator[Thing]:
    for wait in digest.due.waits:
        for row in wait.rows:
            day = row.due_extended
            if row.closed_on is not None:  # it waits for its look-back, from that day on
                since, days = row.closed_on, setting.look_back_days
                if row.looked_on is not None:
                    since, days = row.looked_on, setting.look_back_again_days
                day = dt.date.fromordinal(min(since.toordinal() + days, dt.date.max.toordinal()))
            yield _thing("problem", row, day, _(WAITS[wait.what][0]))
    for other in digest.due.others:
        for thing in other.rows:
            if getattr(thing, "due", None) is not None:  # what is stranded or to be assigned has no day of its own
                yield _other(other.what, thing)


def _other(what: str, row: Any) -> Thing:
    words = _(OTHERS[what])
    match what:
        case "own_measures":
            name = f"-{row.occurrence}" if row.occurrence is not None else ""
            title = f"{row.text} [{row.occurrence}]" if row.occurrence is not None else row.text
            return _thing(f"measure-{row.number}{name}", row, row.due, words)._replace(title=title)
        case "requests":
            return _thing(f"request-{row.request}", row, row.due, words)
        case _:
            return _thing(row.kind, row, row.due, words)


def _thing(kind: str, row: Any, day: dt.date, words: str) -> Thing:
    return Thing(f"{row.org}.{row.id}.{kind}@yian", day, words, row.title, row.ref, row.org_name)


def reminders_json(value: Reminders) -> Any:
    """Shape the digests, one an officer."""
    return {
        "as_of": value.day,
        "officers": [
            {
                "officer": digest.officer.id,
                "post": digest.officer.post,
                "email": digest.officer.email,
                "org": digest.org,
                "org_name": digest.org_name,
                "waits": waits(digest.due),
            }
            for digest in value.digests
        ],
    }
