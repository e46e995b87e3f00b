"""The registers of lists that other bodies publish."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestFirmListings(RegisterCases):
    key = "firm_listings"
    change = ("subject", "玉米种子")
    example = {
        "code": "LT-2016-001",
        "region": COUNTY,
        "title": "样例龙头企业",
        "year": 2016,
        "batch": "3",
        "serial": "12",
        "enterprise": "样例种业有限公司",
        "credit_code": "91620702YX0000171M",
        "subject": "种子",
        "issued_on": dt.date(2016, 11, 1),
        "issuer": "样例农业局",
    }


class TestPublishedResults(RegisterCases):
    key = "published_results"
    change = ("grade", "B")
    example = {
        "code": "KH-2016-001",
        "region": COUNTY,
        "assessment": "质量工作考核",
        "period": "2016-2017",
        "unit_name": "样例区",
        "grade": "A",
        "score": Decimal("91.50"),
        "place": 3,
        "issued_on": dt.date(2018, 2, 1),
    }


class TestLocalities(RegisterCases):
    key = "localities"
    change = ("name", "样例街道办事处")
    example = {
        "code": "620702001",
        "region": COUNTY,
        "name": "样例街道",
        "year": 2023,
        "taken_on": dt.date(2023, 6, 30),
    }
