"""What editors are told of a ledger's files: the settings of tombi and taplo, written from the kinds of records.

They say which schema is whose, and how a formatter writes what yian writes, so that formatting changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HEADING: Final = """\
# written by yian: for editors, which complete and check the files of this ledger by it; the schemas are made on each
# machine by `yian setup` or `yian schema --install`, and with the form said here formatting changes nothing
"""
_COPIES: Final = f"{kinds.ORGS}/*/evidence/**"
"""Supporting files, which may be TOML, and of which every byte counts."""


def schema_file(kind: str) -> str:
    """Return where the schema of a kind of record lies."""
    return f"{layout.SCHEMAS}/{kind}.json"


def tombi() -> str:
    """Return the file ``tombi.toml``."""
    rows = "".join(
        f'\n[[schemas]]\npath = "{schema_file(kind.name)}"\ninclude = ["{kind.pattern}"]\n' for kind in kinds.ALL
    )
    return f'{_HEADING}[files]\nexclude = ["{_COPIES}"]\n\n[format.rules]\nindent-width = 4\n{rows}'


def taplo() -> str:
    """Return the file ``.taplo.toml``."""
    rows = "".join(
        f'\n[[rule]]\ninclude = ["{kind.pattern}"]\n\n[rule.schema]\npath = "{schema_file(kind.name)}"\n'
        for kind in kinds.ALL
    )
    return (
        f'{_HEADING}exclude = ["{_COPIES}"]\n\n[formatting]\nalign_comments = false\narray_auto_collapse = false\n'
        f'array_auto_expand = false\nindent_string = "    "\n{rows}'
    )


FILES: Final[Mapping[str, Callable[[], str]]] = {"tombi.toml": tombi, ".taplo.toml": taplo}
"""The files by their path in the ledger."""


def is_ours(data: bytes) -> bool:
    """Tell whether such a file was written by yian, and not by somebody who has settings of their own."""
    return data.startswith(_HEADING.partition(":")[0].encode())
