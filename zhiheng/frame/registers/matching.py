"""The rows that a register has already, found by their whole natural key.

A key's first column is often the place: looking rows up by it alone would read all that the place ever filed. The keys
asked for are handed to the database as a table and joined with the register's unique index, so that what is read is
what is found, however much else there is.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection, models

from zhiheng.frame.registers import bulk
from zhiheng.frame.registers.declare import Register

VALUES_AT_ONCE = 6_000  # of one query: databases have bounds on them
Key = tuple[Any, ...]


def stored_keys(register: Register, columns: Sequence[Sequence[Any]], picked: Iterable[int]) -> list[Key]:
    """The natural keys of imported rows as the database holds them: empty text for no text, numbers for units."""
    prepared = []
    for name, values in zip(register.natural_key, columns, strict=True):
        spec, empty = register.model_field(name), stored_empty(register, name)
        stored = spec.target_field if isinstance(spec, models.ForeignKey) else spec
        if isinstance(stored, models.CharField | models.TextField | models.DateField | models.BooleanField):
            memo = None if None not in values or empty is None else {None: empty}
            prepared.append(values if memo is None else [memo.get(v, v) for v in values])
        else:
            known = {v: stored.to_python(empty if v is None else v) for v in set(values)}
            prepared.append([known[v] for v in values])
    rows = list(picked)
    return list(zip(*(map(column.__getitem__, rows) for column in prepared), strict=True))


def standing(
    register: Register, keys: Sequence[Key], wanted: Sequence[str], *, key: Sequence[str] = ()
) -> dict[int, tuple[Any, ...]]:
    """The register's standing rows of these keys: place of the key -> (record id, *wanted).

    ``key``: the columns whose values a key gives, which are those of a unique constraint; the natural key if not said.
    ``wanted``: names of the model's attributes. What is not there is left out.
    """
    names = key or register.natural_key
    specs = [register.model_field(n) for n in names]
    found: dict[int, int] = {}
    for filled, alike in _by_filled(keys).items():
        asked = [s for s, there in zip(specs, filled, strict=True) if there]
        blank = [s for s, there in zip(specs, filled, strict=True) if not there]
        if asked:
            found |= _ids(register.model, asked, blank, alike, keys, filled)
    if not found:
        return {}
    places: dict[int, list[int]] = {}
    for place, pk in found.items():
        places.setdefault(pk, []).append(place)
    ids, held = list(places), {}
    rows = register.model.objects.everywhere("rows found by their whole key")
    for start in range(0, len(ids), VALUES_AT_ONCE):
        part = rows.filter(pk__in=ids[start : start + VALUES_AT_ONCE]).order_by()
        for pk, *values in part.values_list("pk", *wanted):
            for place in places[pk]:
                held[place] = (pk, *values)
    return held


def _by_filled(keys: Sequence[Key]) -> Mapping[tuple[bool, ...], Sequence[int]]:
    """The places of the keys by which of their parts are filled: NULL equals nothing, so a key with a blank in it is asked
    for by what it has."""
    if keys and not any(None in column for column in zip(*keys, strict=True)):
        return {(True,) * len(keys[0]): range(len(keys))}
    found: dict[tuple[bool, ...], list[int]] = {}
    for place, key in enumerate(keys):
        found.setdefault(tuple(v is not None for v in key), []).append(place)
    return found


def _ids(
    model: type[models.Model],
    asked: Sequence[models.Field[Any, Any]],
    blank: Sequence[models.Field[Any, Any]],
    places: Sequence[int],
    keys: Sequence[Key],
    filled: Sequence[bool],
) -> dict[int, int]:
    """Place of the key -> id of the row that has it."""
    quote = connection.ops.quote_name
    table, pk = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    joined = [f"{table}.{quote(str(s.column))} = k.k{n}" for n, s in enumerate(asked)]
    joined += [f"{table}.{quote(str(s.column))} IS NULL" for s in blank]
    size = max(1, VALUES_AT_ONCE // (len(asked) + 1))
    found: dict[int, int] = {}
    given = [column for column, there in zip(zip(*keys, strict=True), filled, strict=True) if there]
    columns = [bulk.prepare(s, [column[i] for i in places]) for s, column in zip(asked, given, strict=True)]
    told = list(zip(places, *columns, strict=True))
    for start in range(0, len(told), size):
        rows, values = _as_table(told[start : start + size])
        # CROSS JOIN: SQLite takes the keys first and seeks each in the index; it would walk the table for many of them.
        statement = (
            f"WITH k AS ({rows}) SELECT k.place, {table}.{pk} FROM k CROSS JOIN {table}"  # noqa: S608
            f" WHERE {' AND '.join(joined)} AND {table}.{quote('withdrawn_at')} IS NULL"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            found.update(cursor.fetchall())
    return found


def _as_table(told: Sequence[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    """A query that gives rows of place and key, and its parameters.

    SQLite is handed them as one text of JSON: for a list of VALUES it expects so many rows that it walks the whole table
    first, once a query, to filter the keys by what it finds.
    """
    names = ["place", *(f"k{n}" for n in range(len(told[0]) - 1))]
    if connection.vendor == "sqlite":
        taken = ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, name in enumerate(names))
        return f"SELECT {taken} FROM json_each(%s)", [json.dumps(told, ensure_ascii=False)]  # noqa: S608
    row = "(" + ", ".join(["%s"] * len(names)) + ")"
    rows = ", ".join([row] * len(told))
    return f"SELECT * FROM (VALUES {rows}) AS told({', '.join(names)})", list(chain.from_iterable(told))  # noqa: S608


def split(
    register: Register, columns: Mapping[str, Sequence[Any]], good: Sequence[int]
) -> tuple[list[int], int, list[tuple[int, int, dict[str, Any]]]]:
    """Rows of an import by what the register holds already: new ones, how many are the same, and those that differ with
    their record's id and what their columns held before."""
    if not register.model.objects.everywhere("natural key").filter(withdrawn_at__isnull=True).exists():
        return list(good), 0, []
    mapped = [n for n in register.names if n in columns]
    keys = stored_keys(register, [columns[n] for n in register.natural_key], good)
    held = standing(register, keys, [register.model_field(n).attname for n in mapped])
    mine = [columns[n] for n in mapped]
    empty = [stored_empty(register, n) for n in mapped]
    new: list[int] = []
    changed: list[tuple[int, int, dict[str, Any]]] = []
    same = 0
    for place, i in enumerate(good):
        hit = held.get(place)
        if hit is None:
            new.append(i)
            continue
        pk, *before = hit
        now = [empty[j] if c[i] is None else c[i] for j, c in enumerate(mine)]
        different = {n: b for n, a, b in zip(mapped, now, before, strict=True) if not _equal(a, b)}
        if different:
            changed.append((i, pk, different))
        else:
            same += 1
    return new, same, changed


class Arranged(NamedTuple):
    """Rows of an import by what becomes of them. ``later``: states that follow a new row of the same file, as (index, index
    of the row before, what its columns held there); ``earlier``: how many are older than what is known."""

    new: list[int]
    same: int
    changed: list[tuple[int, int, dict[str, Any]]]
    later: list[tuple[int, int, dict[str, Any]]]
    earlier: int


def arranged(register: Register, columns: Mapping[str, Sequence[Any]], good: Sequence[int]) -> Arranged:
    """:func:`split`, and where the register says by which date its rows supersede one another, the rows of one key in that
    order: each is held against the one before it, the first against what the register holds."""
    if not register.newer_by or register.newer_by[0] not in columns:
        return Arranged(*split(register, columns, good), [], 0)
    mapped = [n for n in register.names if n in columns]
    keys = stored_keys(register, [columns[n] for n in register.natural_key], good)
    held = standing(register, keys, [register.model_field(n).attname for n in mapped])
    mine, empty = [columns[n] for n in mapped], [stored_empty(register, n) for n in mapped]
    dated = mapped.index(register.newer_by[0])
    groups: dict[Key, list[int]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(key, []).append(place)
    found = Arranged([], 0, [], [], 0)
    same = earlier = 0
    for places in groups.values():
        states = [
            [empty[j] if c[good[p]] is None else c[good[p]] for j, c in enumerate(mine)] for p in places
        ]
        order = sorted(range(len(places)), key=lambda n: _day(states[n][dated]))
        hit = held.get(places[0])
        first = good[places[order[0]]]
        if hit is None:
            found.new.append(first)
            pk, before = None, states[order.pop(0)]
        else:
            pk, before = hit[0], list(hit[1:])
        for n in order:
            if _day(states[n][dated]) < _day(before[dated]):
                earlier += 1
                continue
            differ = {m: b for m, a, b in zip(mapped, states[n], before, strict=True) if not _equal(a, b)}
            if not differ:
                same += 1
            elif pk is None:
                found.later.append((good[places[n]], first, differ))
            else:
                found.changed.append((good[places[n]], pk, differ))
            before = states[n] if differ else before
    found.new.sort()
    return found._replace(same=same, earlier=earlier)


def _day(value: dt.date | None) -> dt.date:
    """For the order: what has no day yet comes before what has."""
    return value or dt.date.min


def stored_empty(register: Register, name: str) -> Any:
    """What an empty cell is stored as."""
    spec = register.model_field(name)
    if isinstance(spec, models.CharField | models.TextField) and not spec.null:
        return spec.get_default() or ""
    return spec.get_default()


def _equal(new: Any, old: Any) -> bool:
    if new == old:
        return True
    if isinstance(old, int) and isinstance(new, str):  # a foreign key by number
        return new == str(old)
    return isinstance(new, float) and old is not None and abs(new - float(old)) < 1e-9
