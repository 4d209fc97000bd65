"""What is written in the cells of foreign sheets: words for classes and statuses, and several measures in one cell."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

from yiananlib.model import text as hygiene
from yiananlib.model.vocabulary import Class, Severity

TITLE: Final = 40
"""Characters of a title that is made of a symptom."""


class Told(StrEnum):
    """What a word for a status tells of the work; deadlines that ran out are told by no word."""

    DONE = "done"
    DOING = "doing"
    NONE = "none"
    LATE = "late"


_STATUS: Final = {
    Told.DONE: (
        "已整改", "整改完成", "已完成", "已完成整改", "已销号", "是", "✅", "✅完成", "完成", "已办结", "办结",
        "已落实", "已验证",
        "已验收", "已关闭", "整改到位", "已整改到位", "已整改完成", "☑", "√", "closed", "done", "completed", "yes",
        "y", "整改合格",
        "持续观察",
    ),
    Told.DOING: (
        "整改中", "正在整改", "推进中", "按序时进度推进", "持续推进", "部分整改", "基本完成", "进行中", "正在推进",
        "长期整改", "持续整改",
        "验收中", "待验收", "申请销号", "公示中", "已下发", "已签收", "办理中", "rectifying", "ongoing", "in progress",
        "doing",
    ),
    Told.NONE: (
        "未整改", "未启动", "未开始", "尚未整改", "待整改", "待核实", "否", "☐", "□", "未完成", "未销号", "×",
        "registered", "open",
        "no", "n", "none",
    ),
    Told.LATE: ("逾期", "已逾期", "超期", "正常", "临期", "overdue", "red: overdue"),
}  # fmt: skip
_TOLD: Final = {word.casefold(): told for told, words in _STATUS.items() for word in words}
_LATE: Final = re.compile(r"(逾期|超期|临期)\s*\d+\s*[天日]")

_CLASSES: Final = {
    "立行立改": Class.IMMEDIATE, "立即整改": Class.IMMEDIATE, "immediate": Class.IMMEDIATE, "即知即改": Class.IMMEDIATE,
    "限期整改": Class.PHASED, "分阶段整改": Class.PHASED, "分阶段": Class.PHASED, "短期攻坚": Class.PHASED,
    "中期推进": Class.PHASED, "阶段整改": Class.PHASED, "phased": Class.PHASED,
    "长期坚持": Class.ONGOING, "持续整改": Class.ONGOING, "长期整改": Class.ONGOING, "ongoing": Class.ONGOING,
}  # fmt: skip
_SEVERITIES: Final = {
    "轻微": Severity.MINOR, "minor": Severity.MINOR, "一般": Severity.GENERAL, "一般性质": Severity.GENERAL,
    "一般问题": Severity.GENERAL, "一般隐患": Severity.GENERAL, "general": Severity.GENERAL, "严重": Severity.SERIOUS,
    "严重问题": Severity.SERIOUS, "serious": Severity.SERIOUS, "重大": Severity.MAJOR, "重大性质": Severity.MAJOR,
    "重大问题": Severity.MAJOR, "重大隐患": Severity.MAJOR, "特别重大": Severity.MAJOR, "major": Severity.MAJOR,
}  # fmt: skip

_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DIGITS: Final = "一二三四五六七八九十"
_MARKS: Final = (
    re.compile(r"(?:^|(?<=[\s。；;，,、.:：]))[(（]([0-9]{1,2})[)）][.、:：]?[ \t]*"),
    re.compile(r"(?:^|(?<=[\s。；;，,：:]))([0-9]{1,2})(?:[.．、)）](?![0-9])|[:：](?![0-9]))[ \t]*"),
    re.compile(rf"([{_CIRCLED}])[ \t]*"),
    re.compile(rf"(?:^|(?<=[\s。；;，,：:]))([{_DIGITS}]{{1,2}})是[，,]?"),
    re.compile(rf"(?:^|(?<=[\s。；;，,]))[(（]([{_DIGITS}]{{1,2}})[)）][ \t]*"),
    re.compile(rf"(?:^|(?<=\n))([{_DIGITS}]{{1,2}})、[ \t]*"),
)


def plain(word: str) -> str:
    """Return a word as words are compared: without blanks, the marks around it, and whatever is wide."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", word)).strip("。.;；,，、!！\ufe0f").casefold()


def told(word: str) -> Told | None:
    """Return what a word for a status tells; None for a sentence, and for a word that is not known."""
    key = plain(word)
    return Told.LATE if _LATE.fullmatch(key) else _TOLD.get(key)


def class_of(word: str) -> Class | None:
    """Return the class that a word means; None where it means none."""
    return _CLASSES.get(plain(word))


def severity_of(word: str) -> Severity | None:
    """Return the severity that a word means; None where it means none."""
    return _SEVERITIES.get(plain(word))


def title_of(symptom: str) -> str:
    """Return a title for a problem that has none: the first clause of its symptom, cut where it is long."""
    first = re.split(r"[。；;\n]", symptom.strip())[0].strip() or symptom.strip().partition("\n")[0]
    first = " ".join(first.split())
    if len(first) <= TITLE:
        return first
    cut = max(first.rfind(mark, 0, TITLE) for mark in "，,、：:")
    return first[: cut if cut >= TITLE // 3 else TITLE - 1] + "…"


def measures(cell: str) -> list[str]:
    """Return the measures in a cell: those that are numbered from one on, one each; else all of it is one."""
    for pattern in _MARKS:
        marks: list[re.Match[str]] = []
        for mark in pattern.finditer(cell):
            if _number(mark.group(1)) == len(marks) + 1:
                marks.append(mark)
        if len(marks) < 2 or cell[: marks[0].start()].strip(" \n\t:：") not in ("", "整改措施", "措施"):
            continue
        ends = [*(mark.start() for mark in marks[1:]), len(cell)]
        pieces = [cell[m.end() : end].strip(" \n\t;；,，、") for m, end in zip(marks, ends, strict=True)]
        if all(hygiene.comparable(piece) for piece in pieces):
            return pieces
    whole = cell.strip()
    first = _MARKS[1].match(whole) or _MARKS[0].match(whole)
    if first is not None and _number(first.group(1)) == 1:
        whole = whole[first.end() :].strip()
    return [whole] if hygiene.comparable(whole) else []


def _number(mark: str) -> int:
    if mark in _CIRCLED:
        return _CIRCLED.index(mark) + 1
    if mark.isdigit():
        return int(mark)
    tens, _ten, ones = mark.rpartition("十")
    if "十" not in mark:
        return _DIGITS.index(mark) + 1 if len(mark) == 1 else 0
    return (_DIGITS.index(tens) + 1 if tens else 1) * 10 + (_DIGITS.index(ones) + 1 if ones else 0)


_DATED: Final = re.compile(
    r"^\s*([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})\s*[:：]\s*"
)


def dated(measure: str) -> tuple[str | None, str]:
    """Return the day that a measure begins with, as it is written, and the rest; None where it begins with none."""
    found = _DATED.match(measure)
    return (found.group(1), measure[found.end() :]) if found is not None else (None, measure)
