"""What a file of air days must be like, so that headings one place off are noticed.

A published file named the city's rank "PM2.5", PM2.5 "PM10" and so on. Every value is a number; only that the index
follows from the concentrations tells which column is which.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from zhiheng.kernels.intake import Plausible
from zhiheng.kernels.methods import iaqi
from zhiheng.kernels.methods.aqi import RULE, AqiFigures
from zhiheng.kernels.rules import rule_book
from zhiheng.records.environment.judging import DAILY

OFF_BY = 1  # sources round differently
MAY_BE_OZONE = 0.6  # below the index without ozone: ozone may have decided, or another way of reckoning


@cache
def _figures() -> AqiFigures:
    # Which of the two rules hardly matters for telling columns apart: they differ in two break-points.
    return rule_book().version(RULE, "HJ633-2012").figures_as(AqiFigures)


@cache
def _sub_index(scale: str, value: float) -> int:
    found = iaqi(scale, value, _figures())
    return 500 if found is None else found


def index_follows(row: Mapping[str, float | None]) -> float | None:
    """How well the published index of a day follows from its concentrations, 0 (above it) to 1 (as it must be)."""
    published, most = row.get("aqi"), -1
    if published is None:
        return None
    for name, value in row.items():
        if value is not None and value >= 0 and (scale := DAILY.get(name)) is not None:
            most = max(most, _sub_index(scale, value))
    if most < 0:
        return None
    if most > published + OFF_BY:
        return 0.0
    return 1.0 if most >= published - OFF_BY else MAY_BE_OZONE


#: Concentrations in µg/m³, CO in mg/m³. The bounds are wide: dust storms reach thousands of PM10.
AIR = Plausible(
    bounds={
        "aqi": (0, 500),
        "pm25": (0, 1500),
        "pm10": (0, 6000),
        "so2": (0, 1500),
        "no2": (0, 500),
        "co": (0, 20),
        "o3": (1, 600),
    },
    orders=(("pm10", "pm25"),),
    relation=index_follows,
    related=("aqi", *DAILY),
    optional=("o3",),
    fixed=("aqi",),
    hints=(("no2", "so2"),),
)
