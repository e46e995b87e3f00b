"""Provision of energy instruments (GB 17167): what there is of what is needed, and whether that is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiheng.kernels.methods.numbers import MethodError
from zhiheng.kernels.methods.rates import Rate, rate
from zhiheng.kernels.rules import ProvisionFigures, RuleBook, RuleError, RuleRef, rule_book

RULE = "metrology.provision"


@dataclass(frozen=True, slots=True)
class Provision:
    """``required`` in per cent, None where the standard asks for nothing or no version is in force on the day;
    ``met`` is None then too. ``rule``: the version that judged."""

    rate: Rate
    required: Decimal | None
    met: bool | None
    rule: RuleRef | None


def provision(
    energy: str, level: str, needed: int, installed: int, on: date, book: RuleBook | None = None
) -> Provision:
    """The share of the instruments needed that are installed, and whether it meets the standard of the day.

    ``energy`` and ``level`` are keys of the rule ``metrology.provision``. MethodError for more installed than needed,
    negative counts, or a kind or level that the standard does not know.
    """
    if installed > needed:
        raise MethodError(f"实际配备 {installed} 多于应配备 {needed}，配备率只计应配备的器具，请核对")
    found = rate(installed, needed)
    try:
        version = (book or rule_book()).in_force(RULE, on)
    except RuleError:
        return Provision(found, None, None, None)
    figures = version.figures_as(ProvisionFigures)
    if energy not in figures.rates:
        raise MethodError(f"能源种类“{energy}”不在配备率表中；已有：{'、'.join(figures.rates)}")
    if level not in figures.levels:
        raise MethodError(f"计量级别“{level}”不在配备率表中；已有：{'、'.join(figures.levels)}")
    required = figures.rates[energy].get(level)
    if required is None or found.value is None:
        return Provision(found, required, None, version.ref)
    return Provision(found, required, found.value >= required, version.ref)


def provision_met(energy: str, level: str, needed: int, installed: int, on: date) -> bool | None:
    """``provision(...).met`` for rows that may hold anything: None when they cannot be judged."""
    try:
        return provision(energy, level, needed, installed, on).met
    except MethodError:
        return None
