"""Reading while a merge stands still."""

from pathlib import Path

import pytest

from tests.services.branches import CASES, Case, prepared
from yiananlib.errors import LedgerInvalid
from yiananlib.services.sharing.colliding import readable
from yiananlib.services.sharing.merging import resolve
from yiananlib.store import clone, git, merging
from yiananlib.store.ledger import Ledger

ENTRIES = [case for case in CASES if case.collides and "delete" not in case.name]


@pytest.mark.parametrize("case", ENTRIES, ids=lambda case: case.name)
def test_during_a_collision_one_s_own_version_can_still_be_read(tmp_path: Path, case: Case) -> None:
    side, _ref = prepared(tmp_path / "ledger", case)
    assert readable(side.ledger) == (side.ledger, ())
    clone.merge(side.root, "theirs", git.Identity("甲", "a@x.invalid"))
    resolve(side.ledger, lambda: None)
    found, _names = readable(side.ledger)
    with git.Objects(side.root) as objects:
        for path in clone.unmerged(side.root):
            if merging.has_markers((side.root / path).read_bytes()):
                assert found.bytes_of(path) == objects.read(f"HEAD:{path}")
                with pytest.raises(LedgerInvalid, match="yian yield"):
                    everything(side.ledger)
    everything(found)


def everything(ledger: Ledger) -> None:
    """Decode whatever the case may have changed."""
    ledger.campaign()
    ledger.checklist()
    assert [problem for org in ledger.orgs() for problem in ledger.problems(org)]


def test_what_was_settled_by_hand_is_read_as_it_is(tmp_path: Path) -> None:
    side, ref = prepared(tmp_path / "ledger", ENTRIES[0])
    clone.merge(side.root, "theirs", git.Identity("甲", "a@x.invalid"))
    (path,) = clone.unmerged(side.root)
    with git.Objects(side.root) as objects:
        (side.root / path).write_bytes(objects.read(f"MERGE_HEAD:{path}"))
    ledger = side.ledger
    assert readable(ledger) == (ledger, ())
    assert ledger.find_problem(ref)
