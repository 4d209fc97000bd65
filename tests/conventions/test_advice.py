"""What yian advises destroys nothing: no such command is printed, and nobody is told to delete what may be right."""

import re
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

from tests.conventions.test_messages import SOURCES, extracted
from yiananlib.messages import DOMAIN, LOCALE_DIR

DESTRUCTIVE: Final = re.compile(
    r"(?<!-)\brm\b|\bunlink\b|\bdel\b|\brmdir\b|--force|--hard|--delete\b|push -f\b|branch -[dD]\b"
    r"|filter-branch|filter-repo"
    r"|git (clean|restore|checkout|reset|stash drop|reflog expire|gc|update-ref -d|worktree remove)"
)
"""Commands of which one pasted in a hurry loses something for good."""
OF_THE_PROGRAM: Final = re.compile(r"docker run --rm|(uv tool|pipx) install --force")
"""What replaces yian itself, or a container that has nothing in it: no ledger is touched."""
DELETING: Final = re.compile(
    r"\b(remove|delete|discard|erase|throw \w+ away|take (it|the \w+|them) out)\b", re.IGNORECASE
)
SAID_OF_ANOTHER: Final = {
    # of a character, a line end or a lock of git's own, none of which is a record
    "“{field}” contains the character {detail}, which cannot be displayed safely; leave it out",
    "{path} exists: another git is running, or one was killed; if none is running, remove that file",
    # what the command named in the message does, or does not do, itself
    "With --history, verifies the commits instead of the files:",
}


def said() -> set[str]:
    """Every message, in English and in Chinese."""
    found = {part for m in extracted(SOURCES) for part in ((m,) if isinstance(m, str) else m)}
    for po in Path(LOCALE_DIR).glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        with po.open("rb") as file:
            for message in read_po(file):
                words = message.string
                found.update((words,) if isinstance(words, str) else words or ())
    return found


def test_no_message_has_a_command_that_destroys_something() -> None:
    assert sorted(text for text in said() if DESTRUCTIVE.search(text)) == []


def test_no_message_tells_to_delete_what_may_be_right() -> None:
    found = {m for m in extracted(SOURCES) if isinstance(m, str) and DELETING.search(m)}
    assert sorted(m for m in found if not any(m.startswith(other) for other in SAID_OF_ANOTHER)) == []


@pytest.mark.parametrize(
    "text",
    ["`rm -r .yian`", "run `git reset --hard HEAD~1`", "`git push --force`", "git branch -D main", "git checkout -- ."],
)
def test_what_destroys_is_recognized(text: str) -> None:
    assert DESTRUCTIVE.search(text)


def pages() -> list[str]:
    """Every page for those who use yian; the others tell of what was done to the program."""
    top, inward = SOURCES.parent, {"decisions.md", "mutants.md", "performance.md"}
    found = [*top.glob("README*.md"), *(top / "docs").rglob("*.md")]
    return sorted(page.relative_to(top).as_posix() for page in found if page.name not in inward)


@pytest.mark.parametrize("page", pages())
def test_no_page_has_one_either(page: str) -> None:
    text = (SOURCES.parent / page).read_text(encoding="utf-8")
    fenced = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
    assert sorted({m.group() for m in DESTRUCTIVE.finditer(OF_THE_PROGRAM.sub("", fenced))}) == []
