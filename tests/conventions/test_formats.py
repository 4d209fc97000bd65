"""Every command with a result gives it in every format, or refuses it in one sentence; no format is forgotten."""

import datetime as dt
import importlib
import json
import subprocess
from pathlib import Path

import click
import pytest

from tests.lake.pouring import pour
from tests.services.ledgers import Desk, asked, new_desk
from tests.services.noticing import issue
from tests.services.registers import FILED, case, filed, meeting, rule
from yiananlib.cli.main import root, run
from yiananlib.model import registers
from yiananlib.render.formats import FORMATS
from yiananlib.render.views import ONLY, VIEWS

WRITTEN = ("list", "show", "report", "similar", "due", "remind", "compare", "log", "diff", "sql", "verify", "lint")
ASKED = (
    ["list"], ["list", "--orgs"], ["list", "--officers"], ["list", "--prompts"], ["list", "--cases"],
    ["list", "--rounds"], ["list", "--notices"], ["list", "--rules"], ["list", "--meetings"], ["show", "campaign"],
    *(["list", f"--{register.folder}"] for register in registers.ALL),
    ["show", "{problem}"], ["show", "{notice}"], ["show", "{rule}"], ["show", "case-1"],
    ["report"], ["report", "--org", "zjj"], ["report", "--burn-down"], ["report", "--common"],
    ["report", "--look-backs"], ["report", "--sweep"], ["report", "--what-held"], ["report", "--cleared"],
    ["report", "--end-of-campaign"],
    ["report", "--members"], ["report", "--heads"], ["report", "--stages"],
    ["report", "--tasks"], ["report", "--backdated"], ["report", "--rank", "closure_rate"],
    ["report", "--by", "tag", "--by", "return_reason"],
    ["report", "--kind", "bulletin"], ["report", "--kind", "brief"], ["report", "--kind", "notice"],
    ["report", "--kind", "notice", "--notice", "{notice}"], ["report", "--kind", "ledger", "--org", "zjj"],
    ["similar", "{problem}"], ["similar", "--symptom", "canary"],
    ["due"], ["due", "--for", "zjj/liaison"], ["remind"], ["remind", "--message"], ["compare", "--from", "2026-03-11"],
    ["report", "--lake", "{lake}"], ["report", "--lake", "{lake}", "--org", "530121"],
    ["compare", "--lake", "{lake}", "--from", "2026-03-11"], ["list", "--orgs", "--lake", "{lake}"],
    ["log"], ["diff"], ["sql"], ["sql", "SELECT * FROM problems"], ["verify"], ["lint"],
)  # fmt: skip
"""Every result of every one of them."""
WHO = ("-c", "user.name=x", "-c", "user.email=x@example.org")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, str]]:
    desk = new_desk(tmp_path_factory.mktemp("written") / "ledger")
    case(desk)
    names = {"problem": desk.problem(), "notice": issue(desk), "rule": rule(desk), "meeting": meeting(desk, held=None)}
    names |= {name: filed(desk, name) for name in FILED}
    names["lake"] = str(desk.root.parent / "lake")
    asked(desk.ledger, lambda index: pour(Path(names["lake"]), "530121", index, known=dt.date(2026, 6, 20)))
    for arguments in (["init", "-q"], ["add", "."], [*WHO, "commit", "-q", "-m", "一", "--date=2026-03-12T09:30:00Z"]):
        subprocess.run(["git", *arguments], cwd=desk.root, check=True, capture_output=True)
    return desk, names


def test_these_are_the_commands_that_take_a_format() -> None:
    context = click.Context(root)
    commands = {name: root.get_command(context, name) for name in root.list_commands(context)}
    takers = {
        name: {p.name for p in found.params} & {"format", "output", "json"} for name, found in commands.items() if found
    }
    assert {name for name, options in takers.items() if options == {"format", "output", "json"}} == set(WRITTEN)
    assert not any(options & {"format", "output"} for name, options in takers.items() if name not in WRITTEN)
    assert {arguments[0] for arguments in ASKED} == set(WRITTEN)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_a_result_comes_in_a_format_or_is_refused_in_one_sentence(
    told: tuple[Desk, dict[str, str]],
    capsysbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    format_: str,
) -> None:
    desk, names = told
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk.root.parent / "cache"))
    environ = {"YIAN_LEDGER": str(desk.root), "YIAN_NOW": "2026-06-20"}
    typed = [part.format(**names) for part in arguments]
    status = run([*typed, "--format", format_], environ)
    printed = capsysbinary.readouterr()
    path = tmp_path / f"out{FORMATS[format_].suffix}"
    assert run([*typed, "-o", str(path)], environ) == status
    if status == 2:
        assert (printed.out, printed.err.count(b"\n")) == (b"", 1)
        assert list(tmp_path.iterdir()) == []
        assert FORMATS[format_].needs in ("table", "calendar")
        return
    assert status == (1 if arguments == ["lint"] else 0), printed.err  # it asks about what is overdue
    assert printed.out
    assert path.read_bytes() == FORMATS[format_].mark.encode() + printed.out
    if format_ == "json":
        capsysbinary.readouterr()
        assert run([*typed, "--json"], environ) == status
        assert capsysbinary.readouterr().out == printed.out
        json.loads(printed.out)


@pytest.mark.parametrize("row", FORMATS.values(), ids=lambda row: row.name)
def test_a_format_has_a_module_and_a_suffix_of_its_own(row: object) -> None:
    name, suffix = row.name, row.suffix  # type: ignore[attr-defined]  # pytest hands on whatever it is given
    assert callable(importlib.import_module(f"yiananlib.render.formats.{name}").pieces)
    assert [other.name for other in FORMATS.values() if other.suffix == suffix] == [name]
    assert suffix.startswith(".")


def test_no_module_of_a_format_is_missing_from_the_table() -> None:
    import yiananlib.render.formats as package

    modules = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - {"__init__"}
    assert modules == set(FORMATS)


@pytest.mark.parametrize("name", VIEWS)
def test_whatever_a_view_names_is_there(name: str) -> None:
    view = VIEWS[name]
    assert view.document or view.table or view.sheets or view.paged
    for need in ("document", "json", "table", "calendar", "book", "page"):
        function = getattr(view, need)
        if function and function != ONLY:
            assert callable(getattr(importlib.import_module(f"yiananlib.render.views.{view.module}"), function))
