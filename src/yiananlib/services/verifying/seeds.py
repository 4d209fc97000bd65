"""Whether a commit can be the seed of a sample: nobody knew it when the population was frozen, and nobody chose it.

It follows the commit that froze the population, somebody of another organization recorded it, and on its way from there
it is the first such commit. Its name cannot have been known before, who froze the population did not make it, and who
draws cannot pick among several of one line. Without signatures this holds as far as commits say who made them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.store import git, trailers

if TYPE_CHECKING:
    from pathlib import Path

_SHOWN = 12


def fault(folder: Path, within: str, path: str, org: str, seed: str) -> str | None:
    """Return why the commit ``seed`` cannot be the seed of the sample at ``path``, kept by ``org``; None where it can.

    ``within`` is where the ledger lies in its repository; ``folder`` is the ledger, or a repository without a work
    tree, where paths go from the top.
    """
    froze = next(iter(git.touching(folder, seed, [path, within + path])), None)
    if froze is None:
        return _("commit {commit} does not follow the one that froze the population").format(commit=seed[:_SHOWN])
    if froze == seed:
        return _("commit {commit} is the one that froze the population").format(commit=seed[:_SHOWN])
    fitting = _fitting(folder, froze, seed, org)
    if seed not in fitting:
        said = _("commit {commit} was not recorded by an officer of another organization than {org}")
        return said.format(commit=seed[:_SHOWN], org=org)
    if fitting != [seed]:
        said = _("commit {first} came before {commit}; the first that another organization recorded is the seed")
        return said.format(first=fitting[0][:_SHOWN], commit=seed[:_SHOWN])
    return None


def _fitting(folder: Path, froze: str, seed: str, org: str) -> list[str]:
    """Return the commits from ``froze`` to ``seed`` that others than ``org`` recorded, parents first."""
    following = {froze}
    found = []
    with git.Objects(folder) as objects:
        for oid, parents in git.commits(folder, [seed], [froze]).items():
            if following.isdisjoint(parents):
                continue
            following.add(oid)
            named = trailers.values(objects.commit(oid).message, trailers.BY)
            if len(named) == 1 and named[0].partition("/")[0] != org:
                found.append(oid)
    return found
