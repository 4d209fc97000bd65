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


def units(codes: Iterable[str], names: Names) -> str:
    """Return the names of organizations, with a comma between."""
    return _(", ").join(names.get(code, code) for code in codes)
