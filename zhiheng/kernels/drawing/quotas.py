"""How many are drawn of each stratum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from zhiheng.kernels.drawing.drawing import DrawError

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Quota:
    """How many to draw: exactly one of ``total`` (shared out by size), ``share`` (percent of each stratum, rounded
    up) and ``each`` (of every stratum).

    ``least``: of every stratum that has as many, where ``total`` is shared out. ``of``: the percent of single strata,
    instead of ``share``.
    """

    total: int | None = None
    share: float | None = None
    each: int | None = None
    least: int = 0
    of: Mapping[str, float] = field(default_factory=dict)


def quotas(sizes: Mapping[str, int], quota: Quota) -> dict[str, int]:
    """How many of each stratum, never more than it has. DrawError for a quota that says none or two of the ways."""
    ways = [w for w in (quota.total, quota.share, quota.each) if w is not None]
    if len(ways) != 1:
        raise DrawError("抽取数要且只要写一种：总数、比例或每层数")
    if any(n < 0 for n in sizes.values()) or ways[0] < 0 or quota.least < 0:
        raise DrawError("人数和抽取数不能是负数")
    if quota.each is not None:
        return {stratum: min(quota.each, n) for stratum, n in sizes.items()}
    if quota.share is not None:
        return {s: _of(n, quota.of.get(s, quota.share)) for s, n in sizes.items()}
    assert quota.total is not None
    return _shared(sizes, quota.total, quota.least)


def _of(size: int, percent: float) -> int:
    if not 0 <= percent <= WHOLE:
        raise DrawError(f"抽取比例 {percent} 不在 0 到 100 之间")
    return min(size, ceil(Fraction(str(percent)) * size / WHOLE))


def _shared(sizes: Mapping[str, int], total: int, least: int) -> dict[str, int]:
    """``total`` by size, by largest remainders, the smaller name first among equals; none below ``least``."""
    found = {s: min(least, n) for s, n in sizes.items()}
    if sum(found.values()) > total:
        raise DrawError(f"总数 {total} 不够每层至少 {least}。请加大总数")
    whole = sum(sizes.values())
    if total >= whole:
        return dict(sizes)
    fair = {s: Fraction(total * n, whole) for s, n in sizes.items()}
    found = {s: max(int(fair[s]), found[s]) for s in sizes}
    # What rounding left over goes to those furthest below their fair share, what the least took too much comes off
    # those furthest above it.
    while (left := total - sum(found.values())) != 0:
        step = 1 if left > 0 else -1
        open_ = [s for s in sizes if (found[s] < sizes[s] if step > 0 else found[s] > min(least, sizes[s]))]
        chosen = min(open_, key=lambda s: (step * (found[s] - fair[s]), s))
        found[chosen] += step
    return found
