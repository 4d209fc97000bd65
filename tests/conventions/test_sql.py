"""The text of every question to the index stands in ``index``, and that to a lake in ``lake``."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

SOURCE: Final = Path(__file__).parents[2] / "src" / "yiananlib"
HOMES: Final = ("index", "lake")
SQL: Final = re.compile(
    r"\b(SELECT|INSERT INTO|DELETE FROM|CREATE TABLE|JOIN|WHERE|EXISTS|ORDER BY|GROUP BY|BETWEEN|IS NOT NULL|IS NULL)\b"
    r"|\bIN \(|\b(AND|OR) (NOT )?[a-z_:(.]|[a-z_')] (AND|OR)\b"
)
SHOWN: Final = frozenset({"cli/commands/sql.py", "cli/metavars.py"})
"""What shows a user how to ask the index, as help does."""


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if path.relative_to(SOURCE).parts[0] not in HOMES]


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each text of a module that is no docstring."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def asked(source: str) -> list[tuple[int, str]]:
    return [(line, text) for line, text in texts(ast.parse(source)) if SQL.search(text)]


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_question_to_the_index_is_written_elsewhere(module: Path) -> None:
    if module.relative_to(SOURCE).as_posix() not in SHOWN:
        assert asked(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    ["SELECT 1", "status = 'closed' AND EXISTS", "due IS NOT NULL", "x OR status = 'replied'", "a AND b", "o IN (1)"],
)
def test_a_question_is_known_by_its_words(text: str) -> None:
    assert asked(f"found = {text!r}") == [(1, text)]
    assert asked(f'"""{text}"""') == []
