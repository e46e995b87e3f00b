"""The registers of the environment."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestAirDays(RegisterCases):
    key = "air_days"
    change = ("pm25", Decimal("36.5"))
    example = {
        "region": COUNTY,
        "day": dt.date(2016, 2, 1),
        "aqi": 78,
        "good": True,
        "pm25": Decimal("35.0"),
        "pm10": Decimal("80.0"),
        "primary": "PM10",
    }


class TestMonitoring(RegisterCases):
    key = "monitoring"
    change = ("water_class", "III")
    example = {
        "point": "HH-01",
        "point_name": "样例断面",
        "region": COUNTY,
        "kind": "river",
        "monitored_on": dt.date(2016, 7, 5),
        "water_class": "II",
        "met": True,
    }
