"""Writing single records: scope, checks, trail and the columnar copy in one transaction."""

from __future__ import annotations

import copy
import datetime as dt
import functools
from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.lifecycles import moves
from zhiheng.frame.lifecycles.declare import Lifecycle, LifecycleError, Move
from zhiheng.frame.lifecycles.unchanged import as_it_was
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import READING, Scope, handed_at
from zhiheng.frame.registers import barring, doubts, expiring, facts, filing, locks, own, rating, returns
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Origin, Record, RecordQuerySet
from zhiheng.frame.registers.wording import heading, word
from zhiheng.frame.trail.chain import about, write

P = ParamSpec("P")
#: What adds or alters rows.
KEEPING = frozenset({"register.add", "register.change", "register.import", "register.withdraw"})


def visible(actor: Actor, register: Register, action: str = "register.view") -> RecordQuerySet:
    """The register's standing rows that the actor may see (or act on)."""
    scope = actor.need(action)
    return register.model.objects.within(reach(scope, register)).standing()


def reach(scope: Scope, register: Register) -> Scope:
    """The scope as it holds for the register: of every field for rows of any field, unless they are to be kept; and
    for an enterprise no writing but in the registers that it keeps itself."""
    if scope.action in KEEPING:
        return scope if register.kept_by_enterprise else scope.without_enterprises()
    return scope.of_every_field() if register.any_field else scope


def open_to(scope: Scope, register: Register, *, whole: bool = False) -> bool:
    """Whether the scope can reach any row of the register at all: its field, and columns that tell whose a row is.

    ``whole``: as a register of its own field, and not only the rows that are shared with another.
    """
    columns = register.model.scope
    shared = set(columns.shared_with) if scope.action in READING and not whole else set()
    return any(
        (each.fields is None or register.field in each.fields or not shared.isdisjoint(each.fields))
        and (each.unit is None or columns.unit is not None)
        and (each.enterprise is None or (columns.enterprise is not None and not columns.open_when))
        for each in reach(scope, register).reaches
    )


def require(scope: Scope, register: Register, record: Record) -> None:
    """PermissionDenied when the record's place, field or enterprise lies outside the scope."""
    if not covers(scope, register, record):
        reach(scope, register).require(*place_of(register, record))


def place_of(register: Register, record: Record) -> tuple[str, str, int | None, str | None, str | None]:
    """What a scope is held against for a record: region, field, unit, credit code, that of a unit it names beside."""
    return record.region_id, register.field, record.owner_id, own.told(register, record), own.named(record)


def covers(scope: Scope, register: Register, record: Record) -> bool:
    """Whether the scope reaches the record: what :func:`require` asks, as an answer."""
    held, (region, _field, unit, firm, beside) = reach(scope, register), place_of(register, record)
    fields = [register.field]
    if held.action in READING:
        fields += type(record).scope.shares(record)
    if any(held.covers(region, each, unit, firm, beside) for each in fields):
        return True
    handed = handed_at(record, held.action)
    return handed is not None and held.covers(handed[0], register.field, handed[1])


def may_move(scope: Scope, register: Register, record: Record, move: Move) -> bool:
    """Whether the scope reaches the record for a move: where the unit is that alone makes it, else as ever."""
    unit = moves.acting(move, record)
    if unit is None:
        return covers(scope, register, record)
    return reach(scope, register).covers(unit.region_id, register.field, unit.pk)


def require_move(scope: Scope, register: Register, record: Record, move: Move) -> None:
    """PermissionDenied when the move is not this one's to make."""
    if may_move(scope, register, record, move):
        return
    if unit := moves.acting(move, record):
        raise PermissionDenied(f"“{move.label}”由“{unit}”办理。")
    require(scope, register, record)


def year_of(register: Register, record: Record) -> int:
    day: dt.date | None = getattr(record, register.facts.date)
    return day.year if day else 0


def values_of(register: Register, record: Record) -> dict[str, Any]:
    """The declared columns as stored: foreign keys by their code."""
    return {n: getattr(record, register.model_field(n).attname) for n in register.names}


def _place(record: Record) -> tuple[str, str]:
    """Period (empty where there is none) and region: what a lock is held against."""
    return getattr(record, "period", ""), record.region_id


def check(register: Register, record: Record) -> None:
    """Model validation, the register's row rules, the check sheet of a return and the natural key; raises
    ValidationError by field."""
    returns.make_whole(register, record)
    record.full_clean(validate_constraints=False)
    problems: dict[str, list[str]] = {}
    for name in register.names:
        # SQLite would keep it and PostgreSQL refuse it; nobody types it.
        if "\0" in str(getattr(record, register.model_field(name).attname)):
            problems[name] = [
                _("“%(label)s”里有不可见的空字符。请重新键入。") % {"label": heading(register, name)}
            ]
    if problems:
        raise ValidationError(problems)
    for name, said in doubts.unknown_codes(register, record).items():
        problems[name] = [said]
    for rule in register.rules:
        values = [getattr(record, n) for n in rule.columns]
        if None not in values and not rule.holds(*values):
            problems.setdefault(rule.columns[0], []).append(
                word(rule.message) + (f" {word(rule.fix)}" if rule.fix else "")
            )
    for name, lines in returns.blame(returns.judge(register, record)).items():
        problems.setdefault(name, []).extend(lines)
    key = {n: getattr(record, n) for n in register.natural_key}
    twin = register.model.objects.everywhere("natural key").filter(withdrawn_at__isnull=True, **key)
    if record.pk:
        twin = twin.exclude(pk=record.pk)
    if twin.exists():
        named = _("、").join(f"{heading(register, n)} {v}" for n, v in key.items())
        problems.setdefault(register.natural_key[0], []).append(
            _("已有相同的记录：%(named)s。请修改原记录，不要重复登记。") % {"named": named}
        )
    if problems:
        raise ValidationError(problems)


def create(
    actor: Actor,
    register: Register,
    values: Mapping[str, Any],
    *,
    origin: str = Origin.ENTERED,
    late_reason: str = "",
    accepted: str = "",
) -> Record:
    """Enter one record. Raises PermissionDenied or ValidationError; nothing is written then.

    ``late_reason``: why a row is added to a period that is locked. ``accepted``: why doubtful values stand; without
    it they raise :class:`~zhiheng.frame.registers.doubts.Doubted`.
    """
    # Who may enter nothing at all is told that, and not what the register holds already.
    scope = actor.need("register.add")
    record = register.model(origin=origin, **values)
    if register.lifecycle is not None and not getattr(record, "state", ""):
        record.state = register.lifecycle.initial  # type: ignore[attr-defined]
    if record.owner_id is None and actor.posts:
        record.owner = actor.posts[0].unit
    if own.codes(scope):
        # An enterprise is told nothing of what others have registered: whose the row is comes first.
        require(scope, register, record)
    check(register, record)
    require(scope, register, record)
    own.guard(scope, register, record, None)
    barring.refuse(register, record, register.names)
    note = doubts.need_reason(register, record, register.names, accepted)
    late = locks.guard(actor, register, [_place(record)], late_reason)
    with transaction.atomic():
        _stamp(register, record)
        record.save(force_insert=True)
        locks.mark(actor, register, [record], late, late_reason)
        write(actor, about(record, "register.add", after=values_of(register, record), note=note))
        filing.follow(actor, register, [(record.owner_id, _place(record)[0])])
        if register.lifecycle is not None:
            _begin(actor, register.lifecycle, record)
        register.written(actor, [record])
    return record


def _begin(actor: Actor, lifecycle: Lifecycle, record: Record) -> None:
    """What is owed from the first day; a clock that lacks its date or unit refuses the record as wrongly filled."""
    try:
        moves.begin(actor, lifecycle, [record])
    except LifecycleError as error:
        raise ValidationError(str(error)) from error


def _whole_or_not(
    act: Callable[Concatenate[Actor, Register, Record, P], Record],
) -> Callable[Concatenate[Actor, Register, Record, P], Record]:
    """A change of a record that is refused leaves the record in hand as it is stored."""

    @functools.wraps(act)
    def acted(actor: Actor, register: Register, record: Record, *args: P.args, **more: P.kwargs) -> Record:
        with as_it_was(record):
            return act(actor, register, record, *args, **more)

    return acted


@_whole_or_not
def change(
    actor: Actor,
    register: Register,
    record: Record,
    values: Mapping[str, Any],
    *,
    reason: str = "",
    accepted: str = "",
) -> Record:
    """Correct a record; the trail keeps both sides of every column that changed. ``accepted``: as in :func:`create`,
    for the values that change."""
    require(actor.need("register.change"), register, record)
    before = values_of(register, record)
    was, stood = record.fact_year, _place(record)
    for name, value in values.items():
        setattr(
            record, register.model_field(name).attname if not isinstance(value, models.Model) else name, value
        )
    if own.codes(actor.need("register.change")):
        require(actor.need("register.change"), register, record)
    check(register, record)
    require(actor.need("register.change"), register, record)
    own.guard(actor.need("register.change"), register, record, before)
    after = values_of(register, record)
    changed = [n for n in after if after[n] != before[n]]
    if not changed:
        return record
    barring.refuse(register, record, changed)
    note = "；".join(filter(None, (reason, doubts.need_reason(register, record, changed, accepted))))
    late = locks.guard(actor, register, [stood, _place(record)], reason)
    with transaction.atomic():
        _stamp(register, record, was=was)
        record.save()
        locks.mark(actor, register, [record], late, reason)
        write(
            actor,
            about(
                record,
                "register.change",
                before={n: before[n] for n in changed},
                after={n: after[n] for n in changed},
                note=note,
            ),
        )
        if register.lifecycle is not None:
            moves.follow(actor, register.lifecycle, record)
        expiring.follow(actor, register, [record])
        register.written(actor, [record])
    return record


@_whole_or_not
def withdraw(actor: Actor, register: Register, record: Record, reason: str) -> Record:
    """Take a record out of every list and figure; it stays readable with the reason, and what it asked for is no
    longer owed."""
    require(actor.need("register.withdraw"), register, record)
    if not reason.strip():
        raise ValidationError("撤回要写明原因。")
    if record.withdrawn_at is not None:
        raise ValidationError("该记录已经撤回。")
    late = locks.guard(actor, register, [_place(record)], reason)
    with transaction.atomic():
        record.withdrawn_at, record.withdrawn_reason = timezone.now(), reason[:200]
        _stamp(register, record, was=record.fact_year)
        record.save()
        locks.mark(actor, register, [record], late, reason)
        write(actor, about(record, "register.withdraw", note=reason, after={"withdrawn": True}))
        _cancel_dues(actor, record, reason)
        register.written(actor, [record])
    return record


def _cancel_dues(actor: Actor, record: Record, reason: str) -> None:
    """Nobody owes anything because of a record that is gone: its clocks and other dues end with it."""
    owed = (
        Due.objects.everywhere("dues of a record already narrowed")
        .filter(subject_type=record._meta.label_lower, subject_id=str(record.pk))
        .filter(state__in=[DueState.OPEN, DueState.RETURNED])
    )
    for due in owed:
        dues.cancel(actor, due, f"所依据的记录已撤回：{reason}"[:300], result=record)


@_whole_or_not
def restore(actor: Actor, register: Register, record: Record, reason: str) -> Record:
    """Bring a withdrawn record back."""
    require(actor.need("register.withdraw"), register, record)
    if record.withdrawn_at is None:
        raise ValidationError("该记录没有撤回。")
    record.withdrawn_at, record.withdrawn_reason = None, ""
    check(register, record)
    late = locks.guard(actor, register, [_place(record)], reason)
    with transaction.atomic():
        _stamp(register, record, was=record.fact_year)
        record.save()
        locks.mark(actor, register, [record], late, reason)
        write(actor, about(record, "register.restore", note=reason, after={"withdrawn": False}))
        register.written(actor, [record])
    return record


@_whole_or_not
def move(
    actor: Actor,
    register: Register,
    record: Record,
    key: str,
    *,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    limits: moves.LimitLookup | None = None,
    accepted: str = "",
) -> Record:
    """Make a move of the register's lifecycle so that figures follow. ``accepted``: as in :func:`create`, for the
    values that it sets.

    Raises PermissionDenied, LifecycleError or ValidationError; nothing is written then.
    """
    lifecycle = register.lifecycle
    if lifecycle is None:
        raise ValidationError(f"台账“{register.label}”没有办理流程。")
    wanted = lifecycle.move(key)
    require_move(actor.need(wanted.action), register, record, wanted)
    if record.withdrawn_at is not None:
        raise ValidationError("该记录已经撤回，不能办理。请先恢复。")
    if note := _doubts_of_changes(register, record, changes or {}, accepted):
        # A move that wants its own reason is not served by that of the doubts.
        wants = lifecycle.move(key).reason and not reason.strip()
        reason = "" if wants else "；".join(filter(None, (reason, note)))
    with transaction.atomic():
        moves.make(actor, lifecycle, record, key, reason=reason, changes=changes, limits=limits)
        check(register, record)
        touch(register, record)
        record.save(update_fields=["fact_year", "revision", "updated_at"])
        expiring.follow(actor, register, [record])
        rating.moved(actor, register, record, key, dt.date.today())
        register.written(actor, [record])
    return record


def _doubts_of_changes(register: Register, record: Record, changes: Mapping[str, Any], accepted: str) -> str:
    """What the trail is to say of the doubts of values that a move sets; the record itself stays as it is."""
    trial = copy.copy(record)
    for name, value in changes.items():
        setattr(trial, name, value)
    changed = [n for n in changes if getattr(trial, n) != getattr(record, n)]
    if not changed:
        return ""
    barring.refuse(register, trial, changed)
    return doubts.need_reason(register, trial, changed, accepted)


def touch(register: Register, record: Record) -> None:
    """Stamp a record that something else changed (a lifecycle move) so that figures follow; caller saves."""
    _stamp(register, record, was=record.fact_year)


def _stamp(register: Register, record: Record, *, was: int | None = None) -> None:
    year = year_of(register, record)
    years = {year} if was is None else {year, was}
    revisions = facts.bump(register.key, years)
    if was is not None and was != year:
        facts.moved_out(register.key, was)
    record.fact_year, record.revision = year, revisions[year]
