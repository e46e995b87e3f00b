"""What a plan sets beside what the returns say: met, missed, not known."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from tests.support.people import COUNTY, NEIGHBOUR, People
from tests.support.registers import signed_in
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import planned, service
from zhiheng.frame.registers.declare import RegisterError, register_of, registers
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.plans import Planned

PLAN = {
    "code": "XH-1",
    "name": "样例粉煤灰利用",
    "region_id": COUNTY,
    "kind": "project",
    "rank": "provincial",
    "approved_on": dt.date(2014, 1, 1),
    "planned_output": Decimal(5000),
    "planned_reuse": Decimal(80),
}


@pytest.fixture
def people(db: None) -> People:
    return People()


def plan(people: People, **other: Any) -> Record:
    return service.create(Actor(user=people.office), register_of("circular_projects"), {**PLAN, **other})


def file(people: People, period: str, **other: Any) -> None:
    row = {"code": "XH-1", "region_id": COUNTY, "period": period, **other}
    service.create(Actor(user=people.office), register_of("circular_returns"), row)


def test_each_year_is_held_against_the_plan(people: People) -> None:
    project = plan(people)
    made = {"output_value": Decimal(600), "materials": Decimal(1000)}
    file(people, "2015", **made, waste=Decimal(100), reused=Decimal(70))
    file(people, "2016", **{**made, "output_value": Decimal(400)})
    scope = Actor(user=people.clerk).scope("register.view")
    found = planned.compared(register_of("circular_projects"), project, scope)
    told = {(c.planned.column, c.period): (c.actual, c.met) for c in found}
    assert told == {
        ("planned_output", "2015"): (Decimal(6000), True),
        ("planned_output", "2016"): (Decimal(4000), False),
        ("planned_reuse", "2015"): (Decimal(70), False),
        ("planned_reuse", "2016"): (None, None),
    }
    assert [c.period for c in found][:2] == ["2016", "2015"]
    page = signed_in(people.clerk).get(f"/registers/circular_projects/{project.pk}").content.decode()
    assert "达到计划" in page and "未达到计划" in page and "不能比较" in page


def test_what_no_plan_sets_is_not_compared_and_no_return_is_said(people: People) -> None:
    bare = plan(people, code="XH-2", planned_output=None, planned_reuse=None)
    page = signed_in(people.clerk).get(f"/registers/circular_projects/{bare.pk}").content.decode()
    assert "计划值与报表" not in page
    waiting = plan(people)
    page = signed_in(people.clerk).get(f"/registers/circular_projects/{waiting.pk}").content.decode()
    assert "还没有报表，不能比较" in page


def test_returns_out_of_reach_are_not_told(people: People) -> None:
    project = plan(people)
    file(people, "2015", region_id=NEIGHBOUR, output_value=Decimal(600), materials=Decimal(1000))
    scope = Actor(user=people.clerk).scope("register.view")
    assert planned.compared(register_of("circular_projects"), project, scope) == []


def test_every_declared_plan_can_be_worked_out() -> None:
    every = [p for r in registers().values() for p in r.planned]
    assert every
    for each in every:
        planned.expression(each)
        register_of(each.register).model_field(each.on[1])
    with pytest.raises(RegisterError, match="nothing"):
        planned.expression(Planned("x", "circular_returns", ("code", "code"), "nothing / waste", "x"))
