"""A sample that is not what it says counts nowhere."""

from pathlib import Path

import pytest

from tests.builders import INSPECTOR
from tests.services.ledgers import Desk, new_desk
from tests.services.sampling import (
    closed_in,
    frozen,
)
from yiananlib.model import drawing, matters, samples
from yiananlib.model.drawing import Rule
from yiananlib.services.recording.samples import announce


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "ledger")


@pytest.fixture
def closed(desk: Desk) -> list[str]:
    """Four closed problems."""
    return closed_in(desk)


def test_a_forged_draw_counts_nowhere(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    announce(desk.ledger, desk.context(INSPECTOR), ref, "摇号")
    chosen = [one for one in closed if one not in drawing.drawn(Rule(50), closed, "314")]
    path = f"orgs/jiwei/samples/{ref.partition('/')[2]}.toml"
    text = (desk.root / path).read_text(encoding="utf-8")
    desk.write(
        path,
        f'{text}\n[[entries]]\nid = "zzzzzz"\nat = 2026-03-12T10:30:00+08:00\nby = "{INSPECTOR}"\nkind = "drawn"\n'
        f'number = "314"\nhow = "摇号"\ndrawn = ["{chosen[0]}", "{chosen[1]}"]\n',
    )
    standing = matters.fold(desk.ledger.find_matter("sample", ref))
    assert [fault.reason for fault in standing.faults] == ["the sample is not what 314 draws from the population"]
    assert samples.now(standing) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("share = 50", "share = 51", "its digest is not that of its population"),
        ("since = 2026-03-01", "since = 2026-03-02", "its digest is not that of its population"),
    ],
)
def test_a_forged_population_counts_nowhere(desk: Desk, closed: list[str], old: str, new: str, said: str) -> None:
    assert closed
    ref = frozen(desk)
    desk.edit(f"orgs/jiwei/samples/{ref.partition('/')[2]}.toml", old, new)
    standing = matters.fold(desk.ledger.find_matter("sample", ref))
    assert [fault.reason for fault in standing.faults] == [said]
