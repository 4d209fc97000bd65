"""What a call lacks that click does not miss: in a terminal each recording command asks for everything it lacks."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click
import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.cli.conftest import Done, Says, Yian
from tests.services import sampling
from tests.services.ledgers import Desk
from tests.services.noticing import issue
from tests.services.registers import FILED, case, filed, meeting, rule
from yiananlib.cli.completing import Known
from yiananlib.cli.missing import _ARGUMENTS
from yiananlib.cli.session import Session
from yiananlib.cli.table import COMMANDS, module_of
from yiananlib.cli.values import DAY, DUE, Choice
from yiananlib.cli.ways import WAYS, Way
from yiananlib.store import kinds

Robot = Callable[..., Done]

EVERY = {name: import_module(module_of(name)).command for name in COMMANDS}
RECORDING = {name: made for name, made in EVERY.items() if any(param.name == "by" for param in made.params)}
BARE = {"import", "import orgs", "import open", "edit", "examine", "add-problem"}
"""What reads files, opens an editor, or walks on; each is asked in a test of its own."""


def _label(command: click.Command, param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return (param.help or "").rstrip(".。").partition(";")[0]
    return _ARGUMENTS.get(f"{command.name} {param.name}") or _ARGUMENTS[param.name or ""]


@pytest.fixture
def robot(desk: Desk, yian: Yian, monkeypatch: pytest.MonkeyPatch) -> Robot:
    """Run a command at a terminal where every question is answered with something of its kind.

    ``said`` are answers by the beginning of a question. What was asked is in ``robot.asked``.
    """
    asked: list[str] = []

    def fitting(param: click.Parameter, names: Mapping[str, str]) -> str:
        kind = param.type
        if isinstance(kind, Choice):
            return next(iter(kind.words))
        if isinstance(kind, Known):
            words = desk.ledger.campaign().vocabulary.get(kind.what)
            return list(words)[-1] if words else names.get(kind.what, "zzzzzz")
        if isinstance(kind, click.Path):
            return str(desk.paper().parent if param.name == "folder" else desk.paper())
        days = {DAY: "2026-03-12", DUE: "2026-06-15"}
        text = {"scores": "change=4", "officer": "xin", "case": "case-7", "round_": "2026-1"}
        text |= {"share": "10%", "number": "314", "years": "2025"}
        return days.get(kind) or text.get(param.name or "") or ("1" if isinstance(kind, click.IntRange) else "一段话")

    def run(*words: str, said: Mapping[str, str] | None = None, **names: str) -> Done:
        name = words[0] if words[0] in RECORDING else " ".join(words[:2])
        command = RECORDING[name]
        labels = {
            _label(command, param): fitting(param, names)
            for param in command.params
            if param.name != "by"
            and (
                isinstance(param, click.Option)
                or param.required
                or param.name in ("text", "words", "problems", "sample")
            )
        }

        class Answers:  # stands in for the line
            typed = ""

            def read(self, question: str, *, default: str = "", **_more: Any) -> str:
                asked.append(question)
                assert len(asked) < 40, asked
                for begun, answer in (said or {}).items():
                    if question.startswith(begun):
                        return answer
                if question.startswith(("Record this?", "There is an unrecorded draft")):
                    return ""
                if question.startswith(("Which measure", "Which one")):
                    return "1"
                return labels[question.removesuffix(" (optional)")]

        asked.clear()
        monkeypatch.setattr("yiananlib.cli.line.line", Answers)
        monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: "y")
        monkeypatch.setattr(Session, "can_ask", property(lambda self: not self.json))
        return yian(*words)

    run.asked = asked  # type: ignore[attr-defined]  # read by the tests
    return run


@pytest.fixture
def names(desk: Desk) -> dict[str, str]:
    """The name of something of each kind that an argument can be."""
    sampling.closed_in(desk)
    found = {"problem": desk.problem(), "notice": issue(desk), "rule": rule(desk), "meeting": meeting(desk, held=None)}
    found |= {"prompt": "p01", "finding": f"{case(desk)}/1", "case": "case-1", "task": "case-1/1"}
    found |= {"tag": "four_winds/formalism"}
    found |= {name: filed(desk, name) for name in FILED}
    found |= {"sample": sampling.frozen(desk)}
    return (
        found
        | {"org": "zjj", "officer": LIAISON, "record": found["problem"]}
        | {f"org or {kind}": found[kind] for kind in kinds.MATTERS}
    )


@pytest.mark.parametrize("name", sorted(set(RECORDING) - BARE))
def test_in_a_terminal_a_bare_command_asks_for_everything_it_lacks(
    robot: Robot, names: dict[str, str], name: str
) -> None:
    done = robot(*name.split(), "--by", OFFICE, **names)
    lacking = [param for param in RECORDING[name].params if param.required]
    asked = robot.asked  # type: ignore[attr-defined]  # see the fixture
    assert bool(asked) is bool(lacking or (name in WAYS and name != "lint"))
    assert done.status not in ((2, 70, 130) if asked else (70, 130)), done.err
    assert {_label(RECORDING[name], param) for param in lacking} <= set(asked)


@pytest.mark.parametrize(("name", "way"), [(name, way) for name, ways in WAYS.items() for way in ways if way.offered])
def test_a_command_asks_for_everything_that_the_chosen_action_needs(
    robot: Robot, names: dict[str, str], name: str, way: Way
) -> None:
    if way.of == "org":
        names[f"org or {name}"] = "zjj"
    if "support" in way.needs:
        names["org"] = "czj"
    said = {"Which one": way.option or str(1)} if sum(one.offered for one in WAYS[name]) > 1 else {}
    done = robot(name, "--by", OFFICE, said=said, **names)
    assert done.status not in (2, 70, 130), done.err
    asked = robot.asked  # type: ignore[attr-defined]  # see the fixture
    params = {param.name: param for param in RECORDING[name].params}
    if any(question == "Which one" for question in asked):
        needed = [_label(RECORDING[name], params[need.split("|")[0]]) for need in way.needs]
        assert set(needed) <= set(asked)


@pytest.mark.parametrize("command", ["import", "import orgs"])
def test_a_file_is_asked_for_and_must_be_there(yian: Yian, says: Says, desk: Desk, command: str) -> None:
    says("没有.xlsx", str(desk.paper("台账.csv", "标题\n")), "")
    done = yian(*command.split(), "--by", OFFICE)
    assert "没有.xlsx" in done.err
    assert done.status != 130


@pytest.mark.parametrize(
    ("words", "answers", "kind"),
    [
        (("extend", "{ref}", "--reason", "待评审"), ("2026-07-10", ""), "extension-requested"),
        (("extend", "{ref}", "--until", "2026-07-10"), ("1", "待评审", ""), "extension-requested"),
        (("done", "{measured}"), ("一", "1", ""), "completed"),
        (("amend", "{ref}", "--reason", "更正"), ("1", "新标题", ""), "amended"),
        (("add-evidence", "{ref}"), ("没有.pdf", "{paper}", ""), "evidenced"),
        (("submit", "{ref}", "--effect", "零补办", "--incomplete", "先报"), (), "submitted"),
    ],
)
def test_arguments_already_given_decide_what_is_asked(
    desk: Desk, yian: Yian, says: Says, words: tuple[str, ...], answers: tuple[str, ...], kind: str
) -> None:
    measured = desk.problem(title="另一个")
    desk.measure(measured)
    said = {"ref": desk.problem(), "measured": measured, "paper": desk.paper()}
    says(*(answer.format(**said) for answer in answers))
    done = yian(*(word.format(**said) for word in words), "--by", LIAISON)
    assert done.status == 0, done.err
    ref = measured if "{measured}" in words else said["ref"]
    assert kind in [entry.kind for entry in desk.ledger.find_problem(str(ref)).entries]


def test_the_pairs_of_a_submission_are_asked_for_where_the_gate_asks_for_them(
    desk: Desk, yian: Yian, says: Says
) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.done(ref)
    says("", "已有规定", "全县同查", "")
    done = yian("submit", ref, "--effect", "二季度零补办", "--by", LIAISON)
    assert done.status == 0, done.err
    small = desk.problem(severity="minor", **{"class": "immediate"}, level=["work"])
    desk.measure(small)
    desk.done(small)
    assert yian("submit", small, "--effect", "当场改正完毕", "--by", LIAISON).status == 0


def test_a_sheet_is_asked_for_where_the_office_types_for_a_head(desk: Desk, yian: Yian, says: Says) -> None:
    ref = desk.problem()
    says(str(desk.paper("签认单.pdf")), "")
    assert yian("endorse", ref, "--for", HEAD, "--by", OFFICE).status == 0
    assert yian("endorse", desk.problem(title="另一个"), "--by", HEAD).status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("extend", "{ref}", "--grant", "--deny"), ("review", "{ref}", "--pass", "--return", "--opinion", "属实"),
        ("extend", "{ref}", "--reason", "难", "--opinion", "行"), ("notice", "zjj", "--opinion", "行"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused_and_nothing_is_asked(
    desk: Desk, yian: Yian, says: Says, words: tuple[str, ...]
) -> None:
    done = yian(*(word.format(ref=desk.problem()) for word in words), "--by", OFFICE)
    assert (done.status, done.refused) == (2, True), done.err


@pytest.mark.parametrize("name", sorted(WAYS))
def test_off_a_terminal_nothing_of_it_is_asked(yian: Yian, name: str) -> None:
    assert yian(name, "zzzzzz", "--by", OFFICE).status in (2, 3, 5)


def test_where_standard_input_names_the_records_nothing_is_asked(desk: Desk, yian: Yian, says: Says) -> None:
    ref = desk.submitted()
    done = yian("review", "-", "--opinion", "属实", "--by", INSPECTOR, given=ref)
    assert (done.status, done.refused) == (2, True), done.err
