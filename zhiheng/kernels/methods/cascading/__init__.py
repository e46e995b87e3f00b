"""Breaking a target down: over years, over regions, over units; and whether the parts still make the whole.

What the parts have to do with the whole depends on how the target counts (``joins``):

===========  =======================================  ============================================
measure      by year                                  by region or unit
===========  =======================================  ============================================
increment    ``sum``: what each year adds             ``sum``: what each adds
cumulative   ``path``: running totals to the goal     ``sum``: stocks at the end, each at least what it has
level count  ``path`` from the baseline to the goal   ``sum``
level rate   ``path`` from the baseline to the goal   ``mean`` (weights = denominators), else ``each``
change       ``path`` from 0 (points); ``each`` (%)   ``mean``, else ``each``
===========  =======================================  ============================================

- ``sum``: parts are whole steps and add to the goal to the last digit (largest remainder).
- ``path``: the last year is the goal; between baseline and goal the way never turns back.
- ``mean``: each part times its weight makes the goal or better; parts are rounded to the safe side.
- ``each``: rates whose denominators nobody knows: every part must be as good as the goal.

Ways of dividing (``ways``): years straight, front (more at first), back (more at last), flat (the goal in every
year); places equal, base (by a weight such as last year's figure, or from each one's own figure by the same amount),
gap (by the distance of each to the goal, or to the foremost); and hand. What was set by hand (``Part.fixed``) is
kept in every way and the rest is divided anew. A goal with two ends (3–5) is divided at both ends. ``<=`` targets are
limits: parts may not exceed the whole, and rates are rounded downwards.
"""

from zhiheng.kernels.methods.cascading.apportioning import apportion, balance, grain_of, paces, way
from zhiheng.kernels.methods.cascading.checking import check
from zhiheng.kernels.methods.cascading.dividing import split
from zhiheng.kernels.methods.cascading.model import (
    Axis,
    Check,
    Join,
    Part,
    Share,
    Split,
    Way,
    Whole,
    adds,
    grain,
    joins,
    ways,
)

__all__ = [
    "Axis",
    "Check",
    "Join",
    "Part",
    "Share",
    "Split",
    "Way",
    "Whole",
    "adds",
    "apportion",
    "balance",
    "check",
    "grain",
    "grain_of",
    "joins",
    "paces",
    "split",
    "way",
    "ways",
]
