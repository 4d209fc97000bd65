"""Subjects of old commits, in whatever bytes: something to be read, a line, and nothing that breaks columns."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.repositories import honest
from yiananlib.store import git
from yiananlib.store.legible import subject

HEAD = b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor n <n@n.invalid> 0 +0000\n"


@pytest.mark.parametrize(
    ("encoding", "message", "shown"),
    [
        (b"", "zjj/k7m2qd: 登记\n\n正文".encode(), "zjj/k7m2qd: 登记"), (b"", "整改台账".encode("gbk"), "整改台账"),
        (b"GB18030", "整改".encode("gb18030"), "整改"), (b"ISO-8859-1", "Änderung".encode("latin-1"), "Änderung"),
        (b"ISO-8859-1", "整改".encode(), "æ\u0095´æ\u0094¹".replace("\u0095", "?").replace("\u0094", "?")),
        (b"", b"caf\xe9 au lait", "caf? au lait"), (b"", b"\xff\xfe\xfd", "???"), (b"", b"", ""),
        (b"no-such", "整改".encode(), "整改"), (b"hex", b"6162", "6162"), (b"undefined", b"ab", "ab"),
        (b"\xff", b"ab", "ab"), (b"", b"a\x1b[31mb\rc\r\n", "a?[31mb?c"), (b"", "a\ufffdb".encode(), "a?b"),
        (b"utf-16", "整改".encode("utf-16"), "整改"),
    ],
)  # fmt: skip
def test_text_is_decoded_as_declared_or_as_utf_8_or_as_on_a_chinese_system(
    encoding: bytes, message: bytes, shown: str
) -> None:
    raw = HEAD + (b"encoding " + encoding + b"\n" if encoding else b"") + b"\n" + message
    assert subject(raw, message) == shown


@given(st.binary(max_size=80), st.binary(max_size=20))
def test_whatever_the_bytes_it_is_one_line_of_what_can_be_shown(message: bytes, encoding: bytes) -> None:
    shown = subject(HEAD + b"encoding " + encoding + b"\n\n" + message, message)
    assert shown == "" or shown.isprintable()
    assert "\ufffd" not in shown


def test_a_commit_s_subject_is_decoded_and_its_message_kept_as_it_was(tmp_path: Path) -> None:
    repo = honest(tmp_path / "ledger")
    tree = repo.git("rev-parse", "HEAD^{tree}").strip()
    raw = (
        HEAD.replace(HEAD[5:45], tree.encode())
        + b"committer n <n@n.invalid> 0 +0000\n\n"
        + "登记".encode("gbk")
        + b"\n"
    )
    (repo.root / "raw").write_bytes(raw)
    oid = repo.git("hash-object", "-t", "commit", "-w", "raw").strip()
    with git.Objects(repo.root) as objects:
        commit = objects.commit(oid)
    assert commit.subject == "登记"
    assert "\ufffd" in commit.message
