"""What a shell offers to complete a name with: the records of the index that begin as what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.model import tags
from yiananlib.store import kinds

if TYPE_CHECKING:
    from yiananlib.index.sync import Index

MOST: Final = 200
"""Suggestions that a reader can still look through."""

_MATTERS: Final = {
    kind: f"SELECT id, title FROM matters WHERE kind = '{kind}' AND id GLOB :start || '*'"
    " UNION ALL SELECT org || '/' || id, title FROM matters"
    f" WHERE kind = '{kind}' AND :org <> '' AND org = :org AND id GLOB :name || '*' LIMIT :most"
    for kind in kinds.MATTERS
}
_RECORDS: Final = (
    "SELECT name, title FROM cases WHERE name GLOB :start || '*'"
    " UNION ALL SELECT id, title FROM problems WHERE id GLOB :start || '*'"
    " UNION ALL SELECT id, title FROM matters WHERE id GLOB :start || '*'"
    " UNION ALL SELECT org || '/' || id, title FROM"
    " (SELECT org, id, title FROM problems UNION ALL SELECT org, id, title FROM matters)"
    " WHERE :org <> '' AND org = :org AND id GLOB :name || '*' LIMIT :most"
)
_NO_TAGS: Final = ", ".join(f"'{name}'" for name in sorted({*tags.FIELDS, tags.NAMES}))
_BY_WHAT: Final = {
    "record": _RECORDS,
    **_MATTERS,
    "case": "SELECT name, title FROM cases WHERE name GLOB :start || '*' ORDER BY opened, name LIMIT :most",
    "finding": "SELECT case_name || '/' || number, text FROM findings WHERE case_name || '/' || number"
    " GLOB :start || '*' ORDER BY case_name, number LIMIT :most",
    "problem": "SELECT id, title FROM problems WHERE id GLOB :start || '*'"
    " UNION ALL SELECT org || '/' || id, title FROM problems"
    " WHERE :org <> '' AND org = :org AND id GLOB :name || '*' LIMIT :most",
    "org": "SELECT org, name FROM orgs WHERE org GLOB :start || '*' ORDER BY place LIMIT :most",
    **{
        f"org or {kind}": f"SELECT org, name FROM orgs WHERE org GLOB :start || '*' UNION ALL {matters}"
        for kind, matters in _MATTERS.items()
    },
    "officer": "SELECT org || '/' || officer, post FROM officers WHERE org || '/' || officer GLOB :start || '*'"
    " LIMIT :most",
    "prompt": "SELECT prompt, text FROM prompts WHERE prompt GLOB :start || '*' ORDER BY place LIMIT :most",
    **{
        name: f"SELECT key, word FROM words WHERE vocabulary = '{name}' AND key GLOB :start || '*' ORDER BY place"
        for name in ("source", "kind", "field", "level", "trigger", "linked_work", "aspect", "return_reason")
    },
    "tag": f"SELECT vocabulary || '/' || key, word FROM words WHERE vocabulary NOT IN ({_NO_TAGS})"
    " AND vocabulary || '/' || key GLOB :start || '*' ORDER BY vocabulary, place",
    "task": "SELECT case_name || '/' || number, text FROM tasks WHERE case_name || '/' || number"
    " GLOB :start || '*' ORDER BY case_name, number LIMIT :most",
}


_ENTRIES: Final = (
    "SELECT entries.id, day || ' ' || entries.kind FROM entries JOIN problems USING (problem)"
    " WHERE problems.id GLOB :name || '*' AND :org IN ('', org) AND entries.id GLOB :start || '*'"
    " UNION ALL SELECT matter_entries.id, day || ' ' || matter_entries.kind FROM matter_entries"
    " JOIN matters USING (matter)"
    " WHERE matters.id GLOB :name || '*' AND :org IN ('', org) AND matter_entries.id GLOB :start || '*' LIMIT :most"
)


def named(index: Index, what: str, start: str) -> list[tuple[str, str]]:
    """Return what begins with ``start``, each with its words; ``what`` is one of the things that options name."""
    org, _slash, name = start.rpartition("/")
    given = {"start": _literal(start), "org": org, "name": _literal(name), "most": MOST}
    return index.connection.execute(_BY_WHAT[what], given).fetchall()


def entries(index: Index, record: str, start: str) -> list[tuple[str, str]]:
    """Return the entries of a record that begin with ``start``, each with its day and what it is."""
    org, _slash, name = record.rpartition("/")
    given = {"start": _literal(start), "org": org, "name": _literal(name), "most": MOST}
    return index.connection.execute(_ENTRIES, given).fetchall()


def _literal(text: str) -> str:
    """Return a pattern that fits ``text`` alone."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)
