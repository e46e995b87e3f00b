"""Progress reports: written by a unit for a period, handed in, returned or reviewed (R-PRG-03, R-PRG-06).

A percentage is the lead's word and is never taken alone: it comes with what was done, rises only with evidence, and
100 leaves nothing open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.lifecycles import moves
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.trail.chain import about, write
from zhiheng.records.tasks import owing, service
from zhiheng.records.tasks.lifecycles import REPORT_ON, TASK, TASK_REPORT
from zhiheng.records.tasks.models import ProgressReport, Role, Task, TaskUnit

WHY = "reports of a task already narrowed"
WORDS = ("done", "remaining", "next_step", "percent")


def part_of(actor: Actor, task: Task, unit: Unit) -> TaskUnit:
    """The unit's part; refused when the unit has none, has not signed, or the task does not run."""
    actor.need(REPORT_ON).require(unit.region_id, None, unit.pk)
    part = next((p for p in task.parts.all() if p.unit_id == unit.pk), None)
    if part is None:
        raise ValidationError(f"“{unit}”不是这项任务的单位，不用报进展。")
    if task.state not in {"received", "doing", "extending", "submitted"}:
        state = TASK.state(task.state).label
        raise ValidationError(
            f"任务是“{state}”，{'请牵头单位先签收' if task.state == 'issued' else '不能报进展'}。"
        )
    if part.signed_on is None:
        raise ValidationError(f"“{unit}”还没有签收这项任务。请先签收。")
    return part


def write_report(
    actor: Actor, task: Task, unit: Unit, period: str, values: Mapping[str, Any], *, synthetic: bool = False
) -> ProgressReport:
    """A draft, new or changed. ValidationError for a period that is not the task's or a report that stands."""
    part = part_of(actor, task, unit)
    known = {o.period for o in owing.periods(task, task.due_on or dt.date.today() + owing.AHEAD)}
    if period not in known:
        raise ValidationError(f"“{period}”不是这项任务的报送期间。")
    report = ProgressReport.objects.everywhere(WHY).filter(task=task, unit=unit, period=period).first()
    fresh = report is None
    if report is None:
        report = ProgressReport(
            task=task, unit=unit, region_id=unit.region_id, role=part.role, period=period, synthetic=synthetic
        )
    if report.state not in {"draft", "returned"}:
        raise ValidationError(f"这一期的报告已是“{TASK_REPORT.state(report.state).label}”，不能再改。")
    before = {k: getattr(report, k) for k in WORDS}
    for name in WORDS:
        if name in values:
            setattr(report, name, values[name])
    report.written_by = actor.name[:150]
    if report.role != Role.LEAD:
        report.percent = None
    report.full_clean(exclude=["task", "unit", "region"], validate_unique=False)
    with transaction.atomic():
        report.save()
        after = {k: getattr(report, k) for k in WORDS}
        changed = [k for k in WORDS if after[k] != before[k]]
        if fresh or changed:
            write(
                actor,
                about(
                    report,
                    "task_report.write",
                    before=None if fresh else {k: before[k] for k in changed},
                    after={k: after[k] for k in (WORDS if fresh else changed)},
                ),
            )
    return report


def submit(actor: Actor, report: ProgressReport, on: dt.date | None = None) -> ProgressReport:
    """Hand the report in. The lead's first one begins the work; later dues are raised a year ahead."""
    day = on or dt.date.today()
    task = report.task
    part_of(actor, task, report.unit)
    _sound(report)
    with transaction.atomic():
        changes = {"submitted_on": day}
        moves.make(actor, TASK_REPORT, report, "submit", on=day, changes=changes, unit=report.unit)
        due = due_of(report)
        if due is not None and due.state in {DueState.OPEN, DueState.RETURNED}:
            dues.hand_in(actor, due, day, report)
        if report.role == Role.LEAD and task.state == "received":
            service.move(actor, task, "begin", on=day)
        owing.raise_reports(actor, task, day)
    return report


def review(
    actor: Actor, report: ProgressReport, key: str, *, reason: str = "", on: dt.date | None = None
) -> ProgressReport:
    """``accept`` or ``return``; the report's own due follows, and a returned one is told to its unit."""
    day = on or dt.date.today()
    with transaction.atomic():
        changes = {"reviewed_on": day}
        moves.make(
            actor, TASK_REPORT, report, key, on=day, reason=reason, changes=changes, unit=_reviewer(report)
        )
        due = due_of(report)
        if due is not None and due.state == DueState.SUBMITTED:
            if key == "accept":
                dues.settle(actor, due, day, report)
            else:
                dues.send_back(actor, due, reason)
    return report


def _reviewer(report: ProgressReport) -> Unit | None:
    """Reports of counties are reviewed by whoever issued the task: held against the task's place, not the county's."""
    owner = report.task.owner
    return owner if owner is not None and owner.region_id == report.task.region_id else None


def due_of(report: ProgressReport) -> Due | None:
    return (
        owing.of(report.task)
        .filter(kind__in=[owing.REPORT, owing.SHARE], owner=report.unit_id, period=report.period)
        .first()
    )


def last_percent(task: Task, before: ProgressReport | None = None) -> int | None:
    """The last percentage that a lead handed in (and that was not returned)."""
    found = (
        ProgressReport.objects.everywhere(WHY)
        .filter(task=task, role=Role.LEAD, state__in=["submitted", "accepted"], percent__isnull=False)
        .order_by("-period", "-id")
    )
    if before is not None:
        found = found.exclude(pk=before.pk)
    return found.values_list("percent", flat=True).first()


def _sound(report: ProgressReport) -> None:
    problems: dict[str, list[str]] = {}
    if not report.done.strip():
        problems["done"] = ["请写明这一期做了什么；没有进展也要写明原因。"]
    if report.role == Role.LEAD:
        if report.percent is None:
            problems["percent"] = ["牵头单位要报完成比例。"]
        elif report.percent == 100 and report.remaining.strip():
            problems["remaining"] = ["完成比例为 100% 时，不应还有未完成的工作。"]
        elif report.percent < 100 and not report.next_step.strip():
            problems["next_step"] = ["尚未完成的，要写明下一步打算。"]
        last = last_percent(report.task, report)
        if report.percent is not None and report.percent > (last or 0) and not _has_file(report):
            problems["percent"] = [f"完成比例由 {last or 0}% 提高到 {report.percent}%，请附佐证材料。"]
    if problems:
        raise ValidationError(problems)


def _has_file(report: ProgressReport) -> bool:
    return (
        Evidence.objects.everywhere("the report was narrowed before")
        .filter(subject_type=report._meta.label_lower, subject_id=str(report.pk), withdrawn_at=None)
        .exists()
    )
