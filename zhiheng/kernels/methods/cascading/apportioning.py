"""Dividing an amount exactly: largest remainders over shares, and stepwise ways over years.

Everything is counted in whole grains (the smallest amount that is given out), so that parts add to the whole to the
last digit. Who is named first makes no difference: of equal remainders the larger weight goes first, then the key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from zhiheng.kernels.methods.numbers import MethodError

Pace = Literal["straight", "front", "back"]


def grain_of(*amounts: Decimal) -> Decimal:
    """The step of the finest of ``amounts`` as they are written: 35 is counted by 1, 2.5 by 0.1.

    >>> grain_of(Decimal(35)), grain_of(Decimal("2.5"), Decimal("0.75"))
    (Decimal('1'), Decimal('0.01'))
    """
    exponents = [int(a.normalize().as_tuple().exponent) for a in amounts]
    return Decimal(1).scaleb(min([0, *exponents]))


def to_grain(value: Decimal | Fraction, grain: Decimal, way: Literal["near", "up", "down"]) -> Decimal:
    """``value`` as a multiple of ``grain``; ``near`` takes a half away from zero."""
    exact = Fraction(value) / Fraction(grain)
    if exact.denominator == 1:
        return Decimal(exact.numerator) * grain
    mode = {"near": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}[way]
    if mode == ROUND_HALF_UP:
        size = int(abs(exact) + Fraction(1, 2))
        count = size if exact > 0 else -size
    else:
        count = -int(-exact // 1) if mode == ROUND_CEILING else int(exact // 1)
    return Decimal(count) * grain


def apportion(
    grains: int, weights: Mapping[str, Fraction], caps: Mapping[str, int] | None = None
) -> dict[str, int]:
    """``grains`` over the keys by weight, by largest remainder; all weights 0 counts as all equal.

    ``caps``: the most a key may take; what it leaves goes to the others by their weights, and what nobody can take is
    left out (the sum is then less than ``grains``). A larger weight never gets less, caps aside. MethodError for a
    negative amount or weight, or for no key at all.
    """
    if grains < 0 or any(w < 0 for w in weights.values()):
        raise MethodError("分配的总量和权重都不能是负数")
    if not weights:
        raise MethodError("没有可以分配的对象")
    full: dict[str, int] = {}
    free = dict(weights)
    left = grains
    while free:
        given = _by_remainder(left, free)
        over = {k for k, n in given.items() if caps is not None and k in caps and n > caps[k]}
        if not over:
            return full | given
        for key in over:
            full[key] = (caps or {})[key]
            left -= full[key]
            del free[key]
    return full


def _by_remainder(grains: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    whole = sum(weights.values(), Fraction(0))
    even = dict.fromkeys(weights, Fraction(1))
    used, whole = (weights, whole) if whole else (even, Fraction(len(weights)))
    quotas = {key: grains * w / whole for key, w in used.items()}
    given = {key: int(q) for key, q in quotas.items()}
    order = sorted(used, key=lambda k: (-(quotas[k] - given[k]), -used[k], k))
    for key in order[: grains - sum(given.values())]:
        given[key] += 1
    return given


def paces(count: int, pace: Pace) -> list[Fraction]:
    """The part of the way made in each of ``count`` steps: the same in each, less and less, or more and more.

    >>> [str(f) for f in paces(3, "front")]
    ['1/2', '1/3', '1/6']
    """
    sizes = {
        "straight": [1] * count,
        "front": list(range(count, 0, -1)),
        "back": list(range(1, count + 1)),
    }
    return [Fraction(n, sum(sizes[pace])) for n in sizes[pace]]


def way(start: Decimal, points: Sequence[Decimal | None], pace: Pace, grain: Decimal) -> list[Decimal]:
    """From ``start`` through the points that are given; those between two known ones lie on the way.

    The last point must be given. The way between two points never turns back.
    """
    if not points or points[-1] is None:
        raise MethodError("最后一年的数要先定下来")
    found: list[Decimal] = []
    at, since = start, 0
    for index, point in enumerate(points):
        if point is None:
            continue
        done = Fraction(0)
        for part in paces(index - since + 1, pace)[:-1]:
            done += part
            found.append(to_grain(Fraction(at) + (Fraction(point) - Fraction(at)) * done, grain, "near"))
        # Rounding must not carry a step beyond either end.
        low, high = min(at, point), max(at, point)
        found[since:] = [min(max(v, low), high) for v in found[since:]]
        found.append(point)
        at, since = point, index + 1
    return found
