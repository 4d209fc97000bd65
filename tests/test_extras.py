"""Libraries that an extra brings."""

import pytest

from yiananlib.errors import UsageProblem
from yiananlib.extras import brought_by


def test_a_library_missing_from_an_extra_is_named_with_what_installs_it() -> None:
    told = r"no_such_library.*pip install 'yian\[documents\]'"
    with pytest.raises(UsageProblem, match=told), brought_by("documents"):
        import no_such_library.inner  # type: ignore[import-not-found]  # noqa: F401


def test_what_is_there_is_imported() -> None:
    with brought_by("documents"):
        import json
    assert json.dumps([]) == "[]"
