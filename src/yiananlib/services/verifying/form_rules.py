"""Judging the form of a commit: that git, and whoever else reads its objects, reads one thing.

What is not written as git writes it is refused, whatever it says: it can hide from one reader what it shows another.
So are two names that a file system may take for one: whoever has such a one would lose a record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yiananlib.messages import _
from yiananlib.store import canonical, layout
from yiananlib.store.strays import one_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yiananlib.model.finding import Finding
    from yiananlib.services.verifying.judged_commit import JudgedCommit


class _Folder(NamedTuple):
    """A folder of a commit that no parent has so: its path in the repository, and what those had in its place."""

    path: str
    tree: canonical.Tree
    before: Sequence[Mapping[str, tuple[int, str]]]


def judge(judged: JudgedCommit) -> Iterator[Finding]:
    """Yield what is wrong with the form of a commit and of its folders, and the names in them that are as one."""
    if judged.commit.fault:
        yield _malformed(judged, "", judged.commit.fault)
    within = judged.history.within
    for folder in _folders(judged):
        path = folder.path.removeprefix(within)
        if folder.tree.fault:
            yield _malformed(judged, path, folder.tree.fault)
        elif folder.path.startswith(within):
            yield from _twins(judged, path, folder)


def _malformed(judged: JudgedCommit, path: str, fault: str) -> Finding:
    return judged.finding(
        layout.shown(path),
        "malformed",
        _("it is not written as git writes it: {fault}").format(fault=fault),
        _("have it made again with git; in this form, different readers may see different things"),
    )


def _twins(judged: JudgedCommit, path: str, folder: _Folder) -> Iterator[Finding]:
    names: dict[str, str] = {}
    for name in sorted(folder.tree.items, key=lambda n: (not any(n in side for side in folder.before), n)):
        other = names.setdefault(one_name(name), name)
        if other != name:
            yield judged.finding(
                layout.shown(path + name),
                "twin",
                _("it differs from “{twin}” only in case or Unicode form").format(twin=layout.shown(other)),
                _("rename it: on systems that treat the names as equal, one of the two files would be lost"),
            )


def _folders(judged: JudgedCommit) -> Iterator[_Folder]:
    history = judged.history
    waiting = [("", judged.commit.tree, list(judged.trees))]
    while waiting:
        path, oid, beside = waiting.pop()
        if oid in beside:
            continue
        tree = history.tree(oid)
        before = [history.tree(other).items for other in beside]
        yield _Folder(path, tree, before)
        for name, (mode, below) in tree.items.items():
            folder = f"{path}{name}/"
            if canonical.is_folder(mode) and (folder.startswith(history.within) or history.within.startswith(folder)):
                others = [side[name][1] for side in before if name in side and canonical.is_folder(side[name][0])]
                waiting.append((folder, below, others))
