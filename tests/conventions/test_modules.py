"""The tree of tests mirrors the tree of modules, and no module grows beyond what can be read at a sitting."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "yiananlib"
MODULES = sorted(p.relative_to(SOURCE) for p in SOURCE.rglob("*.py"))

ELSEWHERE = {
    "__init__.py": "it has the version alone, which tests/cli/test_main.py tells",
    "__main__.py": "tests/cli/test_entry.py runs it",
    "errors.py": "tests/conventions/test_errors.py",
    "index/completions.py": "tests/cli/test_completing.py asks as a shell does",
    "index/waits.py": "tests/services/reading/test_due.py waits for each",
    "index/matter_values.py": "it has values alone, which tests/index/test_matter_queries.py asks for",
    "index/matter_tables.py": "it has values alone, of which tests/index/test_schema.py makes an index",
    "index/figure.py": "tests/index/test_figures.py counts by its rows",
    "index/tables.py": "it has values alone, of which tests/index/test_schema.py makes an index",
    "model/sample_words.py": "it has values alone, which tests/render/views/test_samples.py reads",
    "model/folding.py": "tests/model/test_lifecycle.py folds",
    "model/sheet_rows.py": "tests/model/test_intake.py reads rows",
    "model/steps.py": "tests/model/test_lifecycle.py holds the table to the design",
    "services/verifying/definition_checks.py": "tests/services/verifying/test_checks.py",
    "services/verifying/ground.py": "tests/services/verifying/test_checks.py",
    "model/register_names.py": "it has values alone, which tests/model/test_registers.py holds to the rows",
    "model/state.py": "it has values alone, which tests/model/test_lifecycle.py folds",
}
"""Modules whose tests have another name, and why."""

MOST_LINES = 400
"""design.md says about 400; blank lines are not counted."""


def mirrors(module: Path) -> bool:
    """Tell whether a module has tests where they are looked for."""
    if module.name == "__init__.py" or module.as_posix() in ELSEWHERE:
        return True
    if module.parts[:2] == ("cli", "commands"):
        # a section of the table of commands is tested as a whole: one command is little without the others
        folder = ROOT / "tests" / "cli" / "commands"
        stem = module.stem.strip("_")
        name, two = stem.replace("_", "-"), stem.replace("_", '", "')
        texts = [p.read_text(encoding="utf-8") for p in folder.glob("test_*.py")]
        return any(f'"{name}"' in text or f'"{two}"' in text for text in texts)
    return (ROOT / "tests" / module.parent / f"test_{module.name}").is_file()


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_has_tests_of_its_name(module: Path) -> None:
    assert mirrors(module)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_says_what_it_is_for(module: Path) -> None:
    text = (SOURCE / module).read_text(encoding="utf-8")
    assert text.startswith('"""')


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_is_short(module: Path) -> None:
    lines = (SOURCE / module).read_text(encoding="utf-8").split("\n")
    assert sum(bool(line.strip()) for line in lines) <= MOST_LINES


def test_what_is_tested_elsewhere_is_there() -> None:
    assert all((SOURCE / name).is_file() for name in ELSEWHERE)
    named = [name for where in ELSEWHERE.values() for name in re.findall(r"tests/\S+\.py", where)]
    assert named != []
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_what_has_tests_of_its_name_is_not_said_to_be_tested_elsewhere() -> None:
    assert [
        name for name in ELSEWHERE if (ROOT / "tests" / Path(name).parent / f"test_{Path(name).name}").is_file()
    ] == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {p.parent for p in (ROOT / "tests").rglob("*.py")}
    assert [f for f in folders if not (f / "__init__.py").is_file()] == []


@pytest.mark.parametrize("word", ["util", "utils", "helper", "helpers", "manager", "common", "misc"])
def test_no_module_has_a_name_that_says_nothing(word: str) -> None:
    assert [m for m in MODULES if m.stem == word] == []
