"""The registers of permits, gaps, filings and market access."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases
from zhiheng.faces.demo.book import credit_code

FIRM = {"region": COUNTY, "enterprise": "样例水泥有限公司"}


class TestPermits(RegisterCases):
    key = "permits"
    change = ("product", "通用硅酸盐水泥")
    example = {
        **FIRM,
        "application_no": "SQ-0001",
        "kind": "industrial",
        "product": "水泥",
        "permit_no": "XK08-001-00001",
        "applied_on": dt.date(2015, 3, 2),
        "accepted_on": dt.date(2015, 3, 5),
        "decided_on": dt.date(2015, 4, 20),
        "granted_on": dt.date(2015, 4, 28),
        "valid_until": dt.date(2020, 4, 27),
    }


class TestPermitConditions(RegisterCases):
    key = "permit_conditions"
    change = ("rectified", "补配压力试验机")
    example = {
        **FIRM,
        "application_no": "SQ-0001",
        "condition": "industrial-facilities",
        "verdict": "not_met",
        "note": "缺压力试验机",
        "checked_on": dt.date(2015, 3, 26),
        "rectified": "已购置",
        "rectified_on": dt.date(2015, 4, 12),
    }


class TestFirmProducts(RegisterCases):
    key = "firm_products"
    change = ("model_no", "42.5")
    example = {
        **FIRM,
        "credit_code": credit_code(COUNTY, 1),
        "product": "水泥",
        "category": "X02",
        "began_on": dt.date(2012, 3, 2),
    }


class TestPermitGaps(RegisterCases):
    key = "permit_gaps"
    change = ("product", "腐竹")
    example = {
        **FIRM,
        "code": "QK-0001",
        "needs": "food",
        "product": "豆制品",
        "found_on": dt.date(2016, 4, 1),
        "found_by": "inspection",
    }


class TestFilings(RegisterCases):
    key = "filings"
    change = ("product", "番茄酱罐头")
    example = {
        **FIRM,
        "filing_no": "6200/01001",
        "kind": "foreign_hygiene",
        "product": "番茄酱",
        "country": "俄罗斯",
        "filed_on": dt.date(2015, 1, 5),
        "valid_until": dt.date(2019, 1, 4),
    }


class TestEntryScreenings(RegisterCases):
    key = "entry_screenings"
    change = ("energy", Decimal("5200.00"))
    example = {
        **FIRM,
        "code": "ZR-0001",
        "project": "粉磨站",
        "policy_class": "restricted",
        "high_energy": True,
        "energy": Decimal("5100.00"),
        "screened_on": dt.date(2016, 2, 2),
        "decision": "refused",
        "why": "能耗超过准入值",
    }


class TestPhaseOuts(RegisterCases):
    key = "phase_outs"
    change = ("capacity", Decimal("12.00"))
    example = {
        **FIRM,
        "code": "TT-0001",
        "process": "直径 3 米以下水泥磨",
        "capacity": Decimal("10.00"),
        "capacity_unit": "万吨",
        "listed_on": dt.date(2015, 5, 1),
        "planned_on": dt.date(2016, 9, 30),
        "closed_on": dt.date(2016, 9, 12),
        "verified_on": dt.date(2016, 10, 8),
        "verifier": "样例工信局",
    }
