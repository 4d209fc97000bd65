"""The commands by section, each with its one-line summary. The module of a command is found by its name.

A name of two words, such as ``export xlsx``, is a command below ``export``.
"""

from typing import Final

from yiananlib.messages import N_

SECTIONS: Final[dict[str, dict[str, str]]] = {
    N_("Begin"): {
        "init": N_("Create a new ledger, ready to use."),
        "add-org": N_("Add an organization."),
        "add-officer": N_("Add an officer (a post) to an organization."),
        "import orgs": N_("Import organizations and their posts from a spreadsheet."),
        "import open": N_("Take over what is open in the ledger of the campaign before."),
        "add-case": N_("Add a case with its findings and tasks."),
        "add-prompt": N_("Add a question to the checklist."),
        "calendar": N_("Enter the working days of a year in the ledger."),
        "edit": N_("Edit a definition file; an invalid one is not saved."),
        "group": N_("Record a leading or working group, its change or its end."),
        "demo": N_("Play through a whole campaign in a temporary folder."),
    },
    N_("Examine"): {
        "examine": N_("Take an organization through the checklist."),
        "add-problem": N_("Register a problem."),
        "import": N_("Import a spreadsheet of problems; preview first, --apply records."),
        "add-meeting": N_("Call a meeting, or record one that was held."),
        "meeting": N_("Record the outcome of a meeting, and what it found."),
        "opinion": N_("Record an opinion that was collected, assign it, answer it."),
    },
    N_("Rectify"): {
        "add-measure": N_("Add a measure to a problem."),
        "progress": N_("Record progress."),
        "done": N_("Record that a measure was carried out."),
        "add-evidence": N_("Copy supporting files into the ledger."),
        "extend": N_("Ask for more time, or grant or deny it."),
        "contest": N_("Object to a problem as head of the unit, or decide an objection."),
        "blocked": N_("Record that a problem waits for another organization, or no more."),
        "excuse": N_("Excuse one occurrence of a measure that comes back."),
        "amend": N_("Correct a registered problem, with a reason."),
        "add-rule": N_("List a rule that exists or is missing."),
        "rule": N_("Decide on a rule, or record that it was carried out."),
        "wider": N_("Make a problem a general one, or answer for your unit (举一反三)."),
        "handover": N_("Hand over all open work of a post to another."),
        "note": N_("Add a remark without changing anything."),
    },
    N_("Close out"): {
        "endorse": N_("Sign off the rectification as head of the unit."),
        "submit": N_("Submit a problem to be closed."),
        "withdraw": N_("Withdraw a submission."),
        "review": N_("Pass or return a submission."),
        "publicise": N_("Record publicity of the result, and objections to it."),
        "close": N_("Close a problem if the gate is met."),
        "look-back": N_("Look back at a closed problem."),
        "sample": N_("Draw by chance which closed problems to look back at."),
        "reopen": N_("Reopen a closed problem."),
        "void": N_("Exclude a problem registered in error from the figures."),
        "transfer": N_("Move a problem to the unit that must answer for it."),
        "number": N_("Give a problem its official serial number."),
        "redate": N_("Correct the recording day of an entry made by a clock that ran ahead."),
        "retract": N_("Take back a measure, evidence or a completion recorded by mistake."),
        "undo": N_("Undo your newest record, if nobody else has it yet."),
    },
    N_("Supervise"): {
        "due": N_("Show what needs doing, and by whom."),
        "remind": N_("Write reminders of what is waiting for each officer."),
        "urge": N_("Record that a unit was urged, and what came of it."),
        "notice": N_("Send a supervision notice, or act on one."),
        "reply": N_("Reply to a supervision notice, or acknowledge it."),
        "lint": N_("Question rectification that may exist only on paper."),
        "handle": N_("Record how many people were dealt with, and in which form."),
        "hold-account": N_("Record how many people were held to account, and for what."),
        "accountability": N_("Record what was decided about a case: people, organizations, money."),
        "mark": N_("Mark an organization as of high risk, or lift the mark."),
        "commendation": N_("Record who acted and was backed, by which mechanism."),
        "press": N_("Record what was published of a case or a result."),
        "dispatch": N_("Record what was sent upward, and what was said to it."),
        "rate": N_("Rate the effect of a closed problem by the five looks."),
    },
    N_("Read"): {
        "list": N_("List problems, organizations, officers or prompts."),
        "show": N_("Show one record in full."),
        "report": N_("Report the figures of an organization or the county."),
        "similar": N_("Show similar problems and which of their closes held."),
        "compare": N_("Show what changed between two days or commits."),
        "log": N_("Show who recorded what, newest first."),
        "diff": N_("Show what changed since a commit, or between two."),
        "sql": N_("Query the tables behind the figures."),
    },
    N_("Keep"): {
        "verify": N_("Verify every file of the ledger."),
        "hook": N_("Verify a push, as a hook of a shared repository."),
        "resolve": N_("Merge what git left unmerged."),
        "yield": N_("Settle a collision by withdrawing your own entries."),
        "sync": N_("Fetch, merge, verify and push."),
        "setup": N_("Set up this clone so that git merges records correctly."),
        "schema": N_("Print or install JSON Schemas for editors to check files with."),
        "export json": N_("Export the whole ledger as one JSON document; `yian import` reads it."),
        "export jsonl": N_("Export the whole ledger as JSON, one line per file; `yian import` reads it."),
        "export csv": N_("Export the whole ledger as CSV, one row per value; `yian import` reads it."),
        "export xlsx": N_("Export the ledger as a workbook, one sheet per unit."),
        "export dossier": N_("Export everything about problems as one self-contained file (一案一档)."),
        "export parquet": N_("Hand over the ledger to a city or province, as Parquet files."),
        "collect": N_("Collect the hand-overs of ledgers in a lake."),
        "whoami": N_("Show who is recording here, how that is known, and what they may do."),
        "as": N_("Remember for this clone who is recording."),
        "completion": N_("Print the completion script for a shell."),
        "help": N_("Explain a command or a topic: gate, days, roles, git, figures, import."),
    },
}

SUMMARIES: Final[dict[str, str]] = {
    name: summary for commands in SECTIONS.values() for name, summary in commands.items()
}

HIDDEN: Final[dict[str, str]] = {
    "merge-driver": N_("Merge one file, called by git."),
    "textconv": N_("Print a problem's file for comparison by git."),
}
"""Commands that git calls, once `yian setup` told it; no table shows them."""

COMMANDS: Final[dict[str, str]] = SUMMARIES | HIDDEN


def module_of(command: str) -> str:
    """Return the module that holds a command."""
    name = "import_" if command == "import" else command  # what Python calls a statement, it does not import by name
    return "yiananlib.cli.commands." + name.replace("-", "_").replace(" ", "_")
