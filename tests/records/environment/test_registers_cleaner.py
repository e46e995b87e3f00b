"""Registers of clean production, circular economy and reduction duties."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestCleanProduction(RegisterCases):
    key = "clean_production"
    change = ("invested", Decimal("150.50"))
    example = {
        "code": "YS-QJ-0001",
        "enterprise": "样例水泥有限公司",
        "region": COUNTY,
        "kind": "compulsory",
        "listed_for": "planned",
        "above_size": True,
        "state": "listed",
        "listed_on": dt.date(2017, 3, 1),
        "invested": Decimal("120.00"),
    }


class TestCleanServices(RegisterCases):
    key = "clean_services"
    change = ("auditors", 12)
    example = {
        "code": "YS-FW-01",
        "enterprise": "样例环保技术中心",
        "region": COUNTY,
        "trades": "水泥、化工",
        "auditors": 9,
        "listed_on": dt.date(2016, 1, 5),
    }


class TestCircularProjects(RegisterCases):
    key = "circular_projects"
    change = ("invested", Decimal("8800.00"))
    example = {
        "code": "YS-XH-01",
        "name": "样例粉煤灰综合利用",
        "kind": "project",
        "rank": "provincial",
        "region": COUNTY,
        "enterprise": "样例建材有限公司",
        "approved_on": dt.date(2012, 5, 1),
        "finished_on": dt.date(2013, 10, 1),
        "planned_output": Decimal("1900.00"),
    }


class TestCircularReturns(RegisterCases):
    key = "circular_returns"
    change = ("reused", Decimal("4600.00"))
    example = {
        "code": "YS-XH-01",
        "enterprise": "样例建材有限公司",
        "region": COUNTY,
        "period": "2014",
        "output_value": Decimal("2600.00"),
        "materials": Decimal("13000.00"),
        "waste": Decimal("5000.00"),
        "reused": Decimal("4500.00"),
    }


class TestReductionDuties(RegisterCases):
    key = "reduction_duties"
    change = ("done", Decimal("3.3000"))
    example = {
        "code": "YS-JN-0001",
        "handed_by": "YS-JN-0000",
        "region": COUNTY,
        "kind": "energy_intensity",
        "obliged": "area",
        "amount": Decimal("3.2000"),
        "unit_name": "%",
        "handed_on": dt.date(2016, 2, 1),
        "due_on": dt.date(2016, 12, 31),
        "state": "handed",
    }
