"""What deserves a look today: targets in the red, figures that fell, reports that are late below me."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.indicators.shown import figure, may_see_cell, period_label
from zhiheng.faces.desk.areas.indicators.standing import (
    binding,
    clause_of,
    first_period,
    target_name,
    wanted_words,
)
from zhiheng.faces.shell.components import Change, Clause, Figure
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor
from zhiheng.judgement.assessment.attainment import Line, lines
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels.measures import MeasureError
from zhiheng.records.programmes.models import Programme, Target

PROGRAMMES = 3  # of my region and above it, the newest first
SHOWN = 6


@dataclass(frozen=True)
class Missed:
    """A target in the red: the figure that misses it and the clause that asks."""

    name: str
    wanted: str
    figure: Figure
    clause: Clause
    reason: str


@dataclass(frozen=True)
class Fallen:
    """An indicator that went the wrong way against the year before."""

    name: str
    figure: Figure
    change: Change
    clause: Clause


@dataclass(frozen=True)
class Late:
    """What a region below has not handed in."""

    region: str
    count: int
    since: dt.date
    url: str


@dataclass(frozen=True)
class Standing:
    """Everything the desk says of my programmes. ``problem``: the figures could not be computed, and why."""

    programmes: Sequence[tuple[Programme, str, dict[str, int]]]
    missed: Sequence[Missed]
    missed_total: int
    fallen: Sequence[Fallen]
    fallen_total: int
    problem: str = ""


def standing(actor: Actor) -> Standing:
    """My region's programmes and those of the regions above: three queries and the engine's own, whatever they hold."""
    scope = actor.scope("programme.view")
    seen = list(Programme.objects.within(scope).defer("text").select_related("region")) if scope else []
    mine = binding(seen, actor.home)[:PROGRAMMES]
    if not mine:
        return Standing((), (), 0, (), 0)
    targets: dict[int, list[Target]] = {p.pk: [] for p in mine}
    for target in Target.objects.within(scope).filter(programme__in=mine).select_related("node"):
        target.programme = next(p for p in mine if p.pk == target.programme_id)
        targets[target.programme_id].append(target)
    figures = actor.scope("indicator.view")
    found: list[tuple[Programme, Line]] = []
    try:
        on = engine()
        for programme in mine:
            period = first_period(programme)
            answered = lines(programme, period, trend=2, on=on, targets=targets[programme.pk])
            found += [
                (programme, line)
                for line in answered
                if line.target.kind == "target" and (line.cell is None or may_see_cell(figures, line.cell))
            ]
    except MeasureError as error:
        return Standing([(p, period_label(first_period(p)), {}) for p in mine], (), 0, (), 0, str(error))
    summary = [(p, period_label(first_period(p)), tally([ln for q, ln in found if q is p])) for p in mine]
    missed = [_missed(p, line) for p, line in found if line.light == "red"]
    fallen = [f for p, line in found if (f := _fallen(p, line)) is not None]
    return Standing(summary, missed[:SHOWN], len(missed), fallen[:SHOWN], len(fallen))


def tally(found: Sequence[Line]) -> dict[str, int]:
    """How many lines of each light."""
    return {light: sum(1 for ln in found if ln.light == light) for light in ("green", "amber", "red", "grey")}


def _missed(programme: Programme, line: Line) -> Missed:
    assert line.cell is not None
    return Missed(
        target_name(line.target),
        wanted_words(line.target),
        figure(line.cell),
        clause_of(programme, line.target),
        line.reason,
    )


def _fallen(programme: Programme, line: Line) -> Fallen | None:
    if len(line.trend) < 2 or line.code is None or line.target.measure not in {"level", "cumulative"}:
        return None
    before, now = line.trend[-2], line.trend[-1]
    one = definition(line.code)
    if now.shown is None or before.shown is None or one.direction == "hold":
        return None
    change = now.shown - before.shown
    if not change or (change > 0) == (one.direction == "up"):
        return None
    unit = _("个百分点") if one.unit == "%" else one.unit
    return Fallen(
        target_name(line.target),
        figure(now),
        Change(change, unit, better=one.direction, against=_("比上年")),
        clause_of(programme, line.target),
    )


def late_below(actor: Actor, today: dt.date) -> list[Late]:
    """Regions of my territory, other than my own, with overdue dues: the most first. One query."""
    rows = (
        Due.objects.within(actor.scope("due.view"))
        .filter(state__in=[DueState.OPEN, DueState.RETURNED], due_on__lt=today)
        .exclude(region_id=actor.home)
        .values("region_id", "region__name")
        .annotate(n=Count("pk"), since=Min("due_on"))
        .order_by("-n", "region_id")
    )
    url = reverse("desk:dues")
    return [
        Late(r["region__name"], r["n"], r["since"], f"{url}?overdue=on&region={r['region_id']}") for r in rows
    ]
