"""What ``verify`` holds against the campaign and the organizations; each check yields findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yiananlib.messages import _
from yiananlib.model import leniency
from yiananlib.model.calling import unit
from yiananlib.model.campaign import VOCABULARIES
from yiananlib.model.finding import Finding, Level
from yiananlib.model.org import ancestors
from yiananlib.model.vocabulary import Function, Role
from yiananlib.model.words import ROLE_WORDS
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Iterator

    from yiananlib.model.campaign import Campaign
    from yiananlib.model.checklist import Checklist
    from yiananlib.model.mappings import Mapping
from yiananlib.services.verifying.ground import Ground, Source


def definitions(ground: Ground) -> Iterator[Finding]:
    """Yield what is wrong in the campaign, the checklist and the organizations."""
    if ground.campaign is not None:
        yield from _campaign(ground.campaign, ground.checklist)
    yield from _orgs(ground)


def _campaign(campaign: Campaign, checklist: Checklist) -> Iterator[Finding]:
    source = Source(layout.CAMPAIGN)
    vocabulary = campaign.vocabulary
    for name in VOCABULARIES:
        if not vocabulary.get(name):
            yield source.finding(
                "vocabulary",
                _("the vocabulary “{name}” is missing or empty").format(name=name),
                _("write it under [vocabulary.{name}]").format(name=name),
            )
    if "work" not in vocabulary.get("level", {"work": ""}):
        yield source.finding(
            "vocabulary",
            _("the vocabulary “level” has no “work”, which the gate needs to judge depth"),
            _("add it; its wording is free"),
        )
    for key in campaign.gate.key_fields:
        if key not in vocabulary.get("field", {}):
            yield source.finding(
                "vocabulary",
                _("the key field “{key}” is not in the vocabulary “field”").format(key=key),
                _("add the word, or drop the key field"),
            )
    for found in leniency.eased(campaign):
        yield source.finding(
            "asks-less",
            _("{setting} is less strict than the template: {now} ({usual})").format(
                setting=found.setting, now=leniency.told(found.setting, found.now), usual=found.usual
            ),
            _("restore it, or accept that every report mentions it"),
            level=Level.WARNING,
        )
    for prompt in checklist.prompts:
        if prompt.aspect not in vocabulary.get("aspect", {}):
            yield Source(layout.CHECKLIST).finding(
                "vocabulary",
                _("prompt {id}: “{word}” is not in the vocabulary “{name}”").format(
                    id=prompt.id, word=prompt.aspect, name="aspect"
                ),
                _("correct it, or add the word to yian.toml"),
            )


def _orgs(ground: Ground) -> Iterator[Finding]:
    orgs = ground.orgs
    folded: dict[str, str] = {}
    for name, org in orgs.items():
        source = Source(kinds.ORG.path(name))
        if org.parent is not None and not ground.has_org(org.parent):
            yield source.finding(
                "reference",
                _("its parent “{parent}” is not an organization").format(parent=org.parent),
                _("correct it, or add that organization"),
            )
        elif org.parent is not None and name in (org.parent, *ancestors(org.parent, orgs)):
            yield source.finding("reference", _("it is above itself"), _("correct the parents"))
        if org.merged_into is not None and (org.merged_into == name or not ground.has_org(org.merged_into)):
            yield source.finding(
                "reference",
                _("“{org}”, which it was merged into, is not another organization").format(org=org.merged_into),
                _("correct it, or add that organization"),
            )
        if (twin := folded.setdefault(name.casefold(), name)) != name:
            yield source.finding(
                "duplicate",
                _("its name differs from “{twin}” only in case").format(twin=twin),
                _("rename one of them"),
            )
        seen: set[str] = set()
        addresses: dict[str, str] = {}
        for officer in org.officers:
            if officer.id in seen:
                yield source.finding(
                    "duplicate",
                    _("the officer “{id}” appears twice").format(id=officer.id),
                    _("rename one of them"),
                )
            seen.add(officer.id)
            ref = f"{name}/{officer.id}"
            if officer.email is not None and (other := addresses.setdefault(officer.email.casefold(), ref)) != ref:
                yield source.finding(
                    "address",
                    _("{ref} and {other} have the same e-mail address, a shared mailbox").format(ref=ref, other=other),
                    _("give each an address of their own; until then, `--by` must be given each time"),
                    level=Level.WARNING,
                )


def vacancies(ground: Ground, working: Container[str], day: dt.date | None) -> Iterator[Finding]:
    """Yield the units without a head or a liaison in office on ``day``, or ever where it is not told.

    Those that only stand above others need none: they are not ``working``, as having problems or rounds makes them.
    """
    parents = {org.parent for org in ground.orgs.values()}
    for name, org in ground.orgs.items():
        over = day is not None and org.has_ended(day)
        if org.function is not Function.UNIT or over or (name in parents and name not in working):
            continue
        there = {officer.role for officer in org.officers if day is None or officer.in_office(day)}
        if missing := [role for role in (Role.HEAD, Role.LIAISON) if role not in there]:
            yield Source(kinds.ORG.path(name)).finding(
                "vacant",
                _("{org} has nobody in office as {roles}").format(
                    org=unit(name, ground.orgs), roles=_(", ").join(_(ROLE_WORDS[role]) for role in missing)
                ),
                _("name one: `yian add-officer {org} OFFICER --post POST --role {role}`").format(
                    org=name, role=missing[0]
                ),
                level=Level.WARNING,
            )


def of_mapping(ground: Ground, mapping: Mapping, source: Source) -> Iterator[Finding]:
    """Yield the organizations and officers that a mapping of an import names and that are not there."""
    for org in {*mapping.orgs.values(), *filter(None, [mapping.table.org])}:
        if not ground.has_org(org):
            yield source.finding(
                "reference",
                _("it names “{org}”, which is not an organization").format(org=org),
                _("correct it with `yian edit`, or add that organization"),
                level=Level.WARNING,
            )
    for ref in dict.fromkeys(mapping.people.values()):
        if not ground.has_officer(ref):
            yield source.finding(
                "reference",
                _("it names “{ref}”, who is not an officer").format(ref=ref),
                _("correct it with `yian edit`, or add that officer"),
                level=Level.WARNING,
            )
