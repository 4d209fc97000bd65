"""What ``verify`` judges records by, and where it finds what it says of them."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.model import authority
from yiananlib.model.checklist import Checklist
from yiananlib.model.finding import Finding, Level
from yiananlib.model.org import ancestors
from yiananlib.services.reading.calendar import zone
from yiananlib.services.verifying.committed import Committed, how_to_mend
from yiananlib.store import codec, kinds, layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from yiananlib.model.base import Stamped
    from yiananlib.model.campaign import Campaign
    from yiananlib.model.matters import Matter
    from yiananlib.model.org import Org
    from yiananlib.model.refusals import Refusal
    from yiananlib.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a record was read from, for saying where a finding is."""

    path: str
    data: bytes = b""

    def finding(
        self,
        code: str,
        message: str,
        remedy: str = "",
        *,
        at: tuple[str | int, ...] = (),
        level: Level = Level.ERROR,
    ) -> Finding:
        """Return a finding at the value that ``at`` leads to, as ``codec.locate`` takes it; of the file without."""
        line = codec.locate(self.data.decode("utf-8-sig", errors="replace"), at) if at else 0
        return Finding(self.path, line, code, message, remedy, level)


@dataclass
class Ground:
    """What problems are judged by: the ledger's definitions, as far as they could be read.

    ``unread`` are the files and folders that are there and could not be: of each there is a finding, and of what
    would only follow from that there is none.
    """

    ledger: Ledger
    campaign: Campaign | None = None
    checklist: Checklist = field(default_factory=Checklist)
    orgs: dict[str, Org] = field(default_factory=dict)
    now: dt.datetime | None = None
    """The present; None where it is not told, and then nothing is ahead of it."""
    unread: set[str] = field(default_factory=set)

    def is_unread(self, path: str) -> bool:
        """Tell whether a file is there, or may be, and could not be read."""
        return any(path == other or path.startswith(f"{other}/") for other in self.unread)

    def has_org(self, name: str) -> bool:
        """Tell whether there is such an organization, readable or not."""
        return name in self.orgs or self.is_unread(kinds.ORG.path(name))

    def has_officer(self, ref: str) -> bool:
        """Tell whether there is such an officer, as far as that can be told."""
        return ref in self.unlimited or self.is_unread(kinds.ORG.path(ref.partition("/")[0]))

    def has_prompt(self, name: str) -> bool:
        """Tell whether the checklist has a prompt, as far as that can be told."""
        return self.checklist.prompt(name) is not None or self.is_unread(layout.CHECKLIST)

    def knows(self, *names: str) -> bool:
        """Tell whether organizations and all above them could be read, so that authority can be judged."""
        lineage = {above for name in names for above in (name, *ancestors(name, self.orgs))}
        parents = {org.parent for name in lineage if (org := self.orgs.get(name)) is not None and org.parent}
        return not any(self.is_unread(kinds.ORG.path(name)) for name in lineage | parents)

    @cached_property
    def zone(self) -> dt.tzinfo | None:
        """The campaign's time zone; None where there is none of that name."""
        with contextlib.suppress(LedgerInvalid):
            return zone(self.campaign.timezone) if self.campaign is not None else None
        return None

    @cached_property
    def committed(self) -> Committed:
        """What git has already, which is not judged by the officers and the tree of today."""
        return Committed(self.ledger)

    def unauthorised(self, source: Source, entry: Stamped, reason: str, at: tuple[str, int]) -> Iterator[Finding]:
        """Yield that the entry or answer that ``at`` leads to is not by one who may, where it is judged here."""
        refs = (entry.by, entry.principal)
        place = layout.place(source.path)
        if not self.knows(*(ref.partition("/")[0] for ref in refs), *([place.org] if place is not None else [])):
            return
        by = next((ref for ref in refs if authority.actor(ref, self.orgs) is None), entry.by)
        level = self.committed.level(by, self.orgs, source.path, source.data, at[1], at[0])
        if level is not None:
            remedy = how_to_mend(known=authority.actor(by, self.orgs) is not None)
            yield source.finding("authority", reason, remedy, at=at, level=level)

    def told(self, source: Source, entry: Stamped, refusal: Refusal, index: int) -> Iterator[Finding]:
        """Yield what is wrong with the entry at ``index``, as far as the definitions of today can tell."""
        today = refusal.rule.today
        if today is None:
            if refusal.rule.of_who:
                yield from self.unauthorised(source, entry, refusal.reason, ("entries", index))
            return
        if today.kinds is not None and getattr(entry, "kind", None) not in today.kinds:
            return
        if today.committed or not self.committed.has(source.path, source.data, index):
            at: tuple[str | int, ...] = ("entries", index, *today.at)
            yield source.finding(today.code, refusal.reason, _(today.remedy), at=at, level=today.level)

    def rules(self, org: str) -> Iterator[Matter]:
        """Yield the rules of an organization that can be read; of the others there is a finding anyway."""
        for name in self.ledger.matter_names(org, "rule"):
            with contextlib.suppress(LedgerInvalid, FileNotFoundError):
                yield self.ledger.matter("rule", org, name)

    @cached_property
    def unlimited(self) -> dict[str, bool]:
        """Each officer, and whether the post is held on every day; to be asked when all organizations are there."""
        return {
            f"{name}/{officer.id}": officer.since is None and officer.until is None
            for name, org in self.orgs.items()
            for officer in reversed(org.officers)  # of two with one id the first counts
        }
