"""The registers of trainings, trainees and links."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestTrainingPlan(RegisterCases):
    key = "training_plans"
    change = ("persons", 80)
    example = {
        "code": "PX-0001",
        "region": COUNTY,
        "course": "卓越绩效管理",
        "audience": "heads",
        "planned_on": dt.date(2016, 5, 10),
        "persons": 60,
        "hours": 16,
        "host": "样例质量工作单位",
    }


class TestTrainee(RegisterCases):
    key = "trainees"
    change = ("result", "failed")
    example = {
        "number": "001",
        "region": COUNTY,
        "event": "HD-0001",
        "name": "岗位01",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "audience": "quality",
        "held_on": dt.date(2016, 5, 10),
        "result": "passed",
        "score": Decimal("86.00"),
    }


class TestSchoolLink(RegisterCases):
    key = "school_links"
    change = ("persons", 150)
    example = {
        "code": "YX-0001",
        "region": COUNTY,
        "name": "质量专题课程",
        "kind": "course",
        "partner": "样例职业学院",
        "partner_kind": "vocational",
        "held_on": dt.date(2016, 9, 5),
        "persons": 120,
        "hours": 8,
    }
