"""Who records in a clone, how this is known, and what they may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import AnswerNo, NotAuthorised
from yiananlib.messages import _
from yiananlib.model import authority, steps
from yiananlib.services.reading.calendar import today
from yiananlib.services.recording.candidates import unsaid
from yiananlib.services.recording.context import known_actor, still, unknown
from yiananlib.store import remembered

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from yiananlib.model.authority import Actor
    from yiananlib.model.org import Org
    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger

COMMANDS: Final = {
    "registered": "add-problem",
    "planned": "add-measure",
    "progressed": "progress",
    "completed": "done",
    "excused": "excuse",
    "evidenced": "add-evidence",
    "amended": "amend",
    "reassigned": "handover",
    "extension-requested": "extend",
    "contested": "contest",
    "contest-upheld": "contest --uphold",
    "contest-dismissed": "contest --dismiss",
    "blocked": "blocked",
    "block-cleared": "blocked --cleared",
    "submitted": "submit",
    "withdrawn": "withdraw",
    "endorsed": "endorse",
    "reviewed": "review",
    "publicised": "publicise",
    "closed": "close",
    "looked-back": "look-back",
    "reopened": "reopen",
    "voided": "void",
    "transferred": "transfer",
    "numbered": "number",
    "extension-granted": "extend --grant",
    "extension-denied": "extend --deny",
    "handled": "handle",
    "held-accountable": "hold-account",
    "redated": "redate",
    "carried-over": "import --carried-over",
    "noted": "note",
    "rated": "rate",
    "explained": "lint --accept",
    "retracted": "retract",
    "generalised": "wider --stands-for",
    "looked-wider": "wider",
}
"""By which command each kind of entry is made."""


class May(NamedTuple):
    """Commands that an officer may give about some organizations; ``orgs`` is None for all there are."""

    commands: tuple[str, ...]
    orgs: tuple[str, ...] | None


class WhoAmI(NamedTuple):
    """An officer, and how it is known that they record: ``option``, ``environment``, ``remembered`` or ``git``.

    ``names`` are those of the organizations that ``may`` speaks of. ``since`` is None for an officer in office.
    """

    ref: str
    org_name: str
    post: str
    role: str
    function: str
    source: str
    may: tuple[May, ...]
    names: Mapping[str, str]
    out_of_office: str | None


class Remembered(NamedTuple):
    """Who is remembered for a clone from now on, None where it is nobody; ``place`` is the file beside the ledger."""

    ref: str | None
    org_name: str
    post: str
    place: str


def whoami(ledger: Ledger, context: Context, source: str) -> WhoAmI:
    """Return who records; ``source`` is by what ``occasion.by`` is known, where it says anybody.

    Raises:
        AnswerNo: nobody says who.
        NotAuthorised: the officer is unknown, or the one that is remembered is not in office.
        UsageProblem: git's address is that of several.
    """
    orgs = ledger.orgs()
    day = today(ledger.campaign().timezone, context.now)
    found = known_actor(ledger, context.by)
    if context.remembered:
        found = still(ledger, context.by or "", found, day)
    if found is None and context.by is not None:
        raise unknown(ledger, context.by)
    if found is None:
        raise AnswerNo(unsaid(ledger, day).message)
    late = authority.out_of_office(found, day, orgs)
    may = () if late else tuple(_rights(found, orgs, day))
    officer, org = found.officer, orgs[found.org]
    return WhoAmI(
        found.ref, org.name, officer.post, officer.role, found.function,
        source if context.by is not None else "git",
        may, {name: one.name for name, one in orgs.items()}, late,
    )  # fmt: skip


def remember(ledger: Ledger, context: Context, state: Path, said: str) -> Remembered:
    """Have the clone remember an officer, by code or by post; ``state`` is the user's folder for such things.

    Raises:
        NotAuthorised: there is no such officer, or they do not hold the post.
        Ambiguous: several are called so.
        WriteFailed: it cannot be written.
    """
    found = known_actor(ledger, said)
    orgs = ledger.orgs()
    if found is None:
        raise unknown(ledger, said)
    if late := authority.out_of_office(found, today(ledger.campaign().timezone, context.now), orgs):
        raise NotAuthorised(_("{reason}; nothing is remembered.").format(reason=late))
    path = remembered.place(ledger.root, state)
    remembered.write(path, found.ref)
    return Remembered(found.ref, orgs[found.org].name, found.officer.post, str(path))


def forget(ledger: Ledger, state: Path) -> Remembered:
    """Have the clone forget who records in it.

    Raises:
        AnswerNo: it remembers nobody.
        WriteFailed: the file cannot be removed.
    """
    path = remembered.place(ledger.root, state)
    if not remembered.forget(path):
        raise AnswerNo(_("This clone remembers nobody."))
    return Remembered(None, "", "", str(path))


def _rights(who: Actor, orgs: Mapping[str, Org], day: dt.date) -> Iterator[May]:
    for group in steps.Who:
        commands = tuple(command for kind, command in COMMANDS.items() if steps.WHO[kind] is group)
        if group is steps.Who.ADDRESSEE:
            commands = ("reply",)
        elif group is steps.Who.OWN:
            commands = ("examine", *commands)
        elif group is steps.Who.ABOVE:
            commands = ("opinion --assign",)
        elif group is steps.Who.OVER:
            commands = ("urge", "remind --sent")
        elif group is steps.Who.SUPERVISION:
            commands = ("notice", *commands)
        about = tuple(name for name in orgs if authority.outsider(who, group, name, orgs) is None)
        if about:
            yield May(commands, None if len(about) == len(orgs) else about)
    if authority.may_define(who, orgs, day):
        yield May(("add-org", "add-officer", "add-case", "add-prompt", "edit"), None)
