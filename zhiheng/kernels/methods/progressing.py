"""Lights of tasks by what was reported of them, and how lights of parts add up to one.

Two rule sets hold the figures: ``progress.pace`` and ``progress.roll_up``. Every result carries the reference of the
version it was worked out by, so that a later convention never changes what was shown before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiheng.kernels.methods.attainment import Light
from zhiheng.kernels.methods.numbers import MethodError, Number, exact, known, plain, round_by
from zhiheng.kernels.rules import PaceFigures, RollUpFigures, RuleRef, RuleVersion, rule_book

PACE, ROLL_UP = "progress.pace", "progress.roll_up"
_ORDER = (Light.GREEN, Light.AMBER, Light.RED)
_WORDS = {Light.GREEN: "绿", Light.AMBER: "黄", Light.RED: "红", Light.GREY: "灰"}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Judged:
    """A light with its reason in words and the rule's version."""

    light: Light
    reason: str
    rule: RuleRef


@dataclass(frozen=True, slots=True)
class RolledUp:
    """The light of a whole: ``score`` is the weighted mean of the known parts (0 to 1), None when too few are known."""

    light: Light
    score: Decimal | None
    reason: str
    rule: RuleRef


def worse(*lights: Light) -> Light:
    """The worst of the lights that are known; grey when none is."""
    seen = [light for light in lights if light in _ORDER]
    return max(seen, key=_ORDER.index) if seen else Light.GREY


def elapsed(start: date, end: date, on: date) -> Decimal:
    """Share (0 to 1) of the days from ``start`` to ``end`` that is gone on ``on``; 1 for a span of no length."""
    if end <= start:
        return Decimal(1) if on >= end else Decimal(0)
    return min(Decimal(1), max(Decimal(0), Decimal((on - start).days) / Decimal((end - start).days)))


def pace(
    percent: Number | None,
    gone: Number,
    *,
    late_days: int = 0,
    overdue_days: int = 0,
    expected: bool = True,
    version: RuleVersion | None = None,
) -> Judged:
    """The light of a task that no figure answers for.

    ``percent``: what was reported done (0 to 100), None when nothing was reported yet. ``gone``: share of the time
    (0 to 1). ``late_days``: how long the last report is late. ``overdue_days``: how long the task is past its day.
    ``expected`` False: no report was due yet, so that nothing known is not held against anybody.

    MethodError for a percentage outside 0–100, a share outside 0–1 or negative days.
    """
    rule = version or rule_book().rule(PACE).versions[-1]
    figures = rule.figures_as(PaceFigures)
    done, time = known(percent), exact(gone)
    if done is not None and not 0 <= done <= _HUNDRED:
        raise MethodError(f"完成比例应在 0 与 100 之间，得到 {plain(done)}")
    if not 0 <= time <= 1:
        raise MethodError(f"已过时间比例应在 0 与 1 之间，得到 {plain(time)}")
    if late_days < 0 or overdue_days < 0:
        raise MethodError("逾期天数不能为负")
    lights, words = [], []
    if overdue_days:
        lights.append(Light.RED)
        words.append(f"已过期限 {overdue_days} 天，尚未办结")
    if late_days:
        lights.append(Light.AMBER if late_days <= figures.late_amber_days else Light.RED)
        words.append(f"进展逾期 {late_days} 天未报")
    if done is not None:
        behind = time - done / _HUNDRED
        light = (
            Light.GREEN
            if behind <= figures.green_behind
            else Light.AMBER
            if behind <= figures.amber_behind
            else Light.RED
        )
        lights.append(light)
        words.append(f"报称完成 {plain(done)}%，时间已过 {_percent(time)}%")
    elif not lights:
        if expected:
            lights.append(Light.AMBER)
            words.append("还没有报过进展")
        else:
            words.append("还没有到第一次报进展的日期")
    return Judged(worse(*lights), "；".join(words), rule.ref)


def capped(light: Light, overdue_days: int, *, version: RuleVersion | None = None) -> Light:
    """A light by data, held down while the task is past its day and not closed."""
    if not overdue_days or light == Light.GREY:
        return light
    figures = (version or rule_book().rule(PACE).versions[-1]).figures_as(PaceFigures)
    return worse(light, Light(figures.overdue_best))


def roll_up(parts: Sequence[tuple[Light, Number | None]], *, version: RuleVersion | None = None) -> RolledUp:
    """One light of many: ``parts`` are (light, weight); a weight that is None counts 1.

    Where all weights are zero every part counts the same. Grey parts are left out and said. MethodError for a
    negative weight.
    """
    rule = version or rule_book().rule(ROLL_UP).versions[-1]
    figures = rule.figures_as(RollUpFigures)
    weights = [Decimal(1) if w is None else exact(w) for _light, w in parts]
    if any(w < 0 for w in weights):
        raise MethodError("权重不能为负")
    if weights and not any(weights):
        weights = [Decimal(1)] * len(weights)
    total = sum(weights, Decimal(0))
    counted = [(light, w) for (light, _), w in zip(parts, weights, strict=True) if light != Light.GREY]
    weight = sum((w for _, w in counted), Decimal(0))
    told = _told([light for light, _ in parts])
    if not weight or weight < total * figures.known:
        return RolledUp(Light.GREY, None, f"{told}；情况已知的不足，不评", rule.ref)
    score = sum((figures.points[light.value] * w for light, w in counted), Decimal(0)) / weight  # type: ignore[index]
    light = (
        Light.GREEN
        if score >= figures.green_from
        else Light.AMBER
        if score >= figures.amber_from
        else Light.RED
    )
    if any(each == Light.RED and w for each, w in counted):
        light = worse(light, Light(figures.red_best))
    shown = plain(round_by(score, "half_up", 2))
    return RolledUp(light, score, f"{told}；加权 {shown} 分", rule.ref)


def _told(lights: Sequence[Light]) -> str:
    found = [(light, sum(1 for each in lights if each == light)) for light in (*_ORDER, Light.GREY)]
    return "、".join(f"{_WORDS[light]}灯 {n} 项" for light, n in found if n) or "没有可汇总的任务"


def _percent(share: Decimal) -> str:
    return plain(round_by(share * _HUNDRED, "half_up", 0))
