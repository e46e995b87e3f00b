"""A delayed task warns the targets it feeds, before the figure itself says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.progress.facts import facts
from zhiheng.judgement.progress.lights import TaskLight, light_of
from zhiheng.kernels.methods.attainment import Light
from zhiheng.records.programmes.models import Target
from zhiheng.records.tasks.models import LIVE, Task
from zhiheng.records.tasks.proposing import last_day


@dataclass(frozen=True)
class Warned:
    """A target that a task may fail, and why, in words."""

    target: Target
    task: Task
    words: str
    light: str


def warned(
    scope: Scope, targets: Iterable[Target] | None = None, on: dt.date | None = None
) -> dict[int, list[Warned]]:
    """Target -> its warnings, among running tasks in ``scope``; of all targets when none are named.

    A fixed number of queries; no figures are asked for.
    """
    day = on or dt.date.today()
    running = Task.objects.within(scope).filter(LIVE)
    wanted = None if targets is None else {t.pk for t in targets}
    if wanted is not None:
        running = running.filter(feeds__target__in=wanted).distinct()
    else:
        running = running.filter(feeds__isnull=False).distinct()
    tasks = list(running.select_related("owner"))
    if not tasks:
        return {}
    # By reports alone: a warning must not wait for a figure.
    told = facts(tasks, day)
    lights = {t.pk: light_of(t, told[t.pk], (), day) for t in tasks}
    found: dict[int, list[Warned]] = {}
    for task in tasks:
        light = lights[task.pk]
        for feed in light.told.feeds:
            if wanted is not None and feed.target_id not in wanted:
                continue
            if words := why(task, light, feed.target):
                tone = "red" if light.overdue_days or light.light == Light.RED else "amber"
                found.setdefault(feed.target_id, []).append(Warned(feed.target, task, words, tone))
    return found


def why(task: Task, light: TaskLight, target: Target) -> str:
    """What puts the target at risk; empty when nothing does."""
    words = []
    if light.overdue_days:
        words.append(_("任务逾期 %(n)s 天") % {"n": light.overdue_days})
    if light.late_days:
        words.append(_("进展 %(n)s 天未报") % {"n": light.late_days})
    if not words and light.basis == "report" and light.light == Light.RED:
        words.append(light.reason)
    deadline = last_day(target.by)
    if deadline is not None and task.due_on is not None and task.due_on > deadline:
        words.append(
            _("任务期限 %(day)s 晚于指标值期限 %(deadline)s") % {"day": task.due_on, "deadline": deadline}
        )
    elif deadline is not None and task.asked_due_on is not None and task.asked_due_on > deadline:
        words.append(
            _("申请延至 %(day)s，晚于指标值期限 %(deadline)s")
            % {"day": task.asked_due_on, "deadline": deadline}
        )
    return _("；").join(words)
