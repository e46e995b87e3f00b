"""Where a figure was published: the numbered cuts that hold it, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from zhiheng.judgement.release.models import Release
from zhiheng.kernels.measures import Indicator


@dataclass(frozen=True)
class Published:
    """One figure of a release. ``at``: when the cut was made, not when it was approved. ``exact`` is None when the
    release tells the figure in another unit than the definition's, and has not its parts."""

    number: str
    pk: int
    at: dt.datetime
    approved_at: dt.datetime | None
    value: float | None
    unit: str
    version: int | None
    exact: Fraction | None


def published(one: Indicator, region: str, period: str) -> list[Published]:
    """Approved releases of the region that hold the indicator's figure of the period. One query."""
    found = []
    for release in Release.objects.public().filter(region_id=region).order_by("-prepared_at"):
        for line in release.content.get("lines", ()):
            if line.get("definition") == one.code and line.get("period") == period:
                found.append(
                    Published(
                        release.number,
                        release.pk,
                        release.prepared_at,
                        release.approved_at,
                        line.get("value"),
                        line.get("unit") or one.unit,
                        line.get("version"),
                        _exact(one, line),
                    )
                )
                break  # several targets may ask for the same figure
    return found


def _exact(one: Indicator, line: dict[str, object]) -> Fraction | None:
    top, bottom, value = line.get("numerator"), line.get("denominator"), line.get("value")
    if one.kind == "ratio" and isinstance(top, int | float) and isinstance(bottom, int | float) and bottom:
        return Fraction(top) / Fraction(bottom) * Fraction(one.scale)
    if line.get("unit") == one.unit and isinstance(value, int | float) and one.decimals == 0:
        return Fraction(value)
    return None
