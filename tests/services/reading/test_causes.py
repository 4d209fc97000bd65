"""A file that cannot be read is one cause: of what follows from it nothing is said, and nothing is advised to go."""

import shutil
from pathlib import Path

import pytest

from tests.builders import INSPECTOR, OFFICE
from tests.services.found import findings
from tests.services.ledgers import Desk, new_desk
from tests.services.noticing import issue
from tests.services.registers import case, done_rule, meeting
from yiananlib.model.finding import Finding
from yiananlib.model.vocabulary import Answer, LookBackResult
from yiananlib.services.recording import close_out, examine
from yiananlib.services.recording.define import Rejected, keep, open_definition
from yiananlib.services.recording.register import Proposal
from yiananlib.store import layout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county whose records name one another: a case, a meeting, a rule, a notice, problems, a round."""
    desk = new_desk(tmp_path_factory.mktemp("web") / "ledger")
    case(desk)
    held = meeting(desk).partition("/")[2]
    closed = desk.closed(finding="case-1/1", meeting=held, prompt="p02")
    close_out.look_back(desk.ledger, desk.context(INSPECTOR), closed, LookBackResult.HELD, "抽查5个项目")
    desk.problem(recurs=closed, title="又犯了", support=["czj"], prompt="p03")
    other = desk.problem("czj", by="czj/liaison", leader="head", owner="liaison", title="财政局的问题")
    done_rule(desk, problems=(closed,), findings=("case-1/2",))
    issue(desk, problems=(other,), org="czj")
    fields = {"title": "答出的", "symptom": "抽查", "kind": "undelivered", "leader": "head", "owner": "jianguan"}
    found = Proposal("zjj", fields | {"due": desk.now.date().replace(month=6)})
    replies = [examine.Reply("p01", Answer.CLEAR, "已对照"), examine.Reply("p04", Answer.PROBLEM, None, found)]
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", replies, subjects=("team", "head"))
    assert findings(desk) == ()
    return desk.root


@pytest.fixture
def web(made: Path, tmp_path: Path) -> Desk:
    shutil.copytree(made, tmp_path / "ledger")
    return Desk(tmp_path / "ledger")


def records(root: Path) -> list[str]:
    paths = (p.relative_to(root).as_posix() for p in root.rglob("*.toml"))
    return sorted(path for path in paths if layout.place(path) is not None)


def kinds(root: Path) -> dict[str, str]:
    """One file of each kind and organization, by what it is: all that can break otherwise."""
    return {path.rpartition("/")[0] or path: path for path in reversed(records(root))}


@pytest.mark.parametrize("damage", ["x = \n", "unknown = 1\n", "<<<<<<< HEAD\n"])
def test_only_the_unreadable_file_itself_is_named(web: Desk, damage: str) -> None:
    for path in records(web.root) if damage == "x = \n" else kinds(web.root).values():
        good = (web.root / path).read_bytes()
        # at the top, where every file may hold a key of its own
        web.write(path, damage.encode() + good)
        found = findings(web)
        assert {f.file for f in found} == {path}, (path, found)
        assert not any("remove" in f.remedy for f in found)
        web.write(path, good)


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_a_folder_or_link_in_place_of_a_file_counts_as_unreadable(web: Desk, make: object) -> None:
    for path in kinds(web.root).values():
        if path == "yian.toml":
            continue
        good = (web.root / path).read_bytes()
        (web.root / path).unlink()
        make(web.root / path)  # type: ignore[operator]
        assert {f.file for f in findings(web)} == {path}
        (web.root / path).rmdir() if make is Path.mkdir else (web.root / path).unlink()
        web.write(path, good)


def test_a_wrong_word_in_an_organization_is_one_error(web: Desk) -> None:
    for org in ("zjj", "office", "jiwei", "gov", "czj"):
        path = f"orgs/{org}/org.toml"
        good = (web.root / path).read_text(encoding="utf-8")
        broken = good + '\n[[officers]]\nid = "new"\npost = "新人"\nrole = "boss"\n'
        web.write(path, broken)
        (found,) = findings(web)
        assert (found.file, found.code) == (path, "schema")
        web.write(path, good)


def test_evidence_of_a_record_that_can_be_read_is_still_told_to_be_missing_or_unused(web: Desk) -> None:
    web.write("orgs/czj/evidence/0-多余.txt", "x")
    (found,) = findings(web)
    assert (found.code, found.file) == ("unused", "orgs/czj/evidence/0-多余.txt")
    assert "remove" not in found.remedy


def test_an_edit_that_fails_on_the_file_that_was_edited_speaks_of_it_alone(web: Desk) -> None:
    for what, old, new in (
        ("zjj", "[[officers]]", "[[officer]]"),
        ("campaign", "[vocabulary.kind]", "[vocabulary.kinds]"),
        ("checklist", 'id = "p01"', 'id = "p02"'),
        ("case/case-1", "number = 1", "number = 2"),
    ):
        before = open_definition(web.ledger, web.context(OFFICE), what)
        assert old in before.text
        result = keep(web.ledger, web.context(OFFICE), before, before.text.replace(old, new, 1))
        assert isinstance(result, Rejected), what
        assert {f.file for f in result.findings} == {before.path}, what


def test_an_edit_that_breaks_other_files_says_so(web: Desk) -> None:
    before = open_definition(web.ledger, web.context(OFFICE), "zjj")
    result = keep(web.ledger, web.context(OFFICE), before, before.text.replace('id = "jianguan"', 'id = "jg"'))
    assert isinstance(result, Rejected)
    assert all(isinstance(f, Finding) and f.file != before.path for f in result.findings)
