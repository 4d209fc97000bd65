"""Re-checks by chance: frozen, drawn once by what nobody could know, replaced in order, and judged by look-backs."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk, asked
from tests.services.repositories import Repository, honest
from yiananlib.errors import NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem
from yiananlib.model import drawing, matters, samples
from yiananlib.model.drawing import Rule
from yiananlib.model.lifecycle import fold
from yiananlib.model.vocabulary import LookBackResult, Status
from yiananlib.services.reading.due import due
from yiananlib.services.reading.look_backs import look_backs
from yiananlib.services.reading.report import report
from yiananlib.services.recording import close_out
from yiananlib.services.recording.matters import RecordedMatter
from yiananlib.services.recording.samples import announce, draw, freeze, replace

SINCE = dt.date(2026, 3, 1)
HELD, SLIPPED = LookBackResult.HELD, LookBackResult.SLIPPED


def frozen(desk: Desk, rule: Rule = Rule(50), by: str = INSPECTOR, **more: Any) -> str:  # noqa: B008 - a value
    return freeze(desk.ledger, desk.context(by), rule, SINCE, **more).ref


def drawn(desk: Desk, ref: str, number: str = "314") -> RecordedMatter:
    return draw(desk.ledger, desk.context(INSPECTOR), ref, number=number, how="当众摇号")


def now(desk: Desk, ref: str) -> tuple[str, ...]:
    return samples.now(matters.fold(desk.ledger.find_matter("sample", ref)))


def judged(desk: Desk, problem: str, result: LookBackResult, sample: str) -> None:
    close_out.look_back(desk.ledger, desk.context(INSPECTOR), problem, result, "现场", sample)


@pytest.fixture
def closed(desk: Desk) -> list[str]:
    """Four closed problems."""
    return sorted(
        desk.closed(title=f"第{n}项", effect=f"第{n}项零补办", severity="general", field="none") for n in range(4)
    )


def test_the_population_is_what_is_closed_in_those_days(desk: Desk, closed: list[str]) -> None:
    desk.passed(title="未销号", effect="未销号零补办")
    desk.look_back(closed[0], SLIPPED)
    ref = frozen(desk)
    head = desk.ledger.find_matter("sample", ref).head
    assert ref.startswith("jiwei/")
    assert list(head.population) == closed[1:]
    assert head.digest == drawing.digest({"since": "2026-03-01", "until": "2026-03-12", "share": 50}, closed[1:])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"until": dt.date(2026, 2, 28)}, "must be in order and not in the future"),
        ({"until": dt.date(2026, 3, 13)}, "must be in order and not in the future"),
        ({"until": dt.date(2026, 3, 11)}, "there is nothing to sample"),
        ({"scope": "czj"}, "there is nothing to sample"),
        ({"rule": Rule(10, least=5, most=3)}, "--most 3 is less than --least 5"),
    ],
)
def test_what_cannot_be_sampled_is_refused(desk: Desk, closed: list[str], more: dict[str, Any], said: str) -> None:
    assert closed
    with desk.refuses(UsageProblem, said):
        frozen(desk, **more)


def test_units_sample_nothing(desk: Desk, closed: list[str]) -> None:
    assert closed
    with desk.refuses(NotAuthorised):
        frozen(desk, by=LIAISON)
    ref = frozen(desk)
    with desk.refuses(NotAuthorised):
        draw(desk.ledger, desk.context(HEAD), ref, number="1", how="摇号")


def test_the_same_population_is_frozen_once(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    with desk.refuses(NotAllowed, f"The same problems were frozen as {ref}"):
        frozen(desk, Rule(80), OFFICE)
    desk.look_back(closed[0], SLIPPED)
    assert frozen(desk, Rule(80), OFFICE) != ref


def test_a_sample_is_drawn_once_and_as_its_seed_says(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    recorded = drawn(desk, ref)
    assert now(desk, ref) == drawing.drawn(Rule(50), closed, "314")
    assert recorded.entries[0].brought_by == INSPECTOR
    with desk.refuses(NotAllowed, "is not possible"):
        drawn(desk, ref, "315")


def test_a_seed_is_announced_before_it_is_there_and_not_after(desk: Desk, closed: list[str]) -> None:
    assert closed
    ref = frozen(desk)
    announce(desk.ledger, desk.context(INSPECTOR), ref, "以4月28日福彩3D开奖号码为种子")
    drawn(desk, ref)
    with desk.refuses(NotAllowed):
        announce(desk.ledger, desk.context(INSPECTOR), ref, "另一期")


def test_a_forged_draw_counts_nowhere(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    chosen = [one for one in closed if one not in drawing.drawn(Rule(50), closed, "314")]
    path = f"orgs/jiwei/samples/{ref.partition('/')[2]}.toml"
    text = (desk.root / path).read_text(encoding="utf-8")
    desk.write(
        path,
        f'{text}\n[[entries]]\nid = "zzzzzz"\nat = 2026-03-12T10:30:00+08:00\nby = "{INSPECTOR}"\nkind = "drawn"\n'
        f'number = "314"\nhow = "摇号"\ndrawn = ["{chosen[0]}", "{chosen[1]}"]\n',
    )
    standing = matters.fold(desk.ledger.find_matter("sample", ref))
    assert [fault.reason for fault in standing.faults] == ["the sample is not what 314 draws from the population"]
    assert samples.now(standing) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("share = 50", "share = 51", "its digest is not that of its population"),
        ("since = 2026-03-01", "since = 2026-03-02", "its digest is not that of its population"),
    ],
)
def test_a_forged_population_counts_nowhere(desk: Desk, closed: list[str], old: str, new: str, said: str) -> None:
    assert closed
    ref = frozen(desk)
    desk.edit(f"orgs/jiwei/samples/{ref.partition('/')[2]}.toml", old, new)
    standing = matters.fold(desk.ledger.find_matter("sample", ref))
    assert [fault.reason for fault in standing.faults] == [said]


def test_the_next_in_the_order_takes_the_place_of_what_cannot_be_looked_at(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    drawn(desk, ref)
    order = drawing.ordered(Rule(50), closed, "314")[""]
    desk.look_back(order[1], SLIPPED)
    replace(desk.ledger, desk.context(INSPECTOR), ref, order[1], "已重启")
    assert now(desk, ref) == (order[0], order[2])
    replace(desk.ledger, desk.context(INSPECTOR), ref, order[2], "另有调查")
    assert now(desk, ref) == (order[0], order[3])
    with desk.refuses(NotAllowed, f"nothing is left in the population that could take the place of {order[0]}"):
        replace(desk.ledger, desk.context(INSPECTOR), ref, order[0], "另有调查")
    with desk.refuses(NotAllowed, f"{order[1]} is not in the sample"):
        replace(desk.ledger, desk.context(INSPECTOR), ref, order[1], "另有调查")


def test_what_was_judged_is_not_replaced(desk: Desk, closed: list[str]) -> None:
    assert closed
    ref = frozen(desk)
    drawn(desk, ref)
    one = now(desk, ref)[0]
    judged(desk, one, SLIPPED, ref)
    with desk.refuses(NotAllowed, f"{one} was already judged in this sample"):
        replace(desk.ledger, desk.context(INSPECTOR), ref, one, "结果不好看")


def test_a_look_back_belongs_to_a_sample_only_where_the_problem_was_drawn(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    with desk.refuses(NotAllowed, f"it is not in the sample {ref}"):
        judged(desk, closed[0], HELD, ref)
    drawn(desk, ref)
    other = next(one for one in closed if one not in now(desk, ref))
    with desk.refuses(NotAllowed, f"it is not in the sample {ref}"):
        judged(desk, other, HELD, ref)
    with desk.refuses(NoSuchRecord):
        judged(desk, other, HELD, "zzzzzz")
    judged(desk, now(desk, ref)[0], HELD, ref.partition("/")[2])
    with desk.refuses(NotAllowed, f"it was already judged in the sample {ref}"):
        judged(desk, now(desk, ref)[0], HELD, ref)


def counted(desk: Desk, sample: str) -> tuple[int, int, int]:
    """Return judged, failed and undecided of a sample, counted from the folded records."""
    first: list[LookBackResult | None] = []
    for ref in now(desk, sample):
        looks = [e for e in fold(desk.ledger.find_problem(ref)).look_backs if e.sample == sample]
        first += [min(looks, key=lambda e: e.on).result] if looks else [None]
    found = [one for one in first if one is not None]
    return len(found), sum(one is not HELD for one in found), len(first) - len(found)


def test_the_report_counts_failed_of_judged_and_the_rest_apart(desk: Desk, closed: list[str]) -> None:
    assert closed
    ref = frozen(desk, Rule(75))
    assert asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 12))).rechecks == ()
    drawn(desk, ref)
    results = [SLIPPED, HELD]
    for n in range(3):
        (one,) = asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 12))).rechecks
        assert (one.judged, one.failed, one.undecided) == counted(desk, ref)
        assert (one.judged, one.undecided, one.population) == (n, 3 - n, 4)
        assert one.rate == (None, 1.0, 0.5)[n]
        if n < 2:
            judged(desk, now(desk, ref)[n], results[n], ref)
    (mine,) = asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 12), "zjj")).rechecks
    assert mine.judged == 2
    assert asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 12), "czj")).rechecks == ()
    assert asked(desk.ledger, lambda index: report(index, dt.date(2026, 3, 11))).rechecks == ()


def test_what_was_drawn_waits_for_supervision_until_it_is_judged(desk: Desk, closed: list[str]) -> None:
    assert closed
    ref = frozen(desk)

    def waiting(officer: str | None) -> list[str]:
        found = asked(desk.ledger, lambda index: due(index, dt.date(2026, 3, 12), officer))
        return [row.ref for other in found.others if other.what == "sampled" for row in other.rows]

    assert waiting(INSPECTOR) == []
    drawn(desk, ref)
    assert waiting(INSPECTOR) == waiting(OFFICE) == waiting(None) == list(now(desk, ref))
    assert waiting(LIAISON) == []
    judged(desk, now(desk, ref)[0], HELD, ref)
    assert waiting(INSPECTOR) == list(now(desk, ref)[1:])


def test_the_plan_of_look_backs_says_which_were_by_chance(desk: Desk, closed: list[str]) -> None:
    ref = frozen(desk)
    drawn(desk, ref)
    judged(desk, now(desk, ref)[0], HELD, ref)
    other = next(one for one in closed if one not in now(desk, ref))
    desk.look_back(other, HELD)
    plan = asked(desk.ledger, lambda index: look_backs(index, dt.date(2026, 3, 12)))
    assert {look.ref: look.sample for look in plan.done} == {now(desk, ref)[0]: ref, other: None}


# in git


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return honest(tmp_path / "ledger")


def sampled(repo: Repository, rule: Rule = Rule(100)) -> str:  # noqa: B008 - a value
    refs: list[str] = []
    repo.recorded(INSPECTOR, lambda: refs.append(frozen(repo, rule)))
    return refs[0]


def by_commit(repo: Repository, ref: str, commit: str) -> RecordedMatter:
    return draw(repo.ledger, repo.context(INSPECTOR), ref, commit=commit)


def noted(repo: Repository, by: str) -> str:
    return repo.recorded(by, lambda: repo.append(repo.ref(repo.open_one), "noted", by, note="再说"))


def test_what_is_not_committed_is_not_frozen(repo: Repository) -> None:
    repo.append(repo.ref(repo.open_one), "noted", LIAISON, note="未提交")
    with repo.refuses(NotAllowed, "is not committed"):
        frozen(repo)


def test_the_first_later_commit_of_another_organization_is_the_seed(repo: Repository) -> None:
    before = repo.git("rev-parse", "HEAD")
    ref = sampled(repo)
    froze = repo.git("rev-parse", "HEAD")
    own = noted(repo, INSPECTOR)
    first, second = noted(repo, LIAISON), noted(repo, OFFICE)
    for commit, said in (
        (before, "does not follow the one that froze the population"),
        (froze, "is the one that froze the population"),
        (own, "was not recorded by an officer of another organization than jiwei"),
        (second, f"commit {first[:12]} came before {second[:12]}"),
    ):
        with repo.refuses(NotAllowed, said):
            by_commit(repo, ref, commit)
    with repo.refuses(NoSuchRecord):
        by_commit(repo, ref, "nosuch")
    repo.recorded(INSPECTOR, lambda: by_commit(repo, ref, first[:9]))
    assert repo.codes() == ["unvouched"] or repo.codes() == []
    (entry,) = [e for e in repo.ledger.find_matter("sample", ref).entries if e.kind == "drawn"]
    assert entry.commit == first


def test_a_commit_of_another_line_is_no_seed(repo: Repository) -> None:
    repo.git("branch", "side")
    ref = sampled(repo)
    repo.git("switch", "--quiet", "side")
    aside = noted(repo, LIAISON)
    repo.git("switch", "--quiet", "main")
    with repo.refuses(NotAllowed, "does not follow the one that froze the population"):
        by_commit(repo, ref, aside)


def forged_draw(repo: Repository, ref: str, seed: str) -> None:
    head = repo.ledger.find_matter("sample", ref).head
    chosen = '", "'.join(drawing.drawn(head.rule, head.population, seed))
    path = f"orgs/jiwei/samples/{ref.partition('/')[2]}.toml"
    repo.write(
        path,
        f'{repo.text(path)}\n[[entries]]\nid = "zzzzzz"\nat = {repo.now.isoformat()}\nby = "{INSPECTOR}"\n'
        f'kind = "drawn"\ncommit = "{seed}"\ndrawn = ["{chosen}"]\n',
    )


def test_the_proof_finds_a_seed_that_was_chosen(repo: Repository) -> None:
    ref = sampled(repo)
    seed = noted(repo, INSPECTOR)
    repo.recorded(INSPECTOR, lambda: forged_draw(repo, ref, seed))
    (found,) = [f for f in repo.findings() if f.code == "sample"]
    assert "was not recorded by an officer of another organization" in found.message


@pytest.mark.parametrize("seed", ["0" * 40, "before"])
def test_the_proof_finds_a_seed_that_is_no_later_commit(repo: Repository, seed: str) -> None:
    before = repo.git("rev-parse", "HEAD")
    ref = sampled(repo)
    repo.recorded(INSPECTOR, lambda: forged_draw(repo, ref, before if seed == "before" else seed))
    assert [f.code for f in repo.findings()].count("sample") == 1


def forged(repo: Repository, ref: str, name: str, population: tuple[str, ...]) -> None:
    head = repo.ledger.find_matter("sample", ref).head
    found = drawing.digest(samples.said(head.__dict__), population)
    text = repo.text(f"orgs/jiwei/samples/{ref.partition('/')[2]}.toml")
    text = text.replace(ref.partition("/")[2], name).replace(head.digest, found)
    start, _mark, rest = text.partition("population = [")
    end = rest.partition("]")[2]
    quoted = "".join(f'    "{one}",\n' for one in population)
    repo.write(f"orgs/jiwei/samples/{name}.toml", f"{start}population = [\n{quoted}]{end}")


def test_the_proof_freezes_the_population_again(repo: Repository) -> None:
    ref = sampled(repo)
    open_one = repo.ref(repo.open_one)
    repo.recorded(INSPECTOR, lambda: forged(repo, ref, "zzzzzz", (open_one,)))
    said = [f.message for f in repo.findings() if f.code == "sample"]
    assert any("its population is not that of the problems that were closed then" in one for one in said)


def test_the_proof_and_verify_find_a_population_that_was_frozen_twice(repo: Repository) -> None:
    ref = sampled(repo)
    population = repo.ledger.find_matter("sample", ref).head.population
    repo.recorded(INSPECTOR, lambda: forged(repo, ref, "zzzzzz", population))
    said = [f.message for f in repo.findings() if f.code == "sample"]
    assert [f"the same population was frozen in {ref}" in one for one in said] == [True]


def test_the_proof_finds_a_look_back_in_a_sample_that_did_not_draw_it(repo: Repository) -> None:
    sample = sampled(repo)
    closed = repo.ref(repo.closed_one)
    seen = [e.id for e in repo.ledger.find_problem(closed).entries]
    repo.recorded(
        INSPECTOR,
        lambda: repo.append(closed, "looked-back", INSPECTOR, result="held", opinion="好", seen=seen, sample=sample),
    )
    assert [f.code for f in repo.findings()].count("sample") == 1
    assert fold(repo.ledger.find_problem(closed)).status is Status.CLOSED
