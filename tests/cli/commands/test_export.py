"""What leaves the ledger as a file of its own."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk
from yiananlib.store.bundle_files import FORMS, read


@pytest.mark.parametrize(("layout", "columns"), [((), 27), (("--layout", "full"), 27), (("--layout", "classic"), 14)])
def test_the_whole_ledger_is_a_workbook(
    desk: Desk, yian: Yian, tmp_path: Path, layout: tuple[str, ...], columns: int
) -> None:
    desk.problem(title="先干后批")
    path = tmp_path / "台账.xlsx"
    done = yian("export", "xlsx", *layout, "-o", str(path))
    assert (done.status, done.out) == (0, "")
    sheet = openpyxl.load_workbook(path).worksheets[-1]
    texts = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (found,) = [row for row in texts if any("先干后批" in str(value) for value in row)]
    assert len(found) == columns


def test_a_name_that_ends_otherwise_is_refused(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    desk.problem()
    path = tmp_path / "台账.csv"
    assert yian("export", "xlsx", "-o", str(path)).status == 2
    assert not path.exists()


def test_the_word_alone_lists_what_there_is(yian: Yian) -> None:
    done = yian("export")
    assert done.status == 0
    assert "xlsx" in done.out


def test_the_nearest_is_named_below_a_word_too(yian: Yian) -> None:
    done = yian("export", "xslx")
    assert done.status == 2
    assert "“xlsx”" in done.err


def test_the_workbook_of_a_unit_has_a_layout_of_its_own(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    desk.problem(title="先干后批")
    path = tmp_path / "住建局.xlsx"
    done = yian("export", "xlsx", "--org", "zjj", "-o", str(path))
    assert (done.status, done.out) == (0, "")
    assert openpyxl.load_workbook(path).sheetnames[-1] == "_yian"
    assert yian("export", "xlsx", "--org", "zjj", "--layout", "full", "-o", str(path)).status == 2
    assert yian("export", "xlsx", "--org", "nowhere", "-o", str(path)).status == 3


def test_a_dossier_is_written_and_judged_without_the_ledger(
    desk: Desk, yian: Yian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = desk.closed()
    path = tmp_path / "案卷.zip"
    done = yian("export", "dossier", ref, "-o", path)
    assert done.status == 0
    assert done.err == f"written: {path}\n"
    digest = done.out.partition("Digest of the dossier: ")[2].partition("\n")[0]
    monkeypatch.chdir(tmp_path)
    nowhere = {"YIAN_LEDGER": "", "PATH": ""}
    found = yian("verify", path, **nowhere)
    assert (found.status, found.err) == (0, "")
    assert digest in found.out
    assert yian("verify", path, "--digest", digest, **nowhere).status == 0
    assert yian("verify", path, "--digest", "0" * 16, **nowhere).status == 1
    assert json.loads(yian("verify", path, "--json", **nowhere).out)["in_order"] is True


def test_a_dossier_that_was_tampered_with_is_found(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    path = tmp_path / "X.zip"
    assert yian("export", "dossier", desk.closed(), "-o", path).status == 0
    path.write_bytes(path.read_bytes() + b"\0")
    done = yian("verify", path)
    assert done.status == 1
    assert "[malformed]" in done.out
    path.write_bytes(b"nothing")
    assert yian("verify", path).refused
    assert yian("verify", path).status == 4
    assert yian("verify", tmp_path / "none.zip").status == 2


def test_a_public_dossier_is_written(desk: Desk, yian: Yian, tmp_path: Path) -> None:
    desk.closed()
    done = yian("export", "dossier", "--org", "zjj", "--public", "--json", "-o", tmp_path / "X.zip")
    assert json.loads(done.out)["public"] is True
    assert "does not prove" in yian("verify", tmp_path / "X.zip").out
    assert yian("export", "dossier", "--org", "zjj", "-o", tmp_path / "Y.zip").status == 0
    compared = yian("verify", tmp_path / "X.zip", "--whole", tmp_path / "Y.zip")
    assert compared.status == 0
    assert "The public dossier matches the complete one, which" in compared.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "dossier", "-o", "X.zip"),
        ("export", "dossier", "k7m2qd", "--org", "zjj", "-o", "X.zip"),
        ("export", "dossier", "--org", "zjj"),
        ("export", "dossier", "--org", "zjj", "-o", "X.docx"),
        ("verify", "--digest", "0" * 16),
        ("verify", "--whole", "X.zip"),
        ("verify", "X.zip", "--digest", "0" * 15),
        ("verify", "X.zip", "--digest", "x" * 64),
        ("verify", "X.zip", "--history"),
        ("verify", "X.zip", "--vouch", "0" * 40),
    ],
)
def test_what_does_not_go_together_is_refused(desk: Desk, yian: Yian, arguments: tuple[str, ...]) -> None:
    desk.problem()
    done = yian(*arguments)
    assert done.status == 2
    assert done.refused


def test_a_full_disk_leaves_no_half_dossier(
    desk: Desk, yian: Yian, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yiananlib.store import packing

    def broken(_parts: object) -> Iterator[bytes]:
        yield b"PK"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "packed", broken)
    path = tmp_path / "out" / "X.zip"
    path.parent.mkdir()
    path.write_bytes(b"the one before")
    desk.closed()
    assert yian("export", "dossier", "--org", "zjj", "-o", path).status == 6
    assert [p.name for p in path.parent.iterdir()] == ["X.zip"]
    assert path.read_bytes() == b"the one before"


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_ledger_is_a_file(desk: Desk, yian: Yian, tmp_path: Path, form: str) -> None:
    desk.closed(title="先干后批")
    path = tmp_path / f"台账.{form}"
    done = yian("export", form, "-o", path)
    assert (done.status, done.out) == (0, "")
    paths = {item.path for item in read(path)}
    there = {p.relative_to(desk.root).as_posix() for p in desk.root.rglob("*.toml")} - {"tombi.toml", ".taplo.toml"}
    assert {p for p in paths if p.endswith(".toml")} == there
    assert yian("export", form).out.encode() == path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (form == "csv")


@pytest.mark.parametrize("form", FORMS)
def test_evidence_goes_along_where_that_is_asked(desk: Desk, yian: Yian, tmp_path: Path, form: str) -> None:
    desk.closed()
    named, taken = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    assert yian("export", form, "-o", named).status == 0
    assert yian("export", form, "--evidence", "-o", taken).status == 0
    assert [item.data for item in read(named) if item.kind == "evidence"] == [None]
    assert all(item.data for item in read(taken) if item.kind == "evidence")


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_another_kind_is_refused(desk: Desk, yian: Yian, tmp_path: Path, form: str) -> None:
    path = tmp_path / "台账.xlsx"
    done = yian("export", form, "-o", path)
    assert (done.status, path.exists()) == (2, False)
    assert done.refused
    assert yian("export", form, "-o", tmp_path / "台账").status == 0


@pytest.mark.parametrize("form", FORMS)
def test_a_ledger_that_cannot_be_read_wholly_leaves_nothing(desk: Desk, yian: Yian, tmp_path: Path, form: str) -> None:
    desk.write("orgs/zjj/rules/000000.toml", "<<<<<<<")
    path = tmp_path / f"台账.{form}"
    done = yian("export", form)
    assert (done.status, done.refused) == (4, True)
    assert yian("export", form, "-o", path).status == 4
    assert list(tmp_path.glob("*台账*")) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_6(desk: Desk, yian: Yian, tmp_path: Path, form: str) -> None:
    (tmp_path / f"x.{form}").symlink_to("/dev/full")
    assert yian("export", form, "-o", tmp_path / f"x.{form}").status == 6


def test_json_and_csv_are_what_they_are_called(desk: Desk, yian: Yian) -> None:
    desk.problem(title="=1+1")
    found = json.loads(yian("export", "json").out)
    assert (found["format"], found["version"], found["campaign"]) == ("yian-ledger", 1, desk.ledger.campaign().name)
    assert [json.loads(line) for line in yian("export", "jsonl").out.splitlines()][1:-1] == found["items"]
    table = list(csv.reader(yian("export", "csv").out.splitlines()))
    assert [row[3] for row in table if row[1] == "/record/title" and "problems" in row[0]] == ["'=1+1"]
