"""Registers of hospitals, stores, promises, tourism checks and marks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestHospitals(RegisterCases):
    key = "hospitals"
    change = ("beds", 820)
    example = {
        "licence": "YS-YL-0001",
        "enterprise": "样例人民医院",
        "region": COUNTY,
        "grade": "3A",
        "graded_on": dt.date(2014, 3, 1),
        "valid_until": dt.date(2018, 2, 28),
        "beds": 800,
    }


class TestHospitalEvaluations(RegisterCases):
    key = "hospital_evaluations"
    change = ("score", Decimal("912.00"))
    example = {
        "code": "YS-YP-0001",
        "licence": "YS-YL-0001",
        "enterprise": "样例人民医院",
        "region": COUNTY,
        "evaluated_on": dt.date(2016, 6, 6),
        "score": Decimal("905.00"),
        "verdict": "qualified",
        "events": 2,
    }


class TestStores(RegisterCases):
    key = "stores"
    change = ("promise", "七日无理由退货")
    example = {
        "code": "YS-SM-0001",
        "enterprise": "样例百货有限公司",
        "region": COUNTY,
        "kind": "department",
        "large": True,
        "listed_on": dt.date(2013, 5, 1),
        "quality_system": True,
        "first_liability": True,
        "three_guarantees": True,
        "signed_on": dt.date(2013, 6, 1),
    }


class TestPromiseChecks(RegisterCases):
    key = "promise_checks"
    change = ("kept", 10)
    example = {
        "check_no": "YS-CN-0001",
        "enterprise": "样例百货有限公司",
        "region": COUNTY,
        "sector": "commerce",
        "checked_on": dt.date(2016, 5, 5),
        "checked": 10,
        "kept": 9,
        "broken": "退货时限",
    }


class TestTourismChecks(RegisterCases):
    key = "tourism_checks"
    change = ("problem", "明码标价不全")
    example = {
        "check_no": "YS-LY-0001",
        "enterprise": "样例旅行社",
        "region": COUNTY,
        "kind": "agency",
        "checked_on": dt.date(2016, 7, 7),
        "problem": "未签订书面合同",
        "state": "checked",
    }


class TestServiceMarks(RegisterCases):
    key = "service_marks"
    change = ("promise", "首问必答")
    example = {
        "code": "YS-YF-0001",
        "kind": "team",
        "enterprise": "样例电信分公司",
        "region": COUNTY,
        "team": "营业厅班组01",
        "stars": 4,
        "applied_on": dt.date(2016, 3, 15),
        "state": "applied",
    }
