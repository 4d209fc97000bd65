"""A ledger is handed over as it is committed and in order; otherwise only where somebody says so, and it is told."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from tests.builders import OFFICE
from tests.services.ledgers import asked, tree
from tests.services.repositories import Repository
from yiananlib.errors import AnswerNo, LedgerInvalid, UsageProblem, WriteFailed
from yiananlib.index.sync import Index
from yiananlib.lake import manifest as manifests
from yiananlib.lake import tables, write
from yiananlib.lake.manifest import NAME, Manifest
from yiananlib.model.finding import Finding, Level
from yiananlib.services.reading.report import report
from yiananlib.services.recording import lake_export
from yiananlib.services.recording.lake_export import Around, Asked, HandedOver, current, export
from yiananlib.store.packing import Archive

T = TypeVar("T")
WRONG = Finding("orgs/zjj/org.toml", 3, "schema", "it is off", "mend it")


@dataclass
class County:
    """A repository with a code, and how often it was looked at whether it is in order."""

    repo: Repository
    out: Path
    wrong: list[Finding] = field(default_factory=list)
    checked: int = 0
    meanwhile: Callable[[], object] = lambda: None

    def ask(self, question: Callable[[Index], T], /) -> T:
        found = asked(self.repo.ledger, question)
        self.meanwhile()
        return found

    def check(self) -> Sequence[Finding]:
        self.checked += 1
        return self.wrong

    def export(self, target: Path | None = None, *, code: str | None = None, **said: bool) -> HandedOver:
        around = Around(self.ask, self.check, lambda: None)
        return export(self.repo.ledger, target or self.out, Asked(code, **said), around)

    def manifest(self) -> Manifest:
        return manifests.decode((self.out / NAME).read_bytes())


@pytest.fixture
def county(repo: Repository, tmp_path: Path) -> County:
    repo.edit("yian.toml", 'language = "zh_CN"', 'code = "530121"\nlanguage = "zh_CN"')
    repo.commit(OFFICE)
    return County(repo, tmp_path / "上报")


def test_a_handover_states_its_commit_its_settings_and_its_totals(county: County) -> None:
    done = county.export()
    one = county.manifest()
    assert (done.manifest, done.unchanged, done.written, done.removed) == (one, False, len(tables.TABLES), 0)
    assert (one.code, one.name, one.language, one.timezone) == ("530121", "云岭县以案促改", "zh_CN", "Asia/Shanghai")
    assert one.commit == county.repo.git("rev-parse", "HEAD")
    assert one.begun == county.repo.git("rev-list", "--max-parents=0", "HEAD")
    assert (one.known, one.at) == (dt.date(2026, 4, 20), county.repo.now)
    assert (one.clean, one.verified, one.findings, one.names, one.weakened) == (True, "ok", 0, False, ())
    figures = asked(county.repo.ledger, lambda index: report(index, one.known)).figures
    assert (one.totals.total, one.totals.closed, one.totals.overdue) == (figures.total, figures.closed, figures.overdue)
    setting = asked(county.repo.ledger, lambda index: index.setting)
    for name in manifests.Settings.model_fields:
        assert getattr(one.settings, name) == getattr(setting, name)
    assert {file.table for file in one.files} == {table.name for table in tables.TABLES}


def test_the_settings_include_everything_that_the_figures_are_counted_by() -> None:
    from yiananlib.index import conditions

    said = make_settings()
    assert conditions.parameters(dt.date(2026, 1, 1), said)["look_back_days"] == 90  # type: ignore[arg-type]  # as Setting


def make_settings() -> manifests.Settings:
    return manifests.Settings(yellow=7, blue=15, look_back_days=90, standards_always=False)


def test_what_asks_less_than_the_template_is_carried(county: County) -> None:
    county.repo.edit("yian.toml", "waivers = 2", "waivers = 3")
    county.repo.commit(OFFICE)
    county.export()
    assert county.manifest().weakened == ("gate.waivers 3 (2)",)


def test_without_changes_nothing_is_written_or_verified_again(county: County) -> None:
    county.export()
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in county.out.rglob("*") if path.is_file()}
    again = county.export()
    assert (again.unchanged, again.written, again.removed, county.checked) == (True, 0, 0, 1)
    assert again.manifest == county.manifest()
    after = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in county.out.rglob("*") if path.is_file()}
    assert before == after


def test_an_unchanged_ledger_is_recognized_within_ten_milliseconds(county: County) -> None:
    county.export()
    one = county.manifest()
    wanted = lake_export._wanted(Asked(), one.commit, one.code, clean=True)
    assert current(county.out, wanted) == one
    took = []
    for _try in range(7):
        start = time.perf_counter()
        current(county.out, wanted)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.010


def test_a_new_commit_is_handed_over_anew_and_only_what_changed_is_written(county: County) -> None:
    county.export()
    old = county.manifest()
    county.repo.edit("yian.toml", "yellow = 7", "yellow = 8")
    commit = county.repo.commit(OFFICE)
    done = county.export()
    assert (done.unchanged, done.written, done.removed) == (False, 0, 0)
    assert county.manifest().commit == commit
    assert county.manifest().settings.yellow == 8
    assert county.manifest().files == old.files
    county.repo.on("2026-04-21").problem(title="又一个问题")
    county.repo.commit("zjj/liaison")
    done = county.export()
    new = county.manifest()
    assert done.written == done.removed == len(set(new.files) - set(old.files)) > 0
    assert {path.name for path in (county.out / "data").iterdir()} == {file.file for file in new.files}


def test_the_same_commit_is_the_same_bytes_wherever_it_is_handed_over(county: County, tmp_path: Path) -> None:
    county.export()
    county.export(tmp_path / "second")
    assert tree(county.out) == tree(tmp_path / "second")


PROGRAM = """
import sys
from pathlib import Path
from tests.services.ledgers import asked
from yiananlib.services.recording.lake_export import Around, Asked, export
from yiananlib.store.ledger import Ledger
ledger = Ledger(Path(sys.argv[1]))
around = Around(lambda question: asked(ledger, question), lambda: (), lambda: None)
for target in sys.argv[2:]:
    export(ledger, Path(target), Asked(names=True), around)
"""


def test_two_processes_write_the_same_bytes(county: County, tmp_path: Path) -> None:
    for name in ("one", "other"):
        targets = [str(tmp_path / name), str(tmp_path / f"{name}.zip")]
        environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3]), "PYTHONHASHSEED": str(len(name))}
        subprocess.run([sys.executable, "-c", PROGRAM, str(county.repo.root), *targets], check=True, env=environ)
    assert tree(tmp_path / "one") == tree(tmp_path / "other")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_a_zip_has_what_a_folder_has_and_is_left_alone_likewise(county: County, tmp_path: Path) -> None:
    county.export()
    path = tmp_path / "530121.zip"
    assert county.export(path).written == len(tables.TABLES)
    with path.open("rb") as file:
        archive = Archive(file, NAME)
        found = {name: b"".join(archive.pieces(name)) for name in archive.names}
    assert found == tree(county.out)
    before = path.stat().st_ino
    assert county.export(path).unchanged
    assert path.stat().st_ino == before
    assert {p.name for p in tmp_path.iterdir() if p.name.startswith(".")} == set()


@pytest.mark.parametrize("broken", ["missing", "cut", "manifest", "no zip", "names", "dirty", "findings", "code"])
def test_an_unsuitable_or_damaged_handover_is_written_anew(county: County, tmp_path: Path, broken: str) -> None:
    target = tmp_path / "a.zip" if broken == "no zip" else county.out
    county.export(target)
    if target == county.out:
        one = county.manifest()
        path = county.out / one.files[0].path
    match broken:
        case "missing":
            path.unlink()
        case "cut":
            path.write_bytes(path.read_bytes()[:-1])
        case "manifest":
            (county.out / NAME).write_bytes(b"{}")
        case "no zip":
            target.write_bytes(b"PK")
        case "dirty":
            write.sign(county.out, one.model_copy(update={"clean": False}))
        case "findings":
            write.sign(county.out, one.model_copy(update={"verified": "findings", "findings": 2}))
        case "code":
            write.sign(county.out, one.model_copy(update={"code": "530122"}))
    done = county.export(target, names=broken == "names")
    assert not done.unchanged
    assert county.export(target, names=broken == "names").unchanged
    assert done.manifest.names is (broken == "names")


def test_names_are_handed_over_where_they_are_asked_for_and_taken_away_again(county: County) -> None:
    county.export(names=True)
    assert (county.out / county.manifest().file("problems").path).is_file()
    done = county.export()
    assert (done.written, done.removed) == (0, 1)
    assert not list((county.out / "data").glob("problems-*"))


# what is refused


def edited(county: County) -> None:
    county.repo.edit("yian.toml", "yellow = 7", "yellow = 9")


def added(county: County) -> None:
    county.repo.problem(title="还没有提交")


def removed(county: County) -> None:
    (county.repo.root / county.repo.open_one).unlink()


def staged(county: County) -> None:
    edited(county)
    county.repo.git("add", "yian.toml")


def ignored(county: County) -> None:
    county.repo.write(".git/info/exclude", "*.toml\n")
    added(county)


def overlooked(county: County) -> None:
    county.repo.git("update-index", "--assume-unchanged", "yian.toml")
    edited(county)


DIRTY = (edited, added, removed, staged, ignored, overlooked)


@pytest.mark.parametrize("change", DIRTY, ids=lambda change: change.__name__)
def test_what_is_not_committed_is_not_handed_over_unless_somebody_says_so(
    county: County, change: Callable[[County], None]
) -> None:
    change(county)
    with pytest.raises(LedgerInvalid, match=r"uncommitted changes.*--allow-dirty"):
        county.export()
    assert not county.out.exists()
    done = county.export(dirty=True)
    assert done.manifest.clean is False
    assert not county.export(dirty=True).unchanged, "no commit says that it is what it was"


def test_what_is_no_record_may_lie_there_uncommitted(county: County) -> None:
    county.repo.write("会议/签到.txt", "无关")
    assert county.export().manifest.clean


def test_a_ledger_that_is_not_in_order_is_not_handed_over_unless_somebody_says_so(county: County) -> None:
    county.wrong = [WRONG] * 7
    with pytest.raises(AnswerNo) as caught:
        county.export()
    assert caught.value.message.count("it is off") == 5
    assert "and 2 more" in caught.value.message
    assert not county.out.exists()
    done = county.export(findings=True)
    assert (done.manifest.verified, done.manifest.findings) == ("findings", 7)
    assert county.export(findings=True).unchanged
    with pytest.raises(AnswerNo):
        county.export()


def test_without_verification_nothing_is_checked_and_the_manifest_says_so(county: County) -> None:
    county.wrong = [WRONG]
    assert county.export(unverified=True).manifest.verified == "not asked"
    assert county.checked == 0
    county.wrong = []
    assert county.export(unverified=True).unchanged
    assert county.export().manifest.verified == "ok"
    assert county.export(unverified=True).unchanged, "what was verified need not be forgotten"


def test_warnings_are_no_errors() -> None:
    warning = WRONG._replace(level=Level.WARNING)
    assert lake_export.errors([WRONG, warning]) == [WRONG]


def test_a_ledger_without_a_code_is_refused_with_the_line_to_write(repo: Repository, tmp_path: Path) -> None:
    county = County(repo, tmp_path / "out")
    with pytest.raises(UsageProblem, match='code = "530121"'):
        county.export()
    assert county.export(code="530121-2026").manifest.code == "530121-2026"
    for code in ("53012", "530121-", "云岭县", "530121/..", "\x1b[31m"):
        with pytest.raises(UsageProblem, match="is not a code: use the six digits"):
            county.export(code=code)


def test_a_code_that_is_given_must_be_the_ledger_s_own(county: County) -> None:
    assert county.export(code="530121").manifest.code == "530121"
    with pytest.raises(UsageProblem, match="530122"):
        county.export(code="530122")


def test_a_ledger_without_a_commit_is_refused(repo: Repository, tmp_path: Path) -> None:
    shutil.rmtree(repo.root / ".git")
    with pytest.raises(UsageProblem, match="A hand-over is identified by its commit, but"):
        County(repo, tmp_path / "out").export(code="530121")


def test_what_is_recorded_while_it_is_handed_over_is_noticed(county: County) -> None:
    county.export()
    before = tree(county.out)
    county.repo.edit("yian.toml", "yellow = 7", "yellow = 8")
    county.repo.commit(OFFICE)
    for change in (lambda: county.repo.commit(OFFICE), lambda: added(county)):
        county.meanwhile = change
        with pytest.raises(WriteFailed, match="changed during the export"):
            county.export()
        assert (county.out / NAME).read_bytes() == before[NAME]


@pytest.mark.parametrize("place", ["", "上报", "orgs", "上报.zip"])
def test_nothing_is_handed_over_into_the_ledger(county: County, place: str) -> None:
    with pytest.raises(UsageProblem, match="is inside the ledger, which is only for"):
        county.export(county.repo.root / place)


def test_leftovers_of_a_killed_command_are_in_nobody_s_way(county: County) -> None:
    county.export()
    (county.out / f".{NAME}.yian-tmp").write_bytes(b"half")
    county.export(names=True)
    assert not list(county.out.glob(".*.yian-tmp"))


def test_a_place_that_holds_other_things_is_refused(county: County, tmp_path: Path) -> None:
    (tmp_path / "home" / "papers").mkdir(parents=True)
    (tmp_path / "lake" / "ledgers").mkdir(parents=True)
    (tmp_path / "a.parquet").write_text("x", encoding="utf-8")
    (tmp_path / "folder.zip").mkdir()
    for name, said in (
        ("home", "papers"), ("lake", "is a lake"), ("a.parquet", "is a file"), ("folder.zip", "cannot be written"),
        ("nowhere/a.zip", "cannot be written"),
    ):  # fmt: skip
        before = sorted(map(str, tmp_path.rglob("*")))
        with pytest.raises(UsageProblem, match=said):
            county.export(tmp_path / name)
        assert sorted(map(str, tmp_path.rglob("*"))) == before


def test_a_full_disk_leaves_what_was_there(county: County, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    county.export()
    before = tree(county.out)
    county.repo.problem(title="又一个问题")
    county.repo.commit("zjj/liaison")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "settle", full)
    for target in (county.out, tmp_path / "a.zip"):
        with pytest.raises(WriteFailed, match=r"No space left on device\). The previous version still counts"):
            county.export(target)
    assert tree(county.out) == before
    assert not (tmp_path / "a.zip").exists()


def test_in_a_clone_without_its_beginning_it_is_not_said_where_it_began(county: County, tmp_path: Path) -> None:
    county.repo.git("clone", "--quiet", "--depth=1", f"file://{county.repo.root}", tmp_path / "shallow")
    shallow = County(Repository(tmp_path / "shallow"), tmp_path / "out")
    assert shallow.export().manifest.begun is None
    assert json.loads((shallow.out / NAME).read_bytes()).keys().isdisjoint({"begun"})


def test_a_hand_over_that_fails_leaves_no_folder_that_was_not_there(
    county: County, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    mine, there = tmp_path / "新建", tmp_path / "已有"
    there.mkdir()
    with monkeypatch.context() as broken:
        broken.setattr(write, "settle", full)
        for target in (mine, there):
            with pytest.raises(WriteFailed):
                county.export(target)
    assert (mine.exists(), there.is_dir()) == (False, True)
    county.export(mine)
    assert mine.is_dir()
