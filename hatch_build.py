"""Compile the message catalogues, and write the manual into a wheel.

A build hook, and by itself what ``make locale`` runs.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/yiananlib/locale/*/LC_MESSAGES/yian.po"


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]  # the parameter is hatchling's own
    """Puts ``yian.mo`` beside each ``yian.po`` before hatchling collects the files, and man pages into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile for every target and for editable installs alike."""
        compile_catalogues(Path(self.root))
        if self.target_name == "wheel" and version != "editable":
            build_data["shared_data"].update(write_manual(Path(self.root), Path(self.directory) / "man"))


def write_manual(root: Path, folder: Path) -> dict[str, str]:
    """Write the manual in every language below ``folder``; return where each page belongs, below the prefix.

    Raises:
        subprocess.CalledProcessError: A page could not be made.
    """
    found = {}
    for language, place in (("en", "share/man/man1"), ("zh_CN", "share/man/zh_CN/man1")):
        environ = os.environ | {"PYTHONPATH": str(root / "src"), "YIAN_LANG": language}
        call = [sys.executable, "-m", "yiananlib.cli.manual", str(folder / language)]
        subprocess.run(call, env=environ, check=True)  # noqa: S603 - of this source tree
        found |= {str(page): f"{place}/{page.name}" for page in sorted((folder / language).iterdir())}
    return found


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
