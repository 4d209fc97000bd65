"""``yian sql``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.options import checking
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "sql",
    examples="yian sql\n"
    "yian sql \"SELECT org, count(*) FROM problems JOIN spans USING (problem) WHERE until = '9999-12-31'"
    " AND status NOT IN ('voided', 'transferred') GROUP BY org\"\n"
    "yian sql \"SELECT id, title FROM problems JOIN spans USING (problem) WHERE status = 'returned'"
    " AND until = '9999-12-31'\" --format csv",
    details=_(
        "Reads only the index, never the files, and changes nothing. Without a query, lists the tables and"
        " the meaning of their columns. The dialect is SQLite. The status of a problem is in `spans`; the"
        " current span is the one until 9999-12-31. Reports leave out voided and transferred"
        " problems."
    ),
)
@click.argument("question", required=False, metavar="[SELECT …]")
@checking
def command(session: Session, question: str | None) -> None:
    from yiananlib.index import sql

    session.show(sql.tables() if question is None else session.ask(lambda index: sql.ask(index, question)))
