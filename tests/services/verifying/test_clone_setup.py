"""Whether a clone is set up: by its settings, by the attributes of each kind, and as `verify` says it."""

from pathlib import Path

import pytest

from tests.services.branches import ENVIRON, Case, Side, nothing, prepared, registered
from tests.services.ledgers import new_desk
from tests.services.recording.test_attributes import BEFORE
from yiananlib.services.recording.setup import set_up
from yiananlib.services.verifying.clone_setup import is_set_up, missing
from yiananlib.services.verifying.verify import verify
from yiananlib.store import kinds

PROGRAM = "/bin/yian"


@pytest.fixture
def side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Side:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", ENVIRON["GIT_CONFIG_GLOBAL"])
    return prepared(tmp_path / "ledger", Case("", registered, nothing, nothing))[0]


def test_a_ledger_without_git_or_without_remotes_has_nothing_to_set_up(side: Side, tmp_path: Path) -> None:
    assert is_set_up(new_desk(tmp_path / "other").ledger)
    assert is_set_up(side.ledger)
    side.git("remote", "add", "origin", "/nowhere")
    assert not is_set_up(side.ledger)


def test_each_kind_that_git_would_not_merge_is_missing(side: Side) -> None:
    assert missing(side.ledger) == []
    side.write(".gitattributes", "")
    assert missing(side.ledger) == list(kinds.ALL)


def test_verify_warns_in_a_clone_that_is_not_set_up(side: Side) -> None:
    assert verify(side.ledger).findings == ()
    side.git("remote", "add", "origin", "/nowhere")
    found = verify(side.ledger)
    assert [f.code for f in found.findings] == ["setup"]
    assert found.in_order
    set_up(side.ledger, PROGRAM)
    assert verify(side.ledger).findings == ()
    side.write(".gitattributes", BEFORE)
    assert [f.code for f in verify(side.ledger).findings] == ["setup"]
    set_up(side.ledger, PROGRAM)
    assert verify(side.ledger).findings == ()
