"""Helping to sample closed problems by chance."""

import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.builders import INSPECTOR
from tests.services.ledgers import Desk, new_desk
from tests.services.repositories import Repository
from yiananlib.model import drawing, matters, samples
from yiananlib.model.drawing import Rule
from yiananlib.model.vocabulary import LookBackResult
from yiananlib.services.recording import close_out
from yiananlib.services.recording.matters import RecordedMatter
from yiananlib.services.recording.samples import announce, draw, freeze

SINCE = dt.date(2026, 3, 1)
DAY = dt.date(2026, 3, 12)
HELD, SLIPPED = LookBackResult.HELD, LookBackResult.SLIPPED


@cache
def _four() -> tuple[Path, list[str]]:
    made = new_desk(Path(mkdtemp(prefix="yian-tests-")) / "ledger")
    head = {"severity": "general", "field": "none"}
    return made.root, sorted(made.closed(title=f"第{n}项", effect=f"第{n}项零补办", **head) for n in range(4))


def closed_in(desk: Desk) -> list[str]:
    """Put four closed problems into a ledger, and return what they are called."""
    root, refs = _four()
    shutil.copytree(root, desk.root, dirs_exist_ok=True)
    return refs


def frozen(desk: Desk, rule: Rule | None = None, by: str = INSPECTOR, **more: Any) -> str:
    return freeze(desk.ledger, desk.context(by), rule or Rule(50), SINCE, **more).ref


def drawn(desk: Desk, ref: str, number: str = "314") -> RecordedMatter:
    announce(desk.ledger, desk.context(INSPECTOR), ref, "以当众摇出的号码为种子")
    return draw(desk.ledger, desk.context(INSPECTOR), ref, number=number, how="当众摇号")


def now(desk: Desk, ref: str) -> tuple[str, ...]:
    return samples.now(matters.fold(desk.ledger.find_matter("sample", ref)))


def judged(desk: Desk, problem: str, result: LookBackResult, sample: str) -> None:
    close_out.look_back(desk.ledger, desk.context(INSPECTOR), problem, result, "现场", sample)


def path_of(sample: str) -> str:
    return f"orgs/jiwei/samples/{sample.partition('/')[2]}.toml"


# in git


def sampled(repo: Repository) -> str:
    refs: list[str] = []
    repo.recorded(INSPECTOR, lambda: refs.append(frozen(repo, Rule(100))))
    return refs[0]


def by_commit(repo: Repository, ref: str, commit: str) -> RecordedMatter:
    return draw(repo.ledger, repo.context(INSPECTOR), ref, commit=commit)


def noted(repo: Repository, by: str) -> str:
    return repo.recorded(by, lambda: repo.append(repo.ref(repo.open_one), "noted", by, note="再说"))


def forged_draw(repo: Repository, ref: str, seed: str) -> None:
    """Draw by any commit."""
    head = repo.ledger.find_matter("sample", ref).head
    chosen = '", "'.join(drawing.drawn(head.rule, head.population, seed))
    path = path_of(ref)
    repo.write(
        path,
        f'{repo.text(path)}\n[[entries]]\nid = "zzzzzz"\nat = {repo.now.isoformat()}\nby = "{INSPECTOR}"\n'
        f'kind = "drawn"\ncommit = "{seed}"\ndrawn = ["{chosen}"]\n',
    )


def forged(repo: Repository, ref: str, name: str, population: tuple[str, ...]) -> None:
    """Freeze any population."""
    head = repo.ledger.find_matter("sample", ref).head
    found = drawing.digest(samples.said(head.__dict__), population)
    text = repo.text(path_of(ref)).replace(ref.partition("/")[2], name).replace(head.digest, found)
    start, _mark, rest = text.partition("population = [")
    end = rest.partition("]")[2]
    quoted = "".join(f'    "{one}",\n' for one in population)
    repo.write(f"orgs/jiwei/samples/{name}.toml", f"{start}population = [\n{quoted}]{end}")
