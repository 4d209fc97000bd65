"""Bringing the index up to date: it answers as one that was built this moment, whatever was done to the files."""

import datetime as dt
import functools
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import HEAD, OFFICE
from tests.index import asked
from tests.index.world import TICK, World, answered
from tests.services.ledgers import Desk, new_desk
from tests.services.recount import recount
from tests.services.repositories import Repository
from tests.trying import tries
from yiananlib.errors import LedgerInvalid, YianError
from yiananlib.index import cache, loading, queries, snapshots, sync, writing
from yiananlib.index.sync import Index
from yiananlib.model.lifecycle import fold
from yiananlib.model.vocabulary import GONE, Function, LookBackResult, Verdict
from yiananlib.services.reading import report
from yiananlib.services.recording import close_out
from yiananlib.store import kinds, workers
from yiananlib.store.ledger import Ledger


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with problems in every status, to be copied."""
    desk = new_desk(tmp_path_factory.mktemp("county") / "ledger")
    desk.problem(title="未启动")
    desk.measure(desk.problem(title="整改中"))
    desk.passed(title="审核通过", effect="全部补办")
    desk.review(desk.submitted(title="退回", effect="补办过半"), Verdict.RETURN)
    desk.look_back(desk.closed(title="已销号", effect="无一遗漏"), LookBackResult.SLIPPED)
    for org in ("czj", "gov"):
        desk.problem(org, by=OFFICE, leader=HEAD, owner=HEAD, title=f"{org}的问题")
    answered(desk, "p01")
    return desk.root


@pytest.fixture(params=range(tries(8, in_ci=40, thorough=1000)))
def world(request: pytest.FixtureRequest, county: Path, tmp_path: Path) -> World:
    shutil.copytree(county, tmp_path / "ledger")
    return World(tmp_path / "ledger", request.param)


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no answer come from anything but a file: an index that cannot be used answers right, too."""
    connected = cache._connected

    def connect(name: str) -> Any:
        assert name != ":memory:", "the index in the file was done without"
        return connected(name)

    monkeypatch.setattr(cache, "_connected", connect)


@pytest.mark.usefixtures("used")
def test_whatever_was_done_to_the_files_it_answers_as_one_built_now(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "TICK", int(TICK * 1e9))
    warm = tmp_path / "warm"
    ledger = world.desk.ledger
    asked.ask(ledger, warm, asked.county)
    name = asked.file_of(warm).name
    for number in range(30):
        world.step()
        if world.chance.random() < 0.7:
            question = world.question()
            fresh = tmp_path / f"fresh{number}"
            assert asked.ask(ledger, warm, question) == asked.ask(ledger, fresh, question), world.told
    _as_counted_by_hand(ledger, warm, world.told)
    assert asked.file_of(warm).name == name, "it was built anew"


@pytest.mark.usefixtures("used")
def test_whatever_was_done_to_another_checkout_it_answers_as_one_built_now(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "TICK", int(TICK * 1e9))
    shared = tmp_path / "shared"
    asked.ask(world.desk.ledger, shared, asked.county)
    for number in range(4):
        other = World(shutil.copytree(world.desk.root, tmp_path / f"other{number}"), world.chance.randrange(1000))
        for step in range(5):
            if step:
                other.step()
            question, fresh = other.question(), tmp_path / f"fresh{number}-{step}"
            there = other.desk.ledger
            assert asked.ask(there, shared, question) == asked.ask(there, fresh, question), (world.told, other.told)
        for _time in range(3):
            world.step()
        asked.ask(world.desk.ledger, shared, world.question())


def _as_counted_by_hand(ledger: Ledger, folder: Path, told: list[str]) -> None:
    try:
        problems = {org: list(ledger.problems(org)) for org in ledger.org_names()}
    except YianError:
        return
    everything = asked.ask(ledger, folder, lambda index: report.report(index, asked.DAY))
    if not isinstance(everything, report.Report):
        return  # another file cannot be read
    every = [p for some in problems.values() for p in some]
    expected = {p.ref: (s.head.title, s.status, s.due) for p in every if (s := fold(p)).status not in GONE}
    assert {r.ref: (r.title, r.status, r.due_extended) for r in everything.rows} == expected, told
    orgs = ledger.orgs().items()
    functions = {name: org.function.value for name, org in orgs if org.function is not Function.UNIT}
    rules = functions, ledger.campaign().gate.key_fields
    assert everything.figures._asdict() == recount(every, asked.DAY, *rules), told
    for row in everything.by_org:
        assert row.own._asdict() == recount(problems[row.org], asked.DAY, *rules), told


@pytest.mark.usefixtures("used")
def test_who_looks_at_a_part_of_what_is_known_writes_nothing(
    county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "TICK", -(10**18))
    ledger = Ledger(county)
    refs = [problem.ref for org in ledger.org_names() for problem in ledger.problems(org)]

    def question(index: Index) -> int:
        index.scope(None)
        index.problems()
        index.given()
        index.rounds()
        for ref in refs:
            index.record(kinds.PROBLEM.path(*ref.split("/")))
        return index.connection.total_changes

    cache.answer(ledger, tmp_path, question)
    assert cache.answer(ledger, tmp_path, question) == 0


# what two commands at once may do to each other, brought about one after the other


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The county with a problem of each of two organizations."""
    desk = new_desk(tmp_path / "ledger")
    desk.problem(title="住建局的问题")
    desk.problem("czj", by=OFFICE, leader=HEAD, owner=HEAD, title="财政局的问题")
    return desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _once(
    monkeypatch: pytest.MonkeyPatch, place: Any, name: str, then: Callable[[], object], *, before: bool, call: int = 1
) -> None:
    """Do something else once, before or after the call of that number of the function of that name."""
    there = getattr(place, name)
    calls = 0

    def counted(*arguments: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        due = calls == call
        if due and before:
            then()
        found = there(*arguments, **more)
        if due and not before:
            then()
        return found

    monkeypatch.setattr(place, name, counted)


@pytest.mark.usefixtures("used")
@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("name", ["records", "definitions"])
def test_a_file_that_changes_while_it_is_listed_is_seen(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, before: bool
) -> None:
    (path,) = (desk.root / "orgs/zjj/problems").iterdir()

    def edit() -> None:
        desk.edit(f"orgs/zjj/problems/{path.name}", "住建局的", "住建局里")
        desk.edit("orgs/zjj/org.toml", "住建局", "建设局")

    with monkeypatch.context() as patch:
        _once(patch, snapshots, name, edit, before=before)
        asked.ask(desk.ledger, folder, asked.county)
    assert asked.ask(desk.ledger, folder, asked.titles)[f"zjj/{path.stem}"] == "住建局里问题"
    assert "建设局" in str(asked.ask(desk.ledger, folder, asked.county))


@pytest.mark.usefixtures("used")
def test_a_file_that_goes_while_it_is_read_is_missing_and_no_failure(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = (desk.root / "orgs/zjj/problems").iterdir()
    _once(monkeypatch, snapshots, "records", path.unlink, before=False)
    assert [ref.partition("/")[0] for ref in asked.ask(desk.ledger, folder, asked.refs)] == ["czj"]


@pytest.mark.usefixtures("used")
@pytest.mark.parametrize("file", ["org.toml", "problems", ""])
@pytest.mark.parametrize("old", [True, False])
def test_an_organization_that_goes_while_it_is_read_is_missing_and_no_failure(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch, old: bool, file: str
) -> None:
    if old:
        monkeypatch.setattr(snapshots, "TICK", -(10**18))
    target = desk.root / "orgs/zjj"

    def remove() -> None:
        if file != "org.toml":
            shutil.rmtree(target / file)
        else:
            shutil.rmtree(target)

    _once(monkeypatch, snapshots, "definitions" if file == "org.toml" else "records", remove, before=False)
    assert [ref.partition("/")[0] for ref in asked.ask(desk.ledger, folder, asked.refs)] == ["czj"]


@pytest.mark.usefixtures("used")
def test_yian_toml_may_be_missing_for_a_moment(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, aside = desk.root / "yian.toml", desk.root / "aside"
    path.rename(aside)
    monkeypatch.setattr(time, "sleep", lambda _seconds: aside.rename(path) if aside.exists() else None)
    assert len(asked.ask(desk.ledger, folder, asked.refs)) == 2


@pytest.mark.parametrize("warm", [True, False])
def test_a_yian_toml_that_stays_missing_is_named(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch, warm: bool
) -> None:
    if warm:
        asked.ask(desk.ledger, folder, asked.refs)
    (desk.root / "yian.toml").unlink()
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with pytest.raises(LedgerInvalid, match=r"yian\.toml: it cannot be read: No such file"):
        cache.answer(desk.ledger, folder, asked.refs)


@pytest.mark.usefixtures("used")
def test_what_another_command_keeps_first_is_not_kept_twice(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _once(monkeypatch, writing, "all_of", lambda: cache.answer(desk.ledger, folder, asked.county), before=True)
    found = cache.answer(desk.ledger, folder, lambda index: [*queries.rows(index, asked.DAY, index.scope(None))])
    assert [row.title for row in found] == ["住建局的问题", "财政局的问题"]


@pytest.mark.usefixtures("used")
def test_the_records_of_an_organization_that_another_command_forgot_are_not_kept(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    czj, aside = desk.root / "orgs/czj", desk.root / "aside"

    def forget() -> None:
        czj.rename(aside)
        cache.answer(desk.ledger, folder, asked.county)

    def rows(index: Index) -> int:
        (found,) = index.connection.execute("SELECT count(*) FROM problems").fetchone()
        return int(found)

    with monkeypatch.context() as patch:
        _once(patch, writing, "all_of", forget, before=True, call=2)  # the definitions are kept first
        assert [row.org for row in asked.ask(desk.ledger, folder, asked.county)[0].rows] == ["zjj"]
    assert asked.file_of(folder).name.endswith("-1.sqlite"), "it was built anew"
    assert cache.answer(desk.ledger, folder, rows) == 1
    aside.rename(czj)
    assert len(asked.ask(desk.ledger, folder, asked.refs)) == 2


@pytest.mark.usefixtures("used")
def test_figures_are_not_remembered_under_settings_that_another_command_replaced(desk: Desk, folder: Path) -> None:
    def slow(index: Index) -> Any:
        assert index.setting.yellow == 7  # as when a command asks for the time zone
        desk.edit("yian.toml", "yellow = 7", "yellow = 90")
        cache.answer(desk.ledger, folder, lambda index: index.setting)
        return report.report(index, asked.DAY.replace(month=4))

    desk.write("yian.toml", _with_deadlines((desk.root / "yian.toml").read_text(encoding="utf-8")))
    cache.answer(desk.ledger, folder, slow)
    now = cache.answer(desk.ledger, folder, lambda index: report.report(index, asked.DAY.replace(month=4)))
    assert now.figures.due_soon == 2


def _with_deadlines(text: str) -> str:
    return text if "yellow = 7" in text else f"{text}\n[deadlines]\nyellow = 7\n"


def test_an_index_that_others_always_change_first_is_done_without(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.ask(desk.ledger, folder, asked.refs)
    name = asked.file_of(folder).name
    desk.edit("orgs/zjj/org.toml", "住建局", "建设局")
    there = writing._unit

    def overtaken(connection: Any, plan: sync.Plan, found: Any) -> bool:
        path = connection.execute("PRAGMA database_list").fetchone()[2]
        return there(connection, plan, found) if not path else False

    monkeypatch.setattr(writing, "_unit", overtaken)
    assert "建设局" in str(asked.ask(desk.ledger, folder, asked.county))
    assert asked.file_of(folder).name == name


def test_a_file_that_comes_and_goes_all_the_time_is_in_nobodys_way(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = asked.ask(desk.ledger, folder, asked.refs)
    other = desk.root / "orgs/zjj/problems/zzzzzz.toml"
    text = next((desk.root / "orgs/czj/problems").iterdir()).read_text(encoding="utf-8")
    came: list[str] = []
    listed, there = snapshots.records, loading._read

    def records(ledger: Ledger, unit: str) -> snapshots.Listing:
        if unit == "zjj" and len(came) < 8:
            came.append(unit)
            other.write_text(text, encoding="utf-8")
        return listed(ledger, unit)

    def read(*arguments: Any) -> Any:
        other.unlink(missing_ok=True)
        return there(*arguments)

    monkeypatch.setattr(snapshots, "records", records)
    monkeypatch.setattr(loading, "_read", read)
    assert asked.ask(desk.ledger, folder, asked.refs) == refs
    assert len(came) == 8


def test_a_build_that_was_interrupted_goes_on_where_it_was(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "_BATCH", 1)
    monkeypatch.setattr(loading, "spread", functools.partial(workers.spread, chunk=1))
    (bad,) = (desk.root / "orgs/czj/problems").iterdir()
    good = bad.read_bytes()
    bad.write_bytes(b"\xff")
    assert asked.ask(desk.ledger, folder, asked.refs)[0] is LedgerInvalid
    bad.write_bytes(good)
    read: list[str] = []
    there = loading._content

    def content(ledger: Ledger, supervision: frozenset[str], path: str, parse: Any) -> Any:
        read.append(path)
        return there(ledger, supervision, path, parse)

    monkeypatch.setattr(loading, "_content", content)
    assert len(asked.ask(desk.ledger, folder, asked.refs)) == 2
    assert [path for path in read if "problems" in path] == [f"orgs/czj/problems/{bad.name}"]


def test_a_commit_without_a_ledger_is_named_as_such(tmp_path: Path) -> None:
    from yiananlib.store.ledger import at_revision

    desk = Repository(tmp_path / "ledger")
    desk.root.mkdir()
    desk.git("init", "--quiet")
    first = desk.commit()
    shutil.copytree(new_desk(tmp_path / "new").root, desk.root, dirs_exist_ok=True)
    with at_revision(desk.ledger, first) as there, pytest.raises(LedgerInvalid, match=r"yian\.toml"):
        cache.answer(there, None, asked.refs)


def test_the_helper_sees_an_index_that_is_done_without(desk: Desk, tmp_path: Path, used: None) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(AssertionError, match="done without"):
        cache.answer(desk.ledger, file / "cache", asked.refs)


def test_whose_word_counts_depends_on_the_function_of_the_organization(desk: Desk, folder: Path) -> None:
    """A submission in the office's own name counts from its day; once the office is a unit, from its recording."""
    ref = desk.problem(title="书面申请")
    desk.measure(ref)
    desk.done(ref)
    desk.on("2026-06-30")
    context = desk.context(OFFICE, dt.date(2026, 6, 15))
    close_out.submit(desk.ledger, context, ref, effect="零补办", rule="办法修订", wider="全县同查")
    office = "orgs/office/org.toml"

    def overdue() -> int:
        found: int = asked.ask(
            desk.ledger, folder, lambda i: report.report(i, dt.date(2026, 6, 30), "zjj")
        ).figures.overdue
        return found

    before = overdue()
    desk.edit(office, 'function = "office"', 'function = "unit"')
    assert overdue() == before + 1
    desk.edit(office, 'function = "unit"', 'function = "inspector"')
    assert overdue() == before


def test_what_was_read_while_the_office_was_another_is_read_again(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = loading.read

    def read(ledger: Ledger, files: Any, supervision: frozenset[str]) -> Any:
        seen.append(supervision)
        return there(ledger, files, supervision)

    seen: list[frozenset[str]] = []
    kept = writing.all_of

    def all_of(connection: Any, batch: Any, read_by: frozenset[str]) -> Any:
        # another command changes the office between the reading and the keeping of the records, once
        yield from kept(connection, batch, frozenset(["nobody"]) if len(seen) == 2 else read_by)

    monkeypatch.setattr(loading, "read", read)
    monkeypatch.setattr(writing, "all_of", all_of)
    assert len(asked.ask(desk.ledger, folder, asked.refs)) == 2
    assert len(seen) == 3
