"""Rows written at once are the rows that Django would have written, for every register and on both databases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import timezone

from tests.support.people import COUNTY, regions, unit
from zhiheng.frame.registers import bulk
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.periods import EXAMPLES, Grain, ended_on

NOW = timezone.now()


def sample(spec: models.Field[Any, Any], n: int) -> Any:
    """A value for a field, other for another ``n``."""
    if isinstance(spec, models.ForeignKey):
        return COUNTY if spec.target_field.model._meta.label == "regions.Region" else unit(COUNTY).pk
    if spec.choices:
        return spec.flatchoices[n % len(spec.flatchoices)][0]
    if isinstance(spec, models.BooleanField):
        return n % 2 == 0
    if isinstance(spec, models.DateTimeField):
        return NOW
    if isinstance(spec, models.DateField):
        return dt.date(2015 + n % 3, 2, 28)
    if isinstance(spec, models.DecimalField):
        return Decimal(n + 1).scaleb(-spec.decimal_places)
    if isinstance(spec, models.FloatField):
        return n + 0.1
    if isinstance(spec, models.IntegerField):
        return n
    assert isinstance(spec, models.CharField | models.TextField), spec
    return f"字\t\"\\N' {n}"[: spec.max_length]


def rows(register: Register, count: int, *, whole: bool) -> dict[str, list[Any]]:
    """Columns of ``count`` rows: every declared column, or those alone that may not be empty, the rest empty."""
    columns: dict[str, list[Any]] = {}
    for name in register.names:
        spec = register.model_field(name)
        needed = name in register.natural_key or not (spec.null or spec.has_default() or spec.blank)
        columns[name] = [sample(spec, n) if whole or needed else None for n in range(count)]
    for name in register.natural_key:
        spec = register.model_field(name)
        if isinstance(spec, models.CharField) and not spec.choices:
            columns[name] = [f"K-{n}" for n in range(count)]
    if register.periodic is not None:
        # As an import has them by then: the period whole, its last day beside it.
        periods = [_period(register.periodic.every, 2015 + n) for n in range(count)]
        columns |= {"period": periods, "ended_on": [ended_on(p) for p in periods]}
    return columns


def _period(every: Grain, year: int) -> str:
    return EXAMPLES[every].replace("2016", str(year))


def stored(register: Register) -> list[dict[str, Any]]:
    left = {"id", "created_at", "updated_at"}
    return [
        {k: v for k, v in r.items() if k not in left} for r in register.model._plain.order_by("pk").values()
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "empty"])
@pytest.mark.parametrize("key", sorted(registers()))
def test_bulk_rows_equal_rows_saved_one_by_one(key: str, whole: bool) -> None:
    regions()
    unit(COUNTY)
    register = registers()[key]
    columns = rows(register, 3, whole=whole)
    constants = {"created_at": NOW, "updated_at": NOW, "origin": "imported", "region": COUNTY}
    with transaction.atomic():
        assert bulk.insert(register.model, columns, constants) == 3
    at_once = stored(register)
    register.model._plain.all().delete()
    for n in range(3):
        given = {register.model_field(k).attname: v[n] for k, v in columns.items() if v[n] is not None}
        register.model(**{"region_id": COUNTY, "origin": "imported"} | given).save(force_insert=True)
    assert at_once == stored(register)
    kinds = [{k: type(v) for k, v in r.items()} for r in at_once]
    assert kinds == [{k: type(v) for k, v in r.items()} for r in stored(register)]


@pytest.mark.django_db
def test_nothing_is_nothing() -> None:
    register = next(iter(registers().values()))
    assert bulk.insert(register.model, {}, {}) == 0
    assert bulk.insert(register.model, {"code": []}, {}) == 0


def test_the_collector_is_given_back() -> None:
    import gc

    was = gc.isenabled()
    with pytest.raises(ZeroDivisionError), bulk.collector_at_rest():
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled() is was
