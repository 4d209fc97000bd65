"""Judging what a commit brings that is no record: nothing passes that would stop a reader, or hide records from git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.store import kinds, layout, strays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.model.finding import Finding
    from yiananlib.services.verifying.judged_commit import JudgedCommit


def judge(judged: JudgedCommit) -> Iterator[Finding]:
    """Yield what of a commit would stop whoever reads the ledger."""
    for path, (befores, after) in judged.files.items():
        if after is not None and after not in befores and strays.stray(path) is strays.Stray.IN_THE_WAY:
            yield judged.finding(
                layout.shown(path),
                "stray",
                _("it is in the place of a record or a folder of records but is neither: nothing can be read past it"),
                _("move it out of the ledger, and record its contents with a yian command"),
            )
    yield from _homeless(judged)


def _homeless(judged: JudgedCommit) -> Iterator[Finding]:
    """Yield the organizations that have records and no ``org.toml`` from this commit on."""
    touched: dict[str, None] = {}
    for path, (befores, after) in judged.files.items():
        place = layout.place(path)
        if place is None or not place.org:
            continue
        if (after is None) if place.kind == "org" else (after is not None and after not in befores):
            touched[place.org] = None
    for org in touched:
        here = judged.commit.oid
        if not judged.history.has(here, kinds.ORG.path(org)) and judged.history.has(here, kinds.PROBLEM.folder(org)):
            yield judged.finding(
                kinds.ORG.path(org),
                "stray",
                _("“{org}” has problems but no org.toml: nothing can be read past them").format(org=org),
                _("have the office keep the organization; void problems that are mistakes"),
            )
