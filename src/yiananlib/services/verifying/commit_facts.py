"""What surrounds a problem in a commit that is judged: supporting files and rules, as the commit has them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from yiananlib.model.gate_facts import Surroundings
from yiananlib.model.problem import files
from yiananlib.store import codec, git, kinds, layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yiananlib.model.base import Sheet
    from yiananlib.model.entries import Evidenced
    from yiananlib.model.matters import Matter
    from yiananlib.model.org import Org
    from yiananlib.services.verifying.judged_commit import JudgedCommit


class OfCommit(Surroundings):
    """What surrounds its problems in a commit; notices and the effects of others only the ledger tells."""

    def __init__(self, judged: JudgedCommit, orgs: Mapping[str, Org]) -> None:
        super().__init__(orgs)
        self.judged = judged

    def rules(self, org: str) -> Iterator[Matter]:
        """Yield the rules of an organization that can be read."""
        history = self.judged.history
        folder = f"{history.within}{kinds.MATTERS['rule'].folder(org)}/"
        for file, blob in git.files_of(history.folder, self.judged.commit.oid, folder).items():
            place = layout.place(kinds.MATTERS["rule"].path(org, file.removesuffix(".toml")))
            if place is not None:
                with contextlib.suppress(codec.Invalid):
                    yield history.record(blob.oid, place)

    def is_bad(self, org: str, file: Evidenced | Sheet) -> bool:
        """See the base."""
        return fault(self.judged, org, file) is not None


def fault(judged: JudgedCommit, org: str, entry: Evidenced | Sheet) -> str | None:
    """Return ``missing`` or ``changed`` when the commit has not the supporting file that was recorded, else None."""
    file = layout.evidence_file(org, entry.file)
    found = judged.history.at(judged.commit.oid, file) if layout.place(file) is not None else None
    if found is None:
        return "missing"
    return None if found == entry.sha256 else "changed"


def digests_of(judged: JudgedCommit, place: layout.Place) -> set[str]:
    """Return the digests that the problems of an organization, in any parent, say a supporting file has."""
    found: set[str] = set()
    folder = f"{judged.history.within}{kinds.PROBLEM.folder(place.org)}/"
    for parent in judged.parents:
        for file, blob in git.files_of(judged.history.folder, parent, folder).items():
            name = file.removesuffix(".toml")
            if place.name.encode() in judged.history.data(blob.oid) and layout.place(
                kinds.PROBLEM.path(place.org, name)
            ):
                try:
                    problem = judged.history.problem(blob.oid, place.org, name)
                except codec.Invalid:
                    continue
                found.update(e.sha256 for _index, e in files(problem) if e.file == place.name)
    return found
