"""The register of inspections."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestConformityInspection(RegisterCases):
    key = "conformity_inspections"
    change = ("problems", "设备未校准")
    example = {
        "code": "JC-0001",
        "region": COUNTY,
        "subject": "laboratory",
        "enterprise": "样例检测有限公司",
        "credit_code": "91620702MA0000007X",
        "certificate_no": "162800000001",
        "mode": "random",
        "inspected_on": dt.date(2016, 4, 12),
        "finding": "minor",
        "problems": "原始记录不完整",
        "rectify_by": dt.date(2016, 5, 12),
    }
