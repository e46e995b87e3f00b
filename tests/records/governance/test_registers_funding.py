"""The registers of budgets, funds and preferences."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestBudget(RegisterCases):
    key = "quality_budgets"
    change = ("spent", Decimal("119.00"))
    example = {
        "item": "sampling",
        "region": COUNTY,
        "line": "2013899",
        "period": "2016",
        "budget": Decimal("120.00"),
        "adjusted": Decimal("130.00"),
        "spent": Decimal("118.50"),
        "basis": "样例财预〔2016〕1号",
    }


class TestFundApplication(RegisterCases):
    key = "fund_applications"
    change = ("asked", Decimal("22.00"))
    example = {
        "code": "ZJ-0001",
        "region": COUNTY,
        "kind": "subsidy",
        "scheme": "样例标准研制资助",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "project": "样例行业标准研制",
        "applied_on": dt.date(2016, 2, 1),
        "asked": Decimal("20.00"),
        "reviewed_on": dt.date(2016, 3, 15),
        "score": Decimal("86.50"),
        "rule_no": "样例政办发〔2015〕8号",
        "title_code": "CH-0001",
        "budget_item": "standards",
        "granted": Decimal("15.00"),
        "granted_on": dt.date(2016, 4, 20),
        "check_by": dt.date(2017, 4, 20),
    }


class TestPreference(RegisterCases):
    key = "preferences"
    change = ("amount", Decimal("320.00"))
    example = {
        "code": "YH-0001",
        "region": COUNTY,
        "list_no": "样例质办〔2016〕5号",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "ground": "award",
        "ground_no": "JL-0001",
        "addressee": "样例农商银行",
        "measure": "loan",
        "issued_on": dt.date(2016, 3, 1),
        "valid_until": dt.date(2018, 2, 28),
        "sent_on": dt.date(2016, 3, 8),
        "amount": Decimal("300.00"),
        "result_on": dt.date(2016, 6, 1),
    }
