"""Writing many rows at once: prepared statements on SQLite, COPY on PostgreSQL.

Django's ``bulk_create`` builds an object and an SQL fragment a row; at 100,000 rows that alone takes longer than
reading and checking the workbook. Here each column is prepared once per distinct value and goes in as it is.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal, getcontext
from itertools import repeat
from typing import Any, TypeVar

from django.db import connection, connections, models

T = TypeVar("T")


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
            prepared.append(prepare(field, columns[field.name]))
        else:
            value = constants[field.name] if field.name in constants else field.get_default()
            prepared.append([field.get_db_prep_save(value, connection)] * size)
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in zip(*prepared, strict=True):
                copy.write_row(row)
    else:
        # Of forty columns a file fills a dozen: what is the same in every row is said once, in the statement.
        said = [_said_once(column) for column in prepared]
        bound = [column for column, once in zip(prepared, said, strict=True) if not once]
        marks = ", ".join(once or "?" for once in said)
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        with connection.cursor() as cursor:
            # Django's own executemany keeps every row in memory to look at the first; the driver streams them.
            rows = zip(*bound, strict=True) if bound else repeat((), size)
            cursor.cursor.connection.executemany(statement, rows)
    return size


def _said_once(column: Sequence[Any]) -> str:
    """The literal of SQLite that stands for a column which is the same in every row; empty where it is not."""
    first = column[0]
    if first is not column[-1] or column.count(first) < len(column):
        return ""
    if first is None:
        return "NULL"
    if type(first) is str:
        return "''" if not first else ""
    return str(int(first)) if type(first) in {bool, int} and abs(first) < 2**31 else ""


def prepare(field: models.Field[Any, Any], values: Sequence[Any]) -> Sequence[Any]:
    """The column as the database driver takes it; text, whole numbers and truth values go as they are, of the rest each
    distinct value is prepared once."""
    empty = None if field.null else field.get_default()
    stored = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(stored, models.CharField | models.TextField | models.IntegerField | models.BooleanField):
        if isinstance(field, models.ForeignKey) and isinstance(stored, models.IntegerField):
            return [None if v is None else int(v) for v in values]
        return values if empty is None or None not in values else [empty if v is None else v for v in values]
    ready = _preparing(field)
    memo = {v: ready(empty if v is None else v) for v in set(values)}
    return list(map(memo.__getitem__, values))


def _preparing(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """What makes one value of a field ready for the driver."""
    backend = connections[connection.alias]  # the connection itself: looking it up for every value costs more
    if connection.vendor == "sqlite" and type(field) is models.DecimalField:
        # As Django writes a decimal there, with its context and its last place made once.
        context = Context(prec=field.max_digits, rounding=getcontext().rounding)
        last = Decimal(1).scaleb(-field.decimal_places)

        def written(value: Any) -> Any:
            if type(value) is not Decimal:
                return field.get_db_prep_save(value, backend)
            return f"{value.quantize(last, context=context):f}"

        return written
    if connection.vendor == "sqlite" and type(field) is models.DateField:
        # As Django writes a day there; a panel of days has a distinct one in every row.
        return lambda value: str(value) if type(value) is dt.date else field.get_db_prep_save(value, backend)
    return lambda value: field.get_db_prep_save(value, backend)


def update(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[int, Sequence[Any]]]
) -> None:
    """Set the same columns of many rows, each to its own values: ``rows`` gives id and values in the order of ``names``
    (model fields). Call inside a transaction; values must be valid already."""
    fields = [model._meta.get_field(n) for n in names]
    listed = list(rows)
    if not listed:
        return
    assert all(isinstance(f, models.Field) for f in fields)
    columns = zip(*(values for _, values in listed), strict=True)
    ready = [prepare(f, column) for f, column in zip(fields, columns, strict=True)]  # type: ignore[arg-type]
    quote = connection.ops.quote_name
    told = ", ".join(f"{quote(str(f.column))} = %s" for f in fields)  # type: ignore[union-attr]
    own = quote(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {told} WHERE {own} = %s",  # noqa: S608
            list(zip(*ready, [pk for pk, _ in listed], strict=True)),
        )


MANY = 1000
AT_ONCE = 5_000  # ids named in one query


def parts(items: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """The items in their order, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def analyse(model: type[models.Model]) -> None:
    """Tell SQLite how the table is filled by now (a sample: milliseconds); PostgreSQL finds out by itself.

    Without it SQLite takes the index of standing rows for a narrow one and walks a million rows through it.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
