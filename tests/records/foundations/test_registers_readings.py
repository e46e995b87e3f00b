"""The register of readings of energy meters."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestEnergyReadings(RegisterCases):
    key = "energy_readings"
    change = ("value", Decimal("13.250"))
    example = {
        "enterprise": "样例乳业有限公司",
        "credit_code": "91620702YX00000169",
        "region": COUNTY,
        "meter_no": "DB-0001",
        "energy": "electricity",
        "read_on": dt.date(2016, 3, 1),
        "hour": 8,
        "value": Decimal("12.500"),
        "unit": "kWh",
        "quality": "good",
    }
