"""Making, changing and moving tasks: scope, life, dues, notes and trail in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from zhiheng.frame.evidence import store
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.lifecycles import moves
from zhiheng.frame.lifecycles.declare import LifecycleError, Move
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Note, Unit
from zhiheng.frame.trail.chain import about, write
from zhiheng.records.programmes.models import Duty, Node, Programme, Target
from zhiheng.records.tasks import owing
from zhiheng.records.tasks.lifecycles import EDIT, REPORT_ON, TASK
from zhiheng.records.tasks.models import Output, Role, Task, TaskTarget, TaskUnit
from zhiheng.records.tasks.proposing import Proposal

WHY = "parts of a task already narrowed"
LEFT_OPEN = "没有写明"


@dataclass(frozen=True)
class Plan:
    """What a task is made of. ``units`` in order, the first lead first; ``targets`` with their weight or None."""

    title: str
    region_id: str
    units: Sequence[tuple[Unit, str]]
    due_on: dt.date | None = None
    due_reason: str = ""
    work: str = ""
    report_every: str = "quarterly"
    recurs: str = ""
    weight: Decimal = Decimal(1)
    targets: Sequence[tuple[Target, Decimal | None]] = ()
    outputs: Sequence[str] = ()
    programme: Programme | None = None
    node: Node | None = None
    duty: Duty | None = None
    start: int | None = None
    end: int | None = None
    sentence: str = ""
    basis: str = ""
    basis_address: str = ""
    synthetic: bool = field(default=False)

    @classmethod
    def of(cls, programme: Programme, found: Proposal, **other: Any) -> Plan:
        """The plan of a proposal, with what the office put in its place."""
        path = found.node.path if found.node else ""
        values: dict[str, Any] = {
            "title": found.title,
            "region_id": found.region_id,
            "units": found.units,
            "due_on": found.due_on,
            "due_reason": found.due_reason,
            "work": found.sentence,
            "targets": [(t, None) for t in found.targets],
            "outputs": found.outputs,
            "programme": programme,
            "node": found.node,
            "duty": found.duty,
            "start": found.start,
            "end": found.end,
            "sentence": found.sentence,
            "basis": f"{programme.name} {path}".strip(),
            "basis_address": f"/programmes/{programme.key}#C-{path}" if path else "",
        }
        return cls(**(values | other))


def create(actor: Actor, plan: Plan) -> Task:
    """A task in draft. PermissionDenied outside the territory, ValidationError for what is amiss."""
    actor.need(EDIT).require(plan.region_id)
    task = Task(
        programme=plan.programme,
        node=plan.node,
        duty=plan.duty,
        path=plan.node.path if plan.node else "",
        start=plan.start,
        end=plan.end,
        sentence=plan.sentence,
        basis=plan.basis[:200],
        basis_address=plan.basis_address[:200],
        region_id=plan.region_id,
        synthetic=plan.synthetic,
    )
    with transaction.atomic():
        _fill(task, plan)
        task.save()
        _parts(task, plan)
        write(actor, about(task, "task.draft", after=told(task)))
    return task


def change(actor: Actor, task: Task, plan: Plan, reason: str = "") -> Task:
    """Correct a task. Once issued, a reason is asked for and the deadline moves only by an extension."""
    actor.need(EDIT).require(task.region_id)
    if task.ended:
        raise ValidationError(f"任务已是“{TASK.state(task.state).label}”，不能再改。")
    issued = task.state != TASK.initial
    if issued and not reason.strip():
        raise ValidationError("任务已下达，修改要写明原因。")
    if issued and plan.due_on != task.due_on:
        raise ValidationError("任务已下达，期限只能经申请延期、同意后改变。")
    before = told(task)
    with transaction.atomic():
        _fill(task, plan)
        task.save()
        _parts(task, plan)
        after = told(task)
        changed = [k for k in after if after[k] != before[k]]
        if changed:
            write(
                actor,
                about(
                    task,
                    "task.change",
                    before={k: before[k] for k in changed},
                    after={k: after[k] for k in changed},
                    note=reason,
                ),
            )
        if issued:
            owing.follow_units(actor, task, reason)
    return task


def _fill(task: Task, plan: Plan) -> None:
    if not plan.title.strip():
        raise ValidationError({"title": "任务要有名称。"})
    leads = [u for u, role in plan.units if role == Role.LEAD]
    task.owner = leads[0] if leads else None
    task.title, task.work = plan.title.strip()[:200], plan.work
    task.due_on, task.due_reason = plan.due_on, plan.due_reason[:120]
    task.report_every, task.recurs, task.weight = plan.report_every, plan.recurs, plan.weight
    task.full_clean(exclude=["programme", "node", "duty", "region", "owner"])


def _parts(task: Task, plan: Plan) -> None:
    """Units, targets and outputs as planned; rows that stay keep what hangs on them (signing, evidence)."""
    wanted = {u.pk: (role, n) for n, (u, role) in reversed(list(enumerate(plan.units)))}
    known = {p.unit_id: p for p in task.parts.all()}
    for pk, part in known.items():
        if pk not in wanted:
            part.delete()
        elif (part.role, part.order) != wanted[pk]:
            part.role, part.order = wanted[pk]
            part.save(update_fields=["role", "order"])
    TaskUnit.objects.bulk_create(
        [TaskUnit(task=task, unit_id=pk, role=r, order=n) for pk, (r, n) in wanted.items() if pk not in known]
    )
    TaskTarget.objects.filter(task=task).exclude(target__in=[t.pk for t, _ in plan.targets]).delete()
    for target, weight in plan.targets:
        TaskTarget.objects.update_or_create(task=task, target=target, defaults={"weight": weight})
    names = list(dict.fromkeys(n.strip()[:160] for n in plan.outputs if n.strip()))
    task.outputs.exclude(name__in=names).delete()
    held = set(task.outputs.values_list("name", flat=True))
    Output.objects.bulk_create(
        [Output(task=task, name=n, order=i) for i, n in enumerate(names) if n not in held]
    )


def told(task: Task) -> dict[str, Any]:
    """The task as the trail keeps it."""
    return {
        "title": task.title,
        "work": task.work,
        "due_on": task.due_on,
        "report_every": task.report_every,
        "weight": task.weight,
        "units": [f"{p.role}:{p.unit_id}" for p in task.parts.order_by("order", "id")],
        "targets": [f"{f.target_id}:{f.weight}" for f in TaskTarget.objects.filter(task=task)],
        "outputs": list(task.outputs.values_list("name", flat=True)),
    }


# -- who may act --------------------------------------------------------------------------------------


def parts_for(actor: Actor, task: Task) -> list[TaskUnit]:
    """The parts of a task that the actor may report and sign for: of its own unit, or of a unit of its county."""
    scope = actor.scope(REPORT_ON)
    parts = sorted(task.parts.all(), key=lambda p: (p.order, p.pk or 0))
    return [p for p in parts if scope.covers(p.unit.region_id, None, p.unit_id)]


def acting(actor: Actor, task: Task, move: Move) -> Unit | None:
    """The unit on whose behalf a move is made: for those of the lead units one of them, else nobody's.

    PermissionDenied when no lead unit is the actor's.
    """
    if move.action != REPORT_ON:
        return None
    for part in parts_for(actor, task):
        if part.role == Role.LEAD:
            return part.unit
    raise PermissionDenied(f"“{move.label}”由牵头单位办理，您的岗位不属于这项任务的牵头单位。")


def available(actor: Actor, task: Task) -> list[Move]:
    """The moves open to the actor now."""
    found = []
    for move in TASK.moves_from(task.state):
        if move.action == REPORT_ON:
            if any(p.role == Role.LEAD for p in parts_for(actor, task)):
                found.append(move)
        elif actor.scope(move.action).covers(task.region_id):
            found.append(move)
    return found


# -- moving -------------------------------------------------------------------------------------------


def move(
    actor: Actor,
    task: Task,
    key: str,
    *,
    on: dt.date | None = None,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
) -> Task:
    """Make a move of a task's life with all that follows from it.

    Raises PermissionDenied, LifecycleError or ValidationError; nothing is written then.
    """
    wanted, day = TASK.move(key), on or dt.date.today()
    unit = acting(actor, task, wanted)
    values = dict(changes or {}) | _consequences(task, key, day, changes or {})
    with transaction.atomic():
        moves.make(actor, TASK, task, key, on=day, reason=reason, changes=values, unit=unit)
        _after(actor, task, key, day, reason, unit)
    return task


def _consequences(task: Task, key: str, day: dt.date, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Values that a move sets besides those that were typed; refuses what the task is not ready for."""
    if key == "issue":
        if not any(p.role == Role.LEAD for p in task.parts.all()):
            raise LifecycleError("没有牵头单位，不能下达。请先指定牵头单位。")
        return {"issued_on": day}
    if key == "ask_extension":
        asked = changes.get("asked_due_on")
        if asked is None:
            raise LifecycleError("“申请延期”还缺：申请延至。")
        if task.due_on and asked <= task.due_on:
            raise LifecycleError(f"申请延至的日期应晚于现在的期限 {task.due_on}。")
        return {}
    if key == "grant_extension":
        return {"due_on": task.asked_due_on, "due_reason": "经同意延期", "asked_due_on": None}
    if key == "refuse_extension":
        return {"asked_due_on": None}
    if key == "submit":
        if lacking := lacking_outputs(task):
            raise LifecycleError(f"“报请验收”还缺成果的佐证：{'、'.join(o.name for o in lacking)}。")
        return {}
    return {"closed_on": day} if key in {"accept", "cancel"} else {}


def lacking_outputs(task: Task) -> list[Output]:
    """Required outputs without a file."""
    required = [o for o in task.outputs.all() if o.required]
    there = set(
        Evidence.objects.everywhere(WHY)
        .filter(
            subject_type=Output._meta.label_lower,
            subject_id__in=[str(o.pk) for o in required],
            withdrawn_at=None,
        )
        .values_list("subject_id", flat=True)
    )
    return [o for o in required if str(o.pk) not in there]


def _after(actor: Actor, task: Task, key: str, day: dt.date, reason: str, unit: Unit | None) -> None:
    """Dues and notes that follow from a move, in its transaction."""
    if key == "issue":
        owing.raise_all(actor, task, day)
        note(task, task.parts.all(), f"新任务“{task.title}”，期限 {task.due_on}。请签收。")
    elif key == "sign" and unit is not None:
        _signed(actor, task, unit, day)
    elif key == "decline":
        owing.cancel_all(actor, task, f"任务被退回：{reason}")
    elif key == "grant_extension":
        owing.postpone(actor, task, reason)
        owing.raise_reports(actor, task, day)
        note(task, _leads(task), f"“{task.title}”同意延期至 {task.due_on}。")
    elif key == "refuse_extension":
        note(task, _leads(task), f"“{task.title}”不同意延期：{reason}")
    elif key == "submit":
        owing.hand_in(actor, task, day)
    elif key == "send_back":
        owing.send_back(actor, task, reason)
        note(task, _leads(task), f"“{task.title}”退回补办：{reason}")
    elif key == "accept":
        owing.settle(actor, task, day)
    elif key == "cancel":
        owing.cancel_all(actor, task, f"任务已撤销：{reason}")


def _leads(task: Task) -> list[TaskUnit]:
    return [p for p in task.parts.all() if p.role == Role.LEAD]


def note(task: Task, parts: Iterable[TaskUnit], text: str) -> None:
    """A line on the desks of units."""
    Note._plain.bulk_create(
        [
            Note(unit_id=p.unit_id, region_id=p.unit.region_id, text=text[:300], address=task.address)
            for p in parts
        ]
    )


def sign(actor: Actor, task: Task, unit: Unit, on: dt.date | None = None) -> TaskUnit:
    """A supporting unit signs for its part (the lead signs by the move, which starts the work)."""
    actor.need(REPORT_ON).require(unit.region_id, None, unit.pk)
    part = task.parts.filter(unit=unit).first()
    if part is None:
        raise ValidationError(f"“{unit}”不是这项任务的单位。")
    if task.state == TASK.initial or task.ended:
        raise ValidationError(f"任务是“{TASK.state(task.state).label}”，现在不用签收。")
    if part.signed_on is not None:
        raise ValidationError(f"“{unit}”已于 {part.signed_on} 签收。")
    if part.role == Role.LEAD and task.state == "issued":
        move(actor, task, "sign", on=on)
        return task.parts.get(unit=unit)
    with transaction.atomic():
        return _signed(actor, task, unit, on or dt.date.today())


def _signed(actor: Actor, task: Task, unit: Unit, day: dt.date) -> TaskUnit:
    part = task.parts.get(unit=unit)
    part.signed_on, part.signed_by = day, actor.name[:150]
    part.save(update_fields=["signed_on", "signed_by"])
    write(actor, about(task, "task.signed", after={"unit": unit.pk, "on": day}, note=str(unit)))
    return part


# -- evidence -----------------------------------------------------------------------------------------


def attach(
    actor: Actor, task: Task, subject: models.Model, data: bytes, filename: str, *, note: str = ""
) -> Evidence:
    """Hand in a file for the task, one of its outputs or a report, on behalf of a unit that takes part in it."""
    scope = actor.need("evidence.add")
    if task.ended:
        raise ValidationError(f"任务已是“{TASK.state(task.state).label}”，不再收材料。")
    places = [p.unit for p in parts_for(actor, task)]
    for unit in places:
        if scope.covers(unit.region_id, None, unit.pk):
            return store.attach(actor, subject, data, filename, region=unit.region_id, note=note)
    scope.require(task.region_id)
    return store.attach(actor, subject, data, filename, region=task.region_id, note=note)


def evidence_of(*subjects: models.Model) -> list[Evidence]:
    """Standing and withdrawn files of these objects, newest first."""
    if not subjects:
        return []
    whole = models.Q(pk__in=[])
    for each in subjects:
        whole |= models.Q(subject_type=each._meta.label_lower, subject_id=str(each.pk))
    return list(Evidence.objects.everywhere(WHY).filter(whole).order_by("-added_at", "-id"))
