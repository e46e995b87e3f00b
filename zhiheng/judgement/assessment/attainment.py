"""Attainment (完成情况): each target beside the figure computed for it, with its distance, light, trend and both ends.

A target says how it counts. A level is looked at in the period asked; a stock at its end; an addition over the years
of the programme so far; a published result in the period it was published for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhiheng.judgement.indicators.catalogue import code_for, definition
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.indicators.intervals import bounds
from zhiheng.judgement.indicators.pooling import labels
from zhiheng.kernels.measures import Cell, Engine, Period, settled
from zhiheng.kernels.methods.attainment import Attainment, Light, attain
from zhiheng.records.programmes.models import Programme, Target

SENSES = {"up": "up", "down": "down", "equal": "hold", "hold": "hold"}


@dataclass(frozen=True)
class Line:
    """One target of a programme in one period. ``cell`` is None when no definition answers it."""

    target: Target
    code: str | None
    period: Period | None
    cell: Cell | None
    judged: Attainment | None
    agrees: bool | None
    trend: tuple[Cell, ...] = ()

    @property
    def light(self) -> str:
        if self.target.kind == "result":
            return {True: "green", False: "red", None: "grey"}[self.agrees]
        return str(self.judged.light) if self.judged else str(Light.GREY)

    @property
    def reason(self) -> str:
        if self.code is None:
            return "还没有对应的指标定义"
        if self.cell is not None and self.cell.value is None:
            return self.cell.status_label + (f":{self.cell.note}" if self.cell.note else "")
        if self.target.kind == "result":
            return "与公布数一致" if self.agrees else "与公布数不一致"
        return self.judged.reason if self.judged else ""

    def as_dict(self) -> dict[str, Any]:
        """Plain data: what a program or the API shows of the line."""
        target, cell, judged = self.target, self.cell, self.judged
        shown = None if cell is None or cell.shown is None else float(as_told(target, cell.shown))
        line: dict[str, Any] = {
            "id": target.key,
            "clause": target.node.path if target.node else None,
            "span": [target.start, target.end],
            "indicator": target.indicator or None,
            "definition": self.code,
            "version": cell.version if cell else None,
            "name": target.indicator_name,
            "kind": target.kind,
            "measure": target.measure,
            "op": target.op,
            "unit": target.unit,
            "by": target.by or None,
            "period": self.period.key if self.period else None,
            "region": cell.region if cell else target.programme.region_id,
            "value": shown,
            "numerator": settled(cell.numerator) if cell else None,
            "denominator": settled(cell.denominator) if cell else None,
            "interval": bounds(cell) if cell else None,
            "pooled": labels(definition(cell.code, cell.period)) if cell else [],
            "rows": cell.rows if cell else None,
            "source": cell.source if cell else None,
            "status": cell.status if cell else "undefined",
            "light": self.light,
            "reason": self.reason,
        }
        if target.kind == "result":
            line |= {"published": target.value, "agrees": self.agrees}
        else:
            line |= {
                "target": target.value,
                "target_max": target.value_max,
                "met": judged.met if judged else None,
                "distance": float(judged.distance) if judged and judged.distance is not None else None,
            }
        return line


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdigit() else None


def period_for(target: Target, programme: Programme, asked: Period) -> Period | None:
    """The stretch of time over which the target's figure counts when ``asked`` is looked at."""
    if target.kind == "result":
        return Period.parse(target.by) if target.by else asked
    if target.measure == "increment" and target.recurs != "yearly":
        first = _year(programme.starts)
        last = asked.last
        start = asked.first if first is None else min(first * 12, asked.first)
        due = _year(target.by)
        # A one-year plan counts its own year; additions of earlier years are not its work.
        if due is not None and first is not None and due == first:
            start = asked.first
        return Period(start, last)
    return asked


def lines(
    programme: Programme,
    asked: Period,
    *,
    trend: int = 0,
    on: Engine | None = None,
    targets: Iterable[Target] | None = None,
) -> list[Line]:
    """Every result published for ``asked`` and every target of the programme, in document order.

    ``trend``: how many earlier years to show beside each. Uses a fixed number of engine questions, not one a line.
    ``targets``: those of the programme when they are at hand already (a page over several programmes reads them once).
    """
    measuring = on or engine()
    wanted: list[tuple[Target, str | None, Period | None]] = []
    if targets is None:
        targets = (
            Target.objects.everywhere("targets of a programme already narrowed")
            .filter(programme=programme)
            .select_related("node", "programme")
        )
    for target in targets:
        code = code_for(target.indicator, target.variant, target.measure) if target.indicator else None
        period = period_for(target, programme, asked)
        if target.kind == "result" and period is not None and period != asked:
            continue
        wanted.append((target, code, period))
    cells = _cells(measuring, programme, wanted)
    past = _trend(measuring, programme, wanted, asked, trend) if trend else {}
    return [_line(programme, t, c, p, cells, past) for t, c, p in wanted]


Key = tuple[str, str, Period]


def _place(programme: Programme, target: Target) -> str:
    return target.regions[0] if len(target.regions) == 1 else programme.region_id


def _cells(
    on: Engine, programme: Programme, wanted: Iterable[tuple[Target, str | None, Period | None]]
) -> dict[Key, Cell]:
    groups: dict[tuple[str, Period], list[str]] = {}
    for target, code, period in wanted:
        if code is not None and period is not None:
            groups.setdefault((_place(programme, target), period), []).append(code)
    found: dict[Key, Cell] = {}
    for (region, period), codes in groups.items():
        for cell in on.measure(list(dict.fromkeys(codes)), [region], [period]):
            found[cell.code, region, period] = cell
    return found


def _trend(
    on: Engine,
    programme: Programme,
    wanted: Iterable[tuple[Target, str | None, Period | None]],
    asked: Period,
    back: int,
) -> dict[tuple[str, str], tuple[Cell, ...]]:
    last = asked.last // 12
    years = [Period.year(y) for y in range(last - back + 1, last + 1)]
    places: dict[str, list[str]] = {}
    for target, code, _ in wanted:
        if code is not None:
            places.setdefault(_place(programme, target), []).append(code)
    found: dict[tuple[str, str], list[Cell]] = {}
    for region, codes in places.items():
        for cell in on.measure(list(dict.fromkeys(codes)), [region], years):
            found.setdefault((cell.code, region), []).append(cell)
    return {key: tuple(cells) for key, cells in found.items()}


def _line(
    programme: Programme,
    target: Target,
    code: str | None,
    period: Period | None,
    cells: dict[Key, Cell],
    past: dict[tuple[str, str], tuple[Cell, ...]],
) -> Line:
    if code is None or period is None:
        return Line(target, code, period, None, None, None)
    region = _place(programme, target)
    cell = cells[code, region, period]
    history = past.get((code, region), ())
    if target.kind == "result":
        return Line(target, code, period, cell, None, agrees(target, cell), history)
    sense = SENSES[target.direction or definition(code).direction]
    baseline = (target.baseline or {}).get("value")
    judged = attain(
        target.op,  # type: ignore[arg-type]
        target.value,
        target.value_max,
        None if cell.value is None else as_told(target, Decimal(repr(cell.value))),
        sense,  # type: ignore[arg-type]
        baseline=None if baseline is None else float(baseline),
        measure=target.measure,  # type: ignore[arg-type]
        unit=target.unit,
    )
    return Line(target, code, period, cell, judged, None, history)


def as_told(target: Target, value: Decimal) -> Decimal:
    """The figure in the target's own words: a fall (下降) is told as a positive number."""
    return -value if target.measure == "change" and target.direction == "down" else value


def agrees(target: Target, cell: Cell) -> bool | None:
    """Whether the computed figure is the published one, at the decimals that were published.

    ``>=`` (余, 以上): a rate agrees from there up; a count agrees within the next step of the digits that were
    published (30 余: 30 to 39; 2.65 万余: 26,500 to 26,599). None when there is no figure.
    """
    if cell.value is None:
        return None
    published = Decimal(repr(target.value)).normalize()
    exponent = int(published.as_tuple().exponent)
    computed = as_told(target, Decimal(repr(cell.value)))
    if target.op == ">=":
        if target.unit == "%":
            return computed >= published
        step = Decimal(1).scaleb(max(0, exponent))
        return published <= computed < published + step
    last = Decimal(1).scaleb(min(0, exponent))
    return computed.quantize(last) == published.quantize(last)
