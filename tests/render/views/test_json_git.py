"""The JSON of what is proved."""

import pytest

from tests.golden import is_golden
from tests.render.written import json_text
from tests.services.ledgers import Desk
from yiananlib.services.verifying.verify import verify


def test_findings_are_as_expected(desk: Desk, pytestconfig: pytest.Config) -> None:
    desk.edit("yian.toml", "disabled = []", 'disabled = ["wider"]')
    desk.write("orgs/zjj/rounds/2026-1.toml", "schema = 1\nopened = 2026-03-12\ncolour = 1\n")
    desk.write("orgs/zjj/evidence/0123456789abcdef-x.pdf", "x")
    is_golden("verify.json", json_text(verify(desk.ledger)), pytestconfig)
