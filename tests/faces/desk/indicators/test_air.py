"""The year of the new index on the desk: both counts, each rule alone, the break on the chart."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.support.people import COUNTY, NEIGHBOUR, People
from tests.support.registers import signed_in
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels.measures import Period

CLEAN = {"so2": 5, "no2": 10, "pm10": 20, "co": Decimal("0.5"), "o3": 40}


@pytest.fixture
def people(db: None) -> People:
    """Ten days on each side of the change; on every second one PM2.5 is 70, good until the end of February."""
    people = People()
    for first in (dt.date(2026, 2, 1), dt.date(2026, 4, 1)):
        for n in range(10):
            day = first + dt.timedelta(n)
            pm25 = 70 if n % 2 else 20
            good = pm25 == 20 or day < dt.date(2026, 3, 1)
            row = {
                "region_id": COUNTY,
                "day": day,
                "aqi": (94 if good else 110) if pm25 == 70 else 29,
                "good": good,
            }
            service.create(machine("测试"), register_of("air_days"), {**row, **CLEAN, "pm25": pm25})
    return people


def test_the_year_is_counted_three_ways(people: People) -> None:
    page = signed_in(people.clerk).get(reverse("desk:air_year"), {"region": COUNTY, "year": "2026"})
    assert page.status_code == 200
    text = re.sub(r"\s+", " ", page.content.decode())
    assert "HJ633-2012" in text and "HJ633-2026" in text
    for counts in ("10/10", "5/10", "20/20", "10/20"):
        assert counts in text, counts
    assert "前后不可直接比较" in text and "2026-03-01" in text
    assert "两版结论不同的日子" in text
    assert "2026-02-02" in text and "2026-04-02" in text


def test_a_file_of_indices_is_enough_to_tell_good_days(people: People) -> None:
    """Nobody said good or not: a day with a published index is valid, and one without either stays out."""
    for day, index in ((1, 100), (2, 101), (3, None)):
        row = {"region_id": COUNTY, "day": dt.date(2025, 1, day), "aqi": index}
        service.create(machine("测试"), register_of("air_days"), row)
    cells = engine().measure(["V01", "V01_hj2012"], [COUNTY], ["2025"])
    assert [(c.numerator, c.denominator) for c in cells] == [(1, 2), (1, 2)]
    page = signed_in(people.clerk).get(reverse("desk:air_year"), {"region": COUNTY, "year": "2025"})
    assert "1/2" in page.content.decode()


def test_another_county_is_not_shown(people: People) -> None:
    client = signed_in(people.clerk)
    assert client.get(reverse("desk:air_year"), {"region": NEIGHBOUR, "year": "2026"}).status_code == 403
    assert client.get(reverse("desk:air_year"), {"region": COUNTY, "year": "2026Q1"}).status_code == 422
    assert client.get(reverse("desk:air_year"), {"region": COUNTY, "year": "2024"}).status_code == 200


def test_the_indicators_answer_by_either_rule(people: People) -> None:
    year = Period.parse("2026")
    cells = engine().measure(["V01", "V01_hj2012", "V01_hj2026"], [COUNTY], [year])
    assert [(c.numerator, c.denominator) for c in cells] == [(15, 20), (20, 20), (10, 20)]


def test_the_chart_says_where_the_series_breaks(people: People) -> None:
    query = {"region": COUNTY, "period": "2026", "grain": "month"}
    page = signed_in(people.clerk).get(reverse("desk:indicator", args=["V01"]), query).content.decode()
    option = json.loads(re.search(r'<script[^>]*id="trend-option"[^>]*>(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    marked = option["series"][0]["markLine"]["data"]
    assert [m["label"]["formatter"] for m in marked] == ["HJ633-2026"]
    assert marked[0]["xAxis"] in option["xAxis"]["data"] and marked[0]["xAxis"].startswith("2026年3月")
    assert "前后不可直接比较" in page
    earlier = {"region": COUNTY, "period": "2024", "grain": "month"}
    page = signed_in(people.clerk).get(reverse("desk:indicator", args=["V01"]), earlier).content.decode()
    assert "markLine" not in page and "前后不可直接比较" not in page
