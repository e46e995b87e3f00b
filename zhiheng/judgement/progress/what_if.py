"""What if tasks slip or fail: where each target they feed lands at its deadline, beside where it lands as planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.assessment.attainment import SENSES, Line, as_told, lines
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.judgement.progress.facts import Told, facts
from zhiheng.judgement.progress.lights import fits, period_on, placed
from zhiheng.kernels.measures import Engine, Period
from zhiheng.kernels.methods.attainment import Attainment, attain
from zhiheng.kernels.methods.projecting import Feed, Projection, project
from zhiheng.records.programmes.models import Programme, Target
from zhiheng.records.tasks.models import Task
from zhiheng.records.tasks.proposing import last_day


@dataclass(frozen=True)
class Wish:
    """What is assumed of a task: months later than planned, or that it brings nothing more."""

    slip: int = 0
    failed: bool = False


@dataclass(frozen=True)
class Landing:
    """One target: its figure now, where it lands as planned and with the wishes, and how each is judged.

    ``words`` says why there is no landing: no indicator answers the target, no figure, no deadline.
    """

    target: Target
    line: Line | None
    deadline: dt.date | None
    tasks: Sequence[tuple[Task, Wish]]
    planned: Projection | None = None
    slipped: Projection | None = None
    now: Attainment | None = None
    then: Attainment | None = None
    planned_then: Attainment | None = None
    words: str = ""

    @property
    def worse(self) -> bool:
        """Whether the wishes move the landing at all."""
        return (
            self.planned is not None and self.slipped is not None and self.planned.value != self.slipped.value
        )


def feeding(scope: Scope, programme: Programme, at: dt.date) -> list[Task]:
    """The tasks of a programme that feed a target and were issued by a day, in document order."""
    return list(
        Task.objects.within(scope)
        .filter(programme=programme, feeds__isnull=False, issued_on__lte=at)
        .exclude(state__in=["draft", "cancelled"])
        .select_related("owner")
        .prefetch_related("parts__unit")
        .distinct()
    )


def first_day(programme: Programme, today: dt.date | None = None) -> dt.date:
    """The day from which it is projected at first: today while the programme runs, else the end of its last year but
    one, from where its last year can still be looked at."""
    day = today or dt.date.today()
    last = last_day(programme.ends)
    if last is None or day < last:
        return day
    first = last_day(programme.starts)
    year = last.year - 1
    return dt.date(max(year, first.year) if first and first.year < last.year else year, 12, 31)


def landings(
    programme: Programme,
    tasks: Sequence[Task],
    wishes: Mapping[int, Wish],
    at: dt.date,
    *,
    engine: Engine | None = None,
) -> list[Landing]:
    """Every target that one of ``tasks`` feeds, in document order, from day ``at``. One engine question a place."""
    told = facts(tasks, at)
    fed: dict[int, list[tuple[Task, Decimal | None]]] = {}
    targets: dict[int, Target] = {}
    for task in tasks:
        for feed in told[task.pk].feeds:
            targets[feed.target_id] = feed.target
            fed.setdefault(feed.target_id, []).append((task, feed.weight))
    ordered = sorted(targets.values(), key=lambda t: (t.start, t.pk))
    period = period_on(programme, at)
    known = _figures(programme, ordered, period, engine)
    return [_landing(t, known.get(t.pk), fed[t.pk], told, wishes, at) for t in ordered]


def _figures(
    programme: Programme, targets: Sequence[Target], period: Period | None, engine: Engine | None
) -> dict[int, Line]:
    if period is None:
        return {}
    asked = [placed(t, programme.region_id) for t in targets if fits(t, programme.region_id, programme)]
    return {line.target.pk: line for line in lines(programme, period, on=engine, targets=asked)}


def _landing(
    target: Target,
    line: Line | None,
    fed: Sequence[tuple[Task, Decimal | None]],
    told: Mapping[int, Told],
    wishes: Mapping[int, Wish],
    at: dt.date,
) -> Landing:
    wanted = [(task, wishes.get(task.pk, Wish())) for task, _ in fed]
    deadline = last_day(target.by) or last_day(target.programme.ends)
    base = Landing(target, line, deadline, wanted)
    if line is None:
        return _without(base, "方案的第一年还没有满，没有可推演的现值")
    if line.code is None:
        return _without(base, "没有绑定指标，不能推演")
    if line.cell is None or line.cell.value is None:
        return _without(base, f"没有现值({line.reason})，不能推演")
    if deadline is None:
        return _without(base, "没有期限，不能推演")
    value = as_told(target, Decimal(repr(line.cell.value)))
    now = _judged(line, value)
    goal = _goal(target, line)
    planned = project(value, goal, deadline, _feeds(fed, told, {}, at), start=at, met=bool(now.met))
    slipped = project(value, goal, deadline, _feeds(fed, told, wishes, at), start=at, met=bool(now.met))
    return Landing(
        target,
        line,
        deadline,
        wanted,
        planned,
        slipped,
        now,
        _judged(line, Decimal(repr(slipped.value))),
        _judged(line, Decimal(repr(planned.value))),
    )


def _without(base: Landing, words: str) -> Landing:
    return Landing(base.target, base.line, base.deadline, base.tasks, words=words)


def _feeds(
    fed: Sequence[tuple[Task, Decimal | None]],
    told: Mapping[int, Told],
    wishes: Mapping[int, Wish],
    at: dt.date,
) -> list[Feed]:
    found = []
    for task, weight in fed:
        wish = wishes.get(task.pk, Wish())
        percent = told[task.pk].percent or 0
        closed = task.closed_on is not None and task.closed_on <= at
        ends = task.due_on or at
        found.append(Feed(str(task.pk), ends, weight, Decimal(percent) / 100, wish.slip, wish.failed, closed))
    return found


def _goal(target: Target, line: Line) -> float:
    """The bound that has to be reached: of a span the near end."""
    assert line.code is not None
    sense = SENSES[target.direction or definition(line.code).direction]
    if target.op == "between" and target.value_max is not None and sense == "down":
        return target.value_max
    return target.value


def _judged(line: Line, value: Decimal) -> Attainment:
    target = line.target
    assert line.code is not None
    baseline = (target.baseline or {}).get("value")
    return attain(
        target.op,  # type: ignore[arg-type]
        target.value,
        target.value_max,
        value,
        SENSES[target.direction or definition(line.code).direction],  # type: ignore[arg-type]
        baseline=None if baseline is None else float(baseline),
        measure=target.measure,  # type: ignore[arg-type]
        unit=target.unit,
    )
