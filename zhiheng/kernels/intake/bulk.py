"""Whole columns at once: the cells that are plainly good, told from those that need a closer look.

In a sheet of a hundred thousand rows nearly every cell is good as it stands. A call for each would cost more than
reading the file did; so each column is first swept with what the interpreter does in native code (joining,
`isprintable`, comprehensions), and only the rest goes through the careful converters.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any

from .specs import ColumnSpec

Swept = tuple[list[Any], list[int]]


def sweep(spec: ColumnSpec, raw: list[Any]) -> Swept | None:
    """(values, positions still to be converted), or None when every cell needs the converter.

    Only for columns whose values are mostly different; choices, codes and yes/no are read off a table of their few
    distinct values faster than any sweep.
    """
    if spec.type == "text":
        return _texts(spec, raw)
    if spec.type == "identifier":
        return _identifiers(spec, raw)
    if spec.type == "decimal" and spec.decimal_places is None:
        return _decimals(spec, raw)
    if spec.type == "integer":
        return _integers(spec, raw)
    return _dates(spec, raw) if spec.type == "date" else None


def _texts(spec: ColumnSpec, raw: list[Any]) -> Swept:
    longest = spec.max_length if spec.max_length is not None else 1 << 30
    fits = re.compile(spec.pattern).fullmatch if spec.pattern else None
    if fits is None and set(map(type, raw)) == {str}:
        joined = "".join(raw)
        clean = joined.isprintable() and " " not in joined and "'" not in joined and "#" not in joined
        if clean and max(map(len, raw)) <= longest:
            # Nothing is wrong anywhere in the column; only blanks are left, if any.
            return list(raw), [i for i, v in enumerate(raw) if not v] if "" in raw else []
    # "" is in every string, so a blank is among the odd ones too; ' is a guard, # a formula error.
    return list(raw), [
        i
        for i, v in enumerate(raw)
        if type(v) is not str
        or not v.isprintable()
        or v[:1] in "'#"
        or " " in v
        or len(v) > longest
        or (fits is not None and not fits(v))
    ]


def _identifiers(spec: ColumnSpec, raw: list[Any]) -> Swept:
    longest = spec.max_length if spec.max_length is not None else 1 << 30
    fits = re.compile(spec.pattern).fullmatch if spec.pattern else bool
    if fits is bool and set(map(type, raw)) == {str}:
        joined = "".join(raw)
        if joined.isascii() and joined.isalnum() and max(map(len, raw)) <= longest:
            return list(raw), [i for i, v in enumerate(raw) if not v] if "" in raw else []
    return list(raw), [
        i
        for i, v in enumerate(raw)
        if type(v) is not str or not v.isascii() or not v.isalnum() or len(v) > longest or not fits(v)
    ]


def _edges(spec: ColumnSpec) -> tuple[float, float]:
    # What lies on an edge is left to the converter, which judges it as a decimal; infinities stay out as well.
    low = float("-inf") if spec.minimum is None else float(spec.minimum)  # type: ignore[arg-type]
    high = float("inf") if spec.maximum is None else float(spec.maximum)  # type: ignore[arg-type]
    return low, high


def _decimals(spec: ColumnSpec, raw: list[Any]) -> Swept:
    low, high = _edges(spec)
    if set(map(type, raw)) == {float} and low < min(raw) and max(raw) < high:
        return [Decimal(f"{v:.15g}") for v in raw], []
    odd = [i for i, v in enumerate(raw) if type(v) is not float or not low < v < high]
    return [Decimal(f"{v:.15g}") if type(v) is float and low < v < high else v for v in raw], odd


def _integers(spec: ColumnSpec, raw: list[Any]) -> Swept:
    low, high = max(_edges(spec)[0], -1e15), min(_edges(spec)[1], 1e15)
    odd = [i for i, v in enumerate(raw) if type(v) is not float or not low < v < high or not v.is_integer()]
    if not odd:
        return list(map(int, raw)), odd
    values = list(raw)
    known = {v: int(v) for v in set(raw) if type(v) is float and low < v < high and v.is_integer()}
    if len(known) * 4 < len(raw) and bool not in set(map(type, raw)):
        return [known.get(v, v) for v in values], odd
    skip = set(odd)
    return [v if i in skip else int(v) for i, v in enumerate(values)], odd


def _dates(spec: ColumnSpec, raw: list[Any]) -> Swept:
    day = datetime.date
    low = spec.minimum if isinstance(spec.minimum, day) else day.min
    high = spec.maximum if isinstance(spec.maximum, day) else day.max
    if set(map(type, raw)) == {day} and low <= min(raw) and max(raw) <= high:
        return raw, []
    return list(raw), [i for i, v in enumerate(raw) if type(v) is not day or not low <= v <= high]
