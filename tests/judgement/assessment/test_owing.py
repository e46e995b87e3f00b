"""Reported values that a programme needs are owed by the department that the definition names."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.faces.desk.spine import programme
from tests.support.people import CITY, People, unit
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import machine
from zhiheng.judgement.assessment.owing import needs, owe_values
from zhiheng.judgement.indicators.engine import forget
from zhiheng.judgement.indicators.owing import Need, owe, reported_parts
from zhiheng.judgement.indicators.reporting import Entry, report, report_many
from zhiheng.records.programmes.models import Programme, Target

ME, TODAY = machine("测试"), dt.date(2028, 3, 1)


@pytest.fixture
def plan(db: None) -> Programme:
    """In force from 2026 to 2030; its first target is a reported figure, the other is computed."""
    forget()
    People()
    made = programme(CITY)
    Programme._plain.filter(pk=made.pk).update(starts="2026", ends="2030")
    Target._plain.filter(programme=made, key="T01").update(indicator="P14")
    return made


def owed() -> list[Due]:
    return list(Due.objects.everywhere("test").filter(kind="reported_value").order_by("period"))


def test_the_department_owes_each_year_until_the_value_is_entered(plan: Programme) -> None:
    statistics = unit(CITY, "statistics", name="示例市统计局", kind="department")
    assert [(n.code, n.region) for n in needs()] == [("P14", CITY)]
    assert owe_values(ME, TODAY) == 2
    assert owe_values(ME, TODAY) == 0, "a second sweep adds nothing"
    first, second = owed()
    assert [(d.owner, d.period, d.state) for d in (first, second)] == [
        (statistics, "2026", "open"),
        (statistics, "2027", "open"),
    ]
    assert second.due_on == dt.date(2028, 1, 31)
    assert second.address == f"/indicators/P14/{CITY}/2027/report"
    report(ME, Entry("P14", CITY, "2026", 84.2))
    assert [d.state for d in owed()] == ["settled", "open"]
    report_many(ME, [Entry("P14", CITY, "2027", 85.0), Entry("G09", CITY, "2027", 1.2, basis="样例算法")])
    assert [d.state for d in owed()] == ["settled", "settled"]
    assert owe_values(ME, dt.date(2029, 3, 1)) == 1, "the next year is owed when it has ended"


def test_what_is_reported_already_or_not_in_force_is_not_owed(plan: Programme) -> None:
    report(ME, Entry("P14", CITY, "2026", 84.2))
    assert owe_values(ME, dt.date(2027, 6, 1)) == 0
    assert owe_values(ME, dt.date(2026, 6, 1)) == 0, "2025 lies before the programme"
    assert owe_values(ME, dt.date(2040, 6, 1)) == 0, "the programme has ended"


def test_where_no_department_is_known_the_office_owes(plan: Programme) -> None:
    assert owe_values(ME, dt.date(2027, 6, 1)) == 1
    assert owed()[0].owner == unit(CITY)


def test_a_formula_asks_for_its_reported_parts() -> None:
    assert "P14_technique" in reported_parts("P14_composed")
    assert reported_parts("P01") == []


def test_the_questions_do_not_grow_with_the_indicators(plan: Programme) -> None:
    span = (dt.date(2026, 1, 1), dt.date(2030, 12, 31))

    def asked(codes: list[str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            owe(ME, [Need(code, CITY, *span) for code in codes], TODAY)
        return len(queries)

    assert asked(["P14"]) >= asked(["G09", "F18", "F19"]) - 2, "only more subjects to compare with"
