"""One run of a command: what the options and the environment say, turned into a ledger and an occasion."""

from __future__ import annotations

import contextlib
import sys
from typing import IO, TYPE_CHECKING, Protocol, TypeVar

import click

from yiananlib.cli import clock, folders, streams, telling
from yiananlib.errors import AnswerNo, UsageProblem, WriteFailed
from yiananlib.messages import _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from yiananlib.index.sync import Index
    from yiananlib.model.authority import Actor
    from yiananlib.model.deadlines import Doubt
    from yiananlib.render.show import Form
    from yiananlib.services.reading.days import Days
    from yiananlib.services.recording.context import Context
    from yiananlib.store.git import Commit
    from yiananlib.store.ledger import Ledger

    class Timed(Protocol):
        """What has a time zone: the campaign, or its index."""

        @property
        def timezone(self) -> str:
            """An IANA name."""


T = TypeVar("T")


class Session:
    """Filled in by the shared options as click reads them; handed to every command."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.folder: Path | None = None
        self.lake: Path | None = None
        self.by: str | None = None
        self.for_: str | None = None
        self.on: dt.date | None = None
        self.as_of: dt.date | None = None
        self.json = False
        self.yes = False
        self.public = False
        self.paged = True
        self.format: str | None = None
        self.output: Path | None = None
        self._language: str | None = None
        self._recorder: tuple[Actor, Actor | None] | None = None
        self._units: dict[str, str] = {}
        self._said_what_collides = False

    def ledger(self, *, begun: bool = True) -> Ledger:
        """Return the ledger: ``--ledger``, else ``YIAN_LEDGER``, else the nearest above this folder.

        Where it need not have ``begun`` yet, ``--ledger`` may name any folder but the one that this process is in.

        Raises:
            UsageProblem: there is none.
        """
        from pathlib import Path  # help and completion need no paths

        from yiananlib.store.ledger import Ledger, find_root

        said = self.folder or (Path(self.environ["YIAN_LEDGER"]) if self.environ.get("YIAN_LEDGER") else None)
        root = said if said is not None else find_root(Path.cwd())
        if root is None:
            raise UsageProblem(
                _(
                    "There is no ledger in this folder or above it. Create one with `yian init`, or name one"
                    " with --ledger."
                )
            )
        if not begun and self.folder is not None and root.absolute() != Path.cwd():
            return Ledger(root)
        if not (root / "yian.toml").exists():
            raise UsageProblem(
                _("{folder} is not a ledger: it has no yian.toml. Create one with `yian init`.").format(folder=root)
            )
        return Ledger(root, cache=self.cache)

    def context(self) -> Context:
        """Return when and by whom a command records.

        It says so where one before it did not finish, and where what is recorded would be on no branch.
        """
        from yiananlib.services.recording.context import Context

        if (root := self._root) is not None:
            telling.standing(root, self.cache)
        from yiananlib.store import patience

        patience.telling(streams.say)
        by, source = self.recorder()
        return Context(
            now=lambda zone: clock.now(self.environ, zone),
            by=by,
            on=self.on,
            entropy=lambda salt: clock.entropy(self.environ, salt),
            waiting=lambda: telling.waiting(self._root),
            for_=self.for_,
            clock_given=bool(self.environ.get("YIAN_NOW")),
            remembered=source == "remembered",
            heard=self._hear,
        )

    def recorder(self) -> tuple[str | None, str]:
        """Return who records (None if git is to be asked) and how this is known.

        It is ``option`` for ``--by``, ``environment`` for ``YIAN_BY``, ``remembered`` for what ``yian as`` was told,
        and ``git``.

        Raises:
            UsageProblem: what is remembered cannot be read.
        """
        if self.by:
            return self.by, "option"
        if self.environ.get("YIAN_BY"):
            return self.environ["YIAN_BY"], "environment"
        try:
            root = self.ledger().root
        except UsageProblem:  # none is made yet
            return None, "git"
        from yiananlib.store import remembered

        found = remembered.read(remembered.place(root, self.state))
        return found, "remembered" if found is not None else "git"

    @property
    def _root(self) -> Path | None:
        """The ledger's folder; None where none is made yet."""
        with contextlib.suppress(UsageProblem):
            return self.ledger().root
        return None

    def _hear(self, actor: Actor, behalf: Actor | None) -> None:
        self._recorder = actor, behalf

    def ask(self, question: Callable[[Index], T], ledger: Ledger | None = None) -> T:
        """Return what ``question`` makes of the index of the ledger, or of ``ledger`` as a commit has it."""
        from yiananlib.cli.progress import Progress
        from yiananlib.index.cache import answer
        from yiananlib.render.formats import FORMATS

        def asked(index: Index) -> T:
            if FORMATS[self.form.format].of_campaign:
                self._language = index.setting.language
            if self.public:
                from yiananlib.index.queries import orgs

                self._units = {org.id: org.name for org in orgs(index)}
            return question(index)

        there = self.readable(ledger)
        with Progress(_("{done} of {total} files")) as progress:
            return answer(there, None if there.overlay else self.cache, asked, progress)

    def readable(self, ledger: Ledger | None = None) -> Ledger:
        """Return the ledger for reading alone: what collides in a merge as this side has it, which is said."""
        from yiananlib.services.sharing.colliding import readable

        found, names = readable(ledger if ledger is not None else self.ledger())
        if names and not self._said_what_collides:
            self._said_what_collides = True
            said = _(
                "A merge is unfinished: {names} is in conflict and shown as it is here, without what others"
                " recorded. `yian sync` tells more; `yian yield` gives way with your own entries."
            )
            streams.say(said.format(names=_(", ").join(names)))
        return found

    def suggest(self, question: Callable[[Index], list[T]]) -> list[T]:
        """Return what the index as it is suggests for completing a word; nothing where there is no ledger."""
        from yiananlib.index.cache import suggestion

        try:
            return suggestion(self.ledger(), self.cache, question)
        except UsageProblem:
            return []

    def day(self, campaign: Timed, commit: Commit | None = None) -> dt.date:
        """Return the as-of day: ``--as-of``, else that of ``commit``, else today in the campaign's time zone."""
        if self.as_of is not None:
            return self.as_of
        from yiananlib.services.reading.calendar import day_of, today

        if commit is not None:
            return day_of(commit, campaign.timezone)

        return today(campaign.timezone, lambda zone: clock.now(self.environ, zone))

    @property
    def present(self) -> dt.datetime:
        """The present; ``YIAN_NOW`` replaces it."""
        import datetime as dt

        return clock.now(self.environ, dt.UTC)

    def today(self, ledger: Ledger) -> dt.date | None:
        """Return what day it is in the campaign's time zone; None where the campaign cannot be read."""
        from yiananlib.errors import LedgerInvalid
        from yiananlib.services.reading.calendar import today

        try:
            return today(ledger.campaign().timezone, lambda zone: clock.now(self.environ, zone))
        except LedgerInvalid:
            return None

    def days(self) -> Days:
        """Return by which days what somebody says is read.

        Raises:
            LedgerInvalid: the campaign cannot be read.
        """
        from yiananlib.services.reading.calendar import today
        from yiananlib.services.reading.days import Days

        ledger = self.ledger() if self.lake is None else None
        timezone = ledger.campaign().timezone if ledger is not None else "Asia/Shanghai"
        day = today(timezone, lambda zone: clock.now(self.environ, zone))
        return Days(day, self.on or day, ledger.calendar().known() if ledger is not None else {})

    def due(self, said: str, name: str = "--due") -> dt.date:
        """Return the deadline that an option of that name says, and say on stderr how it was read.

        A length of time begins after the day on which what is recorded takes effect.

        Raises:
            UsageProblem: it says no single day.
        """
        days = self.days()
        due = days.deadline(name, said)
        self.tell(days)
        return due

    def tell(self, days: Days) -> None:
        """Say on stderr which days the deadlines are that were said in words."""
        for said in days.sentences():
            streams.say(said)

    @property
    def cache(self) -> Path:
        """The user's folder for what can be made again, such as ``~/.cache/yian``."""
        return folders.cache()

    @property
    def state(self) -> Path:
        """The user's folder for what is remembered or not finished, such as ``~/.local/state/yian``."""
        return folders.state()

    @property
    def form(self) -> Form:
        """How results are shown: in which format, and text for a terminal or not."""
        from yiananlib.render.show import Form

        forced = bool(self.environ.get("FORCE_COLOR"))
        terminal = sys.stdout.isatty() or forced
        return Form(
            format=self.format or ("json" if self.json else "text"),
            terminal=terminal,
            colour=terminal and not self.environ.get("NO_COLOR"),
            columns=streams.columns() if sys.stdout.isatty() else 100,
            campaign=self._campaign_language,
            public=self.public,
        )

    def _campaign_language(self) -> str | None:
        from yiananlib.errors import LedgerInvalid

        if self._language is None:  # the index was not asked
            with contextlib.suppress(LedgerInvalid, UsageProblem):  # `verify` says so; a dossier is judged without
                self._language = self.ledger().campaign().language
        return self._language

    @property
    def archive(self) -> Path:
        """The file that a zip is written into.

        Raises:
            UsageProblem: none is named, or it ends as another kind of file does.
        """
        if self.output is None or self.output.suffix.lower() not in ("", ".zip"):
            raise UsageProblem(_("Name the output file with -o NAME.zip."))
        return self.output

    @property
    def can_ask(self) -> bool:
        """Tell whether somebody is at a terminal to answer questions."""
        return sys.stdin.isatty() and sys.stderr.isatty() and not self.json

    def sure(self, doubts: Iterable[Doubt | None]) -> None:
        """Have whoever is at the terminal confirm each thing that looks odd, unless ``--yes`` did.

        Elsewhere what looks like a slip is refused, and what is odd alone is said on stderr.

        Raises:
            AnswerNo: it was not confirmed.
            UsageProblem: it is a slip, and ``--yes`` was not given.
        """
        asked = [d for d in dict.fromkeys(doubts) if d is not None and not (self.yes and d.slip)]
        slips = [] if self.can_ask else [doubt.said for doubt in asked if doubt.slip]
        self.warn(doubt.said for doubt in asked if doubt.said not in slips)
        if slips:
            said = _("Please check: {said}. Give --yes if that is right. Nothing was recorded.")
            raise UsageProblem(said.format(said=_("; ").join(slips)))

    def warn(self, doubts: Iterable[str]) -> None:
        """Have whoever is at the terminal confirm each thing that is odd; elsewhere say it on stderr and go on.

        Raises:
            AnswerNo: it was not confirmed.
        """
        for said in dict.fromkeys(one.rstrip(".。") for one in doubts):
            if not self.can_ask:
                streams.say(_("yian: warning: {said}").format(said=said))
            elif not click.confirm(_("Please check: {said}. Is that right?").format(said=said), err=True):
                raise AnswerNo(_("Nothing was recorded."))

    def wonder(self, questions: Iterable[str]) -> None:
        """Ask, once, what `yian lint` would ask of what is being written; an empty line passes over it.

        Elsewhere than at a terminal it is said on stderr, and nothing is in the way.

        Raises:
            AnswerNo: whoever wrote it will think again.
        """
        for said in dict.fromkeys(questions):
            if not self.can_ask:
                streams.say(said)
            elif not click.confirm(_("{said} Record it anyway?").format(said=said), default=True, err=True):
                raise AnswerNo(_("Nothing was recorded."))

    @property
    def program(self) -> str:
        """How a shell calls this yian. ``-P``: nothing is imported from the folder in which git calls it."""
        import shlex
        from pathlib import Path

        return f"{shlex.quote(Path(sys.executable).as_posix())} -P -m yiananlib"

    def show(self, value: object) -> None:
        """Show a service's result, or write it into the file that was named; say on stderr what git did not do.

        Raises:
            WriteFailed: the file cannot be written; what was recorded before is recorded, and the message names it.
        """
        from yiananlib.render import show
        from yiananlib.render.formats import FORMATS

        names = list(_recorded(value))
        for name in names:
            streams.recorded(name)
        if self.public:
            from yiananlib.services.reading.publishing import published

            # files and JSON keep codes, and readers names
            value = published(value, {} if self.form.format == "json" else self._units)
        if names and self._recorder is not None and self.form.format == "text":
            telling.who(self.ledger(), self._recorder)
        if self.output is None:
            with self._out(wanted=self.paged and not FORMATS[self.form.format].binary) as out:
                show.show(value, self.form, out)
            for line in show.aside(value, self.form):
                streams.say(line)
        else:
            from yiananlib.cli.output import save

            try:
                save(self.output, show.pieces(value, self.form), self.form.format)
            except WriteFailed as error:
                if not names:
                    raise
                said = _("recorded {names}; {message}").format(names=_(", ").join(names), message=error.message)
                raise WriteFailed(said) from None
            streams.say(_("written: {path}").format(path=self.output))
        if self.public and FORMATS[self.form.format].needs == "table":  # rows alone have no place to say so
            from yiananlib.render.public import note

            streams.say(note())
        for item in value if isinstance(value, list) else [value]:
            if trouble := getattr(item, "uncommitted", None):
                streams.say(_("yian: recorded, but not committed by git: {reason}").format(reason=trouble))
                break

    def _out(self, *, wanted: bool) -> AbstractContextManager[IO[str]]:
        """Return what to write to: the pager where there is one, at a terminal alone."""
        if not sys.stdout.isatty():
            return contextlib.nullcontext(sys.stdout)
        from yiananlib.cli import pager

        return pager.paged(self.environ, wanted=wanted)


def _recorded(value: object) -> Iterator[str]:
    """Yield what the records, or definitions, are called that a result says were just made or gone on with."""
    for item in value if isinstance(value, list) else [value]:
        if hasattr(item, "uncommitted") and getattr(item, "applied", True):
            name = getattr(item, "ref", None) or getattr(item, "id", None) or getattr(item, "path", None)
            if name:
                yield str(name)
