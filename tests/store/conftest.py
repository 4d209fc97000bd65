"""A small ledger on disk: the county of `tests.builders` with one problem, written without the pen."""

from pathlib import Path

import pytest

from tests.builders import make_entry, make_head, make_orgs, record_id
from yiananlib.model.problem import Problem
from yiananlib.store import kinds
from yiananlib.store.ledger import Ledger

CAMPAIGN = """\
schema = 1
name = "以案促改"

[gate]
standards = ["查清了吗"]

[vocabulary.field]
none = "无"
"""


@pytest.fixture
def problem() -> Problem:
    """`zjj/k7m2qd`, registered and planned."""
    return Problem("zjj", make_head(), (make_entry("registered"), make_entry("planned", id=record_id(1))))


@pytest.fixture
def ledger(tmp_path: Path, problem: Problem) -> Ledger:
    """The county's ledger, with `problem` in it."""
    root = tmp_path / "ledger"
    root.mkdir()
    (root / "yian.toml").write_text(CAMPAIGN, encoding="utf-8")
    for name, org in make_orgs().items():
        (root / "orgs" / name).mkdir(parents=True)
        (root / "orgs" / name / "org.toml").write_bytes(kinds.ORG.encode(org))
    folder = root / "orgs" / "zjj" / "problems"
    folder.mkdir()
    (folder / "k7m2qd.toml").write_bytes(kinds.PROBLEM.encode(problem))
    return Ledger(root)
