"""The registers of procurement and insurance."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestProcurement(RegisterCases):
    key = "procurements"
    change = ("amount", Decimal("77.00"))
    example = {
        "code": "CG-0001",
        "region": COUNTY,
        "name": "样例学校课桌椅采购",
        "purchaser": "样例教育部门",
        "kind": "goods",
        "announced_on": dt.date(2016, 5, 1),
        "uses_credit": True,
        "uses_standards": True,
        "uses_tests": True,
        "uses_certificates": False,
        "quality_weight": Decimal("30.00"),
        "budget": Decimal("80.00"),
        "refused": 1,
        "awarded_on": dt.date(2016, 6, 1),
        "enterprise": "样例家具有限公司",
        "credit_code": "91620702MA0000007X",
        "amount": Decimal("76.00"),
    }


class TestBarredSupplier(RegisterCases):
    key = "barred_suppliers"
    change = ("authority", "样例县财政部门")
    example = {
        "code": "样例财罚〔2016〕1号",
        "region": COUNTY,
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "ground": "提供不合格产品",
        "authority": "样例财政部门",
        "decided_on": dt.date(2016, 4, 1),
        "valid_until": dt.date(2018, 3, 31),
    }


class TestInsurancePolicy(RegisterCases):
    key = "insurance_policies"
    change = ("premium", Decimal("2.60"))
    example = {
        "code": "BX-0001",
        "region": COUNTY,
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "kind": "liability",
        "insurer": "样例财险公司",
        "product": "水泥",
        "premium": Decimal("2.50"),
        "subsidy": Decimal("1.00"),
        "cover": Decimal("500.00"),
        "starts_on": dt.date(2016, 1, 1),
        "ends_on": dt.date(2016, 12, 31),
    }


class TestInsuranceClaim(RegisterCases):
    key = "insurance_claims"
    change = ("claimed", Decimal("13.00"))
    example = {
        "code": "PA-0001",
        "region": COUNTY,
        "policy": "BX-0001",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "cause": "水泥安定性不合格",
        "happened_on": dt.date(2016, 5, 1),
        "reported_on": dt.date(2016, 5, 6),
        "claimed": Decimal("12.00"),
    }
