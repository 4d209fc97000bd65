"""What a register consists of: a record kind without rules of its own, defined by one row of ``model.registers``.

The model of its files, its command, list, display, questions, figures and place in the queue are all derived from that
row. This module loads no models, since help and lists read it.
"""

# annotations that are evaluated: as text each field of a tuple would be compiled
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Final, NamedTuple

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
    """A kind of entry. On the command line, it is chosen by the option of its first field.

    The first step of a register is chosen there by naming an organization.

    Attributes:
        name: the kind of the entry.
        word: what readers call it.
        verb: what git's log calls it.
        who: who may make it, in the organization that the record lies with.
        moves: maps each status it may be made in to the status that follows; "" before the first entry.
        fields: its fields.
        settles: whether it supplies what was awaited by a day.
    """

    name: str
    word: str
    verb: str
    who: Who
    moves: Mapping[str, str]
    fields: tuple[Field, ...] = ()
    settles: bool = False


class Wait(NamedTuple):
    """Something that records of a register wait for in the queue.

    Attributes:
        name: its name in the queue.
        word: its heading.
        statuses: the statuses in which a record waits for it.
        directed: whether the office must act; otherwise the organization that the record lies with.
    """

    name: str
    word: str
    statuses: tuple[str, ...]
    directed: bool = False


class Count(NamedTuple):
    """A figure of a register: how many of its records have one of these statuses on the day.

    Attributes:
        name: its key.
        word: what readers call it.
        statuses: the statuses; empty for all records.
        late: whether only records count that still await something after its last day.
    """

    name: str
    word: str
    statuses: tuple[str, ...] = ()
    late: bool = False


class Register(NamedTuple):
    """A register.

    Attributes:
        name: the name of its records in paths and commands.
        folder: the folder of its records, and the name of its list.
        word: what readers call one record.
        heading: what readers call the register.
        empty: the message for an empty list.
        begins: the text of the choice between a new record and a step.
        title: the field of the head that describes a record in one line.
        fields: the other fields of the head.
        steps: its kinds of entries; the first begins a record.
        status_words: what readers call each status.
        open: the statuses of records that are not finished.
        turns: what comes next in each status, with the command.
        columns: the columns of its list: fields of the head, and ``<step>.<field>`` for the latest value.
        awaits: ``<step>.<field>`` of the last day for what is awaited, and the statuses that await it.
        lies_with: ``<step>.<field>`` of the organization that a record lies with from then on; before, its own.
        waits: what its records wait for in the queue.
        counts: its figures.
        expected: the message about units without an open record, if each should have one.
    """

    name: str
    folder: str
    word: str
    heading: str
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
