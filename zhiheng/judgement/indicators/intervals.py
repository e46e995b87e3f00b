"""Small numbers show how far chance alone could carry them: Wilson's interval beside a rate of few whole things.

Whether a rate counts whole things follows from its definition: per cent of a count, or of the sum of a whole-number
column, or of sums less or more others. Money over money has no such interval, however round its figures.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zhiheng.frame.registers.declare import registers
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.kernels.measures import Cell, Indicator
from zhiheng.kernels.measures.definitions import Part
from zhiheng.kernels.methods import Interval, wilson
from zhiheng.kernels.rules import SmallNumbersFigures, rule_book

RULE = "statistics.small_numbers"
_SUM = re.compile(r"sum\(\s*\"?(\w+)\"?\s*\)")
_SUMS = re.compile(rf"{_SUM.pattern}(?:\s*[-+]\s*{_SUM.pattern})*")


@lru_cache(maxsize=1)
def _figures() -> SmallNumbersFigures:
    return rule_book().rule(RULE).versions[-1].figures_as(SmallNumbersFigures)


def interval(cell: Cell, *, always: bool = False) -> Interval | None:
    """The interval of a rate of whole things that rests on few of them; of any number of them with ``always``."""
    if cell.value is None:
        return None
    one = definition(cell.code, cell.period)
    return of_parts(one, cell.numerator, cell.denominator, always=always)


def of_parts(
    one: Indicator, top: float | None, bottom: float | None, *, always: bool = False
) -> Interval | None:
    """The interval of numerator over denominator as this indicator counts them; None for what is no rate of things."""
    if top is None or not bottom or not counts_things(one):
        return None
    if top != int(top) or bottom != int(bottom) or not 0 <= top <= bottom:
        return None
    figures = _figures()
    if bottom >= figures.below and not always:
        return None
    return wilson(int(top), int(bottom), float(figures.confidence))


def words(found: Interval | None) -> str:
    """``54.81% – 92.95%``; empty for none."""
    return "" if found is None else f"{found.low:.2f}% – {found.high:.2f}%"


def bounds(cell: Cell) -> list[float] | None:
    """Both ends in per cent to two places, for programs; None where the rate has or needs no interval."""
    found = interval(cell)
    return None if found is None else [round(found.low, 2), round(found.high, 2)]


def counts_things(one: Indicator) -> bool:
    """Whether the rate is per cent of whole things."""
    if one.scale != 100 or one.numerator is None or one.denominator is None:
        return False
    return all(_counts(one, part) for part in (one.numerator, one.denominator))


def _counts(one: Indicator, part: Part) -> bool:
    text = part.aggregate.replace(" ", "").lower()
    if text.startswith(("count(", "count_distinct(")) and text.endswith(")") and text.count("(") == 1:
        return True
    register = registers().get(one.register_key or "")
    if register is None or not _SUMS.fullmatch(part.aggregate.strip()):
        return False
    return all(register.fact_schema().get(name) == "BIGINT" for name in _SUM.findall(part.aggregate))
