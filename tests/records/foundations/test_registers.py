"""The registers of standards."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases

D = dt.date


class Numbered:
    """For registers known by a standard's number, which must look like one."""

    def row(self, n: int = 0, **other: Any) -> dict[str, Any]:
        row: dict[str, Any] = super().row(n, **other)  # type: ignore[misc]
        return row | {"number": f"DB62/T {1000 + n}-2016"} if n else row


FIRM = {"region": COUNTY, "enterprise": "样例乳业有限公司", "credit_code": "91620702YX00000169"}


class TestStandards(Numbered, RegisterCases):
    key = "standards"
    change = ("name", "样例蔬菜生产技术规范")
    example = {
        "number": "DB62/T 1000-2016",
        "region": COUNTY,
        "name": "样例蔬菜生产技术规程",
        "kind": "local",
        "area": "farm",
        "industry": "0141",
        "proposed_on": D(2015, 3, 1),
        "consulted_on": D(2015, 9, 1),
        "reviewed_on": D(2015, 12, 1),
        "issued_on": D(2016, 3, 1),
        "effective_on": D(2016, 4, 1),
        "filed_on": D(2016, 3, 20),
        "filing_no": "48001-2016",
        "review_by": D(2021, 3, 1),
        "replaces": "DB62/T 1000-2009",
        "main_farm_product": "番茄",
        "drafter": "样例推广站",
    }


class TestProductStandards(RegisterCases):
    key = "product_standards"
    change = ("level", "home_leading")
    example = FIRM | {
        "product": "灭菌乳",
        "offer": "industrial",
        "key_consumer": True,
        "firm_size": "medium",
        "reviewed_on": D(2016, 4, 1),
        "coverage": "in_force",
        "standard_number": "GB 25190-2010",
        "standard_kind": "national",
        "level": "home",
        "adopts": "CODEX STAN 206-1999",
        "adoption": "neq",
        "direction": "raise",
        "upgrade_by": D(2016, 12, 31),
    }


class TestStandardDeclarations(Numbered, RegisterCases):
    key = "standard_declarations"
    change = ("product", "灭菌乳、调制乳")
    example = FIRM | {
        "number": "Q/YL 001-2016",
        "name": "样例调制乳",
        "kind": "enterprise",
        "product": "调制乳",
        "declared_on": D(2016, 5, 4),
    }


class TestDeclarationChecks(RegisterCases):
    key = "declaration_checks"
    change = ("problem", "编号缺年代号")
    example = FIRM | {
        "code": "GK-0001",
        "number": "Q/YL 001-2016",
        "selection": "random",
        "checked_on": D(2016, 9, 8),
        "fault": "number",
        "problem": "编号不规范",
        "rectify_by": D(2016, 10, 8),
    }


class TestFrontRunners(RegisterCases):
    key = "front_runners"
    change = ("product", "调制乳")
    example = FIRM | {
        "code": "LP-0001",
        "above_size": True,
        "product": "灭菌乳",
        "surveyed_on": D(2023, 3, 1),
        "filed_on": D(2023, 4, 1),
        "benchmark": "GB 25190-2010",
        "benchmarked_on": D(2023, 6, 1),
        "upgraded_on": D(2023, 11, 1),
        "list_rank": "provincial",
        "list_year": 2023,
        "listed_on": D(2023, 12, 1),
        "valid_until": D(2025, 12, 1),
    }


class TestStandardParticipations(Numbered, RegisterCases):
    key = "standard_participations"
    change = ("subsidy", Decimal("12.50"))
    example = FIRM | {
        "number": "GB/T 21732-2008",
        "name": "样例含乳饮料",
        "level": "national",
        "role": "take_part",
        "published_on": D(2016, 6, 1),
        "patent_converted": True,
        "patents": "ZL201410000001.0",
        "subsidy": Decimal("10.00"),
        "subsidised_on": D(2016, 12, 1),
    }


class TestStandardConducts(RegisterCases):
    key = "standard_conducts"
    change = ("grade", "AAAA")
    example = FIRM | {
        "code": "LH-0001",
        "grade": "AAA",
        "evaluator": "样例评价机构",
        "applied_on": D(2016, 2, 1),
        "evaluated_on": D(2016, 5, 1),
        "score": Decimal("412.0"),
        "granted_on": D(2016, 6, 1),
        "valid_until": D(2019, 5, 31),
    }


class TestTradeMeasures(RegisterCases):
    key = "trade_measures"
    change = ("impact", "medium")
    example = {
        "code": "G/SPS/N/XXX/100",
        "region": COUNTY,
        "kind": "sps",
        "member": "样例国",
        "title": "脱水蔬菜农药残留限量修订",
        "products": "脱水蔬菜",
        "hs_codes": "0712",
        "notified_on": D(2016, 3, 1),
        "comment_until": D(2016, 5, 1),
        "effective_on": D(2016, 9, 1),
        "assessed_on": D(2016, 3, 10),
        "impact": "high",
        "exporters": 3,
        "warned_on": D(2016, 3, 14),
        "response": "调整用药方案",
    }


class TestTradeWarnings(RegisterCases):
    key = "trade_warnings"
    change = ("answer", "已换药")
    example = FIRM | {
        "measure": "G/SPS/N/XXX/100",
        "sent_on": D(2016, 3, 14),
        "channel": "platform",
        "advice": "换用低残留农药",
        "answered_on": D(2016, 3, 20),
        "answer": "安排换药",
        "state": "answered",
        "loss": Decimal("3.50"),
    }


class TestLimitStandards(RegisterCases):
    key = "limit_standards"
    change = ("advanced", Decimal("60.0000"))
    example = {
        "number": "GB 16780-2012",
        "region": COUNTY,
        "product": "水泥熟料",
        "item": "可比熟料综合煤耗",
        "kind": "energy",
        "industry": "3011",
        "unit": "kgce/t",
        "better": "low",
        "limit": Decimal("112.0000"),
        "access": Decimal("108.0000"),
        "advanced": Decimal("103.0000"),
        "effective_on": D(2013, 10, 1),
    }


class TestLimitMatches(RegisterCases):
    key = "limit_matches"
    change = ("actual", Decimal("109.5000"))
    example = FIRM | {
        "number": "GB 16780-2012",
        "product": "水泥熟料",
        "item": "可比熟料综合煤耗",
        "kind": "energy",
        "assessed_on": D(2016, 7, 1),
        "unit": "kgce/t",
        "better": "low",
        "limit": Decimal("112.0000"),
        "actual": Decimal("110.0000"),
        "rectify_by": D(2016, 12, 31),
    }


class TestFarmStandards(RegisterCases):
    key = "farm_standards"
    change = ("standard_area", Decimal("3.10"))
    example = {
        "region": COUNTY,
        "product": "制种玉米",
        "period": "2016",
        "covered": True,
        "standard_number": "DB62/T 1000-2016",
        "area": Decimal("4.20"),
        "standard_area": Decimal("3.00"),
        "bases": 5,
    }
