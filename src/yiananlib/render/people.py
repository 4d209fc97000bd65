"""What people decided and how they rate the effect, as parts of a report: counts, never names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.messages import _
from yiananlib.model.words import FORM_WORDS, LOOK_WORDS
from yiananlib.render import words
from yiananlib.render.document import Block, Column, Heading, Paragraph, Table, cells

if TYPE_CHECKING:
    from yiananlib.index.values import Setting
    from yiananlib.services.reading.accountability_figures import Accountability
    from yiananlib.services.reading.five_looks import FiveLooks, Mean

QUESTIONS: Final = 20
"""Questions that a report names; JSON has all."""


def accountability(value: Accountability, setting: Setting) -> list[Block]:
    """Return the table of those dealt with and held to account; a word where nobody was."""
    heading = Heading(_("Handling and accountability"))
    if value.is_empty:
        return [heading, Paragraph(_("Nothing is recorded."))]
    rows = [cells(_(FORM_WORDS[form]), people) for form, people in value.forms.items()]
    rows += [cells(setting.word("trigger", trigger), people) for trigger, people in value.triggers.items()]
    rows += [
        cells(_("Decisions to hold to account"), value.decisions),
        cells(_("People held to account"), sum(value.triggers.values())),
        cells(_("Organizations in which somebody was"), value.orgs),
        cells(_("Organizations held to account themselves"), value.organizations),
        cells(_("Money recovered (yuan)"), value.recovered),
    ]
    return [heading, Table((Column(_("Form or trigger")), Column(_("Count"), "count")), tuple(rows))]


def five_looks(value: FiveLooks) -> list[Block]:
    """Return the means of both sides, and where they are apart; nothing where nothing was rated."""
    if not value.rated:
        return []
    columns = (Column(_("Look")), Column(_("By the units"), "count"), Column(_("By the supervisors"), "count"))
    rows = tuple(
        cells(_(LOOK_WORDS[look]), _mean(sides.unit), _mean(sides.supervisor)) for look, sides in value.looks.items()
    )
    blocks: list[Block] = [Heading(_("Effect by the five looks, 1 to 5")), Table(columns, rows)]
    if value.questions:
        said = [
            _("{ref} {title}: why is {look} rated {unit} by the unit and {supervisor} by the supervisors?").format(
                ref=q.ref, title=q.title, look=_(LOOK_WORDS[q.look]), unit=q.unit, supervisor=q.supervisor
            )
            for q in value.questions[:QUESTIONS]
        ]
        if len(value.questions) > QUESTIONS:
            said.append(_("and {n} more; `yian report --json` shows all").format(n=len(value.questions) - QUESTIONS))
        blocks.append(Paragraph("\n".join(said)))
    return blocks


def _mean(value: Mean) -> str:
    return _("{mean} of {n}").format(mean=words.number(value.mean), n=value.n) if value.n else words.NOTHING
