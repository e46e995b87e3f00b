"""Our figures beside those that the statistics bodies publish of the same measure, with the difference (R-IND-03).

An indicator names the series (``official``); the published figure is a row of the register of macro figures with its
source. Neither stands in for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.catalogue import catalogue
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels.measures import Cell, DefinitionError, Indicator, Period

REGISTER = "macro_figures"
SERIES = "macro_series"
WHY = "published figures of the statistics bodies, the same for whoever compares"


@dataclass(frozen=True)
class Published:
    """A figure as it was published: the row that holds it and where it comes from."""

    value: Fraction
    source: str
    row: int


@dataclass(frozen=True)
class Pair:
    """A figure of ours and the published one; either may be missing. ``difference``: ours less the published one."""

    indicator: Indicator
    ours: Cell
    published: Published | None

    @property
    def difference(self) -> Fraction | None:
        if self.ours.value is None or self.published is None:
            return None
        return Fraction(str(self.ours.value)) - self.published.value


def compared() -> list[Indicator]:
    """The indicators that the statistics bodies publish too. DefinitionError for a series that is not on the list."""
    found = [one for one in catalogue() if one.official]
    for one in found:
        if one.official not in code_list(SERIES).entries:
            raise DefinitionError(
                f"代码表 {SERIES} 没有 {one.official}", file=one.file, code=one.code, key="official", word=one.official,
                valid=code_list(SERIES).entries,
            )  # fmt: skip
    return found


def published(
    series: Iterable[str], regions: Sequence[str], period: Period
) -> dict[tuple[str, str], Published]:
    """What was published of some series for a whole year, by series and region; nothing for any other period."""
    if period.grain != "year" or len(period.years) != 1:
        return {}
    rows: Any = register_of(REGISTER).model.objects.everywhere(WHY).standing()
    rows = rows.filter(series__in=list(series), region__in=regions, period=str(period.years[0]))
    return {
        (s, region): Published(Fraction(value), source, pk)
        for pk, s, region, value, source in rows.values_list("pk", "series", "region_id", "value", "source")
    }


def pairs(regions: Sequence[str], period: Period) -> list[Pair]:
    """Every measure that is published, place by place. Raises MeasureError as the engine does."""
    known = {one.code: one for one in compared() if one.covers(period)}
    if not known:
        return []
    held = published({one.official for one in known.values()}, regions, period)
    cells = engine().measure(list(known), regions, [period])
    return [Pair(known[c.code], c, held.get((known[c.code].official, c.region))) for c in cells]
