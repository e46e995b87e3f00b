"""What of protected columns is read while a request is answered.

A protected column (``Column(..., sensitive=True)``) notices by itself that its value was read from a stored row: a page
need not say so, and a new one cannot forget it. What is noticed becomes links of the trail when the answer goes out
(:mod:`~zhiheng.frame.registers.readings`). Values that come to a page without their row (texts kept in a draw, in an
import, in a history) are named by :func:`saw`. Outside of a request nothing is noticed: commands and sweeps show no one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute


@dataclass
class Sighting:
    """Of one model: the protected columns that were read, and the rows (number -> region) they were read from."""

    columns: dict[str, None] = field(default_factory=dict)
    rows: dict[int, str | None] = field(default_factory=dict)


Noticed = dict[type[models.Model], Sighting]
_noticed: ContextVar[Noticed | None] = ContextVar("zhiheng_noticed", default=None)


class Protected(DeferredAttribute):
    """The attribute of a protected column; setting it is no reading."""

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        data, name = instance.__dict__, self.field.attname
        value = data[name] if name in data else super().__get__(instance, cls)
        noticed = _noticed.get()
        # A row without a number is one that is being entered: who types a value is not shown it.
        if noticed is not None and value not in (None, "") and instance.pk is not None:
            seen = noticed.setdefault(type(instance), Sighting())
            seen.columns[name] = None
            seen.rows[instance.pk] = data.get("region_id")
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


def protect(model: type[models.Model], names: Iterable[str]) -> None:
    """Make the columns notice that they are read."""
    for name in names:
        spec = model._meta.get_field(name)
        assert isinstance(spec, models.Field) and not spec.is_relation
        setattr(model, name, Protected(spec))


@contextmanager
def noticing() -> Iterator[Noticed]:
    """Notice what is read inside; gives what was noticed, by model."""
    noticed: Noticed = {}
    token = _noticed.set(noticed)
    try:
        yield noticed
    finally:
        _noticed.reset(token)


@contextmanager
def unnoticed() -> Iterator[None]:
    """What is read inside is shown to nobody, or is told by a link of its own (an export)."""
    token = _noticed.set(None)
    try:
        yield
    finally:
        _noticed.reset(token)


def saw(model: type[models.Model], columns: Iterable[str], rows: Iterable[int] = ()) -> None:
    """Name protected columns whose values are shown without their row being read; others are passed over.

    ``rows``: the numbers of the rows that they are of; none where they are of no row yet (a file to be imported).
    """
    noticed = _noticed.get()
    names = [n for n in columns if isinstance(model.__dict__.get(n), Protected)]
    if noticed is None or not names:
        return
    seen = noticed.setdefault(model, Sighting())
    seen.columns.update(dict.fromkeys(names))
    for pk in rows:
        seen.rows.setdefault(pk, None)
