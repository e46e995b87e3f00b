"""The register of works acceptance."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestWorks(RegisterCases):
    key = "works"
    change = ("size", "large")
    example = {
        "code": "GC-2016-01",
        "region": COUNTY,
        "name": "样例小区一号楼",
        "kind": "housing",
        "size": "medium",
        "accepted_on": dt.date(2016, 6, 30),
        "first_pass": True,
        "passed": True,
        "excellent": False,
        "area": Decimal("5120.50"),
    }
