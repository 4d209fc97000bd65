"""What the page on lakes says is so: its files, its tables, its manifest, its faults."""

import re
from pathlib import Path

import pytest

from tests.lake.handing import put
from yiananlib.lake import manifest as manifests
from yiananlib.lake.tables import ALL
from yiananlib.model.lake import above
from yiananlib.store.lake_file import read

ROOT = Path(__file__).parents[2]
PAGES = ["docs/lake.md", "docs/lake.zh-CN.md"]


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_its_example_of_lake_toml_is_valid(page: str, tmp_path: Path) -> None:
    (text,) = (block for block in blocks(page, "toml") if "[[region]]" in block)
    put(tmp_path / "lake.toml", text.encode())
    lake = read(tmp_path)
    moved = [region for region in lake.region if region.code == "530121"]
    assert len(moved) == 2
    until, since = moved[0].until, moved[1].since
    assert until is not None
    assert since is not None
    assert [above(lake, "530121-2026", day)[-1].code for day in (until, since)] == ["530100", "530200"]


@pytest.mark.parametrize("page", PAGES)
def test_it_names_every_field_of_a_manifest_and_every_table(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall("`([a-z_]+)`", row)}
    fields = {field.alias or name for name, field in manifests.Manifest.model_fields.items()}
    assert fields <= named
    assert all(f"### {table.name}\n" in text for table in ALL)
    for model in (manifests.File, manifests.Totals):
        assert all(f"`{name}`" in text for name in model.model_fields)


def test_both_pages_have_the_same_rows() -> None:
    english, chinese = ((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    shapes = [[line.count("|") for line in text.splitlines() if line.startswith("|")] for text in (english, chinese)]
    assert shapes[0] == shapes[1]
