"""`yian import open`, as it is typed."""

import json
from pathlib import Path

from tests.builders import OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, new_desk


def test_it_is_shown_then_recorded_then_nothing_is_new(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    old = new_desk(tmp_path / "old")
    old.edit("yian.toml", "云岭县以案促改", "云岭县一期")
    ref = old.problem()
    call = ("import", "open", old.root, "--by", OFFICE)
    shown = yian(*call)
    assert (shown.status, "use --apply to record" in shown.out) == (0, True)
    done = json.loads(yian(*call, "--apply", "--json").out)
    assert (done["ledger"], done["counts"]["new"], done["applied"]) == ("云岭县一期", 1, True)
    assert "already there" in yian(*call, "--apply").out
    assert f"{ref} (云岭县一期)" in yian("show", ref).out
    assert desk.state(ref).taken is not None


def test_what_cannot_come_over_ends_with_one(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    old = new_desk(tmp_path / "old")
    ref = old.problem()
    desk.edit("orgs/zjj/org.toml", 'id = "jianguan"', 'id = "jianguan-2"')
    assert yian("import", "open", old.root, "--by", OFFICE, "--apply").status == 1
    assert yian("import", "open", old.root, "--by", OFFICE, "--skip", ref, "--apply").status == 0
    assert yian("import", "open", tmp_path / "nowhere", "--by", OFFICE).status == 2
