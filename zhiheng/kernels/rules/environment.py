"""Typed payloads of the rule sets of air and water."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from pydantic import model_validator

from zhiheng.kernels.rules.payload import Payload, RoundingRule

# Air quality --------------------------------------------------------------------------------------------------------


class Beyond(Payload):
    """What happens above the last break-point: a fixed IAQI, or another averaging time of the pollutant stands in."""

    iaqi: int | None = None
    use: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Beyond:
        if (self.iaqi is None) == (self.use is None):
            raise ValueError("超出末档时须且只须写 iaqi（固定指数）或 use（改用的项目）之一")
        return self


class PollutantScale(Payload):
    """Concentration break-points of one pollutant and averaging time, in ``unit``, for the first IAQI levels."""

    title: str
    unit: str
    decimals: int
    points: tuple[Decimal, ...]
    beyond: Beyond

    @model_validator(mode="after")
    def _rising(self) -> PollutantScale:
        if any(b <= a for a, b in pairwise(self.points)):
            raise ValueError(f"{self.title} 的浓度限值须逐档递增")
        return self


class AqiMode(Payload):
    """Which scales a daily or a real-time report uses; ``publish_incomplete_above``: see AqiFigures."""

    scales: tuple[str, ...]
    publish_incomplete_above: int | None
    note: str = ""


class AqiLevel(Payload):
    """A level of the index: 1 优 to 6 严重污染."""

    level: int
    title: str
    colour: str
    up_to: int | None


class AqiFigures(Payload):
    """Break-points for the air-quality index.

    ``publish_incomplete_above``: with pollutants missing the index is published only above this value, since only
    then the missing ones could not turn a good day bad. None: publish what is there.
    """

    iaqi: tuple[int, ...]
    concentration_rounding: RoundingRule
    iaqi_rounding: RoundingRule
    primary_above: int
    good_day_max: int
    scales: dict[str, PollutantScale]
    daily: AqiMode
    hourly: AqiMode
    levels: tuple[AqiLevel, ...]

    @model_validator(mode="after")
    def _consistent(self) -> AqiFigures:
        for name, scale in self.scales.items():
            if len(scale.points) > len(self.iaqi):
                raise ValueError(f"{name} 的浓度限值比 IAQI 分级多")
            if scale.beyond.use is not None and scale.beyond.use not in self.scales:
                raise ValueError(f"{name} 超出末档时改用的 {scale.beyond.use} 不存在")
        unknown = [n for n in (*self.daily.scales, *self.hourly.scales) if n not in self.scales]
        if unknown:
            raise ValueError(f"日报或实时报引用了不存在的项目 {unknown[0]}")
        return self


class AirLimits(Payload):
    """Concentration limits of an ambient-air standard, class II unless ``zone`` says otherwise; None is not stated."""

    zone: str
    unit: dict[str, str]
    daily: dict[str, Decimal]
    annual: dict[str, Decimal]


# Water --------------------------------------------------------------------------------------------------------------


class WaterItem(Payload):
    """Limits of one item for classes I to V; ``rising`` items (dissolved oxygen) are better when higher."""

    title: str
    unit: str = "mg/L"
    limits: tuple[Decimal, ...] = ()
    lake_limits: tuple[Decimal, ...] = ()
    rising: bool = False
    within: tuple[Decimal, Decimal] | None = None

    @model_validator(mode="after")
    def _five(self) -> WaterItem:
        if (self.within is None) == (not self.limits):
            raise ValueError(f"{self.title} 须写 limits（五类限值）或 within（范围）之一")
        for values in (self.limits, self.lake_limits):
            if values and len(values) != 5:
                raise ValueError(f"{self.title} 的限值应有五类")
            ordered = sorted(values, reverse=self.rising)
            if list(values) != ordered:
                raise ValueError(f"{self.title} 的限值顺序有误")
        return self


class BasinBand(Payload):
    """Status of a river or basin by shares of section classes, in per cent; the first that fits counts."""

    title: str
    good_share_at_least: Decimal | None = None
    worst_share_at_least: Decimal | None = None


class WaterFigures(Payload):
    """Surface-water classes: item limits, status of a section by class, of a basin by shares."""

    classes: tuple[str, ...]
    status: dict[str, str]
    items: dict[str, WaterItem]
    basin_min_sections: int
    basin: tuple[BasinBand, ...]
