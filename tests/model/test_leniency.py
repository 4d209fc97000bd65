"""What asks less than the template, setting by setting."""

from importlib import resources
from typing import Any

import pytest

from tests.builders import STANDARDS, make_campaign
from yiananlib.messages import speaking
from yiananlib.model.campaign import KEY_FIELDS, Campaign, Deadlines, Gate
from yiananlib.model.leniency import ASKS_LESS, UNSIGNED, Eased, eased, told
from yiananlib.model.vocabulary import Severity
from yiananlib.model.words import SETTING_WORDS
from yiananlib.store import codec

FIELDS = {**dict.fromkeys(sorted(KEY_FIELDS), "重点"), "none": "无"}
LONG = ("案件剖析是否深刻", "问题查摆是否准确", "整改落实是否到位", "制度机制是否完善")

LESS: dict[str, tuple[Any, ...]] = {
    "gate.always": (),
    "gate.disabled": (["wider"], ["triad", "notices"]),
    "gate.accepted": (),
    "gate.publicity": (),
    "gate.publicity_days": (1, 4),
    "gate.publicity_working_days": (),
    "gate.key_fields": ([], ["land", "tender", "funds"]),
    "gate.standards": (["好吗"], LONG[:3], [*LONG[:3], "好吗"], [*LONG, "……………………"]),
    "gate.standards_from": ("major",),
    "gate.waivers": (3, 13),
    "deadlines.yellow": (0, 6),
    "deadlines.blue": (0, 14),
    "deadlines.extensions": (3, 99),
    "deadlines.extension_days": (31, 3650),
    "deadlines.look_back_days": (91,),
    "deadlines.look_back_again_days": (),
    "deadlines.horizon_years": (6, 100),
    "vocabulary.field": ({"none": "无"}, {k: v for k, v in FIELDS.items() if k != "land"}),
}
"""For each setting values that ask less; none where no value can ask less than the template."""

AS_MUCH: dict[str, tuple[Any, ...]] = {
    "gate.always": (["endorsed"],),
    "gate.accepted": (True, False),
    "gate.publicity": (True, False),
    "gate.publicity_days": (5, 30),
    "gate.publicity_working_days": (True, False),
    "gate.key_fields": ([*sorted(KEY_FIELDS), "other"],),
    "gate.standards": ([*LONG, "责任追究是否到位"],),
    "gate.standards_from": ("minor", "serious"),
    "gate.waivers": (0, 2),
    "deadlines.yellow": (7, 30),
    "deadlines.blue": (15, 60),
    "deadlines.extensions": (0, 2),
    "deadlines.extension_days": (1, 30),
    "deadlines.look_back_days": (1, 90),
    "deadlines.look_back_again_days": (0, 30, 365, 3650),
    "deadlines.horizon_years": (1, 5),
    "vocabulary.field": ({**FIELDS, "other": "其他"},),
}


def campaign(name: str = "", value: Any = None) -> Campaign:
    """Return the template's settings, but for one."""
    gate: dict[str, Any] = {"standards": LONG, "key_fields": sorted(KEY_FIELDS)}
    more: dict[str, Any] = {"vocabulary": {"field": FIELDS}}
    part, _dot, setting = name.partition(".")
    if part == "gate":
        gate[setting] = value
    elif part:
        more[part] = {setting: value}
    return make_campaign(gate=gate, **more)


def test_every_setting_of_the_gate_and_the_deadlines_has_its_direction() -> None:
    settings = {f"gate.{name}" for name in Gate.model_fields} | {f"deadlines.{name}" for name in Deadlines.model_fields}
    assert set(ASKS_LESS) == settings | {"vocabulary.field"}
    assert set(SETTING_WORDS) - {UNSIGNED} == set(ASKS_LESS) == set(LESS)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in LESS.items() for value in values])
def test_settings_that_ask_less_are_reported(name: str, value: Any) -> None:
    assert [found.setting for found in eased(campaign(name, value))] == [name]


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in AS_MUCH.items() for value in values])
def test_settings_that_ask_as_much_or_more_are_not_reported(name: str, value: Any) -> None:
    assert eased(campaign(name, value)) == ()


def test_the_yardstick_is_the_template() -> None:
    text = resources.files("yiananlib").joinpath("templates", "yian.toml").read_text(encoding="utf-8")
    filled = text.replace("@name@", '"x"').replace("@commit@", "false").replace("@today@", "2026-01-01")
    template = codec.decode_campaign(filled.encode())
    assert eased(template) == ()
    for name, (_less, usual) in ASKS_LESS.items():
        part, _dot, setting = name.partition(".")
        if part == "vocabulary":
            continue
        value = getattr(getattr(template, part), setting)
        if setting == "standards":
            value = len(value)
        assert (tuple(sorted(value)) if isinstance(value, tuple) else value) == usual, name


def test_an_eased_setting_is_reported_with_its_value_and_the_usual_one() -> None:
    assert eased(campaign("deadlines.extensions", 99)) == (Eased("deadlines.extensions", "99", "2"),)
    assert eased(campaign("gate.standards_from", Severity.MAJOR))[0][1:] == ("major", "serious")
    assert eased(campaign("gate.standards", ["好吗"]))[0].now == "0/1"
    assert eased(campaign("gate.disabled", ["notices", "rule", "notices"]))[0].now == "notices, rule"
    assert len(STANDARDS) == 4


def test_days_are_shown_as_readers_write_them_and_other_values_as_they_are() -> None:
    assert (told(UNSIGNED, "2026-04-20"), told("gate.waivers", "3")) == ("2026-04-20", "3")
    with speaking("zh_CN"):
        assert told(UNSIGNED, "2026-04-20") == "2026年4月20日"
