"""The registers of associations and opinions."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestAssociation(RegisterCases):
    key = "associations"
    change = ("members", 40)
    example = {
        "code": "SH-0001",
        "region": COUNTY,
        "name": "样例水泥行业协会",
        "kind": "association",
        "sector": "水泥",
        "authority": "样例工信部门",
        "members": 36,
        "services": "质量培训、团体标准",
        "rules_name": "样例水泥行业质量自律公约",
        "rules_on": dt.date(2015, 4, 1),
        "founded_on": dt.date(2012, 4, 1),
        "valid_until": dt.date(2017, 3, 31),
    }


class TestAssociationCheck(RegisterCases):
    key = "association_checks"
    change = ("agency", "样例县民政部门")
    example = {
        "code": "XJ-0001",
        "region": COUNTY,
        "association": "SH-0001",
        "name": "样例水泥行业协会",
        "checked_on": dt.date(2016, 10, 11),
        "agency": "样例民政部门",
        "finding": "minor",
        "problems": "规约未公示",
        "rectify_by": dt.date(2016, 11, 11),
    }


class TestOpinion(RegisterCases):
    key = "opinions"
    change = ("subject", "希望每季公开抽查结果")
    example = {
        "code": "YJ-0001",
        "region": COUNTY,
        "subject": "希望公开小麦粉抽查结果",
        "source": "consumer",
        "kind": "opinion",
        "channel": "web",
        "content": "抽查结果难以查到",
        "received_on": dt.date(2016, 3, 15),
        "handler": "样例县市场监管局",
    }
