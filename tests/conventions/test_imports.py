"""What a command does not need it does not load: a start is what users wait for most."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.ledgers import new_desk

HEAVY = (
    "pydantic", "rich", "sqlite3", "subprocess", "importlib.metadata", "tomli", "tomllib", "tomli_w", "rapidfuzz",
    "prompt_toolkit", "duckdb", "pyspark",
)  # fmt: skip
PROGRAM = """
import sys
sys.argv = ["yian", *sys.argv[1:]]
try:
    from yiananlib.cli.entry import main
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print("\\n--loaded--", *sorted(sys.modules))
"""


def loaded(*arguments: str, **environ: str) -> set[str]:
    """Return the modules that a command has loaded when it ends."""
    return modules(PROGRAM, *arguments, **environ)


def modules(program: str, *arguments: str, **environ: str) -> set[str]:
    """Return what is named after ``--loaded--`` in the output of a program."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True, encoding="utf-8", env=os.environ | {"LC_ALL": "C.UTF-8"} | environ, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stdout.partition("--loaded-- ")[2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], [], ["--version"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(*arguments) & set(HEAVY) == set()


LIGHT = (
    "yiananlib.cli.main",
    "yiananlib.cli.options",
    "yiananlib.cli.session",
    "yiananlib.errors",
    "yiananlib.messages",
    "yiananlib.model.ids",
    "yiananlib.model.text",
    "yiananlib.model.vocabulary",
    "yiananlib.model.words",
    "yiananlib.services.reading.calendar",
    "yiananlib.store.files",
    "yiananlib.store.git",
    "yiananlib.store.guard",
    "yiananlib.store.layout",
    "yiananlib.store.ledger",
    "yiananlib.store.lock",
    "yiananlib.store.source",
)
"""What finds a ledger and the bytes of its files: reading by the index needs no model."""

LOOKING = """
import sys
from pathlib import Path
from yiananlib.store.ledger import Ledger, find_root

root = find_root(Path(sys.argv[1]))
ledger = Ledger(root)
org, name = ledger.locate(sys.argv[2])
assert org in ledger.org_names() and ledger.is_taken(name)
assert ledger.bytes_of(f"orgs/{org}/problems/{name}.toml")
print("--loaded--", *sorted(sys.modules))
"""


@pytest.mark.parametrize("module", LIGHT)
def test_finding_a_ledger_s_files_loads_no_model(module: str) -> None:
    assert modules(f"import sys, {module}; print('--loaded--', *sys.modules)") & set(HEAVY) == set()


def test_a_problem_is_found_without_a_model(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    found = modules(LOOKING, str(desk.root / "orgs"), desk.problem())
    assert found & set(HEAVY) == set()
    assert "dataclasses" not in found


def test_the_version_needs_not_even_the_command_line() -> None:
    found = loaded("--version")
    assert not any(name.startswith("click") for name in found)
    assert found & {"typing", "contextlib", "re", "enum", "yiananlib.messages"} == set()


@pytest.mark.parametrize(("words", "number"), [("yian lo", "1"), ("yian list --le", "2"), ("yian progress --b", "2")])
def test_completion_loads_nothing_heavy(words: str, number: str) -> None:
    found = loaded(_YIAN_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=number)
    assert found & {"pydantic", "rich", "sqlite3", "pathlib"} == set()
    of_commands = {module for module in found if module.startswith("yiananlib.cli.commands.")}
    assert of_commands == ({f"yiananlib.cli.commands.{words.split()[1]}"} if number == "2" else set())


def test_what_can_be_completed_is_known_without_what_compares_names() -> None:
    assert "difflib" not in modules("import sys, yiananlib.cli.completing; print('--loaded--', *sys.modules)")


@pytest.mark.parametrize("command", ["list", "show", "progress", "close"])
def test_help_of_a_command_loads_nothing_heavy(command: str) -> None:
    assert loaded(command, "--help") & {*HEAVY, "pathlib"} == set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["progress", "{ref}", "已核验"],
        ["add-measure", "{ref}", "补办", "--owner", "jianguan", "--due", "2026-05-01"],
        ["submit", "{ref}", "--effect", "零补办", "--incomplete", "先报主体"],
    ],
)
def test_recording_off_a_terminal_loads_neither_rich_nor_the_index(tmp_path: Path, arguments: list[str]) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem()
    found = loaded(
        *(a.format(ref=ref) for a in arguments),
        YIAN_LEDGER=str(desk.root), YIAN_NOW="2026-03-13", YIAN_BY="zjj/liaison",
    )  # fmt: skip
    assert found & {"rich", "sqlite3", "prompt_toolkit", "duckdb"} == set()
    assert "yiananlib.services" in found


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """A problem in a ledger whose index is up to date, and where both are."""
    folder = tmp_path_factory.mktemp("indexed")
    desk = new_desk(folder / "ledger")
    ref = desk.closed()
    desk.problem(title="另一个")
    long_ago = (desk.now - dt.timedelta(days=1)).timestamp()
    for path in desk.root.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    environ = {"YIAN_LEDGER": str(desk.root), "YIAN_NOW": "2026-03-13", "XDG_CACHE_HOME": str(folder / "cache")}
    loaded("list", **environ)
    return ref, environ


READING = (
    ["list"],
    ["list", "--text", "审批", "--kind", "undelivered", "--sort", "severity", "--limit", "1"],
    ["list", "--orgs"],
    ["list", "--officers"],
    ["list", "--prompts"],
    ["show", "{ref}"],
    ["report"],
    ["report", "--org", "zjj"],
    ["report", "--json"],
    ["report", "--format", "csv"],
    ["due"],
    ["remind"],
    ["remind", "--for", "zjj/liaison", "--format", "ics"],
    ["list", "--notices", "--overdue"],
    ["due", "--for", "zjj/liaison", "--json"],
    ["sql"],
    ["sql", "SELECT count(*) FROM problems"],
)


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_reading_a_ledger_that_did_not_change_loads_no_model(
    indexed: tuple[str, dict[str, str]], arguments: list[str]
) -> None:
    ref, environ = indexed
    found = loaded(*(a.format(ref=ref) for a in arguments), **environ)
    assert found & {"pydantic", "pydantic_core", "rich", "tomli", "tomllib", "tomli_w", "duckdb", "pyspark"} == set()
    assert found & {"fractions", "statistics", "yiananlib.cli.pager", "yiananlib.store.workers"} == set()
    assert not any(module.startswith("yiananlib.lake") for module in found)
    assert "sqlite3" in found


def test_a_report_loads_nothing_of_the_queue(indexed: tuple[str, dict[str, str]]) -> None:
    _ref, environ = indexed
    found = loaded("report", "--org", "zjj", **environ)
    of_queue = {"index.queue", "index.stranded", "render.views.due", "services.reading.due", "services.reading.ladder"}
    assert found & {f"yiananlib.{module}" for module in of_queue} == set()


def test_what_reads_a_problem_that_changed_does_without_the_models_of_a_campaign() -> None:
    found = modules("import sys, yiananlib.index.loading; print('--loaded--', *sys.modules)")
    assert found & {f"yiananlib.model.{name}" for name in ("campaign", "closing", "checklist", "reasons")} == set()


def test_verifying_a_ledger_does_without_what_only_a_lake_needs(indexed: tuple[str, dict[str, str]]) -> None:
    _ref, environ = indexed
    assert {name for name in loaded("verify", **environ) if name.startswith(("duckdb", "yiananlib.lake"))} == set()


def test_completing_what_the_ledger_has_loads_no_model(indexed: tuple[str, dict[str, str]]) -> None:
    ref, environ = indexed
    typed = {"_YIAN_COMPLETE": "bash_complete", "COMP_WORDS": f"yian show {ref[:5]}", "COMP_CWORD": "2"}
    assert loaded(**environ, **typed) & {"pydantic", "rich", "tomli", "tomllib"} == set()


def test_a_recording_command_loads_only_its_own_module(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "ledger")
    ref = desk.problem()
    found = loaded("progress", ref, "已核验", YIAN_LEDGER=str(desk.root), YIAN_NOW="2026-03-13", YIAN_BY="zjj/liaison")
    commands = {m for m in found if m.startswith("yiananlib.cli.commands.")}
    assert commands == {"yiananlib.cli.commands.progress"}
