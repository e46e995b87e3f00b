"""The registers of groups, members, meetings and decisions."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestGroups(RegisterCases):
    key = "groups"
    change = ("studies_due", 2)
    example = {
        "code": "ZL-01",
        "region": COUNTY,
        "name": "质量工作领导小组",
        "kind": "leading",
        "theme": "other",
        "lead_unit": "样例县市场监督管理局",
        "established_on": dt.date(2016, 1, 8),
        "basis": "样政办发〔2016〕1号",
        "studies_due": 1,
    }


class TestMembers(RegisterCases):
    key = "group_members"
    change = ("post", "局长")
    example = {
        "group": "ZL-01",
        "region": COUNTY,
        "unit": "样例县财政局",
        "seat": "member",
        "post": "副局长",
        "since": dt.date(2016, 1, 8),
        "until": dt.date(2018, 12, 31),
    }


class TestMeetings(RegisterCases):
    key = "meetings"
    change = ("attended", 11)
    example = {
        "code": "HY-2016-01",
        "region": COUNTY,
        "group": "ZL-01",
        "title": "质量工作领导小组第一次会议",
        "kind": "plenary",
        "held_on": dt.date(2016, 3, 3),
        "topics": "审定年度计划",
        "expected": 12,
        "attended": 10,
        "minutes_no": "样质领纪〔2016〕1号",
    }


class TestDecisions(RegisterCases):
    key = "decisions"
    change = ("support_units", "样例县财政局")
    example = {
        "code": "YD-2016-01",
        "region": COUNTY,
        "meeting": "HY-2016-01",
        "content": "六月底前完成检验检测资源整合",
        "lead_unit": "样例县市场监督管理局",
        "decided_on": dt.date(2016, 3, 3),
        "due_on": dt.date(2016, 6, 30),
    }


class TestGroupPlans(RegisterCases):
    key = "group_plans"
    change = ("drafted_by", "样例住建局")
    example = {
        "code": "JH-2016-01",
        "region": COUNTY,
        "group": "ZL-01-WO",
        "title": "工程质量工作组年度计划",
        "kind": "year",
        "theme": "works",
        "period": "2016",
        "drafted_by": "样例住房城乡建设局",
        "drafted_on": dt.date(2016, 1, 12),
    }


class TestExaminations(RegisterCases):
    key = "examinations"
    change = ("subject", "样例水务局")
    example = {
        "code": "JC-2016-01",
        "region": COUNTY,
        "group": "ZL-01-WO",
        "theme": "works",
        "subject": "样例住房城乡建设局",
        "period": "2016",
        "planned_on": dt.date(2016, 10, 10),
    }
