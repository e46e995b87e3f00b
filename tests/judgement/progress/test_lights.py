"""Lights from data, from reports, from the state of a task; how they add up; warnings; landings; acceptance records."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.support.people import CITY, COUNTY, NEIGHBOUR, unit
from tests.support.tasks import D, Tasking
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import machine
from zhiheng.judgement.indicators.engine import forget
from zhiheng.judgement.indicators.reporting import Entry, report_many
from zhiheng.judgement.progress import acceptance
from zhiheng.judgement.progress.lights import period_on, rolled, standing
from zhiheng.judgement.progress.warnings import warned
from zhiheng.judgement.progress.what_if import Wish, feeding, first_day, landings
from zhiheng.kernels.measures import Period
from zhiheng.records.programmes.models import Duty, DutyUnit, Target
from zhiheng.records.tasks import service, stages
from zhiheng.records.tasks.models import Acceptance, Task

ME = machine("测试")


@pytest.fixture
def t(db: None) -> Tasking:
    forget()
    return Tasking()


def of(task: Task, on: dt.date) -> Any:
    return standing([task], on)[task.pk]


def test_a_bound_task_is_judged_by_its_figures(t: Tasking) -> None:
    task = t.running(D(2014, 1, 1), due_on=D(2016, 6, 30))
    # Samples of 2015: 30 of 40 in one county, 40 of 40 in the other: 87.5 % against 95 %.
    found = of(task, D(2016, 1, 20))
    assert (found.basis, found.light) == ("data", "red") and "实际 87.5%" in found.reason
    assert found.rule.key == "progress.pace"
    found = of(task, D(2015, 1, 20))
    assert (found.basis, found.light) == ("data", "green"), "38 of 40 in 2014 is 95 %"
    late = of(task, D(2016, 8, 1))
    assert late.overdue_days == 32 and "已过期限 32 天" in late.reason


def test_data_that_are_good_do_not_hide_an_overdue_task(t: Tasking) -> None:
    task = t.running(D(2014, 1, 1), due_on=D(2014, 12, 31))
    found = of(task, D(2015, 1, 20))
    assert (found.basis, found.light, found.overdue_days) == ("data", "amber", 20)


def test_an_unbound_task_is_judged_by_its_reports(t: Tasking) -> None:
    task = t.running(D(2014, 1, 1), due_on=D(2014, 12, 31), targets=())
    assert (of(task, D(2014, 2, 1)).light, of(task, D(2014, 2, 1)).basis) == ("grey", "report")
    found = of(task, D(2014, 4, 20))
    assert (found.light, found.late_days) == ("amber", 10) and "未报" in found.reason
    t.reported(task, "2014Q1", 30, D(2014, 4, 21))
    assert of(task, D(2014, 4, 22)).light == "green"
    assert of(task, D(2014, 8, 15)).light == "red", (
        "30 % in August, and the second quarter was never reported"
    )
    t.reported(task, "2014Q2", 20, D(2014, 7, 9))
    assert of(task, D(2014, 7, 10)).percent == 20 and of(task, D(2014, 7, 10)).light == "red"
    assert of(task, D(2014, 4, 22)).percent == 30, "looked at on an earlier day it is what it was"


def test_targets_without_figures_fall_back_on_reports_and_say_so(t: Tasking) -> None:
    task = t.running(D(2014, 1, 1), due_on=D(2015, 12, 31), targets=[(t.target("T02"), None)])
    t.reported(task, "2014Q1", 30, D(2014, 4, 5))
    found = of(task, D(2014, 4, 6))
    assert found.basis == "report" and "所支撑的指标值没有数据" in found.reason


def test_states_speak_for_themselves(t: Tasking) -> None:
    draft = t.draft()
    closed = t.closed(t.running(D(2014, 1, 1), due_on=D(2014, 6, 30)), D(2014, 7, 10))
    dropped = service.move(t.office, t.running(), "cancel", reason="x")
    found = standing([draft, closed, dropped], D(2015, 1, 1))
    assert [found[x.pk].light for x in (draft, closed, dropped)] == ["grey", "green", "grey"]
    assert "晚于期限 10 天" in found[closed.pk].reason


def test_lights_add_up_to_the_clause_and_the_programme(t: Tasking) -> None:
    late = t.running(D(2014, 1, 1), due_on=D(2014, 6, 30), targets=(), weight=3)
    done = t.closed(t.running(D(2014, 1, 1), due_on=D(2014, 6, 30)), D(2014, 6, 1))
    tasks = [late, done, t.draft()]
    found = rolled(tasks, standing(tasks, D(2014, 7, 10)))
    assert set(found) == {"", "一", "一/(一)"} and found[""].tasks == 2
    assert found[""].whole.light == "red" and found["一"].whole.reason == "绿灯 1 项、红灯 1 项；加权 0.25 分"


def test_a_county_task_is_judged_in_its_county(t: Tasking) -> None:
    county = unit(COUNTY, "gz", name="甘州区政府", kind="government")
    task = t.issued(D(2014, 1, 1), region_id=COUNTY, units=[(county, "lead")], due_on=D(2016, 6, 30))
    assert "实际 75%" in of(task, D(2016, 1, 20)).reason
    Target._plain.filter(pk=t.target().pk).update(measure="cumulative")
    assert of(task, D(2016, 1, 20)).basis == "report", "a stock of the whole city is not asked of a county"


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (D(2011, 6, 1), None),
        (D(2012, 1, 1), 2011),
        (D(2011, 12, 31), 2011),
        (D(2015, 3, 1), 2014),
        (D(2026, 1, 1), 2015),
    ],
)
def test_the_year_that_is_looked_at(t: Tasking, on: dt.date, year: int | None) -> None:
    found = period_on(t.programme, on)
    assert (found.key if found else None) == (str(year) if year else None)


def test_a_delayed_task_warns_its_targets_and_a_task_in_time_does_not(t: Tasking) -> None:
    late = t.running(D(2014, 1, 1), due_on=D(2014, 6, 30), title="迟了")
    t.running(D(2014, 1, 1), due_on=D(2014, 6, 30), targets=())
    scope = t.office.scope("task.view")
    found = warned(scope, on=D(2014, 7, 10))
    assert [(w.task, w.light) for w in found[t.target().pk]] == [(late, "red")]
    assert "任务逾期 10 天" in found[t.target().pk][0].words
    assert not warned(scope, on=D(2014, 2, 1))
    assert not warned(scope, [t.target("T02")], on=D(2014, 7, 10))
    beyond = t.running(
        D(2014, 1, 1), due_on=D(2016, 6, 30), title="晚于期限", targets=[(t.target("T02"), None)]
    )
    words = warned(scope, [t.target("T02")], on=D(2014, 2, 1))[t.target("T02").pk]
    assert words[0].task == beyond and "晚于指标值期限 2015-12-31" in words[0].words


def test_a_slipped_task_moves_the_landing_of_its_target(t: Tasking) -> None:
    report_many(ME, [Entry("F02", CITY, "2014", 70.0, basis="年度统计")])
    forget()
    cover = t.target("T02")
    a = t.running(D(2014, 1, 1), due_on=D(2015, 12, 31), targets=[(cover, 3), (t.target(), None)], title="甲")
    b = t.running(D(2014, 1, 1), due_on=D(2015, 12, 31), targets=[(cover, 1)], title="乙")
    at = D(2014, 12, 31)
    tasks = feeding(t.office.scope("task.view"), t.programme, at)
    assert tasks == [a, b] and not feeding(t.office.scope("task.view"), t.programme, D(2013, 1, 1))
    level, share = landings(t.programme, tasks, {}, at)
    assert level.target.key == "T01" and level.planned is not None and level.planned.status == "met"
    assert share.planned is not None and share.planned.value == 80 and not share.worse
    found = landings(t.programme, tasks, {a.pk: Wish(failed=True)}, at)[1]
    assert found.slipped is not None and found.slipped.value == 72.5 and found.worse
    assert (
        found.then is not None
        and not found.then.met
        and found.planned_then is not None
        and found.planned_then.met
    )
    slower = landings(t.programme, tasks, {b.pk: Wish(slip=12)}, at)[1].slipped
    assert slower is not None and 77.5 < slower.value < 80
    t.reported(a, "2014Q4", 100, D(2014, 12, 30))
    done = landings(t.programme, tasks, {a.pk: Wish(failed=True)}, at)[1].slipped
    assert done is not None and done.value == 80, "what is done already cannot fail"
    assert first_day(t.programme, D(2026, 1, 1)) == at and first_day(t.programme, D(2013, 5, 5)) == D(
        2013, 5, 5
    )


def test_targets_that_cannot_be_projected_say_why(t: Tasking) -> None:
    Target._plain.filter(key="T02").update(indicator="")
    task = t.running(D(2011, 6, 1), targets=[(t.target(), None), (t.target("T02"), None)])
    words = [x.words for x in landings(t.programme, [task], {}, D(2013, 12, 31))]
    assert "没有现值" in words[0] and "没有绑定指标" in words[1]
    assert "第一年还没有满" in landings(t.programme, [task], {}, D(2011, 9, 1))[0].words


def test_the_acceptance_looks_at_every_county_and_lead_unit(t: Tasking) -> None:
    duty = Duty.objects.everywhere("test").get(programme=t.programme)
    for code in (COUNTY, NEIGHBOUR):
        government = unit(code, f"{code}-government", name=f"{code}政府", kind="government")
        DutyUnit.objects.create(duty=duty, unit=government, role="support")
    (stage,) = stages.prepare(t.office, t.programme)
    with pytest.raises(ValidationError, match="还没有开始验收"):
        acceptance.draw(t.office, stage, Period.year(2015))
    stage.phase.ends = "2015-12"
    stage.phase.save()
    stages.move(t.office, stage, "check")
    records = {a.owner.name: a for a in acceptance.draw(t.office, stage, Period.year(2015))}
    assert set(records) == {"示例局", f"{COUNTY}政府", f"{NEIGHBOUR}政府"}
    county, neighbour = records[f"{COUNTY}政府"], records[f"{NEIGHBOUR}政府"]
    assert next((x["key"], x["met"], x["value"]) for x in county.lines) == ("T01", False, 75.0)
    assert neighbour.lines[0]["met"] is True
    with pytest.raises(LifecycleError, match="另一人"):
        stages.judge(t.office, neighbour, "accept", {"opinion": "合格"})
    stages.judge(t.second, neighbour, "accept", {"opinion": "合格"})
    with pytest.raises(LifecycleError, match="弥补措施"):
        stages.judge(t.second, county, "accept", {"opinion": "合格"})
    with pytest.raises(LifecycleError, match="弥补期限"):
        stages.judge(t.second, county, "remedy", {"shortfall": "合格率", "remedy": "加密抽查"})
    values = {"shortfall": "合格率", "remedy": "加密抽查", "remedy_by": D(2016, 6, 30)}
    stages.judge(t.second, county, "remedy", values)
    forget()
    again = {a.owner.name: a for a in acceptance.draw(t.office, stage, Period.year(2014))}
    assert again[f"{COUNTY}政府"].lines[0]["value"] == 75.0, "what was judged stays as it was drawn"
    assert again["示例局"].lines == [], "its clause has no target of its own"
    with pytest.raises(LifecycleError, match="未验收"):
        stages.move(t.office, stage, "close")
    stages.judge(t.office, county, "accept", {"opinion": "已补"})
    stages.judge(t.second, again["示例局"], "accept", {"opinion": "合格"})
    stages.move(t.second, stage, "close")
    rows = acceptance.table(list(Acceptance.objects.everywhere("test").filter(stage=stage)))
    assert {r["accepted_by"] for r in rows} == {str(t.second.name), str(t.office.name)}
    with pytest.raises(LifecycleError, match="要先开始验收"):
        stages.judge(t.office, county, "reopen", reason="x")
    with pytest.raises(PermissionDenied):
        stages.move(t.lead, stage, "reopen", reason="x")


def test_a_thousand_tasks_ask_as_many_questions_as_ten(
    t: Tasking, django_assert_max_num_queries: Any
) -> None:
    every = [
        Task(
            programme=t.programme,
            region_id=CITY,
            title=f"任务{n}",
            state="doing",
            due_on=D(2015, 12, 31),
            owner=t.lead_unit,
        )
        for n in range(1000)
    ]
    Task._plain.bulk_create(every)
    from zhiheng.records.tasks.models import TaskTarget, TaskUnit

    TaskUnit.objects.bulk_create([TaskUnit(task=x, unit=t.lead_unit, role="lead") for x in every])
    TaskTarget.objects.bulk_create([TaskTarget(task=x, target=t.target()) for x in every[::2]])
    standing(every[:10], D(2015, 3, 1))
    with django_assert_max_num_queries(8):
        found = standing(every, D(2015, 3, 1))
    assert len(found) == 1000
