"""Measures, progress, completion, evidence and amendments, as services."""

import datetime as dt
import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.builders import LIAISON, OFFICE
from tests.services.found import findings
from tests.services.ledgers import Desk
from yiananlib.errors import LedgerInvalid, NoSuchRecord, NotAllowed, NotAuthorised, UsageProblem, YianError
from yiananlib.model.entries import Evidenced
from yiananlib.model.vocabulary import MeasureType, Status
from yiananlib.services.recording import close_out, rectify, supporting
from yiananlib.store import lock


def amend(desk: Desk, ref: str, by: str = LIAISON, **changes: Any) -> None:
    rectify.amend(desk.ledger, desk.context(by), ref, changes, "会议剖析后补充")


@pytest.mark.parametrize("by", [LIAISON, "zjj/jianguan", "gov/liaison", OFFICE, "jiwei/liaison"])
def test_a_remark_changes_nothing(desk: Desk, by: str) -> None:
    for ref in (desk.passed(effect=f"{by}零补办"), desk.closed(effect=f"{by}一律零补办")):
        before = desk.state(ref)
        after = rectify.note(desk.ledger, desk.context(by), ref, "已电话提醒").state
        assert after._replace(problem=before.problem, entries=before.entries) == before


@pytest.mark.parametrize(("by", "text", "error"), [("czj/liaison", "x", NotAuthorised), (LIAISON, " ", UsageProblem)])
def test_a_remark_says_something_and_is_made_by_those_concerned(
    desk: Desk, by: str, text: str, error: type[YianError]
) -> None:
    ref = desk.problem()
    with desk.refuses(error):
        rectify.note(desk.ledger, desk.context(by), ref, text)


def test_measures_are_numbered_from_one_on(desk: Desk) -> None:
    ref = desk.problem()
    for _ in range(3):
        desk.measure(ref)
    assert [m.planned.number for m in desk.state(ref).measures] == [1, 2, 3]


def test_a_measure_of_another_unit_s_officer_is_named_in_full(desk: Desk) -> None:
    ref = desk.problem()
    recorded = rectify.add_measure(
        desk.ledger,
        desk.context(),
        ref,
        "拨付",
        owner="czj/head",
        due=dt.date(2026, 5, 1),
        type_=MeasureType.PREVENTIVE,
    )
    planned = recorded.state.measures[0].planned
    assert (planned.owner, planned.type) == ("czj/head", "preventive")


@pytest.mark.parametrize(
    "owner", ["nobody", "czj/jianguan", "nowhere/head", "former", "zjj/former", "../head", "/head"]
)
def test_a_measure_needs_an_officer_in_office(desk: Desk, owner: str) -> None:
    ref = desk.problem()
    with desk.refuses(NoSuchRecord, "There is no officer"):
        rectify.add_measure(desk.ledger, desk.context(), ref, "补办", owner=owner, due=dt.date(2026, 5, 1))


@pytest.mark.parametrize("text", ["", " ", "补办\x1b[31m", "补办\u202e"])
def test_a_measure_needs_clean_words(desk: Desk, text: str) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem, "“text”"):
        rectify.add_measure(desk.ledger, desk.context(), ref, text, owner="jianguan", due=dt.date(2026, 5, 1))


def test_progress_begins_the_work(desk: Desk) -> None:
    ref = desk.problem()
    assert rectify.progress(desk.ledger, desk.context(), ref, "已核验").state.status is Status.RECTIFYING


def test_progress_of_a_measure_that_is_not_there_is_refused(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(NotAllowed, "there is no measure 2"):
        rectify.progress(desk.ledger, desk.context(), ref, "已核验", measure=2)


def test_a_problem_is_overdue_as_reports_count_it(desk: Desk) -> None:
    ref, due = desk.problem(), dt.date(2026, 6, 15)
    assert [rectify.is_overdue(desk.ledger, ref, due + dt.timedelta(days=n)) for n in (0, 1)] == [False, True]
    handed_in = desk.submitted()
    assert not rectify.is_overdue(desk.ledger, handed_in, due + dt.timedelta(days=9))
    close_out.void(desk.ledger, desk.context(OFFICE), ref, "重复登记")
    assert not rectify.is_overdue(desk.ledger, ref, due + dt.timedelta(days=9))


def test_done_copies_the_evidence_and_records_its_digest(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    paper = desk.paper("核验 表(终).pdf", "12个项目")
    recorded = rectify.done(desk.ledger, desk.context(), ref, 1, evidence=[paper], note="全部核验")
    (evidence,) = recorded.state.evidence
    digest = hashlib.sha256(paper.read_bytes()).hexdigest()
    assert evidence.file == f"{digest[:16]}-核验_表_终.pdf"
    assert (evidence.sha256, evidence.size, evidence.measure) == (digest, len(paper.read_bytes()), 1)
    assert (desk.root / "orgs/zjj/evidence" / evidence.file).read_bytes() == paper.read_bytes()
    assert recorded.state.measures[0].completed == dt.date(2026, 3, 12)


def test_a_measure_is_completed_once(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.done(ref)
    with desk.refuses(NotAllowed, "measure 1 was already completed on 2026-03-12"):
        desk.done(ref, content="别的材料")


def test_the_same_paper_may_prove_two_measures(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.measure(ref, "另一条")
    desk.done(ref, 1)
    desk.done(ref, 2)
    assert [e.measure for e in desk.state(ref).evidence] == [1, 2]
    assert len(list((desk.root / "orgs/zjj/evidence").iterdir())) == 1


def test_a_refused_completion_leaves_no_copy_behind(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(NotAllowed, "there is no measure 7"):
        desk.done(ref, 7)
    assert not (desk.root / "orgs/zjj/evidence").exists()


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda p: p.with_name("没有.pdf"), "cannot be read"),
        (lambda p: p.parent, "is not a file"),
        (lambda p: pipe(p.with_name("管道")), "is not a file"),
        (lambda _p: Path("/dev/zero"), "is not a file"),
        (lambda p: (p.write_bytes(b""), p)[1], "is empty"),
        (lambda p: (p.write_bytes(b"x" * (1024 * 1024 + 1)), p)[1], "is larger than 1 MiB"),
    ],
)
def test_evidence_that_cannot_be_taken_is_refused_with_all_else(desk: Desk, make: Any, said: str) -> None:
    ref = desk.problem()
    desk.edit("yian.toml", "max_mb = 20", "max_mb = 1 ")
    good, bad = desk.paper("好.pdf"), make(desk.paper("坏.pdf"))
    with desk.refuses(UsageProblem, said):
        rectify.add_evidence(desk.ledger, desk.context(), ref, [good, bad])


def test_a_file_that_is_not_read_in_time_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = desk.problem()
    hanging = threading.Event()
    monkeypatch.setattr(supporting, "PATIENCE", 0.01)
    monkeypatch.setattr(supporting, "_content", lambda _path, _limit: hanging.wait(30))
    try:
        with desk.refuses(UsageProblem, "no answer"):
            rectify.add_evidence(desk.ledger, desk.context(), ref, [desk.paper()])
    finally:
        hanging.set()


def test_files_are_read_before_the_lock_is_taken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = desk.problem()
    desk.measure(ref)
    steps: list[str] = []
    locked, read = lock.writing, supporting.read_evidence

    @contextmanager
    def writing(*given: Any) -> Iterator[None]:
        steps.append("lock")
        with locked(*given):
            yield

    def reading(path: Path, max_mb: int) -> supporting.Copy:
        steps.append("read")
        return read(path, max_mb)

    monkeypatch.setattr(lock, "writing", writing)
    monkeypatch.setattr(supporting, "read_evidence", reading)
    rectify.done(desk.ledger, desk.context(), ref, 1, evidence=[desk.paper()])
    rectify.add_evidence(desk.ledger, desk.context(), ref, [desk.paper(content="另一份")])
    assert steps == ["read", "lock", "read", "lock"]


def test_evidence_just_within_the_limit_is_taken(desk: Desk) -> None:
    ref = desk.problem()
    desk.edit("yian.toml", "max_mb = 20", "max_mb = 1 ")
    paper = desk.paper()
    paper.write_bytes(b"x" * 1024 * 1024)
    rectify.add_evidence(desk.ledger, desk.context(), ref, [paper], words=supporting.Words(note="全部"))
    entry = desk.state(ref).problem.entries[-1]
    assert isinstance(entry, Evidenced)
    assert (entry.size, entry.measure, entry.note) == (1024 * 1024, None, "全部")


def test_a_name_of_the_evidence_folder_with_another_content_is_refused(desk: Desk) -> None:
    ref = desk.problem()
    paper = desk.paper()
    name = f"{hashlib.sha256(paper.read_bytes()).hexdigest()[:16]}-{paper.name}"
    desk.write(f"orgs/zjj/evidence/{name}", "换过的内容")
    with desk.refuses(LedgerInvalid, "the content there does not match the digest"):
        rectify.add_evidence(desk.ledger, desk.context(), ref, [paper])


def test_evidence_is_never_written_through_a_link(desk: Desk) -> None:
    ref = desk.problem()
    outside = desk.root.parent / "outside"
    outside.mkdir()
    (desk.root / "orgs/zjj/evidence").symlink_to(outside)
    with desk.refuses(LedgerInvalid, "symbolic link"):
        rectify.add_evidence(desk.ledger, desk.context(), ref, [desk.paper()])
    assert list(outside.iterdir()) == []


def test_an_amendment_replaces_what_is_said_and_keeps_what_was(desk: Desk) -> None:
    ref = desk.problem(root_cause=None, level=None)
    amend(
        desk,
        ref,
        root_cause="政令意识不强",
        level=("政治症结", "work", "political"),
        severity="major",
        support=("czj",),
    )
    state = desk.state(ref)
    assert state.problem.head.root_cause is None
    assert (state.head.root_cause, state.head.level) == ("政令意识不强", ("political", "work"))
    assert (state.head.severity, state.head.support) == ("major", ("czj",))


def test_linked_work_and_public_concern_are_amended_and_taken_back(desk: Desk) -> None:
    ref = desk.problem()
    assert "public_concern" not in (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")
    with desk.refuses(UsageProblem, "already has these values; there is nothing to amend"):
        amend(desk, ref, public_concern=False)
    amend(desk, ref, public_concern=True, linked=["招商引资"])
    head = desk.state(ref).head
    assert (head.public_concern, head.linked) == (True, ("investment",))
    amend(desk, ref, public_concern=False)
    assert desk.state(ref).head.public_concern is None


def test_an_amendment_that_changes_nothing_is_refused(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem, "already has these values; there is nothing to amend"):
        amend(desk, ref, goal="变更审批零补办", kind="交办任务不落实不落地")


@pytest.mark.parametrize(
    "changes", [{"due": dt.date(2026, 9, 1)}, {"found": dt.date(2026, 1, 1)}, {"id": "000000"}, {"colour": "red"}]
)
def test_deadline_day_of_finding_and_id_are_not_amended(desk: Desk, changes: dict[str, Any]) -> None:
    ref = desk.problem()
    with desk.refuses(UsageProblem, "is not a field here"):
        amend(desk, ref, **changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"severity": "minor"}, "severity"), ({"class": "immediate"}, "class"), ({"field": "none"}, "field")],
)
def test_what_asks_less_of_the_close_out_is_for_the_office(desk: Desk, changes: dict[str, str], field: str) -> None:
    ref = desk.problem()
    with desk.refuses(NotAuthorised, f"changing {field} this way lowers the requirements for closing"):
        amend(desk, ref, **changes)
    amend(desk, ref, by=OFFICE, **changes)
    assert desk.state(ref).head.plain().get(field) == changes[field]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"kind": "没有的类别"}, UsageProblem),
        ({"level": ["没有的层面"]}, UsageProblem),
        ({"prompt": "p99"}, UsageProblem),
        ({"support": ["nowhere"]}, NoSuchRecord),
        ({"support": ["zjj"]}, UsageProblem),
        ({"owner": "nobody"}, NoSuchRecord),
        ({"title": "两\n行"}, UsageProblem),
    ],
)
def test_an_amendment_is_held_to_what_registration_is(desk: Desk, changes: dict[str, Any], error: Any) -> None:
    ref = desk.problem()
    with desk.refuses(error):
        amend(desk, ref, **changes)


def test_evidence_of_a_measure_that_is_done_is_added_by_itself(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    desk.done(ref)
    with desk.refuses(
        NotAllowed, f"already completed on 2026-03-12; add supporting files with `yian add-evidence {ref} "
    ):
        desk.done(ref, content="又一份")
    with desk.refuses(NotAllowed, "was already completed on 2026-03-12. Nothing"):
        rectify.done(desk.ledger, desk.context(), ref, 1)
    with desk.refuses(NotAllowed, "there is no measure 2"):
        desk.done(ref, 2)


def test_all_tags_are_taken_away_by_an_amendment(desk: Desk) -> None:
    desk.edit("yian.toml", "[vocabulary.kind]", '[vocabulary.lesson]\nfees = "收费"\n\n[vocabulary.kind]')
    ref = desk.problem(tags=["lesson/fees"])
    done = rectify.amend(desk.ledger, desk.context(), ref, {"tags": ()}, "标签有误")
    assert done.state.head.tags == ()
    assert "tags = []" in (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")
    assert desk.state(ref).head.tags == ()
    assert findings(desk) == ()
    with desk.refuses(UsageProblem, "nothing to amend"):
        rectify.amend(desk.ledger, desk.context(), ref, {"tags": ()}, "标签有误")
    again = rectify.amend(desk.ledger, desk.context(), ref, {"tags": ["收费"]}, "补上")
    assert again.state.head.tags == ("lesson/fees",)
