"""Compile the message catalogues: a build hook, and by itself what ``make locale`` runs."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/yiananlib/locale/*/LC_MESSAGES/yian.po"


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]  # the parameter is hatchling's own
    """Puts ``yian.mo`` beside each ``yian.po`` before hatchling collects the files."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile for every target and for editable installs alike."""
        compile_catalogues(Path(self.root))


def compile_catalogues(root: Path) -> None:
    """Compile every catalogue under ``root``, the top of the source tree.

    Raises:
        babel.messages.pofile.PoFileError: A catalogue cannot be parsed.
    """
    for source in sorted(root.glob(CATALOGUES)):
        with source.open("rb") as po:
            catalogue = read_po(po, abort_invalid=True)
        # Replaced in one step: a `yian` that is running reads the old catalogue or the new one.
        partial = source.with_suffix(".mo.partial")
        with partial.open("wb") as mo:
            write_mo(mo, catalogue)
        partial.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).resolve().parent)
