"""The command that records an entry anew: there is one for every kind, and it is one that yian has."""

import datetime as dt
import importlib
import shlex
from typing import Any, Final

import pytest

from tests.builders import LIAISON, START, STEPS, make_entry
from tests.model.test_problem import OTHER_VALUES
from tests.services.registers import FILED
from yiananlib.cli.table import module_of
from yiananlib.model import matters
from yiananlib.model.entries import KINDS, Changes
from yiananlib.model.registers import ALL
from yiananlib.render.again import command
from yiananlib.store import kinds

MATTERS: Final = [row.name for row in kinds.ALL if row.is_matter]
BEGINNINGS: Final = {
    ("problem", "registered"), ("problem", "carried-over"), ("notice", "issued"), ("rule", "listed"), ("meeting",
    "called"), ("sample", "frozen"),
    *((register.name, register.first.name) for register in ALL),
    *((kind, name) for kind in ("problem", *MATTERS) for name in ("redated", "retracted")),
}  # fmt: skip
"""What begins a record or a ledger, which stays, and what mends another entry."""

FIELDS: Final[dict[str, dict[str, Any]]] = {
    "replied": {"text": "已逐一核验"}, "returned": {"opinion": "不实", "due": dt.date(2026, 7, 1)},
    "escalated": {"rung": "accountability", "reason": "逾期"}, "closed": {"opinion": "属实"},
    "excused": {"occurrence": "2026-04", "reason": "停工"}, "withdrawn": {"reason": "误发"},
    "decided": {"decision": "revise", "reason": "过时"},
    "issued": {"document": "县政办〔2026〕8号"}, "dropped": {"reason": "误列"},
    "held": {"attended": 5, "due": 7, "absent": "两人出差"}, "made-up": {"count": 2},
    "concluded": {"aim": "sweat", "result": "当场认领"},
    "appraised": {"member": "zjj/jianguan", "passed": False, "marks": ("self", "duty"), "opinion": "未联系分管工作"},
    "reassigned": {"from": "zjj/jianguan", "to": "zjj/head", "reason": "岗位调整"},
    "retracted": {"entry": "a00001", "reason": "误录"},
    "redated": {"entry": "a00001", "day": dt.date(2026, 3, 12), "reason": "时钟快了"},
    "announced": {"how": "以开奖号码为种子"}, "drawn": {"number": "314", "how": "摇号", "drawn": ("zjj/k7m2qd",)},
    "replaced": {"problem": "zjj/k7m2qd", "successor": "zjj/w5n8ra", "reason": "已重启"},
    "found": {"text": "会风", "problem": "k7m2qd"}, "cancelled": {"reason": "防汛"},
}  # fmt: skip


def typed(words: str | None) -> None:
    """See to it that a command line is one that yian takes."""
    assert words is not None
    program, name, *rest = shlex.split(words)
    assert program == "yian"
    module = importlib.import_module(module_of(name))
    module.command.make_context(name, rest, resilient_parsing=False)


@pytest.mark.parametrize("step", STEPS)
def test_each_entry_of_a_problem_is_recorded_anew_by_a_command_that_yian_has(step: str) -> None:
    entry = make_entry(step)
    said = command("problem", "zjj/k7m2qd", entry)
    if ("problem", entry.kind) in BEGINNINGS:
        assert said is None
    else:
        typed(said)
        assert f"--by {entry.by}" in str(said)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in MATTERS for name in matters.kind(kind).entries])
def test_each_entry_of_a_matter_is_recorded_anew_by_an_existing_command(kind: str, name: str) -> None:
    model = matters.kind(kind).entries[name]
    ways = FILED[kind].ways if kind in FILED else ()
    said_there = (said for way in ways for step, said, _by in way if step == name)
    given = next(said_there, None) or FIELDS.get(name, {})
    wanted = {key: "k7m2qd" if value == "{problem}" else value for key, value in given.items()}
    known = {field.alias or key for key, field in model.model_fields.items()}
    wanted = {key: value for key, value in wanted.items() if key in known}
    entry = model.model_validate({"id": "3f9k2m", "at": START, "by": LIAISON, "kind": name, **wanted})
    said = command(kind, "zjj/k7m2qd", entry)
    if (kind, name) in BEGINNINGS:
        assert said is None
    else:
        typed(said)


@pytest.mark.parametrize("field", Changes.model_fields)
def test_an_amendment_of_each_field_is_recorded_anew_by_an_existing_command(field: str) -> None:
    name = Changes.model_fields[field].alias or field
    typed(command("problem", "zjj/k7m2qd", make_entry("amended", changes={name: OTHER_VALUES[name]})))


def test_what_comes_back_is_planned_and_answered_again() -> None:
    planned = make_entry("planned", every="month", **{"from": dt.date(2026, 3, 31)})
    said = str(command("problem", "zjj/k7m2qd", planned))
    assert "--due 2026-05-31 --type corrective --every month --from 2026-03-31" in said
    typed(said)
    said = str(command("problem", "zjj/k7m2qd", make_entry("completed", occurrence="2026-04")))
    assert "done zjj/k7m2qd 1 --occurrence 2026-04" in said
    typed(said)


def test_the_reasons_of_a_return_are_said_again() -> None:
    said = str(command("problem", "zjj/k7m2qd", make_entry("reviewed:return", why=["paper", "other"])))
    assert "--why paper --why other" in said
    typed(said)


def test_every_kind_of_entry_is_covered() -> None:
    assert {step.partition(":")[0] for step in STEPS} >= KINDS.keys() - {"redated", "retracted"}


def test_words_are_quoted_and_an_earlier_day_is_said() -> None:
    entry = make_entry("noted", note="$(rm -rf ~); 已告知", on=dt.date(2026, 3, 1))
    said = str(command("problem", "zjj/k7m2qd", entry))
    assert shlex.split(said)[3] == "$(rm -rf ~); 已告知"
    assert "--on 2026-03-01" in said
