"""Rows of a return worked out of readings, with what is missing (:class:`~zhiheng.frame.registers.leading.Gathered`)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.leading import Gathered
from zhiheng.frame.registers.periods import ended_on

HOURS = 24


@dataclass(frozen=True)
class Group:
    """What the readings of a period give for one row: ``values`` by stored column of the return. ``wanted``: hours of the
    period for all meters that sent anything; ``there``: those that were read."""

    values: Mapping[str, Any]
    meters: int
    wanted: int
    there: int

    @property
    def missing(self) -> int:
        return self.wanted - self.there


def days_of(period: str) -> tuple[dt.date, dt.date]:
    """First and last day of a month.

    >>> days_of("2016-02")
    (datetime.date(2016, 2, 1), datetime.date(2016, 2, 29))
    """
    last = ended_on(period)
    return last.replace(day=1), last


def gathered(actor: Actor, register: Register, period: str) -> list[Group]:
    """The rows that the readings which the actor sees give for the month. Raises PermissionDenied, PeriodError."""
    declared = register.gathered
    assert declared is not None
    source, (first, last) = register_of(declared.register), days_of(period)
    rows = service.visible(actor, source).filter(**{f"{declared.day}__range": (first, last)})
    names = {source.model_field(n).attname for n in declared.same.values()} | set(declared.total.values())
    names |= {declared.day, declared.slot, declared.each}
    groups: defaultdict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    same = {
        register.model_field(n).attname: source.model_field(of).attname for n, of in declared.same.items()
    }
    for row in rows.order_by("pk").values(*sorted(names)):
        groups[tuple(row[of] for of in same.values())].append(row)
    hours = ((last - first).days + 1) * HOURS
    found = []
    for key, listed in sorted(groups.items(), key=lambda g: tuple(map(str, g[0]))):
        kept, there = whole_days(listed, declared)
        meters = len({row[declared.each] for row in listed})
        values = dict(zip(same, key, strict=True)) | dict(declared.marks)
        for name, of in declared.total.items():
            values[name] = sum((row[of] for row in kept), Decimal(0))
        found.append(Group(values | {"period": period}, meters, meters * hours, there))
    return found


def whole_days(rows: Iterable[Mapping[str, Any]], declared: Gathered) -> tuple[list[Mapping[str, Any]], int]:
    """The readings that count, and how many hours they stand for: a day read at once stands for its hours, of which none
    counts beside it."""
    days: defaultdict[tuple[Any, Any], dict[Any, Mapping[str, Any]]] = defaultdict(dict)
    for row in rows:
        days[row[declared.each], row[declared.day]][row[declared.slot]] = row
    kept: list[Mapping[str, Any]] = []
    there = 0
    for slots in days.values():
        if declared.whole in slots:
            kept.append(slots[declared.whole])
            there += HOURS
        else:
            kept += slots.values()
            there += len(slots)
    return kept, there


def mark_of(register: Register, group: Group) -> str:
    """What tells a group from the others of its period, in an address."""
    declared = register.gathered
    assert declared is not None
    names = [register.model_field(n).attname for n in declared.same if n not in {"region", "enterprise"}]
    return ":".join(str(group.values[n]) for n in names)
