"""Reported values as dues: who owes which value until when, and the value that settles it.

A definition says by ``owner`` which department reports and by ``periodicity`` how often; the rule ``returns.limits`` says
by which day after the period's end. Which values a place needs at all, its programmes say (judgement/assessment/owing).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.answering import answering_units
from zhiheng.frame.people.departments import units_of
from zhiheng.frame.people.models import Unit
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers.periods import latest
from zhiheng.judgement.indicators.catalogue import catalogue, definition, owner_region
from zhiheng.judgement.indicators.models import LocalIndicator, ReportedValue
from zhiheng.kernels.measures import Indicator, Period
from zhiheng.kernels.rules import RuleError, rule_book
from zhiheng.kernels.worktime import statutory_calendar

KIND = "reported_value"
SUBJECT = "indicators.reportedvalue"
RULE = "returns.limits"
BACK = 2  # periods that a due is made for: no flood where a programme was loaded late
WHY = "values that units owe"


@dataclass(frozen=True)
class Need:
    """A place needs an indicator's values from the first to the last day of something."""

    code: str
    region: str
    since: dt.date
    until: dt.date


def reported_parts(code: str) -> list[str]:
    """The reported indicators that a figure needs: itself, or those that its formula is made of."""
    found: list[str] = []
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        each = waiting.pop(0)
        if each in seen:
            continue
        seen.add(each)
        one = definition(each)
        if one.kind == "reported":
            found.append(one.code)
        elif one.kind == "derived":
            waiting += [o.code for o in catalogue().formula(one).operands]
    return found


def owe(actor: Actor, needs: Iterable[Need], today: dt.date) -> int:
    """Make the dues of the periods that have ended and whose value is missing; how many are new.

    Four queries and one a region, however many indicators. Periods that ended before the rule's first version are owed
    by nobody.
    """
    wanted: dict[tuple[str, str, str], tuple[Indicator, Period]] = {}
    for need in needs:
        one = definition(need.code)
        period = latest(one.periodicity, today)
        for _ in range(BACK):
            if need.since <= period.end <= need.until:
                wanted[need.code, need.region, period.key] = (one, period)
            period = period.previous()
    codes, regions = {c for c, _, _ in wanted}, {r for _, r, _ in wanted}
    if not wanted:
        return 0
    held = ReportedValue.objects.everywhere(WHY).filter(
        code__in=codes, region_id__in=regions, superseded_at__isnull=True
    )
    missing = wanted.keys() - set(held.values_list("code", "region_id", "period"))
    units = _units({(code, region) for code, region, _ in missing}, today)
    made = []
    for code, region, key in sorted(missing):
        one, period = wanted[code, region, key]
        unit = units.get((code, region))
        due = _due(one, region, period, unit) if unit is not None else None
        if due is not None:
            made.append(due)
    return len(dues.create(actor, made))


def settle(actor: Actor, cells: Sequence[tuple[str, str, str]]) -> int:
    """Close what was owed of these (code, region, period), in the transaction that entered the values. One query where
    nothing was owed."""
    owed = Due.objects.everywhere(WHY).filter(
        kind=KIND, subject_type=SUBJECT, subject_id__in={code for code, _, _ in cells}
    )
    owed = owed.filter(state__in=[DueState.OPEN, DueState.RETURNED, DueState.SUBMITTED])
    wanted = set(cells)
    closing = {
        pk: (DueState.SETTLED, "已报送")
        for pk, code, region, period in owed.values_list("pk", "subject_id", "region_id", "period")
        if (code, region, period) in wanted
    }
    return dues.close_all(actor, closing, timezone.localdate()) if closing else 0


def _units(cells: set[tuple[str, str]], today: dt.date) -> dict[tuple[str, str], Unit | None]:
    """Who reports each indicator in each region: its leading department there, else the office that answers."""
    local = {
        row.code: row.owner
        for row in LocalIndicator.objects.everywhere(WHY)
        .filter(code__in={code for code, _ in cells if owner_region(code)})
        .select_related("owner")
    }
    regions: dict[str, list[str]] = {}
    for code, region in sorted(cells):
        regions.setdefault(region, []).append(code)
    answering = answering_units(Region.objects.filter(code__in=regions))
    found: dict[tuple[str, str], Unit | None] = {}
    for region, codes in regions.items():
        keys = {key for code in codes for key in definition(code).owner}
        named = units_of(keys, region, today)
        for code in codes:
            leading = next((named[key] for key in definition(code).owner if named[key] is not None), None)
            found[code, region] = local.get(code) or leading or answering.get(region)
    return found


def _due(one: Indicator, region: str, period: Period, unit: Unit) -> Due | None:
    """None where no version of the rule covers the period."""
    try:
        version = rule_book().in_force(RULE, period.end)
    except RuleError:
        return None
    asked = statutory_calendar().due(period.end, version.limit(f"file_{one.periodicity}").limit)
    assert asked.due_on is not None
    return Due(
        kind=KIND,
        title=f"报送指标“{one.name}”({period.label})"[:160],
        period=period.key,
        owner=unit,
        region_id=region,
        opens_on=period.end + dt.timedelta(days=1),
        due_on=asked.due_on,
        subject_type=SUBJECT,
        subject_id=one.code,
        basis=version.ref.title,
        address=f"/indicators/{one.code}/{region}/{period.key}/report",
        rule_version=version.ref.text[:60],
    )
