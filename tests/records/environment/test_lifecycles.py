"""How clean-production audits, cases of excess and reduction duties go."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import COUNTY, People
from zhiheng.frame.dues.models import Due
from zhiheng.frame.evidence.store import attach
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Record

D = dt.date


class Story:
    """One record and the two people who move it."""

    def __init__(self, key: str, **values: Any) -> None:
        people = People()
        self.clerk, self.colleague = Actor(user=people.clerk), Actor(user=people.colleague)
        self.register = register_of(key)
        self.record: Record = service.create(self.clerk, self.register, {"region_id": COUNTY, **values})

    def move(self, key: str, *, by: Actor | None = None, reason: str = "", **changes: Any) -> None:
        self.record.refresh_from_db()  # what a refused move left in memory is not what stands
        service.move(by or self.clerk, self.register, self.record, key, reason=reason, changes=changes)

    def evidence(self) -> None:
        attach(self.clerk, self.record, b"%PDF-1.4 x", "a.pdf", region=COUNTY)

    def owed(self) -> dict[str, D]:
        rows = Due.objects.everywhere("test").filter(state="open").values_list("kind", "due_on")
        return {kind.rsplit(".", 1)[1]: day for kind, day in rows}


@pytest.mark.django_db
def test_an_audit_keeps_its_time_limits_from_list_to_acceptance() -> None:
    story = Story("clean_production", code="YS-QJ-1", enterprise="样例水泥有限公司", kind="compulsory")
    assert story.owed() == {}
    story.move("publish", listed_on=D(2017, 3, 1))
    owed = story.owed()
    assert set(owed) == {"begin", "complete"}
    assert D(2017, 5, 1) <= owed["begin"] <= D(2017, 5, 3) and D(2018, 3, 1) <= owed["complete"] <= D(
        2018, 3, 2
    )
    story.move("begin", begun_on=D(2017, 4, 20))
    assert set(story.owed()) == {"complete"}
    with pytest.raises(LifecycleError, match="佐证材料"):
        story.move("report", reported_on=D(2018, 1, 10))
    story.evidence()
    story.move("report", reported_on=D(2018, 1, 10))
    assert set(story.owed()) == {"evaluate"}
    with pytest.raises(LifecycleError):  # the second person
        story.move("evaluate", evaluated_on=D(2018, 2, 1))
    story.move("evaluate", by=story.colleague, evaluated_on=D(2018, 2, 1))
    with pytest.raises(ValidationError, match="评估日期"):
        story.move("accept", accepted_on=D(2018, 1, 1))
    story.move("accept", accepted_on=D(2018, 9, 1))
    assert story.owed() == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("found_on", "limit"), [(D(2023, 6, 30), "2010"), (D(2023, 7, 1), "2023")])
def test_a_case_is_filed_by_the_rule_of_its_day_and_put_right_by_a_day(found_on: D, limit: str) -> None:
    story = Story(
        "emission_cases", case_no="YS-AJ-1", check_no="YS-JC-1", enterprise="样例造纸有限公司", pollutant="cod",
        found_on=found_on,
    )  # fmt: skip
    story.move("take")
    due = Due.objects.everywhere("test").get(state="open")
    assert due.rule_version == f"environment.case_limits {limit}"
    story.move("file", filed_on=found_on + dt.timedelta(5))
    with pytest.raises(LifecycleError, match="整改期限"):
        story.move("order")
    story.move("order", rectify_by=D(2023, 9, 1))
    assert story.owed()["rectify"] == D(2023, 9, 1)
    story.evidence()
    story.move("report", rectified_on=D(2023, 8, 20))
    story.move("again", reason="复测仍超标", rectify_by=D(2023, 10, 1))
    assert story.owed()["rectify"] == D(2023, 10, 1)
    story.move("report", rectified_on=D(2023, 9, 25))
    story.move("close", by=story.colleague, verified_on=D(2023, 9, 28), decided_on=D(2023, 9, 29))
    assert story.owed() == {}


@pytest.mark.django_db
def test_a_duty_is_not_met_with_less_than_was_asked() -> None:
    story = Story(
        "reduction_duties", code="YS-JN-1", kind="cod", obliged="area", amount=42, unit_name="吨",
        handed_on=D(2016, 2, 1), due_on=D(2016, 12, 31),
    )  # fmt: skip
    story.move("take")
    assert story.owed() == {"due": D(2016, 12, 31)}
    story.evidence()
    story.move("report", done=40, reported_on=D(2016, 12, 20))
    with pytest.raises(ValidationError, match="没有达到任务量"):
        story.move("confirm", by=story.colleague, verified_on=D(2017, 1, 20))
    story.move("fail", by=story.colleague, reason="少 2 吨", verified_on=D(2017, 1, 20))
    assert story.owed() == {}
