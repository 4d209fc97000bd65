"""What a lake says of its regions: a tree on every day, with parents that are written down and never guessed."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from yiananlib.model.lake import Lake, above

OLD, NEW = dt.date(2025, 12, 31), dt.date(2026, 1, 1)


def region(code: str, parent: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"code": code, "name": f"地{code}", "parent": parent, **fields}


def lake(*regions: dict[str, Any], **fields: Any) -> Lake:
    return Lake.model_validate({"name": "云山省", "code": "530000", "region": regions, **fields})


def codes(found: Lake, code: str, day: dt.date = NEW) -> list[str]:
    return [step.code for step in above(found, code, day)]


def test_parents_are_those_written_down_and_not_derived_from_the_code() -> None:
    found = lake(region("530100", "530000"), region("530200", "530000"), region("530121", "530200"))
    assert codes(found, "530121") == ["530200"]
    assert codes(found, "530100") == []
    assert codes(found, "999999") == []


def test_a_county_may_go_to_another_city_from_a_day_on() -> None:
    found = lake(
        region("530100"), region("530200"), region("530121", "530100", until=OLD), region("530121", "530200", since=NEW)
    )
    assert codes(found, "530121", OLD) == ["530100"]
    assert codes(found, "530121", NEW) == ["530200"]


def test_a_ledger_with_its_campaign_stands_below_its_place() -> None:
    found = lake(region("530100"), region("530121", "530100"), region("530122-a", "530100"))
    assert codes(found, "530121-b") == ["530121", "530100"]
    assert codes(found, "530122-a") == ["530100"]
    assert codes(found, "530122-b") == []
    place = found.place("530121-b", NEW)
    assert place is not None
    assert place.code == "530121"


def test_a_region_whose_parent_does_not_exist_yet_stands_at_the_top() -> None:
    found = lake(region("530100", since=NEW), region("530121", "530100"))
    assert codes(found, "530121", OLD) == []
    assert codes(found, "530121", NEW) == ["530100"]


@pytest.mark.parametrize(
    ("regions", "said"),
    [
        ([region("530121"), region("530121")], "region twice 530121"),
        ([region("530121", until=NEW), region("530121", since=NEW)], "region twice 530121"),
        ([region("530121", since=NEW, until=OLD)], "region days 530121"),
        ([region("530000")], "region twice 530000"),
        ([region("530121", "530100")], "region parent 530100"),
        ([region("530121", "530121")], "region circle 530121"),
        ([region("530121", "530122"), region("530122", "530121")], "region circle"),
        ([region("530121", "530122", since=NEW), region("530122", "530121")], "region circle"),
    ],
)
def test_regions_that_form_no_tree_on_some_day_are_refused(regions: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        lake(*regions)


def test_two_regions_may_swap_their_places_from_one_day_to_another() -> None:
    found = lake(
        region("530121", "530122", until=OLD), region("530122", until=OLD),
        region("530121", since=NEW), region("530122", "530121", since=NEW),
    )  # fmt: skip
    assert (codes(found, "530121", OLD), codes(found, "530122", NEW)) == (["530122"], ["530121"])


@pytest.mark.parametrize(
    "code", ["53012", "5301211", "530121-", "530121-A", "530121-a/b", "..", "", "530121\n", "a" * 6]
)
def test_a_code_is_six_digits_and_maybe_a_campaign(code: str) -> None:
    with pytest.raises(ValidationError):
        lake(region(code))
