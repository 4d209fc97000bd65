"""git's own answer to how it would treat files."""

from pathlib import Path

import pytest

from yiananlib.store import treatment


def test_attributes_are_what_the_lists_say_the_nearest_last() -> None:
    lists = {".gitattributes": b"*.toml text merge=a\n", "x/.gitattributes": b"*.toml merge=b -text\n"}
    found = treatment.attributes(lists, ["a.toml", "x/a.toml", "x/\u53f0 \u8d26.md"])
    assert (found["a.toml"]["merge"], found["a.toml"]["text"]) == ("a", "set")
    assert (found["x/a.toml"]["merge"], found["x/a.toml"]["text"]) == ("b", "unset")
    assert set(found["x/\u53f0 \u8d26.md"].values()) == {"unspecified"}


def test_what_is_ignored_is_named() -> None:
    lists = {".gitignore": b"*.log\n!keep.log\n", "x/.gitignore": b"*\n"}
    assert treatment.ignored(lists, ["a.log", "keep.log", "x/a", "b"]) == ["a.log", "x/a"]
    assert treatment.ignored({}, ["a.log"]) == []


def test_settings_of_the_machine_are_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").mkdir()
    (tmp_path / "git/attributes").write_text("* merge=mine\n", encoding="utf-8")
    (tmp_path / "git/ignore").write_text("*\n", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert treatment.attributes({}, ["a"])["a"]["merge"] == "unspecified"
    assert treatment.ignored({}, ["a"]) == []
