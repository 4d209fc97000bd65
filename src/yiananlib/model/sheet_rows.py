"""One row of a foreign sheet: what each of its cells says, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _
from yiananlib.model import cell_faults, cell_people, cell_words, deadline_words, headings, personal, tags
from yiananlib.model.items import ANEW, Item, Said, short
from yiananlib.model.sheet_layout import text_of
from yiananlib.model.vocabulary import Class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.model.items import Known, Place
    from yiananlib.model.sheet_layout import Column, Row, Value


class Reader:
    """One row being read; ``names`` are those of people that stand somewhere in the file.

    ``is_detail``: the table says more of problems that another one lists, each row by the number of the problem.
    """

    def __init__(
        self, place: Place, columns: Sequence[Column], row: Row, known: Known, names: frozenset[str], *, is_detail: bool
    ) -> None:
        self.known = known
        self.names = names
        self.is_detail = is_detail
        self.made = Item([place])
        self.said: list[Said] = []
        self.made.said[place] = self.said
        self.cells = list(self._cells(columns, row))

    def item(self) -> Item:
        """Return what the row says."""
        self._unit()
        self._deadline()
        for column, value in self.cells:
            take = getattr(self, f"_take_{column.field}", None) if column.field else None
            if take is not None:
                take(column, value)
            elif column.field in headings.TEXTS:
                self._remark(column, value)
        self._measures()
        if self.made.keep:
            self.made.fields.setdefault("class", Class.ONGOING.value)
        return self.made

    def _cells(self, columns: Sequence[Column], row: Row) -> Iterator[tuple[Column, Value]]:
        """Yield the cells that have a value; of those that are read and have none, it is said."""
        for column in columns:
            value = row.cells.get(column.index)
            said = cell_faults.fault(value) if column.field is not None else None
            if said is not None:
                self._wrong(column, value, said)
            elif column.index in row.cells:
                yield column, value

    # helpers

    def _wrong(self, column: Column | str, value: Value, said: str) -> None:
        heading = column if isinstance(column, str) else column.heading
        self.said.append(Said(heading, short(value if isinstance(value, str) else text_of(value)), said, wrong=True))

    def _tell(self, column: Column, value: Value, said: str) -> None:
        self.said.append(Said(column.heading, short(text_of(value)), said))

    def _of(self, name: str) -> tuple[Column, Value] | None:
        return next(((column, value) for column, value in self.cells if column.field == name), None)

    def _text(self, column: Column, value: Value) -> str:
        """Return a text in which nobody is named: by a post where the mapping says which, else the row is refused."""
        text = text_of(value)
        for what, kind in personal.found(text, self.names):
            ref = self.known.people.mapping.officer(what) if kind == "name" else None
            org, _slash, name = (ref or "").partition("/")
            record = self.known.people.orgs.get(org)
            officer = record.officer(name) if record is not None else None
            if officer is not None:
                text = text.replace(what, officer.post)
                self._tell(column, what, _("“{post}” is used for the name").format(post=officer.post))
            else:
                self._wrong(column, what, _PERSONAL[kind]())
        return text

    def _day(self, column: Column, value: Value) -> dt.date | None:
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        try:
            return deadline_words.read(value, None, year=self.known.year).due
        except ValueError as error:
            self._wrong(column, value, str(error))
            return None

    # units and days first: what else is read rests on them

    def _unit(self) -> None:
        made, said = self.made, self._of("org")
        both = self._of("org_owner")
        if said is None and both is not None:
            first = cell_people.plain(text_of(both[1]).replace("\n", "/").partition("/")[0])
            said = (both[0], first)
        if said is None:
            made.org = self.known.org
            if made.org is None and not self.is_detail:
                self._wrong("", "", _("no unit: give one in a column, or with --org"))
            return
        named = cell_people.unit(text_of(said[1]), self.known.people)
        made.org = named.ref
        if named.ref is None and both is not None and self.known.org is not None and self._of("org") is None:
            made.org = self.known.org  # a section of the unit, and who is responsible there
        elif named.ref is None and self.known.org is not None and headings.is_of_sections(said[0].heading):
            made.org = self.known.org
            self._remark(*said)
            self._tell(*said, _("taken to be a section of {org}").format(org=made.org))
        elif named.ref is None and not self.is_detail:
            self._wrong(said[0], said[1], named.wrong or "")

    def _deadline(self) -> None:
        found = self._of("found")
        day = self._day(*found) if found is not None else self.known.found
        if day is not None:
            self.made.fields["found"] = day
        said = self._of("due")
        if said is None or self.is_detail:
            return
        column, value = said
        due, term, keep, provisional = self._term(column, value, day)
        if due is not None:
            self.made.fields["due"] = due
        self.made.term, self.made.keep = term, keep
        if provisional:
            self._tell(column, value, _("provisional: the working days of that year are not in calendar.toml"))
        if due is None and keep:
            self._wrong(column, value, _("ongoing, but until when? Give a day under [words.due] of the mapping"))
        if "立行立改" in text_of(value):
            self.made.fields.setdefault("class", Class.IMMEDIATE.value)

    def _term(
        self, column: Column, value: Value, found: dt.date | None
    ) -> tuple[dt.date | None, str | None, bool, bool]:
        mapped = self.known.people.mapping.word("due", text_of(value))
        if isinstance(mapped, dt.date):
            return mapped, text_of(value), "坚持" in text_of(value), False
        try:
            term = deadline_words.read(value, found, year=self.known.year, working=self.known.working)
        except ValueError as error:
            self._wrong(column, value, str(error))
            return None, None, False, False
        return term.due, None if _is_day(term.text, term.due) else term.text[:200], term.keep, term.provisional

    # the fields

    def _take_id(self, column: Column, value: Value) -> None:
        said = text_of(value)
        if said.casefold() in ANEW:
            self.made.anew = True
        else:
            self.made.ref = said

    def _take_number(self, column: Column, value: Value) -> None:
        if self.made.ref is None:
            self.made.ref = self._text(column, value)[:200] or None

    def _take_title(self, column: Column, value: Value) -> None:
        self.made.fields["title"] = " ".join(self._text(column, value).split())

    def _take_symptom(self, column: Column, value: Value) -> None:
        self.made.fields["symptom"] = self._text(column, value)

    def _take_root_cause(self, column: Column, value: Value) -> None:
        self.made.fields["root_cause"] = self._text(column, value)

    def _take_goal(self, column: Column, value: Value) -> None:
        self.made.fields["goal"] = self._text(column, value)

    def _officer(self, column: Column, value: Value) -> str | None:
        if self.made.org is None:
            return None
        named = cell_people.officer(text_of(value), self.made.org, self.known.people)
        for said in named.said:
            self._tell(column, personal.without_phones(text_of(value)), said)
        if named.ref is None:
            self._wrong(column, personal.without_phones(text_of(value)), named.wrong or "")
        return named.ref

    def _take_leader(self, column: Column, value: Value) -> None:
        if (ref := self._officer(column, value)) is not None:
            self.made.fields["leader"] = ref

    def _take_owner(self, column: Column, value: Value) -> None:
        if (ref := self._officer(column, value)) is not None:
            self.made.fields["owner"] = ref

    def _take_org_owner(self, column: Column, value: Value) -> None:
        text = text_of(value).replace("\n", "/")
        home, slash, person = text.partition("/")
        if self._of("owner") is not None or not slash:
            return
        of_unit = cell_people.unit(home, self.known.people).ref is not None
        if (ref := self._officer(column, person if of_unit else text)) is not None:
            self.made.fields["owner"] = ref

    def _take_support(self, column: Column, value: Value) -> None:
        found, unknown = cell_people.units(text_of(value), self.made.org, self.known.people)
        if found:
            self.made.fields["support"] = found
        for name in unknown:
            wrong = _("it is not an organization in this campaign; map it to one under [orgs] of the mapping")
            self._wrong(column, name, wrong)

    def _take_class(self, column: Column, value: Value) -> None:
        self._take_enumerated(column, value, "class", cell_words.class_of)

    def _take_severity(self, column: Column, value: Value) -> None:
        self._take_enumerated(column, value, "severity", cell_words.severity_of)

    def _take_enumerated(self, column: Column, value: Value, name: str, read: Any) -> None:
        word = text_of(value)
        mapped = self.known.people.mapping.word(name, word)
        key = mapped if isinstance(mapped, str) else read(word)
        if key is None:
            wrong = _("unknown value; map it under [words.{field}] of the mapping")
            self._wrong(column, value, wrong.format(field=name))
        else:
            self.made.fields[name] = str(key)

    def _vocabulary(self, column: Column, value: Value, name: str, vocabulary: str) -> str | None:
        word = text_of(value)
        mapped = self.known.people.mapping.word(name, word)
        words = self.known.vocabulary.get(vocabulary, {})
        key = next((key for key, said in words.items() if (mapped or word) in (key, said)), None)
        if key is None and name in ("kind", "source"):
            self._tell(
                column,
                value,
                _("not a word of this campaign; it is replaced, see [words.{field}]").format(field=name),
            )
            self._remark(column, value)
        elif key is None:
            wrong = _("unknown value; map it under [words.{field}] of the mapping")
            self._wrong(column, value, wrong.format(field=name))
        return key

    def _take_kind(self, column: Column, value: Value) -> None:
        if (key := self._vocabulary(column, value, "kind", "kind")) is not None:
            self.made.fields["kind"] = key

    def _take_field(self, column: Column, value: Value) -> None:
        if (key := self._vocabulary(column, value, "field", "field")) is not None:
            self.made.fields["field"] = key

    def _take_source(self, column: Column, value: Value) -> None:
        if (key := self._vocabulary(column, value, "source", "source")) is not None:
            self.made.fields["source"] = key

    def _take_level(self, column: Column, value: Value) -> None:
        keys = [
            self._vocabulary(column, word, "level", "level") for word in text_of(value).replace("；", "、").split("、")
        ]
        if found := tuple(dict.fromkeys(key for key in keys if key is not None)):
            self.made.fields["level"] = found

    def _take_tags(self, column: Column, value: Value) -> None:
        found: list[str] = []
        unknown: list[str] = []
        for word in filter(None, (part.strip() for part in re.split("[、；;,，]", text_of(value)))):
            meant = tags.meant(word, self.known.vocabulary)
            (found if len(meant) == 1 else unknown).append(meant[0] if len(meant) == 1 else word)
        if found:
            self.made.fields["tags"] = tuple(dict.fromkeys(found))
        if unknown:
            self._tell(column, value, _("no tag of this campaign: {words}").format(words=_(", ").join(unknown)))
            self._remark(column, "、".join(unknown))

    # what became of it

    def _take_progress(self, column: Column, value: Value) -> None:
        if (told := cell_words.told(text_of(value))) is not None:
            self._tells(column, value, told)
        elif text := self._text(column, value):
            self.made.progress.append(text)

    def _take_status(self, column: Column, value: Value) -> None:
        word = text_of(value)
        mapped = self.known.people.mapping.word("status", word)
        told = cell_words.Told(str(mapped)) if mapped in list(cell_words.Told) else cell_words.told(word)
        if told is None:
            self.made.progress.append(self._text(column, value))
        else:
            self._tells(column, value, told)

    def _tells(self, column: Column, value: Value, told: cell_words.Told) -> None:
        match told:
            case cell_words.Told.DONE:
                self.made.done = True
            case cell_words.Told.DOING:
                self.made.progress.append(text_of(value))
            case cell_words.Told.LATE:
                self._tell(column, value, _("ignored: yian works out lateness from the days"))
            case cell_words.Told.NONE:
                pass

    def _take_struck_off(self, column: Column, value: Value) -> None:
        if cell_words.told(text_of(value)) is cell_words.Told.DONE:
            self.made.struck = True
            self._tell(column, value, _("closes nothing; import problems closed earlier with --carried-over"))
        elif cell_words.told(text_of(value)) is None:
            self._remark(column, value)

    def _take_closed_on(self, column: Column, value: Value) -> None:
        self.made.closed_on = self._day(column, value)

    def _take_completed_on(self, column: Column, value: Value) -> None:
        self.made.completed_on = self._day(column, value)

    def _remark(self, column: Column, value: Value) -> None:
        own = column.heading.rpartition(" / ")[2]
        if text := self._text(column, value):
            self.made.remarks.append(_("{name}: {text}").format(name=own, text=text))

    def _measures(self) -> None:
        owner = self._of("measure_owner")
        who = self._officer(*owner) if owner is not None else None
        said = self._of("measure_due") or (self._of("due") if self.is_detail else None)
        until = self._term(*said, self.made.fields.get("found"))[0] if said is not None else None
        for column, value in self.cells:
            if column.field != "measure":
                continue
            for text in cell_words.measures(self._text(column, value)):
                day, rest = cell_words.dated(text)
                due = self._day(column, day) if day is not None else until
                self.made.measures.append({"text": rest, "owner": who, "due": due})


def _is_day(text: str, day: dt.date | None) -> bool:
    """Tell whether a deadline is written as nothing but its day, however that is spelled."""
    plain = unicodedata.normalize("NFKC", text)
    if day is None or re.search(r"[^\s0-9年月日号./-]", plain) is not None:
        return False
    return [int(digits) for digits in re.findall(r"[0-9]+", plain)] == [day.year, day.month, day.day]


_PERSONAL: Final = {
    "identity": lambda: _("an identity number, which no record may contain; leave it out of the sheet"),
    "phone": lambda: _("a telephone number, which no record may contain; leave it out of the sheet"),
    "name": lambda: _(
        "the name of a person, which no record may contain; give the post under [people], or leave it out"
    ),
}
