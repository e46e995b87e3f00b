"""Dividing a target over years, regions or units, by each of the ways; what was set by hand is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from zhiheng.kernels.methods.cascading.apportioning import Pace, apportion, paces, to_grain, way
from zhiheng.kernels.methods.cascading.checking import check
from zhiheng.kernels.methods.cascading.model import Join, Part, Share, Split, Way, Whole, grain
from zhiheng.kernels.methods.numbers import MethodError, exact, known, plain

_ZERO = Decimal(0)
_PACES: tuple[Pace, ...] = get_args(Pace)


def split(whole: Whole, parts: Sequence[Part], how: Way, join: Join) -> Split:
    """Divide ``whole`` over ``parts`` (years in their order) and check the result.

    MethodError for no part, a key named twice, a way that does not fit, a path without a baseline.
    """
    if not parts:
        raise MethodError("没有可以分解到的对象")
    if len({p.key for p in parts}) != len(parts):
        raise MethodError("同一对象出现了两次")
    if how == "hand":
        values: dict[str, Decimal | None] = {p.key: known(p.fixed) for p in parts}
    elif join == "path" or (how in {*_PACES, "flat"} and join == "each"):
        values = dict(_path(whole, parts, how, exact(whole.value)))
    elif join == "sum":
        values = dict(_sum(whole, parts, how))
    else:
        values = dict(_rates(whole, parts, how, join))
    upper = _upper(whole, parts, how, join, values)
    shares = tuple(
        Share(p.key, values[p.key], upper.get(p.key), how == "hand" or p.fixed is not None) for p in parts
    )
    return Split(shares, check(whole, parts, shares, join))


def _path(whole: Whole, parts: Sequence[Part], how: Way, goal: Decimal) -> dict[str, Decimal]:
    points = [known(p.fixed) for p in parts]
    if points[-1] is None:
        points[-1] = goal
    baseline = known(whole.baseline)
    if how == "flat":
        return {p.key: goal if v is None else v for p, v in zip(parts, points, strict=True)}
    if how not in _PACES:
        raise MethodError("按年分解请选平均、先多后少、先少后多、逐年保持或手工")
    if baseline is None:
        raise MethodError("没有基数，画不出逐年的路径：请填写基数，或选“逐年保持”“手工”")
    # Who is already beyond the goal is asked to keep it, not to fall back towards it.
    better = baseline <= goal if whole.limits else baseline >= goal
    step = grain(whole, parts)
    found = way(goal if better else baseline, points, how, step)
    return dict(zip((p.key for p in parts), found, strict=True))


def _sum(whole: Whole, parts: Sequence[Part], how: Way) -> dict[str, Decimal]:
    step = grain(whole, parts)
    fixed = {p.key: exact(p.fixed) for p in parts if p.fixed is not None}
    free = [p for p in parts if p.key not in fixed]
    rest = exact(whole.value) - sum(fixed.values(), _ZERO)
    if not free:
        return fixed
    # What each has already stays with it: only what is to be added (or taken away) is divided.
    carried = {p.key: to_grain(max(known(p.base) or _ZERO, _ZERO), step, "down") for p in free}
    carries = whole.baseline is not None
    have = sum(carried.values(), _ZERO) if carries else _ZERO
    moved = max(rest, _ZERO) - have
    weights = _weights(whole, free, how)
    if moved >= 0 or not whole.limits:
        given = apportion(int(max(moved, _ZERO) / step), weights)
        return fixed | {p.key: (carried[p.key] if carries else _ZERO) + given[p.key] * step for p in free}
    caps = {key: int(v / step) for key, v in carried.items()}
    cut = apportion(int(-moved / step), weights, caps)
    return fixed | {key: v - cut[key] * step for key, v in carried.items()}


def _weights(whole: Whole, parts: Sequence[Part], how: Way) -> dict[str, Fraction]:
    """Equal, by weight (else by base), or by how far each is behind the foremost (the least, for a limit)."""
    if how == "base":
        amounts = {p.key: known(p.weight) if p.weight is not None else known(p.base) for p in parts}
        return {key: Fraction(max(v, _ZERO)) if v is not None else Fraction(0) for key, v in amounts.items()}
    if how == "gap":
        bases = {p.key: known(p.base) for p in parts}
        told = [b for b in bases.values() if b is not None]
        if not told:
            return dict.fromkeys(bases, Fraction(1))
        best = min(told) if whole.limits else max(told)
        return {k: Fraction(abs(best - (b if b is not None else min(told)))) for k, b in bases.items()}
    if how in {"straight", "front", "back"}:
        return {p.key: f for p, f in zip(parts, paces(len(parts), how), strict=True)}
    return {p.key: Fraction(1) for p in parts}


def _rates(whole: Whole, parts: Sequence[Part], how: Way, join: Join) -> dict[str, Decimal]:
    step, goal = grain(whole, parts), exact(whole.value)
    fixed = {p.key: exact(p.fixed) for p in parts if p.fixed is not None}
    free = [p for p in parts if p.key not in fixed]
    bases = {p.key: known(p.base) if known(p.base) is not None else goal for p in free}
    own = {key: b for key, b in bases.items() if b is not None}
    side: Literal["up", "down"] = "down" if whole.limits else "up"
    if join == "each" or any(p.weight is None for p in parts):
        better = min if whole.limits else max
        # Who is beyond the goal keeps what it has (rounded so that it is not asked for more).
        kept: Literal["up", "down"] = "up" if whole.limits else "down"
        return fixed | {
            k: goal if how == "equal" else better(goal, to_grain(b, step, kept)) for k, b in own.items()
        }
    weights = {p.key: Fraction(exact(p.weight or 0)) for p in parts}
    mass = sum((weights[p.key] for p in free), Fraction(0))
    if not mass:
        return fixed | {p.key: goal for p in free}
    needed = Fraction(goal) * sum(weights.values()) - sum(weights[k] * Fraction(v) for k, v in fixed.items())
    asked = needed / mass
    found = _reach({k: Fraction(b) for k, b in own.items()}, weights, asked, mass, whole, how)
    return fixed | {k: _inside(whole, to_grain(v, step, side)) for k, v in found.items()}


def _reach(
    own: Mapping[str, Fraction], weights: Mapping[str, Fraction], asked: Fraction, mass: Fraction, whole: Whole, how: Way
) -> dict[str, Fraction]:  # fmt: skip
    """Values whose weighted mean is ``asked``: the same for all; each by the same amount; each by the same part of
    its distance to ``asked``."""
    if how == "equal":
        return dict.fromkeys(own, asked)
    lacking = asked * mass - sum(weights[k] * v for k, v in own.items())
    if (lacking < 0) != whole.limits or lacking == 0:
        # The mean is as good as asked already: each keeps its own.
        return dict(own)
    if how == "gap":
        gaps = {k: max(asked - v, Fraction(0)) if lacking > 0 else max(v - asked, Fraction(0)) for k, v in own.items()}  # fmt: skip
        total = sum(weights[k] * g for k, g in gaps.items())
        part = abs(lacking) / total if total else Fraction(0)
        return {k: v + (1 if lacking > 0 else -1) * part * gaps[k] for k, v in own.items()}
    edge = Fraction(0) if whole.limits else (Fraction(whole.top) if whole.top is not None else None)
    return _even(own, weights, lacking, edge)


def _even(
    own: Mapping[str, Fraction], weights: Mapping[str, Fraction], lacking: Fraction, edge: Fraction | None
) -> dict[str, Fraction]:
    """Move all by the same amount until ``lacking`` (weighted) is made up; who meets ``edge`` stays there."""
    found, free = dict(own), {k for k in own if weights[k]}
    while free and lacking:
        move = lacking / sum(weights[k] for k in free)
        if edge is None:
            stopped = set()
        else:
            stopped = {k for k in free if (found[k] + move > edge if move > 0 else found[k] + move < edge)}
        if not stopped:
            for k in free:
                found[k] += move
            break
        for k in stopped:
            lacking -= weights[k] * (edge - found[k])  # type: ignore[operator]
            found[k] = edge  # type: ignore[assignment]
        free -= stopped
    return found


def _inside(whole: Whole, value: Decimal) -> Decimal:
    top = whole.top
    return max(value if top is None else min(value, top), _ZERO)


def _upper(
    whole: Whole, parts: Sequence[Part], how: Way, join: Join, values: Mapping[str, Decimal | None]
) -> dict[str, Decimal | None]:
    """The upper ends of a goal with two: divided like the lower ones, never below them."""
    if whole.value_max is None:
        return {}
    given = {p.key: known(p.fixed_max) for p in parts}
    if how == "hand":
        return given
    goal, high = exact(whole.value), exact(whole.value_max)
    if high < goal:
        raise MethodError(f"上限 {plain(high)} 小于下限 {plain(goal)}")
    found: dict[str, Decimal | None] = {}
    if join == "sum":
        step = grain(whole, parts)
        set_ = {k: v - (values[k] or _ZERO) for k, v in given.items() if v is not None}
        free = [p for p in parts if given[p.key] is None]
        room = max(high - goal - sum(set_.values(), _ZERO), _ZERO)
        more = apportion(int(room / step), _weights(whole, free, how)) if free else {}
        found = {p.key: (values[p.key] or _ZERO) + more[p.key] * step for p in free}
    elif join == "path":
        free = [Part(p.key, fixed=p.fixed_max) for p in parts]
        line = _path(whole, free, how, high)
        found = {k: max(line[k], v) if v is not None else line[k] for k, v in values.items()}
    else:
        found = {k: None if v is None else _inside(whole, v + high - goal) for k, v in values.items()}
    return found | {k: v for k, v in given.items() if v is not None}
