"""The registers of credit-service bodies and of those who work in them."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestCreditBodies(RegisterCases):
    key = "credit_bodies"
    change = ("staff", 14)
    example = {
        "code": "XYFW-001",
        "region": COUNTY,
        "enterprise": "样例信用评价有限公司",
        "service": "rating",
        "listed_on": dt.date(2016, 4, 1),
        "valid_until": dt.date(2019, 3, 31),
        "staff": 12,
        "checked_on": dt.date(2016, 11, 2),
        "outcome": "good",
    }


class TestCreditWorkers(RegisterCases):
    key = "credit_workers"
    change = ("post", "高级评价师")
    example = {
        "code": "XYRY-001",
        "region": COUNTY,
        "name": "岗位01",
        "body_code": "XYFW-001",
        "post": "评价师",
        "qualification": "信用管理师",
        "joined_on": dt.date(2016, 5, 1),
        "valid_until": dt.date(2019, 4, 30),
    }
