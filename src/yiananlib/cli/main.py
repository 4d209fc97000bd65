"""The root command: a lazy table of commands in sections, and the one boundary where errors end."""

import importlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from yiananlib import __version__
from yiananlib.cli import streams
from yiananlib.cli.everywhere import is_paged, options
from yiananlib.cli.formatting import Context, Helped, printed
from yiananlib.cli.session import Session
from yiananlib.cli.table import COMMANDS, SECTIONS, SUMMARIES, module_of
from yiananlib.errors import BUG, INTERRUPTED, OK, UsageProblem, WriteFailed, YianError
from yiananlib.messages import N_, _, named, system_said

GROUP: Final = N_("Commands; each has its own --help.")
"""What commands of two words are called together, by the first."""


class Table(Helped, click.Group):
    """Commands whose names begin with ``words``, such as ``"export "``; with "" all of them.

    The module of a command is loaded when it is asked for; help shows the table without loading any.
    """

    words = ""
    context_class = Context

    def __init__(self, *arguments: Any, **said: Any) -> None:
        super().__init__(*arguments, **said)
        # what click does not translate
        self.options_metavar = _("[OPTIONS]")
        self.subcommand_metavar = _("COMMAND [ARGS]...")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the next word of each command in the order of the table."""
        names = (name.removeprefix(self.words) for name in SUMMARIES if name.startswith(self.words))
        return list(dict.fromkeys(name.partition(" ")[0] for name in names))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or the table of those whose names begin with it, or None."""
        name = self.words + cmd_name
        if name in COMMANDS:
            command = importlib.import_module(module_of(name)).command
            assert isinstance(command, click.Command)  # noqa: S101 - each module of the table has one
            return command
        if any(other.startswith(f"{name} ") for other in SUMMARIES):
            table = Table(name, no_args_is_help=True, help=_(GROUP), params=options(hidden=True))
            table.words = f"{name} "
            return table
        return None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Offer the commands, each with its line of the table, and the options; no module of a command is loaded."""
        from click.shell_completion import CompletionItem

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        summaries = {name: SUMMARIES.get(self.words + name, GROUP) for name in names}
        found = [CompletionItem(name, help=_(said)) for name, said in summaries.items()]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take two words for one where they name a command; name the nearest where there is none of that name."""
        if (two := " ".join(args[:2])) in COMMANDS:
            return two, self.get_command(ctx, two), args[2:]
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            said = (
                _("there is no command “{name}”; did you mean “{near}”?") if near else _("there is no command “{name}”")
            )
            raise click.UsageError(said.format(name=args[0], near=near[0] if near else ""), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table, a section each."""
        for section, commands in SECTIONS.items():
            rows = [(n.removeprefix(self.words), _(said)) for n, said in commands.items() if n.startswith(self.words)]
            if rows:
                with formatter.section(_(section)):
                    formatter.write_dl(rows)


@click.command(
    cls=Table,
    name="yian",
    help=_(
        "Checklist and ledger for 以案促改 campaigns: problems, measures, people, deadlines, and how each"
        " problem was closed. Plain TOML files in git; every figure is computed in one place."
    ),
    epilog=_("`yian COMMAND --help` explains a command with an example; `yian demo` shows them all in action."),
    context_settings={"help_option_names": ["-h", "--help"]},
    params=options(),
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="yian", message="%(prog)s %(version)s")
@click.pass_context
def root(ctx: click.Context) -> None:
    """Refuse what no command can speak; without a command say where one stands."""
    session: Session = ctx.obj
    if (said := session.environ.get("YIAN_LANG")) and named(said) is None:
        why = _("YIAN_LANG is “{name}”, which is not an available language: use zh or en.")
        raise UsageProblem(why.format(name=said))
    if ctx.invoked_subcommand is None:
        from yiananlib.cli import standing

        click.echo(standing.told(session, ctx.make_formatter()), nl=False)


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run a command and return its exit status; every error ends here as one sentence on stderr."""
    if "_YIAN_COMPLETE" in environ:
        from yiananlib.cli import shells

        shells.register()
    session = Session(environ)
    session.paged = is_paged(arguments)
    try:
        for stream in (sys.stdout, sys.stderr):
            # a console that cannot show a character (GBK has no ✓) shows ? for it, and does not crash
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        status = root.main(list(arguments), prog_name="yian", standalone_mode=False, obj=session)
    except click.exceptions.NoArgsIsHelpError as error:
        printed(error.format_message() + "\n", session)
        return OK
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx is not None else "yian"
        message = error.format_message().rstrip(".。")
        if not message.endswith(("?", "？")):
            message = _("{sentence}.").format(sentence=message)
        said = _("{command}: {message} `{command} --help` explains it.")
        streams.say(said.format(command=command, message=message))
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt) as error:
        streams.say(_broken_off(error))
        return INTERRUPTED
    except YianError as error:
        from yiananlib.render.plain import visible

        streams.say(_("yian: {message}").format(message=visible(error.message)))
        return error.exit_status
    except SystemExit as error:
        if "_YIAN_COMPLETE" in environ:
            raise  # shell completion ends so
        # click makes one of every broken pipe. That of the reader never comes here (cli.streams), so it is another:
        # whatever broke, nothing was answered
        return _bug(error.__context__ or error, environ)
    except OSError as error:
        if environ.get("YIAN_DEBUG"):
            raise
        # wherever it was: the disk, the system or a right that is missing, and no fault of the program
        where = _("{path}: ").format(path=error.filename) if error.filename else ""
        said = _("yian: {where}{reason}. Anything not confirmed was not recorded; `yian verify` checks what is there.")
        streams.say(said.format(where=where, reason=system_said(error)))
        return WriteFailed.exit_status
    except Exception as error:
        return _bug(error, environ)
    return status if isinstance(status, int) else OK


def _broken_off(error: BaseException) -> str:
    """Return what is said where somebody broke off: what is recorded all the same, and whether git has it."""
    transaction = sys.modules.get("yiananlib.store.transaction")  # where it is not loaded, nothing was written
    found = next(
        (one for one in (error, error.__cause__) if transaction is not None and isinstance(one, transaction.BrokenOff)),
        None,
    )
    if found is None:
        return _("Interrupted; anything not confirmed was not recorded.")
    if found.committed:
        return _("Interrupted; already recorded and committed: {names}.").format(names=found.names)
    return _(
        "Interrupted before git committed. Recorded: {names}. Not committed: run `yian sync` to commit;"
        " nothing needs to be recorded again."
    ).format(names=found.names)


def _bug(error: BaseException, environ: Mapping[str, str]) -> int:
    if environ.get("YIAN_DEBUG"):
        raise error
    streams.say(
        _(
            "yian: this is a bug ({kind}: {error}). Please report it to the maintainers as described in"
            " CONTRIBUTING.md; YIAN_DEBUG=1 shows where it happened."
        ).format(kind=type(error).__name__, error=error)
    )
    return BUG
