"""Registers of soil, waste and green cover."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestSoilPoints(RegisterCases):
    key = "soil_points"
    change = ("measures", "改种低积累品种")
    example = {
        "point": "YS-TR-01",
        "point_name": "样例耕地点",
        "region": COUNTY,
        "land_use": "farmland",
        "sampled_on": dt.date(2016, 9, 1),
        "standard": "GB 15618-2018",
        "met": False,
        "over_control": False,
        "factor": "镉",
        "soil_class": "safe_use",
        "area": Decimal("12.50"),
    }


class TestWasteReturns(RegisterCases):
    key = "waste_returns"
    change = ("disposed", Decimal("41.000"))
    example = {
        "enterprise": "样例化工有限公司",
        "region": COUNTY,
        "kind": "hazardous",
        "waste_code": "HW08",
        "period": "2016",
        "generated": Decimal("50.000"),
        "utilised": Decimal("8.000"),
        "disposed": Decimal("40.000"),
    }


class TestLandCover(RegisterCases):
    key = "land_cover"
    change = ("forest", Decimal("21000.00"))
    example = {
        "region": COUNTY,
        "period": "2016",
        "land": Decimal("100000.00"),
        "forest": Decimal("20000.00"),
        "grass": Decimal("30000.00"),
        "base_forest": Decimal("18500.00"),
        "base_year": 2010,
    }
