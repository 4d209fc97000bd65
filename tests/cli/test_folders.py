"""The folders of the user are where the system has them."""

import sys

import platformdirs
import pytest

from yiananlib.cli import folders


@pytest.mark.skipif(sys.platform != "linux", reason="asks platformdirs elsewhere")
@pytest.mark.parametrize("said", [None, "", "/var/else where", "relative", "/var/a/../b", " /var/x"])
def test_the_cache_folder_is_that_of_platformdirs(said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if said is None:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", said)
    assert folders.cache() == platformdirs.user_cache_path("yian", appauthor=False)


@pytest.mark.skipif(sys.platform != "linux", reason="asks platformdirs elsewhere")
@pytest.mark.parametrize("said", [None, "", "/var/else where", "relative", "/var/a/../b", " /var/x"])
def test_the_state_folder_is_that_of_platformdirs(said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if said is None:
        monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_STATE_HOME", said)
    assert folders.state() == platformdirs.user_state_path("yian", appauthor=False)
