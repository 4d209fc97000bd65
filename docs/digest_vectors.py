"""Makes docs/digest-vectors.json: `python docs/digest_vectors.py`, which writes it anew.

The records are what is tried; the digests come from yian, and examples/check_digests.py must find the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from yiananlib.model.problem import digest
from yiananlib.store import codec

FILE: Final = Path(__file__).with_name("digest-vectors.json")

HEAD: Final = """schema = 1
id = "k7m2qd"
title = "Tender checks"
symptom = "5 of 12"
source = "self_check"
kind = "undelivered"
field = "none"
severity = "general"
class = "phased"
leader = "zjj/head"
owner = "zjj/jianguan"
due = 2026-06-15
found = 2026-03-12
"""
SHORT: Final = """schema = 1
id = "k7m2qd"
title = "招标文件抽查整改三次催办未报"
symptom = "抽查12个项目，5个变更先干后批。"
kind = "undelivered"
leader = "zjj/head"
owner = "zjj/jianguan"
due = 2026-06-15
found = 2026-03-12
"""
REGISTERED: Final = 'id = "000001"\nat = 2026-03-12T09:30:00+08:00\nby = "zjj/liaison"\nkind = "registered"\n'


def entry(number: int, kind: str, *lines: str, at: str = "2026-04-01T10:00:00+08:00") -> str:
    """Return an entry as it stands in a file, without its heading."""
    return "\n".join([f'id = "{number:06}"', f"at = {at}", 'by = "zjj/liaison"', f'kind = "{kind}"', *lines, ""])


RECORDS: Final[dict[str, tuple[str, list[str], list[int]]]] = {
    "plain": (HEAD, [REGISTERED], [1]),
    "what a file leaves unsaid has its default": (SHORT, [REGISTERED, entry(2, "planned", "number = 1", 'text = "补办"',
        'owner = "zjj/jianguan"', "due = 2026-05-31")], [1, 2]),
    "Chinese, and beyond the basic plane": (
        HEAD.replace("Tender checks", "招标文件抽查𠮷“三次”催办\\\\未报"), [REGISTERED], [1]),
    "several lines, blanks at their ends and around": (
        HEAD.replace('"5 of 12"', '"""\n  first  \n\n\tsecond\t\nthird\n\n"""'), [REGISTERED], [1]),
    "composed and decomposed letters are one": (HEAD.replace("Tender", "Te\u0301nder"), [REGISTERED], [1]),
    "lists and tables": (
        HEAD.replace('field = "none"', 'field = "none"\nlevel = ["work", "political"]\nsupport = ["czj"]\nlinked = []'),
        [REGISTERED, entry(2, "amended", 'reason = "更正"',
            'changes = { severity = "minor", level = [], public_concern = false, support = ["czj", "jtj"] }')], [1, 2]),
    "days and times with other offsets": (HEAD, [REGISTERED, entry(2, "progressed", 'note = "a"', "on = 2026-03-30",
        at="2026-04-01T02:00:00Z"), entry(3, "noted", 'note = "b"', at="2026-04-01T11:30:00-03:30"),
        entry(4, "noted", 'note = "c"', at="2026-04-01T23:00:00.250+08:00")], [1, 2, 3, 4]),
    "no marks, empty texts and empty lists are not there": (
        HEAD.replace("leader", 'public_concern = false\nlevel = []\nleader'),
        [REGISTERED, entry(2, "completed", "measure = 1", 'note = ""')], [1, 2]),
    "a mark that is there": (HEAD.replace("leader", "public_concern = true\nleader"), [REGISTERED], [1]),
    "answers, waivers and an earlier review": (HEAD, [REGISTERED, entry(2, "reviewed", 'verdict = "pass"',
        'opinion = "可以"', 'standards = { 1 = true, 10 = false, 2 = true }',
        'waived = { publicity = "不涉及群众，不公示" }', 'seen = ["000001"]', f'digest = "{"e" * 64}"'),
        entry(3, "withdrawn", 'reason = "再查"')], [1, 2, 3]),
    "a signed sheet, and evidence": (HEAD, [REGISTERED, entry(2, "evidenced", 'file = "0123456789abcdef-台账.pdf"',
        f'sha256 = "{"0123456789abcdef" * 4}"', "size = 1024"), entry(3, "endorsed", "[entries.sheet]",
        'file = "fedcba9876543210-签字.pdf"', f'sha256 = "{"fedcba9876543210" * 4}"', "size = 7")], [1, 2, 3]),
    "a redated entry, typed for another": (HEAD, [REGISTERED,
        entry(2, "progressed", 'note = "a"', 'for = "zjj/jianguan"'),
        entry(3, "redated", 'entry = "000002"', "day = 2026-03-31", 'reason = "时钟快了"')], [1, 2, 3]),
    "merged in after the review, and not seen": (HEAD, [REGISTERED, entry(2, "noted", 'note = "另一支"'),
        entry(3, "noted", 'note = "看过"')], [1, 3]),
    "keys in another order, comments, CRLF": (
        "# by hand\r\n" + "\r\n".join(reversed(HEAD.splitlines())) + "\r\n", [REGISTERED], [1]),
}  # fmt: skip
"""By what is tried: head, entries, and the numbers of the entries that the review saw."""


def vectors() -> list[dict[str, str]]:
    """Return the vectors: what is tried, the record, its digest."""
    return [{"name": name, **_vector(*said)} for name, said in RECORDS.items()]


def _vector(head: str, entries: list[str], seen: list[int]) -> dict[str, str]:
    def record(sha256: str) -> str:
        ids = ", ".join(f'"{number:06}"' for number in seen)
        last = entry(9, "reviewed", 'verdict = "return"', 'opinion = "退"', f"seen = [{ids}]", f'digest = "{sha256}"')
        return "\n".join([head, *(f"[[entries]]\n{said}" for said in [*entries, last])])

    def sha256_of(text: str, numbers: list[int]) -> str:
        problem = codec.decode_problem(text.encode(), "zjj", "k7m2qd")
        return digest(problem.head, [e for e in problem.entries if int(e.id) in numbers])

    unseen = record("0" * 64)
    earlier = sha256_of(unseen, [1])  # what a review before the last saw
    sha256 = sha256_of(unseen.replace("e" * 64, earlier), seen)
    return {"sha256": sha256, "record": record(sha256).replace("e" * 64, earlier)}


def text() -> str:
    """Return the file."""
    return json.dumps(vectors(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
