"""What the index keeps for itself beside the tables of `schema`: `yian sql` neither shows nor reads it."""

from typing import Final

PRIVATE: Final = (
    # what a reader of a unit saw of its files: see `listing`
    "CREATE TABLE units (unit TEXT PRIMARY KEY, paths BLOB NOT NULL, numbers BLOB NOT NULL, doubts TEXT NOT NULL)"
    " WITHOUT ROWID",
    # the SHA-256 of what was read of each file: see `sync`
    "CREATE TABLE contents (unit TEXT NOT NULL, path TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (unit, path))"
    " WITHOUT ROWID",
    # the campaign's settings, one JSON object
    "CREATE TABLE setting (one INTEGER PRIMARY KEY, said TEXT NOT NULL)",
    # no problem changes its standing after this day; none may by then
    "CREATE TABLE newest (day TEXT NOT NULL)",
    "INSERT INTO newest VALUES ('')",
    # figures that were counted before, of each organization alone and with all below it: see `tally`
    "CREATE TABLE tallies (day TEXT NOT NULL, org TEXT NOT NULL, own TEXT NOT NULL, whole TEXT NOT NULL,"
    " PRIMARY KEY (day, org)) WITHOUT ROWID",
    "CREATE INDEX tallies_by_org ON tallies (org)",
    # which ledger this is the index of
    "CREATE TABLE ledger (root BLOB NOT NULL)",
    # the words of each problem for searching, see `search`
    "CREATE TABLE texts (problem INTEGER PRIMARY KEY, folded TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE grams USING fts5(pairs, content='', columnsize=0, detail=none, tokenize='ascii')",
    # the fingerprint of the effect that each problem states: see `stated`
    "CREATE TABLE effects (problem INTEGER PRIMARY KEY, digest BLOB NOT NULL)",
    "CREATE INDEX effects_by_digest ON effects (digest)",
    "CREATE INDEX problems_in_order ON problems (org, found, registered_at, id)",
    "CREATE INDEX matters_by_org ON matters (org, kind, since, id)",
    "CREATE INDEX blocks_by_org ON blocks (org)",
    "CREATE INDEX problems_by_id ON problems (id)",
    "CREATE INDEX problems_that_recur ON problems (recurs) WHERE recurs IS NOT NULL",
    # the few entries that figures and queues are made of by themselves
    "CREATE INDEX entries_seldom ON entries (kind, problem)"
    " WHERE kind = 'handled' OR kind = 'held-accountable' OR kind = 'rated' OR kind = 'generalised'"
    " OR kind = 'looked-wider'",
    # the few papers that run out, and the few returns that name papers
    "CREATE INDEX evidence_expiring ON evidence (valid_until) WHERE valid_until IS NOT NULL",
    "CREATE INDEX entries_faulting ON entries (problem) WHERE kind = 'reviewed'"
    """ AND instr(data, '"evidence":{') > 0""",
    # the few intervals in which somebody asks for more time, and the fewer in which one objects or was told to be right
    "CREATE INDEX spans_asked ON spans (problem) WHERE asked IS NOT NULL",
    "CREATE INDEX spans_objected ON spans (problem) WHERE contest IS NOT NULL OR upheld IS NOT NULL",
    # the few in which a problem is voided
    "CREATE INDEX spans_voided ON spans (problem) WHERE status = 'voided'",
    # what is overdue or due soon, of a day after which nothing changes and of any other
    "CREATE INDEX spans_open ON spans (until, deadline)"
    " WHERE until = '9999-12-31' AND status NOT IN ('closed', 'voided', 'transferred')",
    # with all that tells which of them hold on the day, so that no other interval is read
    "CREATE INDEX spans_by_deadline ON spans (deadline, since, until, reopened_on, submitted, status)"
    " WHERE status NOT IN ('closed', 'voided', 'transferred')",
)
"""The statements that make it, after those of the public tables."""
