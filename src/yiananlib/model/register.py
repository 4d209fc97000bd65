"""What a register is made of: a record kind that needs no rule of its own, said in one row of ``model.registers``.

The model of its files, its command, its list, what is shown and asked of it, its figures and its place in the queue are
all made from that row. What is said here loads no models, since help and lists read it.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yiananlib.model.steps import Who


MOST: Final = 1_000_000_000_000
"""The highest number that a field takes; of money, in yuan."""


class Takes(Enum):
    """What a field takes."""

    LINE = auto()
    TEXT = auto()
    DUE = auto()
    """The last day for something."""
    DAY = auto()
    COUNT = auto()
    DIGEST = auto()
    ORG = auto()
    POST = auto()
    """An officer of the ledger, or the post of somebody who is none, in words without ``/``."""
    PROBLEM = auto()
    CASE = auto()
    FILE = auto()
    """The name of a file; its digest and size are kept beside it, as ``sha256`` and ``size``."""
    WORD = auto()
    """A key of a vocabulary of the campaign, or any words."""
    KEY = auto()
    """A key of a vocabulary of the campaign, and nothing else: what is added up by it."""
    CHOICE = auto()


class Field(NamedTuple):
    """A field of a head or of an entry.

    Attributes:
        name: what the file calls it; what readers call it says ``model.field_words``.
        takes: what it takes.
        help: what its option says; "" where no option gives it.
        said: its option where that is called otherwise, such as ``--from``.
        needed: whether it must be there.
        many: whether there may be several.
        words: of a choice its keys with their words.
        vocabulary: of a word or key the vocabulary.
        either: of the fields of the head that say so one at least must be there.
        along: the field of the head without which it says nothing.
    """

    name: str
    takes: Takes
    help: str = ""
    said: str = ""
    needed: bool = False
    many: bool = False
    words: Mapping[str, str] = {}
    vocabulary: str = ""
    either: bool = False
    along: str = ""

    @property
    def option(self) -> str:
        """Its option on the command line."""
        return self.said or "--" + self.name.replace("_", "-")

    @property
    def param(self) -> str:
        """What the command calls the option's value."""
        return self.option[2:].replace("-", "_")


class Step(NamedTuple):
    """A kind of entry. On the command line the option of its first field says it.

    The first of a register is said there by naming an organization.

    Attributes:
        name: the kind of the entry.
        word: what readers call it.
        verb: what git's log calls it.
        who: who may make it, in the organization with which the record lies.
        moves: for each status in which it may be made the status that follows; "" before the first entry.
        fields: what it says.
        settles: what was awaited by a day is there with it.
    """

    name: str
    word: str
    verb: str
    who: Who
    moves: Mapping[str, str]
    fields: tuple[Field, ...] = ()
    settles: bool = False


class Wait(NamedTuple):
    """What of a register stands in the queue.

    Attributes:
        name: what the queue calls it.
        word: its heading.
        statuses: in which a record waits for it.
        directed: whether it waits for the office, else for whom the record lies with.
    """

    name: str
    word: str
    statuses: tuple[str, ...]
    directed: bool = False


class Count(NamedTuple):
    """A figure of a register: how many of its records stand in one of some statuses on the day.

    Attributes:
        name: its key.
        word: what readers call it.
        statuses: which they are; none for all that are there.
        late: whether those alone count for which the day is past that what is awaited was to be there.
    """

    name: str
    word: str
    statuses: tuple[str, ...] = ()
    late: bool = False


class Register(NamedTuple):
    """A register.

    Attributes:
        name: what places and commands call its records.
        folder: in which they lie, and what its list is called.
        word: what a reader calls one.
        heading: what a reader calls the register.
        listed: what the option that lists it says.
        empty: what is said where nothing fits.
        begins: what is said where somebody must choose between a new record and a step.
        title: the field of the head that says what it is in one line.
        fields: the other fields of the head.
        steps: its entries; the first begins a record.
        status_words: what readers call each status.
        open: the statuses in which a record is not done with.
        turns: for each status what comes next, with the command.
        columns: what its list shows: fields of the head, and ``<step>.<field>`` for the last that was said of it.
        awaits: ``<step>.<field>``, the last day for what is awaited, and in which statuses it is.
        lies_with: ``<step>.<field>``, the organization with which it lies since; before that its own.
        waits: what stands in the queue.
        counts: its figures.
        expected: what is said of the units with which no open record lies, where each is to have one.
    """

    name: str
    folder: str
    word: str
    heading: str
    listed: str
    empty: str
    begins: str
    title: Field
    steps: tuple[Step, ...]
    status_words: Mapping[str, str]
    open: tuple[str, ...]
    counts: tuple[Count, ...]
    fields: tuple[Field, ...] = ()
    turns: Mapping[str, str] = {}
    columns: tuple[str, ...] = ()
    awaits: tuple[str, tuple[str, ...]] | None = None
    lies_with: str = ""
    waits: tuple[Wait, ...] = ()
    expected: str = ""

    @property
    def head(self) -> tuple[Field, ...]:
        """The fields of the head that somebody says."""
        return (self.title, *self.fields)

    @property
    def first(self) -> Step:
        """The entry that begins a record."""
        return self.steps[0]

    @property
    def acts(self) -> tuple[Step, ...]:
        """The entries that follow."""
        return self.steps[1:]

    def renewing(self, name: str) -> tuple[str, ...]:
        """Return the steps that say a field of the head anew."""
        said = self.field(name).option
        return tuple(step.name for step in self.acts for one in step.fields if (one.name, one.option) == (name, said))

    def step(self, name: str) -> Step:
        """Return the step of that name."""
        return next(step for step in self.steps if step.name == name)

    def field(self, place: str) -> Field:
        """Return a field by its name in the head, or by ``<step>.<field>``."""
        step, dot, name = place.rpartition(".")
        return next(one for one in (self.step(step).fields if dot else self.head) if one.name == name)


def options(register: Register) -> Iterator[Field]:
    """Yield a field for each option of its command; one that several steps take once."""
    seen: set[str] = set()
    for field in (*register.head, *(one for step in register.acts for one in step.fields)):
        if field.help and field.option not in seen:
            seen.add(field.option)
            yield field
