"""Words in an edited definition become what the file must hold, and nothing else of it changes."""

import datetime as dt

import pytest

from tests.services.ledgers import Desk
from yiananlib.services.recording.edited_words import keyed

TODAY = dt.date(2026, 3, 12)

ORG = '''# 县住建局
name = "住建局"
function = "责任单位"  # 职能
parent = '县政府'
order = 2
note = """
role = "联络员"
"""

[[officers]]
id = "head"
post = "局长"
role = "第一责任人"
since = "2026年3月1日"
until = "年底"   # 到年底

[[officers]]
id = "x"
role = "听差"
since = "15日内"
'''
KEYED = '''# 县住建局
name = "住建局"
function = "unit"  # 职能
parent = "gov"
order = 2
note = """
role = "联络员"
"""

[[officers]]
id = "head"
post = "局长"
role = "head"
since = 2026-03-01
until = 2026-12-31   # 到年底

[[officers]]
id = "x"
role = "听差"
since = "15日内"
'''


def test_days_of_the_calendar_become_days(desk: Desk) -> None:
    text = 'schema = 1\n[[years]]\nyear = 2026\nholidays = ["10月1日", 2026-10-02]\nworking = [\n "2026/10/10",\n]\n'
    found = keyed(desk.ledger, "calendar.toml", text, TODAY)
    assert "holidays = [2026-10-01, 2026-10-02]\nworking = [\n 2026-10-10,\n]" in found


def test_words_of_an_organization_become_keys_and_remarks_stay(desk: Desk) -> None:
    assert keyed(desk.ledger, "orgs/zjj/org.toml", ORG, TODAY) == KEYED
    assert keyed(desk.ledger, "orgs/zjj/org.toml", KEYED, TODAY) == KEYED


def test_days_stay_where_nobody_knows_what_day_it_is(desk: Desk) -> None:
    assert 'since = "2026年3月1日"' in keyed(desk.ledger, "orgs/zjj/org.toml", ORG, None)


@pytest.mark.parametrize("path", ["yian.toml", "checklist.toml", "allowed_signers", "cases/case-1.toml"])
def test_words_are_read_only_in_the_kind_of_file_they_belong_to(desk: Desk, path: str) -> None:
    assert keyed(desk.ledger, path, ORG, TODAY) == ORG


def test_lists_of_a_case_and_of_the_campaign_are_read_on_one_line_and_on_several(desk: Desk) -> None:
    case = '[[tasks]]\ntext = "清理"\norgs = [\n    "住建局", # 牵头\n    "czj",\n    "某局",\n]\ndue = "6月30日"\n'
    found = keyed(desk.ledger, "cases/case-1.toml", case, TODAY)
    assert found == case.replace('"住建局"', '"zjj"').replace('"6月30日"', "2026-06-30")
    word = desk.ledger.campaign().vocabulary["field"]["tender"]
    gate = (
        f'[gate]\nkey_fields = ["land", "{word}"]  # 重点\nstandards_from = "严重"\n[vocabulary.kind]\nstart = "今天"\n'
    )
    found = keyed(desk.ledger, "yian.toml", gate, TODAY)
    assert found == gate.replace(word, "tender").replace("严重", "serious")


def test_every_definition_that_is_in_order_stays_as_it_is(desk: Desk) -> None:
    for path in ("yian.toml", "checklist.toml", "orgs/zjj/org.toml", "orgs/office/org.toml"):
        text = (desk.root / path).read_text(encoding="utf-8")
        assert keyed(desk.ledger, path, text, TODAY) == text
