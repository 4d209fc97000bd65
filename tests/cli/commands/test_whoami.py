"""`whoami` and `as` as they are typed, and which of what says who records goes before the others."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.builders import FORMER, HEAD, LIAISON, OFFICE, OTHER
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for what is to be remembered, empty."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "yian"


def source(yian: Yian, *arguments: str, **environ: str) -> tuple[str, str]:
    done = yian("whoami", "--json", *arguments, **environ)
    assert done.status == 0, done.err
    found = json.loads(done.out)
    return found["by"], found["source"]


def test_option_environment_memory_and_git_name_the_officer_in_that_order(desk: Desk, yian: Yian) -> None:
    subprocess.run(["git", "init", "-q", str(desk.root)], check=True)
    subprocess.run(["git", "-C", str(desk.root), "config", "user.email", "jg@zjj.example"], check=True)
    desk.edit("orgs/zjj/org.toml", 'id = "jianguan"', 'id = "jianguan"\nemail = "jg@zjj.example"')
    before = tree(desk.root)
    assert source(yian) == ("zjj/jianguan", "git")
    assert yian("as", HEAD).status == 0
    assert (desk.root / ".git/yian/officer").stat().st_mode & 0o777 == 0o600
    assert source(yian) == (HEAD, "remembered")
    assert source(yian, YIAN_BY=OTHER) == (OTHER, "environment")
    assert source(yian, "--by", OFFICE, YIAN_BY=OTHER) == (OFFICE, "option")
    assert source(yian, YIAN_BY="") == (HEAD, "remembered")
    assert tree(desk.root) == before, "nothing of it is in the ledger"
    assert yian("as", "--forget").status == 0
    assert source(yian) == ("zjj/jianguan", "git")
    assert yian("as", "--forget").status == 1


def test_whoever_is_remembered_records(desk: Desk, yian: Yian, state: Path) -> None:
    ref = desk.problem()
    assert yian("progress", ref, "一").status == 2
    assert yian("as", LIAISON).status == 0
    assert [p.stat().st_mode & 0o777 for p in state.iterdir()] == [0o600]
    done = yian("progress", ref, "一")
    assert (done.status, done.err) == (0, "Recorded by 住建局职务 liaison (zjj/liaison).\n")
    assert desk.state(ref).problem.entries[-1].by == LIAISON
    assert yian("progress", ref, "二", "--json").err == ""
    done = yian("progress", ref, "三", "--for", LIAISON, "--by", OFFICE)
    assert done.err == "Recorded by 县促改办职务 liaison (office/liaison) for 住建局职务 liaison (zjj/liaison).\n"
    desk.edit("orgs/zjj/org.toml", 'id = "liaison"', 'id = "liaison"\nuntil = 2026-03-11')
    done = yian("progress", ref, "四")
    assert (done.status, done.refused) == (5, True)
    assert "remembered by this clone" in done.err
    assert yian("progress", ref, "四", "--by", HEAD).status == 0


def test_what_cannot_be_remembered_is_refused(desk: Desk, yian: Yian, state: Path) -> None:
    for arguments, status in (
        ([], 2),
        ([LIAISON, "--forget"], 2),
        ([FORMER], 5),
        (["zjj/nobody"], 5),
        (["\x1b[1m"], 5),
    ):
        done = yian("as", *arguments)
        assert (done.status, done.refused) == (status, True), arguments
        assert "\x1b" not in done.err
    assert not state.exists()
    state.parent.mkdir()
    state.write_text("in the way", encoding="utf-8")
    done = yian("as", LIAISON)
    assert (done.status, done.refused) == (6, True)


def test_where_nobody_says_who_the_form_and_those_who_may_are_named(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    for arguments in (["endorse", ref], ["endorse", ref, ref.partition("/")[2]]):
        done = yian(*arguments)
        assert (done.status, done.refused) == (2, True)
        assert "--by ORG/OFFICER" in done.err
        assert f"({HEAD})" in done.err
        assert f"({LIAISON})" not in done.err
    done = yian("whoami")
    assert (done.status, done.refused) == (1, True)
    assert "--by ORG/OFFICER" in done.err


def test_the_hook_reads_neither(desk: Desk, yian: Yian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "bare.git")], check=True)
    folder = tmp_path / "bare.git" / "yian"
    folder.mkdir()
    (folder / "officer").symlink_to("/dev/zero")  # whoever read it would say so
    monkeypatch.chdir(tmp_path / "bare.git")
    given = f"{'0' * 40} {'1' * 40} refs/heads/main\n"
    plain = yian("hook", "pre-receive", given=given)
    assert yian("hook", "pre-receive", given=given, YIAN_BY="zjj/nobody") == plain
