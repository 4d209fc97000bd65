import pytest

from yiananlib.store import kinds, layout
from yiananlib.store.layout import Place


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("yian.toml", Place("campaign")),
        ("checklist.toml", Place("checklist")),
        ("calendar.toml", Place("calendar")),
        (kinds.ORG.path("住建局"), Place("org", "住建局")),
        (kinds.PROBLEM.path("zjj", "k7m2qd"), Place("problem", "zjj", "k7m2qd")),
        (kinds.ROUND.path("zjj", "2026-一季度"), Place("round", "zjj", "2026-一季度")),
        (kinds.CASE.path("", "a案"), Place("case", "", "a案")),
        (kinds.MATTERS["notice"].path("zjj", "k7m2qd"), Place("notice", "zjj", "k7m2qd")),
        (kinds.MATTERS["rule"].path("zjj", "k7m2qd"), Place("rule", "zjj", "k7m2qd")),
        (kinds.MATTERS["meeting"].path("zjj", "k7m2qd"), Place("meeting", "zjj", "k7m2qd")),
        (layout.evidence_file("zjj", "0123-台账.pdf"), Place("evidence", "zjj", "0123-台账.pdf")),
    ],
)
def test_each_record_has_its_place(path: str, place: Place) -> None:
    assert layout.place(path) == place


@pytest.mark.parametrize(
    "path",
    [
        "", "x", "yian.toml/x", "./yian.toml", "/yian.toml", "Yian.toml", "a/yian.toml", "orgs", "orgs/zjj",
        "orgs/zjj/", "orgs/zjj/org.toml/x", "orgs//org.toml", "orgs/../org.toml", "orgs/con/org.toml",
        "orgs/-rf/org.toml", "orgs/a b/org.toml", "orgs/zjj/problems/k7m2qd", "orgs/zjj/problems/k7m2qd.TOML",
        "orgs/zjj/problems/K7M2QD.toml", "orgs/zjj/problems/k7m2q.toml", "orgs/zjj/problems/k7m2qd.toml.toml",
        "orgs/zjj/problems/.k7m2qd.toml.yian-tmp", "orgs/zjj/problems/x/k7m2qd.toml", "orgs/.git/problems/k7m2qd.toml",
        "orgs/zjj/rounds/a b.toml", "orgs/zjj/rounds/2026", "orgs/a b/rounds/2026.toml", "orgs/a b/evidence/x",
        "orgs/zjj/evidence/", "orgs/zjj/evidence/.", "orgs/zjj/evidence/..", "orgs/zjj/evidence/a/b",
        "orgs/zjj/evidence/..\\..\\x", "orgs\\zjj\\org.toml", "cases/a b.toml",
        "orgs/zjj/notices/k7m2q.toml", "orgs/zjj/rules/a.toml", "orgs/zjj/meetings/k7m2qd", "orgs/zjj/cases/a.toml",
    ],
)  # fmt: skip
def test_anything_else_has_no_place(path: str) -> None:
    assert layout.place(path) is None


def test_a_supporting_file_is_named_by_the_beginning_of_its_digest() -> None:
    assert layout.evidence_name("0123456789abcdef" * 4, "台账.pdf") == "0123456789abcdef-台账.pdf"


def test_a_path_in_a_message_cannot_control_the_terminal() -> None:
    assert layout.shown("orgs/\x1b[31m\n\u202e住建局") == "orgs/\\u001b[31m\\u000a\\u202e住建局"
