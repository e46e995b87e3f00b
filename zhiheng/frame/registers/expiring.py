"""What runs out: which day of a record, how near it is, and the due that asks its keeper to act in time.

A register says by ``expiries`` which of its days run out. The sweep (``zhiheng sweep``) makes one due for each record
and day that comes near; the record's own change settles it (renewed) or cancels it (withdrawn, corrected, no longer in
a state that counts). The days before and after are the figures of ``catalogue/rules/expiry.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueQuerySet, DueState
from zhiheng.frame.dues.turns import in_turn
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.answering import answering_units
from zhiheng.frame.people.models import Unit
from zhiheng.frame.registers.declare import Expiry, Register, registers
from zhiheng.frame.registers.models import Record
from zhiheng.kernels.rules import ExpiryFigures, RuleVersion, rule_book
from zhiheng.kernels.worktime import statutory_calendar

WHY = "expiry of records, for the units that keep them"
PREFIX = "expiry:"
LIVE = (DueState.OPEN, DueState.RETURNED, DueState.SUBMITTED)

Nearness = Literal["", "soon", "past"]


@dataclass(frozen=True)
class Standing:
    """One day of a record that runs out: how many days are left (negative: since), and whether that is near."""

    expiry: Expiry
    on: dt.date
    left: int
    nearness: Nearness


@dataclass
class Swept:
    """What a sweep did in one register."""

    register: str
    made: int = 0
    settled: int = 0
    cancelled: int = 0
    moved: int = 0


@dataclass(frozen=True)
class _Asked:
    """An expiry with its figures on the day of the sweep."""

    expiry: Expiry
    version: RuleVersion
    figures: ExpiryFigures

    @property
    def kind(self) -> str:
        return kind_of(self.expiry)


@dataclass
class _Found:
    """What a register's sweep will write."""

    new: list[Due] = field(default_factory=list)
    revived: list[tuple[Due, dt.date]] = field(default_factory=list)
    moved: list[tuple[Due, dt.date]] = field(default_factory=list)
    closing: dict[int, tuple[DueState, str]] = field(default_factory=dict)


def kind_of(expiry: Expiry) -> str:
    """The kind of its dues; the record they are about says of which register."""
    return f"{PREFIX}{expiry.on}"[:40]


def rule_of(expiry: Expiry, today: dt.date) -> RuleVersion:
    """The rule in force. RuleError when ``catalogue/rules/expiry.yaml`` has none of that name."""
    return rule_book().in_force(f"expiry.{expiry.rule}", today)


def _figures(expiry: Expiry, today: dt.date) -> ExpiryFigures:
    return rule_of(expiry, today).figures_as(ExpiryFigures)


# -- how near ---------------------------------------------------------------------------------------


def standings(register: Register, record: Record, today: dt.date) -> list[Standing]:
    """Each day of the record that counts now, with how near it is; empty for a withdrawn record."""
    if record.withdrawn_at is not None:
        return []
    found = []
    for expiry in register.expiries:
        day: dt.date | None = getattr(record, expiry.on)
        if day is None or not _counts(expiry, record):
            continue
        left = (day - today).days
        near: Nearness = "past" if left < 0 else "soon" if left <= _figures(expiry, today).ahead_days else ""
        found.append(Standing(expiry, day, left, near))
    return found


def _counts(expiry: Expiry, record: Record) -> bool:
    if expiry.unless and getattr(record, expiry.unless) is not None:
        return False
    return not expiry.states or getattr(record, "state", "") in expiry.states


def condition(register: Register, nearness: str, today: dt.date) -> Q:
    """The rows that run out soon (``soon``) or have run out (``past``), by any of the register's expiries."""
    whole = Q(pk__in=[])
    for expiry in register.expiries:
        if nearness == "past":
            part = Q(**{f"{expiry.on}__lt": today})
        else:
            until = today + dt.timedelta(days=_figures(expiry, today).ahead_days)
            part = Q(**{f"{expiry.on}__gte": today, f"{expiry.on}__lte": until})
        whole |= part & _counting(expiry)
    return whole


def _counting(expiry: Expiry) -> Q:
    """The rows whose day counts: by their state, and not yet dealt with."""
    found = Q(state__in=expiry.states) if expiry.states else Q()
    return found & Q(**{f"{expiry.unless}__isnull": True}) if expiry.unless else found


# -- what is owed -----------------------------------------------------------------------------------


def sweep(actor: Actor, today: dt.date, only: Iterable[Register] | None = None) -> list[Swept]:
    """Make the dues of what runs out, settle those of what was renewed, cancel those whose reason is gone.

    Repeating it adds nothing. Three questions to the database for a register, however many rows it has, and as many
    again as thousands of dues are written.
    """
    found = []
    for register in registers().values() if only is None else only:
        if register.expiries:
            with in_turn(f"sweep:{register.key}"):
                found.append(_sweep(actor, register, today))
    return found


def _sweep(actor: Actor, register: Register, today: dt.date) -> Swept:
    asked = [
        _Asked(e, v, v.figures_as(ExpiryFigures)) for e in register.expiries for v in [rule_of(e, today)]
    ]
    owed = _owed(register, min(today - dt.timedelta(days=a.figures.behind_days) for a in asked))
    rows = register.model.objects.everywhere(WHY).filter(_in_question(register, asked, today))
    wanted = _Found()
    for record in rows.select_related("region", "owner").order_by("pk").iterator(chunk_size=2000):
        for each in asked:
            known = owed.get((each.kind, str(record.pk)), [])
            _reconcile(register, record, each, known, today, wanted)
    _give_owners(wanted.new, today)
    return _write(actor, register, wanted, today)


def _owed(register: Register, since: dt.date) -> dict[tuple[str, str], list[Due]]:
    """The expiry dues of the register's records by kind and record, oldest first: those that are open, and of the
    closed ones those of days that may still be asked about."""
    found: dict[tuple[str, str], list[Due]] = {}
    kept: DueQuerySet = Due.objects.everywhere(WHY).filter(
        Q(state__in=LIVE) | Q(period__gte=since.isoformat()),
        kind__startswith=PREFIX,
        subject_type=register.model._meta.label_lower,
    )
    for due in kept.order_by("pk").iterator(chunk_size=2000):
        found.setdefault((due.kind, due.subject_id), []).append(due)
    return found


def _in_question(register: Register, asked: Sequence[_Asked], today: dt.date) -> Q:
    """Standing rows whose day is near, and all that something is owed for."""
    near = Q(pk__in=[])
    for each in asked:
        first = today - dt.timedelta(days=each.figures.behind_days)
        last = today + dt.timedelta(days=each.figures.ahead_days)
        part = Q(**{f"{each.expiry.on}__gte": first, f"{each.expiry.on}__lte": last})
        near |= part & _counting(each.expiry)
    subjects = (
        Due.objects.everywhere(WHY)
        .filter(kind__startswith=PREFIX, subject_type=register.model._meta.label_lower, state__in=LIVE)
        .annotate(record=Cast("subject_id", models.BigIntegerField()))
        .values("record")
    )
    return (near & Q(withdrawn_at__isnull=True)) | Q(pk__in=subjects)


def _reconcile(
    register: Register, record: Record, asked: _Asked, known: list[Due], today: dt.date, found: _Found
) -> None:
    """What is owed for one day of one record, against what should be."""
    day: dt.date | None = getattr(record, asked.expiry.on)
    gone = _gone(asked.expiry, record)
    here = [d for d in known if day is not None and d.period.startswith(day.isoformat())]
    for due in known:
        if due.state in LIVE and (gone or due not in here):
            found.closing[due.pk] = _why(due, day, gone, _done(asked.expiry, record))
    if gone or day is None:
        return
    by, provisional = _by(asked.figures, day)
    if live := [d for d in here if d.state in LIVE]:
        found.moved += [(d, by) for d in live[:1] if d.due_on != by and d.state != DueState.SUBMITTED]
        return
    first = day - dt.timedelta(days=asked.figures.ahead_days)
    if not first <= today <= day + dt.timedelta(days=asked.figures.behind_days):
        return
    last = here[-1] if here else None
    if last is not None and not last.result_type:
        return  # a person settled or cancelled it as it stands: nobody is asked twice
    if last is not None and last.state == DueState.CANCELLED:
        found.revived.append((last, by))
        return
    found.new.append(_due(register, record, asked, (first, day, by), provisional, len(here)))


def _gone(expiry: Expiry, record: Record) -> str:
    """Why nothing can be owed for the record now; empty when it can."""
    if record.withdrawn_at is not None:
        return f"所依据的记录已撤回：{record.withdrawn_reason}"[:300]
    return "" if _counts(expiry, record) else "记录的状态已变，不再需要办理"


def _done(expiry: Expiry, record: Record) -> str:
    """How what was owed has been done, where the record says so; empty when it does not."""
    day: dt.date | None = getattr(record, expiry.unless) if expiry.unless else None
    return f"已于 {day.isoformat()} 办结" if day is not None and record.withdrawn_at is None else ""


def _why(due: Due, day: dt.date | None, gone: str, done: str) -> tuple[DueState, str]:
    """A later day is a renewal; an earlier one, or none, is a correction."""
    if done:
        return DueState.SETTLED, done
    if gone:
        return DueState.CANCELLED, gone
    if day is not None and day.isoformat() > due.period[:10]:
        return DueState.SETTLED, f"已延至 {day.isoformat()}"
    return DueState.CANCELLED, f"日期已更正为 {day.isoformat()}" if day else "日期已删去"


def _by(figures: ExpiryFigures, day: dt.date) -> tuple[dt.date, bool]:
    """The last day to act, and whether the calendar may still move it."""
    if figures.by_working_days:
        reckoned = statutory_calendar().add_working_days(day, -figures.by_working_days)
        return reckoned.date, reckoned.provisional
    return day - dt.timedelta(days=figures.by_days), False


def _due(
    register: Register,
    record: Record,
    asked: _Asked,
    days: tuple[dt.date, dt.date, dt.date],
    provisional: bool,
    before: int,
) -> Due:
    first, day, by = days
    clause = asked.figures.clause
    return Due(
        kind=asked.kind,
        title=f"{asked.expiry.what}：{record}"[:160],
        # The same day again, after it had been put off by mistake: a due of its own.
        period=day.isoformat() + (f"#{before + 1}" if before else ""),
        owner=record.owner,
        region=record.region,
        opens_on=min(first, by),
        due_on=by,
        provisional=provisional,
        subject_type=record._meta.label_lower,
        subject_id=str(record.pk),
        basis=f"{register.label}{register.label_of(asked.expiry.on)} {day.isoformat()}{clause and ';' + clause}"[
            :160
        ],
        address=f"/registers/{register.key}/{record.pk}",
        rule_version=asked.version.ref.text[:60],
        synthetic=record.synthetic,
    )


def _give_owners(new: Sequence[Due], today: dt.date) -> None:
    """Rows that nobody keeps are owed by the office of their region; units that ended by those that came after."""
    ownerless = [due for due in new if due.owner_id is None]
    answering = answering_units({due.region_id: due.region for due in ownerless}.values())
    for due in ownerless:
        due.owner = answering[due.region_id]
    heirs: dict[int, Unit] = {}
    for due in new:
        unit = due.owner
        if unit.valid_to is not None and unit.valid_to < today:
            if unit.pk not in heirs:
                heirs[unit.pk] = unit.heirs(today)[0]
            due.owner = heirs[unit.pk]


def _write(actor: Actor, register: Register, found: _Found, today: dt.date) -> Swept:
    made = Swept(register.key)
    for due, by in found.revived:
        dues.revive(actor, due, "又需要办理", by)
    for due, by in found.moved:
        dues.postpone(actor, due, by, "提醒规则已变")
    dues.close_all(actor, found.closing, today)
    made.made = len(dues.create(actor, found.new)) + len(found.revived)
    made.moved = len(found.moved)
    states = [state for state, _ in found.closing.values()]
    made.settled, made.cancelled = states.count(DueState.SETTLED), states.count(DueState.CANCELLED)
    return made


def follow(actor: Actor, register: Register, records: Sequence[Record], today: dt.date | None = None) -> None:
    """After these rows changed: what was owed for a day that moved on is settled at once, without waiting for the
    sweep. Call inside the transaction of the change; one question for all of them."""
    if not register.expiries or not records:
        return
    by_pk = {str(r.pk): r for r in records}
    closing: dict[int, tuple[DueState, str]] = {}
    by_kind = {kind_of(e): e for e in register.expiries}
    for part in dues.batched(sorted(by_pk), dues.AT_ONCE):
        running = Due.objects.everywhere(WHY).filter(
            kind__in=list(by_kind),
            subject_type=register.model._meta.label_lower,
            subject_id__in=part,
            state__in=LIVE,
        )
        for due in running:
            record, expiry = by_pk[due.subject_id], by_kind[due.kind]
            day, gone = getattr(record, expiry.on), _gone(expiry, record)
            if gone or day is None or not due.period.startswith(day.isoformat()):
                closing[due.pk] = _why(due, day, gone, _done(expiry, record))
    dues.close_all(actor, closing, today or dt.date.today())
