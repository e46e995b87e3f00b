"""What follows from a row of the environment's registers by a dated rule: columns of the copy for indicators."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from zhiheng.frame.registers.declare import Computed
from zhiheng.kernels.methods import MethodError, aqi, good_by, held_against, section_class, told_good
from zhiheng.kernels.methods.aqi import RULE as AIR_RULE
from zhiheng.kernels.methods.water import RULE as WATER_RULE
from zhiheng.kernels.rules import RuleError, rule_book

#: Column of the register -> scale of the rule, for a day and for an hour.
DAILY = {
    "so2": "so2_24h",
    "no2": "no2_24h",
    "pm10": "pm10_24h",
    "pm25": "pm25_24h",
    "co": "co_24h",
    "o3": "o3_8h",
}
HOURLY = {
    "so2": "so2_1h",
    "no2": "no2_1h",
    "pm10": "pm10_24h",
    "pm25": "pm25_24h",
    "co": "co_1h",
    "o3": "o3_1h",
}
#: Column of the register -> item of GB 3838, where they differ.
ITEMS = {"arsenic": "as"}
WATER_ITEMS = (
    "ph", "do", "codmn", "cod", "bod5", "nh3n", "tp", "cu", "zn", "fluoride", "se", "arsenic", "hg", "cd", "cr6",
    "pb", "cyanide", "phenol", "oil", "surfactant", "sulfide",
)  # fmt: skip

Value = Decimal | None


def _good_by(name: str) -> Computed:
    version = rule_book().version(AIR_RULE, name)

    def by(day: dt.date, good: bool | None, index: int | None, *values: Value) -> bool | None:
        told = told_good(day, good, index)
        return good_by(version, day, told, dict(zip(DAILY.values(), values, strict=True)))

    column = "good_" + name.lower().replace("633-", "_")
    return Computed(column, "boolean", ("day", "good", "aqi", *DAILY), by, (AIR_RULE,))


def _day_index(day: dt.date, *values: Value) -> int | None:
    try:
        return aqi(dict(zip(DAILY.values(), values, strict=True)), day).aqi
    except RuleError:
        return None  # days before the index of HJ 633


def _day_held(day: dt.date, published: int | None, *values: Value) -> str | None:
    try:
        return held_against(published, aqi(dict(zip(DAILY.values(), values, strict=True)), day))
    except RuleError:
        return None


def hour_index(day: dt.date, *values: Value) -> int | None:
    """The index of a station-hour by the rule of its day; ``values`` in the order of :data:`HOURLY`."""
    try:
        return aqi(dict(zip(HOURLY.values(), values, strict=True)), day, mode="hourly").aqi
    except RuleError:
        return None


def _hour_held(day: dt.date, published: int | None, *values: Value) -> str | None:
    try:
        return held_against(
            published, aqi(dict(zip(HOURLY.values(), values, strict=True)), day, mode="hourly")
        )
    except RuleError:
        return None


#: ``good_day``: as published; ``good_hj_2012`` and ``good_hj_2026``: the day by either rule alone; ``aqi_ours``;
#: ``aqi_held``: same, one_below, …
AIR_DAY = (
    Computed("good_day", "boolean", ("day", "good", "aqi"), told_good, (AIR_RULE,), like="good"),
    _good_by("HJ633-2012"),
    _good_by("HJ633-2026"),
    Computed("aqi_ours", "integer", ("day", *DAILY), _day_index, (AIR_RULE,)),
    Computed("aqi_held", "text", ("day", "aqi", *DAILY), _day_held, (AIR_RULE,)),
)
AIR_HOUR = (
    Computed("aqi_ours", "integer", ("day", *HOURLY), hour_index, (AIR_RULE,)),
    Computed("aqi_held", "text", ("day", "aqi", *HOURLY), _hour_held, (AIR_RULE,)),
)


def _class_of(on: dt.date, body: str, *values: Value) -> int | None:
    items = {ITEMS.get(name, name): value for name, value in zip(WATER_ITEMS, values, strict=True)}
    try:
        found = section_class(items, on, lake=body == "lake")
    except (RuleError, MethodError):
        return None
    return found.water_class if found else None


def _met(on: dt.date, body: str, target: str, *values: Value) -> bool | None:
    found = _class_of(on, body, *values)
    return None if found is None else found <= int(target)


WATER = (
    Computed("water_class", "integer", ("sampled_on", "body", *WATER_ITEMS), _class_of, (WATER_RULE,)),
    Computed("met", "boolean", ("sampled_on", "body", "target_class", *WATER_ITEMS), _met, (WATER_RULE,)),
)
