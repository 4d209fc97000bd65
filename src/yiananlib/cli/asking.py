"""Asking at a terminal for one value. Each answer is checked when it is given, and asked for again where it is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from yiananlib import messages
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model import meaning, naming, tags
from yiananlib.model import text as hygiene
from yiananlib.model.deadline_words import Unreadable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from yiananlib.cli.line import Line, Words
    from yiananlib.model.deadlines import Doubt


T = TypeVar("T")

KnownOfficer = Callable[[str], bool]
"""Tells whether ``<org>/<officer>`` is an officer of the campaign."""

_BETWEEN = r"[\s,，、]+"


def ask_value(
    line: Line,
    question: str,
    read: Callable[[str], T],
    *,
    default: str = "",
    begun: str = "",
    words: Words | None = None,
) -> T:
    """Ask until ``read`` makes a value of what is typed; it raises click.UsageError with what is wrong with it.

    Raises:
        Back: the question before is wanted.
        click.Abort: somebody broke off.
    """
    while True:
        said = line.read(question, default=default, begun=begun, words=words)
        try:
            return read(said)
        except click.UsageError as error:
            click.echo(_("Error: {message}").format(message=error.format_message()), err=True)
            begun = ""


def ask_text(
    line: Line,
    question: str,
    *,
    needed: bool = True,
    begun: str = "",
    several_lines: bool = True,
    doubts: Callable[[str], Iterable[str]] = lambda _said: (),
) -> str | None:
    """Ask for clean text; None where nothing is needed and nothing was typed.

    ``begun`` stands there to be changed. ``doubts`` are questions about what was said; each is asked once, and passed
    over by an empty line.
    """

    def read(said: str) -> str:
        try:
            said = hygiene.clean(said)
        except ValueError as error:
            raise click.UsageError(
                _("The character {character} cannot be displayed safely; leave it out.").format(character=error)
            ) from None
        if not several_lines:
            said = " ".join(said.split())
        if needed and not said:
            raise click.UsageError(_("An answer is required."))
        return said

    said = ask_value(line, question, read, begun=begun)
    asked: set[str] = set()
    while said and (new := [doubt for doubt in doubts(said) if doubt not in asked]):
        for doubt in new:
            click.echo(doubt, err=True)
        asked.update(new)
        said = ask_value(line, _("Type a new text, or press Enter to keep this one"), lambda text: text) or said
        said = read(said)
    return said or None


def is_text(said: object, *, needed: bool = True) -> bool:
    """Tell whether something could have been answered where :func:`ask_text` asks."""
    if not isinstance(said, str):
        return said is None and not needed
    try:
        return bool(hygiene.clean(said)) or not needed
    except ValueError:
        return False


def ask_day(
    line: Line,
    question: str,
    read: Callable[[str], dt.date],
    default: dt.date | None = None,
    latest: dt.date | None = None,
    refusal: Callable[[dt.date], str | None] = lambda _day: None,
    doubt: Callable[[dt.date], Doubt | None] = lambda _day: None,
) -> dt.date:
    """Ask for a day, which ``read`` makes of what is typed; not after ``latest``.

    ``read`` raises ``Unreadable`` where it cannot. ``refusal`` says why it cannot be that day, ``doubt`` what is odd
    about it and is to be confirmed.
    """

    def parse(said: str) -> dt.date:
        if not said:
            raise click.UsageError(_("An answer is required."))
        try:
            day = read(said)
        except Unreadable as error:
            raise click.UsageError(_("{said}.").format(said=error)) from None
        if latest is not None and day > latest:
            raise click.UsageError(_("{day} is in the future.").format(day=day))
        if said_no := refusal(day):
            raise click.UsageError(said_no)
        return day

    while True:
        found = ask_value(line, question, parse, default=messages.day(default) if default else "")
        odd = doubt(found)
        if odd is None or ask_yes(line, _("Please check: {said}. Is that right?").format(said=odd.said), default=False):
            return found


def ask_yes(line: Line, question: str, *, default: bool) -> bool:
    """Ask for a yes or a no, by letter or word; an empty line is ``default``."""
    words = {"y": _("yes"), "n": _("no")}

    def read(said: str) -> bool:
        if said.casefold() in ("y", "yes", "是", "n", "no", "否"):
            return said.casefold() in ("y", "yes", "是")
        raise click.UsageError(_("Answer y or n."))

    return ask_value(line, f"{question} [y/n]", read, default="y" if default else "n", words=words)


def ask_word(line: Line, question: str, words: Mapping[str, str], default: str | None = None) -> str:
    """Ask for one word of a vocabulary, by number, key or word."""
    _offer(words)
    shown = words[default] if default is not None else ""
    return ask_value(line, question, lambda said: _word(said, words), default=shown, words=words)


def ask_words(
    line: Line, question: str, words: Mapping[str, str], *, default: tuple[str, ...] = (), needed: bool = True
) -> tuple[str, ...]:
    """Ask for one word of a vocabulary or several, with spaces or commas between them; maybe none."""

    def parse(said: str) -> tuple[str, ...]:
        if default and said == shown:
            return default
        if not said and not needed:
            return ()
        return tuple(dict.fromkeys(_word(part, words) for part in re.split(_BETWEEN, said)))

    _offer(words)
    shown = _(", ").join(words[key] for key in default)
    return ask_value(line, question, parse, default=shown, words=words)


def ask_names(line: Line, question: str, known: Mapping[str, str], *, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Ask for any number of what has a code and a name, by either; the nearest are named on a miss."""

    def one(said: str) -> str:
        if said in known:
            return said
        wanted = naming.plain(said)
        found = [code for code, name in known.items() if wanted in (naming.plain(code), naming.plain(name))]
        if len(found) == 1:
            return found[0]
        refusal = _("“{value}” is not one of these.").format(value=said)
        raise click.UsageError(f"{refusal} {naming.nearest(said, known)}".strip())

    def parse(said: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one(part) for part in re.split(_BETWEEN, said) if part))

    return ask_value(line, question, parse, default=" ".join(default), words=known)


def ask_tags(
    line: Line, question: str, vocabularies: Mapping[str, Mapping[str, str]], *, default: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Ask for any number of tags of the campaign, by key or word; the nearest are named on a miss."""
    from yiananlib.services.reading.wording import tag_key

    def parse(said: str) -> tuple[str, ...]:
        try:
            return tuple(dict.fromkeys(tag_key(vocabularies, part) for part in re.split(_BETWEEN, said) if part))
        except UsageProblem as error:
            raise click.UsageError(error.message) from None

    return ask_value(line, question, parse, default=" ".join(default), words=tags.every(vocabularies))


def ask_officer(
    line: Line,
    question: str,
    officers: Mapping[str, str],
    known: KnownOfficer,
    default: str | None = None,
    words: Mapping[str, str] | None = None,
) -> str:
    """Ask for an officer: one of the unit's by number, post or id, or any as ``<org>/<officer>``.

    ``words`` are offered for completing beside the unit's: those of all units, with the unit's name before the post.
    """
    names = list(officers)
    for number, name in enumerate(names, start=1):
        click.echo(f"  {number}. {officers[name]} ({name})", err=True)

    shown = officers.get(default, default) if default else ""

    def parse(said: str) -> str:
        if default and said == shown:
            return default
        if said.isascii() and said.isdigit() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        if said in officers or ("/" in said and known(said)):
            return said
        wanted = naming.plain(said)
        if len(found := [name for name in names if wanted in (naming.plain(officers[name]), naming.plain(name))]) == 1:
            return found[0]
        if len(elsewhere := [ref for ref, word in (words or {}).items() if _is_called(ref, word, said)]) == 1:
            return elsewhere[0]
        refusal = _("“{value}” is not one of these; give its number, its post, or ORG/OFFICER.").format(value=said)
        raise click.UsageError(f"{refusal} {naming.nearest(said, officers)}".strip())

    return ask_value(line, question, parse, default=shown, words={**officers, **(words or {})})


def _is_called(ref: str, word: str, said: str) -> bool:
    """Tell whether an officer, whose ``word`` is the unit's name with the post, is called so, by words or codes."""
    where, slash, who = naming.parted(said)
    whole, name = naming.plain(word), naming.plain(ref.rpartition("/")[2])
    if naming.plain(where + who) == whole or naming.plain(f"{where}/{who}") == naming.plain(ref):
        return True
    return slash and naming.plain(who) == name and whole.startswith(naming.plain(where)) and bool(where)


def _offer(words: Mapping[str, str]) -> None:
    for number, (key, word) in enumerate(words.items(), start=1):
        click.echo(f"  {number}. {word}" + (f" ({key})" if key not in ("", word) else ""), err=True)


def _word(said: str, words: Mapping[str, str]) -> str:
    said = said.strip()
    keys = list(words)
    if said.isascii() and said.isdigit() and 1 <= int(said) <= len(keys):
        return keys[int(said) - 1]
    if (key := meaning.key_of(words, said)) is not None:
        return key
    raise click.UsageError(_("“{value}” is not one of these; give its number.").format(value=said))
