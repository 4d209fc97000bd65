"""A small county's ledger in a git repository, and ways to bring commits into it, honest and other."""

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.services.ledgers import Desk, new_desk
from yiananlib.model.finding import Finding
from yiananlib.model.vocabulary import Answer
from yiananlib.services.recording import examine, rectify
from yiananlib.services.verifying.proof import Proved, prove

_ENVIRON = os.environ | {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
    "GIT_AUTHOR_NAME": "n", "GIT_AUTHOR_EMAIL": "n@n.invalid",
    "GIT_COMMITTER_NAME": "n", "GIT_COMMITTER_EMAIL": "n@n.invalid",
}  # fmt: skip


class Repository(Desk):
    """A ledger whose desk commits. The clock of the commits is the desk's."""

    def git(self, *arguments: str | Path, given: bytes = b"", status: int = 0, **environ: str) -> str:
        date = self.now.isoformat()
        done = subprocess.run(
            ["git", *map(str, arguments)], cwd=self.root, input=given, capture_output=True, check=False,
            env=_ENVIRON | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date} | environ,
        )  # fmt: skip
        assert done.returncode == status, (arguments, done.stderr.decode(), done.stdout.decode())
        return done.stdout.decode().strip()

    def commit(self, by: str | None = None, *options: str) -> str:
        """Commit all that is changed, as an officer where one is named, and return the commit."""
        # by force what a ledger ignores too, but for what a clone has for its editors
        self.git("add", "--all", "--force", ".", ":(exclude).yian/schemas")
        message = "zjj: change\n" + (f"\nYian-By: {by}\n" if by else "")
        self.git("commit", "--quiet", "--allow-empty", "--file=-", *options, given=message.encode())
        return self.git("rev-parse", "HEAD")

    def recorded(self, by: str, record: Callable[[], Any]) -> str:
        """Record something and commit it."""
        record()
        return self.commit(by)

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def proved(self, span: str | None = None, cache: Path | None = None) -> Proved:
        return prove(self.root, span, cache, lambda _done, _total: None, now=self.now)

    def vouched(self, commit: str, span: str) -> Proved:
        return prove(self.root, span, None, lambda _done, _total: None, vouched=[commit])

    def findings(self, span: str | None = None) -> tuple[Finding, ...]:
        return self.proved(span).findings

    def codes(self, span: str | None = None) -> list[str]:
        return [f.code for f in self.findings(span)]

    @property
    def open_one(self) -> str:
        """The path of the problem with a measure done and evidence, submitted and passed."""
        return self._path("另一个问题")

    @property
    def closed_one(self) -> str:
        """The path of the problem that is closed."""
        return self._path("招标文件抽查整改三次催办未报")

    def _path(self, title: str) -> str:
        found = sorted((self.root / "orgs/zjj/problems").glob("*.toml"))
        path = next(p for p in found if f'title = "{title}"' in p.read_text(encoding="utf-8"))
        return path.relative_to(self.root).as_posix()

    def ref(self, path: str) -> str:
        return f"zjj/{Path(path).stem}"

    @property
    def evidence(self) -> str:
        """The path of a supporting file that a record names."""
        name = self.text(self.closed_one).partition('file = "')[2].partition('"')[0]
        return f"orgs/zjj/evidence/{name}"


def honest(folder: Path) -> Repository:
    """Return a history of which nothing can be said: a closed problem, a passed one, a round, a commit each."""
    shutil.copytree(_template(), folder)
    repository = Repository(folder)
    repository.on("2026-04-20")
    return repository


@cache
def _template() -> Path:
    folder = Path(mkdtemp(prefix="yian-tests-")) / "ledger"
    new_desk(folder)
    repo = Repository(folder)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit()
    closed = _submitted(repo, "招标文件抽查整改三次催办未报", "甲")
    repo.recorded(INSPECTOR, lambda: repo.review(closed))
    repo.on("2026-04-18")
    repo.recorded(OFFICE, lambda: repo.close(closed))
    passed = _submitted(repo, "另一个问题", "乙")
    repo.recorded(INSPECTOR, lambda: repo.review(passed))
    reply = examine.Reply("p01", Answer.CLEAR, "已对照")
    repo.recorded(
        LIAISON,
        lambda: examine.answer(repo.ledger, repo.context(), "zjj", "2026-1", [reply], subjects=("team", "head")),
    )
    return folder


def _submitted(repo: Repository, title: str, content: str) -> str:
    refs: list[str] = []
    repo.recorded(LIAISON, lambda: refs.append(repo.problem(title=title)))
    ref = refs[0]
    repo.recorded(LIAISON, lambda: repo.measure(ref))
    repo.recorded(LIAISON, lambda: repo.done(ref, content=content))
    repo.recorded(HEAD, lambda: repo.endorse(ref))
    repo.recorded(LIAISON, lambda: repo.submit(ref, effect=f"{content}二季度12个项目零补办"))
    return ref


def progressed(repo: Repository, path: str, note: str = "又核验5个") -> None:
    """Record that work goes on."""
    rectify.progress(repo.ledger, repo.context(), repo.ref(path), note)


def clone_of(repo: Repository, name: str = "clone") -> Repository:
    """Return a second clone, on the same day."""
    target = repo.root.parent / name
    repo.git("clone", "--quiet", repo.root, target)
    clone = Repository(target)
    clone.now = repo.now
    return clone


def pulled(repo: Repository, other: Repository) -> None:
    repo.git("pull", "--quiet", "--no-rebase", "--no-edit", other.root, "main")
