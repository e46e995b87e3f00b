"""The same figures by plain loops over rows: a second implementation that shares no code with the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from tests.kernels.measures.small import REGIONS

Row = Mapping[str, object]
Test = Callable[[Row, date], object]


@dataclass(frozen=True)
class Aggregate:
    how: str  # count, sum, avg, distinct, min, max
    of: str = ""
    test: Test = lambda row, end: True

    def over(self, rows: Sequence[Row], end: date) -> tuple[float | None, list[Row]]:
        kept = [row for row in rows if self.test(row, end) is True]
        values = [row[self.of] for row in kept if row[self.of] is not None] if self.of else []
        match self.how:
            case "count":
                return float(len(kept)), kept
            case "distinct":
                return float(len(set(values))), kept
            case "sum":
                return (fsum(values) if values else None if kept else 0.0), kept  # type: ignore[arg-type]
            case "avg":
                return (fsum(values) / len(values) if values else None), kept  # type: ignore[arg-type]
            case "min" | "max":
                return (float(min(values) if self.how == "min" else max(values)) if values else None), kept  # type: ignore[arg-type,type-var]
        raise AssertionError(self.how)


@dataclass(frozen=True)
class Answer:
    value: float | None
    status: str
    rows: frozenset[int]


def belongs(row: Row, code: str, as_now: bool) -> bool:
    if code == "000000":
        return True
    if not as_now:
        return code in (row["region"], row["county"], row["prefecture"], row["province"])
    here = next(r for r in REGIONS if r.code == row["region"])
    while here.successor:
        here = next(r for r in REGIONS if r.code == here.successor)
    return code in (here.code, here.county, here.prefecture, here.province)


def cover_of(code: str) -> str:
    if code == "000000":
        return code
    row = next(r for r in REGIONS if r.code == code)
    return row.prefecture or row.province or code


def months_of(row: Row, prefix: str) -> int | None:
    if row[f"{prefix}year"] is None:
        return None
    return int(row[f"{prefix}year"]) * 12 + int(row[f"{prefix}month"]) - 1  # type: ignore[call-overload]


def alive(code: str, start: date, end: date, as_now: bool) -> bool:
    if code == "000000":
        return True
    row = next(r for r in REGIONS if r.code == code)
    if as_now:
        return not (row.successor and row.valid_to and row.valid_to < start)
    return not (row.valid_to and row.valid_to < start) and not (row.valid_from and row.valid_from > end)


def answer(
    rows: Sequence[Row],
    top: Aggregate,
    bottom: Aggregate | None,
    code: str,
    months: tuple[int, int],
    days: tuple[date, date],
    *,
    scale: float = 1,
    prefix: str = "",
    stock: tuple[str, str] | None = None,
    small: float = 0,
    as_now: bool = False,
) -> Answer:
    """What the engine must say for one cell of a register whose coverage is by prefecture."""
    end = days[1]
    if stock:
        since, until = stock
        before = [r for r in rows if r[since] is not None and r[since] <= end]  # type: ignore[operator]
        shown = before
        inside = [r for r in before if r[until] is None or r[until] >= end]  # type: ignore[operator]
    else:
        years = range(months[0] // 12, months[1] // 12 + 1)
        shown = [r for r in rows if r[f"{prefix}year"] in years]
        inside = [r for r in rows if (m := months_of(r, prefix)) is not None and months[0] <= m <= months[1]]
    covered = any(belongs(r, cover_of(code), as_now) for r in shown)
    mine = [r for r in inside if belongs(r, code, as_now)]
    value, used = top.over(mine, end)
    denominator: float | None = None
    if bottom is not None:
        denominator, below = bottom.over(mine, end)
        used = [r for r in mine if r in used or r in below]
    ids = frozenset(int(r["id"]) for r in used)  # type: ignore[call-overload]
    here = alive(code, *days, as_now)
    if not ids and not here:
        return Answer(None, "region_not_valid", ids)
    if bottom is not None:
        if not ids:
            return Answer(None, "no_records", ids)
        if denominator == 0:
            return Answer(None, "zero_denominator", ids)
        if value is None or denominator is None:
            return Answer(None, "no_values", ids)
        status = "small_denominator" if denominator < small else "ok"
        return Answer(value / denominator * scale, status, ids)
    if not ids and (value is None or not covered):
        return Answer(None, "no_records", ids)
    if value is None:
        return Answer(None, "no_values", ids)
    return Answer(value * scale, "ok", ids)
