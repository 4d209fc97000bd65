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
        N_("The close-out gate (销号关口): what a problem needs before it is struck off"),
        (
            N_(
                "`yian close` asks all of it at once, and says of each check that is not met what is missing and what"
                " to do; `yian submit` does so for the unit's part."
            ),
            N_(
                "Of the unit, asked at `yian submit` already: triad (symptom, root cause, measure and goal),"
                " cause-depth (a cause beyond shortcomings of work), measures-done (at least one, all completed),"
                " evidence (each measure has a file, unchanged since), effect (what is so now, and no copy of another"
                " text), rule (made or revised, or why none), wider (举一反三 done, or why not)."
            ),
            N_(
                "Of others, asked at the close: term (a long-term problem has reached its date), endorsed (by the head"
                " of the unit), independent (passed by one who may judge), standards (in key fields and from serious"
                " up, an inspector answered 四个决不放过, all yes), publicity (where the campaign demands it, ended"
                " without an open objection), notices (none unanswered)."
            ),
            N_(
                "A minor problem to be rectified at once needs only triad, measures-done, evidence, effect and"
                " independent. `--waive CODE=REASON`, at the pass or the close, does without a check: at most two a"
                " close as a rule, never without a judge, and counted in every report."
            ),
        ),
    ),
    "days": Topic(
        N_("Days: how they are written, and which of them counts"),
        (
            N_(
                "Days are read as people write them: 2026-06-30, 2026/6/30, 2026.6.30, 2026年6月30日, 6月30日 (of this"
                " year), 6月底, 今天, 明天, 下周五, 本月15日, 3天后; a week begins on Monday. A deadline may be a"
                " length of time: 15日内, 一个月内, 立行立改. What may be two days is refused, so is a day of the lunar"
                " calendar, and a day that does not exist is told so."
            ),
            N_(
                "An entry has two days: the one on which it was recorded, and with --on the one on which it took"
                " effect, never later. Status, completion and ageing go by the day of effect. Whether a deadline was"
                " met goes by the day of effect where office or inspectors recorded about others, else by the day of"
                " recording; what is decided by an earlier day than the recorded one is counted as backdated (补录)."
            ),
            N_(
                "The original deadline stays for ever; one that was granted later stands beside it. --as-of answers for"
                " any day, in the time zone of the campaign. An entry recorded by a clock that ran ahead is put right"
                " with `yian redate`."
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
                "Register, plan, report progress and submit: the problem's own unit, those above it, or the office."
                " Endorse: the head of the unit. Review, close, look back, grant time, void, number: the office or the"
                " inspectors. Organizations, officers, checklist and settings: the office, or anyone until it has an"
                " officer."
            ),
            N_(
                "Nobody judges their own work: not who owns or leads the problem or a measure of it, completed one,"
                " submitted, endorsed or asked for time. In key fields and from serious up, who closes did not review."
            ),
            N_(
                "Who records is said with --by ORG/OFFICER, with YIAN_BY, or by the e-mail address in git's settings"
                " and in org.toml. The office types for somebody without a terminal with --for, which is counted"
                " (代录)."
            ),
        ),
    ),
    "git": Topic(
        N_("Git: sharing a ledger, and proving it"),
        (
            N_(
                "A ledger is a folder of text files, and git carries it between people. Each command commits what it"
                " recorded where yian.toml says `commit = true`. `yian sync` fetches, merges, verifies and pushes:"
                " that is all most people need."
            ),
            N_(
                "After `git clone`, run `yian setup` once. Two who recorded in one problem are merged; what the rules"
                " refuse together is explained, `yian yield` gives way with one's own, and `yian resolve` settles the"
                " rest."
            ),
            N_(
                "`yian verify` checks the files, `yian verify --history` proves from the commits that nothing was"
                " changed afterwards and that each entry was made by one who may. `yian log` says who recorded what,"
                " `yian diff` what changed. Without git everything else works; put the folder under git as soon as"
                " you can."
            ),
        ),
    ),
    "figures": Topic(
        N_("Figures: how each is counted"),
        (
            N_(
                "Each figure has one definition, in the table, in JSON, in the workbook and on the page alike, for any"
                " organization and any day."
            ),
        ),
    ),
    "import": Topic(
        N_("Bringing in what there is: ledgers, rosters, workbooks"),
        (
            N_(
                "`yian import FILE` reads a ledger kept in a spreadsheet (xlsx, csv) and shows first what it"
                " would record, row by row; with --apply it is recorded, all or nothing, in one commit. A heading that"
                " it does not know is named in a mapping: `yian import FILE --new-map -o NAME.toml` writes one to be"
                " completed."
            ),
            N_(
                "Only what is sure is brought in: what looks like a problem that is there is asked about, an empty cell"
                " is nothing, and 是否销号 closes nothing. --skip leaves rows out by name."
            ),
            N_(
                "`yian import orgs FILE` reads organizations and posts. For units without a terminal `yian export xlsx"
                " --org ORG` writes a workbook to be filled in, and `yian import` of it shows what changed, cell by"
                " cell."
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
