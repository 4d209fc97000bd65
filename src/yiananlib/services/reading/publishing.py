"""The public version of what a service returns: what the allow-list of ``model.public`` names, and figures.

It is made before anything is laid out, so that no view and no format can show what is not there any more. A result
whose type has no row here has no public version, and what a row does not name is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import AnswerNo, UsageProblem
from yiananlib.messages import N_, _
from yiananlib.model.field_words import FIELD_WORDS
from yiananlib.model.public import HEADS, PROBLEM, READ, SHOWN, UNIT, How, NoRows, NoText, Reader, left_out

if TYPE_CHECKING:
    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.values import Said, Whole


class Part(Enum):
    """How a field of a result is shown that is no field of a record."""

    FIGURES = "figures"
    """Numbers and days, however deep; a text among them is a bug."""
    INSIDE = "inside"
    """Results, each by its own row; words of enumerations besides."""
    UNITS = "units"
    """What readers call organizations; officers are left out."""
    OPEN = "open"
    """Matters of the kinds that have a public form; that there are others is not told."""


FIGURES, INSIDE, UNITS, OPEN = Part.FIGURES, Part.INSIDE, Part.UNITS, Part.OPEN

_TOLD: Final[Mapping[str, How | Part]] = {"day": SHOWN, "setting": INSIDE, "org": SHOWN, "org_name": SHOWN}
"""How everything begins that the campaign office reads. The commit is left out: the public has no ledger to look in."""
_NAMED: Final[Mapping[str, How | Part]] = {"org": SHOWN, "org_name": SHOWN, "id": SHOWN, "title": PROBLEM["title"]}
_OF_PROBLEM: Final = ("title", "kind", "field", "severity", "source", "leader", "owner", "found", "due")

RESULTS: Final[Mapping[str, Mapping[str, How | Part]]] = {
    "values.Setting": {
        "name": SHOWN, "language": SHOWN, "timezone": SHOWN, "yellow": SHOWN, "blue": SHOWN, "look_back_days": SHOWN,
        "look_back_again_days": SHOWN,
        "sprint": FIGURES, "disabled": SHOWN, "eased": SHOWN, "always": SHOWN, "standards_always": SHOWN,
        "key_fields": SHOWN, "grave": SHOWN, "words": SHOWN, "names": UNITS, "again_after_days": SHOWN,
    },
    "values.Row": {
        **_NAMED, **{name: PROBLEM[name] for name in _OF_PROBLEM}, "class_": PROBLEM["class"],
        "key": SHOWN, "number": SHOWN, "status": SHOWN, "lamp": SHOWN, "round": SHOWN, "due_extended": SHOWN,
        "overdue_days": SHOWN, "days_left": SHOWN, "measures": SHOWN, "measures_done": SHOWN, "closed_on": SHOWN,
        "reopened_on": SHOWN, "closed_before": SHOWN,
    },
    "values.Measure": {
        "number": SHOWN, "text": READ, "owner": UNIT, "due": SHOWN, "type": SHOWN, "round": SHOWN,
        "completed": SHOWN, "every": SHOWN, "occurrences": INSIDE,
    },
    "values.Occurrence": {
        "name": SHOWN, "begins": SHOWN, "due": SHOWN, "answered": SHOWN, "counted": SHOWN,
        "excused": SHOWN,
    },
    "lists.Listing": {"day": SHOWN, "setting": INSIDE, "rows": INSIDE, "total": SHOWN},
    "lists.Shown": {"whole": INSIDE, "setting": INSIDE, "day": SHOWN},
    "matter_reading.Matters": {"kind": SHOWN, "day": SHOWN, "setting": INSIDE, "rows": INSIDE},
    "matter_reading.ShownMatter": {"row": INSIDE, "setting": INSIDE, "day": SHOWN},
    "report.Report": {
        **_TOLD, "figures": FIGURES, "coverage": INSIDE, "by_org": INSIDE, "left_out": SHOWN, "by_kind": INSIDE,
        "priority": FIGURES, "late": INSIDE, "soon": INSIDE, "voided": INSIDE, "rows": INSIDE, "streamed": INSIDE,
        "accountability": FIGURES, "five_looks": INSIDE, "activity": FIGURES, "urging": FIGURES, "brief": SHOWN,
        "marked": SHOWN,
    },
    "report.Coverage": {"round": SHOWN, "answered": SHOWN, "expected": SHOWN},
    "report.OrgFigures": {
        "org": SHOWN, "name": SHOWN, "parent": SHOWN, "depth": SHOWN, "figures": FIGURES, "own": FIGURES,
        "coverage": INSIDE,
    },
    "report.KindFigures": {"kind": SHOWN, "word": SHOWN, "figures": FIGURES},
    "county_queries.Voided": {**_NAMED, "on": SHOWN, "by": UNIT},
    "five_looks.FiveLooks": {"looks": FIGURES},
    "report.Ledger": {"day": SHOWN, "setting": INSIDE, "org_name": SHOWN, "wholes": INSIDE},
    "report.LedgerBook": {"report": INSIDE, "ledger": INSIDE, "layout": SHOWN},
    "page.Page": {"report": INSIDE, "burn_down": INSIDE},
    "burn_down.BurnDown": {**_TOLD, "start": SHOWN, "end": SHOWN, "before": SHOWN, "lines": FIGURES},
    "sweep.Sweep": {**_TOLD, "rounds": INSIDE},
    "sweep.OfRound": {"round": SHOWN, "opened": SHOWN, "orgs": SHOWN, "counts": FIGURES, "by_org": INSIDE},
    "sweep.OfOrg": {"org": SHOWN, "name": SHOWN, "counts": FIGURES},
    "alike.Similar": {"day": SHOWN, "setting": INSIDE, "ref": SHOWN, "title": READ, "rows": INSIDE, "total": SHOWN},
    "alike.Like": {"whole": INSIDE, "alike": SHOWN, "outcome": INSIDE},
    "outcomes.Outcome": {"closed": SHOWN, "round": SHOWN, "result": SHOWN},
    "cleared.Cleared": {**_TOLD, "levels": FIGURES, "rows": INSIDE},
    "cleared.OfOrg": {
        "org": SHOWN, "name": SHOWN, "parent": SHOWN, "depth": SHOWN, "total": SHOWN, "closed": SHOWN,
        "overdue": SHOWN, "own_left": SHOWN,
    },
    "ranking.Ranking": {**_TOLD, "figure": SHOWN, "least": SHOWN, "ranked": INSIDE, "unranked": INSIDE},
    "ranking.Ranked": {"rank": SHOWN, "org": SHOWN, "name": SHOWN, "part": SHOWN, "whole": SHOWN, "due": SHOWN},
    "ranking.Unranked": {"org": SHOWN, "name": SHOWN, "due": SHOWN},
    "bulletin.Bulletin": {
        **_TOLD, "issuer": SHOWN, "start": SHOWN, "moved": FIGURES, "report": INSIDE, "late": INSIDE,
        "unanswered": INSIDE,
    },
    "account.Account": {"told": INSIDE, "ledger": INSIDE},
    "history.Comparison": {
        "before": INSIDE, "after": INSIDE, "org": SHOWN, "names": UNITS, "appeared": INSIDE, "closed": INSIDE,
        "received": INSIDE,
        "reopened": INSIDE, "voided": INSIDE, "overdue": INSIDE, "extended": INSIDE, "moved": INSIDE,
    },
    "history.Moment": {"name": SHOWN, "day": SHOWN, "figures": FIGURES},
    "dossier_story.Story": {
        "manifest": SHOWN, "setting": INSIDE, "office": SHOWN, "problems": INSIDE, "matters": OPEN,
    },
}  # fmt: skip
"""By type, with the module that it is of, and field. ``Whole``, ``Said`` and ``MatterRow``, which hold records, have
functions of their own."""

WHAT: Final[Mapping[str, str]] = {
    "identity": N_("an identity number"),
    "phone": N_("a telephone number"),
    "name": N_("a name"),
    "address": N_("an e-mail address"),
}
"""The doubts of ``model.public``, in words."""

_MOST: Final = 8
"""Doubts that a message names."""


def published(value: Any, units: Mapping[str, str] | None = None) -> Any:
    """Return the public version of a service's result, of the same type.

    ``units`` are what readers call organizations, by which officers are shown; without them as files do. What a ledger
    reads as it is written is read over as it is written, too.

    Raises:
        UsageProblem: it is for the office alone, and has no public version.
        AnswerNo: a text that would be public has something personal in it.
    """
    kind = _type(value)
    if kind not in RESULTS or (kind in _MATTERS and _kind_of(value) not in HEADS):
        said = _(
            "This output is for the office only and has no public version; --public is for the report, a"
            " list of problems or rules, a single one of them, `yian compare` and exports."
        )
        raise UsageProblem(said)
    reader = Reader(units)
    made = _Public(reader).result(value, "")
    settle(reader)
    return made


def settle(reader: Reader) -> None:
    """Refuse to publish what was read where something in it was doubtful.

    Raises:
        AnswerNo: a text that would be public has something personal in it.
    """
    doubts = list(dict.fromkeys(reader.doubts))
    if not doubts:
        return
    shown = [
        _("{ref}, {field}: {found} ({what})").format(
            ref=one.ref, field=_(FIELD_WORDS.get(one.field, one.field)), found=one.found, what=_(WHAT[one.what])
        )
        for one in doubts[:_MOST]
    ]
    if len(doubts) > _MOST:
        shown.append(_("and {n} more").format(n=len(doubts) - _MOST))
    said = _(
        "Not published, because the output would contain personal data: {what}. Use `yian amend` to change a"
        " title or goal, `yian retract` to take back a measure, `yian withdraw` to withdraw a submission."
    )
    raise AnswerNo(said.format(what=_("; ").join(shown)))


_MATTERS: Final = ("matter_reading.Matters", "matter_reading.ShownMatter")


def _type(value: object) -> str:
    return f"{type(value).__module__.rpartition('.')[2]}.{type(value).__name__}"


def _kind_of(value: Any) -> str:
    return str(value.row.kind if hasattr(value, "row") else value.kind)


class _Public:
    """Makes public versions; ``ref`` is the record that something belongs to."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def inside(self, value: Any, ref: str) -> Any:
        """Return results, each in its public version; they may be read as they are asked for."""
        if value is None or isinstance(value, Enum):
            return value
        if isinstance(value, Iterator):
            return self._each(value, ref)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple([self.inside(one, ref) for one in value])
        return self.result(value, ref)

    def _each(self, values: Iterator[Any], ref: str) -> Iterator[Any]:
        for value in values:
            yield self.inside(value, ref)
        settle(self.reader)

    def result(self, value: Any, ref: str) -> Any:
        """Return the public version of one result; its type has a row."""
        kind = _type(value)
        ref = getattr(value, "ref", ref)
        match kind:
            case "values.Whole":
                return self._whole(value)
            case "matter_values.MatterRow":
                return self._matter(value)
        rules = RESULTS[kind]
        names = getattr(value, "_fields", None) or value.__dataclass_fields__
        found = {name: self._field(rules.get(name), getattr(value, name), ref, name) for name in names}
        if kind == "values.Setting":
            found["public"] = True
        return type(value)(**found)

    def _field(self, how: How | Part | None, value: Any, ref: str, name: str) -> Any:
        match how:
            case None:
                return left_out(value)
            case Part.INSIDE:
                return self.inside(value, ref)
            case Part.FIGURES:
                return _figures(value)
            case Part.OPEN:
                return tuple(self._matter(row) for row in value if row.kind in HEADS)
            case Part.UNITS:
                return {key: word for key, word in value.items() if "/" not in key}
            case _:
                return self.reader.value(how, value, ref, name)

    def _whole(self, whole: Whole) -> Whole:
        ref = whole.row.ref
        said = (self._said("problem", ref, one) for one in whole.history)
        return whole._replace(
            row=self.result(whole.row, ref),
            head=self.reader.fields(PROBLEM, whole.head, ref),
            amended=NoRows(),
            submission=self._said("problem", ref, whole.submission) if whole.submission is not None else None,
            publicised=None,
            asked=None,
            measures=self.inside(whole.measures, ref),
            history=tuple(one for one in said if one is not None),
            evidence=NoRows(),
            contest=None,
            blocks=NoRows(),
        )

    def _matter(self, row: MatterRow) -> MatterRow:
        rules = HEADS.get(row.kind)
        if rules is None:  # that there is one is a figure, and no more is said of it
            nothing: dict[str, Any] = {}
            return row._replace(title=NoText(), since=row.day, status=NoText(), due=None, data=nothing, history=())
        said = (self._said(row.kind, row.ref, one) for one in row.history)
        return row._replace(
            title=self.reader.value(rules["title"], row.title, row.ref, "title"),
            data=self.reader.fields(rules, row.data, row.ref),
            history=tuple(one for one in said if one is not None),
        )

    def _said(self, kind: str, ref: str, said: Said) -> Said | None:
        """Return an entry as it counts, on its day alone; None where it does not count, or is not public."""
        if not said.counts or said.taken_back:
            return None
        data = self.reader.entry(kind, said.data, said.day, ref)
        if data is None:
            return None
        return said._replace(recorded=said.day, at=NoText(), by=self.reader.unit(said.by), data=data)


def _figures(value: Any) -> Any:
    """Return numbers and days as they are, however deep they stand; raise TypeError for anything else."""
    match value:
        case None | int() | float() | dt.date():
            return value
        case dict():
            return {key: _figures(one) for key, one in value.items()}
        case tuple() if hasattr(value, "_make"):
            return value._make(_figures(one) for one in value)
        case tuple() | list():
            return tuple(_figures(one) for one in value)
        case _:
            raise TypeError(value)
