"""The registers of quality governance, and the dues that their own dates make."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.support.people import COUNTY, People
from tests.support.registers import RegisterCases
from zhiheng.frame.dues.models import Due
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of


class TestFiledPlans(RegisterCases):
    key = "filed_plans"
    change = ("filer", "样例协会")
    example = {
        "code": "BA-0001",
        "region": COUNTY,
        "name": "样例水泥行业质量规划",
        "kind": "sector",
        "sector": "水泥",
        "filer": "样例行业主管局",
        "filed_on": dt.date(2012, 3, 1),
        "starts_on": dt.date(2012, 3, 1),
        "ends_on": dt.date(2015, 12, 31),
    }


class TestParticipations(RegisterCases):
    key = "participations"
    change = ("invested", Decimal("12.50"))
    example = {
        "code": "HD-0001",
        "region": COUNTY,
        "kind": "town",
        "participant": "样例镇",
        "joined_on": dt.date(2013, 5, 1),
        "result": "建成样例示范街",
        "invested": Decimal("10.00"),
    }


class TestInstruments(RegisterCases):
    key = "instruments"
    change = ("revision_state", "revising")
    example = {
        "code": "FG-0001",
        "region": COUNTY,
        "title": "样例质量促进条例",
        "kind": "local",
        "number": "样例〔2012〕1号",
        "issued_on": dt.date(2012, 1, 10),
        "revision_state": "in_force",
    }


class TestProposals(RegisterCases):
    key = "proposals"
    change = ("title", "建立样例缺陷召回联动")
    example = {
        "code": "JY-0001",
        "region": COUNTY,
        "title": "建立样例召回联动",
        "source": "forum",
        "made_on": dt.date(2014, 9, 1),
    }


@pytest.mark.django_db
def test_a_proposal_is_answered_by_its_own_date() -> None:
    people, register = People(), register_of("proposals")
    clerk = Actor(user=people.clerk)
    row = {
        "code": "JY-9",
        "region_id": COUNTY,
        "title": "x",
        "source": "expert",
        "made_on": dt.date(2014, 9, 1),
    }
    record = service.create(clerk, register, row)
    with pytest.raises(LifecycleError, match="答复期限"):
        service.move(clerk, register, record, "study")
    service.move(clerk, register, record, "study", changes={"answer_by": dt.date(2014, 12, 1)})
    due = Due.objects.everywhere("test").get()
    assert (due.kind, due.due_on) == ("clock:proposal.answer", dt.date(2014, 12, 1))
    service.move(clerk, register, record, "adopt", changes={"answer": "列入明年计划"})
    due.refresh_from_db()
    assert due.state == "settled"
    with pytest.raises(LifecycleError, match="佐证材料"):
        service.move(clerk, register, record, "carry_out")


@pytest.mark.django_db
def test_a_plan_is_reviewed_at_its_end() -> None:
    people, register = People(), register_of("filed_plans")
    clerk = Actor(user=people.clerk)
    row = dict(TestFiledPlans.example)
    row["region_id"] = row.pop("region")
    record = service.create(clerk, register, row)
    service.move(clerk, register, record, "begin")
    assert Due.objects.everywhere("test").get().due_on == dt.date(2015, 12, 31)
    with pytest.raises(LifecycleError, match="评估结果、佐证材料"):
        service.move(clerk, register, record, "review")


class TestSectorAnalyses(RegisterCases):
    key = "sector_analyses"
    change = ("analyst", "样例经济主管局")
    example = {
        "sector": "水泥",
        "region": COUNTY,
        "period": "2016H1",
        "analyst": "样例行业主管局",
        "sampled": 40,
        "qualified": 38,
        "situation": "合格率平稳",
    }
