"""Problems beyond what every register does: entered from a programme or task, and opened again when evidence falls."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction

from zhiheng.frame.evidence import store
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope, ScopedQuerySet
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Origin
from zhiheng.records.programmes.models import Programme
from zhiheng.records.tasks.lifecycles import ACCEPT, EDIT
from zhiheng.records.tasks.models import Task
from zhiheng.records.tasks.problems import Problem

KEY = "problems"


def seen(scope: Scope) -> ScopedQuerySet[Problem]:
    """The problems within a scope, withdrawn ones too; of every field, for any unit may have one to put right."""
    return cast("ScopedQuerySet[Problem]", Problem.objects.within(scope.of_every_field()))


def next_code(region: str, year: int) -> str:
    """The next free number of a region and year, such as ``WT-620700-2015-003``."""
    stem = f"WT-{region}-{year}-"
    taken = Problem._plain.filter(code__startswith=stem)
    last = max(
        (int(c[len(stem) :]) for c in taken.values_list("code", flat=True) if c[len(stem) :].isdigit()),
        default=0,
    )
    return f"{stem}{last + 1:03d}"


def enter(
    actor: Actor,
    *,
    text: str,
    owner: Unit,
    source: str,
    found_on: dt.date,
    rectify_by: dt.date | None = None,
    programme: Programme | None = None,
    task: Task | None = None,
    region_id: str = "",
    order: bool = False,
    synthetic: bool = False,
) -> Problem:
    """A problem with its links. ``order``: handed to its unit at once (needs ``rectify_by``)."""
    region = region_id or owner.region_id
    actor.need(EDIT).require(region)
    values: dict[str, Any] = {
        "code": next_code(region, found_on.year),
        "region_id": region,
        "owner_id": owner.pk,
        "text": text,
        "source": source,
        "found_on": found_on,
        "rectify_by": rectify_by,
        "programme": programme or (task.programme if task else None),
        "task": task,
        "synthetic": synthetic,
    }
    register = register_of(KEY)
    with transaction.atomic():
        made = service.create(
            actor, register, values, origin=Origin.GENERATED if synthetic else Origin.ENTERED
        )
        assert isinstance(made, Problem)
        if order:
            service.move(actor, register, made, "order")
    return made


def refute(
    actor: Actor, problem: Problem, evidence: Evidence, reason: str, rectify_by: dt.date | None = None
) -> Problem:
    """Evidence turned out not to hold: it is withdrawn, and a problem closed on it stands again.

    A closed problem needs a new ``rectify_by`` (by default 30 days on). Raises EvidenceError or LifecycleError.
    """
    actor.need(ACCEPT).require(problem.region_id, None, problem.owner_id)
    if (evidence.subject_type, evidence.subject_id) != (problem._meta.label_lower, str(problem.pk)):
        raise ValidationError("这份材料不是这个问题的佐证。")
    with transaction.atomic():
        store.withdraw(actor, evidence, reason)
        register = register_of(KEY)
        if problem.state == "closed":
            by = rectify_by or dt.date.today() + dt.timedelta(days=30)
            changes = {"rectify_by": by, "closed_on": None}
            service.move(
                actor, register, problem, "reopen", reason=f"佐证不实：{reason}"[:300], changes=changes
            )
        elif problem.state == "checking":
            service.move(actor, register, problem, "return", reason=f"佐证不实：{reason}"[:300])
    return problem
