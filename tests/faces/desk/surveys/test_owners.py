"""The score of an owner of public services over all its measures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.people import COUNTY, NEIGHBOUR, People, unit
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels.measures import Period
from zhiheng.records.services import owners


def add(code: str, region: str = COUNTY, **values: Any) -> Any:
    row = {
        "region_id": region,
        "owner": unit(region),
        "code": code,
        "name": f"样例举措{code}",
        "area": "government",
        "period": "2016H1",
        "planned": Decimal(10),
        "done": Decimal(10),
        **values,
    }
    return service.create(machine("测试"), register_of("public_services"), row)


@pytest.mark.django_db
def test_measures_count_by_who_scored_them_and_those_unscored_are_shown() -> None:
    people = People()
    add("A", score=Decimal(90), respondents=300)
    add("B", score=Decimal(60), respondents=100, done=Decimal(4))
    unscored = add("C")
    add("D", NEIGHBOUR, score=Decimal(85), respondents=20)
    scope = Actor(user=people.office).need("register.view")
    first, second = owners.scores(scope, "2016H1")
    assert (second.score, second.respondents, len(second.scored), len(second.measures)) == (
        Decimal("82.5"),
        400,
        2,
        3,
    )
    assert (second.done, second.planned) == (2, 3)
    assert first.score == 85
    (cell,) = engine().measure(["S08_measures"], [COUNTY], [Period.parse("2016H1")])
    assert (cell.shown, cell.denominator) == (82.5, 400)

    office = Client()
    office.force_login(people.office, backend="django.contrib.auth.backends.ModelBackend")
    text = office.get(reverse("desk:owner_scores")).content.decode()
    assert "82.5" in text and "未评价" in text
    assert reverse("desk:record", args=["public_services", unscored.pk]) in text
    assert (
        reverse("desk:owner_scores")
        in office.get(reverse("desk:register", args=["public_services"])).content.decode()
    )
    assert office.get(reverse("desk:owner_scores"), {"area": "education"}).status_code == 200
    office.force_login(people.neighbour, backend="django.contrib.auth.backends.ModelBackend")
    assert "样例举措A" not in office.get(reverse("desk:owner_scores")).content.decode()
