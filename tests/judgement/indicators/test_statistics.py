"""Rates of few things come with what chance could make of them; rates of money do not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.support.people import CITY, COUNTY, NEIGHBOUR, regions
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.catalogue import catalogue, definition
from zhiheng.judgement.indicators.changes import Moment, why
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.judgement.indicators.intervals import bounds, counts_things, interval, words
from zhiheng.judgement.indicators.pooling import columns, labels
from zhiheng.kernels.measures import Cell, Period, settled
from zhiheng.kernels.measures.weighted import strata
from zhiheng.kernels.methods import Stratum, weighted_pass_rate
from zhiheng.records.statistics.registers.returns import graded


def cell(code: str, top: float | None, bottom: float | None, **other: Any) -> Cell:
    value = None if top is None or not bottom else top / bottom * 100
    made = Cell(
        code,
        1,
        "620702",
        "county",
        Period.parse("2016"),
        value,
        top,
        bottom,
        1,
        "%",
        "ok",
        "computed",
        scale=100,
    )
    return dataclasses.replace(made, **other)


@pytest.mark.parametrize(
    ("code", "things"),
    [
        ("P01", True),  # batches
        ("P09", True),  # samples, summed
        ("P21", False),  # money over money
        ("F14", False),
        ("P22", False),  # an index
        ("P14", False),  # reported
        ("F12_packaged", True),  # batches less bad ones
    ],
)
def test_whole_things_follow_from_the_definition(code: str, things: bool) -> None:
    assert counts_things(definition(code)) is things


def test_parts_are_told_without_the_dust_of_binary_sums() -> None:
    assert [settled(v) for v in (36651.549999999996, 0.1 + 0.2, 12345678901234.0, 1e15 + 1, None)] == [
        36651.55, 0.3, 12345678901234.0, 1e15 + 1, None,
    ]  # fmt: skip


def test_what_a_rate_mixes_is_named_for_files_and_programs() -> None:
    assert (columns(definition("P06")), labels(definition("P06"))) == (
        ["basis", "selection"],
        ["法定依据", "抽样方式"],
    )
    assert labels(definition("E01_materials")) == ["检测类型"], "sent in, and picked by the supervisors"
    assert labels(definition("P24_sample")) == labels(definition("P24")) == labels(definition("G03")) == []


@pytest.mark.parametrize(
    ("top", "bottom", "told"),
    [
        (9, 10, [59.58, 98.21]),
        (0, 5, [0.0, 43.45]),
        (5, 5, [56.55, 100.0]),
        (99, 99, [96.26, 100.0]),
        (100, 100, None),  # no longer few
        (2.5, 10, None),
        (11, 10, None),
        (None, None, None),
        (0, 0, None),
    ],
)
def test_the_interval_stands_beside_few_things_only(
    top: float | None, bottom: float | None, told: list[float] | None
) -> None:
    assert bounds(cell("P01", top, bottom)) == told
    assert bool(words(interval(cell("P01", top, bottom)))) is (told is not None)
    assert bounds(cell("P21", top, bottom)) is None


@given(parts=st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_stays_within_a_hundred(parts: tuple[int, int]) -> None:
    one = cell("P01", *parts)
    found = interval(one, always=True)
    assert found is not None and one.value is not None
    assert 0 <= found.low <= one.value + 1e-9 and one.value - 1e-9 <= found.high <= 100
    assert (interval(one) is None) == (parts[1] >= 100)


def test_what_pools_says_so_and_nothing_else_does() -> None:
    pooled = {one.code: one.pools for one in catalogue() if one.pools}
    assert pooled["P01"] == ("selection",) and pooled["P06"] == ("basis", "selection")
    assert pooled["P11"] == ("statutory",)
    assert not {"P01_random", "P01_targeted", "P08_random", "P09", "P12", "P24"} & set(pooled)


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (("100", "100", "100"), "300.0"),  # 150 + 100 + 50
        (("10", "0", "0"), "15.0"),  # above its own output: the rate may exceed 100 %
        (("0", "0", "10"), "5.0"),
        (("10", None, "0"), None),
    ],
)
def test_grades_are_weighted_as_the_rule_of_the_day_says(
    outputs: tuple[str | None, ...], told: str | None
) -> None:
    found = graded(dt.date(2016, 12, 31), *(None if v is None else Decimal(v) for v in outputs))
    assert found == (None if told is None else Decimal(told))
    assert graded(dt.date(1985, 12, 31), Decimal(1), Decimal(1), Decimal(1)) is None


@pytest.mark.django_db
def test_grade_rate_and_both_parts_of_the_quality_loss() -> None:
    forget()
    regions()
    for n, (firm, values) in enumerate(
        [
            ("甲", {"gross_output": 1000, "superior_output": 400, "first_output": 400, "qualified_output": 100,
                   "internal_loss": 6, "external_loss": 4, "quality_loss": 10}),
            ("乙", {"gross_output": 500, "internal_loss": 5}),  # grades and one loss not told: in neither rate
        ],
        1,
    ):  # fmt: skip
        money = {k: Decimal(v) for k, v in values.items()}
        row = {
            "period": "2016",
            "region_id": COUNTY,
            "enterprise": firm,
            "credit_code": credit_code(COUNTY, n),
        }
        service.create(machine("测试"), register_of("quality_returns"), row | money)
    cells = engine().measure(["P24_grade", "P21_internal", "P21_external", "P21"], [COUNTY], ["2016"])
    assert [float(c.shown) for c in cells if c.shown is not None] == [105.0, 0.6, 0.4, 1.0]


def sampled(n: int, industry: str, passed: bool, **other: Any) -> None:
    row = {
        "report_no": f"TJ-{n}", "region_id": COUNTY, "level": "county", "kind": "statistical", "sector": "industrial",
        "product": "样例", "industry": industry, "tested_on": dt.date(2016, 5, 6),
        "result": "qualified" if passed else "unqualified",
    }  # fmt: skip
    service.create(machine("测试"), register_of("sampling"), row | other)


def returned(n: int, industry: str, output: int, region: str = COUNTY, period: str = "2016") -> None:
    row = {
        "period": period, "region_id": region, "enterprise": f"样例{n}", "credit_code": credit_code(region, n),
        "industry": industry, "gross_output": Decimal(output),
    }  # fmt: skip
    service.create(machine("测试"), register_of("quality_returns"), row)


@pytest.mark.django_db
def test_the_statistical_rate_is_weighted_by_output_and_follows_every_write() -> None:
    forget()
    regions()
    for n, (industry, passed) in enumerate([("39", True)] * 4 + [("C1371", True), ("13", False)], 1):
        sampled(n, industry, passed)
    sampled(7, "42", False)  # no part of manufacturing as the rate counts it
    sampled(8, "", False)  # of no division: no weight
    sampled(9, "39", False, selection="targeted")
    assert engine().measure(["P24"], [CITY], ["2016"])[0].value is None, "no output, no weight, no figure"
    returned(1, "3921", 300)
    returned(2, "13", 60)
    returned(3, "1371", 40, region=NEIGHBOUR)  # another county of the same city: one stratum
    returned(4, "14", 100)  # nobody sampled it
    at = timezone.now()
    (cell,) = engine().measure(["P24"], [CITY], ["2016"])
    assert (cell.value, cell.denominator, cell.rows) == (pytest.approx(87.5), pytest.approx(400), 6)
    assert engine().measure(["P24_sample"], [CITY], ["2016"])[0].numerator == 5
    held = engine()
    tables = {"samples": "weighted_sampling", "sizes": "quality_returns"}
    rows = strata(held, tables, CITY, 2016, by="division", size="gross_output", passed="result = 'qualified'")
    rate = weighted_pass_rate(Stratum(*r) for r in rows if "13" <= r.value <= "41")
    assert (rate.value, rate.covered) == (Fraction(175, 2), Fraction(4, 5))
    ids = held.rows_of("P24", CITY, "2016", "numerator").ids
    kept = register_of("sampling").model.objects.everywhere("test").filter(pk__in=ids)
    assert {r.report_no for r in kept} == {f"TJ-{n}" for n in range(1, 6)}
    returned(5, "39", 500)  # electronics weigh more
    assert engine().measure(["P24"], [CITY], ["2016"])[0].value == pytest.approx(850 / 9)
    why_so = why("P24", CITY, Period.parse("2016"), Moment(at))
    assert [c.key for c in why_so.causes] == ["added"] and float(why_so.difference or 0) == pytest.approx(
        850 / 9 - 87.5
    )
