"""People read posts and names: whatever is shown, in whatever form a person reads, no officer is told by the code."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import LIAISON, OFFICE
from tests.conventions.test_formats import ASKED
from tests.lake.pouring import pour
from tests.render.county import told
from tests.services.ledgers import Desk, asked
from tests.services.noticing import issue
from tests.services.registers import case, meeting, rule
from tests.services.repositories import Repository
from yiananlib.cli.main import run
from yiananlib.render import show
from yiananlib.render.formats import FORMATS
from yiananlib.render.views import VIEWS
from yiananlib.services.recording import rectify

HUMAN = tuple(name for name in FORMATS if name != "json")
MORE = (
    ["show", "{meeting}"], ["show", "{amended}"], ["report", "--kind", "ledger"], ["log", "{amended}"],
    ["due", "--for", "office/liaison"], ["due", "--for", "zjj/head"], ["remind", "--for", "zjj/head"],
    ["lint", "--all"], ["remind", "--message"],
)  # fmt: skip
CODED = ("Officers", "Answer")
"""What tells which codes there are to be typed, and what answers in the words of the tables."""
RECORDING = {
    "Recorded", "RecordedMatter", "Corrected", "Undone", "GateUnmet", "Begun", "Defined", "Progress", "Kept",
    "Rejected", "Resolved", "Yielded", "Driven", "SetUp", "Synced", "CaseAdded", "CalendarFilled", "Roster",
    "FiledFolder",    "Bundled", "Imported", "UnitImported", "Rejects", "Installed",
    "Handover", "Reform", "Continued",
}  # fmt: skip
"""What recording, and what keeps the ledger, come to."""
ELSEWHERE = {
    "Dossier", "Examined", "UnitBook", "Kinds", "Proved", "Ids", "WhoAmI", "Remembered", "HandedOver", "Collected",
}  # fmt: skip
"""What has tests of its own, mentions nobody, or says what is to be typed."""
NOW = {"YIAN_NOW": "2026-06-20"}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, dict[str, str], list[str]]:
    """Return the county with everything in which officers are named, names of its records, and its officers."""
    desk = told(tmp_path_factory.mktemp("posts") / "ledger")
    later = dt.date(2026, 7, 30)
    case(desk.on("2026-03-12"))
    names = {"notice": issue(desk), "rule": rule(desk, owner="jianguan"), "meeting": meeting(desk, held=None)}
    names["lake"] = str(desk.root.parent / "lake")
    asked(desk.ledger, lambda index: pour(Path(names["lake"]), "530121", index, known=dt.date(2026, 6, 20)))
    amended = names["amended"] = names["problem"] = desk.problem(due=later)
    desk.measure(amended, due="2026-07-01")
    at = desk.context
    rectify.amend(desk.ledger, at(), amended, {"owner": "liaison", "support": ["czj"], "kind": "other"}, "职务调整")
    desk.append(amended, "extension-requested", by=LIAISON, until=later.replace(month=8), reason="待评审")
    repository = Repository(desk.root)
    repository.now = desk.now
    repository.git("init", "-q")
    repository.commit(OFFICE)
    refs = [f"{code}/{officer.id}" for code, org in desk.ledger.orgs().items() for officer in org.officers]
    return desk, names, refs


def read(name: str, said: bytes) -> str:
    """Return the text that somebody reads of a file in a format."""
    if name not in ("docx", "xlsx"):
        return said.decode()
    with zipfile.ZipFile(io.BytesIO(said)) as parts:
        return "\n".join(parts.read(part).decode() for part in parts.namelist() if part.endswith(".xml"))


Spied = Callable[..., set[str]]


@pytest.fixture
def spied(
    county: tuple[Desk, dict[str, str], list[str]],
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> Spied:
    """What runs a command that writes into a file, and returns the types of what it showed; none in no such form."""
    desk, names, _refs = county
    made, kinds = show.made, set()

    def seen(value: object, *given: object, **options: object) -> object:
        kinds.add(type(value).__name__)
        return made(value, *given, **options)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(show, "made", seen)
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk.root.parent / "cache"))

    def asked(arguments: list[str], format_: str, path: Path) -> set[str]:
        kinds.clear()
        words = [*(part.format(**names) for part in arguments), "--format", format_, "-o", str(path)]
        status = run(words, {"YIAN_LEDGER": str(desk.root), **NOW})
        assert status in (0, 1, 2), capsysbinary.readouterr().err.decode()
        return set(kinds) if status != 2 else set()

    return asked


@pytest.mark.parametrize("format_", HUMAN)
@pytest.mark.parametrize("arguments", [*ASKED, *MORE], ids=" ".join)
def test_officers_are_never_shown_by_their_codes(
    county: tuple[Desk, dict[str, str], list[str]], spied: Spied, tmp_path: Path, arguments: list[str], format_: str
) -> None:
    path = tmp_path / f"out{FORMATS[format_].suffix}"
    kinds = spied(arguments, format_, path)
    if kinds and kinds.isdisjoint(CODED):
        said = read(format_, path.read_bytes())
        assert [ref for ref in county[2] if ref in said] == []


def test_no_view_is_left_out(spied: Spied, tmp_path: Path) -> None:
    shown: set[str] = set()
    for format_ in HUMAN:  # most are shown as text already
        for number, arguments in enumerate([*ASKED, *MORE]):
            if set(VIEWS) - shown != RECORDING | ELSEWHERE:
                shown |= spied(arguments, format_, tmp_path / f"{number}{FORMATS[format_].suffix}")
    assert set(VIEWS) - shown == RECORDING | ELSEWHERE
