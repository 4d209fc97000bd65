"""The tables of the index, each column with its meaning: what `yian sql` may be asked.

Days are text in ISO 8601, so that they compare and sort as they are; an interval goes from ``since``,
inclusive, to ``until``, exclusive, and one that has no end goes to 9999-12-31. Yes and no are 1 and 0.
"""

import zlib
from typing import Final

from yiananlib.index.private import PRIVATE
from yiananlib.index.tables import Column, Table
from yiananlib.messages import N_
from yiananlib.store import kinds

_TEXT: Final = "TEXT"
_SAID: Final = "TEXT NOT NULL"
_COUNT: Final = "INTEGER NOT NULL"
_PROBLEM: Final = Column("problem", _COUNT, N_("the problem: problems.problem"))
_MATTER: Final = Column("matter", _COUNT, N_("the matter: matters.matter"))
_SINCE: Final = Column("since", _SAID, N_("first day of the interval"))
_UNTIL: Final = Column("until", _SAID, N_("first day after the interval"))
_ENTRY: Final = (
    Column("number", _COUNT, N_("its position, from 1")),
    Column("id", _SAID, N_("its id")),
    Column("at", _SAID, N_("when it was recorded, by the clock of the officer recording")),
    Column("day", _SAID, N_("the day it took effect")),
    Column("recorded", _SAID, N_("the day it was recorded; corrected if the clock ran ahead")),
    Column("by", _SAID, N_("who recorded it, org/officer")),
    Column(
        "principal",
        _SAID,
        N_("the officer acting, org/officer: the one it was recorded for, else the one who recorded it"),
    ),
    Column("kind", _SAID, N_("its kind, such as completed, reviewed or replied")),
    Column("counts", _COUNT, N_("whether it counts: allowed by the rules and not taken back")),
    Column("taken_back", _COUNT, N_("whether it was taken back (`yian retract`)")),
    Column("data", _SAID, N_("all its fields, as a JSON object")),
)

PUBLIC: Final = (
    Table(
        "problems",
        N_("problems as registered, with later amendments; one row per problem"),
        (
            Column("problem", "INTEGER", N_("the key used by other tables; changes whenever the file does")),
            Column("org", _SAID, N_("the organization whose folder holds it")),
            Column("id", _SAID, N_("its file name; `org/id` names it on the command line")),
            Column("number", _TEXT, N_("its official serial number")),
            Column("found", _SAID, N_("the day it was found")),
            Column("registered_at", _SAID, N_("when it was registered")),
            Column("due", _SAID, N_("the original deadline (inclusive)")),
            Column("kind", _SAID, N_("the kind, from the vocabulary")),
            Column("field", _SAID, N_("the key field, from the vocabulary")),
            Column("severity", _SAID, "minor, general, serious, major"),
            Column("class", _SAID, "immediate, phased, ongoing"),
            Column("source", _SAID, N_("where it was found, from the vocabulary")),
            Column("prompt", _TEXT, N_("the checklist prompt it answers")),
            Column("finding", _TEXT, N_("the case finding it repeats")),
            Column("task", _TEXT, N_("the task of a case that it is a part of")),
            Column("meeting", _TEXT, N_("the meeting where it was found")),
            Column("recurs", _TEXT, N_("the id of the earlier problem that recurred")),
            Column("leader", _SAID, N_("the leader responsible, org/officer")),
            Column("owner", _SAID, N_("the officer responsible, org/officer")),
            Column("title", _SAID, N_("the problem in one line")),
            Column("level", _SAID, N_("the levels of the cause, as a JSON list")),
            Column("support", _SAID, N_("the cooperating units, as a JSON list")),
            Column("linked", _SAID, N_("the work it is linked with, from the vocabulary, as a JSON list")),
            Column("tags", _SAID, N_("its tags, vocabulary/word, a JSON list")),
            Column("public_concern", _COUNT, N_("whether it is of most public concern")),
            Column("goal", _TEXT, N_("the state to be reached by rectification")),
            Column("root_cause", _TEXT, N_("the root cause (病根)")),
            Column("symptom", _SAID, N_("what was found (症状)")),
        ),
        "problem",
        rowid=True,
    ),
    Table(
        "spans",
        N_("the status of each problem, as day intervals without gaps"),
        (
            _PROBLEM,
            _SINCE,
            _UNTIL,
            Column("status", _SAID, "registered, rectifying, submitted, returned, passed, closed, voided"),
            Column("round", _COUNT, N_("1, plus one for each reopening")),
            Column("moved", _SAID, N_("the day it reached this status")),
            Column("deadline", _SAID, N_("the deadline in force, extensions included")),
            Column(
                "submitted",
                _TEXT,
                N_("the day the current submission counts from, while submitted or passed"),
            ),
            Column("held", _TEXT, N_("the day counted for the submission that led to the current close or pass")),
            Column("measures", _COUNT, N_("measures planned in this round")),
            Column("measures_done", _COUNT, N_("completed measures in this round")),
            Column("complete", _COUNT, N_("whether the round has measures and all are completed")),
            Column(
                "late_from",
                _TEXT,
                N_("the earliest deadline of a measure not finished by the day that counts"),
            ),
            Column("closes", _COUNT, N_("number of closes so far")),
            Column("waived", _COUNT, N_("how many of them waived a check")),
            Column(
                "one_hand",
                _COUNT,
                N_("how many of them had everything typed by one officer, from completion to judgement"),
            ),
            Column(
                "sole",
                _COUNT,
                N_("how many of them were made by the officer who passed the problem, being alone in office"),
            ),
            Column("carried", _COUNT, N_("whether it is closed because it was closed before the ledger began")),
            Column("closed_first", _TEXT, N_("the day of the first close")),
            Column("close_days", "INTEGER", N_("days from found to the first close")),
            Column("closed_before", _TEXT, N_("the day of the last close of an earlier round")),
            Column("reopened_on", _TEXT, N_("the day the round began, if reopened after a close")),
            Column(
                "extended_days",
                "INTEGER",
                N_("days between the original deadline and the current one, if an extension was granted"),
            ),
            Column("began", _COUNT, N_("the entry that began the round: entries.number")),
            Column("endorsed", "INTEGER", N_("the endorsement in force: entries.number")),
            Column("submission", "INTEGER", N_("the submission in force: entries.number")),
            Column("publicised", "INTEGER", N_("the publicity in force: entries.number")),
            Column("asked", "INTEGER", N_("the pending request for more time: entries.number")),
        ),
        "problem, since",
    ),
    Table(
        "measures",
        N_("the measures (药方)"),
        (
            _PROBLEM,
            Column("place", _COUNT, N_("its position among the planned measures, from 0")),
            Column("number", _COUNT, N_("its number in the problem")),
            Column("round", _COUNT, N_("the round it belongs to")),
            Column("planned", _SAID, N_("the day it was planned")),
            Column("due", _SAID, N_("the deadline (inclusive)")),
            Column("completed", _TEXT, N_("the day it was completed")),
            Column("counted", _TEXT, N_("the day that counts for whether it was completed in time")),
            Column("type", _SAID, "immediate, corrective, preventive"),
            Column("owner", _SAID, N_("the officer responsible, org/officer")),
            Column("text", _SAID, N_("what will be done")),
        ),
        "problem, place",
    ),
    Table(
        "entries",
        N_("everything recorded, in order of recording"),
        (
            _PROBLEM,
            *_ENTRY,
        ),
        "problem, number",
    ),
    Table(
        "backdated",
        N_("entries that decide lateness and took effect before they were recorded (补录)"),
        (
            _PROBLEM,
            Column("number", _COUNT, N_("the position of its entry")),
            Column("kind", _SAID, "submitted, completed, extension-requested"),
            Column("day", _SAID, N_("the day it took effect")),
            Column("recorded", _SAID, N_("the day it was recorded")),
            Column("counts", _SAID, N_("the day that counts")),
            Column("confirmed", _COUNT, N_("whether the office or the inspectors vouch for the day that counts")),
        ),
        "problem, number",
    ),
    Table(
        "evidence",
        N_("the supporting files"),
        (
            _PROBLEM,
            Column("number", _COUNT, N_("the position of its entry")),
            Column("measure", "INTEGER", N_("the measure it supports")),
            Column("day", _SAID, N_("the day it took effect")),
            Column("file", _SAID, N_("the name of the copy in the evidence folder")),
            Column("sha256", _SAID, N_("its digest")),
            Column("size", _COUNT, N_("its size in bytes")),
        ),
        "problem, number",
    ),
    Table(
        "closes",
        N_("each close and how long it lasted"),
        (
            _PROBLEM,
            Column("number", _COUNT, N_("1 for the first close")),
            _SINCE,
            _UNTIL,
            Column("lasted", "INTEGER", N_("the days it lasted; null while it lasts")),
            Column("waived", _COUNT, N_("whether a check was waived")),
            Column("one_hand", _COUNT, N_("whether one officer typed everything, from completion to judgement")),
            Column(
                "sole", _COUNT, N_("whether it was made by the officer who passed the problem, being alone in office")
            ),
        ),
        "problem, number",
    ),
    Table(
        "looks",
        N_("the look-backs (回头看) at each close"),
        (
            _PROBLEM,
            Column("number", _COUNT, N_("the close it looked back at: closes.number")),
            _SINCE,
            _UNTIL,
            Column("result", _SAID, "held, incomplete, slipped"),
        ),
        "problem, number, since",
    ),
    Table(
        "matters",
        N_("notices, rules, meetings and what stands in registers; a row each"),
        (
            Column("matter", "INTEGER", N_("the key used by other tables; changes whenever the file does")),
            Column("kind", _SAID, ", ".join(kinds.MATTERS)),
            Column("org", _SAID, N_("the organization whose folder holds it")),
            Column("id", _SAID, N_("its file name; `org/id` names it on the command line")),
            Column("since", _SAID, N_("the day of its first entry")),
            Column("title", _SAID, N_("its title")),
            Column("data", _SAID, N_("all fields of its head, as a JSON object")),
        ),
        "matter",
        rowid=True,
    ),
    Table(
        "matter_spans",
        N_("the status of each matter, as day intervals without gaps"),
        (
            _MATTER,
            _SINCE,
            _UNTIL,
            Column("status", _SAID, N_("its status, such as issued or done")),
            Column("due", _TEXT, N_("the deadline for what was awaited")),
            Column("lies_with", _SAID, N_("the organization with which it lies: its own, or the one it was given to")),
        ),
        "matter, since",
    ),
    Table(
        "matter_entries",
        N_("everything recorded about matters, in order of recording"),
        (
            _MATTER,
            *_ENTRY,
        ),
        "matter, number",
    ),
    Table(
        "matter_links",
        N_("what each matter refers to"),
        (
            _MATTER,
            Column("what", _SAID, "problem, org, officer, finding, case"),
            Column("name", _SAID, N_("its name: the id of a problem, otherwise as on the command line")),
        ),
        "what, name, matter",
    ),
    Table(
        "cases",
        N_("the cases the campaign learns from"),
        (
            Column("name", _SAID, N_("its name on the command line")),
            Column("opened", _SAID, N_("the day it was received")),
            Column("title", _SAID, N_("its title")),
            Column("summary", _TEXT, N_("the summary")),
            Column("round", _TEXT, N_("the round of self-examination that it opens")),
            Column("orgs", _SAID, N_("the organizations that are asked, each with all below it, as JSON; [] for all")),
        ),
        "name",
    ),
    Table(
        "findings",
        N_("the numbered findings of the cases"),
        (
            Column("case_name", _SAID, N_("the case: cases.name")),
            Column("number", _COUNT, N_("its number; `case/number` names it")),
            Column("text", _SAID, N_("what was found")),
        ),
        "case_name, number",
    ),
    Table(
        "tasks",
        N_("the tasks arising from the cases"),
        (
            Column("case_name", _SAID, N_("the case: cases.name")),
            Column("number", _COUNT, N_("its number in the case")),
            Column("due", _TEXT, N_("the deadline (inclusive)")),
            Column("findings", _SAID, N_("the numbers of the findings it addresses, as a JSON list")),
            Column("orgs", _SAID, N_("the organizations it is assigned to, as a JSON list; empty for all")),
            Column("text", _SAID, N_("what will be done")),
        ),
        "case_name, number",
    ),
    Table(
        "orgs",
        N_("the organizations"),
        (
            Column("org", _SAID, N_("its name on the command line")),
            Column("name", _SAID, N_("its name")),
            Column("parent", _TEXT, N_("the parent organization")),
            Column("function", _SAID, "unit, office, inspector"),
            Column("rank", _COUNT, N_("its rank (order) in its file")),
            Column("members", "INTEGER", N_("the size of its leading team")),
            Column("place", _COUNT, N_("its position among all, from 0")),
        ),
        "org",
    ),
    Table(
        "ancestry",
        N_("each organization with itself and all its ancestors"),
        (
            Column("org", _SAID, N_("its name on the command line")),
            Column("above", _SAID, N_("itself, its parent, and so on")),
            Column("distance", _COUNT, N_("0 for itself, 1 for the parent")),
        ),
        "above, org",
    ),
    Table(
        "officers",
        N_("the officers: posts, never names of people"),
        (
            Column("org", _SAID, N_("the organization")),
            Column("officer", _SAID, N_("the name of the post on the command line")),
            Column("place", _COUNT, N_("its position in the organization's file")),
            Column("post", _SAID, N_("the post")),
            Column("role", _SAID, "head, deputy, liaison, staff"),
            Column("email", _TEXT, N_("the e-mail address git knows the officer by")),
            Column("since", _TEXT, N_("first day in the post")),
            Column("until", _TEXT, N_("last day in the post")),
        ),
        "org, officer, place",
    ),
    Table(
        "prompts",
        N_("the checklist"),
        (
            Column("place", _COUNT, N_("its position, from 0")),
            Column("prompt", _SAID, N_("its name")),
            Column("aspect", _SAID, N_("the aspect, from the vocabulary")),
            Column("text", _SAID, N_("the question")),
        ),
        "place",
    ),
    Table(
        "words",
        N_("the vocabularies of the campaign"),
        (
            Column("vocabulary", _SAID, "source, kind, field, level, aspect, trigger, linked_work, tags, …"),
            Column("key", _SAID, N_("the word in the files")),
            Column("place", _COUNT, N_("its position, from 0")),
            Column("word", _SAID, N_("the word shown to readers")),
        ),
        "vocabulary, key",
    ),
    Table(
        "rounds",
        N_("the rounds of self-examination"),
        (
            Column("org", _SAID, N_("the organization")),
            Column("round", _SAID, N_("the name of the round")),
            Column("opened", _SAID, N_("the day it was opened")),
            Column("subjects", _COUNT, N_("the number of subjects who examine themselves")),
            Column("named", _SAID, N_("these subjects, as a JSON list")),
            Column("pass", _TEXT, "political, thought, problems"),
        ),
        "org, round",
    ),
    Table(
        "answers",
        N_("the answers to the checklist, each from its day to the next answer to the same prompt"),
        (
            Column("org", _SAID, N_("the organization")),
            Column("round", _SAID, N_("the name of the round")),
            Column("subject", _SAID, N_("who examined themselves: team, or an officer")),
            Column("prompt", _SAID, N_("the checklist prompt it answers")),
            _SINCE,
            _UNTIL,
            Column("answer", _SAID, "clear, problem, not-applicable"),
            Column("reason", _TEXT, N_("the reason for a nil return")),
            Column("found", _TEXT, N_("the id of the registered problem")),
            Column("counts", _COUNT, N_("whether it counts as an answer: a problem, or a nil return with a reason")),
        ),
        "org, round, subject, prompt, since",
    ),
    Table(
        "problems_found",
        N_("the problems registered in a round, whatever was answered later; one row per problem"),
        (
            Column("org", _SAID, N_("the organization")),
            Column("round", _SAID, N_("the name of the round")),
            Column("id", _SAID, N_("the id of the problem: problems.id")),
            Column("subject", _SAID, N_("who examined themselves: team, or an officer")),
            Column("prompt", _SAID, N_("the checklist prompt it answers")),
            Column("since", _SAID, N_("the day of the answer")),
        ),
        "org, round, id",
    ),
)
"""What ``yian sql`` documents."""

STATEMENTS: Final = (*(table.definition for table in PUBLIC), *PRIVATE)
"""What makes an empty index. Anything else in a file's schema was not made by yian."""

SHADOWS: Final = frozenset(["grams_data", "grams_idx", "grams_config", "grams_content", "grams_docsize"])
"""Tables that FTS5 makes for itself."""

VERSION: Final = zlib.crc32("\n".join(STATEMENTS).encode()) & 0x7FFF_FFFF
"""Tells an index of this schema from one of another; of what rows mean, :data:`MEANING`."""

MEANING: Final = 9
"""Raised whenever the same file would give other rows than before."""

APPLICATION: Final = 0x7969616E
"""``yian`` in ASCII: what the file says it is."""
