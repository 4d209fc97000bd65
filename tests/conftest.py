"""What all tests share: their surroundings, and how hard Hypothesis tries.

A developer's run tries a few examples, the same ones each time; `.ci/run` says `YIAN_HYPOTHESIS=ci` and tries more;
`YIAN_HYPOTHESIS=thorough pytest` tries many, and others each time; `YIAN_HYPOTHESIS=mutants` asks only whether a test
fails, and looks for no simpler example.
"""

import os
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests import surroundings

surroundings.settle()
settings.register_profile(
    "ci",
    max_examples=50,
    derandomize=True,
    database=None,
    deadline=None,
    # How long an example takes to make says more about the machine than about the test.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", parent=settings.get_profile("ci"), max_examples=15)
settings.register_profile("thorough", parent=settings.get_profile("ci"), max_examples=2000, derandomize=False)
settings.register_profile("mutants", parent=settings.get_profile("quick"), phases=[Phase.explicit, Phase.generate])
settings.load_profile(os.environ.get("YIAN_HYPOTHESIS", "quick"))


UNMEASURED: Final = frozenset(
    [
        "test_benchmarks.py", "test_commits.py", "test_documentation.py", "test_editors.py", "test_example.py",
        "test_machine.py", "test_merging.py", "test_pages.py", "test_surroundings.py", "test_unit_book.py",
    ]
)  # fmt: skip
"""Journeys whose commands the other journeys run as well, or the tests of a layer in this process."""


@pytest.fixture(autouse=True)
def _not_every_process_is_measured(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave coverage out of what a test starts, where it says nothing new: it takes as long as the command itself."""
    *_above, folder, name = request.path.parts
    if folder == "faults" or (folder == "journeys" and name in UNMEASURED):
        for setting in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
            monkeypatch.delenv(setting, raising=False)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave fsync out where nothing is tested about it: most of a unit test's time would be waiting."""
    if not {"store", "faults", "journeys"} & set(request.path.parts):
        monkeypatch.setattr(os, "fsync", lambda _handle: None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes the expected output of tests/golden anew; look at the difference."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")
