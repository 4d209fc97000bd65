"""Everything that can go wrong for a user, and the exit status it ends with.

========================  ======  ==========================================================
exception                 status  meaning
========================  ======  ==========================================================
(none)                    0       done
:class:`AnswerNo`         1       the answer is no: the gate is unmet, verify found something
:class:`UsageProblem`     2       the call's words are off
:class:`NoSuchRecord`     3       no such record
:class:`Ambiguous`        3       a prefix that fits several records
:class:`LedgerInvalid`    4       the ledger is invalid or unreadable
:class:`LakeInvalid`      4       hand-overs cannot be collected or counted
:class:`NotAllowed`       5       refused by the lifecycle
:class:`NotAuthorised`    5       refused by authority
:class:`SeveralRefused`   5       some of several refused; each with the status of its first
:class:`WriteFailed`      6       the write did not happen: locked, disk full, conflict
(any other exception)     70      a bug
(^C)                      130     interrupted by the user
========================  ======  ==========================================================

Each message is one sentence or two: what, where, what to do. A constructor builds its message and
does nothing else. Findings of ``verify`` and unmet checks of the gate are values, not exceptions.
"""

from collections.abc import Iterable, Mapping, Sequence

from yiananlib.messages import _

OK = 0
BUG = 70
INTERRUPTED = 130


class YianError(Exception):
    """What a user can have done, or can do something about; never raised itself."""

    exit_status: int

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class AnswerNo(YianError):
    """The command worked, and the answer is no."""

    exit_status = 1


class UsageProblem(YianError):
    """A value on the command line or in an answers file that cannot be used."""

    exit_status = 2


class NoSuchRecord(YianError):
    """Nothing in the ledger has this name.

    Args:
        what: the kind of thing, already in the reader's language.
        name: what was asked for.
        hint: what to do about it; empty for nothing to say.
    """

    exit_status = 3

    def __init__(self, what: str, name: str, hint: str = "") -> None:
        super().__init__(_("There is no {what} “{name}”. {hint}").format(what=what, name=name, hint=hint).strip())


class Ambiguous(YianError):
    """A prefix that several records begin with, or a name that several have; the message lists at most eight of them.

    ``remedy`` is what to do about it, in the reader's language; default: to give more of the id.
    """

    exit_status = 3

    def __init__(self, name: str, candidates: list[str], remedy: str = "") -> None:
        shown = _(", ").join(candidates[:8]) + (" …" if len(candidates) > 8 else "")
        super().__init__(
            _("“{name}” is ambiguous; it could be any of {n} records: {candidates}. {remedy}").format(
                name=name, n=len(candidates), candidates=shown, remedy=remedy or _("Give more characters of the id.")
            )
        )


class LedgerInvalid(YianError):
    """A file of the ledger that cannot be read or does not say what it must.

    Args:
        where: ``path`` or ``path:line``, relative to the ledger.
        problem: what is wrong there.
        remedy: what to do about it; empty for nothing to say.
    """

    exit_status = 4

    def __init__(self, where: str, problem: str, remedy: str = "") -> None:
        super().__init__(f"{where}: {problem} {remedy}".strip())
        self.where = where
        self.problem = problem
        self.remedy = remedy


class LakeInvalid(YianError):
    """What ledgers handed over to a lake cannot be collected or counted, so that nothing was.

    Args:
        faults: sentences, each with the ledger or file it is about.
        hint: what to do about all of them.
    """

    exit_status = 4

    def __init__(self, faults: Sequence[str], hint: str = "") -> None:
        said = "\n".join(faults if len(faults) == 1 else [_("{n} errors:").format(n=len(faults)), *_indented(faults)])
        super().__init__(f"{said}\n{hint}".strip())
        self.faults = tuple(faults)


class NotAllowed(YianError):
    """What the lifecycle does not allow at this point."""

    exit_status = 5


class NotAuthorised(YianError):
    """What this officer may not do."""

    exit_status = 5


class SeveralRefused(YianError):
    """Some of several records that were to be recorded together were refused, so none of them was.

    Args:
        reasons: why, by what was named.
        count: how many there were in all.
        exit_status: that of the first reason.
    """

    exit_status = 5

    def __init__(self, reasons: Mapping[str, str], count: int, exit_status: int) -> None:
        said = _("{n} of {count} refused, so nothing was recorded:").format(n=len(reasons), count=count)
        lines = (reason if name in reason else f"{name}: {reason}" for name, reason in reasons.items())
        super().__init__("\n".join([said, *(f"  {line}" for line in lines)]))
        self.exit_status = exit_status


class WriteFailed(YianError):
    """Nothing was recorded, or nothing is known to have been: locked, full, read-only, conflicting."""

    exit_status = 6


def _indented(lines: Iterable[str]) -> Iterable[str]:
    return (f"  {line}" for line in lines)
