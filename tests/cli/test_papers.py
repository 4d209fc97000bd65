"""What is said of evidence, as it is typed."""

from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.cli.conftest import Yian
from tests.services.ledgers import Desk
from tests.store.test_photos import exif, jpeg, segment


def test_the_options_are_those_of_every_command_that_takes_evidence(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    desk.measure(ref)
    said = ("--what", "核验表", "--dated", "3月1日", "--valid-until", "2026-12-31", "--by", LIAISON)
    assert yian("done", ref, "1", "--evidence", desk.paper(), *said).status == 0
    assert yian("add-evidence", ref, desk.paper(content="二"), *said).status == 0
    shown = yian("show", ref).out
    assert shown.count("核验表; dated 2026-03-01; valid until 2026-12-31") == 2
    assert "(核验表, dated 2026-03-01, valid until 2026-12-31)" in shown


def test_a_photo_is_told_of_beside_the_record(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    path = tmp_path / "现场.jpg"
    path.write_bytes(jpeg(segment(0xE1, b"Exif\0\0" + exif(b"2026:03:10 09:30:00\0"))))
    done = yian("add-evidence", desk.problem(), path, "--by", LIAISON)
    assert "现场.jpg: dated 2026-03-10, the day on which the photo was taken." in done.err
    assert "place and device were dropped from the copy" in done.err


def test_without_a_file_there_is_nothing_to_describe(desk: Desk, yian: Yian) -> None:
    ref = desk.problem()
    desk.measure(ref)
    no = yian("done", ref, "1", "--what", "核验表", "--by", LIAISON)
    assert (no.status, "give them with --evidence" in no.err) == (2, True)


@pytest.mark.parametrize("said", ["核验表.pdf", "=缺签字", "核验表.pdf=", "核验表.pdf= "])
def test_a_paper_at_fault_is_named_with_what_is_wrong(desk: Desk, yian: Yian, said: str) -> None:
    no = yian("review", desk.submitted(), "--return", "--opinion", "不足", "--evidence", said, "--by", OFFICE)
    assert (no.status, "write --evidence FILE=WHY" in no.err) == (2, True)


def test_what_is_wrong_is_said_once_and_shown(desk: Desk, yian: Yian) -> None:
    ref = desk.submitted()
    returning = ("review", ref, "--return", "--opinion", "不足", "--by", OFFICE, "--evidence", "核验表.pdf=缺签字")
    no = yian(*returning, "--evidence", "核验表.pdf=缺公章")
    assert (no.status, "is named twice" in no.err) == (2, True)
    done = yian(*returning)
    assert done.out == f"{ref}  returned  at fault: 核验表.pdf: 缺签字\n"
    assert "不足; at fault: 核验表.pdf: 缺签字" in yian("show", ref).out
    assert "缺签字" in yian("due", "--org", "zjj").out
