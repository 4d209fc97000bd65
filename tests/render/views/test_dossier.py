"""The pages of a dossier: the same for the same records, in the campaign's language, for paper and for a screen."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.render.written import keys, read, written
from tests.services.dossiers import ALL, Forger, genuine
from tests.services.repositories import honest
from yiananlib.messages import speaking
from yiananlib.model.dossier import decode
from yiananlib.render import plain, show
from yiananlib.render.document import Heading
from yiananlib.render.formats import FORMATS
from yiananlib.render.views.dossier import pages, told_of
from yiananlib.services.reading.publishing import published
from yiananlib.services.verifying.dossier import made
from yiananlib.services.verifying.dossier_check import Examined, examine
from yiananlib.services.verifying.dossier_story import Story, ledger_of, story
from yiananlib.store import packing


@pytest.fixture(scope="module")
def told() -> Story:
    forger = Forger(genuine())
    manifest = decode(forger.files["manifest.json"])
    return story(ledger_of(manifest, "X.zip", lambda name: [forger.files[name]]), manifest)


def text(value: Story, language: str = "zh_CN") -> str:
    with speaking(language):
        return plain.text(told_of(value))


def test_the_cover_says_what_it_is_of_and_where_it_is_from(told: Story) -> None:
    said = text(told)
    assert said.startswith("以案促改整改案卷\n")
    for word in (
        "住建局全部问题（2 个）",
        "2026年3月12日 — 2026年4月20日",
        "记录 5 份，佐证材料 2 份",
        "县促改办",
        "立卷人",
    ):
        assert word in said
    assert told.manifest.commit is not None
    assert told.manifest.commit[:4] in said


def test_the_contents_name_every_record_and_supporting_file(told: Story) -> None:
    said = text(told).partition("卷内目录")[2].partition("\n\n办理")[0]
    for file in told.manifest.files:
        if file.role in ("record", "evidence"):
            assert file.sha256[:16] in said


def test_what_was_done_is_told_in_order_with_posts_and_words(told: Story) -> None:
    said = text(told)
    words = ["登记", "增加措施", "完成措施", "申请销号", "审核通过", "2026-001"]
    places = [said.index(word, said.index("办理经过")) for word in words]
    assert places == sorted(places)
    assert "现场核查" in said
    assert "jiwei/liaison" not in said
    assert "33e3580c093111e1-" not in said


def test_headings_are_numbered_up_to_a_hundred(told: Story) -> None:
    def counted(value: Story) -> set[bool]:
        return {b.numbered for b in told_of(value).blocks if isinstance(b, Heading) and b.level > 2}

    assert counted(told) == {True}
    assert counted(told._replace(problems=told.problems * 50)) == {False}


def test_the_pages_are_in_the_language_of_the_campaign_whoever_reads(told: Story) -> None:
    with speaking("en"):
        english = pages(told)
    with speaking("zh_CN"):
        assert pages(told) == english
    assert "以案促改整改案卷" in english["dossier.html"].decode()
    assert 'lang="zh-CN"' in english["dossier.html"].decode()


def test_the_word_file_can_be_opened_and_nothing_in_it_is_compressed(told: Story) -> None:
    import docx

    data = pages(told)["dossier.docx"]
    found = docx.Document(io.BytesIO(data))
    assert found.paragraphs[0].text == "以案促改整改案卷"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {info.compress_type for info in parts.infolist()} == {zipfile.ZIP_STORED}


def test_what_is_public_is_what_the_allow_list_names(told: Story) -> None:
    said = text(
        published(told._replace(manifest=told.manifest.model_copy(update={"public": True})), told.setting.names)
    )
    for word in ("公开版", "招标文件抽查整改三次催办未报", "审核通过", "住建局", "责任人", "变更审批办法"):
        assert word in said
    assert said.index("公开版") < said.index("住建局")
    secrets = (
        "现场核查",
        "5个变更",
        "政令意识",
        "核验表",
        "抽查督办",
        "已逐一核验",
        *(post for ref, post in told.setting.names.items() if "/" in ref),
        "/liaison",
    )
    inside = text(told)
    for secret in secrets:
        assert secret not in said
    assert sum(secret in inside for secret in secrets) > 6


def test_a_public_one_lists_the_records_that_it_tells_of(told: Story) -> None:
    said = text(
        published(told._replace(manifest=told.manifest.model_copy(update={"public": True})), told.setting.names)
    )
    for file in told.manifest.files:
        open_ = any(f"/{folder}/" in (file.path or "") for folder in ("problems", "rules"))
        assert (file.sha256[:16] in said) is open_


def test_a_dossier_of_one_problem_is_called_by_it(told: Story) -> None:
    manifest = told.manifest.model_copy(update={"org": None})
    one = told._replace(manifest=manifest, problems=told.problems[:1], matters=())
    assert "2026-001  招标文件抽查整改三次催办未报" in text(one)
    assert "问题 2 个" in text(told._replace(manifest=manifest))


def test_what_was_written_is_told_with_its_digest(tmp_path: Path) -> None:
    repo = honest(tmp_path / "ledger")
    with made(repo.ledger, ALL, pages) as found:
        said = written(found, "text")
        shaped = read(found)
    assert "problems: 2" in said
    assert " ".join(found.sha256[n : n + 4] for n in range(0, 64, 4)) in said
    assert shaped["digest"] == found.sha256
    assert shaped["commit"] == found.manifest.commit
    assert len(shaped["files"]) == len(found.manifest.files)
    assert list(shaped) == ["digest", "campaign", "commit", "org", "day", "case", "public", "problems", "files"]


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with its real pages."""
    folder = tmp_path_factory.mktemp("dossier")
    repo = honest(folder / "ledger")
    with made(repo.ledger, ALL, pages) as found:
        (folder / "X.zip").write_bytes(b"".join(packing.packed(found.parts)))
    return folder / "X.zip"


def test_real_pages_are_what_they_are_when_they_are_made_anew(dossier: Path) -> None:
    assert examine(dossier, pages).findings == ()


@pytest.mark.parametrize(
    ("page", "old", "new"), [("dossier.html", "现场核查", "听取汇报"), ("dossier.html", "已销号", "未销号")]
)
def test_real_pages_that_were_doctored_are_found(dossier: Path, tmp_path: Path, page: str, old: str, new: str) -> None:
    forger = Forger(dossier.read_bytes())
    forger.edit(page, old, new).seal_files()
    (tmp_path / "X.zip").write_bytes(forger.bytes)
    assert [(f.code, f.file) for f in examine(tmp_path / "X.zip", pages).findings] == [("page", page)]


def test_a_word_file_that_was_doctored_is_found(dossier: Path, tmp_path: Path) -> None:
    forger = Forger(dossier.read_bytes())
    inner = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(forger.files["dossier.docx"])) as read_, zipfile.ZipFile(inner, "w") as written_:
        for info in read_.infolist():
            written_.writestr(info, read_.read(info).replace("现场核查".encode(), "听取汇报".encode()))
    forger.files["dossier.docx"] = inner.getvalue()
    (tmp_path / "X.zip").write_bytes(forger.seal_files().bytes)
    assert [(f.code, f.file) for f in examine(tmp_path / "X.zip", pages).findings] == [("page", "dossier.docx")]


def test_what_was_found_is_told_with_what_it_proves(dossier: Path) -> None:
    found = examine(dossier, pages)
    said = written(found, "text")
    assert "The dossier is valid. This proves consistency only: compare its digest" in said
    assert found.sha256 is not None
    assert found.sha256[:4] in said
    with_digest = written(replace(found, compared=True), "text")
    assert with_digest.rstrip().endswith("It matches the given digest.")
    assert found.manifest is not None
    public = replace(found, manifest=found.manifest.model_copy(update={"public": True}))
    assert "The public dossier is complete; it does not" in written(public, "text")


def test_its_json_has_the_same_keys_whatever_was_found(dossier: Path) -> None:
    whole, none = examine(dossier, pages), Examined(0, ())
    assert keys(whole) == keys(none)
    said: dict[str, Any] = read(whole)
    assert (said["in_order"], said["digest"], said["problems"]) == (
        True, whole.sha256, list(whole.manifest.problems) if whole.manifest else None,
    )  # fmt: skip
    assert read(none)["commit"] is None


@pytest.mark.parametrize(
    "format_", [name for name, row in FORMATS.items() if row.needs in ("document", "page", "json")]
)
def test_what_was_found_is_told_in_every_form_of_a_document(dossier: Path, format_: str) -> None:
    pieces = show.pieces(examine(dossier, pages), show.Form(format_))
    assert sum(len(piece) for piece in pieces) > 100
