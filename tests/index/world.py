"""A ledger to which things are done by chance: what editors, git and people do to files."""

import datetime as dt
import os
import random
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.builders import FOUND, LIAISON, OFFICE, START, make_org
from tests.index import asked
from tests.services.ledgers import Desk
from tests.services.repositories import Repository
from yiananlib.errors import YianError
from yiananlib.model.vocabulary import Answer
from yiananlib.services.recording import close_out, examine, rectify
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    from collections.abc import Callable

TICK: Final = 0.03
"""Seconds after which the files of these tests are old: the machine's clock of files ticks every 4 ms."""


def _much_later(zone: dt.tzinfo) -> dt.datetime:
    return (START + dt.timedelta(days=120)).astimezone(zone)


def answered(desk: Desk, prompt: str) -> None:
    """Answer a prompt of the checklist for two subjects of the bureau."""
    replies = [examine.Reply(prompt, Answer.CLEAR, "已对照")]
    examine.answer(desk.ledger, desk.context(), "zjj", "2026-1", replies, subjects=("team", "head"))


class World:
    """A ledger to which things are done by chance, and what was done to it."""

    def __init__(self, root: Path, seed: int) -> None:
        self.desk = Repository(root)
        self.chance = random.Random(seed)  # noqa: S311 - to be the same each time
        self.told: list[str] = []
        self.desk.git("init", "--quiet")
        self.desk.commit()

    # what there is

    def files(self, pattern: str) -> list[Path]:
        return sorted(self.desk.root.glob(pattern))

    def any_problem(self) -> Path:
        return self.chance.choice(self.files("orgs/*/problems/*.toml"))

    def any_org(self) -> str:
        return self.chance.choice(self.files("orgs/*/org.toml")).parent.name

    def any_ref(self) -> str:
        path = self.any_problem()
        return f"{path.parent.parent.name}/{path.stem}"

    # what is done

    def step(self) -> None:
        steps = [
            self.append, self.rewrite, self.due, self.touch, self.replace, self.move, self.delete, self.rename_org,
            self.remove_org, self.add_org, self.change_parent, self.change_function,
            self.checklist, self.campaign, self.answer, self.work,
            self.commit, self.checkout, self.damage, self.wait,
        ]  # fmt: skip
        done = self.chance.choice(steps)
        try:
            said = done()
        except (
            YianError,
            IndexError,
            UnicodeDecodeError,
        ) as error:  # nothing is left for it, or a rule forbids it
            said = str(error)
        self.told.append(f"{done.__name__} {said or ''}")

    def append(self) -> str:
        path = self.any_problem()
        block = f'\n[[entries]]\nid = "n{self.chance.randrange(10**5):05}"\nat = 2026-03-12T09:30:00+08:00\n'
        with path.open("a", encoding="utf-8") as file:
            file.write(f'{block}by = "{OFFICE}"\nkind = "noted"\nnote = "补记"\n')
        return str(path)

    def rewrite(self) -> str:
        """Write other words of the same length into the same file, its time set back now and then."""
        path = self.any_problem()
        before = path.stat()
        text = path.read_text(encoding="utf-8")
        title = "".join(self.chance.choices("甲乙丙丁戊", k=5))
        path.write_text(re.sub(r'^title = "....', f'title = "{title[:4]}', text, flags=re.MULTILINE), encoding="utf-8")
        if self.chance.random() < 0.5:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        return f"{path} {title}"

    def due(self) -> str:
        path = self.any_problem()
        text = path.read_text(encoding="utf-8")
        day = f"2026-0{self.chance.randrange(4, 10)}-15"
        path.write_text(re.sub(r"^due = .*$", f"due = {day}", text, count=1, flags=re.MULTILINE), encoding="utf-8")
        return f"{path} {day}"

    def touch(self) -> str:
        path = self.chance.choice(self.files("**/*.toml"))
        os.utime(path, (0, self.chance.choice([0, 2_000_000_000])))
        return str(path)

    def replace(self) -> str:
        """Put one problem's content into another's place, by renaming, with the time that the other had."""
        path, other = self.any_problem(), self.any_problem()
        seen = path.stat()
        new = path.with_suffix(".new")
        text = other.read_text(encoding="utf-8").replace(f'id = "{other.stem}"', f'id = "{path.stem}"')
        new.write_text(text, encoding="utf-8")
        os.utime(new, ns=(seen.st_atime_ns, seen.st_mtime_ns))
        new.replace(path)
        return f"{other} -> {path}"

    def move(self) -> str:
        path = self.any_problem()
        target = self.desk.root / kinds.PROBLEM.path(self.any_org(), path.stem)
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
        return f"{path} -> {target}"

    def delete(self) -> str:
        path = self.chance.choice([*self.files("orgs/*/problems/*.toml"), *self.files("orgs/*/rounds/*.toml")])
        path.unlink()
        return str(path)

    def rename_org(self) -> str:
        org = self.any_org()
        new = f"n{self.chance.randrange(100)}"
        if not (self.desk.root / "orgs" / new).exists():
            (self.desk.root / "orgs" / org).rename(self.desk.root / "orgs" / new)
        return f"{org} -> {new}"

    def remove_org(self) -> str:
        org = self.any_org()
        shutil.rmtree(self.desk.root / "orgs" / org)
        return org

    def add_org(self) -> str:
        name = f"a{self.chance.randrange(100)}"
        org = make_org(order=self.chance.randrange(1, 9), parent=self.any_org())
        self.desk.write(kinds.ORG.path(name), kinds.ORG.encode(org))
        return name

    def change_parent(self) -> str:
        org, parent = self.any_org(), self.any_org()
        path = self.desk.root / kinds.ORG.path(org)
        text = re.sub(r"^parent = .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(text.replace("name =", f'parent = "{parent}"\nname =', 1), encoding="utf-8")
        return f"{org} below {parent}"

    def change_function(self) -> str:
        """Let an organization vouch for the days of others, or no more."""
        org, function = self.any_org(), self.chance.choice(["unit", "office", "inspector"])
        path = self.desk.root / kinds.ORG.path(org)
        text = re.sub(r"^function = .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(text.replace("name =", f'function = "{function}"\nname =', 1), encoding="utf-8")
        return f"{org} {function}"

    def checklist(self) -> str:
        text = (self.desk.root / layout.CHECKLIST).read_text(encoding="utf-8")
        self.desk.write(layout.CHECKLIST, text[: text.rindex("[[prompts]]")] if "[[prompts]]" in text else text)
        return str(text.count("[[prompts]]"))

    def campaign(self) -> str:
        word = self.chance.choice(["落空", "虚浮", "走样"])
        text = self.desk.text(layout.CAMPAIGN)
        self.desk.write(layout.CAMPAIGN, re.sub(r'^drifting = ".*"', f'drifting = "{word}"', text, flags=re.MULTILINE))
        return word

    def answer(self) -> str:
        prompt = f"p{self.chance.randrange(1, 9):02}"
        answered(self.desk, prompt)
        return prompt

    def work(self) -> str:
        ref = self.any_ref()
        ways: list[Callable[[], object]] = [
            lambda: self.desk.measure(ref),
            lambda: self.desk.submit(ref, f"成效{self.chance.random()}"),
            lambda: self.late(ref),
            lambda: close_out.void(self.desk.ledger, self.desk.context(OFFICE), ref, "重复登记"),
            lambda: rectify.progress(self.desk.ledger, self.desk.context(), ref, "进展"),
            lambda: close_out.withdraw(self.desk.ledger, self.desk.context(), ref, "补充材料"),
        ]
        self.chance.choice(ways)()
        return ref

    def late(self, ref: str) -> object:
        """Submit on paper, or in time by one's own words."""
        context = self.desk.context(self.chance.choice([OFFICE, LIAISON]), FOUND)._replace(now=_much_later)
        return close_out.submit(self.desk.ledger, context, ref, effect="零补办", rule="办法修订", wider="全县同查")

    def commit(self) -> str:
        return self.desk.commit()

    def checkout(self) -> str:
        commit = self.chance.choice(self.desk.git("rev-list", "--all").split())
        self.desk.git("checkout", "--quiet", "--force", commit)
        self.desk.git("clean", "--quiet", "-ffdx")
        return commit

    def damage(self) -> str:
        """Break a file, or put back what git has."""
        if self.chance.random() < 0.6:
            self.desk.git("reset", "--quiet", "--hard")
            return "put back"
        path = self.chance.choice(self.files("**/*.toml"))
        path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
        return str(path)

    def wait(self) -> None:
        time.sleep(TICK + 0.01)

    # what is asked

    def question(self) -> asked.Question:
        try:
            return self.chance.choice(
                [asked.county, asked.of(self.any_org()), asked.shown(self.any_ref()), asked.containing("问题")]
            )
        except IndexError:
            return asked.county
