"""The registers of bodies and certificates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestCertBody(RegisterCases):
    key = "cert_bodies"
    change = ("business", "产品")
    example = {
        "code": "CNCA-R-2002-001",
        "region": COUNTY,
        "name": "样例认证中心",
        "credit_code": "91620702MA0000007X",
        "kind": "certification",
        "business": "管理体系、产品",
        "approved_on": dt.date(2014, 3, 1),
        "valid_until": dt.date(2020, 2, 29),
        "standing": "open",
    }


class TestManagementCertificate(RegisterCases):
    key = "management_certificates"
    change = ("people", 130)
    example = {
        "number": "00117Q0001R0M/6200",
        "region": COUNTY,
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "kind": "qms",
        "standard": "GB/T 19001-2016",
        "body": "样例认证中心",
        "body_code": "CNCA-R-2002-001",
        "business": "硅酸盐水泥的生产",
        "people": 120,
        "first_on": dt.date(2014, 5, 6),
        "issued_on": dt.date(2017, 5, 6),
        "valid_until": dt.date(2020, 5, 5),
        "audited_on": dt.date(2018, 4, 10),
    }


class TestFarmCertificate(RegisterCases):
    key = "farm_certificates"
    change = ("area", Decimal("1300.00"))
    example = {
        "number": "LB-15-0001",
        "region": COUNTY,
        "kind": "green",
        "product": "样例洋葱",
        "category": "vegetable",
        "enterprise": "样例蔬菜合作社",
        "credit_code": "91620702MA0000007X",
        "base": "样例镇蔬菜基地",
        "area": Decimal("1200.00"),
        "output": Decimal("5400.00"),
        "in_conversion": False,
        "body": "样例绿色食品管理部门",
        "applied_on": dt.date(2014, 9, 1),
        "checked_on": dt.date(2015, 1, 12),
        "issued_on": dt.date(2015, 3, 20),
        "valid_until": dt.date(2018, 3, 19),
        "state": "granted",
    }


class TestVoluntaryCertificate(RegisterCases):
    key = "voluntary_certificates"
    change = ("model", "Y2-160")
    example = {
        "number": "CQC15-0001",
        "region": COUNTY,
        "enterprise": "样例电机有限公司",
        "credit_code": "91620702MA0000007X",
        "kind": "energy_saving",
        "subject": "三相异步电动机",
        "standard": "GB 18613",
        "body": "样例认证中心",
        "issued_on": dt.date(2015, 6, 1),
        "valid_until": dt.date(2019, 5, 31),
    }
