"""Additions (新增) that were reported by year or quarter, added up over longer stretches.

An addition promised over the years of a programme is asked over all of them at once. What was reported for each year
answers that; a stretch with a year missing is answered by nothing. A value reported for the whole stretch stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhiheng.kernels.measures import Period, Reported

GRAINS = ("half", "quarter", "month")


def with_sums(values: Iterable[Reported]) -> list[Reported]:
    """``values`` of one or more additions, and the sums that follow from them."""
    by_cell: dict[tuple[str, str], dict[Period, Reported]] = {}
    for value in values:
        by_cell.setdefault((value.code, value.region), {})[value.period] = value
    found = []
    for held in by_cell.values():
        found += [*held.values(), *_years(held)]
        yearly = {
            p: v for p, v in [*held.items(), *((v.period, v) for v in _years(held))] if p.kind == "year"
        }
        found += [v for v in _stretches(yearly) if v.period not in held]
    return found


def _years(held: dict[Period, Reported]) -> list[Reported]:
    """Years that were not reported themselves but in all their parts."""
    found = []
    for year in sorted({y for p in held for y in p.years}):
        whole = Period.year(year)
        if whole in held:
            continue
        for grain in GRAINS:
            parts = [held.get(part) for part in whole.parts(grain)]  # type: ignore[arg-type]
            if made := _sum(whole, [p for p in parts if p is not None], len(parts)):
                found.append(made)
                break
    return found


def _stretches(yearly: dict[Period, Reported]) -> list[Reported]:
    """Every stretch of two and more years that follow one another."""
    found = []
    for start, first in yearly.items():
        parts = [first]
        after = start.last + 1
        while (following := yearly.get(Period(after, after + 11))) is not None:
            parts.append(following)
            after += 12
            if made := _sum(Period(start.first, after - 1), parts, len(parts)):
                found.append(made)
    return found


def _sum(period: Period, parts: list[Reported], wanted: int) -> Reported | None:
    """None where a part is missing or carries no value."""
    values = [p.value for p in parts if p.value is not None]
    if len(values) != wanted or not values:
        return None
    first = parts[0]
    evidence = tuple(mark for part in parts for mark in part.evidence)
    note = f"由 {parts[0].period.label}至{parts[-1].period.label}的报送数相加"
    return Reported(first.code, first.region, period, sum(values), None, None, evidence, note)
