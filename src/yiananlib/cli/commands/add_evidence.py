"""``yian add-evidence``."""

import datetime as dt
from pathlib import Path

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.papers import described
from yiananlib.cli.session import Session
from yiananlib.cli.values import FOLDER
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "add-evidence",
    examples="yian add-evidence k7m2qd 通报.pdf 会议纪要.docx --measure 2 --by zjj/liaison\n"
    "yian add-evidence k7m2qd w5n8ra --file 会议纪要.docx --by zjj/liaison\n"
    "yian add-evidence k7m2qd 通报.pdf --measure 2 --what 年度检测通报 --dated 2026-05-10 --valid-until 2027-05-09"
    " --by zjj/liaison\n"
    "yian add-evidence --from 佐证材料 --by zjj/liaison\nyian add-evidence --from 佐证材料 --by zjj/liaison --apply",
    details=_(
        "The files are copied into the ledger and their digests are recorded. Never add classified material:"
        " git keeps it forever. From a photo (JPEG, HEIC), yian reads the day it was taken, and drops place and"
        " device from the copy; the recorded digest is that of the copy. For several problems, name the files"
        " with --file. With --from, each file in a folder goes to the problem and measure given by its name,"
        " by id or serial number: “k7m2qd-2"
        " 现场照片.jpg”, “2026-017_措施2_会议纪要.pdf”. The files are listed first; --apply records all of"
        " them or none. Exit status 1 if any file is in doubt."
    )
    + HINT,
)
@records("words", PROBLEM, "PROBLEM… [FILE…]", needed=False)
@click.option(
    "--file", "files", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help=_("A file, when there are several problems; may be repeated."),
)  # fmt: skip
@click.option("--measure", type=click.IntRange(1, 999), metavar="N", help=_("The measure the files belong to."))
@described
@click.option("--note", metavar="TEXT", help=_("What the files show."))
@click.option("--from", "folder", type=FOLDER, metavar="FOLDER", help=_("Take the files in a folder by their names."))
@click.option("--skip", multiple=True, metavar="NAME", help=_("Skip a file in the folder; * and ? are allowed."))
@click.option("--apply", is_flag=True, help=_("Record the files in the folder."))
@recording
def command(
    session: Session,
    words: tuple[str, ...],
    files: tuple[Path, ...],
    measure: int | None,
    what: str | None,
    dated: dt.date | None,
    valid_until: dt.date | None,
    note: str | None,
    folder: Path | None,
    skip: tuple[str, ...],
    *,
    apply: bool,
) -> int:
    from yiananlib.services.recording.supporting import Words

    said = Words(what, dated, valid_until, note)
    if folder is not None:
        if words or files or measure is not None:
            raise UsageProblem(_("With --from, the file names give the problem and the measure; give neither."))
        from yiananlib.services.recording.evidence_folder import add_folder

        found = add_folder(session.ledger(), session.context(), folder, said, skip, apply=apply)
        session.show(found)
        return int(bool(found.in_the_way))
    problems, named = (words, files) if files else (words[:1], tuple(map(Path, words[1:])))
    if not problems or not named or skip or apply:
        raise UsageProblem(_("Give a PROBLEM and its files, or --from FOLDER; --skip and --apply only go with --from."))
    from yiananlib.services.recording.rectify import add_evidence
    from yiananlib.services.recording.supporting import read_all

    copies = read_all(session.ledger(), named)
    each(
        session,
        problems,
        lambda ledger, context, ref: add_evidence(ledger, context, ref, copies, measure=measure, words=said),
    )
    return 0
