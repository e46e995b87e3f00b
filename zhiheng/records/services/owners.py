"""The score of each owner of public services over all its measures of a half-year (R-SRV-08).

An owner is the unit that files, in one area of service. Its score is the mean of its measures' scores weighed by how
many persons scored each; measures that nobody scored are counted and shown, never scored as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhiheng.frame.people.scope import Scope
from zhiheng.records.services.models import PublicServiceReturn
from zhiheng.records.services.models.returns import PublicArea


@dataclass(frozen=True)
class OwnerScore:
    """One owner in one area and region; ``score`` 0 to 100, None when nobody scored any of its measures."""

    owner: str
    region: str
    area: str
    measures: tuple[Any, ...]

    @property
    def scored(self) -> list[Any]:
        return [m for m in self.measures if m.score is not None and m.respondents]

    @property
    def respondents(self) -> int:
        return sum(m.respondents for m in self.scored)

    @property
    def score(self) -> Decimal | None:
        total = self.respondents
        return sum((m.score * m.respondents for m in self.scored), Decimal(0)) / total if total else None

    @property
    def done(self) -> int:
        """How many measures reached what was planned, of :attr:`planned`."""
        return sum(m.done >= m.planned for m in self.measures if m.planned is not None and m.done is not None)

    @property
    def planned(self) -> int:
        return sum(m.planned is not None and m.done is not None for m in self.measures)


def periods(scope: Scope) -> list[str]:
    """The half-years that have returns within reach, the latest first."""
    rows: Any = PublicServiceReturn.objects.within(scope).standing().order_by()
    return sorted(set(rows.values_list("period", flat=True)), reverse=True)


def scores(scope: Scope, period: str, area: str = "") -> list[OwnerScore]:
    """Every owner's score of a period within reach, the highest first; those without a score last."""
    every: Any = PublicServiceReturn.objects.within(scope).standing()
    rows = every.filter(period=period)
    if area:
        rows = rows.filter(area=area)
    held: dict[tuple[str, str, str], list[Any]] = {}
    for row in rows.select_related("region", "owner").order_by("code"):
        owner = row.owner.name if row.owner is not None else ""
        held.setdefault((row.region_id, row.area, owner), []).append(row)
    found = [
        OwnerScore(owner, measures[0].region.name, str(PublicArea(area_).label), tuple(measures))
        for (_region, area_, owner), measures in sorted(held.items())
    ]
    return _ranked(found)


def _ranked(found: Sequence[OwnerScore]) -> list[OwnerScore]:
    return sorted(found, key=lambda each: (each.score is None, -(each.score or 0)))
