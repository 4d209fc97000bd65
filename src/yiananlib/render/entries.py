"""Entries as readers see them: what happened, and in which words; ``data`` has the fields as the file calls them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.calling import post, units
from yiananlib.model.occurrences import EVERY_WORDS
from yiananlib.model.steps import STEP_WORDS
from yiananlib.model.vocabulary import Look
from yiananlib.model.words import FOLLOW_WORDS, FORM_WORDS, HANDING_WORDS, LOOK_WORDS, MENDING_WORDS
from yiananlib.render import changes, words
from yiananlib.render.document import WIDE, Cell, Column, Paragraph, Table, cells
from yiananlib.render.headings import SHORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yiananlib.index.values import Said
    from yiananlib.model.calling import Names
    from yiananlib.render.document import Block

    Word = Callable[[str, str], str]
    """What a vocabulary, the first, calls a key."""


def whose(by: str, behalf: str | None, names: Names, at: str = "") -> str:
    """Return whose act an entry is, and who typed it where that was somebody else (代录).

    Officers of ``at`` are called by their post alone, others by their organization, too.
    """
    hand = post(by, names, at)
    return _("{principal} (typed by {by})").format(principal=post(behalf, names, at), by=hand) if behalf else hand


def happened(kind: str, data: Mapping[str, Any]) -> str:
    """Return the word for what an entry records; a review's and a look-back's says how it ended."""
    outcome = data.get("verdict") or (data.get("result") if kind == "looked-back" else None)
    step = f"{kind}:{outcome}" if outcome else kind
    return _(STEP_WORDS[step])


def marked(entry: Said, what: str) -> Cell:
    """Return the cell that says what an entry records, marked where it does not count."""
    if entry.taken_back:
        return Cell(_("{step} (taken back)").format(step=what), "dim")
    return Cell(what) if entry.counts else Cell(_("{what} (does not count)").format(what=what), "red")


def history(
    entries: Sequence[Said], what: Callable[[Said], str], words_: Callable[[Said], str], names: Names, at: str
) -> Table:
    """Lay out entries of ``at``, a row each, with the word for ``what`` each records and its own ``words_``."""
    return Table(
        (Column(_("Entry")), Column(_("Day")), Column(_("By")), Column(_("What")), Column(_("Words"), mm=WIDE)),
        tuple(
            cells(
                e.data["id"], when(e.day, e.recorded), whose(e.by, e.data.get("for"), names, at), marked(e, what(e)),
                words_(e),
            )
            for e in entries
        ),
    )  # fmt: skip


def refused(entries: Sequence[Said]) -> list[Block]:
    """Say that some entries do not count, where there are any."""
    if not entries:
        return []
    return [
        Paragraph(
            _("Some entries break the rules and count nowhere; `yian verify` lists them with the reasons."), "red"
        )
    ]


def said(kind: str, data: Mapping[str, Any], word: Word, names: Names, at: str = "") -> str:
    """Return the words of an entry of ``at``, empty where it has none; ``word`` is the campaign's."""
    match kind:
        case "amended":
            return f"{data['reason']} [{changes.told(data['changes'], word, names, at)}]"
        case "reassigned":
            return reassigned(data, names, at)
        case "planned":
            return f"{data['number']}. {data['text']}{came_back(data)}"
        case "progressed":
            why = _("not in place because: {why}").format(why=data["why"]) if data.get("why") else None
            return _("; ").join(filter(None, (_numbered(data, "note"), why)))
        case "completed":
            one = f"{data['measure']}. {data.get('occurrence') or ''}".strip()
            return f"{one} {data.get('note') or ''}".strip()
        case "excused":
            return f"{data['measure']}. {data['occurrence']} {data['reason']}"
        case "evidenced":
            return _("; ").join((_numbered(data, "file"), *paper(data)))
        case "extension-requested" | "extension-granted":
            until = _("until {day}").format(day=words.written_day(data["until"]))
            return f"{until} {data.get('reason') or data.get('opinion') or ''}".strip()
        case "closed":
            alone = _("by the officer who passed it, as nobody else was in office") if data.get("sole") else None
            return _("; ").join(filter(None, (_waived(data), alone)))
        case "looked-back":
            chance = _("by chance, sample {ref}").format(ref=data["sample"]) if data.get("sample") else None
            return _("; ").join(filter(None, (data["opinion"], chance)))
        case "carried-over":
            day = _("closed on {day}").format(day=words.written_day(data["day"]))
            return _("{name}: {text}").format(name=day, text=data["document"])
        case "endorsed":
            sheet = data.get("sheet") or {}
            return f"{data.get('note') or ''} {sheet.get('file') or ''}".strip()
        case "contested":
            files = [sheet["file"] for sheet in data.get("evidence") or ()]
            return " ".join([data["reason"], *files])
        case "contest-upheld":
            return _("{name}: {text}").format(name=_(FOLLOW_WORDS[data["then"]]), text=data["opinion"])
        case "blocked":
            return _("{name}: {text}").format(name=names.get(data["org"], data["org"]), text=data["needs"])
        case "reviewed":
            why = _(", ").join(word("return_reason", key) for key in data.get("why") or ())
            return _("; ").join(filter(None, (data["opinion"], why, faults(data), _waived(data), _received(data))))
        case "submitted":
            incomplete = data.get("incomplete")
            said = _("incomplete: {why}").format(why=incomplete) if incomplete else None
            return _("; ").join(filter(None, (data.get("effect"), said, _received(data))))
        case "publicised":
            return publicity(data)
        case "numbered":
            return str(data["number"])
        case "handled":
            return _noted(handled(data["form"], data["count"]), data)
        case "held-accountable":
            return _noted(held_accountable(data, word), data)
        case "generalised":
            return generalised(data, names)
        case "looked-wider":
            return _("{name}: {text}").format(name=looked(data), text=data["note"])
        case "explained":
            return _("{name}: {text}").format(name=data["code"], text=data["reason"])
        case "redated" | "retracted":
            return mending(data)
        case "rated":
            return _noted(ratings(data["scores"]), data)
        case "registered":
            source = data.get("from") or {}
            taken = _("transferred from {ref}").format(ref=taken_from(source)) if source else None
            return _("; ").join(filter(None, (taken, data.get("reference"), data.get("term"))))
        case "transferred":
            return _("{name}: {text}").format(name=data["to"], text=data["reason"])
        case _:
            found = (data.get(name) for name in ("effect", "opinion", "reason", "note"))
            return next((text for text in found if text), "")


def generalised(data: Mapping[str, Any], names: Names) -> str:
    """Return for which problems a general one stands, and who is to look for the same fault."""
    return _("stands for {problems}; asked: {orgs}").format(
        problems=_(", ").join(data["problems"]), orgs=units(data["asked"], names)
    )


def looked(data: Mapping[str, Any]) -> str:
    """Return what a unit found where it looked for the same fault."""
    return _("found {n} more").format(n=data["found"]) if data["found"] else _("found nothing")


def paper(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an entry says of a supporting file besides its name."""
    if data.get("what"):
        yield data["what"]
    if data.get("dated"):
        yield _("dated {day}").format(day=words.written_day(data["dated"]))
    if data.get("taken") and data["taken"] != data.get("dated"):
        yield _("taken on {day} according to the photo").format(day=words.written_day(data["taken"]))
    if data.get("valid_until"):
        yield _("valid until {day}").format(day=words.written_day(data["valid_until"]))
    if data.get("cleaned"):
        yield _("place and device dropped from the copy")


def faults(data: Mapping[str, Any]) -> str | None:
    """Return which papers a return finds at fault, and why; None where it names none."""
    found = (data.get("evidence") or {}).items()
    named = (_("{name}: {text}").format(name=file.partition("-")[2] or file, text=why) for file, why in found)
    return _("at fault: {papers}").format(papers=_("; ").join(named)) if found else None


def when(day: dt.date, recorded: dt.date) -> str:
    """Return the day an entry took effect, with the day it was recorded where that is another."""
    if day == recorded:
        return words.day(day)
    return _("{day} (recorded {recorded})").format(day=day, recorded=recorded)


def told(kind: str, data: Mapping[str, Any], said: Callable[[str, Mapping[str, Any]], str]) -> str:
    """Return the words of an entry: those that every kind of record has, else what ``said`` makes of it."""
    if kind in HANDING_WORDS:
        return reassigned(data, {})
    return mending(data) if kind in MENDING_WORDS else said(kind, data)


def taken_from(source: Mapping[str, Any]) -> str:
    """Return which record a problem was taken over from, with the ledger and its commit where that is another."""
    if not source.get("ledger"):
        return str(source["problem"])
    commit = (source.get("commit") or "")[:SHORT]
    where = _(", ").join(filter(None, (source["ledger"], commit)))
    return _("{ref} ({ledger})").format(ref=source["problem"], ledger=where)


def reassigned(data: Mapping[str, Any], names: Names, at: str = "") -> str:
    """Return from whom to whom work goes, and why."""
    hands = _("{old} → {new}").format(old=post(data["from"], names, at), new=post(data["to"], names, at))
    return _("{name}: {text}").format(name=hands, text=data["reason"])


def mending(data: Mapping[str, Any]) -> str:
    """Return which entry another mends, the day that it sets if it sets one, and why."""
    day = f"{words.written_day(data['day'])} " if "day" in data else ""
    return _("{name}: {text}").format(name=data["entry"], text=f"{day}{data['reason']}")


def _received(data: Mapping[str, Any]) -> str | None:
    """Return when the paper of a submission came in, where the submission or the review says so."""
    return _("received {day}").format(day=words.written_day(data["received"])) if data.get("received") else None


def came_back(data: Mapping[str, Any]) -> str:
    """Return how often a measure comes back and between which days; nothing of one that does not."""
    if not data.get("every"):
        return ""
    word = EVERY_WORDS[data["every"]]
    return _(" ({every} from {first} to {last})").format(
        every=_(word),
        first=words.written_day(data["from"]),
        last=words.written_day(data["due"]),
    )


def publicity(data: Mapping[str, Any]) -> str:
    """Return from when to when a result is public, and which objections are open."""
    since, until = (dt.date.fromisoformat(str(data[name])) for name in ("since", "until"))
    period = _("{since} to {until}, {days} days").format(
        since=words.day(since), until=words.day(until), days=(until - since).days + 1
    )
    open_ = data.get("objections")
    objections = _("open objections: {what}").format(what=_(", ").join(open_)) if open_ else _("no open objection")
    return _("; ").join((period, objections))


def handled(form: int, count: int) -> str:
    """Return how many people were dealt with under one of the four forms."""
    return _("{what}: {n}").format(what=_(FORM_WORDS[form]), n=count)


def held_accountable(data: Mapping[str, Any], word: Word) -> str:
    """Return for what how many were held to account."""
    counted = []
    if (people := data.get("count")) is not None:
        counted.append(str(people))
    if (organizations := data.get("organizations")) is not None:
        counted.append(_("organizations {n}").format(n=organizations))
    if (recovered := data.get("recovered")) is not None:
        counted.append(_("{yuan} yuan recovered").format(yuan=recovered))
    return _("{what}: {n}").format(what=word("trigger", data["trigger"]), n=_(", ").join(counted))


def ratings(scores: Mapping[str, int]) -> str:
    """Return the looks that were rated, in their order, each with its score."""
    return _(", ").join(f"{_(LOOK_WORDS[look])} {scores[look]}" for look in Look if look in scores)


def _waived(data: Mapping[str, Any]) -> str:
    waived = (data.get("waived") or {}).items()
    return _("; ").join(_("waived {code}: {why}").format(code=code, why=why) for code, why in waived)


def _noted(text: str, data: Mapping[str, Any]) -> str:
    return f"{text} {data.get('note') or ''}".strip()


def _numbered(data: Mapping[str, Any], name: str) -> str:
    return f"{data['measure']}. {data[name]}" if data.get("measure") else str(data[name])
