"""The registers of enterprises pass the cases of every register."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases
from zhiheng.faces.demo.book import credit_code

CODE = credit_code(COUNTY, 1)
FIRM = {"enterprise": "样例乳品有限公司", "credit_code": CODE, "region": COUNTY}


class TestEnterprises(RegisterCases):
    key = "enterprises"
    change = ("products", "酸奶、奶粉")
    example = {
        "name": "样例乳品有限公司",
        "credit_code": CODE,
        "region": COUNTY,
        "former_names": "样例牛奶厂;样例乳业有限公司",
        "industry": "1441",
        "registered_as": "limited",
        "size": "medium",
        "above_size": True,
        "founded_on": dt.date(2003, 5, 6),
        "products": "液态奶",
        "food_maker": True,
        "key_maker": True,
        "filed_on": dt.date(2014, 3, 1),
    }

    def row(self, n: int = 0, **other: Any) -> dict[str, Any]:
        """Other enterprises have other codes, of the same length."""
        return {**self.example, **({"credit_code": credit_code(COUNTY, n + 1)} if n else {}), **other}


class TestResponsibilities(RegisterCases):
    key = "responsibilities"
    change = ("assessment", "按季考核")
    example = {
        **FIRM,
        "duty": "quality_head",
        "post": "质量副总经理",
        "holder": "岗位01",
        "duties": "组织出厂检验,对放行负直接责任",
        "filed_on": dt.date(2016, 1, 5),
    }


class TestQualityOfficers(RegisterCases):
    key = "quality_officers"
    change = ("veto", False)
    example = {
        **FIRM,
        "holder": "岗位02",
        "position": "副总经理",
        "certificate_no": "SCQO-0001",
        "trained_on": dt.date(2015, 11, 2),
        "certificate_until": dt.date(2030, 11, 1),
        "appointed_on": dt.date(2016, 1, 1),
        "veto": True,
    }


class TestVetoes(RegisterCases):
    key = "vetoes"
    change = ("disposal", "scrap")
    example = {
        **FIRM,
        "product": "纯牛奶",
        "lot": "20160512-3",
        "stage": "release",
        "by_post": "首席质量官",
        "vetoed_on": dt.date(2016, 5, 13),
        "cause": "微生物超标",
        "quantity": "2 吨",
    }


class TestQualityMethods(RegisterCases):
    key = "quality_methods"
    change = ("scope_of_use", "全公司")
    example = {**FIRM, "method": "excellence", "adopted_on": dt.date(2015, 2, 1), "scope_of_use": "生产部"}


class TestQualityProjects(RegisterCases):
    key = "quality_projects"
    change = ("savings", Decimal("56.50"))
    example = {
        **FIRM,
        "code": "QC-2016-01",
        "kind": "circle",
        "title": "降低灌装损耗",
        "members": 8,
        "started_on": dt.date(2016, 2, 1),
        "ended_on": dt.date(2016, 11, 30),
        "savings": Decimal("35.20"),
        "level": "provincial",
    }


class TestCommitments(RegisterCases):
    key = "commitments"
    change = ("fulfilment", "kept")
    example = {
        **FIRM,
        "kind": "promise",
        "year": 2016,
        "title": "质量安全承诺",
        "published_on": dt.date(2016, 3, 15),
        "place": "公司网站",
    }


class TestUpgradePlans(RegisterCases):
    key = "upgrade_plans"
    change = ("goals", "出厂合格率 99.5%")
    example = {
        **FIRM,
        "code": "TS-2016-01",
        "title": "质量提升方案",
        "state": "filed",
        "filed_on": dt.date(2016, 4, 1),
        "complete_by": dt.date(2030, 12, 31),
    }


class TestDemonstrationPoints(RegisterCases):
    key = "demonstration_points"
    change = ("practice", "标准体系覆盖全部工序")
    example = {
        **FIRM,
        "code": "SF-2016-01",
        "kind": "standards",
        "level": "provincial",
        "state": "applied",
        "applied_on": dt.date(2016, 4, 1),
    }


class TestInnovationProjects(RegisterCases):
    key = "innovation_projects"
    change = ("patents", 3)
    example = {
        **FIRM,
        "code": "CX-2016-01",
        "kind": "high_tech",
        "title": "益生菌发酵乳",
        "partner": "样例大学",
        "investment": Decimal("800.00"),
        "own_rights": True,
        "patents": 2,
        "stage": "mass",
        "started_on": dt.date(2014, 3, 1),
        "developed_on": dt.date(2016, 6, 30),
        "mass_on": dt.date(2016, 9, 1),
    }


class TestPlatforms(RegisterCases):
    key = "innovation_platforms"
    change = ("outputs", 5)
    example = {
        **FIRM,
        "code": "PT-01",
        "name": "样例乳品技术中心",
        "kind": "technology",
        "level": "provincial",
        "domain": "乳品加工",
        "named_on": dt.date(2015, 9, 1),
    }


class TestFirmHelp(RegisterCases):
    key = "firm_help"
    change = ("need", "需要检测设备校准")
    example = {
        **FIRM,
        "code": "BF-2016-01",
        "kind": "expert",
        "helper": "样例质检所",
        "need": "标签不规范",
        "state": "requested",
        "requested_on": dt.date(2016, 3, 1),
    }


class TestReliabilityProjects(RegisterCases):
    key = "reliability_projects"
    change = ("reached_value", Decimal("5200.000"))
    example = {
        **FIRM,
        "code": "KK-2016-01",
        "product": "灌装机",
        "part": "test",
        "joined_on": dt.date(2015, 3, 1),
        "tested_on": dt.date(2016, 10, 8),
        "measure": "平均无故障工作时间",
        "target": Decimal("5000.000"),
        "reached_value": Decimal("5100.000"),
        "measure_unit": "小时",
        "grade": "national",
        "reached": True,
    }


class TestSameLine(RegisterCases):
    key = "same_line"
    change = ("market", "日本")
    example = {
        **FIRM,
        "product": "脱水洋葱",
        "sector": "food",
        "joined_on": dt.date(2016, 5, 1),
    }
