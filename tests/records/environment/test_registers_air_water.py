"""Registers of station hours, monthly means, analysed sections and treatment plants."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestAirHours(RegisterCases):
    key = "air_hours"
    change = ("pm25", Decimal("31.0"))
    example = {
        "station": "YS1345A",
        "station_name": "样例站",
        "region": COUNTY,
        "day": dt.date(2020, 4, 2),
        "hour": 14,
        "aqi": 58,
        "primary": "PM2.5",
        "pm25": Decimal("41.0"),
        "pm10": Decimal("48.0"),
        "so2": Decimal("8.0"),
        "no2": Decimal("39.0"),
        "co": Decimal("0.90"),
        "o3": Decimal("6.0"),
    }


class TestAirMonths(RegisterCases):
    key = "air_months"
    change = ("pm10", Decimal("90.5"))
    example = {
        "region": COUNTY,
        "period": "2016-03",
        "aqi": Decimal("72.5"),
        "valid_days": 30,
        "good_days": 27,
        "pm25": Decimal("38.0"),
        "pm10": Decimal("88.0"),
    }


class TestWaterSamples(RegisterCases):
    key = "water_samples"
    change = ("nh3n", Decimal("1.200"))
    example = {
        "section": "YS-DM-01",
        "section_name": "样例断面",
        "region": COUNTY,
        "river": "样例河",
        "basin": "样例流域",
        "target_class": "3",
        "sampled_on": dt.date(2016, 7, 5),
        "ph": Decimal("7.80"),
        "do": Decimal("8.10"),
        "cod": Decimal("18.00"),
        "nh3n": Decimal("0.850"),
        "hg": Decimal("0.000020"),
    }


class TestPlantReturns(RegisterCases):
    key = "plant_returns"
    change = ("treated", Decimal("88.00"))
    example = {
        "plant": "YS-WS-01",
        "period": "2016Q2",
        "region": COUNTY,
        "plant_name": "样例污水处理厂",
        "kind": "sewage",
        "generated": Decimal("100.00"),
        "treated": Decimal("90.00"),
        "cod_in": Decimal("310.0"),
        "cod_out": Decimal("42.0"),
    }
