"""One change to many rows: previewed row by row, made in one transaction, written to the trail row by row, undone whole."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import barring, doubts, locks, service
from zhiheng.frame.registers.checking import plain
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.keeping import Batch, BatchChange, BatchState
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import about, write

#: Each row is checked and written to the trail by itself; more is the affair of an import.
MOST = 2000


@dataclass(frozen=True)
class Step:
    """What the batch would do to one row. ``problems``: why it cannot; without any and not ``changes``: nothing.

    ``doubts``: what is odd of the new value there; such a row is changed only with the reason why it stands.
    """

    record: Record
    before: Any
    problems: tuple[str, ...] = ()
    changes: bool = True
    doubts: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        return self.changes and not self.problems and not self.doubts

    @property
    def doubtful(self) -> bool:
        return self.changes and not self.problems and bool(self.doubts)


def columns(register: Register) -> list[str]:
    """The columns that may be set for many rows: what makes a row the one it is and its state are not among them."""
    left_out = {*register.natural_key, *(["state"] if register.lifecycle is not None else [])}
    return [n for n in register.names if n not in left_out]


def preview(
    actor: Actor, register: Register, records: Sequence[Record], column: str, value: Any
) -> list[Step]:
    """What setting ``column`` (empty: withdrawing) would do, row by row; nothing is written."""
    _bound(records)
    if not column:
        scope = actor.need("register.withdraw")
        return [Step(r, None, _forbidden(scope, register, r)) for r in records]
    if column not in columns(register):
        raise ValidationError(f"“{column}”不能批量修改。")
    scope = actor.need("register.change")
    return [
        _step(register, r, column, value, _forbidden(scope, register, r) or _locked(actor, register, r))
        for r in records
    ]


def _bound(records: Sequence[Record]) -> None:
    if not records:
        raise ValidationError("没有选中记录。")
    if len(records) > MOST:
        raise ValidationError(f"一次最多处理 {MOST} 条，现有 {len(records)} 条。请缩小筛选范围，或用导入。")


def _forbidden(scope: Any, register: Register, record: Record) -> tuple[str, ...]:
    if record.withdrawn_at is not None:
        return ("已经撤回",)
    try:
        service.require(scope, register, record)
    except PermissionDenied as error:
        return (str(error),)
    return ()


def _locked(actor: Actor, register: Register, record: Record) -> tuple[str, ...]:
    """Why the row's period keeps the actor out; with the permission the batch's reason will do."""
    try:
        locks.guard(actor, register, [(getattr(record, "period", ""), record.region_id)], "preview")
    except PermissionDenied as error:
        return (str(error),)
    return ()


def _step(register: Register, record: Record, column: str, value: Any, forbidden: tuple[str, ...]) -> Step:
    attname = register.model_field(column).attname
    before = getattr(record, attname)
    if forbidden:
        return Step(record, before, forbidden)
    if before == value:
        return Step(record, before, changes=False)
    trial = copy.copy(record)
    setattr(trial, attname, value)
    try:
        service.check(register, trial)
        barring.refuse(register, trial, [column])
    except ValidationError as error:
        return Step(record, before, tuple(str(m) for m in error.messages))
    odd = tuple(f"存疑：{each.message}" for each in doubts.raised(register, trial, [column]))
    return Step(record, before, doubts=odd)


def make(
    actor: Actor,
    register: Register,
    records: Sequence[Record],
    column: str,
    value: Any,
    reason: str,
    *,
    accepted: str = "",
) -> Batch:
    """Set ``column`` of all rows to ``value`` (or withdraw them), leaving out those that the preview finds wrong.

    ``value`` as stored (a code for a region). ``accepted``: why the value stands in rows where it is doubtful; without
    it they are left out as well. Raises ValidationError or PermissionDenied; nothing is written then.
    """
    if not reason.strip():
        raise ValidationError({"reason": ["批量修改要写明原因。"]})
    steps = preview(actor, register, records, column, value)
    good = [step for step in steps if step.good or (step.doubtful and accepted.strip())]
    if not good and any(step.doubtful for step in steps):
        raise ValidationError("能改的记录都有存疑。请核对新值；确实如此的，写明存疑仍要登记的理由。")
    if not good:
        raise ValidationError("选中的记录没有一条可以修改：内容已相同，或都有错误。")
    with transaction.atomic():
        batch = Batch(
            register=register.key,
            region_id=_territory(actor, good),
            column=column,
            value=plain({"value": value})["value"],
            reason=reason[:200],
            count=len(good),
            made_by=actor.name,
            made_by_id=actor.user.pk if actor.user else None,
        )
        batch.save()
        note = f"{reason[:160]}(批量修改第 {batch.pk} 号)"
        for step in good:
            if column:
                attname = register.model_field(column).attname
                service.change(actor, register, step.record, {attname: value}, reason=note, accepted=accepted)
            else:
                service.withdraw(actor, register, step.record, note)
        BatchChange.objects.bulk_create(
            [BatchChange(batch=batch, record_id=s.record.pk, before=_kept(s.before)) for s in good],
            batch_size=500,
        )
        after = {"register": register.key, "column": column, "value": batch.value, "rows": len(good)}
        write(actor, about(batch, "batch.apply", after=after, note=reason))
    return batch


def _kept(value: Any) -> Any:
    return plain({"value": value})["value"]


def _is(spec: models.Field[Any, Any], value: Any, kept: Any) -> bool:
    """Whether a stored value is the one kept: 5000.00 is 5000."""
    if spec.is_relation or kept is None:
        return bool(_kept(value) == kept)
    return bool(value == spec.to_python(kept))


def _territory(actor: Actor, steps: Sequence[Step]) -> str:
    """Whose batch it is: the actor's territory; of a command, the place of the first row."""
    return actor.home or steps[0].record.region_id


def undo(actor: Actor, batch: Batch, reason: str) -> list[int]:
    """Take the whole batch back. Gives the ids of rows that somebody changed since, which are left as they are."""
    if batch.state != BatchState.APPLIED:
        raise ValidationError("这次批量修改已经撤销。")
    if not reason.strip():
        raise ValidationError("撤销要写明原因。")
    register = register_of(batch.register)
    scope = actor.need("register.change" if batch.column else "register.withdraw")
    steps = dict(batch.changes.values_list("record_id", "before"))
    records = list(register.model.objects.within(service.reach(scope, register)).filter(pk__in=steps))
    if len(records) < len(steps):
        raise PermissionDenied("这次批量修改涉及您管辖范围以外的记录，不能由您撤销。")
    kept: list[int] = []
    note = f"撤销批量修改第 {batch.pk} 号：{reason}"[:200]
    with transaction.atomic():
        for record in records:
            if not batch.column:
                if record.withdrawn_at is None:
                    kept.append(record.pk)
                else:
                    service.restore(actor, register, record, note)
                continue
            spec = register.model_field(batch.column)
            if record.withdrawn_at is not None or not _is(spec, getattr(record, spec.attname), batch.value):
                kept.append(record.pk)
                continue
            before = steps[record.pk]
            value = before if spec.is_relation or before is None else spec.to_python(before)
            # What stood before comes back, also where it is doubted.
            service.change(
                actor, register, record, {spec.attname: value}, reason=note, accepted="恢复批量修改前的值"
            )
        batch.state, batch.undone_at = BatchState.UNDONE, timezone.now()
        batch.save(update_fields=["state", "undone_at"])
        write(actor, about(batch, "batch.undo", note=reason, after={"kept": kept}))
    return kept
