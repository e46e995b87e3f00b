"""The registers of what supervision looks at and how often, and of what failed results lead to."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestKeyObjects(RegisterCases):
    key = "key_objects"
    change = ("risk", "medium")
    example = {
        "code": "ZD-2016-01",
        "region": COUNTY,
        "kind": "product",
        "name": "电热毯",
        "sector": "consumer",
        "risk": "high",
        "why": "连续两年抽查合格率低于 85%",
        "listed_on": dt.date(2016, 1, 4),
        "review_by": dt.date(2017, 1, 4),
    }


class TestSamplingPlans(RegisterCases):
    key = "sampling_plans"
    change = ("batches", 60)
    example = {
        "plan_no": "JH-2016-01",
        "region": COUNTY,
        "name": "建材产品监督抽查",
        "year": 2016,
        "plan_kind": "sampling",
        "level": "county",
        "kind": "supervision",
        "legal_basis": "product",
        "sector": "industrial",
        "products": "水泥、热轧带肋钢筋",
        "batches": 40,
        "issued_on": dt.date(2016, 1, 20),
        "starts_on": dt.date(2016, 3, 1),
        "ends_on": dt.date(2016, 11, 30),
    }


class TestPlanChanges(RegisterCases):
    key = "plan_changes"
    change = ("after", "60 批次")
    example = {
        "code": "TZ-2016-01",
        "region": COUNTY,
        "plan_no": "JH-2016-01",
        "aspect": "batches",
        "before": "40 批次",
        "after": "55 批次",
        "ground": "failing",
        "why": "上半年合格率下降 6 个百分点",
        "changed_on": dt.date(2016, 7, 5),
    }


class TestSupervisionClasses(RegisterCases):
    key = "supervision_classes"
    change = ("credit_points", 14)
    example = {
        "enterprise": "样例水泥有限公司",
        "region": COUNTY,
        "trade": "industrial",
        "risk_points": 38,
        "credit_points": 12,
        "grade": "c",
        "classed_on": dt.date(2017, 1, 9),
        "inspected_on": dt.date(2016, 12, 5),
    }


class TestSupervisionGrid(RegisterCases):
    key = "supervision_grid"
    change = ("subjects", 130)
    example = {
        "code": "WG-01",
        "region": COUNTY,
        "name": "东街第一网格",
        "link": "circulation",
        "area": "fringe",
        "rural_market": True,
        "officer_post": "监管岗位01",
        "subjects": 120,
        "valid_from": dt.date(2016, 1, 1),
    }


class TestFailedResults(RegisterCases):
    key = "failed_results"
    change = ("failed_items", "安定性、标志")
    example = {
        "report_no": "CJ2016-0009",
        "region": COUNTY,
        "enterprise": "样例水泥有限公司",
        "sector": "industrial",
        "product": "水泥",
        "failed_items": "安定性",
        "reported_on": dt.date(2016, 5, 9),
    }


class TestCompulsoryExits(RegisterCases):
    key = "compulsory_exits"
    change = ("product", "复混肥料")
    example = {
        "code": "TC-2016-01",
        "region": COUNTY,
        "enterprise": "样例肥料厂",
        "ground": "still_failing",
        "product": "复合肥料",
        "proposed_on": dt.date(2016, 9, 1),
        "decided_on": dt.date(2016, 10, 20),
        "form": "closed",
    }


class TestServiceOusters(RegisterCases):
    key = "service_ousters"
    change = ("injured", 3)
    example = {
        "code": "FW-2016-01",
        "region": COUNTY,
        "enterprise": "样例旅行社",
        "trade": "tourism",
        "event": "翻车事故",
        "happened_on": dt.date(2016, 8, 2),
        "ordered_on": dt.date(2016, 11, 2),
        "injured": 2,
        "loss": Decimal("35.50"),
    }


class TestOnlineGoods(RegisterCases):
    key = "online_goods"
    change = ("signal", "评价集中反映起火")
    example = {
        "code": "WS-2016-01",
        "region": COUNTY,
        "platform": "样例平台",
        "shop": "样例旗舰店",
        "product": "充电器",
        "seen_on": dt.date(2016, 6, 1),
        "signal": "多条过热评价",
        "enterprise": "样例电子厂",
    }
