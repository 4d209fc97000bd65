"""Which format is chosen, and that a file is written whole or not at all."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk
from yiananlib.cli.output import chosen, hand_over, save
from yiananlib.errors import LedgerInvalid, UsageProblem, WriteFailed
from yiananlib.render.formats import FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_the_suffix_says_the_format(name: str) -> None:
    path = Path(f"报告{FORMATS[name].suffix}")
    assert chosen(None, path, json=False) == name
    assert chosen(None, Path(str(path).upper()), json=False) == name
    assert chosen(name, path, json=name == "json") == name


@pytest.mark.parametrize("path", [None, Path("报告"), Path(".csv"), Path("2026.06/报告")])
def test_what_has_no_suffix_says_nothing(path: Path | None) -> None:
    assert chosen(None, path, json=False) == "text"
    assert chosen(None, path, json=True) == "json"
    assert chosen("csv", path, json=False) == "csv"


@pytest.mark.parametrize(
    ("named", "name", "json"),
    [
        ("csv", None, True), ("text", None, True), ("csv", "x.md", False), (None, "x.csv", True),
        ("text", "x.md", False),
        (None, "报告.odt", False), (None, "报告.ODS", False), (None, "报告.rtf", False), (None, "x.text", False),
        ("text", "报告.odt", False), (None, "报告.odt", True), (None, "报告.2026", False),
    ],
)  # fmt: skip
def test_what_contradicts_itself_or_is_no_format_is_refused(named: str | None, name: str | None, json: bool) -> None:
    with pytest.raises(UsageProblem):
        chosen(named, Path(name) if name else None, json=json)


def test_the_refusal_says_what_there_is(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    done = yian("report", "-o", tmp_path / "报告.odt")
    assert (done.status, done.refused, done.out) == (2, True, "")
    assert ".odt" in done.err
    assert all(row.suffix in done.err for row in FORMATS.values())
    assert list(tmp_path.glob("报告*")) == []


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    save(path, ["一", "二\n"], "csv")
    assert path.read_bytes() == "\ufeff一二\n".encode()
    path.chmod(0o600)
    save(path, [b"x"], "ics")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"x", 0o600)
    assert [file.name for file in tmp_path.iterdir()] == ["台账.csv"]


@pytest.mark.parametrize("error", [UsageProblem("no"), OSError(28, "full"), KeyboardInterrupt()])
def test_a_file_that_fails_midway_leaves_what_is_there(tmp_path: Path, error: BaseException) -> None:
    def pieces() -> Iterator[str]:
        yield "half"
        raise error

    path = tmp_path / "x.md"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(WriteFailed if isinstance(error, OSError) else type(error)):
        save(path, pieces(), "md")
    assert path.read_text(encoding="utf-8") == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["x.md"]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "x.md"
    link.symlink_to("there/y.md")
    save(link, ["a"], "md")
    assert link.is_symlink()
    assert (tmp_path / "there/y.md").read_text(encoding="utf-8") == "a"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    save(pipe, ["a"], "md")
    reader.join()
    assert found == [b"a"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["", "nowhere/x.md"])
def test_what_cannot_be_written_is_6(tmp_path: Path, yian: Yian, name: str) -> None:
    done = yian("list", "--format", "md", "-o", tmp_path / name)
    assert (done.status, done.refused) == (6, True)


def test_nothing_is_recorded_where_the_form_of_the_answer_is_refused(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    ref = desk.problem()
    before = (desk.root / desk.file_of(ref)).read_bytes()
    answer = ["lint", "--accept", "no-verb", ref, "--reason", "措施原文如此，细化方案见附件", "--by", "zjj/liaison"]
    for more in (["--format", "csv"], ["--format", "md"], ["-o", tmp_path / "x.md"], ["-o", tmp_path / "x.odt"]):
        done = yian(*answer, *more)
        assert (done.status, done.refused) == (2, True)
    assert (desk.root / desk.file_of(ref)).read_bytes() == before


def test_what_is_handed_over_is_utf_8_whatever_the_console_speaks(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    hand_over(None, iter(["𠮷", "✓\n"]), "\ufeff")
    assert capfdbinary.readouterr().out == "𠮷✓\n".encode()
    hand_over(tmp_path / "x", iter(["𠮷", "✓\r\n"]), "\ufeff")
    assert (tmp_path / "x").read_bytes() == "\ufeff𠮷✓\r\n".encode()


def test_what_fails_midway_is_not_begun(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def pieces() -> Iterator[str]:
        yield "x" * 2_000_000
        raise LedgerInvalid("x", "y")

    for path in (None, tmp_path / "x"):
        with pytest.raises(LedgerInvalid):
            hand_over(path, pieces())
    assert capfdbinary.readouterr().out == b""
    assert list(tmp_path.iterdir()) == []
