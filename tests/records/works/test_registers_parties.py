"""The registers of works prizes, construction firms, complaints, defects and property management."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestPrizes(RegisterCases):
    key = "works_prizes"
    change = ("document_no", "样例建〔2016〕9号")
    example = {
        "code": "JX-0001",
        "region": COUNTY,
        "project": "样例小区",
        "name": "飞天奖",
        "rank": "provincial",
        "enterprise": "样例建筑公司",
        "planned_on": dt.date(2015, 3, 1),
        "entered_on": dt.date(2016, 7, 1),
        "awarded_on": dt.date(2016, 11, 20),
    }


class TestBuilders(RegisterCases):
    key = "builders"
    change = ("grade", "first")
    example = {
        "certificate_no": "D900000001",
        "region": COUNTY,
        "enterprise": "样例建筑公司",
        "category": "建筑工程施工总承包",
        "grade": "second",
        "issued_on": dt.date(2014, 1, 6),
        "valid_until": dt.date(2019, 1, 5),
    }


class TestBuilderEvaluations(RegisterCases):
    key = "builder_evaluations"
    change = ("score", Decimal("91.00"))
    example = {
        "code": "PJ-0001",
        "region": COUNTY,
        "enterprise": "样例建筑公司",
        "year": 2016,
        "score": Decimal("90.50"),
        "grade": "AA",
        "evaluated_on": dt.date(2016, 12, 1),
        "valid_until": dt.date(2017, 11, 30),
    }


class TestWorksComplaints(RegisterCases):
    key = "works_complaints"
    change = ("defect", "crack")
    example = {
        "code": "TS-0001",
        "region": COUNTY,
        "project": "样例小区",
        "defect": "leak",
        "content": "外墙渗水",
        "enterprise": "样例建筑公司",
        "received_on": dt.date(2016, 8, 1),
    }


class TestCommonDefects(RegisterCases):
    key = "common_defects"
    change = ("places", 6)
    example = {
        "code": "TB-0001",
        "region": COUNTY,
        "project_code": "XM-2016-01",
        "project": "样例小区",
        "defect": "leak",
        "part": "厨卫间",
        "places": 5,
        "found_on": dt.date(2016, 8, 1),
    }


class TestPropertyServices(RegisterCases):
    key = "property_services"
    change = ("grade", "excellent")
    example = {
        "region": COUNTY,
        "community": "样例小区",
        "year": 2016,
        "enterprise": "样例物业公司",
        "households": 420,
        "score": Decimal("86.00"),
        "grade": "good",
        "asked": 60,
        "satisfied": 51,
        "complaints": 12,
        "handled": 11,
        "evaluated_on": dt.date(2016, 12, 5),
    }
