"""The registers of titles, tourist ratings, awards, rewards, honours and demonstration units."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestTitles(RegisterCases):
    key = "titles"
    change = ("holder", "样例合作社")
    example = {
        "code": "CH-0001",
        "region": COUNTY,
        "kind": "brand_provincial",
        "name": "样例苹果梨汁",
        "holder": "样例果业公司",
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
        "industry": "01",
        "applied_on": dt.date(2014, 1, 1),
        "accepted_on": dt.date(2016, 10, 1),
    }


class TestTourismUpgrades(RegisterCases):
    key = "tourism_upgrades"
    change = ("helper", "样例文旅局")
    example = {
        "code": "JQ-0001",
        "region": COUNTY,
        "name": "样例峡谷景区",
        "kind": "scenic",
        "enterprise": "样例旅游公司",
        "grade": "AAA",
        "target_grade": "AAAA",
        "planned_on": dt.date(2016, 2, 1),
        "apply_by": dt.date(2016, 9, 30),
        "upgraded_on": dt.date(2017, 5, 20),
        "invested": Decimal("360.00"),
    }


class TestRewardRules(RegisterCases):
    key = "reward_rules"
    change = ("amount", Decimal("25.00"))
    example = {
        "code": "JB-0001",
        "region": COUNTY,
        "document": "样例品牌奖励办法",
        "document_no": "样例发〔2015〕3号",
        "clause": "第五条",
        "reward_for": "title",
        "rank": "provincial",
        "receiver": "企业",
        "amount": Decimal("20.00"),
        "issued_on": dt.date(2015, 3, 1),
        "valid_from": dt.date(2015, 4, 1),
        "valid_until": dt.date(2020, 3, 31),
    }


class TestRewardPayments(RegisterCases):
    key = "reward_payments"
    change = ("voucher_no", "PZ-77")
    example = {
        "code": "DF-0001",
        "region": COUNTY,
        "rule_code": "JB-0001",
        "reward_for": "title",
        "title_code": "CH-0001",
        "budget_line": "YS-2016-07",
        "enterprise": "样例果业公司",
        "amount": Decimal("20.00"),
        "decided_on": dt.date(2016, 6, 1),
        "paid_on": dt.date(2016, 7, 15),
    }


class TestHonours(RegisterCases):
    key = "honours"
    change = ("post", "检验岗位02")
    example = {
        "code": "RY-0001",
        "region": COUNTY,
        "kind": "pacesetter",
        "rank": "county",
        "name": "年度质量标兵",
        "enterprise": "样例乳业有限公司",
        "post": "检验岗位01",
        "person": "样例某",
        "granted_on": dt.date(2016, 9, 1),
        "grantor": "样例县总工会",
    }

    def test_the_name_of_a_person_goes_nowhere(self) -> None:
        assert "person" not in self.register.public_names
        assert not self.register.by_name["person"].shared
