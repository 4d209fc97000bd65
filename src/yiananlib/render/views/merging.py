"""What merging, setting up and synchronising came to, as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.render import again
from yiananlib.render.document import Block, Document, Paragraph
from yiananlib.render.plain import visible
from yiananlib.render.shapes import fields
from yiananlib.render.views import outcome
from yiananlib.render.views.outcome import verified_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.services.recording.setup import SetUp
    from yiananlib.services.sharing.merging import Driven, Left, Resolved
    from yiananlib.services.sharing.sync import Synced
    from yiananlib.services.sharing.yielding import Yielded

_MOST: Final = 20
"""How many commits an account lists; the rest are counted."""


def resolved(value: Resolved) -> Document:
    """What was merged, what is left with how to settle it, what verifying found."""
    settled = value.settled
    blocks: list[Block] = [*_merged(settled.merged), *_left(settled.left)]
    if not blocks:
        blocks.append(Paragraph(_("Nothing is unmerged.")))
    elif not settled.left and settled.operation is not None:
        command = "git commit --no-edit" if settled.operation == "merge" else f"git {settled.operation} --continue"
        blocks.append(Paragraph(_("Everything is merged. Next: {command}").format(command=command)))
    elif settled.operation is not None:
        blocks.append(_way_out(settled.operation))
    return Document((*blocks, *outcome.verified(value.verified).blocks))


def yielded(value: Yielded) -> Document:
    """What gave way, and the commands that record it anew."""
    lines = [
        _("The merge is committed ({commit}); {n} entries of {by} gave way.").format(
            commit=value.commit[:12], n=len(value.entries), by=value.by
        )
    ]
    commands = [again.command(gave.kind, gave.ref, gave.entry) for gave in value.entries]
    anew = [command for command in commands if command is not None]
    if anew:
        lines += [_("Whatever still holds can be recorded again, after checking what the others recorded:"), *anew]
    lines.append(_("Next: yian sync"))
    return Document((Paragraph("\n".join(lines)),))


def driven(value: Driven) -> Document:
    """Why a file was not merged; nothing where it was."""
    lines = [f"{visible(value.path)}: {conflict.reason} → {conflict.remedy}" for conflict in value.conflicts]
    return Document((Paragraph("\n".join(lines)),))


def set_up(value: SetUp) -> Document:
    """What was written."""
    lines = [_("{name}: registered").format(name=name) for name in value.settings]
    if value.attributes is not None:
        lines.append(_("{path}: written").format(path=visible(value.attributes)))
    if value.tracked is not None:
        lines.append(_("{path}: now names every kind of record, for all clones").format(path=visible(value.tracked)))
    if value.lacking:
        lines.append(
            _(
                "The ledger's .gitattributes does not name every kind of record; this clone now does for"
                " itself. To fix it for all clones, the office runs `yian setup --by ORG/OFFICER`."
            )
        )
    lines += [_("{path}: written").format(path=visible(path)) for path in (*value.editors, *value.schemas)]
    if value.unfurnished:
        said = _(
            "The ledger lacks {paths}, which editors use to check its files; the office can add them with"
            " `yian setup --by ORG/OFFICER`."
        )
        lines.append(said.format(paths=_(", ").join(value.unfurnished)))
    if value.hook is not None:
        lines.append(_("{path}: written").format(path=visible(value.hook)))
    if value.kept is not None:
        lines.append(
            _("{path}: not changed; have it run `yian verify` before each push").format(path=visible(value.kept))
        )
    if not lines:
        lines.append(_("Everything was already registered."))
    if value.unsigned is not None:
        lines.append(visible(value.unsigned))
    return Document((Paragraph("\n".join(lines)),))


def synced(value: Synced) -> Document:
    """What came and went, and what stands in the way."""
    place = f"{value.remote}/{value.branch}"
    blocks: list[Block] = [
        *_commits(_("Received from {place}: {n}"), place, value.came),
        *_commits(_("Sent to {place}: {n}"), place, value.went),
        *_merged(value.merged),
        *_left(value.left),
    ]
    if value.anew:
        blocks.insert(0, Paragraph(_("Committed again, as nobody else has them yet: {n} commits").format(n=value.anew)))
    if value.left:
        blocks.append(Paragraph(_("Nothing was sent. Run `yian sync` again once this is settled.")))
        blocks.append(_way_out("merge"))
    if value.withheld:
        lines = [_("Nothing was sent, because the ledger is invalid:"), *map(outcome.finding, value.withheld)]
        blocks.append(Paragraph("\n".join(lines)))
    if value.pending:
        names = _(", ").join(map(visible, value.pending[:5])) + (" …" if len(value.pending) > 5 else "")
        blocks.append(
            Paragraph(_("Not committed and not sent: {n} ({names})").format(n=len(value.pending), names=names))
        )
    if value.done and not value.came and not value.went:
        blocks.insert(0, Paragraph(_("Nothing new from {place}, and nothing to send.").format(place=place)))
    if value.left or value.withheld:
        return Document(tuple(blocks))
    return Document((*blocks, *outcome.verified(value.verified).blocks))


def _merged(paths: Sequence[str]) -> list[Paragraph]:
    return [Paragraph("\n".join(_("{path}: merged").format(path=visible(path)) for path in paths))] if paths else []


def _left(left: Sequence[Left]) -> list[Paragraph]:
    lines = [
        _("{path}: not merged: {reason} → {remedy}").format(path=visible(f.path), reason=f.reason, remedy=f.remedy)
        for f in left
    ]
    return [Paragraph("\n".join(lines))] if lines else []


def _way_out(operation: str) -> Paragraph:
    if operation == "merge":
        return Paragraph(
            _(
                "Whoever has not yet sent theirs gives way with `yian yield`, which concludes the merge and"
                " prints the commands to record it again."
            )
        )
    return Paragraph(
        _("To drop the commit at which git stopped: `git {operation} --skip`.").format(operation=operation)
    )


def _commits(title: str, place: str, subjects: Sequence[str]) -> list[Paragraph]:
    if not subjects:
        return []
    lines = [title.format(place=place, n=len(subjects)), *(f"  {visible(s)}" for s in subjects[:_MOST])]
    if len(subjects) > _MOST:
        lines.append(_("  … and {n} more").format(n=len(subjects) - _MOST))
    return [Paragraph("\n".join(lines))]


def resolved_json(value: Resolved) -> Any:
    """Shape what became of a merge."""
    return fields(value.settled, "operation merged left") | {"verified": verified_json(value.verified)}


def yielded_json(value: Yielded) -> Any:
    """Shape what gave way, with the commands that record it anew."""
    return fields(value, "by commit merged") | {
        "entries": [
            {
                "record": gave.ref,
                "kind": gave.kind,
                "entry": gave.entry.plain(),
                "again": again.command(gave.kind, gave.ref, gave.entry),
            }
            for gave in value.entries
        ],
    }


def driven_json(value: Driven) -> Any:
    """Shape what the merge driver could not settle."""
    return fields(value, "path conflicts")


def set_up_json(value: SetUp) -> Any:
    """Shape what git was told."""
    return fields(value, "settings attributes hook kept tracked lacking unsigned editors unfurnished schemas")


def synced_json(value: Synced) -> Any:
    """Shape what an exchange with a remote did."""
    said = fields(value, "remote branch done came went merged anew left withheld pending")
    return said | {"verified": verified_json(value.verified)}
