"""Which organization or officer is meant in a ledger, and what is said where none is."""

import pytest

from tests.services.ledgers import Desk
from yiananlib.errors import Ambiguous, NoSuchRecord
from yiananlib.services.reading import naming


def test_an_organization_is_found_by_its_name_and_what_has_none_comes_back(desk: Desk) -> None:
    name = desk.ledger.org("zjj").name
    assert [naming.org(desk.ledger, said) for said in ("zjj", name, "某局")] == ["zjj", "zjj", "某局"]


def test_two_organizations_of_one_name_are_told(desk: Desk) -> None:
    name = desk.ledger.org("zjj").name
    desk.edit("orgs/czj/org.toml", desk.ledger.org("czj").name, name)
    with pytest.raises(Ambiguous, match=r"could be any of 2 records: (czj, zjj|zjj, czj)\. Give the code of one"):
        naming.org(desk.ledger, name)


def test_an_officer_is_found_by_post(desk: Desk) -> None:
    org = desk.ledger.org("zjj")
    officer = org.officer("jianguan")
    assert officer is not None
    for said in ("zjj/jianguan", f"{org.name}/{officer.post}", f"{org.name}{officer.post}", officer.post):
        assert naming.officer(desk.ledger, said) == "zjj/jianguan"


def test_an_officer_who_is_not_there_is_told_with_the_nearest(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord, match=r"Closest matches: .*zjj/jianguan"):
        naming.officer(desk.ledger, "住建局/jianguam")
    with pytest.raises(NoSuchRecord, match=r"There is no officer “zjj/jianguam”\. Closest matches: .*zjj/jianguan"):
        raise naming.no_officer("jianguam", desk.ledger.orgs(), "zjj")


def test_a_post_that_several_hold_is_told(desk: Desk) -> None:
    post = desk.ledger.org("zjj").officers[0].post
    desk.edit("orgs/czj/org.toml", desk.ledger.org("czj").officers[0].post, post)
    with pytest.raises(Ambiguous):
        naming.officer(desk.ledger, post)
