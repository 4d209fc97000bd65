"""Beginning a campaign: the ledger, its organizations, officers and prompts."""

import datetime as dt
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import FORMER, HEAD, INSPECTOR, LIAISON, OFFICE, called
from tests.services.ledgers import Desk, tree
from yiananlib.errors import NoSuchRecord, NotAuthorised, UsageProblem, WriteFailed
from yiananlib.model.org import Officer, Org
from yiananlib.model.vocabulary import Function, Role
from yiananlib.services.recording.begin import add_officer, add_org, add_prompt, init_ledger, require_office
from yiananlib.services.verifying.verify import verify
from yiananlib.store.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from yiananlib.services.recording.context import Context


def begun(folder: Path, name: str = "云岭县以案促改", *, with_git: bool = False) -> Ledger:
    found = init_ledger(folder, name, Desk(folder).context(None), with_git=with_git)
    assert found.uncommitted is None
    return Ledger(found.root)


# init


def test_a_new_ledger_is_usable_and_in_order(tmp_path: Path) -> None:
    ledger = begun(tmp_path / "a" / "b")
    campaign = ledger.campaign()
    assert (campaign.name, campaign.git.commit, campaign.language) == ("云岭县以案促改", False, "zh_CN")
    assert campaign.sprint is not None
    assert campaign.sprint.start == dt.date(2026, 3, 12)
    assert len(ledger.checklist().prompts) == 12
    assert verify(ledger).findings == ()
    assert set(tree(ledger.root)) == {
        "yian.toml", "checklist.toml", ".gitignore", ".gitattributes", "tombi.toml", ".taplo.toml",
    }  # fmt: skip


@pytest.mark.parametrize("name", ['引号"与\\', "'''", "@commit@", "#", "= true"])
def test_a_campaign_may_have_any_clean_name(tmp_path: Path, name: str) -> None:
    assert begun(tmp_path / "x", name).campaign().name == name


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\x1b[31mb", "x" * 201, "\u202e"])
def test_a_name_that_cannot_be_used_leaves_no_ledger(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageProblem, match="Nothing was recorded"):
        begun(tmp_path / "x", name)
    assert tree(tmp_path) == {}


def test_no_ledger_is_made_in_or_below_another(desk: Desk) -> None:
    for folder in (desk.root, desk.root / "orgs" / "zjj"):
        with desk.refuses(UsageProblem, "There is already a ledger in"):
            begun(folder)


def test_git_s_own_files_of_a_repository_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.bak\n", encoding="utf-8")
    begun(tmp_path)
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*.bak\n"


def test_a_checklist_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "checklist.toml").write_text("schema = 1\n", encoding="utf-8")
    with pytest.raises(WriteFailed, match=r"checklist\.toml: it already exists"):
        begun(tmp_path)
    assert tree(tmp_path) == {"checklist.toml": b"schema = 1\n"}


def test_a_folder_that_cannot_be_created_is_reported(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(WriteFailed, match="the folder cannot be created"):
        begun(tmp_path / "x" / "y")


def test_with_git_the_ledger_is_a_repository_with_one_commit(tmp_path: Path) -> None:
    ledger = begun(tmp_path / "x", with_git=True)
    assert ledger.campaign().git.commit
    log = subprocess.run(["git", "-C", str(ledger.root), "log", "--format=%s %an %aI"], capture_output=True, check=True)
    assert log.stdout.decode().startswith("建账 ")
    assert "2026-03-12T09:30:00+08:00" in log.stdout.decode()


def test_a_repository_that_is_there_is_used(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    ledger = begun(tmp_path / "below", with_git=True)
    assert not (ledger.root / ".git").exists()
    assert ledger.campaign().git.commit


def test_without_a_git_that_works_the_ledger_is_made_and_the_trouble_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = init_ledger(tmp_path / "x", "云岭", Desk(tmp_path).context(None), with_git=True)
    assert not found.git
    assert found.uncommitted is not None
    assert "git was not found: install it, or add" in found.uncommitted
    assert not found.campaign.git.commit


# organizations


def test_an_organization_is_added_with_its_officers(desk: Desk) -> None:
    found = add_org(
        desk.ledger, desk.context(OFFICE), "自然资源局", title="县自然资源局", parent="gov", members=7,
        head="局长", liaison="办公室主任",
    )  # fmt: skip
    assert found.uncommitted is None
    org = desk.ledger.org("自然资源局")
    assert (org.name, org.parent, org.order, org.members, org.function) == ("县自然资源局", "gov", 10, 7, "unit")
    assert [(o.id, o.post, o.role) for o in org.officers] == [
        ("head", "局长", "head"),
        ("liaison", "办公室主任", "liaison"),
    ]
    assert isinstance(found.record, Org)


def test_organizations_come_one_after_the_other_in_steps_of_ten(desk: Desk) -> None:
    for name in ("a", "b"):
        add_org(desk.ledger, desk.context(OFFICE), name, title=name)
    add_org(desk.ledger, desk.context(OFFICE), "c", title="c", order=15)
    add_org(desk.ledger, desk.context(OFFICE), "d", title="d")
    assert [desk.ledger.org(n).order for n in "abcd"] == [10, 20, 15, 30]


@pytest.mark.parametrize(
    "name", ["", "../x", "a/b", ".git", "con", "-rf", "a.", "..\\x", "x\u202ey", "１", "x" * 41, "COM1", "a b"]
)
def test_a_name_that_cannot_be_a_folder_is_refused(desk: Desk, name: str) -> None:
    with desk.refuses(UsageProblem, "cannot be the name of this organization"):
        add_org(desk.ledger, desk.context(OFFICE), name, title="一个单位")


@pytest.mark.parametrize(
    ("name", "fields", "error"),
    [
        ("zjj", {}, UsageProblem),
        ("ZJJ", {}, UsageProblem),
        ("new", {"parent": "nowhere"}, NoSuchRecord),
        ("new", {"parent": "new"}, NoSuchRecord),
        ("new", {"title": ""}, UsageProblem),
        ("new", {"members": 0}, UsageProblem),
        ("new", {"head": "局\n长"}, UsageProblem),
    ],
)
def test_an_organization_that_cannot_be_is_refused(desk: Desk, name: str, fields: dict[str, Any], error: Any) -> None:
    with desk.refuses(error):
        add_org(desk.ledger, desk.context(OFFICE), name, **{"title": "一个单位", **fields})


@pytest.mark.parametrize("by", [LIAISON, HEAD, INSPECTOR, FORMER, "nowhere/x"])
def test_definitions_are_changed_by_the_office_alone(desk: Desk, by: str) -> None:
    calls: tuple[Callable[[Context], object], ...] = (
        lambda o: add_org(desk.ledger, o, "new", title="一个单位"),
        lambda o: add_officer(desk.ledger, o, "zjj", "new", post="科员"),
        lambda o: add_prompt(desk.ledger, o, "查一查值班值守", aspect="conduct"),
    )
    for call in calls:
        refusal = f"Only the office may change definitions, and {called(by)} does not belong to it"
        with desk.refuses(NotAuthorised, refusal if "/x" not in by else f"{by} is not an officer in this campaign"):
            call(desk.context(by))


def test_until_the_office_has_an_officer_anyone_may(tmp_path: Path) -> None:
    ledger = begun(tmp_path)
    by = Desk(tmp_path).context("nowhere/nobody")
    assert require_office(ledger, by) is None
    add_org(ledger, by, "bgs", title="办公室", function=Function.OFFICE)
    add_officer(ledger, by, "bgs", "head", post="主任")
    with pytest.raises(NotAuthorised):
        add_org(ledger, by, "zjj", title="住建局")
    assert require_office(ledger, Desk(tmp_path).context("bgs/head")) == "bgs/head"


# officers and prompts


def test_an_officer_is_added_to_the_end(desk: Desk) -> None:
    before = (desk.root / "orgs/zjj/org.toml").read_bytes()
    found = add_officer(
        desk.ledger, desk.context(OFFICE), "zjj", "zbr", post="值班人", role=Role.DEPUTY, email="zbr@zjj.example",
        since=dt.date(2026, 1, 1), until=dt.date(2026, 12, 31),
    )  # fmt: skip
    assert found.id == "zjj/zbr"
    assert isinstance(found.record, Officer)
    assert desk.ledger.org("zjj").officers[-1] == found.record
    assert (desk.root / "orgs/zjj/org.toml").read_bytes().startswith(before)


@pytest.mark.parametrize(
    ("org", "name", "fields", "error"),
    [
        ("nowhere", "x", {}, NoSuchRecord),
        ("zjj", "liaison", {}, UsageProblem),
        ("zjj", "a/b", {}, UsageProblem),
        ("zjj", "x", {"post": ""}, UsageProblem),
        ("zjj", "x", {"email": "no address"}, UsageProblem),
        ("zjj", "x", {"since": dt.date(2026, 2, 1), "until": dt.date(2026, 1, 31)}, UsageProblem),
    ],
)
def test_an_officer_that_cannot_be_is_refused(
    desk: Desk, org: str, name: str, fields: dict[str, Any], error: Any
) -> None:
    with desk.refuses(error):
        add_officer(desk.ledger, desk.context(OFFICE), org, name, **{"post": "科员", **fields})


def test_an_officer_of_one_day_may_be(desk: Desk) -> None:
    day = dt.date(2026, 3, 12)
    add_officer(desk.ledger, desk.context(OFFICE), "zjj", "x", post="代理", since=day, until=day)


def test_a_prompt_gets_the_next_number_and_keeps_the_comments(desk: Desk) -> None:
    before = (desk.root / "checklist.toml").read_bytes()
    found = add_prompt(desk.ledger, desk.context(OFFICE), "查一查值班值守是否落实", aspect="优良作风")
    assert found.id == "p13"
    last = desk.ledger.checklist().prompts[-1]
    assert (last.id, last.aspect, last.text) == ("p13", "conduct", "查一查值班值守是否落实")
    assert (desk.root / "checklist.toml").read_bytes().startswith(before)


def test_a_prompt_makes_the_checklist_where_there_is_none(desk: Desk) -> None:
    (desk.root / "checklist.toml").unlink()
    assert add_prompt(desk.ledger, desk.context(OFFICE), "查一查", aspect="conduct").id == "p01"
    assert len(desk.ledger.checklist().prompts) == 1


@pytest.mark.parametrize(
    ("text", "aspect", "name", "said"),
    [
        ("查一查新", "没有", None, "“没有” is not a aspect|is not an? aspect"),
        ("查一查新", "conduct", "p01", "There is already a prompt “p01”"),
        ("查一查新", "conduct", "../x", "cannot be the name of this prompt"),
        ("查一查，面对案件有没有看戏心态，认为与己无关！", "belief", None, "The prompt p02 already asks the same"),
        ("", "conduct", None, "“text”"),
    ],
)
def test_a_prompt_that_cannot_be_is_refused(desk: Desk, text: str, aspect: str, name: str | None, said: str) -> None:
    with desk.refuses(UsageProblem, said):
        add_prompt(desk.ledger, desk.context(OFFICE), text, aspect=aspect, name=name)
