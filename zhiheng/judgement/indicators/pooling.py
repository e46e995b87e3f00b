"""What a rate mixes though its register keeps it apart, in words that go with the figure wherever it goes.

A page can show the rate of each value beside the mixed one; a file, an answer of the interface or a published cut
cannot, and must say at least that it is mixed.
"""

from __future__ import annotations

from django.core.exceptions import FieldDoesNotExist

from zhiheng.frame.registers.declare import registers
from zhiheng.judgement.indicators.catalogue import catalogue, definition
from zhiheng.judgement.indicators.derived import behind
from zhiheng.kernels.measures import Indicator


def pooled(one: Indicator) -> list[tuple[Indicator, str]]:
    """Each column whose values the rate mixes, with the indicator that names it: itself, or one its formula rests on."""
    found = [(one, name) for name in one.pools]
    if one.kind == "derived":
        for code in sorted(catalogue().operands(one.code)):
            found += [pair for pair in pooled(definition(code)) if pair not in found]
    return found


def columns(one: Indicator) -> list[str]:
    """Names of the mixed columns, each once: for programs."""
    return list(dict.fromkeys(name for _, name in pooled(one)))


def labels(one: Indicator) -> list[str]:
    """Declared labels of the mixed columns, each once: for files and stored texts."""
    return list(dict.fromkeys(_label(which, name) for which, name in pooled(one)))


def _label(one: Indicator, name: str) -> str:
    register = registers().get(behind(one.register_key or ""))
    if register is None:
        return name
    stored = next((c.like for c in register.facts.computed if c.name == name and c.like), name)
    try:
        return register.label_of(stored)
    except FieldDoesNotExist:
        return name
