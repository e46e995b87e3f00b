"""Tasks through the programming interface: the page's lights, the same scope."""

from __future__ import annotations

import json

import pytest

from tests.faces.desk.spine import signed_in
from tests.support.people import COUNTY, person
from tests.support.tasks import D, Tasking
from zhiheng.judgement.indicators.engine import forget


@pytest.mark.django_db
def test_tasks_are_listed_with_lights_reasons_and_the_rule() -> None:
    forget()
    t = Tasking()
    task = t.running(D(2014, 1, 1), due_on=D(2014, 12, 31))
    office = signed_in(t.office.user)
    body = json.loads(office.get("/api/tasks", {"programme": "shili-2011"}).content)
    assert body["total"] == 1
    (told,) = body["tasks"]
    assert (told["id"], told["leads"], told["targets"], told["clause"]) == (
        task.pk,
        ["示例局"],
        ["T01"],
        "一/(一)",
    )
    standing = told["standing"]
    assert (
        standing["basis"] == "data"
        and standing["rule"]["version"] == "zhiheng-1"
        and standing["overdue_days"] > 0
    )
    assert json.loads(office.get(f"/api/tasks/{task.pk}").content) == told
    assert json.loads(office.get("/api/tasks", {"state": "closed"}).content)["tasks"] == []
    assert office.get("/api/tasks/99999").status_code == 404
    assert office.get(f"/api/tasks/{10**30}").status_code == 404
    assert signed_in(person("inspect", "inspector", COUNTY)).get("/api/tasks").status_code == 403
    problems = office.get("/api/registers/problems/records")
    assert problems.status_code == 200
