"""The index of a ledger, and how it is brought up to date: only what is new or changed is read again.

A file whose listing is as before was not changed; but one that was read within a tick of the file
system's clock after its last change may have been changed again without its times showing it (git calls
this racy): such files are in doubt until they are older. Of what is in doubt, or listed otherwise than before, the
digest decides: a checkout gives files new times and often the content that they had.
"""

from __future__ import annotations

import errno
import functools
import json
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from yiananlib.errors import LedgerInvalid, NoSuchRecord
from yiananlib.index import conditions, snapshots, values
from yiananlib.index.snapshots import DEFINITIONS
from yiananlib.messages import _, system_said
from yiananlib.store import kinds, layout

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from yiananlib.index.loading import Read
    from yiananlib.index.snapshots import Listing
    from yiananlib.store.kinds import RecordKind
    from yiananlib.store.ledger import Ledger

    Progress = Callable[[int, int], None]
    Only = Callable[[str], Sequence[str]]
    """Says for a unit which files or folders in it are meant."""

_ATTEMPTS: Final = 12
"""How often files or index may change under our hands before the index is done without: what comes and goes all the
time is in the way of one attempt in ten, on a busy machine of more."""

_PAUSE: Final = 0.01
"""Seconds for which a file that is being replaced may be missing, times the attempts so far."""

_BATCH: Final = 2000
"""Files after which what was read is kept, so that an interrupted build goes on where it was."""


def _overtaken() -> TimeoutError:
    return TimeoutError("other commands were always faster")


def _plan(said: dict[str, Any]) -> values.Plan:
    import datetime as dt

    lists = {name: tuple(said[name]) for name in ("focus", "measures", "requirements")}
    on = said["approved_on"]
    return values.Plan(**said | lists | {"approved_on": dt.date.fromisoformat(on) if on is not None else None})


class Plan(NamedTuple):
    """What is to be done for a unit: ``before`` is what the index knows it by, None for a new one."""

    unit: str
    before: tuple[bytes, bytes, str] | None
    listing: Listing
    changed: list[tuple[str, tuple[int, ...]]]
    gone: list[str]
    doubts: list[str]


class Index:
    """The index of one ledger, inside one command.

    ``as_it_is`` answers from what was read before, without a look at any file: for suggestions alone. ``most`` are
    the files that may be read at a time; None for any number.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        ledger: Ledger,
        progress: Progress | None = None,
        *,
        as_it_is: bool = False,
        most: int | None = None,
    ) -> None:
        self.connection = connection
        self.ledger = ledger
        self.progress = progress
        self.as_it_is = as_it_is
        self.most = most
        self._refresh([DEFINITIONS])

    def scope(self, org: str | None) -> list[str]:
        """Return an organization and all below it, or all, in configured order, their records up to date.

        Raises:
            NoSuchRecord: there is no such organization.
            LedgerInvalid: a file of theirs cannot be read.
        """
        for _attempt in range(_ATTEMPTS):
            names = self._names(org)
            self._refresh(names)
            if self._names(org) == names:
                return names
        raise _overtaken()

    def _names(self, org: str | None) -> list[str]:
        if org is None:
            return [name for (name,) in self.connection.execute("SELECT org FROM orgs ORDER BY place")]
        self.known(org)
        return self.below(org)

    def known(self, org: str) -> None:
        """Raise NoSuchRecord where there is no such organization."""
        if self.connection.execute("SELECT 1 FROM orgs WHERE org = ?", (org,)).fetchone() is None:
            from yiananlib.model.naming import nearest  # whoever gives a code does without

            near = nearest(org, dict(self.connection.execute("SELECT org, name FROM orgs ORDER BY place")))
            hint = _("`yian list --orgs` shows them.")
            raise NoSuchRecord(_("organization"), org, f"{near} {hint}".strip())

    def below(self, org: str) -> list[str]:
        """Return an organization and all below it, in configured order."""
        statement = "SELECT org FROM ancestry JOIN orgs USING (org) WHERE above = ? ORDER BY place"
        return [name for (name,) in self.connection.execute(statement, (org,))]

    def standing(self, day: dt.date) -> str:
        """Return the tables with each problem as of ``day``."""
        (newest,) = self.connection.execute("SELECT max(day) FROM newest").fetchone()
        return conditions.STANDING_LAST if newest <= day.isoformat() else conditions.STANDING

    def record(self, path: str) -> None:
        """Bring one record up to date and no other, so that a neighbour that cannot be read is no hindrance."""
        place = layout.place(path)
        if place is not None:
            self._refresh([place.org], only=lambda _unit: [path])

    def rounds(self) -> None:
        """Bring the rounds of all organizations up to date, and no other record of theirs."""
        self._records(kinds.ROUND)

    def problems(self) -> None:
        """Bring the problems of all organizations up to date, and no other record of theirs."""
        self._records(kinds.PROBLEM)

    def offices(self) -> None:
        """Bring the problems and the rules of the offices up to date, and no other record of theirs."""
        rows = self.connection.execute("SELECT org FROM orgs WHERE function = 'office' ORDER BY place")
        folders = (kinds.PROBLEM.folder, kinds.MATTERS["rule"].folder)
        self._refresh([org for (org,) in rows.fetchall()], only=lambda org: [folder(org) for folder in folders])

    def given(self) -> None:
        """Bring up to date what may lie with an organization and be in the folder of another, and no other record."""
        from yiananlib.model import registers  # loaded where they are asked

        found = [register.name for register in registers.ALL if register.lies_with]
        self._records(*(kinds.MATTERS[name] for name in (*found, "sample")))  # samples hold problems of others

    def register(self, name: str) -> None:
        """Bring the records of a register up to date, wherever they lie, and no other record."""
        self._records(kinds.MATTERS[name])

    def _records(self, *those: RecordKind) -> None:
        self._refresh(self._names(None), only=lambda org: [kind.folder(org) for kind in those])

    @functools.cached_property
    def setting(self) -> values.Setting:
        """The campaign's settings."""
        import datetime as dt

        from yiananlib.index import queries

        (said,) = self.connection.execute("SELECT said FROM setting").fetchone()
        found = json.loads(said)
        words: dict[str, dict[str, str]] = {}
        rows = self.connection.execute("SELECT vocabulary, key, word FROM words ORDER BY vocabulary, place")
        for vocabulary, key, word in rows:
            words.setdefault(vocabulary, {})[key] = word
        sprint = found.pop("sprint")
        lint = found.pop("lint")
        eased = found.pop("eased")
        plan = found.pop("plan")
        return values.Setting(
            **found | {name: tuple(found[name]) for name in ("disabled", "always", "standards", "key_fields", "grave")},
            eased=tuple((name, now, usual) for name, now, usual in eased),
            lint=values.Lint(**lint | {"empty": tuple(lint["empty"])}),
            sprint=values.Sprint(dt.date.fromisoformat(sprint[0]), sprint[1]) if sprint else None,
            plan=_plan(plan) if plan is not None else None,
            words=words,
            names=queries.names(self),
        )

    @property
    def commit(self) -> str | None:
        """The commit that the ledger is read from, its whole name; None for the folder."""
        commit = self.ledger.commit
        return commit.oid if commit is not None else None

    @property
    def timezone(self) -> str:
        """The campaign's time zone, an IANA name."""
        return self.setting.timezone

    def _refresh(self, units: Sequence[str], only: Only | None = None) -> None:
        """Bring the rows of ``units`` up to date, and read what follows as of this moment.

        ``only`` says for a unit which files or folders of it are looked at, and nothing else.
        """
        connection = self.connection
        if self.as_it_is:
            return
        if connection.in_transaction:
            connection.execute("COMMIT")
        waiting = units
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                plans = list(self._plans(waiting, only))
                waiting = list(self._carry_out(plans)) if plans else []
            except FileNotFoundError as error:  # removed since it was listed, maybe to be replaced
                if attempt == _ATTEMPTS:
                    path = str(error.filename or error)
                    reason = system_said(FileNotFoundError(errno.ENOENT, ""))
                    said = _("it cannot be read: {reason}.").format(reason=reason)
                    raise LedgerInvalid(layout.shown(path), said) from None
                time.sleep(_PAUSE * attempt)
                continue
            if not waiting:
                self.__dict__.pop("setting", None)
                connection.execute("BEGIN")
                return
        raise _overtaken()

    def _plans(self, units: Sequence[str], only: Only | None) -> Iterator[Plan]:
        known = self._known(units)
        for unit in units:
            before = known.get(unit)
            if unit == DEFINITIONS:
                found = snapshots.definitions(self.ledger)
            elif only is None:
                found = snapshots.records(self.ledger, unit)
            else:
                seen = snapshots.Listing(*before[:2]) if before is not None else None
                found = snapshots.part(self.ledger, only(unit), seen)
            if before is not None and before[2] == "[]" and found == before[:2]:
                continue
            plan = self._plan(unit, before, found, only(unit) if only is not None else None)
            if before is None or plan.changed or plan.gone or (*found, json.dumps(plan.doubts)) != before:
                yield plan

    def _known(self, units: Sequence[str]) -> dict[str, tuple[bytes, bytes, str]]:
        statement = "SELECT unit, paths, numbers, doubts FROM units"
        if len(units) > 100:
            rows: Iterable[Any] = self.connection.execute(statement)
        else:
            rows = (row for unit in units for row in self.connection.execute(f"{statement} WHERE unit = ?", (unit,)))
        return {unit: (paths, numbers, doubts) for unit, paths, numbers, doubts in rows}

    def _plan(
        self, unit: str, before: tuple[bytes, bytes, str] | None, found: Listing, only: Sequence[str] | None
    ) -> Plan:
        old = snapshots.Listing(*before[:2]).by_path() if before is not None else {}
        new = found.by_path()
        doubts: list[str] = json.loads(before[2]) if before is not None else []
        changed = {path: numbers for path, numbers in new.items() if old.get(path) != numbers}
        statement = "SELECT path, digest FROM contents WHERE unit = ?"
        known = dict(self.connection.execute(statement, (unit,))) if doubts or changed.keys() & old.keys() else {}
        kept = []
        for path in dict.fromkeys((*doubts, *(path for path in changed if path in known))):
            if path not in changed and only is not None and not any(snapshots.lies_in(path, part) for part in only):
                kept.append(path)
            elif path in new:
                now = time.time_ns()
                if snapshots.digest_of(self.ledger.bytes_of(path)) != known.get(path):
                    changed[path] = new[path]
                    continue
                changed.pop(path, None)
                if snapshots.is_young(new[path], now):
                    kept.append(path)
        gone = [path for path in old if path not in new]
        return Plan(unit, before, found, sorted(changed.items()), gone, kept)

    def _carry_out(self, plans: list[Plan]) -> Iterator[str]:
        """Read what changed and keep it, unit by unit; yield the units that another command changed meanwhile."""
        from yiananlib.index import writing

        total = sum(len(plan.changed) for plan in plans)
        if self.most is not None and total > self.most:
            raise TimeoutError("bringing it up to date would take long")
        supervision = writing.supervision(self.connection)
        results: Iterator[Read] = iter(())
        if total:
            from yiananlib.index import loading  # loads the models

            results = loading.read(self.ledger, [file for plan in plans for file in plan.changed], supervision)
        batch: list[tuple[Plan, list[Read]]] = []
        done = waiting = 0
        for plan in plans:
            batch.append((plan, [next(results) for _file in plan.changed]))
            done += len(plan.changed)
            waiting += len(plan.changed)
            if waiting >= _BATCH:
                yield from writing.all_of(self.connection, batch, supervision)
                batch, waiting = [], 0
            if self.progress is not None:
                self.progress(done, total)
        yield from writing.all_of(self.connection, batch, supervision)
