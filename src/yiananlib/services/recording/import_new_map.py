"""A mapping begun for a foreign sheet: what is known of it written down, and what is not as lines to be completed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model import cell_people, cell_words, deadline_words, headings, personal, sheet_layout
from yiananlib.model.sheet_layout import text_of
from yiananlib.model.vocabulary import Class, Severity
from yiananlib.services.reading.calendar import today
from yiananlib.services.recording.import_maps import chosen
from yiananlib.store import codec, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yiananlib.model.cell_people import People
    from yiananlib.model.sheet_layout import Layout
    from yiananlib.services.recording.context import Context
    from yiananlib.store.ledger import Ledger

_PEOPLE: Final = ("leader", "owner", "measure_owner")
_MOST: Final = 200
"""Words of a kind that are written down."""


def new_map(ledger: Ledger, context: Context, path: Path, sheet: str | None = None, said: str | None = None) -> str:
    """Return the mapping with which a file would be read, as TOML with remarks; ``said`` is one to begin with.

    Raises:
        UsageProblem: it has no such sheet, or no table of problems.
        LedgerInvalid: the file cannot be read.
    """
    book = sheets.read(path)
    campaign = ledger.campaign()
    mapping = chosen(ledger, said, book).mapping
    wanted = sheet or mapping.table.sheet
    read = [
        (one.name, sheet_layout.read(one.rows, one.merged, mapping.said, mapping.table.header_row))
        for one in book.sheets
        if wanted in (None, one.name)
    ]
    name, layout = next((one for one in read if one[1].columns and not one[1].is_statistics), ("", None))
    if layout is None:
        raise UsageProblem(
            _("No table was found. Give the sheet with --sheet; its headings must be in the first {n} rows.").format(
                n=sheet_layout.SEARCHED
            )
        )
    people = cell_people.People(ledger.orgs(), mapping, today(campaign.timezone, context.now))
    words: dict[str, list[str]] = {
        "class": list(Class),
        "severity": list(Severity),
        **{field: list(campaign.vocabulary.get(field, {})) for field in ("kind", "field", "source", "level")},
        "status": list(cell_words.Told),
    }
    return "\n".join(
        [
            "# "
            + _("how yian reads {file}: after # are remarks, and lines for you to complete").format(
                file=path.name
            ),
            "schema = 1",
            "",
            "[table]",
            *_table(name, layout),
            "",
            "[columns]  # " + _("heading = field; \"\" to ignore the column. The fields are:"),
            *(f"#   {line}" for line in _lines(list(headings.SYNONYMS))),
            *_columns(layout),
            *(
                line
                for field, keys in words.items()
                for line in _words(layout, field, keys, people, campaign.vocabulary)
            ),
            *_days(layout, people),
            "",
            "[orgs]  # " + _("name in the sheet = organization"),
            *_orgs(layout, people),
            "",
            "[people]  # " + _("name in the sheet = officer, ORG/OFFICER; the ledger stores digests, never names"),
            *_people(layout, people),
            "",
            "[match]  # " + _("files with these headings are read with this mapping without --map"),
            "alike = 90  # " + _("similarity of symptoms to ask about, in percent"),
            "headings = [",
            *(f"  {codec.string(column.heading)}," for column in layout.columns),
            "]",
            "",
        ]
    )  # fmt: skip


def _table(sheet: str, layout: Layout) -> Iterator[str]:
    yield f"# sheet = {codec.string(sheet)}  # " + _("read only this sheet")
    yield f"# header_row = {layout.header_row}  # " + _("the first heading row, if it is not found")
    yield '# org = ""  # ' + _("the unit, if no column gives one")
    yield f"# year = {layout.year or 2026}  # " + _("the year of dates written without one")
    yield "# found = 2026-01-01  # " + _("the day of finding, if no column gives one; default: today")
    yield '# kind = "other"  # ' + _("values for fields without a column, such as source, leader and owner")
    yield '# leader = "head"'
    yield '# owner = "liaison"'


def _lines(words: list[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if len(line) + len(word) > 90:
            yield line.strip()
            line = ""
        line += f" {word}"
    yield line.strip()


def _columns(layout: Layout) -> Iterator[str]:
    for column in layout.columns:
        key = codec.string(column.heading)
        if column.field is not None:
            yield f'{key} = "{column.field}"'
        elif column.how.startswith("like: "):
            like = headings.meaning([column.how.removeprefix("like: ")])
            yield f'# {key} = "{like[0] if like else ""}"  # ' + _("unknown: did you mean this?")
        elif column.how == "unknown":
            yield f'# {key} = ""  # ' + _("unknown")
        else:
            yield f'{key} = ""'


def _counted(layout: Layout, *fields: str) -> Counter[str]:
    places = [column.index for column in layout.columns if column.field in fields]
    return Counter(text for row in layout.rows for place in places if (text := text_of(row.cells.get(place))))


def _words(layout: Layout, field: str, keys: list[str], people: People, vocabulary: object) -> Iterator[str]:
    known = vocabulary.get(field, {}) if isinstance(vocabulary, dict) else {}
    read = {"class": cell_words.class_of, "severity": cell_words.severity_of, "status": cell_words.told}.get(field)
    unknown = [
        (word, times)
        for word, times in _counted(layout, field).most_common(_MOST)
        if people.mapping.word(field, word) is None
        and word not in (*known, *known.values())
        and (read is None or read(word) is None)
        and len(word) <= 40
    ]
    if unknown:
        yield ""
        yield f"[words.{field}]  # " + _("word in the sheet = one of: {keys}").format(keys=" ".join(keys))
        for word, times in unknown:
            yield f'# {_key(word)} = ""  # ' + _("rows: {n}").format(n=times)


def _days(layout: Layout, people: People) -> Iterator[str]:
    unknown = []
    for column in layout.columns:
        if column.field not in ("due", "measure_due"):
            continue
        for row in layout.rows:
            value = row.cells.get(column.index)
            if not isinstance(value, str) or people.mapping.word("due", text_of(value)) is not None:
                continue
            try:
                if deadline_words.read(value, people.day, year=people.day.year).due is None:
                    unknown.append(text_of(value))
            except ValueError:
                unknown.append(text_of(value))
    if unknown:
        yield ""
        yield "[words.due]  # " + _("deadline in the sheet = day")
        for word, times in Counter(unknown).most_common(_MOST):
            yield f"# {_key(word)} = 2026-12-31  # " + _("rows: {n}").format(n=times)


def _orgs(layout: Layout, people: People) -> Iterator[str]:
    for name, times in _counted(layout, "org").most_common(_MOST):
        if cell_people.unit(name, people).ref is None:
            yield f'# {_key(name)} = ""  # ' + _("rows: {n}").format(n=times)
    yield from (f'{codec.string(name)} = "{org}"' for name, org in people.mapping.orgs.items())


def _people(layout: Layout, people: People) -> Iterator[str]:
    units = [column.index for column in layout.columns if column.field == "org"]
    home = cell_people.unit(layout.unit, people).ref if layout.unit else None
    places = [column.index for column in layout.columns if column.field in _PEOPLE]
    unknown: Counter[str] = Counter()
    for row in layout.rows:
        org = next((cell_people.unit(text_of(row.cells.get(place)), people).ref for place in units), home)
        for place in places:
            text = text_of(row.cells.get(place))
            if text and cell_people.officer(text, org or "", people).ref is None:
                names = cell_people.names(text)
                unknown.update(names or [personal.without_phones(text)])
    for name, times in unknown.most_common(_MOST):
        yield f'# {_key(name)} = ""  # ' + _("rows: {n}").format(n=times)
    yield from (f'{codec.string(name)} = "{ref}"' for name, ref in people.mapping.people.items())


def _key(word: str) -> str:
    return codec.string(" ".join(word.split())[:100])
