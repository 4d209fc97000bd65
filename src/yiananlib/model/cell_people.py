"""Which organization and which officer a cell of a foreign sheet names: those that are sure, and no others."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model import calling, personal
from yiananlib.model.org import ancestors

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from yiananlib.model.mappings import Mapping as Map
    from yiananlib.model.org import Org
    from yiananlib.model.vocabulary import Role

_SEPARATED: Final = re.compile(r"[\n/|、,，;；]+")


class People(NamedTuple):
    """By what names are resolved: the organizations, what a mapping says, and who is in office on ``day``."""

    orgs: Mapping[str, Org]
    mapping: Map
    day: dt.date


class Named(NamedTuple):
    """Whom a cell names: ``ref`` is None where that is not sure. ``wrong`` says why, ``said`` what was left out."""

    ref: str | None
    said: tuple[str, ...] = ()
    wrong: str | None = None


def plain(name: str) -> str:
    """Return a name as names are compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def unit(name: str, people: People) -> Named:
    """Return the organization that a cell names, by id, by name, or as the mapping says."""
    said = name.strip()
    if (mapped := people.mapping.orgs.get(said)) is not None:
        if mapped in people.orgs:
            return Named(mapped)
        return Named(None, wrong=_("the mapping names “{org}”, which is not an organization").format(org=mapped))
    key = plain(said)
    found = [ref for ref, org in people.orgs.items() if key in (ref.casefold(), plain(org.name))]
    if len(found) == 1:
        return Named(found[0])
    if len(found) > 1:
        wrong = _("several organizations have this name ({orgs}); choose one under [orgs]")
        return Named(None, wrong=wrong.format(orgs=_(", ").join(calling.unit(ref, people.orgs) for ref in found)))
    near = _nearest(key, {plain(org.name): f"{org.name} ({ref})" for ref, org in people.orgs.items()})
    wrong = _("it is not an organization in this campaign; map it to one under [orgs] of the mapping")
    return Named(None, wrong=_("{said} (did you mean {near}?)").format(said=wrong, near=near) if near else wrong)


def units(cell: str, org: str | None, people: People) -> tuple[tuple[str, ...], list[str]]:
    """Return the organizations that a cell names beside the lead unit, and what of it names none."""
    found, unknown = [], []
    for name in filter(None, (part.strip() for part in _SEPARATED.split(cell))):
        named = unit(name, people)
        if named.ref is None:
            unknown.append(name)
        elif named.ref != org:
            found.append(named.ref)
    return tuple(dict.fromkeys(found)), unknown


def officer(cell: str, org: str, people: People) -> Named:
    """Return the officer that a cell names; of several the first, who is responsible.

    A post stands by itself or with the section, the name or the telephone number of who holds it.
    """
    said = [_("the telephone number is left out")] if personal.phones(cell) else []
    text = personal.without_phones(cell).strip()
    if not text:
        return Named(None, tuple(said), _("it does not name a post"))
    if (whole := _one(text, org, people)) is not None:
        return Named(whole, tuple(said))
    parts = [part.strip() for part in _SEPARATED.split(text) if part.strip()]
    if len(parts) == 2:
        home = unit(parts[0], people).ref
        found = _one("".join(parts), org, people) or (_one(parts[1], home, people) if home is not None else None)
        if found is not None:
            return Named(found, tuple(said))
    found_refs: list[str] = []
    others: list[str] = []
    for part in parts:
        ref = _one(part, org, people) or _spaced(part, org, people)
        if ref is None:
            others.append(part)
        elif ref not in found_refs:
            found_refs.append(ref)
    if not found_refs:
        return Named(None, tuple(said), _unresolved(text, org, people))
    if names := [name for part in (*others, *parts) for name in part.split() if personal.is_name(name)]:
        said.append(_("{n} names of people are left out").format(n=len(set(names))))
    if len(found_refs) > 1:
        said.append(
            _("{ref} is taken; also named: {others}").format(
                ref=calling.whole(found_refs[0], people.orgs),
                others=_(", ").join(calling.whole(ref, people.orgs) for ref in found_refs[1:]),
            )
        )
    if left := [part for part in others if not any(personal.is_name(name) for name in part.split())]:
        said.append(_("left out: {others}").format(others=_(", ").join(left)))
    return Named(found_refs[0], tuple(said))


def names(cell: str) -> list[str]:
    """Return the names of people in a cell of people."""
    text = personal.without_phones(cell)
    return [word for word in re.split(r"[\s/|、,，;；()（）:：]+", text) if personal.is_name(word)]


def standing_in(org: str, roles: Iterable[Role], people: People) -> str | None:
    """Return the officer of ``org`` who holds the first of these roles that somebody holds, or None."""
    record = people.orgs.get(org)
    for role in roles:
        for one in record.officers if record is not None else ():
            if one.role is role and one.in_office(people.day):
                return f"{org}/{one.id}"
    return None


def _one(name: str, org: str, people: People) -> str | None:
    """Return the officer whom a name means by itself."""
    if (mapped := people.mapping.officer(name)) is not None:
        return mapped
    home, slash, officer_id = name.partition("/")
    if slash and home in people.orgs and people.orgs[home].officer(officer_id) is not None:
        return name
    key = plain(name)
    for home in (org, *ancestors(org, people.orgs)):
        record = people.orgs.get(home)
        officers = record.officers if record is not None else ()
        found = [f"{home}/{one.id}" for one in officers if key in (one.id.casefold(), plain(one.post))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _spaced(part: str, org: str, people: People) -> str | None:
    """Return the officer whom one of the words of a part means, where there are several: a post and a name."""
    words = re.split(r"[\s()（）:：]+", part)
    found = {ref for word in words if word and (ref := _one(word, org, people)) is not None}
    return found.pop() if len(found) == 1 else None


def _unresolved(text: str, org: str, people: People) -> str:
    record = people.orgs.get(org)
    officers = record.officers if record is not None else ()
    posts = {plain(one.post): f"{one.post} ({org}/{one.id})" for one in officers}
    near = _nearest(plain(text), posts)
    if names(text):
        wrong = _("it names a person, but records name posts; give the post under [people] of the mapping")
    else:
        wrong = _(
            "{org} has no such post; add it with `yian add-officer`, or give the right one under [people]"
        ).format(org=calling.unit(org, people.orgs))
    return _("{said} (did you mean {near}?)").format(said=wrong, near=near) if near else wrong


def _nearest(key: str, choices: Mapping[str, str]) -> str | None:
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    found = extractOne(key, list(choices), scorer=Indel.normalized_similarity, score_cutoff=0.6)
    return choices[found[0]] if found is not None else None
