"""Organizations and officers as people call them: by code, by name, by post; and what is nearest to a slip."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yiananlib.model.org import Org

_MOST: Final = 3
"""How many are named where nothing has the name."""


def plain(said: str) -> str:
    """Return a name as names are compared: without blanks, and whatever is wide or large."""
    return "".join(unicodedata.normalize("NFKC", said).casefold().split())


def parted(said: str) -> tuple[str, bool, str]:
    """Return the organization that stands before the last ``/``, whether there is one, and who stands behind it.

    The ``/`` may be full-width, and have blanks around it.
    """
    where, slash, who = said.replace("／", "/").rpartition("/")
    return where.strip(), bool(slash), who.strip()


def orgs(said: str, known: Mapping[str, Org]) -> list[str]:
    """Return the codes of the organizations that somebody means: the one of that code, else those of that name."""
    if said in known:
        return [said]
    wanted = plain(said)
    return [code for code, org in known.items() if wanted in (plain(code), plain(org.name))]


def officers(said: str, known: Mapping[str, Org], home: str | None = None) -> list[str]:
    """Return the officers, as ``<org>/<officer>``, that somebody means.

    Before a ``/`` stands the organization, by code or name; without one it is ``home``, and where that is None any. The
    officer is the one of that code, else those of that post. The name of an organization may stand before the post
    without anything between.
    """
    where, slash, who = parted(said)
    if slash:
        return [ref for code in orgs(where, known) for ref in _in(code, who, known)]
    if home is not None and (own := _in(home, who, known)):
        return own
    return whole(who, known) or ([ref for code in known for ref in _in(code, who, known)] if home is None else [])


def whole(said: str, known: Mapping[str, Org]) -> list[str]:
    """Return the officers, as ``<org>/<officer>``, whose post is said behind the name of their organization."""
    wanted = plain(said)
    return [
        f"{code}/{one.id}"
        for code, org in known.items()
        for one in org.officers
        if plain(org.name + one.post) == wanted
    ]


def near(said: str, known: Mapping[str, str]) -> list[str]:
    """Return, best first, the nearest to a name among codes with their words, each as it is shown."""
    import difflib  # most names are right

    wanted = plain(said)

    def alike(code: str) -> float:
        both = [plain(text) for text in (code, code.rpartition("/")[2], known[code])]
        if wanted and any(wanted in text or (len(text) > 1 and text in wanted) for text in both):
            return 1.0  # a part of it, or it of more
        return max(difflib.SequenceMatcher(None, wanted, text).ratio() for text in both)

    found = [(alike(code), code) for code in known]
    best = sorted((one for one in found if one[0] >= 0.6), key=lambda one: -one[0])
    return [f"{known[code]} ({code})" if known[code] != code else code for _alike, code in best[:_MOST]]


def nearest(said: str, known: Mapping[str, str]) -> str:
    """Return the sentence that names the nearest to a name; empty where none is near."""
    found = near(said, known)
    return _("Closest matches: {names}.").format(names=_(", ").join(found)) if found else ""


def posts(known: Mapping[str, Org]) -> dict[str, str]:
    """Return the officers of organizations, each with its organization's name and its post."""
    return {f"{code}/{one.id}": f"{org.name}{one.post}" for code, org in known.items() for one in org.officers}


def _in(code: str, who: str, known: Mapping[str, Org]) -> list[str]:
    org = known.get(code)
    if org is None:
        return []
    if org.officer(who) is not None:
        return [f"{code}/{who}"]
    wanted = plain(who)
    return [f"{code}/{one.id}" for one in org.officers if wanted in (plain(one.id), plain(one.post))]
