"""The report as a document."""

import datetime as dt

import pytest

from tests.golden import is_golden
from tests.services.ledgers import Desk, asked
from yiananlib.index.activity import Activity
from yiananlib.index.figures import DEFINITIONS, FIGURES
from yiananlib.render import plain
from yiananlib.render.document import Document
from yiananlib.render.views.figures import MAIN
from yiananlib.render.views.report import activity, report_json
from yiananlib.render.views.report import report as laid_out
from yiananlib.services.reading.report import MANY, URGENT, Detail, Report, report

LAST_DAY = dt.date(2026, 6, 20)


def text_of(desk: Desk, day: dt.date = LAST_DAY, org: str | None = None, detail: Detail = Detail.ROWS) -> str:
    return plain.text(laid_out(asked(desk.ledger, lambda index: report(index, day, org, detail))))


def test_the_county_s_report_is_as_expected(whole: Report, pytestconfig: pytest.Config) -> None:
    is_golden("report.txt", plain.text(laid_out(whole)), pytestconfig)


def test_a_disabled_check_is_shown_on_every_report(county: Desk, desk: Desk) -> None:
    for org in (None, "zjj"):
        line = next(x for x in text_of(county, org=org).split("\n") if "less strict" in x)
        assert line.endswith("disabled checks: wider (—)")
    assert "less strict" not in text_of(desk)


def test_every_setting_that_asks_less_is_on_every_report(desk: Desk) -> None:
    desk.edit("yian.toml", "extensions = 2 ", "extensions = 99 ")
    desk.edit("yian.toml", "extension_days = 30 ", "extension_days = 3650 ")
    desk.edit("yian.toml", 'land = "', 'country = "')
    line = next(x for x in text_of(desk, org="zjj").split("\n") if "less strict" in x)
    for said in ("extensions per problem: 99 (2)", "days per extension: 3650 (30)", "key fields without words: land"):
        assert said in line


def test_a_report_of_one_organization_has_its_ledger(county: Desk) -> None:
    text = text_of(county, org="zjj")
    assert "\nLedger\n" in text
    assert "\nBy organization\n" not in text
    assert "住建局" in text.split("\n")[0]


def test_a_report_of_an_organization_with_others_below_has_both(county: Desk) -> None:
    text = text_of(county, org="gov")
    assert "\nLedger\n" in text
    assert "\nBy organization\n" in text
    assert "\n  住建局" in text


def test_how_each_figure_is_counted_is_printed_below(county: Desk) -> None:
    text = text_of(county)
    below = text[text.index("How it was counted") :]
    assert all(definition in below for definition in DEFINITIONS.values())


def test_the_day_of_the_sprint_is_said_while_it_runs(desk: Desk) -> None:
    assert "day 1 of the 100-day sprint" in text_of(desk, dt.date(2026, 3, 12))
    assert "day 100 of" in text_of(desk, dt.date(2026, 6, 19))
    assert "sprint" not in text_of(desk, dt.date(2026, 3, 11))
    assert "sprint" not in text_of(desk, dt.date(2026, 6, 20))


def test_a_campaign_without_a_sprint_says_nothing_of_one(desk: Desk) -> None:
    text = (desk.root / "yian.toml").read_text(encoding="utf-8")
    head, _mark, tail = text.partition("[sprint]")
    desk.write("yian.toml", head + tail[tail.index("[deadlines]") :])
    assert "sprint" not in text_of(desk, dt.date(2026, 3, 12))


def test_an_empty_ledger_has_dashes_and_says_that_there_is_nothing(desk: Desk) -> None:
    text = text_of(desk, org="zjj")
    assert "—" in text
    assert "Nothing is overdue." in text
    assert "No problem is registered." in text


def test_what_is_overdue_longest_stands_first(desk: Desk) -> None:
    for day in (10, 1, 20):
        desk.problem(title=f"问题{day}", due=dt.date(2026, 4, day))
    text = text_of(desk, dt.date(2026, 4, 30), "zjj")
    late = text[text.index("\nOverdue\n\n") : text.index("\nDue within")]
    assert late.index("问题1 ") < late.index("问题10") < late.index("问题20")


def test_what_is_due_next_stands_first(desk: Desk) -> None:
    for day in (7, 1, 3, 9):
        desk.problem(title=f"问题{day}", due=dt.date(2026, 4, day))
    text = text_of(desk, dt.date(2026, 4, 1), "zjj")
    soon = text[text.index("\nDue within") : text.index("\nLedger\n")]
    assert soon.index("问题1") < soon.index("问题3") < soon.index("问题7")
    assert "问题9" not in soon


def test_urgent_problems_left_out_are_counted_with_the_command_to_list_them(desk: Desk) -> None:
    for n in range(URGENT + 2):
        desk.problem(title=f"逾期{n:02}", due=dt.date(2026, 4, 1))
    for n in range(URGENT):
        desk.problem(title=f"将到期{n:02}", due=dt.date(2026, 5, 3))
    text = text_of(desk, dt.date(2026, 5, 1), detail=Detail.URGENT)
    late, _mark, soon = text[text.index("\nOverdue\n\n") :].partition("\nDue within")
    assert late.count("逾期") == URGENT
    assert late.rstrip().endswith("and 2 more; `yian list --overdue` shows all")
    assert soon.count("将到期") == URGENT
    assert "more;" not in soon
    desk.problem(title="将到期的", due=dt.date(2026, 5, 8))
    text = text_of(desk, dt.date(2026, 5, 1), detail=Detail.URGENT)
    assert "and 1 more; `yian list --due-within 7` shows all" in text


def test_organizations_deep_below_are_left_out_with_a_word_and_counted(desk: Desk) -> None:
    for n in range(MANY):
        desk.write(f"orgs/v{n}/org.toml", f'schema = 1\nname = "村{n}"\norder = {n + 9}\nparent = "zjj"\n')
    desk.problem("v7", by="office/liaison", leader="zjj/head", owner="zjj/head")
    text = text_of(desk, detail=Detail.URGENT)
    assert f"and {MANY} organizations below these; `yian report --org ORG` shows those of one" in text
    (line,) = [x for x in text.split("\n") if x.startswith("Total")]
    assert line.split()[1] == "1"
    assert "村7" not in text.partition("Overdue")[0]
    assert "organizations below these" not in text_of(desk, org="zjj", detail=Detail.ROWS)


def test_a_brief_one_shows_the_main_figures_and_says_where_the_others_are(whole: Report) -> None:
    text = plain.text(laid_out(whole._replace(brief=True)))
    assert "Completed and verified" in text
    assert "Extended" not in text
    assert f"`yian report --all-figures` shows {len([f for f in FIGURES if f.word]) - len(MAIN)} more" in text
    assert "more than half of the measures completed" not in text
    every = plain.text(laid_out(whole))
    assert "--all-figures" not in every
    for said in ("Extended", "Nearly completed", "Rules, notices, education", "Education sessions"):
        assert said in every


def test_rules_notices_and_education_are_shown_with_their_definitions(whole: Report) -> None:
    blocks = activity(Activity(2, 4, 3, 1, 2, 60, 67))
    text = plain.text(Document(tuple(blocks)))
    lines = [line.split() for line in text.split("\n")]
    assert ["Notices", "sent", "4", "answered", "3"] in lines
    assert ["Education", "sessions", "2", "attended:", "60", "of", "67"] in lines
    assert "issued as made, revised or abolished" in text
    assert report_json(whole)["activity"] == whole.activity._asdict()
