"""Indicators of certification, testing, talent, posts and money, held against figures worked out by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, OTHER_CITY, regions
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.judgement.indicators.reporting import Entry, report_many
from zhiheng.records.enterprises import merging

ME = machine("测试")
D = dt.date


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    forget()
    regions()


def put(key: str, *rows: dict[str, Any], accepted: str = "", **common: Any) -> None:
    for row in rows:
        service.create(ME, register_of(key), {"region_id": COUNTY} | common | row, accepted=accepted)


def measured(codes: list[str], region: str, period: str) -> dict[str, float | None]:
    return {c.code: c.value for c in engine().measure(codes, [region], [period])}


def code(n: int) -> str:
    return credit_code(COUNTY, n)


def certificates(*rows: dict[str, Any]) -> None:
    common = {
        "body": "样例机构",
        "enterprise": "样例企业",
        "issued_on": D(2014, 5, 1),
        "first_on": D(2014, 5, 1),
    }
    put("management_certificates", *({"number": f"TX-{n}", **row} for n, row in enumerate(rows)), **common)


def test_certified_share_of_above_size_firms_and_of_hospitals() -> None:
    """Four firms above size (one closed), one below it; certificates by credit code, each for its own days."""
    put(
        "enterprises",
        *({"name": f"企业{n}", "credit_code": code(n), "above_size": n < 5, "founded_on": D(2010, 1, 1)} for n in (1, 2, 3, 5)),
        {"name": "企业4", "credit_code": code(4), "above_size": True, "founded_on": D(2010, 1, 1),
         "closed_on": D(2015, 6, 1), "status": "cancelled"},
    )  # fmt: skip
    put(
        "hospitals",
        *({"licence": f"H{n}", "enterprise": f"医院{n}", "credit_code": code(20 + n), "grade": g, "graded_on": D(2012, 1, 1)}
          for n, g in enumerate(("3A", "3A", "2A"))),
    )  # fmt: skip
    certificates(
        {"kind": "qms", "credit_code": code(1), "valid_until": D(2020, 4, 30)},
        {"kind": "ems", "credit_code": code(1), "valid_until": D(2020, 4, 30)},
        {"kind": "ems", "credit_code": code(2), "valid_until": D(2016, 6, 30)},  # run out by the end of 2016
        {"kind": "qms", "credit_code": code(4), "valid_until": D(2020, 4, 30)},  # its firm is closed
        {"kind": "qms", "credit_code": code(5), "valid_until": D(2020, 4, 30)},  # not above size
        {"kind": "qms", "credit_code": code(20), "valid_until": D(2020, 4, 30)},
    )
    codes = ["F09", "F09_quality", "S11"]
    third = pytest.approx(100 / 3)
    assert measured(codes, CITY, "2015") == {"F09": pytest.approx(200 / 3), "F09_quality": third, "S11": 50}
    assert measured(codes, CITY, "2016") == {"F09": third, "F09_quality": third, "S11": 50}
    assert measured(["F09_certificates"], CITY, "2016Q4") == {"F09_certificates": 5}


def test_a_need_is_met_by_a_laboratory_of_the_same_prefecture_only() -> None:
    capability = {"laboratory": "1628", "lab_name": "样例所", "method": "GB 1", "since": D(2015, 3, 1)}
    need = {"source": "survey", "raised_on": D(2014, 1, 1)}
    put(
        "lab_capabilities",
        {"product": "小麦粉", "parameter": "水分", "region_id": NEIGHBOUR, **capability},
        {"product": "水泥", "parameter": "强度", "region_id": FAR, **capability},
        {"product": "食醋", "parameter": "总酸", **capability, "until": D(2015, 12, 31)},
    )
    tests = (("小麦粉", "水分"), ("水泥", "强度"), ("食醋", "总酸"), ("食醋", "不挥发酸"))
    put(
        "testing_needs",
        *({"code": f"XQ-{n}", "product": p, "parameter": q, **need} for n, (p, q) in enumerate(tests)),
    )
    codes = ["F29", "F29_gaps"]
    assert measured(codes, CITY, "2014") == {"F29": 0, "F29_gaps": 4}
    assert measured(codes, CITY, "2015") == {"F29": 50, "F29_gaps": 2}
    assert measured(codes, CITY, "2016") == {"F29": 25, "F29_gaps": 3}
    assert measured(["F29"], OTHER_CITY, "2016") == {"F29": None}


def test_a_firm_checked_twice_in_a_year_counts_once() -> None:
    common = {"mode": "random", "finding": "continuing", "inspected_on": D(2016, 4, 1)}
    put(
        "conformity_inspections",
        {"code": "1", "subject": "certified_firm", "enterprise": "甲厂"},
        {"code": "2", "subject": "certified_firm", "enterprise": "甲厂"},
        {"code": "3", "subject": "certified_firm", "enterprise": "乙厂", "region_id": NEIGHBOUR},
        {"code": "4", "subject": "laboratory", "enterprise": "样例所"},
        {"code": "5", "subject": "certification_body", "enterprise": "样例认证"},
        **common,
    )
    codes = ["F20", "F20_laboratories", "F20_certified_firms"]
    assert measured(codes, CITY, "2016") == dict(zip(codes, (3, 1, 2), strict=True))


def test_certified_area_over_farmed_area_or_else_what_was_reported() -> None:
    report_many(ME, [Entry("B08", CITY, year, 41.0, basis="报表") for year in ("2015", "2016")])
    common = {"product": "样例洋葱", "issued_on": D(2016, 3, 1), "state": "granted"}
    put(
        "farm_certificates",
        {"number": "1", "kind": "green", "area": Decimal(30000), "valid_until": D(2019, 2, 28)},
        {"number": "2", "kind": "gi_farm", "area": Decimal(20000)},
        {"number": "3", "kind": "organic", "area": Decimal(9000), "valid_until": D(2016, 11, 30)},
        **common,
    )
    put(
        "farm_standards",
        {"product": "洋葱", "period": "2016", "area": Decimal(20), "standard_area": Decimal(9)},
    )
    codes = ["B08", "B08_area", "B08_farmland", "B01", "B01_stock"]
    # 5 of 20 万亩; the one that ran out in November is new in the year but not in stock, the GI is not of the three.
    assert measured(codes, CITY, "2016") == dict(zip(codes, (25, 5, 20, 2, 1), strict=True))
    assert measured(["B08"], CITY, "2015") == {"B08": 41}


def test_posts_held_with_a_certificate_that_is_in_force() -> None:
    post = {"enterprise": "样例厂", "post": "检验岗", "requires": "inspector", "since": D(2014, 1, 1)}
    held = {"1": "A", "2": "B", "3": ""}
    put("key_posts", *({"code": n, "certificate_no": no, **post} for n, no in held.items()))
    paper = {"holder": "岗位01", "kind": "inspector", "issuer": "样例", "issued_on": D(2014, 1, 1)}
    put(
        "post_certificates",
        {"certificate_no": "A", "valid_until": D(2018, 1, 1), **paper},
        {"certificate_no": "B", "valid_until": D(2015, 6, 1), **paper},
    )
    share = "G04_certified_posts"
    assert measured([share], CITY, "2014") == {share: pytest.approx(200 / 3)}
    assert measured([share], CITY, "2015") == {share: pytest.approx(100 / 3)}


def test_budgets_grow_and_posts_are_filled() -> None:
    for year, amount in (("2015", 100), ("2016", 125)):
        put(
            "quality_budgets",
            {"item": "sampling", "budget": Decimal(amount - 20), "spent": Decimal(60)},
            {"item": "award", "budget": Decimal(20), "region_id": CITY},
            period=year,
        )
    codes = ["G05", "G05_growth", "G05_execution"]
    assert measured(codes, CITY, "2016") == {
        "G05": 125,
        "G05_growth": 25,
        "G05_execution": pytest.approx(6000 / 105),
    }
    row = {"agency": "样例局", "level": "county", "period": "2016"}
    put("agency_staffing", {**row, "established": 40, "in_post": 30, "certified": 27, "supervised": 2400})
    put("agency_staffing", {**row, "established": 20, "in_post": 18, "trained": 9, "region_id": NEIGHBOUR})
    codes = ["G11", "G11_certified", "G11_trained", "G11_workload"]
    assert measured(codes, CITY, "2016") == dict(zip(codes, (80, 90, 50, 80), strict=True))


def test_a_purchase_won_by_a_barred_supplier_is_found() -> None:
    barred = {"ground": "样例", "authority": "样例部门", "enterprise": "甲厂", "credit_code": code(1)}
    put(
        "barred_suppliers",
        {"code": "1", "decided_on": D(2016, 4, 1), "valid_until": D(2018, 3, 31), **barred},
    )
    common = {"name": "样例采购", "purchaser": "样例单位", "kind": "goods", "announced_on": D(2016, 1, 1)}
    put(
        "procurements",
        {"code": "a", "awarded_on": D(2016, 3, 1), "credit_code": code(1)},  # before the decision
        {"code": "b", "awarded_on": D(2016, 5, 1), "credit_code": code(1)},
        {"code": "c", "awarded_on": D(2016, 5, 1), "credit_code": code(2)},
        {"code": "d", "awarded_on": D(2016, 5, 1)},
        accepted="样例理由",  # who is barred is doubted on entering, and counted all the same
        **common,
    )
    assert measured(["B13_barred"], CITY, "2016") == {"B13_barred": 1}


def test_a_merged_firm_is_counted_once_and_stands_for_what_either_code_holds() -> None:
    """Two codes, one firm: distinct counts and matches read the code kept; undone, each stands for itself again."""
    common = {"above_size": True, "founded_on": D(2010, 1, 1)}
    put("enterprises", *({"name": f"企业{n}", "credit_code": code(n), **common} for n in (1, 2)))
    certificates({"kind": "qms", "credit_code": code(2), "valid_until": D(2020, 4, 30)})
    put(
        "quality_methods",
        *({"enterprise": f"企业{n}", "credit_code": code(n), "method": "lean", "adopted_on": D(2014, 1, 1)} for n in (1, 2)),
    )  # fmt: skip
    apart = {"F09": 50, "F24": 2}
    assert measured(["F09", "F24"], CITY, "2016") == apart
    merger = merging.merge(ME, code(1), code(2), "同一企业两次登记")
    assert measured(["F09", "F24"], CITY, "2016") == {"F09": 100, "F24": 1}
    assert engine().rows_of("F24", CITY, "2016").total == 2
    merging.undo(ME, merger, "并错了")
    assert measured(["F09", "F24"], CITY, "2016") == apart
