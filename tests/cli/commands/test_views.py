"""`report` with what it shows instead of the figures, `list` and `amend` by linked work, as they are typed."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk, tree
from yiananlib.cli.commands import report
from yiananlib.cli.values import Choice
from yiananlib.index import breakdown, county_queries
from yiananlib.index.figures import RANKED
from yiananlib.model.vocabulary import LookBackResult

Typed = Callable[..., Any]

KINDS = ("bulletin", "brief", "notice", "ledger")
VIEWS = (
    ["--by", "tag", "--by", "return_reason"],
    ["--burn-down"],
    ["--common"],
    ["--look-backs"],
    ["--sweep"],
    ["--members"],
    ["--what-held"],
    ["--cleared"],
    ["--heads"],
    ["--stages"],
    ["--rank", "closure_rate", "--least", "1"],
)
views = pytest.mark.parametrize("view", VIEWS, ids=lambda view: view[0])


@pytest.fixture
def ledger(desk: Desk) -> Desk:
    desk.problem(title="一", kind="drifting", found=dt.date(2026, 3, 1))
    desk.problem("czj", by=OFFICE, leader="czj/head", owner="czj/head", kind="drifting")
    ref = desk.closed(title="=公务接待")
    desk.on("2026-05-01").look_back(ref, LookBackResult.SLIPPED)
    return desk.on("2026-06-20")


@views
@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_every_view_comes_in_every_form_and_writes_nothing(
    ledger: Desk, yian: Yian, tmp_path: Path, view: list[str], form: str
) -> None:
    before = tree(ledger.root)
    shown = yian("report", *view, "--format", form)
    assert (shown.status, shown.err) == (0, "")
    file = tmp_path / "out"
    assert yian("report", *view, "--format", form, "-o", file).status == 0
    assert file.read_text(encoding="utf-8-sig" if form == "csv" else "utf-8") == shown.out
    assert tree(ledger.root) == before
    if form == "json":
        found = json.loads(shown.out)
        assert (found["as_of"], found["org"], found["campaign"]) == ("2026-06-20", None, "云岭县以案促改")
        assert yian("report", *view, "--json").out == shown.out
    if form == "csv":
        lines = list(csv.reader(io.StringIO(shown.out)))
        assert all(len(line) == len(lines[0]) for line in lines)
        assert not any(cell.startswith("=") for line in lines for cell in line)


@views
def test_every_view_is_of_an_organization_and_as_of_a_day(ledger: Desk, yian: Yian, view: list[str]) -> None:
    done = yian("report", *view, "--org", "zjj", "--as-of", "2026-05-01", "--json")
    assert (json.loads(done.out)["org"], json.loads(done.out)["as_of"]) == ("zjj", "2026-05-01")
    unknown = yian("report", *view, "--org", "nowhere")
    assert (unknown.status, unknown.refused) == (3, True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["text", "json", "md", "docx"])
def test_every_kind_of_document_is_written_and_nothing_is_recorded(
    ledger: Desk, yian: Yian, tmp_path: Path, kind: str, form: str
) -> None:
    before = tree(ledger.root)
    file = tmp_path / "out"
    for org in ([], ["--org", "zjj"]):
        assert yian("report", "--kind", kind, *org, "--format", form, "-o", file).status == 0
        if form == "json":
            found = json.loads(file.read_text(encoding="utf-8"))
            assert (found["kind"], found["as_of"], found["org"]) == (kind, "2026-06-20", org[-1] if org else None)
    assert tree(ledger.root) == before
    assert yian("report", "--kind", kind, "--org", "nowhere", "--format", form, "-o", tmp_path / "no").status == 3
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--burn-down", "--sweep"], "--burn-down and --sweep show different reports; give one."),
        (["--common", "--rank", "overdue"], "--common and --rank show different reports"),
        (["--from", "2026-05-01"], "--from is only for --burn-down."),
        (["--sweep", "--to", "2026-05-01"], "--to is only for --burn-down."),
        (["--by", "cause"], "--by cause is only for --common."),
        (["--by", "kind", "--sweep"], "--sweep and --by show different reports; give one."),
        (["--common", "--by", "year"], "--common does not group by year."),
        (["--look-backs", "--least", "2"], "--least is only for --common, --rank."),
        (["--rank", "speed"], "speed"),
        (["--kind", "letter"], "letter"),
        (["--kind", "bulletin", "--sweep"], "--sweep and --kind show different reports; give one."),
        (["--kind", "bulletin", "--notice", "x"], "--notice is only for --kind notice."),
        (["--notice", "x"], "--notice is only for --kind notice."),
        (["--kind", "bulletin", "-o", "x.csv"], "csv"),
        (["--common", "--by", "mood"], "mood"),
        (["--common", "--least", "0"], "0"),
        (["--burn-down", "--to", "2026-06-21"], "the future is not known"),
        (["--burn-down", "--from", "2026-06-19", "--to", "2026-06-18"], "2026-06-19 is after 2026-06-18."),
        (["--burn-down", "--from", "some day"], "is not a day; write it as"),
    ],
)
def test_what_does_not_go_together_is_a_slip_of_usage(
    ledger: Desk, yian: Yian, arguments: list[str], said: str
) -> None:
    done = yian("report", *arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err


def test_a_burn_down_has_the_days_that_were_asked_for(ledger: Desk, typed: Typed) -> None:
    found = typed("report", "--burn-down", "--from", "2026-04-30", "--to", "2026-05-01")
    assert [line["reopened"] for line in found["lines"]] == [0, 1]
    assert (found["from"], found["to"], found["sprint"]["day"]) == ("2026-04-30", "2026-05-01", 101)


def test_common_problems_are_grouped_by_what_is_asked_for(ledger: Desk, typed: Typed) -> None:
    found = typed("report", "--common", "--by", "kind", "--by", "title", "--least", "2")
    assert found["by"] == ["kind", "title"]
    assert [(group["key"], group["problems"]) for group in found["groups"]] == [("drifting", 2)]


def test_the_options_offer_exactly_the_existing_groupings_and_rankings() -> None:
    types = {option.name: option.type for option in report.command.params}
    for name, there in (("by", {*county_queries.SAID, *breakdown.BY}), ("rank", RANKED)):
        kind = types[name]
        assert isinstance(kind, Choice)
        assert set(kind.words) == set(there)


# tags


def test_tags_are_registered_listed_shown_and_amended(desk: Desk, yian: Yian, typed: Typed) -> None:
    words = ("--symptom", "二", "--kind", "other", "--leader", "head", "--owner", "head", "--due", "2026-06-15")
    one = typed(
        "add-problem", "zjj", "--title", "三", *words, "--tag", "four_winds/formalism", "--tag", "管好家人", "--by",
        "zjj/liaison",
    )  # fmt: skip
    assert one["tags"] == ["four_winds/formalism", "scope/family"]
    typed("add-problem", "zjj", "--title", "四", *words, "--tag", "gifts", "--by", "zjj/liaison", "--yes")

    def titles(*arguments: str) -> list[str]:
        return sorted(row["title"] for row in typed("list", *arguments))

    assert titles("--tag", "形式主义") == ["三"]
    assert titles("--tag", "形式主义", "--tag", "special/gifts") == ["三", "四"]
    assert titles("--tag", "bureaucracy") == []
    assert "Closest matches: 形式主义" in yian("list", "--tag", "形式主意").err
    assert "四风: 形式主义; 四个管好: 管好家人" in yian("show", one["id"]).out
    changed = typed("amend", one["id"], "--tag", "官僚主义", "--reason", "更正", "--by", "zjj/liaison")
    assert changed["tags"] == ["four_winds/bureaucracy"]
    assert "Tags: 官僚主义" in yian("show", one["id"]).out


def test_a_vocabulary_that_was_saved_is_one_of_tags_at_once(
    desk: Desk, yian: Yian, typed: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    saved = tmp_path / "yian.toml"
    text = (desk.root / "yian.toml").read_text(encoding="utf-8")
    saved.write_text(f'{text}\n[vocabulary.lesson]\nl1 = "打招呼"\n', encoding="utf-8")
    monkeypatch.setenv("EDITOR", f"cp {saved}")
    monkeypatch.delenv("VISUAL", raising=False)
    ref = desk.problem()
    assert yian("edit", "campaign", "--by", OFFICE).status == 0
    assert typed("amend", ref, "--tag", "打招呼", "--reason", "归类", "--by", OFFICE)["tags"] == ["lesson/l1"]
    assert [row["id"] for row in typed("list", "--tag", "lesson/l1")] == [ref.partition("/")[2]]
    assert yian("verify").status == 0


# linked work and public concern


def test_linked_work_and_public_concern_are_registered_listed_shown_and_amended(
    desk: Desk, yian: Yian, typed: Typed
) -> None:
    paper = desk.root.parent / "问题.toml"
    paper.write_text(
        'title = "三"\nsymptom = "二"\nkind = "other"\nleader = "head"\nowner = "head"\ndue = 2026-06-15\n'
        'linked = ["招商引资"]\npublic_concern = true\n',
        encoding="utf-8",
    )
    (one,) = typed("add-problem", "zjj", "--from", paper, "--by", "zjj/liaison")
    assert (one["linked"], one["public_concern"]) == (["investment"], True)
    two = typed(
        "add-problem", "zjj", "--title", "四", "--symptom", "二", "--kind", "other", "--leader", "head", "--owner",
        "head", "--due", "2026-06-15", "--linked", "investment", "--linked", "深化改革", "--by", "zjj/liaison",
    )  # fmt: skip
    assert (two["linked"], two["public_concern"]) == (["investment", "reform"], False)
    desk.problem(title="五")

    def titles(*arguments: str) -> list[str]:
        return sorted(row["title"] for row in typed("list", *arguments))

    assert titles("--linked", "招商引资") == ["三", "四"]
    assert titles("--linked", "reform") == ["四"]
    assert titles("--linked", "reform", "--linked", "investment") == ["三", "四"]
    assert titles("--public-concern") == ["三"]
    assert titles("--public-concern", "--linked", "reform") == []
    assert yian("list", "--linked", "nothing").status == 2
    assert yian("list", "--orgs", "--public-concern").status == 2

    shown = yian("show", one["id"]).out
    assert "招商引资" in shown
    assert "Public concern" in shown
    assert typed("show", two["id"])["public_concern"] is False
    amend = ("amend", one["id"], "--by", "zjj/liaison", "--reason", "更正")
    changed = typed(*amend, "--no-public-concern", "--linked", "民生实事")
    assert (changed["linked"], changed["public_concern"]) == (["livelihood"], False)
    assert yian(*amend, "--no-public-concern").status == 2
    assert "\nPublic concern" not in yian("show", one["id"]).out


def test_a_screen_has_the_main_figures_and_all_on_request_and_a_document_has_them_all(ledger: Desk, yian: Yian) -> None:
    brief, every, document = (yian("report", *more).out for more in ([], ["--all-figures"], ["--format", "md"]))
    assert "--all-figures" in brief
    for said in (brief, every, document):
        assert "Completed and verified" in said or "已核实完成" in said
    assert "Nearly completed" in every
    assert "基本完成" in document
    assert "Nearly completed" not in brief
    assert yian("report", "--json").out == yian("report", "--json", "--all-figures").out


@views
def test_all_figures_goes_with_the_figures_alone(ledger: Desk, yian: Yian, view: list[str]) -> None:
    done = yian("report", *view, "--all-figures")
    assert (done.status, done.out, done.refused) == (2, "", True)


def test_a_public_report_has_all_figures_and_names_no_command(ledger: Desk, yian: Yian) -> None:
    done = yian("report", "--public")
    assert (done.status, "yian report" in done.out) == (0, False)
    assert "Nearly completed" in done.out
