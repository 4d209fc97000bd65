import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from pydantic import ValidationError

from tests.builders import make_campaign, make_checklist, make_entry, make_head, make_orgs, round_of
from yiananlib.errors import Ambiguous, LedgerInvalid, NoSuchRecord
from yiananlib.model.checklist import Checklist
from yiananlib.model.entries import Evidenced
from yiananlib.model.lifecycle import fold
from yiananlib.model.problem import Problem
from yiananlib.store import codec, kinds, layout, workers
from yiananlib.store.ledger import LARGEST_EVIDENCE, Ledger, find_root
from yiananlib.store.source import Disk

CONTENT: Final = "核验表".encode()


def write(ledger: Ledger, path: str, data: bytes) -> Path:
    target = ledger.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


def add(ledger: Ledger, org: str, name: str) -> Problem:
    problem = Problem(org, make_head(id=name), (make_entry("registered"),))
    write(ledger, kinds.PROBLEM.path(org, name), kinds.PROBLEM.encode(problem))
    return problem


def evidence(**fields: object) -> Evidenced:
    digest = hashlib.sha256(CONTENT).hexdigest()
    values = {"file": layout.evidence_name(digest, "表.txt"), "sha256": digest, "size": len(CONTENT)}
    entry = make_entry("evidenced", **(values | fields))
    assert isinstance(entry, Evidenced)
    return entry


# the ledger as a whole


def test_a_ledger_is_found_from_any_folder_in_it(ledger: Ledger) -> None:
    assert find_root(ledger.root) == ledger.root
    assert find_root(ledger.root / "orgs" / "zjj") == ledger.root
    assert find_root(ledger.root.parent) is None


def test_a_folder_called_like_a_campaign_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "yian.toml").mkdir()
    assert find_root(tmp_path) is None


def test_the_campaign_is_read(ledger: Ledger) -> None:
    assert ledger.campaign().name == "以案促改"


def test_a_ledger_without_a_checklist_has_an_empty_one(ledger: Ledger) -> None:
    assert ledger.checklist() == Checklist()
    prompt = make_checklist(1).prompts[0]
    write(ledger, "checklist.toml", codec.appended(b"schema = 1\n", codec.block("prompts", prompt)))
    assert ledger.checklist() == Checklist(prompts=(prompt,))


def test_an_overlay_is_read_instead_of_the_disk(ledger: Ledger) -> None:
    text = (ledger.root / "yian.toml").read_text(encoding="utf-8").replace("以案促改", "百日行动")
    judged = Ledger(ledger.root, {"yian.toml": text.encode()})
    assert judged.campaign().name == "百日行动"
    assert ledger.campaign().name == "以案促改"
    assert judged.org("zjj") == ledger.org("zjj")


def test_a_fault_is_named_with_file_line_and_what_to_do(ledger: Ledger) -> None:
    write(ledger, "yian.toml", b"schema = 2\n")
    with pytest.raises(LedgerInvalid) as caught:
        ledger.campaign()
    assert caught.value.where == "yian.toml:1"
    assert caught.value.message.endswith("It needs a newer yian.")


def test_a_fault_of_the_whole_file_has_no_line(ledger: Ledger) -> None:
    write(ledger, "yian.toml", b"#\n" * 1_100_000)
    with pytest.raises(LedgerInvalid) as caught:
        ledger.campaign()
    assert caught.value.where == "yian.toml"


def test_a_fault_without_a_remedy_is_said_all_the_same(ledger: Ledger) -> None:
    write(ledger, "orgs/zjj/org.toml", b"schema = 1\nname = 1\norder = 1\n")
    with pytest.raises(LedgerInvalid) as caught:
        ledger.org("zjj")
    assert caught.value.where == "orgs/zjj/org.toml:2"
    assert caught.value.remedy == ""


# organizations


def test_all_organizations_are_read(ledger: Ledger) -> None:
    assert ledger.orgs() == make_orgs()


@pytest.mark.parametrize(
    "name", ["none", "", ".", "..", "../orgs/zjj", "zjj/", "/", "con", "ZJJ\x00", "ｚｊｊ ", "a" * 41]
)
def test_an_organization_that_is_not_there_is_no_such_record(ledger: Ledger, name: str) -> None:
    with pytest.raises(NoSuchRecord):
        ledger.org(name)


def test_what_else_lies_among_the_organizations_is_none(ledger: Ledger) -> None:
    for name in (".gitkeep", "readme.txt", "Thumbs.db"):
        write(ledger, f"orgs/{name}", b"")
    (ledger.root / "orgs" / "empty").mkdir()
    (ledger.root / "orgs" / "gone" / "problems").mkdir(parents=True)
    assert ledger.org_names() == sorted(make_orgs())


@pytest.mark.parametrize("name", ["zjj2", "z j j", "con"])
def test_problems_without_an_organization_are_a_failure_rather_than_left_out(ledger: Ledger, name: str) -> None:
    add(ledger, name, "k7m2qe")
    for ask in (ledger.orgs, lambda: ledger.find_problem("k7"), lambda: list(ledger.mentioning(b"x"))):
        with pytest.raises(LedgerInvalid, match=f"orgs/{name}: it holds problems"):
            ask()


def test_an_organization_that_lost_its_file_is_a_failure(ledger: Ledger) -> None:
    (ledger.root / "orgs/zjj/org.toml").unlink()
    with pytest.raises(LedgerInvalid):
        ledger.org_names()


def test_an_organization_behind_a_symbolic_link_is_a_failure(ledger: Ledger) -> None:
    shutil.move(ledger.root / "orgs/zjj", ledger.root.parent / "zjj")
    (ledger.root / "orgs/zjj").symlink_to(ledger.root.parent / "zjj")
    with pytest.raises(LedgerInvalid, match="symbolic link"):
        ledger.orgs()
    with pytest.raises(LedgerInvalid, match="symbolic link"):
        ledger.find_problem("k7m2qd")


def test_the_lineage_of_an_organization_is_all_above_it(ledger: Ledger) -> None:
    assert set(ledger.lineage("zjj", "office", "none", "../x")) == {"zjj", "gov", "office"}
    assert set(ledger.lineage("gov", "zjj")) == {"gov", "zjj"}


def test_a_lineage_that_runs_in_a_circle_ends(ledger: Ledger) -> None:
    gov = make_orgs()["gov"].model_copy(update={"parent": "zjj"})
    write(ledger, "orgs/gov/org.toml", kinds.ORG.encode(gov))
    assert set(ledger.lineage("zjj")) == {"zjj", "gov"}


# problems


@pytest.mark.parametrize("ref", ["k7m2qd", "k7m2", "k", "zjj/k7m2qd", "zjj/k7"])
def test_a_problem_is_found_by_its_id_or_a_prefix(ledger: Ledger, problem: Problem, ref: str) -> None:
    add(ledger, "zjj", "z00000")
    add(ledger, "czj", "y00000")
    assert ledger.find_problem(ref) == problem


def test_a_prefix_of_several_problems_is_ambiguous_and_names_them(ledger: Ledger) -> None:
    add(ledger, "czj", "k7m2qe")
    for ref in ("k7m2q", "k"):
        with pytest.raises(Ambiguous, match=r"czj/k7m2qe, zjj/k7m2qd"):
            ledger.find_problem(ref)
    assert ledger.find_problem("czj/k").org == "czj"
    assert ledger.find_problem("k7m2qe").org == "czj"


def test_an_id_that_two_organizations_have_is_ambiguous(ledger: Ledger, problem: Problem) -> None:
    add(ledger, "czj", "k7m2qd")
    with pytest.raises(Ambiguous):
        ledger.find_problem("k7m2qd")
    assert ledger.find_problem("zjj/k7m2qd") == problem


@pytest.mark.parametrize(
    "ref",
    [
        "", "/", "zjj/", "/k7m2qd", "zzzzzz", "zjj/zz", "none/k7m2qd", "czj/k7m2qd", "../x", "..", ".", "zjj/../k7m2qd",
        "../orgs/zjj/k7m2qd", "orgs/zjj/problems/k7m2qd", "k7m2qd.toml", "K7M2QD", "K7", "ｋ７ｍ２ｑｄ", "７",
        "k7m2qd ", " k7m2qd", "k7m2qd\n", "k7m2qdd", "*", "k?", "[k]", "i", "l", "o", "u", "--all", "zjj\\k7m2qd",
        "zjj//k7", "k\x00", "ZJJ/k7m2qd", "\udc80",
    ],
)  # fmt: skip
def test_what_names_no_problem_is_no_such_record(ledger: Ledger, ref: str) -> None:
    with pytest.raises(NoSuchRecord) as caught:
        ledger.find_problem(ref)
    assert caught.value.exit_status == 3


def test_the_problems_of_an_organization_are_read(ledger: Ledger, problem: Problem) -> None:
    other = add(ledger, "zjj", "z00000")
    assert list(ledger.problems("zjj")) == [problem, other]
    assert list(ledger.problems("gov")) == []


@pytest.mark.parametrize("name", ["k7m2qd-copy.toml", "K7M2QD.toml", "k7m2qd (1).toml", ".toml", "k7m2qd.orig.toml"])
def test_a_stray_file_among_the_problems_is_a_failure(ledger: Ledger, name: str) -> None:
    write(ledger, f"orgs/zjj/problems/{name}", b"")
    with pytest.raises(LedgerInvalid, match="not an id"):
        list(ledger.problems("zjj"))


def test_a_stray_name_in_a_message_cannot_control_the_terminal(ledger: Ledger) -> None:
    write(ledger, "orgs/zjj/problems/\x1b[31m.toml", b"")
    with pytest.raises(LedgerInvalid) as caught:
        list(ledger.problems("zjj"))
    assert caught.value.message.isprintable()


def test_a_temporary_file_is_no_problem(ledger: Ledger, problem: Problem) -> None:
    write(ledger, "orgs/zjj/problems/.k7m2qd.toml.yian-tmp", b"half")
    assert list(ledger.problems("zjj")) == [problem]


@pytest.mark.parametrize("data", [b"", b"<<<<<<< HEAD\n", b"\xff", b"schema = 1\n"])
def test_a_problem_that_cannot_be_read_is_a_failure_and_never_left_out(ledger: Ledger, data: bytes) -> None:
    write(ledger, "orgs/zjj/problems/k7m2qe.toml", data)
    for ask in (lambda: list(ledger.problems("zjj")), lambda: ledger.find_problem("k7m2qe")):
        with pytest.raises(LedgerInvalid, match=r"orgs/zjj/problems/k7m2qe\.toml") as caught:
            ask()
        assert caught.value.exit_status == 4


def test_a_folder_called_like_a_problem_is_a_failure(ledger: Ledger) -> None:
    (ledger.root / "orgs/zjj/problems/k7m2qe.toml").mkdir()
    with pytest.raises(LedgerInvalid, match="not a regular file"):
        list(ledger.problems("zjj"))


def test_a_copy_under_another_id_is_a_failure(ledger: Ledger) -> None:
    shutil.copy(ledger.root / "orgs/zjj/problems/k7m2qd.toml", ledger.root / "orgs/zjj/problems/k7m2qe.toml")
    with pytest.raises(LedgerInvalid, match="file is called k7m2qe"):
        list(ledger.problems("zjj"))


def test_the_problems_that_mention_something_are_found(ledger: Ledger) -> None:
    add(ledger, "czj", "z00000")
    assert sorted(ledger.mentioning("零补办".encode())) == [("czj", "z00000"), ("zjj", "k7m2qd")]
    assert list(ledger.mentioning(b'"planned"')) == [("zjj", "k7m2qd")]
    assert list(ledger.mentioning(b'"planned"', "零补办".encode())) == [("zjj", "k7m2qd")]
    assert not list(ledger.mentioning(b'"planned"', b"no such words"))


@pytest.mark.parametrize("least", [0, 1000])
def test_any_number_of_workers_finds_the_same_problems(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, least: int
) -> None:
    for number in range(250):
        add(ledger, "czj" if number % 3 else "zjj", f"z00{number:03d}".replace("9", "x"))
    monkeypatch.setattr(workers.spread, "__kwdefaults__", {"least": least, "chunk": 20})
    monkeypatch.setattr(workers, "processors", lambda: 3)
    found = list(ledger.mentioning("零补办".encode()))
    assert found == [(org, name) for org in ledger.org_names() for name in ledger.problem_names(org)]
    (ledger.root / "orgs/czj/problems/z00001.toml").unlink()
    (ledger.root / "orgs/czj/problems/z00001.toml").symlink_to("z00002.toml")
    with pytest.raises(LedgerInvalid, match="symbolic link"):
        list(ledger.mentioning("零补办".encode()))


def test_a_change_judged_in_advance_is_searched_instead_of_the_file(ledger: Ledger) -> None:
    path = kinds.PROBLEM.path("zjj", "k7m2qd")
    assert not list(ledger.overlaid({path: b"another"}).mentioning("零补办".encode()))
    assert list(ledger.overlaid({path: b"another"}).mentioning(b"another")) == [("zjj", "k7m2qd")]


def test_an_id_is_taken_in_any_organization(ledger: Ledger) -> None:
    add(ledger, "czj", "z00000")
    assert ledger.is_taken("z00000")
    assert ledger.is_taken("k7m2qd")
    assert not ledger.is_taken("k7m2qe")


def test_an_id_is_taken_by_what_is_no_organization_too(ledger: Ledger) -> None:
    add(ledger, "z j j", "z00000")
    assert ledger.is_taken("z00000")


def test_an_id_found_only_in_a_folder_that_is_not_an_organization_is_a_failure(ledger: Ledger) -> None:
    add(ledger, "zjj2", "k7m2qe")
    with pytest.raises(LedgerInvalid, match="orgs/zjj2: it holds problems"):
        ledger.find_problem("k7m2qe")
    assert ledger.find_problem("k7m2qd").org == "zjj"


def test_a_number_is_found_where_an_entry_gives_it_and_nowhere_else(ledger: Ledger) -> None:
    for name, kind, field in (("z00000", "numbered", "number"), ("z00001", "noted", "note")):
        add(ledger, "czj", name)
        path = ledger.root / f"orgs/czj/problems/{name}.toml"
        entry = make_entry(kind, id="4f9k2m", **{field: "2026-017"})
        path.write_bytes(codec.appended(path.read_bytes(), codec.block("entries", entry)))
    assert ledger.numbered("2026-017") == [("czj", "z00000")]
    assert {ledger.locate(ref) for ref in ("2026-017", "2026-17", "czj/2026-017")} == {("czj", "z00000")}
    assert (ledger.highest_number(2026), ledger.highest_number(2025)) == (17, 0)
    for ref in ("2026-018", "zjj/2026-017", "2026-0", "nowhere/2026-017"):
        with pytest.raises(NoSuchRecord):
            ledger.locate(ref)


def test_a_record_is_parsed_once_for_its_number(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ledger.root / "orgs/zjj/problems/k7m2qd.toml"
    entry = make_entry("numbered", id="4f9k2m", number="2026-017")
    path.write_bytes(codec.appended(path.read_bytes(), codec.block("entries", entry)))
    parsed: list[str] = []
    problem = Ledger.problem

    def told(self: Ledger, org: str, name: str) -> Problem:
        parsed.append(name)
        return problem(self, org, name)

    monkeypatch.setattr(Ledger, "problem", told)
    assert ledger.locate("2026-017") == ("zjj", "k7m2qd")
    assert parsed == ["k7m2qd"]


def test_a_number_that_does_not_count_is_taken_and_names_nothing(ledger: Ledger) -> None:
    path = ledger.root / "orgs/zjj/problems/k7m2qd.toml"
    entry = make_entry("numbered", number="2026-017")  # with the id of the first
    path.write_bytes(codec.appended(path.read_bytes(), codec.block("entries", entry)))
    assert fold(ledger.find_problem("k7m2qd")).faults
    assert ledger.numbered("2026-017") == [("zjj", "k7m2qd")]
    with pytest.raises(NoSuchRecord):
        ledger.locate("2026-017")


def test_a_file_with_a_number_that_cannot_be_read_is_a_failure(ledger: Ledger) -> None:
    write(ledger, "orgs/zjj/problems/k7m2qe.toml", b'kind = "numbered"\nnumber = "2026-017"\n<<<<<<<\n')
    for ask in (lambda: ledger.locate("2026-017"), lambda: ledger.highest_number(2026)):
        with pytest.raises(LedgerInvalid, match=r"k7m2qe\.toml"):
            ask()


def test_a_problem_is_located_without_being_opened(ledger: Ledger) -> None:
    write(ledger, "orgs/zjj/problems/k7m2qd.toml", b"no TOML")
    assert {ledger.locate(ref) for ref in ("k7m2qd", "zjj/k7m2qd", "k7", "zjj/k7")} == {("zjj", "k7m2qd")}


class OneFile(Disk):
    """A folder so large that nothing in it may be listed."""

    def names(self, folder: str, ending: str = "") -> Iterator[str]:
        raise AssertionError(folder)

    def folders_with(self, folder: str, path: str) -> Iterator[str]:
        raise AssertionError(folder, path)


def test_a_whole_name_is_found_without_listing_anything(ledger: Ledger, problem: Problem) -> None:
    large = Ledger(ledger.root, given_source=OneFile(ledger.root))
    assert large.find_problem("zjj/k7m2qd") == problem
    with pytest.raises(AssertionError, match="orgs"):
        large.find_problem("k7m2qd")


# rounds


def test_a_round_that_was_not_opened_is_none(ledger: Ledger) -> None:
    assert ledger.round("zjj", "2026") is None
    assert ledger.round_names("zjj") == []


def test_a_round_is_read(ledger: Ledger) -> None:
    round_ = round_of({"schema": 1, "opened": make_head().found}, name="2026")
    write(ledger, "orgs/zjj/rounds/2026.toml", kinds.ROUND.encode(round_))
    assert ledger.round("zjj", "2026") == round_
    assert ledger.round_names("zjj") == ["2026"]


# evidence


def test_evidence_that_is_as_recorded_has_no_fault(ledger: Ledger) -> None:
    entry = evidence()
    write(ledger, layout.evidence_file("zjj", entry.file), CONTENT)
    assert ledger.evidence_fault("zjj", entry) is None


@pytest.mark.parametrize("content", [b"", CONTENT + b"x", CONTENT[:-1], b"x" * len(CONTENT)])
def test_evidence_of_another_content_is_changed(ledger: Ledger, content: bytes) -> None:
    entry = evidence()
    write(ledger, layout.evidence_file("zjj", entry.file), content)
    assert ledger.evidence_fault("zjj", entry) == "changed"


def test_evidence_that_is_not_there_is_missing(ledger: Ledger) -> None:
    assert ledger.evidence_fault("zjj", evidence()) == "missing"
    assert ledger.evidence_fault("zjj", evidence(file="长" * 200)) == "missing"


def test_evidence_behind_a_symbolic_link_is_missing(ledger: Ledger) -> None:
    entry = evidence()
    path = ledger.root / layout.evidence_file("zjj", entry.file)
    path.parent.mkdir()
    path.symlink_to(write(ledger, "elsewhere", CONTENT))
    assert ledger.evidence_fault("zjj", entry) == "missing"


@pytest.mark.parametrize("file", ["../../../elsewhere", "..", "a/../../../../elsewhere", "/elsewhere"])
def test_evidence_outside_of_its_folder_is_missing(ledger: Ledger, file: str) -> None:
    write(ledger, "elsewhere", CONTENT)
    write(ledger, "orgs/zjj/evidence/a/x", CONTENT)
    assert ledger.evidence_fault("zjj", evidence(file=file)) == "missing"


@pytest.mark.parametrize("size", [2**40, 2**62, 2**63, 10**30])
def test_an_absurd_recorded_size_costs_no_memory(ledger: Ledger, size: int) -> None:
    entry = evidence(size=size)
    write(ledger, layout.evidence_file("zjj", entry.file), CONTENT)
    assert ledger.evidence_fault("zjj", entry) is None


def test_a_supporting_file_is_read_whole_however_large_a_record_may_be(ledger: Ledger) -> None:
    path = "orgs/zjj/evidence/0123456789abcdef-x"
    (ledger.root / path).parent.mkdir()
    (ledger.root / path).write_bytes(b"x" * 3_000_000)
    assert len(ledger.evidence(path)) == 3_000_000
    assert len(ledger.evidence(path, 10)) == 11
    assert ledger.overlaid({path: b"y"}).evidence(path) == b"y"


def test_a_serial_number_only_mentioned_in_a_text_does_not_name_the_record(ledger: Ledger) -> None:
    path = ledger.root / "orgs/zjj/problems/k7m2qd.toml"
    for number, kind, field, said in (
        ("4f9k2m", "noted", "note", "见2026-017"),
        ("4f9k2n", "numbered", "number", "2026-018"),
    ):
        entry = make_entry(kind, id=number, **{field: said})
        path.write_bytes(codec.appended(path.read_bytes(), codec.block("entries", entry)))
    assert ledger.numbered("2026-018") == [("zjj", "k7m2qd")]
    assert ledger.numbered("2026-017") == []


def test_the_largest_supporting_file_is_the_largest_that_a_campaign_can_allow() -> None:
    assert make_campaign(evidence={"max_mb": LARGEST_EVIDENCE >> 20}).evidence.max_mb << 20 == LARGEST_EVIDENCE
    with pytest.raises(ValidationError):
        make_campaign(evidence={"max_mb": (LARGEST_EVIDENCE >> 20) + 1})
