"""The mappings by which foreign sheets are read: found, or begun for a file that has none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.mappings import Mapping
from yiananlib.model.reasons import reasons
from yiananlib.services.wording import handed_in

if TYPE_CHECKING:
    from yiananlib.store.ledger import Ledger
    from yiananlib.store.sheets import Book


def chosen(ledger: Ledger, said: str | None, book: Book) -> tuple[str, Mapping]:
    """Return the mapping for a file, and what it is called: the one that is named, else none.

    Raises:
        UsageProblem: it is not there, or cannot be read.
    """
    if said is None:
        return "", Mapping()
    path = Path(said)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageProblem(_("{path} cannot be read ({reason}).").format(path=said, reason=error.strerror)) from None
    return path.stem, read(data, said)


def read(data: bytes, path: str) -> Mapping:
    """Return the mapping in a file.

    Raises:
        UsageProblem: it is none.
    """
    try:
        return Mapping.model_validate({"schema": 1, **handed_in(data)})
    except ValidationError as error:
        said = _("; ").join(reason.sentence for reason in reasons(error))
        raise UsageProblem(_("{path} is no mapping: {said}.").format(path=path, said=said)) from None
