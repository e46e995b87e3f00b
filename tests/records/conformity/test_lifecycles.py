"""Stories of certificates, inspections, gaps, orders and the integration of bodies."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from tests.support.people import COUNTY, FAR, NEIGHBOUR, People, person, unit
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.evidence.store import attach
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.expiring import sweep
from zhiheng.frame.registers.models import Record
from zhiheng.records.conformity.locality import local_test

pytestmark = pytest.mark.django_db
DAY = dt.date


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def clerk(people: People) -> Actor:
    return Actor(user=people.clerk)


@pytest.fixture
def colleague(people: People) -> Actor:
    return Actor(user=people.colleague)


def made(actor: Actor, key: str, **values: Any) -> Record:
    return service.create(actor, register_of(key), {"region_id": COUNTY, **values})


def move(actor: Actor, record: Record, key: str, move: str, reason: str = "", **changes: Any) -> Record:
    return service.move(actor, register_of(key), record, move, reason=reason, changes=changes)


def proof(actor: Actor, record: Record) -> None:
    attach(actor, record, b"%PDF-1.4 sample", "proof.pdf", region=COUNTY)


def owed(kind: str) -> list[tuple[dt.date, str]]:
    found = Due.objects.everywhere("test").filter(kind=kind).order_by("id")
    return [(due.due_on, due.state) for due in found]


def certificate(actor: Actor, **more: Any) -> Record:
    row = {
        "number": "TX-1",
        "enterprise": "样例水泥有限公司",
        "kind": "qms",
        "body": "样例认证中心",
        "first_on": DAY(2014, 5, 6),
        "issued_on": DAY(2014, 5, 6),
        "valid_until": DAY(2017, 5, 5),
    }
    return made(actor, "management_certificates", **{**row, **more})


def test_a_suspended_certificate_has_half_a_year_and_a_withdrawn_one_ends_that_day(clerk: Actor) -> None:
    record = certificate(clerk)
    key = "management_certificates"
    with pytest.raises(LifecycleError, match="写明理由"):
        move(clerk, record, key, "suspend", suspended_on=DAY(2015, 3, 2))
    move(clerk, record, key, "suspend", "监督审核未通过", suspended_on=DAY(2015, 3, 2))
    assert owed("clock:certificate.suspension") == [(DAY(2015, 9, 2), DueState.OPEN)]
    with pytest.raises(LifecycleError, match="终止日期"):
        move(clerk, record, key, "withdraw", "期满未整改")
    # The printed day may not stand behind the day on which it ended.
    with pytest.raises(ValidationError, match="有效期至却晚于终止日期"):
        move(clerk, record, key, "withdraw", "期满未整改", ended_on=DAY(2015, 9, 1))
    record.refresh_from_db()
    ended = {"ended_on": DAY(2015, 9, 1), "valid_until": DAY(2015, 9, 1)}
    move(clerk, record, key, "withdraw", "期满未整改", **ended)
    assert owed("clock:certificate.suspension")[0][1] == DueState.SETTLED


def test_what_runs_out_is_asked_to_be_renewed(clerk: Actor) -> None:
    record = certificate(clerk, valid_until=DAY(2026, 12, 20))
    sweep(clerk, DAY(2026, 8, 1), [register_of("management_certificates")])
    assert not Due.objects.everywhere("test").exists()
    sweep(clerk, DAY(2026, 11, 1), [register_of("management_certificates")])
    kinds = Due.objects.everywhere("test").filter(kind__startswith="expiry:").values_list("due_on", "state")
    assert list(kinds) == [(DAY(2026, 12, 20), DueState.OPEN)]
    proof(clerk, record)
    renewed = {"issued_on": DAY(2026, 11, 20), "valid_until": DAY(2029, 11, 19)}
    move(clerk, record, "management_certificates", "renew", **renewed)
    sweep(clerk, DAY(2026, 11, 21), [register_of("management_certificates")])
    assert [s for _, s in kinds.all()] == [DueState.SETTLED]


def test_farm_produce_comes_to_its_mark(clerk: Actor) -> None:
    key = "farm_certificates"
    record = made(clerk, key, number="LB-1", kind="green", product="样例洋葱", applied_on=DAY(2015, 1, 5))
    with pytest.raises(LifecycleError, match="要先到“已现场检查”"):
        move(clerk, record, key, "grant", issued_on=DAY(2015, 3, 1), body="样例机构")
    move(clerk, record, key, "check", checked_on=DAY(2015, 2, 1))
    move(clerk, record, key, "grant", issued_on=DAY(2015, 3, 1), body="样例机构")
    move(clerk, record, key, "label")
    assert record.state == "labelled"  # type: ignore[attr-defined]


def inspection(actor: Actor, finding: str) -> Record:
    row = {
        "code": f"JC-{finding}",
        "subject": "laboratory",
        "enterprise": "样例检测有限公司",
        "mode": "random",
    }
    return made(actor, "conformity_inspections", **row, inspected_on=DAY(2016, 4, 12), finding=finding)


def test_a_false_report_becomes_a_case(clerk: Actor, colleague: Actor) -> None:
    key = "conformity_inspections"
    record = inspection(clerk, "false_report")
    with pytest.raises(ValidationError, match="虚假报告"):
        move(clerk, record, key, "close")
    record.refresh_from_db()
    move(clerk, record, key, "file", "出具虚假报告", case_no="AJ-1")
    case = register_of("cases").model.objects.everywhere("test").get(case_no="AJ-1")
    assert service.values_of(register_of("cases"), case) | {
        "enterprise": "样例检测有限公司", "kind": "certification", "clue_source": "inspection",
        "clue_no": record.code, "state": "filed", "region": COUNTY,
    } == service.values_of(register_of("cases"), case)  # fmt: skip
    punished = {"penalty": "撤销资质", "punished_on": DAY(2016, 8, 1)}
    with pytest.raises(LifecycleError, match="另一人"):
        move(clerk, record, key, "punish", **punished)
    proof(clerk, record)
    move(colleague, record, key, "punish", **punished)


def test_who_may_not_enter_cases_files_only_with_one_that_stands(people: People, clerk: Actor) -> None:
    key = "conformity_inspections"
    post = person("assayer", "department", COUNTY, at=unit(COUNTY), fields=["foundations"])
    assayer, record = Actor(user=post), inspection(clerk, "major")
    with pytest.raises(LifecycleError, match="不能在“行政处罚案件”登记"):
        move(assayer, record, key, "file", "拒不整改", case_no="AJ-7")
    record.refresh_from_db()
    assert (record.state, record.case_no) == ("checked", "")  # type: ignore[attr-defined]
    made(clerk, "cases", case_no="AJ-7", enterprise="样例检测有限公司", kind="certification")
    move(assayer, record, key, "file", "拒不整改", case_no="AJ-7")
    assert register_of("cases").model.objects.everywhere("test").count() == 1


def test_what_does_not_conform_is_put_right_by_its_day(clerk: Actor) -> None:
    key = "conformity_inspections"
    record = inspection(clerk, "minor")
    move(clerk, record, key, "rectify", problems="记录不完整", rectify_by=DAY(2016, 5, 12))
    assert owed("clock:conformity_inspection.rectify") == [(DAY(2016, 5, 12), DueState.OPEN)]


def test_plans_of_integration_are_due_by_the_end_of_june(clerk: Actor, colleague: Actor) -> None:
    key = "lab_integrations"
    record = made(
        clerk, key, code="ZH-1", enterprise="样例站", authority="样例部门", mode="merge", listed_on=DAY(2017, 2, 1),
        plan_due=DAY(2017, 6, 30),
    )  # fmt: skip
    assert register_of(key).model_field("plan_due").get_default() == DAY(dt.date.today().year, 6, 30)
    move(clerk, record, key, "order")
    assert owed("clock:lab_integration.plan") == [(DAY(2017, 6, 30), DueState.OPEN)]
    proof(clerk, record)
    move(clerk, record, key, "hand_in", plan_on=DAY(2017, 6, 12), plan_no="样例〔2017〕1号")
    assert owed("clock:lab_integration.plan")[0][1] == DueState.SETTLED
    move(colleague, record, key, "approve", approved_on=DAY(2017, 7, 1), complete_by=DAY(2018, 6, 30))
    assert owed("clock:lab_integration.complete") == [(DAY(2018, 6, 30), DueState.OPEN)]


def test_an_order_is_carried_out_as_promised_and_rated(clerk: Actor) -> None:
    key = "test_orders"
    record = made(
        clerk, key, code="DD-1", kind="test", enterprise="样例厂", item="水分", ordered_on=DAY(2016, 4, 1)
    )
    with pytest.raises(LifecycleError, match="约定完成日期"):
        move(clerk, record, key, "accept")
    with pytest.raises(ValidationError, match="没有承接机构"):
        move(clerk, record, key, "accept", promised_on=DAY(2016, 4, 11))
    move(clerk, record, key, "accept", laboratory="1628", promised_on=DAY(2016, 4, 11))
    assert owed("clock:test_order.deliver") == [(DAY(2016, 4, 11), DueState.OPEN)]
    move(clerk, record, key, "report", report_no="BG-1", reported_on=DAY(2016, 4, 10))
    move(clerk, record, key, "rate", score=5)
    assert owed("clock:test_order.deliver")[0][1] == DueState.SETTLED


def test_the_laboratory_carries_out_its_orders_and_the_firm_rates_them(people: People, clerk: Actor) -> None:
    key, code = "test_orders", "91620702MA0000007X"
    plant = unit(COUNTY, "plant", name="样例厂", kind="enterprise", credit_code=code)
    bench = unit(COUNTY, "bench", name="样例所", kind="laboratory")
    firm = Actor(user=person("plant", "enterprise", COUNTY, at=plant))
    laboratory = Actor(user=person("bench", "laboratory", COUNTY, at=bench))
    values = {
        "kind": "test",
        "enterprise": "样例厂",
        "credit_code": code,
        "item": "水分",
        "laboratory": "1628",
    }
    ordered = made(firm, key, code="DD-2", ordered_on=DAY(2016, 4, 1), **values)
    # Neither the firm that ordered nor a laboratory that does not keep the order takes it up.
    for stranger in (firm, laboratory):
        with pytest.raises(PermissionDenied):
            move(stranger, ordered, key, "accept", promised_on=DAY(2016, 4, 11))
    move(clerk, ordered, key, "accept", promised_on=DAY(2016, 4, 11))
    entered = made(laboratory, key, code="DD-3", ordered_on=DAY(2016, 4, 2), **values)
    move(laboratory, entered, key, "accept", promised_on=DAY(2016, 4, 12))
    move(laboratory, entered, key, "report", report_no="BG-2", reported_on=DAY(2016, 4, 9))
    with pytest.raises(PermissionDenied):
        move(laboratory, entered, key, "rate", score=5)
    assert move(firm, entered, key, "rate", score=4).state == "rated"  # type: ignore[attr-defined]


def test_the_named_laboratory_takes_up_what_a_firm_ordered_and_the_firm_confirms(
    people: People, clerk: Actor
) -> None:
    key, code, bench_code = "test_orders", "91620702MA0000007X", "91620902MA00000153"
    plant = unit(COUNTY, "plant", name="样例厂", kind="enterprise", credit_code=code)
    other = unit(COUNTY, "other", name="别厂", kind="enterprise", credit_code="91620702MA0000015Q")
    # In another prefecture: the order reaches it all the same.
    bench = unit(FAR, "bench", name="样例所", kind="laboratory", credit_code=bench_code)
    rival = unit(COUNTY, "rival", name="别所", kind="laboratory", credit_code="91620702MA0000023K")
    firm = Actor(user=person("plant", "enterprise", COUNTY, at=plant))
    laboratory = Actor(user=person("bench", "laboratory", FAR, at=bench))
    strangers = [
        Actor(user=person("rival", "laboratory", COUNTY, at=rival)),
        Actor(user=person("other", "enterprise", COUNTY, at=other)),
        Actor(user=people.neighbour),
    ]
    listed = {"kind": "food", "ownership": "private", "rank": "third_party", "issued_on": DAY(2015, 1, 5)}
    made(
        clerk, "laboratories", number="1628", name="样例所", credit_code=bench_code, valid_until=DAY(2021, 1, 4),
        **listed,
    )  # fmt: skip
    record = made(
        firm, key, code="DD-9", kind="test", enterprise="样例厂", credit_code=code, item="水分", laboratory="1628",
        ordered_on=DAY(2016, 4, 1),
    )  # fmt: skip
    assert record.provider_code == bench_code  # type: ignore[attr-defined]

    def seen(actor: Actor) -> list[int]:
        return [r.pk for r in service.visible(actor, register_of(key))]

    due = Due.objects.everywhere("test").get(kind="clock:test_order.take_up")
    assert (due.owner_id, due.region_id, due.due_on) == (bench.pk, FAR, DAY(2016, 4, 7))
    assert due.address == f"/registers/test_orders/{record.pk}"
    assert Due.objects.within(laboratory.scope("due.view")).count() == 1
    assert seen(laboratory) == seen(firm) == seen(clerk) == [record.pk]
    for stranger in strangers:
        assert not seen(stranger)
        assert not Due.objects.within(stranger.scope("due.view")).exists()
        with pytest.raises(PermissionDenied):
            move(stranger, record, key, "accept", promised_on=DAY(2016, 4, 11))
    with pytest.raises(PermissionDenied):
        move(firm, record, key, "accept", promised_on=DAY(2016, 4, 11))
    move(laboratory, record, key, "accept", promised_on=DAY(2016, 4, 11))
    with pytest.raises(PermissionDenied):  # the laboratory carries out, it does not alter what was ordered
        service.change(laboratory, register_of(key), record, {"item": "灰分"}, reason="改")
    move(laboratory, record, key, "report", report_no="BG-9", reported_on=DAY(2016, 4, 10))
    for stranger in (laboratory, *strangers):
        with pytest.raises(PermissionDenied):
            move(stranger, record, key, "receive", received_on=DAY(2016, 4, 12))
    move(firm, record, key, "object", "少做了一项")
    move(laboratory, record, key, "report", report_no="BG-9a", reported_on=DAY(2016, 4, 18))
    with pytest.raises(ValidationError, match="签收日期早于报告日期"):
        move(firm, record, key, "receive", received_on=DAY(2016, 4, 12))
    record.refresh_from_db()
    move(firm, record, key, "receive", received_on=DAY(2016, 4, 20))
    assert Due.objects.everywhere("test").filter(kind="clock:test_order.receive", owner=plant).count() == 2
    assert not Due.objects.everywhere("test").filter(state=DueState.OPEN).exists()


def test_a_gap_is_planned_and_met(clerk: Actor, colleague: Actor) -> None:
    need = made(
        clerk, "testing_needs", code="XQ-1", product="小麦粉", parameter="水分", source="survey",
        raised_on=DAY(2016, 2, 1),
    )  # fmt: skip
    move(clerk, need, "testing_needs", "plan", project="NL-1")
    project = made(
        clerk, "capability_projects", code="NL-1", name="样例中心", kind="county", builder="样例所", gaps="XQ-1",
        planned_on=DAY(2016, 3, 1),
    )  # fmt: skip
    move(
        clerk,
        project,
        "capability_projects",
        "begin",
        approved_on=DAY(2016, 5, 1),
        due_on=DAY(2017, 12, 31),
    )
    proof(clerk, project)
    done = {"accepted_on": DAY(2017, 11, 1), "parameters": 12}
    move(colleague, project, "capability_projects", "accept", **done)
    assert owed("clock:capability_project.build") == [(DAY(2017, 12, 31), DueState.SETTLED)]
    move(clerk, need, "testing_needs", "meet", met_by="1628", met_on=DAY(2017, 11, 1))


def test_a_needed_test_is_searched_for(people: People, clerk: Actor) -> None:
    row = {"laboratory": "1628", "lab_name": "样例所", "method": "GB 5009.3-2016", "since": DAY(2016, 1, 5)}
    made(clerk, "lab_capabilities", **row, product="小麦粉", parameter="水分")
    made(clerk, "lab_capabilities", **row, product="水泥", parameter="安定性")
    client = Client()
    client.force_login(people.clerk, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("desk:register", args=["lab_capabilities"]), {"q": "水分"}).content.decode()
    assert "小麦粉" in page and "安定性" not in page


@pytest.mark.parametrize(
    ("region", "same"), [(COUNTY, True), (NEIGHBOUR, True), ("620700", True), (FAR, False)]
)
def test_local_is_the_same_prefecture(region: str, same: bool) -> None:
    assert (local_test(COUNTY, "小麦粉", "水分") == local_test(region, " 小麦粉", "水 分")) is same
