"""Sections by their worst item, rivers and basins by their sections, each way said."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.people import COUNTY, NEIGHBOUR, People
from tests.support.registers import signed_in
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of


def sample(n: int, month: int, cod: float, **other: object) -> None:
    row = {"section": f"D{n}", "section_name": f"断面{n}", "region_id": COUNTY, "river": f"河{n % 2}", "basin": "甲水系",
           "target_class": "3", "sampled_on": dt.date(2016, month, 5), "ph": 7, "cod": cod}  # fmt: skip
    service.create(machine("测试"), register_of("water_samples"), row | other)


@pytest.fixture
def clerk(db: None) -> Client:
    people = People()
    for n in range(1, 6):
        sample(n, 3, 12)
        sample(n, 8, 60 if n == 5 else 12)  # the mean of section 5 is 36: class V
    sample(9, 3, 12, body="lake", river="样例湖", tp=Decimal("0.04"))
    return signed_in(people.clerk)


def shown(client: Client, **query: str) -> str:
    found = client.get(reverse("desk:water_status"), {"region": COUNTY, **query})
    assert found.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.content.decode()))


def test_a_year_and_a_month_are_judged_each_by_its_own_means(clerk: Client) -> None:
    year = shown(clerk, period="2016")
    assert "甲水系 5 良好 80.0% (4/5) 0.0% (0/5) 按断面类别比例" in year
    assert re.search(r"河1 3 良好 .*?各项先求平均，为Ⅲ类\(化学需氧量\)", year), "36 and twice 12: 20"
    assert re.search(r"样例湖 1 良好 .*各项先求平均，为Ⅲ类\(总磷\)", year)
    assert re.search(r"断面5 河1 \S+ 2 Ⅴ类 化学需氧量 Ⅲ类 否", year)
    august = shown(clerk, period="2016-08")
    assert re.search(r"断面5 河1 \S+ 1 劣Ⅴ类", august) and "样例湖" not in august
    assert "没有断面分析" in shown(clerk, period="2015")


def test_the_page_is_narrow_and_says_what_it_cannot_read(clerk: Client) -> None:
    at = reverse("desk:water_status")
    assert clerk.get(at, {"region": NEIGHBOUR}).status_code == 403
    assert clerk.get(at, {"region": COUNTY, "period": "上月"}).status_code == 422
    assert clerk.get(at, {"region": COUNTY, "period": "1999"}).status_code == 422
    shown(clerk)
    with CaptureQueriesContext(connection) as few:
        shown(clerk)
    for n in range(20, 30):
        sample(n, 5, 12)
    shown(clerk)
    with CaptureQueriesContext(connection) as many:
        shown(clerk)
    assert len(many) <= len(few)
