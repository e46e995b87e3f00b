"""Points by what is recorded of somebody: each part by its own most, the first grade that is known, and refusals."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods.numbers import MethodError
from zhiheng.kernels.methods.points import Points, points_of
from zhiheng.kernels.rules import PointFigures, RuleError, rule_book

RULE, ON = "supervision.points", dt.date(2026, 3, 2)
FIGURES = rule_book().in_force(RULE, ON).figures_as(PointFigures)


def points(counted: dict[str, int], **standing: str) -> Points:
    return points_of(RULE, ON, counted, standing)


@pytest.mark.parametrize(
    ("counted", "standing", "risk", "credit"),
    [
        ({}, {}, 10, 8),
        ({"failed_sample": 1}, {}, 20, 8),
        ({"failed_sample": 9}, {}, 40, 8),
        ({"listed_product": 1, "ordered": 2}, {"credit_grade": "AAA"}, 25, 0),
        ({"exit": 1, "permit_gap": 1}, {"credit_grade": "D"}, 70, 30),
        ({"case": 2}, {"credit_grade": "B"}, 10, 22),
        ({"case": 9}, {"credit_grade": "C"}, 10, 30),
        ({}, {"risk_class": "A", "credit_grade": "D"}, 10, 0),
        ({}, {"risk_class": "D", "credit_grade": "AAA"}, 10, 30),
    ],
)
def test_the_points_of_each_part(
    counted: dict[str, int], standing: dict[str, str], risk: int, credit: int
) -> None:
    found = points(counted, **standing)
    assert found.parts == {"risk": risk, "credit": credit}
    assert found.total == risk + credit
    assert {r.key for r in found.reasons} >= set(counted)


@given(st.dictionaries(st.sampled_from(sorted(FIGURES.signals)), st.integers(0, 50)))
def test_more_records_never_give_fewer_points_and_no_part_passes_its_most(counted: dict[str, int]) -> None:
    before, after = points(counted), points({k: n + 1 for k, n in counted.items()})
    for key, part in FIGURES.parts.items():
        assert 0 <= before.parts[key] <= after.parts[key] <= part.most


@pytest.mark.parametrize(
    ("counted", "standing", "said"),
    [
        ({"nothing": 1}, {}, "没有“nothing”这一项"),
        ({"case": -1}, {}, "条数为负"),
        ({}, {"credit_grade": "E"}, "没有“E”"),
    ],
)
def test_what_the_rule_does_not_know_is_refused(
    counted: dict[str, int], standing: dict[str, str], said: str
) -> None:
    with pytest.raises(MethodError, match=said):
        points(counted, **standing)


def test_before_its_first_version_the_rule_gives_nothing() -> None:
    with pytest.raises(RuleError):
        points_of(RULE, dt.date(2016, 11, 30), {}, {})
