"""Indicators of brands and works, computed from few records and held against figures worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.support.people import CITY, COUNTY, NEIGHBOUR, regions
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.doubts import Doubted
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.judgement.indicators.schemes import schemes_of
from zhiheng.kernels.measures import Period

ME = machine("测试")
D = dt.date
FIRMS = tuple(credit_code(COUNTY, n) for n in range(1, 5))


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    forget()
    regions()


def put(key: str, *rows: dict[str, Any], accepted: str = "", **common: Any) -> None:
    for n, row in enumerate(rows):
        whole = {"region_id": COUNTY} | common | row
        if "code" in register_of(key).by_name:
            whole.setdefault("code", f"{key}-{n}")
        service.create(ME, register_of(key), whole, accepted=accepted)


def measured(codes: list[str], period: str, region: str = CITY) -> dict[str, float | None]:
    return {c.code: c.value for c in engine().measure(codes, [region], [period])}


def test_works_complaints_per_hundred_works_and_builders_evaluated() -> None:
    works = [{"code": f"GC-{n}", "name": f"工程{n}", "kind": "housing"} for n in range(8)]
    put("works", *works, accepted_on=D(2016, 6, 1))
    put(
        "works_complaints",
        {}, {"state": "closed", "closed_on": D(2016, 9, 1)}, {"state": "refused"},
        project="样例小区", defect="leak", received_on=D(2016, 8, 1),
    )  # fmt: skip
    certificates = [
        {"certificate_no": "D1", "credit_code": FIRMS[0]},
        {"certificate_no": "D2", "credit_code": FIRMS[0]},  # a second certificate of the same firm
        {"certificate_no": "D3", "credit_code": FIRMS[1]},
        {"certificate_no": "D4", "credit_code": FIRMS[2], "valid_until": D(2016, 6, 30)},  # ran out
        {"certificate_no": "D5", "credit_code": FIRMS[3]},
    ]
    put(
        "builders",
        *certificates,
        enterprise="样例",
        category="建筑工程",
        grade="second",
        issued_on=D(2014, 1, 1),
    )
    put(
        "builder_evaluations",
        {"credit_code": FIRMS[0], "valid_until": D(2017, 3, 31)},
        {"credit_code": FIRMS[1], "valid_until": D(2016, 11, 30)},  # no longer valid at the end of the year
        enterprise="样例", year=2016, grade="A", evaluated_on=D(2016, 4, 1),
    )  # fmt: skip
    found = measured(["E12", "E12_complaints", "E12_closed", "E14"], "2016")
    assert found["E12_complaints"] == 2
    assert found["E12_closed"] == 1
    assert found["E12"] == pytest.approx(25)
    assert found["E14"] == pytest.approx(100 / 3)


def test_green_buildings_by_area_dwellings_and_prizes_by_level() -> None:
    put(
        "green_checks",
        {"area": 3000, "green_grade": "one", "stage": "completion"},
        {"area": 5000, "green_grade": "none", "stage": "completion"},
        {"area": 9000, "green_grade": "three", "stage": "design"},
        {"area": 4000, "green_grade": "three", "stage": "completion", "new_building": False},
        project_code="X", project="样例", checked_on=D(2016, 5, 1), energy_met=True,
    )  # fmt: skip
    put(
        "dwellings",
        {"room": "101", "passed": True},
        {"room": "102", "passed": False, "fixed_on": D(2016, 7, 1)},
        {"room": "103", "passed": False},
        project_code="X", project="样例", building="1", inspected_on=D(2016, 5, 1),
    )  # fmt: skip
    won = {"state": "won", "awarded_on": D(2016, 11, 1)}
    put(
        "works_prizes",
        {"rank": "national"} | won,
        {"rank": "provincial"} | won,
        {"rank": "provincial", "entered_on": D(2016, 3, 1)},
        {"rank": "provincial", "planned_on": D(2016, 1, 1)},
        project="样例", name="奖", enterprise="样例",
    )  # fmt: skip
    codes = ["E16", "E01_dwellings", "E11", "E11_national", "E11_provincial", "E11_entered", "E11_planned"]
    found = measured(codes, "2016")
    assert found["E16"] == pytest.approx(37.5)
    assert found["E01_dwellings"] == pytest.approx(200 / 3)
    assert [found[c] for c in codes[2:]] == [2, 1, 1, 1, 1]


def test_brand_values_marks_indications_and_model_cities() -> None:
    values = [{"name": "甲", "value": "6.5"}, {"name": "乙", "value": "2.25", "region_id": NEIGHBOUR}]
    put("brand_values", *values, year=2016, kind="product", evaluator="样例", published_on=D(2016, 12, 1))
    put(
        "trademarks",
        {"filing_no": "1", "state": "registered", "registered_on": D(2015, 1, 7), "valid_until": D(2025, 1, 6)},
        {"filing_no": "2", "state": "lapsed", "registered_on": D(2005, 1, 7), "valid_until": D(2015, 1, 6)},
        {"filing_no": "3"},
        nice_class=31, name="样例牌", enterprise="样例", filed_on=D(2004, 1, 1),
    )  # fmt: skip
    granted = {"granted_on": D(2012, 1, 5), "publicised_on": D(2011, 6, 1)}
    put(
        "indications",
        {"state": "granted"} | granted,
        {"state": "ended", "ended_on": D(2015, 6, 1)} | granted,
        {"state": "refused", "applied_on": D(2016, 2, 1)},
        name="样例梨",
    )
    put(
        "demonstrations",
        {"rank": "national", "state": "accepted"},
        {"rank": "provincial", "state": "accepted"},
        {"kind": "service", "rank": "provincial", "state": "accepted"},
        {"kind": "service", "rank": "provincial", "state": "withdrawn", "withdrawn_on": D(2016, 8, 1)},
        **{"kind": "city", "name": "样例", "accepted_on": D(2014, 9, 9)},
    )
    found = measured(["B14", "B02_marks", "B03_stock", "B03_applied", "S01_stock"], "2016")
    assert found == {"B14": 8.75, "B02_marks": 1, "B03_stock": 1, "B03_applied": 1, "S01_stock": 1}
    assert measured(["G08", "S01_stock", "B03_stock"], "2014") == {"G08": 1, "S01_stock": 2, "B03_stock": 2}
    assert measured(["B02_marks"], "2014") == {"B02_marks": 1}


def test_enterprises_with_name_brands_of_those_that_stand() -> None:
    firms = [{"credit_code": code, "name": f"样例{n}"} for n, code in enumerate(FIRMS)]
    put("enterprises", *firms, above_size=True, founded_on=D(2010, 1, 1))
    put(
        "titles",
        {"credit_code": FIRMS[0], "kind": "brand_provincial", "valid_until": D(2018, 1, 1)},
        {"credit_code": FIRMS[1], "kind": "brand_provincial", "valid_until": D(2016, 6, 1)},
        {"credit_code": FIRMS[2], "kind": "famous_provincial", "valid_until": D(2018, 1, 1)},
        name="样例", state="granted", granted_on=D(2015, 1, 1),
    )  # fmt: skip
    assert measured(["B11"], "2016") == {"B11": 25.0}


def test_recalls_green_checks_credit_grades_complaints_and_reductions_are_computed() -> None:
    """What was reported before its register was there. Quantities of recalls in different units are not added up."""
    recalls = [
        {
            "affected": 200,
            "recovered": 100,
            "quantity_unit": "台",
            "state": "closed",
            "ended_on": D(2016, 9, 1),
        },
        {"affected": 10, "recovered": 10, "quantity_unit": "吨"},
        {"affected": 50, "recovered": None},  # nobody has said yet what came back
    ]
    put(
        "recalls",
        *({"number": f"ZH-{n}", "product": "样例", **r} for n, r in enumerate(recalls)),
        kind="consumer",
        announced_on=D(2016, 3, 1),
    )
    checks = [
        {"energy_met": True, "energy_material": True},
        {"energy_met": False, "energy_material": None},
        {"energy_met": True, "energy_material": False, "new_building": False},
        {"energy_met": False, "energy_material": False, "stage": "construction"},
    ]
    put("green_checks", *({"stage": "completion", **c} for c in checks), project_code="G", project="样例",
        area=100, checked_on=D(2016, 5, 1), green_grade="none")  # fmt: skip
    grades = [
        {"grade": "A"}, {"grade": "AA"}, {"grade": "A", "credit_code": FIRMS[1]},
        {"grade": "A", "credit_code": FIRMS[2], "valid_until": D(2016, 6, 30)},  # ran out
        {"grade": "A", "credit_code": FIRMS[2], "revoked_on": D(2016, 6, 30)},
        {"grade": "A", "credit_code": FIRMS[3], "scheme": "risk_class", "published": False},  # for supervision alone
    ]  # fmt: skip
    put(
        "credit_grades",
        *({"credit_code": FIRMS[0], "scheme": "local", **g} for g in grades),
        enterprise="样例",
        valid_from=D(2015, 1, 1),
        accepted="测试",
    )
    complaints = [
        {"number": "T1", "result": "settled", "accepted_on": D(2025, 3, 5), "closed_on": D(2025, 5, 8)},
        {"number": "T2", "result": "unsettled", "accepted_on": D(2025, 3, 5), "closed_on": D(2025, 6, 30)},
        {"number": "T3"},
    ]
    put(
        "complaints",
        *complaints,
        kind="complaint",
        channel="12315",
        received_on=D(2025, 3, 3),
        issue="quality",
    )
    duties = [
        {"code": "C1", "amount": 30, "done": 25, "obliged": "area"},  # split into the next two
        {"code": "C2", "amount": 20, "done": 15, "obliged": "area", "handed_by": "C1"},
        {"code": "C3", "amount": 12, "done": 10, "obliged": "area", "handed_by": "C1"},
        {"code": "C4", "amount": 10, "done": 8, "obliged": "area", "unit_name": "%"},
    ]
    put("reduction_duties", *({"unit_name": "吨", **d} for d in duties), kind="cod", state="unmet",
        handed_on=D(2016, 1, 5), due_on=D(2016, 12, 31), verified_on=D(2016, 12, 31))  # fmt: skip
    codes = ["P27", "P27_concluded", "P27_unquantified", "E09", "E10", "B13", "B13_A", "B13_AA", "V11_cod"]
    assert measured(codes, "2016") == {
        "P27": 75, "P27_concluded": pytest.approx(100 / 3), "P27_unquantified": 1, "E09": 50, "E10": 100,
        "B13": 2, "B13_A": 2, "B13_AA": 1, "V11_cod": 25,
    }  # fmt: skip
    assert measured(["G10", "G10_open"], "2025") == {"G10": 50, "G10_open": 1}


def test_a_title_outside_the_days_of_its_scheme_is_doubted_and_a_stock_after_its_end_says_so() -> None:
    clerk, known = machine("测试"), {"name": "样例", "region_id": COUNTY, "state": "granted"}
    titles = register_of("titles")
    late = {**known, "code": "C1", "kind": "famous_provincial", "granted_on": D(2021, 5, 1)}
    with pytest.raises(Doubted, match="2020-01-01 起不再使用"):
        service.create(clerk, titles, late)
    with pytest.raises(Doubted, match="不再使用"):  # one applied for, with no day of granting yet
        service.create(
            clerk, titles, {**late, "state": "applied", "granted_on": None, "applied_on": D(2021, 1, 4)}
        )
    row = service.create(clerk, titles, {**late, "granted_on": D(2018, 5, 1), "valid_until": D(2021, 4, 30)})
    with pytest.raises(Doubted):  # the day moves out of the scheme, the kind stays
        service.change(clerk, titles, row, {"granted_on": D(2020, 5, 1)}, reason="更正")
    (scheme,) = schemes_of(definition("B05_stock"))
    assert [scheme.closed(Period.parse(year)) for year in ("2019", "2020")] == [False, True]
    assert measured(["B05_stock"], "2020") == {"B05_stock": 1}
    assert [s.entry.code for s in schemes_of(definition("B01_stock"))] == ["pollution_free"]
    assert schemes_of(definition("B09")) == []
