"""``yian add-evidence``."""

from pathlib import Path

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.completing import PROBLEM
from yiananlib.cli.many import HINT, each, records
from yiananlib.cli.options import recording
from yiananlib.cli.session import Session
from yiananlib.cli.values import FOLDER
from yiananlib.errors import UsageProblem
from yiananlib.messages import _


@yian_command(
    "add-evidence",
    examples="yian add-evidence k7m2qd 通报.pdf 会议纪要.docx --measure 2 --by zjj/liaison\n"
    "yian add-evidence k7m2qd w5n8ra --file 会议纪要.docx --by zjj/liaison\n"
    "yian add-evidence --from 佐证材料 --by zjj/liaison\nyian add-evidence --from 佐证材料 --by zjj/liaison --apply",
    details=_(
        "The files are copied into the ledger, and their digests recorded. No secret material: git keeps it for ever."
        " Files for several problems are named with --file. With --from each file of a folder goes to the problem and"
        " measure that its name says, by id or serial number: “k7m2qd-2 现场照片.jpg”, “2026-017_措施2_会议纪要.pdf”."
        " They are shown first, and with --apply all are recorded or none; exit status 1 when one is not sure."
    )
    + HINT,
)
@records("words", PROBLEM, "PROBLEM… [FILE…]", needed=False)
@click.option(
    "--file", "files", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help=_("A file, where there are several problems; may be given again."),
)  # fmt: skip
@click.option("--measure", type=click.IntRange(1, 999), metavar="N", help=_("The measure that they are for."))
@click.option("--note", metavar="TEXT", help=_("What they show."))
@click.option("--from", "folder", type=FOLDER, metavar="FOLDER", help=_("Take the files of a folder by their names."))
@click.option("--skip", multiple=True, metavar="NAME", help=_("Leave out a file of the folder; may have * and ?."))
@click.option("--apply", is_flag=True, help=_("Record the files of the folder."))
@recording
def command(
    session: Session,
    words: tuple[str, ...],
    files: tuple[Path, ...],
    measure: int | None,
    note: str | None,
    folder: Path | None,
    skip: tuple[str, ...],
    *,
    apply: bool,
) -> int:
    if folder is not None:
        if words or files or measure is not None:
            raise UsageProblem(_("With --from the names of the files say the problem and the measure; give neither."))
        from yiananlib.services.recording.evidence_folder import add_folder

        found = add_folder(session.ledger(), session.context(), folder, note, skip, apply=apply)
        session.show(found)
        return int(bool(found.in_the_way))
    problems, named = (words, files) if files else (words[:1], tuple(map(Path, words[1:])))
    if not problems or not named or skip or apply:
        raise UsageProblem(_("Give a PROBLEM and its files, or --from FOLDER, to which --skip and --apply belong."))
    from yiananlib.services.recording.rectify import add_evidence
    from yiananlib.services.recording.supporting import read_all

    copies = read_all(session.ledger(), named)
    each(
        session,
        problems,
        lambda ledger, context, ref: add_evidence(ledger, context, ref, copies, measure=measure, note=note),
    )
    return 0
