"""Every command is documented, and its examples are commands that run."""

import datetime as dt
import importlib
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import xlsxwriter

from tests import warm
from tests.index.held import held
from tests.lake.pouring import pour
from tests.services.ledgers import Desk, new_desk
from tests.services.noticing import issue
from tests.services.registers import case, filed, meeting, rule
from yiananlib.cli.main import root, run
from yiananlib.cli.session import Session
from yiananlib.cli.table import COMMANDS, SUMMARIES, module_of
from yiananlib.model import registers

CONTEXT = click.Context(root)


def command(name: str) -> click.Command:
    found = root.get_command(CONTEXT, name)
    assert isinstance(found, click.Command)
    return found


def examples(name: str) -> list[str]:
    found: str = command(name).examples  # type: ignore[attr-defined]  # what yian_command keeps for this test
    return found.strip().split("\n")


EXAMPLES = [pytest.param(name, line, id=line[:60]) for name in SUMMARIES for line in examples(name)]
every = pytest.mark.parametrize("name", COMMANDS)


@every
def test_a_command_has_a_module_of_its_name_with_a_docstring(name: str) -> None:
    module = importlib.import_module(module_of(name))
    assert isinstance(module.command, click.Command)
    assert module.command.name == name
    assert (module.__doc__ or "").startswith(f"``yian {name}``")


@every
def test_a_command_s_help_is_its_summary_and_an_example(name: str) -> None:
    text = command(name).help or ""
    assert text.startswith(COMMANDS[name])
    assert "Examples:" in text
    assert all(line.startswith("yian ") for line in examples(name))


@every
def test_every_option_has_help(name: str) -> None:
    options = [p for p in command(name).params if isinstance(p, click.Option)]
    assert [p.name for p in options if not p.help] == []


@every
def test_every_option_is_spelled_as_the_others_are(name: str) -> None:
    for option in (p for p in command(name).params if isinstance(p, click.Option)):
        assert all(o.startswith("--") or len(o) == 2 for o in option.opts)
        assert all(o == o.lower() and "_" not in o for o in option.opts)


@every
def test_help_is_shown_and_ends_well(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*name.split(), "--help"], {}) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert f"Usage: yian {name}" in printed.out


def test_no_module_of_a_command_is_missing_from_the_table() -> None:
    folder = Path(__file__).resolve().parents[2] / "src/yiananlib/cli/commands"
    names = {p.stem for p in folder.glob("*.py")} - {"__init__"}
    assert names == {module_of(name).rpartition(".")[2] for name in COMMANDS}


RECORDING = (
    "add-problem", "add-measure", "progress", "done", "add-evidence", "amend", "endorse", "submit", "withdraw",
    "review", "close", "look-back", "reopen", "void", "examine", "extend", "note", "publicise", "number", "handle",
    "hold-account", "rate", "notice", "reply", "add-rule", "rule", "add-meeting", "meeting", "retract", "redate",
    "contest", "blocked",
    *registers.BY_NAME,
)  # fmt: skip


@pytest.mark.parametrize("name", RECORDING)
def test_recording_commands_take_by_and_on(name: str) -> None:
    assert {"by", "on", "ledger", "json"} <= {p.name for p in command(name).params}


@every
def test_only_recording_commands_take_for_and_all_of_them_do(name: str) -> None:
    types = {p.name: p.type for p in command(name).params}
    assert ("behalf" in types) is ({"by", "on"} <= types.keys())
    assert ("behalf" in types) or name not in RECORDING
    assert types.get("behalf") is (types["by"] if "behalf" in types else None), "it is completed like --by"


@pytest.mark.parametrize("name", ["list", "show", "report", "due", "remind", "lint"])
def test_reading_commands_take_a_day_and_json(name: str) -> None:
    assert {"as_of", "ledger", "json"} <= {p.name for p in command(name).params}


# the examples


def words(line: str) -> list[str]:
    """Return the arguments of an example, without what the shell would do with its output."""
    return shlex.split(line.partition(" > ")[0])[1:]


@pytest.mark.parametrize(("name", "line"), EXAMPLES)
def test_an_example_is_a_command_that_parses(name: str, line: str) -> None:
    _program, *typed = shlex.split(line.partition(" > ")[0])
    named, arguments = typed[: len(name.split())], typed[len(name.split()) :]
    assert named == name.split()
    context = command(name).make_context(name, arguments, parent=click.Context(root, obj=Session({})))
    assert context.params is not None


RECORDS = {
    "opinion": "p5n8ra", "group": "g6k3wd", "mark": "h7t2mc", "commendation": "c4x9pq", "press": "d8v5ny",
    "dispatch": "s2w7fk", "urge": "v4r8sk", "accountability": "a5r8dn",
}  # fmt: skip
"""The records of registers that examples name."""


def _rename(desk: Desk, path: str, name: str) -> None:
    """Give a record the id that examples name it by."""
    old = desk.root / path
    text = old.read_text(encoding="utf-8").replace(f'id = "{old.stem}"', f'id = "{name}"', 1)
    old.unlink()
    desk.write(f"{path.rpartition('/')[0]}/{name}.toml", text)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the examples, and beside it papers; each example has a copy.

    Of `zjj`, `k7m2qd` and `w5n8ra` are problems, `9h3x4b` a notice, `w2m8tc` one that is monthly, `r3b8xk` a rule and
    `m4c9yt` a meeting; `case-1` is a case.
    """
    above = tmp_path_factory.mktemp("county")
    desk = new_desk(above / "ledger")
    office = (desk.root / "orgs/office/org.toml").read_text(encoding="utf-8")
    inspector = (desk.root / "orgs/jiwei/org.toml").read_text(encoding="utf-8")
    head = '\n[[officers]]\nid = "head"\npost = "主任"\nrole = "head"\n'
    desk.write("orgs/bgs/org.toml", office.replace("order = 4", "order = 8") + head)
    desk.write("orgs/jw/org.toml", inspector.replace("order = 5", "order = 9") + head)
    ref = desk.problem()
    desk.measure(ref)
    name = ref.partition("/")[2]
    text = (desk.root / desk.file_of(ref)).read_text(encoding="utf-8")
    (desk.root / desk.file_of(ref)).unlink()
    desk.write("orgs/zjj/problems/k7m2qd.toml", text.replace(f'id = "{name}"', 'id = "k7m2qd"'))
    other = desk.problem(title="验收资料未归档")
    desk.measure(other)
    _rename(desk, desk.file_of(other), "w5n8ra")
    monthly = issue(desk, often="month", due=dt.date(2026, 6, 30), until=dt.date(2026, 9, 30))
    _rename(desk, f"orgs/zjj/notices/{monthly.partition('/')[2]}.toml", "w2m8tc")
    own = desk.problem("bgs", "bgs/head", title="变更先干后批多发", owner="bgs/head", leader="bgs/head")
    _rename(desk, desk.file_of(own), "w4n7hd")
    _rename(desk, f"orgs/zjj/notices/{issue(desk, due=dt.date(2026, 6, 30)).partition('/')[2]}.toml", "9h3x4b")
    case(desk)
    _rename(desk, f"orgs/zjj/rules/{rule(desk).partition('/')[2]}.toml", "r3b8xk")
    _rename(desk, f"orgs/zjj/meetings/{meeting(desk, held=None, aims=('sweat',)).partition('/')[2]}.toml", "m4c9yt")
    for kind, name in RECORDS.items():
        _rename(desk, f"orgs/zjj/{registers.BY_NAME[kind].folder}/{filed(desk, kind).partition('/')[2]}.toml", name)
    papers = above / "papers"
    papers.mkdir(exist_ok=True)  # what was sent upward was one
    for paper in ("核验表.pdf", "通报.pdf", "会议纪要.docx", "签认单.pdf", "职责清单.pdf"):
        (papers / paper).write_text(paper, encoding="utf-8")
    problem = (
        'title = "一"\nsymptom = "二"\nkind = "other"\nleader = "deputy-1"\nowner = "jianguan"\ndue = 2026-06-15\n'
    )
    (papers / "问题.toml").write_text(problem, encoding="utf-8")
    (papers / "案件.toml").write_text('title = "案件"\n[[findings]]\ntext = "一"\n', encoding="utf-8")
    (papers / "答复.toml").write_text(
        '[[answers]]\nprompt = "p01"\nanswer = "clear"\nreason = "无"\n', encoding="utf-8"
    )
    (papers / "佐证材料").mkdir()
    (papers / "佐证材料" / "k7m2qd-1 现场照片.jpg").write_text("照片", encoding="utf-8")
    (papers / "审计.toml").write_text('[orgs]\n"建设局" = "zjj"\n', encoding="utf-8")
    sheet(papers / "整改台账.xlsx")
    return above


@pytest.fixture
def environ(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A day in July at the ledger of the examples, among the papers."""
    shutil.copytree(county, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path / "papers")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return {**os.environ, "YIAN_LEDGER": str(tmp_path / "ledger"), "YIAN_NOW": "2026-07-01", "YIAN_SEED": "x"}


def sheet(path: Path) -> None:
    """Write a ledger as a unit keeps it."""
    rows = (
        ("责任单位", "问题表现", "整改措施", "整改时限"), ("zjj", "工地扬尘无人管", "洒水", "2026-09-30"),
        ("zjj", "九份合同没有归档", "归档", "2026-09-30"), ("zjj", "九份合同都没有归档", "补档", "2026-10-30"),
    )  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        written = book.add_worksheet("整改台账")
        for number, row in enumerate(rows):
            written.write_row(number, 0, row)


DONE = ["done", "k7m2qd", "1", "--evidence", "核验表.pdf", "--by", "zjj/liaison"]
SUBMITTED = ["submit", "k7m2qd", "--effect", "零补办", "--rule", "办法", "--wider", "同查", "--by", "zjj/liaison"]
ASKED = ["extend", "k7m2qd", "--until", "2026-07-10", "--reason", "待评审", "--by", "bgs/head", "--on", "2026-06-15"]
REPLIED = ["reply", "9h3x4b", "已逐一核验", "--by", "zjj/liaison"]
YES = [word for n in range(1, 5) for word in ("--standard", f"{n}=yes")]
CLOSED = [
    DONE,
    SUBMITTED,
    ["endorse", "k7m2qd", "--by", "zjj/head"],
    ["review", "k7m2qd", "--pass", "--opinion", "属实", *YES, "--by", "jw/liaison"],
    ["close", "k7m2qd", "--by", "bgs/head"],
]
OWNED = ["--owner", "jianguan", "--due", "2026-05-01", "--by", "zjj/head"]
RECURRING = ["add-measure", "k7m2qd", "每月抽查", *OWNED, "--every", "month", "--from", "2026-03-31"]
HELD = ["meeting", "m4c9yt", "--held", "--attended", "5", "--of", "7", "--by", "zjj/liaison"]
OBJECTED = ["contest", "k7m2qd", "--reason", "不属我局监管", "--by", "zjj/head"]
BLOCKED = ["blocked", "k7m2qd", "--waits-for", "czj", "--needs", "评审意见", "--by", "zjj/liaison"]
GENERAL = ["wider", "bgs/w4n7hd", "--stands-for", "k7m2qd", "--by", "bgs/head"]
NEEDS = {
    "contest --uphold": [OBJECTED],
    "contest --dismiss": [OBJECTED],
    "blocked --cleared": [BLOCKED],
    "wider --found": [GENERAL],
    "wider --nothing": [GENERAL],
    "rule --issued": [["rule", "r3b8xk", "--decide", "revise", "--reason", "无时限", "--by", "zjj/head"]],
    "meeting --made-up": [HELD],
    "meeting --found": [HELD],
    "meeting --aim": [HELD],
    "meeting --passed": [HELD],
    "meeting --not-passed": [HELD],
    "progress --occurrence": [RECURRING],
    "excuse": [RECURRING],
    "done": [["add-measure", "k7m2qd", "二", "三", *OWNED]],
    "done --occurrence": [RECURRING],
    "submit": [DONE],
    "publicise": [DONE, SUBMITTED],
    "notice --return": [REPLIED],
    "notice --close": [REPLIED],
    "as --forget": [["as", "zjj/liaison"]],
    "rate": CLOSED,
    "extend --grant": [ASKED],
    "extend --deny": [ASKED],
    "import --signed": [["export", "xlsx", "--org", "zjj", "-o", "住建局.xlsx"]],
    "add-evidence": [["add-measure", "k7m2qd", "二", *OWNED]],
    "export --case": [["amend", "k7m2qd", "--finding", "case-1/1", "--reason", "对照案例", "--by", "zjj/head"]],
    "verify 案卷.zip": [["export", "dossier", "k7m2qd", "-o", "案卷.zip"]],
    "import 台账.jsonl": [["export", "jsonl", "-o", "台账.jsonl"]],
    "withdraw": [DONE, SUBMITTED],
    "review": [DONE, SUBMITTED],
}
"""What must be recorded before an example can be run; with an option, before those that give it."""

LEFT_OUT = {
    "edit": "it opens an editor; tests/cli/commands/test_begin.py runs it",
    "sample": "closed problems go before it; tests/cli/commands/test_sample.py runs it",
    "close": "a whole rectification goes before it; tests/journeys run it",
    "look-back": "a close goes before it; tests/journeys run it",
    "reopen": "a close goes before it; tests/cli/commands/test_close_out.py runs it",
    "retract": "it names an entry, whose id is made; tests/cli/commands/test_slips.py runs it",
    "redate": "it names an entry of a wrong clock; tests/cli/commands/test_redate.py runs it",
    "yield": "it needs a collision; tests/cli/commands/test_merging.py runs it",
    "export parquet": "it needs a git repository; tests/cli/commands/test_lake.py runs it",
    "collect": "it needs what was handed over; tests/cli/commands/test_lake.py runs it",
    "undo": "it needs a git repository; tests/cli/commands/test_slips.py runs it",
    "import orgs": "it needs a roster; tests/cli/commands/test_begin.py runs it",
    "import open": "it needs another ledger; tests/cli/commands/test_import_open.py runs it",
    "demo": "it takes seconds; tests/cli/commands/test_begin.py runs it",
    "init": "it makes a git repository; tests/journeys run it",
    "hook": "git runs it; tests/journeys/test_proof.py pushes to a repository that has it",
    "sync": "it needs a remote; tests/journeys run it",
    "setup": "it needs a git repository; tests/journeys run it",
    "add-org": "the example's organizations are there; tests/journeys run it",
    "add-officer": "the example's officers are there; tests/journeys run it",
}
LAKE = 'name = "云山省"\nstale_days = 3650\n[[region]]\ncode = "530100"\nname = "云岭市"\n'
READ_GIT = {"log", "diff", "compare"}
NEED_A_TERMINAL = {
    "yian examine zjj --round 2026-1 --by zjj/liaison",
    "yian remind --sent 短信平台 --run-command --by bgs/liaison",
}
NEED_A_REPOSITORY = {"yian verify --history", "yian verify --history --anew", "yian verify --history origin/main..HEAD"}


def _commit_ten_times(folder: Path) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        *([*who, "commit", "-q", "--allow-empty", "-m", "x"] for _ in range(11)),
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(("name", "line"), [p for p in EXAMPLES if p.values[0] not in LEFT_OUT])
def test_an_example_runs(name: str, line: str, environ: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    _prepare(name, line, environ)
    status = run(words(line), environ)
    assert status == (2 if line in NEED_A_TERMINAL | NEED_A_REPOSITORY else 0), capsys.readouterr()


@pytest.mark.parametrize(
    ("name", "line"), {p.values[0]: p for p in reversed(EXAMPLES) if p.values[0] not in LEFT_OUT}.values()
)
def test_a_command_loads_all_that_it_needs(name: str, line: str, environ: dict[str, str]) -> None:
    """In a process of its own, where nothing else loaded it before."""
    _prepare(name, line, environ)
    done = warm.started(words(line), cwd=Path.cwd(), environ=environ)
    assert done.returncode == (2 if line in NEED_A_TERMINAL | NEED_A_REPOSITORY else 0), done.stderr.decode()


@pytest.mark.parametrize(
    ("name", "line"),
    [p for p in EXAMPLES if p.values[0] in {*RECORDING, "lint"} - set(LEFT_OUT) and "--by" in str(p.values[1])],
)
def test_the_office_records_an_example_for_somebody_else(
    name: str, line: str, environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _prepare(name, line, environ)
    arguments = words(line)
    place = arguments.index("--by") + 1
    principal = arguments[place]
    arguments[place] = "bgs/head" if principal == "bgs/liaison" else "bgs/liaison"
    arguments += [] if "--for" in arguments else ["--for", principal]
    arguments += ["--evidence", "核验表.pdf"] if _is_the_head_s(name, arguments) else []
    arguments += (
        ["--document", "住建发〔2026〕18号"]
        if name == "reply" and not {"--received", "--document"} & set(arguments)
        else []
    )
    before = _said_for(environ)
    assert run(arguments, environ) == (2 if line in NEED_A_TERMINAL else 0), capsys.readouterr()
    opened_alone = name == "examine" and "--answers" not in arguments
    shown_alone = "--from" in arguments and name == "add-evidence" and "--apply" not in arguments
    assert _said_for(environ) > before or opened_alone or shown_alone, "nothing says on whose behalf"


def _is_the_head_s(name: str, arguments: list[str]) -> bool:
    """Tell whether an example needs the signed sheet where the office records it."""
    signed = name == "endorse" or (name == "contest" and "--reason" in arguments)
    return signed and "--evidence" not in arguments


def _said_for(environ: dict[str, str]) -> int:
    """Return how many entries and answers of the ledger carry `for`."""
    files = Path(environ["YIAN_LEDGER"]).glob("orgs/*/*/*.toml")
    return sum(file.read_text(encoding="utf-8").count("\nfor = ") for file in files)


def _prepare(name: str, line: str, environ: dict[str, str]) -> None:
    """Set the day and record what must be there before the example is run."""
    if "--on 2026-" in line or name == "submit":
        environ["YIAN_NOW"] = "2026-07-02"
    if name in READ_GIT or "--rev" in line:
        _commit_ten_times(Path(environ["YIAN_LEDGER"]))
    if name in ("extend", "lint"):
        environ["YIAN_NOW"] = "2026-06-15"
    if name == "add-problem":
        environ["YIAN_NOW"] = "2026-03-12"
    if "--lake" in line:
        pour(Path("省湖"), "530121", held())
        Path("省湖/lake.toml").write_text(LAKE, encoding="utf-8")
    needed = [before for key, steps in NEEDS.items() if set(key.split()) <= set(words(line)) for before in steps]
    for before in needed:
        assert run(before, environ) == 0


def test_every_command_left_out_exists_and_has_a_reason() -> None:
    assert set(LEFT_OUT) <= set(SUMMARIES)
    assert all(LEFT_OUT.values())
