"""The registers of metrology."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases

D = dt.date
FIRM = {"region": COUNTY, "enterprise": "样例水泥有限公司", "credit_code": "91620702YX00000244"}


class TestMeasuringInstruments(RegisterCases):
    key = "measuring_instruments"
    change = ("cycle_months", 6)
    example = FIRM | {
        "instrument": "QJ-0001",
        "name": "电子汽车衡",
        "model_no": "SCS-100",
        "serial_no": "00120160001",
        "maker": "样例衡器厂",
        "accuracy": "Ⅲ级",
        "use": "trade",
        "compulsory": True,
        "mode": "cycle",
        "livelihood": "market",
        "units": 1,
        "cycle_months": 12,
        "verified_on": D(2016, 8, 20),
        "certificate": "LX20160001",
        "next_due_on": D(2017, 8, 19),
        "in_use_on": D(2014, 8, 1),
    }


class TestVerifications(RegisterCases):
    key = "verifications"
    change = ("units", 2)
    example = {
        "instrument": "QJ-0001",
        "region": COUNTY,
        "name": "电子秤",
        "use": "trade",
        "compulsory": True,
        "livelihood": True,
        "livelihood_kind": "market",
        "user_name": "样例农贸市场",
        "due_on": D(2016, 9, 1),
        "verified_on": D(2016, 8, 20),
        "result": "qualified",
        "in_cycle": True,
        "units": 1,
        "laboratory": "样例计量所",
    }


class TestMeasurementStandards(RegisterCases):
    def row(self, n: int = 0, **other: Any) -> dict[str, Any]:
        row = super().row(n, **other)
        return row | {"code": f"〔2016〕甘量标市证字第{100 + n}号"} if n else row

    key = "measurement_standards"
    change = ("traced_to", "样例省计量院")
    example = FIRM | {
        "code": "〔2016〕甘量标市证字第012号",
        "name": "砝码标准装置",
        "kind": "public",
        "measure_range": "1 mg~500 g",
        "accuracy": "F1 等级",
        "traced_to": "样例计量所",
        "trace_certificate": "FM20160012",
        "traced_on": D(2016, 1, 10),
        "traced_until": D(2017, 1, 9),
        "applied_on": D(2016, 1, 15),
        "accepted_on": D(2016, 1, 20),
        "assessed_on": D(2016, 2, 25),
        "granted_on": D(2016, 3, 1),
        "valid_until": D(2020, 2, 29),
    }


class TestMetrologyChecks(RegisterCases):
    key = "metrology_checks"
    change = ("bad_instruments", 3)
    example = FIRM | {
        "code": "JC-0001",
        "kind": "energy",
        "planned": True,
        "checked_on": D(2016, 6, 3),
        "instruments": 42,
        "bad_instruments": 2,
        "batches": 0,
        "bad_batches": 0,
        "problem": "两台蒸汽流量计超期未检",
        "rectify_by": D(2016, 7, 31),
    }


class TestMeterProvisions(RegisterCases):
    key = "meter_provisions"
    change = ("installed", 19)
    example = FIRM | {
        "energy": "electricity",
        "level": "equipment",
        "assessed_on": D(2016, 5, 6),
        "needed": 20,
        "installed": 18,
        "key_user": True,
    }


class TestEnergyMetering(RegisterCases):
    key = "energy_metering"
    change = ("metered", Decimal("101.000"))
    example = FIRM | {
        "period": "2016-03",
        "energy": "electricity",
        "quantity": Decimal("120.500"),
        "unit": "万千瓦时",
        "metered": Decimal("118.000"),
        "standard_coal": Decimal("148.095"),
        "online": True,
    }


class TestMetrologyCommitments(RegisterCases):
    key = "metrology_commitments"
    change = ("trade", "fuel")
    example = FIRM | {
        "code": "CX-0001",
        "trade": "market",
        "committed_on": D(2016, 5, 20),
        "published_on": D(2016, 6, 1),
        "valid_until": D(2019, 5, 19),
    }


class TestMetrologySystems(RegisterCases):
    key = "metrology_systems"
    change = ("grade", "AAA")
    example = FIRM | {
        "code": "CL-0001",
        "kind": "management",
        "grade": "AA",
        "applied_on": D(2016, 2, 1),
        "reviewed_on": D(2016, 5, 10),
        "passed": True,
        "reviewer": "样例评审机构",
        "granted_on": D(2016, 6, 1),
        "valid_until": D(2021, 5, 31),
    }


class TestMetrologyPlans(RegisterCases):
    key = "metrology_plans"
    change = ("planned", 1300)
    example = {
        "code": "JH-2016-01",
        "region": COUNTY,
        "year": 2016,
        "topic": "compulsory",
        "name": "集贸市场电子秤强制检定",
        "undertaker": "样例计量所",
        "planned": 1200,
        "done": 1180,
        "unit": "台件",
        "issued_on": D(2016, 1, 20),
        "due_on": D(2016, 12, 15),
        "finished_on": D(2016, 12, 10),
    }
