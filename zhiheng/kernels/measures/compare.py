"""Figures side by side: with the same period last year, with the period before, and as a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhiheng.kernels.measures.cells import Cell
from zhiheng.kernels.measures.engine import AsOf, Engine
from zhiheng.kernels.measures.periods import Grain, Period


@dataclass(frozen=True, slots=True)
class Comparison:
    """``difference`` = current - previous (percentage points when the unit is %); ``change`` in % of previous.

    Both None when either figure is missing; ``change`` also when the previous one is 0. ``better`` follows the
    indicator's direction (None: no change, not comparable, or direction hold). ``note`` says why a
    comparison is missing or must be read with care.
    """

    current: Cell
    previous: Cell
    difference: float | None
    change: float | None
    difference_unit: str
    better: bool | None
    note: str


def with_last_year(
    engine: Engine, code: str, region: str, period: Period, *, as_of: AsOf = "then"
) -> Comparison:
    """Against the same months a year before (同比)."""
    return _against(engine, code, region, (period, period.previous_year()), as_of)


def with_previous(
    engine: Engine, code: str, region: str, period: Period, *, as_of: AsOf = "then"
) -> Comparison:
    """Against the period of equal length just before (环比)."""
    return _against(engine, code, region, (period, period.previous()), as_of)


def trend(
    engine: Engine, code: str, region: str, periods: Sequence[Period], *, as_of: AsOf = "then"
) -> list[Cell]:
    """One cell for each period, in order; gaps stay in as cells without value."""
    return engine.measure([code], [region], periods, as_of=as_of)


def series(whole: Period, grain: Grain, *, to_date: bool = False) -> list[Period]:
    """The points of a trend: the months, quarters ... of ``whole``, each by itself or cumulated from January."""
    parts = whole.parts(grain)
    return [part.to_date() for part in parts] if to_date else parts


def _against(engine: Engine, code: str, region: str, both: tuple[Period, Period], as_of: AsOf) -> Comparison:
    period, other = both
    current, previous = engine.measure([code], [region], [period, other], as_of=as_of)
    one = engine.catalogue.get(current.code, period) or engine.catalogue.versions(current.code)[-1]
    unit = "个百分点" if one.unit == "%" else one.unit
    notes = []
    if current.version is not None and previous.version is not None and current.version != previous.version:
        notes.append(f"口径不同：第 {previous.version} 版与第 {current.version} 版")
    for cell in (current, previous):
        if cell.status != "ok":
            notes.append(f"{cell.period.label}{cell.status_label}")
    if current.value is None or previous.value is None:
        return Comparison(current, previous, None, None, unit, None, "；".join(notes))
    difference = current.value - previous.value
    change = difference / abs(previous.value) * 100 if previous.value else None
    better = None
    if one.direction != "hold" and difference:
        better = (difference > 0) == (one.direction == "up")
    return Comparison(current, previous, difference, change, unit, better, "；".join(notes))
