"""What a division starts from: each place's own figure and its denominator, asked of the indicator engine.

A place of which nothing is known says why; it never counts as 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhiheng.judgement.indicators.catalogue import catalogue, code_for, definition
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels.measures import Cell, Engine, Period
from zhiheng.records.programmes.models import Target


@dataclass(frozen=True)
class Base:
    """``value`` the place's figure in the base year, ``weight`` its denominator (or another indicator's figure)."""

    value: Decimal | None = None
    weight: Decimal | None = None
    why: str = ""  # why there is no value


def code_of(target: Target) -> str | None:
    """The definition that answers the target, None when it is bound to none."""
    return code_for(target.indicator, target.variant, target.measure) if target.indicator else None


def additive(target: Target) -> bool | None:
    """Whether figures of places add to the figure of the whole, by the indicator's definition.

    None where the definition does not tell (reported and derived figures, or none): then the unit decides.
    """
    code = code_of(target)
    if code is None:
        return None
    one = definition(code)
    if one.numerator is not None:
        return False
    if one.kind in {"simple", "cumulative"} and one.aggregate is not None:
        return one.aggregate.aggregate.lstrip().lower().startswith(("count", "sum"))
    return None


def base_year(target: Target) -> int | None:
    """The year a division starts from: the one of the target's own baseline, else the one before the programme."""
    period = str((target.baseline or {}).get("period") or "")[:4]
    if period.isdigit():
        return int(period)
    starts = target.programme.starts[:4]
    return int(starts) - 1 if starts.isdigit() else None


def bases(
    target: Target, places: Sequence[str], year: int | None, *, weight: str = "", on: Engine | None = None
) -> dict[str, Base]:
    """Place -> its figure in ``year`` and its weight. ``weight`` "" takes the denominator of a rate, else the figure
    of the indicator of that code. One question to the engine.
    """
    code = code_of(target)
    if year is None:
        return {p: Base(why="不知道从哪一年算起") for p in places}
    wanted = [c for c in (code, weight if weight in catalogue() else "") if c]
    measuring = on or engine()
    known = [p for p in places if p in measuring.regions]
    cells: dict[tuple[str, str], Cell] = {}
    if wanted and known:
        period = Period.year(year)
        cells = {
            (c.code, c.region): c for c in measuring.measure(list(dict.fromkeys(wanted)), known, [period])
        }
    return {p: _base(cells.get((code or "", p)), cells.get((weight, p)), weight, code, p in known) for p in places}  # fmt: skip


def _base(cell: Cell | None, other: Cell | None, weight: str, code: str | None, known: bool) -> Base:
    heavy = (None if other is None else _exact(other.value)) if weight else _denominator(cell)
    if not known:
        return Base(None, heavy, "这一级没有单独的统计数")
    if code is None:
        return Base(None, heavy, "还没有对应的指标定义")
    if cell is None or cell.value is None:
        return Base(None, heavy, cell.status_label if cell is not None else "没有记录")
    return Base(cell.shown, heavy)


def _denominator(cell: Cell | None) -> Decimal | None:
    """Of a rate of records; what was only reported carries none that could be trusted to add."""
    if cell is None or cell.denominator is None or cell.denominator <= 1:
        return None
    return _exact(cell.denominator)


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.12g}")
