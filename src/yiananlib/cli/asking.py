"""Asking at a terminal for what a command was not told. Questions go to stderr; stdout is for results."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from yiananlib.messages import _
from yiananlib.model import deadlines, meaning, naming
from yiananlib.model import text as hygiene
from yiananlib.model.deadline_words import Unreadable
from yiananlib.model.words import CLASS_WORDS, SEVERITY_WORDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.org import Org
    from yiananlib.services.days import Days


KnownOfficer = Callable[[str], bool]
"""Tells whether ``<org>/<officer>`` is an officer of the campaign."""


def ask_text(question: str, *, needed: bool = True) -> str | None:
    """Ask for one line of clean text; None where nothing is needed and nothing was typed."""
    while True:
        said = str(click.prompt(question, default="", show_default=False, prompt_suffix=_(": "), err=True)).strip()
        try:
            said = hygiene.clean(said)
        except ValueError as error:
            click.echo(
                _("The character {character} cannot be shown safely; leave it out.").format(character=error),
                err=True,
            )
            continue
        if said:
            return said
        if not needed:
            return None
        click.echo(_("Something must be said here."), err=True)


def ask_day(
    question: str,
    read: Callable[[str], dt.date],
    default: dt.date | None = None,
    latest: dt.date | None = None,
    refusal: Callable[[dt.date], str | None] = lambda _day: None,
    doubt: Callable[[dt.date], str | None] = lambda _day: None,
) -> dt.date:
    """Ask for a day, which ``read`` makes of what is typed; not after ``latest``.

    ``read`` raises ``Unreadable`` where it cannot. ``refusal`` says why it cannot be that day, ``doubt`` what is odd
    about it and is to be confirmed.
    """

    def parse(said: str) -> dt.date:
        try:
            day = read(said)
        except Unreadable as error:
            raise click.UsageError(_("{said}.").format(said=error)) from None
        if latest is not None and day > latest:
            raise click.UsageError(_("{day} is still to come.").format(day=day))
        if said_no := refusal(day):
            raise click.UsageError(said_no)
        return day

    while True:
        shown = default.isoformat() if default else None
        found: dt.date = click.prompt(question, default=shown, value_proc=parse, prompt_suffix=_(": "), err=True)
        odd = doubt(found)
        if odd is None or click.confirm(_("Look again: {said}. Is that right?").format(said=odd), err=True):
            return found


def _due(said: str, days: Days, found: dt.date) -> dt.date:
    """Return the deadline that is meant, and say which it is where it was said in words."""
    due = days.due(said, found)
    for sentence in days.sentences():
        click.echo(sentence, err=True)
    return due


def ask_word(question: str, words: Mapping[str, str], default: str | None = None) -> str:
    """Ask for one word of a vocabulary, by number, key or word."""
    _offer(words)
    shown = words[default] if default is not None else None
    found: str = click.prompt(
        question,
        default=shown,
        value_proc=lambda said: _word(said, words),
        prompt_suffix=_(": "),
        err=True,
    )
    return found


def ask_words(question: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Ask for one word of a vocabulary or several, with spaces or commas between them."""

    def parse(said: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_word(part, words) for part in re.split(r"[\s,，、]+", said.strip())))

    _offer(words)
    found: tuple[str, ...] = click.prompt(question, value_proc=parse, prompt_suffix=_(": "), err=True)
    return found


def _offer(words: Mapping[str, str]) -> None:
    for number, (key, word) in enumerate(words.items(), start=1):
        click.echo(f"  {number}. {word}" + (f" ({key})" if key != word else ""), err=True)


def _word(said: str, words: Mapping[str, str]) -> str:
    said = said.strip()
    keys = list(words)
    if said.isascii() and said.isdigit() and 1 <= int(said) <= len(keys):
        return keys[int(said) - 1]
    if (key := meaning.key_of(words, said)) is not None:
        return key
    raise click.UsageError(_("“{value}” is none of these; give its number.").format(value=said))


def ask_problem(campaign: Campaign, org: Org, given: dict[str, Any], days: Days, known: KnownOfficer) -> dict[str, Any]:
    """Return ``given`` with what a problem still needs, asked for one by one.

    ``known`` tells whether an officer of another organization is there, so that nothing typed is lost to a slip.
    """
    fields = dict(given)
    officers = {o.id: o.post for o in org.officers}
    vocabulary, today, allowed = campaign.vocabulary, days.today, campaign.deadlines

    def too_early(found: dt.date) -> str | None:
        return deadlines.within(fields["due"], found, allowed) if "due" in fields else None

    questions: list[tuple[str, Callable[[], Any]]] = [
        ("title", lambda: ask_text(_("The problem in one line"))),
        ("symptom", lambda: ask_text(_("症状: what was found, with figures"))),
        ("kind", lambda: ask_word(_("Kind"), vocabulary["kind"])),
        ("field", lambda: ask_word(_("Key field"), vocabulary["field"], "none")),
        ("severity", lambda: ask_word(_("How grave"), _spoken(SEVERITY_WORDS), "general")),
        ("class", lambda: ask_word(_("Class"), _spoken(CLASS_WORDS), "phased")),
        (
            "root_cause",
            lambda: ask_text(_("病根: the root cause (may be left for later)"), needed=False),
        ),
        ("level", lambda: ask_words(_("At which levels does the cause lie (one or more)"), vocabulary["level"])),
        (
            "goal",
            lambda: ask_text(_("Goal: what will be so when it is rectified (may be left)"), needed=False),
        ),
        ("leader", lambda: ask_officer(_("责任领导: the leader"), officers, known)),
        ("owner", lambda: ask_officer(_("责任人: the owner"), officers, known)),
        (
            "found",
            lambda: ask_day(
                _("Day it was found"),
                days.day,
                today,
                today,
                refusal=too_early,
                doubt=lambda found: deadlines.odd_finding(found, today),
            ),
        ),
        (
            "due",
            lambda: ask_day(
                _("Deadline, the last day in time"),
                lambda said: _due(said, days, fields["found"]),
                refusal=lambda due: deadlines.within(due, fields["found"], allowed),
                doubt=lambda due: deadlines.odd(due, today),
            ),
        ),
    ]
    for name, ask in questions:
        if name in fields or (name == "level" and not fields.get("root_cause")):
            continue
        answer = ask()
        if answer not in (None, ()):
            fields[name] = answer
    return fields


def ask_officer(question: str, officers: Mapping[str, str], known: KnownOfficer) -> str:
    """Ask for an officer: one of the unit's by number, or any as ``<org>/<officer>``."""
    names = list(officers)
    for number, name in enumerate(names, start=1):
        click.echo(f"  {number}. {officers[name]} ({name})", err=True)

    def parse(said: str) -> str:
        said = said.strip()
        if said.isascii() and said.isdigit() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        if said in officers or ("/" in said and known(said)):
            return said
        if len(found := [name for name in names if naming.plain(officers[name]) == naming.plain(said)]) == 1:
            return found[0]
        refusal = _("“{value}” is none of these; give its number, its post, or ORG/OFFICER.").format(value=said)
        raise click.UsageError(f"{refusal} {naming.nearest(said, officers)}".strip())

    found: str = click.prompt(question, value_proc=parse, prompt_suffix=_(": "), err=True)
    return found


def ask_measures(
    officers: Mapping[str, str], known: KnownOfficer, within: tuple[dt.date, dt.date], days: Days
) -> list[dict[str, Any]]:
    """Ask for measures (药方) until an empty line; ``within`` are the days when the problem was found and is due."""
    found, last = within

    def refusal(due: dt.date) -> str | None:
        if due < found or due > last >= days.today:
            return _("A measure is due between {found} and {due}, the deadline of the problem.").format(
                found=found, due=last
            )
        return None

    measures: list[dict[str, Any]] = []
    while (
        said := ask_text(
            _("药方: measure {n} (empty when there are no more)").format(n=len(measures) + 1),
            needed=False,
        )
    ) is not None:
        owner = ask_officer(_("Who carries it out"), officers, known)
        due = ask_day(
            _("Until when"),
            lambda said: _due(said, days, found),
            refusal=refusal,
            doubt=lambda day: deadlines.odd(day, days.today),
        )
        measures.append({"text": said, "owner": owner, "due": due})
    return measures


def _spoken(words: Mapping[str, str]) -> dict[str, str]:
    return {str(key): _(word) for key, word in words.items()}
