"""The tables of the index, each column with its meaning: what `yian sql` may be asked.

Days are text in ISO 8601, so that they compare and sort as they are; an interval goes from ``since``,
inclusive, to ``until``, exclusive, and one that has no end goes to 9999-12-31. Yes and no are 1 and 0.
"""

import zlib
from typing import Final

from yiananlib.index.matter_tables import MATTERS
from yiananlib.index.private import PRIVATE
from yiananlib.index.tables import COUNT, ENTRY, PROBLEM, SAID, SINCE, TEXT, UNTIL, Column, Table
from yiananlib.messages import N_

PUBLIC: Final = (
    Table(
        "problems",
        N_("problems as registered, with later amendments; one row per problem"),
        (
            Column("problem", "INTEGER", N_("the key used by other tables; changes whenever the file does")),
            Column("org", SAID, N_("the organization whose folder holds it")),
            Column("id", SAID, N_("its file name; `org/id` names it on the command line")),
            Column("number", TEXT, N_("its official serial number")),
            Column("found", SAID, N_("the day it was found")),
            Column("registered_at", SAID, N_("when it was registered")),
            Column("registered_on", SAID, N_("the day its registration took effect")),
            Column("accepted_on", TEXT, N_("the day the office or the inspectors accepted its registration (核定)")),
            Column("due", SAID, N_("the original deadline (inclusive)")),
            Column("kind", SAID, N_("the kind, from the vocabulary")),
            Column("field", SAID, N_("the key field, from the vocabulary")),
            Column("severity", SAID, "minor, general, serious, major"),
            Column("class", SAID, "immediate, phased, ongoing"),
            Column("source", SAID, N_("where it was found, from the vocabulary")),
            Column("prompt", TEXT, N_("the checklist prompt it answers")),
            Column("finding", TEXT, N_("the case finding it repeats")),
            Column("task", TEXT, N_("the task of a case that it is a part of")),
            Column("meeting", TEXT, N_("the meeting where it was found")),
            Column("recurs", TEXT, N_("the id of the earlier problem that recurred")),
            Column("came_from", TEXT, N_("where it was transferred from, org/id of the record that ended there")),
            Column("leader", SAID, N_("the leader responsible, org/officer")),
            Column("owner", SAID, N_("the officer responsible, org/officer")),
            Column("title", SAID, N_("the problem in one line")),
            Column("level", SAID, N_("the levels of the cause, as a JSON list")),
            Column("support", SAID, N_("the cooperating units, as a JSON list")),
            Column("linked", SAID, N_("the work it is linked with, from the vocabulary, as a JSON list")),
            Column("tags", SAID, N_("its tags, vocabulary/word, a JSON list")),
            Column("public_concern", COUNT, N_("whether it is of most public concern")),
            Column("goal", TEXT, N_("the state to be reached by rectification")),
            Column("root_cause", TEXT, N_("the root cause (病根)")),
            Column("symptom", SAID, N_("what was found (症状)")),
        ),
        "problem",
        rowid=True,
    ),
    Table(
        "spans",
        N_("the status of each problem, as day intervals without gaps"),
        (
            PROBLEM,
            SINCE,
            UNTIL,
            Column("status", SAID, "registered, rectifying, submitted, returned, passed, closed, voided, transferred"),
            Column("round", COUNT, N_("1, plus one for each reopening")),
            Column("moved", SAID, N_("the day it reached this status")),
            Column("deadline", SAID, N_("the deadline in force, extensions included")),
            Column(
                "submitted",
                TEXT,
                N_("the day the current submission counts from, while submitted or passed"),
            ),
            Column("held", TEXT, N_("the day counted for the submission that led to the current close or pass")),
            Column("measures", COUNT, N_("measures planned in this round")),
            Column("measures_done", COUNT, N_("completed measures in this round")),
            Column("complete", COUNT, N_("whether the round has measures and all are completed")),
            Column(
                "late_from",
                TEXT,
                N_("the earliest deadline of a measure not finished by the day that counts"),
            ),
            Column("closes", COUNT, N_("number of closes so far")),
            Column("waived", COUNT, N_("how many of them waived a check")),
            Column(
                "one_hand",
                COUNT,
                N_("how many of them had everything typed by one officer, from completion to judgement"),
            ),
            Column(
                "sole",
                COUNT,
                N_("how many of them were made by the officer who passed the problem, being alone in office"),
            ),
            Column("carried", COUNT, N_("whether it is closed because it was closed before the ledger began")),
            Column("closed_first", TEXT, N_("the day of the first close")),
            Column("close_days", "INTEGER", N_("days from found to the first close")),
            Column("closed_before", TEXT, N_("the day of the last close of an earlier round")),
            Column("reopened_on", TEXT, N_("the day the round began, if reopened after a close")),
            Column(
                "extended_days",
                "INTEGER",
                N_("days between the original deadline and the current one, if an extension was granted"),
            ),
            Column("began", COUNT, N_("the entry that began the round: entries.number")),
            Column("endorsed", "INTEGER", N_("the endorsement in force: entries.number")),
            Column("submission", "INTEGER", N_("the submission in force: entries.number")),
            Column("publicised", "INTEGER", N_("the publicity in force: entries.number")),
            Column("asked", "INTEGER", N_("the pending request for more time: entries.number")),
            Column("contest", "INTEGER", N_("the undecided objection: entries.number")),
            Column("upheld", "INTEGER", N_("the upheld objection that nothing has followed yet: entries.number")),
            Column("contests", COUNT, N_("number of objections so far")),
            Column("contests_upheld", COUNT, N_("how many of them were upheld")),
            Column("contests_dismissed", COUNT, N_("how many of them were dismissed")),
            Column("blocks", COUNT, N_("how many other organizations it waits for")),
            Column("duties_due", COUNT, N_("occurrences of recurring measures that fell due before the day")),
            Column("duties_met", COUNT, N_("how many of them were answered in time, by the day that counts")),
            Column("duties_run", COUNT, N_("the longest run of one measure's occurrences not answered in time")),
        ),
        "problem, since",
    ),
    Table(
        "measures",
        N_("the measures (药方)"),
        (
            PROBLEM,
            Column("place", COUNT, N_("its position among the planned measures, from 0")),
            Column("number", COUNT, N_("its number in the problem")),
            Column("round", COUNT, N_("the round it belongs to")),
            Column("planned", SAID, N_("the day it was planned")),
            Column("due", SAID, N_("the deadline (inclusive)")),
            Column("completed", TEXT, N_("the day it was completed")),
            Column("counted", TEXT, N_("the day that counts for whether it was completed in time")),
            Column("type", SAID, "immediate, corrective, preventive"),
            Column("owner", SAID, N_("the officer responsible, org/officer")),
            Column("text", SAID, N_("what will be done")),
            Column("every", TEXT, "week, month, quarter, year"),
        ),
        "problem, place",
    ),
    Table(
        "occurrences",
        N_("the occurrences of recurring measures (周期)"),
        (
            PROBLEM,
            Column("measure", COUNT, N_("the measure that comes back: measures.number")),
            Column("name", SAID, N_("its name, such as 2026-04")),
            Column("begins", SAID, N_("the first day on which it can be answered")),
            Column("due", SAID, N_("the deadline (inclusive)")),
            Column("answered", TEXT, N_("the day it was answered")),
            Column("counted", TEXT, N_("the day that counts for whether it was answered in time")),
            Column("excused", TEXT, N_("the day it was excused")),
        ),
        "problem, measure, due",
    ),
    Table(
        "entries",
        N_("everything recorded, in order of recording"),
        (
            PROBLEM,
            *ENTRY,
        ),
        "problem, number",
    ),
    Table(
        "backdated",
        N_("entries that decide lateness and took effect before they were recorded (补录)"),
        (
            PROBLEM,
            Column("number", COUNT, N_("the position of its entry")),
            Column("kind", SAID, "submitted, completed, extension-requested"),
            Column("day", SAID, N_("the day it took effect")),
            Column("recorded", SAID, N_("the day it was recorded")),
            Column("counts", SAID, N_("the day that counts")),
            Column("confirmed", COUNT, N_("whether the office or the inspectors vouch for the day that counts")),
        ),
        "problem, number",
    ),
    Table(
        "evidence",
        N_("the supporting files"),
        (
            PROBLEM,
            Column("number", COUNT, N_("the position of its entry")),
            Column("measure", "INTEGER", N_("the measure it supports")),
            Column("day", SAID, N_("the day it took effect")),
            Column("file", SAID, N_("the name of the copy in the evidence folder")),
            Column("sha256", SAID, N_("its digest")),
            Column("size", COUNT, N_("its size in bytes")),
            Column("what", TEXT, N_("what it is, in words")),
            Column("dated", TEXT, N_("its own day")),
            Column("taken", TEXT, N_("the day on which a photo says that it was taken")),
            Column("valid_until", TEXT, N_("the last day on which it is valid")),
            Column("renewed", TEXT, N_("the day on which a later file took the place of one that runs out")),
        ),
        "problem, number, file",
    ),
    Table(
        "closes",
        N_("each close and how long it lasted"),
        (
            PROBLEM,
            Column("number", COUNT, N_("1 for the first close")),
            SINCE,
            UNTIL,
            Column("lasted", "INTEGER", N_("the days it lasted; null while it lasts")),
            Column("waived", COUNT, N_("whether a check was waived")),
            Column("one_hand", COUNT, N_("whether one officer typed everything, from completion to judgement")),
            Column(
                "sole", COUNT, N_("whether it was made by the officer who passed the problem, being alone in office")
            ),
        ),
        "problem, number",
    ),
    Table(
        "looks",
        N_("the look-backs (回头看) at each close"),
        (
            PROBLEM,
            Column("number", COUNT, N_("the close it looked back at: closes.number")),
            SINCE,
            UNTIL,
            Column("result", SAID, "held, incomplete, slipped"),
        ),
        "problem, number, since",
    ),
    Table(
        "blocks",
        N_("the waits for other organizations (需协调事项)"),
        (
            PROBLEM,
            Column("number", COUNT, N_("the position of its entry")),
            Column("org", SAID, N_("the organization that is waited for")),
            SINCE,
            UNTIL,
        ),
        "problem, number",
    ),
    *MATTERS,
    Table(
        "orgs",
        N_("the organizations"),
        (
            Column("org", SAID, N_("its name on the command line")),
            Column("name", SAID, N_("its name")),
            Column("parent", TEXT, N_("the parent organization")),
            Column("function", SAID, "unit, office, inspector"),
            Column("rank", COUNT, N_("its rank (order) in its file")),
            Column("members", "INTEGER", N_("the size of its leading team")),
            Column("ended", TEXT, N_("its last day, where it was ended")),
            Column("merged_into", TEXT, N_("the organization that took its place")),
            Column("place", COUNT, N_("its position among all, from 0")),
        ),
        "org",
    ),
    Table(
        "ancestry",
        N_("each organization with itself and all its ancestors"),
        (
            Column("org", SAID, N_("its name on the command line")),
            Column("above", SAID, N_("itself, its parent, and so on")),
            Column("distance", COUNT, N_("0 for itself, 1 for the parent")),
        ),
        "above, org",
    ),
    Table(
        "officers",
        N_("the officers: posts, never names of people"),
        (
            Column("org", SAID, N_("the organization")),
            Column("officer", SAID, N_("the name of the post on the command line")),
            Column("place", COUNT, N_("its position in the organization's file")),
            Column("post", SAID, N_("the post")),
            Column("role", SAID, "head, deputy, liaison, staff"),
            Column("email", TEXT, N_("the e-mail address git knows the officer by")),
            Column("since", TEXT, N_("first day in the post")),
            Column("until", TEXT, N_("last day in the post")),
        ),
        "org, officer, place",
    ),
    Table(
        "prompts",
        N_("the checklist"),
        (
            Column("place", COUNT, N_("its position, from 0")),
            Column("prompt", SAID, N_("its name")),
            Column("aspect", SAID, N_("the aspect, from the vocabulary")),
            Column("text", SAID, N_("the question")),
        ),
        "place",
    ),
    Table(
        "words",
        N_("the vocabularies of the campaign"),
        (
            Column("vocabulary", SAID, "source, kind, field, level, aspect, trigger, linked_work, tags, …"),
            Column("key", SAID, N_("the word in the files")),
            Column("place", COUNT, N_("its position, from 0")),
            Column("word", SAID, N_("the word shown to readers")),
        ),
        "vocabulary, key",
    ),
    Table(
        "rounds",
        N_("the rounds of self-examination"),
        (
            Column("org", SAID, N_("the organization")),
            Column("round", SAID, N_("the name of the round")),
            Column("opened", SAID, N_("the day it was opened")),
            Column("subjects", COUNT, N_("the number of subjects who examine themselves")),
            Column("named", SAID, N_("these subjects, as a JSON list")),
            Column("pass", TEXT, "political, thought, problems"),
        ),
        "org, round",
    ),
    Table(
        "answers",
        N_("the answers to the checklist, each from its day to the next answer to the same prompt"),
        (
            Column("org", SAID, N_("the organization")),
            Column("round", SAID, N_("the name of the round")),
            Column("subject", SAID, N_("who examined themselves: team, or an officer")),
            Column("prompt", SAID, N_("the checklist prompt it answers")),
            SINCE,
            UNTIL,
            Column("answer", SAID, "clear, problem, not-applicable"),
            Column("reason", TEXT, N_("the reason for a nil return")),
            Column("found", TEXT, N_("the id of the registered problem")),
            Column("counts", COUNT, N_("whether it counts as an answer: a problem, or a nil return with a reason")),
        ),
        "org, round, subject, prompt, since",
    ),
    Table(
        "problems_found",
        N_("the problems registered in a round, whatever was answered later; one row per problem"),
        (
            Column("org", SAID, N_("the organization")),
            Column("round", SAID, N_("the name of the round")),
            Column("id", SAID, N_("the id of the problem: problems.id")),
            Column("subject", SAID, N_("who examined themselves: team, or an officer")),
            Column("prompt", SAID, N_("the checklist prompt it answers")),
            Column("since", SAID, N_("the day of the answer")),
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

MEANING: Final = 12
"""Raised whenever the same file would give other rows than before."""

APPLICATION: Final = 0x7969616E
"""``yian`` in ASCII: what the file says it is."""
