"""What an enterprise counts as holds for a time: the period's last day decides."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.people import COUNTY, regions
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.engine import engine, forget


@pytest.mark.django_db
def test_the_state_at_the_periods_end_counts() -> None:
    forget()
    regions()
    days = (
        {},  # from its founding in 2010 on
        {"above_size_since": dt.date(2013, 1, 1)},
        {"above_size_until": dt.date(2013, 12, 31)},
        {"above_size_since": dt.date(2012, 7, 1), "above_size_until": dt.date(2012, 12, 30)},
    )
    for n, held in enumerate(days, 1):
        row = {"name": f"企业{n}", "credit_code": credit_code(COUNTY, n), "founded_on": dt.date(2010, 1, 1)}
        service.create(
            machine("测试"),
            register_of("enterprises"),
            {"region_id": COUNTY, **row, "above_size": True, **held},
        )
    found = engine().measure(["F22_firms"], [COUNTY], ["2011", "2012", "2013", "2014"])
    assert [c.value for c in found] == [2, 2, 3, 2]
