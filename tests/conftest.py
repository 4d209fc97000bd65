"""What all tests share: their surroundings, and how hard Hypothesis tries.

A developer's run tries a few examples, the same ones each time; `.ci/run` says `YIAN_HYPOTHESIS=ci` and tries more;
`YIAN_HYPOTHESIS=thorough pytest` tries many, and others each time; `YIAN_HYPOTHESIS=mutants` asks only whether a test
fails, and looks for no simpler example.
"""

import os

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


_FSYNC = os.fsync


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave fsync out where nothing is tested about it: most of a unit test's time would be waiting."""
    os.fsync = _FSYNC if {"store", "faults", "journeys"} & set(item.path.parts) else _no_waiting_for_the_disk


def _no_waiting_for_the_disk(fd: object) -> None:
    """Do nothing. It is no fixture: each of 24,000 tests would make it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes the expected output of tests/golden anew; look at the difference."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")
