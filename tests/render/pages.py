"""A page as a strict reader has it: what is not well formed is an error."""

import itertools
from html.parser import HTMLParser

VOID = {"meta", "hr", "br"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class Page(HTMLParser):
    """``tags`` are all elements with their attributes, ``texts`` what is between them, ``open`` where it stands."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.declared: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_decl(self, decl: str) -> None:
        self.declared.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "path"  # of a picture; no other element ends itself
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def inside(self, tag: str) -> list[str]:
        """Return the texts that stand directly in such elements."""
        return [text for places, text in self.texts if places and places[-1] == tag]

    def attribute(self, name: str) -> list[str]:
        """Return all values of an attribute."""
        return [value or "" for _tag, attributes in self.tags for key, value in attributes.items() if key == name]

    @property
    def said(self) -> str:
        """All that is read."""
        return "".join(text for places, text in self.texts if "style" not in places)


def checked(text: str) -> Page:
    """Return a page that loads nothing, runs nothing and whose links lead into itself."""
    page = Page(text)
    assert page.declared == ["DOCTYPE html"]
    assert text.startswith("<!DOCTYPE html>\n")
    assert text.endswith("</html>\n")
    ids = page.attribute("id")
    assert len(ids) == len(set(ids))
    assert all(link.startswith("#") and link[1:] in ids for link in page.attribute("href"))
    assert set(page.attribute("aria-labelledby")) <= set(ids)
    names = {name for _tag, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src", "srcset", "action")}
    tags = {tag for tag, _attributes in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "input", "audio", "video"}
    levels = [int(tag[1]) for tag, _attributes in page.tags if tag in HEADINGS]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    return page
