"""Taking an import back: its new rows are withdrawn, the rows it changed get their earlier values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils import timezone

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import bulk, facts, locks
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import ImportSession, Record, SessionState
from zhiheng.frame.trail.chain import Event, about, write, write_many
from zhiheng.kernels.intake import IntakeError


def own_unit(actor: Actor) -> int | None:
    """The unit that new rows belong to: a post limited to its own unit may import for that unit."""
    return actor.unit_id


def undo(actor: Actor, session: ImportSession, reason: str) -> ImportSession:
    """Take a whole import back: its new rows are withdrawn, the rows it changed get their earlier values.

    Rows that somebody corrected after the import are kept and listed in the session's summary. Where rows lie in locked
    periods, PermissionDenied unless the actor may write late; they are marked with the reason then.
    """
    if session.state != SessionState.APPLIED:
        raise IntakeError(
            "not_applied", "只有已导入的批次可以撤销", "请先核对这一批的状态。", session.filename
        )
    if not reason.strip():
        raise IntakeError("no_reason", "撤销要写明原因", "请填写原因。", session.filename)
    register = register_of(session.register)
    actor.need("register.import").require(session.region_id, register.field, own_unit(actor))
    now = timezone.now()
    every: Any = register.model.objects.everywhere("rows of this import")
    with transaction.atomic():
        mine = every.filter(session=session, withdrawn_at__isnull=True)
        steps = list(session.changes.order_by("-pk"))
        changed: dict[int, Record] = {
            r.pk: r for part in bulk.parts([s.record_id for s in steps]) for r in every.filter(pk__in=part)
        }
        late, touched = _locked(actor, register, mine, list(changed.values()), reason)
        _cancel_dues(actor, register, mine, f"撤销导入：{reason}")
        years = list(mine.values_list("fact_year", flat=True).distinct())
        revisions = facts.bump(register.key, years)
        withdrawn = 0
        for year in years:
            withdrawn += mine.filter(fact_year=year).update(
                withdrawn_at=now, withdrawn_reason=f"撤销导入：{reason}"[:200], revision=revisions[year]
            )
        kept: list[int] = []
        events: list[Event] = []
        for step in steps:
            record = changed.get(step.record_id)
            if record is None or record.session_id == session.pk:  # its new rows are withdrawn whole
                continue
            if any(not _still(register, record, n, v) for n, v in step.after.items()):
                kept.append(step.record_id)
                continue
            was = record.fact_year
            for name, value in step.before.items():
                spec = register.model_field(name)
                setattr(record, spec.attname, spec.to_python(value) if not spec.is_relation else value)
            day = getattr(record, register.facts.date)
            record.fact_year = day.year if day else 0
            if was != record.fact_year:
                facts.moved_out(register.key, was)
            record.revision = facts.bump(register.key, {was, record.fact_year})[record.fact_year]
            record.save()
            note = f"撤销导入批次 {session.pk}：{reason}"
            events.append(about(record, "register.change", before=step.after, after=step.before, note=note))
        write_many(actor, events)
        locks.mark(actor, register, [r for r in touched if r.pk not in set(kept)], late, reason)
        session.state, session.undone_at = SessionState.UNDONE, now
        session.summary = {**session.summary, "withdrawn": withdrawn, "kept": kept}
        session.save()
        if register.follows:
            taken = every.filter(session=session)
            register.written(actor, [*taken, *(r for r in changed.values() if r.pk not in set(kept))])
        write(actor, about(session, "import.undo", note=reason, after={"withdrawn": withdrawn, "kept": kept}))
    return session


def _locked(
    actor: Actor, register: Register, mine: Any, changed: Sequence[Record], reason: str
) -> tuple[dict[tuple[str, str], locks.Lock], list[Record]]:
    """The locked periods that the import's rows lie in, and those rows. Raises PermissionDenied."""
    if register.periodic is None:
        return {}, []
    places = set(mine.order_by().values_list("period", "region_id").distinct())
    places |= {(getattr(r, "period"), r.region_id) for r in changed}  # noqa: B009
    late = locks.guard(actor, register, list(places), reason)
    if not late:
        return {}, []
    withdrawn = mine.filter(period__in={period for period, _ in late}).only("id", "region_id", "period")
    return late, [*withdrawn, *changed]


def _cancel_dues(actor: Actor, register: Register, mine: Any, reason: str) -> None:
    """Nobody owes anything because of rows that are taken back."""
    owed = (
        Due.objects.everywhere("dues of rows already narrowed")
        .filter(subject_type=register.model._meta.label_lower, state__in=[DueState.OPEN, DueState.RETURNED])
        .filter(subject_id__in=mine.annotate(key=Cast("pk", models.CharField())).values("key"))
    )
    said = f"所依据的记录已撤回：{reason}"[:300]
    closing = dict.fromkeys(owed.values_list("pk", flat=True), (DueState.CANCELLED, said))
    dues.close_all(actor, closing, timezone.localdate())


def _still(register: Register, record: Record, name: str, stored: Any) -> bool:
    """Whether a column still holds what the import wrote (kept as JSON: 12.5 there is 12.50 here)."""
    spec = register.model_field(name)
    value = getattr(record, spec.attname)
    return str(value) == str(stored) if spec.is_relation else bool(value == spec.to_python(stored))
