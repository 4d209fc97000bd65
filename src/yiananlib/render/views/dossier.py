"""The pages of a dossier (案卷): cover, contents, and what was done about each problem, for paper and for a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from yiananlib.messages import _, speaking
from yiananlib.model import words as model_words
from yiananlib.model.calling import post, units
from yiananlib.model.dossier import RECORDS, Role, grouped
from yiananlib.model.finding import Level
from yiananlib.render import papers, public, words
from yiananlib.render.document import (
    WIDE,
    Block,
    Cell,
    Column,
    Document,
    Fields,
    Heading,
    Paragraph,
    Section,
    Table,
    cells,
)
from yiananlib.render.entries import happened, marked, refused, said, told, when, whose
from yiananlib.render.numbering import numbered
from yiananlib.render.shapes import fields
from yiananlib.render.views import matters
from yiananlib.render.views.outcome import finding
from yiananlib.render.views.problem import submission
from yiananlib.store import kinds, layout, packing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yiananlib.index.matter_values import MatterRow
    from yiananlib.index.values import Said, Setting, Whole
    from yiananlib.model.dossier import File
    from yiananlib.services.verifying.dossier import Dossier
    from yiananlib.services.verifying.dossier_check import Examined
    from yiananlib.services.verifying.dossier_story import Story

_SAID: Final = ("campaign", "commit", "org", "day", "case")
"""What the JSON says of a manifest, by the names there."""

_COUNTED: Final = 99
"""So many headings have a number."""

_DIGITS: Final = 16
"""Of a digest, so many are shown; the manifest has all."""


def handed(value: Dossier) -> Document:
    """Tell of a dossier that was written: what it has, and the digest that it can be held to."""
    manifest = value.manifest
    said_ = _("problems: {problems}, files: {files}, as of {day}").format(
        problems=len(manifest.problems), files=len(value.parts), day=words.day(manifest.day)
    )
    lines = [said_]
    if manifest.commit is None:
        lines.append(_("The ledger is not in git: every entry is judged by today's definitions."))
    lines.append(_("Digest of the dossier: {digest}").format(digest=grouped(value.sha256)))
    lines.append(
        _("Keep it apart from the dossier: anyone who has it can detect any change (`yian verify X.zip --digest …`).")
    )
    return Document((Paragraph("\n".join(lines)),))


def handed_json(value: Dossier) -> dict[str, Any]:
    """Shape a dossier that was written: its manifest but for the single entries, and its digest."""
    manifest = value.manifest
    return {
        "digest": value.sha256,
        **{name: getattr(manifest, name) for name in _SAID},
        "public": bool(manifest.public),
        "problems": list(manifest.problems),
        "files": [file.model_dump(mode="json") for file in manifest.files],
    }


def examined(value: Examined) -> Document:
    """Every finding, what the dossier is of, and what it was compared with."""
    errors = sum(f.level is Level.ERROR for f in value.findings)
    blocks: list[Block] = [Paragraph("\n".join(finding(f) for f in value.findings))] if value.findings else []
    manifest = value.manifest
    if manifest is not None:
        commit = manifest.commit or _("none: the ledger was not in git")
        pairs = [
            (_("Campaign"), manifest.campaign), (_("Problems included"), _(", ").join(manifest.problems)),
            (_("As of"), words.day(manifest.day)), (_("Commit"), commit),
        ]  # fmt: skip
        blocks.append(Fields(tuple((name, Cell(text)) for name, text in pairs)))
    if value.sha256 is not None:
        blocks.append(Paragraph(_("Digest of the dossier: {digest}").format(digest=grouped(value.sha256))))
    summary = _("files: {files}, errors: {errors}, warnings: {warnings}").format(
        files=value.files, errors=errors, warnings=len(value.findings) - errors
    )
    blocks.append(Heading(summary + (_verdict(value) if value.in_order else "")))
    return Document(tuple(blocks))


def _verdict(value: Examined) -> str:
    if value.manifest is not None and value.manifest.public:
        whole = (
            _(". The public dossier matches the complete one, which is valid.")
            if value.matched
            else _(". The public dossier is complete; it does not prove what it leaves out.")
        )
    else:
        whole = _(". The dossier is valid.")
    if value.compared:
        return whole + _(" It matches the given digest.")
    return whole + _(
        " This proves consistency only: compare its digest with the one published when it was made, or the"
        " dossier with one made again from that commit."
    )


def examined_json(value: Examined) -> dict[str, Any]:
    """Shape what was found in a dossier."""
    manifest = value.manifest
    said_ = {} if manifest is None else {name: getattr(manifest, name) for name in _SAID}
    return {
        **fields(value, "in_order files findings"),
        "digest": value.sha256,
        "compared": value.compared,
        "matched": value.matched,
        **dict.fromkeys(_SAID),
        **said_,
        "problems": list(manifest.problems) if manifest is not None else [],
        "public": bool(manifest is not None and manifest.public),
    }


def pages(value: Story) -> dict[str, bytes]:
    """Return the pages in the campaign's language, the bytes of each by its name.

    Raises:
        UsageProblem: what writes them is not installed.
    """
    from yiananlib.render.formats import docx, html

    with speaking(value.setting.language):
        laid_out = numbered(told_of(value))
        on_screen = Document(tuple(block for block in laid_out.blocks if not isinstance(block, Section)))
        return {
            "dossier.docx": _stored(b"".join(docx.pieces(laid_out))),
            "dossier.html": "".join(html.pieces(on_screen)).encode(),
        }


def _stored(data: bytes) -> bytes:
    """Return a Word file whose parts are not compressed: how they are depends on the zlib that is installed."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as read:
        return b"".join(packing.packed(packing.part(name, read.read(name)) for name in read.namelist()))


def told_of(value: Story) -> Document:
    """Lay out the pages; of a public version (``services.publishing``) with the note that it is one."""
    blocks: list[Block] = [*_cover(value), Section(), Heading(_("Contents of the dossier")), _contents(value)]
    for whole in value.problems:
        blocks += [Section(), *_problem(whole, value)]
    if value.matters:
        blocks += [Section()]
    for row in value.matters:
        blocks += _matter(row, value)
    if len(value.problems) + len(value.matters) > _COUNTED:
        blocks = [block._replace(numbered=False) if isinstance(block, Heading) else block for block in blocks]
    made = Document(tuple(blocks))
    return public.document(made) if value.setting.public else made


def _cover(value: Story) -> Iterator[Block]:
    manifest = value.manifest
    records = [file for file in manifest.files if file.role is Role.RECORD]
    evidence = [file for file in manifest.files if file.role is Role.EVIDENCE]
    commit = _("a ledger without history")
    if manifest.commit is not None:
        commit = _("commit {commit}").format(commit=grouped(manifest.commit))
    began = [whole.row.found for whole in value.problems]
    pairs = [
        (_("Campaign"), value.setting.name),
        (_("Dossier of"), _subject(value)),
        (_("Unit"), _(", ").join(dict.fromkeys(whole.row.org_name for whole in value.problems))),
        (_("From … to"), f"{words.day(min(began))} — {words.day(value.day)}" if began else ""),
        (_("Contains"), _("records: {records}, supporting files: {files}").format(
            records=len(records), files=len(evidence)
        )),
        (_("Made from"), commit),
        (_("Kept by"), value.office or ""),
    ]  # fmt: skip
    yield Heading(_("Rectification dossier"), 1)
    yield Paragraph(_subject(value), place="centre")
    yield Fields(tuple((name, Cell(text)) for name, text in pairs if text))
    if value.setting.public:
        yield Paragraph(_("Only the digests of records and supporting files are included, in the manifest."), "dim")
    else:
        yield Paragraph(_("`yian verify` tells from this dossier alone whether it is complete and as recorded."), "dim")
    yield Paragraph(_("Compiled by:              Checked by:              Date:"), place="start")


def _subject(value: Story) -> str:
    manifest, problems = value.manifest, value.problems
    if manifest.org is not None:
        said_ = _("{name}: all problems ({n})")
        return said_.format(name=post(manifest.org, value.setting.names), n=len(problems))
    if manifest.case is not None:
        title = next((case.title for case in value.cases if case.name == manifest.case), manifest.case)
        return _("{name}: all problems ({n})").format(name=title, n=len(problems))
    if len(problems) == 1:
        row = problems[0].row
        return _("{number}  {title}").format(number=row.number or row.ref, title=row.title)
    return _("problems: {n}").format(n=len(problems))


def _contents(value: Story) -> Table:
    columns = (
        Column(_("No."), "count"), Column(_("Kind of material")), Column(_("Title"), mm=WIDE), Column(_("Unit")),
        Column(_("Digest (SHA-256)")),
    )  # fmt: skip
    titles = {
        **{kinds.PROBLEM.path(w.row.org, w.row.id): w.row.title for w in value.problems},
        **{kinds.MATTERS[row.kind].path(row.org, row.id): row.title for row in value.matters},
    }
    files = [file for file in value.manifest.files if file.role in (Role.RECORD, Role.EVIDENCE)]
    if value.setting.public:
        files = [file for file in files if (file.path or "").removeprefix(RECORDS) in titles]
    rows = (_item(n, file, titles, value) for n, file in enumerate(files, start=1))
    return Table(columns, tuple(rows))


def _item(number: int, file: File, titles: Mapping[str, str], value: Story) -> tuple[Cell, ...]:
    path = (file.path or "").removeprefix(RECORDS)
    place = layout.place(path)
    org = post(place.org, value.setting.names) if place is not None else ""
    if place is None or file.role is Role.EVIDENCE:
        name = _named(place.name) if place is not None else ""
        return cells(number, _("supporting file"), name, org, file.sha256[:_DIGITS])
    title = titles.get(path, place.name)
    return cells(number, _(kinds.BY_NAME[place.kind].word), title, org, file.sha256[:_DIGITS])


def _named(file: str) -> str:
    """Return what a supporting file is called, without the digest that its name begins with."""
    return file.partition("-")[2] or file


def _problem(whole: Whole, value: Story) -> list[Block]:
    row, head, word = whole.row, whole.head, value.setting.word
    pairs: list[tuple[str, str | Cell | None]] = [
        (_("Number"), row.number or row.ref),
        (_("Unit"), row.org_name),
        (_("Status"), words.standing(row)),
        (_("Kind"), word("kind", row.kind)),
        (_("Key field"), word("field", row.field)),
        (_("Severity"), words.severity(row.severity)),
        (_("Class"), _(model_words.CLASS_WORDS[row.class_])),
        (_("Found"), words.day(row.found)),
        (_("Deadline"), words.deadline(row)),
        (_("Source"), word("source", row.source)),
        (_("Finding"), head["finding"]),
        (_("Leader"), post(row.leader, value.setting.names)),
        (_("Owner"), post(row.owner, value.setting.names)),
        (_("Supporting units"), units(head["support"], value.setting.names)),
        (_("Symptom"), head["symptom"]),
        (_("Root cause"), head["root_cause"]),
        (_("Goal"), head["goal"]),
        *submission(whole),
    ]
    shown = tuple((name, said_ if isinstance(said_, Cell) else Cell(said_)) for name, said_ in pairs if said_)
    blocks: list[Block] = [Heading(row.title, numbered=True), Fields(shown)]
    if whole.measures:
        blocks += [Heading(_("Measures"), 3, numbered=True), _measures(whole, value)]
    steps = _history(
        whole.history,
        value,
        lambda e: happened(e.kind, e.data),
        lambda e: said(e.kind, e.data, word, value.setting.names),
    )
    blocks += [Heading(_("What was done"), 3, numbered=True), steps]
    return [*blocks, *refused(whole.refused)]


def _measures(whole: Whole, value: Story) -> Table:
    names = value.setting.names
    columns = (
        Column(_("No."), "count"), Column(_("Measure"), mm=WIDE), Column(_("Owner")), Column(_("Due"), "day"),
        Column(_("Completed on"), "day"), Column(_("Evidence"), mm=WIDE),
    )  # fmt: skip
    return Table(
        columns,
        tuple(
            cells(
                m.number, words.measure(m.text, m.every), post(m.owner, names), words.on(m.due),
                words.on(m.completed) if m.completed else "",
                "\n".join(papers.told(file, whole.evidence, _named) for file in m.evidence),
            )
            for m in whole.measures
        ),
    )  # fmt: skip


def _history(
    entries: Sequence[Said], value: Story, what: Callable[[Said], str], words_: Callable[[Said], str]
) -> Table:
    """Lay out entries, in public without their words."""
    columns = (
        Column(_("Day"), mm=25), Column(_("What"), mm=22), Column(_("By"), mm=28), Column(_("Words"), mm=2 * WIDE),
    )  # fmt: skip
    rows = tuple(
        cells(
            when(e.day, e.recorded), marked(e, what(e)), whose(e.by, e.data.get("for"), value.setting.names),
            words_(_shown(e)) if not value.setting.public else "",
        )
        for e in entries
    )  # fmt: skip
    return Table(columns, rows)


def _shown(entry: Said) -> Said:
    """Return an entry as it is shown: a file without the digest in its name."""
    data = entry.data
    if "file" in data:
        return entry._replace(data={**data, "file": _named(data["file"])})
    if data.get("sheet"):
        return entry._replace(data={**data, "sheet": {**data["sheet"], "file": _named(data["sheet"]["file"])}})
    return entry


def _matter(row: MatterRow, value: Story) -> list[Block]:
    kind = _(kinds.BY_NAME[row.kind].word)
    status, steps, words_ = _words(row, value.setting)
    title = _("{name}: {text}").format(name=kind, text=row.title)
    pairs = [(_("Unit"), row.org_name), (_("Status"), status)]
    blocks: list[Block] = [Heading(title, numbered=True), Fields(tuple((name, Cell(text)) for name, text in pairs))]
    done = _history(row.history, value, lambda e: _(steps[e.kind]), lambda e: told(e.kind, e.data, words_))
    return [*blocks, done, *refused(row.refused)]


def _words(row: MatterRow, setting: Setting) -> tuple[str, Mapping[str, str], Any]:
    """Return the word for where a matter stands, those for its entries, and what tells the words of one."""
    if row.kind == "notice":
        from yiananlib.model.notice_words import ENTRY_WORDS, STATUS_WORDS
        from yiananlib.render.views import notices

        return _(STATUS_WORDS[row.status]), ENTRY_WORDS, notices.said
    of = matters.layout(row.kind, setting)
    return _(of.STATUS_WORDS[row.status]), of.ENTRY_WORDS, of.said
