"""``yian done``."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.papers import described
from yiananlib.cli.session import Session
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "done",
    examples="yian done k7m2qd 1 --evidence 核验表.pdf --note 12个项目全部核验 --on 2026-05-18 --by zjj/liaison\n"
    "yian done k7m2qd 4 --occurrence 2026-04 --evidence 核验表.pdf --by zjj/liaison\n"
    "yian done k7m2qd 1 2 3 --by zjj/liaison\nyian done k7m2qd w5n8ra 1 --evidence 会议纪要.docx --by zjj/liaison",
    details=_(
        "The files are copied into the ledger and their digests are recorded. Name one or more problems,"
        " then the numbers of the measures carried out in each of them. Of a measure that comes back,"
        " --occurrence says which occurrence: 2026-W14, 2026-04, 2026-Q2, 2026 or as people say it (4月, 二季度)."
    )
    + HINT,
)
@records("words", shown="PROBLEM… N…")
@click.option(
    "--evidence",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("A supporting file; more may follow."),
)
@described
@click.option("--note", metavar="TEXT", help=_("What was done."))
@click.option(
    "--occurrence",
    metavar="OCCURRENCE",
    help=_("Which occurrence of a measure that comes back was carried out: 2026-04."),
)
@recording
def command(
    session: Session,
    words: tuple[str, ...],
    evidence: tuple[Path, ...],
    what: str | None,
    dated: dt.date | None,
    valid_until: dt.date | None,
    note: str | None,
    occurrence: str | None,
) -> None:
    from yiananlib.services.recording.rectify import done
    from yiananlib.services.recording.supporting import Words, read_all

    measures, more = _measures(words)
    # a shell writes `--evidence *.pdf` out as one option and further words
    if more and not evidence:
        said = _("“{file}” is an unexpected argument; name supporting files after --evidence.")
        raise UsageProblem(said.format(file=more[0]))
    told = Words(what, dated, valid_until)
    if any(told) and not evidence:
        raise UsageProblem(_("--what, --dated and --valid-until tell of supporting files; give them with --evidence."))
    copies = read_all(session.ledger(), [*evidence, *map(Path, more)])
    each(
        session,
        measures,
        lambda ledger, context, one: done(
            ledger, context, *one, evidence=copies, note=note, occurrence=occurrence, words=told
        ),
        named=lambda one: _("{problem}, measure {n}").format(problem=one[0], n=one[1]),
        apart=False,
    )


def _measures(words: Sequence[str]) -> tuple[list[tuple[str, int]], Sequence[str]]:
    """Return the measures that are named, each with its problem, and the words after the last of them.

    Raises:
        UsageProblem: none is named, or by a number that none has.
    """
    numbers = [n for n, word in enumerate(words) if n and word.isdigit() and len(word) < 5]
    if not numbers:
        raise UsageProblem(
            _("Say which measure was carried out: give its number after the problem, as in `yian done k7m2qd 1`.")
        )
    last = numbers[-1] + 1
    found: list[tuple[str, int]] = []
    problems: list[str] = []
    for n, word in enumerate(words[:last]):
        if n not in numbers:
            if n - 1 in numbers:
                problems = []
            problems.append(word)
            continue
        if not word.isascii() or not 1 <= int(word) <= 999:
            raise UsageProblem(_("There is no measure {n}; measures are numbered 1, 2, 3 …").format(n=word))
        found += [(problem, int(word)) for problem in problems]
    return found, words[last:]
