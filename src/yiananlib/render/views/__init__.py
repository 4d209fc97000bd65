"""What services return and how it is shown, one row each."""

from typing import Final, NamedTuple

ONLY: Final = "the only one of the document"
"""The table of the view is the only one in its document."""


class View(NamedTuple):
    """A row: a module, and its functions that turn a result into what formats need; "" where there is none.

    A document also has a JSON form (``document`` and ``document_json``), and is written as a workbook unless ``sheets``
    makes another. ``of_campaign``: it is passed on to others, so that its text is in the campaign's language, too.
    ``paged`` makes the version for a screen, if it differs. ``aside`` returns lines to be printed beside its text and,
    at a terminal, the possible next steps.
    """

    module: str
    document: str
    table: str = ""
    calendar: str = ""
    of_campaign: bool = False
    paged: str = ""
    sheets: str = ""
    aside: str = ""

    @property
    def page(self) -> str:
        """The function that lays it out for a screen."""
        return self.paged or self.document

    @property
    def json(self) -> str:
        """The function that shapes the JSON, as lists, dictionaries and scalars."""
        return f"{self.document}_json" if self.document else ""

    @property
    def book(self) -> str:
        """The function that makes the contents of a workbook."""
        return self.sheets or self.document


VIEWS: Final = {
    "Recorded": View("outcome", "recorded", aside="recorded_aside"),
    "RecordedMatter": View("outcome", "recorded_matter", aside="recorded_matter_aside"),
    "WhoAmI": View("whoami", "whoami"),
    "Remembered": View("whoami", "remembered"),
    "Corrected": View("outcome", "corrected"),
    "Handover": View("handover", "handover"),
    "Reform": View("reform", "reform"),
    "Undone": View("outcome", "undone"),
    "GateUnmet": View("outcome", "gate"),
    "Begun": View("outcome", "begun"),
    "Defined": View("outcome", "defined"),
    "Progress": View("outcome", "progress"),
    "Kept": View("outcome", "kept"),
    "Rejected": View("outcome", "rejected"),
    "Verified": View("outcome", "verified"),
    "Resolved": View("merging", "resolved"),
    "Yielded": View("merging", "yielded"),
    "Driven": View("merging", "driven"),
    "SetUp": View("merging", "set_up"),
    "Synced": View("merging", "synced"),
    "Proved": View("outcome", "proved"),
    "Listing": View("listing", "problems", ONLY),
    "Ids": View("listing", "ids"),
    "Dossier": View("dossier", "handed"),
    "Examined": View("dossier", "examined"),
    "Orgs": View("listing", "organizations", ONLY),
    "Officers": View("listing", "officers", ONLY),
    "Prompts": View("listing", "prompts", ONLY),
    "Shown": View("problem", "shown"),
    "Matters": View("matters", "listed", ONLY),
    "ShownMatter": View("matters", "shown"),
    "ShownCampaign": View("campaign", "shown"),
    "CalendarFilled": View("calendar", "filled"),
    "CaseAdded": View("cases", "added"),
    "Cases": View("cases", "listed", ONLY),
    "ShownCase": View("cases", "shown"),
    "Tasks": View("cases", "tasks", "rows"),
    "Rounds": View("rounds", "rounds", "rows"),
    "Notices": View("notices", "listed", ONLY),
    "ShownNotice": View("notices", "shown"),
    "Due": View("due", "due"),
    "Linted": View("lint", "lint"),
    "Messages": View("urging", "messages", of_campaign=True),
    "Reminders": View("reminders", "reminders", calendar="calendar", of_campaign=True),
    "Roster": View("roster", "roster"),
    "FiledFolder": View("evidence", "folder"),
    "Kinds": View("schemas", "kinds", ONLY),
    "Installed": View("schemas", "installed"),
    "Answer": View("sql", "answer", "rows"),
    "Tables": View("sql", "tables"),
    "Report": View("report", "report"),
    "LakeReport": View("lake_report", "report", "rows"),
    "LakePage": View("lake_report", "", paged="page"),
    "LakeComparison": View("lake_report", "comparison"),
    "LakeOrgs": View("lake_report", "organizations", ONLY),
    "Page": View("page", "", paged="page"),
    "Ledger": View("ledger", "", "rows"),
    "Bulletin": View("bulletin", "bulletin"),
    "Brief": View("brief", "brief", "rows"),
    "Sheets": View("notice_sheets", "sheets"),
    "Account": View("account", "account", "rows"),
    "LedgerBook": View("ledger_book", "", sheets="sheets"),
    "UnitBook": View("unit_book", "", sheets="sheets"),
    "BurnDown": View("burn_down", "burn_down", "rows"),
    "Sweep": View("sweep", "sweep", "rows"),
    "Members": View("members", "members", "rows"),
    "Common": View("common_problems", "common", "rows"),
    "Cleared": View("cleared", "cleared", "rows"),
    "Ending": View("ending", "ending", "rows"),
    "Heads": View("leadership", "heads", "head_rows"),
    "Stages": View("stages", "stages", "rows"),
    "WhatHeld": View("what_held", "what_held", "rows"),
    "Similar": View("similar", "similar", "rows"),
    "Breakdown": View("breakdown", "breakdown", "rows"),
    "Plan": View("look_backs", "look_backs", "rows"),
    "Ranking": View("ranking", "ranking", "rows"),
    "Backdating": View("backdating", "backdating", "rows"),
    "History": View("history", "log", ONLY),
    "Comparison": View("history", "comparison"),
    "HandedOver": View("lake", "handed_over"),
    "Collected": View("lake", "collected"),
    "Bundled": View("bundle", "bundled"),
    "Imported": View("importing", "imported"),
    "UnitImported": View("unit_import", "brought"),
    "Continued": View("import_open", "continued"),
    "Rejects": View("importing", "", "rejects", sheets="rejects_book"),
}
"""By the name of its type, so that none is loaded but that which is shown."""
