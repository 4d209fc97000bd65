"""What a command needs that does one thing or another: which of them a call means, and what that one lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.messages import N_, _
from yiananlib.model import registers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from yiananlib.model.register import Register


class Way(NamedTuple):
    """One of the things that a command does.

    Attributes:
        option: what says it, such as ``--grant``; "" where nothing does.
        needs: the parameters that it needs, by their names; ``a|b`` is either, and the first is asked for.
        takes: those that it takes besides.
        behalf: those that it needs where it is done on somebody's behalf.
        label: what it is called where no option explains it.
        of: what must have been named for it, ``org`` or ``record``; "" for either.
        offered: whether it is offered where nothing says which is meant.
    """

    option: str = ""
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    behalf: tuple[str, ...] = ()
    label: str = ""
    of: str = ""
    offered: bool = True

    def has(self, name: str) -> bool:
        """Tell whether a parameter belongs to it."""
        return name in self.takes or any(name in need.split("|") for need in (*self.needs, *self.behalf))


_FIELDS: Final = (
    "title", "symptom", "source", "prompt", "finding", "task", "kind", "field", "severity", "class_", "cause", "level",
    "goal", "support", "linked", "tag", "leader", "owner",
)  # fmt: skip

_NOTICE: Final = ("often", "until", "first_rung", "basis", "urgency", "support", "leader")


_PAPERS: Final = ("what", "dated", "valid_until", "note")
"""What is said of evidence."""


def _of_register(register: Register) -> Iterator[Way]:
    """Yield a new record of a register and its steps."""
    for option, fields in (("", register.head), *((step.fields[0].option, step.fields) for step in register.acts)):
        said = [field for field in fields if field.help]  # what no option gives is kept beside what one does
        needs = tuple(field.param for field in said if field.needed)
        takes = tuple(field.param for field in said if not field.needed)
        yield Way(option, needs, takes, label="" if option else register.begins, of="record" if option else "org")


WAYS: Final[dict[str, tuple[Way, ...]]] = {
    "add-case": (
        Way("", ("title",), ("opened", "summary", "findings", "tasks", "round_", "orgs")),
        Way("--from", offered=False),
    ),
    "add-evidence": (
        Way("", ("words", "files"), ("measure", *_PAPERS), label=N_("Name the files")),
        Way("--from", ("folder",), ("skip", "apply", *_PAPERS)),
    ),
    "add-meeting": (Way("", (), ("due",)), Way("--held", ("attended", "of|due"), ("absent", "summary"))),
    "amend": (*(Way("--" + name.rstrip("_"), (name,), _FIELDS) for name in _FIELDS), Way("--public-concern"),
              Way("--no-tag", (), _FIELDS, offered=False)),
    "blocked": (
        Way("", ("org", "needs"), label=N_("Wait for another organization")),
        Way("--cleared", (), ("org", "note")),
    ),
    "contest": (
        Way("", ("reason",), ("evidence",), ("evidence",), N_("Object to the problem")),
        Way("--uphold", ("then", "opinion")),
        Way("--dismiss", ("opinion",)),
    ),
    "endorse": (Way("", behalf=("sheet",)),),
    "extend": (
        Way("", ("until", "reason"), label=N_("Ask for more time")),
        Way("--grant", (), ("until", "opinion")),
        Way("--deny", ("opinion",)),
    ),
    "hold-account": (Way("", ("count|organizations|recovered",)),),
    "lint": (
        Way("", (), ("org", "codes", "everything", "as_of")),
        Way("--accept", ("accepted", "problems", "reason")),
    ),
    "look-back": (Way("--held"), Way("--incomplete"), Way("--slipped")),
    "meeting": (
        Way("--held", ("attended", "of"), ("absent", "summary")),
        Way("--made-up", ("made_up",), ("note",)),
        Way("--found", ("found",), ("problem",)),
        Way("--aim", ("aim", "result")),
        Way("--passed", ("passed",), ("covers", "opinion")),
        Way("--not-passed", ("not_passed", "opinion"), ("covers",)),
        Way("--cancel", ("reason",)),
    ),
    "notice": (
        Way("", ("title", "demand", "due"), (*_NOTICE, "problems"),
            label=N_("Send a notice"), of="org"),
        Way("--task", (), ("title", "demand", "due", *_NOTICE),
            label=N_("Hand on a task"), of="org", offered=False),
        Way("--return", ("opinion",), ("due",), of="record"),
        Way("--close", ("opinion",), of="record"),
        Way("--raise", ("rung", "reason"), ("due",), of="record"),
        Way("--withdraw", ("reason",), of="record"),
        Way("--excuse", ("reason",), of="record", offered=False),
    ),
    "review": (
        Way("--pass", (), ("standards", "waive", "received")),
        Way("--return", (), ("why", "evidence", "received")),
    ),
    "sample": (
        Way("", ("closed_since", "share"), ("closed_until", "least", "most", "by_unit", "org", "title"),
            label=N_("Freeze a population")),
        Way("--announce", ("sample", "announce")),
        Way("--commit", ("sample", "commit")),
        Way("--number", ("sample", "number", "how"), ("brought_by",)),
        Way("--replace", ("sample", "replace", "reason")),
    ),
    "reply": (Way("", ("text",), ("document", "occurrence"), ("document",), N_("Answer it")), Way("--received")),
    "transfer": (
        Way("", ("problems",), ("measures",), label=N_("Transfer problems")),
        Way("--all-of", (), ("apply", "measures"), offered=False),
    ),
    "rule": (
        Way("--decide", ("decide", "reason")),
        Way("--issued", ("issued",), ("note",)),
        Way("--drop", ("reason",)),
    ),
    "wider": (
        Way("--stands-for", ("stands_for",), ("ask",)),
        Way("--found", ("found", "note")),
        Way("--nothing", ("note",)),
    ),
    **{register.name: tuple(_of_register(register)) for register in registers.ALL},
}  # fmt: skip
"""What each of these commands does, of which a call does one."""


class Meant(NamedTuple):
    """What a call of a command says so far.

    Attributes:
        ways: what the command does.
        flags: the options that say one of them and were given.
        given: the names of the parameters that were given.
        of: of what kind is what was named; "" where that is not known.
    """

    ways: tuple[Way, ...]
    flags: Collection[str]
    given: Collection[str]
    of: str = ""

    def possible(self, of: str = "") -> list[Way]:
        """Return the ways that it can mean, where what was named is ``of`` that kind.

        There are none where what it says does not belong together.
        """
        said = [way for way in self.ways if way.option and way.option in self.flags]
        if said:
            return said if len(said) == 1 else []
        own = [name for name in self.given if any(way.has(name) for way in self.ways)]
        return [
            way for way in self.ways
            if way.offered and (of or self.of) in ("", way.of or of or self.of) and all(way.has(name) for name in own)
        ]  # fmt: skip

    def lacks(self, way: Way) -> list[str]:
        """Return the parameters that one of them needs and that were not given."""
        needs = [*way.needs, *(way.behalf if "behalf" in self.given else ())]
        return [need.split("|")[0] for need in dict.fromkeys(needs) if self.given_none(need.split("|"))]

    def is_whole(self) -> bool:
        """Tell whether nothing need be asked: something is said whole, or nothing can be made of it."""
        found = self.possible()
        return not found or any((not way.option or way.option in self.flags) and not self.lacks(way) for way in found)

    def given_none(self, names: Sequence[str]) -> bool:
        """Tell whether none of these was given."""
        return not any(name in self.given for name in names)


def words(ways: Sequence[Way], labels: Callable[[str], str]) -> dict[str, str]:
    """Return what is offered: the ways by their options, each with its words; ``labels`` has those of an option."""
    return {way.option: _(way.label) if way.label else labels(way.option) for way in ways}


def by_option(ways: Sequence[Way], option: Any) -> Way | None:
    """Return the way that an option says, or None."""
    return next((way for way in ways if way.option == option), None)
