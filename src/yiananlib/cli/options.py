"""Options that commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from yiananlib.cli import streams
from yiananlib.cli.completing import FIELD, KIND, LEVEL, LINKED, OFFICER, ORG, PROMPT, SOURCE, TAG, TASK
from yiananlib.cli.session import Session
from yiananlib.cli.values import COMMIT, DAY, FOLDER, Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.render.formats import FORMATS

if TYPE_CHECKING:
    from yiananlib.services.recording.context import Context
    from yiananlib.services.recording.problems import Recorded
    from yiananlib.store.ledger import Ledger

F = TypeVar("F", bound=Callable[..., Any])


def kept(field: str, *names: str, **said: Any) -> Callable[[F], F]:
    """Make an option that the session keeps as ``field``, and that the command does not see."""

    def callback(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        session = ctx.find_object(Session)
        if session is not None and value not in (None, False):
            setattr(session, field, value)

    return click.option(*names, expose_value=False, callback=callback, **said)


_LEDGER = kept(
    "folder",
    "--ledger",
    type=FOLDER,
    metavar="DIR",
    is_eager=True,  # what day it is there decides what 今天 means
    help=_("The ledger's folder; default: YIAN_LEDGER, else the nearest parent folder with yian.toml."),
)
_BY = kept(
    "by",
    "--by",
    type=OFFICER,
    help=_(
        "The officer recording; default: YIAN_BY, else the one `yian as` remembers, else the one with git's user.email."
    ),
)
_FOR = kept("for_", "--for", "behalf", type=OFFICER, help=_("The officer it is recorded for (代录); office only."))
_ON = kept("on", "--on", type=DAY, help=_("The day it took effect; default: today, never later."))
_YES = kept("yes", "--yes", is_flag=True, help=_("Confirm values that look like a slip."))
_JSON = kept("json", "--json", is_flag=True, help=_("Print JSON."))
_FORMAT = kept(
    "format",
    "--format",
    type=click.Choice(list(FORMATS)),
    help=_("Output format; default: from the suffix of FILE, else text."),
)
_OUTPUT = kept(
    "output",
    "-o",
    "--output",
    type=FOLDER,
    metavar="FILE",
    help=_("Write to FILE; its suffix gives the format."),
)
_PUBLIC: Final = {
    "is_flag": True,
    "help": _(
        "The public version (公开版): only what the public may read, with organizations in place of"
        " officers. Refused if a text contains personal data."
    ),
}
_AS_OF = kept("as_of", "--as-of", type=DAY, help=_("Answer as of the end of that day; default: today."))


def recording(function: F) -> F:
    """Give a command the options of recording ones: ``--by --for --on --yes --ledger --json``."""
    return _BY(_FOR(_ON(_YES(_LEDGER(_JSON(function))))))


def defining(function: F) -> F:
    """Give a command the options of those that change definitions, or tell who may: ``--by --yes --ledger --json``."""
    return _BY(_YES(_LEDGER(_JSON(function))))


def written(function: F) -> F:
    """Give a command the options of how its result is written: ``--format --json -o``.

    What they say together is looked at before anything is read or recorded.
    """
    can_publish = getattr(function, "can_publish", False)

    @functools.wraps(function)
    def command(session: Session, *arguments: Any, **options: Any) -> Any:
        from yiananlib.cli import output  # help does without it

        session.format = output.chosen(session.format, session.output, json=session.json)
        if session.public and not can_publish:  # before anything is read or recorded
            raise UsageProblem(_("The output of this command is for the office only; there is no public version."))
        return function(session, *arguments, **options)

    public = kept("public", "--public", hidden=not can_publish, **_PUBLIC)
    return _FORMAT(_OUTPUT(public(_JSON(command))))  # type: ignore[return-value]  # it takes what the function does


def publishing(function: F) -> F:
    """Let a command take ``--public``; it stands right above the function, below what gives the options of reading.

    What it shows is then told by ``services.publishing``, which refuses what has no public version.
    """
    function.can_publish = True  # type: ignore[attr-defined]  # read by those options
    return function


def opening(function: F) -> F:
    """Give a command that :func:`reading` made the option ``--open``, which shows the page in a browser.

    Without ``-o`` the page is written into a folder of its own, which nobody else may read.
    """

    @functools.wraps(function)
    def command(session: Session, *arguments: Any, opened: bool, **options: Any) -> Any:
        if not opened:
            return function(session, *arguments, **options)
        from yiananlib.cli import browser

        with browser.shown(session):
            return function(session, *arguments, **options)

    said = _("Show the page in a browser; without -o it is written to a private temporary file.")
    return click.option("--open", "opened", is_flag=True, help=said)(command)  # type: ignore[return-value]  # as above


def reading(function: F) -> F:
    """Give a command the options of reading ones: ``--as-of --ledger``, and those of how it is written."""
    return _AS_OF(_LEDGER(written(function)))


def answering(function: F) -> F:
    """Give a command that reads, and records an answer to it, the options of both."""
    return _BY(_FOR(_ON(reading(function))))


def urging(function: F) -> F:
    """Give a command that reads, and records that others were urged, the options of both.

    ``--for`` is there who is reminded, so that on whose behalf it is said is ``--behalf``.
    """
    behalf = kept("for_", "--behalf", type=OFFICER, help=_("The officer it is recorded for (代录); office only."))
    return _BY(behalf(_ON(reading(function))))


def checking(function: F) -> F:
    """Give a command the options of those that read as of no day: ``--ledger``, and those of how it is written."""
    return _LEDGER(written(function))


def exporting(format_: str) -> Callable[[F], F]:
    """Give a command that writes one format the options ``--ledger -o``."""

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def command(session: Session, *arguments: Any, **options: Any) -> Any:
            from yiananlib.cli import output  # help does without it

            session.format = output.chosen(format_, session.output, json=False)
            return function(session, *arguments, **options)

        made = kept("public", "--public", **_PUBLIC)(command) if getattr(function, "can_publish", False) else command
        return _LEDGER(_OUTPUT(made))  # type: ignore[return-value]  # it takes what the function does

    return decorate


def sealing(function: F) -> F:
    """Give a command that writes a zip the options ``--ledger --json -o``."""
    return _LEDGER(_JSON(_OUTPUT(function)))


def bundling(form: str) -> Callable[[F], F]:
    """Give a command that writes the whole ledger in a form the options ``--ledger -o --evidence --public``."""

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def command(session: Session, *arguments: Any, **options: Any) -> Any:
            if session.output is not None and session.output.suffix not in ("", f".{form}"):
                said = _("{path} cannot be written: the output is {form}, so the file name must end with .{form}.")
                raise UsageProblem(said.format(path=session.output, form=form))
            return function(session, *arguments, **options)

        said = _("Include the supporting files; without it, only their names and digests.")
        public = kept("public", "--public", **_PUBLIC)
        return _LEDGER(_OUTPUT(click.option("--evidence", is_flag=True, help=said)(public(command))))  # type: ignore[return-value]  # as above

    return decorate


def uniting(function: F) -> F:
    """Give a command the options of those that settle what two lines of history say: ``--ledger --json``."""
    return _LEDGER(_JSON(function))


def showing(function: F) -> F:
    """Give a command that needs no ledger the option of how its result is shown: ``--json``."""
    return _JSON(function)


def vouching(function: F) -> F:
    """Give a command the option by which somebody outside the ledger vouches for commits of it."""
    return click.option(
        "--vouch",
        "vouched",
        multiple=True,
        type=COMMIT,
        help=_("Downgrade errors in this commit (full hash) to warnings: somebody vouches for it."),
    )(function)


WAIVE = click.option(
    "--waive",
    multiple=True,
    metavar="CODE=REASON",
    help=_("Waive a check of the gate, for a reason; may be repeated."),
)


def given_waivers(items: Sequence[str]) -> dict[str, str]:
    """Return the waivers that were typed, code to reason.

    Raises:
        UsageProblem: one is not written CODE=REASON, or a code is there twice.
    """
    found: dict[str, str] = {}
    for item in items:
        code, equals, reason = item.partition("=")
        if not equals:
            raise UsageProblem(_("“{item}” is not a waiver; write --waive CODE=REASON.").format(item=item))
        if code.strip() in found:
            raise UsageProblem(_("{code} is waived twice; give one reason.").format(code=code.strip()))
        found[code.strip()] = reason.strip()
    return found


def tell_outlook(ledger: Ledger, context: Context, recorded: Recorded) -> None:
    """Say on stderr what would still keep a problem from being closed."""
    from yiananlib.services.recording.close_out import outlook

    for check in outlook(ledger, recorded, context):
        streams.say(
            _("cannot be closed yet, {code}: {missing}; {remedy}").format(
                code=check.code, missing=check.missing, remedy=check.remedy
            )
        )


def problem_fields(function: F) -> F:
    """Give a command the fields of a problem's head, all optional."""
    from yiananlib.model.words import CLASS_WORDS, SEVERITY_WORDS

    options = (
        click.option("--title", metavar="TEXT", help=_("The problem in one line.")),
        click.option("--symptom", metavar="TEXT", help=_("症状: what was found, with figures.")),
        click.option("--source", type=SOURCE, help=_("Where it was found, from the vocabulary.")),
        click.option("--prompt", type=PROMPT, help=_("The checklist prompt it answers.")),
        click.option("--finding", metavar="CASE/N", help=_("The case finding it repeats.")),
        click.option("--task", type=TASK, help=_("The task of a case that it is a part of.")),
        click.option("--kind", type=KIND, help=_("The kind, from the vocabulary.")),
        click.option("--field", type=FIELD, help=_("The key field, from the vocabulary.")),
        click.option("--severity", type=Choice(SEVERITY_WORDS), help=_("How serious it is.")),
        click.option("--class", "class_", type=Choice(CLASS_WORDS), help=_("立行立改, 分阶段整改 or 长期坚持.")),
        click.option("--cause", metavar="TEXT", help=_("病根: the root cause.")),
        click.option("--level", type=LEVEL, multiple=True, help=_("Level of the cause; may be repeated.")),
        click.option("--goal", metavar="TEXT", help=_("The state to be reached by rectification.")),
        click.option("--support", type=ORG, multiple=True, help=_("A cooperating unit; may be repeated.")),
        click.option(
            "--linked",
            type=LINKED,
            multiple=True,
            help=_("Other work it is linked with, from the vocabulary; may be repeated."),
        ),
        click.option(
            "--tag", type=TAG, multiple=True, help=_("A tag, VOCABULARY/WORD or the word; may be given again.")
        ),
        click.option(
            "--public-concern/--no-public-concern", default=None, help=_("Whether it is of most public concern.")
        ),
        click.option(
            "--leader",
            type=OFFICER,
            metavar="OFFICER",
            help=_("责任领导; without ORG/, an officer of the unit itself."),
        ),
        click.option(
            "--owner", type=OFFICER, metavar="OFFICER", help=_("责任人; without ORG/, an officer of the unit itself.")
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def given_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Return the head's fields among ``given`` options by their names in the file, those given alone."""
    names = {"class_": "class", "cause": "root_cause", "tag": "tags"}
    return {names.get(key, key): value for key, value in given.items() if value not in (None, ())}
