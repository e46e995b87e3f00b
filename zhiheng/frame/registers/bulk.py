"""Writing many rows at once: prepared statements on SQLite, COPY on PostgreSQL.

Django's ``bulk_create`` builds an object and an SQL fragment a row; at 100,000 rows that alone takes longer than
reading and checking the workbook. Here each column is prepared once per distinct value and goes in as it is.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, models


@contextlib.contextmanager
def collector_at_rest() -> Iterator[None]:
    """Hold the cyclic garbage collector while a million cells are alive.

    They hold no cycles, and walking them at every generation costs a third of an import's time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def insert(
    model: type[models.Model], columns: Mapping[str, Sequence[Any]], constants: Mapping[str, Any]
) -> int:
    """Insert rows given by column (names are model fields); ``constants`` hold for every row. Gives the count.

    Call inside a transaction. Values must be valid already: the database's constraints still hold.
    """
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]
    size = len(next(iter(columns.values()), ()))
    if not size:
        return 0
    prepared: list[Sequence[Any]] = []
    for field in fields:
        if field.name in columns:
            prepared.append(_prepare(field, columns[field.name]))
        else:
            value = constants[field.name] if field.name in constants else field.get_default()
            prepared.append([field.get_db_prep_save(value, connection)] * size)
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
    rows = zip(*prepared, strict=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(fields))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        with connection.cursor() as cursor:
            # Django's own executemany keeps every row in memory to look at the first; the driver streams them.
            cursor.cursor.connection.executemany(statement, rows)
    return size


def _prepare(field: models.Field[Any, Any], values: Sequence[Any]) -> Sequence[Any]:
    """The column as the database driver takes it; text, whole numbers and truth values go as they are."""
    empty = None if field.null else field.get_default()
    stored = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(stored, models.CharField | models.TextField | models.IntegerField | models.BooleanField):
        if isinstance(field, models.ForeignKey) and isinstance(stored, models.IntegerField):
            return [None if v is None else int(v) for v in values]
        return values if empty is None else [empty if v is None else v for v in values]
    memo = {v: field.get_db_prep_save(empty if v is None else v, connection) for v in set(values)}
    return [memo[v] for v in values]


MANY = 1000


def analyse(model: type[models.Model]) -> None:
    """Tell SQLite how the table is filled by now (a sample: milliseconds); PostgreSQL finds out by itself.

    Without it SQLite takes the index of standing rows for a narrow one and walks a million rows through it.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
