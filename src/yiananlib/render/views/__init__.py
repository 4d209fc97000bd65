"""What services return, and how it is told: a row each."""

from typing import Final, NamedTuple

ONLY: Final = "the only one of the document"
"""Where the table of a view is."""


class View(NamedTuple):
    """A row: a module, and the functions of it that lay a result out as what formats need; "" where none does.

    ``of_campaign``: it is handed on, and speaks the campaign's language as text, too.
    """

    module: str
    document: str
    json: str
    table: str = ""
    calendar: str = ""
    of_campaign: bool = False


VIEWS: Final = {
    "Recorded": View("outcome", "recorded", "recording.recorded"),
    "RecordedMatter": View("outcome", "recorded_matter", "matters.recorded"),
    "Corrected": View("outcome", "corrected", "recording.corrected"),
    "Undone": View("outcome", "undone", "git.undone"),
    "GateUnmet": View("outcome", "gate", "recording.gate"),
    "Begun": View("outcome", "begun", "recording.begun"),
    "Defined": View("outcome", "defined", "recording.defined"),
    "Progress": View("outcome", "progress", "recording.progress"),
    "Kept": View("outcome", "kept", "recording.kept"),
    "Rejected": View("outcome", "rejected", "recording.rejected"),
    "Verified": View("outcome", "verified", "git.verified"),
    "Resolved": View("merging", "resolved", "git.resolved"),
    "Yielded": View("merging", "yielded", "git.yielded"),
    "Driven": View("merging", "driven", "git.driven"),
    "SetUp": View("merging", "set_up", "git.set_up"),
    "Synced": View("merging", "synced", "git.synced"),
    "Proved": View("outcome", "proved", "git.proved"),
    "Listing": View("listing", "problems", "reading.listing", ONLY),
    "Orgs": View("listing", "organizations", "reading.orgs", ONLY),
    "Officers": View("listing", "officers", "reading.officers", ONLY),
    "Prompts": View("listing", "prompts", "reading.prompts", ONLY),
    "Shown": View("problem", "shown", "reading.shown"),
    "Matters": View("matters", "listed", "registers.listed", ONLY),
    "ShownMatter": View("matters", "shown", "registers.shown"),
    "CaseAdded": View("cases", "added", "registers.added"),
    "Cases": View("cases", "listed", "registers.cases", ONLY),
    "ShownCase": View("cases", "shown", "registers.shown_case"),
    "Tasks": View("cases", "tasks", "registers.tasks", "rows"),
    "Rounds": View("rounds", "rounds", "registers.rounds", "rows"),
    "Notices": View("notices", "listed", "matters.notices", ONLY),
    "ShownNotice": View("notices", "shown", "matters.shown_notice"),
    "Due": View("due", "due", "reading.due"),
    "Linted": View("lint", "lint", "reading.linted"),
    "Reminders": View("reminders", "reminders", "reading.reminders", calendar="calendar", of_campaign=True),
    "Answer": View("sql", "answer", "reading.answer", "rows"),
    "Tables": View("sql", "tables", "reading.tables"),
    "Report": View("report", "report", "reading.report"),
    "Ledger": View("ledger", "", "", "rows"),
    "BurnDown": View("burn_down", "burn_down", "views.burn_down", "rows"),
    "Sweep": View("sweep", "sweep", "views.sweep", "rows"),
    "Common": View("prevalence", "common", "views.common", "rows"),
    "Plan": View("look_backs", "look_backs", "views.look_backs", "rows"),
    "Ranking": View("ranking", "ranking", "views.ranking", "rows"),
    "Backdating": View("backdating", "backdating", "views.backdating", "rows"),
    "History": View("history", "log", "git.history", ONLY),
    "Comparison": View("history", "comparison", "git.comparison"),
}
"""By the name of its type, so that none is loaded but that which is shown."""
