"""What is sent upward: by whom, and what is kept of the file."""

import hashlib
from pathlib import Path

from tests.builders import OFFICE
from tests.services.ledgers import Desk
from yiananlib.errors import NotAuthorised, UsageProblem
from yiananlib.services.recording import registers
from yiananlib.services.recording.dispatches import digested, sender


def test_a_dispatch_is_recorded_with_its_sender(desk: Desk) -> None:
    assert sender(desk.ledger, desk.context(OFFICE)) == "office"
    with desk.refuses(NotAuthorised, "zjj/nobody is not an officer in this campaign"):
        sender(desk.ledger, desk.context("zjj/nobody"))


def test_a_dispatched_file_is_kept_by_name_digest_and_size(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "报告.docx"
    file.write_bytes(b"x" * (1 << 20) + b"y")
    said = {"file": "报告.docx", "sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "size": (1 << 20) + 1}
    assert digested(file) == said
    given = {"title": "报告", "to": "市委办", "file": file}
    head = registers.add(desk.ledger, desk.context(), "dispatch", "zjj", given).standing.matter.head
    assert {key: getattr(head, key) for key in said} == said


def test_a_file_that_is_not_there_is_refused(desk: Desk, tmp_path: Path) -> None:
    with desk.refuses(UsageProblem, "没有.docx cannot be read"):
        digested(tmp_path / "没有.docx")
