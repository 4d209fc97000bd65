"""Which entry of a record a user means."""

import pytest

from tests.builders import make_entry
from yiananlib.errors import Ambiguous, NoSuchRecord
from yiananlib.services.recording.entry_names import entry_named

ENTRIES = [make_entry("noted", id=name) for name in ("abc123", "abd456", "abc129")]


@pytest.mark.parametrize(("name", "found"), [("abd", "abd456"), ("ABC123", "abc123"), ("abc129", "abc129")])
def test_the_beginning_of_an_id_is_enough_in_either_case(name: str, found: str) -> None:
    assert entry_named(ENTRIES, name, "zjj/k7m2qd") == found


@pytest.mark.parametrize(("name", "error"), [("abc", Ambiguous), ("", NoSuchRecord), ("zzz", NoSuchRecord)])
def test_a_name_that_fits_no_entry_or_several_is_refused(name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        entry_named(ENTRIES, name, "zjj/k7m2qd")
