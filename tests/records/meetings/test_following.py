"""Study sessions against their minimum, and decisions that become tasks and end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.faces.desk.spine import programme
from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, People, unit
from zhiheng.frame.evidence.store import attach
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import history, verify
from zhiheng.records.meetings.following import candidates, studies, track
from zhiheng.records.meetings.models import Decision
from zhiheng.records.programmes.models import Programme, Target

ME = machine("测试")


def put(key: str, region: str, **values: Any) -> Any:
    return service.create(ME, register_of(key), {"region_id": region, **values})


def group(region: str, due: int | None, since: dt.date = dt.date(2015, 1, 1), **more: Any) -> Any:
    return put("groups", region, code=f"ZL-{region}", name="质量工作领导小组", kind="leading", established_on=since, studies_due=due, **more)  # fmt: skip


def session(region: str, day: dt.date, kind: str = "study") -> Any:
    return put("meetings", region, code=f"HY-{region}-{day}", title="专题研究会", kind=kind, held_on=day)


def decided(region: str = COUNTY, **more: Any) -> Decision:
    values = {"code": "YD-1", "meeting": "HY-1", "content": "完成资源整合", "lead_unit": "样例局", "decided_on": dt.date(2016, 3, 3), "due_on": dt.date(2016, 6, 30)}  # fmt: skip
    made = put("decisions", region, **(values | more))
    assert isinstance(made, Decision)
    return made


@pytest.fixture
def people(db: None) -> People:
    return People()


def test_each_region_is_held_against_what_it_has_to_do(people: People) -> None:
    group(CITY, 2)
    group(COUNTY, 1)
    group(NEIGHBOUR, None)
    session(COUNTY, dt.date(2016, 5, 4))
    session(COUNTY, dt.date(2015, 5, 4))
    session(COUNTY, dt.date(2016, 6, 1), kind="plenary")
    group(FAR, 1)
    found = {s.region: s for s in studies(Actor(user=people.office).need("meeting.view"), 2016)}
    assert set(found) == {CITY, COUNTY, NEIGHBOUR}, "another prefecture is out of reach"
    assert (found[COUNTY].held, found[COUNTY].light, found[COUNTY].last) == (1, "green", dt.date(2016, 5, 4))
    assert (found[CITY].held, found[CITY].required, found[CITY].light) == (0, 2, "red")
    assert (found[NEIGHBOUR].required, found[NEIGHBOUR].light) == (None, "grey"), "nothing asked is not met"


def test_a_year_that_runs_is_not_yet_missed(people: People) -> None:
    group(COUNTY, 1)
    (found,) = studies(Actor(user=people.clerk).need("meeting.view"), dt.date.today().year)
    assert found.light == "amber"


def test_a_group_counts_only_while_it_stands(people: People) -> None:
    group(COUNTY, 1, since=dt.date(2015, 1, 1), dissolved_on=dt.date(2015, 12, 31))
    scope = Actor(user=people.clerk).need("meeting.view")
    assert [s.required for s in studies(scope, 2015)] == [1]
    assert studies(scope, 2016) == []


def test_a_programme_asks_where_no_group_says_how_often(people: People) -> None:
    asks = programme(COUNTY, "asks")
    Programme._plain.filter(pk=asks.pk).update(starts="2016", ends="2018")
    Target._plain.filter(programme=asks).delete()
    Target(
        programme=asks, key="T01", kind="target", indicator="G06", indicator_name="专题研究", measure="increment",
        op=">=", value=1, unit="次", recurs="yearly", start=0, end=4,
    ).save()  # fmt: skip
    scope = Actor(user=people.clerk).need("meeting.view")
    assert [(s.required, s.light) for s in studies(scope, 2017)] == [(1, "red")]
    assert studies(scope, 2019) == []


def test_a_decision_becomes_a_task_and_ends_on_evidence(people: People) -> None:
    office = Actor(user=people.office)
    lead, support = unit(COUNTY, "lead", name="样例局"), unit(COUNTY, "support", name="样例委")
    decision = decided(support_units="样例委")
    assert candidates(decision)[:2] == [lead, support]
    task = track(office, decision, [lead], [support, lead], None)
    decision.refresh_from_db()
    assert (decision.state, decision.task) == ("tracked", task)
    assert (task.title, task.due_on, task.owner) == ("完成资源整合", dt.date(2016, 6, 30), lead)
    assert [(p.unit, p.role) for p in task.parts.all()] == [(lead, "lead"), (support, "support")]
    assert task.state == "draft", "the office still issues it"
    with pytest.raises(ValidationError, match="已经转成任务"):
        track(office, decision, [lead], [], None)
    register = register_of("decisions")
    with pytest.raises(LifecycleError, match="落实日期"):
        service.move(office, register, decision, "finish")
    attach(ME, decision, b"%PDF-1.4", "a.pdf", region=COUNTY)
    service.move(office, register, decision, "finish", changes={"done_on": dt.date(2016, 6, 20)})
    assert decision.state == "done"
    assert any(e.action.endswith("finish") for e in history(decision))
    assert verify().sound


def test_nobody_is_named_and_nothing_is_written(people: People) -> None:
    decision = decided()
    with pytest.raises(ValidationError, match="牵头单位"):
        track(Actor(user=people.office), decision, [], [], None)
    with pytest.raises(PermissionDenied):
        track(Actor(user=people.clerk), decision, [unit(COUNTY)], [], None)
    decision.refresh_from_db()
    assert (decision.state, decision.task) == ("open", None)
