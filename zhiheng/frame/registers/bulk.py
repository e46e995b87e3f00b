"""Writing many rows at once: prepared statements on SQLite, COPY on PostgreSQL.

Django's ``bulk_create`` builds an object and an SQL fragment a row; at 100,000 rows that alone takes longer than
reading and checking the workbook. Here each column is prepared once per distinct value and goes in as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models


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
        marks = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            # Names come from the model's own columns, values are bound.
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
            cursor.executemany(statement, rows)  # type: ignore[arg-type]
    return size


def _prepare(field: models.Field[Any, Any], values: Sequence[Any]) -> Sequence[Any]:
    empty = None if field.null else field.get_default()
    if isinstance(field, models.CharField | models.TextField):
        return [empty if v is None else v for v in values] if not field.null else values
    memo: dict[Any, Any] = {}
    for value in set(values):
        memo[value] = field.get_db_prep_save(empty if value is None else value, connection)
    return [memo[v] for v in values]
