"""When and by whom: the fields that every entry has, before it has any other."""

import datetime as dt
import subprocess

import pytest

from tests.builders import LIAISON, START, UNKNOWN
from tests.services.ledgers import Desk
from yiananlib.errors import NotAuthorised, UsageProblem
from yiananlib.services.recording.context import known_actor, stamp


def with_email(desk: Desk, email: str) -> None:
    """Configure git's user.email for the ledger alone."""
    subprocess.run(["git", "init", "-q", str(desk.root)], check=True)
    subprocess.run(["git", "-C", str(desk.root), "config", "user.email", email], check=True)


def test_a_stamp_names_officer_time_and_day(desk: Desk) -> None:
    found = stamp(desk.ledger, desk.ledger.campaign(), desk.context(LIAISON, on=dt.date(2026, 3, 10)))
    assert (found.actor.ref, found.at, found.day) == (LIAISON, START, dt.date(2026, 3, 10))


def test_ids_of_entries_differ_where_one_is_taken(desk: Desk) -> None:
    found = stamp(desk.ledger, desk.ledger.campaign(), desk.context())
    first = found.fields(frozenset(), "zjj/k7m2qd")["id"]
    assert found.fields(frozenset({first}), "zjj/k7m2qd")["id"] != first


def test_an_unknown_officer_is_refused(desk: Desk) -> None:
    with pytest.raises(NotAuthorised, match="zjj/nobody is not an officer in this campaign"):
        stamp(desk.ledger, desk.ledger.campaign(), desk.context(UNKNOWN))


def test_git_says_who_it_is_where_nobody_else_does(desk: Desk) -> None:
    with_email(desk, "JG@zjj.example")
    desk.edit("orgs/zjj/org.toml", 'id = "jianguan"', 'id = "jianguan"\nemail = "jg@ZJJ.example"')
    found = known_actor(desk.ledger, None)
    assert found is not None
    assert found.ref == "zjj/jianguan"


def test_an_address_that_no_officer_has_names_nobody(desk: Desk) -> None:
    with_email(desk, "stranger@x.example")
    assert known_actor(desk.ledger, None) is None
    with pytest.raises(UsageProblem, match="Who is recording"):
        stamp(desk.ledger, desk.ledger.campaign(), desk.context(None))


def test_an_address_of_several_is_refused(desk: Desk) -> None:
    with_email(desk, "jg@zjj.example")
    for post in ("jianguan", "deputy-1"):
        desk.edit("orgs/zjj/org.toml", f'id = "{post}"', f'id = "{post}"\nemail = "jg@zjj.example"')
    with pytest.raises(UsageProblem, match=r"several officers \(zjj/deputy-1, zjj/jianguan\)"):
        known_actor(desk.ledger, None)


def test_git_without_an_address_says_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    assert known_actor(desk.ledger, None) is None
