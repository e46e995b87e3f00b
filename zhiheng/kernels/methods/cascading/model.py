"""What is broken down, into what, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from zhiheng.kernels.methods.cascading.apportioning import grain_of
from zhiheng.kernels.methods.numbers import MethodError, Number, exact, known, plain

Axis = Literal["year", "region", "unit"]
Join = Literal["sum", "path", "mean", "each"]
Way = Literal["straight", "front", "back", "flat", "equal", "base", "gap", "hand"]
State = Literal["holds", "short", "over", "missing", "uneven"]
RATES = frozenset({"%", "‰", "百分点", "个百分点", "分", "指数", "级"})


@dataclass(frozen=True)
class Whole:
    """The target: ``op`` as in the document, ``value_max`` for two ends, ``baseline`` where known (None is unknown).

    ``step`` is the smallest amount given out (None: as finely as value and baseline are written); ``falls`` for a
    figure that is better when it is smaller; ``ceiling`` the most that makes sense (100 for per cent).
    """

    value: Number
    op: str = ">="
    value_max: Number | None = None
    unit: str = ""
    baseline: Number | None = None
    step: Number | None = None
    falls: bool = False
    ceiling: Number | None = None

    @property
    def limits(self) -> bool:
        """Whether smaller is what is asked: a limit, or a figure that ought to fall."""
        return self.op in {"<=", "<"} or (self.falls and self.op not in {">=", ">"})

    @property
    def top(self) -> Decimal | None:
        given = known(self.ceiling)
        return Decimal(100) if given is None and self.unit == "%" else given


@dataclass(frozen=True)
class Part:
    """One year, region or unit. ``base`` its figure at the start, ``weight`` its denominator or other weight;
    ``fixed`` (and ``fixed_max``) what somebody set by hand."""

    key: str
    name: str = ""
    base: Number | None = None
    weight: Number | None = None
    fixed: Number | None = None
    fixed_max: Number | None = None

    @property
    def shown(self) -> str:
        return self.name or self.key


@dataclass(frozen=True)
class Share:
    """What one part gets; ``value`` None where nobody has said yet."""

    key: str
    value: Decimal | None
    value_max: Decimal | None = None
    by_hand: bool = False


@dataclass(frozen=True)
class Check:
    """Whether the parts make the whole. ``state`` tells which way they miss it, ``ok`` whether that is a fault (more
    than was asked is none). ``difference``: parts less whole, in the unit of the target."""

    state: State
    ok: bool
    words: str
    difference: Decimal | None = None


@dataclass(frozen=True)
class Split:
    shares: tuple[Share, ...]
    checks: tuple[Check, ...] = field(default=())

    @property
    def ok(self) -> bool:
        return all(c.ok for c in self.checks)


def grain(whole: Whole, parts: Sequence[Part] = ()) -> Decimal:
    """The smallest amount that is given out."""
    amounts = [exact(whole.value), *([exact(whole.value_max)] if whole.value_max is not None else [])]
    amounts += [exact(p.fixed) for p in parts if p.fixed is not None]
    step = known(whole.step)
    if step is not None and step <= 0:
        raise MethodError(f"步长应大于 0，得到 {plain(step)}")
    return grain_of(*amounts) if step is None else min(step, grain_of(*amounts))


def is_rate(unit: str) -> bool:
    """Whether a figure of this unit is a rate, an index or a density: figures of parts do not add."""
    return unit in RATES or "/" in unit


def adds(measure: str, unit: str) -> bool:
    """Whether figures of parts add to the figure of the whole, by measure and unit alone."""
    return measure in {"increment", "cumulative"} or (measure == "level" and unit != "" and not is_rate(unit))


def joins(
    measure: str, axis: Axis, *, unit: str = "", additive: bool | None = None, weighted: bool = False, yearly: bool = False
) -> Join:  # fmt: skip
    """How the parts make the whole (the table above).

    ``additive``: what the indicator's definition says, where there is one; ``weighted``: all denominators are known;
    ``yearly``: the target is asked anew in each year, so that each year's part is the whole.
    """
    if axis == "year":
        if yearly or (measure == "change" and "点" not in unit):
            return "each"
        return "sum" if measure == "increment" else "path"
    if adds(measure, unit) if additive is None else additive:
        return "sum"
    return "mean" if weighted else "each"


def ways(join: Join, axis: Axis) -> tuple[Way, ...]:
    """The ways of dividing that make sense."""
    if axis == "year":
        by_join: dict[str, tuple[Way, ...]] = {
            "sum": ("straight", "front", "back", "hand"),
            "path": ("straight", "front", "back", "flat", "hand"),
        }
        return by_join.get(join, ("flat", "hand"))
    return ("equal", "base", "gap", "hand")
