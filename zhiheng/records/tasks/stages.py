"""Phases with what they must bring: the checklist, the acceptance records, and closing only when all is accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zhiheng.frame.lifecycles import moves
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.trail.chain import about, write
from zhiheng.records.programmes.models import Duty, DutyUnit, Obligation, Phase, Programme
from zhiheng.records.tasks.lifecycles import ACCEPTANCE, EDIT, STAGE
from zhiheng.records.tasks.models import Acceptance, Stage, StageOutput
from zhiheng.records.tasks.proposing import last_day

WHY = "parts of a programme already narrowed"


def prepare(actor: Actor, programme: Programme, *, synthetic: bool = False) -> list[Stage]:
    """A stage for each phase that has none, with what the document asks to be delivered within it as its checklist."""
    actor.need(EDIT).require(programme.region_id)
    phases = Phase.objects.everywhere(WHY).filter(programme=programme, stage__isnull=True).order_by("starts")
    made = []
    with transaction.atomic():
        for phase in phases:
            stage = Stage(
                programme=programme, phase=phase, region_id=programme.region_id, synthetic=synthetic
            )
            stage.save()
            StageOutput.objects.bulk_create(
                [StageOutput(stage=stage, name=n, order=i) for i, n in enumerate(asked_in(phase))]
            )
            write(actor, about(stage, "stage.draft", after={"phase": phase.name, "outputs": asked_in(phase)}))
            made.append(stage)
    return made


def asked_in(phase: Phase) -> list[str]:
    """What the programme asks to be delivered once between the phase's first and last month, or under its clause."""
    first, last = last_day(phase.starts), last_day(phase.ends)
    found = []
    for each in Obligation.objects.everywhere(WHY).filter(programme=phase.programme_id):
        day = last_day(each.due) if each.due and not each.recurs else None
        inside = (
            day is not None and first is not None and last is not None and first.replace(day=1) <= day <= last
        )
        under = phase.node_id is not None and each.node_id == phase.node_id
        if inside or under:
            found.append(each.what[:160])
    return list(dict.fromkeys(found))


def subjects(programme: Programme) -> list[tuple[str, Unit]]:
    """Whom an acceptance looks at: (county, its unit) for every region below that the programme binds, and
    (lead, unit) for each unit of the programme's own region that leads a clause."""
    rows = (
        DutyUnit.objects.filter(duty__in=Duty.objects.everywhere(WHY).filter(programme=programme))
        .select_related("unit__region")
        .order_by("unit__region_id", "unit__name")
    )
    counties: dict[str, Unit] = {}
    leads: dict[int, Unit] = {}
    for row in rows:
        if row.unit.region_id != programme.region_id:
            known = counties.get(row.unit.region_id)
            if known is None or row.unit.kind == "government":
                counties[row.unit.region_id] = row.unit
        elif row.role in {"lead", "responsible"}:
            leads[row.unit_id] = row.unit
    return [("county", u) for u in counties.values()] + [("lead", u) for u in leads.values()]


def set_outputs(actor: Actor, stage: Stage, wanted: Sequence[tuple[str, bool]]) -> None:
    """The checklist as (name, required) in order; lines that stay keep their tick and their evidence."""
    actor.need(EDIT).require(stage.region_id)
    _open(stage)
    before = list(stage.outputs.values_list("name", flat=True))
    names = list(dict.fromkeys(n.strip()[:160] for n, _ in wanted if n.strip()))
    required = {n.strip()[:160]: r for n, r in wanted}
    with transaction.atomic():
        stage.outputs.exclude(name__in=names).delete()
        known = {o.name: o for o in stage.outputs.all()}
        for order, name in enumerate(names):
            output = known.get(name) or StageOutput(stage=stage, name=name)
            output.order, output.required = order, required[name]
            output.save()
        if names != before:
            write(actor, about(stage, "stage.outputs", before={"outputs": before}, after={"outputs": names}))


def tick(actor: Actor, output: StageOutput, on: dt.date | None, note: str = "") -> StageOutput:
    """The output is there since ``on``; None takes the tick away."""
    stage = output.stage
    actor.need(EDIT).require(stage.region_id)
    _open(stage)
    before = {"done_on": output.done_on}
    output.done_on, output.note = on, note[:200]
    output.done_by = actor.name[:150] if on else ""
    with transaction.atomic():
        output.save()
        event = about(
            stage, "stage.tick", before=before, after={"done_on": on, "output": output.name}, note=note
        )
        write(actor, event)
    return output


def _open(stage: Stage) -> None:
    if stage.state == "closed":
        raise ValidationError(f"“{stage}”已验收，不能再改。确需改动的，请先重新打开。")


def lacking(stage: Stage) -> list[str]:
    """What keeps the phase from being closed, in words."""
    found = [f"成果“{o.name}”没有完成" for o in stage.outputs.all() if o.required and o.done_on is None]
    records = list(Acceptance.objects.everywhere(WHY).filter(stage=stage).select_related("owner"))
    if not records:
        found.append("还没有列出县区和牵头单位的验收记录")
    waiting = [str(a.owner) for a in records if a.state != "accepted"]
    if waiting:
        more = f" 等 {len(waiting)} 个单位" if len(waiting) > 3 else ""
        found.append(f"未验收：{'、'.join(waiting[:3])}{more}")
    return found


def move(actor: Actor, stage: Stage, key: str, *, reason: str = "", on: dt.date | None = None) -> Stage:
    """A move of the phase; it closes only when its outputs are there and every record is accepted."""
    day = on or dt.date.today()
    STAGE.move(key)
    if key == "close" and stage.state == "checking" and (words := lacking(stage)):
        raise LifecycleError(f"“{stage}”还不能通过验收：{'；'.join(words)}。")
    changes: dict[str, Any] = {}
    if key == "close":
        changes = {"closed_on": day}
    elif key == "reopen":
        changes = {"closed_on": None}
    moves.make(actor, STAGE, stage, key, on=day, reason=reason, changes=changes)
    return stage


def judge(
    actor: Actor,
    record: Acceptance,
    key: str,
    values: Mapping[str, Any] | None = None,
    *,
    reason: str = "",
    on: dt.date | None = None,
) -> Acceptance:
    """A move of an acceptance record: a remedy asked for, accepted, taken back.

    What falls short of a target is accepted only with the shortfall and its remedy in words.
    """
    day = on or dt.date.today()
    stage = record.stage
    if stage.state != "checking":
        raise LifecycleError(f"“{stage}”是“{STAGE.state(stage.state).label}”，要先开始验收。")
    changes = dict(values or {})
    if key == "accept":
        remedy = changes.get("remedy", record.remedy)
        if record.short and not str(remedy or "").strip():
            names = "、".join(str(line["name"]) for line in record.short[:3])
            raise LifecycleError(
                f"有 {len(record.short)} 项没有达到({names})，要写明缺口和弥补措施才能验收。"
            )
        changes |= {"accepted_on": day, "accepted_by": actor.name[:150]}
    elif key == "reopen":
        changes |= {"accepted_on": None, "accepted_by": ""}
    ACCEPTANCE.move(key)
    with transaction.atomic():
        moves.make(actor, ACCEPTANCE, record, key, on=day, reason=reason, changes=changes)
    return record
