"""What each cause has to do with a difference: shares that add up to it and do not hang on the order of telling.

Between two values several causes may have worked together, and the effect of each depends on which of the others is
taken to have worked before it. The share of a cause is its effect averaged over all orders (L. S. Shapley, A Value for
n-Person Games, 1953); for two causes that is the usual middle of first and last. Shares add up exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import factorial

from zhiheng.kernels.methods.numbers import MethodError

MOST_CAUSES = 8  # 2^8 values are asked for at most


@dataclass(frozen=True, slots=True)
class Share:
    """What one cause adds to the difference, in the unit of the value. Exact as a fraction."""

    cause: str
    value: Fraction


def shares(
    causes: Sequence[str], value: Callable[[frozenset[str]], float | int | Fraction | None]
) -> list[Share] | None:
    """The share of each cause in ``value(all) − value(none)``, in the order given.

    ``value`` tells what would stand if only those causes had worked; it is asked once for every set of causes. None
    when the value is unknown for one of the sets (a rate without denominator): then no share can be told. Raises
    MethodError for more than ``MOST_CAUSES`` causes, or for one named twice.
    """
    names = list(causes)
    if len(set(names)) != len(names):
        raise MethodError(f"同一个原因写了两次：{'、'.join(names)}")
    if len(names) > MOST_CAUSES:
        raise MethodError(f"原因最多 {MOST_CAUSES} 个，得到 {len(names)} 个，请先归并")
    held: dict[frozenset[str], Fraction] = {}
    for size in range(len(names) + 1):
        for some in combinations(names, size):
            found = value(frozenset(some))
            if found is None:
                return None
            held[frozenset(some)] = Fraction(found)
    count = len(names)
    weight = [Fraction(factorial(k) * factorial(count - k - 1), factorial(count)) for k in range(count)]
    told = []
    for name in names:
        others = [n for n in names if n != name]
        total = Fraction(0)
        for size in range(count):
            for some in combinations(others, size):
                without = frozenset(some)
                total += weight[size] * (held[without | {name}] - held[without])
        told.append(Share(name, total))
    return told
