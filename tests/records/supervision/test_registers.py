"""The registers of product supervision."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestSampling(RegisterCases):
    key = "sampling"
    change = ("product", "硅酸盐水泥")
    example = {
        "report_no": "CJ2016-0001",
        "region": COUNTY,
        "level": "county",
        "kind": "supervision",
        "sector": "industrial",
        "product": "水泥",
        "enterprise": "样例水泥有限公司",
        "tested_on": dt.date(2016, 5, 6),
        "sampled_on": dt.date(2016, 4, 1),
        "result": "qualified",
        "key_product": True,
        "comparable": False,
        "campaign": "建材专项",
        "legal_basis": "product",
        "batch_no": "20160312",
        "items": "凝结时间、安定性、强度",
        "first_result": "unqualified",
        "retest_result": "overturned",
        "retested_on": dt.date(2016, 5, 20),
    }


class TestTestItems(RegisterCases):
    key = "test_items"
    change = ("measured", "41.9")
    example = {
        "report_no": "CJ2016-0001",
        "region": COUNTY,
        "item": "28 天抗压强度",
        "method": "GB/T 17671",
        "required": "不小于 42.5",
        "measured": "46.1",
        "unit_of": "MPa",
        "tested_on": dt.date(2016, 5, 6),
        "result": "qualified",
    }


class TestFarmMonitoring(RegisterCases):
    key = "farm_monitoring"
    change = ("samples", 40)
    example = {
        "sample_no": "NJ-0001",
        "region": COUNTY,
        "programme": "routine",
        "category": "vegetable",
        "product": "番茄",
        "local": False,
        "source_place": "样例邻县",
        "tested_on": dt.date(2016, 8, 1),
        "samples": 30,
        "qualified": 29,
    }


class TestCampaigns(RegisterCases):
    key = "campaigns"
    change = ("checked", 12)
    example = {
        "code": "ZX-01",
        "region": COUNTY,
        "theme": "农资打假",
        "kind": "special",
        "subject": "market",
        "started_on": dt.date(2016, 3, 1),
        "ended_on": dt.date(2016, 5, 31),
        "checked": 10,
        "officers": 40,
        "cases": 2,
    }
