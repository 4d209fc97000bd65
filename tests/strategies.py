"""Hypothesis strategies for the values of the ledger. All that they make is valid and clean."""

import datetime as dt
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from tests.builders import SHA256, STEPS, make_entry, make_head
from yiananlib.model import text
from yiananlib.model.entries import KINDS, Entry
from yiananlib.model.ids import ALPHABET
from yiananlib.model.lint import CODES
from yiananlib.model.problem import Head, Problem
from yiananlib.model.serial import serial
from yiananlib.model.vocabulary import Class, Look, Severity

_HAN: Final = "查改账案纪委局招标〇𠮷𪚥"
_PUNCTUATION: Final = "\uff0c。\uff1a\uff1b“”‘’\uff08\uff09《》—…\uff01\uff1f\uff05,.;:()!?%"
_PLAIN: Final = "abcXYZ0189 -_/=+@#\"'\\[]{}<>&|"

CHARACTERS: Final = st.one_of(
    st.sampled_from(_HAN + _PUNCTUATION + _PLAIN),
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn"]).filter(lambda c: text.forbidden(c) is None),
)
"""Any character that may be part of a value, those that people type more often than others."""


@cache
def lines(max_size: int = 10) -> st.SearchStrategy[str]:
    """Clean text of one line, at least one character."""
    return st.text(CHARACTERS, min_size=1, max_size=max_size).map(text.clean).filter(bool)


@cache
def texts(max_size: int = 15) -> st.SearchStrategy[str]:
    """Clean text of one or more lines, at least one character."""
    characters = st.one_of(CHARACTERS, st.sampled_from("\n\t"))
    return st.text(characters, min_size=1, max_size=max_size).map(text.clean).filter(bool)


@cache
def tags() -> st.SearchStrategy[str]:
    return st.builds("{}/{}".format, keys(), keys())


def names() -> st.SearchStrategy[str]:
    """What people may call an organization, an officer, a round or a case."""
    ends = st.sampled_from("abcxyz019自然资源局")
    inner = st.text(st.sampled_from("abcxyz019-_自然资源局"), max_size=10)
    made = st.builds("{}{}{}".format, ends, inner, ends) | ends
    return made.filter(lambda name: text.name_fault(name) is None)


@cache
def keys() -> st.SearchStrategy[str]:
    """Words of a vocabulary."""
    return st.text(st.sampled_from("abcxyz_09"), max_size=8).map("k{}".format)


@cache
def officer_refs() -> st.SearchStrategy[str]:
    """`<org>/<officer>`."""
    return st.builds("{}/{}".format, names(), names())


@cache
def record_ids() -> st.SearchStrategy[str]:
    """Six characters of Crockford base32."""
    return st.text(st.sampled_from(ALPHABET), min_size=6, max_size=6)


@cache
def digests() -> st.SearchStrategy[str]:
    """A SHA-256 in hexadecimal."""
    return st.text(st.sampled_from("0123456789abcdef"), min_size=64, max_size=64) | st.just(SHA256)


@cache
def days() -> st.SearchStrategy[dt.date]:
    """Days of the years in which a campaign may run."""
    return st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


@cache
def moments() -> st.SearchStrategy[dt.datetime]:
    """Instants to the second, with an offset of whole minutes."""
    return st.builds(
        lambda naive, offset: naive.replace(microsecond=0, tzinfo=dt.timezone(dt.timedelta(minutes=offset))),
        st.datetimes(dt.datetime(2020, 1, 2), dt.datetime(2040, 12, 30)),  # noqa: DTZ001 - the offset is added
        st.sampled_from([480, 0, -300, 345, 540]),
    )


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def _changes() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "title": lines(),
            "symptom": texts(),
            "source": keys(),
            "prompt": names(),
            "finding": lines(),
            "kind": keys(),
            "field": keys(),
            "severity": st.sampled_from(Severity),
            "class": st.sampled_from(Class),
            "root_cause": texts(),
            "level": st.lists(keys(), min_size=1, max_size=3),
            "goal": texts(),
            "support": st.lists(names(), min_size=1, max_size=2),
            "linked": st.lists(keys(), min_size=1, max_size=2),
            "tags": st.lists(tags(), max_size=2),
            "task": lines(),
            "public_concern": st.booleans(),
            "leader": officer_refs(),
            "owner": officer_refs(),
        },
    ).filter(bool)


def _sheets() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"file": lines(), "sha256": digests(), "size": st.integers(1, 10**9)})


def occurrences() -> st.SearchStrategy[str]:
    """Return names of occurrences."""
    return st.sampled_from(["2026", "2026-04", "2026-Q2", "2026-W14"])


def _own_fields() -> dict[str, dict[str, st.SearchStrategy[Any]]]:
    number = st.integers(1, 999)
    note = _maybe(texts())
    return {
        "amended": {"reason": texts(), "changes": _changes()},
        "reassigned": {"from": officer_refs(), "to": officer_refs(), "reason": texts()},
        "planned": {
            "number": number,
            "text": texts(),
            "owner": officer_refs(),
            "due": days(),
            "type": st.sampled_from(["immediate", "corrective", "preventive"]),
        },
        "excused": {"measure": number, "occurrence": occurrences(), "reason": texts()},
        "progressed": {"note": texts(), "measure": _maybe(number)},
        "completed": {"measure": number, "occurrence": _maybe(occurrences()), "note": note},
        "evidenced": {
            "file": lines(),
            "sha256": digests(),
            "size": st.integers(1, 10**9),
            "measure": _maybe(number),
            "note": note,
        },
        "extension-requested": {"until": days(), "reason": texts()},
        "extension-granted": {"request": record_ids(), "until": days(), "opinion": note},
        "extension-denied": {"request": record_ids(), "opinion": texts()},
        "endorsed": {"note": note},
        "submitted": {
            **dict.fromkeys(("effect", "rule", "no_rule", "wider", "no_wider", "incomplete"), note),
            "received": _maybe(days()),
        },
        "withdrawn": {"reason": texts()},
        "reviewed": {
            "verdict": st.sampled_from(["pass", "return"]),
            "opinion": texts(),
            "standards": _maybe(st.dictionaries(st.sampled_from("1234"), st.booleans(), min_size=1)),
            "waived": _maybe(st.dictionaries(st.sampled_from(["rule", "wider"]), texts(), min_size=1)),
            "received": _maybe(days()),
            "seen": st.lists(record_ids(), min_size=1, max_size=4),
            "digest": digests(),
        },
        "publicised": {
            "since": days(),
            "until": days(),
            "objections": st.lists(lines(), max_size=2),
        },
        "closed": {"waived": _maybe(st.dictionaries(st.sampled_from(["rule", "wider"]), texts(), min_size=1))},
        "looked-back": {
            "result": st.sampled_from(["held", "incomplete", "slipped"]),
            "opinion": texts(),
            "seen": st.lists(record_ids(), max_size=4),
        },
        "reopened": {"reason": texts()},
        "voided": {"reason": texts()},
        "transferred": {"to": st.builds("{}/{}".format, names(), record_ids()), "reason": texts()},
        "noted": {"note": texts()},
        "numbered": {"number": st.builds(serial, st.integers(0, 9999), st.integers(1, 999_999))},
        "handled": {"form": st.integers(1, 4), "count": st.integers(1, 99), "note": note},
        "held-accountable": {
            "trigger": keys(),
            "count": st.integers(1, 99),
            "organizations": st.none() | st.integers(1, 99),
            "recovered": st.none() | st.integers(1, 10**12),
            "note": texts(),
        },
        "generalised": {
            "problems": st.lists(record_ids(), min_size=1, max_size=3),
            "asked": st.lists(names(), min_size=1, max_size=3),
        },
        "looked-wider": {"found": st.integers(0, 9999), "note": texts()},
        "explained": {"code": st.sampled_from(sorted(CODES)), "reason": texts()},
        "rated": {
            "scores": st.dictionaries(st.sampled_from(Look), st.integers(1, 5), min_size=1, max_size=3),
            "note": note,
        },
        "redated": {"entry": record_ids(), "day": days(), "reason": texts()},
        "retracted": {"entry": record_ids(), "reason": texts()},
        "contested": {"reason": texts(), "evidence": st.lists(_sheets(), max_size=2)},
        "contest-upheld": {
            "contest": record_ids(),
            "then": st.sampled_from(["void", "amend", "transfer"]),
            "opinion": texts(),
        },
        "contest-dismissed": {"contest": record_ids(), "opinion": texts()},
        "blocked": {"org": names(), "needs": texts()},
        "block-cleared": {"block": record_ids(), "note": note},
    }


_OWN_FIELDS: Final = _own_fields()
_STEP_OF: Final = {step.partition(":")[0]: step for step in STEPS}


def _entry(kind: str) -> st.SearchStrategy[Entry]:
    fields = {
        "id": record_ids(),
        "at": moments(),
        "by": officer_refs(),
        "for": _maybe(officer_refs()),
        "days_before": st.none() | st.integers(0, 400),
        **_OWN_FIELDS.get(kind, {}),
    }

    def made(values: dict[str, Any]) -> Entry:
        early = values.pop("days_before")
        if early is not None:
            values["on"] = values["at"].date() - dt.timedelta(days=early)
        return make_entry(_STEP_OF[kind], **values)

    return st.fixed_dictionaries(fields).map(made)


@cache
def entries(kinds: tuple[str, ...] = tuple(KINDS)) -> st.SearchStrategy[Entry]:
    """An entry of one of `kinds`, its place in a story left to chance."""
    return st.one_of([_entry(kind) for kind in kinds])


@cache
def heads() -> st.SearchStrategy[Head]:
    """The head of a problem, with everything optional at times absent."""
    required = {
        "id": record_ids(),
        "title": lines(),
        "symptom": texts(),
        "kind": keys(),
        "root_cause": st.none() | texts(),
        "goal": st.none() | texts(),
        "level": st.lists(keys(), max_size=3),
        "support": st.lists(names(), max_size=2),
        "linked": st.lists(keys(), max_size=2),
        "tags": st.lists(tags(), max_size=2),
        "task": st.none() | lines(),
        "public_concern": st.sampled_from([None, False, True]),
        "recurs": st.none() | record_ids(),
        "leader": officer_refs(),
        "owner": officer_refs(),
        "due": days(),
        "found": days(),
    }
    optional = {
        "source": keys(),
        "prompt": names(),
        "finding": lines(),
        "field": keys(),
        "severity": st.sampled_from(Severity),
        "class": st.sampled_from(Class),
    }
    return st.fixed_dictionaries(required, optional=optional).map(lambda f: make_head(**f))


@cache
def problems(max_entries: int = 3) -> st.SearchStrategy[Problem]:
    """A problem with any entries, in no order that the lifecycle would allow."""
    return st.builds(
        lambda org, head, some: Problem(org=org, head=head, entries=tuple(some)),
        names(),
        heads(),
        st.lists(entries(), max_size=max_entries),
    )
