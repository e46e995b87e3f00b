"""The registers of responsibilities, agencies and officers."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestDuty(RegisterCases):
    key = "duty_matrix"
    change = ("basis", "样例政办发〔2014〕2号")
    example = {
        "product_class": "食用农产品",
        "region": COUNTY,
        "link": "growing",
        "agency": "样例农业农村部门",
        "role": "lead",
        "level": "regulator",
        "duties": "产地环境和投入品监管",
        "basis": "样例政办发〔2014〕1号",
        "since": dt.date(2014, 1, 1),
    }


class TestAgencyChange(RegisterCases):
    key = "agency_changes"
    change = ("staff_moved", 16)
    example = {
        "code": "JG-0001",
        "region": COUNTY,
        "kind": "merge",
        "predecessor": "样例县质监局",
        "successor": "样例县市场监管局",
        "changed_on": dt.date(2015, 3, 1),
        "basis": "样例编发〔2015〕3号",
        "duties": "产品质量、计量、标准化",
        "posts_moved": 18,
        "staff_moved": 15,
        "hand_over_by": dt.date(2015, 6, 30),
    }


class TestAgencyStaffing(RegisterCases):
    key = "agency_staffing"
    change = ("in_post", 35)
    example = {
        "agency": "样例县市场监管局",
        "region": COUNTY,
        "period": "2016",
        "level": "county",
        "established": 40,
        "in_post": 34,
        "certified": 30,
        "trained": 28,
        "technical": 9,
        "supervised": 2600,
        "checks": 1900,
        "cases": 42,
    }


class TestOfficer(RegisterCases):
    key = "enforcement_officers"
    change = ("hours", 60)
    example = {
        "code": "ZF-0001",
        "region": COUNTY,
        "name": "岗位01",
        "agency": "样例县市场监管局",
        "post": "执法岗",
        "category": "产品质量",
        "duties": "生产环节日常监管",
        "issuer": "样例省人民政府",
        "issued_on": dt.date(2014, 5, 1),
        "valid_until": dt.date(2019, 4, 30),
        "trained_on": dt.date(2016, 3, 10),
        "hours": 40,
    }


class TestOfficerFault(RegisterCases):
    key = "officer_faults"
    change = ("fault", "文书送达超期")
    example = {
        "code": "GC-0001",
        "region": COUNTY,
        "officer": "ZF-0001",
        "agency": "样例县市场监管局",
        "source": "review",
        "case_no": "AJ-0001",
        "found_on": dt.date(2016, 6, 1),
        "fault": "超过办案期限",
        "examine_by": dt.date(2016, 7, 31),
    }
