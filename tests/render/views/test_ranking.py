"""Rankings as documents, with what they do not say."""

import pytest

from tests.render.conftest import LAST_DAY
from tests.render.written import csv_text
from tests.services.ledgers import Desk, asked
from yiananlib.index.figures import BY_NAME, RANKED
from yiananlib.render import plain
from yiananlib.render.views.ranking import ranking, rows
from yiananlib.services.reading.ranking import Ranking
from yiananlib.services.reading.ranking import ranking as told


def ranked(county: Desk, figure: str = "closure_rate", least: int = 2) -> Ranking:
    return asked(county.ledger, lambda index: told(index, LAST_DAY, figure, None, least))


def test_a_row_has_the_rank_the_rate_and_what_it_is_a_rate_of(county: Desk) -> None:
    text = plain.text(ranking(ranked(county)))
    assert text.startswith("云岭县以案促改: ranking by Closure rate, whole campaign\n")
    assert ["1", "住建局", "33.33%", "1", "3", "3"] in [line.split() for line in text.split("\n")]
    assert "Not ranked, with fewer than 2 problems due, or nothing to calculate a rate from: 县政府 0, 财政局 1" in text


@pytest.mark.parametrize("figure", RANKED)
def test_every_ranking_says_how_it_is_counted_and_what_it_does_not_say(county: Desk, figure: str) -> None:
    text = plain.text(ranking(ranked(county, figure)))
    assert ("Higher is better." in text) is BY_NAME[figure].better
    assert ("Lower is better." in text) is not BY_NAME[figure].better
    assert "The ranking does not show how serious or" in text
    assert "÷" in text


def test_where_nobody_can_be_ranked_it_says_so(county: Desk) -> None:
    text = plain.text(ranking(ranked(county, least=99)))
    assert "No unit has enough problems that were due." in text


def test_csv_has_the_places(county: Desk) -> None:
    assert csv_text(rows(ranked(county))).splitlines() == [
        "Rank,Organization,Closure rate,Count,Of,Problems due",
        "1,住建局,33.33%,1,3,3",
    ]
