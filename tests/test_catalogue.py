"""Translations are those that gettext reads from the same file."""

import gettext
import struct
from pathlib import Path

import click
import pytest

from tests.conventions.test_messages import extracted
from yiananlib.catalogue import Catalogue
from yiananlib.messages import CLICK, DOMAIN, LOCALE_DIR

FILE = f"{LOCALE_DIR}/zh_CN/LC_MESSAGES/{DOMAIN}.mo"


def test_each_message_has_the_translation_that_gettext_finds() -> None:
    catalogue = Catalogue(FILE)
    with open(FILE, "rb") as file:  # noqa: PTH123 - as gettext takes it
        known = gettext.GNUTranslations(file)
    messages = [message for message in known._catalog if isinstance(message, str)]  # type: ignore[attr-defined]
    assert len(messages) > 4000
    assert [catalogue.gettext(message) for message in messages] == [known.gettext(message) for message in messages]


@pytest.mark.parametrize("message", ["\x01", "no such message", "zzz", "\U0010ffff", "\ud800", "Show", "{"])
def test_a_message_without_a_translation_stays_as_it_is(message: str) -> None:
    assert Catalogue(FILE).gettext(message) == message


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_file_of_either_byte_order_is_read(tmp_path: Path, order: str) -> None:
    pairs = [(b"", b"x"), (b"closed", "已销号".encode()), (b"open", b"")]
    texts, tables = b"", [b"", b""]
    begin = 28 + 16 * len(pairs)
    for column in (0, 1):
        for pair in pairs:
            tables[column] += struct.pack(f"{order}2I", len(pair[column]), begin + len(texts))
            texts += pair[column] + b"\0"
    head = struct.pack(f"{order}7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, begin)
    (tmp_path / "x.mo").write_bytes(head + b"".join(tables) + texts)
    catalogue = Catalogue(str(tmp_path / "x.mo"))
    assert [catalogue.gettext(message) for message in ("closed", "open", "other")] == ["已销号", "", "other"]


def test_the_catalogue_of_click_has_all_that_click_says_and_no_more() -> None:
    ours, own = (gettext.translation(domain, LOCALE_DIR, ["zh_CN"]) for domain in (DOMAIN, CLICK))
    wanted = extracted(Path(click.__file__).parent)
    single = [m for m in wanted if isinstance(m, str)]
    several = [(m[0], m[1]) for m in wanted if not isinstance(m, str)]
    assert len(single) > 50
    assert [m for m in single if own.gettext(m) != ours.gettext(m) or own.gettext(m) == m] == []
    assert [m for m in several if own.ngettext(*m, 2) != ours.ngettext(*m, 2)] == []
    assert len(own._catalog) <= len(wanted) + 1  # type: ignore[attr-defined]  # the head is one
