"""Tasks of the demonstration, told on a small programme: every state there is to show, marked as generated."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.faces.desk.spine import Spine
from zhiheng.faces.demo import tasking
from zhiheng.frame.people.actors import machine
from zhiheng.frame.trail.chain import verify
from zhiheng.judgement.indicators.engine import forget
from zhiheng.judgement.progress.warnings import warned
from zhiheng.records.programmes.models import Target
from zhiheng.records.tasks.models import Acceptance, ProgressReport, Stage, Task
from zhiheng.records.tasks.problems import Problem

TODAY = dt.date(2026, 5, 20)


@pytest.mark.django_db
def test_the_story_shows_every_state_once_and_repeating_adds_nothing() -> None:
    forget()
    programme = Spine().programme
    # The measures of the demonstration's own programme carry targets; here one of them is moved to the measure.
    measure = programme.nodes.everywhere("test").get(path="一/(一)")
    Target._plain.filter(programme=programme, key="T01").update(node=measure, key="T13")
    made = tasking.tell(machine("演示"), programme, today=TODAY)
    told = tasking.told(programme)
    assert made == told["tasks"] == 2 and told["reports"] > 0
    states = set(Task._plain.values_list("state", flat=True))
    assert states == {"closed", "doing"}
    assert set(Problem._plain.values_list("state", flat=True)) == {
        "found",
        "rectifying",
        "checking",
        "closed",
    }
    for model in (Task, ProgressReport, Problem, Stage, Acceptance):
        assert not model._plain.filter(synthetic=False).exists(), model
    late = warned(machine("x").scope("task.view"), on=TODAY)
    assert [w.target.key for each in late.values() for w in each] == ["T13"]
    assert tasking.tell(machine("演示"), programme, today=TODAY) == 0
    assert verify().sound
