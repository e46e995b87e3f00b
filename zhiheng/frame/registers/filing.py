"""Returns owed by whom: a due for each unit on the list and each period, settled by the unit's rows; and who has
filed, late, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.dues.turns import in_turn
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.keeping import Filer
from zhiheng.frame.registers.locks import MANAGE, Limits, limits
from zhiheng.frame.registers.periods import Period, latest
from zhiheng.frame.trail.chain import about, write

KIND = "return"
SUBJECT = "registers.filer"
BACK = 4  # periods that a due is made for once the unit owes them: no flood for a list drawn up late

State = Literal["filed", "late", "missing", "open", "none"]


@dataclass(frozen=True)
class Cell:
    """One unit and period. ``rows``: how many; ``on``: the day of the first; ``due_on``: by when it was owed."""

    state: State
    rows: int = 0
    on: dt.date | None = None
    due_on: dt.date | None = None


@dataclass
class Matrix:
    """Units by periods, newest period first."""

    periods: list[Period]
    units: list[Unit] = field(default_factory=list)
    cells: dict[tuple[int, str], Cell] = field(default_factory=dict)
    listed: dict[int, Filer] = field(default_factory=dict)

    def count(self, state: State, period: str) -> int:
        return sum(1 for (_, p), cell in self.cells.items() if p == period and cell.state == state)


def enlist(actor: Actor, register: Register, unit: Unit, since: str) -> Filer:
    """The unit owes the register's returns from a period on."""
    actor.need(MANAGE).require(unit.region_id, register.field)
    if register.periodic is None:
        raise ValidationError(f"台账“{register.label}”不按期报送。")
    period = register.periodic.parse(since)
    standing = Filer.objects.everywhere("one entry a unit").filter(register=register.key, unit=unit, until="")
    if standing.exists():
        raise ValidationError(f"“{unit}”已在应报单位名单里。")
    with transaction.atomic():
        made = Filer(register=register.key, unit=unit, region_id=unit.region_id, since=period.key)
        made.save()
        write(
            actor,
            about(
                made, "return.enlist", after={"register": register.key, "unit": unit.key, "since": period.key}
            ),
        )
    return made


def delist(actor: Actor, register: Register, filer: Filer, until: str, reason: str) -> Filer:
    """The unit owes nothing after ``until``; what it owed for later periods is cancelled."""
    actor.need(MANAGE).require(filer.region_id, register.field)
    if register.periodic is None or filer.until:
        raise ValidationError("该单位已不在应报名单里。")
    if not reason.strip():
        raise ValidationError("移出应报名单要写明原因。")
    last = register.periodic.parse(until)
    with transaction.atomic():
        filer.until = last.key
        filer.save(update_fields=["until"])
        write(actor, about(filer, "return.delist", after={"until": last.key}, note=reason))
        for due in _dues([filer.pk]):
            if Period.parse(due.period).first > last.last:
                dues.cancel(actor, due, f"已移出应报名单：{reason}"[:300])
    return filer


def owe(actor: Actor, register: Register, today: dt.date) -> int:
    """Make the dues of the periods that have ended (at most :data:`BACK` back) for every unit on the list."""
    periodic = register.periodic
    if periodic is None:
        return 0
    filers = list(
        Filer.objects.everywhere("dues for all who owe")
        .filter(register=register.key)
        .select_related("unit", "region")
    )
    if not filers:
        return 0
    period = latest(periodic.every, today)
    wanted: list[Due] = []
    for _ in range(BACK):
        asked = limits(register, period)
        if asked is not None:
            filed = _filed(register, [f.unit_id for f in filers], [period.key])
            wanted += [
                _due(register, filer, period, asked)
                for filer in filers
                if _owes(filer, period) and (filer.unit_id, period.key) not in filed
            ]
        period = period.previous()
    return len(dues.create(actor, wanted))


def owe_all(actor: Actor, today: dt.date) -> dict[str, int]:
    """The dues of every register that is filed by period."""
    made = {}
    for register in registers().values():
        if register.periodic is not None:
            with in_turn(f"owe:{register.key}"):
                made[register.key] = owe(actor, register, today)
    return made


def follow(actor: Actor, register: Register, filed: Iterable[tuple[int | None, str]]) -> None:
    """Settle what these (unit, period) owed; in the transaction that wrote their rows."""
    wanted = {(unit, period) for unit, period in filed if unit is not None}
    if register.periodic is None or not wanted:
        return
    filers = dict(
        Filer.objects.everywhere("whose due a row settles")
        .filter(register=register.key, unit_id__in={u for u, _ in wanted})
        .values_list("pk", "unit_id")
    )
    if not filers:
        return
    for due in _dues(list(filers)):
        if (filers[int(due.subject_id)], due.period) in wanted:
            dues.settle(actor, due, timezone.localdate())


def last_filed(register: Register, scope: Scope) -> Period | None:
    """The latest period that anybody in scope has filed; None when nobody ever has."""
    every: Any = register.model.objects.within(scope).standing()
    found = every.order_by("-ended_on").values_list("period", flat=True).first()
    return Period.parse(found) if found else None


def matrix(
    register: Register, scope: Scope, today: dt.date, count: int, until: Period | None = None
) -> Matrix:
    """Who has filed which of ``count`` periods: all on the list in scope, and who filed without being on it.

    They end with ``until``, or with the last one that is over by ``today``.
    """
    periodic = register.periodic
    assert periodic is not None
    periods = [until or latest(periodic.every, today)]
    while len(periods) < count:
        periods.append(periods[-1].previous())
    keys = [p.key for p in periods]
    every: Any = register.model.objects.within(scope).standing()
    rows = every.filter(period__in=keys)
    filed = {
        (unit, period): (n, timezone.localdate(first))
        for unit, period, n, first in rows.order_by()
        .values("owner_id", "period")
        .annotate(n=Count("pk"), first=Min("created_at"))
        .values_list("owner_id", "period", "n", "first")
        if unit is not None
    }
    filers = Filer.objects.within(scope).filter(register=register.key).select_related("unit")
    found = Matrix(periods)
    owing: dict[int, list[Filer]] = {}
    for filer in filers:
        owing.setdefault(filer.unit_id, []).append(filer)
        if not filer.until:
            found.listed[filer.unit_id] = filer
    everyone = {*owing, *(unit for unit, _ in filed)}
    found.units = list(Unit.objects.filter(pk__in=everyone).order_by("region_id", "name"))
    days = {p.key: limits(register, p) for p in periods}
    for unit in found.units:
        for period in periods:
            owes = any(_owes(f, period) for f in owing.get(unit.pk, ()))
            found.cells[unit.pk, period.key] = _cell(
                owes, filed.get((unit.pk, period.key)), days[period.key], today
            )
    return found


def _cell(owes: bool, filed: tuple[int, dt.date] | None, asked: Limits | None, today: dt.date) -> Cell:
    due_on = asked.file_on if asked else None
    if filed is not None:
        late = due_on is not None and filed[1] > due_on
        return Cell("late" if late else "filed", filed[0], filed[1], due_on)
    if not owes:
        return Cell("none")
    return Cell("missing" if due_on is None or today > due_on else "open", due_on=due_on)


def _owes(filer: Filer, period: Period) -> bool:
    return Period.parse(filer.since).first <= period.first and (
        not filer.until or period.last <= Period.parse(filer.until).last
    )


def _filed(register: Register, units: Sequence[int], periods: Sequence[str]) -> set[tuple[int, str]]:
    every: Any = register.model.objects.everywhere("whether a return is owed still")
    rows = every.filter(withdrawn_at__isnull=True, owner_id__in=units, period__in=periods)
    return set(rows.order_by().values_list("owner_id", "period").distinct())


def _dues(filers: Sequence[int]) -> list[Due]:
    owed = Due.objects.everywhere("dues of units narrowed before").filter(
        kind=KIND, subject_type=SUBJECT, subject_id__in=[str(pk) for pk in filers]
    )
    return list(owed.filter(state__in=[DueState.OPEN, DueState.RETURNED, DueState.SUBMITTED]))


def _due(register: Register, filer: Filer, period: Period, asked: Limits) -> Due:
    return Due(
        kind=KIND,
        title=f"报送{register.label}({period.label})"[:160],
        period=period.key,
        owner=filer.unit,
        region=filer.region,
        opens_on=period.end + dt.timedelta(days=1),
        due_on=asked.file_on,
        subject_type=SUBJECT,
        subject_id=str(filer.pk),
        basis=asked.ref.title,
        address=f"/registers/{register.key}/returns",
        rule_version=asked.ref.text[:60],
    )
