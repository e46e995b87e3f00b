"""Exact decimal arithmetic and official rounding.

Figures are carried as Decimal made from their printed form, so that 89.5 is 89.5 and not a neighbour of it.
"""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation

from zhiheng.kernels.rules import Rounding, RoundingRule

Number = int | float | Decimal


class MethodError(ValueError):
    """An input a method cannot work with; the message is Chinese and says what is wrong."""


_MODES: dict[RoundingRule, str] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_CEILING,
    "down": ROUND_FLOOR,
}


def exact(value: Number | str) -> Decimal:
    """The number as a Decimal. MethodError for what is not a finite number (NaN, infinity, text).

    A float is read to 15 significant digits, which drops the noise of binary arithmetic: 57/100*100 is 57.
    """
    if isinstance(value, bool):
        raise MethodError(f"应为数值，得到 {value!r}")
    try:
        printed = f"{value:.15g}" if isinstance(value, float) else str(value)
        number = value if isinstance(value, Decimal) else Decimal(printed)
    except InvalidOperation as error:
        raise MethodError(f"应为数值，得到 {value!r}") from error
    if not number.is_finite():
        raise MethodError(f"应为有限数值，得到 {value!r}")
    return number


def known(value: Number | None) -> Decimal | None:
    """As ``exact``, but None and NaN (a missing cell) stay None."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return exact(value)


def round_by(value: Number, rule: RoundingRule, decimals: int = 0) -> Decimal:
    """Round to ``decimals`` places.

    ``half_up`` is 四舍五入 (a 5 goes away from zero), ``half_even`` 四舍六入五成双 (GB/T 8170), ``up`` 向上进位 and
    ``down`` cut towards minus infinity.
    """
    return exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=_MODES[rule])


def round_as(value: Number, rounding: Rounding) -> Decimal:
    """Round by a rule held as data."""
    return round_by(value, rounding.rule, rounding.decimals)


def plain(value: Decimal) -> str:
    """A number for a sentence: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
