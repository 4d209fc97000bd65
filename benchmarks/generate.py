"""Make a ledger of many problems, by the codec and not by commands, for measuring."""

import datetime as dt
import hashlib
import random
import sys
from pathlib import Path

from yiananlib.model.entries import (
    Closed,
    Completed,
    Endorsed,
    Evidenced,
    Planned,
    Progressed,
    Registered,
    Reviewed,
    Submitted,
)
from yiananlib.model.ids import ALPHABET
from yiananlib.model.problem import Head, Problem, digest
from yiananlib.model.vocabulary import Verdict
from yiananlib.services.begin import add_officer, add_org, init_ledger
from yiananlib.services.occasion import Occasion
from yiananlib.store import codec, layout
from yiananlib.store.ledger import Ledger

UNITS = 20
START = dt.date(2026, 1, 5)
ZONE = dt.timezone(dt.timedelta(hours=8))
SYMPTOM = "抽查{n}个项目，{m}个变更先干后批，{k}份核验单缺少经办人签字，三次催办未书面答复，群众来访{j}次未登记。"
PAPER = "核验表\n".encode()
PAPER_DIGEST = hashlib.sha256(PAPER).hexdigest()
PAPER_NAME = layout.evidence_name(PAPER_DIGEST, "核验表.txt")
CAUSE = "程序意识淡薄，政令意识不强，分管领导未逐件过问，把关流于形式，遇到难题等上级拍板。"


def ledger(folder: Path, problems: int) -> None:
    """Write a ledger of so many problems over twenty units into ``folder``."""
    dice = random.Random(20260105)
    occasion = Occasion(
        now=lambda zone: dt.datetime(2026, 1, 5, 9, tzinfo=zone),
        by=None,
        on=None,
        entropy=lambda salt: hashlib.sha256(salt.encode()).digest(),
        waiting=lambda: None,
    )
    init_ledger(folder, "云岭县以案促改", occasion, with_git=False)
    book = Ledger(folder)
    office = Occasion(occasion.now, "bgs/head", None, occasion.entropy, occasion.waiting)
    from yiananlib.model.vocabulary import Function

    add_org(book, occasion, "bgs", title="领导小组办公室", function=Function.OFFICE, head="主任", liaison="联络员")
    for n in range(UNITS):
        add_org(book, office, f"dw{n:02d}", title=f"第{n + 1}单位", head="主要负责人", liaison="联络员")
        add_officer(book, office, f"dw{n:02d}", "gu", post="股长")
        paper = folder / layout.evidence_file(f"dw{n:02d}", PAPER_NAME)
        paper.parent.mkdir()
        paper.write_bytes(PAPER)
    taken: set[str] = set()
    for n in range(problems):
        org = f"dw{n % UNITS:02d}"
        path = folder / layout.problems_folder(org)
        path.mkdir(exist_ok=True)
        name = _id(dice, taken)
        (path / f"{name}.toml").write_bytes(codec.encode_problem(_problem(dice, org, name)))


def _id(dice: random.Random, taken: set[str]) -> str:
    while (name := "".join(dice.choices(ALPHABET, k=6))) in taken:
        pass
    taken.add(name)
    return name


def _problem(dice: random.Random, org: str, name: str) -> Problem:
    found = START + dt.timedelta(days=dice.randrange(120))
    head = Head.model_validate(
        {
            "id": name,
            "title": f"招标文件抽查整改{dice.randrange(2, 9)}次催办未报",
            "symptom": SYMPTOM.format(
                n=dice.randrange(9, 99), m=dice.randrange(9), k=dice.randrange(9), j=dice.randrange(9)
            ),
            "kind": dice.choice(["undelivered", "drifting", "inaction", "grassroots"]),
            "field": dice.choice(["none", "tender", "funds"]),
            "severity": dice.choice(["minor", "general", "serious"]),
            "root_cause": CAUSE,
            "level": ("work", "political"),
            "goal": "变更审批零补办",
            "leader": f"{org}/head",
            "owner": f"{org}/gu",
            "due": found + dt.timedelta(days=dice.randrange(30, 120)),
            "found": found,
        }
    )
    day = found
    problem = Problem(org, head, ())
    unit, office = f"{org}/liaison", "bgs/head"

    def add(model: type, by: str, **fields: object) -> None:
        nonlocal problem
        at = dt.datetime.combine(day, dt.time(9, len(problem.entries)), ZONE)
        entry = model(id=f"{len(problem.entries):06d}", at=at, by=by, **fields)
        problem = problem.followed_by(entry)

    add(Registered, unit)
    for number in range(1, 4):
        due = head.due - dt.timedelta(days=10)
        add(
            Planned,
            unit,
            number=number,
            text=f"第{number}项：补齐核验手续并定责，每月抽查并通报",
            owner=head.owner,
            due=due,
        )
    carried_out = dice.choice([0, 1, 2, 3, 3, 3])
    for number in range(1, carried_out + 1):
        day += dt.timedelta(days=7)
        add(Progressed, unit, note=f"已核验{dice.randrange(99)}个项目，整改手续在办", measure=number)
        add(Completed, unit, measure=number)
        add(Evidenced, unit, file=PAPER_NAME, sha256=PAPER_DIGEST, size=len(PAPER), measure=number)
    if carried_out == 3:
        day += dt.timedelta(days=3)
        add(Endorsed, f"{org}/head")
        add(
            Submitted, unit, effect=f"{name}：零补办，抽查{dice.randrange(99)}份全部合规", rule="修订办法", wider="同查"
        )
        if dice.random() < 0.8:
            day += dt.timedelta(days=3)
            seen = tuple(e.id for e in problem.entries)
            mark = digest(head, problem.entries)
            add(Reviewed, office, verdict=Verdict.PASS, opinion="属实", seen=seen, digest=mark)
            add(Closed, office)
    return problem


if __name__ == "__main__":
    ledger(Path(sys.argv[1]), int(sys.argv[2]))
