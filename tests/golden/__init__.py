"""Expected output, a file a case; `pytest --update-golden` writes it anew."""

from pathlib import Path
from typing import Final

import pytest

FOLDER: Final = Path(__file__).parent


def is_golden(name: str, text: str, config: pytest.Config) -> None:
    """Compare `text` with what was expected, or expect it from now on where the flag says so."""
    path = FOLDER / name
    if config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
