"""The page on security claims what tests show, in both languages."""

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = {"docs/security.md": "## What is not protected", "docs/security.zh-CN.md": "## 防不了的"}


def claims(page: str) -> list[tuple[str, list[str]]]:
    """Return what a page says is protected: each claim and the tests that it names."""
    text = (ROOT / page).read_text(encoding="utf-8").partition(PAGES[page])[0]
    found = re.findall(r"^- (.*?)(?=^- |^#|\Z)", text, re.MULTILINE | re.DOTALL)
    return [(claim, re.findall(r"<!-- (tests/\S+) -->", claim)) for claim in found]


@pytest.mark.parametrize("page", PAGES)
def test_each_claim_names_tests_that_are_there(page: str) -> None:
    assert len(claims(page)) >= 15
    for claim, named in claims(page):
        assert named, f"no test is named: {claim}"
        for test in named:
            path, _, name = test.partition("::")
            assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), test


def test_both_languages_claim_the_same() -> None:
    english, chinese = ([named for _claim, named in claims(page)] for page in PAGES)
    assert english == chinese
