"""Where a series breaks: a rule that its records were judged by took a new version."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from zhiheng.kernels.measures import Indicator, Period
from zhiheng.kernels.rules import RuleVersion, rule_book


@dataclass(frozen=True)
class Break:
    """From ``on`` the records are judged by ``after`` and no longer by ``before``."""

    on: dt.date
    before: RuleVersion
    after: RuleVersion

    def at(self, periods: Sequence[Period]) -> Period | None:
        """The first of the periods that holds days judged by the new version."""
        return next((p for p in periods if p.start <= self.on <= p.end), None)

    def cuts(self, period: Period) -> bool:
        """Whether the period has days of both versions."""
        return period.start < self.on <= period.end


def breaks_of(indicator: Indicator, periods: Sequence[Period]) -> list[Break]:
    """The breaks within the periods, in their order. RuleError when the definition names a rule there is none of."""
    found = []
    for key in indicator.rests_on:
        versions = rule_book().rule(key).versions
        for before, after in itertools.pairwise(versions):
            if after.valid_from is not None and any(p.start <= after.valid_from <= p.end for p in periods):
                found.append(Break(after.valid_from, before, after))
    return sorted(found, key=lambda b: b.on)
