"""The figures as tables: all of them, the few of a page, before and after, by organization and by kind.

What is shown is read from the rows of ``index.figures``: where a figure is to stand beside others it is named here, and
what is said of it besides its count and its share is a function of its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from yiananlib.index.figures import BY_NAME, DEFINITIONS, FIGURES
from yiananlib.messages import N_, _
from yiananlib.model.vocabulary import SIX_KINDS
from yiananlib.render import words
from yiananlib.render.document import Cell, Chart, Column, Paragraph, Table, cells

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from yiananlib.index.figure import Figure
    from yiananlib.index.figures import Figures
    from yiananlib.services.reading.report import Coverage, KindFigures, OrgFigures, Report

    class Counted(Protocol):
        """What a report and that of a lake both have."""

        @property
        def figures(self) -> Figures:
            """Of all."""

        @property
        def coverage(self) -> Coverage:
            """Of all."""

        @property
        def by_org(self) -> tuple[OrgFigures, ...]:
            """A row an organization, or a region."""

        @property
        def by_kind(self) -> tuple[KindFigures, ...]:
            """A row a kind."""


INDENT: Final = "  "


class Place(NamedTuple):
    """A column: the count of a figure, or its share, under ``head``."""

    figure: str
    head: str
    share: bool = False


OF_ORGANIZATIONS: Final = (
    Place("total", N_("Problems")),
    Place("closure_rate", N_("Closed")),
    Place("closure_rate", N_("Closure rate"), share=True),
    Place("completion_rate", N_("Completed")),
    Place("completion_rate", N_("Completion rate"), share=True),
    Place("overdue", N_("Overdue")),
    Place("due_soon", N_("Due soon")),
    Place("on_time_rate", N_("On time"), share=True),
)
"""What a row of an organization shows, besides how far it has examined itself."""
OF_KINDS: Final = (*OF_ORGANIZATIONS[:3], OF_ORGANIZATIONS[5])
"""What a row of a kind shows."""
BY_ORGANIZATION: Final = frozenset([*(place.figure for place in OF_ORGANIZATIONS), "coverage"])
"""The figures of :func:`by_organization`, of which some have a definition."""
HEADLINE: Final = (
    "total", "closure_rate", "completion_rate", "on_time_rate", "open", "overdue", "due_soon", "waiting",
)  # fmt: skip
MAIN: Final = (
    "total", "closure_rate", "completion_rate", "verified_rate", "open", "overdue", "due_soon", "on_time_rate_extended",
    "held_rate", "waiting", "coverage",
)  # fmt: skip
"""What a report shows on a screen; `yian report --all-figures`, and every document, shows all."""
COMPARED: Final = ("total", "closure_rate", "open", "completion_rate", "overdue", "due_soon")
COMPARED_SHARES: Final = ("closure_rate", "completion_rate", "on_time_rate", "reopen_rate")


def figures(f: Figures, coverage: Coverage, shown: Collection[str] = BY_NAME) -> Table:
    """Return the table of the figures that have a word, or of those that are to be shown."""
    values = f._asdict() | {"answered": coverage.answered, "expected": coverage.expected, "coverage": coverage.rate}
    rows = []
    for figure in FIGURES:
        if figure.word and figure.name in shown:
            count, said = _told(figure, values)
            if figure.name in _DETAILS:
                said = _DETAILS[figure.name](f)
            named = f" {coverage.round}" if figure.name == "coverage" and coverage.round else ""
            rows.append(cells(_(figure.word) + named, count, said))
    return Table((Column(_("Figure")), Column(_("Count"), "count"), Column(_("Rate or detail"))), tuple(rows))


def headline(f: Figures, yellow: int | None = None) -> Table:
    """Return the few figures that a page shows large; what is due ``yellow`` days ahead, where all say the same."""
    values, rows = f._asdict(), []
    for figure in (BY_NAME[name] for name in HEADLINE):
        count, said = _told(figure, values)
        if figure.is_share:
            of = _("{part} of {whole}").format(part=values[figure.part], whole=values[figure.whole])
            rows.append(cells(_(figure.alone), said, of))
        elif figure.name == "due_soon":
            word = _("Due within {n} days").format(n=yellow) if yellow is not None else _(figure.word)
            rows.append(cells(word, Cell(str(f.due_soon), "yellow" if f.due_soon else "", f.due_soon), ""))
        else:
            rows.append(cells(_(figure.word), count, _DETAILS[figure.name](f) if figure.name in _SAID_LARGE else ""))
    columns = (Column(_("Figure")), Column(_("Count"), "count"), Column(_("Rate or detail")))
    return Table(columns, tuple(rows), headline=True)


def before_and_after(before: Figures, after: Figures) -> Table:
    """Return the main figures of two moments beside each other: what they come to, and then the shares."""
    then, now = before._asdict(), after._asdict()
    rows = []
    for figure in (BY_NAME[name] for name in COMPARED):
        one, other = then[figure.told], now[figure.told]
        rows.append(cells(_(figure.word), one, other, f"{other - one:+d}" if other != one else ""))
    shares = (BY_NAME[name] for name in COMPARED_SHARES)
    rows += [cells(_(each.alone), words.share(then[each.name]), words.share(now[each.name]), "") for each in shares]
    columns = (
        Column(_("Figure")), Column(_("Before"), "count"), Column(_("After"), "count"),
        Column(_("Change"), "count"),
    )  # fmt: skip
    return Table(columns, tuple(rows))


def by_organization(value: Counted, called: str = "") -> Table:
    """Return the table with a row an organization, or what else rows are ``called``, and the total below them."""

    def line(name: str | Cell, f: Figures, coverage: Coverage) -> tuple[Cell, ...]:
        return cells(name, *_values(f, OF_ORGANIZATIONS), words.share(coverage.rate))

    rows = [line(INDENT * row.depth + named(row), row.figures, row.coverage) for row in value.by_org]
    rows.append(line(Cell(_("Total"), "bold"), value.figures, value.coverage))
    columns = (Column(called or _("Organization")), *_columns(OF_ORGANIZATIONS), Column(_("Answer rate"), "percent"))
    return Table(columns, tuple(rows))


def six_kinds(value: Report) -> Table:
    """Return the table with a row for each of the six kinds that has problems, and the total of these below them."""
    six = [k for k in value.by_kind if k.kind in SIX_KINDS and k.figures.total]
    rows = [cells(k.word, *_values(k.figures, OF_KINDS)) for k in six]
    rows.append(cells(Cell(_("All six"), "bold"), *_values(value.priority, OF_KINDS)))
    return Table((Column(_("Kind")), *_columns(OF_KINDS)), tuple(rows))


def named(row: OrgFigures) -> str:
    """Return the name of an organization, with the word that it is of high risk where it is marked so."""
    return _("{org} (high risk)").format(org=row.name) if row.marked else row.name


def by_kind(value: Counted, but: Collection[str] = ()) -> Table:
    """Return the table with a row a kind that has problems; some may be left out."""
    return Table(
        (Column(_("Kind")), *_columns(OF_KINDS)),
        tuple(
            cells(k.word, *_values(k.figures, OF_KINDS)) for k in value.by_kind if k.figures.total and k.kind not in but
        ),
        _("No problem is registered."),
    )


def definitions(of: Collection[str] = DEFINITIONS) -> Paragraph:
    """Say how each figure is counted, or those alone that are asked for."""
    said = [
        _("{name}: {text}").format(name=_(figure.alone if figure.is_share else figure.word), text=_(figure.definition))
        for figure in FIGURES
        if figure.definition and figure.name in of
    ]
    return Paragraph("\n".join(said), "dim")


def _columns(places: Sequence[Place]) -> list[Column]:
    return [Column(_(place.head), "percent" if place.share else "count") for place in places]


def _values(f: Figures, places: Sequence[Place]) -> list[Any]:
    values = f._asdict()
    return [_told(BY_NAME[place.figure], values)[place.share] for place in places]


def _told(figure: Figure, values: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return the count of a figure, of how many where not of all, and its share, or nothing."""
    count = told = values[figure.told]
    if figure.whole and figure.whole != "total":
        told = _("{part} of {whole}").format(part=count, whole=values[figure.whole])
    elif figure.name in _ALARMING:
        told = Cell(str(count), "red" if _ALARMING[figure.name](values) else "", count)
    return told, words.share(values[figure.name]) if figure.is_share else ""


def ageing(f: Figures) -> Chart:
    """Return how many are open by their age in days, drawn."""
    rows = tuple(cells(days, problems) for days, problems in f.ageing.items())
    return Chart(Table((Column(_("Days")), Column(_("Open"), "count")), rows), 1)


def _open(f: Figures) -> str:
    return "  ".join(f"{word} {n}" for word, n in words.open_by_status(f))


def _with_mean(rate: float | None, mean: float | None) -> str:
    if mean is None:
        return words.percent(rate)
    return _("{rate}, {mean} days on average").format(rate=words.percent(rate), mean=words.number(mean))


def _mean_median(f: Figures) -> str:
    if not f.close_days_of:
        return words.NOTHING
    return _("mean {mean}, median {median}").format(
        mean=words.number(f.close_days_mean), median=words.number(f.close_days_median)
    )


def waiting(f: Figures) -> str:
    """Say with whom what was submitted waits, and for how long."""
    if not f.waiting:
        return ""
    return _("office {office}, inspectors {inspectors}; median {median} days, longest {longest}").format(
        office=f.waiting_office,
        inspectors=f.waiting_inspectors,
        median=words.number(f.waiting_days_median),
        longest=f.waiting_days_longest,
    )


def _contested(f: Figures) -> str:
    if not f.contested:
        return ""
    return _("undecided {open}, upheld {upheld}, dismissed {dismissed}").format(
        open=f.contested_open, upheld=f.contested_upheld, dismissed=f.contested_dismissed
    )


def _unaccepted(f: Figures) -> str:
    if not f.unaccepted:
        return ""
    return _("median {median} days, longest {longest}").format(
        median=words.number(f.unaccepted_days_median), longest=f.unaccepted_days_longest
    )


def _backdated(f: Figures) -> str:
    if not f.backdated:
        return ""
    return _("confirmed {confirmed}, not confirmed {others}; {mean} days on average").format(
        confirmed=f.backdated_confirmed,
        others=f.backdated - f.backdated_confirmed,
        mean=words.number(f.backdated_days_mean),
    )


def _total(f: Figures) -> str:
    parts = (
        _("not including {n} voided").format(n=f.voided) if f.voided else "",
        _("{n} transferred to another unit").format(n=f.transferred) if f.transferred else "",
        _("{n} taken over from another unit or ledger").format(n=f.received) if f.received else "",
    )
    return "  ".join(filter(None, parts))


_ALARMING: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "overdue": lambda values: values["overdue"] > 0,
    "backdated": lambda values: values["backdated"] > values["backdated_confirmed"],
}
"""Counts that are shown in red, and when."""

_DETAILS: Final[Mapping[str, Callable[[Figures], str]]] = {
    "total": _total,
    "open": _open,
    "extension_rate": lambda f: _with_mean(f.extension_rate, f.extension_days_mean),
    "contested": _contested,
    "blocked": lambda f: _("for {n} organizations in all").format(n=f.blocked_orgs) if f.blocked else "",
    "waiting": waiting,
    "unaccepted": _unaccepted,
    "backdated": _backdated,
    "close_days_mean": _mean_median,
    "lateness": lambda f: "  ".join(f"{days}: {n}" for days, n in f.lateness.items()) if f.overdue else "",
    "ageing": lambda f: "  ".join(f"{days}: {n}" for days, n in f.ageing.items()),
}
"""What is shown beside a count instead of its share."""
_SAID_LARGE: Final = ("total", "waiting")
"""Those for which it is shown on a page, too."""
