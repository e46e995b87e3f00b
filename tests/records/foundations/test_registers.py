"""The registers of standards and of instrument verification."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestStandards(RegisterCases):
    key = "standards"
    change = ("name", "样例蔬菜生产技术规范")
    example = {
        "number": "DB62/T 1000-2016",
        "region": COUNTY,
        "name": "样例蔬菜生产技术规程",
        "kind": "local",
        "area": "farm",
        "proposed_on": dt.date(2015, 3, 1),
        "issued_on": dt.date(2016, 3, 1),
    }


class TestVerifications(RegisterCases):
    key = "verifications"
    change = ("units", 2)
    example = {
        "instrument": "QJ-0001",
        "region": COUNTY,
        "name": "电子秤",
        "use": "trade",
        "compulsory": True,
        "livelihood": True,
        "user_name": "样例农贸市场",
        "due_on": dt.date(2016, 9, 1),
        "verified_on": dt.date(2016, 8, 20),
        "result": "qualified",
        "in_cycle": True,
        "units": 1,
    }
