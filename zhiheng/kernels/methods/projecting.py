"""Where a figure lands at its deadline if tasks slip: a straight path from what is known to what was promised.

The gap between the present figure and the goal is laid on the tasks that still run, by their weight and by what of
each is left to do. Each delivers its part evenly from the starting day to its last day; what it has not delivered by
the deadline is missing there. No task, no path: then the figure stays. It is arithmetic on stated assumptions, not a
forecast: nothing outside the tasks moves the figure, and no task waits for another. ``low`` and ``high`` are its
limits: the remaining tasks change nothing, or all of them deliver by the deadline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zhiheng.kernels.methods.numbers import MethodError, Number, exact
from zhiheng.kernels.rules import ProjectionFigures, RuleRef, RuleVersion, rule_book

RULE = "progress.projection"
METHOD = (
    "现值与目标之差，按余下任务的权重和未完成比例分摊；每项任务从推演起点到其截止日匀速见效，推迟的按推迟后的截止日计，"
    "落空的不见效；到目标期限时没有见效的部分，就是缺口。没有余下任务的，停在现值。"
)
ASSUMPTIONS = "这是按上述假定的算术推演，不是预测：不计任务之间的先后、见效的滞后和任务以外的变化。"
_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Feed:
    """A task that feeds the figure.

    ``weight``: its part of the work (None: 1). ``done``: share done, 0 to 1. ``ends``: its last day. ``slip``: months
    it is assumed to be late beyond that. ``failed``: it is assumed to bring nothing more. ``closed``: nothing is left.
    """

    key: str
    ends: date
    weight: Number | None = None
    done: Number = 0
    slip: int = 0
    failed: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What one task brings: ``part`` of the gap laid on it, ``delivered`` of that by the deadline (both 0 to 1)."""

    key: str
    part: float
    delivered: float
    ends: date


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the figure lands. ``status``: ok, met (nothing is lacking), no_feed (no task left), past (deadline gone)."""

    value: float
    low: float
    high: float
    status: str
    shares: tuple[Share, ...]
    rule: RuleRef


def months_later(on: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    at = on.year * 12 + on.month - 1 + months
    year, month = at // 12, at % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - date(year, month, 1)).days
    return date(year, month, min(on.day, last))


def project(
    value: Number,
    goal: Number,
    deadline: date,
    feeds: Sequence[Feed],
    *,
    start: date,
    met: bool = False,
    version: RuleVersion | None = None,
) -> Projection:
    """The figure on ``deadline``, from ``value`` on ``start`` towards ``goal``, in the unit of both.

    ``met``: the goal is reached or passed already (only the caller knows in which direction is better).
    MethodError for a negative weight or slip, or a share outside 0–1.
    """
    rule = version or rule_book().rule(RULE).versions[-1]
    figures = rule.figures_as(ProjectionFigures)
    for feed in feeds:
        _check(feed)
    now, aim = Fraction(exact(value)), Fraction(exact(goal))
    if met or now == aim:
        return Projection(float(now), float(now), float(now), "met", (), rule.ref)
    if deadline <= start:
        return Projection(float(now), float(now), float(now), "past", (), rule.ref)
    left = [f for f in feeds if not f.closed and Fraction(exact(f.done)) < 1]
    loads = _loads(left)
    total = sum(loads, _ZERO)
    if not total:
        return Projection(float(now), float(now), float(now), "no_feed", (), rule.ref)
    shares, reached = [], _ZERO
    for feed, load in zip(left, loads, strict=True):
        ends = months_later(_ends(feed, start, figures.overdue_again), feed.slip)
        delivered = _delivered(feed, start, deadline, ends)
        reached += load / total * delivered
        shares.append(Share(feed.key, float(load / total), float(delivered), ends))
    landed = now + (aim - now) * reached
    low, high = sorted((now, aim))
    return Projection(float(landed), float(low), float(high), "ok", tuple(shares), rule.ref)


def _loads(left: Sequence[Feed]) -> list[Fraction]:
    weights = [Fraction(1) if f.weight is None else Fraction(exact(f.weight)) for f in left]
    if not any(weights):
        weights = [Fraction(1)] * len(weights)
    return [w * (1 - Fraction(exact(f.done))) for w, f in zip(weights, left, strict=True)]


def _ends(feed: Feed, start: date, again: Decimal) -> date:
    """The last day, or for what is overdue already the day it may end by the rule."""
    if feed.ends > start:
        return feed.ends
    late = (start - feed.ends).days
    return date.fromordinal(start.toordinal() + max(1, round(late * again)))


def _delivered(feed: Feed, start: date, deadline: date, ends: date) -> Fraction:
    if feed.failed:
        return _ZERO
    if ends <= deadline:
        return Fraction(1)
    return Fraction((deadline - start).days, (ends - start).days)


def _check(feed: Feed) -> None:
    if feed.weight is not None and exact(feed.weight) < 0:
        raise MethodError(f"任务 {feed.key} 的权重不能为负")
    if feed.slip < 0:
        raise MethodError(f"任务 {feed.key} 推迟的月数不能为负")
    if not 0 <= exact(feed.done) <= 1:
        raise MethodError(f"任务 {feed.key} 的完成比例应在 0 与 1 之间")
