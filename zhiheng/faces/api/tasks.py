"""Tasks with their lights: the same as the pages show, as JSON. Problems are the register ``problems``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from zhiheng.faces.api.indicators import FAULTS, Fault
from zhiheng.judgement.progress.lights import TaskLight, standing
from zhiheng.records.tasks.models import Role, Task

router = Router()
MOST = 200


class LightOut(Schema):
    """``basis``: data, report or state; ``rule``: the version of the rule that gave the light."""

    light: str
    reason: str
    basis: str
    rule: dict[str, Any]
    percent: int | None
    overdue_days: int
    late_days: int


class TaskOut(Schema):
    id: int
    title: str
    programme: str | None
    clause: str
    region: str
    state: str
    leads: list[str]
    supports: list[str]
    due_on: dt.date | None
    targets: list[str]
    synthetic: bool
    standing: LightOut


class TasksOut(Schema):
    total: int
    offset: int
    tasks: list[TaskOut]


def _light(found: TaskLight) -> dict[str, Any]:
    return {
        "light": found.light.value,
        "reason": found.reason,
        "basis": found.basis,
        "rule": found.rule.as_dict(),
        "percent": found.percent,
        "overdue_days": found.overdue_days,
        "late_days": found.late_days,
    }


def _out(task: Task, found: TaskLight) -> dict[str, Any]:
    parts = sorted(task.parts.all(), key=lambda p: (p.order, p.pk or 0))
    return {
        "id": task.pk,
        "title": task.title,
        "programme": task.programme.key if task.programme else None,
        "clause": task.path,
        "region": task.region_id,
        "state": task.state,
        "leads": [p.unit.name for p in parts if p.role == Role.LEAD],
        "supports": [p.unit.name for p in parts if p.role != Role.LEAD],
        "due_on": task.due_on,
        "targets": [f.target.key for f in found.told.feeds],
        "synthetic": task.synthetic,
        "standing": _light(found),
    }


def _seen(request: HttpRequest) -> Any:
    scope = request.actor.need("task.view")  # type: ignore[attr-defined]
    return (
        Task.objects.within(scope)
        .select_related("programme")
        .defer("programme__text")
        .prefetch_related("parts__unit")
    )


@router.get("", response={200: TasksOut, **FAULTS}, summary="任务清单和亮灯")
def list_tasks(
    request: HttpRequest,
    programme: str = "",
    state: str = "",
    offset: int = Query(0, ge=0, le=10_000_000),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    found = _seen(request).order_by("id")
    if programme:
        found = found.filter(programme__key=programme)
    if state:
        found = found.filter(state=state)
    shown = list(found[offset : offset + limit])
    lights = standing(shown)
    return {"total": found.count(), "offset": offset, "tasks": [_out(t, lights[t.pk]) for t in shown]}


@router.get("/{int:pk}", response={200: TaskOut, 404: Fault, **FAULTS}, summary="一项任务")
def task(request: HttpRequest, pk: int) -> Any:
    found = _seen(request).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404(f"没有第 {pk} 号任务，或不在您的管辖范围。")
    return _out(found, standing([found])[found.pk])
