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
    " AND status <> 'voided' GROUP BY org\"\n"
    "yian sql \"SELECT id, title FROM problems JOIN spans USING (problem) WHERE status = 'returned'"
    " AND until = '9999-12-31'\" --format csv",
    details=_(
        "Reads the index, never the files, and changes nothing. Without a question: the tables and what their"
        " columns mean. The dialect is SQLite's. Where a problem stands is in `spans`, now in the one until 9999-12-31;"
        " reports leave out those that are voided."
    ),
)
@click.argument("question", required=False, metavar="[SELECT …]")
@checking
def command(session: Session, question: str | None) -> None:
    from yiananlib.index import sql

    session.show(sql.tables() if question is None else session.ask(lambda index: sql.ask(index, question)))
