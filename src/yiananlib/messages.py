"""Messages in the reader's language: English in the code, other languages as gettext catalogues.

The language is chosen once, in ``cli.entry``, by :func:`install`; a document that has a language of
its own (``language`` in ``yian.toml``) is written inside :func:`speaking`.
Nothing here reads the environment.
"""

import gettext
import os.path
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager

DOMAIN = "yian"
LOCALE_DIR = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - every start pays for pathlib
LANGUAGES = ("en", "zh_CN")

_active: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def language_of(environ: Mapping[str, str]) -> str:
    """Return the language that a POSIX environment asks for, ``en`` where we have none of it.

    Follows gettext's order: ``LANGUAGE`` (a list, ignored in the C locale), then the first set one
    of ``LC_ALL``, ``LC_MESSAGES``, ``LANG``. Every Chinese locale gets simplified Chinese.
    """
    locale = next((environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(k)), "C")
    wanted = [locale]
    if locale.partition(".")[0] not in ("C", "POSIX") and environ.get("LANGUAGE"):
        wanted = environ["LANGUAGE"].split(":")
    for name in wanted:
        base = name.partition(".")[0].partition("@")[0].replace("-", "_").lower()
        if base == "zh" or base.startswith("zh_"):
            return "zh_CN"
        if base == "en" or base.startswith("en_") or base in ("c", "posix"):
            return "en"
    return "en"


def install(language: str, environ: MutableMapping[str, str]) -> None:
    """Speak ``language`` from now on, and have click speak it too.

    click asks gettext's default domain at each message, and gettext asks ``LANGUAGE`` first: both
    are set, so that click's messages come from our catalogue whatever the locale is called.
    """
    global _active, _language
    _active, _language = _catalogue(language), language
    environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, LOCALE_DIR)
    gettext.textdomain(DOMAIN)


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


def _(message: str) -> str:
    """Return ``message`` in the language being spoken."""
    return _active.gettext(message)


def everywhere(message: str) -> tuple[str, ...]:
    """Return ``message`` in every language: what somebody types is not always in the one being spoken."""
    return tuple(dict.fromkeys(_catalogue(language).gettext(message) for language in LANGUAGES))


def N_(message: str) -> str:  # noqa: N802 - the name is gettext's convention, and xgettext looks for it
    """Mark ``message`` for translation and return it unchanged, for tables translated when shown."""
    return message


def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE_DIR, [language], fallback=True)
