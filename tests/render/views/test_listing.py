"""Lists as documents."""

import datetime as dt
from pathlib import Path

from tests.builders import OFFICE
from tests.services.ledgers import Desk, asked
from yiananlib.render import plain
from yiananlib.render.views import listing as layout
from yiananlib.services.reading.lists import (
    Filters,
    Listing,
    Officers,
    Orgs,
    Prompts,
    list_officers,
    list_orgs,
    list_problems,
    list_prompts,
)
from yiananlib.services.recording.numbering import number


def test_a_list_shows_every_problem_and_how_many_there_are(listing: Listing) -> None:
    text = plain.text(layout.problems(listing))
    for row in listing.rows:
        assert row.ref in text
    assert text.rstrip().split("\n")[-1].count(str(len(listing.rows))) == 1


def test_an_empty_list_says_so_and_counts_nothing(desk: Desk) -> None:
    found = asked(desk.ledger, lambda index: list_problems(index, dt.date(2026, 3, 12), Filters()))
    assert plain.text(layout.problems(found)) == "No matching problems.\n"


def test_a_deadline_in_the_list_has_its_extension(listing: Listing) -> None:
    (line,) = [x for x in plain.text(layout.problems(listing)).split("\n") if "会议纪要未印发" in x]
    assert "2026-06-18" in line


def test_official_numbers_have_a_column_where_there_are_any(desk: Desk) -> None:
    numbered, other = desk.problem(), desk.problem(title="又一件")

    def lines() -> list[str]:
        found = asked(desk.ledger, lambda index: list_problems(index, dt.date(2026, 3, 12), Filters()))
        return plain.text(layout.problems(found)).split("\n")

    assert lines()[0].split()[:2] == ["Id", "Unit"]
    number(desk.ledger, desk.context(OFFICE), numbered)
    title, *rows = lines()
    assert title.split()[:3] == ["Id", "Number", "Unit"]
    assert sorted(row.split()[:2] for row in rows[:2]) == sorted([[numbered, "2026-001"], [other, "住建局"]])


def test_organizations_officers_and_prompts_are_tables(county: Desk) -> None:
    orgs = plain.text(layout.organizations(asked(county.ledger, list_orgs))).split("\n")
    assert [line.split()[0] for line in orgs[1:-1]] == ["gov", "zjj", "czj", "office", "jiwei"]
    officers = plain.text(layout.officers(asked(county.ledger, lambda index: list_officers(index, "zjj"))))
    assert "zjj/former" in officers
    assert "2026-03-11" in officers
    prompts = plain.text(layout.prompts(asked(county.ledger, list_prompts)))
    assert "p12" in prompts
    assert "理想信念" in prompts


def test_empty_catalogues_say_what_to_do(desk: Desk, tmp_path: Path) -> None:
    for document in (
        layout.organizations(Orgs(())),
        layout.officers(Officers(())),
        layout.prompts(Prompts((), asked(desk.ledger, lambda index: index.setting))),
    ):
        assert "`yian add-" in plain.text(document)


def test_a_list_that_is_cut_says_how_many_there_are(county: Desk) -> None:
    def text(limit: int) -> str:
        day = dt.date(2026, 6, 20)
        found = asked(county.ledger, lambda index: list_problems(index, day, Filters(), "due", limit))
        return plain.text(layout.problems(found)).rstrip().split("\n")[-1]

    assert text(2) == "problems: 4, as of 2026-06-20; showing the first 2"
    assert text(4) == "problems: 4, as of 2026-06-20"
