"""How far a target is attained: met or not, by how much, and the light it gets.

The distance is signed so that more is always better: positive is surplus, negative is what is lacking, in the unit
of the target. Thresholds of the lights are the rule set ``attainment.lights`` (the project's own convention).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, get_args

from zhiheng.kernels.methods.numbers import MethodError, Number, exact, known, plain, round_by
from zhiheng.kernels.rules import LightFigures, MeasureKind, RuleRef, RuleVersion, rule_book

Op = Literal[">=", ">", "<=", "<", "=", "~", "between"]
Direction = Literal["up", "down", "hold"]
RULE = "attainment.lights"
_ZERO, _ONE = Decimal(0), Decimal(1)


class Light(StrEnum):
    """Traffic light of a target."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"

    @property
    def label(self) -> str:
        return {"green": "已达标", "amber": "接近目标", "red": "未达标", "grey": "无数据"}[self.value]


@dataclass(frozen=True, slots=True)
class Attainment:
    """Result for one target.

    ``achieved`` is the figure compared (for an increment or change with a baseline: the difference from it).
    ``ratio`` is the share of the target reached (1 = reached), None when it has no meaning (an inverse figure of 0).
    ``progress`` is the share of the way from baseline to target, None without a baseline. ``met`` is None without data.
    """

    met: bool | None
    achieved: Decimal | None
    distance: Decimal | None
    ratio: Decimal | None
    progress: Decimal | None
    light: Light
    reason: str
    rule: RuleRef


def attain(
    op: Op,
    target: Number,
    value_max: Number | None,
    value: Number | None,
    direction: Direction,
    *,
    baseline: Number | None = None,
    measure: MeasureKind = "level",
    relative: bool = False,
    elapsed: Number | None = None,
    unit: str = "",
    lights: RuleVersion | None = None,
) -> Attainment:
    """Compare a value with its target.

    - ``op`` as in the document; ``between`` needs ``value_max`` (3–5个). For figures that should rise, reaching the
      lower end meets it and more is welcome; for those that should fall, staying under the upper end; for ``hold``
      the figure must lie inside. ``=`` likewise may be surpassed in the good direction, and is exact for ``hold``.
    - ``measure`` level or cumulative compares ``value`` itself. increment and change compare what was added: ``value``
      if no baseline is given (positive in the wished direction), else ``value`` − ``baseline`` (the fall, when the
      direction is down; in per cent of the baseline with ``relative``).
    - ``elapsed``: share (0 to 1) of the time to the deadline that is gone, for the light of a growing figure.

    MethodError for a target that is no number or a between without its upper end.
    """
    _check(op, direction, measure)
    version = lights or rule_book().rule(RULE).versions[-1]
    figures = version.figures_as(LightFigures)
    goal = exact(target)
    upper = known(value_max)
    if op == "between" and (upper is None or upper < goal):
        raise MethodError(f"区间目标须写上限且不小于下限：{plain(goal)} 至 {value_max}")
    base, current = known(baseline), known(value)
    if current is None:
        return Attainment(
            None, None, None, None, None, Light.GREY, "本期没有数据，不能判断是否完成", version.ref
        )
    achieved, sense = _achieved(current, base, direction, measure, relative)
    if achieved is None:
        return Attainment(None, None, None, None, None, Light.GREY, "基期为 0，不能计算变动幅度", version.ref)
    met, distance, bound = _judge(op, goal, upper, achieved, sense=sense, about=figures.about)
    ratio = _ratio(achieved, bound, sense, met, distance)
    progress = _progress(current, base, bound, measure)
    light = _light(met, ratio, progress, measure, elapsed=known(elapsed), figures=figures)
    reason = _reason(op, goal, upper, achieved, distance, met=met, unit=unit)
    return Attainment(met, achieved, distance, ratio, progress, light, reason, version.ref)


def _check(op: str, direction: str, measure: str) -> None:
    for name, given, allowed in (
        ("比较符", op, get_args(Op)),
        ("方向", direction, get_args(Direction)),
        ("度量方式", measure, get_args(MeasureKind)),
    ):
        if given not in allowed:
            raise MethodError(f"{name}“{given}”不认识；可用：{'、'.join(allowed)}")


def _achieved(
    value: Decimal, base: Decimal | None, direction: Direction, measure: MeasureKind, relative: bool
) -> tuple[Decimal | None, Direction]:
    """The compared figure, and in which sense it is better (a fall of 8 % is a change of 8, more is better)."""
    if measure in ("level", "cumulative"):
        return value, direction
    sense: Direction = "hold" if direction == "hold" else "up"
    if base is None:
        return value, sense
    moved = base - value if direction == "down" else value - base
    if relative:
        if base == 0:
            return None, sense
        moved = moved / abs(base) * 100
    return moved, sense


def _judge(
    op: Op, goal: Decimal, upper: Decimal | None, value: Decimal, *, sense: Direction, about: Decimal
) -> tuple[bool, Decimal, Decimal]:
    """Met, signed distance (positive is better than asked), and the bound that the value had to reach."""
    if op == "~":
        slack = abs(goal) * about
        low, high = goal - slack, goal + slack
    elif op == "between":
        low, high = goal, upper if upper is not None else goal
    else:
        low = high = goal
    if op in (">=", ">"):
        sense = "up"
    elif op in ("<=", "<"):
        sense = "down"
    if sense == "up":
        distance, bound = value - low, low
    elif sense == "down":
        distance, bound = high - value, high
    else:
        bound = low if value < low else high if value > high else value
        distance = min(value - low, high - value, _ZERO) if value != bound else _ZERO
    met = distance > 0 if op in (">", "<") else distance >= 0
    return met, distance, bound


def _ratio(value: Decimal, bound: Decimal, sense: Direction, met: bool, distance: Decimal) -> Decimal | None:
    if sense == "down":
        if value == 0:
            return None if bound > 0 else _ONE if met else _ZERO
        return bound / value if value > 0 and bound > 0 else _ONE if met else _ZERO
    if sense == "hold":
        if met:
            return _ONE
        return max(_ZERO, _ONE - abs(distance / bound)) if bound else _ZERO
    if bound <= 0:
        return _ONE if met else _ZERO
    return max(_ZERO, value / bound)


def _progress(value: Decimal, base: Decimal | None, bound: Decimal, measure: MeasureKind) -> Decimal | None:
    if base is None or measure not in ("level", "cumulative") or bound == base:
        return None
    return (value - base) / (bound - base)


def _light(
    met: bool,
    ratio: Decimal | None,
    progress: Decimal | None,
    measure: MeasureKind,
    *,
    elapsed: Decimal | None,
    figures: LightFigures,
) -> Light:
    if met:
        return Light.GREEN
    share = ratio if ratio is not None else _ZERO
    if elapsed is not None and not 0 <= elapsed <= 1:
        raise MethodError(f"已过时间比例应在 0 与 1 之间，得到 {plain(elapsed)}")
    if elapsed is not None and elapsed < 1 and (measure != "level" or progress is not None):
        covered = progress if progress is not None else share
        if covered >= elapsed * figures.pace:
            return Light.AMBER
    return Light.AMBER if share >= figures.amber_from[measure] else Light.RED


_WORDS: dict[str, str] = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "=": "等于", "~": "约"}


def _reason(
    op: Op, goal: Decimal, upper: Decimal | None, value: Decimal, distance: Decimal, *, met: bool, unit: str
) -> str:
    # Two places, unless they would hide the very difference that decides.
    places = 2 if distance == 0 or round_by(distance, "half_up", 2) else 10
    shown = plain(round_by(value, "half_even", places))
    asked = (
        f"{plain(goal)}至{plain(upper)}{unit}"
        if op == "between" and upper is not None
        else f"{_WORDS.get(op, '')}{plain(goal)}{unit}"
    )
    size = plain(round_by(abs(distance), "half_up", places))
    if met:
        verdict = "完成" if distance == 0 else f"完成，优于目标 {size}{unit}"
    elif distance == 0:
        verdict = "未完成，恰在界上"
    else:
        verdict = f"未完成，相差 {size}{unit}"
    return f"目标{asked}，实际 {shown}{unit}，{verdict}"
