"""Running git: in which environment, and what counts as an answer of it. Half an answer is none."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _, system_said

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# For reading history. An object that is missing would else be fetched, by whatever program the configuration
# names; grafts and a commit graph in a copied repository can tell of other parents than the commits do; and
# diff-tree reads the index, for which it asks the configured fsmonitor.
READING: Final = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": "/nonexistent/yian",
    "GIT_INDEX_FILE": "/nonexistent/yian",
}
_UTF8: Final = ("-c", "i18n.commitEncoding=UTF-8")
_PLAINLY: Final = ("-c", "core.commitGraph=false", "-c", "core.fsmonitor=false")

LOCAL: Final = frozenset([
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_ATTR_SOURCE", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS", "GIT_DIR", "GIT_GLOB_PATHSPECS", "GIT_GRAFT_FILE", "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
    "GIT_QUARANTINE_PATH", "GIT_REFERENCE_BACKEND", "GIT_REF_FORMAT", "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE", "GIT_SUPER_PREFIX", "GIT_WORK_TREE",
])  # fmt: skip
"""Variables that name another repository, or other objects, paths or settings than those of the folder: what
``git rev-parse --local-env-vars`` lists, and their like. A git that calls yian (an alias, a hook, ``rebase
--exec``) leaves them in the environment, and they would send a commit elsewhere."""

_DUBIOUS: Final = "dubious ownership"
_BAD_SETTING: Final = r"bad (?:numeric |boolean )?config (?:line|value|variable)|config file|invalid key"
_called_by_git: ContextVar[bool] = ContextVar("_called_by_git", default=False)


class Failure(NamedTuple):
    """git did not do it; ``reason`` is the last thing it said."""

    reason: str


def run(
    folder: Path, *arguments: str, given: bytes = b"", more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in ``folder``; a git that is not there ends with 127. Messages of commits are UTF-8, whatever is set."""
    import subprocess  # a ledger without git never needs it

    try:
        return subprocess.run(
            command(*arguments),
            cwd=folder, input=given, capture_output=True, check=False, env={**environment(), **(more or {})},
        )  # fmt: skip
    except OSError as error:
        return subprocess.CompletedProcess(["git"], 127, b"", unstarted(error).encode())


def command(*arguments: str) -> list[str]:
    """Return the words with which git is called."""
    return ["git", *_UTF8, *arguments]


def unstarted(error: OSError) -> str:
    """Return why git could not be started."""
    if isinstance(error, FileNotFoundError) and error.filename == "git":
        return _("git was not found: install it, or add it to the PATH")
    return f"git: {system_said(error)}"


def ask(
    folder: Path,
    *arguments: str,
    given: bytes = b"",
    answers: Sequence[int] = (0,),
    ending: bytes = b"\n",
    more: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Ask git something; half an answer is none.

    Args:
        folder: where.
        arguments: what.
        given: for its standard input.
        answers: the statuses with which it ends when it has answered.
        ending: with which a whole answer ends.
        more: variables for its environment.

    Raises:
        LedgerInvalid: it did not answer, or not to the end.
    """
    done = run(folder, *arguments, given=given, more=more)
    name = next((word for word in arguments if word.replace("-", "").isalpha() and not word.startswith("-")), "")
    if done.returncode not in answers:
        failure = failure_of(done)
        raise failed(folder, name, failure.reason if failure is not None else "")
    if done.stdout and not done.stdout.endswith(ending):
        raise failed(folder, name, _("it stopped in the middle of its output"))
    return done


def read(
    folder: Path, *arguments: str, given: bytes = b"", answers: Sequence[int] = (0,), ending: bytes = b"\n"
) -> subprocess.CompletedProcess[bytes]:
    """Ask git about history."""
    return ask(folder, *_PLAINLY, *arguments, given=given, answers=answers, ending=ending, more=READING)


def failed(folder: Path, command: str, reason: str) -> LedgerInvalid:
    """Return what is said where git gave no answer: git's own sentence, and what to do about it."""
    return LedgerInvalid(
        str(folder), _("`git {command}` failed ({reason}).").format(command=command, reason=reason),
        remedy(folder, reason),
    )  # fmt: skip


def remedy(folder: Path, reason: str) -> str:
    """Return what to do where git said ``reason``; empty where it says so itself."""
    if reason == _("git was not found: install it, or add it to the PATH") or _DUBIOUS in reason:
        return ""
    if re.search(_BAD_SETTING, reason):
        return _("Correct that line of git's configuration.")
    partial = run(folder, "config", "--get-regexp", r"^remote\..*\.partialclonefilter$")
    if partial.returncode == 0:
        name = partial.stdout.decode(errors="replace").split(".partialclonefilter")[0].removeprefix("remote.")
        return _(
            "This is a partial clone (--filter) that lacks objects to be fetched later, and history is read"
            " without the network. Run `git config --unset remote.{name}.partialclonefilter` and `git fetch"
            " --refetch {name}` to get all of them."
        ).format(name=name)
    return _("Try again; `git fsck` shows whether something is missing; if so, clone the repository again.")


@contextmanager
def called_by_git() -> Iterator[None]:
    """Inside the block the repository is the one that the git which called yian names in the environment.

    A push is in quarantine until its hook has ended, and only these variables tell where.
    """
    token = _called_by_git.set(True)
    try:
        yield
    finally:
        _called_by_git.reset(token)


def environment() -> dict[str, str]:
    """Return the environment in which git is run."""
    kept = _called_by_git.get()
    return {
        **{name: value for name, value in os.environ.items() if kept or name not in LOCAL},
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "YIAN_AT_WORK": "1",  # for the hook that setup writes
        "GIT_LITERAL_PATHSPECS": "1",
        # a replaced object would say something else than what was committed
        "GIT_NO_REPLACE_OBJECTS": "1",
    }


def failure_of(done: subprocess.CompletedProcess[bytes]) -> Failure | None:
    """Return what a call to git that failed had to say; None where it did not fail."""
    if done.returncode == 0:
        return None
    lines = (line.strip() for line in done.stderr.decode(errors="replace").splitlines())
    said = [line for line in lines if line and not line.startswith("hint:")]
    if (dubious := next((line for line in said if _DUBIOUS in line), None)) is not None:
        # it belongs to somebody else, or lies on a drive without owners; what it is called there is the last word
        advice = next((line for line in said if line.startswith("git config --global --add safe.directory")), "")
        return Failure(
            _("{sentence}; if you trust it: `{command}`").format(
                sentence=dubious, command=advice or "git config --global --add safe.directory '*'"
            )
        )
    ended = _("git was killed by signal {n}") if done.returncode < 0 else _("git exited with status {n}")
    return Failure("; ".join(said[:3]) or ended.format(n=abs(done.returncode)))
