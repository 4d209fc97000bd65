"""How far rounds of self-examination got, as a document: a table for each round, a row for each subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yiananlib.messages import _
from yiananlib.model.calling import post
from yiananlib.model.words import PASS_WORDS
from yiananlib.render import words
from yiananlib.render.document import WIDE, Block, Cell, Column, Document, Heading, Paragraph, Table, cells
from yiananlib.render.shapes import fields

if TYPE_CHECKING:
    from yiananlib.model.calling import Names
    from yiananlib.services.reading.rounds import OfOrg, OfRound, OfSubject, Rounds


def rounds(value: Rounds) -> Document:
    """Lay out the rounds, the latest first."""
    blocks: list[Block] = []
    for row in value.rows:
        subjects = [subject for org in row.orgs for subject in org.subjects]
        said = _("Round {name}: {passed} of {subjects} subjects passed, {answered} of {expected} answered")
        heading = said.format(
            name=row.round, passed=sum(s.passed for s in subjects), subjects=len(subjects),
            answered=sum(s.answered for s in subjects), expected=sum(s.expected for s in subjects),
        )  # fmt: skip
        blocks += [Heading(heading), _table(row, value.setting.names)]
    if not blocks:
        blocks.append(
            Paragraph(_("No round has been opened. Open one with `yian examine ORG --round ROUND --everyone`."))
        )
    blocks.append(Paragraph(_("as of {day}").format(day=words.day(value.day)), "dim"))
    return Document(tuple(blocks))


def rows(value: Rounds) -> Table:
    """Return a row for each subject in each round."""
    lines = (
        (Cell(row.round), *_line(org, 0, subject, value.setting.names))
        for row in value.rows
        for org in row.orgs
        for subject in org.subjects
    )
    return Table((Column(_("Round")), *_columns()), tuple(lines))


def _table(row: OfRound, names: Names) -> Table:
    lines = (_line(org, n, subject, names) for org in row.orgs for n, subject in enumerate(org.subjects))
    return Table(_columns(), tuple(lines))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Organization")), Column(_("Opened"), "day"), Column(_("Pass")), Column(_("Subject")),
        Column(_("Answered"), "count"), Column(_("Problems found"), "count"),
        Column(_("Without a reason"), "count"), Column(_("Passed")), Column(_("Not included"), mm=WIDE),
    )  # fmt: skip


def _line(org: OfOrg, number: int, subject: OfSubject, names: Names) -> tuple[Cell, ...]:
    who = _("team") if subject.subject == "team" else names.get(f"{org.org}/{subject.subject}", subject.subject)
    first = number == 0
    return cells(
        org.name if first else "",
        (words.on(org.opened) if org.opened else Cell(_("not opened"), "yellow")) if first else "",
        _(PASS_WORDS[org.pass_]) if first and org.pass_ else "",
        who,
        f"{subject.answered}/{subject.expected}",
        subject.problems or "",
        subject.unexplained or "",
        _("all answered") if subject.passed else _("not all answered"),
        _(", ").join(post(f"{org.org}/{officer}", names, org.org) for officer in org.left_out) if first else "",
    )


def rounds_json(value: Rounds) -> dict[str, Any]:
    """Return how far rounds got."""
    return {
        "as_of": value.day,
        "org": value.org,
        "rounds": [{"round": row.round, "orgs": [_of_org(org) for org in row.orgs]} for row in value.rows],
    }


def _of_org(value: OfOrg) -> dict[str, Any]:
    return {
        **fields(value, "org name opened"),
        "pass": value.pass_,
        "subjects": [subject._asdict() | {"passed": subject.passed} for subject in value.subjects],
        "left_out": list(value.left_out),
    }
