"""Locked periods: by rule some days after the period's end, or by hand; what is changed afterwards is marked late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.regions.models import territory_prefix
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.keeping import PeriodLock
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.periods import Period
from zhiheng.frame.trail.chain import Event, about, write, write_many
from zhiheng.kernels.rules import RuleError, RuleRef, rule_book
from zhiheng.kernels.worktime import statutory_calendar

LATE = "return.late"
MANAGE = "return.manage"


@dataclass(frozen=True)
class Limits:
    """By which day a period is to be filed, from which day on it is locked, by which rule."""

    file_on: dt.date
    lock_on: dt.date
    ref: RuleRef


@dataclass(frozen=True)
class Lock:
    """A period is closed: since when, by whom (empty: by rule), why."""

    period: Period
    since: dt.date
    by: str = ""
    reason: str = ""

    @property
    def text(self) -> str:
        if self.by:
            return f"{self.period.label}已于 {self.since} 由{self.by}锁定：{self.reason}"
        return f"{self.period.label}已于 {self.since} 按规定锁定"


def limits(register: Register, period: Period) -> Limits | None:
    """The days of a period; None where no version of the rule covers its last day."""
    periodic = register.periodic
    if periodic is None:
        return None
    try:
        version = rule_book().in_force(periodic.limits, period.end)
    except RuleError:
        return None
    calendar = statutory_calendar()
    file_on, lock_on = (
        calendar.due(period.end, version.limit(f"{what}_{periodic.every}").limit).due_on
        for what in ("file", "lock")
    )
    assert file_on is not None and lock_on is not None
    return Limits(file_on, lock_on, version.ref)


class Locks:
    """The locks of some periods of a register, asked once."""

    def __init__(self, register: Register, periods: Iterable[str], today: dt.date | None = None) -> None:
        self.register, self.today = register, today or dt.date.today()
        self.periods = {key: Period.parse(key) for key in set(periods)}
        self._limits = {key: limits(register, period) for key, period in self.periods.items()}
        self._by_hand: dict[str, list[PeriodLock]] = {}
        if self.periods:
            rows = PeriodLock.objects.everywhere("a lock holds for everybody whose rows it reaches")
            for each in rows.filter(register=register.key, period__in=self.periods).order_by("-pk"):
                self._by_hand.setdefault(each.period, []).append(each)

    def of(self, period: str, region: str) -> Lock | None:
        """The lock that holds for rows of a region in a period; None while it is open."""
        place = territory_prefix(region)
        for each in self._by_hand.get(period, ()):
            if place.startswith(territory_prefix(each.region_id)):
                if not each.locked:
                    return None
                return Lock(self.periods[period], each.made_at.date(), each.made_by, each.reason)
        found = self._limits[period]
        if found is None or self.today <= found.lock_on:
            return None
        return Lock(self.periods[period], found.lock_on)

    def of_all(self, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Lock]:
        """The locks that hold for rows of these (period, region); each place is looked at once."""
        shut = {
            key for key, found in self._limits.items() if found is not None and self.today > found.lock_on
        }
        asked = shut | set(self._by_hand)
        if not asked:
            return {}
        wanted = {place for place in places if place[0] in asked}
        return {place: lock for place in wanted if (lock := self.of(*place)) is not None}


def lock_of(register: Register, record: Record) -> Lock | None:
    """The lock that holds for a record; None for registers without periods."""
    if register.periodic is None:
        return None
    period: str = getattr(record, "period")  # noqa: B009
    return Locks(register, [period]).of(period, record.region_id)


def guard(
    actor: Actor, register: Register, places: Sequence[tuple[str, str]], reason: str
) -> dict[tuple[str, str], Lock]:
    """The locks that writing to these (period, region) breaks.

    Raises PermissionDenied where the actor may not write late, ValidationError where the reason is missing.
    """
    if register.periodic is None:
        return {}
    found = Locks(register, {period for period, _ in places}).of_all(places)
    if not found:
        return {}
    first = next(iter(found.values()))
    scope = actor.scope(LATE)
    if any(not scope.covers(region, register.field) for _, region in found):
        raise PermissionDenied(f"{first.text}，您的岗位不能再改。请联系领导小组办公室开锁。")
    if not reason.strip():
        raise ValidationError(
            {"late_reason": [f"{first.text}。确需补报或更正的，请写明原因；这次改动会标为“锁定后修改”。"]}
        )
    return found


def mark(
    actor: Actor,
    register: Register,
    records: Sequence[Record],
    found: dict[tuple[str, str], Lock],
    reason: str,
) -> None:
    """Mark the records that were written to a locked period, in the caller's transaction."""
    events: list[Event] = []
    for record in records:
        lock = found.get((getattr(record, "period", ""), record.region_id))
        if lock is not None:
            # A record that moved from one period to another is marked for the one that it is in now.
            after = {"period": lock.period.key, "locked_since": lock.since}
            events.append(about(record, LATE, after=after, note=reason))
    if events:
        write_many(actor, events)


def set_by_hand(
    actor: Actor, register: Register, period: str, region: str, *, locked: bool, reason: str
) -> PeriodLock:
    """Lock or open a period for a territory. Raises PermissionDenied or ValidationError."""
    actor.need(MANAGE).require(region, register.field)
    if register.periodic is None:
        raise ValidationError(f"台账“{register.label}”不按期报送。")
    if not reason.strip():
        raise ValidationError("锁定或开锁要写明原因。")
    key = register.periodic.parse(period).key
    now = Locks(register, [key]).of(key, region)
    if (now is not None) is locked:
        raise ValidationError(
            f"{Period.parse(key).label}已经锁定。" if locked else f"{Period.parse(key).label}已经是开放的。"
        )
    with transaction.atomic():
        made = PeriodLock(
            register=register.key,
            period=key,
            region_id=region,
            locked=locked,
            reason=reason[:200],
            made_by=actor.name,
        )
        made.save()
        action = "return.lock" if locked else "return.unlock"
        write(actor, about(made, action, after={"register": register.key, "period": key}, note=reason))
    return made
