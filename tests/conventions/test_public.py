"""What `--public` lets out, of every command and in every format: what the allow-list names, and no canary else."""

import csv
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from tests.conventions.test_formats import ASKED, WHO
from tests.services.canaries import CONTENT, DAY, Caged, caged
from tests.services.ledgers import new_desk, tree
from yiananlib.cli.main import root, run
from yiananlib.cli.table import SUMMARIES
from yiananlib.messages import speaking
from yiananlib.model.public import ENTRIES, HEADS, How
from yiananlib.render.formats import FORMATS

EXPORTS = (["export", "xlsx"], ["export", "xlsx", "--layout", "classic"])
PUBLISHED = {
    "list", "list --rules", "show {problem}", "show {rule}", "report", "report --org zjj", "report --burn-down",
    "report --sweep", "report --rank closure_rate", "report --kind bulletin", "report --kind ledger --org zjj",
    "report --cleared", "similar {problem}", "similar --symptom canary", "compare --from 2026-03-11", "export xlsx",
    "export xlsx --layout classic",
}  # fmt: skip
"""What has a public version; all other results are for the office only."""
MORE = (
    ["list", "--status", "voided"], ["show", "{amended}"], ["show", "{voided}"], ["show", "{carried}"],
    ["show", "{dropped}"], ["report", "--layout", "full"], ["report", "--kind", "ledger"],
    ["list", "--officers", "--org", "zjj"], ["log", "--all"],
)  # fmt: skip
"""Other ways to what is asked for above; the last two show canaries, and have no public version."""
FIGURES_ALONE = {"report --burn-down", "report --sweep", "report --cleared", "report --rank closure_rate"}
"""What shows nothing of a record, public or not."""

FIGURES_NAMES = {
    "round name": "of how much was answered",
    "campaign.vocabulary": "the words of all kinds",
    "problem.held-accountable.trigger": "of how many were held to account in all, for what",
}
"""What stands beside figures, and is of no single record."""
UNREAD = {
    CONTENT: "it is named, and not opened",
    "campaign.gate.key_fields": "no screen has the settings of the gate but what it asks less",
    "campaign.gate.standards": "review asks them",
    "campaign.lint.empty": "lint compares with it",
    "case name": "a problem's finding names it, and here names none",
    "mapping name": "imports alone read it",
    "mapping.columns": "imports alone read it",
    "mapping.orgs": "imports alone read it",
    "mapping.people": "it is kept as a digest",
}
"""What no reading command shows, even to the office."""


@pytest.fixture(scope="module")
def cage(tmp_path_factory: pytest.TempPathFactory) -> Caged:
    made = caged(tmp_path_factory.mktemp("caged") / "ledger")
    for arguments in (["init", "-q"], ["add", "."], [*WHO, "commit", "-q", "-m", "一", f"--date={DAY}T10:00:00Z"]):
        subprocess.run(["git", *arguments], cwd=made.desk.root, check=True, capture_output=True)
    return made


@pytest.fixture
def ask(
    cage: Caged, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, bytes, str]]:
    """Run a command on the ledger, and return its status and what it wrote: a zip, or to standard output."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cage.desk.root.parent / "cache"))
    refs = {
        "problem": "closed", "amended": "amended", "voided": "voided", "carried": "carried over",
        "notice": "open notice", "rule": "rule", "dropped": "dropped rule",
    }  # fmt: skip
    names = {name: cage.refs[told] for name, told in refs.items()} | {
        "zip": str(tmp_path / "X.zip"),
        "lake": str(tmp_path),
    }

    def asked(arguments: list[str], *more: str, language: str = "en") -> tuple[int, bytes, str]:
        line = [part.format(**names) if part != "case-1" else cage.case for part in arguments]
        environ = {"YIAN_LEDGER": str(cage.desk.root), "YIAN_NOW": "2026-07-15"}
        with speaking(language):
            status = run([*line, *more], environ)
        out, err = capsysbinary.readouterr()
        if names["zip"] in line and (made := Path(names["zip"])).exists():
            out = made.read_bytes()
            made.unlink()
        return status, out, err.decode()

    return asked


def unpacked(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the parts of an archive, those of archives in it too, as texts: with and without what marks them up."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield "", archive.comment.decode()
        for name in archive.namelist():
            part = archive.read(name)
            if part.startswith(b"PK"):
                yield from ((f"{name}!{inner}", said) for inner, said in unpacked(part))
            else:
                said = part.decode("utf-8", "replace")
                yield name, said + re.sub("<[^>]+>", "", said)


def everything(data: bytes) -> str:
    """Return all texts of an output: of an archive every name and every part."""
    if not data.startswith(b"PK"):
        return data.decode()
    return "\n".join(text for part in unpacked(data) for text in part)


def may_be_read(place: str) -> bool:
    """Tell by the allow-list whether the public may read what stands at a place."""
    if place in FIGURES_NAMES:
        return True
    kind, *between, name = place.replace("amended.changes.", "").split(".") if "." in place else (place, "")
    rules = ENTRIES.get(kind, {}).get(".".join(between), {}) if between else HEADS.get(kind, {})
    return rules.get(name) in (How.SHOWN, How.READ)


def kept_back(cage: Caged) -> Iterator[tuple[str, str]]:
    """Yield what must not come out, and where it stands."""
    for place, tokens in cage.tokens.items():
        if not may_be_read(place):
            yield from ((token, place) for token in tokens)


def leaks(cage: Caged, data: bytes) -> set[str]:
    return among(cage, everything(data))


def among(cage: Caged, said: str) -> set[str]:
    return {place for token, place in kept_back(cage) if token in said}


ALL = [*ASKED, *EXPORTS, *MORE]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("arguments", ALL, ids=" ".join)
def test_public_shows_nothing_else_or_is_refused(
    cage: Caged, ask: Callable[..., tuple[int, bytes, str]], arguments: list[str], format_: str
) -> None:
    chosen = ("--format", format_) if arguments[0] != "export" else ()
    status, out, said = ask(arguments, "--public", *chosen)
    has_one = " ".join(arguments) in PUBLISHED or arguments in MORE[:-2]
    if has_one and status == 0:
        assert out
        assert leaks(cage, out) == set()
        return
    assert (status, out, said.count("\n")) == (2, b"", 1)
    if has_one:  # the format is not for it, public or not
        assert ask(arguments, *chosen) == (status, out, said)
    else:
        assert "for the office only" in said


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "ics"])
@pytest.mark.parametrize("arguments", [x.split() for x in sorted(PUBLISHED - FIGURES_ALONE)], ids=" ".join)
def test_what_is_kept_back_is_there_without_public(
    cage: Caged, ask: Callable[..., tuple[int, bytes, str]], arguments: list[str], format_: str
) -> None:
    chosen = ("--format", format_) if arguments[0] != "export" else ()
    status, out, _said = ask(arguments, *chosen)
    assert status == 2 or leaks(cage, out)
    if format_ in ("json", "text"):
        assert status == 0


def test_every_field_has_its_canary_and_the_office_can_read_it(
    cage: Caged, ask: Callable[..., tuple[int, bytes, str]]
) -> None:
    seen = {record: set(shape) for record, shape in _told(cage).items()}
    for kind, entries in _shapes().items():
        assert entries <= seen[kind] | {"redated", "retracted"}, kind
    said = "".join(
        everything(ask(arguments, "--format", format_)[1])
        for arguments in [*ASKED, *MORE, *(["show", ref] for ref in cage.refs.values())]
        for format_ in ("text", "json")
    )
    hidden = {place for place, tokens in cage.tokens.items() if not any(token in said for token in tokens)}
    assert hidden <= set(UNREAD)


def _told(cage: Caged) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for place in cage.tokens:
        kind, *rest = place.split(".")
        if len(rest) > 1:
            found.setdefault(kind, set()).add(rest[0])
    return found


def _shapes() -> dict[str, set[str]]:
    from yiananlib.store import kinds

    return {kind.name: set(kind.shape().entries) for kind in kinds.RECORDS if kind.shape().entries}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_document_says_that_it_is_public_and_what_is_left_out(
    ask: Callable[..., tuple[int, bytes, str]], language: str
) -> None:
    for arguments in [x.split() for x in sorted(PUBLISHED)]:
        for format_ in ("text", "md", "html", "docx", "xlsx"):
            chosen = ("--format", format_) if arguments[0] != "export" else ()
            said = everything(ask(arguments, "--public", *chosen, language=language)[1])
            of_campaign = FORMATS[format_].of_campaign or arguments[:2] == ["report", "--kind"] or chosen == ()
            if language == "zh_CN":
                assert "公开版" in said, (arguments, format_)
            elif of_campaign:
                assert "公开版" in said or "Public version" in said, (arguments, format_)
            else:
                assert "Public version. Left out:" in said, (arguments, format_)


def test_figures_are_those_of_the_office(ask: Callable[..., tuple[int, bytes, str]]) -> None:
    for arguments in [line.split() for line in sorted(PUBLISHED) if line.startswith("report")]:
        inside, outside = (json.loads(ask(arguments, "--json", *more)[1]) for more in ((), ("--public",)))
        for name in (
            "figures", "by_org", "by_kind", "accountability", "lines", "rounds", "ranked", "unranked", "came_and_went",
            "wanting",
        ):  # fmt: skip
            assert inside.get(name) == outside.get(name), (arguments, name)
    inside, outside = (
        json.loads(ask(["compare", "--from", "2026-03-11"], "--json", *more)[1]) for more in ((), ("--public",))
    )
    assert [inside[at]["figures"] for at in ("from", "to")] == [outside[at]["figures"] for at in ("from", "to")]


def _keys(value: Any) -> Any:
    """Return the keys of JSON, those of rows too; entries differ by kind."""
    if isinstance(value, list):
        return [_keys(row) for row in value]
    return {key: _keys(one) for key, one in value.items() if key != "entries"} if isinstance(value, dict) else None


@pytest.mark.parametrize("arguments", [x.split() for x in sorted(PUBLISHED) if "export" not in x], ids=" ".join)
def test_json_keeps_its_keys(ask: Callable[..., tuple[int, bytes, str]], arguments: list[str]) -> None:
    inside, outside = (json.loads(ask(arguments, "--json", *more)[1]) for more in ((), ("--public",)))
    for before, after in zip(*((x if isinstance(x, list) else [x]) for x in (inside, outside)), strict=True):
        assert next(iter(after)) == "public"
        assert after["public"] is True
        assert before.keys() == after.keys() - {"public"}
        for name in before:
            if after[name] is not None:
                _same_keys(before[name], after[name])


def _same_keys(before: Any, after: Any) -> None:
    if isinstance(before, dict) and after is not None:
        assert before.keys() == after.keys()
        for name in before.keys() - {"entries"}:
            _same_keys(before[name], after[name])
    elif isinstance(before, list) and after and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            _same_keys(one, other)


def test_help_names_it_where_it_is_taken() -> None:
    context = click.Context(root)
    shown = set()
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        assert command is not None
        for option in command.params:
            if "--public" in option.opts and not getattr(option, "hidden", False):
                shown.add(name)
    assert shown == {"report", "list", "show", "similar", "compare"}


def test_rows_alone_are_announced_on_stderr(ask: Callable[..., tuple[int, bytes, str]]) -> None:
    status, out, said = ask(["report"], "--public", "--format", "csv")
    assert status == 0
    assert said.startswith("公开版") or said.startswith("Public version")
    assert b"Public version" not in out
    titles, *rows = csv.reader(io.StringIO(out.decode()))
    empty = [title for place, title in enumerate(titles) if not any(row[place] for row in rows)]
    assert empty == [], "a column of which nothing is public is not there"
    assert len(titles) == 22


def test_public_is_refused_before_anything_is_recorded(cage: Caged, ask: Callable[..., tuple[int, bytes, str]]) -> None:
    before = tree(cage.desk.root)
    line = ["lint", "--accept", "no-verb", "{amended}", "--reason", "x", "--by", "zjj/liaison", "--public"]
    status, out, said = ask(line)
    assert (status, out) == (2, b"")
    assert "no public version" in said
    assert tree(cage.desk.root) == before


@pytest.mark.parametrize("format_", [name for name in FORMATS if name not in ("ics", "csv")])
def test_where_something_personal_stands_nothing_is_written(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem(title="投诉人13812345678反映")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    environ = {"YIAN_LEDGER": str(desk.root), "YIAN_NOW": "2026-07-15"}
    for line in (["report", "--org", "zjj"], ["list"], ["show", ref], ["report", "--kind", "ledger"]):
        target = tmp_path / f"out{FORMATS[format_].suffix}"
        assert run([*line, "--public", "-o", str(target)], environ) == 1
        assert not target.exists()
        assert run([*line, "--public", "--format", format_], environ) == 1
        out, err = capsysbinary.readouterr()
        assert out == b""
        assert f"{ref}".encode() in err
        assert b"13812345678" in err


def test_a_ledger_that_is_written_row_by_row_leaves_no_file_behind(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = new_desk(tmp_path / "ledger")
    desk.measure(desk.problem(), "致电13812345678核实")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    environ = {"YIAN_LEDGER": str(desk.root), "YIAN_NOW": "2026-07-15"}
    (tmp_path / "out").mkdir()
    for line in (["report"], ["export", "xlsx"]):
        for suffix in (".csv", ".xlsx") if line == ["report"] else (".xlsx",):
            assert run([*line, "--public", "-o", str(tmp_path / "out" / f"x{suffix}")], environ) == 1
    assert run(["report", "--public", "--format", "csv"], environ) == 1
    assert list((tmp_path / "out").iterdir()) == []
    assert capsysbinary.readouterr().out == b""


FILES = {
    "export json": [["export", "json"]],
    "export jsonl": [["export", "jsonl"]],
    "export csv": [["export", "csv"]],
    "export xlsx": [*EXPORTS],
    "export dossier": [["export", "dossier", *what, "-o", "{zip}"] for what in (["--org", "zjj"], ["{problem}"])],
}
"""By each command that hands on files: every way in which it makes a public version."""
UPWARD = {"export parquet"}
"""What goes to the offices above and not to the public: it has texts and posts only where they are asked for."""
WHOLE = ("export json", "export jsonl", "export csv")
SAID = {
    **dict.fromkeys(WHOLE, '"public":true'),
    "export json": '{\n"public": true,', "export csv": "path,field,type,value\r\n,/public,boolean,true",
    "export xlsx": "公开版", "export dossier": '"public": true',
}  # fmt: skip
"""How each says that it is one; of a dossier the pages say it too."""
DIGESTS = {"problem.evidenced.sha256", "problem.endorsed.sheet.sha256"}
"""What the manifest of a public dossier keeps of what is left out."""
OF_OTHERS = {"problem.contested.evidence.sha256"}
"""The same of problems besides the one that a dossier may be of."""


def test_every_export_is_looked_at_and_takes_it() -> None:
    assert set(FILES) | UPWARD == {name for name in SUMMARIES if name.startswith("export ")}
    group = root.get_command(click.Context(root), "export")
    assert isinstance(group, click.Group)
    for name, command in group.commands.items():
        hidden = [o.hidden for o in command.params if isinstance(o, click.Option) and "--public" in o.opts]
        assert hidden == ([] if f"export {name.rpartition(' ')[2]}" in UPWARD else [False]), name


@pytest.mark.parametrize("name", FILES)
def test_an_export_hands_on_what_is_public_and_nothing_else(
    cage: Caged, ask: Callable[..., tuple[int, bytes, str]], name: str
) -> None:
    for arguments in FILES[name]:
        status, inside, _said = ask(arguments)
        assert status == 0
        status, outside, said = ask(arguments, "--public")
        assert status == 0, said
        assert SAID[name] in everything(outside)
        assert len(leaks(cage, inside)) > 5
        kept = DIGESTS | (OF_OTHERS if "--org" in arguments else set()) if name == "export dossier" else set()
        assert leaks(cage, outside) == kept
        assert cage.tokens["problem.title"][0] in everything(outside)


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_ledger_has_every_canary_and_its_public_version_those_that_are_public(
    cage: Caged, ask: Callable[..., tuple[int, bytes, str]], name: str
) -> None:
    def lacking(*more: str) -> set[str]:
        said = everything(ask(name.split(), *more)[1])
        return {place for place, tokens in cage.tokens.items() if not any(token in said for token in tokens)}

    assert lacking("--evidence") == {CONTENT, "mapping.people"}  # the one in base64, the other as a digest
    public = {place for place in cage.tokens if may_be_read(place)} - FIGURES_NAMES.keys()
    assert lacking("--public") & public == set()


@pytest.mark.parametrize("arguments", FILES["export dossier"], ids=" ".join)
def test_the_pages_of_a_dossier_name_no_digest_of_evidence(
    cage: Caged, ask: Callable[..., tuple[int, bytes, str]], arguments: list[str]
) -> None:
    parts = dict(unpacked(ask(arguments, "--public")[1]))
    pages = {name: said for name, said in parts.items() if name != "manifest.json"}
    assert {name.partition("!")[0] for name in pages} == {"", "dossier.docx", "dossier.html"}
    assert among(cage, "\n".join(pages.values())) == set()
    for page in ("dossier.html", "dossier.docx!word/document.xml"):
        assert "公开版" in pages[page]
        assert cage.tokens["problem.title"][0] in pages[page]


@pytest.mark.parametrize("name", WHOLE)
def test_what_a_public_export_leaves_out_is_counted(
    cage: Caged, ask: Callable[..., tuple[int, bytes, str]], name: str
) -> None:
    fields = rows(name, ask(name.split(), "--public")[1])
    assert (fields["commit"], fields["evidence"]) == (None, False)
    assert fields["left_out"] + fields["count"] == rows(name, ask(name.split())[1])["count"]
    kept = [kind for kind, shown in HEADS.items() if shown]
    there = [path for path in cage.desk.root.rglob("*.toml") if path.name not in ("tombi.toml", ".taplo.toml")]
    assert fields["count"] == sum(kind in kept for kind in map(_kind, there))


def _kind(path: Path) -> str:
    of = {"yian.toml": "campaign", "org.toml": "org"}
    return of.get(path.name) or path.parent.name.removesuffix("s")


def rows(name: str, data: bytes) -> dict[str, Any]:
    """Return header and count of a whole ledger."""
    match name:
        case "export json":
            return {key: value for key, value in json.loads(data).items() if key != "items"}
        case "export jsonl":
            first, *_items, last = data.decode().splitlines()
            return {**json.loads(first), **json.loads(last)}
        case _:
            of_file = [row for row in csv.reader(io.StringIO(data.decode())) if not row[0]]
            said = {field.removeprefix("/"): (type_, value) for _path, field, type_, value in of_file}
            return {"commit": None} | {
                key: value if type_ == "text" else json.loads(value) for key, (type_, value) in said.items()
            }


@pytest.mark.parametrize("name", WHOLE)
def test_no_ledger_is_made_of_a_public_export(
    ask: Callable[..., tuple[int, bytes, str]], tmp_path: Path, name: str
) -> None:
    target = tmp_path / f"公开.{name.split()[1]}"
    assert ask([*name.split(), "--public", "-o", str(target)])[0] == 0
    for more in ([], ["--apply", "--by", "office/liaison"]):
        for where in ([], ["--ledger", str(tmp_path / "new")]):
            status, out, said = ask(["import", str(target), *where, *more])
            assert (status, out) == (4, b"")
            assert "public version" in said
            assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", WHOLE)
def test_no_evidence_goes_with_a_public_export(
    ask: Callable[..., tuple[int, bytes, str]], tmp_path: Path, name: str
) -> None:
    target = tmp_path / "x"
    status, out, said = ask([*name.split(), "--public", "--evidence", "-o", str(target)])
    assert (status, out, said.count("\n")) == (2, b"", 1)
    assert not target.exists()


def test_the_workbook_of_a_unit_has_no_public_version(
    ask: Callable[..., tuple[int, bytes, str]], tmp_path: Path
) -> None:
    status, out, said = ask(["export", "xlsx", "--org", "zjj", "--public", "-o", str(tmp_path / "x.xlsx")])
    assert (status, out, said.count("\n")) == (2, b"", 1)
    assert "for the office only" in said
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize("name", FILES)
def test_where_something_personal_stands_no_file_is_handed_on(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem(title="投诉人13812345678反映")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    environ = {"YIAN_LEDGER": str(desk.root), "YIAN_NOW": "2026-07-15"}
    target = tmp_path / "out" / f"x.{name.split()[1] if name != 'export dossier' else 'zip'}"
    target.parent.mkdir()
    more = ["--org", "zjj"] if name == "export dossier" else []
    assert run([*name.split(), *more, "--public", "-o", str(target)], environ) == 1
    out, err = capsysbinary.readouterr()
    assert list(target.parent.iterdir()) == []
    assert (out, ref.encode() in err, b"13812345678" in err) == (b"", True, True)
    if name in WHOLE:
        assert run([*name.split(), "--public"], environ) == 1
        assert capsysbinary.readouterr().out == b""


def test_no_public_version_names_a_command(
    ask: Callable[..., tuple[int, bytes, str]],
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for arguments in [*(line.split() for line in sorted(PUBLISHED)), *(way for ways in FILES.values() for way in ways)]:
        assert "yian " not in everything(ask(arguments, "--public")[1]).replace("yian import", ""), arguments
    empty = new_desk(tmp_path / "ledger")
    environ = {"YIAN_LEDGER": str(empty.root), "YIAN_NOW": "2026-07-15"}
    ref = [line.split() for line in sorted(PUBLISHED) if "{" not in line and "compare" not in line]
    for line in ref:
        assert run([*line, "--public"], environ) == 0, line
        assert "yian " not in everything(capsysbinary.readouterr().out), line
    assert run(["show", empty.problem(), "--public"], environ) == 0
    said = capsysbinary.readouterr().out.decode()
    assert "No measures yet." in said
    assert "yian " not in said
