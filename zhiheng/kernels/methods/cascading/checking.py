"""Whether the parts still make the whole, in words: for parts that add, for paths, for rates."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from zhiheng.kernels.methods.cascading.apportioning import to_grain
from zhiheng.kernels.methods.cascading.model import (
    Check,
    Join,
    Part,
    Share,
    Whole,
    grain,
    is_rate,
)
from zhiheng.kernels.methods.numbers import exact, known, plain

_ZERO = Decimal(0)


def check(whole: Whole, parts: Sequence[Part], shares: Sequence[Share], join: Join) -> tuple[Check, ...]:
    """Whether ``shares`` make ``whole``, whoever set them. The first check is about the whole itself."""
    names = {p.key: p.shown for p in parts}
    empty = [names.get(s.key, s.key) for s in shares if s.value is None]
    if empty:
        return (Check("missing", False, f"还有 {len(empty)} 处没有填：{_listed(empty)}"),)
    values = {s.key: exact(s.value or 0) for s in shares}
    faults = [f"{names.get(k, k)}({plain(v)})" for k, v in values.items() if v < 0]
    checks = [Check("uneven", False, f"不能是负数：{_listed(faults)}")] if faults else []
    crossed = [
        names.get(s.key, s.key) for s in shares if s.value_max is not None and s.value_max < values[s.key]
    ]
    if crossed:
        checks.append(Check("uneven", False, f"上限小于下限：{_listed(crossed)}"))
    if join == "sum":
        first = _judge_sum(whole, shares)
    elif join == "path":
        first = _judge_last(whole, shares)
        checks += _judge_order(whole, shares, names)
    elif join == "mean":
        first = _judge_mean(whole, parts, values)
    else:
        first = _judge_each(whole, values, names)
    return (first, *checks)


def _verdict(whole: Whole, made: Decimal, low: Decimal, high: Decimal, told: str) -> Check:
    """Parts of ``made`` beside a whole from ``low`` to ``high``; more than asked is no fault where more is better."""
    unit = whole.unit if whole.unit != "%" else "个百分点"
    if made < low:
        gap = low - made
        return Check("short", whole.limits, f"{told}，比目标{'低' if _rate(whole) else '少'} {plain(gap)} {unit}".strip(), -gap)  # fmt: skip
    if made > high:
        gap = made - high
        ok = not whole.limits and whole.op in {">=", ">", "=", "between", "~"} and not _exact(whole)
        return Check(
            "over", ok, f"{told}，比目标{'高' if _rate(whole) else '多'} {plain(gap)} {unit}".strip(), gap
        )
    return Check("holds", True, f"{told}，与目标相符", _ZERO)


def _exact(whole: Whole) -> bool:
    """Of a count that is said outright or between two ends, handing out more than the upper end is a slip."""
    return whole.op in {"=", "between"} and not _rate(whole)


def _rate(whole: Whole) -> bool:
    return is_rate(whole.unit)


def _ends(whole: Whole) -> tuple[Decimal, Decimal]:
    goal = exact(whole.value)
    return goal, exact(whole.value_max) if whole.value_max is not None else goal


def _told(value: Decimal, whole: Whole) -> str:
    return (
        f"{plain(value)}{whole.unit}" if whole.unit in {"%", "‰"} else f"{plain(value)} {whole.unit}".strip()
    )


def _judge_sum(whole: Whole, shares: Sequence[Share]) -> Check:
    goal, high = _ends(whole)
    low = sum((exact(s.value or 0) for s in shares), _ZERO)
    if whole.value_max is None:
        return _verdict(whole, low, goal, goal, f"合计 {_told(low, whole)}")
    upper = sum((exact(s.value_max if s.value_max is not None else s.value or 0) for s in shares), _ZERO)
    if low >= goal and upper <= high:
        return Check("holds", True, f"合计 {plain(low)}–{_told(upper, whole)}，与目标相符", _ZERO)
    if low < goal:
        return _verdict(whole, low, goal, high, f"下限合计 {_told(low, whole)}")
    return _verdict(whole, upper, goal, high, f"上限合计 {_told(upper, whole)}")


def _judge_last(whole: Whole, shares: Sequence[Share]) -> Check:
    goal, high = _ends(whole)
    last = shares[-1]
    low, upper = (
        exact(last.value or 0),
        exact(last.value_max if last.value_max is not None else last.value or 0),
    )
    made = low if low < goal or upper <= high else upper
    return _verdict(whole, made, goal, high, f"最后一年 {_told(made, whole)}")


def _judge_order(whole: Whole, shares: Sequence[Share], names: Mapping[str, str]) -> list[Check]:
    back = []
    for before, after in itertools.pairwise(shares):
        one, two = exact(before.value or 0), exact(after.value or 0)
        if (two > one) if whole.limits else (two < one):
            back.append(names.get(after.key, after.key))
    return [Check("uneven", False, f"比上一年倒退：{_listed(back)}")] if back else []


def _judge_mean(whole: Whole, parts: Sequence[Part], values: Mapping[str, Decimal]) -> Check:
    weights = {p.key: known(p.weight) for p in parts}
    total = sum((w for w in weights.values() if w is not None), _ZERO)
    if any(w is None for w in weights.values()) or total <= 0:
        return _judge_each(whole, values, {p.key: p.shown for p in parts})
    goal, high = _ends(whole)
    mean = sum(Fraction(values[k]) * Fraction(w or 0) for k, w in weights.items()) / Fraction(total)
    shown = to_grain(mean, min(grain(whole) / 10, Decimal("0.01")), "near")
    good = mean <= Fraction(high) if whole.limits else mean >= Fraction(goal)
    told = f"按分母加权平均 {_told(shown, whole)}"
    if good:
        return Check("holds", True, f"{told}，达到目标", shown - (high if whole.limits else goal))
    gap = abs(Fraction(high if whole.limits else goal) - mean)
    words = plain(to_grain(gap, min(grain(whole) / 10, Decimal("0.01")), "up"))
    unit = "个百分点" if whole.unit in {"%"} else whole.unit
    if whole.limits:
        return Check("over", False, f"{told}，比目标高 {words} {unit}".strip(), Decimal(words))
    return Check("short", False, f"{told}，比目标低 {words} {unit}".strip(), -Decimal(words))


def _judge_each(whole: Whole, values: Mapping[str, Decimal], names: Mapping[str, str]) -> Check:
    goal, high = _ends(whole)
    worse = {k: v for k, v in values.items() if (v > high if whole.limits else v < goal)}
    if not worse:
        return Check("holds", True, "每一处都达到目标", _ZERO)
    told = _listed(
        [f"{names.get(k, k)}({plain(v)})" for k, v in sorted(worse.items(), key=lambda kv: (kv[1], kv[0]))]
    )
    most = max(abs((high if whole.limits else goal) - v) for v in worse.values())
    side = "高于" if whole.limits else "低于"
    return Check("over" if whole.limits else "short", False, f"有 {len(worse)} 处{side}目标：{told}", most if whole.limits else -most)  # fmt: skip


def _listed(names: Sequence[str], most: int = 5) -> str:
    return "、".join(names[:most]) + (f" 等 {len(names)} 处" if len(names) > most else "")
