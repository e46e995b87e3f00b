"""The registers of laboratories."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestLaboratory(RegisterCases):
    key = "laboratories"
    change = ("staff", 45)
    example = {
        "number": "162800000001",
        "region": COUNTY,
        "name": "样例检测有限公司",
        "credit_code": "91620702MA0000007X",
        "kind": "food",
        "ownership": "private",
        "rank": "third_party",
        "issuer": "样例市场监管部门",
        "issued_on": dt.date(2016, 1, 5),
        "valid_until": dt.date(2022, 1, 4),
        "cnas": "CNAS L0001",
        "cnas_until": dt.date(2021, 6, 30),
        "standing": "open",
        "staff": 42,
        "technicians": 30,
        "equipment": 180,
        "equipment_value": Decimal("560.00"),
        "floor_area": Decimal("1200.00"),
        "price_list": "按物价部门核定标准",
        "open_to_public": True,
    }


class TestLabCapability(RegisterCases):
    key = "lab_capabilities"
    change = ("price", Decimal("90.00"))
    example = {
        "laboratory": "162800000001",
        "region": COUNTY,
        "lab_name": "样例检测有限公司",
        "product": "小麦粉",
        "parameter": "水分",
        "method": "GB 5009.3-2016",
        "limits": "只用直接干燥法",
        "price": Decimal("80.00"),
        "days": 5,
        "since": dt.date(2016, 1, 5),
    }


class TestLabEquipment(RegisterCases):
    key = "lab_equipment"
    change = ("value", Decimal("33.00"))
    example = {
        "number": "SB-0001",
        "region": COUNTY,
        "laboratory": "162800000001",
        "name": "原子吸收分光光度计",
        "model": "AA-7000",
        "value": Decimal("32.50"),
        "bought_on": dt.date(2015, 3, 1),
        "calibrated_on": dt.date(2016, 3, 1),
        "valid_until": dt.date(2017, 2, 28),
        "open_to_public": True,
    }


class TestLabIntegration(RegisterCases):
    key = "lab_integrations"
    change = ("staff", 26)
    example = {
        "code": "ZH-0001",
        "region": COUNTY,
        "enterprise": "样例产品质量检验所",
        "credit_code": "91620702MA0000007X",
        "authority": "样例质监部门",
        "mode": "merge",
        "listed_on": dt.date(2017, 2, 1),
        "plan_due": dt.date(2017, 6, 30),
        "staff": 24,
    }
