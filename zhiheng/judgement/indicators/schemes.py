"""Schemes behind a figure that opened or closed: what is counted after the end of one is only what it left."""

from __future__ import annotations

from dataclasses import dataclass

from zhiheng.frame.registers.codes import Entry, code_list
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.derived import behind
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels.measures import Indicator, Period, values_of


@dataclass(frozen=True)
class Scheme:
    """One scheme that an indicator counts, with the list that tells its days."""

    entry: Entry
    remembered: bool

    def closed(self, period: Period) -> bool:
        """Whether nothing could be granted any more on the last day of the period."""
        return self.entry.valid_to is not None and self.entry.valid_to < period.end

    def opened_later(self, period: Period) -> bool:
        """Whether nothing could be granted yet in the whole period."""
        return self.entry.valid_from is not None and self.entry.valid_from > period.end


def schemes_of(one: Indicator) -> list[Scheme]:
    """The schemes with known days that the records of an indicator belong to, by what its filters name; empty where they
    name none: then the kinds are mixed on purpose."""
    if not one.register_key:
        return []
    found = []
    rows = engine().compiled(one).rows
    for column in register_of(behind(one.register_key)).columns:
        if column.schemes:
            known = code_list(column.schemes)
            entries = [known.entries[v] for v in values_of(rows, column.name) if v in known.entries]
            found += [Scheme(e, (e.certainty or known.head.certainty) == "remembered") for e in entries]
    return found
