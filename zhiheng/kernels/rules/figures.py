"""Typed payloads of rule sets: one class for each kind of official figures.

A kind is named in the YAML (``kind: aqi``) and decides which of these classes its ``figures`` must fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from zhiheng.kernels.rules.environment import AirLimits, AqiFigures, WaterFigures
from zhiheng.kernels.rules.payload import Certainty, Payload, Rounding
from zhiheng.kernels.worktime import Limit

# Time limits --------------------------------------------------------------------------------------------------------


class TimeLimit(Payload):
    """One statutory limit. ``earliest`` is the start of a window; ``extension`` what may be added on approval."""

    title: str
    runs_from: str
    limit: Limit
    extension: Limit | None = None
    earliest: Limit | None = None
    clause: str | None = None
    certainty: Certainty | None = None
    note: str = ""


class TimeLimits(Payload):
    """The limits of one procedure by name."""

    limits: dict[str, TimeLimit]


# Grades and bands ---------------------------------------------------------------------------------------------------


class Band(Payload):
    """A grade from ``at_least`` upwards."""

    key: str
    title: str
    at_least: Decimal


class Bands(Payload):
    """Bands in falling order; the last one must start at or below ``lowest``."""

    bands: tuple[Band, ...]
    lowest: Decimal = Decimal(0)
    unit: str = ""

    @model_validator(mode="after")
    def _falling(self) -> Bands:
        if not self.bands:
            raise ValueError("至少要有一个等级")
        if any(a.at_least <= b.at_least for a, b in pairwise(self.bands)):
            raise ValueError("等级下限须自高到低排列且互不相同")
        if self.bands[-1].at_least > self.lowest:
            raise ValueError(f"最低等级须从 {self.lowest} 起，否则低分没有等级")
        return self

    def of(self, value: Decimal) -> Band:
        """The band that holds a value; values below the lowest band's start belong to it as well."""
        return next((band for band in self.bands if value >= band.at_least), self.bands[-1])


class GradeBands(Bands):
    """Grades of an assessment. The total is rounded first, then graded; a veto gives ``veto_grade``."""

    full: Decimal
    rounding: Rounding
    veto_grade: str

    @model_validator(mode="after")
    def _veto_exists(self) -> GradeBands:
        if self.veto_grade not in {band.key for band in self.bands}:
            raise ValueError(f"否决等级 {self.veto_grade} 不在等级表中")
        return self

    def band(self, key: str) -> Band:
        return next(band for band in self.bands if band.key == key)

    def order(self, key: str) -> int:
        """0 for the best grade."""
        return [band.key for band in self.bands].index(key)


class Weights(Payload):
    """Named weights; ``total`` is what they must add up to, None when they need not."""

    weights: dict[str, Decimal]
    labels: dict[str, str] = Field(default_factory=dict)
    total: Decimal | None = None

    @model_validator(mode="after")
    def _sum(self) -> Weights:
        added = sum(self.weights.values(), Decimal(0))
        # Twelfths cannot be written exactly.
        if self.total is not None and abs(added - self.total) > Decimal("1e-6"):
            raise ValueError(f"权重合计 {added}，应为 {self.total}")
        return self


# Rewards ------------------------------------------------------------------------------------------------------------


class RewardTier(Payload):
    """A level of reward: share of the fines and confiscations, with a floor in yuan."""

    title: str
    test: str
    share: Decimal
    floor: Decimal


class RewardFigures(Payload):
    """Rewards for reports of breaches, in yuan."""

    tiers: tuple[RewardTier, ...]
    cap: Decimal
    consult_finance_from: Decimal


# Attainment ---------------------------------------------------------------------------------------------------------

MeasureKind = Literal["level", "cumulative", "increment", "change"]


class LightFigures(Payload):
    """Lights of a target that is not met: amber from this share of the way, else red; met is green, unknown grey.

    ``about`` is the tolerance of 约 (op "~") as a share of the target. ``pace`` is the share of the elapsed time that
    growing figures must have covered to be amber before their deadline.
    """

    amber_from: dict[MeasureKind, Decimal]
    about: Decimal
    pace: Decimal

    @model_validator(mode="after")
    def _all_measures(self) -> LightFigures:
        missing = {"level", "cumulative", "increment", "change"} - set(self.amber_from)
        if missing:
            raise ValueError(f"亮灯门槛缺少 {'、'.join(sorted(missing))}")
        return self


# Progress of tasks ---------------------------------------------------------------------------------------------------


class PaceFigures(Payload):
    """Light of a task by its reports: green while the share done is at most ``green_behind`` behind the share of the
    time that is gone, amber down to ``amber_behind``, else red. A report that is late by up to ``late_amber_days``
    makes it amber, later red. ``overdue_best``: the best light of what is past its day and not closed, whatever the
    data say.
    """

    green_behind: Decimal = Field(ge=0, le=1)
    amber_behind: Decimal = Field(ge=0, le=1)
    late_amber_days: int = Field(ge=0)
    overdue_best: Literal["amber", "red"]

    @model_validator(mode="after")
    def _amber_is_wider(self) -> PaceFigures:
        if self.amber_behind < self.green_behind:
            raise ValueError("黄灯允许的落后不能小于绿灯允许的落后")
        return self


class RollUpFigures(Payload):
    """How lights add up: points of each light, averaged by weight over those that are known; green and amber from
    these averages. ``red_best``: the best light while one part is red. ``known``: the least share of the weight that
    must be known for a light at all.
    """

    points: dict[Literal["green", "amber", "red"], Decimal]
    green_from: Decimal
    amber_from: Decimal
    red_best: Literal["green", "amber", "red"]
    known: Decimal = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _ordered(self) -> RollUpFigures:
        if set(self.points) != {"green", "amber", "red"}:
            raise ValueError("三种灯都要有分值")
        if not self.amber_from < self.green_from:
            raise ValueError("绿灯门槛应高于黄灯门槛")
        return self


class ProjectionFigures(Payload):
    """What a projection takes for granted: how much later than its day an overdue task ends, as a multiple of what it
    is late already."""

    overdue_again: Decimal = Field(ge=0)


# Expiry --------------------------------------------------------------------------------------------------------------


class ExpiryFigures(Payload):
    """What runs out on a day: the owner is asked ``ahead_days`` before it, and is to have acted ``by_days`` or
    ``by_working_days`` before it (neither: on the day itself). ``behind_days``: what ran out longer ago than that when
    it is first seen is history, and nobody is asked.
    """

    ahead_days: int = Field(ge=0, le=3660)
    by_days: int = Field(default=0, ge=0)
    by_working_days: int = Field(default=0, ge=0)
    behind_days: int = Field(default=365, ge=0)
    clause: str = ""

    @model_validator(mode="after")
    def _asked_before_owed(self) -> ExpiryFigures:
        if self.by_days and self.by_working_days:
            raise ValueError("by_days（日）与 by_working_days（工作日）只写一个")
        # Seven working days take at most eleven days of the calendar, holidays of a week included.
        if max(self.by_days, self.by_working_days * 11 // 7) > self.ahead_days:
            raise ValueError("提醒日 ahead_days 应早于办理日 by_days / by_working_days")
        return self


class LookBackFigures(Payload):
    """How far back what stands against somebody counts: ``months`` before the day in question."""

    months: int = Field(ge=1, le=600)
    clause: str = ""


class PointPart(Payload):
    """One of the sums of points: what everybody begins with, and the most it comes to."""

    title: str
    base: int = Field(default=0, ge=0)
    most: int = Field(ge=1)


class SignalPoints(Payload):
    """What each record of a kind adds to a part: as far back as ``months`` (for ever where none is said), ``most`` in all."""

    title: str
    part: str
    points: int = Field(ge=1)
    months: int | None = Field(default=None, ge=1, le=600)
    most: int | None = Field(default=None, ge=1)


class StandingPoints(Payload):
    """What a grade that holds adds to a part."""

    key: str
    title: str
    part: str
    points: dict[str, int]


class PointFigures(Payload):
    """Points by what is recorded of somebody: parts, what records add, and what grades add (the first that is known);
    ``unknown``: what a part gets where no grade is."""

    parts: dict[str, PointPart]
    signals: dict[str, SignalPoints]
    standings: tuple[StandingPoints, ...] = ()
    unknown: dict[str, int] = {}

    @model_validator(mode="after")
    def _known_parts(self) -> PointFigures:
        named = [*(s.part for s in self.signals.values()), *(s.part for s in self.standings), *self.unknown]
        if lost := sorted({p for p in named if p not in self.parts}):
            raise ValueError(f"没有声明的分项：{lost}")
        return self


# Metrology -----------------------------------------------------------------------------------------------------------


class ProvisionFigures(Payload):
    """Share of the instruments needed that must be there, in per cent, by kind of energy and level (GB 17167).

    A level that a kind does not name has no requirement.
    """

    levels: dict[str, str]
    rates: dict[str, dict[str, Decimal]]

    @model_validator(mode="after")
    def _known_levels(self) -> ProvisionFigures:
        for energy, by_level in self.rates.items():
            if lost := sorted(set(by_level) - set(self.levels)):
                raise ValueError(f"{energy} 的计量级别 {'、'.join(lost)} 没有在 levels 中列出")
            if wrong := [k for k, rate in by_level.items() if not 0 <= rate <= 100]:
                raise ValueError(f"{energy} 的配备率 {'、'.join(wrong)} 应在 0 到 100 之间")
        return self


class SmallNumbersFigures(Payload):
    """A rate of fewer than ``below`` things is shown with its interval at this ``confidence``."""

    below: int = Field(ge=1)
    confidence: Decimal

    @model_validator(mode="after")
    def _tabled(self) -> SmallNumbersFigures:
        if self.confidence not in {Decimal("0.90"), Decimal("0.95"), Decimal("0.99")}:
            raise ValueError("置信度只支持 0.90、0.95、0.99")
        return self


KINDS: Mapping[str, type[Payload]] = {
    "aqi": AqiFigures,
    "air_limits": AirLimits,
    "time_limits": TimeLimits,
    "grade_bands": GradeBands,
    "bands": Bands,
    "weights": Weights,
    "rounding": Rounding,
    "water_class": WaterFigures,
    "reward": RewardFigures,
    "lights": LightFigures,
    "pace": PaceFigures,
    "roll_up": RollUpFigures,
    "projection": ProjectionFigures,
    "expiry": ExpiryFigures,
    "look_back": LookBackFigures,
    "points": PointFigures,
    "provision": ProvisionFigures,
    "small_numbers": SmallNumbersFigures,
}
