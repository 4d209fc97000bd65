"""How git would treat files, by its own answer: asked in a repository of the lists in question and nothing else.

Nothing that the repository, the machine or the user configures is read or run.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yiananlib.store import git

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ATTRIBUTES: Final = ".gitattributes"
IGNORED: Final = ".gitignore"
NAMES: Final = (
    "merge", "text", "eol", "crlf", "filter", "diff", "ident", "working-tree-encoding", "conflict-marker-size",
)  # fmt: skip
"""What changes how a record is kept, merged or compared."""
_ALONE: Final = {
    "GIT_ATTR_NOSYSTEM": "1", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/nonexistent/yian",
    "GIT_LITERAL_PATHSPECS": "0",  # check-ignore takes none, and paths that are named are no patterns to it
}  # fmt: skip
_NOBODY_S: Final = ("-c", "core.attributesFile=/nonexistent/yian", "-c", "core.excludesFile=/nonexistent/yian")


def attributes(lists: Mapping[str, bytes], paths: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return the attributes of each path, by :data:`NAMES`; ``lists`` are the files ``.gitattributes`` by path."""
    with _alone(lists) as (folder, here):
        given = "".join(f"{path}\0" for path in paths).encode(errors="surrogateescape")
        done = git.ask(folder, *here, "check-attr", "--stdin", "-z", *NAMES, given=given, ending=b"\0", more=_ALONE)
        return git.attributes_told(folder, done.stdout, NAMES, paths)


def ignored(lists: Mapping[str, bytes], paths: Sequence[str]) -> list[str]:
    """Return those of the paths that git would not look at, where ``lists`` are the files ``.gitignore`` by path."""
    with _alone(lists) as (folder, here):
        given = "".join(f"{path}\0" for path in paths).encode(errors="surrogateescape")
        done = git.ask(
            folder, *here, "check-ignore", "--no-index", "--stdin", "-z",
            given=given, answers=(0, 1), ending=b"\0", more=_ALONE,
        )  # fmt: skip
    return [path for path in done.stdout.decode(errors="surrogateescape").split("\0") if path]


@contextmanager
def _alone(lists: Mapping[str, bytes]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    with tempfile.TemporaryDirectory(prefix="yian-") as name:
        folder = Path(name)
        here = (f"--git-dir={folder / '.git'}", f"--work-tree={folder}", *_NOBODY_S)
        git.ask(folder, *here, "init", "--quiet", "--template=", more=_ALONE)
        for path, data in lists.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        yield folder, here
