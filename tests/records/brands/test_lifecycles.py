"""Stories of brands: an indication, a trademark, a candidate, a rating raised, a demonstration reviewed, a clue."""

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
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.doubts import Doubted
from zhiheng.frame.registers.models import Record
from zhiheng.records.brands.registers.demonstrations import stands_until
from zhiheng.records.brands.registers.indications import objections_heard

D = dt.date


@pytest.fixture
def people(db: None) -> People:
    return People()


@pytest.fixture
def clerk(people: People) -> Actor:
    return Actor(user=people.clerk)


def entered(actor: Actor, key: str, **values: Any) -> tuple[Register, Record]:
    register = register_of(key)
    return register, service.create(actor, register, {"region_id": COUNTY, **values})


def due(kind: str) -> Due:
    return Due.objects.everywhere("test").filter(kind=f"clock:{kind}").latest("pk")


@pytest.mark.parametrize(
    ("publicised", "granted", "heard"),
    [
        (D(2015, 6, 5), D(2015, 8, 5), True),
        (D(2015, 6, 5), D(2015, 8, 4), False),
        (D(2024, 4, 19), D(2024, 6, 20), True),
        (D(2024, 4, 19), D(2024, 6, 18), False),
        (D(1999, 4, 19), D(1999, 4, 20), True),
    ],
)
def test_two_months_for_objections(publicised: dt.date, granted: dt.date, heard: bool) -> None:
    assert objections_heard(granted, publicised) is heard


def test_an_indication_is_publicised_and_reviewed_in_either_order(clerk: Actor) -> None:
    register, record = entered(clerk, "indications", code="DB-1", name="样例梨", applied_on=D(2023, 3, 1))
    service.move(clerk, register, record, "review", changes={"reviewed_on": D(2023, 9, 1)})
    grant = {"granted_on": D(2024, 6, 20), "grantor": "样例机关"}
    with pytest.raises(LifecycleError, match="还缺：公告"):
        service.move(clerk, register, record, "grant", changes=grant)
    service.move(clerk, register, record, "publicise", changes={"publicised_on": D(2024, 4, 19)})
    asked = due("indication.objection")
    assert (asked.due_on, asked.rule_version) == (D(2024, 6, 19), "gi.time_limits order-80")
    with pytest.raises(ValidationError, match="异议期满"):
        service.move(clerk, register, record, "grant", changes=grant | {"granted_on": D(2024, 6, 3)})
    record.refresh_from_db()
    service.move(clerk, register, record, "grant", changes=grant)
    asked.refresh_from_db()
    assert (asked.state, record.fact_year) == ("settled", 2024)
    with pytest.raises(LifecycleError, match="贴标使用日期"):
        service.move(clerk, register, record, "label")


def test_a_trademark_waits_for_opposition_and_is_renewed(clerk: Actor) -> None:
    register, mark = entered(
        clerk, "trademarks", filing_no="9000001", nice_class=31, name="样例牌", enterprise="样例公司",
        filed_on=D(2013, 8, 1),
    )  # fmt: skip
    service.move(clerk, register, mark, "publish", changes={"published_on": D(2014, 3, 6)})
    assert due("trademark.opposition").rule_version == "trademark.time_limits law-2001"
    first = {"registered_on": D(2014, 6, 7), "valid_until": D(2024, 6, 6)}
    service.move(clerk, register, mark, "register", changes=first)
    again = {"renewed_on": D(2024, 2, 1), "valid_until": D(2034, 6, 6)}
    service.move(clerk, register, mark, "renew", changes=again)
    assert mark.state == "registered"  # type: ignore[attr-defined]


def test_a_candidate_has_a_helper_and_a_day_before_it_is_fostered(clerk: Actor) -> None:
    register, rung = entered(
        clerk, "brand_candidates", code="PY-1", enterprise="样例乳业", product="酸奶",
        target="brand_provincial", target_year=2016, listed_on=D(2015, 3, 1),
    )  # fmt: skip
    with pytest.raises(LifecycleError, match="帮扶单位、计划申报日期"):
        service.move(clerk, register, rung, "foster")
    plan = {"helper": "样例局", "apply_by": D(2016, 5, 31)}
    service.move(clerk, register, rung, "foster", changes=plan)
    assert due("brand_candidate.apply").due_on == D(2016, 5, 31)
    service.move(clerk, register, rung, "apply", changes={"applied_on": D(2016, 5, 20)})
    later = {"apply_by": D(2017, 5, 31)}
    service.move(clerk, register, rung, "back", reason="材料不足", changes=later)
    assert due("brand_candidate.apply").due_on == D(2017, 5, 31)
    with pytest.raises(ValidationError, match="目标年度"):
        service.change(clerk, register, rung, {"target_year": 2014})


def test_a_rating_is_raised_with_evidence(clerk: Actor) -> None:
    register, plan = entered(
        clerk, "tourism_upgrades", code="JQ-1", name="样例峡谷", kind="scenic", grade="AAA",
        target_grade="AAAA", planned_on=D(2016, 2, 1),
    )  # fmt: skip
    for key, day in (("improve", "apply_by"), ("apply", "applied_on"), ("inspect", "inspected_on")):
        service.move(clerk, register, plan, key, changes={day: D(2016, 9, 1)})
    with pytest.raises(LifecycleError, match="佐证材料"):
        service.move(clerk, register, plan, "upgrade", changes={"upgraded_on": D(2017, 5, 1)})


def test_a_model_city_is_reviewed_put_right_and_withdrawn(people: People, clerk: Actor) -> None:
    register, city = entered(
        clerk, "demonstrations", code="SF-1", name="样例市", kind="city", rank="national",
        applied_on=D(2012, 3, 1), state="building",
    )  # fmt: skip
    attach(clerk, city, b"%PDF-1.7", "验收.pdf", region=COUNTY)
    service.move(clerk, register, city, "accept", changes={"accepted_on": D(2014, 9, 9)})
    first = due("demonstration.review")
    service.move(clerk, register, city, "review", changes={"reviewed_on": D(2015, 9, 1)})
    first.refresh_from_db()
    assert (first.state, due("demonstration.review").state) == ("settled", "open")
    late = {"reviewed_on": D(2016, 9, 1), "rectify_by": D(2016, 12, 1)}
    service.move(clerk, register, city, "order", reason="指标下滑", changes=late)
    assert due("demonstration.rectify").due_on == D(2016, 12, 1)
    other = Actor(user=people.colleague)
    with pytest.raises(LifecycleError, match="撤销称号日期"):
        service.move(other, register, city, "withdraw", reason="整改不力")
    gone = {"withdrawn_on": D(2017, 1, 5)}
    service.move(other, register, city, "withdraw", reason="整改不力", changes=gone)
    assert not Due.objects.everywhere("test").filter(state="open").exists()
    assert stands_until(D(2019, 1, 1), D(2017, 1, 5)) == D(2017, 1, 5)
    assert stands_until(None, None) is None


def test_a_clue_is_handed_over_and_decided_in_time(clerk: Actor) -> None:
    register, clue = entered(
        clerk, "infringements", code="XS-1", name="样例牌", kind="trademark", found_on=D(2026, 4, 1)
    )
    service.move(
        clerk, register, clue, "transfer", changes={"agency": "样例大队", "transferred_on": D(2026, 4, 2)}
    )
    assert due("infringement.filing").rule_version == "cases.time_limits 2021"
    with pytest.raises(LifecycleError, match="文号"):
        service.move(clerk, register, clue, "open")
    number = {"case_no": "样市监案〔2026〕7号"}
    entered(
        clerk,
        "cases",
        case_no="样市监案〔2026〕6号",
        enterprise="样例商行",
        kind="food",
        filed_on=D(2026, 4, 1),
    )
    with pytest.raises(Doubted, match="“行政处罚案件”里没有案件"):
        service.move(clerk, register, clue, "open", changes=number)
    clue.refresh_from_db()
    entered(clerk, "cases", **number, enterprise="样例商行", kind="infringement", filed_on=D(2026, 4, 8))
    service.move(clerk, register, clue, "open", changes=number)
    assert due("infringement.decision").state == "open"
