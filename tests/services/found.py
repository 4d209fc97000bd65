"""What tests of `verify` share: the findings of a ledger, and where in a file they must point."""

from tests.services.ledgers import Desk, tree
from yiananlib.model.finding import Finding, Level
from yiananlib.services.verifying.verify import verify


def findings(desk: Desk) -> tuple[Finding, ...]:
    before = tree(desk.root)
    found = verify(desk.ledger)
    assert tree(desk.root) == before
    assert found.in_order == all(f.level is Level.WARNING for f in found.findings)
    return found.findings


def only(desk: Desk) -> Finding:
    found = findings(desk)
    assert len(found) == 1, found
    return found[0]


def line_of(desk: Desk, path: str, text: str) -> int:
    lines = (desk.root / path).read_text(encoding="utf-8").split("\n")
    return next(n for n, line in enumerate(lines, start=1) if text in line)
