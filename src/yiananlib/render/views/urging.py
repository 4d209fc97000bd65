"""Messages for a work chat: at most 300 characters, in the campaign's language, without names and without titles.

A title may tell of the matter, so that a record is called by its serial number or its id, with what it waits for and
its last day; posts are told, persons never. What does not fit is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.index.waits import WAITS
from yiananlib.messages import _, speaking
from yiananlib.model.calling import together
from yiananlib.render import words
from yiananlib.render.document import Block, Document, Heading, Paragraph
from yiananlib.services.reading.due import OTHERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from yiananlib.services.reading.urging import Message, Messages, Thing

LENGTH: Final = 300
"""Characters of a message at most."""
_NAME: Final = 60
"""Characters of whom it is for at most."""
_TITLE: Final = 80
"""Characters of what an urging is called in the ledger at most."""


def messages(value: Messages) -> Document:
    """Lay out the messages, each under whom it is for, and how many were left out."""
    blocks: list[Block] = [Heading(_("Messages of {day}").format(day=words.day(value.day)), 1)]
    for message in value.rows:
        blocks += [Heading(_called(message)), Paragraph(text(message, value.day))]
    if not value.rows:
        blocks.append(Paragraph(_("There is nobody to urge.")))
    if value.left_out:
        blocks.append(Paragraph(_left_out(value), "dim"))
    return Document(tuple(blocks))


def _left_out(value: Messages) -> str:
    said = _("Left out, because urged less than {days} days ago: {n}. `yian remind --message --all` shows them again.")
    return said.format(days=value.setting.again_after_days, n=value.left_out)


def text(message: Message, day: dt.date) -> str:
    """Return a message in the language that is spoken."""
    whom = _cut(_called(message), _NAME)
    said = _("{whom}: as of {day}, {n} to do.").format(whom=whom, day=words.day(day), n=len(message.things))
    end = _("Please deal with them, or say what stands in the way.")
    groups: dict[str, list[Thing]] = {}
    for thing in message.things:
        groups.setdefault(thing.what, []).append(thing)
    room = LENGTH - len(_joined((said, end)))
    parts = _fitting(groups, room)
    return _joined((said, *parts, end))


def _fitting(groups: dict[str, list[Thing]], room: int) -> list[str]:
    """Return the groups as they fit into so many characters: how many of each, then which, the most urgent first."""
    shown: dict[str, int] = {}
    for what in groups:
        if len(_joined(_parts(groups, {**shown, what: 0}))) >= room:
            break
        shown[what] = 0
    for what in list(shown):
        for count in range(1, sum(1 for thing in groups[what] if thing.name) + 1):
            if len(_joined(_parts(groups, {**shown, what: count}))) >= room:
                break
            shown[what] = count
    return _parts(groups, shown)


def _parts(groups: dict[str, list[Thing]], shown: dict[str, int]) -> list[str]:
    return [_part(what, groups[what], count) for what, count in shown.items()]


def _part(what: str, things: list[Thing], count: int) -> str:
    word = _(WAITS[what][0] if what in WAITS else OTHERS[what])
    if not count:
        return _("{what}: {n}.").format(what=word, n=len(things))
    names = _(", ").join([_thing(thing) for thing in things if thing.name][:count])
    if count < len(things):
        return _("{what}: {n}, of them {names}.").format(what=word, n=len(things), names=names)
    return _("{what}: {n}: {names}.").format(what=word, n=len(things), names=names)


def _thing(thing: Thing) -> str:
    return thing.name if thing.due is None else _("{name} by {day}").format(name=thing.name, day=words.day(thing.due))


def _joined(parts: Iterable[str]) -> str:
    """Return sentences after one another; in Chinese without spaces."""
    return _("{one} {other}").format(one="\0", other="\0").replace("\0", "").join(parts)


def _called(message: Message) -> str:
    return message.org_name if message.post is None else together(message.org_name, message.post)


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"


def title(message: Message) -> str:
    """Return in one line what somebody is urged about, for the ledger: how many of what."""
    counts: dict[str, int] = {}
    for thing in message.things:
        counts[thing.what] = counts.get(thing.what, 0) + 1
    parts = (
        _("{what} {n}").format(what=_(WAITS[what][0] if what in WAITS else OTHERS[what]), n=n)
        for what, n in counts.items()
    )
    return _cut(_("; ").join(parts), _TITLE)


def messages_json(value: Messages) -> dict[str, Any]:
    """Shape the messages; their text is in the campaign's language, whoever reads it."""
    with speaking(value.setting.language):
        texts = [text(message, value.day) for message in value.rows]
    return {
        "as_of": value.day,
        "again_after_days": value.setting.again_after_days,
        "left_out": value.left_out,
        "messages": [
            {
                "org": message.org,
                "org_name": message.org_name,
                "officer": message.officer,
                "post": message.post,
                "email": message.email,
                "text": said,
                "things": [
                    {"what": thing.what, "ref": thing.ref, "name": thing.name, "due": thing.due}
                    for thing in message.things
                ],
            }
            for message, said in zip(value.rows, texts, strict=True)
        ],
    }
