"""`sample` and `look-back --sample`, as they are typed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import INSPECTOR
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk
from tests.services.sampling import closed_in

Typed = Callable[..., Any]
FREEZE = ("sample", "--closed-since", "2026-03-01", "--share", "50%", "--by", INSPECTOR)


@pytest.fixture
def closed(desk: Desk) -> list[str]:
    return closed_in(desk)


def test_the_whole_way(closed: list[str], yian: Yian, typed: Typed) -> None:
    sample = typed(*FREEZE, "--least", "3", "--title", "抽查")
    assert (sample["status"], len(sample["population"]), sample["least"]) == ("frozen", 4, 3)
    name = sample["id"]
    assert typed("sample", name, "--announce", "摇号", "--by", INSPECTOR)["entries"][-1]["how"] == "摇号"
    drawn = typed("sample", name, "--number", "314", "--how", "摇号", "--brought-by", "公证处", "--by", INSPECTOR)
    entry = drawn["entries"][-1]
    assert (drawn["status"], entry["brought_by"], len(entry["drawn"])) == ("drawn", "公证处", 3)
    first = entry["drawn"][0]
    (left,) = set(closed) - set(entry["drawn"])
    assert typed("sample", name, "--replace", first, "--reason", "已重启", "--by", INSPECTOR)["entries"][-1] == {
        **typed("show", name)["entries"][-1], "problem": first, "successor": left,
    }  # fmt: skip
    done = typed("look-back", left, "--held", "--opinion", "好", "--sample", name, "--by", INSPECTOR)
    assert done["entries"][-1]["sample"] == f"jiwei/{name}"
    assert "by chance, sample" in yian("show", left).out
    assert [one["id"] for one in typed("list", "--samples")] == [name]
    assert f"by chance (jiwei/{name})" in yian("report", "--look-backs").out
    assert "Failed ÷ judged" in yian("report").out


@pytest.mark.parametrize(
    "words",
    [
        ("--closed-since", "2026-03-01"),
        ("--share", "10%"),
        ("s6k3wd",),
        ("s6k3wd", "--closed-since", "2026-03-01", "--share", "10%"),
        ("s6k3wd", "--number", "1"),
        ("s6k3wd", "--number", "1", "--how", "摇号", "--commit", "HEAD"),
        ("s6k3wd", "--commit", "HEAD", "--how", "摇号"),
        ("s6k3wd", "--replace", "k7m2qd"),
        ("s6k3wd", "--announce", "摇号", "--reason", "无"),
        ("--commit", "HEAD"),
    ],
)
def test_what_does_not_belong_together_is_told(yian: Yian, words: tuple[str, ...]) -> None:
    no = yian("sample", *words, "--by", INSPECTOR)
    assert (no.status, "Give --closed-since DAY --share PERCENT" in no.err) == (2, True), no.err


@pytest.mark.parametrize("share", ["0%", "101%", "ten", "-1", "1.5%", ""])
def test_a_share_is_a_whole_percentage(yian: Yian, share: str) -> None:
    no = yian("sample", "--closed-since", "2026-03-01", "--share", share, "--by", INSPECTOR)
    assert no.status == 2


@pytest.mark.parametrize("number", ["１２", "1a", "1" * 41])
def test_a_number_is_digits(yian: Yian, number: str) -> None:
    no = yian("sample", "s6k3wd", "--number", number, "--how", "摇号", "--by", INSPECTOR)
    assert (no.status, "is not a number" in no.err) == (2, True)


def test_without_git_a_commit_is_refused(closed: list[str], yian: Yian, typed: Typed) -> None:
    assert closed
    name = typed(*FREEZE)["id"]
    no = yian("sample", name, "--commit", "HEAD", "--by", INSPECTOR)
    assert (no.status, "draw with --number N --how TEXT" in no.err) == (5, True)
