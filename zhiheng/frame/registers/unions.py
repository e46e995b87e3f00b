"""One question to many registers: their query sets as one union, in parts that every database takes.

SQLite takes 500 selects in one statement, and a project may declare more registers than that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

#: Selects in one statement: below SQLite's limit, with room for what a caller puts around them.
MOST = 400


def together(parts: Sequence[QuerySet[Any, Any]], most: int = MOST) -> Iterator[Any]:
    """The rows of all query sets, which give the same columns: one statement for so many of them."""
    for part in _unions(parts, most):
        yield from part


def any_rows(parts: Sequence[QuerySet[Any, Any]], most: int = MOST) -> bool:
    """Whether any of the query sets has a row; answered at the first one found."""
    return any(part.exists() for part in _unions(parts, most))


def _unions(parts: Sequence[QuerySet[Any, Any]], most: int) -> Iterator[QuerySet[Any, Any]]:
    for start in range(0, len(parts), most):
        first, *others = parts[start : start + most]
        yield first.union(*others, all=True) if others else first
