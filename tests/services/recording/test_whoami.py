"""Who records in a clone, by what it is known, what they may do; and who is remembered."""

from pathlib import Path

import click
import pytest

from tests.builders import FORMER, HEAD, INSPECTOR, LIAISON, OFFICE, PARENT, UNKNOWN
from tests.services.ledgers import Desk
from yiananlib.cli.main import root
from yiananlib.errors import AnswerNo, NotAuthorised
from yiananlib.model import steps
from yiananlib.services.recording import rectify
from yiananlib.services.recording.whoami import COMMANDS, WhoAmI, forget, remember, whoami


def told(desk: Desk, by: str) -> WhoAmI:
    return whoami(desk.ledger, desk.context(by), "option")


def about(found: WhoAmI, command: str) -> tuple[str, ...]:
    """Return the organizations about which a command may be given."""
    for row in found.may:
        if command in row.commands:
            return row.orgs if row.orgs is not None else tuple(found.names)
    return ()


def test_every_kind_of_entry_is_made_by_a_command_that_there_is() -> None:
    assert COMMANDS.keys() == steps.WHO.keys()
    context = click.Context(root)
    for typed in COMMANDS.values():
        name, *options = typed.split()
        command = root.get_command(context, name)
        assert command is not None, typed
        known = {spelled for p in command.params for spelled in p.opts}
        assert set(options) <= known, typed


def test_what_an_officer_may_do_follows_from_the_table(desk: Desk) -> None:
    own, below = ("zjj",), ("gov", "zjj", "czj")
    assert about(told(desk, LIAISON), "add-problem") == own
    assert about(told(desk, LIAISON), "endorse") == ()
    assert about(told(desk, LIAISON), "close") == ()
    assert about(told(desk, HEAD), "endorse") == own
    assert set(about(told(desk, PARENT), "progress")) >= set(below)
    assert about(told(desk, PARENT), "reply") == about(told(desk, PARENT), "progress")
    everything = tuple(told(desk, OFFICE).names)
    assert about(told(desk, OFFICE), "close") == everything
    assert about(told(desk, OFFICE), "edit") == everything
    assert about(told(desk, INSPECTOR), "review") == everything
    assert about(told(desk, INSPECTOR), "edit") == ()
    assert about(told(desk, INSPECTOR), "add-problem") == ("jiwei",)


def test_a_former_officer_is_reported_as_such_and_may_do_nothing(desk: Desk) -> None:
    found = told(desk, FORMER)
    assert found.out_of_office is not None
    assert found.may == ()
    assert told(desk, LIAISON).out_of_office is None


def test_without_a_known_officer_the_way_to_name_one_is_shown(desk: Desk) -> None:
    with pytest.raises(AnswerNo, match=r"--by ORG/OFFICER.*zjj/liaison"):
        whoami(desk.ledger, desk.context(None), "git")
    with pytest.raises(NotAuthorised, match="not an officer"):
        told(desk, UNKNOWN)


def test_an_officer_is_remembered_by_code_or_post_and_forgotten(desk: Desk, tmp_path: Path) -> None:
    desk.edit("orgs/zjj/org.toml", "职务 liaison", "联络员")
    for said in (LIAISON, "住建局联络员", "zjj/联络员"):
        found = remember(desk.ledger, desk.context(None), tmp_path / "state", said)
        assert (found.ref, found.org_name, found.post) == (LIAISON, "住建局", "联络员")
        assert Path(found.place).read_text(encoding="utf-8") == f"{LIAISON}\n"
    assert forget(desk.ledger, tmp_path / "state").ref is None
    with pytest.raises(AnswerNo):
        forget(desk.ledger, tmp_path / "state")
    for wrong in (UNKNOWN, FORMER, "局长"):
        with pytest.raises(NotAuthorised):
            remember(desk.ledger, desk.context(None), tmp_path / "state", wrong)
    assert not list((tmp_path / "state").iterdir())


@pytest.mark.parametrize(("by", "why"), [(FORMER, "does not hold the post"), (UNKNOWN, "not an officer")])
def test_who_is_remembered_and_not_in_office_any_more_is_told(desk: Desk, by: str, why: str) -> None:
    ref = desk.problem()
    context = desk.context(by)._replace(remembered=True)
    with desk.refuses(NotAuthorised, f"(?s){why}.*`yian as ORG/OFFICER`.*--forget"):
        rectify.note(desk.ledger, context, ref, "x")
    with pytest.raises(NotAuthorised, match=why):
        whoami(desk.ledger, context, "remembered")
