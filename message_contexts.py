"""Add comments for translators to the short messages of a template: a step of ``make messages``.

``submitted`` or ``Of`` alone does not say what it is, or whether it is a verb. Its surroundings in the source do: the
table of words it belongs to, the column or heading made from it. :data:`PLACES` describes these, one row each. A
message outside all of them gets its row in :data:`ALONE`, or the first sentence of its module's docstring. A
``# Translators:`` comment in the source takes precedence.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Message
from babel.messages.pofile import read_po, write_po

SOURCES: Final = Path(__file__).resolve().parent / "src" / "yiananlib"
WORDS: Final = 2
"""Messages with at most this many words get a comment; longer ones speak for themselves."""
NAMED: Final = 3
"""A comment names at most this many modules; if there are more, the first one and their number."""

PLACES: Final = {
    # Tables of words: by name, or by module and name where the name alone is ambiguous.
    "AIM_WORDS": "an aim of a meeting",
    "ANSWER_WORDS": "an answer to a question of the checklist",
    "ASIDES": "the kind of a row in a foreign sheet that holds no problem",
    "BREAKDOWN_WORDS": "what problems are broken down by: part of a heading and of the help",
    "CHANGES": "the outcome for a cell of a unit's workbook",
    "CLASS_WORDS": "the class of a problem: how long its rectification takes",
    "DECISION_WORDS": "the decision about a rule",
    "FATES": "the outcome for a file in a folder of evidence",
    "FIELD_WORDS": "a field of a file, as readers see it",
    "FORM_WORDS": "one of the 四种形态",
    "FUNCTION_WORDS": "the function of an organization in the campaign",
    "GOVERNS_WORDS": "what a rule governs (管人, 管事, 管权)",
    "GROUP_WORDS": "what problems in common are grouped by",
    "HOW": "how the heading of a foreign sheet was read",
    "LAMP_WORDS": "the lamp of a problem, by its deadline",
    "LAYOUT_WORDS": "which columns a workbook has",
    "LOOK_BACK_WORDS": "the result of a look-back",
    "LOOK_WORDS": "one of the 五看",
    "MARK_WORDS": "what a member's 对照检查 covers",
    "MATERIAL_WORDS": "what is studied at a meeting",
    "MEANS_WORDS": "how an opinion was collected",
    "MEASURE_TYPE_WORDS": "the type of a measure",
    "MENDING_WORDS": "a step that corrects an entry: a verb",
    "OUTCOMES": "the outcome for a row or a file of an import",
    "OUTCOME_WORDS": "what became of a problem after it was closed",
    "PAPER_WORDS": "a kind of official document",
    "PASS_WORDS": "which pass a round of self-examination is",
    "ROLE_WORDS": "the role of an officer in an organization",
    "RUNG_WORDS": "the rung of a supervision notice",
    "SECTIONS": "a section of the list of commands in the help: a verb; or the summary of a command",
    "SETTING_WORDS": "a setting that asks less than the template",
    "SEVERITY_WORDS": "how serious a problem is",
    "SORT_WORDS": "what a list of problems is put in order by",
    "URGENCY_WORDS": "how urgent a notice is",
    "VERIFIED": "whether the history of a ledger was proved",
    "VOICE_WORDS": "from whom an opinion comes",
    "WAITS": "what a problem waits for",
    "WAYS": "one of several things a command can do: an answer to a question at the terminal",
    "_ARGUMENTS": "asks at the terminal for a missing argument",
    "_NEW": "what a command makes: part of a question at the terminal",
    "_SYSTEM": "an error of the operating system, as glibc words it",
    "cli/metavars.py WORDS": "a placeholder for a value in usage and help, as in `--on DAY`",
    "services/recording/subjects.py WORDS": "an action in the subject of a commit, after the record it was done to",
    "model/meeting_words.py ENTRY_WORDS": "what happened to a meeting",
    "model/meeting_words.py STATUS_WORDS": "the status of a meeting",
    "model/meeting_words.py TYPE_WORDS": "the type of a meeting",
    "model/notice_words.py ENTRY_WORDS": "what happened to a supervision notice",
    "model/notice_words.py STATUS_WORDS": "the status of a supervision notice",
    "model/registers.py TYPE_WORDS": "the type of a group of people",
    "model/rule_words.py ENTRY_WORDS": "what happened to a rule",
    "model/rule_words.py STATUS_WORDS": "the status of a rule",
    "model/words.py STATUS_WORDS": "the status of a problem",
    "render/views/importing.py FIELDS": "a field of a problem to which a column of a foreign sheet is mapped",
    "render/views/roster.py FIELDS": "a field of an organization or an officer to which a column of a roster is mapped",
    # Calls and keyword arguments that receive a message; a number is the position of the argument.
    "index Column": "the description of a column, shown by `yian sql`",
    "index Table": "the description of a table, shown by `yian sql`",
    "lake Table": "the description of a table of a lake",
    "Called": "the word for one record of a register",
    "Cell": "the text of a cell",
    "Column": "the title of a column",
    "Count": "a figure of a register: the number of these records",
    "Entry": "the title of a column",
    "Event": "what happened to a file: an event in the log",
    "Field": "the help of an option",
    "Figure": "a figure of the report",
    "Filling": "the title of a column",
    "Heading": "a heading",
    "Issue": "a heading",
    "NoSuchRecord 0": "the kind of thing in “There is no {what} “{name}”.”",
    "Place": "the title of a column",
    "Question": "a question at the terminal: what to enter",
    "RecordKind": "a kind of record",
    "Sheet": "the name of a sheet",
    "_columns": "the title of a column",
    "_definition": "a kind of file",
    "_matter": "a kind of record",
    "argument": "a placeholder for a value in usage and help",
    "ask_day": "a question at the terminal: what to enter",
    "ask_names": "a question at the terminal: what to enter",
    "ask_text": "a question at the terminal: what to enter",
    "ask_word": "a question at the terminal: what to enter",
    "by_organization": "the title of a column",
    "cells": "the text of a cell",
    "confirm": "a question at the terminal",
    "help": "the help of an option",
    "model/registers.py Step 1": "what happened to a record of a register",
    "model/registers.py Step 2": "an action in the subject of a commit, after the record it was done to",
    "model/registers.py heading": "the heading of a register",
    "model/registers.py status_words": "the status of a record of a register",
    "model/steps.py Step": "a step of a problem, as listed among the steps that may follow: a verb",
    "cli section": "a heading",
    "title": "a title",
    "usable": "the kind of thing that is being named",
    "whose": "whom a document covers: part of its title",
    "cli word": "a question at the terminal: what to enter",
}
LABEL: Final = "the label before a value"
"""The first message of a pair outside all these places."""
ALONE: Final = {
    "Bureau": "the name of a unit in the commands that `yian init` suggests",
    "Director": "the head of a unit in the commands that `yian init` suggests",
    "Liaison": "the liaison of a unit in the commands that `yian init` suggests",
    "Office": "the name of the campaign office in the commands that `yian init` suggests",
    "January": "one of two readings of an ambiguous date",
    "October": "one of two readings of an ambiguous date",
    "Recorded.": "said when a whole sheet or folder was recorded",
    "a name": "personal data that a text may contain",
    "all units": "the addressees of a case or a task",
    "an officer": "in place of an officer's name, where none is known",
    "by {day}": "a deadline: the last day",
    "definition": "in the log: a change to the campaign, an organization or a case rather than to a record",
    "error": "the severity of a finding of `yian verify`",
    "everywhere": "where an officer may record",
    "not judged": "a member whom no meeting has judged yet",
    "not verified": "the history of the ledger was not proved",
    "now": "the later end of a comparison between two moments",
    "ongoing": "a rectification that goes on without a deadline",
    "open": "the status of a problem that is not closed",
    "returned {n}": "how many problems a review returned",
    "rows: {n}": "the number of rows with a certain value in a foreign sheet",
    "somebody unknown": "in place of an officer's name",
    "team": "the leading team of an organization, as a subject of self-examination",
    "the repository": "in place of the name of a folder",
    "this problem": "in place of the id of a problem that has none yet",
    "until {day}": "a deadline that was asked for or granted",
    "untitled": "in place of the title of a problem that has none yet",
    "verified": "the history of the ledger was proved",
    "warning": "the severity of a finding of `yian verify`",
    "病根": "asked for at the terminal: the root cause",
    "症状": "asked for at the terminal: the symptom",
    "责任人": "asked for at the terminal: the owner",
    "责任领导": "asked for at the terminal: the leader",
}
"""Messages outside all these places whose module says too little about them."""

SIGNS: Final = "Only punctuation around values: use that of the language."
CLICK: Final = "From click, the command-line library: used in its help and error messages."


def contexts(message: str) -> list[str]:
    """Return the comments for a short message, one for each kind of place it is used in."""
    if not re.search(r"[^\W\d_]", re.sub(r"\{[^}]*\}", "", message)):
        return [SIGNS]
    found: dict[str, list[str]] = {}
    for place, module in places().get(message, []):
        found.setdefault(place, []).append(module)
    return [_line(place, list(dict.fromkeys(modules))) for place, modules in sorted(found.items())] or [CLICK]


def _line(place: str, modules: list[str]) -> str:
    several = f"{len(modules)} modules, such as {modules[0]}" if len(modules) > NAMED else ", ".join(modules)
    return f"{place[0].upper()}{place[1:]} ({several})."


_LABEL: Final = "(label)"


@cache
def places() -> dict[str, list[tuple[str, str]]]:
    """Return the places of each message, each with its module."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        module = path.relative_to(SOURCES).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for message, around in _messages(tree, ()):
            found.setdefault(message, []).append((_place(message, module, tree, around), module))
    return found


def is_short(message: str) -> bool:
    """Whether a message has too few words to be clear by itself."""
    return len(message.split()) <= WORDS


def _messages(node: ast.AST, around: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each message below ``node`` with the names around it, outermost first."""
    if isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in ("_", "N_", "ngettext_"):
            said = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            yield from ((message, around) for message in said if isinstance(message, str))
            return
        yield from _messages(node.func, around)
        for place, arg in enumerate(node.args):
            yield from _messages(arg, (*around, called, f"{called} {place}"))
        for keyword in node.keywords:
            yield from _messages(keyword.value, (*around, called, keyword.arg or ""))
        return
    if isinstance(node, ast.Tuple) and len(node.elts) > 1:
        yield from _messages(node.elts[0], (*around, _LABEL))
        for element in node.elts[1:]:
            yield from _messages(element, around)
        return
    names: Iterable[ast.AST] = node.targets if isinstance(node, ast.Assign) else ()
    if isinstance(node, ast.AnnAssign):
        names = (node.target,)
    around = (*around, *(name.id for name in names if isinstance(name, ast.Name)))
    for child in ast.iter_child_nodes(node):
        yield from _messages(child, around)


def _place(message: str, module: str, tree: ast.Module, around: tuple[str, ...]) -> str:
    for name in reversed(around):
        for row in (f"{module} {name}", f"{module.partition('/')[0]} {name}", name):
            if row in PLACES:
                return PLACES[row]
    if message in ALONE:
        return ALONE[message]
    if _LABEL in around:
        return LABEL
    said = " ".join((ast.get_docstring(tree) or module).partition("\n\n")[0].split())
    return f"in “{re.split('[:;.] |[.]$', said)[0].replace('``', '`')}”"


def annotate(template: Path) -> None:
    """Add the comments to a template that has none for these messages."""
    with template.open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if message.id and not message.auto_comments and is_short(_singular(message)):
            message.auto_comments = contexts(_singular(message))
    with template.open("wb") as file:
        write_po(file, catalogue, sort_output=True)


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    annotate(Path(sys.argv[1]))
