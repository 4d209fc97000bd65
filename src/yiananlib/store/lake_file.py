"""``lake.toml``, in which a city or province says by hand which regions a lake has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.store import files

if TYPE_CHECKING:
    from pathlib import Path

    from yiananlib.model.lake import Lake

NAME: Final = "lake.toml"


def read(lake: Path) -> Lake:
    """Return what the lake in a folder says of itself; where it says nothing, one of the folder's name.

    Raises:
        LedgerInvalid: the file cannot be read, or is not what it must be; the line is named.
    """
    from yiananlib.store import codec

    try:
        data = files.read(lake, NAME)
    except FileNotFoundError:
        from yiananlib.model.lake import Lake
        from yiananlib.store.layout import shown

        return Lake(name=shown(lake.resolve().name)[:200].strip() or NAME)
    try:
        return codec.decode_lake(data)
    except codec.Invalid as error:
        fault = error.faults[0]
        where = f"{NAME}:{fault.line}" if fault.line else NAME
        raise LedgerInvalid(
            where, _("{sentence}.").format(sentence=fault.problem), _("Correct it by hand, then try again.")
        ) from None
