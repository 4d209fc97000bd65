"""What a name on the command line names."""

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import Desk, asked, new_desk
from tests.services.registers import case, meeting, rule
from yiananlib.errors import Ambiguous, LedgerInvalid, NoSuchRecord
from yiananlib.index.names import Found, find
from yiananlib.services.recording import numbering


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return new_desk(tmp_path_factory.mktemp("matters") / "ledger")


def named(desk: Desk, ref: str) -> Found:
    return asked(desk.ledger, lambda index: find(index.ledger, ref))


def test_a_name_names_a_record_of_any_kind(desk: Desk) -> None:
    problem, listed, called = desk.problem(), rule(desk), meeting(desk)
    case(desk)
    for kind, ref in (("problem", problem), ("rule", listed), ("meeting", called)):
        org, name = ref.split("/")
        assert {named(desk, said) for said in (ref, name, f"{org}/{name[:4]}", name[:5])} == {Found(kind, org, name)}
    assert named(desk, "case-1") == Found("case", "", "case-1")
    numbering.number(desk.ledger, desk.context(OFFICE), problem)
    assert named(desk, "2026-001") == Found("problem", *problem.split("/"))


@pytest.mark.parametrize(
    "ref", ["zzzzzz", "zz", "zjj/zzzzzz", "nowhere/zz", "../zjj/k7", "", "/", "2026-009", "王", "case-2"]
)
def test_what_names_nothing_is_said(desk: Desk, ref: str) -> None:
    case(desk)
    with pytest.raises(NoSuchRecord):
        named(desk, ref)


def test_what_could_name_two_is_ambiguous_of_whatever_kind(desk: Desk) -> None:
    listed = rule(desk)
    name = listed.partition("/")[2]
    text = (desk.root / f"orgs/zjj/rules/{name}.toml").read_text(encoding="utf-8")
    desk.write(f"orgs/czj/rules/{name}.toml", text)
    for ref in (name, name[:3]):
        with pytest.raises(Ambiguous, match=f"czj/{name}"):
            named(desk, ref)
    assert named(desk, listed) == Found("rule", "zjj", name)


def test_a_folder_that_is_no_organization_is_said(desk: Desk) -> None:
    ref = desk.problem("czj", by="czj/liaison", leader="head", owner="head")
    (desk.root / "orgs/czj/org.toml").unlink()
    with pytest.raises((LedgerInvalid, NoSuchRecord)):
        named(desk, ref.partition("/")[2])
