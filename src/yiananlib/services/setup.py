"""Setting up a clone: git then calls yian to merge records and to show them when it compares."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.messages import _
from yiananlib.store import clone, codec, git, layout
from yiananlib.store.ledger import Ledger

NAME: Final = "yian"
"""The driver's name in git's settings and attributes."""

_LINES: Final = (
    "/orgs/*/problems/*.toml merge=yian diff=yian",
    "/orgs/*/rounds/*.toml merge=yian",
    "/orgs/*/org.toml merge=yian",
    "/yian.toml merge=yian",
    "/checklist.toml merge=yian",
)
_HOOK: Final = """\
#!/bin/sh
# written by yian setup: a ledger that is not in order is not shared; `yian sync` looks by itself
[ -n "$YIAN_AT_WORK" ] && exit 0
exec {program} verify --ledger "$(git rev-parse --show-toplevel)/{prefix}" >&2
"""
_SAMPLE: Final = "orgs/x/problems/000000.toml"


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was written: names of git's settings, and files, None where nothing was to be done.

    ``attributes`` is this clone's file of attributes; ``hook`` its hook ``pre-push``; ``kept`` a hook of that
    name that somebody else wrote, which stays as it is.
    """

    settings: tuple[str, ...]
    attributes: str | None
    hook: str | None
    kept: str | None


def set_up(ledger: Ledger, program: str) -> SetUp:
    """Register the merge driver and the hook in this clone; what is there already stays as it is.

    Args:
        ledger: the ledger in the clone.
        program: how a shell calls yian.

    Raises:
        UsageProblem: the ledger is not in git.
        WriteFailed: git or the disk did not take it.
    """
    root = ledger.root
    if not git.is_work_tree(root.absolute()):
        raise UsageProblem(_("This ledger is not in git, so there is nothing to set up."))
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
    there = clone.settings(root, rf"^((merge|diff)\.{NAME}\.|pull\.rebase$|branch\..*\.rebase$)")
    wanted |= {name: "false" for name in there if name.startswith("branch.")}
    changed = [name for name, value in wanted.items() if there.get(name) != value]
    for name in changed:
        failure = clone.set_here(root, name, wanted[name])
        if failure is not None:
            said = _("git did not take the setting {name} ({reason}).")
            raise WriteFailed(said.format(name=name, reason=failure.reason))
    return SetUp(tuple(changed), _attributes(ledger), *_hook(ledger, program))


def is_set_up(ledger: Ledger) -> bool:
    """Tell whether merges go as they should here; a ledger without git or without remotes has none to make."""
    if not git.is_work_tree(ledger.root.absolute()):
        return True
    found = clone.settings(ledger.root, rf"^(merge\.{NAME}\.driver|remote\..*\.url)$")
    return f"merge.{NAME}.driver" in found or not found


def readable(data: bytes) -> str:
    """Return a problem's file as git shows it when it compares: the values, each on a line of its own.

    What cannot be read is shown as it is.
    """
    try:
        found = codec.values(data)[1]
    except codec.Invalid:
        return data.decode(errors="replace")
    entries = found.pop("entries", [])
    lines = list(_shown(found, ""))
    for row in entries if isinstance(entries, list) else []:
        if isinstance(row, dict):
            at, by, kind = (row.pop(key, "") for key in ("at", "by", "kind"))
            row.pop("id", None)
            lines += ["", f"{str(at)[:16]} {by} {kind}", *_shown(row, "    ")]
    return "\n".join(lines) + "\n"


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
        raise _unwritten(path, error) from error
    return str(path), None


def _unwritten(path: Path, error: OSError) -> WriteFailed:
    said = _("{path}: it could not be written ({reason}). Nothing was recorded.")
    return WriteFailed(said.format(path=path, reason=error.strerror))


def _attributes(ledger: Ledger) -> str | None:
    root = ledger.root
    if clone.attribute(root, "merge", _SAMPLE) == NAME == clone.attribute(root, "merge", layout.CAMPAIGN):
        return None
    path = clone.own_attributes(root)
    prefix = git.prefix(root)
    try:
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        gap = "" if not old or old.endswith("\n") else "\n"
        path.parent.mkdir(exist_ok=True)
        path.write_text(old + gap + "".join(f"/{prefix}{line[1:]}\n" for line in _LINES), encoding="utf-8")
    except OSError as error:
        raise _unwritten(path, error) from error
    return str(path)
