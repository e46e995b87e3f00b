"""Targets of 张掖 divided by year and county in the demonstration: most confirmed, one objected to, one divided anew."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.judgement.progress.bases import additive, base_year, bases
from zhiheng.kernels.methods import cascading
from zhiheng.kernels.methods.cascading import Part, Way
from zhiheng.records.cascade import service
from zhiheng.records.cascade.models import Breakdown, Share
from zhiheng.records.cascade.wholes import (
    Given,
    places_of,
    ways_of,
    whole_of,
    yearly_join,
    years_in_force,
    years_of,
)
from zhiheng.records.programmes.models import Programme, Target

#: target, how over the years, and from where where no figure of the year before is to be had
BY_YEAR: tuple[tuple[str, Way, str], ...] = (
    ("T02", "straight", ""),
    ("T04", "front", "0"),
    ("T09", "back", ""),
    ("T14", "straight", "80"),
    ("T20", "straight", "78"),
)
#: target, how over the counties, how over each county's years, the year its figures are taken from ("" the usual one)
BY_COUNTY: tuple[tuple[str, Way, str, str], ...] = (
    ("T02", "equal", "straight", ""),
    ("T04", "equal", "", ""),
    ("T05", "gap", "", ""),
    ("T09", "equal", "back", ""),
    ("T14", "gap", "", "2011"),
    ("T21", "equal", "", ""),
)
OBJECTOR, WAITING = "620721", "620725"
ANEW = "T09"
WITHIN = 12  # days from today to answer


def divide(actor: Actor, programme: Programme, today: dt.date | None = None) -> int:
    """Divide, issue and answer; a programme that was divided before is left alone. Gives how many versions are new."""
    if Breakdown.objects.everywhere("whether the demonstration was divided").filter(target__programme=programme).exists():  # fmt: skip
        return 0
    due_on = (today or dt.date.today()) + dt.timedelta(days=WITHIN)
    made = []
    with transaction.atomic():
        targets = {
            t.key: t
            for t in Target.objects.everywhere("targets of the demonstration")
            .filter(programme=programme)
            .select_related("programme__region")
        }
        for key, how, start in BY_YEAR:
            if key in targets:
                made.append(_by_year(actor, targets[key], how, start, due_on))
        for key, how, pace, year in BY_COUNTY:
            if key in targets:
                made.append(_by_county(actor, targets[key], how, pace, due_on, year=year))
        if ANEW in targets:
            _answer(actor, [b for b in made if b.target.key == ANEW])
            made.append(_anew(actor, targets[ANEW], due_on))
        _object(actor, [b for b in made if b.target.key == "T04" and b.axis == "region"])
        _answer(actor, [b for b in made if b.axis == "region"])
    return len(made)


def _by_year(actor: Actor, target: Target, how: Way, start: str, due_on: dt.date) -> Breakdown:
    join = yearly_join(target)
    baseline = Decimal(start) if start else None
    whole = whole_of(target, baseline=baseline)
    found = cascading.split(whole, [Part(y) for y in years_of(target.programme, target)], how, join)
    rows = [service.Row(s.value, s.value_max, year=s.key) for s in found.shares]
    made = service.draft(
        actor, target, "year", rows, join=join, method=how, baseline=baseline, synthetic=True
    )
    return service.issue(actor, made, due_on, "演示：按年分解")


def _by_county(
    actor: Actor,
    target: Target,
    how: Way,
    pace: str,
    due_on: dt.date,
    fixed: dict[str, int] | None = None,
    why: str = "演示：分解到县区",
    *,
    year: str = "",
) -> Breakdown:
    places = places_of(target, target.programme.region)
    since = int(year) if year else base_year(target)
    had = bases(target, [p.code for p in places], since)
    weighted = all(b.weight for b in had.values())
    join = cascading.joins(
        target.measure, "region", unit=target.unit, additive=additive(target), weighted=weighted
    )
    told = [b.value for b in had.values() if b.value is not None]
    carried = sum(told, Decimal(0)) if told and target.measure == "cumulative" else None
    parts = [
        Part(p.code, p.name, had[p.code].value, had[p.code].weight, (fixed or {}).get(p.code)) for p in places
    ]
    whole = whole_of(target, baseline=carried, over_places=True)
    by_code = {p.code: p for p in places}
    shares = cascading.split(whole, parts, how, join).shares
    years = years_of(target.programme, target)
    given = {s.key: Given(s.value or Decimal(0), s.value_max, had[s.key].value) for s in shares}
    ways = ways_of(target, given, years, pace, years_in_force(target)) if pace else {}  # type: ignore[arg-type]
    rows = []
    for share in shares:
        base, region = had[share.key], by_code[share.key]
        rows.append(
            service.Row(
                share.value, share.value_max, region=region, base=base.value, weight=base.weight, by_hand=share.by_hand
            )
        )  # fmt: skip
        rows += [service.Row(v, year=y, region=region) for y, v in ways.get(share.key, {}).items()]
    made = service.draft(
        actor, target, "region", rows, join=join, method=how, pace=pace,
        basis=f"{since}年{target.indicator_name}" if how in {"base", "gap"} else "", synthetic=True,
    )  # fmt: skip
    return service.issue(actor, made, due_on, why)


def _anew(actor: Actor, target: Target, due_on: dt.date) -> Breakdown:
    """A second version: the slowest county less, the others more."""
    return _by_county(
        actor, target, "equal", "back", due_on, {WAITING: 2}, "演示：山丹县基础较弱，调减后由其他县区承担"
    )


def _answer(actor: Actor, breakdowns: list[Breakdown]) -> None:
    """All confirm but one, which has not answered yet."""
    shares = (
        Share.objects.everywhere("answers of the demonstration")
        .filter(breakdown__in=breakdowns, breakdown__status="issued", year="", state="proposed")
        .exclude(region=WAITING)
        .select_related("region", "unit", "breakdown")
    )
    service.confirm(actor, list(shares))


def _object(actor: Actor, breakdowns: list[Breakdown]) -> None:
    """One county objects to the last of the divisions: the answer is still to come."""
    share = (
        Share.objects.everywhere("an objection of the demonstration")
        .filter(breakdown__in=breakdowns, year="", region=OBJECTOR, state="proposed")
        .select_related("region", "unit", "breakdown")
        .first()
    )
    if share is not None:
        wanted = None if share.value is None else max(share.value - 1, Decimal(0))
        service.object_to(actor, share, "演示：辖区内有条件申报的企业少", wanted)
