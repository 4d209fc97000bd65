"""The commands by section, each with its one-line summary. The module of a command is found by its name.

A name of two words, such as ``export xlsx``, is a command below ``export``.
"""

from typing import Final

from yiananlib.messages import N_

SECTIONS: Final[dict[str, dict[str, str]]] = {
    N_("Begin"): {
        "init": N_("Make a new ledger, usable at once."),
        "add-org": N_("Add an organization."),
        "add-officer": N_("Add an officer (a post) to an organization."),
        "import orgs": N_("Bring in organizations and their posts from a spreadsheet."),
        "add-case": N_("Add a case with its findings and tasks."),
        "add-prompt": N_("Add a question to the checklist."),
        "edit": N_("Edit a definition file; what is not valid is not kept."),
        "group": N_("Record a leading or working group, its change or its end."),
        "demo": N_("Run through a whole campaign in a scratch folder."),
    },
    N_("Examine"): {
        "examine": N_("Walk an organization through the checklist."),
        "add-problem": N_("Register a problem."),
        "import": N_("Bring in a spreadsheet of problems; shown first, recorded with --apply."),
        "add-meeting": N_("Call a meeting, or record one that was held."),
        "meeting": N_("Record what became of a meeting, and what it found."),
        "opinion": N_("Record an opinion that was collected, assign it, answer it."),
    },
    N_("Rectify"): {
        "add-measure": N_("Add a measure to a problem."),
        "progress": N_("Record how the work goes on."),
        "done": N_("Record that a measure was carried out."),
        "add-evidence": N_("Copy supporting files into the ledger."),
        "extend": N_("Ask for more time, grant it or deny it."),
        "amend": N_("Change what a problem says, for a reason."),
        "add-rule": N_("Put a rule on the list, there or missing."),
        "rule": N_("Decide on a rule, or record that it was carried out."),
        "note": N_("Add a remark that changes nothing."),
    },
    N_("Close out"): {
        "endorse": N_("Stand for the rectification, as head of the unit."),
        "submit": N_("Ask for a problem to be struck off."),
        "withdraw": N_("Take a submission back."),
        "review": N_("Pass or return a submission."),
        "publicise": N_("Record that the result is made public, and what is objected."),
        "close": N_("Strike a problem off, if the gate is met."),
        "look-back": N_("Look again at a problem that was struck off."),
        "reopen": N_("Open a closed problem again."),
        "void": N_("Take a problem that was registered in error out of the figures."),
        "number": N_("Give a problem its official serial number."),
        "redate": N_("Say on which day an entry was recorded by a clock that ran ahead."),
        "retract": N_("Take back a measure, evidence or a completion recorded by a slip."),
        "undo": N_("Take back your newest record, if nobody has it yet."),
    },
    N_("Supervise"): {
        "due": N_("Show what is to be done, and by whom."),
        "remind": N_("Write down for each officer what waits for them."),
        "notice": N_("Send a supervision notice, or act on one."),
        "reply": N_("Answer a supervision notice, or sign for it."),
        "lint": N_("Ask about what may be rectified on paper alone."),
        "handle": N_("Record how many people were dealt with, and under which form."),
        "hold-account": N_("Record how many people were held to account, and for what."),
        "mark": N_("Mark an organization as of high risk, or lift the mark."),
        "commendation": N_("Record who acted and was backed, by which mechanism."),
        "press": N_("Record what was published of a case or a result."),
        "dispatch": N_("Record what was sent upward, and what was said to it."),
        "rate": N_("Rate the effect of a closed problem by the five looks."),
    },
    N_("Read"): {
        "list": N_("List problems, organizations, officers or prompts."),
        "show": N_("Show one record whole."),
        "report": N_("Report the figures of an organization or the county."),
        "similar": N_("Show what is like a problem, and what held there."),
        "compare": N_("Show what changed between two days or commits."),
        "log": N_("Show who recorded what, the newest first."),
        "diff": N_("Show what changed since a commit, or between two."),
        "sql": N_("Ask the tables behind the figures."),
    },
    N_("Keep"): {
        "verify": N_("Check every file of the ledger."),
        "hook": N_("Judge a push, as a hook of a shared repository."),
        "resolve": N_("Settle what git left unmerged."),
        "yield": N_("Settle a collision by giving way with your own entries."),
        "sync": N_("Fetch, merge, verify and push."),
        "setup": N_("Have git merge records as what they are, in this clone."),
        "schema": N_("Print or install JSON Schemas, by which editors check the files."),
        "export json": N_("Write the whole ledger as one JSON document; `yian import` reads it."),
        "export jsonl": N_("Write the whole ledger as JSON, a line a file; `yian import` reads it."),
        "export csv": N_("Write the whole ledger as CSV, a row a value; `yian import` reads it."),
        "export xlsx": N_("Write the ledger as a workbook, a sheet a unit."),
        "export dossier": N_("Write all there is of problems into one file that speaks for itself (一案一档)."),
        "export parquet": N_("Hand the ledger over to a city or province, as Parquet files."),
        "collect": N_("Take what ledgers hand over into a lake."),
        "whoami": N_("Say who records here, by what it is known, and what they may do."),
        "as": N_("Remember for this clone who records in it."),
        "completion": N_("Print the completion script of a shell."),
        "help": N_("Explain a command or a topic: gate, days, roles, git, figures, import."),
    },
}

SUMMARIES: Final[dict[str, str]] = {
    name: summary for commands in SECTIONS.values() for name, summary in commands.items()
}

HIDDEN: Final[dict[str, str]] = {
    "merge-driver": N_("Merge one file, as git calls it."),
    "textconv": N_("Print a problem's file as git compares it."),
}
"""Commands that git calls, once `yian setup` told it; no table shows them."""

COMMANDS: Final[dict[str, str]] = SUMMARIES | HIDDEN


def module_of(command: str) -> str:
    """Return the module that holds a command."""
    name = "import_" if command == "import" else command  # what Python calls a statement, it does not import by name
    return "yiananlib.cli.commands." + name.replace("-", "_").replace(" ", "_")
