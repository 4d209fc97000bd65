"""What is offered is read no further than it says, and what is no hand-over is told from one that is broken."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from tests.lake.handing import CODE, change, lay, make, real, shelve
from tests.services.ledgers import Desk
from yiananlib.errors import UsageProblem
from yiananlib.lake import offered, write
from yiananlib.lake.engine import connected
from yiananlib.lake.manifest import MOST_BYTES, NAME
from yiananlib.store.packing import packed, part


def test_a_folder_a_zip_and_a_lake_are_told_apart(tmp_path: Path) -> None:
    lay(tmp_path / "folder", make())
    write.bundle(tmp_path / "folder", make(), tmp_path / "a.zip")
    shelve(tmp_path / "lake", make("old"), "old")
    shelve(tmp_path / "lake", make("new", known=dt.date(2026, 7, 1)), "new")
    shelve(tmp_path / "lake", make("b", code="530122"), "b")
    for path, found in (
        (tmp_path / "folder", [(CODE, False)]),
        (tmp_path / "a.zip", [(CODE, False)]),
        (tmp_path / "lake", [(CODE, True), (CODE, False), ("530122", False)]),
    ):
        with offered.opened(path) as look:
            assert [(one.manifest.code, one.history) for one in look.offered] == found
            assert look.wrong == []
            for one in look.offered:
                assert b"".join(one.pieces(one.manifest.files[0].path)).startswith(b"standings")


@pytest.mark.parametrize("name", ["nowhere", "text", "empty", "other.zip", "folder"])
def test_what_is_no_hand_over_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "text").write_text("一份报告", encoding="utf-8")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "other.zip").write_bytes(b"".join(packed([part("a.txt", b"a")])))
    with pytest.raises(UsageProblem, match=name), offered.opened(tmp_path / name):
        pass


def parts_of(manifest: bytes, *more: tuple[str, bytes]) -> bytes:
    return b"".join(packed([part(NAME, manifest), *(part(*one) for one in more)]))


def test_a_zip_with_more_than_the_manifest_names_is_told_by_name(tmp_path: Path) -> None:
    from yiananlib.lake.manifest import encode

    (tmp_path / "a.zip").write_bytes(parts_of(encode(make()), ("data/more.parquet", b"x"), ("readme.txt", b"x")))
    with offered.opened(tmp_path / "a.zip") as look:
        assert [(fault.kind, fault.words["file"]) for fault in look.wrong] == [
            ("extra", "data/more.parquet"), ("extra", "readme.txt"),
        ]  # fmt: skip


def test_a_huge_manifest_in_a_zip_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(parts_of(b" " * (MOST_BYTES + 1)))
    with offered.opened(tmp_path / "a.zip") as look:
        assert [fault.kind for fault in look.wrong] == ["manifest"]
        assert look.offered == []


@pytest.mark.parametrize("name", ["../manifest.json", "/etc/x", "data\\x", "a/../b"])
def test_a_zip_that_leads_elsewhere_or_was_packed_by_another_program_is_told(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(NAME, b"{}")
        made.writestr(name, b"0" * 1_000_000)
    with offered.opened(tmp_path / "a.zip") as look:
        assert [fault.kind for fault in look.wrong] == ["manifest"]
        assert "unpack it" in look.wrong[0].sentence


def test_no_more_is_copied_than_a_file_should_have(tmp_path: Path) -> None:
    manifest = make()
    read = []

    def endless(path: str) -> object:
        while True:
            read.append(path)
            yield b"x" * 1000

    (tmp_path / "scratch").mkdir()
    faults = list(offered.taken(offered.Offered("x", manifest, endless), tmp_path / "scratch"))  # type: ignore[arg-type]
    assert {fault.kind for fault in faults} == {"cut"}
    assert len(read) == len(manifest.files)
    assert sum(p.stat().st_size for p in (tmp_path / "scratch").iterdir()) == 0


def test_what_is_as_it_should_be_has_no_faults(full: Desk, tmp_path: Path) -> None:
    for names in (False, True):
        folder = tmp_path / f"hand-{names}"
        real(full, folder, names=names)
        with offered.opened(folder) as look, connected(tmp_path) as connection:
            (one,) = look.offered
            (tmp_path / "scratch").mkdir(exist_ok=True)
            assert list(offered.taken(one, tmp_path / "scratch")) == []
            assert list(offered.judged(connection, one, tmp_path / "scratch")) == []
            assert list(offered.standing(one)) == []


def test_a_path_with_signs_that_mean_other_files_is_read_as_it_is(full: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "a[1]*?'b"
    manifest = real(full, folder)
    with offered.opened(folder) as look, connected(tmp_path) as connection:
        assert list(offered.judged(connection, look.offered[0], folder / "data")) == []
    assert change(folder).totals == manifest.totals
