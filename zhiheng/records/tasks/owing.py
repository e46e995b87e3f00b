"""What a task makes its units owe: the task itself by its day, a report each period from the lead, a share from those
who support it. Everything here runs in the transaction of the move that asks for it."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueQuerySet, DueState
from zhiheng.frame.people.actors import Actor
from zhiheng.kernels.worktime import DueRule, Occurrence, Recurrence, occurrences
from zhiheng.records.tasks.models import Role, Task, TaskUnit

WHY = "dues of a task already narrowed"
TASK_DUE, REPORT, SHARE = "task", "task_report", "task_share"
AFTER = 10  # days after a period's end by which its report is owed: the office's own figure
RULE = f"进展按期满后 {AFTER} 日内报送计(本系统约定)"
AHEAD = dt.timedelta(days=370)  # reports are asked for a year ahead; later ones follow as reports come in


def kind_of(role: str) -> str:
    """Who leads reports on the task, the others on their share of it."""
    return REPORT if role == Role.LEAD else SHARE


def of(task: Task) -> DueQuerySet:
    """Every due that rests on the task."""
    query: DueQuerySet = Due.objects.everywhere(WHY).filter(
        subject_type=Task._meta.label_lower, subject_id=str(task.pk)
    )
    return query


def raise_all(actor: Actor, task: Task, day: dt.date) -> list[Due]:
    """The task due of each lead, and the reports of the coming year."""
    assert task.due_on is not None
    wanted = [
        _due(task, part, TASK_DUE, f"完成任务：{task.title}", task.due_on.isoformat(), (day, task.due_on))
        for part in task.parts.select_related("unit")
        if part.role == Role.LEAD
    ]
    return _create(actor, task, wanted) + raise_reports(actor, task, day)


def raise_reports(actor: Actor, task: Task, day: dt.date) -> list[Due]:
    """Reports for the periods that end until a year after ``day``, or until the task does. Repeating adds nothing."""
    wanted = []
    for part in task.parts.select_related("unit"):
        for each in periods(task, day + AHEAD):
            lead = part.role == Role.LEAD
            words = (
                f"任务进展({each.label})：{task.title}" if lead else f"配合工作({each.label})：{task.title}"
            )
            wanted.append(
                _due(task, part, kind_of(part.role), words, each.period, (each.opens_on, each.due_on))
            )
    return _create(actor, task, wanted)


def _create(actor: Actor, task: Task, wanted: list[Due]) -> list[Due]:
    """New dues, and those that were cancelled when the task was taken back and are owed again now."""
    cancelled = {(d.kind, d.owner_id, d.period): d for d in of(task).filter(state=DueState.CANCELLED)}
    for due in wanted:
        known = cancelled.get((due.kind, due.owner_id, due.period))
        if known is not None:
            dues.revive(actor, known, "任务重新下达", due.due_on)
    return dues.create(actor, wanted)


def periods(task: Task, until: dt.date) -> list[Occurrence]:
    """The reporting periods of a task that end until a day, from the one it was issued in."""
    if not task.report_every or task.issued_on is None:
        return []
    end = min(until, task.due_on or until)
    if end < task.issued_on:
        return []
    every = Recurrence(every=task.report_every, due=DueRule(after_period_end_days=AFTER))  # type: ignore[arg-type]
    return occurrences(every, task.issued_on, end)


def _due(
    task: Task, part: TaskUnit, kind: str, title: str, period: str, span: tuple[dt.date, dt.date]
) -> Due:
    return Due(
        kind=kind,
        title=title[:160],
        period=period,
        owner=part.unit,
        region_id=part.unit.region_id,
        opens_on=min(span),
        due_on=span[1],
        subject_type=Task._meta.label_lower,
        subject_id=str(task.pk),
        basis=task.basis[:160],
        address=task.address,
        rule_version="" if kind == TASK_DUE else RULE,
        synthetic=task.synthetic,
    )


def follow_units(actor: Actor, task: Task, reason: str) -> None:
    """After units changed: who left owes nothing any more, who came owes from now on."""
    standing = set(task.parts.values_list("unit_id", flat=True))
    for due in of(task).outstanding().exclude(owner_id__in=standing):
        dues.cancel(actor, due, f"不再承担这项任务：{reason}")
    raise_all(actor, task, dt.date.today())


def postpone(actor: Actor, task: Task, reason: str) -> None:
    assert task.due_on is not None
    for due in of(task).outstanding().filter(kind=TASK_DUE):
        dues.postpone(actor, due, task.due_on, reason)


def hand_in(actor: Actor, task: Task, day: dt.date) -> None:
    for due in of(task).outstanding().filter(kind=TASK_DUE):
        dues.hand_in(actor, due, day, task)


def send_back(actor: Actor, task: Task, reason: str) -> None:
    for due in _submitted(task):
        dues.send_back(actor, due, reason)


def settle(actor: Actor, task: Task, day: dt.date) -> None:
    """The task is done: its own dues are closed, and reports that were still to come are not owed any more."""
    for due in of(task).filter(kind=TASK_DUE).exclude(state__in=[DueState.SETTLED, DueState.CANCELLED]):
        dues.settle(actor, due, day, task)
    for due in of(task).outstanding().filter(kind__in=[REPORT, SHARE], due_on__gt=day):
        dues.cancel(actor, due, "任务已办结，不再需要报进展")


def cancel_all(actor: Actor, task: Task, reason: str) -> None:
    for due in of(task).exclude(state__in=[DueState.SETTLED, DueState.CANCELLED]):
        dues.cancel(actor, due, reason)


def _submitted(task: Task) -> QuerySet[Due]:
    return of(task).filter(kind=TASK_DUE, state=DueState.SUBMITTED)
