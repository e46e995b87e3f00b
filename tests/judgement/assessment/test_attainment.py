"""Attainment: over which stretch a target counts, when a published figure is the computed one, what a line tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zhiheng.judgement.assessment.attainment import Line, agrees, as_told, period_for
from zhiheng.kernels.measures import Cell, Period
from zhiheng.kernels.methods.attainment import attain
from zhiheng.records.programmes.models import Programme, Target

CELL = Cell(
    code="P03",
    version=1,
    region="620700",
    level="prefecture",
    period=Period.year(2014),
    value=90.0,
    numerator=9,
    denominator=10,
    rows=10,
    unit="%",
    status="ok",
    source="computed",
)
PLAN = Programme(key="demo-2011", name="示例方案", region_id="620700", starts="2011", ends="2015")


def target(**values: object) -> Target:
    given = {
        "kind": "target",
        "measure": "level",
        "op": ">=",
        "value": 90.0,
        "unit": "%",
        "by": "2015",
    } | values
    return Target(
        programme=PLAN, key="T01", indicator="P03", indicator_name="合格率", start=0, end=9, **given
    )


@pytest.mark.parametrize(
    ("values", "asked", "wanted"),
    [
        ({}, "2014", "2014"),
        ({"measure": "cumulative"}, "2014", "2014"),
        ({"measure": "increment"}, "2014", "2011-2014"),
        ({"measure": "increment"}, "2014Q2", "2011Q1-2014Q2"),
        ({"measure": "increment", "recurs": "yearly"}, "2014", "2014"),
        ({"measure": "increment", "by": "2011"}, "2011", "2011"),
        ({"measure": "increment"}, "2009", "2009"),
        ({"kind": "result", "by": "2012"}, "2014", "2012"),
        ({"kind": "result", "by": ""}, "2014", "2014"),
    ],
)
def test_over_which_months_a_target_counts(values: dict[str, object], asked: str, wanted: str) -> None:
    assert period_for(target(**values), PLAN, Period.parse(asked)) == Period.parse(wanted)


@pytest.mark.parametrize(
    ("op", "published", "unit", "value", "same"),
    [
        ("=", 99.6, "%", 99.6, True),
        ("=", 99.6, "%", 99.64, True),
        ("=", 99.6, "%", 99.66, False),
        ("=", 100, "%", 99.4, False),
        ("=", 326, "天", 326, True),
        ("=", 326, "天", 327, False),
        (">=", 95, "%", 97.2, True),
        (">=", 95, "%", 94.99, False),
        (">=", 30, "次", 39, True),
        (">=", 30, "次", 40, False),
        (">=", 30, "次", 29, False),
        (">=", 30000, "份", 39999, True),
        (">=", 26500, "条", 26599, True),
        (">=", 26500, "条", 26600, False),
    ],
)
def test_when_a_published_figure_is_the_computed_one(
    op: str, published: float, unit: str, value: float, same: bool
) -> None:
    told = target(kind="result", op=op, value=float(published), unit=unit)
    assert agrees(told, replace(CELL, value=value)) is same


def test_no_figure_neither_agrees_nor_differs() -> None:
    assert agrees(target(kind="result"), replace(CELL, value=None, status="no_records")) is None


def test_a_fall_is_told_as_a_positive_number() -> None:
    fall = target(kind="result", measure="change", direction="down", op="=", value=7.9)
    cell = replace(CELL, value=-7.9, numerator=None, denominator=None, decimals=1)
    assert agrees(fall, cell) is True
    assert Line(fall, "V02_change", Period.year(2016), cell, None, True).as_dict()["value"] == 7.9
    rise = target(kind="result", measure="change", direction="up", op="=", value=7.9)
    assert agrees(rise, cell) is False
    assert as_told(rise, cell.shown) == cell.shown  # type: ignore[arg-type]


def test_a_line_says_what_is_missing() -> None:
    nobody = Line(target(), None, None, None, None, None)
    assert (nobody.light, nobody.reason) == ("grey", "还没有对应的指标定义")
    silent = replace(CELL, value=None, status="not_reported", source="reported")
    judged = attain(">=", 90, None, None, "up")
    line = Line(target(), "P03", CELL.period, silent, judged, None)
    assert (line.light, line.reason) == ("grey", "未报送")
    told = line.as_dict()
    assert (told["value"], told["status"], told["met"], told["source"]) == (
        None,
        "not_reported",
        None,
        "reported",
    )


def test_a_line_carries_both_ends() -> None:
    judged = attain(">=", 90, None, CELL.value, "up", unit="%")
    told = Line(target(), "P03", CELL.period, CELL, judged, None).as_dict()
    assert (told["clause"], told["span"]) == (None, [0, 9])
    assert (told["numerator"], told["denominator"], told["rows"], told["version"]) == (9, 10, 10, 1)
    assert (told["met"], told["light"], told["target"], told["value"]) == (True, "green", 90.0, 90.0)
