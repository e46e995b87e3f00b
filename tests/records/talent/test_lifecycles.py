"""Stories of trainings and professional titles."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.people import COUNTY, People
from zhiheng.frame.dues.models import Due
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of, registers

pytestmark = pytest.mark.django_db


def test_a_training_that_was_called_is_owed_until_its_event_is_recorded() -> None:
    register, clerk = register_of("training_plans"), Actor(user=People().clerk)
    row = {"code": "PX-1", "course": "内审员", "audience": "quality", "persons": 30, "host": "样例协会"}
    record = service.create(clerk, register, {**row, "region_id": COUNTY, "planned_on": dt.date(2016, 5, 10)})
    service.move(clerk, register, record, "call")
    due = Due.objects.everywhere("test").get()
    assert (due.kind, due.due_on) == ("clock:training_plan.hold", dt.date(2016, 5, 10))
    with pytest.raises(LifecycleError, match="宣传培训活动编号"):
        service.move(clerk, register, record, "hold", changes={"held_on": dt.date(2016, 5, 9)})
    held = {"held_on": dt.date(2016, 5, 9), "event": "HD-1"}
    service.move(clerk, register, record, "hold", changes=held)
    due.refresh_from_db()
    assert due.state == "settled"


def test_a_title_is_granted_by_another_than_the_reviewer() -> None:
    people, register = People(), register_of("title_evaluations")
    clerk, colleague = Actor(user=people.clerk), Actor(user=people.colleague)
    row = {"code": "ZC-1", "name": "岗位01", "series": "quality", "level": "middle"}
    record = service.create(clerk, register, {**row, "region_id": COUNTY, "applied_on": dt.date(2015, 6, 1)})
    service.move(clerk, register, record, "review", changes={"reviewed_on": dt.date(2015, 9, 1)})
    granted = {"granted_on": dt.date(2015, 11, 1), "certificate_no": "ZC-2015-1"}
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(clerk, register, record, "grant", changes=granted)
    service.move(colleague, register, record, "grant", changes=granted)


def test_personal_data_is_neither_public_nor_shared() -> None:
    personal = ("name", "holder", "phone", "contact", "person", "opinion", "recusal", "fault")
    rooms = ("talent", "governance")
    for register in registers().values():
        if type(register).__module__.split(".")[2] not in rooms:
            continue
        for column in register.columns:
            told = register.label_of(column.name)
            if column.name in personal and ("姓名" in told or "联系" in told or "持证人" in told):
                assert not column.public and not column.shared, (register.key, column.name)
