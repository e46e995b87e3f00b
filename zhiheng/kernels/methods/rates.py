"""Rates that keep their numerator and denominator, their uncertainty, and how they changed.

A rate without a denominator is not zero but unknown, and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Literal

from zhiheng.kernels.methods.numbers import MethodError, Number, exact, known, plain, round_by


@dataclass(frozen=True, slots=True)
class Rate:
    """``value`` = numerator / denominator × scale (100 for per cent), None when the denominator is 0."""

    numerator: Decimal
    denominator: Decimal
    scale: int
    value: Decimal | None
    reason: str = ""

    def rounded(self, decimals: int = 1) -> Decimal | None:
        """For showing only: half up to ``decimals`` places."""
        return None if self.value is None else round_by(self.value, "half_up", decimals)

    @property
    def text(self) -> str:
        """Such as 96.4%（135/140）."""
        counts = f"{plain(self.numerator)}/{plain(self.denominator)}"
        if self.value is None:
            return f"无法计算（{counts}：{self.reason}）"
        unit = {100: "%", 1000: "‰"}.get(self.scale, "")
        return f"{plain(round_by(self.value, 'half_up', 2))}{unit}（{counts}）"


def rate(numerator: Number, denominator: Number, *, scale: int = 100) -> Rate:
    """A ratio. MethodError for negative counts; a zero denominator gives value None with the reason."""
    top, bottom = exact(numerator), exact(denominator)
    if top < 0 or bottom < 0:
        raise MethodError(f"分子、分母不能为负：{plain(top)}/{plain(bottom)}，请核对台账")
    if bottom == 0:
        return Rate(top, bottom, scale, None, "分母为 0，本期没有可统计的对象")
    return Rate(top, bottom, scale, top / bottom * scale)


def pass_rate(passed: Number, inspected: Number) -> Rate:
    """A share of whole things: besides ``rate``, refuses more passed than inspected."""
    result = rate(passed, inspected)
    if result.denominator and result.numerator > result.denominator:
        raise MethodError(
            f"合格数 {plain(result.numerator)} 大于检验数 {plain(result.denominator)}，请核对台账"
        )
    return result


def pooled(rates: Iterable[Rate]) -> Rate:
    """Rates of parts joined by adding numerators and denominators, never by averaging the rates."""
    items = list(rates)
    scales = {item.scale for item in items} or {100}
    if len(scales) > 1:
        raise MethodError("合并的比率单位不一致（百分比与千分比不能相加）")
    top = sum((item.numerator for item in items), Decimal(0))
    bottom = sum((item.denominator for item in items), Decimal(0))
    return rate(top, bottom, scale=scales.pop())


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided interval in per cent."""

    low: float
    high: float
    confidence: float


_Z = {0.90: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004}


def wilson(numerator: int, denominator: int, confidence: float = 0.95) -> Interval | None:
    """Wilson score interval of a proportion, in per cent; None when nothing was inspected.

    E. B. Wilson, JASA 22 (1927) 209. Good for the small samples of a county, where the plain interval reaches beyond
    100 %. Confidence 0.90, 0.95 or 0.99.
    """
    if confidence not in _Z:
        raise MethodError(f"置信度只支持 0.90、0.95、0.99，得到 {confidence}")
    if not 0 <= numerator <= max(denominator, 0):
        raise MethodError(f"合格数 {numerator} 应在 0 与检验数 {denominator} 之间")
    if denominator == 0:
        return None
    z, n = _Z[confidence], denominator
    p = numerator / n
    centre = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 100 / (1 + z * z / n)
    # At the ends the square root is exact in theory but not in floating point.
    low = 0.0 if numerator == 0 else max(0.0, (centre - half) * scale)
    high = 100.0 if numerator == n else min(100.0, (centre + half) * scale)
    return Interval(low, high, confidence)


@dataclass(frozen=True, slots=True)
class Comparison:
    """This period against another one.

    ``change`` is current − previous in the unit of the figure (percentage points for rates); ``relative`` is the
    change in per cent of the previous value. Both None with ``reason`` when they cannot be told.
    """

    current: Decimal | None
    previous: Decimal | None
    change: Decimal | None
    relative: Decimal | None
    direction: Literal["up", "down", "flat", "unknown"]
    reason: str = ""


def compare(current: Number | None, previous: Number | None) -> Comparison:
    """Same-period comparison (同比) or any other pair of periods."""
    now, before = known(current), known(previous)
    if now is None or before is None:
        lacking = "本期和对比期" if now is None and before is None else "本期" if now is None else "对比期"
        return Comparison(now, before, None, None, "unknown", f"{lacking}没有数据，无法比较")
    change = now - before
    direction: Literal["up", "down", "flat"] = "up" if change > 0 else "down" if change < 0 else "flat"
    if before == 0:
        return Comparison(now, before, change, None, direction, "对比期为 0，只能给出增减量，不能给出增幅")
    return Comparison(now, before, change, change / abs(before) * 100, direction)
