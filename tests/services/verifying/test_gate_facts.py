"""Every remedy that the gate prints leads on: it is followed, check by check, until the problem is struck off."""

import contextlib
import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE, OTHER, Story, make_campaign
from tests.services.ledgers import STANDARDS, Desk
from tests.services.noticing import issue, reply
from tests.services.registers import done_rule
from yiananlib.index.cache import answer
from yiananlib.model import judging
from yiananlib.model.campaign import GATE_CODES
from yiananlib.model.closing import Facts, Unmet, unmet, unmet_at_submission
from yiananlib.model.problem import digest
from yiananlib.model.steps import TABLE
from yiananlib.model.text import comparable, fingerprint
from yiananlib.model.vocabulary import Status, Verdict
from yiananlib.services.recording import close_out, general, numbering, rectify
from yiananlib.services.recording.close_out import GateUnmet
from yiananlib.services.recording.problems import Recorded
from yiananlib.services.verifying.gate_facts import effect_of
from yiananlib.store.ledger import Ledger

GENERAL: Final[dict[str, Any]] = {"severity": "general", "field": "none"}
EFFECT: Final = "二季度12个项目零补办"


def lacking(desk: Desk, said: dict[str, str] | None = None, *, evidence: bool = True, **fields: Any) -> str:
    """Return a problem that was passed though something of the unit's part is missing."""
    ref = desk.problem(**fields)
    desk.measure(ref)
    rectify.done(desk.ledger, desk.context(), ref, 1, evidence=[desk.paper()] if evidence else [])
    desk.endorse(ref)
    words = {"effect": EFFECT, "rule": "办法", "wider": "同查"} | (said or {})
    given: dict[str, Any] = {key: value for key, value in words.items() if value}
    close_out.submit(desk.ledger, desk.context(), ref, **given, incomplete="先报主体")
    desk.review(ref)
    return ref


def unfinished(desk: Desk) -> str:
    ref = desk.problem()
    desk.measure(ref)
    desk.endorse(ref)
    rectify.add_evidence(desk.ledger, desk.context(), ref, [desk.paper()], measure=1)
    desk.submit(ref, incomplete="措施未完")
    desk.review(ref)
    return ref


def unendorsed(desk: Desk) -> str:
    ref = desk.problem()
    desk.submit(ref)
    desk.review(ref)
    return ref


def own_pass(desk: Desk) -> str:
    """Return a problem whose pass, merged in, is by its owner."""
    ref = desk.submitted(**GENERAL, owner=OFFICE)
    problem = desk.ledger.find_problem(ref)
    given = {"seen": [e.id for e in problem.entries], "digest": digest(problem.head, problem.entries)}
    desk.append(ref, "reviewed", by=OFFICE, verdict="pass", opinion="属实", **given)
    return ref


def asked_later(desk: Desk) -> str:
    ref = desk.submitted(**GENERAL)
    desk.review(ref, by=OFFICE)
    desk.edit("yian.toml", 'standards_from = "serious" ', 'standards_from = "general" ')
    return ref


def unpublic(desk: Desk) -> str:
    desk.edit("yian.toml", "publicity = false", "publicity = true ")
    return desk.passed()


def unaccepted(desk: Desk) -> str:
    desk.edit("yian.toml", "accepted = false", "accepted = true ")
    return desk.passed()


def noticed(desk: Desk) -> str:
    ref = desk.passed()
    issue(desk, problems=[ref])
    return ref


def unlooked(desk: Desk) -> str:
    """Return a problem of the office that stands for one of a unit, and for which no unit has looked."""
    said = {"severity": "minor", "class": "immediate", "field": "none", "owner": OFFICE, "leader": OFFICE}
    ref = desk.problem("office", OFFICE, title="变更先干后批多发", symptom="八家单位有十九项", **said)
    context = desk.context(OFFICE)
    rectify.add_measure(desk.ledger, context, ref, "制发变更审批指引", owner=OFFICE, due=dt.date(2026, 5, 20))
    rectify.done(desk.ledger, context, ref, 1, evidence=[desk.paper(content="指引")])
    general.generalise(desk.ledger, context, ref, [desk.problem()], ["zjj", "czj"])
    close_out.submit(desk.ledger, context, ref, effect="全县变更一律先批后干", wider="各单位同查", no_rule="见制度")
    desk.review(ref)
    return ref


def look_wider(desk: Desk, ref: str) -> None:
    general.look_wider(desk.ledger, desk.context(LIAISON), ref, 2, "抽查31项")
    general.look_wider(desk.ledger, desk.context(OTHER), ref, 0, "逐项核对14项")
    done_rule(desk, org="office", by=OFFICE, problems=[ref])


LACKING: Final[dict[str, Callable[[Desk], str]]] = {
    "triad": lambda d: lacking(d, goal=None),
    "cause-depth": lambda d: lacking(d, level=["work"]),
    "measures-done": unfinished,
    "evidence": lambda d: lacking(d, evidence=False),
    "effect": lambda d: lacking(d, {"effect": "修订变更审批办法"}),
    "rule": lambda d: lacking(d, {"rule": ""}),
    "wider": lambda d: lacking(d, {"wider": ""}),
    "looked-wider": unlooked,
    "term": lambda d: d.passed(**{"class": "ongoing"}),
    "endorsed": unendorsed,
    "independent": own_pass,
    "standards": asked_later,
    "accepted": unaccepted,
    "publicity": unpublic,
    "notices": noticed,
}


def returned(desk: Desk, ref: str) -> None:
    """Have it returned, submitted again, endorsed and passed by an inspector."""
    desk.review(ref, Verdict.RETURN)
    desk.submit(ref, EFFECT)
    desk.endorse(ref)
    desk.review(ref)


def lapsing(step: Callable[[Desk, str], object]) -> Callable[[Desk, str], None]:
    """Return what takes a step after which the pass has lapsed, and reviews anew."""

    def follow(desk: Desk, ref: str) -> None:
        step(desk, ref)
        desk.review(ref)

    return follow


def publicise(desk: Desk, ref: str) -> None:
    close_out.publicise(desk.ledger, desk.context(OFFICE), ref, since=dt.date(2026, 3, 12), until=dt.date(2026, 3, 16))
    desk.on("2026-03-17")


def amend(**changes: Any) -> Callable[[Desk, str], object]:
    return lambda d, ref: rectify.amend(d.ledger, d.context(), ref, changes, "补全")


FOLLOWED: Final[dict[str, Callable[[Desk, str], object]]] = {
    "triad": lapsing(amend(goal="变更审批零补办")),
    "cause-depth": lapsing(amend(level=["political"])),
    "measures-done": lapsing(lambda d, ref: rectify.done(d.ledger, d.context(), ref, 1)),
    "evidence": lapsing(lambda d, ref: rectify.add_evidence(d.ledger, d.context(), ref, [d.paper()], measure=1)),
    "effect": returned,
    "rule": lambda d, ref: done_rule(d, problems=[ref]),
    "wider": returned,
    "looked-wider": look_wider,
    "term": lambda d, _ref: d.on("2026-06-15"),
    "endorsed": lambda d, ref: d.endorse(ref),
    "independent": returned,
    "standards": returned,
    "accepted": lambda d, ref: numbering.number(d.ledger, d.context(OFFICE), ref),
    "publicity": publicise,
    "notices": lambda d, ref: [reply(d, m.ref) for m in d.ledger.matters(ref.partition("/")[0], "notice")],
}


@pytest.mark.parametrize("code", GATE_CODES)
def test_whoever_follows_the_remedy_closes(desk: Desk, code: str) -> None:
    ref = LACKING[code](desk)
    answer = desk.close(ref, closer(desk, ref))
    assert isinstance(answer, GateUnmet)
    assert [check.code for check in answer.unmet] == [code]
    FOLLOWED[code](desk, ref)
    assert isinstance(desk.close(ref, closer(desk, ref)), Recorded)


def closer(desk: Desk, ref: str) -> str:
    """Return who closes: the office, unless it passed the problem or has a part in it."""
    state = desk.state(ref)
    passed = state.review.principal if state.review is not None else None
    return INSPECTOR if passed == OFFICE or OFFICE in judging.involved(state) else OFFICE


STEPS: Final = {
    "amend": "amended",
    "number": "numbered",
    "add-measure": "planned",
    "done": "completed",
    "add-evidence": "evidenced",
    "endorse": "endorsed",
    "submit": "submitted",
    "withdraw": "withdrawn",
    "publicise": "publicised",
    "wider": "looked-wider",
    "review --return": "reviewed:return",
    "review --pass": "reviewed:pass",
}
ELSEWHERE: Final = ("add-rule", "rule", "reply")
"""Commands of other records than the problem."""


def follow(status: Status, checks: tuple[Unmet, ...]) -> set[str]:
    """Take the steps that the remedies name, one after the other; return the codes of those looked at."""
    for check in checks:
        now = status
        for command in re.findall(r"`yian ([a-z-]+(?: --return| --pass)?)", check.remedy):
            if command in ELSEWHERE:
                continue
            step = STEPS[command]
            # an alternative is taken where the problem stands, the next of a row where the one before led
            now = now if step in TABLE[now] else status
            assert step in TABLE[now], f"{check.code}: {command} while {now}"
            now = TABLE[now][step]
    return {check.code for check in checks}


def nothing_done(*steps: str, **submission: Any) -> Story:
    head: dict[str, Any] = {"root_cause": None, "level": [], "goal": None, "owner": OFFICE, "class": "ongoing"}
    story = Story(**head).has("registered", "generalised", *steps)
    if submission:
        story.add("submitted", effect=None, rule=None, wider=None, **submission)
    return story


WORST: Final = Facts(day=dt.date(2026, 3, 12), same_effect="czj/aaaaaa", unanswered=("zjj/bbbbbb",))
STRICT: Final = make_campaign(gate={"accepted": True, "publicity": True})


@pytest.mark.parametrize("steps", [(), ("progressed",), ("submitted", "reviewed:return")])
def test_every_remedy_at_the_submission_is_allowed_where_the_problem_stands(steps: tuple[str, ...]) -> None:
    before = nothing_done(*steps)
    after = nothing_done(*steps, incomplete=None)
    looked = follow(before.state.status, unmet_at_submission(after.state, STRICT, WORST))
    assert looked == {"triad", "cause-depth", "measures-done", "evidence", "effect", "rule", "wider"}


@pytest.mark.parametrize("incomplete", [None, "措施未完"])
@pytest.mark.parametrize("passed", [False, True])
def test_every_remedy_of_the_close_is_allowed_where_the_problem_stands(passed: bool, incomplete: str | None) -> None:
    story = nothing_done(incomplete=incomplete)
    if passed:
        story.add("reviewed:pass", by=OFFICE)
    state = story.state
    assert state.status is (Status.PASSED if passed else Status.SUBMITTED)
    assert follow(state.status, unmet(state, STRICT, WORST)) == set(GATE_CODES)


def test_a_rule_that_is_named_and_not_done_is_decided_on_and_carried_out() -> None:
    story = nothing_done(incomplete=None)
    (check,) = (c for c in unmet(story.state, STRICT, Facts(WORST.day, rule_open="zjj/rrrrrr")) if c.code == "rule")
    assert re.findall("`yian rule zjj/rrrrrr (--[a-z]+)", check.remedy) == ["--decide", "--issued"]


def test_standards_of_another_county_are_asked_for_by_its_own_number(desk: Desk) -> None:
    assert close_out.standards_to_answer(desk.ledger, desk.problem()) == desk.ledger.campaign().gate.standards
    assert close_out.standards_to_answer(desk.ledger, desk.problem(title="另一个", **GENERAL)) == ()
    assert len(STANDARDS) == len(desk.ledger.campaign().gate.standards)


SAID: Final = (
    "零补办",
    "二季度 12 个项目零补办。",
    "ＡＢＣ零补办",
    "abc零补办",
    "零补",
    "……",
    "",
    "ß项ǅ补",
    "SS项ǆ补",
    "🀄",
)
"""Effects, some of which are one and the same to those who compare them."""


@pytest.fixture
def telling(desk: Desk) -> Desk:
    """A ledger with every effect of `SAID` in a problem that was submitted, and one that was returned."""
    for number, effect in enumerate(SAID):
        ref = desk.problem(("zjj", "czj", "gov")[number % 3], by=OFFICE, leader=HEAD, owner=HEAD, title=f"第{number}个")
        close_out.submit(desk.ledger, desk.context(OFFICE), ref, effect=effect, incomplete="措施未完")
    desk.review(desk.submitted(title="退回", effect="零补"), Verdict.RETURN)
    return desk


def nowhere(*_needles: bytes) -> Iterator[tuple[str, str]]:
    raise AssertionError("the bytes of all problems were searched")


@pytest.mark.parametrize("effect", SAID)
def test_the_index_nominates_whom_a_search_of_all_files_finds(
    telling: Desk, effect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    assert answer(telling.ledger, folder, lambda index: index.scope(None))
    searched = [effect_of(telling.ledger, effect, own) for own in owns(telling)]
    known = Ledger(telling.root, cache=folder)
    monkeypatch.setattr(known, "mentioning", nowhere)
    assert [effect_of(known, effect, own) for own in owns(telling)] == searched
    assert any(searched) == bool(comparable(effect))


def owns(desk: Desk) -> list[tuple[str, str]]:
    names = [(org, name) for org in desk.ledger.org_names() for name in desk.ledger.problem_names(org)]
    return [*names, ("zjj", "nobody")]


@pytest.mark.parametrize("state", ["no index", "an index of nothing yet", "rubbish"])
def test_without_an_index_the_files_are_searched(telling: Desk, state: str, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    if state != "no index":
        answer(telling.ledger, folder, lambda index: index.setting)
    if state == "rubbish":
        next(folder.glob("*.sqlite")).write_bytes(b"rubbish" * 1000)
    known = Ledger(telling.root, cache=folder)
    assert effect_of(known, "零补办", ("zjj", "nobody")) == effect_of(telling.ledger, "零补办", ("zjj", "nobody"))


def test_what_the_index_nominates_is_read_and_decides(telling: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    answer(telling.ledger, folder, lambda index: index.scope(None))
    with contextlib.closing(sqlite3.connect(next(folder.glob("*.sqlite")))) as connection, connection:
        connection.execute("UPDATE effects SET digest = ?", (fingerprint(comparable("别的成效")),))
    assert effect_of(Ledger(telling.root, cache=folder), "别的成效", ("zjj", "nobody")) is None


def test_what_is_about_to_be_written_is_looked_at_too(telling: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    answer(telling.ledger, folder, lambda index: index.scope(None))
    ref = telling.submitted(title="将要写入", effect="将要写入的成效")
    path = telling.file_of(ref)
    data = telling.ledger.bytes_of(path).replace("将要写入的成效".encode(), "别的成效".encode())
    known = Ledger(telling.root, cache=folder).overlaid({path: data, "orgs/zjj/evidence/a.pdf": b"a"})
    assert effect_of(known, "别的成效", ("zjj", "nobody")) == ref
    assert effect_of(known, "将要写入的成效", ("zjj", "nobody")) is None
