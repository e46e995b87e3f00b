"""Registers of what the service trades return."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestTourismReturns(RegisterCases):
    key = "tourism_returns"
    change = ("income", Decimal("8200.00"))
    example = {
        "region": COUNTY,
        "period": "2016-07",
        "visitors": Decimal("32.1000"),
        "overnight": Decimal("11.2000"),
        "income": Decimal("8100.00"),
        "complaints": 12,
        "complaints_in_time": 11,
        "published_on": dt.date(2016, 8, 10),
    }


class TestCoachReturns(RegisterCases):
    key = "coach_returns"
    change = ("on_time", 590)
    example = {
        "enterprise": "样例客运有限公司",
        "region": COUNTY,
        "period": "2016-07",
        "departures": 620,
        "on_time": 580,
        "bad_weather": 14,
    }


class TestLogisticsReturns(RegisterCases):
    key = "logistics_returns"
    change = ("outlets", 31)
    example = {
        "enterprise": "样例冷链有限公司",
        "region": COUNTY,
        "kind": "cold_chain",
        "period": "2016Q3",
        "shipments": 900,
        "on_time": 860,
        "damaged": 4,
        "temperature_breaks": 1,
    }


class TestFinanceReturns(RegisterCases):
    key = "finance_returns"
    change = ("claims_in_time", 205)
    example = {
        "enterprise": "样例财产保险支公司",
        "region": COUNTY,
        "kind": "property",
        "period": "2016Q3",
        "claims": 210,
        "claims_in_time": 201,
        "complaints": 9,
        "complaints_in_time": 9,
    }


class TestTelecomReturns(RegisterCases):
    key = "telecom_returns"
    change = ("complaints_in_time", 40)
    example = {
        "enterprise": "样例电信分公司",
        "region": COUNTY,
        "kind": "telecom",
        "period": "2016Q3",
        "charges_checked": 1000,
        "charges_right": 999,
        "complaints": 41,
        "complaints_in_time": 39,
    }


class TestPublicServices(RegisterCases):
    key = "public_services"
    change = ("score", Decimal("88.50"))
    example = {
        "code": "YS-GF-01",
        "name": "不见面办理",
        "area": "government",
        "region": COUNTY,
        "period": "2016H1",
        "planned": Decimal("80.00"),
        "done": Decimal("76.00"),
        "unit_name": "项",
        "handled": 1200,
        "handled_online": 800,
        "respondents": 310,
        "score": Decimal("86.00"),
    }
