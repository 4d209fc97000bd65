"""Setting up a clone: git then calls yian to merge records and to show them when it compares."""

from dataclasses import dataclass
from typing import Final

from yiananlib.errors import LedgerInvalid, UsageProblem, WriteFailed
from yiananlib.messages import _
from yiananlib.services.reading.calendar import today
from yiananlib.services.recording import editing, signing
from yiananlib.services.recording.attributes import mend_own, mend_tracked, unwritten
from yiananlib.services.recording.context import Context, known_actor
from yiananlib.store import clone, codec, git, kinds
from yiananlib.store.ledger import Ledger

NAME: Final = kinds.DRIVER
"""The driver's name in git's settings and attributes."""

_HOOK: Final = """\
#!/bin/sh
# written by yian setup: a ledger that is not in order is not shared; `yian sync` looks by itself
[ -n "$YIAN_AT_WORK" ] && exit 0
exec {program} verify --ledger "$(git rev-parse --show-toplevel)/{prefix}" >&2
"""


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was written: names of git's settings, and files, None where nothing was to be done.

    ``attributes`` is this clone's file of attributes; ``hook`` its hook ``pre-push``; ``kept`` a hook of that
    name that somebody else wrote, which stays as it is. ``tracked`` is the ledger's own file of attributes;
    ``lacking`` tells that it does not name every kind of record; ``uncommitted`` is why git did not commit it.
    ``unsigned`` is what this clone lacks to sign, where the campaign demands it, None where it lacks nothing.
    ``editors`` are the ledger's settings of editors that were written, ``unfurnished`` those it lacks and the office
    may write; ``schemas`` are the schemas of this clone that were written.
    """

    settings: tuple[str, ...]
    attributes: str | None
    hook: str | None
    kept: str | None
    tracked: str | None = None
    lacking: bool = False
    uncommitted: str | None = None
    unsigned: str | None = None
    editors: tuple[str, ...] = ()
    unfurnished: tuple[str, ...] = ()
    schemas: tuple[str, ...] = ()


def set_up(ledger: Ledger, program: str, context: Context | None = None) -> SetUp:
    """Register the merge driver and the hook in this clone; what is there already stays as it is.

    The ledger's own file of attributes is a definition: it is mended where the office is at the keyboard.

    Args:
        ledger: the ledger in the clone.
        program: how a shell calls yian.
        context: who is at the keyboard, for saying whether they can sign, too; None for nobody.

    Raises:
        UsageProblem: the ledger is not in git.
        LedgerInvalid: git does not open the repository.
        WriteFailed: git or the disk did not take it.
    """
    root = ledger.root
    if not git.is_work_tree(root.absolute()):
        raise UsageProblem(_("This ledger is not in git, so there is nothing to set up."))
    git.has_repository(root)  # else git would say that there is none
    wanted = {
        f"merge.{NAME}.name": "records of a yian ledger",
        # where yian fails or is gone, git's own merge of lines marks what differs, and nothing counts as merged
        f"merge.{NAME}.driver": (
            f"{program} merge-driver -- %O %A %B %P ||"
            " { grep -q '^<<<<<<<' %A || git merge-file -L ours -L base -L theirs %A %O %B; exit 1; }"
        ),
        f"diff.{NAME}.textconv": f"{program} textconv",
        "pull.rebase": "false",  # a rebase puts entries before older ones
    }
    signed = _is_signed(ledger)
    if signed:
        wanted |= {"gpg.format": "ssh", "commit.gpgsign": "true"}  # what is committed by hand is signed too
    there = clone.settings(
        root, rf"^((merge|diff)\.{NAME}\.|pull\.rebase$|branch\..*\.rebase$|gpg\.format$|commit\.gpgsign$)"
    )
    wanted |= {name: "false" for name in there if name.startswith("branch.")}
    changed = [name for name, value in wanted.items() if there.get(name) != value]
    for name in changed:
        failure = clone.set_here(root, name, wanted[name])
        if failure is not None:
            said = _("git did not accept the setting {name} ({reason}).")
            raise WriteFailed(said.format(name=name, reason=failure.reason))
    tracked = mend_tracked(ledger, context)
    hook, kept = _hook(ledger, program)
    unsigned = _lacking(ledger, context) if signed and context is not None else None
    furnished, lacking, uncommitted = editing.furnish(ledger, context)
    return SetUp(
        tuple(changed), mend_own(ledger), hook, kept, tracked.written, tracked.lacking,
        tracked.uncommitted or uncommitted, unsigned, furnished, lacking, _schemas(ledger, context),
    )  # fmt: skip


def _schemas(ledger: Ledger, context: Context | None) -> tuple[str, ...]:
    try:
        return editing.install(ledger, context.waiting if context is not None else lambda: None).paths
    except LedgerInvalid:
        return ()  # `verify` says what is wrong, and the schemas follow when it is mended


def readable(data: bytes) -> str:
    """Return a record's file as git shows it when it compares: the values, each on a line of its own.

    What cannot be read is shown as it is.
    """
    try:
        found = codec.values(data)[1]
    except codec.Invalid:
        return data.decode(errors="replace")
    rows = {key: found.pop(key) for key, value in list(found.items()) if _is_rows(value)}
    lines = list(_shown(found, ""))
    for key, tables in rows.items():
        for table in tables:
            lines += ["", *_row(key, table)]
    return "\n".join(lines) + "\n"


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _row(key: str, table: dict[str, object]) -> list[str]:
    """Return an entry or answer under when and by whom it was recorded, a row of a definition under its name."""
    if "at" in table:
        at, by, kind = (table.pop(name, "") for name in ("at", "by", "kind"))
        table.pop("id", None)
        heading = f"{str(at)[:16]} {by} {kind or key}"
    else:
        heading = f"{key} {table.pop('id', None) or table.pop('number', '')}"
    return [heading.rstrip(), *_shown(table, "    ")]


def _shown(values: dict[str, object], indent: str) -> list[str]:
    lines = []
    for key, value in values.items():
        if isinstance(value, dict):
            lines += [f"{indent}{key}:", *_shown(value, f"{indent}    ")]
        elif isinstance(value, str) and "\n" in value:
            lines += [f"{indent}{key}:", *(f"{indent}    {line}" for line in value.strip("\n").split("\n"))]
        else:
            shown = ", ".join(map(str, value)) if isinstance(value, list) else value
            lines.append(f"{indent}{key}: {shown}")
    return lines


def _is_signed(ledger: Ledger) -> bool:
    try:
        return ledger.campaign().git.signed
    except LedgerInvalid:
        return False


def _lacking(ledger: Ledger, context: Context) -> str | None:
    try:
        who = known_actor(ledger, context.by)
    except (LedgerInvalid, UsageProblem):
        who = None
    return signing.lacking(ledger, who.ref if who else None, today(ledger.campaign().timezone, context.now))


def _hook(ledger: Ledger, program: str) -> tuple[str | None, str | None]:
    """Write the hook ``pre-push``, and return its path; or that of another's hook, which stays."""
    path = clone.own_hook(ledger.root, "pre-push")
    if path is None:
        return None, "core.hooksPath"
    wanted = _HOOK.format(program=program, prefix=git.prefix(ledger.root))
    try:
        if path.exists():
            there = path.read_text(encoding="utf-8", errors="replace")
            if there == wanted:
                return None, None
            if "written by yian setup" not in there:
                return None, str(path)
        path.parent.mkdir(exist_ok=True)
        path.write_text(wanted, encoding="utf-8")
        path.chmod(0o755)
    except OSError as error:
        raise unwritten(path, error) from error
    return str(path), None
