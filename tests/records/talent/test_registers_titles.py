"""The registers of titles and technicians."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestTitleEvaluation(RegisterCases):
    key = "title_evaluations"
    change = ("series", "metrology")
    example = {
        "code": "ZC-0001",
        "region": COUNTY,
        "name": "岗位01",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "series": "quality",
        "level": "middle",
        "applied_on": dt.date(2015, 6, 1),
        "reviewed_on": dt.date(2015, 9, 1),
        "granted_on": dt.date(2015, 11, 1),
        "certificate_no": "ZC-2015-01",
    }


class TestChiefTechnician(RegisterCases):
    key = "chief_technicians"
    change = ("workshop", "样例技能工作室")
    example = {
        "code": "SX-0001",
        "region": COUNTY,
        "name": "岗位01",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "trade": "焊工",
        "rank": "prefecture",
        "appointed_on": dt.date(2014, 7, 1),
        "valid_until": dt.date(2017, 6, 30),
        "workshop": "样例焊接工作室",
        "allowance": Decimal("800.00"),
    }


class TestTalentIncentive(RegisterCases):
    key = "talent_incentives"
    change = ("amount", Decimal("1.50"))
    example = {
        "code": "JI-0001",
        "region": COUNTY,
        "person": "SX-0001",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "kind": "subsidy",
        "basis": "样例人才办法",
        "granted_on": dt.date(2015, 1, 10),
        "amount": Decimal("1.20"),
    }
