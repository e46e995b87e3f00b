"""Satisfaction indices from answers added up by question, with what their sample allows to say.

The index is the weighted mean of the items' means, each on a scale of 0 to 100, with equal or given weights. Weights
from the structural model are worked out in :mod:`zhiheng.kernels.methods.satisfaction_model`; as its unstandardised
weights they give the index of that model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from zhiheng.kernels.methods.numbers import MethodError

SMALL = 30  # below it an index is shown but flagged; our own convention
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Item:
    """One question: ``answered`` persons, their mean and standard deviation on the scale ``low`` to ``high``."""

    answered: int
    mean: float
    deviation: float | None = None
    low: float = 1
    high: float = 10
    weight: float = 1


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """``index`` 0 to 100; ``sample`` the fewest that answered any item; ``margin`` half the 95 % interval, None when a
    deviation is missing; ``small`` when the sample does not carry an index by itself."""

    index: float
    sample: int
    margin: float | None
    small: bool

    @property
    def interval(self) -> tuple[float, float] | None:
        if self.margin is None:
            return None
        return max(0.0, self.index - self.margin), min(100.0, self.index + self.margin)


def satisfaction(items: Sequence[Item], *, population: int | None = None) -> Satisfaction:
    """The index of the items. ``population`` narrows the margin where much of it was asked.

    The items' answers come from the same persons and move together, so that their spreads are added as if wholly
    correlated: the margin is never too small. MethodError without items, or for values off the scale.
    """
    total = sum(item.weight for item in items)
    if not items or total <= 0:
        raise MethodError("没有题目或权重之和为零，无法计算满意度指数")
    for item in items:
        if (
            item.high <= item.low
            or not item.low <= item.mean <= item.high
            or item.answered < 1
            or item.weight < 0
        ):
            raise MethodError(
                f"平均分 {item.mean} 不在量表 {item.low}—{item.high} 之内，或有效回答数、权重不对"
            )
    index = sum(i.weight * (i.mean - i.low) / (i.high - i.low) for i in items) / total * 100
    sample = min(item.answered for item in items)
    margin = None
    if all(item.deviation is not None for item in items):
        spread = sum(i.weight * (i.deviation or 0) / (i.high - i.low) for i in items) / total * 100
        margin = Z95 * spread / sqrt(sample) * _finite(sample, population)
    return Satisfaction(index, sample, margin, sample < SMALL)


@dataclass(frozen=True, slots=True)
class Stratum:
    """One group of a sample: what it said, and how many it stands for."""

    told: Satisfaction
    population: float


def stratified(strata: Sequence[Stratum]) -> Satisfaction:
    """The index of the whole: the strata's by their share of the population; ``sample`` is the sum.

    The strata are drawn apart, so that their margins add up as squares of the weighted parts; None when one is
    missing. MethodError without strata or population.
    """
    total = sum(each.population for each in strata)
    if not strata or total <= 0 or any(each.population < 0 for each in strata):
        raise MethodError("没有分层或总体数为零，无法合并满意度指数")
    index = sum(each.told.index * each.population for each in strata) / total
    sample = sum(each.told.sample for each in strata)
    margins = [each.told.margin for each in strata]
    margin = None
    if None not in margins:
        squares = [(e.population / total * (e.told.margin or 0)) ** 2 for e in strata]
        margin = sqrt(sum(squares))
    return Satisfaction(index, sample, margin, sample < SMALL)


def sample_needed(margin: float, *, deviation: float = 20, population: int | None = None) -> int:
    """How many to ask for an index within ``margin`` at 95 %; ``deviation`` on the scale of 0 to 100."""
    if margin <= 0 or deviation <= 0:
        raise MethodError("允许误差和标准差须大于零")
    without = (Z95 * deviation / margin) ** 2
    needed = without if not population else without / (1 + (without - 1) / population)
    return min(ceil(needed), population) if population else ceil(needed)


def _finite(sample: int, population: int | None) -> float:
    """The correction of a sample drawn from few, without putting back."""
    if not population or population <= 1 or sample >= population:
        return 0.0 if population and sample >= population else 1.0
    return sqrt((population - sample) / (population - 1))
