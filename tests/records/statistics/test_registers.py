"""The registers of the quality statistics."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestQualityReturns(RegisterCases):
    key = "quality_returns"
    change = ("sales_income", Decimal("9100.00"))
    example = {
        "period": "2016",
        "region": COUNTY,
        "enterprise": "样例机械有限公司",
        "credit_code": "91620702YX0000171M",
        "industry": "3490",
        "gross_output": Decimal("10000.00"),
        "new_product_output": Decimal("1500.00"),
        "sales_income": Decimal("9000.00"),
        "overseas_sales": Decimal("800.00"),
        "internal_loss": Decimal("60.00"),
        "external_loss": Decimal("20.00"),
        "quality_loss": Decimal("80.00"),
        "employees": 210,
    }


class TestMacroFigures(RegisterCases):
    key = "macro_figures"
    change = ("value", Decimal("121.3000"))
    example = {
        "period": "2016",
        "region": COUNTY,
        "series": "population",
        "value": Decimal("120.7000"),
        "summed": True,
        "source": "样例统计公报 2016",
    }


class TestReturnChecks(RegisterCases):
    key = "return_checks"
    change = ("remarks", "账实相符,已签字")
    example = {
        "code": "HC-2016-001",
        "region": COUNTY,
        "enterprise": "样例机械有限公司",
        "credit_code": "91620702YX0000171M",
        "period": "2015",
        "due_on": dt.date(2016, 6, 30),
        "checked_on": dt.date(2016, 6, 12),
        "outcome": "differs",
        "difference": Decimal("3.20"),
        "remarks": "少计一张发票",
    }
