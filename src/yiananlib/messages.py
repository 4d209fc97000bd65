"""Messages in the reader's language: English in the code, other languages as gettext catalogues.

The language is chosen once, in ``cli.entry``, by :func:`install`; a document that has a language of
its own (``language`` in ``yian.toml``) is written inside :func:`speaking`. A day is written in a message as that
language writes days, and what the system says is why something failed is said in it.
Nothing here reads the environment.
"""

import datetime as dt
import errno
import functools
import gettext
import os.path
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any, Final

from yiananlib.catalogue import Catalogue

DOMAIN = "yian"
CLICK = "click"
"""The domain of what click itself says."""
LOCALE_DIR = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - every start pays for pathlib
LANGUAGES = ("en", "zh_CN")

_active: Catalogue | gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def named(name: str) -> str | None:
    """Return the language that a locale or a person calls ``name``, one of :data:`LANGUAGES`; None where it is none.

    Every Chinese locale is simplified Chinese.
    """
    base = name.partition(".")[0].partition("@")[0].replace("-", "_").lower()
    if base == "zh" or base.startswith("zh_") or base == "中文":
        return "zh_CN"
    return "en" if base == "en" or base.startswith("en_") else None


def language_of(environ: Mapping[str, str]) -> str | None:
    """Return the language that the environment asks for: ``en`` where it is one that we do not have.

    ``YIAN_LANG``, then ``LANGUAGE`` (a list), then the first set one of ``LC_ALL``, ``LC_MESSAGES``, ``LANG``. None
    where these name no language: none is set, or it is ``C`` or ``POSIX``.
    """
    locale = next((environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(k)), "C")
    for name in (environ.get("YIAN_LANG", ""), *environ.get("LANGUAGE", "").split(":"), locale):
        if found := named(name):
            return found
    return None if locale.partition(".")[0] in ("C", "POSIX") else "en"


def install(language: str, environ: MutableMapping[str, str]) -> None:
    """Speak ``language`` from now on, and have click speak it too.

    click asks gettext's default domain at each message, and gettext asks ``LANGUAGE`` first: both
    are set, so that click's messages come from a catalogue of ours whatever the locale is called.
    """
    global _active, _language
    _active, _language = _catalogue(language), language
    environ["LANGUAGE"] = language
    gettext.bindtextdomain(CLICK, LOCALE_DIR)
    gettext.textdomain(CLICK)


def current() -> str:
    """Return the language being spoken, one of :data:`LANGUAGES`."""
    return _language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` inside the block, for documents that have a language of their own."""
    global _active, _language
    before = _active, _language
    _active, _language = _catalogue(language), language
    try:
        yield
    finally:
        _active, _language = before


class Sentence(str):
    """A message in Chinese: days that it is filled in with are written ``2026年6月30日``."""

    __slots__ = ()

    def format(self, *args: Any, **said: Any) -> str:
        """Fill it in as ``str.format`` does."""
        return super().format(*map(_filled, args), **{name: _filled(value) for name, value in said.items()})


def _filled(value: Any) -> Any:
    return day(value) if type(value) is dt.date else value


def _(message: str) -> str:
    """Return ``message`` in the language being spoken."""
    found = _active.gettext(message)
    return Sentence(found) if _language == "zh_CN" and "{" in found else found


def day(value: dt.date) -> str:
    """Return a day as the language being spoken writes it: ``2026年6月30日`` in Chinese, ISO 8601 elsewhere."""
    return f"{value.year}年{value.month}月{value.day}日" if _language == "zh_CN" else value.isoformat()


def moment(value: dt.datetime, *, offset: bool = False) -> str:
    """Return a day and the time of it, to the minute, on the clock it is written by; with that clock's offset if asked.

    A time without an offset has none to be told.
    """
    told = f"{day(value.date())} {value:%H:%M}"
    zone = value.isoformat(timespec="minutes")[len("2026-06-15T09:30") :]
    return f"{told} {zone}" if offset and zone else told


def system_said(error: OSError) -> str:
    """Return in the language being spoken why the system failed; in its own words where we know none."""
    name = errno.errorcode.get(error.errno or 0, "")
    return _(_SYSTEM[name]) if name in _SYSTEM else error.strerror or str(error)


def everywhere(message: str) -> tuple[str, ...]:
    """Return ``message`` in every language: what somebody types is not always in the one being spoken."""
    return tuple(dict.fromkeys(_catalogue(language).gettext(message) for language in LANGUAGES))


def N_(message: str) -> str:  # noqa: N802 - the name is gettext's convention, and xgettext looks for it
    """Mark ``message`` for translation and return it unchanged, for tables translated when shown."""
    return message


@functools.cache
def _catalogue(language: str) -> Catalogue | gettext.NullTranslations:
    try:
        return Catalogue(f"{LOCALE_DIR}/{language}/LC_MESSAGES/{DOMAIN}.mo")
    except FileNotFoundError:  # of English there is none, in a checkout of others before they are compiled
        return gettext.NullTranslations()


_SYSTEM: Final = {
    "EACCES": N_("Permission denied"),
    "EBUSY": N_("Device or resource busy"),
    "EDQUOT": N_("Disk quota exceeded"),
    "EEXIST": N_("File exists"),
    "EFBIG": N_("File too large"),
    "EINVAL": N_("Invalid argument"),
    "EIO": N_("Input/output error"),
    "EISDIR": N_("Is a directory"),
    "ELOOP": N_("Too many levels of symbolic links"),
    "EMFILE": N_("Too many open files"),
    "ENAMETOOLONG": N_("File name too long"),
    "ENFILE": N_("Too many open files in system"),
    "ENODEV": N_("No such device"),
    "ENOENT": N_("No such file or directory"),
    "ENOEXEC": N_("Exec format error"),
    "ENOMEM": N_("Cannot allocate memory"),
    "ENOSPC": N_("No space left on device"),
    "ENOTDIR": N_("Not a directory"),
    "ENOTEMPTY": N_("Directory not empty"),
    "ENXIO": N_("No such device or address"),
    "EPERM": N_("Operation not permitted"),
    "EPIPE": N_("Broken pipe"),
    "EROFS": N_("Read-only file system"),
    "ESTALE": N_("Stale file handle"),
    "ETIMEDOUT": N_("Connection timed out"),
    "ETXTBSY": N_("Text file busy"),
    "EXDEV": N_("Invalid cross-device link"),
}
"""What the system says why it failed, in the words of glibc, by the name of the number."""
