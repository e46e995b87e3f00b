"""A working group examines a county, and what it found wrong is mended before it is closed (R-ORG-02)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.records.meetings.test_following import put
from tests.support.people import CITY, COUNTY, People, person, unit
from zhiheng.frame.dues.models import Due
from zhiheng.frame.evidence.store import attach
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import verify

PLANNED = {"code": "JC-1", "group": "ZL-W", "theme": "works", "subject": "样例住建局", "period": "2016", "planned_on": dt.date(2016, 10, 10)}  # fmt: skip


@pytest.fixture
def people(db: None) -> People:
    return People()


def owed(kind: str) -> Due:
    return Due.objects.everywhere("test").get(kind=f"clock:examination.{kind}")


def examined(actor: Actor) -> Any:
    row = put("examinations", COUNTY, owner=unit(CITY), **PLANNED)
    found = {
        "examined_on": dt.date(2016, 10, 11),
        "findings": "抽查工地 12 处",
        "grade": "good",
        "score": Decimal("86.5"),
    }
    service.move(actor, register_of("examinations"), row, "examine", changes=found)
    return row


def test_from_the_plan_to_the_closing(people: People) -> None:
    lead = Actor(user=person("lead", "lead_department", CITY, fields=["works"]))
    county, colleague = Actor(user=people.clerk), Actor(user=people.office)
    named = unit(COUNTY, "works-county", name="样例住建局")
    register = register_of("examinations")
    row = put("examinations", COUNTY, owner=unit(CITY), **PLANNED)
    assert owed("examine").due_on == dt.date(2016, 10, 10)
    with pytest.raises(LifecycleError, match="检查情况"):
        service.move(lead, register, row, "examine")
    found = {"examined_on": dt.date(2016, 10, 11), "findings": "抽查工地 12 处", "grade": "pass"}
    with pytest.raises(PermissionDenied):
        service.move(county, register, row, "examine", changes=found)
    service.move(lead, register, row, "examine", changes=found)
    assert owed("examine").state == "settled"
    asked = {"problems": "3 处工地没有质量公示牌", "rectify_by": dt.date(2016, 11, 10)}
    service.move(lead, register, row, "demand", changes=asked)
    assert (owed("rectify").owner, owed("rectify").due_on) == (named, dt.date(2016, 11, 10))
    mended = {"rectification": "已全部补齐", "rectified_on": dt.date(2016, 11, 5)}
    with pytest.raises(LifecycleError, match="佐证材料"):
        service.move(county, register, row, "report", changes=mended)
    attach(county, row, b"%PDF-1.4 board", "board.pdf", region=COUNTY)
    service.move(county, register, row, "report", changes=mended)
    assert (owed("rectify").state, owed("verify").state) == ("settled", "open")
    with pytest.raises(PermissionDenied):
        service.move(county, register, row, "close", changes={"closed_on": dt.date(2016, 11, 12)})
    with pytest.raises(ValidationError, match="销号日期早于"):
        service.move(colleague, register, row, "close", changes={"closed_on": dt.date(2016, 11, 1)})
    service.move(colleague, register, row, "close", changes={"closed_on": dt.date(2016, 11, 12)})
    assert (row.state, owed("verify").state) == ("closed", "settled")
    assert verify().sound


def test_what_is_returned_is_owed_again_and_the_place_answers_where_no_unit_is_named_so(
    people: People,
) -> None:
    lead, county = Actor(user=people.office), Actor(user=people.clerk)
    register, row = register_of("examinations"), examined(lead)
    service.move(
        lead, register, row, "demand", changes={"problems": "档案不全", "rectify_by": dt.date(2016, 11, 10)}
    )
    assert owed("rectify").owner == unit(COUNTY)
    attach(county, row, b"%PDF-1.4 files", "files.pdf", region=COUNTY)
    service.move(
        county,
        register,
        row,
        "report",
        changes={"rectification": "已补", "rectified_on": dt.date(2016, 11, 1)},
    )
    service.move(
        lead, register, row, "return", reason="仍缺两卷", changes={"rectify_by": dt.date(2016, 12, 1)}
    )
    standing = Due.objects.everywhere("test").filter(kind="clock:examination.rectify").outstanding()
    assert [d.due_on for d in standing] == [dt.date(2016, 12, 1)]
    assert row.state == "rectifying"
