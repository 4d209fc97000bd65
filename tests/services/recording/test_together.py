"""One thing recorded of several records: all of it or nothing, each judged on what those before it leave."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE, OTHER
from tests.services.ledgers import Desk, tree
from tests.services.repositories import Repository
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, SeveralRefused, UsageProblem
from yiananlib.services.recording import close_out, numbering, rectify, supervise
from yiananlib.services.recording.together import Together, together


def noted(desk: Desk, refs: Sequence[str], by: str = LIAISON) -> Together:
    return together(desk.ledger, desk.context(by), refs, lambda at, o, ref: rectify.note(at, o, ref, "催办"))


def titled(desk: Desk, count: int) -> list[str]:
    return [desk.problem(title=f"问题{n}") for n in range(count)]


@pytest.mark.parametrize("count", [1, 2, 7])
def test_each_of_the_records_gets_the_entry(desk: Desk, count: int) -> None:
    refs = titled(desk, count)
    found = noted(desk, refs)
    assert [row.state.problem.ref for row in found.rows] == refs
    assert [row.state for row in found.rows] == [desk.state(ref) for ref in refs]
    assert {desk.state(ref).problem.entries[-1].kind for ref in refs} == {"noted"}
    assert found.answers == ()


@pytest.mark.parametrize("at", [0, 1, 2])
def test_where_one_is_refused_nothing_is_recorded_of_any(desk: Desk, at: int) -> None:
    refs = titled(desk, 2)
    refs.insert(at, "zzzzzz")
    with desk.refuses(SeveralRefused, "1 of 3 refused") as _:
        noted(desk, refs)


def test_each_reason_is_told_once_beside_its_record(desk: Desk) -> None:
    refs = [
        desk.problem(),
        desk.problem(title="二"),
        desk.problem("czj", OTHER, title="三", leader="head", owner="liaison"),
    ]
    close_out.void(desk.ledger, desk.context(OFFICE), refs[1], "重复")
    before = tree(desk.root)
    with pytest.raises(SeveralRefused) as refused:
        together(
            desk.ledger, desk.context(LIAISON), [*refs, "zzzzzz"], lambda at, o, ref: rectify.progress(at, o, ref, "x")
        )
    first, *lines = refused.value.message.split("\n")
    assert first == "3 of 4 refused, so nothing was recorded:"
    assert [ref in line for ref, line in zip([refs[1], refs[2], "zzzzzz"], lines, strict=True)] == [True] * 3
    assert "Nothing was recorded" not in refused.value.message
    assert refused.value.exit_status == NotAllowed.exit_status
    assert tree(desk.root) == before


def test_a_fault_common_to_all_is_reported_once(desk: Desk) -> None:
    refs = titled(desk, 3)
    with desk.refuses(UsageProblem, "Who is recording"):
        together(desk.ledger, desk.context(None), refs, lambda at, o, ref: rectify.note(at, o, ref, "x"))
    with desk.refuses(NotAuthorised, "not an officer"):
        noted(desk, refs, "zjj/nobody")


def test_one_alone_is_refused_as_by_itself(desk: Desk) -> None:
    with desk.refuses(NoSuchRecord):
        noted(desk, ["zzzzzz"])


def test_a_record_is_named_once_by_whatever_name(desk: Desk) -> None:
    ref = desk.problem()
    for twice in ([ref, ref], [ref, ref.partition("/")[2]], [ref.partition("/")[2][:5], ref]):
        with desk.refuses(SeveralRefused, f"{ref} is named twice"):
            noted(desk, twice)


def test_what_comes_later_is_judged_on_what_came_before(desk: Desk) -> None:
    refs = titled(desk, 4)
    numbering.number(desk.ledger, desk.context(OFFICE), refs[3], "2026-007")
    series = numbering.Series()
    items: list[tuple[str, str | None]] = [(refs[2], None), (refs[0], "2026-020"), (refs[1], None)]
    found = together(desk.ledger, desk.context(OFFICE), items, lambda at, o, one: numbering.number(at, o, *one, series))
    assert [row.state.number for row in found.rows] == ["2026-008", "2026-020", "2026-021"]
    assert desk.ledger.locate("2026-021") == tuple(refs[1].split("/"))
    other = titled(desk, 2)
    with desk.refuses(SeveralRefused, "already has the serial number 2026-030"):
        together(
            desk.ledger,
            desk.context(OFFICE),
            [(other[0], "2026-030"), (other[1], "2026-030")],
            lambda at, o, one: numbering.number(at, o, *one, numbering.Series()),
        )


def test_several_entries_of_one_record_are_one_row(desk: Desk) -> None:
    ref, other = titled(desk, 2)
    for text in ("甲", "乙"):
        desk.measure(ref, text)
    desk.measure(other)
    paper = [desk.paper()]
    found = together(
        desk.ledger,
        desk.context(LIAISON),
        [(ref, 1), (other, 1), (ref, 2)],
        lambda at, o, one: rectify.done(at, o, *one, evidence=paper),
        apart=False,
    )
    assert [row.state for row in found.rows] == [desk.state(ref), desk.state(other)]
    assert all(m.completed is not None for m in desk.state(ref).measures)
    with desk.refuses(SeveralRefused):
        together(
            desk.ledger,
            desk.context(LIAISON),
            [(ref, 1), (other, 1)],
            lambda at, o, one: rectify.done(at, o, *one),
            apart=False,
        )


def test_a_gate_that_holds_for_one_holds_all_of_them_back(desk: Desk) -> None:
    ready = desk.passed()
    held = desk.submitted(title="另一件事", effect="三季度又抽查了八个项目")
    desk.review(held, by=INSPECTOR)
    (desk.root / f"orgs/zjj/evidence/{desk.state(held).evidence[0].file}").unlink()
    before = tree(desk.root)
    found = together(
        desk.ledger, desk.context(OFFICE), [ready, held], lambda at, o, ref: close_out.close(at, o, ref, {})
    )
    assert found.rows == ()
    assert [(one.ref, [check.code for check in one.unmet]) for one in found.answers] == [(held, ["evidence"])]
    assert tree(desk.root) == before
    with pytest.raises(SeveralRefused, match=f"(?s)zzzzzz.*{held}: unmet checks of the gate: evidence"):
        together(
            desk.ledger,
            desk.context(OFFICE),
            [ready, held, "zzzzzz"],
            lambda at, o, ref: close_out.close(at, o, ref, {}),
        )
    assert tree(desk.root) == before


def test_matters_go_together_too(desk: Desk) -> None:
    def sent(at: Any, o: Any, org: str) -> Any:
        return supervise.issue(at, o, org, {"title": "抽查督办", "demand": "报结果", "due": desk.now.date()})

    found = together(desk.ledger, desk.context(OFFICE), ["zjj", "czj"], sent)
    assert [row.standing.matter.org for row in found.rows] == ["zjj", "czj"]
    with desk.refuses(SeveralRefused, "1 of 2"):
        together(desk.ledger, desk.context(OFFICE), ["zjj", "nowhere"], sent)


def test_all_of_them_are_one_commit_of_one_officer(tmp_path: Path) -> None:
    from tests.services.ledgers import new_desk

    repo = Repository(new_desk(tmp_path / "ledger").root)
    repo.git("init", "--quiet", "--initial-branch=main")
    refs = titled(repo, 3)
    repo.edit("yian.toml", "commit = false", "commit = true")
    repo.commit()
    count = int(repo.git("rev-list", "--count", "HEAD"))
    found = noted(repo, refs, OFFICE)
    assert [row.uncommitted for row in found.rows] == [None] * 3
    assert int(repo.git("rev-list", "--count", "HEAD")) == count + 1
    message = repo.git("log", "-1", "--format=%B")
    assert message.startswith("3 个问题: 备注\n")
    assert message.count("Yian-By: ") == 1
    assert all(ref in message for ref in refs)
    assert repo.git("status", "--porcelain") == ""
    series = numbering.Series()
    together(repo.ledger, repo.context(OFFICE), refs, lambda at, o, ref: numbering.number(at, o, ref, None, series))
    assert repo.git("log", "-1", "--format=%s") == "3 个问题: number"
    noted(repo, refs[:1])
    assert repo.git("log", "-1", "--format=%s") == f"{refs[0]}: 备注"


def test_the_ledger_is_held_once_for_all_of_them(desk: Desk) -> None:
    refs = titled(desk, 3)
    seats = []

    def note(at: Any, context: Any, ref: str) -> Any:
        seats.append(context.seat)
        return rectify.note(at, context, ref, "x")

    together(desk.ledger, desk.context(), refs, note)
    assert len(set(map(id, seats))) == 1
