"""A page in the browser of whoever asked for it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from yiananlib.errors import UsageProblem
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yiananlib.cli.session import Session

FORMAT: Final = "html"
NAME: Final = "yian.html"


@contextlib.contextmanager
def shown(session: Session) -> Iterator[None]:
    """Have what is written inside the block be a page, and open it when it is there.

    Where no browser can be started the page is there all the same, and it is said so.

    Raises:
        UsageProblem: something else than a page was asked for.
    """
    import shutil
    import tempfile

    other = "json" if session.json else session.format
    if other not in (None, FORMAT) or (
        session.output is not None and session.output.suffix.lower() not in ("", ".html")
    ):
        raise UsageProblem(_("--open displays a page; use it only with --format html or a file named .html."))
    session.format = FORMAT
    folder = None
    if session.output is None:
        folder = Path(tempfile.mkdtemp(prefix="yian-"))
        session.output = folder / NAME
    try:
        yield
    except BaseException:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    _open(session.output)


def _open(path: Path) -> None:
    import webbrowser  # where a page is opened

    if not webbrowser.open(path.resolve().as_uri()):
        click.echo(_("yian: no browser could be started; open {path} yourself.").format(path=path), err=True)
