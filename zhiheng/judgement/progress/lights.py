"""Lights of tasks: from the figures of the targets they feed where there are any, else from what was reported.

Each light says in words why, and names the rule by its version. Lights add up from tasks to clauses to the programme
by the weights of the tasks (``progress.roll_up``).
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from zhiheng.judgement.assessment.attainment import SENSES, Line, as_told, lines
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.judgement.progress.facts import Told, facts
from zhiheng.kernels.measures import Engine, Period
from zhiheng.kernels.methods.attainment import Attainment, Light, attain
from zhiheng.kernels.methods.progressing import PACE, RolledUp, capped, elapsed, pace, roll_up, worse
from zhiheng.kernels.rules import RuleRef, rule_book
from zhiheng.records.programmes.models import Programme, Target
from zhiheng.records.tasks.models import Task
from zhiheng.records.tasks.proposing import last_day

Basis = Literal["data", "report", "state"]
BASES: dict[str, str] = {"data": "按指标数据", "report": "按进展报告", "state": "按办理状态"}


@dataclass(frozen=True)
class TaskLight:
    """How a task stands. ``lines`` are the targets it feeds with their figures, where there are any."""

    light: Light
    reason: str
    basis: Basis
    rule: RuleRef
    told: Told
    overdue_days: int = 0
    late_days: int = 0
    lines: tuple[Line, ...] = field(default=())

    @property
    def percent(self) -> int | None:
        return self.told.percent

    @property
    def delayed(self) -> bool:
        """Late in a way that a target may feel: past its day, its report late, or red by its own reports."""
        return bool(self.overdue_days or self.late_days) or (
            self.basis == "report" and self.light == Light.RED
        )


def standing(
    tasks: Iterable[Task], on: dt.date | None = None, *, engine: Engine | None = None
) -> dict[int, TaskLight]:
    """Task -> its light on a day. A fixed number of queries; one engine question a programme, place and period."""
    day = on or dt.date.today()
    found = list(tasks)
    told = facts(found, day)
    measured = _measured(found, told, day, engine)
    return {t.pk: light_of(t, told[t.pk], measured.get(t.pk, ()), day) for t in found}


def light_of(task: Task, told: Told, fed: Sequence[Line], day: dt.date) -> TaskLight:
    rule = rule_book().in_force(PACE, day)
    if task.state == "draft":
        return TaskLight(Light.GREY, "拟定中，尚未下达", "state", rule.ref, told, lines=tuple(fed))
    if task.state == "cancelled":
        return TaskLight(Light.GREY, "已撤销", "state", rule.ref, told, lines=tuple(fed))
    if task.state == "closed":
        late = (task.closed_on - task.due_on).days if task.closed_on and task.due_on else 0
        words = f"已办结，晚于期限 {late} 天" if late > 0 else "已按期办结"
        return TaskLight(Light.GREEN, words, "state", rule.ref, told, lines=tuple(fed))
    overdue = max(0, (day - task.due_on).days) if task.due_on else 0
    late = told.late_days(day)
    judged = [(line, judge(line, day)) for line in fed]
    known = [(line, a) for line, a in judged if a is not None and a.light != Light.GREY]
    if known:
        light = capped(worse(*(a.light for _, a in known)), overdue, version=rule)
        said = [f"{line.target.indicator_name}：{a.reason}" for line, a in _worst_first(known)]
        if overdue:
            said.insert(0, f"已过期限 {overdue} 天，尚未办结")
        if late:
            said.append(f"进展逾期 {late} 天未报")
        return TaskLight(light, "；".join(said), "data", rule.ref, told, overdue, late, tuple(fed))
    start = task.issued_on or task.created_at.date()
    gone = elapsed(start, task.due_on, day) if task.due_on else Decimal(0)
    result = pace(
        told.percent, gone, late_days=late, overdue_days=overdue, expected=told.expected, version=rule
    )
    said = [result.reason, *(["所支撑的指标值没有数据"] if fed else [])]
    return TaskLight(result.light, "；".join(said), "report", rule.ref, told, overdue, late, tuple(fed))


def _worst_first(known: Sequence[tuple[Line, Attainment]]) -> list[tuple[Line, Attainment]]:
    order = {Light.RED: 0, Light.AMBER: 1, Light.GREEN: 2}
    return sorted(known, key=lambda pair: order[pair[1].light])


def judge(line: Line, day: dt.date) -> Attainment | None:
    """The line judged with the time to its deadline in mind: what grows need not be there before it is due."""
    target, cell = line.target, line.cell
    if line.code is None or cell is None or cell.value is None:
        return line.judged
    first, last = last_day(target.programme.starts), last_day(target.by)
    share = None
    if first is not None and last is not None:
        share = elapsed(first.replace(month=1, day=1), last, day)
    baseline = (target.baseline or {}).get("value")
    return attain(
        target.op,  # type: ignore[arg-type]
        target.value,
        target.value_max,
        as_told(target, Decimal(repr(cell.value))),
        SENSES[target.direction or definition(line.code).direction],  # type: ignore[arg-type]
        baseline=None if baseline is None else float(baseline),
        measure=target.measure,  # type: ignore[arg-type]
        elapsed=share,
        unit=target.unit,
    )


# -- figures of the targets that tasks feed -----------------------------------------------------------


def period_on(programme: Programme, day: dt.date) -> Period | None:
    """The last complete year on a day, within the programme's span; None before its first year is complete."""
    complete = day.year if (day.month, day.day) == (12, 31) else day.year - 1
    first, last = last_day(programme.starts), last_day(programme.ends)
    year = min(complete, last.year) if last else complete
    if first is not None and year < first.year:
        return None
    return Period.year(year)


def fits(target: Target, region: str, programme: Programme) -> bool:
    """Whether a target can be asked of a region: its own, or a rate of one below. A stock or addition promised for
    a whole city is not asked of each of its counties."""
    return region == programme.region_id or region in target.regions or target.measure == "level"


def placed(target: Target, region: str) -> Target:
    """The target looked at in another region, its row untouched."""
    if region == target.programme.region_id:
        return target
    other = copy.copy(target)
    other.regions = [region]
    return other


def _measured(
    tasks: Sequence[Task], told: Mapping[int, Told], day: dt.date, engine: Engine | None
) -> dict[int, tuple[Line, ...]]:
    """Task -> the lines of its targets, in the task's own region."""
    groups: dict[tuple[int, str], dict[int, Target]] = {}
    for task in tasks:
        for feed in told[task.pk].feeds:
            target = feed.target
            if fits(target, task.region_id, target.programme):
                groups.setdefault((target.programme_id, task.region_id), {})[target.pk] = target
    known: dict[tuple[str, int], Line] = {}
    for (_, region), targets in groups.items():
        programme = next(iter(targets.values())).programme
        period = period_on(programme, day)
        if period is None:
            continue
        asked = [placed(t, region) for t in targets.values()]
        for line in lines(programme, period, on=engine, targets=asked):
            known[region, line.target.pk] = line
    return {
        task.pk: tuple(
            known[task.region_id, feed.target_id]
            for feed in told[task.pk].feeds
            if (task.region_id, feed.target_id) in known
        )
        for task in tasks
    }


# -- adding up ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rolled:
    """A clause (or with an empty path the programme) and the light of all tasks in it and below."""

    path: str
    whole: RolledUp
    tasks: int


def rolled(
    tasks: Iterable[Task], lights: Mapping[int, TaskLight], on: dt.date | None = None
) -> dict[str, Rolled]:
    """Clause path -> its light; the empty path is the whole. Drafts and cancelled tasks do not count."""
    version = rule_book().in_force("progress.roll_up", on or dt.date.today())
    counted = [t for t in tasks if t.state not in {"draft", "cancelled"}]
    paths = {""}
    for task in counted:
        steps = task.path.split("/") if task.path else []
        paths |= {"/".join(steps[:n]) for n in range(1, len(steps) + 1)}
    found = {}
    for path in sorted(paths):
        inside = [t for t in counted if not path or t.path == path or t.path.startswith(f"{path}/")]
        parts = [(lights[t.pk].light, t.weight) for t in inside]
        found[path] = Rolled(path, roll_up(parts, version=version), len(inside))
    return found
