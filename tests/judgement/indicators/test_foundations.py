"""Indicators of standards and metrology, computed from few records and held against figures worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.support.people import CITY, COUNTY, NEIGHBOUR, regions
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.judgement.indicators.reporting import Entry, report_many

ME = machine("测试")
D = dt.date


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    forget()
    regions()


def put(key: str, *rows: dict[str, Any], **common: Any) -> None:
    for row in rows:
        place = {"region_id": COUNTY} | common | row
        if "enterprise" in {c.name for c in register_of(key).columns}:
            place.setdefault("enterprise", "样例企业")
        service.create(ME, register_of(key), place)


def measured(codes: list[str], region: str, period: str) -> dict[str, float | None]:
    return {c.code: c.value for c in engine().measure(codes, [region], [period])}


def reviews(year: int, **shares: tuple[int, int]) -> None:
    """Reviews of a year: of each kind of offer so many in force of so many."""
    for offer, (covered, whole) in shares.items():
        for n in range(whole):
            good = n < covered
            put(
                "product_standards",
                {
                    "product": f"{offer}{n}", "offer": offer, "reviewed_on": D(year, 4, 1 + n),
                    "firm_size": "large" if n == 0 else "small", "coverage": "in_force" if good else "none",
                    "standard_number": f"GB {n + 1}-2016" if good else "",
                },
            )  # fmt: skip


def test_coverage_by_standards() -> None:
    reviews(2016, industrial=(3, 4), service=(1, 2))
    put(
        "product_standards",
        {"product": "家具", "adopts": "ISO 1-2016", "adoption": "mod", "standard_number": "GB 9-2016"},
        {"product": "玩具", "adopts": "ISO 2-2016", "adoption": "neq", "standard_number": "GB 8-2016"},
        reviewed_on=D(2016, 5, 1), key_consumer=True, coverage="in_force", firm_size="small",
    )  # fmt: skip
    put(
        "product_standards",
        {"product": "家具", "adopts": "ISO 1-2016", "adoption": "idt", "standard_number": "GB 9-2016"},
        {"product": "玩具", "level": "world", "standard_number": "GB 8-2016"},
        {"product": "水泥", "level": "home", "standard_number": "GB 7-2016"},
        reviewed_on=D(2017, 5, 1), coverage="in_force", firm_size="large",
    )  # fmt: skip
    codes = ["F02", "F02_large_medium", "S15", "P15", "F11_products"]
    assert measured(codes, CITY, "2016") == {
        "F02": pytest.approx(5 / 6 * 100), "F02_large_medium": 100, "S15": 50, "P15": 50, "F11_products": 1,
    }  # fmt: skip
    # One product by advanced standards in 2016, two in 2017.
    assert measured(["F11", "F02"], CITY, "2017") == {"F11": 100, "F02": 100}


def test_farming_by_standards() -> None:
    common = {"period": "2016", "area": 10}
    put("farm_standards", {"product": "番茄", "covered": True, "standard_number": "DB62/T 1-2016", "standard_area": 6}, **common)  # fmt: skip
    put("farm_standards", {"product": "洋葱", "standard_area": 0}, **common)
    put("farm_standards", {"product": "番茄", "standard_area": 0, "region_id": NEIGHBOUR}, **common)
    assert measured(["F01", "F06"], CITY, "2016") == {"F01": 50, "F06": 20}
    assert measured(["F01", "F06"], NEIGHBOUR, "2016") == {"F01": 0, "F06": 0}


def test_metrology() -> None:
    put(
        "meter_provisions",
        {"energy": "electricity", "level": "unit", "needed": 4, "installed": 4},
        {"energy": "electricity", "level": "equipment", "needed": 20, "installed": 18},
        {"energy": "residual", "level": "equipment", "needed": 1, "installed": 1},
        assessed_on=D(2016, 5, 1),
    )  # fmt: skip
    put(
        "metrology_systems",
        {"code": "a", "passed": True, "reviewed_on": D(2016, 1, 1)},
        {"code": "b", "passed": False, "reviewed_on": D(2016, 2, 1)},
        {"code": "c", "applied_on": D(2016, 2, 1)},
        kind="management",
    )
    put(
        "metrology_checks",
        {"code": "1", "kind": "energy", "enterprise": "甲"},
        {"code": "2", "kind": "energy", "enterprise": "甲"},
        {"code": "3", "kind": "energy", "enterprise": "乙"},
        {"code": "4", "kind": "livelihood", "instruments": 30, "bad_instruments": 1},
        {"code": "5", "kind": "packaged", "batches": 20, "bad_batches": 1},
        {"code": "6", "kind": "commitment"},
        checked_on=D(2016, 6, 1),
    )
    put(
        "metrology_commitments",
        {"code": "1", "enterprise": "甲", "valid_until": D(2018, 5, 1)},
        {"code": "2", "enterprise": "乙", "valid_until": D(2016, 10, 1)},
        {"code": "3", "enterprise": "丙", "ended_on": D(2016, 8, 1)},
        {"code": "4", "enterprise": "丁"},
        trade="market", committed_on=D(2015, 5, 1),
    )  # fmt: skip
    put(
        "measurement_standards",
        {"code": "〔2015〕甘量标市证字第1号", "kind": "public", "traced_until": D(2017, 1, 1), "valid_until": D(2020, 1, 1)},
        {"code": "〔2015〕甘量标市证字第2号", "kind": "enterprise", "traced_until": D(2016, 6, 1), "valid_until": D(2020, 1, 1)},
        name="装置", granted_on=D(2015, 5, 1),
    )  # fmt: skip
    put(
        "measuring_instruments",
        {"instrument": "1", "next_due_on": D(2016, 9, 1), "units": 3},
        {"instrument": "2", "next_due_on": D(2017, 9, 1), "units": 5},
        name="秤", use="trade", in_use_on=D(2015, 1, 1),
    )  # fmt: skip
    wanted = {
        "F03": 92, "F03_met": 50, "F10": 50, "F27": 2, "F12_inspected": 30, "F12_packaged": 95, "F28": 2,
        "F28_checked": 1, "F04_traced": 50, "F04_public": 1, "F04_highest": 1, "F05_overdue": 3,
    }  # fmt: skip
    assert measured(list(wanted), CITY, "2016") == wanted
    assert measured(["F28"], CITY, "2015") == {"F28": 4}, "what was removed later counts until then"


def test_firms_that_lead() -> None:
    put(
        "front_runners",
        {"code": "1", "filed_on": D(2023, 3, 1), "upgraded_on": D(2023, 9, 1), "list_year": 2023, "listed_on": D(2023, 12, 1)},
        {"code": "2", "filed_on": D(2023, 3, 1)},
        {"code": "3", "above_size": False, "filed_on": D(2023, 3, 1), "upgraded_on": D(2023, 9, 1)},
        {"code": "4", "left_on": D(2023, 5, 1)},
        surveyed_on=D(2023, 2, 1),
    )  # fmt: skip
    put("limit_matches", {"actual": 100, "item": "煤耗"}, {"actual": 120, "item": "电耗"}, {"item": "水耗"},
        **{"number": "GB 1-2016", "product": "水泥", "kind": "energy", "unit": "kg", "limit": 110, "assessed_on": D(2023, 4, 1)})  # fmt: skip
    put(
        "standard_participations",
        {"enterprise": "甲", "patent_converted": True, "patents": "ZL1"},
        {"enterprise": "乙"},
        number="GB 5-2023", name="样例", level="national", role="take_part", published_on=D(2023, 5, 1),
    )  # fmt: skip
    wanted = {"F21": 50, "F21_listed": 1, "V12_limits": 50, "F11_made": 1, "F11_patents": 1}
    assert measured(list(wanted), CITY, "2023") == wanted


def test_where_no_record_is_the_reported_value_stands() -> None:
    report_many(ME, [Entry("F02", CITY, "2015", 72.0, basis="年度统计")])
    assert measured(["F02"], CITY, "2015") == {"F02": 72.0}
    reviews(2015, industrial=(1, 2))
    assert measured(["F02"], CITY, "2015") == {"F02": 50}
