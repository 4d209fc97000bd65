"""Drafts of what was answered: nobody else's to read, one of each command."""

import datetime as dt
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiananlib.store.drafts import Draft

ANSWERS = st.recursive(
    st.none() | st.text() | st.dates(), lambda inner: st.lists(inner) | st.dictionaries(st.text(min_size=4), inner)
)


@given(st.dictionaries(st.text(), ANSWERS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_kept_is_what_is_loaded(tmp_path: Path, answers: dict[str, object]) -> None:
    draft = Draft.of(tmp_path, tmp_path, "add-problem")
    draft.keep({"answers": answers})
    assert draft.load() == {"answers": answers}


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    draft = Draft.of(tmp_path / "state", tmp_path, "add-problem", "zjj")
    draft.keep({"title": "一"})
    draft.keep({"title": "二", "due": dt.date(2026, 6, 15)})
    assert stat.S_IMODE(draft.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(draft.path.parent.stat().st_mode) == 0o700
    assert list(draft.path.parent.iterdir()) == [draft.path]
    draft.drop()
    draft.drop()
    assert draft.load() == {}


def test_each_ledger_and_command_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    paths = {
        Draft.of(tmp_path, root, *command).path
        for root in (tmp_path, tmp_path / "a")
        for command in (("add-problem", "zjj"), ("add-problem", "czj"), ("examine", "zjj"))
    }
    assert len(paths) == 6


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b" " * (2 * 1024 * 1024 + 1)])
def test_a_file_that_is_no_draft_is_told_apart(tmp_path: Path, data: bytes) -> None:
    draft = Draft(tmp_path / "draft.json")
    draft.path.write_bytes(data)
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever kind
        draft.load()


def test_a_day_that_is_none_is_no_day_and_the_rest_is_kept(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "draft.json")
    draft.path.write_bytes(b'{"a": {"day": "x"}, "b": {"day": 3}, "c": {"day": "2026-06-15"}}')
    assert draft.load() == {"a": {"day": "x"}, "b": {"day": 3}, "c": dt.date(2026, 6, 15)}
