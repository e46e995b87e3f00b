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


def balance(rows: Mapping[str, int], columns: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """A table of whole numbers whose rows and columns add to the totals given, each cell within one of its fair part
    (row total times column total over the whole).

    Such a table always exists (the rounded cells are a flow, and flows of whole totals are whole). MethodError when
    the two sets of totals do not come to the same.
    """
    total = sum(rows.values())
    if total != sum(columns.values()):
        raise MethodError(f"各行合计 {total} 与各列合计 {sum(columns.values())} 不一致")
    if any(n < 0 for n in (*rows.values(), *columns.values())):
        raise MethodError("分配的总量不能是负数")
    fair = {
        r: {c: Fraction(n * m, total) if total else Fraction(0) for c, m in columns.items()}
        for r, n in rows.items()
    }
    cells = {r: {c: int(f) for c, f in line.items()} for r, line in fair.items()}
    # A cell may take one more only where its fair part has a fraction; the largest are tried first.
    open_ = {r: _by_fraction(line) for r, line in fair.items()}
    raised: dict[str, set[str]] = {c: set() for c in columns}
    room = {c: m - sum(cells[r][c] for r in rows) for c, m in columns.items()}
    for r in sorted(rows):
        for _ in range(rows[r] - sum(cells[r].values())):
            _raise(r, open_, raised, room, set())
    for c, who in raised.items():
        for r in who:
            cells[r][c] += 1
    return cells


def _by_fraction(line: Mapping[str, Fraction]) -> list[str]:
    """The keys whose fair part is no whole number, the largest fraction first."""
    parts = {c: f - int(f) for c, f in line.items()}
    return sorted((c for c, f in parts.items() if f), key=lambda c: (-parts[c], c))


def _raise(
    row: str,
    open_: Mapping[str, Sequence[str]],
    raised: dict[str, set[str]],
    room: dict[str, int],
    seen: set[str],
) -> bool:
    """Raise one more cell of ``row``, moving the raises of other rows out of the way where a column is full."""
    for c in open_[row]:
        if c in seen or row in raised[c]:
            continue
        seen.add(c)
        if len(raised[c]) < room[c]:
            raised[c].add(row)
            return True
        for other in sorted(raised[c]):
            if _raise(other, open_, raised, room, seen):
                raised[c].discard(other)
                raised[c].add(row)
                return True
    return False
