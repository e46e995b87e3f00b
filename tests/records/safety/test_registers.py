"""The registers of product safety."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestRecalls(RegisterCases):
    key = "recalls"
    change = ("recovered", Decimal("900.00"))
    example = {
        "number": "ZH-2016-001",
        "region": COUNTY,
        "kind": "consumer",
        "product": "样例电热水壶",
        "brand": "样例",
        "model_or_batch": "YL-15 2015年3月",
        "barcode": "6901234567892",
        "enterprise": "样例电器有限公司",
        "credit_code": "91620702YX0000171M",
        "defect": "手柄断裂",
        "risk": "medium",
        "way": "voluntary",
        "announced_on": dt.date(2016, 3, 15),
        "state": "open",
        "affected": Decimal("1200.00"),
        "recovered": Decimal("800.00"),
        "quantity_unit": "台",
    }
