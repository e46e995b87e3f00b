"""A programme is loaded again while tasks rest on its targets: their rows stay, and none is taken from under a task."""

from __future__ import annotations

import pytest

from tests.support.tasks import Tasking
from zhiheng.frame.people.actors import machine
from zhiheng.kernels import programmes as kernel
from zhiheng.kernels import reading
from zhiheng.records.programmes.loading import LoadError, load
from zhiheng.records.programmes.models import Target
from zhiheng.records.tasks.models import Task, TaskTarget
from zhiheng.records.tasks.service import Plan, create

ME = machine("测试")
TEXT = """样例市质量提升方案
一、主要目标
到2025年,产品质量监督抽查合格率达到95%以上,公共服务质量满意度达到80%以上。
二、重点任务
(一)加强监管。强化日常检查。(责任单位:市市场监管局)
"""


def source(text: str) -> kernel.Programme:
    return kernel.programme_from_reading(reading.read(text).to_json(), "reloaded", "620700", text)


@pytest.fixture
def task(db: None) -> Task:
    tasking = Tasking()
    programme = load(ME, source(TEXT), TEXT).programme
    targets = list(Target.objects.everywhere("test").filter(programme=programme).order_by("key"))
    assert [t.value for t in targets] == [95, 80]
    plan = Plan(
        title="提高满意度",
        region_id="620700",
        units=[(tasking.lead_unit, "lead")],
        programme=programme,
        targets=[(targets[1], None)],
    )
    return create(tasking.office, plan)


def fed(task: Task) -> Target:
    return TaskTarget.objects.get(task=task).target


def test_a_corrected_value_keeps_the_row_that_a_task_feeds(task: Task) -> None:
    before = fed(task)
    changed = TEXT.replace("达到80%以上", "达到82%以上")
    load(ME, source(changed), changed)
    assert (fed(task).pk, fed(task).value) == (before.pk, 82)


def test_a_target_that_a_task_feeds_is_not_taken_away(task: Task) -> None:
    without = TEXT.replace(",公共服务质量满意度达到80%以上", "")
    with pytest.raises(LoadError) as refused:
        load(ME, source(without), without)
    assert "T02" in str(refused.value)
    assert "提高满意度" in str(refused.value)
    assert "请先把它们" in str(refused.value)
    assert fed(task).value == 80
    assert Target.objects.everywhere("test").filter(programme__key="reloaded").count() == 2
