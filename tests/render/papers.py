"""Word files as tests read them: by python-docx, which did not write the rows of tables, and as printed pages."""

import io
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from yiananlib.render.document import Block, Document
from yiananlib.render.formats import docx as written
from yiananlib.render.numbering import numbered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def packed(*blocks: Block) -> bytes:
    return b"".join(written.pieces(numbered(Document(blocks))))


def opened(content: bytes) -> Any:
    import docx

    return docx.Document(io.BytesIO(content))


def told(*blocks: Block) -> Any:
    """Return the blocks written and read again."""
    return opened(packed(*blocks))


def paragraphs(made: Any) -> list[tuple[str, str]]:
    """Return the style and the text of each paragraph that has some."""
    return [(p.style.name, p.text) for p in made.paragraphs if p.text]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def printed(folder: Path, files: dict[str, bytes]) -> dict[str, Sequence[str]]:
    """Return the pages of each Word file as text, made by one start of LibreOffice."""
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = (folder / "profile").as_uri()
    names = [str(folder / f"{name}.docx") for name in files]
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *names,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: _pages(folder / f"{name}.pdf") for name in files}


def _pages(path: Path) -> Sequence[str]:
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]
