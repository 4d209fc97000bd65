"""Compile the message catalogues, and write the manual and the completions of shells into a wheel.

A build hook, and by itself what ``make locale`` runs.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "src/yiananlib/locale/*/LC_MESSAGES/yian.po"
MADE = "share"
"""Where what is made for a wheel lies until it is in it."""


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]  # the parameter is hatchling's own
    """Puts the ``.mo`` beside each ``yian.po`` before hatchling collects the files, and ``share`` into a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile for every target and for editable installs alike."""
        compile_catalogues(Path(self.root))
        if self.target_name == "wheel" and version != "editable":
            root, folder = Path(self.root), Path(self.directory) / MADE
            build_data["shared_data"].update(write_manual(root, folder / "man"))
            build_data["shared_data"].update(write_completions(root, folder / "completions"))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing but the wheel behind."""
        shutil.rmtree(Path(self.directory) / MADE, ignore_errors=True)


def write_manual(root: Path, folder: Path) -> dict[str, str]:
    """Write the manual in every language below ``folder``; return where each page belongs, below the prefix.

    Raises:
        subprocess.CalledProcessError: A page could not be made.
    """
    found = {}
    for language, place in (("en", "share/man/man1"), ("zh_CN", "share/man/zh_CN/man1")):
        run(root, "yiananlib.cli.manual", folder / language, language)
        found |= {str(page): f"{place}/{page.name}" for page in sorted((folder / language).iterdir())}
    return found


def write_completions(root: Path, folder: Path) -> dict[str, str]:
    """Write what shells complete with below ``folder``, and return where each belongs, below the prefix.

    Raises:
        subprocess.CalledProcessError: It could not be made.
    """
    run(root, "yiananlib.cli.shells", folder)
    return {str(script): script.relative_to(folder).as_posix() for script in folder.rglob("*") if script.is_file()}


def run(root: Path, module: str, folder: Path, language: str = "en") -> None:
    """Let a module of the source tree write its files into an empty folder.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    # Beside what is there: pip names there the folder in which an isolated build has its packages.
    paths = os.pathsep.join(filter(None, [str(root / "src"), os.environ.get("PYTHONPATH")]))
    environ = os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", "YIAN_LANG": language}
    subprocess.run([sys.executable, "-m", module, str(folder)], env=environ, check=True)  # noqa: S603 - of this tree


def compile_catalogues(root: Path) -> None:
    """Compile every catalogue under ``root``, the top of the source tree: ``yian.mo``, and click's part of it alone.

    click has gettext read a whole catalogue, at every start; ``click.mo`` holds no more than it can say.

    Raises:
        babel.messages.pofile.PoFileError: A catalogue cannot be parsed.
    """
    for source in sorted(root.glob(CATALOGUES)):
        with source.open("rb") as po:
            catalogue = read_po(po, abort_invalid=True)
        write(catalogue, source.with_suffix(".mo"))
        write(part_of_click(catalogue), source.with_name("click.mo"))


def part_of_click(catalogue: Catalog) -> Catalog:
    """Return the messages of a catalogue that are click's."""
    part = Catalog(locale=catalogue.locale)
    for _file, _line, message, _comments, context in extract_from_dir(str(Path(click.__file__).parent)):
        if (found := catalogue.get(message, context)) is not None:
            part[message] = found
    return part


def write(catalogue: Catalog, path: Path) -> None:
    """Write a compiled catalogue in one step: a ``yian`` that is running reads the old one or the new one."""
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as mo:
        write_mo(mo, catalogue)
    partial.replace(path)


if __name__ == "__main__":
    compile_catalogues(Path(__file__).resolve().parent)
