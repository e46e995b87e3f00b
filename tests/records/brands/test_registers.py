"""The registers of titles and marks, awards and demonstration units."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestTitles(RegisterCases):
    key = "titles"
    change = ("holder", "样例合作社")
    example = {
        "code": "CH-0001",
        "region": COUNTY,
        "kind": "gi_product",
        "name": "样例苹果梨",
        "holder": "样例果业协会",
        "applied_on": dt.date(2015, 1, 5),
        "granted_on": dt.date(2016, 1, 5),
        "valid_until": dt.date(2026, 1, 5),
    }


class TestAwards(RegisterCases):
    key = "awards"
    change = ("recipient", "样例机械厂")
    example = {
        "code": "JL-0001",
        "region": COUNTY,
        "kind": "government",
        "rank": "prefecture",
        "name": "政府质量奖",
        "recipient": "样例乳业有限公司",
        "entered_on": dt.date(2016, 2, 1),
        "awarded_on": dt.date(2016, 9, 1),
    }


class TestDemonstrations(RegisterCases):
    key = "demonstrations"
    change = ("rank", "provincial")
    example = {
        "code": "SF-0001",
        "region": COUNTY,
        "kind": "farm",
        "rank": "national",
        "name": "样例蔬菜标准化示范区",
        "applied_on": dt.date(2014, 1, 1),
        "accepted_on": dt.date(2016, 10, 1),
    }
