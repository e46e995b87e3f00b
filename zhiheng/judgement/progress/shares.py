"""How far each share is attained: the figure of the place it was given to, beside what it was given, with a light."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zhiheng.judgement.assessment.attainment import SENSES, as_told
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.progress.bases import code_of
from zhiheng.kernels.measures import Cell, Engine, Period
from zhiheng.kernels.methods.attainment import Attainment, Light, attain
from zhiheng.records.cascade.models import Axis, Share
from zhiheng.records.programmes.models import Target


@dataclass(frozen=True)
class ShareLine:
    """One share in one year. ``goal`` is what it has to come to by then where it was divided by year too, else the
    whole."""

    share: Share
    goal: Share
    code: str | None = None
    period: Period | None = None
    cell: Cell | None = None
    judged: Attainment | None = None
    why: str = ""

    @property
    def light(self) -> str:
        return str(self.judged.light) if self.judged else str(Light.GREY)

    @property
    def reason(self) -> str:
        if self.why:
            return self.why
        if self.cell is not None and self.cell.value is None:
            return self.cell.status_label
        return self.judged.reason if self.judged else ""


def lines(
    shares: Iterable[Share], asked: Period, *, on: Engine | None = None, past: bool = False
) -> list[ShareLine]:
    """A line for each row of a place (its years are looked up, not listed) and for the row of the year asked; with
    ``past`` also for the years before it, each with its own year's figure.

    ``shares`` carry ``breakdown__target__programme``. One engine question for each stretch of time, however many
    shares.
    """
    every = list(shares)
    year = str(asked.last // 12)
    of_year = _by_then(every, year)
    wanted: list[ShareLine] = []
    for share in every:
        by_year = share.breakdown.axis == Axis.YEAR
        if share.year and not (by_year and (share.year == year or (past and share.year < year))):
            continue
        goal = share if by_year else of_year.get((share.breakdown_id, share.place), share)
        wanted.append(_asked(share, goal, Period.year(int(share.year)) if by_year else asked))
    measuring = on or engine()
    groups: dict[Period, tuple[dict[str, None], dict[str, None]]] = {}
    for line in wanted:
        if line.code and line.period and not line.why and line.share.region_id in measuring.regions:
            codes, regions = groups.setdefault(line.period, ({}, {}))
            codes[line.code] = regions[line.share.region_id] = None
    cells: dict[tuple[str, str, Period], Cell] = {}
    for period, (codes, regions) in groups.items():
        for cell in measuring.measure(list(codes), list(regions), [period]):
            cells[cell.code, cell.region, period] = cell
    return [_judged(line, cells) for line in wanted]


def _by_then(shares: Iterable[Share], year: str) -> dict[tuple[int, str], Share]:
    """What each place has to have reached by the end of ``year``: additions are added up, so that what came early or
    late evens out; levels and running totals are those of the year itself."""
    found: dict[tuple[int, str], Share] = {}
    for s in shares:
        if not s.year or s.year > year or s.breakdown.axis == Axis.YEAR or s.value is None:
            continue
        key = (s.breakdown_id, s.place)
        adds = s.breakdown.target.measure == "increment" and s.breakdown.target.recurs != "yearly"
        if adds and key in found:
            held = found[key]
            held.value = (held.value or Decimal(0)) + s.value
            held.value_max = (
                None if held.value_max is None or s.value_max is None else held.value_max + s.value_max
            )
        elif adds or s.year == year:
            found[key] = Share(year=year, value=s.value, value_max=s.value_max)
    return found


def _asked(share: Share, goal: Share, asked: Period) -> ShareLine:
    target = share.breakdown.target
    if share.unit_id is not None:
        return ShareLine(share, goal, why="单位的份额没有单独的统计数，看单位的报告")
    code = code_of(target)
    if code is None:
        return ShareLine(share, goal, why="还没有对应的指标定义")
    return ShareLine(share, goal, code, _period(target, share, asked))


def _period(target: Target, share: Share, asked: Period) -> Period:
    """A year's own additions count in that year; those of a place from the programme's beginning."""
    if target.measure != "increment" or target.recurs == "yearly" or share.year:
        return asked
    starts = target.programme.starts[:4]
    return Period(min(int(starts) * 12, asked.first), asked.last) if starts.isdigit() else asked


def _judged(line: ShareLine, cells: dict[tuple[str, str, Period], Cell]) -> ShareLine:
    if line.why or line.code is None or line.period is None:
        return line
    cell = cells.get((line.code, line.share.region_id, line.period))
    if cell is None:
        return ShareLine(line.share, line.goal, line.code, line.period, why="这一级没有单独的统计数")
    target, goal = line.share.breakdown.target, line.goal
    if goal.value is None:
        return ShareLine(line.share, goal, line.code, line.period, cell, why="没有填份额")
    judged = attain(
        target.op if target.op != "between" or goal.value_max is not None else ">=",  # type: ignore[arg-type]
        goal.value,
        goal.value_max if target.op == "between" else None,
        None if cell.value is None else as_told(target, Decimal(repr(cell.value))),
        SENSES[target.direction or definition(line.code).direction],  # type: ignore[arg-type]
        measure=target.measure,  # type: ignore[arg-type]
        unit=target.unit,
    )
    return ShareLine(line.share, goal, line.code, line.period, cell, judged)
