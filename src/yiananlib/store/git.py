"""git, the only program that yian runs; ``ssh-keygen`` beside it, where commits are signed with SSH keys.

One call, one function; no parsing of prose. What reads history runs nothing that a repository's configuration
names: plumbing alone, no transport, no grafts, no replaced objects.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from yiananlib.errors import LedgerInvalid
from yiananlib.messages import _
from yiananlib.store import canonical, layout, legible, trailers
from yiananlib.store.plumbing import READING, environment, failed, read, unstarted
from yiananlib.store.plumbing import Failure as Failure
from yiananlib.store.plumbing import ask as ask
from yiananlib.store.plumbing import called_by_git as called_by_git
from yiananlib.store.plumbing import failure_of as failure_of
from yiananlib.store.plumbing import run as run
from yiananlib.store.repository import amid as amid
from yiananlib.store.repository import has_repository as has_repository
from yiananlib.store.repository import init as init
from yiananlib.store.repository import is_detached as is_detached
from yiananlib.store.repository import is_repository as is_repository
from yiananlib.store.repository import is_work_tree as is_work_tree
from yiananlib.store.repository import trouble as trouble

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_KINDS: Final = (b"blob", b"tree", b"commit", b"tag")
_PIECE: Final = 1 << 20
_DEEPEST: Final = 9
"""So many tags may be made of one another."""
SSH: Final = ("-c", "gpg.format=ssh")
UNASKED: Final = {"SSH_ASKPASS": "false", "SSH_ASKPASS_REQUIRE": "force"}
"""For signing under the lock: a key that wants a passphrase is unlocked before, with ``ssh-add``."""


class Identity(NamedTuple):
    """What git knows of the person at the keyboard; empty where nothing is configured."""

    name: str
    email: str


class Blob(NamedTuple):
    """A file in a commit: its mode as git has it (0o100644, 0o120000 for a link) and its object's name."""

    mode: int
    oid: str


class Commit(NamedTuple):
    """A commit. Times are seconds since 1970; ``author`` is ``Name <address>``; ``signed`` tells of a signature.

    ``fault`` says why its object is not written as git writes one, and may say something else to another reader;
    empty where nothing is wrong. ``tree`` is the object of its files. ``subject`` is the first line of the message, to
    be shown; nothing is judged by it.
    """

    oid: str
    parents: tuple[str, ...]
    author: str
    authored: int
    committed: int
    signed: bool
    message: str
    tree: str = ""
    fault: str = ""
    subject: str = ""

    @property
    def made(self) -> int:
        """When it was made: by git's clock, in a rehearsal (``YIAN_NOW``) by the one that was given."""
        return self.authored if trailers.is_given(self.message) else self.committed


class Change(NamedTuple):
    """A file that a commit changed: its blobs before and after, None where there is none."""

    path: str
    old: Blob | None
    new: Blob | None


class Seal(NamedTuple):
    """What a commit's signature was made over, and the signature."""

    payload: bytes
    signature: bytes


class Missing(LedgerInvalid, KeyError):
    """There is no object of that name; where it is not asked for at a venture, something was lost."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(
            str(folder),
            _("git is missing the object {name}.").format(name=layout.shown(name)),
            _("Clone the repository again; `git fsck` shows what is missing."),
        )


class Objects:
    """Objects of a repository, read by one ``git cat-file`` for all; use it as a context manager.

    Plumbing alone: nothing that a repository's configuration names is run by it. Each process that asks, such
    as a worker forked meanwhile, has a git of its own: of one that two shared, each would get the other's answers.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    def __getstate__(self) -> dict[str, object]:
        return {"folder": self.folder, "_processes": {}}

    def __enter__(self) -> Objects:
        self._own()
        return self

    def __exit__(self, *_exception: object) -> None:
        process = self._processes.pop(os.getpid(), None)
        if process is not None:
            _close(process)
            process.wait()

    def _own(self) -> subprocess.Popen[bytes]:
        """Return the git of this process, begun when it first asks."""
        process = self._processes.get(os.getpid())
        if process is None:
            import subprocess

            for inherited in self._processes.values():
                _close(inherited)  # the ends that were open at the fork: theirs would else never see the pipe's end
            try:
                process = self._processes[os.getpid()] = subprocess.Popen(
                    ["git", "cat-file", "--batch"],
                    cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    env=environment() | READING,
                )  # fmt: skip
            except OSError as error:
                raise failed(self.folder, "cat-file", unstarted(error)) from None
        return process

    def read(self, oid: str) -> bytes:
        """Return the content of an object; raise KeyError where there is none of that name."""
        return b"".join(self.pieces(oid))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the content of an object piece by piece, so that none needs room as a whole; raise Missing.

        Raises:
            LedgerInvalid: git did not give a whole answer.
        """
        process = self._own()
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both are pipes
        if "\n" in name:
            raise Missing(self.folder, name)
        try:
            process.stdin.write(name.encode(errors="surrogateescape") + b"\n")
            process.stdin.flush()
            head = process.stdout.readline()
            words = head.split()
            if head.endswith((b" missing\n", b" ambiguous\n", b" submodule\n")):
                raise Missing(self.folder, name)
            if not head.endswith(b"\n") or len(words) != 3 or words[1] not in _KINDS:
                raise self._cut_off()
            left = int(words[2])
            while left:
                piece = process.stdout.read(min(left, _PIECE))
                if not piece:
                    raise self._cut_off()
                left -= len(piece)
                yield piece
            if process.stdout.read(1) != b"\n":
                raise self._cut_off()
        except (OSError, ValueError):
            raise self._cut_off() from None

    def _cut_off(self) -> LedgerInvalid:
        self._own().kill()  # nothing that it says from here on would be an answer to what is asked
        return failed(self.folder, "cat-file", _("it stopped in the middle of its output"))

    def seal(self, oid: str) -> Seal | None:
        """Return what a commit's signature was made over, and it; None where there is none that git would see."""
        return _seal(self.read(oid), b"gpgsig" if len(oid) == canonical.SHA1 else b"gpgsig-sha256")

    def commit(self, oid: str) -> Commit:
        """Return a commit's parents, times and message, as git reads them."""
        raw = self.read(oid)
        said = canonical.commit(raw, len(oid))
        author, authored = canonical.person(said.author)
        return Commit(
            oid, said.parents, author, authored, canonical.person(said.committer)[1], said.signed,
            said.message.decode(errors="replace"), said.tree, said.fault, legible.subject(raw, said.message),
        )  # fmt: skip

    def tag_fault(self, name: str) -> str:
        """Return what is wrong with the form of a tag, and of the tags that it names; empty for nothing or no tag."""
        for _n in range(_DEEPEST):
            raw = self.read(name)
            if not raw.startswith(b"object "):
                return ""
            if fault := canonical.tag_fault(raw, len(name)):
                return fault
            name = raw.partition(b"\n")[0].removeprefix(b"object ").decode()
        return _("it is a tag of a tag of a tag, and so on")

    def tree(self, oid: str) -> canonical.Tree:
        """Return what a folder holds."""
        return canonical.tree(self.read(oid), len(oid))


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what could not be asked of a git that is gone is not asked again
                pipe.close()


def differences(folder: Path, pairs: Sequence[tuple[str, str | None]], within: str = "") -> Iterator[list[Change]]:
    """Yield for each pair of a commit and a parent (None: of nothing) the files below ``within`` that differ."""
    given = "".join(f"{commit} {parent}\n" if parent else f"{commit}\n" for commit, parent in pairs)
    done = read(
        folder,
        "diff-tree", "--stdin", "--root", "--always", "--raw", "-z", "-r", "-m", "--no-renames", "--no-abbrev",
        "--no-ext-diff", "--no-textconv", "--ignore-submodules=none", given=given.encode(), ending=b"\0",
    )  # fmt: skip
    found: list[Change] | None = None
    count = 0
    items = iter(done.stdout.decode(errors="surrogateescape").split("\0"))
    for item in items:
        if item.startswith(":"):
            mode, mode_after, oid, oid_after, _status = item[1:].split(" ")
            path = next(items)
            assert found is not None  # noqa: S101 - a header comes first
            if path.startswith(within):
                found.append(Change(path[len(within) :], _blob(mode, oid), _blob(mode_after, oid_after)))
        elif item:
            if found is not None:
                yield found
            found = []
            count += 1
    if count != len(pairs):
        raise failed(folder, "diff-tree", _("it stopped in the middle of its output"))
    if found is not None:
        yield found


def merge_base(folder: Path, one: str, other: str) -> str | None:
    """Return the best common ancestor of two commits, or None where there is none."""
    return read(folder, "merge-base", one, other, answers=(0, 1)).stdout.decode().strip() or None


def branches(folder: Path) -> dict[str, str]:
    """Return the commit of each branch, by its whole name (``refs/heads/main``)."""
    done = read(folder, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads")
    lines = (line.split(" ", 1) for line in done.stdout.decode(errors="surrogateescape").splitlines())
    return {name: oid for oid, name in lines}


def branch(folder: Path) -> str | None:
    """Return the whole name of the branch that is checked out, or None."""
    done = ask(folder, "symbolic-ref", "--quiet", "HEAD", answers=(0, 1))
    return done.stdout.decode(errors="replace").strip() or None


def is_shallow(folder: Path) -> bool:
    """Tell whether the clone lacks the beginning of its history."""
    return ask(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def signer(seal: Seal, signers: Path, signature: Path, principal: str | None, when: str) -> str | None:
    """Return the principal whose key made an SSH signature, or None where it is not good.

    Args:
        seal: of a commit.
        signers: a file of allowed signers.
        signature: where the signature may be written to.
        principal: who must have signed; None to ask who did.
        when: the time for which keys must be valid, ``YYYYMMDDHHMMSSZ``.

    Raises:
        FileNotFoundError: there is no ssh-keygen.
    """
    signature.write_bytes(seal.signature)
    options = ["-f", str(signers), "-s", str(signature), f"-Overify-time={when}"]
    if principal is None:
        done = _ssh_keygen("find-principals", *options)
        principal = done.stdout.decode(errors="replace").partition("\n")[0]
        if done.returncode != 0 or not principal:
            return None
    done = _ssh_keygen("verify", "-n", "git", "-I", principal, *options, given=seal.payload)
    return principal if done.returncode == 0 else None


def revision(folder: Path, name: str) -> str | None:
    """Return the commit that a revision (``HEAD~3``, a branch, an id) names, or None. Never taken for an option."""
    done = ask(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}",
        answers=(0, 1) if is_repository(folder) else (0, 1, 127, 128),
    )  # fmt: skip
    return done.stdout.decode().strip() if done.returncode == 0 else None


def prefix(folder: Path) -> str:
    """Return where ``folder`` lies in its repository, with a ``/`` at the end; empty for the top."""
    return ask(folder, "rev-parse", "--show-prefix").stdout.decode().rstrip("\n")


def commits(folder: Path, include: Sequence[str], exclude: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return the commits reachable from ``include`` and not from ``exclude``, parents first, each with its parents.

    The parents are those that git reads of a commit.
    """
    given = "\n".join([*include, *(f"^{oid}" for oid in exclude)]) + "\n"
    done = read(folder, "rev-list", "--topo-order", "--reverse", "--parents", "--stdin", given=given.encode())
    lines = (line.split(" ") for line in done.stdout.decode().splitlines())
    return {oid: tuple(parents) for oid, *parents in lines}


def latest(folder: Path, path: str, limit: int | None) -> list[str]:
    """Return the newest commits of HEAD that changed something at ``path``, relative to ``folder``; no merges."""
    count = [] if limit is None else [f"--max-count={limit}"]
    done = read(folder, "rev-list", *count, "--no-merges", "HEAD", "--", path or ".")
    return done.stdout.decode().split()


def beginning(folder: Path, path: str) -> str | None:
    """Return the first commit on the main line up to HEAD that has ``path``, relative to ``folder``; None where cut."""
    if is_shallow(folder):
        return None
    done = read(folder, "rev-list", "--first-parent", "--reverse", "HEAD", "--", path)
    return next(iter(done.stdout.decode().split()), None)


def touching(folder: Path, commit: str, paths: Sequence[str]) -> list[str]:
    """Return the commits up to ``commit`` that changed something at ``paths``, relative to ``folder``; parents first.

    A merge is among them where it has there what no parent of it has.
    """
    done = read(folder, "rev-list", "--full-history", "--topo-order", "--reverse", commit, "--", *paths)
    return done.stdout.decode().split()


def changes(folder: Path, commits: Sequence[str], within: str = "") -> dict[str, list[Change]]:
    """Return what each commit changed against its first parent below ``within``, by path relative to it."""
    done = read(
        folder, "diff-tree", "--stdin", "--root", "--always", "--no-renames", "-r", "-z", "--raw",
        given="".join(f"{oid}\n" for oid in commits).encode(), ending=b"\0",
    )  # fmt: skip
    found: dict[str, list[Change]] = {oid: [] for oid in commits}
    told: set[str] = set()
    current, fields = "", iter(done.stdout.decode(errors="surrogateescape").split("\0"))
    for field in fields:
        if field.startswith(":"):
            old_mode, new_mode, old, new, _status = field[1:].split(" ")
            path = next(fields)
            if path.startswith(within):
                found[current].append(Change(path[len(within) :], _blob(old_mode, old), _blob(new_mode, new)))
        elif field:
            current = field
            told.add(field)
    if told != set(commits):
        raise failed(folder, "diff-tree", _("it stopped in the middle of its output"))
    return found


def _blob(mode: str, oid: str) -> Blob | None:
    return Blob(int(mode, 8), oid) if oid.strip("0") else None


def files_of(folder: Path, commit: str, within: str = "") -> dict[str, Blob]:
    """Return the files of a commit below ``within`` (empty or ending with ``/``), by path relative to it."""
    arguments = ["ls-tree", "-r", "-z", "--full-tree", commit]
    done = read(folder, *arguments, *(["--", within] if within else []), ending=b"\0")
    found = {}
    for item in done.stdout.decode(errors="surrogateescape").split("\0"):
        if item:
            head, _tab, path = item.partition("\t")
            mode, kind, oid = head.split(" ")
            if kind == "blob" and path.startswith(within):
                found[path[len(within) :]] = Blob(int(mode, 8), oid)
    return found


def content(folder: Path, oid: str) -> bytes:
    """Return the content of a blob, by a git of its own: of many, :class:`Objects` reads."""
    return read(folder, "cat-file", "blob", oid, ending=b"").stdout


def attributes_told(
    folder: Path, output: bytes, names: Sequence[str], paths: Sequence[str]
) -> dict[str, dict[str, str]]:
    """Return the attributes of each path as ``git check-attr -z`` told them, by their names.

    Raises:
        LedgerInvalid: it did not tell all of them.
    """
    words = output.decode(errors="surrogateescape").split("\0")
    found: dict[str, dict[str, str]] = {path: {} for path in paths}
    for path, name, value in zip(words[::3], words[1::3], words[2::3], strict=False):
        found.setdefault(path, {})[name] = value
    if any(set(found[path]) != set(names) for path in paths):
        raise failed(folder, "check-attr", _("it stopped in the middle of its output"))
    return found


def tree_of(folder: Path, commit: str) -> str:
    """Return the object of a commit's files."""
    return ask(folder, "rev-parse", "--verify", "--end-of-options", f"{commit}^{{tree}}").stdout.decode().strip()


def identity(folder: Path) -> Identity:
    """Return git's ``user.name`` and ``user.email`` as configured for ``folder``."""
    done = ask(folder, "config", "--null", "--get-regexp", r"^user\.(name|email)$", answers=(0, 1, 127), ending=b"\0")
    found = dict(item.split("\n", 1) for item in done.stdout.decode(errors="replace").split("\0") if "\n" in item)
    return Identity(found.get("user.name", "").strip(), found.get("user.email", "").strip())


def explained(folder: Path, failure: Failure) -> Failure:
    """Say it in a user's words where a git that was killed left a lock behind: of the index, or of the branch."""
    branch = run(folder, "symbolic-ref", "--quiet", "HEAD").stdout.decode(errors="surrogateescape").strip()
    for name in ("index", "HEAD", *([branch] if branch else [])):
        lock = run(folder, "rev-parse", "--git-path", f"{name}.lock").stdout.decode(errors="surrogateescape").strip()
        if lock and (folder / lock).exists():
            return Failure(
                _(
                    "{path} exists: another git is running, or one was killed; if none is running, remove that file"
                ).format(path=lock)
            )
    return failure


def _ssh_keygen(action: str, *options: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    import subprocess

    return subprocess.run(
        ["ssh-keygen", "-Y", action, *options], input=given, capture_output=True, check=False, env=environment()
    )


def _seal(commit: bytes, wanted: bytes) -> Seal | None:
    head, gap, message = commit.partition(b"\n\n")
    kept: list[bytes] = []
    found: dict[bytes, list[bytes]] = {}
    into = kept
    for line in head.split(b"\n"):
        if not line.startswith(b" "):  # what begins so goes on with the line before
            key = line.partition(b" ")[0]
            into = kept if key not in (b"gpgsig", b"gpgsig-sha256") else found.setdefault(key, [])
        into.append(line)
    lines = found.get(wanted)
    if lines is None:
        return None
    lines = [lines[0].partition(b" ")[2], *(line[1:] for line in lines[1:])]
    return Seal(b"\n".join(kept) + gap + message, b"\n".join(lines) + b"\n")
