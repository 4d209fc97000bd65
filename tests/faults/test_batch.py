"""Several files written as one, by a command that is killed or that the disk fails: all of it, or none."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from tests.faults.conftest import Site, Strace
from tests.index import asked
from tests.services.unit_books import place
from yiananlib.index import cache
from yiananlib.store import kinds, layout
from yiananlib.store.ledger import Ledger

SEED: Final = "1"
PROBLEM: Final = """
title = "{title}"
symptom = "先干后批"
kind = "undelivered"
leader = "head"
owner = "liaison"
due = 2026-06-15
"""
ANSWERS: Final = (
    '[[answers]]\nprompt = "p01"\nanswer = "clear"\nreason = "已核对"\n'
    '[[answers]]\nprompt = "p02"\nanswer = "problem"\n[answers.problem]' + PROBLEM.format(title="答出的问题")
)


def add(site: Site) -> tuple[str, ...]:
    path = site.root.parent / "问题.toml"
    rows = (f"[[problems]]{PROBLEM.format(title=f'问题{n}')}" for n in range(3))
    path.write_text("\n".join(rows), encoding="utf-8")
    return ("add-problem", "zjj", "--from", str(path))


def examine(site: Site) -> tuple[str, ...]:
    path = site.root.parent / "答复.toml"
    path.write_text(ANSWERS, encoding="utf-8")
    return ("examine", "zjj", "--round", "2026", "--answers", str(path))


def opened(site: Site) -> tuple[str, ...]:
    """The round is there already, and is appended to."""
    done = site.run("examine", "zjj", "--round", "2026", "--everyone")
    assert done.returncode == 0, done.stderr
    return examine(site)


def bring(site: Site) -> tuple[str, ...]:
    """Two problems that are new, one that is there already, and the mapping by which they are read."""
    sheet, mapping = site.root.parent / "台账.csv", site.root.parent / "月报.toml"
    sheet.write_text(
        "yian,单位名,问题,整改措施,时限,整改进展\n"
        f"{site.problem},zjj,,,,来自表格的进展\n,zjj,表格里的问题,补办,2026-06-15,\n,zjj,另一件完全不同的事,抽查,2026-06-15,\n",
        encoding="utf-8",
    )
    mapping.write_text('[columns]\n"单位名" = "org"\n', encoding="utf-8")
    return ("import", str(sheet), "--map", str(mapping), "--by", "office/liaison", "--apply")


def hand_in(site: Site) -> tuple[str, ...]:
    """The workbook of a unit, of two problems and with a signed sheet."""
    added = site.run("add-problem", "zjj", "--from", str(single(site, "另一个")), seed="another")
    assert added.returncode == 0, added.stderr
    path, sheet = site.root.parent / "住建局.xlsx", site.root.parent / "签字.pdf"
    sheet.write_text("签字", encoding="utf-8")
    written = site.run("export", "xlsx", "--org", "zjj", "-o", str(path))
    assert written.returncode == 0, written.stderr
    book = openpyxl.load_workbook(path)
    for name in (path.stem for path in site.record.parent.iterdir()):
        place(book, name, "整改进展").value = "来自填报表的进展"
    place(book, f"{site.problem}/1", "完成日期").value = "2026-03-12"
    book.save(path)
    return ("import", str(path), "--signed", str(sheet), "--by", "office/liaison", "--apply")


def join(site: Site) -> tuple[str, ...]:
    """A whole ledger that has a problem and an entry more."""
    other = Site(site.root.parent / "other", site.problem)
    path = site.root.parent / "台账.jsonl"
    if not other.root.exists():
        shutil.copytree(site.root, other.root)
        for arguments in (add(other), ("progress", site.problem, "来自那边的进展")):
            assert other.run(*arguments).returncode == 0
        assert other.run("export", "jsonl", "-o", str(path)).returncode == 0
    return ("import", str(path), "--by", "office/liaison", "--apply")


def done(site: Site) -> tuple[str, ...]:
    papers = [site.root.parent / f"{name}.txt" for name in ("甲", "乙")]
    for paper in papers:
        paper.write_text(paper.stem, encoding="utf-8")
    return ("done", site.problem, "1", *(f"--evidence={paper}" for paper in papers))


def several(site: Site) -> tuple[str, ...]:
    """Two problems, with one supporting file for both."""
    paper = site.root.parent / "共用.txt"
    paper.write_text("共用", encoding="utf-8")
    added = site.run("add-problem", "zjj", "--from", str(single(site, "另一个")), seed="another")
    assert added.returncode == 0, added.stderr
    refs = [path.stem for path in sorted(site.record.parent.iterdir())]
    assert len(refs) == 2
    return ("add-evidence", *refs, "--file", str(paper))


def seen(site: Site) -> tuple[object, ...]:
    """What a reader sees: titles from the files and from the index, answers, entries, evidence."""
    ledger = Ledger(site.root)
    titles = sorted(p.head.title for p in ledger.problems("zjj"))
    listed = cache.answer(ledger, site.root.parent / "cache", asked.titles)
    assert sorted(listed.values()) == titles
    round_ = ledger.round("zjj", "2026")
    answers = None if round_ is None else len(round_.answers)
    evidence = sorted([n for end in (".txt", ".pdf") for n in ledger.source.names("orgs/zjj/evidence", end)])
    entries = [e.id for p in ledger.problems("zjj") for e in p.entries]
    return titles, answers, evidence, entries, ledger.names(kinds.MAPPING)


def touched(site: Site, old: dict[str, bytes], new: dict[str, bytes]) -> list[str]:
    paths = [site.root / name for name in (layout.JOURNAL, *(n for n in new if new[n] != old.get(n)))]
    more = [p for path in paths for p in (path, path.with_name(f".{path.name}.yian-tmp"), path.parent)]
    return [option for path in dict.fromkeys(more) for option in ("-P", str(path))]


EVERY: Final = ("openat", "write", "fsync", "rename", "unlink")
CASES: Final = [
    *((examine, call, "signal=KILL") for call in EVERY),
    *(
        (command, call, "signal=KILL")
        for command in (add, opened, done, bring, hand_in, join, several)
        for call in ("rename", "unlink")
    ),
    *((opened, call, "error=ENOSPC") for call in ("write", "rename")),
    *((add, call, "error=EIO") for call in ("fsync", "unlink")),
]


@pytest.mark.parametrize(
    ("command", "call", "fault"),
    CASES,
    ids=[f"{c.__name__}-{call}-{fault.partition('=')[2]}" for c, call, fault in CASES],
)
def test_all_of_it_or_none(
    fresh: Callable[[], Site],
    strace: Strace,
    tmp_path: Path,
    command: Callable[[Site], tuple[str, ...]],
    call: str,
    fault: str,
) -> None:
    site = fresh()
    arguments = command(site)
    prepared = shutil.copytree(site.root, tmp_path / "prepared")
    before, old = site.files(), seen(site)
    assert site.run(*arguments, seed=SEED).returncode == 0
    after, new = site.files(), seen(site)
    assert old != new
    log = tmp_path / "trace"
    for count in range(1, 60):
        shutil.rmtree(site.root)
        shutil.copytree(prepared, site.root)
        broken = ("-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={count}")
        under = strace.under(log, *touched(site, before, after), *broken)
        ended = site.run(*arguments, seed=SEED, under=under)
        if "INJECTED" not in log.read_text(encoding="utf-8") and ended.returncode not in (-9, 137):
            assert ended.returncode == 0, ended.stderr
            assert count > 1, f"no {call} touches the ledger"
            return
        where = f"{call} {count}: {ended.returncode} {ended.stderr}"
        found = seen(site)
        assert found in (old, new), where
        if ended.returncode == 0:
            assert found == new, where
        elif "Nothing was recorded" in ended.stderr:
            assert found == old, where
            assert not list(site.root.rglob("*.yian-tmp")), where
        assert site.errors() == [], where
        following = site.run("add-problem", "zjj", "--from", str(single(site)))
        assert following.returncode == 0, following.stderr
        left = {n: data for n, data in site.files().items() if "后来" not in data.decode()}
        assert left in (before, after), where
        assert not (site.root / layout.JOURNAL).exists()
        assert not list(site.root.rglob("*.yian-tmp")), where
        assert site.errors() == []
    pytest.fail(f"more than 60 times {call}")


def single(site: Site, title: str = "后来") -> Path:
    path = site.root.parent / f"{title}.toml"
    path.write_text(PROBLEM.format(title=title), encoding="utf-8")
    return path


def test_a_batch_that_was_stopped_is_named_and_left_out_until_it_is_settled(
    fresh: Callable[[], Site], strace: Strace, tmp_path: Path
) -> None:
    site = fresh()
    arguments = add(site)
    broken = ("-P", str(site.root / layout.JOURNAL), "-e", "inject=unlink:signal=KILL")
    ended = site.run(*arguments, seed=SEED, under=strace.under(tmp_path / "trace", *broken))
    assert ended.returncode in (-9, 137)
    assert (site.root / layout.JOURNAL).exists()
    shown = site.run("verify", "--json")
    assert shown.returncode == 0
    (found,) = json.loads(shown.stdout)["findings"]
    assert (found["code"], found["level"]) == ("unfinished", "warning")
    assert re.search(r"writing 3 files", found["message"])
    told = site.run("progress", site.problem, "后来")
    assert told.returncode == 0
    assert "did not finish writing 3 files" in told.stderr
    assert json.loads(site.run("verify", "--json").stdout)["findings"] == []
