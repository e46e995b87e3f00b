"""A figure and all that must be known about it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext
from fractions import Fraction
from typing import Literal

from zhiheng.kernels.measures.definitions import Rounding
from zhiheng.kernels.measures.periods import Period

Status = Literal[
    "ok",
    "small_denominator",
    "no_records",
    "no_values",
    "zero_denominator",
    "not_reported",
    "outside_validity",
    "region_not_valid",
]
STATUS_LABELS: dict[str, str] = {
    "ok": "正常",
    "small_denominator": "样本过少，仅供参考",
    "no_records": "没有记录",
    "no_values": "有记录但缺数值",
    "zero_denominator": "分母为零",
    "not_reported": "未报送",
    "outside_validity": "不在指标口径有效期内",
    "region_not_valid": "该时期没有此区划",
}
_MODES = {"half_even": ROUND_HALF_EVEN, "half_up": ROUND_HALF_UP, "up": ROUND_UP, "down": ROUND_DOWN}


def settled(value: float | None) -> float | None:
    """A numerator or denominator as it is told outside: fourteen digits, without the dust of binary sums, whose last
    digits depend on the order in which they were added.

    >>> settled(36651.549999999996), settled(12345678901234.0), settled(None)
    (36651.55, 12345678901234.0, None)
    """
    return None if value is None else float(f"{value:.14g}") if abs(value) < 1e14 else value


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator in one region and period.

    ``value`` is exact (not rounded), already scaled, None unless status is ``ok`` or ``small_denominator``;
    ``shown`` is rounded as the definition says. ``rows``: how many records it rests on (see Engine.rows_of).
    ``cause``: for a derived indicator without value, the operand that has none. ``evidence``: ids of the files
    behind a reported value.
    """

    code: str
    version: int | None
    region: str
    level: str
    period: Period
    value: float | None
    numerator: float | None
    denominator: float | None
    rows: int
    unit: str
    status: Status
    source: Literal["computed", "reported"]
    note: str = ""
    cause: str = ""
    evidence: tuple[str, ...] = ()
    scale: float = 1
    decimals: int = 2
    rounding: Rounding = "half_even"

    @property
    def shown(self) -> Decimal | None:
        """The value rounded for publication.

        From numerator and denominator where they are the value's whole story, so that an exact half is known
        to be one (0.125 of binary arithmetic is, 98.245 is not).
        """
        if self.value is None:
            return None
        if self.rounding == "none":
            return Decimal(repr(self.value))
        exact = Fraction(Decimal(repr(self.value)))
        if self.numerator is not None and self.denominator:
            quotient = (
                Fraction(Decimal(repr(self.numerator)))
                / Fraction(Decimal(repr(self.denominator)))
                * Fraction(Decimal(repr(self.scale)))
            )
            if abs(quotient - exact) <= abs(exact) * Fraction(1, 10**9):
                exact = quotient
        return round_fraction(exact, self.decimals, self.rounding)

    @property
    def status_label(self) -> str:
        return STATUS_LABELS[self.status]


def round_fraction(value: Fraction, decimals: int, rounding: Rounding) -> Decimal:
    """Round an exact value to ``decimals`` places in the given mode (``none`` is taken as half_even)."""
    shifted = value * 10**decimals
    whole, rest = divmod(abs(shifted.numerator), shifted.denominator)
    # one digit that stands for the remainder: 0, below, exactly or above a half
    twice = 2 * rest - shifted.denominator
    digit = 0 if rest == 0 else 5 if twice == 0 else 3 if twice < 0 else 7
    with localcontext() as context:
        context.prec = max(28, len(str(whole)) + 4)
        near = Decimal(whole) + Decimal(digit) / 10
        result = near.quantize(Decimal(1), rounding=_MODES.get(rounding, ROUND_HALF_EVEN))
        result = result.scaleb(-decimals)
        return -result if shifted < 0 and result else result
