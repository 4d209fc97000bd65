"""Evidence as it is recorded, found at fault, expired and renewed, from the file to the queue."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.builders import INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk, asked
from tests.store.test_photos import DEVICE, exif, jpeg, segment
from yiananlib.errors import NotAllowed, UsageProblem
from yiananlib.model.entries import Evidenced
from yiananlib.model.vocabulary import Status, Verdict
from yiananlib.render.recorded import aside
from yiananlib.services.reading.due import due
from yiananlib.services.recording import close_out, rectify
from yiananlib.services.recording.evidence_folder import add_folder
from yiananlib.services.recording.problems import Recorded
from yiananlib.services.recording.supporting import Words, read_evidence

D = dt.date


def photo(desk: Desk, day: str = "2026:03:10", name: str = "现场.jpg") -> Path:
    path = desk.paper(name)
    path.write_bytes(jpeg(segment(0xE1, b"Exif\0\0" + exif(f"{day} 09:30:00\0".encode()))))
    return path


def given(desk: Desk, ref: str, path: Path, number: int | None = None, **words: object) -> Evidenced:
    said = Words(**words)  # type: ignore[arg-type]  # as each test names them
    recorded = rectify.add_evidence(desk.ledger, desk.context(), ref, [path], measure=number, words=said)
    (entry,) = recorded.entries
    assert isinstance(entry, Evidenced)
    return entry


def waiting(desk: Desk, day: str, officer: str | None = None) -> dict[str, list[tuple[object, ...]]]:
    found = asked(desk.ledger, lambda index: due(index, D.fromisoformat(day), officer))
    return {
        other.what: [(row.ref, row.measure, row.since, row.why) for row in other.rows]  # type: ignore[union-attr]
        for other in found.others
        if other.what in ("faulted", "expired", "lapsed") and other.rows
    }


def test_the_particulars_of_a_paper_are_kept(desk: Desk) -> None:
    ref = desk.problem()
    entry = given(desk, ref, desk.paper(), what="检测报告", dated=D(2026, 3, 1), valid_until=D(2027, 2, 28))
    assert entry.plain().keys() >= {"what", "dated", "valid_until"}
    assert (entry.what, entry.dated, entry.valid_until) == ("检测报告", D(2026, 3, 1), D(2027, 2, 28))
    assert (entry.taken, entry.cleaned) == (None, None)


def test_a_photo_is_dated_by_itself_and_loses_place_and_device(desk: Desk) -> None:
    ref = desk.problem()
    path = photo(desk)
    entry = given(desk, ref, path)
    assert (entry.dated, entry.taken, entry.cleaned) == (D(2026, 3, 10), D(2026, 3, 10), True)
    kept = (desk.root / f"orgs/zjj/evidence/{entry.file}").read_bytes()
    assert DEVICE in path.read_bytes()
    assert DEVICE not in kept
    assert entry.size == len(kept)
    assert desk.ledger.evidence_fault("zjj", entry) is None


def test_what_was_read_from_a_photo_and_dropped_is_reported(desk: Desk) -> None:
    recorded = rectify.add_evidence(desk.ledger, desk.context(), desk.problem(), [photo(desk)])
    assert list(aside(recorded)) == [
        "现场.jpg: dated 2026-03-10, the day on which the photo was taken.",
        "现场.jpg: place and device were dropped from the copy; the digest is that of the copy.",
    ]


def test_a_photo_dated_differently_keeps_both_days_and_a_warning_is_given(desk: Desk) -> None:
    words = Words(dated=D(2026, 3, 11))
    recorded = rectify.add_evidence(desk.ledger, desk.context(), desk.problem(), [photo(desk)], words=words)
    (entry,) = recorded.entries
    assert isinstance(entry, Evidenced)
    assert (entry.dated, entry.taken) == (D(2026, 3, 11), D(2026, 3, 10))
    assert next(iter(aside(recorded))) == "现场.jpg: the photo says that it was taken on 2026-03-10."


def test_a_camera_that_was_ahead_dates_nothing(desk: Desk) -> None:
    recorded = rectify.add_evidence(desk.ledger, desk.context(), desk.problem(), [photo(desk, "2026:03:13")])
    (entry,) = recorded.entries
    assert isinstance(entry, Evidenced)
    assert (entry.dated, entry.taken) == (None, D(2026, 3, 13))
    assert "which is yet to come" in next(iter(aside(recorded)))


def test_the_same_photo_is_the_same_file_each_time(desk: Desk) -> None:
    path = photo(desk)
    assert read_evidence(path, 1) == read_evidence(path, 1)
    again = desk.paper("再次.jpg")
    again.write_bytes(read_evidence(path, 1).data)
    assert read_evidence(again, 1).sha256 == read_evidence(path, 1).sha256


def test_a_broken_photo_is_refused(desk: Desk) -> None:
    ref = desk.problem()
    path = desk.paper("坏.jpg")
    path.write_bytes(b"\xff\xd8\xff\xe1\xff\xff" + DEVICE)
    with desk.refuses(UsageProblem, "坏.jpg is broken, so that place and device cannot be dropped"):
        given(desk, ref, path)


def test_a_day_that_cannot_be_is_refused(desk: Desk) -> None:
    ref = desk.problem()
    with desk.refuses(NotAllowed, "is dated 2026-03-13, after the day on which it is recorded"):
        given(desk, ref, desk.paper(), dated=D(2026, 3, 13))
    with desk.refuses(NotAllowed, "is valid until 2026-03-01, but dated 2026-03-02"):
        given(desk, ref, desk.paper(), dated=D(2026, 3, 2), valid_until=D(2026, 3, 1))


def test_measures_carried_out_say_it_of_their_files(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    words = Words("会议纪要", D(2026, 3, 1))
    recorded = rectify.done(desk.ledger, desk.context(), ref, 1, evidence=[desk.paper()], note="已办", words=words)
    completed, entry = recorded.entries
    assert isinstance(entry, Evidenced)
    assert (entry.what, entry.dated, entry.note) == ("会议纪要", D(2026, 3, 1), None)
    assert completed.plain()["note"] == "已办"


def returned(desk: Desk, ref: str, **papers: str) -> Recorded:
    said = {name.replace("_", "."): why for name, why in papers.items()}
    return close_out.review(desk.ledger, desk.context(OFFICE), ref, Verdict.RETURN, opinion="佐证不足", evidence=said)


def test_a_return_names_the_paper_at_fault_by_any_of_its_names(desk: Desk) -> None:
    ref = desk.submitted()
    (paper,) = desk.state(ref).evidence
    for name in (paper.file, paper.file.partition("-")[2], paper.file.partition("-")[0]):
        again = close_out._at_fault(desk.ledger.find_problem(ref), {name: "缺签到表"})
        assert again == {paper.file: "缺签到表"}
    entry = returned(desk, ref, 核验表_pdf="缺签到表").entries[-1]
    assert entry.plain()["evidence"] == {paper.file: "缺签到表"}


def test_a_paper_of_another_problem_or_a_name_of_two_is_refused(desk: Desk) -> None:
    ref = desk.submitted()
    with desk.refuses(UsageProblem, "has no evidence “别的.pdf”; there is: "):
        returned(desk, ref, 别的_pdf="缺签到表")
    given(desk, ref, desk.paper(content="另一份"))
    with desk.refuses(UsageProblem, "“核验表.pdf” is the name of several files of evidence"):
        returned(desk, ref, 核验表_pdf="缺签到表")


def test_a_pass_finds_no_paper_at_fault(desk: Desk) -> None:
    ref = desk.submitted()
    with desk.refuses(UsageProblem, "give --evidence with --return"):
        close_out.review(
            desk.ledger, desk.context(INSPECTOR), ref, Verdict.PASS, opinion="好", evidence={"核验表.pdf": "好"}
        )


def test_the_paper_at_fault_waits_for_the_unit_until_it_is_replaced(desk: Desk) -> None:
    ref = desk.submitted()
    returned(desk, ref, 核验表_pdf="缺签到表")
    found = {"faulted": [(ref, 1, D(2026, 3, 12), "缺签到表")]}
    assert waiting(desk, "2026-03-12", LIAISON) == found
    assert waiting(desk, "2026-03-12", INSPECTOR) == {}
    given(desk, ref, desk.paper(content="别处"), None)
    assert waiting(desk, "2026-03-12") == found
    given(desk, ref, desk.paper(content="补签到表"), 1)
    assert waiting(desk, "2026-03-12") == {}


def test_a_submission_ends_the_wait_and_a_second_return_begins_its_own(desk: Desk) -> None:
    ref = desk.submitted()
    returned(desk, ref, 核验表_pdf="缺签到表")
    desk.submit(ref)
    assert waiting(desk, "2026-03-12") == {}
    returned(desk, ref)
    assert waiting(desk, "2026-03-12") == {}


@pytest.fixture
def lasting(desk: Desk) -> tuple[Desk, str]:
    """A closed ongoing problem, whose evidence is valid until 2026-12-31."""
    head: dict[str, Any] = {"class": "ongoing", "severity": "general", "field": "none", "due": D(2026, 3, 20)}
    ref = desk.problem(**head)
    desk.measure(ref, due="2026-03-20")
    words = Words("年度检测报告", valid_until=D(2026, 12, 31))
    rectify.done(desk.ledger, desk.context(), ref, 1, evidence=[desk.paper()], words=words)
    desk.endorse(ref)
    desk.submit(ref)
    desk.review(ref)
    desk.on("2026-03-20")
    assert isinstance(desk.close(ref), Recorded)
    return desk, ref


def test_expired_evidence_is_due_again_and_the_office_is_asked_whether_to_reopen(lasting: tuple[Desk, str]) -> None:
    desk, ref = lasting
    row = (ref, 1, D(2026, 12, 31), None)
    assert waiting(desk, "2026-12-31") == {}
    assert waiting(desk, "2027-01-01", LIAISON) == {"expired": [row]}
    assert waiting(desk, "2027-01-01", OFFICE) == {"lapsed": [row]}
    assert waiting(desk, "2027-01-01", INSPECTOR) == {}
    assert desk.state(ref).status is Status.CLOSED


def test_a_renewed_paper_is_no_longer_due_from_that_day_on(lasting: tuple[Desk, str]) -> None:
    desk, ref = lasting
    desk.on("2027-01-10")
    given(desk, ref, desk.paper(content="新报告"), 1, valid_until=D(2027, 12, 31))
    assert desk.state(ref).status is Status.CLOSED
    assert waiting(desk, "2027-01-10") == {}
    assert waiting(desk, "2027-01-09").keys() == {"expired", "lapsed"}
    assert waiting(desk, "2028-01-01", OFFICE) == {"lapsed": [(ref, 1, D(2027, 12, 31), None)]}


def test_after_a_reopening_papers_of_the_closed_round_are_no_longer_due(
    lasting: tuple[Desk, str],
) -> None:
    desk, ref = lasting
    desk.on("2027-01-10")
    close_out.reopen(desk.ledger, desk.context(OFFICE), ref, "检测报告过期未换")
    assert waiting(desk, "2027-01-10") == {}


def test_evidence_of_other_problems_does_not_come_due_again(desk: Desk) -> None:
    ref = desk.problem()
    given(desk, ref, desk.paper(), valid_until=D(2026, 3, 31))
    assert waiting(desk, "2027-01-01") == {}


def test_a_signed_sheet_that_was_photographed_loses_them_too(desk: Desk) -> None:
    ref = desk.problem()
    recorded = close_out.endorse(desk.ledger, desk.context("zjj/head"), ref, sheet=photo(desk, name="签字.jpg"))
    (entry,) = recorded.entries
    assert entry.plain()["sheet"]["cleaned"] is True
    said = "签字.jpg: place and device were dropped from the copy; the digest is that of the copy."
    assert list(aside(recorded)) == [said]


def test_of_a_folder_each_photo_is_told_as_such(desk: Desk) -> None:
    ref = desk.problem()
    desk.measure(ref)
    path = photo(desk, name=f"{ref.partition('/')[2]}-1 现场.jpg")
    found = add_folder(desk.ledger, desk.context(), path.parent, Words(what="照片"), (), apply=True)
    (one,) = found.files
    assert one.said == "taken on 2026-03-10 according to the photo; place and device dropped from the copy"
    (entry,) = desk.state(ref).evidence
    assert (entry.what, entry.dated, entry.cleaned) == ("照片", D(2026, 3, 10), True)
