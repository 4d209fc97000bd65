"""The folders of the user in which yian keeps what is no part of a ledger, where each system has them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def cache() -> Path:
    """Return the user's folder for what can be made again, such as ``~/.cache/yian``."""
    if sys.platform == "linux":  # what platformdirs answers there; loading it takes as long as a short list
        from pathlib import Path

        said = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return (said if said.is_absolute() else Path.home() / ".cache") / "yian"
    import platformdirs

    return platformdirs.user_cache_path("yian", appauthor=False)


def state() -> Path:
    """Return the user's folder for what is remembered or not finished, such as ``~/.local/state/yian``."""
    if sys.platform == "linux":  # as above
        from pathlib import Path

        said = Path(os.environ.get("XDG_STATE_HOME", ""))
        return (said if said.is_absolute() else Path.home() / ".local" / "state") / "yian"
    import platformdirs

    return platformdirs.user_state_path("yian", appauthor=False)
