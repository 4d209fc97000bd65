"""The posts that a roster gives an organization: which are there, which are new, and what the new ones are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.errors import UsageProblem
from yiananlib.messages import _
from yiananlib.model.initials import initials
from yiananlib.model.items import Said
from yiananlib.model.org import Officer
from yiananlib.model.text import comparable, name_fault
from yiananlib.model.vocabulary import Role
from yiananlib.services.recording.context import made

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.model.roster import Post

_ALONE: Final = (Role.HEAD, Role.LIAISON)
"""Roles that one officer of an organization has."""


class Posts:
    """The officers of an organization: those that there are, and those that rows have added (``added``)."""

    def __init__(self, org: str, there: Sequence[Officer]) -> None:
        self.org = org
        self.there = there
        self.added: list[Officer] = []

    def add(self, posts: Sequence[Post], said: list[Said], added: list[Officer]) -> None:
        """Add the posts of a row that are new; what is to be said of the others goes to ``said``."""
        for post in posts:
            known = self._known(post)
            if known is not None:
                said.extend(self._differences(post, known))
                continue
            officer = self._made(post, said)
            if officer is not None:
                self.added.append(officer)
                added.append(officer)

    def _known(self, post: Post) -> Officer | None:
        """Return the officer that a post is already: of that id, else of that title, else of a role that is one's."""
        all_ = (*self.there, *self.added)
        if post.id is not None:
            return next((one for one in all_ if one.id == post.id), None)
        same = next((one for one in all_ if comparable(one.post) == comparable(post.post)), None)
        if same is not None or post.role not in _ALONE:
            return same
        return next((one for one in all_ if one.role is post.role and one.until is None), None)

    def _differences(self, post: Post, known: Officer) -> Iterator[Said]:
        ref = f"{self.org}/{known.id}"
        if comparable(known.post) != comparable(post.post):
            said = _("{ref} is “{there}”, which stays; give the other post an id of its own")
            yield Said(post.column, post.post, said.format(ref=ref, there=known.post))
        elif known.role is not post.role and post.role is not Role.STAFF:
            said = _("{ref} has the role {there}, which stays")
            yield Said(post.column, post.post, said.format(ref=ref, there=known.role))
        if post.email is not None and (known.email or "").casefold() != post.email.casefold():
            said = _("{ref} has the address {there}, which stays")
            yield Said(post.column, post.email, said.format(ref=ref, there=known.email or "—"))

    def _made(self, post: Post, said: list[Said]) -> Officer | None:
        name = post.id or self._free(post)
        if name is None or name_fault(name) is not None:
            wrong = _("this post cannot be turned into an id; give one in a column 岗位编码")
            if post.id is not None:
                wrong = _(
                    "it is not a valid id: use at most 40 letters, digits, - and _, beginning with a letter or digit"
                )
            said.append(Said(post.column, post.id or post.post, wrong, wrong=True))
            return None
        if post.since is not None and post.until is not None and post.until < post.since:
            wrong = _("the last day in the post is before the first")
            said.append(Said(post.column, post.post, wrong, wrong=True))
            return None
        try:
            return made(
                Officer, id=name, post=post.post, role=post.role, email=post.email, since=post.since, until=post.until
            )
        except UsageProblem as error:
            said.append(Said(post.column, post.post, error.message, wrong=True))
            return None

    def _free(self, post: Post) -> str | None:
        """Return the first free id of a post: its role's, for deputies numbered; of staff the initials of the post."""
        base = post.role.value if post.role is not Role.STAFF else (initials(post.post) or "")[:36]
        if not base:
            return None
        taken = {one.id.casefold() for one in (*self.there, *self.added)}
        if post.role is Role.DEPUTY:
            names = [f"deputy-{n}" for n in range(1, 100)]
        else:
            names = [base, *(f"{base}-{n}" for n in range(2, 100))]
        return next((name for name in names if name not in taken and name_fault(name) is None), None)
