"""The numbers of headings: 一、（一）1.（1）as documents of offices have them, 1. 1.1 1.1.1 in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yiananlib.messages import current
from yiananlib.render.document import Document, Heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yiananlib.render.document import Block

DIGITS: Final = "零一二三四五六七八九"
FIRST: Final = 2
"""The level of the headings that are counted from their title on."""

LEVELS: Final = ("{}、", "（{}）", "{}. ", "（{}）")
"""How each level is written in Chinese, the first two with Chinese numerals."""


def numbered(document: Document) -> Document:
    """Return the document with the numbers of its headings in their texts, in the language being spoken."""
    counts: list[int] = []
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            if block.level < FIRST:
                counts = []
            elif block.numbered:
                depth = block.level - FIRST
                counts = [*counts, *[0] * len(LEVELS)][: depth + 1]
                counts[depth] += 1
                blocks.append(block._replace(text=_number(counts) + block.text, numbered=False))
                continue
        blocks.append(block)
    return Document(tuple(blocks))


def numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def _number(counts: Sequence[int]) -> str:
    if current() != "zh_CN":
        return ".".join(str(count) for count in counts if count) + (". " if len(counts) == 1 else " ")
    depth = len(counts) - 1
    return LEVELS[depth].format(numeral(counts[-1]) if depth < 2 else counts[-1])
