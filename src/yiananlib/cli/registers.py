"""The command of a register, made of its row: given an organization it begins a record, given a record it acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from yiananlib.cli import metavars
from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import CASE, ORG, PROBLEM, Known
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session  # noqa: TC001 - click hands it to the command
from yiananlib.cli.values import DAY, DUE, FOLDER, Choice
from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.register import MOST, Takes, options
from yiananlib.model.registers import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from yiananlib.model.register import Field, Register
    from yiananlib.services.recording.context import Context
    from yiananlib.services.recording.matters import RecordedMatter
    from yiananlib.store.ledger import Ledger

_TYPES: Final[Mapping[Takes, click.ParamType[Any]]] = {
    Takes.DUE: DUE, Takes.DAY: DAY, Takes.ORG: ORG, Takes.PROBLEM: PROBLEM, Takes.CASE: CASE, Takes.FILE: FOLDER,
    Takes.COUNT: click.IntRange(1, MOST),
}  # fmt: skip
_SHOWN: Final = {
    Takes.FILE: "FILE", Takes.POST: "POST", Takes.LINE: "TEXT", Takes.TEXT: "TEXT", Takes.WORD: "WORD",
    Takes.KEY: "WORD", Takes.COUNT: "COUNT",
}  # fmt: skip


def register_command(name: str, *, examples: str, details: str) -> click.Command:
    """Return the command of the register of that name; ``examples`` and ``details`` as of any command."""
    register = BY_NAME[name]

    def command(session: Session, names: tuple[str, ...], **given: Any) -> None:
        said = {param: value for param, value in given.items() if value not in (None, (), False)}
        acts = [step for step in register.acts if step.fields[0].param in said and not _is_of_head(register, said)]
        if len(acts) > 1:
            raise UsageProblem(_("Give one of {options}.").format(options=_listed(_deeds(register))))
        fields = acts[0].fields if acts else register.head
        _require(register, said, fields)
        _dated(session, said, fields)
        values = {field.name: said[field.param] for field in fields if field.param in said}

        def one(ledger: Ledger, context: Context, ref: str) -> RecordedMatter:
            from yiananlib.services.recording import registers

            if acts:
                return registers.act(ledger, context, name, ref, acts[0].name, values)
            return registers.add(ledger, context, name, ref, values)

        each(session, names, one)

    made: Callable[..., Any] = recording(command)
    for field in reversed(list(options(register))):
        made = _option(register, field)(made)
    made = records("names", Known(f"org or {name}", "ORG|RECORD", "org"), "ORG|RECORD…")(made)
    return yian_command(name, examples=examples, details=details + HINT)(made)


def _option(register: Register, field: Field) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    kind = Choice(dict(field.words)) if field.takes is Takes.CHOICE else _TYPES.get(field.takes)
    return click.option(
        field.option, field.param, type=kind, multiple=field.many, help=_(field.help),
        metavar=metavars.shown(_SHOWN[field.takes]) if field.takes in _SHOWN else None,
    )  # fmt: skip


def _is_of_head(register: Register, said: Mapping[str, Any]) -> bool:
    """Tell whether a new record is meant, by its title, which no step takes."""
    return register.title.param in said


def _dated(session: Session, said: dict[str, Any], fields: Iterable[Field]) -> None:
    """Read the deadlines among what was said, and have asked what is odd about them."""
    from yiananlib.model.deadlines import odd

    for field in fields:
        if field.takes is Takes.DUE and field.param in said:
            said[field.param] = session.due(said[field.param], field.option)
            session.sure(filter(None, [odd(said[field.param], session.day(session.ledger().campaign()))]))


def _require(register: Register, said: Mapping[str, Any], fields: Iterable[Field]) -> None:
    """Refuse what is missing, or does not belong together.

    Raises:
        UsageProblem: an option that is needed was not given, or one that does not belong here was.
    """
    known = {field.param for field in fields}
    idle = [field.option for field in options(register) if field.param in said and field.param not in known]
    if idle:
        raise UsageProblem(_("{options} cannot be used here.").format(options=_listed(idle)))
    if missing := [field.option for field in fields if field.needed and field.param not in said]:
        raise UsageProblem(
            _("{options} is missing. For a new record give an organization with {head}; for one that is there {acts}.")
            .format(
                options=_listed(missing), acts=_listed(_deeds(register)),
                head=_listed(field.option for field in register.head if field.needed),
            )
        )  # fmt: skip


def _deeds(register: Register) -> list[str]:
    return [" ".join(field.option for field in step.fields if field.needed) for step in register.acts]


def _listed(said: Iterable[str]) -> str:
    return _(", ").join(said)
