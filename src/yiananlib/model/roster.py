"""A roster of organizations and their posts as a sheet has it: what its columns are called, and what a row says.

A row is an organization, with the posts that its own columns name (第一责任人, 联络员, 分管领导), or one post of an
organization (岗位, 身份). Names of people are told and left out, for a ledger names posts.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.messages import _
from yiananlib.model import cell_faults, headings, personal, sheet_layout
from yiananlib.model.items import Said
from yiananlib.model.vocabulary import Function, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yiananlib.model.sheet_layout import Column, Layout, Merged, Row, Value

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "title": (
        "单位名称", "单位", "单位全称", "机构名称", "部门名称", "部门", "责任单位", "名称", "name", "organization",
        "unit",
    ),
    "id": ("编码", "单位编码", "代码", "单位代码", "id", "code"),
    "parent": ("上级单位", "上级", "主管单位", "主管部门", "归口单位", "所属单位", "parent"),
    "function": ("职能", "单位职能", "单位类型", "单位性质", "function"),
    "members": ("班子人数", "班子成员数", "班子成员人数", "领导班子人数", "members"),
    "order": ("排序", "排列顺序", "order"),
    "head": (
        "第一责任人", "主要负责人", "单位主要负责人", "一把手", "单位负责人", "负责人", "第一责任人职务",
        "主要负责人职务", "单位负责人职务", "负责人职务", "head",
    ),
    "liaison": ("联络员", "联系人", "信息员", "联络员职务", "联系人职务", "liaison"),
    "deputy": ("分管领导", "分管负责人", "责任领导", "分管领导职务", "分管负责人职务", "deputy", "deputies"),
    "head_email": ("第一责任人邮箱", "主要负责人邮箱", "单位负责人邮箱", "负责人邮箱", "head email"),
    "liaison_email": ("联络员邮箱", "联系人邮箱", "信息员邮箱", "liaison email"),
    "post": ("岗位", "岗位名称", "职务", "职务名称", "post"),
    "role": ("身份", "角色", "岗位类别", "岗位身份", "role"),
    "officer": ("岗位编码", "岗位代码", "人员编码", "officer"),
    "email": ("邮箱", "电子邮箱", "电子邮件", "邮件地址", "email", "e-mail"),
    "since": ("任职起", "任职时间", "任职日期", "since"),
    "until": ("任职止", "离任日期", "until"),
}  # fmt: skip
"""The headings of each field; ``title`` is the name of the organization."""

FUNCTIONS: Final[dict[str, Function]] = {
    **{function.value: function for function in Function},
    "责任单位": Function.UNIT, "单位": Function.UNIT, "整改单位": Function.UNIT,
    "领导小组办公室": Function.OFFICE, "办公室": Function.OFFICE, "牵头单位": Function.OFFICE,
    "纪检监察机关": Function.INSPECTOR, "纪检监察": Function.INSPECTOR, "纪委监委": Function.INSPECTOR,
    "监督单位": Function.INSPECTOR,
}  # fmt: skip
ROLES: Final[dict[str, Role]] = {
    **{role.value: role for role in Role},
    "第一责任人": Role.HEAD, "主要负责人": Role.HEAD, "负责人": Role.HEAD, "正职": Role.HEAD,
    "副职": Role.DEPUTY, "分管领导": Role.DEPUTY, "责任领导": Role.DEPUTY, "班子成员": Role.DEPUTY,
    "联络员": Role.LIAISON, "联系人": Role.LIAISON, "信息员": Role.LIAISON,
    "工作人员": Role.STAFF, "责任人": Role.STAFF, "经办人": Role.STAFF,
}  # fmt: skip
"""What functions and roles are called in sheets."""

_SEPARATED: Final = re.compile(r"[\n、，,;；/]+")
_WORDS: Final = re.compile(r"[\s()（）:：]+")
_ENGLISH_POST: Final = re.compile(
    r"\b(?:director|deputy|head|chief|officer|secretary|manager|clerk|liaison|office|section|leader)\b", re.IGNORECASE
)
_OWN: Final = {"head": Role.HEAD, "liaison": Role.LIAISON, "deputy": Role.DEPUTY}


class Post(NamedTuple):
    """A post as a row names it; ``id`` is None where no column gives one, ``column`` the heading above it."""

    post: str
    role: Role
    column: str
    id: str | None = None
    email: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class Listed(NamedTuple):
    """A row: an organization, or more posts of one. ``is_post`` tells that it is about a post of its own.

    ``said`` is what is to be said of its cells.
    """

    row: int
    name: str
    id: str | None
    parent: str | None
    function: Function | None
    members: int | None
    order: int | None
    posts: tuple[Post, ...]
    is_post: bool
    said: tuple[Said, ...]


def layout(rows: Sequence[Sequence[Value]], merged: Sequence[Merged]) -> Layout | None:
    """Return the table of a sheet; None where it is no roster: it has no names of organizations, or nothing of them."""
    known = {headings.key(heading): field for field, names in SYNONYMS.items() for heading in names}
    found = sheet_layout.read(rows, merged, known)
    columns = tuple(column if column.how == "map" else _unread(column) for column in found.columns)
    fields = {column.field for column in columns}
    if "title" not in fields or len(fields - {None}) < 2:
        return None
    return found._replace(columns=columns)


def _unread(column: Column) -> Column:
    return column._replace(field=None, how=column.how if column.how.startswith("ignored: ") else "unknown")


def listed(table: Layout) -> Iterator[Listed]:
    """Yield the rows of a roster."""
    for row in table.rows:
        yield _Row(table, row).listed()


class _Row:
    """A row being read: its cells by field, and what is said of them."""

    def __init__(self, table: Layout, row: Row) -> None:
        self.row = row.number
        self.said: list[Said] = []
        self.cells: dict[str, list[tuple[str, Value]]] = {}
        for column in table.columns:
            value = row.cells.get(column.index)
            if column.field is None:
                continue
            if (said := cell_faults.fault(value)) is not None:
                self.said.append(Said(column.heading, sheet_layout.text_of(value), said, wrong=True))
            elif sheet_layout.text_of(value):
                self.cells.setdefault(column.field, []).append((column.heading, value))

    def listed(self) -> Listed:
        """Return what the row says."""
        posts = [post for field, role in _OWN.items() for post in self._own(field, role)]
        own = self._post()
        return Listed(
            self.row, self._text("title"), self._text("id") or None, self._text("parent") or None,
            self._word("function", FUNCTIONS), self._count("members"), self._count("order"),
            (*posts, *([own] if own is not None else [])), own is not None, tuple(self.said),
        )  # fmt: skip

    def _text(self, field: str) -> str:
        return " ".join(sheet_layout.text_of(self.cells[field][0][1]).split()) if field in self.cells else ""

    def _say(self, field: str, said: str, *, wrong: bool = False) -> None:
        column, value = self.cells[field][0]
        self.said.append(Said(column, sheet_layout.text_of(value), said, wrong))

    def _word(self, field: str, words: dict[str, Function]) -> Function | None:
        said = self._text(field)
        if not said:
            return None
        found = words.get(said.casefold())
        if found is None:
            there = _(", ").join(words)
            self._say(field, _("it is not one of {words}").format(words=there), wrong=True)
        return found

    def _count(self, field: str) -> int | None:
        said = self._text(field)
        number = re.fullmatch(r"([0-9]{1,7})\s*[人名]?", said)
        if said and number is None:
            self._say(field, _("it is not a whole number"), wrong=True)
        return int(number.group(1)) if number is not None else None

    def _own(self, field: str, role: Role) -> Iterator[Post]:
        """Yield the posts that stand below a heading of their own."""
        email = self._email(f"{field}_email") or (self._email("email") if self._takes_email(field) else None)
        for column, value in self.cells.get(field, ()):
            text = sheet_layout.text_of(value)
            parts = _SEPARATED.split(text) if field == "deputy" else [text]
            for part in filter(None, map(str.strip, parts)):
                post = self._named(column, part)
                if post is not None:
                    yield Post(post, role, column, email=email)
                    email = None

    def _takes_email(self, field: str) -> bool:
        """Tell whether an address without a post of its own is that of this field's: the liaison's, who records."""
        return field == "liaison" and "post" not in self.cells

    def _post(self) -> Post | None:
        """Return the post that the row is about."""
        if "post" not in self.cells:
            if "email" in self.cells and "liaison" not in self.cells:
                self._say("email", _("there is no post beside it, and no liaison, it could belong to"), wrong=True)
            return None
        column, value = self.cells["post"][0]
        post = self._named(column, sheet_layout.text_of(value))
        role = ROLES.get(self._text("role").casefold(), Role.STAFF)
        if self._text("role") and self._text("role").casefold() not in ROLES:
            self._say("role", _("it is not one of {words}").format(words=_(", ").join(ROLES)), wrong=True)
        if post is None:
            return None
        return Post(
            post, role, column, self._text("officer") or None, self._email("email"), self._day("since"),
            self._day("until"),
        )  # fmt: skip

    def _email(self, field: str) -> str | None:
        said = self._text(field)
        if said and not re.fullmatch(r"[^@\s]+@[^@\s]+", said):
            self._say(field, _("it is not an e-mail address"), wrong=True)
            return None
        return said or None

    def _day(self, field: str) -> dt.date | None:
        if field not in self.cells:
            return None
        value = self.cells[field][0][1]
        if isinstance(value, dt.date):
            return value.date() if isinstance(value, dt.datetime) else value
        found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", self._text(field))
        if found is not None:
            with contextlib.suppress(ValueError):
                return dt.date(*map(int, found.groups()))
        self._say(field, _("it is not a day; write it as 2026-06-15"), wrong=True)
        return None

    def _named(self, column: str, text: str) -> str | None:
        """Return the post that a cell names, without the name and the numbers of who holds it."""
        if personal.identities(text):
            self.said.append(Said(column, "", _("it contains an identity number; write only the post"), wrong=True))
            return None
        if personal.phones(text):
            self.said.append(Said(column, "", _("the telephone number is left out")))
        words = [word for word in _WORDS.split(personal.without_phones(text)) if word]
        names = [word for word in words if re.search("[\u4e00-\u9fff]", word) and personal.is_name(word)]
        plain = " ".join(words)
        if personal.is_name(plain) and plain.isascii() and not _ENGLISH_POST.search(plain):
            names = words
        posts = [word for word in words if word not in names]
        if not posts:
            wrong = (
                _("it names a person, but a ledger names posts; write the post")
                if names
                else _("it does not name a post")
            )
            self.said.append(Said(column, "" if names else text, wrong, wrong=True))
            return None
        if names:
            self.said.append(Said(column, "", _("{n} names of people are left out").format(n=len(names))))
        return " ".join(posts)
