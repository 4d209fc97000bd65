"""Bringing in a roster: organizations and their posts from a sheet, all of them or none.

What is there already is never overwritten: it is unchanged, gets posts that it lacks, or a difference is told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model import initials, roster
from yiananlib.model.items import Said
from yiananlib.model.org import Officer, Org
from yiananlib.model.text import comparable, name_fault
from yiananlib.services.recording.begin import commit_definition, require_office
from yiananlib.services.recording.context import Context, made
from yiananlib.services.recording.import_rows import Outcome
from yiananlib.services.recording.roster_posts import Posts
from yiananlib.store import kinds, sheets
from yiananlib.store.transaction import writing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from yiananlib.model.roster import Listed
    from yiananlib.model.sheet_layout import Aside, Column, Layout
    from yiananlib.store.ledger import Ledger

_TRIES: Final = range(2, 100)


class RosterRow(NamedTuple):
    """A row and what becomes of it: the organization's id and name, and the officers that it adds."""

    row: int
    id: str | None
    name: str
    officers: tuple[Officer, ...]
    state: Outcome
    problems: tuple[Said, ...]
    skipped: bool


class Roster(NamedTuple):
    """What a roster says, and whether it was recorded; ``said`` is what was ignored of the file."""

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    ignored: tuple[Aside, ...]
    rows: tuple[RosterRow, ...]
    said: tuple[str, ...] = ()
    applied: bool = False
    uncommitted: str | None = None

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each outcome."""
        found = Counter(row.state for row in self.rows)
        return {outcome.value: found[outcome] for outcome in Outcome}

    @property
    def in_the_way(self) -> tuple[RosterRow, ...]:
        """The rows for which nothing is recorded: in error or doubtful, and not left out by name."""
        return tuple(row for row in self.rows if row.state in (Outcome.REFUSED, Outcome.DOUBTFUL))


class Choice(NamedTuple):
    """How a roster is read: the sheet, the rows that are left out, and those that are organizations of their own.

    ``separate`` are rows whose name another organization has, too.
    """

    sheet: str | None = None
    skip: Sequence[str] = ()
    separate: Sequence[str] = ()


@dataclass
class _Group:
    """An organization that the sheet names: new, or there already (``before``)."""

    id: str
    name: str
    rows: list[Listed]
    before: Org | None
    posts: Posts
    parent: str | None = None
    proposed: bool = False


@dataclass
class _Judged:
    """A row being judged."""

    listed: Listed
    group: _Group | None = None
    doubt: bool = False
    said: list[Said] = field(default_factory=list)
    added: list[Officer] = field(default_factory=list)


def import_roster(ledger: Ledger, context: Context, path: Path, choice: Choice, *, apply: bool) -> Roster:
    """Return what a roster would bring in, and with ``apply`` record it: all of it, or nothing.

    Raises:
        UsageProblem: it is no roster, or has no such sheet or row.
        LedgerInvalid: the file cannot be read.
        NotAuthorised: definitions are changed by the office alone.
    """
    book = sheets.read(path)
    sheet, table = _table(book, choice.sheet)
    rows = list(roster.listed(table))
    skip, separate = _numbers(choice.skip, rows), _numbers(choice.separate, rows)

    def told(plan: _Plan, *, applied: bool = False, uncommitted: str | None = None) -> Roster:
        assert table.header_row is not None  # noqa: S101 - it has columns
        found = tuple(sorted(plan.rows(), key=lambda row: row.row))
        return Roster(sheet, table.header_row, table.columns, table.aside, found, book.said, applied, uncommitted)

    if not apply:
        return told(_Plan(ledger.orgs(), table, rows, skip, separate))
    campaign = ledger.campaign()
    with writing(ledger, context.waiting) as transaction:
        author = require_office(ledger, context)
        plan = _Plan(ledger.orgs(), table, rows, skip, separate)
        if told(plan).in_the_way:
            return told(plan)
        for name, org in plan.new():
            transaction.create(kinds.ORG, org, name)
        for name, before, added in plan.grown():
            transaction.append(kinds.ORG, before, added, name, table="officers")
        uncommitted = None
        if transaction.written:
            subject = _subject(len(list(plan.new())), len(list(plan.grown())))
            uncommitted = commit_definition(transaction, subject, context, campaign, author)
    return told(plan, applied=True, uncommitted=uncommitted)


def _subject(new: int, grown: int) -> str:
    """Return what git's log says of it, which is not translated."""
    return f"{new} organizations: import orgs" if new else f"officers of {grown} organizations: import orgs"


def _table(book: sheets.Book, wanted: str | None) -> tuple[str, Layout]:
    """Return the sheet that is a roster, and its table.

    Raises:
        UsageProblem: there is none, or several.
    """
    there = _(", ").join(sheet.name for sheet in book.sheets)
    if wanted is not None and all(sheet.name != wanted for sheet in book.sheets):
        said = _("The file has no sheet “{sheet}”. Available: {sheets}.")
        raise UsageProblem(said.format(sheet=wanted, sheets=there))
    found = [
        (sheet.name, table)
        for sheet in book.sheets
        if wanted in (None, sheet.name) and (table := roster.layout(sheet.rows, sheet.merged)) is not None
    ]
    if not found:
        raise UsageProblem(
            _(
                "No roster was found: a sheet needs a heading such as 单位名称 and one more, such as 第一责任人,"
                " 联络员, 上级单位 or 岗位."
            )
        )
    if len(found) > 1:
        said = _("Several sheets are rosters ({sheets}); choose one with --sheet.")
        raise UsageProblem(said.format(sheets=_(", ").join(name for name, _table in found)))
    return found[0]


def _numbers(said: Sequence[str], rows: Sequence[Listed]) -> frozenset[int]:
    """Return the rows that somebody named: ``12``, ``12-15``, several with commas.

    Raises:
        UsageProblem: there is no such row.
    """
    there = {row.row for row in rows}
    found: set[int] = set()
    for word in (part.strip() for text in said for part in text.replace("，", ",").split(",")):
        first, dash, last = word.partition("-")
        if not first.isascii() or not first.isdigit() or (dash and not (last.isascii() and last.isdigit())):
            raise UsageProblem(_("“{word}” is not a row; write 12 or 12-15.").format(word=word))
        named = there & set(range(int(first), int(last or first) + 1))
        if not named:
            raise UsageProblem(_("Row {row} is not an organization row in this file.").format(row=word))
        found |= named
    return frozenset(found)


class _Plan:
    """What would be recorded of the rows of a roster, given the organizations that there are."""

    def __init__(
        self,
        orgs: Mapping[str, Org],
        table: Layout,
        rows: Sequence[Listed],
        skip: Collection[int],
        separate: Collection[int],
    ) -> None:
        self.orgs = orgs
        self.skip = skip
        self.separate = separate
        self.columns = {column.field: column.heading for column in reversed(table.columns) if column.field}
        self.given = {row.id.casefold() for row in rows if row.id}
        names = [*(org.name for org in orgs.values()), *dict.fromkeys(row.name for row in rows)]
        self.places = Counter(initials.place(name) for name in names)
        self.groups: dict[str, _Group] = {}
        self.order = max((org.order for org in orgs.values()), default=0) // 10 * 10
        self.judged = [_Judged(row, said=list(row.said)) for row in rows]
        kept = [one for one in self.judged if one.listed.row not in skip]
        for one in kept:
            self._place(one)
        for group in self.groups.values():
            self._parent(group, kept)
        for one in kept:
            if one.group is not None:
                one.group.posts.add(one.listed.posts, one.said, one.added)
                self._differences(one, one.group)
        for one in kept:
            self._makeable(one)

    def rows(self) -> Iterator[RosterRow]:
        """Yield the rows with what becomes of each."""
        for one in self.judged:
            name = one.group.id if one.group is not None else one.listed.id
            yield RosterRow(
                one.listed.row, name, one.listed.name, tuple(one.added), self._outcome(one), tuple(one.said),
                one.listed.row in self.skip,
            )  # fmt: skip

    def new(self) -> Iterator[tuple[str, Org]]:
        """Yield the organizations that are new."""
        for place, group in enumerate((g for g in self.groups.values() if g.before is None), start=1):
            yield group.id, self._org(group, place)

    def grown(self) -> Iterator[tuple[str, Org, list[Officer]]]:
        """Yield the organizations that were there and get officers, with these."""
        for group in self.groups.values():
            if group.before is not None and group.posts.added:
                yield group.id, group.before, group.posts.added

    def _outcome(self, one: _Judged) -> Outcome:
        if one.listed.row in self.skip:
            return Outcome.UNCHANGED
        if any(said.wrong for said in one.said):
            return Outcome.REFUSED
        if one.doubt:
            return Outcome.DOUBTFUL
        if one.group is not None and one.group.before is None:
            return Outcome.NEW
        return Outcome.CHANGED if one.added else Outcome.UNCHANGED

    # which organization a row is about

    def _place(self, one: _Judged) -> None:
        row = one.listed
        if not row.name:
            self._wrong(one, "title", _("it does not name an organization"))
            return
        apart = row.row in self.separate
        same = [group for group in self.groups.values() if comparable(group.name) == comparable(row.name)]
        there = [name for name, org in self.orgs.items() if comparable(org.name) == comparable(row.name)]
        if row.id is not None and row.id in self.groups:
            self._join(one, self.groups[row.id])
        elif row.id is not None and row.id in self.orgs:
            self._begin(one, row.id, self.orgs[row.id])
        elif row.id is not None and (fault := self._unusable(row.id)):
            self._wrong(one, "id", fault)
        elif not apart and row.id is None and len(same) == 1 and row.is_post:
            self._join(one, same[0])
        elif not apart and same:
            said = _(
                "row {row} has an organization with the same name ({id}); give --separate {own} if this is a"
                " different one"
            )
            self._ask(one, said.format(row=same[0].rows[0].row, id=same[0].id, own=row.row))
        elif not apart and len(there) == 1 and row.id is None:
            self._begin(one, there[0], self.orgs[there[0]])
        elif not apart and there:
            said = _("the ledger has an organization with this name ({id}); use its id, or give --separate {own}")
            self._ask(one, said.format(id=_(", ").join(there), own=row.row))
        elif (name := row.id or self._proposed(row.name)) is None:
            self._wrong(one, "title", _("this name cannot be turned into an id; give one in a column 编码"))
        else:
            self._begin(one, name, None)

    def _join(self, one: _Judged, group: _Group) -> None:
        group.rows.append(one.listed)
        one.group = group

    def _begin(self, one: _Judged, name: str, before: Org | None) -> None:
        taken = before.officers if before is not None else ()
        group = _Group(name, one.listed.name, [], before, Posts(name, taken))
        self.groups[name] = group
        self._join(one, group)

    def _unusable(self, name: str) -> str | None:
        if name_fault(name) is not None:
            return _("it is not a valid id: use at most 40 letters, digits, - and _, beginning with a letter or digit")
        twin = next((o for o in (*self.orgs, *self.groups) if o.casefold() == name.casefold() and o != name), None)
        return _("there is already an organization “{name}”").format(name=twin) if twin is not None else None

    def _proposed(self, name: str) -> str | None:
        """Return the initials of a name, without a place that others begin with, too; numbered where that is taken."""
        place = initials.place(name)
        short = name.removeprefix(place) if place and self.places[place] > 1 else name
        base = initials.initials(short)
        if base is None:
            return None
        taken = {other.casefold() for other in (*self.orgs, *self.groups)} | self.given
        names = (base[:36], *(f"{base[:36]}{n}" for n in _TRIES))
        return next((name for name in names if name not in taken and name_fault(name) is None), None)

    # what an organization is

    def _parent(self, group: _Group, judged: Sequence[_Judged]) -> None:
        said = next((row for row in group.rows if row.parent), None)
        if said is None or said.parent is None or group.before is not None:
            return
        one = next(one for one in judged if one.listed is said)
        found = self._called(said.parent)
        if len(found) != 1:
            wrong = (
                _("no organization has this name") if not found else _("several organizations have this name: {ids}")
            )
            self._wrong(one, "parent", wrong.format(ids=_(", ").join(found)))
            return
        group.parent = found[0]
        above: str | None = found[0]
        seen = {group.id}
        while above is not None and above not in seen:
            seen.add(above)
            above = self.groups[above].parent if above in self.groups else None
        if above is not None:
            group.parent = None
            self._wrong(one, "parent", _("an organization would be above itself"))

    def _called(self, said: str) -> list[str]:
        names = {name: org.name for name, org in self.orgs.items()}
        names |= {group.id: group.name for group in self.groups.values() if group.before is None}
        if said in names:
            return [said]
        return [name for name, title in names.items() if comparable(title) == comparable(said)]

    def _differences(self, one: _Judged, group: _Group) -> None:
        """Tell what the sheet says otherwise than the ledger; that stays."""
        if (before := group.before) is None:
            return
        row = one.listed
        parent = self._called(row.parent) if row.parent else []
        said = {
            "title": (before.name, row.name if comparable(row.name) != comparable(before.name) else None),
            "parent": (before.parent or "—", row.parent if row.parent and parent != [before.parent] else None),
            "function": (before.function, row.function if row.function not in (None, before.function) else None),
            "members": (before.members or "—", row.members if row.members not in (None, before.members) else None),
            "order": (before.order, row.order if row.order not in (None, before.order) else None),
        }
        for name, (there, other) in said.items():
            if other is not None:
                told = _("the ledger has {there}, which stays; use `yian edit {org}` to change it")
                one.said.append(Said(self.columns[name], str(other), told.format(there=there, org=group.id)))

    def _makeable(self, one: _Judged) -> None:
        group = one.group
        if group is None or group.before is not None or any(said.wrong for said in one.said):
            return
        try:
            self._org(group, 1)
        except UsageProblem as error:
            self._wrong(one, "title", error.message)

    def _org(self, group: _Group, place: int) -> Org:
        def first(name: str) -> object:
            return next((value for row in group.rows if (value := getattr(row, name)) is not None), None)

        given = {name: value for name in ("function", "members") if (value := first(name)) is not None}
        order = first("order") or self.order + 10 * place
        officers = [officer.plain() for officer in group.posts.added]
        return made(Org, name=group.name, parent=group.parent, order=order, officers=officers, **given)

    def _wrong(self, one: _Judged, name: str, said: str) -> None:
        value = {"title": one.listed.name, "id": one.listed.id, "parent": one.listed.parent}.get(name) or ""
        one.said.append(Said(self.columns.get(name, ""), value, said, wrong=True))

    def _ask(self, one: _Judged, said: str) -> None:
        one.doubt = True
        one.said.append(Said(self.columns["title"], one.listed.name, said))
