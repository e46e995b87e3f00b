"""Figures of product supervision: what they count, and that different laws and selections stay apart."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import duckdb
import pytest

from tests.support.people import CITY, COUNTY, regions
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.catalogue import catalogue
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.records.supervision.models import SamplingKind, SamplingLevel, Sector, Selection
from zhiheng.records.supervision.registers.sampling import bases

ME = machine("测试")
DAY = dt.date(2016, 5, 6)
SAMPLING = [i for i in catalogue() if i.register_key == "sampling" and i.kind == "ratio"]


def combinations() -> str:
    """SQL text of one sampled batch of every kind, sector, level and selection; all else is true or unknown."""
    schema = register_of("sampling").fact_schema()
    rest = {n: "true" if kind == "BOOLEAN" else f"NULL::{kind}" for n, kind in schema.items()}
    named = ("kind", "sector", "level", "selection", "basis", "result")
    rows = [
        (kind, sector, level, selection, str(law), "qualified")
        for kind, sector, level, selection in product(
            SamplingKind.values, Sector.values, SamplingLevel.values, Selection.values
        )
        for law in bases(kind, sector)
    ]
    fixed = ", ".join(f'{value} AS "{name}"' for name, value in rest.items() if name not in named)
    return f"SELECT {fixed}, v.* FROM (VALUES {', '.join(map(str, rows))}) v({', '.join(named)})"


@pytest.mark.parametrize("indicator", SAMPLING, ids=lambda i: f"{i.code}v{i.version}")
def test_no_pass_rate_of_samples_pools_two_laws(indicator: Any) -> None:
    chosen = f"SELECT DISTINCT kind, sector FROM ({combinations()}) WHERE {indicator.filter}"
    # The usual law of each: what was drawn under another one is told apart by the column itself.
    laws = {bases(kind, sector)[0] for kind, sector in duckdb.sql(chosen).fetchall()}
    assert len(laws) == 1, laws


def add(key: str, n: int, **values: Any) -> None:
    register = register_of(key)
    name = register.natural_key[0]
    service.create(ME, register, {"region_id": COUNTY, name: f"样例{n}", **values})


@pytest.fixture
def _rows(db: None) -> None:
    forget()
    regions()
    batch = {
        "level": "county",
        "sector": "industrial",
        "product": "水泥",
        "key_product": True,
        "tested_on": DAY,
    }
    for n, (result, selection) in enumerate(
        [("qualified", "random")] * 3 + [("unqualified", "random"), ("unqualified", "targeted")]
    ):
        add("sampling", n, **batch, result=result, selection=selection)
    goods = {"enterprise": "样例", "goods": "灯具", "inspected_on": DAY}
    batches = (
        ("export", True, "qualified"),
        ("export", True, "unqualified"),
        ("export", False, "qualified"),
        ("export", False, "pending"),
        ("import", True, "unqualified"),
    )
    for n, (direction, statutory, result) in enumerate(batches):
        add("trade_inspections", n, **goods, direction=direction, statutory=statutory, result=result)
    for n, (designated, slaughtered, quarantined) in enumerate([(True, 960, 950), (False, 40, 40)]):
        add(
            "slaughter_returns", n, period="2016-05", enterprise="样例", designated=designated, animal="pig",
            slaughtered=slaughtered, quarantined=quarantined,
        )  # fmt: skip
    for n, more in enumerate(({}, {}, {"closed_on": dt.date(2015, 6, 1), "status": "cancelled"}, {})):
        code = credit_code(COUNTY, n)
        firm = {
            "name": f"样例{n}",
            "founded_on": dt.date(2010, 1, 1),
            "food_maker": True,
            "safety_maker": n < 3,
        }
        service.create(
            ME, register_of("enterprises"), {"region_id": COUNTY, "credit_code": code, **firm, **more}
        )
        if n in {0, 2, 3}:
            until = dt.date(2016, 6, 30) if n == 3 else dt.date(2019, 1, 1)
            add(
                "permits", n, enterprise="样例", credit_code=code, kind="food_production", product="糕点",
                permit_no=f"SC{n}", granted_on=dt.date(2014, 1, 2), valid_until=until, state="valid",
            )  # fmt: skip
    for n, (category, local, samples, passed) in enumerate(
        (("vegetable", True, 40, 39), ("vegetable", False, 20, 15), ("fruit", True, 30, 30)), 1
    ):
        add(
            "farm_monitoring", n, programme="routine", category=category, product="样例", local=local,
            source_place="本地" if local else "邻县", tested_on=DAY, samples=samples, qualified=passed,
        )  # fmt: skip
    survey = {
        "survey": "样例",
        "enterprise": "样例",
        "category": "children",
        "product": "童车",
        "surveyed_on": DAY,
    }
    add("consumer_surveys", 1, **survey, key_field=True, compared=20, consistent=17)
    add("consumer_surveys", 2, **survey, key_field=False, compared=20, consistent=0)


EXPECTED = {
    "P09": (84, 90),
    "P09_local": (69, 70),
    "P09_outside": (15, 20),
    "P09_vegetable": (54, 60),
    "P09_fruit": (30, 30),
    "P01": (3, 5),
    "P01_random": (3, 4),
    "P01_targeted": (0, 1),
    "P11": (2, 3),
    "P12": (1, 2),
    "P15_survey": (17, 20),
    "P19": (950, 1000),
}


@pytest.mark.usefixtures("_rows")
def test_figures_keep_numerator_and_denominator() -> None:
    cells = {c.code: c for c in engine().measure([*EXPECTED], [CITY], ["2016"])}
    assert {k: (c.numerator, c.denominator) for k, c in cells.items()} == EXPECTED


@pytest.mark.usefixtures("_rows")
def test_makers_are_matched_with_the_permits_they_hold_at_the_period_end() -> None:
    def found(code: str, period: str) -> tuple[float | None, float | None]:
        (cell,) = engine().measure([code], [CITY], [period])
        return cell.numerator, cell.denominator

    # In June three makers stand, two of them licensed; by September one licence has run out.
    assert found("P18", "2016Q2") == (2, 3)
    assert found("P18", "2016Q3") == (1, 3)
    assert found("P17", "2016") == (1, 2)
    (gap,) = engine().measure(["P18_gap"], [CITY], ["2016Q3"])
    assert gap.value == 2
    assert engine().rows_of("P18_gap", CITY, "2016Q3").total == 2


def test_listed_products_are_matched_with_permits_of_their_own_category(db: None) -> None:
    forget()
    regions()
    code, made = credit_code(COUNTY, 1), {"enterprise": "样例", "began_on": dt.date(2010, 1, 1)}
    for n, (category, more) in enumerate(
        [
            ("X02", {}),
            ("C0701", {}),
            ("", {}),
            ("X16", {}),  # listed from 2024-09-25
            ("X09", {"stopped_on": dt.date(2015, 5, 1)}),
        ]
    ):
        values = {"credit_code": code, "product": f"产品{n}", "category": category, **made, **more}
        service.create(ME, register_of("firm_products"), {"region_id": COUNTY, **values})
    add(
        "permits", 1, enterprise="样例", credit_code=code, kind="industrial", product="水泥", category="X02",
        permit_no="XK1", granted_on=dt.date(2014, 1, 2), valid_until=dt.date(2029, 1, 1), state="valid",
    )  # fmt: skip
    wanted = [("2016", (1, 2), 1), ("2025", (1, 3), 2)]
    for year, pair, lacking in wanted:
        (cell,) = engine().measure(["P17_product"], [CITY], [year])
        assert (cell.numerator, cell.denominator) == pair
        (gap,) = engine().measure(["P17_product_gap"], [CITY], [year])
        assert gap.value == lacking
        assert engine().rows_of("P17_product_gap", CITY, year).total == lacking
