"""Rectifying: measures, progress, completion, evidence, amendments, remarks."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.entries import Amended, Changes, Completed, Evidenced, Noted, Planned, Progressed
from yiananlib.model.text import safe_file_name
from yiananlib.model.vocabulary import MeasureType
from yiananlib.services.occasion import Occasion, made, officer_ref
from yiananlib.services.recording import Draft, Recorded, record
from yiananlib.store import layout
from yiananlib.store.ledger import Ledger

_MIB = 1024 * 1024


class Copy(NamedTuple):
    """A supporting file to be copied: its name in the evidence folder, its SHA-256 and its content."""

    file: str
    sha256: str
    data: bytes

    @property
    def said(self) -> dict[str, Any]:
        """What an entry says of it."""
        return {"file": self.file, "sha256": self.sha256, "size": len(self.data)}


def add_measure(
    ledger: Ledger,
    occasion: Occasion,
    ref: str,
    text: str,
    *,
    owner: str,
    due: dt.date,
    type_: MeasureType = MeasureType.CORRECTIVE,
) -> Recorded:
    """Add a measure; its number is the next of the problem's."""

    def write(draft: Draft) -> str:
        number = max((m.planned.number for m in draft.state.measures), default=0) + 1
        who = officer_ref(draft.orgs, owner, draft.problem.org, draft.stamp.day, ledger)
        draft.add(Planned, number=number, text=text, owner=who, due=due, type=type_)
        return "add-measure"

    return record(ledger, occasion, ref, write)


def progress(ledger: Ledger, occasion: Occasion, ref: str, note: str, measure: int | None = None) -> Recorded:
    """Record how the work goes on, of a measure or the whole."""

    def write(draft: Draft) -> str:
        draft.add(Progressed, note=note, measure=measure)
        return "progress"

    return record(ledger, occasion, ref, write)


def done(
    ledger: Ledger,
    occasion: Occasion,
    ref: str,
    measure: int,
    *,
    evidence: Sequence[Path] = (),
    note: str | None = None,
) -> Recorded:
    """Record that a measure was carried out, with its evidence."""

    def write(draft: Draft) -> str:
        draft.add(Completed, measure=measure, note=note)
        _add_files(draft, evidence, measure, None)
        return "done"

    return record(ledger, occasion, ref, write)


def add_evidence(
    ledger: Ledger,
    occasion: Occasion,
    ref: str,
    evidence: Sequence[Path],
    *,
    measure: int | None = None,
    note: str | None = None,
) -> Recorded:
    """Copy supporting files into the ledger and record their digests."""

    def write(draft: Draft) -> str:
        _add_files(draft, evidence, measure, note)
        return "add-evidence"

    return record(ledger, occasion, ref, write)


def amend(ledger: Ledger, occasion: Occasion, ref: str, changes: Mapping[str, Any], reason: str) -> Recorded:
    """Replace fields of the head by an entry, for a reason.

    Raises:
        UsageProblem: nothing would change.
    """
    from yiananlib.services.register import resolved  # of this module amending alone resolves words

    def write(draft: Draft) -> str:
        given = resolved(
            ledger,
            draft.campaign,
            ledger.checklist(),
            draft.problem.org,
            changes,
            draft.orgs,
            draft.stamp.day,
        )
        meant = made(Changes, **given)
        now = draft.state.head.plain()
        if all(now.get(key, False) == value for key, value in meant.plain().items()):
            raise UsageProblem(_("{ref} says so already; there is nothing to amend.").format(ref=draft.problem.ref))
        draft.add(Amended, reason=reason, changes=meant)
        return "amend"

    return record(ledger, occasion, ref, write)


def note(ledger: Ledger, occasion: Occasion, ref: str, text: str) -> Recorded:
    """Record a remark that changes nothing."""

    def write(draft: Draft) -> str:
        draft.add(Noted, note=text)
        return "note"

    return record(ledger, occasion, ref, write)


def _add_files(draft: Draft, paths: Sequence[Path], measure: int | None, note: str | None) -> None:
    # all entries are judged before the first file is copied, so that a refusal leaves nothing behind
    copies = [read_evidence(path, draft.campaign.evidence.max_mb) for path in paths]
    for copy in copies:
        draft.add(Evidenced, **copy.said, measure=measure, note=note)
    for copy in copies:
        draft.pen.add_evidence(draft.problem.org, copy.file, copy.data)


def read_evidence(path: Path, max_mb: int) -> Copy:
    """Return what is to be copied of a supporting file.

    Raises:
        UsageProblem: it cannot be read, is empty, or is larger than ``max_mb`` MiB.
    """
    import hashlib  # most commands of this module add no files

    data = _content(path, max_mb)
    digest = hashlib.sha256(data).hexdigest()
    return Copy(layout.evidence_name(digest, safe_file_name(path.name)), digest, data)


def _content(path: Path, max_mb: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(max_mb * _MIB + 1)
    except OSError as error:
        raise UsageProblem(
            _("The evidence {path} cannot be read ({reason}). Nothing was recorded.").format(
                path=path, reason=error.strerror
            )
        ) from None
    if not data:
        raise UsageProblem(_("The evidence {path} is empty. Nothing was recorded.").format(path=path))
    if len(data) > max_mb * _MIB:
        raise UsageProblem(
            _("The evidence {path} is larger than {max} MiB, the campaign's limit. Nothing was recorded.").format(
                path=path, max=max_mb
            )
        )
    return data
