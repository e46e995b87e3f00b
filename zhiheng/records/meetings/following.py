"""What follows from meetings: study sessions against their yearly minimum, and decisions that become tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.records.meetings.models import (
    Decision,
    Examination,
    Group,
    GroupKind,
    GroupPlan,
    Meeting,
    MeetingKind,
    Member,
)
from zhiheng.records.programmes.models import Target
from zhiheng.records.tasks.models import Role, Task
from zhiheng.records.tasks.service import Plan
from zhiheng.records.tasks.service import create as create_task

Held = TypeVar("Held", Group, Meeting, Decision, Member, GroupPlan, Examination)
STUDY_SESSIONS = "G06"  # the indicator by which a programme asks for study sessions


def standing(model: type[Held], scope: Scope) -> QuerySet[Held]:
    """Rows in reach that were not withdrawn; of every field, for a meeting decides on whatever field it likes."""
    rows = cast("Any", model.objects)
    return cast("QuerySet[Held]", rows.within(scope.of_every_field()).standing())


@dataclass(frozen=True)
class Studies:
    """One region's study sessions of a year. ``required`` None: nothing asks for any; ``basis`` says what does."""

    region: str
    region_name: str
    year: int
    held: int
    last: dt.date | None
    required: int | None
    basis: str

    @property
    def light(self) -> str:
        """Green when the minimum is met; in a year that runs amber until then; red when it has passed short."""
        if self.required is None:
            return "grey"
        if self.held >= self.required:
            return "green"
        return "amber" if self.year >= dt.date.today().year else "red"


def studies(scope: Scope, year: int) -> list[Studies]:
    """Every region in reach that holds study sessions or has to: three queries, whatever their number.

    What a region has to do stands with its leading group, else in a programme of the region itself.
    """
    groups = standing(Group, scope).filter(kind=GroupKind.LEADING)
    groups = groups.filter(established_on__lte=dt.date(year, 12, 31)).exclude(
        dissolved_on__lt=dt.date(year, 1, 1)
    )
    asked: dict[str, tuple[int | None, str]] = {}
    names: dict[str, str] = {}
    for group in groups.select_related("region").order_by("region_id", "established_on"):
        names[group.region_id] = group.region.name
        asked[group.region_id] = (group.studies_due, group.studies_basis or str(group))
    targets = Target.objects.within(scope).filter(indicator=STUDY_SESSIONS, kind="target")
    for target in targets.select_related("programme__region"):
        programme = target.programme
        if not _covers(programme.starts, programme.ends, year):
            continue
        names.setdefault(programme.region_id, programme.region.name)
        if asked.get(programme.region_id, (None, ""))[0] is None:
            asked[programme.region_id] = (round(target.value), programme.name)
    held: dict[str, list[dt.date]] = {}
    for meeting in (
        standing(Meeting, scope).filter(kind=MeetingKind.STUDY, held_on__year=year).select_related("region")
    ):
        names[meeting.region_id] = meeting.region.name
        held.setdefault(meeting.region_id, []).append(meeting.held_on)
    found = []
    for region in sorted(names):
        days = held.get(region, [])
        required, basis = asked.get(region, (None, ""))
        found.append(
            Studies(region, names[region], year, len(days), max(days, default=None), required, basis)
        )
    return found


def _covers(starts: str, ends: str, year: int) -> bool:
    """Whether a programme's written period holds the year; an end that is not written leaves it open."""
    first, last = starts[:4], ends[:4]
    return (not first.isdigit() or int(first) <= year) and (not last.isdigit() or year <= int(last))


def candidates(decision: Decision) -> list[Unit]:
    """Units that the decision's own words may mean, the likeliest first: of its region, by name or short name."""
    units = list(Unit.objects.filter(region_id=decision.region_id).order_by("name"))
    named = [n for n in (decision.lead_unit, *decision.support_units.replace(",", "、").split("、")) if n]
    exact = [u for name in named for u in units if name in (u.name, u.short_name)]
    close = [u for name in named for u in units if u.name.endswith(name) or name.endswith(u.name)]
    return list(dict.fromkeys([*exact, *close, *units]))


def track(
    actor: Actor, decision: Decision, leads: Sequence[Unit], supports: Iterable[Unit], due_on: dt.date | None
) -> Task:
    """A task in draft from a decision, each leading to the other. Raises ValidationError, PermissionDenied."""
    if decision.task_id is not None:
        raise ValidationError(_("这一议定事项已经转成任务，不能再转一次。请打开那项任务。"))
    if not leads:
        raise ValidationError(_("请选择牵头单位。"))
    register = register_of("decisions")
    meeting = meeting_of(decision)
    basis = f"{meeting.title if meeting else decision.meeting}({decision.decided_on}){decision.code}"
    units = [(u, Role.LEAD) for u in leads] + [(u, Role.SUPPORT) for u in supports if u not in leads]
    plan = Plan(
        title=decision.content[:200],
        region_id=decision.region_id,
        units=[(u, str(role)) for u, role in units],
        due_on=due_on or decision.due_on,
        due_reason=_("议定的办结期限") if decision.due_on else "",
        work=decision.content,
        basis=basis,
        basis_address=f"/registers/decisions/{decision.pk}",
        synthetic=decision.synthetic,
    )
    with transaction.atomic():
        task = create_task(actor, plan)
        decision.task = task
        decision.save(update_fields=["task"])
        service.move(actor, register, decision, "track", reason=_("转为任务 %(pk)s") % {"pk": task.pk})
    return task


def meeting_of(decision: Decision) -> Meeting | None:
    """The meeting that took the decision, in its own region."""
    everywhere = cast("Any", Meeting.objects).everywhere("the meeting of a decision already narrowed")
    found: QuerySet[Meeting] = everywhere.standing()
    return found.filter(region_id=decision.region_id, code=decision.meeting).first()
