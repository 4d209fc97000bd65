"""Which language a call is answered in."""

from pathlib import Path

import pytest

from yiananlib.cli import language


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in a Chinese ledger, which this process is in."""
    folder = tmp_path / "ledger" / "orgs"
    folder.mkdir(parents=True)
    (tmp_path / "ledger/yian.toml").write_text('schema = 1\nlanguage = "zh_CN"  # 语言\n[git]\n', encoding="utf-8")
    monkeypatch.chdir(folder)
    return tmp_path / "ledger"


@pytest.mark.parametrize(
    ("arguments", "environ", "spoken"),
    [
        ([], {}, "zh_CN"),
        (["list"], {"LC_ALL": "C.UTF-8"}, "zh_CN"),
        (["list"], {"LANG": "en_US.UTF-8"}, "en"),
        (["list"], {"YIAN_LANG": "en"}, "en"),
        (["list"], {"LANG": "C", "LANGUAGE": "en"}, "en"),
        (["list", "--lang", "zh"], {"YIAN_LANG": "en"}, "zh_CN"),
        (["--lang=en", "list"], {"YIAN_LANG": "zh"}, "en"),
        (["note", "x", "--", "--lang", "en"], {}, "zh_CN"),
        (["list", "--lang"], {}, "zh_CN"),
        (["list", "--lang", "fr"], {}, "zh_CN"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_system_s_or_the_campaign_s(
    ledger: Path, arguments: list[str], environ: dict[str, str], spoken: str
) -> None:
    assert language.of(arguments, environ) == spoken


def test_the_ledger_that_is_named_is_the_one_that_speaks(ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "yian.toml").write_text("language = 'en'\n", encoding="utf-8")
    assert language.of(["list", "--ledger", str(other)], {}) == "en"
    assert language.of(["list"], {"YIAN_LEDGER": str(other)}) == "en"
    assert language.of(["list", f"--ledger={ledger}"], {"YIAN_LEDGER": str(other)}) == "zh_CN"


@pytest.mark.parametrize(
    "text",
    ["", "[git]\nlanguage = 'zh_CN'\n", "language = 3\n", "language = 'fr'\n", "\x00\xff", "language = 'zh_CN\n"],
)
def test_a_campaign_that_does_not_say_is_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (tmp_path / "yian.toml").write_bytes(text.encode("latin-1"))
    monkeypatch.chdir(tmp_path)
    assert language.of([], {}) == "en"


def test_without_a_ledger_it_is_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert language.of([], {}) == "en"
    (tmp_path / "yian.toml").mkdir()
    assert language.of([], {}) == "en"
    assert language.of(["--ledger", "/nonexistent"], {}) == "en"
