"""Wherever an organization or an officer is named, a slip is told with what is nearest to it."""

from pathlib import Path

import click
import pytest

from tests.conventions.test_commands import _prepare, command, county, environ, examples, words
from yiananlib.cli.completing import Known
from yiananlib.cli.main import run
from yiananlib.cli.table import SUMMARIES
from yiananlib.store import kinds

__all__ = ["county", "environ"]  # fixtures

ORG_OR_RECORD = tuple(f"org or {kind}" for kind in kinds.MATTERS)
NAMED = ("org", "officer", *ORG_OR_RECORD)
SLIPS = {**dict.fromkeys(("org", *ORG_OR_RECORD), ("zji", "(zjj)")), "officer": ("zjj/liaizon", "zjj/liaison")}
ELSEWHERE = {
    "add-org org": "it names what is made",
    "import orgs by": "it needs a roster",
    "import open by": "it needs another ledger",
    "import open behalf": "it needs another ledger",
    "undo by": "it needs a git repository",
    "yield by": "it needs a collision",
    "sync by": "it needs a remote",
    "setup by": "it needs a git repository",
}
READS = {
    (name, param.name): param for name in SUMMARIES for param in command(name).params
    if isinstance(param.type, Known) and param.type.what in NAMED and f"{name} {param.name}" not in ELSEWHERE
}  # fmt: skip


FITTING = {
    "examine": "--answers",
    "lint behalf": "--accept",
    "lint by": "--accept",
    "add-org by": "--by",
    "remind behalf": "--sent",
}
"""Which of the examples of a command, or of one of its parameters, is taken: the first that has this option."""
WHOLE = {
    "transfer org": "transfer k7m2qd zji --leader liaison --owner liaison --reason 一 --by bgs/head",
    "handover officer": "handover zjj/liaizon --to zjj/head --reason 一 --by zjj/head",
    "report sender": "report -o 报告.md --sent-to 市委办 --sender zjj/liaizon",
    "report notice": "report --kind notice --notice zji",
    "sample org": "sample --closed-since 2026-04-01 --share 10% --org zji --by jw/liaison",
    "add-org parent": "add-org xin --name 新局 --parent zji --by bgs/head",
}
"""Calls for what no example has, or not alone."""


def misspelt(name: str, param: click.Parameter) -> list[str]:
    """Return a call of a command in which what a parameter names is misspelt."""
    assert isinstance(param.type, Known)
    wrong = SLIPS[param.type.what][0]
    key = f"{name} {param.name}"
    if key in WHOLE:
        return WHOLE[key].split()
    fitting = FITTING.get(name) or FITTING.get(key)
    calls = [call for line in examples(name) if fitting in (None, *(call := words(line)))]
    if isinstance(param, click.Option):
        for call in calls:
            if given := set(param.opts) & set(call):
                call[call.index(given.pop()) + 1] = wrong
                return call
        return [*calls[0], param.opts[0], wrong]
    own = ("zjj", "bgs", "zjj/liaison", "9h3x4b")
    for call in calls:
        found = next((at for at, word in enumerate(call) if word in own and not call[at - 1].startswith("-")), None)
        if found is not None:
            call[found] = wrong
            return call
    raise AssertionError(name)


@pytest.mark.parametrize(("name", "param"), list(READS))
def test_a_slip_is_told_with_the_nearest(
    name: str, param: str, environ: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    call = misspelt(name, READS[name, param])
    _prepare(name, " ".join(["yian", *call]).replace("--status", ""), environ)
    before = {path: path.read_bytes() for path in Path(environ["YIAN_LEDGER"]).rglob("*.toml")}
    capsys.readouterr()
    status = run(call, environ)
    said = capsys.readouterr()
    assert status in (2, 3, 5), said
    assert "Closest matches" in said.err, (call, said)
    assert SLIPS[READS[name, param].type.what][1] in said.err  # type: ignore[attr-defined]  # see READS
    assert {path: path.read_bytes() for path in Path(environ["YIAN_LEDGER"]).rglob("*.toml")} == before


def test_what_is_left_out_is_a_parameter_and_has_a_reason() -> None:
    assert set(ELSEWHERE) <= {f"{name} {param.name}" for name in SUMMARIES for param in command(name).params}
