"""The one judge, of matters."""

from typing import Final

from tests.builders import LIAISON, make_campaign, make_entry, make_orgs
from tests.model.test_rules import told
from yiananlib.model import matter_refusals
from yiananlib.model.refusals import Basis

BASIS: Final = Basis(make_orgs(), make_campaign())


def test_no_entry_of_a_matter_is_taken_back_but_where_branches_collide() -> None:
    matter = told("listed")
    entry = make_entry("retracted", id="zzzzzz", by=LIAISON, entry=matter.entries[0].id, reason="误录")
    found = matter_refusals.of_matter(entry, matter, BASIS, placed=True)
    assert [(refusal.rule.code, refusal.rule.of_who) for refusal in found] == [("lifecycle", False)]
