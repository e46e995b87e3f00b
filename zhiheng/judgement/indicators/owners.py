"""Who answers for an indicator: the departments its definition names, and which units they are in a region."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from zhiheng.frame.people.departments import Department, departments, units_of
from zhiheng.frame.people.models import Unit
from zhiheng.judgement.indicators.catalogue import owner_region
from zhiheng.judgement.indicators.models import LocalIndicator
from zhiheng.kernels.measures import Indicator


@dataclass(frozen=True)
class Owner:
    """A department and its unit in the region asked for; a local indicator names the unit alone."""

    department: Department | None
    unit: Unit | None


def owners_of(one: Indicator, region: str, on: dt.date | None = None) -> list[Owner]:
    """Those who answer for an indicator in ``region``, the leading one first; the unit is None where none is known."""
    if owner_region(one.code):
        row = (
            LocalIndicator.objects.everywhere("a definition is shown to whom its region binds")
            .filter(code=one.code)
            .select_related("owner")
            .first()
        )
        return [Owner(None, row.owner)] if row is not None and row.owner is not None else []
    units = units_of(one.owner, region, on)
    return [Owner(departments()[key], units[key]) for key in one.owner]
