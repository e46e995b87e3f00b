"""A survey's results from its answers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import COUNTY, NEIGHBOUR, People
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels.measures import Period
from zhiheng.records.services import results

DONE = dt.date(2016, 10, 28)


def add(key: str, **values: Any) -> Any:
    return service.create(machine("测试"), register_of(key), {"region_id": COUNTY, **values})


@pytest.mark.django_db
def test_answers_become_results_with_sample_and_margin_and_an_indicator() -> None:
    people = People()
    survey = add(
        "surveys", code="M1", title="样例", subject="commerce", sampling="simple", mode="phone",
        started_on=dt.date(2016, 9, 1), finished_on=DONE,
    )  # fmt: skip
    clerk = Actor(user=people.clerk)
    with pytest.raises(ValidationError, match="调查题目"):
        results.keep(clerk, survey)
    for number, weight in (("A1", 3), ("A2", 1)):
        add(
            "survey_questions", survey="M1", number=number, dimension="satisfaction", text="满意吗", weight=weight,
            asked_on=survey.started_on,
        )  # fmt: skip
    answers = {"survey": "M1", "finished_on": DONE, "deviation": Decimal("1.8")}
    first = add("survey_answers", number="A1", answered=400, mean=Decimal("8.2"), **answers)
    with pytest.raises(ValidationError, match="每题"):
        results.keep(clerk, survey)
    add("survey_answers", number="A2", answered=380, mean=Decimal("6.4"), **answers)
    add(
        "survey_answers",
        number="A2",
        answered=380,
        mean=Decimal("6.4"),
        **{**answers, "region_id": NEIGHBOUR},
    )
    (row,) = results.keep(clerk, survey)
    assert (row.index, row.sample, row.margin, row.computed) == (Decimal("75.0"), 380, Decimal("2.01"), True)  # type: ignore[attr-defined]
    (cell,) = engine().measure(["S06e"], [COUNTY], [Period.parse("2016")])
    assert (round(float(cell.shown or 0), 1), cell.denominator) == (75.0, 380)
    service.change(
        machine("测试"), register_of("survey_answers"), first, {"mean": Decimal("9.4")}, reason="更正"
    )
    (again,) = results.keep(clerk, survey)
    assert (again.pk, again.index) == (row.pk, Decimal("85.0"))  # type: ignore[attr-defined]
