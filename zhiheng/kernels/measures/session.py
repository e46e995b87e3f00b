"""One question put to DuckDB: a cursor of its own, temporary tables, and a deadline that is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import TypeVar

import duckdb
import pyarrow as pa

from zhiheng.kernels.measures.facts import PLACES, FactTable
from zhiheng.kernels.measures.problems import MeasureTimeout, RecordsError

T = TypeVar("T")

_ARROW = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def connect(threads: int | None = None, memory_limit: str | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory database that neither fetches extensions nor lets its settings be changed by a query."""
    connection = duckdb.connect(":memory:")
    settings = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "false",
        "enable_progress_bar": "false",
        "python_enable_replacements": "false",
    }
    if threads:
        settings["threads"] = str(int(threads))
    for name, value in settings.items():
        connection.execute(f"SET {name} = {value}")
    if memory_limit:
        connection.execute("SET memory_limit = ?", [memory_limit])
    connection.execute("SET lock_configuration = true")
    return connection


class Session:
    """Use as a context; temporary tables are this session's own and vanish with it.

    When ``seconds`` have passed the running query is interrupted, again and again until it gives way (an
    interrupt that falls between two queries would else be lost), and MeasureTimeout is raised.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        seconds: float,
        codes: Sequence[str],
        regions: int,
        periods: int,
        lent: Mapping[str, pa.Table] | None = None,
    ) -> None:
        self._cursor = connection.cursor()
        self._seconds = seconds
        self._asked = (tuple(codes), regions, periods)
        for name, table in (lent or {}).items():
            self._cursor.register(name, table)
        self._done = threading.Event()
        self._late = threading.Event()
        self._watch = threading.Thread(target=self._interrupt, daemon=True)

    def __enter__(self) -> Session:
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._watch.join()
        self._cursor.close()

    def _interrupt(self) -> None:
        wait = self._seconds
        while not self._done.wait(wait):
            self._late.set()
            self._cursor.interrupt()
            wait = 0.05

    def run(self, text: str, table: FactTable | None = None) -> duckdb.DuckDBPyConnection:
        """Run one statement; ``table`` is the register it reads, for messages."""
        return self._guarded(lambda: self._cursor.execute(text), table)

    def arrow(self, text: str) -> pa.Table:
        """Run one query and take its answer as an arrow table."""
        return self._guarded(lambda: self._cursor.sql(text).to_arrow_table(), None)

    def _guarded(self, action: Callable[[], T], table: FactTable | None) -> T:
        if self._late.is_set():
            raise self._timeout()
        try:
            return action()
        except (duckdb.Error, RuntimeError) as error:
            if self._late.is_set() or isinstance(error, duckdb.InterruptException):
                raise self._timeout() from None
            if table is None:
                raise
            raise RecordsError(
                f"台账 {table.label or table.register} 的列式副本读不出来（{str(error).splitlines()[0]}）；"
                "请重建这个台账的列式副本后再算"
            ) from error

    def lend(self, name: str, table: pa.Table) -> None:
        """Make an arrow table visible under ``name``."""
        self._guarded(lambda: self._cursor.register(name, table), None)

    def _timeout(self) -> MeasureTimeout:
        return MeasureTimeout(*self._asked, self._seconds)


def source(table: FactTable, only: Sequence[str] | None = None) -> str:
    """Safe text that names the rows of a register; an empty relation of the right shape when it has no file.

    ``only``: some of its files instead of all.
    """
    chosen = table.files if only is None else only
    if chosen:
        return f"read_parquet([{literals(chosen)}], hive_partitioning = false, union_by_name = true)"
    columns = {name: _ARROW[type_] for name, type_ in table.schema.items()}
    for name, type_ in table.schema.items():
        if type_ == "date":
            columns |= {f"{name}_{part}": "INTEGER" for part in ("year", "half", "quarter", "month")}
    nulls = ", ".join(f"CAST(NULL AS {type_}) AS {ident(name)}" for name, type_ in columns.items())
    return f"(SELECT {nulls} WHERE false)"


def surviving(rows: str, column: str) -> str:
    """Safe text for the same rows with each code that goes on under another as that other. The session must know the
    table ``heirs`` (code, heir)."""
    name = ident(column)
    chosen = f"r.* REPLACE (coalesce(h.heir, r.{name}) AS {name})"
    return f"(SELECT {chosen} FROM {rows} r LEFT JOIN heirs h ON h.code = r.{name})"  # noqa: S608  (quoted names)


def literal(text: str) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def literals(texts: Iterable[str]) -> str:
    return ", ".join(literal(text) for text in texts)


def ident(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


PLACE_LIST = ", ".join(ident(name) for name in PLACES)
