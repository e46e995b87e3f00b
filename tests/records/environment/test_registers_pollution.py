"""Registers of pollution sources, discharges, measurements and cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestPollutionSources(RegisterCases):
    key = "pollution_sources"
    change = ("cod", Decimal("52.000"))
    example = {
        "permit_no": "YS-PW-0001",
        "enterprise": "样例造纸有限公司",
        "region": COUNTY,
        "industry": "2221",
        "management": "key",
        "key_source": True,
        "issued_on": dt.date(2020, 6, 1),
        "valid_until": dt.date(2025, 5, 31),
        "cod": Decimal("60.000"),
    }


class TestEmissionReturns(RegisterCases):
    key = "emission_returns"
    change = ("cod", Decimal("11.500"))
    example = {
        "permit_no": "YS-PW-0001",
        "enterprise": "样例造纸有限公司",
        "region": COUNTY,
        "kind": "industrial",
        "period": "2016Q3",
        "cod": Decimal("12.000"),
        "nh3n": Decimal("1.100"),
    }


class TestEmissionChecks(RegisterCases):
    key = "emission_checks"
    change = ("standard", "GB 3544-2008")
    example = {
        "check_no": "YS-JC-0001",
        "enterprise": "样例造纸有限公司",
        "region": COUNTY,
        "outlet": "DW001",
        "pollutant": "cod",
        "measured_on": dt.date(2016, 8, 8),
        "measured": Decimal("112.000"),
        "limit": Decimal("80.000"),
        "exceeded": True,
    }


class TestEmissionCases(RegisterCases):
    key = "emission_cases"
    change = ("penalty", Decimal("10.00"))
    example = {
        "case_no": "YS-AJ-0001",
        "check_no": "YS-JC-0001",
        "enterprise": "样例造纸有限公司",
        "region": COUNTY,
        "pollutant": "cod",
        "found_on": dt.date(2016, 8, 9),
        "times": Decimal("0.400"),
        "state": "found",
    }
