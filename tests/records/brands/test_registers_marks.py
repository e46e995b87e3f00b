"""The registers of trademarks, patents, indications, fostering and protection."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestTrademarks(RegisterCases):
    key = "trademarks"
    change = ("goods", "苹果梨;鲜水果")
    example = {
        "filing_no": "9000001",
        "nice_class": 31,
        "region": COUNTY,
        "name": "样例牌",
        "kind": "goods",
        "goods": "苹果梨",
        "enterprise": "样例果业公司",
        "filed_on": dt.date(2014, 6, 3),
        "registered_on": dt.date(2015, 8, 7),
        "valid_until": dt.date(2025, 8, 6),
    }


class TestPatents(RegisterCases):
    key = "patents"
    change = ("grant_no", "CN900000002B")
    example = {
        "filing_no": "201490000001.5",
        "region": COUNTY,
        "name": "样例烘干装置",
        "kind": "invention",
        "enterprise": "样例机械厂",
        "filed_on": dt.date(2014, 6, 3),
        "granted_on": dt.date(2016, 8, 7),
        "grant_no": "CN900000001B",
        "fee_until": dt.date(2017, 6, 3),
    }


class TestIndications(RegisterCases):
    key = "indications"
    change = ("area", "样例乡、样例镇")
    example = {
        "code": "DB-0001",
        "region": COUNTY,
        "name": "样例苹果梨",
        "kind": "product",
        "enterprise": "样例果业协会",
        "area": "样例乡",
        "applied_on": dt.date(2015, 1, 5),
        "publicised_on": dt.date(2015, 6, 5),
        "reviewed_on": dt.date(2015, 9, 1),
        "granted_on": dt.date(2016, 1, 5),
        "grantor": "样例机关",
    }


class TestIndicationUsers(RegisterCases):
    key = "indication_users"
    change = ("traceable", True)
    example = {
        "code": "YB-0001",
        "region": COUNTY,
        "indication_code": "DB-0001",
        "indication": "样例苹果梨",
        "enterprise": "样例果业公司",
        "product": "苹果梨",
        "approved_on": dt.date(2016, 9, 1),
        "valid_until": dt.date(2019, 8, 31),
        "traceable": False,
    }


class TestCandidates(RegisterCases):
    key = "brand_candidates"
    change = ("helper", "样例工信局")
    example = {
        "code": "PY-0001",
        "region": COUNTY,
        "enterprise": "样例乳业有限公司",
        "product": "样例酸奶",
        "target": "brand_provincial",
        "target_year": 2016,
        "helper": "样例市场监管局",
        "listed_on": dt.date(2015, 3, 1),
        "apply_by": dt.date(2016, 5, 31),
    }


class TestBrandValues(RegisterCases):
    key = "brand_values"
    change = ("strength", Decimal("742.5"))
    example = {
        "year": 2016,
        "region": COUNTY,
        "name": "样例苹果梨",
        "kind": "indication",
        "value": Decimal("8.1500"),
        "strength": Decimal("740.0"),
        "evaluator": "样例品牌促进会",
        "published_on": dt.date(2016, 12, 12),
    }


class TestBrandEvents(RegisterCases):
    key = "brand_events"
    change = ("enterprises", 26)
    example = {
        "code": "TJ-0001",
        "region": COUNTY,
        "name": "样例品牌产品展",
        "kind": "exhibition",
        "rank": "prefecture",
        "planned_on": dt.date(2016, 8, 1),
        "held_on": dt.date(2016, 8, 20),
        "enterprises": 24,
        "contracts": Decimal("1250.00"),
        "result": "签约6项",
    }


class TestProtectedBrands(RegisterCases):
    key = "protected_brands"
    change = ("agency", "样例执法支队")
    example = {
        "code": "BH-0001",
        "region": COUNTY,
        "kind": "famous_mark",
        "name": "样例牌",
        "right_no": "9000001",
        "enterprise": "样例果业公司",
        "agency": "样例执法大队",
        "listed_on": dt.date(2016, 3, 1),
    }


class TestInfringements(RegisterCases):
    key = "infringements"
    change = ("found_at", "样例批发市场")
    example = {
        "code": "XS-0001",
        "region": COUNTY,
        "protected_code": "BH-0001",
        "name": "样例牌",
        "kind": "trademark",
        "enterprise": "样例商贸行",
        "found_on": dt.date(2016, 4, 1),
        "found_at": "样例市场",
        "amount": Decimal("3.20"),
    }
