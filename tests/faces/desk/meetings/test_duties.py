"""The matrix of responsibilities: gaps and overlaps, the day that counts, whose it is, and in how many questions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.people import COUNTY, FAR, People
from tests.support.registers import signed_in
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.records.governance.matrix import matrix
from zhiheng.records.governance.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> People:
    return People()


def put(product: str, link: str, agency: str, region: str = COUNTY, **more: Any) -> Duty:
    row = {"product_class": product, "link": link, "agency": agency, "since": dt.date(2014, 1, 1), **more}
    made = service.create(machine("测试"), register_of("duty_matrix"), {"region_id": region, **row})
    assert isinstance(made, Duty)
    return made


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def rows() -> list[Duty]:
    return [
        Duty(product_class=product, link=link, agency=agency, role=role, level=level)
        for product, link, agency, role, level in (
            ("乳制品", "growing", "农业部门", "lead", "regulator"),
            ("乳制品", "circulation", "市场部门", "lead", "regulator"),
            ("乳制品", "circulation", "商务部门", "lead", "regulator"),
            ("乳制品", "circulation", "公安部门", "support", "regulator"),
            ("建材", "circulation", "市场部门", "support", "regulator"),
            ("建材", "production", "县政府", "lead", "government"),
        )
    ]


def test_gaps_and_overlaps_are_found() -> None:
    found = matrix(rows())
    # Government answers for the whole and makes no column; links come in the chain's order.
    assert found.links == ("growing", "circulation")
    dairy, building = found.lines
    assert [cell.gap for cell in dairy.cells] == [False, False]
    assert [cell.overlap for cell in dairy.cells] == [False, True]
    assert [cell.gap for cell in building.cells] == [True, True]
    assert (found.gaps, found.overlaps) == (2, 1)


def test_one_agency_named_twice_is_no_overlap() -> None:
    twice = [
        Duty(product_class="a", link="use", agency="甲", role="lead", level="regulator") for _ in range(2)
    ]
    assert matrix(twice).overlaps == 0
    assert matrix([]).lines == ()


def test_the_page_says_who_nobody_and_who_else(people: People) -> None:
    put("乳制品", "growing", "样例农业部门")
    put("乳制品", "circulation", "样例市场部门")
    put("乳制品", "circulation", "样例商务部门")
    put("建材", "circulation", "样例市场部门")
    put("建材", "growing", "从前的部门", until=dt.date(2015, 12, 31))
    put("药品", "production", "别处的部门", region=FAR)
    page = text_of(signed_in(people.clerk).get("/duties"))
    for words in ("样例农业部门", "无人主管", "多头主管"):
        assert words in page, words
    assert "别处的部门" not in page and "从前的部门" not in page
    then = text_of(signed_in(people.clerk).get("/duties?on=2015-06-01"))
    assert "从前的部门" in then
    assert "没有登记监管责任" in text_of(signed_in(people.neighbour).get("/duties"))


def test_the_matrix_takes_as_many_questions_for_many_rows(people: People) -> None:
    def asked() -> int:
        client = signed_in(people.clerk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/duties").status_code == 200
        return len(queries)

    put("乳制品", "growing", "样例部门")
    few = asked()
    for n in range(12):
        put(f"产品{n}", "production", "样例部门")
    assert asked() == few <= 14
