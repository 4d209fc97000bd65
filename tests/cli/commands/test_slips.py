"""`yian retract` and `yian undo`, as a person types them."""

import subprocess
from collections.abc import Callable
from typing import Any

from tests.cli.conftest import Yian
from tests.services.ledgers import Desk
from yiananlib.model.text import forbidden


def planned(desk: Desk, ref: str) -> str:
    return next(e.id for e in desk.state(ref).problem.entries if e.kind == "planned")


def test_a_measure_is_taken_back_and_shown_as_such(desk: Desk, yian: Yian, typed: Callable[..., Any]) -> None:
    ref = desk.problem()
    desk.measure(ref)
    done = yian("retract", ref, planned(desk, ref)[:4], "--reason", "措施写错了", "--by", "zjj/liaison")
    assert (done.status, done.out.endswith(" is taken back\n")) == (0, True)
    shown = yian("show", ref).out
    assert planned(desk, ref) in shown
    assert "add a measure (taken back)" in shown
    assert f"{planned(desk, ref)}: 措施写错了" in shown
    assert typed("show", ref)["measures"] == []


def test_what_is_refused_is_one_sentence_and_changes_nothing(desk: Desk, yian: Yian) -> None:
    ref = desk.submitted()
    with_reason = ("--reason", "写错了", "--by", "zjj/liaison")
    refused = yian("retract", ref, planned(desk, ref), *with_reason)
    assert (refused.status, refused.refused) == (5, True)
    missing = yian("retract", ref, "zzzzzz", *with_reason)
    assert (missing.status, missing.refused) == (3, True)
    assert yian("retract", ref, planned(desk, ref), "--by", "zjj/liaison").status == 2
    hostile = yian("retract", ref, "\x1b[2J", *with_reason)
    assert hostile.status == 3
    assert forbidden(hostile.err.rstrip("\n")) is None


def test_undo_says_what_it_took_back(desk: Desk, typed: Callable[..., Any], yian: Yian) -> None:
    refused = yian("undo", "--by", "zjj/liaison")
    assert (refused.status, refused.refused) == (2, True)
    settings = desk.root / "yian.toml"
    text = settings.read_text(encoding="utf-8").replace("commit = false", "commit = true")
    settings.write_text(text, encoding="utf-8")
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["-c", "user.name=n", "-c", "user.email=n@n.invalid",
                      "commit", "-q", "-m", "x"]):  # fmt: skip
        subprocess.run(["git", *arguments], cwd=desk.root, check=True)
    ref = desk.problem()
    done = yian("undo", "--by", "zjj/liaison")
    assert done.status == 0, done.err
    assert done.out.startswith(f"Taken back: “{ref}: 登记” (")
    assert f"  {desk.file_of(ref)}\n" in done.out
    ref = desk.problem()
    found = typed("undo", "--by", "zjj/liaison")
    assert set(found) == {"commit", "subject", "files"}
    assert found["files"] == [desk.file_of(ref)]
    assert yian("undo", "--by", "zjj/liaison").status == 5
