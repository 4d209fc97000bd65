"""The tables of the index about notices, rules, meetings, what stands in registers, and cases: see :mod:`schema`."""

from typing import Final

from yiananlib.index.tables import COUNT, ENTRY, MATTER, SAID, SINCE, TEXT, UNTIL, Column, Table
from yiananlib.messages import N_
from yiananlib.store import kinds

MATTERS: Final = (
    Table(
        "matters",
        N_("notices, rules, meetings and what stands in registers; a row each"),
        (
            Column("matter", "INTEGER", N_("the key used by other tables; changes whenever the file does")),
            Column("kind", SAID, ", ".join(kinds.MATTERS)),
            Column("org", SAID, N_("the organization whose folder holds it")),
            Column("id", SAID, N_("its file name; `org/id` names it on the command line")),
            Column("since", SAID, N_("the day of its first entry")),
            Column("title", SAID, N_("its title")),
            Column("data", SAID, N_("all fields of its head, as a JSON object")),
        ),
        "matter",
        rowid=True,
    ),
    Table(
        "matter_spans",
        N_("the status of each matter, as day intervals without gaps"),
        (
            MATTER,
            SINCE,
            UNTIL,
            Column("status", SAID, N_("its status, such as issued or done")),
            Column("due", TEXT, N_("the deadline for what was awaited")),
            Column("lies_with", SAID, N_("the organization with which it lies: its own, or the one it was given to")),
        ),
        "matter, since",
    ),
    Table(
        "matter_entries",
        N_("everything recorded about matters, in order of recording"),
        (
            MATTER,
            *ENTRY,
        ),
        "matter, number",
    ),
    Table(
        "matter_links",
        N_("what each matter refers to"),
        (
            MATTER,
            Column("what", SAID, "problem, org, officer, finding, case"),
            Column("name", SAID, N_("its name: the id of a problem, otherwise as on the command line")),
        ),
        "what, name, matter",
    ),
    Table(
        "cases",
        N_("the cases the campaign learns from"),
        (
            Column("name", SAID, N_("its name on the command line")),
            Column("opened", SAID, N_("the day it was received")),
            Column("title", SAID, N_("its title")),
            Column("summary", TEXT, N_("the summary")),
            Column("round", TEXT, N_("the round of self-examination that it opens")),
            Column("orgs", SAID, N_("the organizations that are asked, each with all below it, as JSON; [] for all")),
        ),
        "name",
    ),
    Table(
        "findings",
        N_("the numbered findings of the cases"),
        (
            Column("case_name", SAID, N_("the case: cases.name")),
            Column("number", COUNT, N_("its number; `case/number` names it")),
            Column("text", SAID, N_("what was found")),
        ),
        "case_name, number",
    ),
    Table(
        "tasks",
        N_("the tasks arising from the cases"),
        (
            Column("case_name", SAID, N_("the case: cases.name")),
            Column("number", COUNT, N_("its number in the case")),
            Column("due", TEXT, N_("the deadline (inclusive)")),
            Column("findings", SAID, N_("the numbers of the findings it addresses, as a JSON list")),
            Column("orgs", SAID, N_("the organizations it is assigned to, as a JSON list; empty for all")),
            Column("text", SAID, N_("what will be done")),
        ),
        "case_name, number",
    ),
)
"""In the order in which they are made."""
