"""The register of problems, and what it adds to every register: who closes, on what, and when it opens again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.support.people import COUNTY, unit
from tests.support.registers import RegisterCases
from tests.support.tasks import PDF, D, Tasking
from zhiheng.frame.dues.models import Due
from zhiheng.frame.evidence import store
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.records.tasks import rectifying
from zhiheng.records.tasks.problems import Problem


class TestProblems(RegisterCases):
    key = "problems"
    change = ("text", "台账记录不全,缺三个月")
    example = {
        "code": "WT-0001",
        "region": COUNTY,
        "text": "台账记录不全",
        "source": "inspection",
        "found_on": dt.date(2016, 3, 1),
        "rectify_by": dt.date(2016, 4, 30),
        "measures": "补录",
    }

    def row(self, n: int = 0, **other: Any) -> dict[str, Any]:
        return super().row(n, **({"owner": unit(COUNTY).pk} | other))


@pytest.fixture
def t(db: None) -> Tasking:
    return Tasking()


def dues(problem: Problem) -> list[tuple[str, dt.date]]:
    found = Due.objects.everywhere("test").filter(kind="clock:problem.rectify", subject_id=str(problem.pk))
    return [(d.state, d.due_on) for d in found.order_by("id")]


def test_a_problem_is_owed_rectified_and_closed_by_another(t: Tasking) -> None:
    register = register_of("problems")
    problem = rectifying.enter(
        t.office, text="样品登记不全", owner=t.lead_unit, source="inspection", found_on=D(2015, 3, 2)
    )
    assert problem.code == f"WT-{t.programme.region_id}-2015-001" and not dues(problem)
    with pytest.raises(LifecycleError, match="整改期限"):
        service.move(t.office, register, problem, "order")
    service.move(t.office, register, problem, "order", changes={"rectify_by": D(2015, 4, 30)})
    assert dues(problem) == [("open", D(2015, 4, 30))]
    service.change(t.office, register, problem, {"rectify_by": D(2015, 5, 15)}, reason="宽限")
    assert dues(problem) == [("open", D(2015, 5, 15))], "what is owed follows the date"
    with pytest.raises(LifecycleError, match="整改措施、佐证材料"):
        service.move(t.lead, register, problem, "done")
    with pytest.raises(PermissionDenied):
        service.move(t.support, register, problem, "done", changes={"measures": "补"})
    store.attach(t.lead, problem, PDF, "台账.pdf", region=problem.region_id)
    service.move(t.lead, register, problem, "done", changes={"measures": "补录 40 条"})
    assert dues(problem)[0][0] == "settled"
    with pytest.raises(PermissionDenied):
        service.move(t.lead, register, problem, "close", changes={"closed_on": D(2015, 5, 10)})
    with pytest.raises(LifecycleError, match="销号日期"):
        service.move(t.office, register, problem, "close")
    service.move(t.office, register, problem, "close", changes={"closed_on": D(2015, 5, 10)})
    assert problem.state == "closed"


def test_who_reported_it_rectified_does_not_close_it_nor_without_evidence(t: Tasking) -> None:
    register = register_of("problems")
    problem = rectifying.enter(
        t.office,
        text="x",
        owner=t.lead_unit,
        source="meeting",
        found_on=D(2015, 3, 2),
        rectify_by=D(2015, 4, 1),
        order=True,
    )
    file = store.attach(t.office, problem, PDF, "a.pdf", region=problem.region_id)
    service.move(t.office, register, problem, "done", changes={"measures": "补"})
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(t.office, register, problem, "close", changes={"closed_on": D(2015, 3, 9)})
    rectifying.refute(t.second, problem, file, "不是同一批")
    assert problem.state == "rectifying", "a file that does not hold sends it back"
    with pytest.raises(LifecycleError, match="佐证材料"):
        service.move(t.lead, register, problem, "done")


def test_a_closed_problem_stands_again_when_its_evidence_falls(t: Tasking) -> None:
    register = register_of("problems")
    problem = rectifying.enter(
        t.office,
        text="x",
        owner=t.lead_unit,
        source="meeting",
        found_on=D(2015, 3, 2),
        rectify_by=D(2015, 4, 1),
        order=True,
    )
    file = store.attach(t.lead, problem, PDF, "a.pdf", region=problem.region_id)
    other = store.attach(t.lead, t.programme, PDF, "b.pdf", region=problem.region_id)
    service.move(t.lead, register, problem, "done", changes={"measures": "补"})
    service.move(t.office, register, problem, "close", changes={"closed_on": D(2015, 3, 20)})
    with pytest.raises(ValidationError, match="不是这个问题"):
        rectifying.refute(t.office, problem, other, "x")
    with pytest.raises(PermissionDenied):
        rectifying.refute(t.lead, problem, file, "x")
    with pytest.raises(store.EvidenceError, match="理由"):
        rectifying.refute(t.office, problem, file, " ")
    rectifying.refute(t.office, problem, file, "照片系旧照", D(2015, 6, 1))
    assert (problem.state, problem.closed_on, problem.rectify_by) == ("rectifying", None, D(2015, 6, 1))
    assert dues(problem)[-1] == ("open", D(2015, 6, 1))
    with pytest.raises(store.EvidenceError, match="已经撤回"):
        rectifying.refute(t.office, problem, file, "又一次")


def test_a_county_enters_and_sees_its_own(t: Tasking) -> None:
    clerk = Actor(user=t.spine.people.clerk)
    problem = rectifying.enter(t.office, text="x", owner=unit(COUNTY), source="other", found_on=D(2015, 3, 2))
    assert rectifying.seen(clerk.scope("task.view")).filter(pk=problem.pk).exists()
    neighbour = Actor(user=t.spine.people.neighbour)
    assert not rectifying.seen(neighbour.scope("task.view")).filter(pk=problem.pk).exists()
    with pytest.raises(PermissionDenied):
        rectifying.enter(clerk, text="x", owner=unit(COUNTY), source="other", found_on=D(2015, 3, 2))
