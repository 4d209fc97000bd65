"""What the names of supporting files say, as offices write them; what may be an id is told, whatever else it is."""

import pytest

from yiananlib.model.evidence_names import Ref, read

WRITTEN = [
    ("k7m2qd-2 现场照片.jpg", [("k7m2qd", 2)], ()),
    ("k7m2qd.pdf", [("k7m2qd", None)], ()),
    ("k7m2qd", [("k7m2qd", None)], ()),
    ("K7M2QD_2.JPG", [("k7m2qd", 2)], ()),
    ("ｋ７ｍ２ｑｄ－２．jpg", [("k7m2qd", 2)], ()),
    ("zjj-k7m2qd-12-照片.jpg", [("k7m2qd", 12)], ()),
    ("k7m2qd 2 照片.jpg", [("k7m2qd", 2)], ()),
    ("k7m2qd照片2.jpg", [("k7m2qd", None)], ()),
    ("k7m2qd 3月会议纪要.pdf", [("k7m2qd", None)], ()),
    ("k7m2qd 2026年照片.jpg", [("k7m2qd", None)], ()),
    ("k7m2qd-0.jpg", [("k7m2qd", None)], ()),
    ("2026-017-2 现场照片.jpg", [("2026-017", 2)], ()),
    ("ZJJ-2026-003_措施1_会议纪要.pdf", [("2026-003", None)], (1,)),
    ("ZJJ2026-003.pdf", [("2026-003", None)], ()),
    ("2026-017 第二条措施.jpg", [("2026-017", None)], (2,)),
    ("2026-017 措施十二.jpg", [("2026-017", None)], (12,)),
    ("2026-017 措施二十一 照片.jpg", [("2026-017", None)], (21,)),
    ("2026-017 措施1 措施2.jpg", [("2026-017", None)], (1, 2)),
    ("2026-017 整改措施.docx", [("2026-017", None)], ()),
    ("2026-017 measure 3.pdf", [("2026-017", None)], (3,)),
    ("2026-06-15会议.pdf", [], ()),
    ("2026-100017.pdf", [("2026-100017", None)], ()),
    ("260615 k7m2qd.pdf", [("260615", None), ("k7m2qd", None)], ()),
    ("k7m2qd 9h3x4b.pdf", [("k7m2qd", None), ("9h3x4b", None)], ()),
    ("会议纪要.pdf", [], ()),
    ("照片k7m2qdx.jpg", [], ()),
    (".pdf", [], ()),
]


@pytest.mark.parametrize(("name", "refs", "measures"), WRITTEN)
def test_a_name_says_its_problem_and_its_measure(
    name: str, refs: list[tuple[str, int | None]], measures: tuple[int, ...]
) -> None:
    found = read(name)
    assert found.refs == tuple(Ref(*one) for one in refs)
    assert found.measures == measures
