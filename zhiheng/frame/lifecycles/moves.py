"""Making a move: permission, needs, trail and clocks in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, LifecycleError, Move
from zhiheng.frame.lifecycles.unchanged import as_it_was
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Reaches, Scope
from zhiheng.frame.trail.chain import about, history, write
from zhiheng.kernels.rules import RuleError, rule_book
from zhiheng.kernels.worktime import Limit, statutory_calendar

LimitLookup = Callable[[str, dt.date], tuple[Mapping[str, int], str]]


def available(
    actor: Actor, lifecycle: Lifecycle, obj: models.Model, *, unit: Unit | None = None
) -> list[Move]:
    """The moves this actor may make now: from them come the buttons. ``unit``: as in :func:`make`."""
    return [
        move
        for move in lifecycle.moves_from(getattr(obj, "state"))  # noqa: B009 — the mixin is structural
        if _covers(actor.scope(move.action), obj, unit or acting(move, obj))
    ]


def acting(move: Move, obj: models.Model) -> Unit | None:
    """The unit that alone makes the move of this object; None where it is the object's own."""
    unit: Unit | None = getattr(obj, move.by) if move.by else None
    return unit


def _covers(scope: Scope, obj: models.Model, unit: Unit | None) -> bool:
    return scope.covers(*_place(obj, unit))


def _place(obj: models.Model, unit: Unit | None) -> tuple[str, None, int | None, str | None, str | None]:
    """Region, field, unit, enterprise and unit named beside that a scope is held against: of the unit that acts, else of
    the object."""
    if unit is not None:
        return unit.region_id, None, unit.pk, None, None
    columns: Reaches | None = getattr(obj, "scope", None)
    firm = getattr(obj, columns.enterprise) if columns is not None and columns.enterprise else None
    beside = getattr(obj, columns.also) if columns is not None and columns.also else None
    return getattr(obj, "region_id", "") or "", None, getattr(obj, "owner_id", None), firm, beside


def missing(lifecycle: Lifecycle, obj: models.Model, move: Move) -> list[str]:
    """What the move still needs, in words."""
    lacks = [
        str(obj._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in move.needs
        if getattr(obj, name) in (None, "", [])
    ]
    if move.evidence and not _has_evidence(obj):
        lacks.append("佐证材料")
    return lacks


def make(
    actor: Actor,
    lifecycle: Lifecycle,
    obj: models.Model,
    key: str,
    *,
    on: dt.date | None = None,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    limits: LimitLookup | None = None,
    unit: Unit | None = None,
) -> models.Model:
    """Make the move ``key``; ``changes`` are field values set with it.

    ``unit``: the unit on whose behalf it is made, where that is not the object's own (a county that answers for a
    task of its city); the permission is then held against that unit and its region.

    Raises PermissionDenied (not allowed), LifecycleError (wrong state, something missing, same person).
    Nothing is written when it raises.
    """
    move = lifecycle.move(key)
    state: str = getattr(obj, "state")  # noqa: B009
    actor.need(move.action).require(*_place(obj, unit or acting(move, obj)))
    if state not in move.source:
        raise LifecycleError(
            f"当前是“{lifecycle.state(state).label}”，不能“{move.label}”；"
            f"要先到“{'、'.join(lifecycle.state(s).label for s in move.source)}”。"
        )
    if move.reason and not reason.strip():
        raise LifecycleError(f"“{move.label}”要写明理由。")
    if move.second_person and _last_mover(lifecycle, obj) == _who(
        actor.user.pk if actor.user else None, actor.name
    ):
        raise LifecycleError(f"“{move.label}”要由另一人办理，不能与上一步同为一人。")
    before: dict[str, Any] = {"state": state}
    with as_it_was(obj):
        for name, value in (changes or {}).items():
            before[name] = _plain(getattr(obj, name))
            setattr(obj, name, value)
        if lacks := missing(lifecycle, obj, move):
            raise LifecycleError(f"“{move.label}”还缺：{'、'.join(lacks)}。")
        with transaction.atomic():
            _still(lifecycle, obj, state)
            setattr(obj, "state", move.target)  # noqa: B010
            obj.save()
            after = {name: _plain(getattr(obj, name)) for name in before}
            write(actor, about(obj, f"{lifecycle.key}.{move.key}", before=before, after=after, note=reason))
            _clocks(actor, lifecycle, obj, on or dt.date.today(), limits)
            if move.then is not None:
                move.then(actor, obj)
    return obj


def _plain(value: Any) -> Any:
    """What the trail keeps of a value: of a unit its name, of a place its code."""
    if isinstance(value, Unit):
        return str(value)
    return value.pk if isinstance(value, models.Model) else value


def begin(
    actor: Actor, lifecycle: Lifecycle, objs: Iterable[models.Model], on: dt.date | None = None
) -> None:
    """The clocks of the first state, for new objects that are in it, from the day they were entered; in the caller's
    transaction. LifecycleError when one has no unit or date to count by."""
    running = [c for c in lifecycle.clocks if c.starts == lifecycle.initial]
    if not running:
        return
    day = on or dt.date.today()
    dues.create(
        actor,
        [
            _due(clock, _kind(lifecycle, clock), obj, (day, None))
            for obj in objs
            if getattr(obj, "state") == lifecycle.initial  # noqa: B009
            for clock in running
        ],
    )


def _kind(lifecycle: Lifecycle, clock: Clock) -> str:
    return f"clock:{lifecycle.key}.{clock.key}"


def _still(lifecycle: Lifecycle, obj: models.Model, state: str) -> None:
    """Two people pressing at once: the row is locked, and the second is told."""
    rows = type(obj)._base_manager.select_for_update().filter(pk=obj.pk)
    now: str | None = rows.values_list("state", flat=True).first()
    if now is not None and now != state:
        raise LifecycleError(f"刚被他人办理，现在是“{lifecycle.state(now).label}”。请刷新后再办。")


def _has_evidence(obj: models.Model) -> bool:
    """Whether a file lies with the object, or with what it says belongs to it (``evidence_subjects``)."""
    also: Callable[[], list[tuple[str, str]]] = getattr(obj, "evidence_subjects", list)
    whole = Q(pk__in=[])
    for kind, pk in [(obj._meta.label_lower, str(obj.pk)), *also()]:
        whole |= Q(subject_type=kind, subject_id=pk)
    files = Evidence.objects.everywhere("the object itself was narrowed before")
    return files.filter(whole, withdrawn_at=None).exists()


def _who(pk: int | None, name: str) -> tuple[int | None, str]:
    """A person by the account, a machine by its name."""
    return (pk, "" if pk is not None else name)


def _last_mover(lifecycle: Lifecycle, obj: models.Model) -> tuple[int | None, str] | None:
    """Who made the previous move, else who entered the object; corrections in between do not count. None: nobody."""
    entries = history(obj)
    moved = [e for e in entries if e.action.startswith(f"{lifecycle.key}.")]
    last = moved[0] if moved else entries[-1] if entries else None
    return None if last is None else _who(last.actor_id, last.actor)


def _clocks(
    actor: Actor, lifecycle: Lifecycle, obj: models.Model, on: dt.date, limits: LimitLookup | None
) -> None:
    state: str = getattr(obj, "state")  # noqa: B009
    label = obj._meta.label_lower
    for clock in lifecycle.clocks:
        if state in clock.stops:
            running = Due.objects.everywhere("clock of an object already narrowed").filter(
                kind=f"clock:{lifecycle.key}.{clock.key}",
                subject_type=label,
                subject_id=str(obj.pk),
                state__in=[DueState.OPEN, DueState.RETURNED],
            )
            for due in running:
                dues.settle(actor, due, on, obj)
        if state == clock.starts:
            _start(actor, clock, f"clock:{lifecycle.key}.{clock.key}", obj, (on, limits))


def _start(
    actor: Actor, clock: Clock, kind: str, obj: models.Model, when: tuple[dt.date, LimitLookup | None]
) -> None:
    due = _due(clock, kind, obj, when)
    again = Due.objects.everywhere("clock of an object already narrowed").filter(
        kind=kind, subject_type=due.subject_type, subject_id=due.subject_id, period__startswith=due.period
    )
    # Started twice on one day (sent back and taken up again): a due of its own each time.
    if times := again.count():
        due.period += f"#{times + 1}"
    dues.create(actor, [due])


def _due(clock: Clock, kind: str, obj: models.Model, when: tuple[dt.date, LimitLookup | None]) -> Due:
    """What is owed once the clock runs."""
    on, limits = when
    if clock.since:
        on = _since(clock, obj)
    due_on, provisional, version = _deadline(clock, obj, on, limits)
    owner, region = _owed(clock, obj)
    if owner is None:
        raise LifecycleError(f"时限“{clock.label}”没有责任单位，请先填写。")
    return Due(
        kind=kind,
        title=f"{clock.label}：{obj}"[:160],
        period=on.isoformat(),
        owner_id=owner,
        region_id=region,
        opens_on=min(on, due_on),
        due_on=due_on,
        provisional=provisional,
        subject_type=obj._meta.label_lower,
        subject_id=str(obj.pk),
        rule_version=version,
        address=_address(obj),
        synthetic=bool(getattr(obj, "synthetic", False)),
    )


def _owed(clock: Clock, obj: models.Model) -> tuple[int | None, str]:
    """The unit that owes it and where: the object's own at its place, else the one it names, where that unit is."""
    if clock.owner == "owner":
        return obj.owner_id, obj.region_id  # type: ignore[attr-defined]
    unit: Unit | None = getattr(obj, clock.owner)
    return (None, "") if unit is None else (unit.pk, unit.region_id)


def _since(clock: Clock, obj: models.Model) -> dt.date:
    day: dt.date | None = getattr(obj, clock.since)
    if day is None:
        raise LifecycleError(f"时限“{clock.label}”没有起算日，请先填写。")
    return day


def _address(obj: models.Model) -> str:
    """Where the object is looked at, when it says so (a due leads there)."""
    told = getattr(obj, "address", "")
    if isinstance(told, str) and told.startswith("/"):  # a street is not where a page is
        return told
    kept: str = getattr(obj, "kept_in", "")
    return f"/registers/{kept}/{obj.pk}" if kept else ""


def _deadline(
    clock: Clock, obj: models.Model, on: dt.date, limits: LimitLookup | None
) -> tuple[dt.date, bool, str]:
    """The last day, whether it may still move, and the rule's version."""
    if clock.until:
        named: dt.date | None = getattr(obj, clock.until)
        if named is None:
            raise LifecycleError(f"时限“{clock.label}”没有截止日，请先填写。")
        return named, False, ""
    limit, version = clock.limit, ""
    if clock.rule:
        limit, version = (limits or limit_in_force)(clock.rule_for(obj), on)
    deadline = statutory_calendar().due(on, Limit(**limit))
    if deadline.due_on is None:
        raise LifecycleError(f"时限“{clock.label}”算不出截止日。")
    return deadline.due_on, deadline.provisional, version


def limit_in_force(rule: str, on: dt.date) -> tuple[Mapping[str, int], str]:
    """The limit that a clock names (``rule key.limit``) as the rule book has it on the day, and the version's name."""
    key, _dot, name = rule.rpartition(".")
    try:
        version = rule_book().in_force(key, on)
        limit = version.limit(name).limit
    except RuleError as error:
        raise LifecycleError(f"时限取自规则“{rule}”，但{error}") from error
    return limit.model_dump(exclude_none=True), f"{key} {version.version}"[:60]


def follow(actor: Actor, lifecycle: Lifecycle, obj: models.Model) -> None:
    """A date that a running clock starts or ends on was changed: what is owed moves to the new day, in the caller's
    transaction."""
    state: str = getattr(obj, "state")  # noqa: B009
    for clock in lifecycle.clocks:
        held: dt.date | None = (
            getattr(obj, clock.until or clock.since) if clock.until or clock.since else None
        )
        if held is None or state in clock.stops:
            continue
        named = held if clock.until else _deadline(clock, obj, held, None)[0]
        running = Due.objects.everywhere("clock of an object already narrowed").filter(
            kind=f"clock:{lifecycle.key}.{clock.key}",
            subject_type=obj._meta.label_lower,
            subject_id=str(obj.pk),
            state__in=[DueState.OPEN, DueState.RETURNED],
        )
        for due in running.exclude(due_on=named):
            dues.postpone(actor, due, named)
