"""What the desk says of tasks: my own that run, and the targets that late ones put at risk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from zhiheng.faces.desk.areas.tasks.listing import parts_of_mine
from zhiheng.faces.shell.components import Light
from zhiheng.frame.people.actors import Actor
from zhiheng.judgement.progress.facts import facts
from zhiheng.judgement.progress.lights import light_of
from zhiheng.judgement.progress.warnings import Warned, warned
from zhiheng.records.tasks.models import LIVE, Task

SHOWN = 6


@dataclass(frozen=True)
class Mine:
    """A running task of my unit: its light by what was reported (the task's own page asks the figures too)."""

    task: Task
    light: Light
    url: str


@dataclass(frozen=True)
class Working:
    tasks: Sequence[Mine]
    total: int
    late: int
    risks: Sequence[Warned]
    risk_total: int
    more: str


def working(actor: Actor, today: dt.date) -> Working | None:
    """The tasks card of the desk: a fixed number of queries and no figures. None for who sees no tasks."""
    from zhiheng.faces.desk.areas.tasks import words

    scope = actor.scope("task.view")
    if not scope:
        return None
    running = Task.objects.within(scope).filter(LIVE)
    own = running.filter(pk__in=parts_of_mine(actor).values("task"))
    if actor.may("task.edit"):
        # Whoever issues tasks looks at what waits for it first.
        own = running.filter(Q(state__in=["submitted", "extending"]) | Q(due_on__lt=today))
    total = own.count()
    shown = list(own.order_by("due_on", "id")[:SHOWN])
    told = facts(shown, today)
    mine = [
        Mine(t, words.light(light_of(t, told[t.pk], (), today)), reverse("desk:task", args=[t.pk]))
        for t in shown
    ]
    found = [w for each in warned(scope, on=today).values() for w in each]
    more = reverse("desk:tasks") + ("" if actor.may("task.edit") else "?whose=mine")
    return Working(mine, total, own.filter(due_on__lt=today).count(), found[:SHOWN], len(found), more)
