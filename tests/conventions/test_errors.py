"""The tree of exceptions, its docstring and its exit statuses say the same."""

import inspect
import re

from yiananlib import errors


def tree() -> dict[str, int]:
    found = inspect.getmembers(errors, inspect.isclass)
    own = [(name, c) for name, c in found if issubclass(c, errors.YianError) and c is not errors.YianError]
    return {name: c.exit_status for name, c in own}


def test_every_exception_is_in_the_docstring_with_its_status() -> None:
    rows = re.findall(r"^:class:`(\w+)`\s+(\d+)\s", errors.__doc__ or "", re.MULTILINE)
    assert {name: int(status) for name, status in rows} == tree()


def test_the_statuses_of_design_are_all_there() -> None:
    others = re.findall(r"^\([^)]+\)\s+(\d+)\s", errors.__doc__ or "", re.MULTILINE)
    assert sorted({*tree().values(), *map(int, others)}) == [0, 1, 2, 3, 4, 5, 6, 70, 130]
    assert (errors.OK, errors.BUG, errors.INTERRUPTED) == (0, 70, 130)


def test_every_exception_says_what_it_is_for() -> None:
    assert all(getattr(errors, name).__doc__ for name in tree())


def test_a_message_is_words_and_nothing_else() -> None:
    assert errors.UsageProblem("x").message == str(errors.UsageProblem("x")) == "x"
    assert "a:3" in errors.LedgerInvalid("a:3", "it is off.", "Mend it.").message
    many = errors.Ambiguous("k", [f"zjj/k{n}" for n in range(12)]).message
    assert ("zjj/k7" in many, "zjj/k8" in many, "12" in many) == (True, False, True)
