"""What `verify` holds against rounds of self-examination."""

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import Desk
from yiananlib.services.verifying.verify import verify

ROUND = "orgs/zjj/rounds/2026-1.toml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('subjects = [\n    "team",\n    "head",\n]', 'subjects = ["team", "nobody"]', "reference"),
        ('subjects = [\n    "team",\n    "head",\n]', 'subjects = ["head"]', "reference"),
        ('prompt = "p01"', 'prompt = "p99"', "reference"),
        ('answer = "clear"', 'answer = "problem"\nproblem = "zzzzzz"', "reference"),
        ('by = "zjj/liaison"', 'by = "czj/liaison"', "authority"),
        ('by = "zjj/liaison"', 'by = "zjj/former"', "authority"),
    ],
)
def test_what_is_wrong_in_a_round_is_found(full: Desk, old: str, new: str, code: str) -> None:
    full.edit(ROUND, old, new)
    assert [(f.code, f.file) for f in verify(full.ledger).findings] == [(code, ROUND)]


def test_two_answers_have_two_ids(full: Desk) -> None:
    text = (full.root / ROUND).read_text(encoding="utf-8")
    full.write(ROUND, text + text[text.index("\n[[answers]]") :])
    assert [f.code for f in verify(full.ledger).findings] == ["duplicate"]


def test_an_answer_may_name_a_problem_of_its_organization_and_none_of_another(full: Desk) -> None:
    refs = (
        full.problem(title="接待超标准"),
        full.problem("czj", by=OFFICE, title="公车私用", owner="liaison", leader="head"),
    )
    own, other = (ref.rpartition("/")[2] for ref in refs)
    full.edit(ROUND, 'answer = "clear"', f'answer = "problem"\nproblem = "{own}"')
    assert verify(full.ledger).findings == ()
    full.edit(ROUND, f'problem = "{own}"', f'problem = "{other}"')
    assert [(f.code, f.file) for f in verify(full.ledger).findings] == [("reference", ROUND)]
