"""Counting a lake with Spark, for who has a cluster already: the same text, and nothing but counts comes back."""

from __future__ import annotations

import contextlib
import re
import shutil
from typing import TYPE_CHECKING, Any, Final

from yiananlib.errors import LedgerInvalid, UsageProblem
from yiananlib.extras import brought_by
from yiananlib.lake import tables
from yiananlib.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyspark.sql import DataFrame, SparkSession

    from yiananlib.lake.counting import Asked
    from yiananlib.lake.shelf import Shelved

SETTINGS: Final = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""Days are days wherever the cluster stands, and what cannot be reckoned is an error and not nothing."""

_TYPES: Final = {"VARCHAR": "STRING", "INTEGER": "INT", "DATE": "DATE"}
_ALONE: Final = "local[*]"
_FEW: Final = {"spark.sql.shuffle.partitions": "8"}
"""On this machine alone: for counts, Spark's 200 are a hundred idle tasks."""


class Spark:
    """Asks Spark; see :class:`yiananlib.lake.counting.Counter`."""

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def rows(self, ledgers: Sequence[Shelved], asked: Asked) -> Iterable[Sequence[Any]]:
        """Return what is asked of these ledgers.

        Raises:
            LedgerInvalid: a file cannot be read as the table that it should be.
        """
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            found: list[Sequence[Any]] = self.frame(ledgers, asked).collect()
            return found
        except (PySparkException, Py4JError) as error:
            said = _("Spark query failed: {reason}.").format(reason=_reason(error))
            where = ledgers[0].code if len(ledgers) == 1 else f"{ledgers[0].code} … {ledgers[-1].code}"
            raise LedgerInvalid(where, said) from None

    def held(self, ledgers: Sequence[Shelved], asked: Asked) -> str | None:
        """Hold nothing: a cluster reads faster than it keeps."""
        return None

    def frame(self, ledgers: Sequence[Shelved], asked: Asked) -> DataFrame:
        """Return what is asked, before it is: no files but those of these ledgers are in its plan.

        The lake is a folder that all of a cluster's machines see under the same name, wherever its own files are.
        """
        for name in asked.tables:
            paths = ["file://" + literal(one.path(name).absolute().as_posix()) for one in ledgers]
            self.session.read.schema(_schema(name)).parquet(*paths).createOrReplaceTempView(f"yian_{name}")
        text = asked.text.format(**{name: f"yian_{name}" for name in asked.tables})
        given = {name: value for name, value in asked.given.items() if re.search(rf":{name}\b", text)}
        return self.session.sql(text, args=given)


def _schema(name: str) -> str:
    """Return the columns of a table, so that Spark need not look into each file for them."""
    table = next(table for table in tables.TABLES if table.name == name)
    return ", ".join(f"`{column}` {_TYPES[kind]}" for column, kind in tables.types(table).items())


def literal(path: str) -> str:
    """Return a path that means itself alone, where ``*``, ``?``, ``[`` and ``{`` would mean others, too."""
    return re.sub(r"([*?\[\]{}\\])", r"\\\1", path)


@contextlib.contextmanager
def opened(master: str | None = None) -> Iterator[Spark]:
    """Yield what asks Spark: the cluster that ``spark-submit`` says, else this machine.

    Raises:
        UsageProblem: Spark or Java is not installed, or cannot be started.
    """
    with brought_by("spark"):
        from pyspark import SparkConf
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    if shutil.which("java") is None and not _has_java_home():
        raise UsageProblem(
            _("Spark needs Java 17 or newer, but `java` was not found. Install it, or use --engine duckdb.")
        )
    conf = SparkConf()
    builder = SparkSession.builder.appName("yian").config(map=SETTINGS)
    if master is not None or not conf.contains("spark.master"):
        builder = builder.master(master or _ALONE).config(map=_FEW)
    try:
        session = builder.getOrCreate()
    except PySparkException as error:
        raise UsageProblem(_("Spark cannot be started: {reason}.").format(reason=_reason(error))) from None
    session.sparkContext.setLogLevel("OFF")  # what fails comes back, and is said in a sentence
    try:
        yield Spark(session)
    finally:
        session.stop()


def _reason(error: Exception) -> str:
    """Return the first line of what Spark says, of what Java threw where it is that."""
    thrown = getattr(error, "java_exception", None)
    return str(thrown.getMessage() if thrown is not None else error).partition("\n")[0].strip().rstrip(".")


def _has_java_home() -> bool:
    import os

    return bool(os.environ.get("JAVA_HOME"))
