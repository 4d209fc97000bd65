"""Evidence in bulk: each file where its name says, doubtful ones told, and all of it or nothing."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk, new_desk
from tests.services.repositories import honest
from yiananlib.errors import UsageProblem, WriteFailed
from yiananlib.model.entries import Evidenced
from yiananlib.services.recording import evidence_folder
from yiananlib.services.recording.evidence_folder import Fate, FiledFolder, add_folder
from yiananlib.services.recording.numbering import number
from yiananlib.services.recording.supporting import Words
from yiananlib.services.verifying.verify import verify
from yiananlib.store import files as store_files


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "ledger")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "佐证"
    folder.mkdir()
    return folder


def put(papers: Path, *names: str) -> None:
    for name in names:
        (papers / name).write_text(name, encoding="utf-8")


def add(desk: Desk, papers: Path, *, apply: bool = False, by: str = LIAISON, skip: tuple[str, ...] = ()) -> FiledFolder:
    return add_folder(desk.ledger, desk.context(by), papers, Words(), skip, apply=apply)


def told(found: FiledFolder) -> list[tuple[str, str | None, int | None]]:
    return [(one.state.value, one.problem, one.measure) for one in found.files]


def id_of(ref: str) -> str:
    return ref.partition("/")[2]


def evidence(desk: Desk, ref: str) -> list[Evidenced]:
    return [entry for entry in desk.ledger.find_problem(ref).entries if isinstance(entry, Evidenced)]


def two(desk: Desk) -> tuple[str, str]:
    """Two problems: the first with two measures, the second with none and the number 2026-001."""
    first, second = desk.problem(), desk.problem(title="公务接待无公函报销", symptom="抽查26份，9份无公函")
    desk.measure(first)
    desk.measure(first)
    number(desk.ledger, desk.context(OFFICE), second)
    return first, second


def test_files_go_to_the_problem_and_the_measure_that_their_names_say(desk: Desk, papers: Path) -> None:
    first, second = two(desk)
    put(papers, f"{id_of(first)}-2 照片.jpg", f"zjj-{id_of(first)}_措施1_纪要.pdf", "2026-001 通报.pdf")
    shown = add(desk, papers)
    assert sorted(told(shown), key=str) == sorted(
        [("new", first, 2), ("new", first, 1), ("new", second, None)], key=str
    )
    assert shown.counts == {"new": 3, "unchanged": 0, "doubtful": 0, "unmatched": 0, "refused": 0, "skipped": 0}
    assert evidence(desk, first) == []
    done = add(desk, papers, apply=True)
    assert done.applied
    assert {entry.measure for entry in evidence(desk, first)} == {1, 2}
    (one,) = evidence(desk, second)
    assert one.sha256 == hashlib.sha256("2026-001 通报.pdf".encode()).hexdigest()
    assert verify(desk.ledger).findings == ()
    again = add(desk, papers, apply=True)
    assert again.counts["unchanged"] == 3
    assert len(evidence(desk, first)) == 2


def test_uncertain_files_are_reported_and_nothing_is_recorded(desk: Desk, papers: Path) -> None:
    first, _second = two(desk)
    name = id_of(first)
    put(
        papers, f"{name}-1 好.jpg", "会议纪要.pdf", "2026-099.pdf", f"{name} 2026-001.pdf", f"{name} 措施1 措施2.pdf",
        f"{name}-7.pdf",
    )  # fmt: skip
    (papers / f"{name}-2 空.pdf").write_bytes(b"")
    found = add(desk, papers, apply=True)
    states = {one.file: one.state for one in found.files}
    assert states == {
        f"{name}-1 好.jpg": Fate.NEW,
        "会议纪要.pdf": Fate.UNMATCHED,
        "2026-099.pdf": Fate.UNMATCHED,
        f"{name} 2026-001.pdf": Fate.DOUBTFUL,
        f"{name} 措施1 措施2.pdf": Fate.DOUBTFUL,
        f"{name}-7.pdf": Fate.REFUSED,
        f"{name}-2 空.pdf": Fate.REFUSED,
    }
    assert all(one.said for one in found.files if one.state is not Fate.NEW)
    assert (found.applied, evidence(desk, first)) == (False, [])
    rest = ("会议*", "2026-099.pdf", f"{name} *", f"{name}-[27]*")
    done = add(desk, papers, apply=True, skip=rest)
    assert (done.applied, done.counts["skipped"], len(evidence(desk, first))) == (True, 6, 1)


def test_one_file_may_serve_two_measures_but_not_one_measure_twice(desk: Desk, papers: Path) -> None:
    first, _second = two(desk)
    for name in ("1 甲.txt", "1 乙.txt", "2 甲.txt"):
        (papers / f"{id_of(first)}-{name}").write_text("同", encoding="utf-8")
    found = add(desk, papers, apply=True)
    assert sorted(one.state.value for one in found.files) == ["new", "new", "unchanged"]
    assert {entry.measure for entry in evidence(desk, first)} == {1, 2}
    assert verify(desk.ledger).findings == ()


def test_what_was_taken_back_may_come_again(desk: Desk, papers: Path) -> None:
    from yiananlib.services.recording.slips import retract

    first, _second = two(desk)
    put(papers, f"{id_of(first)}-1.pdf")
    add(desk, papers, apply=True)
    (entry,) = evidence(desk, first)
    retract(desk.ledger, desk.context(), first, entry.id, "放错了")
    assert add(desk, papers).counts["new"] == 1


def test_folders_and_what_desktops_leave_are_left_aside_and_told(desk: Desk, papers: Path) -> None:
    (papers / "子文件夹").mkdir()
    put(papers, "Thumbs.db", ".DS_Store")
    found = add(desk, papers, apply=True)
    assert (found.files, set(found.ignored)) == ((), {"子文件夹", "Thumbs.db", ".DS_Store"})


def test_an_officer_barred_from_one_of_the_problems_records_in_none(desk: Desk, papers: Path) -> None:
    first, _second = two(desk)
    put(papers, f"{id_of(first)}-1.pdf")
    found = add(desk, papers, apply=True, by=INSPECTOR)
    assert told(found) == [("refused", first, 1)]
    assert evidence(desk, first) == []


def test_it_is_one_commit(tmp_path: Path, papers: Path) -> None:
    repo = honest(tmp_path / "repository")
    repo.edit("yian.toml", "commit = false", "commit = true")
    before = int(repo.git("rev-list", "--count", "HEAD"))
    for n in (1, 2):
        ref = repo.problem(title=f"问题{n}", symptom=f"表现{n}")
        put(papers, f"{id_of(ref)} 通报.pdf")
    middle = int(repo.git("rev-list", "--count", "HEAD"))
    done = add(repo, papers, apply=True)
    assert done.uncommitted is None
    assert int(repo.git("rev-list", "--count", "HEAD")) == middle + 1 == before + 3
    assert repo.git("log", "-1", "--format=%s").strip() == "2 个问题: 补充佐证材料"


def test_a_disk_that_fails_half_way_leaves_none(desk: Desk, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _second = two(desk)
    put(papers, f"{id_of(first)}-1.pdf", f"{id_of(first)}-2.pdf")
    create, calls = store_files.create, []

    def failing(root: Path, path: str, data: bytes) -> None:
        calls.append(path)
        if len(calls) == 3:  # the journal, the first copy, the second
            raise WriteFailed("full")
        create(root, path, data)

    monkeypatch.setattr(store_files, "create", failing)
    with pytest.raises(WriteFailed):
        add(desk, papers, apply=True)
    monkeypatch.undo()
    assert evidence(desk, first) == []
    assert not list((desk.root / "orgs" / "zjj").glob("evidence/*"))


def test_no_folder_and_too_much_are_refused(desk: Desk, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageProblem, match="cannot be read"):
        add(desk, papers / "nowhere")
    put(papers, "x.pdf", "y.pdf")
    monkeypatch.setattr(evidence_folder, "MOST", 5)
    with pytest.raises(UsageProblem, match="in total"):
        add(desk, papers)


def test_the_day_on_which_it_counts_is_that_of_all(desk: Desk, papers: Path) -> None:
    first, _second = two(desk)
    desk.on("2026-03-20")
    put(papers, f"{id_of(first)}-1.pdf")
    context = desk.context(on=dt.date(2026, 3, 18))
    assert add_folder(desk.ledger, context, papers, Words(note="现场"), (), apply=True).applied
    (entry,) = evidence(desk, first)
    assert (entry.on, entry.note) == (dt.date(2026, 3, 18), "现场")
