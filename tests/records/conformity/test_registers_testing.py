"""The registers of needs, orders and projects."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestTestingNeed(RegisterCases):
    key = "testing_needs"
    change = ("volume", 50)
    example = {
        "code": "XQ-0001",
        "region": COUNTY,
        "product": "小麦粉",
        "parameter": "水分",
        "standard": "GB 5009.3-2016",
        "source": "enterprise",
        "asked_by": "样例面粉厂",
        "volume": 40,
        "raised_on": dt.date(2016, 2, 1),
        "sent_to": "外地样例检测院",
    }


class TestServiceOrder(RegisterCases):
    key = "test_orders"
    change = ("price", Decimal("420.00"))
    example = {
        "code": "DD-0001",
        "region": COUNTY,
        "kind": "test",
        "enterprise": "样例面粉厂",
        "credit_code": "91620702MA0000007X",
        "purchase": False,
        "item": "小麦粉水分、灰分",
        "laboratory": "162800000001",
        "ordered_on": dt.date(2016, 4, 1),
        "promised_on": dt.date(2016, 4, 11),
        "price": Decimal("400.00"),
    }


class TestCapabilityProject(RegisterCases):
    key = "capability_projects"
    change = ("invested", Decimal("820.00"))
    example = {
        "code": "NL-0001",
        "region": COUNTY,
        "name": "样例县综合检测中心",
        "kind": "county",
        "builder": "样例县质监部门",
        "gaps": "XQ-0001",
        "invested": Decimal("800.00"),
        "planned_on": dt.date(2016, 3, 1),
        "due_on": dt.date(2017, 12, 31),
    }
