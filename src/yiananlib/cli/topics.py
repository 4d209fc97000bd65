"""What `yian help` explains besides commands: a topic each."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from yiananlib.messages import N_, _, everywhere


class Topic(NamedTuple):
    """``title`` is what it is about, ``text`` its paragraphs; those that begin with two blanks stay as they are."""

    title: str
    text: tuple[str, ...]


TOPICS: Final[dict[str, Topic]] = {
    "gate": Topic(
        N_("The close-out gate (销号关口): what a problem needs to be closed"),
        (
            N_(
                "`yian close` checks everything at once, and says for each unmet check what is missing and"
                " what to do; `yian submit` does so for the unit's part."
            ),
            N_(
                "Required of the unit, and checked by `yian submit` already: triad (symptom, root cause,"
                " measure and goal), cause-depth (a cause beyond shortcomings of work), measures-done (at"
                " least one measure, all completed; of one that comes back, every occurrence due by then answered or"
                " excused), evidence (a file for each measure, unchanged since and"
                " not expired when submitted), effect (what is different now, not copied from another text),"
                " rule (made or revised, or why none), wider (举一反三 done, or why not)."
            ),
            N_(
                "Required of others, and checked at the close: term (a long-term problem has reached its"
                " date), endorsed (by the head of the unit), independent (passed by an officer who may"
                " judge), looked-wider (of a general problem: each unit that is asked has answered, and the rules that"
                " name it are done), standards (in key fields and for severity “serious” and above, an inspector"
                " answered 四个决不放过, all yes), accepted (if the campaign requires it, the registration has its"
                " serial number), publicity (if the campaign requires it, ended without an"
                " open objection), notices (none unanswered)."
            ),
            N_(
                "A minor problem to be rectified at once only needs triad, measures-done, evidence, effect"
                " and independent. `--waive CODE=REASON`, at the pass or the close, waives a check: usually"
                " at most two per close, never the independent judge, and counted in every report."
            ),
        ),
    ),
    "days": Topic(
        N_("Days: how to write them, and which of them counts"),
        (
            N_(
                "Days are read as people write them: 2026-06-30, 2026/6/30, 2026.6.30, 2026年6月30日,"
                " 6月30日 (this year), 6月底, 今天, 明天, 下周五, 本月15日, 3天后; weeks begin on Monday. A"
                " deadline may be a length of time: 15日内, 一个月内, 立行立改. Ambiguous days, days of the"
                " lunar calendar and days that do not exist are refused."
            ),
            N_(
                "An entry has two days: the day it was recorded and, with --on, the day it took effect,"
                " which is never later. Status, completion and ageing use the effective day. Whether a"
                " deadline was met depends on the effective day for what the office or the inspectors record"
                " about others, and on the recorded day for everything else; an entry that decides lateness"
                " and took effect before the day it was recorded counts as backdated (补录)."
            ),
            N_(
                "The original deadline stays forever; a later one that was granted is shown beside it."
                " --as-of answers for any day, in the campaign's time zone. Use `yian redate` to correct an"
                " entry recorded by a clock that ran ahead."
            ),
            N_(
                "Working days (5个工作日) go by calendar.toml, which `yian calendar 2026` fills; a year it lacks counts"
                " Monday to Friday and is provisional. What comes back (周期) is due on fixed days from the first, on"
                " the last day of a month that is too short; a late answer moves no other. Each is named by its"
                " period: 2026-W14, 2026-04, 2026-Q2, 2026."
            ),
        ),
    ),
    "roles": Topic(
        N_("Roles: who may record what"),
        (
            N_(
                "An organization is a unit (责任单位), the office (领导小组办公室) or the inspectors (纪检监察机关). An"
                " officer is a post, not a name: head (第一责任人), deputy (班子成员), liaison (联络员) or staff."
            ),
            N_(
                "Register, plan, report progress, submit: the problem's own unit, those above it, or the"
                " office. Endorse: the head of the unit. Review, close, look back, grant time, void, number:"
                " the office or the inspectors. Organizations, officers, checklist and settings: the office,"
                " or anyone until it has an officer."
            ),
            N_(
                "Nobody judges their own work: whoever owns or leads the problem or one of its measures,"
                " completed one, submitted, endorsed or asked for time may not judge it. In key fields and"
                " for severity “serious” and above, whoever reviewed may not close."
            ),
            N_(
                "Say who is recording with --by ORG/OFFICER, YIAN_BY, or an e-mail address that is both in"
                " git's settings and in org.toml. The office records for people without a terminal with"
                " --for; such entries are counted (代录)."
            ),
        ),
    ),
    "git": Topic(
        N_("Git: sharing a ledger, and proving it"),
        (
            N_(
                "A ledger is a folder of text files, and git carries it between people. If yian.toml has"
                " `commit = true`, each command commits what it recorded. `yian sync` fetches, merges,"
                " verifies and pushes: that is all most people need."
            ),
            N_(
                "After `git clone`, run `yian setup` once. When two people record in the same problem, their"
                " entries are merged; if the rules do not allow both, yian explains the collision, `yian"
                " yield` gives way with your own entries, and `yian resolve` settles the rest."
            ),
            N_(
                "`yian verify` checks the files; `yian verify --history` proves from the commits that"
                " nothing was changed afterwards and that each entry was made by an officer allowed to."
                " `yian log` shows who recorded what, `yian diff` what changed. Everything else works"
                " without git; put the folder under git as soon as you can."
            ),
        ),
    ),
    "figures": Topic(
        N_("Figures: how each is counted"),
        (
            N_(
                "Each figure has one definition, the same in the table, in JSON, in the workbook and on the"
                " page, for any organization and any day."
            ),
        ),
    ),
    "import": Topic(
        N_("Importing existing ledgers, rosters and workbooks"),
        (
            N_(
                "`yian import FILE` reads a ledger kept in a spreadsheet (xlsx, csv) and first shows what it"
                " would record, row by row; --apply records it in one commit, all or nothing. Unknown"
                " headings are covered by a mapping: `yian import FILE --new-map -o NAME.toml` writes one"
                " for you to complete."
            ),
            N_(
                "Only what is certain is imported: a row that resembles an existing problem is asked about,"
                " an empty cell means nothing, and 是否销号 closes nothing. --skip leaves out rows by"
                " number."
            ),
            N_(
                "`yian import orgs FILE` reads organizations and posts. For units without a terminal, `yian"
                " export xlsx --org ORG` writes a workbook to be filled in, and `yian import` of it shows"
                " what changed, cell by cell."
            ),
        ),
    ),
}
"""The topics by the word that asks for them."""


def named(word: str) -> str | None:
    """Return the topic that a word asks for, by its key or what its title begins with in any language."""
    for key, topic in TOPICS.items():
        begun = (re.split("[:：(（]", title, maxsplit=1)[0].strip().casefold() for title in everywhere(topic.title))
        if word.casefold() in (key, *begun):
            return key
    return None


def text(key: str) -> str:
    """Return a topic in paragraphs, the title first."""
    topic = TOPICS[key]
    parts = [_(topic.title), *map(_, topic.text)]
    if key == "figures":
        from yiananlib.render.views.figures import definitions

        parts += definitions().text.split("\n")
    return "\n\n".join(parts)
