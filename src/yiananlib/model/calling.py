"""Officers and organizations as readers see them: posts and names; the codes are what is typed.

``names`` are those of ``index.values.Setting``. What they do not know is shown as it is: the public version, which
has organizations in the place of officers, and a post that is gone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yiananlib.model.org import Org

    Names = Mapping[str, str]


def names(orgs: Mapping[str, Org]) -> dict[str, str]:
    """Return what readers call organizations and their officers, as ``index.queries.names`` does of all of them."""
    found = {code: org.name for code, org in orgs.items()}
    for code, org in orgs.items():
        held = Counter(officer.post for officer in org.officers)
        for officer in org.officers:
            alone = held[officer.post] == 1
            found[f"{code}/{officer.id}"] = officer.post if alone else f"{officer.post} ({officer.id})"
    return found


def post(ref: str | None, names: Names, at: str = "") -> str:
    """Return the post of an officer, with the organization's name before it unless that is ``at``; empty for none."""
    if not ref:
        return ""
    org = ref.partition("/")[0]
    if ref not in names or "/" not in ref:
        return names.get(ref, ref)
    return names[ref] if org == at else _("{org} {post}").format(org=names.get(org, org), post=names[ref])


def whole(ref: str, orgs: Mapping[str, Org]) -> str:
    """Return an officer by organization and post, with the code that is typed; the code alone of one not known."""
    code, _slash, name = ref.partition("/")
    org = orgs.get(code)
    officer = org.officer(name) if org is not None else None
    if org is None or officer is None:
        return ref
    return f"{together(org.name, officer.post)} ({ref})"


def unit(code: str, orgs: Mapping[str, Org]) -> str:
    """Return an organization by its name, with the code that is typed; the code alone of one not known."""
    return f"{orgs[code].name} ({code})" if code in orgs else code


def together(org: str, post: str) -> str:
    """Return a post with its organization before it, as one says it."""
    return f"{org} {post}" if org[-1:].isascii() and post[:1].isascii() else f"{org}{post}"


def units(codes: Iterable[str], names: Names) -> str:
    """Return the names of organizations, with a comma between."""
    return _(", ").join(names.get(code, code) for code in codes)
