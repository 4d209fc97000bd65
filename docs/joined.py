"""Lines of Chinese that are broken in the source are one line on the site: a break there would show as a blank."""

import re
from typing import Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

WIDE: Final = "[\u2018-\u201d\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
BROKEN: Final = re.compile(rf"^(?!#)(.*{WIDE})\n *(?={WIDE})", re.MULTILINE)
AFTER_FENCES: Final = 20


class Joining(Preprocessor):
    """Joins the lines of a paragraph; blocks of code are put away by then."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the page's lines, with those that belong together joined."""
        text, before = "\n".join(lines), ""
        while text != before:
            text, before = BROKEN.sub(r"\1", text), text
        return text.split("\n")


class Joined(Extension):
    """The extension that zensical.toml names."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - its name is Markdown's
        """Add it to what reads a page."""
        md.preprocessors.register(Joining(md), "joined", AFTER_FENCES)


def makeExtension(**_settings: object) -> Joined:  # noqa: N802 - its name is Markdown's
    """Return the extension, as Markdown asks for it."""
    return Joined()
